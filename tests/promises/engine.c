/* SPDX-License-Identifier: MIT */
/* What tarn-engine.h and tarn-change.h promise of options, objects, observers and signals. */
#include "places.h"
#include "promise.h"

/* --- Engines ---------------------------------------------------------------------------------- */

static void
test_seeds (void)
{
  g_autoptr (TarnEngine) plain = tarn_engine_new (7);
  g_autoptr (TarnEngine) replicated = tarn_engine_new_for_replication (7, 3);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (replicated, NULL, NULL, NULL);
  g_autoptr (GBytes) bytes = tarn_engine_save (replicated, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, NULL);

  g_assert_cmpuint (tarn_engine_get_seed (plain), ==, 7);
  g_assert_cmpuint (tarn_engine_get_replication (plain), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      TarnEngine *engine = i == 0 ? replicated : i == 1 ? fork : restored;

      g_assert_cmpuint (tarn_engine_get_seed (engine), ==, 7);
      g_assert_cmpuint (tarn_engine_get_replication (engine), ==, 3);
    }
}

static void
test_replication_zero (void)
{
  g_autoptr (TarnEngine) plain = tarn_engine_new (7);
  g_autoptr (TarnEngine) zero = tarn_engine_new_for_replication (7, 0);
  g_autofree char *digest = get_digest (plain);
  g_autofree char *same = get_digest (zero);

  g_assert_cmpstr (digest, ==, same);
}

static void
test_services (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);

  g_assert_nonnull (tarn_engine_get_service (engine, "glue"));
  g_assert_nonnull (tarn_engine_get_service (engine, "datazone"));
  g_assert_null (tarn_engine_get_service (engine, "clock"));
  g_assert_null (tarn_engine_get_service (engine, "Glue"));
  g_assert_null (tarn_engine_get_service (engine, ""));
}

/* --- Options ---------------------------------------------------------------------------------- */

static void
test_clock_options (void)
{
  static const char *const names[] = { "clock.tie-order", "clock.tie-seed",
                                       "clock.same-instant-chain-max", "clock.instant-rounds-max" };
  static const gint64 defaults[] = { 0, 0, 10000, 1000 };
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 value = -1;

      g_assert_true (tarn_engine_get_option (engine, names[i], &value, NULL));
      g_assert_cmpint (value, ==, defaults[i]);
    }
}

static gint64
end_of_run (TarnSample *sample, const char *id)
{
  g_autoptr (TarnRefreshRun) run = NULL;

  sample_drain (sample);
  run = sample_get_refresh (sample, id);
  return tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_creation_time (run);
}

static void
test_run_keeps_plan (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *first = sample_start_refresh (sample, "daily");
  g_autofree char *second = NULL;

  sample_set (sample, "glue.cost-startup-ms", 90000);
  g_assert_cmpint (end_of_run (sample, first), ==, DURATION_US);
  second = sample_start_refresh (sample, "monthly");
  g_assert_cmpint (end_of_run (sample, second), >=, 90 * SECOND_US);
}

static void
test_answer_uses_options_of_now (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (TarnRefreshRun) gone = NULL;
  g_autoptr (GError) error = NULL;

  sample_drain (sample);
  engine_advance (tarn_sample_get_engine (sample), DAY_US);
  sample_set (sample, "glue.retention-age-us", HOUR_US);
  gone = tarn_glue_client_get_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                  NULL, id, &error);
  g_assert_null (gone);
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND);
}

static void
test_price_of_now (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (TarnRefreshRun) before = NULL;
  g_autoptr (TarnRefreshRun) after = NULL;

  sample_drain (sample);
  before = sample_get_refresh (sample, id);
  sample_set (sample, "glue.cost-price-micro-usd-per-dpu-hour", 880000);
  after = sample_get_refresh (sample, id);
  g_assert_cmpint (tarn_refresh_run_get_cost_nano_usd (before), >, 0);
  g_assert_cmpint (tarn_refresh_run_get_cost_nano_usd (after), ==,
                   2 * tarn_refresh_run_get_cost_nano_usd (before));
}

/* --- What an engine keeps --------------------------------------------------------------------- */

