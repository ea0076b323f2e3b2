/* SPDX-License-Identifier: MIT */
/* What tarn-sample.h, tarn-harness.h, tarn-change.h and tarn-pending-event.h promise. */
#include "worlds/sample.h"

#include "promise.h"

/* --- The sample ------------------------------------------------------------------------------- */

static TarnTable *
get_table (TarnSample *sample, const char *name)
{
  g_autoptr (TarnTableName) full_name = sample_name (name);

  return tarn_glue_client_get_table (tarn_sample_get_glue (sample), full_name, NULL);
}

static void
assert_view (TarnSample *sample, const char *view, const char *source)
{
  g_autoptr (TarnTable) table = get_table (sample, view);
  g_autoptr (TarnTableName) view_name = sample_name (view);
  g_autofree char *text = tarn_glue_client_explain (tarn_sample_get_glue (sample), view_name, NULL);
  g_autofree char *source_text = g_strjoin (".", DATABASE, source, NULL);

  g_assert_true (tarn_table_is_materialized_view (table));
  g_assert_cmpint (tarn_table_get_publication_time (table), ==, 0);
  g_assert_nonnull (strstr (text, source_text));
}

static void
test_tables (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnTable) orders = get_table (sample, "orders");

  g_assert_cmpuint (tarn_table_get_size_bytes (orders), ==, 100 * GIGABYTE);
  g_assert_false (tarn_table_is_materialized_view (orders));
  assert_view (sample, "daily", "orders");
  assert_view (sample, "monthly", "daily");
}

static void
test_asset (void)
{
  static const char *const columns[] = { "ord_id", "cust_id", "ord_dt", "tot_amt" };
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (tarn_sample_get_datazone (sample),
                                        tarn_sample_get_domain_id (sample),
                                        tarn_sample_get_asset_id (sample), NULL, NULL);

  g_assert_cmpstr (tarn_asset_get_name (asset), ==, "orders");
  g_assert_cmpstr (tarn_asset_get_type_identifier (asset), ==, "GlueTableAssetType");
  g_assert_cmpuint (tarn_asset_get_n_columns (asset), ==, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpstr (tarn_asset_get_column_name (asset, i), ==, columns[i]);
  g_assert_cmpstr (tarn_asset_get_owning_project_id (asset), ==,
                   tarn_sample_get_project_id (sample));
}

static void
test_journal_begins_after (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  g_assert_cmpuint (tarn_journal_get_length (tarn_sample_get_journal (sample)), ==, 0);
  g_assert_true (tarn_engine_get_journal (tarn_sample_get_engine (sample))
                 == tarn_sample_get_journal (sample));
  g_free (sample_start_refresh (sample, "daily"));
  g_assert_cmpint (tarn_journal_find (tarn_sample_get_journal (sample), " by " ROOT " ", 0), ==, 0);
}

static void
test_add_without_journal (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnSample) sample = NULL;

  engine_advance (engine, DAY_US);
  engine_set (engine, "glue.running-max", 7);
  sample = tarn_sample_add (engine, NULL);
  g_assert_null (tarn_sample_get_journal (sample));
  g_assert_null (tarn_engine_get_journal (engine));
  g_assert_true (tarn_sample_get_engine (sample) == engine);
  g_assert_cmpint (engine_now (engine), ==, DAY_US);
}

static void
test_add_with_journal (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (TarnSample) sample = NULL;

  tarn_engine_set_journal (engine, journal);
  engine_set (engine, "clock.tie-seed", 1);
  sample = tarn_sample_add (engine, NULL);
  g_assert_null (tarn_sample_get_journal (sample));
  g_assert_cmpint (tarn_journal_find (journal, "tie-seed", 0), ==, 0);
  g_assert_cmpuint (tarn_journal_count_calls (journal, "CreateTable", "ok"), ==, 3);
  tarn_assert_order (journal, "CreateDomain", "CreateProject", "CreateAsset", NULL);
  tarn_assert_n_lines (journal, "ame=\"sample\"", 1);
  tarn_assert_n_lines (journal, "ame=\"analytics\"", 1);
}

