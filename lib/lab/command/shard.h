/* SPDX-License-Identifier: MIT */
/* A shard is the part of an experiment that one process simulates: some replications that follow each other. */
#pragma once

#include "lab/command/arguments.h"

typedef struct
{
  guint index; /* from 0 */
  guint n_shards;
} Shard;

/*
 * Reads --shard K/N, where K is from 1 to N. Without it, the variables that Slurm and AWS Batch set for each job of an
 * array say which shard it is. A command without the option has one shard.
 */
gboolean shard_read (const Arguments *arguments, Shard *shard, GError **error);

guint shard_get_first (const Shard *self, guint n_replications);
guint shard_get_length (const Shard *self, guint n_replications);