static void
test_objects_are_kept (void)
{
  TarnEngine *engine = tarn_engine_new (1);
  TarnCostModel *model = visit_model_new (NULL);
  TarnJournal *journal = tarn_journal_new ();
  TarnFaultPlan *plan = tarn_engine_create_fault_plan (engine);
  gpointer weak[] = { model, journal, plan };

  for (guint i = 0; i < 3; i++)
    g_object_add_weak_pointer (weak[i], &weak[i]);
  tarn_engine_set_cost_model (engine, model);
  tarn_engine_set_journal (engine, journal);
  tarn_engine_set_fault_plan (engine, plan);
  g_object_unref (model);
  g_object_unref (journal);
  g_object_unref (plan);
  g_assert_true (tarn_engine_get_cost_model (engine) == weak[0]);
  g_assert_true (tarn_engine_get_journal (engine) == weak[1]);
  g_assert_true (tarn_engine_get_fault_plan (engine) == weak[2]);
  g_object_unref (engine);
  for (guint i = 0; i < 3; i++)
    g_assert_null (weak[i]);
}

static void
test_nothing_at_first (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);

  g_assert_null (tarn_engine_get_cost_model (engine));
  g_assert_null (tarn_engine_get_journal (engine));
  g_assert_null (tarn_engine_get_fault_plan (engine));
  g_assert_cmpuint (tarn_engine_get_speed (engine), ==, 0);
}

/* The model plans runs without a duration, and has no function for metadata. */
static void
test_model_counts_from_now_on (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnCostModel) model = visit_model_new (NULL);
  g_autofree char *before = sample_start_refresh (sample, "daily");
  g_autofree char *after = NULL;
  g_autofree char *metadata = NULL;

  tarn_engine_set_cost_model (engine, model);
  after = sample_start_refresh (sample, "monthly");
  g_assert_cmpint (end_of_run (sample, before), ==, DURATION_US);
  g_assert_cmpint (end_of_run (sample, after), ==, 0);
  metadata = sample_start_metadata (sample);
  sample_drain (sample);
  g_autoptr (TarnMetadataRun) run = sample_get_metadata (sample, metadata);
  g_assert_cmpint (tarn_metadata_run_get_end_time (run), >,
                   tarn_metadata_run_get_creation_time (run));
}

static void
test_journal_goes_on (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  sample_set (sample, "clock.tie-seed", 1);
  tarn_engine_set_journal (engine, NULL);
  sample_set (sample, "clock.tie-seed", 2);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 1);
  tarn_engine_set_journal (engine, journal);
  sample_set (sample, "clock.tie-seed", 3);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 2);
  g_assert_cmpint (tarn_journal_find (journal, "tie-seed=1", 0), ==, 0);
  g_assert_cmpint (tarn_journal_find (journal, "tie-seed=3", 0), ==, 1);
}

/* --- Fault plans ------------------------------------------------------------------------------ */

static void
test_plan_of_two_engines (void)
{
  g_autoptr (TarnSample) first = sample_with_rule ("operation=" START_REFRESH "\nnth=2\ndo=throw\n"
                                                   "exception=OperationTimeoutException\n");
  g_autoptr (TarnSample) second = tarn_sample_new (2);
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (tarn_sample_get_engine (first));
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (first, "daily");
  g_autoptr (GError) error = NULL;

  tarn_engine_set_fault_plan (tarn_sample_get_engine (second), plan);
  g_assert_null (sample_refresh (second, "daily", &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "rule"), ==, 2);
}

static void
test_plan_of_a_fork (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("nth=3\ndo=lose-reply\n");
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, NULL);
  TarnFaultPlan *plans[] = { tarn_engine_get_fault_plan (engine), tarn_engine_get_fault_plan (fork),
                             tarn_engine_get_fault_plan (restored) };
  g_autoptr (TarnGlueClient) client = glue_client_new (fork, ACCOUNT, NULL);
  g_autoptr (TarnTableName) daily = sample_name ("daily");
  g_autoptr (TarnTable) table G_GNUC_UNUSED = tarn_glue_client_get_table (client, daily, NULL);

  g_assert_true (plans[0] != plans[1] && plans[1] != plans[2] && plans[0] != plans[2]);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plans[0], "rule"), ==, 1);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plans[1], "rule"), ==, 2);
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plans[2], "rule"), ==, 1);
}

static void
test_run_keeps_faults (void)
{
  g_autoptr (TarnSample) sample
      = sample_with_rule ("operation=" START_REFRESH "\ndo=fail-run\nmessage=planned\n");
  g_autofree char *id = sample_start_refresh (sample, "daily");

  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  sample_drain (sample);
  assert_refresh (sample, id, "FAILED", "planned");
}

/* --- Observers -------------------------------------------------------------------------------- */

typedef struct
{
  TarnSample *sample;
  GString *log;
  const char *name;
  guint id;
  void (*act) (gpointer self);
} Watcher;

