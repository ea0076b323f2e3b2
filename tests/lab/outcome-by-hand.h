/* SPDX-License-Identifier: MIT */
/* Outcomes that tests write by hand, so that they say what each figure is. */
#pragma once

#include <glib/gstdio.h>
#include <tarn-lab/tarn-lab.h>

/* A figure is its variant's, and a part of the replication: the step times 0, 1, 2, 3 or 4, in an order without a trend. */
typedef struct
{
  const char *name;
  const char *metrics; /* each with its unit */
  const char *compared;
  const char *settings; /* further lines */
  guint n_replications;
  const char *figures[4]; /* of each variant: for each metric one and its step, or "-" */
  guint lacking;          /* so many cells lack, the first ones */
  const char *text;
  guint n_repeated;  /* so many further variants have the figures of the last one */
  gboolean is_front; /* but each has one more of the first metric and one less of the second */
} OutcomeRow;

#define LAG "metric lag-mean us\n"
#define COST "metric cost nano-usd\n"
#define FRESH "metric fresh-share ppm\n"
#define STABILITY "metric utilization ppm\nmetric requests-open 1\nmetric waiting-mean millionths\n"

/* Each line of an outcome begins with a check sum. */
static inline void
append_line (GString *text, const char *line)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);

  g_string_append_printf (text, "%.16s %s\n", sum, line);
}

static inline void
append_lines (GString *text, const char *lines)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0')
      append_line (text, all[i]);
}

static inline guint
count_variants (const OutcomeRow *row)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (row->figures) && row->figures[n] != NULL)
    n++;
  return n + row->n_repeated;
}

static inline const char *
get_figures (const OutcomeRow *row, guint variant)
{
  guint n = count_variants (row) - row->n_repeated;

  return row->figures[MIN (variant, n - 1)];
}

static inline void
append_cell (GString *text, const OutcomeRow *row, guint cell)
{
  guint n_variants = count_variants (row), replication = cell / n_variants;
  guint variant = cell % n_variants, last = n_variants - row->n_repeated - 1;
  gint64 further = row->is_front && variant > last ? variant - last : 0;
  g_auto (GStrv) words = g_strsplit (get_figures (row, variant), " ", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_printf (line, "cell %u", cell);
  for (guint i = 0; words[i] != NULL; i += 2)
    if (g_str_equal (words[i], "-"))
      g_string_append (line, " -");
    else
      g_string_append_printf (line, " %" G_GINT64_FORMAT,
                              g_ascii_strtoll (words[i], NULL, 10)
                                  + g_ascii_strtoll (words[i + 1], NULL, 10) * (replication * 2 % 5)
                                  + (i == 0 ? further : -further));
  append_line (text, line->str);
}

static inline char *
write_outcome (const OutcomeRow *row)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) compared = g_strsplit (row->compared, " ", -1);
  g_autofree char *replications = g_strdup_printf ("replications %u", row->n_replications);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);
  g_autofree char *of = g_strconcat ("scenario ", digest, NULL);

  append_line (text, "tarn-lab-outcome 1");
  append_line (text, "library 1.0.0");
  append_line (text, of);
  append_lines (text, row->metrics);
  for (guint i = 0; i < count_variants (row); i++)
    {
      g_autofree char *variant = g_strdup_printf ("variant v%u", i);

      append_line (text, variant);
    }
  append_line (text, replications);
  for (guint i = 0; compared[i] != NULL; i++)
    {
      g_autofree char *compare = g_strconcat ("compare ", compared[i], NULL);

      append_line (text, compare);
    }
  append_line (text, g_str_has_prefix (row->settings, "baseline") ? row->settings : "baseline 0");
  append_line (text, g_str_has_prefix (row->settings, "level") ? row->settings : "level 950000");
  if (g_str_has_prefix (row->settings, "best"))
    append_lines (text, row->settings);
  append_line (text, "indifference 10000");
  append_lines (text, g_str_has_prefix (row->settings, "stop") ? row->settings : "stop 0");
  append_line (text, "cells");
  for (guint cell = row->lacking; cell < row->n_replications * count_variants (row); cell++)
    append_cell (text, row, cell);
  return g_string_free (text, FALSE);
}

static inline TarnLabOutcome *
make_outcome (const OutcomeRow *row)
{
  g_autofree char *text = write_outcome (row);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "tarn-outcome-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  int descriptor = g_mkstemp (path);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_true (g_close (descriptor, &error));
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  TarnLabOutcome *outcome = tarn_lab_outcome_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return outcome;
}
