/* SPDX-License-Identifier: MIT */
/*
 * Which sentences a report has, and how they count: rows of small scenarios, each with parts of the text that must be in
 * its report, and others that must not be. tests/lab/command.py has more of them, of a larger scenario.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

#define PARTS_MAX 6

typedef struct
{
  const char *name;
  const char *lake;
  const char *has[PARTS_MAX]; /* where a line ends, there is a space */
  const char *lacks[PARTS_MAX];
} Row;

#define LAKE "[lake]\nhorizon = 1 h\nslots = 2\n"
#define TABLE "[table d.t]\ncommits = every 20 min, offset 1 min, 1 MB\n"
#define VIEW(name, rest) "[view d." name "]\nsources = d.t\nduration = 30 s\n" rest
#define POLICY "[policy]\ntrigger = interval 15 min\n"
#define ASSETS(n) "[lake]\nhorizon = 1 h\n[assets a]\ncount = " n "\n"
#define AT_ARRIVAL "[policy]\ntrigger = at_arrival\n"
#define NIGHTLY "[policy]\ntrigger = nightly at 02:00\n"
#define COST "[cost]\n"
#define IDLE " that no policy had asked for when the window ended."
#define QUOTA "here "
#define OF(n, policy)                                                                              \
  "[view d." policy "%d]\ncount = " n "\nsources = d.t\nduration = 30 s\npolicy = " policy "\n"    \
  "[policy " policy "]\ntrigger = interval 15 min\n"
#define ONE(policy) OF ("1", policy)
#define THREE(policy) OF ("3", policy)
#define SHIFTING                                                                                   \
  "[table d.t]\ncommits = every 330 s, offset 5 min, 1 MB\n" VIEW (                                \
      "a", "") "[policy]\ntrigger = interval 5 min\n"
#define WAITS "Requests wait although most of the time of the slots is unused: "
#define MINIMUM "The smallest bill, 1 min on 2 DPU, decides what most runs"

