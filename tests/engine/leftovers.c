/* SPDX-License-Identifier: MIT */
/*
 * What is over leaves nothing behind in an engine, and what says the same is kept once. The tests read the
 * structures that would grow.
 */
#include "datazone/datazone-state.h"
#include "engine/engine-state.h"
#include "glue/glue-service.h"
#include "kernel/event-queue-inside.h"
#include "worlds/sample.h"

enum
{
  ROUNDS = 100,
};

#define DENY "do=revoke\ndeny-principal=*\ndeny-action=lakeformation:SELECT\ndeny-resource=*\n"

static TarnCore *
core_of (TarnSample *sample)
{
  return &tarn_sample_get_engine (sample)->core;
}

static void
get_table (TarnSample *sample)
{
  g_autoptr (TarnTableName) name = sample_name ("daily");
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTable) table G_GNUC_UNUSED
      = tarn_glue_client_get_table (tarn_sample_get_glue (sample), name, &error);

  g_assert_no_error (error);
}

/* --- Statements ------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *rules;
  guint n_statements; /* after all rounds */
  guint n_denials;    /* that wait then */
} DenialRow;

static const DenialRow denial_rows[] = {
  { "at-once", "[a]\noperation=GetTable\n" DENY, 1, 0 },
  { "later", "[a]\noperation=GetTable\ndelay-us=1000000000\n" DENY, 0, 1 },
  { "later-and-over", "[a]\noperation=GetTable\ndelay-us=10\n" DENY, 1, 0 },
  { "first-later-then-sooner",
    "[a]\noperation=GetTable\nnth=1\ndelay-us=1000000000\n" DENY
    "[b]\noperation=GetTable\nnth=2\ndelay-us=10\n" DENY,
    1, 0 },
  { "two-names",
    "[a]\noperation=GetTable\nevery=2\n" DENY
    "[b]\noperation=GetTable\ndo=revoke\ndeny-principal=*\ndeny-action=none\ndeny-resource=*\n",
    2, 0 },
};

/* A rule that is applied again and again adds no second statement that says the same. */
static void
test_denials (gconstpointer data)
{
  const DenialRow *row = data;
  g_autoptr (TarnSample) sample = sample_with_faults (row->rules);
  const TarnCore *core = core_of (sample);

  for (guint i = 0; i < ROUNDS; i++)
    {
      get_table (sample);
      sample_advance_to (sample, i);
    }

  g_assert_cmpuint (core->access.n_statements, ==, row->n_statements);
  g_assert_cmpint (g_tree_nnodes (core->access.statements), ==, (gint) row->n_statements);
  g_assert_cmpint (g_tree_nnodes (core->access.topics), ==, (gint) row->n_statements);
  g_assert_cmpint (g_tree_nnodes (core->denials.by_number.things), ==, (gint) row->n_denials);
  g_assert_cmpint (g_tree_nnodes (core->denials.by_name), ==, (gint) row->n_denials);
  g_assert_cmpuint (tarn_event_queue_get_length (core->clock.queue), ==, row->n_denials);
}

/* A denial that waits is the same one in a fork and in a restored engine: a sooner one replaces it there too. */
static void
test_denial_that_waits_is_replaced (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_faults ("[a]\noperation=GetTable\nnth=1\ndelay-us=1000000000\n" DENY);
  g_autoptr (GError) error = NULL;

  get_table (sample);
  g_autoptr (GBytes) bytes = tarn_engine_save (tarn_sample_get_engine (sample), &error);
  g_assert_no_error (error);
  TarnEngine *engines[] = {
    tarn_engine_fork (tarn_sample_get_engine (sample), NULL, NULL, &error),
    tarn_engine_restore (bytes, NULL, &error),
  };
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      TarnCore *core = &engines[i]->core;
      g_autoptr (TarnPrincipal) root = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
      g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engines[i], root);
      g_autoptr (TarnTableName) name = sample_name ("daily");
      gint64 next_us;

      engine_add_faults (engines[i], "[b]\noperation=GetTable\ndelay-us=10\n" DENY);
      g_autoptr (TarnTable) table G_GNUC_UNUSED = tarn_glue_client_get_table (glue, name, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (tarn_event_queue_get_length (core->clock.queue), ==, 1);
      g_assert_true (tarn_engine_peek_next (engines[i], &next_us));
      g_assert_cmpint (next_us - TARN_ENGINE_START_TIME, ==, 10);
      engine_advance_to (engines[i], 10);
      g_assert_cmpuint (core->access.n_statements, ==, 1);
      g_object_unref (engines[i]);
    }
}

