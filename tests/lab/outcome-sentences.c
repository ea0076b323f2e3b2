/* SPDX-License-Identifier: MIT */
/*
 * Tests sentences of the report of an outcome, and what its page says below and beside the picture of the Pareto front.
 * Each row has an outcome, written by hand, a part that must be there, and one that must not.
 */
#include <string.h>

#include "outcome-by-hand.h"
#include "worlds/rows.h"

typedef struct
{
  const char *name;
  OutcomeRow outcome; /* without a text */
  const char *has;    /* where a line of the text ends, there is a space */
  const char *lacks;
} Row;

#define BOTH LAG COST, "lag-mean cost"
#define TEN                                                                                                          \
  "metric m0 us\nmetric m1 us\nmetric m2 us\nmetric m3 us\nmetric m4 us\nmetric m5 us\nmetric m6 us\nmetric m7 us\n" \
  "metric m8 us\nmetric m9 us\n"
#define TEN_NAMES "m0 m1 m2 m3 m4 m5 m6 m7 m8 m9"
#define TEN_FIGURES "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0"
#define STABLE " 500000 0 0 0 0 0"
#define UNSTABLE " 999000 0 10 0 6000000 0"

/* clang-format off */
static const Row text_rows[] = {
  { "level-with-decimals", { "", LAG, "lag-mean", "level 995000", 3, { "1000000 1000" }, 0, NULL, 0, FALSE },
    "with a probability of 99.50 %, if", "99.5 %" },
  { "another-baseline", { "", LAG, "lag-mean", "baseline 1", 2, { "700000000 0", "600000000 0" }, 0, NULL, 0, FALSE },
    " v1 has the least lag-mean: 10.00 min. ", "which is" },
  { "worse-than-another-baseline", { "", LAG, "lag-mean", "baseline 1", 2,
    { "600000000 0", "700000000 0" }, 0, NULL, 0, FALSE },
    "less than v1 has (less in 2 of 2 replications). ", "than v0 has" },
  { "as-good-as-another-baseline",
    { "", LAG, "lag-mean", "baseline 1", 2, { "600000000 0", "600000000 0", "700000000 0" }, 0, NULL, 0, FALSE },
    " v1 has the least lag-mean: 10.00 min, as 1 other has. ", "v0 has the least" },
  { "two-others-have-it", { "", LAG, "lag-mean", "", 2, { "700000000 0", "600000000 0" }, 0, NULL, 2, FALSE },
    " v1 has the least lag-mean: 10.00 min, as 2 others have, which is", "All variants" },
  { "five-cells-lack", { "", LAG, "lag-mean", "", 5, { "1000000 0", "2000000 0" }, 5, NULL, 0, FALSE },
    " 5 of 10 cells lack: v0 replication 0; v1 replication 0; v0 replication 1; v1 replication 1; v0 replication 2. ",
    "more." },
  { "six-cells-lack", { "", LAG, "lag-mean", "", 5, { "1000000 0", "2000000 0" }, 6, NULL, 0, FALSE },
    "; v0 replication 2; and 1 more. ", NULL },
  { "six-are-left-open", { "", LAG, "lag-mean", "best lag-mean\n", 10,
    { "600000000 0", "900000000 -90000000" }, 0, NULL, 4, FALSE },
    " Left are: v0; v1; v2; v3; v4; and 1 more. ", NULL },
  { "five-are-the-best", { "", LAG, "lag-mean", "best lag-mean\n", 10, { "600000000 90000000" }, 0, NULL, 4, FALSE },
    "v0; v1; v2; v3; v4 have the least", NULL },
  { "nothing-to-measure-of-what-is-there", { "", FRESH, "fresh-share", "", 2, { "- 0", "- 0" }, 1, NULL, 0, FALSE },
    " There was nothing to measure of fresh-share. ", NULL },
  { "nothing-is-there", { "", FRESH, "fresh-share", "", 2,
    { "- 0", "- 0" }, 4, NULL, 0, FALSE }, "; 0 of 4 cells ", "nothing to measure" },
  { "a-backlog-grows-once", { "", LAG STABILITY, "lag-mean", "", 2,
    { "1000000 0 999000 0 10 -4 6000000 0" }, 0, NULL, 0, FALSE },
    "the backlog grows in 1 of 2 replications, ", NULL },
  { "a-front-of-stable-variants", { "", LAG COST STABILITY, "lag-mean cost", "", 2,
      { "1000000 0 2 0" STABLE, "2000000 0 1 0" STABLE, "3000000 0 3 0" STABLE, "1000000 0 1 0" UNSTABLE }, 0, NULL, 0,
    FALSE },
    " Each stable variant with both means that is not on the front has another one", NULL },
  { "price-of-a-minute", { "", COST LAG, "cost lag-mean", "", 1, { "1000000000 0 600000000 0", "2000000000 0 300000000 0" },
      0, NULL, 0, FALSE },
    " v0            1.00  10.00 min v1            2.00   5.00 min       0.2000 ", NULL },
};

