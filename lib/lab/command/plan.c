/* SPDX-License-Identifier: MIT */
#include "lab/command/plan.h"

#include "lab/command/output.h"
#include "lab/command/terminal.h"
#include "lab/report/numbers.h"

enum
{
  PARTS = 50,          /* of a trial, of which the first ones are timed */
  ENOUGH_US = 1000000, /* real time after which an estimate is good enough */
  BYTES_PER_FIGURE = 8,
  LABELS_MAX = 20,
};

/* Estimates the real time of a trial from its first parts. */
static gboolean
time_trial (TarnLabExperiment *experiment, gint64 *out_us, GError **error)
{
  gint64 began_us = terminal_get_time ();
  g_autoptr (TarnLabTrial) trial
      = tarn_lab_trial_new (tarn_lab_experiment_get_variant (experiment, 0), 0, error);
  gint64 i;

  if (trial == NULL)
    return FALSE;

  gint64 begin_us = tarn_engine_get_now (tarn_lab_trial_get_engine (trial));
  gint64 length_us = tarn_lab_trial_get_end_time (trial) - begin_us;
  for (i = 1; i <= PARTS && terminal_get_time () - began_us < ENOUGH_US; i++)
    if (!tarn_lab_trial_advance_to (trial, begin_us + length_us / PARTS * i, error))
      return FALSE;
  *out_us = (terminal_get_time () - began_us) * PARTS / MAX (i - 1, 1);
  return TRUE;
}

static void
append_variants (GString *text, TarnLabExperiment *experiment)
{
  guint n = tarn_lab_experiment_get_n_variants (experiment);

  for (guint i = 0; i < MIN (n, LABELS_MAX); i++)
    g_string_append_printf (text, "  %s\n", tarn_lab_experiment_get_label (experiment, i));
  if (n > LABELS_MAX)
    g_string_append_printf (text, "  and %u more\n", n - LABELS_MAX);
}

gboolean
plan_print (TarnLabExperiment *experiment, guint n_threads, GError **error)
{
  guint n_variants = tarn_lab_experiment_get_n_variants (experiment);
  guint n_replications = tarn_lab_experiment_get_n_replications (experiment);
  guint n_cells = n_variants * n_replications;
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 trial_us;

  if (!time_trial (experiment, &trial_us, error))
    return FALSE;

  gint64 all_us = trial_us * n_cells / (gint64) MIN (n_threads, n_cells);
  g_autofree char *of_trial = tarn_lab_format_rough_duration (trial_us);
  g_autofree char *of_all = tarn_lab_format_rough_duration (all_us);
  g_autofree char *size
      = tarn_lab_format_decimal ((gint64) n_cells * BYTES_PER_FIGURE
                                     * g_strv_length ((char **) tarn_lab_list_metrics ()),
                                 1000000, 1);
  g_string_append_printf (text, "%u variant%s, %u replication%s, %u cells:\n", n_variants,
                          n_variants == 1 ? "" : "s", n_replications,
                          n_replications == 1 ? "" : "s", n_cells);
  append_variants (text, experiment);
  g_string_append_printf (
      text,
      "A cell takes about %s, so all take about %s with %u thread%s. Their figures need %s MB, besides what"
      " the trials under way need.\n",
      of_trial, of_all, n_threads, n_threads == 1 ? "" : "s", size);
  return output_print (text->str, error);
}
