/* SPDX-License-Identifier: MIT */
/*
 * These tests replay journals of operations, of other commands and of calls inside callbacks. They also check
 * which journals cannot be replayed, and how a replay reports a difference. The replay begins with a second
 * engine of the same seed, in the state that the first one had when its journal began.
 */
#include "worlds/every-operation.h"

enum
{
  SEED = 5,
};

static TarnJournal *
get_journal (const World *world)
{
  return tarn_sample_get_journal (world->sample);
}

/* Returns a fixture in the state that it has when its journal begins, without a journal. */
static World
make_begun (guint64 seed)
{
  World world = world_new (seed);

  tarn_engine_set_journal (get_engine (&world), NULL);
  return world;
}

static void
assert_replayed (const World *world)
{
  g_auto (World) replayed = make_begun (SEED);
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = get_digest (get_engine (world));
  g_autofree char *begun = get_digest (get_engine (&replayed));

  tarn_engine_replay (get_engine (&replayed), get_journal (world), &error);
  g_assert_no_error (error);

  g_autofree char *digest = get_digest (get_engine (&replayed));
  g_autofree char *diff = tarn_engine_diff (get_engine (world), get_engine (&replayed), 10, &error);
  g_assert_cmpstr (diff, ==, "");
  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpstr (digest, !=, begun);
}

/* --- Operations ------------------------------------------------------------------------------- */

/* The second call of many operations fails, and must fail with the same message in the replay. */
static void
test_operation (gconstpointer data)
{
  const CallRow *row = data;
  g_auto (World) world = world_new (SEED);

  row->call (&world, NULL);
  sample_advance_to (world.sample, 40 * SECOND_US);
  row->call (&world, NULL);
  sample_advance_to (world.sample, HOUR_US);
  assert_replayed (&world);
}

static void
test_all (void)
{
  g_auto (World) world = world_new (SEED);

  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    {
      call_rows[i].call (&world, NULL);
      g_assert_true (tarn_engine_advance_by (get_engine (&world), 7 * SECOND_US, NULL));
    }
  assert_replayed (&world);
}

/* A journal that was taken away from its engine ends at that moment, and is replayed up to there. */
static void
test_taken_away (void)
{
  g_auto (World) world = world_new (SEED);

  call_stop_refresh (&world, NULL);
  sample_advance_to (world.sample, HOUR_US);
  tarn_engine_set_journal (get_engine (&world), NULL);
  assert_replayed (&world);
}

