/* SPDX-License-Identifier: MIT */
/* Errors of scenarios: where, what is wrong, and what is allowed instead. */
#pragma once

#include <tarn-lab/tarn-lab-error.h>

typedef struct
{
  const char *file;
  guint line;        /* 0 for a value that is in no file */
  const char *group; /* such as lake or view sales.daily; NULL for a whole file */
  const char *key;   /* NULL for a whole group */
} TarnLabPlace;

/* Returns FALSE, so that a check can fail in one statement. */
gboolean tarn_lab_refuse (GError **error, TarnLabError code, const TarnLabPlace *place,
                          const char *allowed, const char *format, ...) G_GNUC_PRINTF (5, 6);

/* Returns a text of the user, which may be anything, as a message can show it. */
char *tarn_lab_show (const char *text);
