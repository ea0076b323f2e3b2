/* SPDX-License-Identifier: MIT */
/* The recorded starts of views, which come from a file. */
#pragma once

#include "lab/scenario/scenario.h"

typedef struct
{
  gint64 time_us; /* since 1970, or since the start of the world */
  guint view;     /* among the names */
  gint line;
  gboolean is_start; /* of a log, which has requests and starts */
} TarnLabStartsRow;

/* The reader makes this of a file. Scenarios made from each other share it. */
typedef struct
{
  char *path;       /* from the directory of the scenario */
  char *sha256;     /* of the file */
  GPtrArray *names; /* char *; of views, such as sales.daily */
  GArray *rows;     /* TarnLabStartsRow; in the order of time */
  gboolean has_offsets;
  gboolean has_kinds;
} TarnLabStarts;

void tarn_lab_starts_unref (TarnLabStarts *self);

/* Reads the file at @path, which the scenario calls @name. */
TarnLabStarts *tarn_lab_starts_read (const char *path, const char *name, GError **error);
