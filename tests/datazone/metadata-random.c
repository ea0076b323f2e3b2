/* SPDX-License-Identifier: MIT */
/*
 * Tests the random failures of types. One option sets the share of the runs in which a type fails, and another
 * one the rate at which it fails over time. The result and the time of a failure depend on the asset, the type
 * and the number of the run, and on nothing else in the engine.
 */
#include "datazone/metadata-type.h"
#include "worlds/datazone-digest.h"

typedef struct
{
  const char *type;
  const char *option;
  const char *rate;
  const char *message;
} TypeRow;

static const TypeRow type_rows[] = {
  { DESCRIPTIONS, "descriptions-failure-ppm", "descriptions-failures-per-1000-hours",
    "business description generation failed" },
  { NAMES, "names-failure-ppm", "names-failures-per-1000-hours",
    "business name generation failed" },
  { GLOSSARY, "glossary-associations-failure-ppm", "glossary-associations-failures-per-1000-hours",
    "business glossary association generation failed" },
};

#define AT_ONCE 1000000000 /* per 1000 hours: the mean time is 3.6 ms */

static Lake
random_lake_new (void)
{
  Lake lake = lake_new (42);

  lake_set (&lake, "start-rate-per-second", -1);
  lake_set (&lake, "cancel-rate-per-second", -1);
  lake_set (&lake, "types-max", 3);
  lake_set (&lake, "descriptions-per-month-max", -1);
  return lake;
}

static TarnMetadataRun *
run_once (const Lake *lake, const char *asset, const char *types)
{
  g_autofree char *id = lake_start (lake, asset, types);

  engine_advance (lake->engine, RUN_US);
  return lake_get (lake, id);
}

/* --- Which types fail ------------------------------------------------------------------------- */

static TarnMetadataStatus
expected_status (guint n_failing)
{
  if (n_failing == 0)
    return TARN_METADATA_STATUS_SUCCEEDED;

  return n_failing == TARN_N_METADATA_TYPES ? TARN_METADATA_STATUS_FAILED
                                            : TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED;
}

/* For each set of types, the options of these types make these types fail, and no other type. */
static void
check_types (guint failing, gboolean is_by_rate)
{
  g_auto (Lake) lake = random_lake_new ();
  g_autoptr (TarnMetadataRun) run = NULL;
  guint n_failing = 0;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if ((failing & 1u << i) != 0)
      {
        lake_set (&lake, is_by_rate ? type_rows[i].rate : type_rows[i].option,
                  is_by_rate ? AT_ONCE : 1000000);
        n_failing++;
      }
  run = run_once (&lake, lake.asset, ALL_TYPES);

  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, expected_status (n_failing));
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      TarnMetadataType type = (TarnMetadataType) (i + 1);
      gboolean is_failing = (failing & 1u << i) != 0;

      g_assert_cmpint (tarn_metadata_run_get_type_status (run, type), ==,
                       is_failing ? TARN_METADATA_STATUS_FAILED : TARN_METADATA_STATUS_SUCCEEDED);
      g_assert_cmpstr (tarn_metadata_run_get_type_error_message (run, type), ==,
                       is_failing ? type_rows[i].message : NULL);
    }
}

static void
test_types (gconstpointer data)
{
  check_types (GPOINTER_TO_UINT (data), FALSE);
  check_types (GPOINTER_TO_UINT (data), TRUE);
}

/* A type that fails has used the part of its planned use for which there was time. */
static void
test_use (void)
{
  g_auto (Lake) lake = random_lake_new ();

  lake_set (&lake, "names-failure-ppm", 1000000);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (TarnMetadataRun) run = run_once (&lake, lake.asset, NAMES);
      gint64 used_us = tarn_metadata_run_get_end_time (run)
                       - tarn_metadata_run_get_creation_time (run) - BASE_US;
      gint64 generation_us = RUN_US - BASE_US;

      g_assert_cmpint (used_us, <, generation_us);
      used_us = MAX (used_us, 0);
      g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==, 3 * used_us / generation_us);
      g_assert_cmpint (tarn_metadata_run_get_input_tokens (run), ==,
                       3200 * used_us / generation_us);
      g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==,
                       1320 * used_us / generation_us);
    }
}