/* clang-format off */
static const Row rows[] = {
  /* --- Assets --- */
  { "one-asset", ASSETS ("1") AT_ARRIVAL,
    { "; 1 asset in 1 group ", "Amazon DataZone publishes no price for this." },
    { " all assets ", IDLE, QUOTA, " view" } },
  { "two-groups-of-assets", ASSETS ("2") "[assets b]\n" AT_ARRIVAL, { "; 3 assets in 2 groups ", " all assets  " },
    { NULL } },
  { "prices-of-tokens", ASSETS ("1") COST "datazone.cost-price-input-nano-usd = 5000\n"
    "datazone.cost-price-output-nano-usd = 25000\n" AT_ARRIVAL, { " USD " }, { "publishes no price" } },
  { "quota-of-all-but-one", ASSETS ("5") COST "datazone.descriptions-per-month-max = 4\n" AT_ARRIVAL,
    { "the type fails inside the run, here 1 time. From the first failure on" }, { NULL } },
  { "quota-of-all-but-two", ASSETS ("5") COST "datazone.descriptions-per-month-max = 3\n" AT_ARRIVAL,
    { "the type fails inside the run, here 2 times. From the first failure on" }, { NULL } },
  { "quota-of-all", ASSETS ("5") COST "datazone.descriptions-per-month-max = 5\n" AT_ARRIVAL, { NULL },
    { QUOTA, IDLE } },
  { "one-idle-asset", ASSETS ("1") NIGHTLY, { " 1 asset lacked metadata" IDLE }, { NULL } },
  { "idle-assets", ASSETS ("1200") NIGHTLY, { " 1,200 assets lacked metadata" IDLE }, { NULL } },
  { "assets-in-runs-are-not-idle", "[lake]\nhorizon = 1 s\n[assets a]\ncount = 3\n" AT_ARRIVAL, { NULL }, { IDLE } },
  { "assets-that-wait-are-not-idle", "[lake]\nhorizon = 15 min\n[assets a]\ncount = 5\n" AT_ARRIVAL
    "admit = rate 2, per 10 min\n", { NULL }, { IDLE } },
  { "assumed-options-of-assets", ASSETS ("1") AT_ARRIVAL,
    { "Metadata runs: ", ", any number of runs at a time (assumed), ", " columns per call of the model (assumed), ",
      " tokens written per second (assumed)." }, { "per month (assumed)", "starts per second (assumed)" } },
  { "given-options-of-assets", ASSETS ("1") COST "datazone.active-runs-max = 9\ndatazone.start-rate-per-second = 7\n"
    AT_ARRIVAL,
    { "Metadata runs: 7 starts per second, ", ", 9 runs at a time, ", " per second (assumed)." }, { NULL } },
  { "no-assets", LAKE TABLE VIEW ("v", "") POLICY, { NULL }, { "Metadata runs", "asset" } },

  /* --- The head --- */
  { "neither-views-nor-assets", "[lake]\nhorizon = 1 h\n", { "; 0 views, ", " at a time (assumed)" },
    { "group", "asset" } },
  { "assumed-slots", "[lake]\nhorizon = 1 h\n" TABLE VIEW ("v", "") POLICY,
    { "; 1 view, 50 refreshes at a time (assumed) " }, { "group" } },
  { "throughput-below-a-gigabyte", LAKE COST "throughput = 999 MB/s\n" POLICY,
    { "Throughput 999 MB/s per DPU, start-up" }, { NULL } },
  { "throughput-of-a-gigabyte", LAKE COST "throughput = 1000 MB/s\n" POLICY, { "Throughput 1 GB/s per DPU, start-up" },
    { NULL } },
  { "greatest-throughput", LAKE COST "throughput = 1 TB/s\n" POLICY, { "Throughput 1 TB/s per DPU, start-up" },
    { NULL } },
  { "smallest-bill-assumed", LAKE COST "billing-minimum = 2 min\n" POLICY,
    { "smallest bill 2 min on 2 DPU (assumed)." }, { NULL } },
  { "smallest-bill-half-assumed", LAKE COST "dpu-min = 3\n" POLICY, { "smallest bill 1 min on 3 DPU (assumed)." },
    { NULL } },
  { "smallest-bill-given", LAKE COST "billing-minimum = 2 min\ndpu-min = 3\n" POLICY,
    { "smallest bill 2 min on 3 DPU. " }, { NULL } },

  /* --- Objectives --- */
  { "objectives-of-some-views", LAKE TABLE VIEW ("a", "group = g\nslo = age 1 h\n") VIEW ("b", "group = h\n") POLICY,
    { " all  age 1 h ", " g    age 1 h ", " h    -  " }, { "lag 1 h" } },

  /* --- Views --- */
  { "one-view-never-refreshed", LAKE TABLE VIEW ("a", "") VIEW ("b", "policy = late\n") POLICY
    "[policy late]\ntrigger = interval 1 d, phase 2 h\n", { " 1 of 2 views was never refreshed. " }, { "weights" } },
  { "two-views-in-no-group", LAKE TABLE VIEW ("a", "group = g\n") VIEW ("b", "") VIEW ("c", "") POLICY,
    { " 2 of 3 views are in no group, " }, { "never refreshed" } },
  { "no-view-in-a-group", LAKE TABLE VIEW ("a", "") VIEW ("b", "") POLICY, { NULL }, { "no group" } },
  { "weights-while-the-backlog-grows", "[lake]\nhorizon = 1 d\nslots = 1\n" TABLE VIEW ("a", "weight = 2\n")
    "[view d.b]\nsources = d.t\nduration = 30 min\n[policy]\ntrigger = interval 1 min, queue\n",
    { "UNSTABLE: more refreshes", "The weights of the views count in no figure above. " }, { "With them" } },
  { "one-run-at-the-instant-of-a-commit", LAKE "[table d.t]\ncommits = every 1 d, offset 15 min, 1 MB\n" VIEW ("a", "")
    POLICY, { " 1 run was asked for at the very instant of a commit" }, { NULL } },
  { "one-of-nine-runs-at-the-instant-of-a-commit", "[lake]\nhorizon = 55 min\n" SHIFTING, { " 1 run was asked for" },
    { NULL } },
  { "one-of-ten-runs-at-the-instant-of-a-commit", "[lake]\nhorizon = 60 min\n" SHIFTING, { NULL }, { "very instant" } },

  /* --- Slots --- */
  { "a-single-request-is-not-spread", LAKE TABLE "[view d.v%d]\ncount = 3\nsources = d.t\nduration = 30 s\n"
    "[policy]\ntrigger = interval 31 min\n",
    { WAITS "the 3 views of [policy] ask at the same instants for 2 slots. " }, { "`spread`" } },
  { "two-requests-are-spread", LAKE TABLE "[view d.v%d]\ncount = 3\nsources = d.t\nduration = 30 s\n"
    "[policy]\ntrigger = interval 30 min\n", { "for 2 slots. `spread` in the trigger parts them." }, { NULL } },
  { "as-many-views-as-slots", LAKE TABLE VIEW ("a", "") VIEW ("b", "") VIEW ("c", "policy = p\n") POLICY
    "[policy p]\ntrigger = interval 15 min, phase 10 s\n", { NULL }, { WAITS } },
  { "a-policy-by-its-name", LAKE TABLE "[view d.v%d]\ncount = 3\nsources = d.t\nduration = 30 s\npolicy = p\n"
    "[policy p]\ntrigger = interval 15 min\n", { WAITS "the 3 views of [policy p] ask at the same instants" },
    { "[policy]" } },

  { "six-policies-with-limits", LAKE TABLE THREE ("a") THREE ("b") THREE ("c") THREE ("d") THREE ("e") THREE ("f"),
    { WAITS "the 3 views of [policy a] ask", "the 3 views of [policy e] ask" }, { "[policy f]" } },
  { "policies-without-limits-do-not-count", LAKE TABLE ONE ("a") ONE ("b") ONE ("c") ONE ("d") ONE ("e") THREE ("f"),
    { WAITS "the 3 views of [policy f] ask" }, { "[policy a]" } },
  { "a-policy-of-no-view-lets-none-wait", LAKE TABLE THREE ("a")
    "[policy]\ntrigger = on_commit\nadmit = token_bucket every 3 h\n",
    { WAITS "the 3 views of [policy a] ask" }, { "token" } },

  /* --- Costs --- */
  { "smallest-bill-of-all", LAKE TABLE VIEW ("a", "group = g\n") VIEW ("b", "group = h\n") POLICY,
    { MINIMUM " cost: " }, { NULL } },
  { "smallest-bill-of-five-groups", LAKE TABLE VIEW ("a", "group = a\n") VIEW ("b", "group = b\n")
    VIEW ("c", "group = c\n") VIEW ("d", "group = d\n") VIEW ("e", "group = e\n")
    "[view d.f]\nsources = d.t\nduration = 10 min\ngroup = f\n" POLICY,
    { MINIMUM " of a, b, c, d, e cost: " }, { NULL } },
  { "smallest-bill-of-six-groups", LAKE TABLE VIEW ("a", "group = a\n") VIEW ("b", "group = b\n")
    VIEW ("c", "group = c\n") VIEW ("d", "group = d\n") VIEW ("e", "group = e\n")
    VIEW ("f", "group = f\n") "[view d.g]\nsources = d.t\nduration = 10 min\ngroup = g\n" POLICY,
    { MINIMUM " of a, b, c, d, e and 1 more cost: " }, { NULL } },
  { "smallest-bill-of-half-of-the-runs", LAKE TABLE VIEW ("a", "") "[view d.g]\nsources = d.t\nduration = 10 min\n"
    POLICY,
    { NULL }, { MINIMUM } },
};
/* clang-format on */

