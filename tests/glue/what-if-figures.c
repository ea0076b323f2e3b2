/* SPDX-License-Identifier: MIT */
/*
 * The arithmetic of the what-if at its limits: a figure that fits in 64 bits is exact, and one that does not
 * is reported, never cut off.
 */
#include <what-if-figures.h>

#include "worlds/rows.h"

#define LARGEST G_MAXUINT64
#define DAY_MS G_GUINT64_CONSTANT (86400000)
#define HIGHEST_BIT (G_GUINT64_CONSTANT (1) << 63)

/* --- Quotients -------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnWide dividend;
  guint64 divisor;
  gboolean fits;
  guint64 quotient;
} DivisionRow;

static const DivisionRow division_rows[] = {
  { "half-up", { 0, 5 }, 2, TRUE, 3 },
  { "below-half", { 0, 7 }, 5, TRUE, 1 },
  { "by-largest", { LARGEST - 1, 1 }, LARGEST, TRUE, LARGEST },
  { "largest-quotient", { 0, LARGEST }, 1, TRUE, LARGEST },
  { "quotient-one-over", { 1, 0 }, 1, FALSE, 0 },
  { "rounds-over", { 1, LARGEST }, 2, FALSE, 0 },
  { "rounding-overflows", { LARGEST, LARGEST }, 2, FALSE, 0 },
};

static void
test_division (gconstpointer data)
{
  const DivisionRow *row = data;
  guint64 quotient;

  g_assert_cmpint (figures_divide (row->dividend, row->divisor, &quotient), ==, row->fits);
  if (row->fits)
    g_assert_cmpuint (quotient, ==, row->quotient);
}

/* --- Figures ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint n_views;
  Measure measure;
  FiguresResult result;
  Figures figures;
} FiguresRow;

/* clang-format off */
static const FiguresRow figures_rows[] = {
  { "no-run", 1, { .observed_ms = 1 }, FIGURES_TOO_FEW, { 0 } },
  { "no-time", 1, { .n_runs = 1 }, FIGURES_TOO_FEW, { 0 } },
  { "a-sum-overflowed", 1, { .n_runs = 1, .observed_ms = 1, .is_too_large = TRUE },
    FIGURES_TOO_LARGE, { 0 } },
  { "of-one-day", 2,
    { .n_runs = 4, .observed_ms = 2 * DAY_MS, .billed_dpu_ms = 7200000, .waited_ms = 10,
      .max_age_ms = 9, .age2 = { 0, 12 * DAY_MS }, .price_micro_usd = 440000 },
    FIGURES_COMPUTED, { 3600000, 880000, 3, 9, 3 } },
  /* The product of the use and the number of views alone has 65 bits. */
  { "use-times-views", 10000,
    { .n_runs = 1, .observed_ms = 10000 * 300 * DAY_MS, .billed_dpu_ms = 2550000000000000,
      .price_micro_usd = 440000 },
    FIGURES_COMPUTED, { 850000000, 1038888888889, 0, 0, 0 } },
  { "largest-use", 1, { .n_runs = 1, .observed_ms = DAY_MS, .billed_dpu_ms = LARGEST, .price_micro_usd = 1 },
    FIGURES_COMPUTED, { LARGEST, 5124095576030, 0, 0, 0 } },
  { "use-one-over", 1, { .n_runs = 1, .observed_ms = DAY_MS - 1, .billed_dpu_ms = LARGEST },
    FIGURES_TOO_LARGE, { 0 } },
  { "use-of-all-views-over", 2, { .n_runs = 1, .observed_ms = DAY_MS, .billed_dpu_ms = LARGEST },
    FIGURES_TOO_LARGE, { 0 } },
  { "largest-price", 1,
    { .n_runs = 1, .observed_ms = DAY_MS, .billed_dpu_ms = 3600000, .price_micro_usd = LARGEST },
    FIGURES_COMPUTED, { 3600000, LARGEST, 0, 0, 0 } },
  { "price-over", 1,
    { .n_runs = 1, .observed_ms = DAY_MS, .billed_dpu_ms = 3600001, .price_micro_usd = LARGEST },
    FIGURES_TOO_LARGE, { 0 } },
  { "largest-time", 1, { .n_runs = 1, .observed_ms = HIGHEST_BIT - 1, .waited_ms = LARGEST },
    FIGURES_COMPUTED, { 0, 0, 0, 0, LARGEST } },
  { "time-one-over", 1, { .n_runs = 1, .observed_ms = HIGHEST_BIT }, FIGURES_TOO_LARGE, { 0 } },
  { "age-over", 1, { .n_runs = 1, .observed_ms = 1, .age2 = { 2, 0 } }, FIGURES_TOO_LARGE, { 0 } },
};
/* clang-format on */

static void
test_figures (gconstpointer data)
{
  const FiguresRow *row = data;
  Lake lake = { .n_views = row->n_views };
  Figures figures = { 0 };

  g_assert_cmpint (figures_compute (&row->measure, &lake, &figures), ==, row->result);
  g_assert_cmpuint (figures.dpu_ms_per_view_day, ==, row->figures.dpu_ms_per_view_day);
  g_assert_cmpuint (figures.micro_usd_per_day, ==, row->figures.micro_usd_per_day);
  g_assert_cmpuint (figures.mean_age_ms, ==, row->figures.mean_age_ms);
  g_assert_cmpuint (figures.max_age_ms, ==, row->figures.max_age_ms);
  g_assert_cmpuint (figures.mean_wait_ms, ==, row->figures.mean_wait_ms);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/what-if-figures/division/", division_rows, test_division);
  ADD_ROWS ("/what-if-figures/figures/", figures_rows, test_figures);

  return g_test_run ();
}