/* A type that fails at random takes a unit of the quota. A type without one fails because of the quota. */
static void
test_quota (void)
{
  g_auto (Lake) lake = random_lake_new ();
  g_autoptr (TarnMetadataRun) failed = NULL;
  g_autoptr (TarnMetadataRun) exhausted = NULL;

  lake_set (&lake, "names-failure-ppm", 1000000);
  lake_set (&lake, "names-per-month-max", 1);
  failed = run_once (&lake, lake.asset, NAMES);
  exhausted = run_once (&lake, lake.asset, NAMES);
  g_assert_cmpstr (tarn_metadata_run_get_type_error_message (failed,
                                                             TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, "business name generation failed");
  g_assert_cmpstr (tarn_metadata_run_get_type_error_message (exhausted,
                                                             TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, "business name generation has reached monthly quota");
}

/* --- How many runs fail, and when ------------------------------------------------------------- */

#define N_RUNS 4000

typedef struct
{
  const char *asset;     /* its name */
  const char *neighbour; /* an asset that has runs too, or NULL */
  gint64 ppm;
  guint n_runs;
} Trial;

/*
 * Returns the first letter of the status of the names in each run, and the sum of the durations of the runs
 * whose names failed.
 */
static char *
draw_outcomes (const Trial *trial, const char *types, gint64 *out_sum_us)
{
  g_auto (Lake) lake = random_lake_new ();
  const char *asset = lake_add_asset (&lake, trial->asset, 20);
  const char *neighbour
      = trial->neighbour != NULL ? lake_add_asset (&lake, trial->neighbour, 20) : NULL;
  GString *outcomes = g_string_new ("");

  lake_set (&lake, "names-failure-ppm", trial->ppm);
  *out_sum_us = 0;
  for (guint i = 0; i < trial->n_runs; i++)
    {
      if (neighbour != NULL)
        g_free (lake_start (&lake, neighbour, types));

      g_autoptr (TarnMetadataRun) run = run_once (&lake, asset, types);
      TarnMetadataStatus status
          = tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES);

      g_string_append_c (outcomes, tarn_metadata_status_to_string (status)[0]);
      if (status == TARN_METADATA_STATUS_FAILED)
        *out_sum_us
            += tarn_metadata_run_get_end_time (run) - tarn_metadata_run_get_creation_time (run);
    }
  return g_string_free (outcomes, FALSE);
}

static guint
count (const char *outcomes, char outcome)
{
  guint n = 0;

  for (; *outcomes != '\0'; outcomes++)
    n += *outcomes == outcome;
  return n;
}

static void
test_never_and_always (void)
{
  gint64 sum_us;
  g_autofree char *never = draw_outcomes (&(Trial){ "a", NULL, 0, N_RUNS }, NAMES, &sum_us);
  g_autofree char *always = draw_outcomes (&(Trial){ "a", NULL, 1000000, N_RUNS }, NAMES, &sum_us);

  g_assert_cmpuint (count (never, 'S'), ==, N_RUNS);
  g_assert_cmpuint (count (always, 'F'), ==, N_RUNS);
}

/*
 * Of 4000 runs, 1000 fail on average, with a standard deviation of 27.4. The bounds are five deviations away.
 * The failures come halfway through the run on average, within five times 7998 ms / sqrt (1000).
 */
static void
test_quarter (void)
{
  gint64 sum_us;
  g_autofree char *outcomes = draw_outcomes (&(Trial){ "a", NULL, 250000, N_RUNS }, NAMES, &sum_us);
  guint n_failed = count (outcomes, 'F');

  g_assert_cmpuint (n_failed + count (outcomes, 'S'), ==, N_RUNS);
  g_assert_cmpuint (n_failed, >=, 863);
  g_assert_cmpuint (n_failed, <=, 1137);
  g_assert_cmpint (ABS (sum_us / n_failed - RUN_US / 2), <=, 1265 * MS_US);
}

/* The results of an asset do not depend on other assets. Another asset has other results. */
static void
test_neighbour (void)
{
  gint64 alone_us, beside_us, another_us;
  g_autofree char *alone = draw_outcomes (&(Trial){ "a", NULL, 250000, 1000 }, NAMES, &alone_us);
  g_autofree char *beside = draw_outcomes (&(Trial){ "a", "b", 250000, 1000 }, NAMES, &beside_us);
  g_autofree char *another
      = draw_outcomes (&(Trial){ "b", NULL, 250000, 1000 }, NAMES, &another_us);

  g_assert_cmpstr (beside, ==, alone);
  g_assert_cmpint (beside_us, ==, alone_us);
  g_assert_cmpstr (another, !=, alone);
}

/* The results of a type do not depend on the other types of the run. */
static void
test_other_types (void)
{
  const Trial trial = { "a", NULL, 250000, 1000 };
  gint64 sum_us;
  g_autofree char *alone = draw_outcomes (&trial, NAMES, &sum_us);
  g_autofree char *beside = draw_outcomes (&trial, ALL_TYPES, &sum_us);

  g_assert_cmpstr (beside, ==, alone);
}

/*
 * The types of a run fail independently. Of 1000 runs, each type fails in 250 on average, and both types fail
 * in 62, with a standard deviation of 7.6.
 */
static void
test_types_are_independent (void)
{
  g_auto (Lake) lake = random_lake_new ();
  guint n_both = 0;

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    lake_set (&lake, type_rows[i].option, 250000);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (TarnMetadataRun) run = run_once (&lake, lake.asset, NAMES " " GLOSSARY);

      n_both += tarn_metadata_run_get_status (run) == TARN_METADATA_STATUS_FAILED;
    }
  g_assert_cmpuint (n_both, >=, 24);
  g_assert_cmpuint (n_both, <=, 101);
}

