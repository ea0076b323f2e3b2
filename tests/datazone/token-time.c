/* SPDX-License-Identifier: MIT */
/*
 * For how long a token of Start stands for its run, and that many of them are forgotten in time.
 * Runs take no time where only that of the token is asked about.
 */
#include "worlds/datazone-lake.h"

#include "datazone/datazone-client.h"

/* --- For how long ----------------------------------------------------------------------------- */

/* After the first start, and in the middle of it the lifetime becomes another. */
static const struct
{
  const char *name;
  gint64 lifetime_us;
  gint64 change_us; /* when, or 0 */
  gint64 changed_us;
  gint64 again_us;
  gboolean is_same;
} time_rows[] = {
  { "at-once", DAY_US, 0, 0, 0, TRUE },
  { "a-microsecond-before-24-hours", DAY_US, 0, 0, DAY_US - 1, TRUE },
  { "at-24-hours", DAY_US, 0, 0, DAY_US, FALSE },
  { "a-microsecond-after-24-hours", DAY_US, 0, 0, DAY_US + 1, FALSE },
  { "before-an-hour", HOUR_US, 0, 0, HOUR_US - 1, TRUE },
  { "at-an-hour", HOUR_US, 0, 0, HOUR_US, FALSE },
  { "lengthened/before-two-days", DAY_US, HOUR_US, 2 * DAY_US, 2 * DAY_US - 1, TRUE },
  { "lengthened/at-two-days", DAY_US, HOUR_US, 2 * DAY_US, 2 * DAY_US, FALSE },
  { "shortened/before-two-hours", DAY_US, HOUR_US, 2 * HOUR_US, 2 * HOUR_US - 1, TRUE },
  { "shortened/at-two-hours", DAY_US, HOUR_US, 2 * HOUR_US, 2 * HOUR_US, FALSE },
  { "shortened/at-once", DAY_US, 3 * HOUR_US, 2 * HOUR_US, 3 * HOUR_US, FALSE },
  { "longest/before-a-year", 365 * DAY_US, 0, 0, 365 * DAY_US - 1, TRUE },
  { "longest/at-a-year", 365 * DAY_US, 0, 0, 365 * DAY_US, FALSE },
  { "none-at-all", 0, 0, 0, RUN_US, FALSE },
};

static void
test_time (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "cost-base-ms", 0);
  lake_set (&lake, "cost-first-token-ms", 0);
  lake_set (&lake, "cost-output-tokens-per-summary", 0);
  lake_set (&lake, "cost-output-tokens-per-column", 0);
  lake_set (&lake, "client-token-lifetime-us", time_rows[row].lifetime_us);
  first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  engine_advance (lake.engine, time_rows[row].change_us);
  if (time_rows[row].change_us != 0)
    lake_set (&lake, "client-token-lifetime-us", time_rows[row].changed_us);
  engine_advance (lake.engine, time_rows[row].again_us - time_rows[row].change_us);

  second = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpint (g_str_equal (first, second), ==, time_rows[row].is_same);
}

/* A token that was forgotten may be given with other members, and is as new: for the same time
   again. */
static void
test_given_again (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GError) error = NULL;

  engine_advance (lake.engine, DAY_US);
  second = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (second, !=, first);
  engine_advance (lake.engine, DAY_US - 1);
  again = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (again, ==, second);
  g_assert_null (lake_try (&lake, lake.client, &(StartCall){ .token = "retry" }, &error));
  assert_exception (&lake, error, CONFLICT, "clientToken retry was used with other parameters");
  engine_advance (lake.engine, 1);
  third = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (third, !=, first);
}

/* Whether the first run is told again after the lifetime was short for a moment. */
static gboolean
is_remembered (gboolean is_other_given)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *second = NULL;

  engine_advance (lake.engine, 2 * HOUR_US);
  lake_set (&lake, "client-token-lifetime-us", HOUR_US);
  if (is_other_given)
    g_free (lake_start_with_token (&lake, other, DESCRIPTIONS, "another"));
  lake_set (&lake, "client-token-lifetime-us", DAY_US);

  second = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  return g_str_equal (first, second);
}

/* What a token stands for is not moved by what others do. */
static void
test_others_do_not_matter (void)
{
  g_assert_cmpint (is_remembered (TRUE), ==, is_remembered (FALSE));
}

