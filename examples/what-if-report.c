/* SPDX-License-Identifier: MIT */
#include "what-if-report.h"

#include <stdio.h>
#include <string.h>

#include "what-if-figures.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)

/* --- Texts ------------------------------------------------------------------------------------ */

static char *
format_grouped (guint64 value)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, value);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (text, FALSE);
}

/* Formats @value, whose unit is one @scale-th, with @decimals decimals. Rounds halves up. */
static char *
format_decimal (guint64 value, guint64 scale, guint decimals)
{
  guint64 parts = 1, rounded;

  for (guint i = 0; i < decimals; i++)
    parts *= 10;

  if (!figures_divide (tarn_wide_multiply (value, parts), scale, &rounded))
    return g_strdup_printf ("over %" G_GUINT64_FORMAT, G_MAXUINT64 / parts);
  if (decimals == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, rounded);
  return g_strdup_printf ("%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, rounded / parts,
                          (int) decimals, rounded % parts);
}

/* Formats milliseconds as whole seconds, with halves rounded up. */
static char *
format_seconds (guint64 milliseconds)
{
  return format_grouped (milliseconds / 1000 + (milliseconds % 1000 >= 500));
}

static char *
format_interval (gint64 interval_us)
{
  gint64 seconds = interval_us / SECOND_US;

  if (seconds % 3600 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "h", seconds / 3600);
  if (seconds % 60 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "m", seconds / 60);
  return g_strdup_printf ("%" G_GINT64_FORMAT "s", seconds);
}

static char *
format_size (guint64 size_bytes)
{
  static const char *const units[] = { "B", "kB", "MB", "GB", "TB", "PB", "EB" };
  guint unit = 0;
  guint64 scale = 1;

  while (unit + 1 < G_N_ELEMENTS (units) && size_bytes / scale >= 1000)
    {
      scale *= 1000;
      unit++;
    }

  g_autofree char *number = format_decimal (size_bytes, scale, size_bytes % scale == 0 ? 0 : 3);
  return g_strdup_printf ("%s %s", number, units[unit]);
}

/* --- The table -------------------------------------------------------------------------------- */

static void
print_sources (const Lake *lake, const Options *options)
{
  g_autofree char *size = format_size (lake->source_bytes);

  if (lake->history == NULL)
    {
      printf (
          "%u views, each over a source of its own of %s, of which 10 MB are overwritten every\n"
          "36 s, 1 GB per hour.",
          lake->n_views, size);
      return;
    }

  g_autofree char *description = iceberg_history_describe (lake->history);
  printf ("%s\n%s\n\n", options->iceberg_path, description);
  printf ("%u views, each over a source of its own of %s with this history,\n"
          "repeated every %" G_GINT64_FORMAT " day(s).",
          lake->n_views, size, lake_get_pass_length_us (lake->history) / (24 * 3600 * SECOND_US));
}

void
report_print_head (const Lake *lake, const Options *options)
{
  print_sources (lake, options);
  printf (" All views are fresh at the start; on each tick all are started by\n"
          "hand (RefreshSeconds, the service's own schedule, allows no less than an hour).\n"
          "%u refreshes run at a time, the others wait. %u virtual day%s, seed %" G_GUINT64_FORMAT
          ".\n\n",
          lake->n_slots, lake->n_days, lake->n_days == 1 ? "" : "s", lake->seed);
  printf ("%8s %9s %9s %11s %12s %12s %11s %11s %11s\n", "", "", "", "", "DPU-seconds",
          "USD per day", "mean age", "max age", "mean wait");
  printf ("%8s %9s %9s %11s %12s %12s %11s %11s %11s\n", "interval", "runs", "full", "incremental",
          "per view-day", "for the lake", "s", "s", "s");
  fflush (stdout);
}

static void
print_refused (const Row *row)
{
  if (row->measure.n_refused > 0)
    printf ("%8s (%" G_GUINT64_FORMAT " starts were refused: the view was still being refreshed)\n",
            "", row->measure.n_refused);
}

static const char *
describe_missing (FiguresResult result)
{
  return result == FIGURES_TOO_FEW ? "too few days: no view was refreshed three times"
                                   : "too large: a sum does not fit in 64 bits";
}

void
report_print_row (const Row *row, const Lake *lake)
{
  const Measure *measure = &row->measure;
  g_autofree char *interval = format_interval (row->interval_us);

  Figures figures;
  FiguresResult result = figures_compute (measure, lake, &figures);

  if (result != FIGURES_COMPUTED)
    {
      printf ("%8s %9s (%s)\n", interval, "-", describe_missing (result));
      print_refused (row);
      fflush (stdout);
      return;
    }

  g_autofree char *runs = format_grouped (measure->n_runs);
  g_autofree char *full = format_grouped (measure->n_full);
  g_autofree char *incremental = format_grouped (measure->n_incremental);
  g_autofree char *dpu_seconds = format_seconds (figures.dpu_ms_per_view_day);
  g_autofree char *usd = format_decimal (figures.micro_usd_per_day, 1000000, 2);
  g_autofree char *mean_age = format_decimal (figures.mean_age_ms, 1000, 3);
  g_autofree char *max_age = format_decimal (figures.max_age_ms, 1000, 3);
  g_autofree char *wait = format_decimal (figures.mean_wait_ms, 1000, 3);

  printf ("%8s %9s %9s %11s %12s %12s %11s %11s %11s\n", interval, runs, full, incremental,
          dpu_seconds, usd, mean_age, max_age, wait);
  print_refused (row);
  fflush (stdout);
}

