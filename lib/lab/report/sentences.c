/* SPDX-License-Identifier: MIT */
#include "lab/report/sentences.h"

#include "lab/measure/result.h"
#include "lab/measure/stability.h"
#include "lab/policy/admission.h"
#include "lab/policy/interval.h"
#include "lab/report/assumptions.h"
#include "lab/report/numbers.h"

enum
{
  NAMES_MAX = 5, /* of rows that a sentence lists */
  IDLE_PPM = 500000,
  COINCIDENCE_MIN_PART
  = 10, /* a report has the sentence if more than one run in so many meets a commit */
};

/* --- What the figures are --------------------------------------------------------------------- */

static void
append_roundings (TarnLabBlocks *blocks)
{
  tarn_lab_add_sentence (
      blocks,
      "A p95 is rounded down by less than 1/128 of it, and then every time to one decimal; --csv"
      " has the whole numbers.");
}

static gboolean
has_weights (const TarnLabScenario *scenario)
{
  for (guint i = 1; i < scenario->views->len; i++)
    if (tarn_lab_scenario_get_view (scenario, i)->weight
        != tarn_lab_scenario_get_view (scenario, 0)->weight)
      return TRUE;

  return FALSE;
}

static void
append_weights (TarnLabBlocks *blocks, const TarnLabScenario *scenario, const TarnLabRow *all)
{
  gint64 age_us = 0, lag_us = 0;

  if (!has_weights (scenario))
    return;
  if (tarn_lab_result_is_unstable (all->result)
      || !tarn_lab_row_get_figure (all, "age-weighted-mean", &age_us)
      || !tarn_lab_row_get_figure (all, "lag-weighted-mean", &lag_us))
    {
      tarn_lab_add_sentence (blocks, "The weights of the views count in no figure above.");
      return;
    }

  g_autofree char *age = tarn_lab_format_rough_duration (age_us);
  g_autofree char *lag = tarn_lab_format_rough_duration (lag_us);
  tarn_lab_add_sentence (
      blocks,
      "The weights of the views count in no figure above. With them, the mean age of all is %s, and the"
      " mean lag %s.",
      age, lag);
}

/* --- Policies --------------------------------------------------------------------------------- */

/* The text of a scenario cannot say what such a policy does. */
static void
append_own_policies (TarnLabBlocks *blocks, const TarnLabScenario *scenario)
{
  for (guint i = 0; i < scenario->policies->len; i++)
    {
      const TarnLabPolicySettings *policy = tarn_lab_scenario_get_policy (scenario, i);
      g_autoptr (GString) title = g_string_new (NULL);

      if (policy->policy == NULL)
        continue;
      tarn_lab_policy_append_title (policy->policy, title);
      tarn_lab_add_sentence (blocks, "In place of [policy%s%s], %s decided.",
                             policy->name[0] != '\0' ? " " : "", policy->name, title->str);
    }
}

/* --- Views ------------------------------------------------------------------------------------ */

static void
append_never_refreshed (TarnLabBlocks *blocks, const TarnLabScenario *scenario,
                        const TarnLabResult *result)
{
  guint n = 0;

  for (guint i = 0; i < scenario->views->len; i++)
    {
      gint64 share_ppm = 0;

      n += tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_VIEW, i, "never-refreshed-share",
                                       &share_ppm)
           && share_ppm == 1000000;
    }
  if (n > 0)
    tarn_lab_add_sentence (blocks, "%u of %u views %s never refreshed.", n, scenario->views->len,
                           n == 1 ? "was" : "were");
}

static void
append_without_group (TarnLabBlocks *blocks, const TarnLabScenario *scenario)
{
  guint n = 0;

  for (guint i = 0; i < scenario->views->len; i++)
    n += tarn_lab_scenario_get_view (scenario, i)->group == TARN_LAB_NO_GROUP;
  if (n > 0 && n < scenario->views->len)
    tarn_lab_add_sentence (
        blocks, "%u of %u views %s in no group, so that the groups together have fewer views.", n,
        scenario->views->len, n == 1 ? "is" : "are");
}

/* --- Slots ------------------------------------------------------------------------------------ */

#define IDLE_WAITS "Requests wait although most of the time of the slots is unused: "

static const TarnLabRuleSettings *
get_admission (const TarnLabScenario *scenario, guint policy)
{
  return &tarn_lab_scenario_get_policy (scenario, policy)
              ->composition.parts[TARN_LAB_PART_ADMISSION];
}

/* Returns how many views each policy asks for at the same instants. The caller frees it. */
static guint *
count_together (const TarnLabScenario *scenario)
{
  guint *counts = g_new0 (guint, scenario->policies->len);

  for (guint i = 0; i < scenario->views->len; i++)
    {
      guint policy = tarn_lab_scenario_get_view (scenario, i)->policy;
      const TarnLabComposition *composition
          = &tarn_lab_scenario_get_policy (scenario, policy)->composition;

      if (tarn_lab_interval_is_at_once (&composition->parts[TARN_LAB_PART_TRIGGER]))
        counts[policy]++;
    }
  return counts;
}