static void
on_watched (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  Watcher *watcher = data;

  g_assert_true (engine == tarn_sample_get_engine (watcher->sample));
  g_string_append_printf (watcher->log, "%s:%s ", watcher->name, tarn_change_get_cause (change));
  if (watcher->act != NULL)
    {
      void (*act) (gpointer) = watcher->act;

      watcher->act = NULL;
      act (watcher);
    }
}

static void
on_signal (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  on_watched (engine, change, data);
}

static void
on_destroy (gpointer data)
{
  Watcher *watcher = data;

  g_string_append_printf (watcher->log, "%s:destroyed ", watcher->name);
}

static void
watch (Watcher *watcher)
{
  watcher->id = tarn_engine_add_observer (tarn_sample_get_engine (watcher->sample), on_watched,
                                          watcher, on_destroy);
  g_assert_cmpuint (watcher->id, !=, 0);
}

static void
test_observers_in_order (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher signal = { sample, log, "s", 0, NULL };
  Watcher first = { sample, log, "a", 0, NULL };
  Watcher second = { sample, log, "b", 0, NULL };
  g_autofree char *id = NULL;

  g_signal_connect (tarn_sample_get_engine (sample), "change", G_CALLBACK (on_signal), &signal);
  watch (&first);
  watch (&second);
  id = sample_start_refresh (sample, "daily");
  g_assert_cmpstr (log->str, ==, "a:create b:create s:create a:take-slot b:take-slot s:take-slot ");
  g_string_truncate (log, 0);
  g_assert_true (tarn_engine_remove_observer (tarn_sample_get_engine (sample), first.id));
  g_assert_false (tarn_engine_remove_observer (tarn_sample_get_engine (sample), first.id));
  g_assert_false (tarn_engine_remove_observer (tarn_sample_get_engine (sample), 77));
  g_assert_cmpstr (log->str, ==, "a:destroyed ");
  g_signal_handlers_disconnect_by_data (tarn_sample_get_engine (sample), &signal);
  g_clear_pointer (&sample, tarn_sample_unref);
  g_assert_cmpstr (log->str, ==, "a:destroyed b:destroyed ");
}

static Watcher late;

static gulong
connect_handler (Watcher *watcher)
{
  return g_signal_connect (tarn_sample_get_engine (watcher->sample), "change",
                           G_CALLBACK (on_signal), watcher);
}

static void
add_late (gpointer data G_GNUC_UNUSED)
{
  watch (&late);
}

static void
connect_late (gpointer data G_GNUC_UNUSED)
{
  connect_handler (&late);
}

/* Logs the number of its observer, and in the fork of which engine it is. */
typedef struct
{
  GString *log;
  char letter;
} Logger;

static void
on_logged (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Logger *logger = data;

  g_string_append_printf (logger->log, "%c:%s ", logger->letter, tarn_change_get_cause (change));
}

static gpointer
copy_logger (gpointer data, TarnEngine *fork)
{
  const Logger *logger = data;
  Logger copy = { logger->log, g_ascii_toupper (logger->letter) };

  g_assert_true (TARN_IS_ENGINE (fork));
  return g_memdup2 (&copy, sizeof copy);
}

/* The copy starts a refresh, and the observers are notified about it after all of them have their data. */
static gpointer
copy_and_start (gpointer data, TarnEngine *fork)
{
  g_autoptr (TarnPrincipal) who = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);
  g_autoptr (TarnGlueClient) client = tarn_engine_create_glue_client (fork, who);
  g_autoptr (TarnTableName) daily = tarn_table_name_new (NULL, "sales", "daily");
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (client, daily, TRUE, NULL);

  g_assert_nonnull (run);
  return copy_logger (data, fork);
}

