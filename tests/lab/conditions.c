/* SPDX-License-Identifier: MIT */
/* Conditions about figures at the limits of their quantities, and beyond what can be shown. */
#include "lab/experiment/condition.h"

#include <tarn-lab/tarn-lab.h>

#include "worlds/rows.h"

/* --- What is so --------------------------------------------------------------------------------- */

enum
{
  FIGURES_MAX = 3,
};

typedef struct
{
  const char *name;
  const char *condition;
  guint n_figures;
  gint64 figures[FIGURES_MAX];
  const char *finding; /* NULL if it is not so */
} Row;

#define GB G_GINT64_CONSTANT (1000000000)
#define OF_ONE(figure)                                                                             \
  1, { figure, 0, 0 }

/* clang-format off */
static const Row rows[] = {
  { "less", "runs-full < 3", OF_ONE (2), "runs-full is 2, which is < 3" },
  { "less-of-equal", "runs-full < 3", OF_ONE (3), NULL },
  { "less-of-more", "runs-full < 3", OF_ONE (4), NULL },
  { "at-most", "runs-full <= 3", OF_ONE (2), "runs-full is 2, which is <= 3" },
  { "at-most-of-equal", "runs-full <= 3", OF_ONE (3), "runs-full is 3, which is <= 3" },
  { "at-most-of-more", "runs-full <= 3", OF_ONE (4), NULL },
  { "greater", "runs-full > 3", OF_ONE (4), "runs-full is 4, which is > 3" },
  { "greater-of-equal", "runs-full > 3", OF_ONE (3), NULL },
  { "greater-of-less", "runs-full > 3", OF_ONE (2), NULL },
  { "at-least", "runs-full >= 3", OF_ONE (4), "runs-full is 4, which is >= 3" },
  { "at-least-of-equal", "runs-full >= 3", OF_ONE (3), "runs-full is 3, which is >= 3" },
  { "at-least-of-less", "runs-full >= 3", OF_ONE (2), NULL },
  { "equal", "runs-full = 3", OF_ONE (3), "runs-full is 3, which is = 3" },
  { "equal-of-less", "runs-full = 3", OF_ONE (2), NULL },
  { "equal-of-more", "runs-full = 3", OF_ONE (4), NULL },
  { "mean", "runs-full = 2.5", 2, { 2, 3, 0 }, "runs-full is 2.5, which is = 2.5" },
  { "mean-is-not-rounded", "runs-full = 1.333333", 3, { 1, 1, 2 }, NULL },
  { "mean-is-shown-rounded", "runs-full > 1.333333", 3, { 1, 1, 2 }, "runs-full is 1.333333, which is > 1.333333" },
  { "millionths", "running-mean > 0.5", OF_ONE (500001), "running-mean is 0.500001, which is > 0.5" },
  { "bytes", "processed-bytes > 1.5 GB", OF_ONE (2 * GB), "processed-bytes is 2 GB, which is > 1.5 GB" },
  { "bytes-of-two-units", "processed-bytes = 1 GB 500 MB", OF_ONE (3 * GB / 2),
    "processed-bytes is 1.5 GB, which is = 1 GB 500 MB" },
  { "work", "billed <= 1 DPU-h 1 DPU-min", OF_ONE (3660000),
    "billed is 1.016667 DPU-h, which is <= 1 DPU-h 1 DPU-min" },
  { "price", "cost >= 2 USD", OF_ONE (2 * GB), "cost is 2 USD, which is >= 2 USD" },
  { "percentage", "slo-share < 50 %", OF_ONE (499999), "slo-share is 49.9999 %, which is < 50 %" },
  { "odd-number-of-microseconds", "lag-mean = 3 us", OF_ONE (3), "lag-mean is 3 us, which is = 3 us" },

  /* The regret of a choice may be a gain. */
  { "negative", "mode-regret < 1 USD", OF_ONE (-3 * GB / 2), "mode-regret is -1.5 USD, which is < 1 USD" },
  { "negative-is-not-greater", "mode-regret > 0 USD", OF_ONE (-1), NULL },
  { "negative-as-shown", "mode-regret < 0 USD", OF_ONE (-1), "mode-regret is 0 USD, which is < 0 USD" },

  /* A limit may take 64 bits, and the figure it is compared with 63. */
  { "greatest-figure", "lag-mean < 213503982 d 8 h", OF_ONE (G_MAXINT64),
    "lag-mean is 106751991.167301 d, which is < 213503982 d 8 h" },
  { "beyond-what-can-be-shown", "runs-full > 1", OF_ONE (G_MAXINT64),
    "runs-full is more than can be shown, which is > 1" },
  { "just-what-can-be-shown", "runs-full > 1", OF_ONE (G_MAXINT64 / 1000000),
    "runs-full is 9223372036854, which is > 1" },
  { "just-beyond-what-can-be-shown", "runs-full > 1", OF_ONE (G_MAXINT64 / 1000000 + 1),
    "runs-full is more than can be shown, which is > 1" },
};
/* clang-format on */

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (TarnLabCondition) condition = { 0 };
  TarnLabSample sample = tarn_lab_sample_from_values (row->figures, row->n_figures);
  g_autoptr (GError) error = NULL;

  tarn_lab_condition_parse (&condition, row->condition, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_lab_condition_is_so (&condition, &sample) == (row->finding != NULL));
  if (row->finding == NULL)
    return;
  g_autofree char *finding = tarn_lab_condition_describe (&condition, &sample);
  g_assert_cmpstr (finding, ==, row->finding);
}