static void
test_add_twice (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *before = get_digest (engine);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_sample_add (engine, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_ALREADY_EXISTS);
  after = get_digest (engine);
  g_assert_cmpstr (before, ==, after);
}

/* The third of the tables fails, and the first two stay. */
static void
test_add_stays (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnGlueClient) glue = glue_client_new (engine, ACCOUNT, NULL);
  g_autoptr (TarnTableName) daily = sample_name ("daily");
  g_autoptr (TarnTable) table = NULL;
  g_autoptr (GError) error = NULL;

  engine_add_faults (engine, "[third]\noperation=CreateTable\nnth=3\ndo=throw\n"
                             "exception=OperationTimeoutException\n");
  g_assert_null (tarn_sample_add (engine, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_OPERATION_TIMEOUT);
  table = tarn_glue_client_get_table (glue, daily, NULL);
  g_assert_nonnull (table);
}

static gpointer
add_in_thread (gpointer engine)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_sample_add (engine, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  return NULL;
}

/* The engine has a sample already, and belongs to another thread. */
static void
test_add_in_thread (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *before = get_digest (engine);
  g_autofree char *after = NULL;

  g_thread_join (g_thread_new ("adder", add_in_thread, engine));
  after = get_digest (engine);
  g_assert_cmpstr (before, ==, after);
}

static void
test_same_sample (void)
{
  g_autoptr (TarnSample) first = tarn_sample_new (9);
  g_autoptr (TarnSample) second = tarn_sample_new (9);
  g_autofree char *digest = get_digest (tarn_sample_get_engine (first));
  g_autofree char *same = get_digest (tarn_sample_get_engine (second));

  g_assert_cmpstr (digest, ==, same);
  g_assert_cmpuint (tarn_engine_get_seed (tarn_sample_get_engine (first)), ==, 9);
}

static void
test_add_faults_twice (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnFaultPlan *plan;

  tarn_sample_add_faults (sample, "[one]\ndo=lose-reply\n");
  plan = tarn_engine_get_fault_plan (tarn_sample_get_engine (sample));
  tarn_sample_add_faults (sample, "[two]\ndo=lose-reply\n");
  g_assert_true (tarn_engine_get_fault_plan (tarn_sample_get_engine (sample)) == plan);
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 2);
}

static void
test_bad_faults (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      tarn_sample_add_faults (sample, "[one]\ndo=explode\n");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*explode*");
}

/* --- Assertions ------------------------------------------------------------------------------- */

static TarnSample *
polled_new (gint64 last_gap_us)
{
  TarnSample *sample = tarn_sample_new (1);
  gint64 gaps_us[] = { 10 * SECOND_US, 10 * SECOND_US, last_gap_us };

  tarn_sample_add_faults (sample, "[slow down]\noperation=" LIST_REFRESHES
                                  "\nnth=1,2,3\ndo=throw\nexception=ThrottlingException\n"
                                  "[by chance]\noperation=" STOP_REFRESH
                                  "\nprobability-ppm=1\ndo=lose-reply\n");
  for (guint i = 0; i < G_N_ELEMENTS (gaps_us) + 1; i++)
    {
      g_autoptr (GPtrArray) runs = tarn_glue_client_list_materialized_view_refresh_task_runs (
          tarn_sample_get_glue (sample), NULL, NULL, NULL, -1, NULL, NULL, NULL);

      g_assert_true ((runs == NULL) == (i < 3));
      if (i < G_N_ELEMENTS (gaps_us))
        engine_advance (tarn_sample_get_engine (sample), gaps_us[i]);
    }
  return sample;
}

static void
test_assertions_hold (void)
{
  g_autoptr (TarnSample) sample = polled_new (15 * SECOND_US);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  tarn_assert_n_calls (journal, NULL, NULL, 4);
  tarn_assert_n_calls (journal, LIST_REFRESHES, "ok", 1);
  tarn_assert_n_calls (journal, LIST_REFRESHES, "ThrottlingException", 3);
  tarn_assert_n_lines (journal, "-> ThrottlingException", 3);
  tarn_assert_n_lines (journal, "e", tarn_journal_get_length (journal));
  tarn_assert_n_lines (journal, "nonsense", 0);
  tarn_assert_order (journal, "ThrottlingException", "advance", "ThrottlingException", "-> ok",
                     NULL);
  tarn_assert_backs_off (journal, LIST_REFRESHES, "ThrottlingException", 10 * SECOND_US);
  tarn_assert_faults_applied (tarn_engine_get_fault_plan (tarn_sample_get_engine (sample)));
}