/* Statements of the user stay as many as the user made, because each has an id of its own. */
static void
test_statements_of_the_user (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  TarnAccess *access = &engine->core.access;
  guint ids[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    ids[i] = i % 2 == 0 ? tarn_engine_deny (engine, "*", "glue:*", "*")
                        : tarn_engine_grant (engine, "*", "glue:*", "*");
  g_assert_cmpuint (access->n_statements, ==, ROUNDS);
  g_assert_cmpint (g_tree_nnodes (access->topics), ==, 1);
  g_assert_cmpint (tarn_access_decide (access, "x", "glue:GetTable", "y"), ==, TARN_ACCESS_DENIED);
  for (guint i = 0; i < ROUNDS; i += 2)
    g_assert_true (tarn_engine_revoke (engine, ids[i]));
  g_assert_cmpint (tarn_access_decide (access, "x", "glue:GetTable", "y"), ==, TARN_ACCESS_GRANTED);
  for (guint i = 1; i < ROUNDS; i += 2)
    g_assert_true (tarn_engine_revoke (engine, ids[i]));

  g_assert_cmpint (g_tree_nnodes (access->statements), ==, 0);
  g_assert_cmpint (g_tree_nnodes (access->topics), ==, 0);
  g_assert_cmpint (g_tree_nnodes (access->forms), ==, 0);
}

/* --- Late events ------------------------------------------------------------------------------ */

static void
count_late (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer n_late)
{
  if (g_str_equal (tarn_change_get_cause (change), "late-event"))
    ++*(guint *) n_late;
}

static void
test_late_events (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("event=Glue Materialized View Refresh Task Succeeded\ndo=delay-event\n"
                          "delay-us=1000000\n");
  guint n_late = 0;

  tarn_engine_add_observer (tarn_sample_get_engine (sample), count_late, &n_late, NULL);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");

      sample_drain (sample);
    }

  g_assert_cmpuint (n_late, ==, ROUNDS);
  g_assert_cmpint (g_tree_nnodes (core_of (sample)->late_events.things), ==, 0);
}

/* --- Client tokens ------------------------------------------------------------------------------ */

static void
start_metadata (TarnSample *sample, const char *token)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  g_autoptr (TarnMetadataTarget) target
      = tarn_metadata_target_new ("ASSET", tarn_sample_get_asset_id (sample), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED
      = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample),
                                                            tarn_sample_get_project_id (sample),
                                                            target, NULL, types, token, &error);

  g_assert_no_error (error);
  sample_drain (sample);
}

static const TarnClientTokens *
get_tokens (TarnEngine *engine)
{
  return &((const TarnDataZone *) tarn_room_find (&engine->core, &tarn_datazone_service))->tokens;
}

static void
assert_n_tokens (TarnEngine *engine, guint n_tokens, guint max_places)
{
  const TarnClientTokens *tokens = get_tokens (engine);

  g_assert_cmpuint (tokens->n_used, ==, n_tokens);
  g_assert_cmpuint (tokens->names.index.n_used, ==, n_tokens);
  g_assert_cmpuint (tokens->tokens->len, <=, max_places);
}

static void
start_without_token (TarnSample *sample)
{
  start_metadata (sample, NULL);
}

static void
save_engine (TarnSample *sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes G_GNUC_UNUSED
      = tarn_engine_save (tarn_sample_get_engine (sample), &error);

  g_assert_no_error (error);
}

typedef struct
{
  const char *name;
  void (*act) (TarnSample *sample);
} TokenRow;