/* To spread the views of a single request over its period would leave most of them without one. */
static gboolean
has_several_periods (const TarnLabScenario *scenario, guint policy)
{
  const TarnLabComposition *composition
      = &tarn_lab_scenario_get_policy (scenario, policy)->composition;

  return tarn_lab_interval_get_period (&composition->parts[TARN_LAB_PART_TRIGGER])
         <= scenario->horizon_us / 2;
}

/* The service makes the requests of its own trigger, and asks no admission. */
static gboolean
has_requests_of_views (const TarnLabScenario *scenario, guint policy)
{
  if (tarn_lab_policy_settings_is_of_service (tarn_lab_scenario_get_policy (scenario, policy)))
    return FALSE;
  for (guint i = 0; i < scenario->views->len; i++)
    if (tarn_lab_scenario_get_view (scenario, i)->policy == policy)
      return TRUE;

  return FALSE;
}

/*
 * Where more views than slots ask at one instant, some wait however idle the slots are before and after. An admission
 * with a limit lets them wait, too.
 */
static void
append_idle_waits (TarnLabBlocks *blocks, const TarnLabScenario *scenario)
{
  g_autofree guint *counts = count_together (scenario);
  guint n = 0;

  for (guint i = 0; i < scenario->policies->len && n < NAMES_MAX; i++)
    {
      const char *name = tarn_lab_scenario_get_policy (scenario, i)->name;
      const TarnLabRuleSettings *admission = get_admission (scenario, i);
      gboolean may_wait = has_requests_of_views (scenario, i)
                          && tarn_lab_admission_limits (admission, scenario->n_slots);

      if (may_wait)
        tarn_lab_add_sentence (blocks,
                               IDLE_WAITS "the admission `%s` of [policy%s%s] may let them wait.",
                               admission->rule->name, name[0] != '\0' ? " " : "", name);
      if (counts[i] > scenario->n_slots && !tarn_lab_admission_rejects (admission))
        tarn_lab_add_sentence (
            blocks,
            IDLE_WAITS "the %u views of [policy%s%s] ask at the same instants for %" G_GINT64_FORMAT
                       " slot%s.%s",
            counts[i], name[0] != '\0' ? " " : "", name, scenario->n_slots,
            scenario->n_slots == 1 ? "" : "s",
            has_several_periods (scenario, i) ? " `spread` in the trigger parts them." : "");
      else if (!may_wait)
        continue;
      n++;
    }
}

static void
append_slots (TarnLabBlocks *blocks, const TarnLabScenario *scenario, const TarnLabRow *all)
{
  gint64 utilization_ppm = 0, wait_us = 0;

  if (!tarn_lab_row_get_figure (all, "utilization", &utilization_ppm))
    return;

  g_autofree char *percent = tarn_lab_format_decimal (utilization_ppm, 10000, 2);
  tarn_lab_add_sentence (blocks, "Runs had the slots for %s %% of the time of all slots.", percent);
  if (utilization_ppm < IDLE_PPM && tarn_lab_row_get_figure (all, "wait-mean", &wait_us)
      && wait_us > 0)
    append_idle_waits (blocks, scenario);
}

/* --- Ties ------------------------------------------------------------------------------------- */

/* A few runs change no figure that one can see. */
static void
append_coincidence (TarnLabBlocks *blocks, const TarnLabResult *result)
{
  const TarnLabCoincidence *coincidence = tarn_lab_result_get_coincidence (result);
  guint64 n = coincidence->n_at_commit;

  if (n <= coincidence->n_runs / COINCIDENCE_MIN_PART)
    return;

  g_autofree char *runs = tarn_lab_format_grouped ((gint64) n);
  tarn_lab_add_sentence (
      blocks,
      "%s run%s asked for at the very instant of a commit to a source, so what comes first at one instant"
      " decides the lag: a policy asks after the commits, and the service may ask before them."
      " `offset` in the commits, or a phase in the trigger, parts them.",
      runs, n == 1 ? " was" : "s were");
}

/* --- Costs ------------------------------------------------------------------------------------ */

/* The minimum decides what a row costs if it decides most of its bills. */
static gboolean
is_at_minimum (const TarnLabRow *row)
{
  gint64 share_ppm = 0;

  return tarn_lab_row_get_figure (row, "billing-minimum-share", &share_ppm) && share_ppm > 500000;
}

