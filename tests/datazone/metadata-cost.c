/* SPDX-License-Identifier: MIT */
/*
 * Tests the time and the use that the built-in cost model plans, against figures that were worked out
 * independently. The figures are the same for each type. The tests check the use during the run and at its
 * end, and the cost at the prices of the options.
 */
#include "worlds/datazone-digest.h"

#define BASE "cost-base-ms"
#define PER_CALL "cost-columns-per-call"
#define FIRST_TOKEN "cost-first-token-ms"
#define CALL_INPUT "cost-input-tokens-per-call"
#define COLUMN_INPUT "cost-input-tokens-per-column"
#define COLUMN_OUTPUT "cost-output-tokens-per-column"
#define SUMMARY "cost-output-tokens-per-summary"
#define SPEED "cost-tokens-per-second"
#define INPUT_PRICE "cost-price-input-nano-usd"
#define OUTPUT_PRICE "cost-price-output-nano-usd"
#define G64(value) G_GINT64_CONSTANT (value)

typedef struct
{
  const char *name;
  struct
  {
    const char *option;
    gint64 value;
  } set[6]; /* ends at the first entry without an option */
  guint n_columns;
  gint64 base_ms;
  gint64 duration_ms;
  gint64 model_calls;
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 nano_usd;
} CostRow;

/* clang-format off */