static void
fail_n_calls (TarnJournal *journal)
{
  tarn_assert_n_calls (journal, LIST_REFRESHES, "ok", 2);
}

static void
fail_n_lines (TarnJournal *journal)
{
  tarn_assert_n_lines (journal, "-> ThrottlingException", 4);
}

/* Both texts are in one line, and none comes after it. */
static void
fail_order (TarnJournal *journal)
{
  tarn_assert_order (journal, "-> ok", "call glue", NULL);
}

static void
fail_backs_off (TarnJournal *journal)
{
  tarn_assert_backs_off (journal, LIST_REFRESHES, "ThrottlingException", 10 * SECOND_US + 1);
}

/* The last wait is long enough, but shorter than those before. */
static void
test_shorter_wait_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = polled_new (9 * SECOND_US);

      tarn_assert_backs_off (tarn_sample_get_journal (sample), LIST_REFRESHES,
                             "ThrottlingException", 5 * SECOND_US);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
test_assertion_fails (gconstpointer data)
{
  void (*fail) (TarnJournal *) = data;

  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = polled_new (15 * SECOND_US);

      fail (tarn_sample_get_journal (sample));
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  /* The lines of the journal follow the message. */
  g_test_trap_assert_stderr ("*ERROR:*call glue:" LIST_REFRESHES "*-> ok*");
}

static void
test_printed_lines (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);
      g_autoptr (TarnSample) newest = tarn_sample_new (1);

      sample_set (sample, "clock.tie-seed", 77);
      for (gint64 i = 1; i <= 21; i++)
        sample_set (newest, "clock.tie-seed", i);
      g_assert_not_reached ();
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*ERROR:*tie-seed=2\n*tie-seed=21\n*");
  g_test_trap_assert_stderr_unmatched ("*tie-seed=1\n*");
  g_test_trap_assert_stderr_unmatched ("*tie-seed=77\n*");
}

static void
test_printed_nothing (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      sample_set (sample, "clock.tie-seed", 1);
      tarn_harness_print_on_failure (NULL, 5);
      g_assert_not_reached ();
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr_unmatched ("*tie-seed*");
}

static void
test_journal_is_not_kept (void)
{
  TarnJournal *journal = tarn_journal_new ();
  TarnJournal *weak = journal;

  g_object_add_weak_pointer (G_OBJECT (journal), (gpointer *) &weak);
  tarn_harness_print_on_failure (journal, 5);
  g_object_unref (journal);
  g_assert_null (weak);
}

/* --- Changes ---------------------------------------------------------------------------------- */

static void
keep_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_ptr_array_add (data, tarn_change_copy (change));
}