/* --- Variants ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *condition;
  const char *variant; /* NULL for each */
} VariantRow;

static const VariantRow variant_rows[] = {
  { "none", "lag-mean > 1 h", NULL },
  { "one", "edf: lag-mean > 1 h", "edf" },
  { "blanks", "  edf :  lag-mean  >  1 h ", "edf" },
  { "colon", "a: b: lag-mean > 1 h", "a: b" },
  { "comparators", "1 h <= b = c: lag-mean>1 h", "1 h <= b = c" },
};

static void
test_variant (gconstpointer data)
{
  const VariantRow *row = data;
  g_auto (TarnLabCondition) condition = { 0 };
  g_autoptr (GError) error = NULL;

  tarn_lab_condition_parse (&condition, row->condition, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (condition.variant, ==, row->variant);
  g_assert_cmpstr (condition.metric, ==, "lag-mean");
  g_assert_cmpstr (condition.text, ==, "> 1 h");
}

/* --- What is no condition ----------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *condition;
  const char *message; /* behind the condition */
} Refused;

#define NO_METRIC(word) "'" word "' is no metric of all views; allowed: what `tarn metrics` lists"
#define NO_QUANTITY(word, metric, allowed)                                                         \
  "'" word "' is no quantity of " metric "; allowed: " allowed
#define NO_DURATION(word) NO_QUANTITY (word, "lag-mean", "a duration such as 30 min or 1 h 30 min")

/* clang-format off */
static const Refused refused[] = {
  { "empty", "", "this is no condition; allowed: METRIC < QUANTITY, with <, <=, >, >= or =, and VARIANT: before it for"
    " one variant" },
  { "no-metric", "= 1", NO_METRIC ("") },
  { "metric-of-assets", "assets-arrived > 1", NO_METRIC ("assets-arrived") },
  { "turned-comparator", "lag-mean => 1 h", NO_METRIC ("lag-mean =") },
  { "no-duration", "lag-mean > 3 MB", NO_DURATION ("3 MB") },
  { "unit-twice", "lag-mean > 1 min 1 min", NO_DURATION ("1 min 1 min") },
  { "sum-beyond-64-bits", "lag-mean > 213503982 d 9 h", NO_DURATION ("213503982 d 9 h") },
  { "beyond-64-bits", "lag-mean > 213503983 d", NO_DURATION ("213503983 d") },
  { "begin-of-a-unit", "lag-mean > 1 m", NO_DURATION ("1 m") },
  { "size-without-unit", "processed-bytes > 3", NO_QUANTITY ("3", "processed-bytes", "a size such as 500 MB") },
  { "no-price", "cost > 3", NO_QUANTITY ("3", "cost", "a price such as 50 USD") },
  { "no-work", "billed > 3 h", NO_QUANTITY ("3 h", "billed", "work such as 100 DPU-s or 2 DPU-h") },
  { "no-number", "running-mean > 3 h", NO_QUANTITY ("3 h", "running-mean", "a number such as 1.5") },
  { "negative-number", "runs-full > -1", NO_QUANTITY ("-1", "runs-full", "a number such as 1.5") },
  { "number-beyond-64-bits", "runs-full > 18446744073710", 
    NO_QUANTITY ("18446744073710", "runs-full", "a number such as 1.5") },
};
/* clang-format on */

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  g_auto (TarnLabCondition) condition = { 0 };
  g_autofree char *message = g_strdup_printf ("'%s': %s", row->condition, row->message);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_lab_condition_parse (&condition, row->condition, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_CONDITION);
  g_assert_cmpstr (error->message, ==, message);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/conditions/so/", rows, test_row);
  ADD_ROWS ("/conditions/variant/", variant_rows, test_variant);
  ADD_ROWS ("/conditions/refused/", refused, test_refused);
  return g_test_run ();
}
