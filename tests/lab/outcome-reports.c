/* SPDX-License-Identifier: MIT */
/*
 * Tests what a report says of an outcome: each row has an outcome, written by hand, and the whole text. So the rows say
 * when a difference is shown, what one may conclude, and with which reservations.
 */
#include <string.h>

#include "outcome-by-hand.h"
#include "worlds/rows.h"

#define INTERVALS                                                                                                   \
  "± is half of an interval that has the mean of all possible replications with a probability of 95 %, if their\n" \
  "figures are normally distributed.\n"
static const OutcomeRow rows[] = {
  { "one-variant",
    LAG,
    "lag-mean",
    "",
    1,
    { "60000000 0" },
    0,
    "an outcome: 1 variant, 1 replication; 1 of 1 cells\n"
    "\n"
    "mean  lag-mean\n"
    "\n"
    "v0     60.00 s\n"
    "\n"
    "One replication does not tell how much of a figure is luck.\n" },
  { "less-and-more",
    LAG COST,
    "lag-mean cost",
    "",
    3,
    { "600000000 1000000 2000000000 0", "300000000 1000000 4000000000 0" },
    0,
    "an outcome: 2 variants, 3 replications; 6 of 6 cells\n"
    "\n"
    "v1 has the least lag-mean: 5.033 ±0.083 min, which is 5.00 min less than v0 has (less in 3 of 3 replications).\n"
    "v0 has the least cost: 2.00 USD.\n"
    "\n"
    "mean           lag-mean  cost\n"
    "                          USD\n"
    "v0    10.033 ±0.083 min  2.00\n"
    "v1     5.033 ±0.083 min  4.00\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference    difference  less in\n"
    "                                 %\n"
    "v1         -5.00 min  -49.83 ±0.59  3 of 3   less\n"
    "\n"
    "cost  difference  difference  less in\n"
    "             USD           %\n"
    "v1         +2.00     +100.00  0 of 3   more\n"
    "\n"
    "on the front           lag-mean  cost\n"
    "                                  USD\n"
    "v1             5.033 ±0.083 min  4.00\n"
    "v0            10.033 ±0.083 min  2.00\n"
    "\n" INTERVALS "The intervals of all 2 differences together have theirs with 95 %.\n" },
  { "a-merit",
    FRESH,
    "fresh-share",
    "",
    3,
    { "500000 0", "750000 1000" },
    0,
    "an outcome: 2 variants, 3 replications; 6 of 6 cells\n"
    "\n"
    "v1 has the greatest fresh-share: 75.20 ±0.50 %, which is 25.20 ±0.50 points more than v0 has (more in 3 of 3\n"
    "replications).\n"
    "\n"
    "mean  fresh-share\n"
    "                %\n"
    "v0          50.00\n"
    "v1    75.20 ±0.50\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "fresh-share    difference    difference  less in\n"
    "                   points             %\n"
    "v1           +25.20 ±0.50  +50.40 ±0.99  0 of 3   more\n"
    "\n" INTERVALS },
  { "no-difference-shown",
    LAG,
    "lag-mean",
    "",
    3,
    { "600000000 0", "599000000 1000000" },
    0,
    "an outcome: 2 variants, 3 replications; 6 of 6 cells\n"
    "\n"
    "v0 has the least lag-mean: 10.00 min.\n"
    "\n"
    "mean           lag-mean\n"
    "\n"
    "v0            10.00 min\n"
    "v1    10.017 ±0.083 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean   difference   difference  less in\n"
    "                                 %\n"
    "v1        +1.0 ±5.0 s  +0.17 ±0.83  1 of 3   no difference shown\n"
    "\n" INTERVALS },
  { "mean-difference-of-zero",
    LAG,
    "lag-mean",
    "",
    5,
    { "600000000 0", "598000000 1000000" },
    0,
    "an outcome: 2 variants, 5 replications; 10 of 10 cells\n"
    "\n"
    "v0 has the least lag-mean: 10.00 min.\n"
    "\n"
    "mean           lag-mean\n"
    "\n"
    "v0            10.00 min\n"
    "v1    10.000 ±0.033 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1        0.0 ±2.0 s  0.00 ±0.33  2 of 5   no difference shown\n"
    "\n" INTERVALS },
  { "the-same",
    LAG,
    "lag-mean",
    "",
    2,
    { "600000000 5", "600000000 5" },
    0,
    "an outcome: 2 variants, 2 replications; 4 of 4 cells\n"
    "\n"
    "All variants have the same lag-mean: 10.000000 ±0.000001 min.\n"
    "\n"
    "mean                 lag-mean\n"
    "\n"
    "v0    10.000000 ±0.000001 min\n"
    "v1    10.000000 ±0.000001 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1              0 us        0.00  0 of 2   the same\n"
    "\n" INTERVALS },
  { "one-other-has-it",
    LAG,
    "lag-mean",
    "",
    2,
    { "700000000 5", "600000000 5", "600000000 5" },
    0,
    "an outcome: 3 variants, 2 replications; 6 of 6 cells\n"
    "\n"
    "v1 has the least lag-mean: 10.000000 ±0.000001 min, as 1 other has, which is 100.00 s less than v0 has (less\n"
    "in 2 of 2 replications).\n"
    "\n"
    "mean                 lag-mean\n"
    "\n"
    "v0    11.666667 ±0.000001 min\n"
    "v1    10.000000 ±0.000001 min\n"
    "v2    10.000000 ±0.000001 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference        difference  less in\n"
    "                                     %\n"
    "v1         -100.00 s  -14.2857 ±0.0001  2 of 2   less\n"
    "v2         -100.00 s  -14.2857 ±0.0001  2 of 2   less\n"
    "\n" INTERVALS "The intervals of all 2 differences together have theirs with 95 %.\n" },
  { "nothing-is-random",
    LAG,
    "lag-mean",
    "",
    2,
    { "700000000 0", "600000000 0" },
    0,
    "an outcome: 2 variants, 2 replications; 4 of 4 cells\n"
    "\n"
    "v1 has the least lag-mean: 10.00 min, which is 100.00 s less than v0 has (less in 2 of 2 replications).\n"
    "\n"
    "mean   lag-mean\n"
    "\n"
    "v0    11.67 min\n"
    "v1    10.00 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1         -100.00 s      -14.29  2 of 2   less\n"
    "\n"
    "All replications have the same figures, because nothing in this lake is random. One is enough.\n" },
  { "a-figure-lacks",
    LAG COST,
    "lag-mean cost",
    "",
    2,
    { "600000000 0 - 0", "600000000 0 5 0" },
    0,
    "an outcome: 2 variants, 2 replications; 4 of 4 cells\n"
    "\n"
    "All variants have the same lag-mean: 10.00 min.\n"
    "\n"
    "mean   lag-mean  cost\n"
    "                  USD\n"
    "v0    10.00 min     -\n"
    "v1    10.00 min  0.00\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1              0 us        0.00  0 of 2   the same\n"
    "\n"
    "cost  difference  difference  less in\n"
    "             USD           %\n"
    "v1             -           -  0 of 0   no difference shown\n"
    "\n"
    "All replications have the same figures, because nothing in this lake is random. One is enough.\n" },
  { "cells-lack",
    LAG,
    "lag-mean",
    "",
    5,
    { "600000000 1000", "500000000 2000" },
    7,
    "an outcome: 2 variants, 5 replications; 3 of 10 cells\n"
    "\n"
    "v1 has the least lag-mean: 8.33340 ±0.00042 min. It is not shown that this is less than v0 has.\n"
    "\n"
    "mean              lag-mean\n"
    "\n"
    "v0               10.00 min\n"
    "v1    8.33340 ±0.00042 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1         -100.00 s           -  1 of 1   no difference shown\n"
    "\n" INTERVALS
    "7 of 10 cells lack: v0 replication 0; v1 replication 0; v0 replication 1; v1 replication 1; v0 replication 2;\n"
    "and 2 more. A difference is made of the replications that both variants have.\n" },
  { "a-backlog-grows",
    LAG STABILITY,
    "lag-mean",
    "",
    2,
    { "600000000 0 500000 0 0 0 0 0", "10000000 5 999000 0 10 0 6000000 0" },
    0,
    "an outcome: 2 variants, 2 replications; 4 of 4 cells\n"
    "\n"
    "mean   lag-mean\n"
    "\n"
    "v0    10.00 min\n"
    "v1     UNSTABLE\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean               difference        difference  less in\n"
    "                                                  %\n"
    "v1        -9.833333 ±0.000001 min  -98.3333 ±0.0001  2 of 2   UNSTABLE\n"
    "\n" INTERVALS
    "UNSTABLE: with v1 the backlog grows in 2 of 2 replications, so that means that depend on waits would only say\n"
    "how long the simulation was.\n" },
  { "the-baseline-is-unstable",
    LAG STABILITY,
    "lag-mean",
    "",
    2,
    { "600000000 0 999000 0 10 0 6000000 0", "10000000 5 998999 0 10 0 6000000 0" },
    0,
    "an outcome: 2 variants, 2 replications; 4 of 4 cells\n"
    "\n"
    "mean               lag-mean\n"
    "\n"
    "v0                 UNSTABLE\n"
    "v1    10.000005 ±0.000064 s\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean               difference        difference  less in\n"
    "                                                  %\n"
    "v1        -9.833333 ±0.000001 min  -98.3333 ±0.0001  2 of 2   UNSTABLE\n"
    "\n" INTERVALS
    "UNSTABLE: with v0 the backlog grows in 2 of 2 replications, so that means that depend on waits would only say\n"
    "how long the simulation was.\n" },
  { "the-best-of-the-stable",
    LAG STABILITY,
    "lag-mean",
    "",
    2,
    { "600000000 0 500000 0 0 0 0 0", "500000000 0 500000 0 0 0 0 0",
      "10000000 0 999000 0 10 0 6000000 0" },
    0,
    "an outcome: 3 variants, 2 replications; 6 of 6 cells\n"
    "\n"
    "Of the stable variants, v1 has the least lag-mean: 8.33 min, which is 100.00 s less than v0 has (less in 2 of\n"
    "2 replications).\n"
    "\n"
    "mean   lag-mean\n"
    "\n"
    "v0    10.00 min\n"
    "v1     8.33 min\n"
    "v2     UNSTABLE\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1         -100.00 s      -16.67  2 of 2   less\n"
    "v2         -9.83 min      -98.33  2 of 2   UNSTABLE\n"
    "\n"
    "All replications have the same figures, because nothing in this lake is random. One is enough.\n"
    "UNSTABLE: with v2 the backlog grows in 2 of 2 replications, so that means that depend on waits would only say\n"
    "how long the simulation was.\n" },
  { "a-front-of-merits",
    FRESH LAG,
    "fresh-share lag-mean",
    "",
    2,
    { "900000 0 60000000 0", "500000 0 300000000 0", "950000 0 90000000 0" },
    0,
    "an outcome: 3 variants, 2 replications; 6 of 6 cells\n"
    "\n"
    "v2 has the greatest fresh-share: 95.00 %, which is 5.00 points more than v0 has (more in 2 of 2 replications).\n"
    "v0 has the least lag-mean: 60.00 s.\n"
    "\n"
    "mean  fresh-share  lag-mean\n"
    "                %\n"
    "v0          90.00   60.00 s\n"
    "v1          50.00  5.00 min\n"
    "v2          95.00   90.00 s\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "fresh-share  difference  difference  less in\n"
    "                 points           %\n"
    "v1               -40.00      -44.44  2 of 2   less\n"
    "v2                +5.00       +5.56  0 of 2   more\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1         +4.00 min     +400.00  0 of 2   more\n"
    "v2          +30.00 s      +50.00  0 of 2   more\n"
    "\n"
    "Each variant that is not on the front has another one with no less fresh-share and no more lag-mean.\n"
    "\n"
    "on the front  fresh-share  lag-mean\n"
    "                        %\n"
    "v2                  95.00   90.00 s\n"
    "v0                  90.00   60.00 s\n"
    "\n"
    "All replications have the same figures, because nothing in this lake is random. One is enough.\n" },
  { "the-baseline-is-as-good-as-the-first",
    LAG,
    "lag-mean",
    "",
    2,
    { "60000000 0", "300000000 0", "60000000 0" },
    0,
    "an outcome: 3 variants, 2 replications; 6 of 6 cells\n"
    "\n"
    "v0 has the least lag-mean: 60.00 s, as 1 other has.\n"
    "\n"
    "mean  lag-mean\n"
    "\n"
    "v0     60.00 s\n"
    "v1    5.00 min\n"
    "v2     60.00 s\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1         +4.00 min     +400.00  0 of 2   more\n"
    "v2              0 us        0.00  0 of 2   the same\n"
    "\n"
    "All replications have the same figures, because nothing in this lake is random. One is enough.\n" },
  { "nothing-to-measure",
    LAG FRESH,
    "lag-mean fresh-share",
    "",
    2,
    { "60000000 0 - 0", "90000000 0 - 0" },
    0,
    "an outcome: 2 variants, 2 replications; 4 of 4 cells\n"
    "\n"
    "There was nothing to measure of fresh-share.\n"
    "v0 has the least lag-mean: 60.00 s.\n"
    "\n"
    "mean  lag-mean  fresh-share\n"
    "                          %\n"
    "v0     60.00 s            -\n"
    "v1     90.00 s            -\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean  difference  difference  less in\n"
    "                               %\n"
    "v1          +30.00 s      +50.00  0 of 2   more\n"
    "\n"
    "fresh-share  difference  difference  less in\n"
    "                 points           %\n"
    "v1                    -           -  0 of 0   no difference shown\n"
    "\n"
    "All replications have the same figures, because nothing in this lake is random. One is enough.\n" },
  { "more-replications-than-there-may-be",
    LAG,
    "lag-mean",
    "",
    3,
    { "60000000 100000000", "60000001 1000" },
    0,
    "an outcome: 2 variants, 3 replications; 6 of 6 cells\n"
    "\n"
    "v1 has the least lag-mean: 60.0020 ±0.0050 s. It is not shown that this is less than v0 has.\n"
    "\n"
    "mean           lag-mean\n"
    "\n"
    "v0         4.3 ±8.3 min\n"
    "v1    60.0020 ±0.0050 s\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean     difference  difference  less in\n"
    "                                  %\n"
    "v1        -3.3 ±8.3 min     -82 ±53  2 of 3   no difference shown; more than 100000 replications would show 1 %\n"
    "\n" INTERVALS },
  { "not-chosen",
    LAG,
    "lag-mean",
    "best lag-mean\n",
    9,
    { "600000000 0", "500000000 100" },
    0,
    "an outcome: 2 variants, 9 replications; 18 of 18 cells\n"
    "\n"
    "The best variant in lag-mean is not chosen: that takes at least 10 complete replications and a stable variant.\n"
    "v1 has the least lag-mean: 8.333336 ±0.000002 min, which is 99.99981 ±0.00012 s less than v0 has (less in 9 of\n"
    "9 replications).\n"
    "\n"
    "mean                lag-mean\n"
    "\n"
    "v0                 10.00 min\n"
    "v1    8.333336 ±0.000002 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean            difference        difference  less in\n"
    "                                               %\n"
    "v1        -99.99981 ±0.00012 s  -16.6666 ±0.0001  9 of 9   less\n"
    "\n" INTERVALS },
  { "decided",
    LAG,
    "lag-mean",
    "best lag-mean\n",
    10,
    { "600000000 0", "500000000 1000" },
    0,
    "an outcome: 2 variants, 10 replications; 20 of 20 cells\n"
    "\n"
    "With a probability of at least 95 %, v1 has the least lag-mean, or a mean that differs from it by no more than\n"
    "6.00 s (decided after 10 replications).\n"
    "v1 has the least lag-mean: 8.333367 ±0.000018 min, which is 99.9980 ±0.0011 s less than v0 has (less in 10 of\n"
    "10 replications).\n"
    "\n"
    "mean                lag-mean\n"
    "\n"
    "v0                 10.00 min\n"
    "v1    8.333367 ±0.000018 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean          difference        difference  less in\n"
    "                                             %\n"
    "v1        -99.9980 ±0.0011 s  -16.6663 ±0.0002  10 of 10  less\n"
    "\n" INTERVALS },
  { "not-decided",
    LAG,
    "lag-mean",
    "best lag-mean\n",
    10,
    { "600000000 90000000", "590000000 100000000", "900000000 0" },
    0,
    "an outcome: 3 variants, 10 replications; 30 of 30 cells\n"
    "\n"
    "The least lag-mean is not decided after 10 replications, as far as differences of more than 7.80 s matter.\n"
    "Left are: v0; v2.\n"
    "v0 has the least lag-mean: 13.0 ±1.6 min.\n"
    "\n"
    "mean       lag-mean\n"
    "\n"
    "v0    13.0 ±1.6 min\n"
    "v1    13.2 ±1.8 min\n"
    "v2        15.00 min\n"
    "\n"
    "Differences to v0, replication by replication:\n"
    "\n"
    "lag-mean     difference  difference  less in\n"
    "                                  %\n"
    "v1            +10 ±13 s   +1.3 ±1.4  2 of 10  no difference shown; about 27 replications would show 1 %\n"
    "v2        +2.0 ±1.9 min     +15 ±17  2 of 10  more\n"
    "\n" INTERVALS "The intervals of all 2 differences together have theirs with 95 %.\n" },
  { "stopped",
    LAG,
    "lag-mean",
    "stop 20000\n",
    20,
    { "600000000 1000000" },
    0,
    "an outcome: 1 variant, 20 replications; 20 of 20 cells\n"
    "\n"
    "mean           lag-mean\n"
    "\n"
    "v0    10.033 ±0.018 min\n"
    "\n" INTERVALS
    "The first 10 replications count, after which each half-width is at most 2.00 % of its mean. Intervals are a\n"
    "little too narrow when one stops because they are narrow: of those of 95 %, 92 to 94 % have the mean.\n" },
  { "not-stopped",
    LAG,
    "lag-mean",
    "stop 20000\n",
    10,
    { "600000000 90000000" },
    0,
    "an outcome: 1 variant, 10 replications; 10 of 10 cells\n"
    "\n"
    "mean       lag-mean\n"
    "\n"
    "v0    13.0 ±1.6 min\n"
    "\n" INTERVALS
    "The rule for stopping is not satisfied: after 10 complete replications a half-width is above 2.00 % of its\n"
    "mean.\n" },
};

/* The line with the digest of the scenario is the same in all of them. */
static char *
drop_scenario (const char *report)
{
  const char *scenario = strstr (report, "scenario "), *end = strchr (scenario, '\n') + 1;
  g_autofree char *begin = g_strndup (report, (gsize) (scenario - report));

  return g_strconcat (begin, end, NULL);
}

static void
test_row (gconstpointer data)
{
  const OutcomeRow *row = data;
  g_autoptr (TarnLabOutcome) outcome = make_outcome (row);
  g_autofree char *report = tarn_lab_report_outcome_to_text (outcome, "an outcome");
  g_autofree char *rest = drop_scenario (report);

  g_assert_cmpstr (rest, ==, row->text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/lab/outcome-reports/", rows, test_row);
  return g_test_run ();
}