/* A journal that was given back lacks what happened meanwhile, also if it has no entry from before. */
static void
test_given_back (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (SEED);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (TarnEngine) other = tarn_engine_new (SEED);
  g_autoptr (GError) error = NULL;

  tarn_engine_set_journal (engine, journal);
  tarn_engine_set_journal (engine, NULL);
  g_assert_true (tarn_engine_set_option (engine, "glue.running-max", 7, NULL));
  tarn_engine_set_journal (engine, journal);
  g_assert_true (tarn_engine_set_option (engine, "glue.stop-latency-us", 7, NULL));
  g_assert_false (tarn_engine_replay (other, journal, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);

  /* A journal that was cleared begins anew. */
  tarn_journal_clear (journal);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_true (tarn_engine_set_option (engine, "glue.stop-latency-us", 8, NULL));
  g_assert_true (tarn_engine_replay (fork, journal, NULL));
  g_autofree char *expected = tarn_engine_dup_digest (engine, NULL);
  g_autofree char *digest = tarn_engine_dup_digest (fork, NULL);
  g_assert_cmpstr (digest, ==, expected);
}

static void
test_bad_arguments (void)
{
  g_auto (World) world = world_new (SEED);
  TarnDataZoneClient *datazone = tarn_sample_get_datazone (world.sample);
  static const char *const types[] = { "BUSINESS_NAMES", "BUSINESS_NAMES", NULL };
  TarnMetadataTarget target = { .type = "TABLE", .identifier = "" };
  g_autofree char *none G_GNUC_UNUSED = sample_refresh (world.sample, "", NULL);
  g_autofree char *unknown G_GNUC_UNUSED = sample_refresh (world.sample, "no\nsuch", NULL);

  g_assert_null (tarn_datazone_client_start_metadata_generation_run (datazone, "dzd_none", NULL,
                                                                     &target, "NONE", types,
                                                                     "a token", NULL));
  g_assert_null (tarn_datazone_client_start_metadata_generation_run (datazone, NULL, NULL, NULL,
                                                                     "BUSINESS_NAMES", NULL, NULL,
                                                                     NULL));
  g_assert_null (tarn_glue_client_list_materialized_view_refresh_task_runs (
      tarn_sample_get_glue (world.sample), NULL, NULL, "daily", 1001, "token", NULL, NULL));
  sample_advance_to (world.sample, HOUR_US);
  assert_replayed (&world);
}

/* --- Other commands --------------------------------------------------------------------------- */

static void
do_options (const World *world)
{
  sample_set (world->sample, "glue.running-max", 1);
  sample_set (world->sample, "glue.queue-at-limit", 1);
  call_start_refresh (world, NULL);
  sample_set (world->sample, "glue.running-max", 2);
}

static void
do_access (const World *world)
{
  guint id = tarn_engine_deny (get_engine (world), "*", "glue:Stop*", "*");

  call_stop_refresh (world, NULL);
  g_assert_true (tarn_engine_revoke (get_engine (world), id));
  tarn_engine_grant (get_engine (world), "*", "*", "*");
  call_stop_refresh (world, NULL);
}

static void
do_faults (const World *world)
{
  tarn_sample_add_faults (world->sample,
                          "[fails]\noperation=" START_REFRESH "\ndo=fail-run\nmessage=bad\n"
                          "[late]\ndo=delay-event\ndelay-us=1000000000\nprobability-ppm=500000\n"
                          "[revokes]\noperation=" GET_REFRESH "\ndo=revoke\ndelay-us=5000000\n"
                          "deny-principal=*\ndeny-action=glue:List*\ndeny-resource=*\n");
  call_start_refresh (world, NULL);
  call_get_refresh (world, NULL);
}

/* Adds rules to a plan that is already set. */
static void
do_later_faults (const World *world)
{
  do_faults (world);
  tarn_sample_add_faults (world->sample, "[lost]\ndo=lose-reply\nevery=2\n");
  call_get_refresh (world, NULL);
  call_start_metadata (world, NULL);
  tarn_engine_set_fault_plan (get_engine (world), NULL);
  call_list_refreshes (world, NULL);
}

/* Each account that has a client has a catalog of its own. */
static void
do_client (const World *world)
{
  g_autoptr (TarnPrincipal) other = principal_new ("222233334444", NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (get_engine (world), other);
  g_autoptr (TarnDataZoneClient) datazone
      = tarn_engine_create_datazone_client (get_engine (world), other);
  g_autofree char *id G_GNUC_UNUSED
      = tarn_datazone_client_create_domain (datazone, "other", TARN_DOMAIN_VERSION_1, NULL);

  g_assert_true (tarn_glue_client_create_database (glue, NULL, "other", NULL));
}

static void
do_steps (const World *world)
{
  gboolean is_stepped;

  g_assert_true (tarn_engine_step (get_engine (world), &is_stepped, NULL));
  g_assert_true (is_stepped);
  sample_drain (world->sample);
}

/* A call that is admitted changes the level of the token bucket that the next call finds. */
static void
do_rates (const World *world)
{
  sample_set (world->sample, "glue.get-rate-per-second", 2);
  for (guint i = 0; i < 5; i++)
    call_get_refresh (world, NULL);
}

typedef struct
{
  const char *path;
  void (*command) (const World *world);
} CommandRow;

/* Adds a rule whose first match is an event and not a call. */
static void
do_faults_of_events (const World *world)
{
  do_faults (world);
  g_assert_true (tarn_engine_advance_by (get_engine (world), SECOND_US, NULL));
  tarn_sample_add_faults (world->sample,
                          "[drop]\nevent=Glue Materialized View Refresh Task Started\n"
                          "do=drop-event\n");
  g_assert_true (tarn_engine_advance_by (get_engine (world), HOUR_US, NULL));
}

static void
do_last_faults (const World *world)
{
  do_faults (world);
  g_assert_true (tarn_engine_advance_by (get_engine (world), HOUR_US, NULL));
  tarn_sample_add_faults (world->sample, "[lost]\ndo=lose-reply\nevery=2\n");
}

static const CommandRow command_rows[] = {
  { "options", do_options },
  { "access", do_access },
  { "faults", do_faults },
  { "rules-added-later", do_later_faults },
  { "rules-added-before-an-event", do_faults_of_events },
  { "rules-added-last", do_last_faults },
  { "another-account", do_client },
  { "steps", do_steps },
  { "rates", do_rates },
};

static void
test_command (gconstpointer data)
{
  const CommandRow *row = data;
  g_auto (World) world = world_new (SEED);

  row->command (&world);
  assert_replayed (&world);
  g_assert_true (tarn_engine_advance_by (get_engine (&world), 3 * HOUR_US, NULL));
  assert_replayed (&world);
}

/* --- Calls inside callbacks --------------------------------------------------------------------- */

/* Starts the next run inside the event that ends a run. */
static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const World *world = data;

  if (g_str_equal (tarn_change_get_cause (change), "succeed"))
    {
      g_autofree char *id G_GNUC_UNUSED = sample_refresh (world->sample, "daily", NULL);

      call_commit (world, NULL);
    }
}

/* Makes calls at the instants of events of runs. An event has no line of its own in the journal. */
static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const World *world = data;

  call_get_refresh (world, NULL);
  call_commit (world, NULL);
  return G_SOURCE_CONTINUE;
}