/* --- Rates ------------------------------------------------------------------------------------ */

/* Returns the time of each of 2000 runs in IN_PROGRESS, and how many of them failed. */
static char *
draw_times (gint64 submitted_us, gint64 rate, guint *out_n_failed)
{
  g_auto (Lake) lake = random_lake_new ();
  GString *times = g_string_new (NULL);

  lake_set (&lake, "submitted-duration-us", submitted_us);
  lake_set (&lake, "names-failures-per-1000-hours", rate);
  *out_n_failed = 0;
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *id = lake_start (&lake, lake.asset, NAMES);

      engine_drain (lake.engine);
      g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
      *out_n_failed += tarn_metadata_run_get_status (run) == TARN_METADATA_STATUS_FAILED;
      g_string_append_printf (times, "%" G_GINT64_FORMAT "\n",
                              tarn_metadata_run_get_end_time (run)
                                  - tarn_metadata_run_get_creation_time (run) - submitted_us);
    }
  return g_string_free (times, FALSE);
}

/*
 * A rate of 130000 per 1000 hours is one failure in 27.692 s. A run of 27.708 s fails with the probability
 * 1 - exp (-1.00057) = 0.63233, so 1265 of 2000 runs fail, with a standard deviation of 21.6.
 */
static void
test_rate (void)
{
  guint n_failed = 0;

  g_free (draw_times (0, 130000, &n_failed));
  g_assert_cmpuint (n_failed, >=, 1265 - 108);
  g_assert_cmpuint (n_failed, <=, 1265 + 108);
}

/* The rate counts from IN_PROGRESS on. */
static void
test_rate_after_submitted (void)
{
  guint n_failed = 0, n_failed_later = 0;
  g_autofree char *times = draw_times (0, 130000, &n_failed);
  g_autofree char *later = draw_times (HOUR_US, 130000, &n_failed_later);

  g_assert_cmpuint (n_failed_later, ==, n_failed);
  g_assert_cmpstr (later, ==, times);
}