/* The observers a and c go along, with the filter of c, which only lets commits pass; b stays behind. */
static void
test_observers_taken_along (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnChangeFilter) commits = tarn_change_filter_new ();
  Logger loggers[] = { { log, 'a' }, { log, 'b' }, { log, 'c' } };
  guint ids[3];

  tarn_change_filter_add_kind (commits, TARN_CHANGE_KIND_COMMIT);
  for (guint i = 0; i < 2; i++)
    ids[i] = tarn_engine_add_observer (engine, on_logged,
                                       g_memdup2 (&loggers[i], sizeof loggers[i]), g_free);
  ids[2] = tarn_engine_add_filtered_observer (engine, commits, on_logged,
                                              g_memdup2 (&loggers[2], sizeof loggers[2]), g_free);
  g_assert_true (tarn_engine_set_observer_copy_func (engine, ids[0], copy_and_start));
  g_assert_true (tarn_engine_set_observer_copy_func (engine, ids[2], copy_logger));
  g_assert_false (tarn_engine_set_observer_copy_func (engine, ids[2] + 1, copy_logger));

  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_cmpstr (log->str, ==, "A:create A:take-slot ");
  g_assert_true (tarn_engine_run_until_idle (fork, NULL, NULL));
  g_assert_cmpstr (log->str, ==, "A:create A:take-slot A:begin C:commit A:succeed ");
  g_assert_false (tarn_engine_remove_observer (fork, ids[1]));
  g_assert_true (tarn_engine_remove_observer (fork, ids[0]));
  g_assert_true (tarn_engine_remove_observer (fork, ids[2]));

  g_assert_true (tarn_engine_set_observer_copy_func (engine, ids[0], NULL));
  g_clear_object (&fork);
  fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_false (tarn_engine_remove_observer (fork, ids[0]));
}

static void
test_observer_added_meanwhile (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher first = { sample, log, "a", 0, add_late };
  g_autofree char *id = NULL;

  late = (Watcher){ sample, log, "z", 0, NULL };
  watch (&first);
  id = sample_start_refresh (sample, "daily");
  g_assert_cmpstr (log->str, ==, "a:create a:take-slot z:take-slot ");
  g_clear_pointer (&sample, tarn_sample_unref);
}

/* This holds whether there was a handler before or not. */
static void
test_handler_connected_by_observer (void)
{
  for (guint n_others = 0; n_others < 2; n_others++)
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (GString) other_log = g_string_new (NULL);
      Watcher first = { sample, log, "a", 0, connect_late };
      Watcher other = { sample, other_log, "o", 0, NULL };
      g_autofree char *id = NULL;

      late = (Watcher){ sample, log, "z", 0, NULL };
      watch (&first);
      if (n_others > 0)
        connect_handler (&other);
      id = sample_start_refresh (sample, "daily");
      g_assert_cmpstr (log->str, ==, "a:create z:create a:take-slot z:take-slot ");
      g_clear_pointer (&sample, tarn_sample_unref);
    }
}

static void
test_handler_connected_by_handler (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher first = { sample, log, "a", 0, connect_late };
  g_autofree char *id = NULL;

  late = (Watcher){ sample, log, "z", 0, NULL };
  connect_handler (&first);
  id = sample_start_refresh (sample, "daily");
  g_assert_cmpstr (log->str, ==, "a:create a:take-slot z:take-slot ");
}

static void
remove_itself (gpointer data)
{
  Watcher *watcher = data;

  g_assert_true (
      tarn_engine_remove_observer (tarn_sample_get_engine (watcher->sample), watcher->id));
}

static void
test_removes_itself (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher first = { sample, log, "a", 0, remove_itself };
  Watcher second = { sample, log, "b", 0, NULL };
  g_autofree char *id = NULL;

  watch (&first);
  watch (&second);
  id = sample_start_refresh (sample, "daily");
  g_assert_nonnull (strstr (log->str, "b:create"));
  g_assert_nonnull (strstr (log->str, "a:destroyed"));
  g_assert_true (strstr (log->str, "b:create") < strstr (log->str, "a:destroyed"));
  g_assert_null (strstr (log->str, "a:take-slot"));
  g_clear_pointer (&sample, tarn_sample_unref);
}

static void
stop_run (gpointer data)
{
  g_assert_true (sample_stop (((Watcher *) data)->sample, "daily", NULL));
}

/* The first observer stops the run. The second is notified about the changes in their order. */
static void
test_nested_changes_come_after (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher first = { sample, log, "a", 0, stop_run };
  Watcher second = { sample, log, "b", 0, NULL };
  g_autofree char *id = NULL;

  watch (&first);
  watch (&second);
  id = sample_start_refresh (sample, "daily");
  g_assert_cmpstr (log->str, ==, "a:create b:create a:take-slot b:take-slot a:stop b:stop ");
  g_clear_pointer (&sample, tarn_sample_unref);
}

