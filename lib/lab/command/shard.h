/* SPDX-License-Identifier: MIT */
/*
 * A shard is the part of an experiment that one process simulates: some replications that follow each other, of all of
 * the experiment or of a range of them.
 */
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

/* Replications that follow each other. */
typedef struct
{
  guint first;
  guint n_replications;
} Range;

/* Returns whether the options or variables ask for less than the whole experiment. */
gboolean shard_is_part (const Shard *self, const Arguments *arguments);

/* Reads --range FIRST-LAST, which is all of the experiment without the option, and takes the shard of it. */
gboolean shard_get_range (const Shard *self, const Arguments *arguments, guint n_replications,
                          Range *range, GError **error);