static const CostRow rows[] = {
  /* These rows use the initial options, with different numbers of columns. */
  { "1-column", {{0}}, 1,
    5000, 9370, 2, 900, 180, 0 },
  { "5-columns", {{0}}, 5,
    5000, 13062, 2, 1300, 420, 0 },
  { "9-columns", {{0}}, 9,
    5000, 16754, 2, 1700, 660, 0 },
  { "10-columns", {{0}}, 10,
    5000, 17677, 2, 1800, 720, 0 },
  { "11-columns", {{0}}, 11,
    5000, 19400, 3, 2300, 780, 0 },
  { "20-columns", {{0}}, 20,
    5000, 27708, 3, 3200, 1320, 0 },
  { "21-columns", {{0}}, 21,
    5000, 29431, 4, 3700, 1380, 0 },
  { "50-columns", {{0}}, 50,
    5000, 57800, 6, 7400, 3120, 0 },
  { "200-columns", {{0}}, 200,
    5000, 208262, 21, 28400, 12120, 0 },
  { "10000-columns", {{0}}, 10000,
    5000, 10038416, 1001, 1400400, 600120, 0 },

  /* These rows set each option alone, and several options to their limits. */
  { "no-base", { { BASE, 0 } }, 20,
    0, 22708, 3, 3200, 1320, 0 },
  { "a-day-of-base", { { BASE, 86400000 } }, 20,
    86400000, 86422708, 3, 3200, 1320, 0 },
  { "one-column-per-call", { { PER_CALL, 1 } }, 20,
    5000, 42108, 21, 10400, 1320, 0 },
  { "seven-columns-per-call", { { PER_CALL, 7 } }, 20,
    5000, 28508, 4, 3600, 1320, 0 },
  { "nineteen-columns-per-call", { { PER_CALL, 19 } }, 20,
    5000, 27708, 3, 3200, 1320, 0 },
  { "all-columns-in-one-call", { { PER_CALL, 20 } }, 20,
    5000, 26908, 2, 2800, 1320, 0 },
  { "greatest-call", { { PER_CALL, 10000 } }, 10000,
    5000, 9239216, 2, 1000800, 600120, 0 },
  { "no-first-token-time", { { FIRST_TOKEN, 0 } }, 20,
    5000, 25308, 3, 3200, 1320, 0 },
  { "first-token-time", { { FIRST_TOKEN, 1 } }, 20,
    5000, 25311, 3, 3200, 1320, 0 },
  { "a-day-to-the-first-token", { { FIRST_TOKEN, 86400000 } }, 20,
    5000, 259225308, 3, 3200, 1320, 0 },
  { "no-input-per-call", { { CALL_INPUT, 0 } }, 20,
    5000, 27708, 3, 2000, 1320, 0 },
  { "input-per-call", { { CALL_INPUT, 1 } }, 20,
    5000, 27708, 3, 2003, 1320, 0 },
  { "no-input-per-column", { { COLUMN_INPUT, 0 } }, 20,
    5000, 27708, 3, 1200, 1320, 0 },
  { "input-per-column", { { COLUMN_INPUT, 1 } }, 20,
    5000, 27708, 3, 1220, 1320, 0 },
  { "no-output-per-column", { { COLUMN_OUTPUT, 0 } }, 20,
    5000, 9247, 3, 3200, 120, 0 },
  { "output-per-column", { { COLUMN_OUTPUT, 1 } }, 20,
    5000, 9554, 3, 3200, 140, 0 },
  { "no-summary", { { SUMMARY, 0 } }, 20,
    5000, 25862, 3, 3200, 1200, 0 },
  { "summary-of-one-token", { { SUMMARY, 1 } }, 20,
    5000, 25877, 3, 3200, 1201, 0 },
  { "slowest-writer", { { SPEED, 1 } }, 20,
    5000, 1327400, 3, 3200, 1320, 0 },
  { "slow-writer-rounds-up", { { SPEED, 7 } }, 20,
    5000, 195972, 3, 3200, 1320, 0 },
  { "writer-as-fast-as-milliseconds", { { SPEED, 1000 } }, 20,
    5000, 8720, 3, 3200, 1320, 0 },
  { "fastest-writer-rounds-up", { { SPEED, 1000000 } }, 20,
    5000, 7402, 3, 3200, 1320, 0 },
  { "nothing-written", { { COLUMN_OUTPUT, 0 }, { SUMMARY, 0 } }, 20,
    5000, 7400, 3, 3200, 0, 0 },
  { "only-base", { { FIRST_TOKEN, 0 }, { COLUMN_OUTPUT, 0 }, { SUMMARY, 0 } }, 20,
    5000, 5000, 3, 3200, 0, 0 },
  { "no-time-at-all", { { BASE, 0 }, { FIRST_TOKEN, 0 }, { COLUMN_OUTPUT, 0 }, { SUMMARY, 0 } }, 20,
    0, 0, 3, 3200, 0, 0 },
  { "nothing-at-all", { { BASE, 0 }, { FIRST_TOKEN, 0 }, { COLUMN_OUTPUT, 0 }, { SUMMARY, 0 },
      { CALL_INPUT, 0 }, { COLUMN_INPUT, 0 } }, 20,
    0, 0, 3, 0, 0, 0 },
  { "price-of-input", { { INPUT_PRICE, 7 } }, 20,
    5000, 27708, 3, 3200, 1320, 22400 },
  { "price-of-output", { { OUTPUT_PRICE, 11 } }, 20,
    5000, 27708, 3, 3200, 1320, 14520 },
  { "both-prices", { { INPUT_PRICE, 1000 }, { OUTPUT_PRICE, 5000 } }, 20,
    5000, 27708, 3, 3200, 1320, 9800000 },
  { "greatest-prices", { { INPUT_PRICE, 1000000000 }, { OUTPUT_PRICE, 1000000000 } }, 20,
    5000, 27708, 3, 3200, 1320, G64 (4520000000000) },
  { "greatest-use", { { PER_CALL, 1 }, { CALL_INPUT, 1000000 }, { COLUMN_INPUT, 1000000 },
      { COLUMN_OUTPUT, 1000000 }, { SUMMARY, 1000000 } }, 10000,
    5000, G64 (153869544262), 10001, G64 (20001000000), G64 (10001000000), 0 },
  { "greatest-cost-is-capped", { { PER_CALL, 1 }, { CALL_INPUT, 1000000 },
      { COLUMN_INPUT, 1000000 }, { INPUT_PRICE, 1000000000 } }, 10000,
    5000, 17238416, 10001, G64 (20001000000), 600120, G_MAXINT64 },
  { "longest", { { PER_CALL, 1 }, { BASE, 86400000 }, { FIRST_TOKEN, 86400000 },
      { COLUMN_OUTPUT, 1000000 }, { SUMMARY, 1000000 }, { SPEED, 1 } }, 10000,
    86400000, G64 (10865172800000), 10001, 5000400, G64 (10001000000), 0 },
};