static void
test_signal_details (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher glue = { sample, log, "g", 0, NULL };
  Watcher datazone = { sample, log, "d", 0, NULL };
  g_autofree char *refresh = NULL;
  g_autofree char *metadata = NULL;

  g_signal_connect (engine, "change::glue", G_CALLBACK (on_signal), &glue);
  g_signal_connect (engine, "change::datazone", G_CALLBACK (on_signal), &datazone);
  refresh = sample_start_refresh (sample, "daily");
  g_assert_true (g_str_has_prefix (log->str, "g:"));
  g_assert_null (strstr (log->str, "d:"));
  g_string_truncate (log, 0);
  metadata = sample_start_metadata (sample);
  g_assert_true (g_str_has_prefix (log->str, "d:"));
  g_assert_null (strstr (log->str, "g:"));
}

static void
test_fork_has_no_handlers (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher watcher = { sample, log, "x", 0, NULL };
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (TarnGlueClient) client = NULL;
  g_autofree char *id = NULL;

  g_signal_connect (engine, "change", G_CALLBACK (on_signal), &watcher);
  fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  client = glue_client_new (fork, ACCOUNT, NULL);
  id = start_refresh (client, NULL, DATABASE, "daily", FALSE, NULL);
  g_assert_nonnull (id);
  g_assert_cmpstr (log->str, ==, "");
}

