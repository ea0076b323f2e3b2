/* SPDX-License-Identifier: MIT */
/*
 * Tests `datazone.cost-duration-spread-permille`: which factor a run draws, what the factor multiplies, and what
 * it leaves as it is.
 */
#include "worlds/datazone-lake.h"

#include "datazone/datazone-service.h"
#include "kernel/fixed.h"
#include "kernel/names.h"
#include "kernel/random.h"

#define SPREAD "cost-duration-spread-permille"

static Lake
lake_with_spread (guint64 seed, gint64 permille)
{
  Lake lake = lake_new (seed);

  lake_set (&lake, "types-max", 3);
  lake_set (&lake, SPREAD, permille);
  return lake;
}

static TarnMetadataRun *
run_to_end (const Lake *lake, const char *types, guint64 tag)
{
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = lake->asset };
  g_auto (GStrv) words = g_strsplit (types, " ", -1);
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (GError) error = NULL;

  tarn_start_options_set_tag (options, tag);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run_with_options (
          lake->client, lake->domain, lake->project, &target, NULL, (const char *const *) words,
          NULL, options, &error);
  g_assert_no_error (error);
  engine_drain (lake->engine);
  return lake_get (lake, tarn_metadata_run_get_id (run));
}

static gint64
get_duration_us (const TarnMetadataRun *run)
{
  return tarn_metadata_run_get_end_time (run) - tarn_metadata_run_get_creation_time (run);
}

/* --- The factor ------------------------------------------------------------------------------- */

/* Returns the logarithm of the factor that the first run of the asset draws without a tag. */
static gint64
expect_log (const Lake *lake, guint64 seed, guint permille)
{
  const char *const parts[] = { lake->domain, lake->asset };
  TarnRandom random;
  TarnName name;

  tarn_name_init_key (&name, parts, G_N_ELEMENTS (parts));
  TarnDraw draw = { name.hash, 0, TARN_PURPOSE_METADATA_DURATION, 0 };
  tarn_random_init (&random, seed, 0);
  return tarn_random_log_normal (&random, &draw, permille);
}

static gint64
multiply (gint64 duration_us, gint64 log)
{
  return (gint64) tarn_fixed_scale_by_exp ((guint64) duration_us, log, G_MAXINT64);
}

typedef struct
{
  const char *name;
  const char *types;
  gint64 permille;
  gint64 submitted_us;
  gint64 names_quota;
  gint64 mean_us; /* of the part that the factor multiplies */
} FactorRow;

/* clang-format off */
static const FactorRow factor_rows[] = {
  { "none", NAMES, 1000, 0, -1, RUN_US },
  { "usual", NAMES, 1300, 0, -1, RUN_US },
  { "greatest", NAMES, 10000, 0, -1, RUN_US },
  { "three-types-have-one-factor", ALL_TYPES, 1300, 0, -1, RUN_US },
  { "submitted-stays", NAMES, 1300, 7 * SECOND_US, -1, RUN_US },
  { "failure-by-quota", NAMES, 1300, 0, 0, BASE_US },
};
/* clang-format on */

static void
test_factor (gconstpointer data)
{
  const FactorRow *row = data;

  for (guint64 seed = 0; seed < 20; seed++)
    {
      g_auto (Lake) lake = lake_with_spread (seed, row->permille);
      gint64 log = expect_log (&lake, seed, (guint) row->permille);
      guint n_types = strchr (row->types, ' ') != NULL ? 3 : 1;

      lake_set (&lake, "submitted-duration-us", row->submitted_us);
      lake_set (&lake, "names-per-month-max", row->names_quota);
      g_autoptr (TarnMetadataRun) run = run_to_end (&lake, row->types, 0);
      gint64 expected_us = row->submitted_us + multiply (row->mean_us, log);
      g_assert_cmpint (ABS (get_duration_us (run) - expected_us), <=, 1);
      g_assert_cmpint (tarn_metadata_run_get_model_calls (run), ==,
                       row->names_quota == 0 ? 0 : 3 * n_types);
    }
}

/* The bound is five standard deviations of the mean, of which one is 0.267 * 27.708 s / sqrt (2000). */
static void
test_mean (void)
{
  const guint n_runs = 2000;
  g_auto (Lake) lake = lake_with_spread (7, 1300);
  gint64 sum_us = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (TarnMetadataRun) run = run_to_end (&lake, DESCRIPTIONS " " NAMES, 0);

      sum_us += get_duration_us (run);
    }
  g_assert_cmpint (ABS (sum_us / n_runs - RUN_US), <=, 827 * MS_US);
}

/* --- What keys the factor --------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint64 seed;
  gboolean draws_by_tag;
  guint64 first_tag;
  guint n_before;    /* runs before */
  gboolean is_equal; /* to the first row */
} KeyRow;