/* clang-format on */

static Lake
row_lake_new (const CostRow *row)
{
  Lake lake = lake_new (1);

  lake_add_asset (&lake, "wide", row->n_columns);
  for (gsize i = 0; i < G_N_ELEMENTS (row->set) && row->set[i].option != NULL; i++)
    lake_set (&lake, row->set[i].option, row->set[i].value);
  return lake;
}

static void
assert_use (const TarnMetadataRun *run, gint64 model_calls, gint64 input_tokens,
            gint64 output_tokens)
{
  g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, model_calls);
  g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==, input_tokens);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, output_tokens);
}

/* --- At the end ------------------------------------------------------------------------------- */

static void
test_run (const CostRow *row, const char *type)
{
  g_auto (Lake) lake = row_lake_new (row);
  g_autofree char *id = lake_start (&lake, lake_find (&lake, "wide"), type);
  g_autoptr (TarnMetadataRun) run = NULL;

  engine_advance (lake.engine, 0);
  engine_advance (lake.engine, MAX (row->duration_ms * 1000 - 1, 0));
  assert_status (&lake, id, row->duration_ms > 0 ? "IN_PROGRESS" : "SUCCEEDED");
  engine_advance (lake.engine, row->duration_ms > 0 ? 1 : 0);
  run = lake_get (&lake, id);

  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_metadata_run_get_end_time (run) - tarn_metadata_run_get_creation_time (run),
                   ==, row->duration_ms * 1000);
  assert_use (run, row->model_calls, row->input_tokens, row->output_tokens);
  g_assert_cmpint (tarn_metadata_run_get_cost_nano_usd (run), ==, row->nano_usd);
}

/* Each type takes the same time and has the same use. */
static void
test_row (gconstpointer data)
{
  test_run (data, DESCRIPTIONS);
  test_run (data, NAMES);
  test_run (data, GLOSSARY);
}

/* Types that run side by side take as long as one type, and the use of the run is the sum of their uses. */
static void
test_types_together (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "types-max", 3);
  lake_set (&lake, INPUT_PRICE, 2);
  lake_set (&lake, OUTPUT_PRICE, 3);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_end_time (run) - TARN_ENGINE_START_TIME, ==, RUN_US);
  assert_use (run, 3 * 3, 3 * 3200, 3 * 1320);
  g_assert_cmpint (tarn_metadata_run_get_cost_nano_usd (run), ==, 3 * (2 * 3200 + 3 * 1320));
}

/* --- During the run --------------------------------------------------------------------------- */

/*
 * Checks that the use is in proportion to the part of the time after the base that has passed, rounded down
 * to whole calls and tokens.
 */
static void
assert_part (const Lake *lake, const char *id, const CostRow *row, gint64 at_us)
{
  g_autoptr (TarnMetadataRun) run = lake_get (lake, id);
  gint64 whole_ms = row->duration_ms - row->base_ms;
  gint64 part_ms = CLAMP (at_us / MS_US - row->base_ms, 0, whole_ms);

  assert_use (run, row->model_calls * part_ms / whole_ms, row->input_tokens * part_ms / whole_ms,
              row->output_tokens * part_ms / whole_ms);
}

static void
test_growth (void)
{
  static const CostRow row = { .n_columns = 200,
                               .base_ms = 5000,
                               .duration_ms = 208262,
                               .model_calls = 21,
                               .input_tokens = 28400,
                               .output_tokens = 12120 };
  g_auto (Lake) lake = row_lake_new (&row);
  g_autofree char *id = lake_start (&lake, lake_find (&lake, "wide"), NAMES);

  for (gint64 at_us = 0; at_us < 250 * SECOND_US; at_us += 997 * MS_US)
    {
      assert_part (&lake, id, &row, at_us);
      engine_advance (lake.engine, 997 * MS_US);
    }
}