static void
test_kept_changes (void)
{
  TarnSample *sample = tarn_sample_new (1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_change_free);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autofree char *id = NULL;
  static const char *const causes[] = { "create", "take-slot", "begin", "succeed" };
  static const char *const from[] = { NULL, "STARTING", "STARTING", "RUNNING" };
  static const char *const to[] = { "STARTING", "STARTING", "RUNNING", "SUCCEEDED" };
  static const gint64 times_us[] = { 0, 0, STARTUP_US, DURATION_US };

  tarn_engine_add_observer (tarn_sample_get_engine (sample), keep_change, kept, NULL);
  id = sample_start_refresh (sample, "daily");
  glue_append (tarn_sample_get_glue (sample), orders, MEGABYTE);
  sample_drain (sample);
  tarn_sample_unref (sample);
  g_assert_cmpuint (kept->len, ==, G_N_ELEMENTS (causes));
  for (guint i = 0; i < kept->len; i++)
    {
      const TarnChange *change = kept->pdata[i];
      g_autofree char *run_id = tarn_change_dup_run_id (change);
      g_autofree char *bits = NULL;
      guint64 high = 0, low = 0;

      g_assert_cmpstr (tarn_change_get_cause (change), ==, causes[i]);
      g_assert_cmpstr (tarn_change_get_from_status (change), ==, from[i]);
      g_assert_cmpstr (tarn_change_get_to_status (change), ==, to[i]);
      g_assert_cmpint (tarn_change_get_time (change), ==, START_US + times_us[i]);
      g_assert_cmpint (tarn_change_get_creation_time (change), ==, START_US);
      g_assert_cmpstr (tarn_service_get_name (tarn_change_get_service (change)), ==, "glue");
      g_assert_null (tarn_change_get_error_message (change));
      g_assert_cmpstr (run_id, ==, id);
      g_assert_true (tarn_change_get_run_id_bits (change, &high, &low));
      bits
          = g_strdup_printf ("%08x-%04x-%04x-%04x-%012" G_GINT64_MODIFIER "x", (guint) (high >> 32),
                             (guint) (high >> 16 & 0xffff), (guint) (high & 0xffff),
                             (guint) (low >> 48), low & G_GUINT64_CONSTANT (0xffffffffffff));
      g_assert_cmpstr (bits, ==, id);
      g_assert_true (tarn_change_get_run_id_bits (change, NULL, NULL));
    }
}

/* The only slot is taken when the automatic refresh falls due. */
static void
test_change_without_run (void)
{
  g_autoptr (TarnSample) sample = sample_with_rule ("operation=" START_REFRESH "\ndo=hang-run\n");
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_change_free);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (tarn_sample_get_glue (sample), "hourly", orders, TARN_REFRESH_TYPE_NONE,
                       3600);
  const TarnChange *change;
  g_autofree char *run_id = NULL;
  guint64 high = 7, low = 7;

  sample_set (sample, "glue.running-max", 1);
  g_free (sample_start_refresh (sample, "daily"));
  engine_advance (tarn_sample_get_engine (sample), MINUTE_US);
  tarn_engine_add_observer (tarn_sample_get_engine (sample), keep_change, kept, NULL);
  engine_advance (tarn_sample_get_engine (sample), HOUR_US);
  g_assert_cmpuint (kept->len, ==, 1);
  change = kept->pdata[0];
  run_id = tarn_change_dup_run_id (change);
  g_assert_cmpstr (tarn_change_get_cause (change), ==, "invocation-failure");
  g_assert_null (tarn_change_get_from_status (change));
  g_assert_null (tarn_change_get_to_status (change));
  g_assert_nonnull (tarn_change_get_error_message (change));
  g_assert_nonnull (tarn_change_get_detail_type (change));
  g_assert_cmpint (tarn_change_get_creation_time (change), ==, 0);
  g_assert_false (tarn_change_get_run_id_bits (change, &high, &low));
  g_assert_cmpuint (high, ==, 0);
  g_assert_cmpuint (low, ==, 0);
  g_assert_null (run_id);
}

static void
log_message (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer log)
{
  const char *message = tarn_change_get_error_message (change);

  g_string_append_printf (log, "%s:%s ", tarn_change_get_cause (change),
                          message != NULL ? message : "");
}

/* Both types fail. Names are the second of the types, whatever the order of the call is. */
static void
test_message_of_types (void)
{
  static const char *const types[] = { "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", NULL };
  g_autoptr (TarnSample) sample
      = sample_with_faults ("[all]\noperation=" START_METADATA "\ndo=fail-run\nmessage=broken\n");
  g_autoptr (GString) log = g_string_new (NULL);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (TarnMetadataRun) run = NULL;

  tarn_engine_add_observer (tarn_sample_get_engine (sample), log_message, log, NULL);
  run = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample),
                                                            tarn_sample_get_project_id (sample),
                                                            &target, NULL, types, NULL, NULL);
  g_assert_true (g_str_has_prefix (log->str, "create: begin: "));
  sample_drain (sample);
  g_assert_true (g_str_has_suffix (log->str, ":broken "));
}

static void
assert_is_one_now (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  TarnSample *sample = data;

  g_assert_cmpint (tarn_change_get_time (change), ==,
                   tarn_engine_get_now (tarn_sample_get_engine (sample)));
  if (g_str_equal (tarn_change_get_cause (change), "succeed"))
    g_assert_true (sample_has_published (sample, "daily"));
}

