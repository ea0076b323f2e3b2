/* SPDX-License-Identifier: MIT */
/*
 * Tests the client token of Start in the changes that observers get. A change that is not delivered yet
 * points at texts of the library. These texts must stay valid if an observer calls operations: then runs end,
 * and tokens are forgotten, before the change is delivered to all observers.
 */
#include "worlds/datazone-digest.h"

typedef struct
{
  Lake *lake;
  GString *log;     /* a word for each change: its cause and its token */
  guint n_commands; /* the number of calls of add_runs () */
} Watch;

static void
read_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnMetadataChange *part = tarn_change_get_metadata (change);
  const Watch *watch = data;

  g_string_append_printf (watch->log, "%s:%s ", tarn_change_get_cause (change),
                          tarn_metadata_change_get_client_token (part) != NULL
                              ? tarn_metadata_change_get_client_token (part)
                              : "-");
  g_assert_cmpstr (tarn_metadata_change_get_domain_id (part), ==, watch->lake->domain);
  g_assert_cmpstr (tarn_metadata_change_get_owning_project_id (part), ==, watch->lake->project);
  g_assert_true (
      g_str_equal (tarn_metadata_change_get_created_by (part), "SYSTEM")
      || g_str_equal (tarn_metadata_change_get_created_by (part), lake_find (watch->lake, "me")));
}

static void
assert_changes (Watch *watch, const char *expected)
{
  assert_log (watch->log, expected);
}

/* Notes the user id of the caller as "me". The test gets the id from a run that the caller starts. */
static void
note_caller (const Lake *lake)
{
  g_autofree char *id = lake_start (lake, lake->asset, NAMES);
  g_autoptr (TarnMetadataRun) run = lake_get (lake, id);

  lake_note (lake, "me", g_strdup (tarn_metadata_run_get_created_by (run)));
  lake_cancel (lake, id);
}

static void
watch_init (Watch *watch, Lake *lake)
{
  *watch = (Watch){ .lake = lake, .log = g_string_new ("") };
  note_caller (lake);
  lake_set (lake, "start-rate-per-second", -1);
  lake_set (lake, "cancel-rate-per-second", -1);
}

static void
watch_add (Watch *watch, TarnObserverFunc func)
{
  tarn_engine_add_observer (watch->lake->engine, func, watch, NULL);
}

static void
watch_clear (Watch *watch)
{
  g_string_free (watch->log, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

/* --- The token in each change ----------------------------------------------------------------- */

static void
test_every_change (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watch) watch;
  g_autofree char *id = NULL;

  watch_init (&watch, &lake);
  watch_add (&watch, read_change);
  lake_set (&lake, "names-per-month-max", 0);
  g_free (lake_start_with_token (&lake, lake.asset, DESCRIPTIONS " " NAMES, "a"));
  engine_drain (lake.engine);
  assert_changes (&watch, "create:a begin:a type-done:a succeed-partially:a ");

  lake_set (&lake, "submitted-duration-us", SECOND_US);
  id = lake_start_with_token (&lake, lake.asset, NAMES, "b");
  lake_cancel (&lake, id);
  assert_changes (&watch, "create:b cancel:b ");
  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "c"));
  engine_drain (lake.engine);
  assert_changes (&watch, "create:c begin:c fail:c ");
}

static void
test_none (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watch) watch;

  watch_init (&watch, &lake);
  watch_add (&watch, read_change);
  lake_add_automatic_asset (&lake, "named", 1);
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  assert_changes (&watch, "create:- begin:- create:- begin:- succeed:- succeed:- ");
}

/* A repeated call returns an earlier run and changes nothing, so observers get no change. */
static void
test_repeated_call (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watch) watch;

  watch_init (&watch, &lake);
  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "a"));
  watch_add (&watch, read_change);
  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "a"));
  assert_changes (&watch, "");
}

/* --- A change after its token is forgotten ---------------------------------------------------- */

static void
add_users (const Lake *lake, guint command)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *arn = g_strdup_printf ("arn:aws:iam::" ACCOUNT ":user/%u-%u", command, i);
      g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, arn);
      g_autofree char *user
          = tarn_datazone_client_create_user_profile (lake->client, lake->domain, principal, NULL);

      g_assert_nonnull (user);
    }
}

/* Adds runs, each for an asset of its own and with a token of its own, and cancels each run at once. */
static void
add_runs (const Lake *lake, guint command)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *token = g_strdup_printf ("run-%u-%u", command, i);
      const char *asset = lake_add_asset (lake, token, 1);
      g_autofree char *id = lake_start_with_token (lake, asset, NAMES, token);

      lake_cancel (lake, id);
    }
}