static void
test_nested (void)
{
  g_auto (World) world = world_new (SEED);

  tarn_engine_add_observer (get_engine (&world), on_change, &world, NULL);
  tarn_engine_add_timeout (get_engine (&world), STARTUP_US, TARN_TIMEOUT_BACKGROUND, on_timeout,
                           &world, NULL);
  sample_advance_to (world.sample, 2 * HOUR_US);
  g_assert_cmpuint (tarn_journal_count_calls (get_journal (&world), "Commit", "ok"), >, 200);
  assert_replayed (&world);
}

/* This condition looks at a run between two events. */
static gboolean
has_ended (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const World *world = data;
  g_autoptr (TarnRefreshRun) run = sample_get_refresh (world->sample, world->refresh_id);

  return tarn_refresh_run_get_end_time (run) != 0;
}

static void
test_condition (void)
{
  g_auto (World) world = world_new (SEED);
  TarnClockResult result;

  sample_set (world.sample, "glue.get-rate-per-second", 100);
  g_assert_true (tarn_engine_run_until (get_engine (&world), has_ended, &world, TARN_NO_DEADLINE,
                                        NULL, &result, NULL));
  g_assert_cmpint (result, ==, TARN_CLOCK_RESULT_CONDITION);
  assert_replayed (&world);
}

/* The replay can also begin with a snapshot of the moment at which the journal began. */
static void
test_onto_snapshot (void)
{
  g_auto (World) world = world_new (SEED);
  g_autoptr (GError) error = NULL;

  sample_advance_to (world.sample, 33 * SECOND_US);
  tarn_journal_clear (get_journal (&world));
  g_autoptr (GBytes) snapshot = tarn_engine_save (get_engine (&world), &error);
  g_assert_no_error (error);
  do_faults (&world);
  sample_advance_to (world.sample, HOUR_US);

  g_autoptr (TarnEngine) restored = tarn_engine_restore (snapshot, NULL, &error);
  g_assert_no_error (error);
  tarn_engine_replay (restored, get_journal (&world), &error);
  g_assert_no_error (error);

  g_autofree char *expected = get_digest (get_engine (&world));
  g_autofree char *digest = get_digest (restored);
  g_assert_cmpstr (digest, ==, expected);
}

/* --- Refused replays, and differences --------------------------------------------------------- */

static void
assert_refused (TarnEngine *engine, TarnJournal *journal, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_replay (engine, journal, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);
  g_assert_cmpstr (error->message, ==, message);
}

#define NOT_EVERYTHING                                                                             \
  "the journal has a bound, or was away from its engine for a while, and does not hold everything"

static void
test_bound (void)
{
  g_auto (World) world = make_begun (SEED);
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (1000);

  assert_refused (get_engine (&world), journal, NOT_EVERYTHING);
}

static void
test_away (void)
{
  g_auto (World) world = world_new (SEED);
  g_auto (World) begun = make_begun (SEED);

  call_get_table (&world, NULL);
  tarn_engine_set_journal (get_engine (&world), NULL);
  call_commit (&world, NULL);
  tarn_engine_set_journal (get_engine (&world), get_journal (&world));
  assert_refused (get_engine (&begun), get_journal (&world), NOT_EVERYTHING);

  /* A journal is complete again after it was cleared. */
  g_autoptr (TarnEngine) fork = tarn_engine_fork (get_engine (&world), NULL, NULL, NULL);
  tarn_journal_clear (get_journal (&world));
  call_commit (&world, NULL);
  g_assert_true (tarn_engine_replay (fork, get_journal (&world), NULL));
}