static void
test_change_is_complete (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_engine_add_observer (tarn_sample_get_engine (sample), assert_is_one_now, sample, NULL);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  g_assert_true (sample_has_published (sample, "daily"));
}

/* --- Pending events --------------------------------------------------------------------------- */

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static void
test_pending (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) one = NULL;
  TarnPendingEvent *copy = NULL;

  tarn_engine_add_timeout (engine, HOUR_US, TARN_TIMEOUT_BACKGROUND, on_timeout, NULL, NULL);
  tarn_engine_add_timeout (engine, SECOND_US, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  pending = tarn_engine_list_pending (engine, 99);
  one = tarn_engine_list_pending (engine, 1);
  g_assert_cmpuint (pending->len, ==, 3);
  g_assert_cmpuint (one->len, ==, 1);
  for (guint i = 0; i < pending->len; i++)
    {
      const TarnPendingEvent *event = pending->pdata[i];
      static const gint64 times_us[] = { SECOND_US, STARTUP_US, HOUR_US };

      g_assert_cmpint (event->time_us, ==, START_US + times_us[i]);
      g_assert_nonnull (event->kind);
      g_assert_true (event->is_background == (i == 2));
    }
  copy = tarn_pending_event_copy (pending->pdata[1]);
  g_ptr_array_set_size (pending, 0);
  g_assert_cmpstr (copy->kind, ==, "refresh begin");
  g_assert_nonnull (strstr (copy->subject, id));
  tarn_pending_event_free (copy);
  engine_advance (engine, STARTUP_US);
  g_clear_pointer (&one, g_ptr_array_unref);
  one = tarn_engine_list_pending (engine, 1);
  g_assert_cmpstr (((TarnPendingEvent *) one->pdata[0])->kind, ==, "refresh end");
}