static char *
report (const char *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_text (lake, -1, "a.lake", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, 0, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);
  g_assert_no_error (error);

  return g_strdelimit (tarn_lab_report_to_text (scenario, "a.lake", 0, result,
                                                TARN_LAB_REPORT_NONE),
                       "\n", ' ');
}

static void
assert_part (const char *text, const char *part, gboolean must_be)
{
  if ((strstr (text, part) != NULL) == must_be)
    return;
  g_test_message ("%s", text);
  g_test_message ("%s: '%s'", must_be ? "lacks" : "has", part);
  g_test_fail ();
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = report (row->lake);

  for (guint i = 0; i < PARTS_MAX && row->has[i] != NULL; i++)
    assert_part (text, row->has[i], TRUE);
  for (guint i = 0; i < PARTS_MAX && row->lacks[i] != NULL; i++)
    assert_part (text, row->lacks[i], FALSE);
}

/* --- Baselines -------------------------------------------------------------------------------- */

/* Commits that no run shows at once keep the bound above zero. */
static const struct
{
  const char *name;
  const char *lake;
  gboolean is_zero;
} bounds[] = {
  { "nothing-changes", LAKE "[table d.t]\n" VIEW ("v", "") POLICY, TRUE },
  { "runs-take-time", LAKE TABLE VIEW ("v", "") POLICY, FALSE },
};