static const TokenRow token_rows[] = {
  { "start-without-token", start_without_token },
  { "save", save_engine },
};

/* Tokens that have expired are forgotten with their memory, also if no other token is given after them. */
static void
test_tokens (gconstpointer data)
{
  const TokenRow *row = data;
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", i);

      start_metadata (sample, token);
    }
  assert_n_tokens (engine, ROUNDS, ROUNDS);

  g_assert_true (tarn_engine_advance_by (engine, 24 * HOUR_US, &error));
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_n_tokens (fork, 0, 0);
  row->act (sample);
  assert_n_tokens (engine, 0, 0);
}

/* --- Faults of a sample ------------------------------------------------------------------------- */

/* The journal gets each text once, and not the whole plan with each text. */
static void
test_faults_of_a_sample (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  guint n_begun = tarn_journal_get_length (journal);

  for (guint i = 0; i < ROUNDS; i++)
    tarn_sample_add_faults (sample, "[here]\noperation=GetTable\nnth=1\ndo=lose-reply\n");

  g_assert_cmpuint (tarn_journal_get_length (journal) - n_begun, ==, ROUNDS);
  for (guint i = n_begun; i < n_begun + ROUNDS; i++)
    {
      g_autofree char *line = tarn_journal_dup_line (journal, i);

      g_assert_true (strstr (line, "[here]") == strrchr (line, '['));
    }
}

/* --- Observers ---------------------------------------------------------------------------------- */

static void
ignore_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
               gpointer data G_GNUC_UNUSED)
{
}

static void
count_destroyed (gpointer n_destroyed)
{
  ++*(guint *) n_destroyed;
}

/* The places of observers that were removed are used again, in whatever order they are removed. */
static void
test_observers (void)
{
  static const guint firsts[] = { 0, 1 };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnEmission *emission = &engine->core.emission;
  guint ids[ROUNDS], n_destroyed = 0;

  for (guint i = 0; i < ROUNDS; i++)
    ids[i] = tarn_engine_add_observer (engine, ignore_change, &n_destroyed, count_destroyed);
  for (guint f = 0; f < G_N_ELEMENTS (firsts); f++)
    for (guint i = firsts[f]; i < ROUNDS; i += 2)
      {
        g_assert_true (tarn_engine_remove_observer (engine, ids[i]));
        g_assert_false (tarn_engine_remove_observer (engine, ids[i]));
        g_assert_cmpuint (emission->observers->len, <=, 2 * emission->n_observers + 16);
      }

  g_assert_cmpuint (n_destroyed, ==, ROUNDS);
  g_assert_cmpuint (emission->n_observers, ==, 0);
  g_assert_false (emission->is_watched);
  for (guint i = 0; i < ROUNDS; i++)
    g_assert_true (
        tarn_engine_remove_observer (engine,
                                     tarn_engine_add_observer (engine, ignore_change, NULL, NULL)));
  g_assert_cmpuint (emission->observers->len, <=, 16);
}

typedef struct
{
  TarnEngine *engine;
  guint ids[ROUNDS];
  guint n_destroyed;
} Watching;

static void
remove_all_observers (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
                      gpointer data)
{
  const Watching *watching = data;

  for (guint i = 0; i < ROUNDS; i++)
    tarn_engine_remove_observer (watching->engine, watching->ids[i]);
  g_assert_cmpuint (watching->n_destroyed, ==, 0);
}

static void
count_watching (gpointer watching)
{
  ((Watching *) watching)->n_destroyed++;
}

static void
test_observers_in_a_delivery (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  Watching watching = { .engine = tarn_sample_get_engine (sample) };
  const TarnEmission *emission = &watching.engine->core.emission;

  for (guint i = 0; i < ROUNDS; i++)
    watching.ids[i] = tarn_engine_add_observer (watching.engine, remove_all_observers, &watching,
                                                count_watching);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");

  g_assert_cmpuint (watching.n_destroyed, ==, ROUNDS);
  g_assert_cmpuint (emission->n_observers, ==, 0);
  g_assert_cmpuint (emission->observers->len, <=, 16);
  g_assert_cmpuint (emission->removed->len, ==, 0);
}