/* clang-format off */
static const KeyRow tag_rows[] = {
  { "again", 3, TRUE, 1, 0, TRUE },
  { "later", 3, TRUE, 1, 9, TRUE },
  { "other-tags", 3, TRUE, 2, 0, FALSE },
  { "other-seed", 4, TRUE, 1, 0, FALSE },
  { "by-ordinal", 3, FALSE, 1, 0, FALSE },
  { "ordinals-like-the-tags", 3, FALSE, 1, 1, FALSE },
};
static const KeyRow ordinal_rows[] = {
  { "again", 3, FALSE, 1, 0, TRUE },
  { "other-tags", 3, FALSE, 1001, 0, TRUE },
  { "later", 3, FALSE, 1, 9, FALSE },
  { "other-seed", 4, FALSE, 1, 0, FALSE },
};
/* clang-format on */

/* Returns the durations of a series of runs. */
static char *
run_series (const KeyRow *row)
{
  g_auto (Lake) lake = lake_with_spread (row->seed, 1300);
  GString *text = g_string_new (NULL);

  lake_set (&lake, "draw-by-tag", row->draws_by_tag);
  for (guint i = 0; i < row->n_before; i++)
    tarn_metadata_run_unref (run_to_end (&lake, NAMES, 0));
  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (TarnMetadataRun) run = run_to_end (&lake, NAMES, row->first_tag + i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", get_duration_us (run));
    }
  return g_string_free (text, FALSE);
}

static void
test_key (const KeyRow *first, const KeyRow *row)
{
  g_autofree char *expected = run_series (first);
  g_autofree char *series = run_series (row);

  assert_same_text (series, expected, row->is_equal);
}

static void
test_tag (gconstpointer row)
{
  test_key (&tag_rows[0], row);
}

static void
test_ordinal (gconstpointer row)
{
  test_key (&ordinal_rows[0], row);
}

/* Ids and failures are those of a lake without a spread. */
static char *
draw_luck (gint64 permille)
{
  g_auto (Lake) lake = lake_with_spread (5, permille);
  GString *text = g_string_new (NULL);

  lake_set (&lake, "names-failure-ppm", 500000);
  for (guint i = 0; i < 32; i++)
    {
      g_autoptr (TarnMetadataRun) run = run_to_end (&lake, NAMES, 0);

      g_string_append_printf (text, "%s %s\n", tarn_metadata_run_get_id (run),
                              tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)));
    }
  return g_string_free (text, FALSE);
}

static void
test_luck_stays (void)
{
  g_autofree char *without = draw_luck (1000);
  g_autofree char *with = draw_luck (1300);

  g_assert_nonnull (strstr (without, "FAILED"));
  g_assert_cmpstr (with, ==, without);
}

/* --- Copies of the engine, and the end of time ------------------------------------------------ */

static void
test_copies (void)
{
  g_auto (Lake) lake = lake_with_spread (1, 1300);
  g_autoptr (GError) error = NULL;

  g_free (lake_start (&lake, lake.asset, ALL_TYPES));
  engine_advance (lake.engine, 10 * SECOND_US);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (lake.engine, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = tarn_engine_save (lake.engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  engine_drain (lake.engine);
  engine_drain (fork);
  engine_drain (restored);
  g_autofree char *expected = get_digest (lake.engine);
  g_autofree char *forked = get_digest (fork);
  g_autofree char *read = get_digest (restored);
  g_assert_cmpstr (forked, ==, expected);
  g_assert_cmpstr (read, ==, expected);
}

/* Where just the mean duration is left, a start succeeds if the run draws a factor of at most 1. */
static void
test_end_of_time (void)
{
  guint n_started = 0, n_seeds = 40;

  for (guint64 seed = 0; seed < n_seeds; seed++)
    {
      g_auto (Lake) lake = lake_with_spread (seed, 1300);
      const StartCall call = { .types = NAMES };
      g_autoptr (GError) error = NULL;
      gboolean fits = expect_log (&lake, seed, 1300) <= 0;

      tarn_engine_advance_to (lake.engine, G_MAXINT64 - RUN_US, &error);
      g_assert_no_error (error);
      g_autofree char *id = lake_try (&lake, lake.client, &call, &error);
      g_assert_cmpint (id != NULL, ==, fits);
      if (!fits)
        {
          g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_TIME);
          continue;
        }
      engine_drain (lake.engine);
      assert_status (&lake, id, "SUCCEEDED");
      n_started++;
    }
  g_assert_cmpuint (n_started, >, 0);
  g_assert_cmpuint (n_started, <, n_seeds);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/metadata/spread/factor/", factor_rows, test_factor);
  g_test_add_func ("/metadata/spread/mean", test_mean);
  ADD_ROWS ("/metadata/spread/tag/", tag_rows, test_tag);
  ADD_ROWS ("/metadata/spread/ordinal/", ordinal_rows, test_ordinal);
  g_test_add_func ("/metadata/spread/luck-stays", test_luck_stays);
  g_test_add_func ("/metadata/spread/copies", test_copies);
  g_test_add_func ("/metadata/spread/end-of-time", test_end_of_time);
  return g_test_run ();
}