static const Row page_rows[] = {
  { "all-marks-have-numbers", { "", BOTH, "", 1,
    { "1000000 0 1000000000 0", "2000000 0 2000000000 0" }, 0, NULL, 22, FALSE },
    "<text class=\"index\" x=\"180\" y=\"7630\" text-anchor=\"end\">24</text>", " marks have numbers." },
  { "one-mark-has-no-number", { "", BOTH, "", 1,
    { "1000000 0 1000000000 0", "2000000 0 2000000000 0" }, 0, NULL, 23, FALSE },
    "The first 24 of 25 marks have numbers.", ">25</text>" },
  { "described-marks", { "", BOTH, "", 1, { "1000000 0 1000000000 0", "2000000 0 2000000000 0" }, 0, NULL, 23, FALSE },
    "; v23: 2.00 s, 2.00 USD.</desc>", NULL },
  { "marks-with-intervals", { "", BOTH, "", 3,
    { "600000000 1000000 2000000000 5000000", "700000000 0 3000000000 0" }, 0, NULL, 0, FALSE },
    "v0 (on the front): 10.033 ±0.083 min, 2.010 ±0.025 USD; v1: 11.67 min, 3.00 USD.</desc>", NULL },
  { "hollow-marks", { "", BOTH, "", 1, { "1000000 0 1000000000 0", "2000000 0 2000000000 0" }, 0, NULL, 0, FALSE },
    "v0 (on the front): 1.00 s, 1.00 USD; v1: 2.00 s, 2.00 USD.", "left out." },
  { "as-many-marks-as-may-be", { "", BOTH, "", 1, { "1000000 0 1000000000 0" }, 0, NULL, 499, TRUE },
    "The first 24 of 500 marks have numbers.", "At most" },
  { "too-many-marks-on-the-front", { "", BOTH, "", 1, { "1000000 0 1000000000 0" }, 0, NULL, 500, TRUE },
    "At most 500 variants are shown. The first 24 of 500 marks have numbers.", NULL },
  { "too-many-marks", { "", BOTH, "", 1, { "1000000 0 1000000000 0" }, 0, NULL, 500, FALSE },
    "At most 500 variants are shown. The first 24 of 500 marks have numbers.", NULL },
  { "an-unstable-variant", { "", LAG COST STABILITY, "lag-mean cost", "", 1,
      { "1000000 0 2 0" STABLE, "2000000 0 1 0" STABLE, "1000000 0 1 0" UNSTABLE }, 0, NULL, 0, FALSE },
    " 1 unstable variant is left out.", "; v2: " },
  { "two-unstable-variants", { "", LAG COST STABILITY, "lag-mean cost", "", 1,
      { "1000000 0 2 0" STABLE, "2000000 0 1 0" STABLE, "1000000 0 1 0" UNSTABLE }, 0, NULL, 1, FALSE },
    " 2 unstable variants are left out.", NULL },
  { "columns-have-room", { "", TEN, TEN_NAMES, "", 1, { TEN_FIGURES }, 0, NULL, 0, FALSE },
    "<table role=\"table\">\n<caption>mean</caption>", " class=\"many\"" },
  { "one-column-too-many", { "", TEN LAG, TEN_NAMES " lag-mean", "", 1, { TEN_FIGURES " 1 0" }, 0, NULL, 0, FALSE },
    "<table role=\"table\" class=\"many\">\n<caption>mean</caption>", NULL },
};
/* clang-format on */

static void
check_parts (const Row *row, const char *text)
{
  if (strstr (text, row->has) == NULL || (row->lacks != NULL && strstr (text, row->lacks) != NULL))
    g_error ("%s", text);
}

static void
test_text_parts (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabOutcome) outcome = make_outcome (&row->outcome);
  g_autofree char *text = tarn_lab_report_outcome_to_text (outcome, "an outcome");

  check_parts (row, g_strdelimit (text, "\n", ' '));
}

static void
test_page_parts (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabOutcome) outcome = make_outcome (&row->outcome);
  g_autofree char *page = tarn_lab_report_outcome_to_html (outcome, "an outcome");

  check_parts (row, page);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/lab/outcome-sentences/text/", text_rows, test_text_parts);
  ADD_ROWS ("/lab/outcome-sentences/page/", page_rows, test_page_parts);
  return g_test_run ();
}