/* Appends the names of the groups and views that the minimum decides, unless it decides all rows. */
static void
append_minimal_names (GString *text, const GArray *rows)
{
  guint n_all = 0, n = 0;

  for (guint i = 0; i < rows->len; i++)
    n_all += is_at_minimum (&g_array_index (rows, TarnLabRow, i)) ? 1 : 0;
  if (n_all == rows->len)
    return;

  for (guint i = 1; i < rows->len; i++)
    {
      const TarnLabRow *row = &g_array_index (rows, TarnLabRow, i);

      if (is_at_minimum (row) && n++ < NAMES_MAX)
        g_string_append_printf (text, "%s%s", n == 1 ? " of " : ", ", tarn_lab_row_get_name (row));
    }
  if (n > NAMES_MAX)
    g_string_append_printf (text, " and %u more", n - NAMES_MAX);
}

static void
append_minimum (TarnLabBlocks *blocks, const TarnLabScenario *scenario, const GArray *rows)
{
  g_autofree char *minimum = tarn_lab_describe_minimum_bill (scenario);
  g_autoptr (GString) sentence = g_string_new (NULL);
  gboolean is_any = FALSE;

  for (guint i = 0; i < rows->len; i++)
    is_any = is_any || is_at_minimum (&g_array_index (rows, TarnLabRow, i));
  if (!is_any)
    return;

  g_string_printf (sentence, "The smallest bill, %s, decides what most runs", minimum);
  append_minimal_names (sentence, rows);
  g_string_append (sentence, " cost: smaller refreshes would not be cheaper.");
  tarn_lab_add_sentence (blocks, "%s", sentence->str);
}

/* A view with a duration of its own is not refreshed by the cost model, which finds that there is nothing to do. */
static gboolean
are_unchanged_free (const TarnLabScenario *scenario)
{
  gboolean is_set;

  for (guint i = 0; i < scenario->views->len; i++)
    if (tarn_lab_scenario_get_view (scenario, i)->duration.kind != TARN_LAB_AMOUNT_NONE)
      return FALSE;
  return tarn_lab_scenario_find_option (scenario, "glue.cost-skip-unchanged", &is_set) != 0;
}

static void
append_unchanged (TarnLabBlocks *blocks, const TarnLabScenario *scenario, const GArray *rows)
{
  gint64 n_unchanged = 0;

  tarn_lab_row_get_figure (&g_array_index (rows, TarnLabRow, 0), "runs-unchanged", &n_unchanged);
  if (n_unchanged > 0 && are_unchanged_free (scenario))
    tarn_lab_add_sentence (
        blocks, "Unchanged refreshes are free: they find nothing to do, and use no DPU.");
}

/* --- Warnings and notes ----------------------------------------------------------------------- */

static void
append_instability (TarnLabBlocks *blocks, const TarnLabResult *result)
{
  if (tarn_lab_result_is_unstable (result))
    tarn_lab_add_sentence (
        blocks, TARN_LAB_UNSTABLE
        ": more refreshes are asked for than the slots can do, so the backlog grows, and means"
        " that depend on waits would only say how long the simulation was.");
}

/* Slots may be free while an admission or the run before a request keeps it. Then a peak looks like a backlog. */
static void
append_backlog (TarnLabBlocks *blocks, const TarnLabRow *all)
{
  gint64 n_open = 0, mean_millionths = 0;

  if (tarn_lab_result_is_unstable (all->result)
      || !tarn_lab_row_get_figure (all, "requests-open", &n_open)
      || !tarn_lab_row_get_figure (all, "waiting-mean", &mean_millionths)
      || !tarn_lab_is_backlog (n_open, mean_millionths))
    return;

  g_autofree char *open = tarn_lab_format_grouped (n_open);
  g_autofree char *mean = tarn_lab_format_grouped_decimal (mean_millionths, 1000000, 1);
  tarn_lab_add_sentence (
      blocks,
      "At the end %s requests wait, and %s in the mean. If the backlog grows, means that depend on"
      " waits only say how long the simulation was: simulate a longer time and compare.",
      open, mean);
}

void
tarn_lab_append_notes (TarnLabBlocks *blocks, const TarnLabScenario *scenario)
{
  for (guint i = 0; i < scenario->notes->len; i++)
    tarn_lab_add_sentence (blocks, "Note: %s", (const char *) scenario->notes->pdata[i]);
}

void
tarn_lab_append_sentences (TarnLabBlocks *blocks, const TarnLabScenario *scenario,
                           const GArray *rows)
{
  const TarnLabRow *all = &g_array_index (rows, TarnLabRow, 0);

  append_roundings (blocks);
  append_weights (blocks, scenario, all);
  append_instability (blocks, all->result);
  append_backlog (blocks, all);
  append_own_policies (blocks, scenario);
  append_never_refreshed (blocks, scenario, all->result);
  append_without_group (blocks, scenario);
  append_slots (blocks, scenario, all);
  append_coincidence (blocks, all->result);
  append_minimum (blocks, scenario, rows);
  append_unchanged (blocks, scenario, rows);
  tarn_lab_append_notes (blocks, scenario);
}