static TarnLabResult *
simulate (TarnLabScenario *scenario, TarnLabBaseline baseline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new_baseline (scenario, 0, baseline, &error);
  g_assert_no_error (error);
  TarnLabResult *result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_bounds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabScenario) scenario
          = tarn_lab_scenario_new_from_text (bounds[i].lake, -1, "a.lake", &error);
      g_assert_no_error (error);
      g_autoptr (TarnLabResult) zero_wait = simulate (scenario, TARN_LAB_BASELINE_ZERO_WAIT);
      g_autoptr (TarnLabResult) full = simulate (scenario, TARN_LAB_BASELINE_FULL_HOURLY);
      g_autoptr (TarnLabBound) bound = tarn_lab_bound_new (scenario, 0);
      g_autofree char *text = tarn_lab_report_baselines_to_text (zero_wait, zero_wait, full, bound,
                                                                 TARN_LAB_REPORT_NONE);

      assert_part (text, "\nIt is 0 s here: nothing changes, ", bounds[i].is_zero);
      assert_part (text, "\nZero wait refreshes each view again ", TRUE);
    }
}

/* --- Notes on variants ------------------------------------------------------------------------ */

#define VARIANTS(slots, triggers)                                                                  \
  "[lake]\nhorizon = 1 h\nslots = " slots                                                          \
  "\n[table d.t]\n[view d.v]\nsources = d.t\nrefresh-seconds = 3600\n"                             \
  "[policy]\ntrigger = " triggers "\norder = fifo\n"
#define NOTE "policy: `order` has no effect, "

/* The trigger `service` alone has the note. */
static const struct
{
  const char *name;
  const char *lake;
  const char *begin; /* of the text; NULL if there is no note */
} notes[] = {
  { "none", VARIANTS ("{1; 2}", "on_commit"), NULL },
  { "on-the-only-one", VARIANTS ("1", "service"), "Note: " NOTE },
  { "on-all", VARIANTS ("{1; 2}", "service"), "Note: " NOTE },
  { "on-one", VARIANTS ("1", "{on_commit; service}"), "Note on service: " NOTE },
  { "on-two", VARIANTS ("{1; 2}", "{service; on_commit}"),
    "Note on slots 1, trigger service and 1 other: " NOTE },
  { "on-three", VARIANTS ("{1; 2; 3}", "{service; on_commit}"),
    "Note on slots 1, trigger service and 2 others: " NOTE },
};

static void
test_notes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnLabScenario) scenario
          = tarn_lab_scenario_new_from_text (notes[i].lake, -1, "a.lake", &error);
      g_assert_no_error (error);
      g_autoptr (TarnLabExperiment) experiment = tarn_lab_experiment_new (scenario, &error);
      g_assert_no_error (error);
      g_autofree char *text = tarn_lab_report_experiment_notes_to_text (experiment);

      if (notes[i].begin == NULL)
        g_assert_cmpstr (text, ==, "");
      else if (!g_str_has_prefix (text, notes[i].begin) || strstr (text + 1, "Note") != NULL)
        g_error ("%s: %s", notes[i].name, text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/lab/report-sentences/", rows, test_row);
  g_test_add_func ("/lab/report-sentences/bounds", test_bounds);
  g_test_add_func ("/lab/report-sentences/notes", test_notes);
  return g_test_run ();
}
