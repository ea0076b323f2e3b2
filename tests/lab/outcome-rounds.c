/* SPDX-License-Identifier: MIT */
/* Which replications tarn_lab_outcome_plan_round() wants next: those that lack cells, or those that a rule still needs. */
#include <tarn-lab/tarn-lab.h>

#include "worlds/outcome-of-text.h"
#include "worlds/rows.h"

/* Commits come at random, and the runs of the view last for a minute and a half. */
#define LAKE                                                                                       \
  "[lake]\nhorizon = 12 h\n[table a.t]\ncommits = poisson every 20 min, 1 MB\n[view a.v]\n"        \
  "sources = a.t\nduration = 90 s\n[policy]\ntrigger = interval {1 h; 15 min}\n[experiment]\n"     \
  "metrics = lag-mean\n"

enum
{
  RANGES_MAX = 2,
};

typedef struct
{
  guint first;
  guint n;
} Range;

typedef struct
{
  const char *name;
  const char *keys;        /* of [experiment] */
  Range there[RANGES_MAX]; /* what is simulated */
  Range next;              /* what is planned */
  const char *sentence;
} RoundRow;

/* clang-format off */
static const RoundRow round_rows[] = {
  { "all/nothing-there", "replications = 4\n", { { 0, 0 } }, { 0, 4 }, "8 of 8 cells lack." },
  { "all/begin-there", "replications = 4\n", { { 0, 1 } }, { 1, 3 }, "6 of 8 cells lack." },
  { "all/end-there", "replications = 4\n", { { 2, 2 } }, { 0, 2 }, "4 of 8 cells lack." },
  { "all/gap", "replications = 6\n", { { 0, 2 }, { 4, 1 } }, { 2, 2 }, "6 of 12 cells lack." },
  { "all/everything-there", "replications = 4\n", { { 0, 4 } }, { 0, 0 }, "All 8 cells are there." },
  { "stop/nothing-there", "replications = 40\nstop = 5 %\n", { { 0, 0 } }, { 0, 10 },
    "The rule for stopping is looked at after 10 complete replications, and 0 are there." },
  { "stop/one-there", "replications = 40\nstop = 5 %\n", { { 0, 1 } }, { 1, 9 },
    "The rule for stopping is looked at after 10 complete replications, and 1 is there." },
  { "stop/gap-at-the-begin", "replications = 40\nstop = 5 %\n", { { 3, 20 } }, { 0, 10 },
    "The rule for stopping is looked at after 10 complete replications, and 0 are there." },
  { "stop/satisfied", "replications = 40\nstop = 50 %\n", { { 0, 10 } }, { 0, 0 },
    "The rule for stopping is satisfied after 10 replications." },
  { "stop/surplus", "replications = 40\nstop = 50 %\n", { { 0, 40 } }, { 0, 0 },
    "The rule for stopping is satisfied after 10 replications." },
  { "stop/estimated", "replications = 400\nstop = 1 %\n", { { 0, 10 } }, { 10, 390 },
    "The rule for stopping is not satisfied after 10 complete replications; it may be after about 1670." },
  { "stop/less-than-the-experiment-has", "replications = 400\nstop = 10 %\n", { { 0, 10 } }, { 10, 10 },
    "The rule for stopping is not satisfied after 10 complete replications; it may be after about 20." },
  { "stop/fewer-than-estimated", "replications = 15\nstop = 0.001 %\n", { { 0, 10 } }, { 10, 5 },
    "The rule for stopping is not satisfied after 10 complete replications, and would not be after a million." },
  { "stop/at-the-end", "replications = 12\nstop = 0.001 %\n", { { 0, 12 } }, { 0, 0 },
    "The rule for stopping is not satisfied after 12 complete replications, and would not be after a million."
    " The experiment has no more than 12." },
  { "best/nothing-there", "replications = 40\nbest = lag-mean\n", { { 0, 0 } }, { 0, 10 },
    "The best variant is not chosen after 0 complete replications." },
  { "best/chosen", "replications = 40\nbest = age-mean\n", { { 0, 10 } }, { 0, 0 },
    "The best variant is chosen after 10 replications." },
  { "best/open", "replications = 40\nbest = lag-mean\nindifference = 0.001 %\n", { { 0, 12 } }, { 12, 18 },
    "The best variant is not chosen after 12 complete replications." },
  { "best/rule-for-stopping-satisfied", "replications = 40\nbest = lag-mean\nindifference = 0.001 %\nstop = 50 %\n",
    { { 0, 10 } }, { 0, 0 },
    "The rule for stopping is satisfied after 10 replications. The best variant is not chosen after 10 complete"
    " replications." },
};
/* clang-format on */

static void
test_round (gconstpointer data)
{
  const RoundRow *row = data;
  g_autofree char *text = g_strconcat (LAKE, row->keys, NULL);
  g_autoptr (TarnLabExperiment) experiment = make_experiment (text);
  g_autoptr (TarnLabOutcome) outcome = tarn_lab_outcome_new (experiment);
  g_autoptr (GError) error = NULL;
  guint first = 77, n = 77;

  for (guint i = 0; i < RANGES_MAX && row->there[i].n > 0; i++)
    tarn_lab_outcome_run (outcome, row->there[i].first, row->there[i].n, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *sentence = tarn_lab_outcome_plan_round (outcome, &first, &n);
  g_assert_cmpstr (sentence, ==, row->sentence);
  g_assert_cmpuint (first, ==, row->next.first);
  g_assert_cmpuint (n, ==, row->next.n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/round/", round_rows, test_round);
  return g_test_run ();
}