/* --- The sentences ---------------------------------------------------------------------------- */

static char *
format_ratio (guint64 a, guint64 b)
{
  return b > 0 ? format_decimal (a, b, 2) : g_strdup ("infinitely many");
}

static char *
format_freshness (guint64 first_age_ms, guint64 second_age_ms)
{
  gboolean is_fresher = first_age_ms <= second_age_ms;
  g_autofree char *ratio = is_fresher ? format_ratio (second_age_ms, first_age_ms)
                                      : format_ratio (first_age_ms, second_age_ms);

  return g_strdup_printf ("%s times %s", ratio, is_fresher ? "fresher" : "staler");
}

void
report_print_comparison (const GArray *rows, const Lake *lake)
{
  if (rows->len < 2)
    return;

  const Row *a = &g_array_index (rows, Row, 0), *b = &g_array_index (rows, Row, 1);
  Figures first, second;

  if (figures_compute (&a->measure, lake, &first) != FIGURES_COMPUTED
      || figures_compute (&b->measure, lake, &second) != FIGURES_COMPUTED)
    return;

  g_autofree char *first_interval = format_interval (a->interval_us);
  g_autofree char *second_interval = format_interval (b->interval_us);
  g_autofree char *cost = format_ratio (first.micro_usd_per_day, second.micro_usd_per_day);
  g_autofree char *age = format_freshness (first.mean_age_ms, second.mean_age_ms);
  g_autofree char *first_usd = format_decimal (first.micro_usd_per_day, 1000000, 2);
  g_autofree char *second_usd = format_decimal (second.micro_usd_per_day, 1000000, 2);
  g_autofree char *first_age = format_decimal (first.mean_age_ms, 1000, 0);
  g_autofree char *second_age = format_decimal (second.mean_age_ms, 1000, 0);

  printf ("\nRefreshing every %s instead of every %s costs %s times as much (%s instead of %s USD"
          " per day)\nand keeps the views %s (mean age %s instead of %s s).\n",
          first_interval, second_interval, cost, first_usd, second_usd, age, first_age, second_age);
}

void
report_print_assumptions (void)
{
  printf ("\nMeasured from the second publication of each view to its last. Throughput (40 MB/s per"
          " DPU),\nstart-up (30 s) and price (0.44 USD per DPU-hour, at least 1 minute on 2 DPU)"
          " are assumptions:\nthe service publishes none for these runs. So is the"
          " amplification: 5 bytes read for each changed\nbyte. With other amplifications the first"
          " intervals become:\n");
}

void
report_print_sensitivity (const Row *row, const Lake *lake)
{
  g_autofree char *interval = format_interval (row->interval_us);
  g_autofree char *amplification = format_decimal ((guint64) row->amplification_permille, 1000, 0);

  Figures figures;

  if (figures_compute (&row->measure, lake, &figures) != FIGURES_COMPUTED)
    return;

  g_autofree char *dpu_seconds = format_seconds (figures.dpu_ms_per_view_day);
  g_autofree char *usd = format_decimal (figures.micro_usd_per_day, 1000000, 2);

  printf ("  amplification %2s: %8s %12s DPU-seconds per view-day %12s USD per day\n",
          amplification, interval, dpu_seconds, usd);
  fflush (stdout);
}

/* --- CSV -------------------------------------------------------------------------------------- */

static char *
make_csv (const GArray *rows, const Lake *lake)
{
  GString *text = g_string_new (
      "interval_us,amplification_permille,runs,full,incremental,refused,"
      "billed_dpu_ms_per_view_day,micro_usd_per_day,mean_age_ms,max_age_ms,mean_wait_ms\r\n");

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const Measure *measure = &row->measure;

      g_string_append_printf (text,
                              "%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",%" G_GUINT64_FORMAT
                              ",%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT,
                              row->interval_us, row->amplification_permille, measure->n_runs,
                              measure->n_full, measure->n_incremental, measure->n_refused);
      Figures figures;

      if (figures_compute (measure, lake, &figures) == FIGURES_COMPUTED)
        {
          g_string_append_printf (text,
                                  ",%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT
                                  ",%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT "\r\n",
                                  figures.dpu_ms_per_view_day, figures.micro_usd_per_day,
                                  figures.mean_age_ms, figures.max_age_ms, figures.mean_wait_ms);
        }
      else
        g_string_append (text, ",,,,,\r\n");
    }

  return g_string_free (text, FALSE);
}

gboolean
report_write_csv (const GArray *rows, const Lake *lake, const char *path, GError **error)
{
  g_autofree char *csv = make_csv (rows, lake);

  if (g_str_equal (path, "-"))
    {
      fputs (csv, stdout);
      return TRUE;
    }

  return g_file_set_contents (path, csv, -1, error);
}