/* An engine that goes frees the data of its observers, also those that other observers remove by then. */
static void
remove_next (gpointer data)
{
  Watching *watching = data;

  watching->n_destroyed++;
  for (guint i = 0; i < ROUNDS; i += 3)
    tarn_engine_remove_observer (watching->engine, watching->ids[i]);
}

static void
test_observers_at_the_end (void)
{
  Watching watching = { .engine = tarn_engine_new (0) };

  for (guint i = 0; i < ROUNDS; i++)
    watching.ids[i]
        = tarn_engine_add_observer (watching.engine, ignore_change, &watching, remove_next);
  g_object_unref (watching.engine);
  g_assert_cmpuint (watching.n_destroyed, ==, ROUNDS);
}

/* --- Events of one time ------------------------------------------------------------------------- */

static gboolean
do_nothing (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

/* The queue gives back the window of many events of one time, and a fork then copies an empty one. */
static void
test_events_of_one_time (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnEventQueue *queue = engine->core.clock.queue;

  for (guint i = 0; i < 100 * ROUNDS; i++)
    tarn_engine_add_timeout (engine, SECOND_US, TARN_TIMEOUT_NONE, do_nothing, NULL, NULL);
  engine_drain (engine);
  g_assert_cmpuint (queue->window_length, ==, 0);
  g_assert_cmpuint (queue->window_allocated, <=, WINDOW_KEPT * WINDOW_MAX);

  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_cmpuint (fork->core.clock.queue->window_length, ==, 0);
}

/* --- Plans and messages ------------------------------------------------------------------------- */

/* A plan forgets the engines that have used it and are gone. */
static void
test_engines_of_a_plan (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);

  tarn_engine_set_fault_plan (engine, plan);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (TarnEngine) other = tarn_engine_new (i);

      tarn_engine_set_fault_plan (other, plan);
      tarn_engine_set_fault_plan (engine, plan);
      g_assert_cmpuint (plan->watches.length, <=, 20);
    }
  tarn_engine_set_fault_plan (engine, NULL);
  tarn_fault_plan_add_from_data (plan, "[a]\ndo=lose-reply\n", -1, "a", NULL);
  g_assert_cmpuint (plan->watches.length, ==, 0);
}

/* Runs that fail with many messages in turn keep each message once. */
static void
test_messages (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  guint n_rules = 30;

  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *rule
          = g_strdup_printf ("[rule %u]\noperation=" START_REFRESH "\nevery=%u\ndo=fail-run\n", i,
                             n_rules - i);

      tarn_sample_add_faults (sample, rule);
    }
  for (guint i = 0; i < 10 * ROUNDS; i++)
    {
      g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");

      sample_drain (sample);
    }

  const TarnRuns *runs = &tarn_room_find (core_of (sample), &tarn_glue_service)->runs;
  g_assert_cmpuint (runs->messages->len, >, 16);
  g_assert_cmpuint (runs->messages->len, <=, n_rules);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/leftovers/denials/", denial_rows, test_denials);
  g_test_add_func ("/leftovers/denials/replaced", test_denial_that_waits_is_replaced);
  g_test_add_func ("/leftovers/statements/of-the-user", test_statements_of_the_user);
  g_test_add_func ("/leftovers/late-events", test_late_events);
  ADD_ROWS ("/leftovers/tokens/", token_rows, test_tokens);
  g_test_add_func ("/leftovers/faults-of-a-sample", test_faults_of_a_sample);
  g_test_add_func ("/leftovers/events-of-one-time", test_events_of_one_time);
  g_test_add_func ("/leftovers/engines-of-a-plan", test_engines_of_a_plan);
  g_test_add_func ("/leftovers/messages", test_messages);
  g_test_add_func ("/leftovers/observers", test_observers);
  g_test_add_func ("/leftovers/observers/in-a-delivery", test_observers_in_a_delivery);
  g_test_add_func ("/leftovers/observers/at-the-end", test_observers_at_the_end);

  return g_test_run ();
}