/* --- Forgotten with the run ------------------------------------------------------------------- */

/* The place of the forgotten run is another's by then. */
static void
test_retention_by_count (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *kept = NULL;
  g_autofree char *same = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "retention-runs", 1);
  engine_drain (lake.engine);
  same = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (same, ==, first);
  for (guint i = 0; i < 3; i++)
    {
      g_free (kept);
      kept = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, i < 2 ? NULL : "kept");
      engine_drain (lake.engine);
    }

  g_clear_pointer (&same, g_free);
  same = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "kept");
  g_assert_cmpstr (same, ==, kept);
  second = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpstr (second, !=, kept);
}

static void
test_retention_by_age (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *first = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_autofree char *same = NULL;
  g_autofree char *second = NULL;

  lake_set (&lake, "retention-age-us", HOUR_US);
  engine_advance (lake.engine, RUN_US + HOUR_US - 1);
  same = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (same, ==, first);
  engine_advance (lake.engine, 1);
  second = lake_start_with_token (&lake, lake.asset, NAMES, "retry");
  g_assert_cmpstr (second, !=, first);
}

/* A token that was given again after its run was forgotten stands for the new run for all of its
   time, whatever becomes of the old one meanwhile. */
static void
test_replaced (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 1);
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  g_free (lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry"));
  lake_set (&lake, "retention-age-us", HOUR_US);
  engine_advance (lake.engine, 2 * HOUR_US);
  second = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  lake_set (&lake, "retention-age-us", 0);
  engine_advance (lake.engine, 22 * HOUR_US);
  g_free (lake_start_with_token (&lake, other, DESCRIPTIONS, "another"));
  engine_advance (lake.engine, 2 * HOUR_US - 1);
  again = lake_start_with_token (&lake, lake.asset, DESCRIPTIONS, "retry");
  g_assert_cmpstr (again, ==, second);
}

/* --- Many ------------------------------------------------------------------------------------- */

#define N_ASSETS 10
#define N_STEPS 4000
#define STEP_US (600 * SECOND_US)
#define N_STEPS_PER_DAY (DAY_US / STEP_US)

/* Four weeks of tokens, of which those of one day are kept: the places of the others are given
   again. Tokens from all along the day are looked up on the way. */
static void
test_many (void)
{
  g_auto (Lake) lake = lake_new (1);
  const TarnClientTokens *tokens = &lake.client->datazone->tokens;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  lake_set (&lake, "start-rate-per-second", -1);
  lake_set (&lake, "descriptions-per-month-max", -1);
  for (guint i = 1; i <= N_ASSETS; i++)
    {
      g_autofree char *name = g_strdup_printf ("asset-%u", i);

      lake_add_asset (&lake, name, 1);
    }
  for (guint i = 0; i < N_STEPS; i++)
    {
      for (guint j = 1; j <= N_ASSETS; j++)
        {
          g_autofree char *token = g_strdup_printf ("token-%u", ids->len);

          g_ptr_array_add (ids, lake_start_with_token (&lake, lake.assets->pdata[j], NULL, token));
        }
      engine_advance (lake.engine, STEP_US);
      if (i >= N_STEPS_PER_DAY)
        {
          guint at = ids->len - 1 - (i * 37) % (guint) ((N_STEPS_PER_DAY - 1) * N_ASSETS);
          g_autofree char *token = g_strdup_printf ("token-%u", at);
          g_autofree char *again
              = lake_start_with_token (&lake, lake.assets->pdata[1 + at % N_ASSETS], NULL, token);

          g_assert_cmpstr (again, ==, ids->pdata[at]);
        }
    }

  g_assert_cmpuint (tokens->tokens->len, <=, (N_STEPS_PER_DAY + 1) * N_ASSETS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (time_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/token/time/", time_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_time);
    }
  g_test_add_func ("/generation/token/given-again", test_given_again);
  g_test_add_func ("/generation/token/retention/by-count", test_retention_by_count);
  g_test_add_func ("/generation/token/retention/by-age", test_retention_by_age);
  g_test_add_func ("/generation/token/replaced", test_replaced);
  g_test_add_func ("/generation/token/many", test_many);
  g_test_add_func ("/generation/token/others-do-not-matter", test_others_do_not_matter);
  return g_test_run ();
}