/* The earlier failure wins, and a rate that comes too late leaves the failure by probability as it is. */
static void
test_rate_and_probability (void)
{
  g_auto (Lake) lake = random_lake_new ();
  g_auto (Lake) other = random_lake_new ();

  lake_set (&lake, "names-failure-ppm", 500000);
  lake_set (&lake, "names-failures-per-1000-hours", 1);
  lake_set (&other, "names-failure-ppm", 500000);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (TarnMetadataRun) run = run_once (&lake, lake.asset, NAMES);
      g_autoptr (TarnMetadataRun) expected = run_once (&other, other.asset, NAMES);
      g_autofree char *text = run_to_string (run);
      g_autofree char *expected_text = run_to_string (expected);

      g_assert_cmpstr (text, ==, expected_text);
    }

  lake_set (&lake, "names-failures-per-1000-hours", AT_ONCE);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (TarnMetadataRun) run = run_once (&lake, lake.asset, NAMES);

      g_assert_cmpint (tarn_metadata_run_get_end_time (run)
                           - tarn_metadata_run_get_creation_time (run),
                       <, SECOND_US);
    }
}

/* A type without a unit of the quota fails by the quota, at its time. */
static void
test_rate_and_quota (void)
{
  g_auto (Lake) lake = random_lake_new ();

  lake_set (&lake, "names-failures-per-1000-hours", AT_ONCE);
  lake_set (&lake, "names-per-month-max", 0);
  g_autoptr (TarnMetadataRun) run = run_once (&lake, lake.asset, NAMES);
  g_assert_cmpstr (tarn_metadata_run_get_type_error_message (run,
                                                             TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, "business name generation has reached monthly quota");
  g_assert_cmpint (tarn_metadata_run_get_end_time (run) - tarn_metadata_run_get_creation_time (run),
                   ==, BASE_US);
}

/* --- Runs before ------------------------------------------------------------------------------ */

/* The result of a run depends on its number, and not on how the earlier runs ended. */
static void
test_canceled_before (void)
{
  g_auto (Lake) lake = random_lake_new ();
  g_auto (Lake) other = random_lake_new ();

  lake_set (&lake, "names-failure-ppm", 500000);
  lake_set (&other, "names-failure-ppm", 500000);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
      g_autofree char *other_id = lake_start (&other, other.asset, NAMES);

      if (i % 2 == 0)
        lake_cancel (&lake, id);
      engine_advance (lake.engine, RUN_US);
      engine_advance (other.engine, RUN_US);
      if (i % 2 == 1)
        {
          g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
          g_autoptr (TarnMetadataRun) other_run = lake_get (&other, other_id);
          g_autofree char *text = run_to_string (run);
          g_autofree char *other_text = run_to_string (other_run);

          g_assert_cmpstr (text, ==, other_text);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 1u << TARN_N_METADATA_TYPES; i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/generation/luck/failing/%s%s%s%s", i == 0 ? "none" : "",
                             i & 1 ? "d" : "", i & 2 ? "n" : "", i & 4 ? "g" : "");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_types);
    }
  g_test_add_func ("/generation/luck/use", test_use);
  g_test_add_func ("/generation/luck/quota", test_quota);
  g_test_add_func ("/generation/luck/never-and-always", test_never_and_always);
  g_test_add_func ("/generation/luck/quarter", test_quarter);
  g_test_add_func ("/generation/luck/neighbour", test_neighbour);
  g_test_add_func ("/generation/luck/other-types", test_other_types);
  g_test_add_func ("/generation/luck/types-are-independent", test_types_are_independent);
  g_test_add_func ("/generation/luck/rate", test_rate);
  g_test_add_func ("/generation/luck/rate-after-submitted", test_rate_after_submitted);
  g_test_add_func ("/generation/luck/rate-and-probability", test_rate_and_probability);
  g_test_add_func ("/generation/luck/rate-and-quota", test_rate_and_quota);
  g_test_add_func ("/generation/luck/canceled-before", test_canceled_before);
  return g_test_run ();
}
