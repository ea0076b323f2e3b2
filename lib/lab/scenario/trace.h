/* SPDX-License-Identifier: MIT */
/* The commits of tables that come from files. */
#pragma once

#include "lab/scenario/values.h"

/* The reader makes this of a file for one value of the key commits. Scenarios made from each other share it. */
typedef struct
{
  char *key;       /* the value of commits, and the size that the scenario tells */
  char *path;      /* from the directory of the scenario */
  char *sha256;    /* of the file */
  GArray *commits; /* TarnLabTraceCommit; stretched */
  gint64 length_us;
  guint64 size_bytes;
  GPtrArray *notes; /* char * */
} TarnLabTrace;

void tarn_lab_trace_unref (TarnLabTrace *self);

/*
 * Reads the file at @path, which the draft calls by its own path, for a table of this size, or of the size that the file
 * tells if that is 0. The key of the trace stays NULL.
 */
TarnLabTrace *tarn_lab_trace_read (const char *path, const TarnLabCommitsDraft *draft,
                                   guint64 size_bytes, GError **error);