static void
test_pending_timeouts_in_order (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GPtrArray) pending = NULL;
  gint64 next_us = 0;

  engine_set (engine, "clock.tie-order", 2);
  for (guint i = 0; i < 9; i++)
    tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  pending = tarn_engine_list_pending (engine, 9);
  for (guint i = 0; i < 9; i++)
    {
      const TarnPendingEvent *event = pending->pdata[i];
      g_autoptr (GPtrArray) next = tarn_engine_list_pending (engine, 1);

      g_assert_cmpstr (((TarnPendingEvent *) next->pdata[0])->subject, ==, event->subject);
      g_assert_true (tarn_engine_peek_next (engine, &next_us));
      g_assert_cmpint (next_us, ==, event->time_us);
      g_assert_true (tarn_engine_step (engine, NULL, NULL));
    }
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-sample.h: TarnSample: In one account it has the database `sales` with the base table `orders` of 100 GB, the materialized view `daily` over this table and the view `monthly` over `daily`; neither view is refreshed yet.", test_tables },
  { "tarn-sample.h: TarnSample: the Glue table asset `orders`, whose columns are `ord_id`, `cust_id`, `ord_dt` and `tot_amt`", test_asset },
  { "tarn-sample.h: TarnSample: It also has the domain `sample` with the project `analytics`", test_add_with_journal },
  { "tarn-sample.h: sample_new(): Its journal begins after the set-up.", test_journal_begins_after },
  { "tarn-sample.h: TarnSample: The root of the account makes everything.", test_journal_begins_after },
  { "tarn-sample.h: sample_new(): the seed of its engine", test_same_sample },
  { "tarn-sample.h: sample_add(): If the engine has none, it gets none", test_add_without_journal },
  { "tarn-sample.h: get_journal(): or %NULL for a sample of tarn_sample_add(), which has no journal of its own", test_add_with_journal },
  { "tarn-sample.h: sample_add(): If the engine has a journal, this journal goes on and contains the set-up too.", test_add_with_journal },
  { "tarn-sample.h: sample_add(): the first of them is %TARN_GLUE_ERROR_ALREADY_EXISTS, and nothing has changed", test_add_twice },
  { "tarn-sample.h: sample_add(): then everything that was made before the error stays", test_add_stays },
  { "tarn-sample.h: sample_add(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing was done", test_add_in_thread },
  { "tarn-sample.h: add_faults(): Adds rules to the fault plan of the sample, and sets this plan as the fault plan of the engine.", test_add_faults_twice },
  { "tarn-sample.h: add_faults(): A text that is not valid ends the program, as a failed assertion does", test_bad_faults },
  { "tarn-harness.h: tarn_assert_n_calls(): the name of an exception, `ok` for calls that succeeded, or %NULL for all", test_assertions_hold },
  { "tarn-harness.h: tarn_assert_n_lines(): A line counts once, however often it contains the text.", test_assertions_hold },
  { "tarn-harness.h: tarn_assert_faults_applied(): Rules with `probability-ppm` do not count.", test_assertions_hold },
  { "tarn-harness.h: tarn_assert_n_calls(): Asserts how often an operation was called, and how the calls were answered.", NULL, test_assertion_fails, fail_n_calls },
  { "tarn-harness.h: tarn_assert_n_lines(): Asserts how often something happened.", NULL, test_assertion_fails, fail_n_lines },
  { "tarn-harness.h: tarn_assert_order(): texts, each of which must be in a line after the line of the text before", NULL, test_assertion_fails, fail_order },
  { "tarn-harness.h: tarn_assert_backs_off(): The next call of the operation must come @min_us or more later.", NULL, test_assertion_fails, fail_backs_off },
  { "tarn-harness.h: tarn_assert_backs_off(): each wait must also be at least as long as the wait before", test_shorter_wait_fails },
  { "tarn-harness.h: print_on_failure(): The lines follow the message of the assertion on the standard error.", NULL, test_assertion_fails, fail_n_lines },
  { "tarn-harness.h: print_on_failure(): for its own journal and 20 lines, so the lines are those of the newest sample", test_printed_lines },
  { "tarn-harness.h: print_on_failure(): a journal, or %NULL for none", test_printed_nothing },
  { "tarn-harness.h: print_on_failure(): The journal is not kept alive.", test_journal_is_not_kept },
  { "tarn-change.h: change_copy(): a copy, which stays valid after the engine is gone", test_kept_changes },
  { "tarn-change.h: TarnChange: Only an observer whose filter asks for commits is notified about them", test_kept_changes },
  { "tarn-change.h: get_from_status(): The status before and after is the same if the service has no status for what happened, as for `take-slot`", test_kept_changes },
  { "tarn-change.h: get_run_id_bits(): the first half of the run's id", test_kept_changes },
  { "tarn-change.h: get_time(): when the change happened, in microseconds of virtual time since 1970", test_kept_changes },
  { "tarn-change.h: get_cause(): or `invocation-failure` if there is no run", test_change_without_run },
  { "tarn-change.h: get_to_status(): the status after the change, or %NULL if there is no run", test_change_without_run },
  { "tarn-change.h: get_creation_time(): when the run was created, 0 if there is no run", test_change_without_run },
  { "tarn-change.h: get_run_id_bits(): the second half of the run's id, 0 if there is no run", test_change_without_run },
  { "tarn-change.h: dup_run_id(): the run's id, or %NULL if the change has no run", test_change_without_run },
  { "tarn-change.h: get_error_message(): why the run failed, or why no run was started", test_change_without_run },
  { "tarn-change.h: get_error_message(): the message of the first of its types, in their order, that has failed by now, or %NULL if none has", test_message_of_types },
  { "tarn-change.h: TarnChange: Observers get it after the change is complete.", test_change_is_complete },
  { "tarn-pending-event.h: list_pending(): Lists the pending events in the order in which they would happen.", test_pending_timeouts_in_order },
  { "tarn-pending-event.h: list_pending(): how many events to list at most", test_pending },
  { "tarn-pending-event.h: TarnPendingEvent: what will happen, such as `refresh end`", test_pending },
  { "tarn-pending-event.h: TarnPendingEvent: whether tarn_engine_run_until_idle() does not wait for the event", test_pending },
  { "tarn-pending-event.h: event_copy(): a copy", test_pending },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