static void
test_emits_changes (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  Watcher watcher = { sample, log, "x", 0, NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (TarnEngine) restored = NULL;

  g_assert_true (tarn_engine_get_emits_changes (engine));
  tarn_engine_set_emits_changes (engine, FALSE);
  g_assert_false (tarn_engine_get_emits_changes (engine));
  g_signal_connect (engine, "change", G_CALLBACK (on_signal), &watcher);
  g_free (sample_start_refresh (sample, "daily"));
  g_assert_cmpstr (log->str, ==, "");
  tarn_engine_add_observer (engine, on_signal, &watcher, NULL);
  g_free (sample_start_refresh (sample, "monthly"));
  g_assert_cmpuint (log->len, >, 0);

  bytes = tarn_engine_save (engine, NULL);
  fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  restored = tarn_engine_restore (bytes, NULL, NULL);
  g_assert_true (tarn_engine_get_emits_changes (fork));
  g_assert_true (tarn_engine_get_emits_changes (restored));
}

/* --- Properties ------------------------------------------------------------------------------- */

static void
count_notify (GObject *engine G_GNUC_UNUSED, GParamSpec *spec G_GNUC_UNUSED, gpointer data)
{
  ++*(guint *) data;
}

static void
test_now_is_not_notified (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  guint n_notified = 0;
  gint64 now_us = 0;

  g_signal_connect (engine, "notify::now", G_CALLBACK (count_notify), &n_notified);
  engine_advance (engine, DAY_US);
  g_object_get (engine, "now", &now_us, NULL);
  g_assert_cmpint (now_us, ==, START_US + DAY_US);
  g_assert_cmpuint (n_notified, ==, 0);
}

static void
test_seed_is_set_once (void)
{
  GParamSpec *seed;
  GParamSpec *replication;
  g_autoptr (TarnEngine) engine = g_object_new (TARN_TYPE_ENGINE, "seed", G_GUINT64_CONSTANT (7),
                                                "replication", G_GUINT64_CONSTANT (3), NULL);
  g_autoptr (TarnEngine) same = tarn_engine_new_for_replication (7, 3);
  g_autofree char *digest = get_digest (engine);
  g_autofree char *same_digest = get_digest (same);

  g_assert_cmpstr (digest, ==, same_digest);
  seed = g_object_class_find_property (G_OBJECT_GET_CLASS (engine), "seed");
  replication = g_object_class_find_property (G_OBJECT_GET_CLASS (engine), "replication");
  g_assert_true (seed->flags & G_PARAM_CONSTRUCT_ONLY);
  g_assert_true (replication->flags & G_PARAM_CONSTRUCT_ONLY);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-engine.h: get_seed(): the seed that the engine was made with; a fork and a restored engine have that of the original", test_seeds },
  { "tarn-engine.h: get_replication(): the replication that the engine was made for, 0 if it was made by tarn_engine_new()", test_seeds },
  { "tarn-engine.h: engine_new(): Makes an empty engine at %TARN_ENGINE_START_TIME, of replication 0.", test_replication_zero },
  { "tarn-engine.h: get_service(): or %NULL if there is no service of that name", test_services },
  { "tarn-engine.h: set_option(): The engine itself has four options.", test_clock_options },
  { "tarn-engine.h: set_option(): gives up, 10,000 by default", test_clock_options },
  { "tarn-engine.h: set_option(): A run that has its slot, or is in progress, keeps its plan.", test_run_keeps_plan },
  { "tarn-engine.h: set_option(): for whether an ended run is too old to be found", test_answer_uses_options_of_now },
  { "tarn-engine.h: set_option(): An answer uses the options of the moment of the call: for prices", test_price_of_now },
  { "tarn-engine.h: set_cost_model(): The engine keeps a reference to the model.", test_objects_are_kept },
  { "tarn-engine.h: set_journal(): The engine keeps a reference to it.", test_objects_are_kept },
  { "tarn-engine.h: set_fault_plan(): The engine keeps a reference to it.", test_objects_are_kept },
  { "tarn-engine.h: get_cost_model(): the cost model that was set, or %NULL if the built-in ones plan all runs", test_nothing_at_first },
  { "tarn-engine.h: get_journal(): or %NULL for none", test_nothing_at_first },
  { "tarn-engine.h: get_fault_plan(): the fault plan, or %NULL for none", test_nothing_at_first },
  { "tarn-engine.h: set_cost_model(): the refreshes that get their slot, and the metadata runs that begin", test_model_counts_from_now_on },
  { "tarn-engine.h: set_cost_model(): The built-in models plan each kind of run that the model has no function for.", test_model_counts_from_now_on },
  { "tarn-engine.h: set_journal(): The entries that are already in the journal stay there. A journal that was taken away can be given back.", test_journal_goes_on },
  { "tarn-engine.h: create_fault_plan(): It may be given to another engine of the same thread too.", test_plan_of_two_engines },
  { "tarn-engine.h: get_fault_plan(): a fork and a restored engine have a plan of their own", test_plan_of_a_fork },
  { "tarn-engine.h: set_fault_plan(): A run that has not ended keeps the faults that it already has.", test_run_keeps_faults },
  { "tarn-engine.h: add_observer(): Observers are notified in the order in which they were added.", test_observers_in_order },
  { "tarn-engine.h: add_observer(): called with @user_data when the observer is removed or the engine is freed", test_observers_in_order },
  { "tarn-engine.h: remove_observer(): whether there was such an observer", test_observers_in_order },
  { "tarn-engine.h: set_observer_copy_func(): The observer of the fork has the same id, the same filter and the same place in the order of the observers.", test_observers_taken_along },
  { "tarn-engine.h: set_observer_copy_func(): Without a copy function, a fork leaves the observer behind.", test_observers_taken_along },
  { "tarn-engine.h: set_observer_copy_func(): whether there is such an observer", test_observers_taken_along },
  { "tarn-types.h: TarnCopyFunc: the observers of the fork are notified after all copies are made", test_observers_taken_along },
  { "tarn-snapshot.h: TarnLeftBehind: observers without a copy function", test_observers_taken_along },
  { "tarn-engine.h: TarnEngine::change: Emitted for each change but commits, after every observer was notified about it.", test_observers_in_order },
  { "tarn-engine.h: add_observer(): An observer that is added during a notification is notified from the next change on.", test_observer_added_meanwhile },
  { "tarn-engine.h: TarnEngine::change: A handler that an observer connects is called from the change on that the observer is notified about", test_handler_connected_by_observer },
  { "tarn-engine.h: TarnEngine::change: a handler that another handler connects is called from the next change on", test_handler_connected_by_handler },
  { "tarn-engine.h: remove_observer(): the destroy function is called after all observers have been notified", test_removes_itself },
  { "tarn-change.h: TarnObserverFunc: @engine: the engine of the run", test_observers_in_order },
  { "tarn-change.h: TarnObserverFunc: Observers are notified about the changes of these operations after every observer was notified about the changes before.", test_nested_changes_come_after },
  { "tarn-engine.h: TarnEngine::change: `change::glue` is emitted only for refresh runs, and `change::datazone` only for metadata generation runs.", test_signal_details },
  { "tarn-engine.h: TarnEngine::change: A fork and a restored engine have no handlers.", test_fork_has_no_handlers },
  { "tarn-engine.h: set_emits_changes(): Decides whether the engine emits #TarnEngine::change. At first it does.", test_emits_changes },
  { "tarn-engine.h: set_emits_changes(): Its observers are notified as before.", test_emits_changes },
  { "tarn-engine.h: set_emits_changes(): This is not part of the state: a fork and a restored engine emit the signal.", test_emits_changes },
  { "tarn-engine.h: TarnEngine:now: The engine does not notify of it", test_now_is_not_notified },
  { "tarn-engine.h: TarnEngine:seed: It can only be set when the engine is made.", test_seed_is_set_once },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