/* The use grows at the exact microseconds of the first token, the first call, and the last of each. */
static void
test_growth_to_the_microsecond (void)
{
  static const struct
  {
    gint64 at_us;
    gint64 model_calls, input_tokens, output_tokens;
  } moments[] = {
    { 5000000, 0, 0, 0 },        { 5007096, 0, 0, 0 },        { 5007097, 0, 1, 0 },
    { 5017203, 0, 2, 0 },        { 5017204, 0, 2, 1 },        { 12569333, 0, 1066, 439 },
    { 12569334, 1, 1066, 440 },  { 20138666, 1, 2133, 879 },  { 20138667, 2, 2133, 880 },
    { 27707999, 2, 3199, 1319 }, { 27708000, 3, 3200, 1320 }, { 99999999, 3, 3200, 1320 },
  };
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (TarnMetadataRun) run = NULL;

      engine_advance (lake.engine, moments[i].at_us - engine_now (lake.engine));
      run = lake_get (&lake, id);
      assert_use (run, moments[i].model_calls, moments[i].input_tokens, moments[i].output_tokens);
    }
}

/* A generation that takes no time has its whole use as soon as it begins, even before it has ended. */
static void
test_no_time (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) begun = NULL;
  g_autoptr (TarnMetadataRun) generated = NULL;

  lake_set (&lake, FIRST_TOKEN, 0);
  lake_set (&lake, COLUMN_OUTPUT, 0);
  lake_set (&lake, SUMMARY, 0);
  id = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, BASE_US - 1);
  begun = lake_get (&lake, id);
  assert_use (begun, 0, 0, 0);
  engine_advance (lake.engine, 1);
  generated = lake_get (&lake, id);
  assert_use (generated, 3, 3200, 0);

  lake_set (&lake, BASE, 0);
  g_clear_pointer (&id, g_free);
  id = lake_start (&lake, lake.asset, NAMES);
  g_clear_pointer (&begun, tarn_metadata_run_unref);
  begun = lake_get (&lake, id);
  g_assert_cmpint (tarn_metadata_run_get_status (begun), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  assert_use (begun, 3, 3200, 0);
}

/* --- Options ---------------------------------------------------------------------------------- */

/* A run that has begun keeps its plan. A submitted run is planned when it begins. */
static void
test_options_hold_from_the_begin (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 20);
  g_autofree char *begun = lake_start (&lake, lake.asset, NAMES);
  g_autofree char *submitted = NULL;
  g_autoptr (TarnMetadataRun) begun_run = NULL;
  g_autoptr (TarnMetadataRun) submitted_run = NULL;

  lake_set (&lake, "submitted-duration-us", SECOND_US);
  submitted = lake_start (&lake, other, NAMES);
  lake_set (&lake, BASE, 0);
  lake_set (&lake, SUMMARY, 0);
  engine_drain (lake.engine);
  begun_run = lake_get (&lake, begun);
  submitted_run = lake_get (&lake, submitted);

  assert_use (begun_run, 3, 3200, 1320);
  assert_use (submitted_run, 3, 3200, 1200);
  g_assert_cmpint (tarn_metadata_run_get_end_time (begun_run) - TARN_ENGINE_START_TIME, ==, RUN_US);
  g_assert_cmpint (tarn_metadata_run_get_end_time (submitted_run) - TARN_ENGINE_START_TIME, ==,
                   SECOND_US + 20862 * MS_US);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/generation/cost/", rows, test_row);
  g_test_add_func ("/generation/cost/types-together", test_types_together);
  g_test_add_func ("/generation/cost/growth/evenly", test_growth);
  g_test_add_func ("/generation/cost/growth/to-the-microsecond", test_growth_to_the_microsecond);
  g_test_add_func ("/generation/cost/growth/no-time", test_no_time);
  g_test_add_func ("/generation/cost/options-hold-from-the-begin",
                   test_options_hold_from_the_begin);
  return g_test_run ();
}
