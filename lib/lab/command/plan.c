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

/* Says which replications are simulated, where an option or a variable asks for a part of them. */
static void
append_cells (GString *text, guint n_variants, guint n_replications, const Range *range)
{
  g_string_append_printf (text, "%u variant%s, ", n_variants, n_variants == 1 ? "" : "s");
  if (range->n_replications == n_replications)
    g_string_append_printf (text, "%u replication%s", n_replications,
                            n_replications == 1 ? "" : "s");
  else if (range->n_replications == 0)
    g_string_append_printf (text, "none of the %u replication%s", n_replications,
                            n_replications == 1 ? "" : "s");
  else
    g_string_append_printf (text, "replications %u to %u of 0 to %u", range->first,
                            range->first + range->n_replications - 1, n_replications - 1);
  g_string_append_printf (text, ", %u cell%s%s\n", n_variants * range->n_replications,
                          n_variants * range->n_replications == 1 ? "" : "s",
                          range->n_replications == 0 ? "" : ":");
}

static void
append_estimates (GString *text, guint n_variants, guint n_cells, guint n_threads, gint64 trial_us)
{
  gint64 all_us = trial_us * n_cells / (gint64) MIN (n_threads, n_cells);
  gint64 n_bytes
      = (gint64) n_cells * BYTES_PER_FIGURE * g_strv_length ((char **) tarn_lab_list_metrics ());
  g_autofree char *of_trial = tarn_lab_format_rough_duration (trial_us);
  g_autofree char *of_all = tarn_lab_format_rough_duration (all_us);
  g_autofree char *size = tarn_lab_format_decimal (n_bytes, n_bytes < 1000000 ? 1000 : 1000000, 1);

  g_string_append_printf (
      text,
      "A cell%s takes about %s, so all take about %s with %u thread%s. Their figures need at most %s %s,"
      " besides what the trials under way need.\n",
      n_variants == 1 ? "" : " of the first variant", of_trial, of_all, n_threads,
      n_threads == 1 ? "" : "s", size, n_bytes < 1000000 ? "KB" : "MB");
}

gboolean
plan_print (TarnLabExperiment *experiment, const Range *range, guint n_threads, GError **error)
{
  guint n_variants = tarn_lab_experiment_get_n_variants (experiment);
  guint n_cells = n_variants * range->n_replications;
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 trial_us;

  append_cells (text, n_variants, tarn_lab_experiment_get_n_replications (experiment), range);
  if (n_cells > 0)
    {
      if (!time_trial (experiment, &trial_us, error))
        return FALSE;
      append_variants (text, experiment);
      append_estimates (text, n_variants, n_cells, n_threads, trial_us);
    }
  return output_print (text->str, error);
}