static void
test_own_journal (void)
{
  g_auto (World) world = world_new (SEED);

  assert_refused (get_engine (&world), get_journal (&world),
                  "the engine has a journal itself, which a replay needs a place for");
}

typedef struct
{
  const char *path;
  void (*before) (const World *replayed); /* makes the difference */
  const char *message;
} DivergenceRow;

static void
stop_before (const World *replayed)
{
  g_assert_true (call_stop_refresh (replayed, NULL));
}

static void
commit_before (const World *replayed)
{
  g_assert_true (call_commit (replayed, NULL));
}

static void
be_late (const World *replayed)
{
  sample_advance_to (replayed->sample, SECOND_US);
}

static const DivergenceRow divergence_rows[] = {
  { "another-answer", stop_before,
    "entry 0 of the journal is '*-> ok', and the replay has '*->"
    " MaterializedViewRefreshTaskStoppingException *' there" },
  { "only-in-the-digest", commit_before, NULL },
  { "too-late", be_late, "entry 0 of the journal is '*', and the replay has nothing there" },
};

static void
test_divergence (gconstpointer data)
{
  const DivergenceRow *row = data;
  g_auto (World) world = world_new (SEED);
  g_auto (World) replayed = make_begun (SEED);
  g_autoptr (GError) error = NULL;

  call_stop_refresh (&world, NULL);
  sample_advance_to (world.sample, 60 * SECOND_US);
  row->before (&replayed);

  gboolean is_same = tarn_engine_replay (get_engine (&replayed), get_journal (&world), &error);
  if (row->message == NULL)
    {
      /* The journal does not show the difference, but the digest does. */
      g_autofree char *expected = get_digest (get_engine (&world));
      g_autofree char *digest = get_digest (get_engine (&replayed));

      g_assert_no_error (error);
      g_assert_true (is_same);
      g_assert_cmpstr (digest, !=, expected);
      return;
    }
  g_assert_false (is_same);
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);
  g_assert_true (g_pattern_match_simple (row->message, error->message));
}

/* Another seed draws other ids. The engine stays at the point where the replay has found the difference. */
static void
test_other_seed (void)
{
  g_auto (World) world = world_new (SEED);
  g_auto (World) other = make_begun (SEED + 1);
  g_autoptr (GError) error = NULL;

  sample_advance_to (world.sample, 60 * SECOND_US);
  g_assert_false (tarn_engine_replay (get_engine (&other), get_journal (&world), &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);
  g_assert_true (g_str_has_prefix (error->message, "entry 1 of the journal is '"));
  g_assert_cmpint (sample_now (other.sample), <, 60 * SECOND_US);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    {
      g_autofree char *path
          = g_strconcat ("/replay/", call_rows[i].service, "/", call_rows[i].operation, NULL);
      g_test_add_data_func (path, &call_rows[i], test_operation);
    }
  for (guint i = 0; i < G_N_ELEMENTS (command_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/replay/deeds/", command_rows[i].path, NULL);
      g_test_add_data_func (path, &command_rows[i], test_command);
    }
  for (guint i = 0; i < G_N_ELEMENTS (divergence_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/replay/diverges/", divergence_rows[i].path, NULL);
      g_test_add_data_func (path, &divergence_rows[i], test_divergence);
    }
  g_test_add_func ("/replay/all-operations", test_all);
  g_test_add_func ("/replay/taken-away", test_taken_away);
  g_test_add_func ("/replay/given-back", test_given_back);
  g_test_add_func ("/replay/bad-arguments", test_bad_arguments);
  g_test_add_func ("/replay/observers-and-timeouts", test_nested);
  g_test_add_func ("/replay/condition", test_condition);
  g_test_add_func ("/replay/onto-a-snapshot", test_onto_snapshot);
  g_test_add_func ("/replay/refuses/a-bound", test_bound);
  g_test_add_func ("/replay/refuses/what-was-away", test_away);
  g_test_add_func ("/replay/refuses/an-own-journal", test_own_journal);
  g_test_add_func ("/replay/diverges/another-seed", test_other_seed);

  return g_test_run ();
}
