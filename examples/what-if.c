/* SPDX-License-Identifier: MIT */
/*
 * The what-if shows how cost and staleness change if views are refreshed every 15 minutes, hourly or daily.
 *
 * This is the main job of the examples. It simulates each interval with the same tables and commits, through
 * the public operations, and prints the results.
 */
#include <stdio.h>
#include <stdlib.h>

#include "what-if-lake.h"
#include "what-if-options.h"
#include "what-if-report.h"

/*
 * The report repeats the first rows with these values, because the amplification matters most and is least
 * known.
 */
static const gint64 other_amplifications_permille[] = { 4000, 20000 };

enum
{
  N_ROWS_COMPARED = 2,
};

static Row
measure_row (const Lake *lake, gint64 interval_us, gint64 amplification_permille)
{
  return (Row){ interval_us, amplification_permille,
                lake_measure (lake, interval_us, amplification_permille) };
}

static void
print_table (GArray *rows, const Lake *lake, const Options *options)
{
  report_print_head (lake, options);
  for (guint i = 0; i < options->intervals->len; i++)
    {
      Row row = measure_row (lake, g_array_index (options->intervals, gint64, i),
                             AMPLIFICATION_PERMILLE_DEFAULT);

      report_print_row (&row, lake);
      g_array_append_val (rows, row);
    }
}

static void
print_foot (GArray *rows, const Lake *lake)
{
  guint n_compared = MIN (rows->len, N_ROWS_COMPARED);

  report_print_comparison (rows, lake);
  report_print_assumptions ();

  for (guint i = 0; i < G_N_ELEMENTS (other_amplifications_permille); i++)
    for (guint j = 0; j < n_compared; j++)
      {
        Row row = measure_row (lake, g_array_index (rows, Row, j).interval_us,
                               other_amplifications_permille[i]);

        report_print_sensitivity (&row, lake);
        g_array_append_val (rows, row);
      }
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (IcebergHistory) history = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  Lake lake = {
    .seed = options->seed,
    .n_views = options->n_views,
    .n_slots = options->n_slots,
    .n_days = options->n_days,
    .source_bytes = options->source_bytes,
  };

  if (options->iceberg_path != NULL)
    {
      history = iceberg_history_load (options->iceberg_path, error);
      if (history == NULL)
        return FALSE;
      lake.history = history;
      if (history->size_bytes > 0)
        lake.source_bytes = history->size_bytes;
    }

  print_table (rows, &lake, options);
  print_foot (rows, &lake);
  return options->csv_path == NULL || report_write_csv (rows, &lake, options->csv_path, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Options) options = { 0 };

  if (options_parse (&options, argc, argv, &error) && run (&options, &error))
    return EXIT_SUCCESS;

  fprintf (stderr, "what-if: %s\n", error->message);
  return 2;
}