/* This observer is called before read_change (). */
static void
meddle (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Watch *watch = data;

  if (g_strcmp0 (tarn_metadata_change_get_client_token (tarn_change_get_metadata (change)), "first")
      != 0)
    return;
  add_users (watch->lake, watch->n_commands);
  add_runs (watch->lake, watch->n_commands++);
}

static void
append_command (GString *expected, guint command)
{
  for (guint i = 0; i < 10; i++)
    g_string_append_printf (expected, "create:run-%u-%u begin:run-%u-%u cancel:run-%u-%u ", command,
                            i, command, i, command, i);
}

/* With a lifetime of 0, each start with a token makes the engine forget the earlier tokens. */
static void
test_meddled_with (gconstpointer data)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watch) watch;
  g_autoptr (GString) expected = g_string_new ("create:first begin:first ");
  gint64 lifetime_us = GPOINTER_TO_INT (data);

  watch_init (&watch, &lake);
  lake_set (&lake, "client-token-lifetime-us", lifetime_us);
  lake_set (&lake, "retention-runs", 1);
  watch_add (&watch, meddle);
  watch_add (&watch, read_change);
  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "first"));
  append_command (expected, 0);
  append_command (expected, 1);
  assert_changes (&watch, expected->str);

  engine_drain (lake.engine);
  g_string_assign (expected, "succeed:first ");
  append_command (expected, 2);
  assert_changes (&watch, expected->str);
}

/* Cancels a run when its beginning is delivered. The change of the cancel is delivered next. */
static void
cancel_at_begin (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Watch *watch = data;
  g_autofree char *id = tarn_change_dup_run_id (change);

  if (g_str_equal (tarn_change_get_cause (change), "begin"))
    lake_cancel (watch->lake, id);
}

static void
test_canceled_meanwhile (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watch) watch;

  watch_init (&watch, &lake);
  lake_set (&lake, "client-token-lifetime-us", 0);
  watch_add (&watch, cancel_at_begin);
  watch_add (&watch, read_change);
  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "a"));
  g_free (lake_start_with_token (&lake, lake.asset, NAMES, "b"));
  assert_changes (&watch, "create:a begin:a cancel:a create:b begin:b cancel:b ");
}

/* --- Tokens and runs do not end together ------------------------------------------------------ */

/*
 * A run that is submitted for longer than the lifetime of its token keeps the token in its changes, although
 * another run has the same token by then.
 */
static void
test_outlived_by_its_run (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 1);
  g_auto (Watch) watch;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  watch_init (&watch, &lake);
  lake_set (&lake, "submitted-duration-us", 2 * DAY_US);
  first = lake_start_with_token (&lake, lake.asset, NAMES, "a");
  engine_advance (lake.engine, DAY_US);
  second = lake_start_with_token (&lake, other, NAMES, "a");
  g_assert_cmpstr (second, !=, first);
  watch_add (&watch, read_change);
  engine_advance (lake.engine, DAY_US - 1);
  again = lake_start_with_token (&lake, other, NAMES, "a");
  g_assert_cmpstr (again, ==, second);
  engine_advance (lake.engine, 1 + RUN_US);
  assert_changes (&watch, "begin:a succeed:a ");
  lake_cancel (&lake, second);
  assert_changes (&watch, "cancel:a ");
}

/* A later token may take the place of the token of an ended run. Each change has the token of its own run. */
static void
test_places_given_again (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Watch) watch;

  watch_init (&watch, &lake);
  lake_set (&lake, "client-token-lifetime-us", SECOND_US);
  watch_add (&watch, read_change);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", i);
      g_autofree char *expected
          = g_strdup_printf ("create:%s begin:%s succeed:%s ", token, token, token);

      g_free (lake_start_with_token (&lake, lake.asset, NAMES, token));
      engine_drain (lake.engine);
      assert_changes (&watch, expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generation/token/changes/every", test_every_change);
  g_test_add_func ("/generation/token/changes/none", test_none);
  g_test_add_func ("/generation/token/changes/repeated-call", test_repeated_call);
  g_test_add_data_func ("/generation/token/changes/meddled-with/remembered",
                        GINT_TO_POINTER (1000000), test_meddled_with);
  g_test_add_data_func ("/generation/token/changes/meddled-with/forgotten", GINT_TO_POINTER (0),
                        test_meddled_with);
  g_test_add_func ("/generation/token/changes/canceled-meanwhile", test_canceled_meanwhile);
  g_test_add_func ("/generation/token/changes/outlived-by-its-run", test_outlived_by_its_run);
  g_test_add_func ("/generation/token/changes/places-given-again", test_places_given_again);
  return g_test_run ();
}
