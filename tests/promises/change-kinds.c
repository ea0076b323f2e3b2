/* SPDX-License-Identifier: MIT */
/* What the headers of changes promise of kinds, and of the causes and statuses as numbers. */
#include "worlds/sample.h"

#include "promise.h"

#define start_with_options tarn_glue_client_start_materialized_view_refresh_task_run_with_options
#define generate_with_options tarn_datazone_client_start_metadata_generation_run_with_options
#define OF_STARTED "event=Glue Materialized View Refresh Task Started\n"
#define TAG 77

/* Keeps copies of changes, and counts how often each cause has come. */
typedef struct
{
  TarnSample *sample;
  GPtrArray *kept;
  guint counts[TARN_REFRESH_CAUSE_STOP_DONE + 1];
} Watcher;

static Watcher
watcher_new (TarnSample *sample)
{
  return (Watcher){ .sample = sample,
                    .kept = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_change_free) };
}

static void
watcher_clear (Watcher *watcher)
{
  g_ptr_array_unref (watcher->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watcher, watcher_clear)

static void
keep (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_ptr_array_add (((Watcher *) data)->kept, tarn_change_copy (change));
}

static void
watch (Watcher *watcher, TarnObserverFunc func)
{
  g_autoptr (TarnChangeFilter) all = tarn_change_filter_new ();

  for (guint kind = TARN_CHANGE_KIND_RUN; kind <= TARN_CHANGE_KIND_COMMIT; kind++)
    tarn_change_filter_add_kind (all, (TarnChangeKind) kind);
  tarn_engine_add_filtered_observer (tarn_sample_get_engine (watcher->sample), all, func, watcher,
                                     NULL);
}

static const char *
get_nick (GType type, guint value)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (type);

  return g_enum_get_value (class, (gint) value)->value_nick;
}

/* --- Refresh runs ----------------------------------------------------------------------------- */

static void
check_no_metadata (const TarnChange *change)
{
  g_assert_null (tarn_change_get_metadata (change));
  g_assert_cmpint (tarn_change_get_metadata_cause (change), ==, TARN_METADATA_CAUSE_NONE);
  g_assert_cmpint (tarn_change_get_from_metadata_status (change), ==, TARN_METADATA_STATUS_NONE);
  g_assert_cmpint (tarn_change_get_to_metadata_status (change), ==, TARN_METADATA_STATUS_NONE);
}

/* The meaning of a cause shows in what the change and the view have at that moment. */
static void
check_refresh (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  Watcher *watcher = data;
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  TarnRefreshCause cause = tarn_change_get_refresh_cause (change);
  TarnRefreshStatus from = tarn_change_get_from_refresh_status (change);
  TarnRefreshStatus to = tarn_change_get_to_refresh_status (change);

  if (tarn_change_get_kind (change) != TARN_CHANGE_KIND_RUN)
    return;
  watcher->counts[cause]++;
  check_no_metadata (change);
  g_assert_cmpstr (tarn_change_get_cause (change), ==, get_nick (TARN_TYPE_REFRESH_CAUSE, cause));
  g_assert_cmpstr (tarn_change_get_from_status (change), ==, tarn_refresh_status_to_string (from));
  g_assert_cmpstr (tarn_change_get_to_status (change), ==, tarn_refresh_status_to_string (to));
  g_assert_true ((from == TARN_REFRESH_STATUS_NONE) == (cause == TARN_REFRESH_CAUSE_CREATE));
  g_assert_true ((to == TARN_REFRESH_STATUS_SUCCEEDED) == (cause == TARN_REFRESH_CAUSE_SUCCEED));
  g_assert_true ((to == TARN_REFRESH_STATUS_FAILED) == (cause == TARN_REFRESH_CAUSE_FAIL));
  g_assert_true ((to == TARN_REFRESH_STATUS_STOPPED) == (cause == TARN_REFRESH_CAUSE_STOP_DONE));
  g_assert_true ((tarn_change_get_error_message (change) != NULL)
                 == (cause == TARN_REFRESH_CAUSE_FAIL));
  g_assert_true ((tarn_refresh_change_get_slot_time (part) == 0)
                 == (cause == TARN_REFRESH_CAUSE_CREATE));
  if (cause == TARN_REFRESH_CAUSE_CREATE)
    g_assert_cmpint (tarn_change_get_creation_time (change), ==, tarn_engine_get_now (engine));
  if (cause == TARN_REFRESH_CAUSE_TAKE_SLOT)
    g_assert_cmpint (tarn_refresh_change_get_slot_time (part), ==, tarn_engine_get_now (engine));
  if (cause == TARN_REFRESH_CAUSE_BEGIN)
    g_assert_cmpint (tarn_engine_get_now (engine), ==,
                     tarn_refresh_change_get_slot_time (part) + STARTUP_US);
  if (cause == TARN_REFRESH_CAUSE_SUCCEED)
    g_assert_true (sample_has_published (watcher->sample, "daily"));
  if (cause == TARN_REFRESH_CAUSE_TAKE_SLOT || cause == TARN_REFRESH_CAUSE_STOP)
    g_assert_cmpint (from, ==, to);
}

/* A run that fails, one that is stopped, and one that succeeds. */
static void
test_refresh_causes (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_auto (Watcher) watcher = watcher_new (sample);
  static const guint counts[] = { 0, 3, 3, 3, 1, 1, 1, 1 };

  watch (&watcher, check_refresh);
  sample_set (sample, "glue.read-failure-ppm", 1000000);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  sample_set (sample, "glue.read-failure-ppm", 0);
  g_free (sample_start_refresh (sample, "daily"));
  engine_advance (tarn_sample_get_engine (sample), STARTUP_US);
  g_assert_true (sample_stop (sample, "daily", NULL));
  sample_drain (sample);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (watcher.counts[i], ==, counts[i]);
}

/* --- Metadata generation runs ----------------------------------------------------------------- */

static void
check_no_refresh (const TarnChange *change)
{
  g_assert_null (tarn_change_get_refresh (change));
  g_assert_cmpint (tarn_change_get_refresh_cause (change), ==, TARN_REFRESH_CAUSE_NONE);
  g_assert_cmpint (tarn_change_get_from_refresh_status (change), ==, TARN_REFRESH_STATUS_NONE);
  g_assert_cmpint (tarn_change_get_to_refresh_status (change), ==, TARN_REFRESH_STATUS_NONE);
}

/* Counts how many types of the run have this status. */
static guint
count_types (const TarnChange *change, TarnMetadataStatus status)
{
  const TarnMetadataChange *part = tarn_change_get_metadata (change);
  guint n = 0;

  for (guint i = TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS;
       i <= TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS; i++)
    n += tarn_metadata_change_get_type_status (part, (TarnMetadataType) i) == status;
  return n;
}

typedef struct
{
  TarnMetadataStatus from, to;
  guint n_succeeded, n_failed; /* of two types */
} MetadataRow;

static const MetadataRow metadata_rows[] = {
  [TARN_METADATA_CAUSE_CREATE]
  = { TARN_METADATA_STATUS_NONE, TARN_METADATA_STATUS_SUBMITTED, 0, 0 },
  [TARN_METADATA_CAUSE_BEGIN]
  = { TARN_METADATA_STATUS_SUBMITTED, TARN_METADATA_STATUS_IN_PROGRESS, 0, 0 },
  [TARN_METADATA_CAUSE_SUCCEED]
  = { TARN_METADATA_STATUS_IN_PROGRESS, TARN_METADATA_STATUS_SUCCEEDED, 2, 0 },
  [TARN_METADATA_CAUSE_FAIL]
  = { TARN_METADATA_STATUS_IN_PROGRESS, TARN_METADATA_STATUS_FAILED, 0, 2 },
  [TARN_METADATA_CAUSE_SUCCEED_PARTIALLY]
  = { TARN_METADATA_STATUS_IN_PROGRESS, TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED, 1, 1 },
  [TARN_METADATA_CAUSE_CANCEL]
  = { TARN_METADATA_STATUS_IN_PROGRESS, TARN_METADATA_STATUS_CANCELED, 0, 0 },
};

static void
check_metadata (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Watcher *watcher = data;
  TarnMetadataCause cause = tarn_change_get_metadata_cause (change);
  TarnMetadataStatus from = tarn_change_get_from_metadata_status (change);
  TarnMetadataStatus to = tarn_change_get_to_metadata_status (change);
  guint n_succeeded = count_types (change, TARN_METADATA_STATUS_SUCCEEDED);
  guint n_failed = count_types (change, TARN_METADATA_STATUS_FAILED);

  watcher->counts[cause]++;
  check_no_refresh (change);
  g_assert_cmpstr (tarn_change_get_cause (change), ==, get_nick (TARN_TYPE_METADATA_CAUSE, cause));
  g_assert_cmpstr (tarn_change_get_from_status (change), ==, tarn_metadata_status_to_string (from));
  g_assert_cmpstr (tarn_change_get_to_status (change), ==, tarn_metadata_status_to_string (to));
  if (cause == TARN_METADATA_CAUSE_TYPE_DONE)
    {
      g_assert_cmpuint (n_succeeded + n_failed, ==, 1);
      g_assert_cmpuint (count_types (change, TARN_METADATA_STATUS_IN_PROGRESS), ==, 1);
      return;
    }
  g_assert_cmpint (from, ==, metadata_rows[cause].from);
  g_assert_cmpint (to, ==, metadata_rows[cause].to);
  g_assert_cmpuint (n_succeeded, ==, metadata_rows[cause].n_succeeded);
  g_assert_cmpuint (n_failed, ==, metadata_rows[cause].n_failed);
}

static char *
generate_both (TarnSample *sample)
{
  static const char *const types[] = { "BUSINESS_NAMES", "BUSINESS_DESCRIPTIONS", NULL };
  const TarnMetadataTarget target
      = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (GError) error = NULL;

  tarn_start_options_set_tag (options, TAG);
  g_autoptr (TarnMetadataRun) run
      = generate_with_options (tarn_sample_get_datazone (sample),
                               tarn_sample_get_domain_id (sample),
                               tarn_sample_get_project_id (sample), &target, NULL, types, NULL,
                               options, &error);
  g_assert_no_error (error);
  return g_strdup (tarn_metadata_run_get_id (run));
}

/* Both types succeed, one fails, both fail, and the run is canceled. */
static void
test_metadata_causes (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_auto (Watcher) watcher = watcher_new (sample);
  g_autofree char *canceled = NULL;

  sample_set (sample, "datazone.submitted-duration-us", SECOND_US);
  watch (&watcher, check_metadata);
  g_free (generate_both (sample));
  sample_drain (sample);
  sample_set (sample, "datazone.names-failure-ppm", 1000000);
  g_free (generate_both (sample));
  sample_drain (sample);
  sample_set (sample, "datazone.descriptions-failure-ppm", 1000000);
  g_free (generate_both (sample));
  sample_drain (sample);
  canceled = generate_both (sample);
  engine_advance (tarn_sample_get_engine (sample), SECOND_US);
  g_assert_true (sample_cancel (sample, canceled, NULL));
  g_assert_cmpuint (watcher.counts[TARN_METADATA_CAUSE_CREATE], ==, 4);
  g_assert_cmpuint (watcher.counts[TARN_METADATA_CAUSE_BEGIN], ==, 4);
  g_assert_cmpuint (watcher.counts[TARN_METADATA_CAUSE_TYPE_DONE], >, 0);
  for (guint i = TARN_METADATA_CAUSE_SUCCEED; i <= TARN_METADATA_CAUSE_CANCEL; i++)
    g_assert_cmpuint (watcher.counts[i], ==, 1);
}

/* --- Kinds ------------------------------------------------------------------------------------ */

/* Logs the kind and the cause, and the kind of run, of which there may be none. */
static void
log_kinds (const Watcher *watcher, GString *log)
{
  for (guint i = 0; i < watcher->kept->len; i++)
    {
      const TarnChange *change = watcher->kept->pdata[i];

      g_string_append_printf (log, "%s:%s:%s ",
                              get_nick (TARN_TYPE_CHANGE_KIND, tarn_change_get_kind (change)),
                              tarn_change_get_cause (change),
                              tarn_service_get_name (tarn_change_get_service (change)));
    }
}

static void
assert_kinds (const Watcher *watcher, const char *expected)
{
  g_autoptr (GString) log = g_string_new (NULL);

  log_kinds (watcher, log);
  g_assert_cmpstr (log->str, ==, expected);
}

static void
test_kinds_of_runs (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_auto (Watcher) watcher = watcher_new (sample);

  watch (&watcher, keep);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  g_free (sample_start_metadata (sample));
  sample_drain (sample);
  assert_kinds (&watcher, "run:create:glue run:take-slot:glue run:begin:glue commit:commit:glue"
                          " run:succeed:glue run:create:datazone run:begin:datazone"
                          " run:succeed:datazone ");
}

static void
test_kind_of_invocation_failure (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_auto (Watcher) watcher = watcher_new (sample);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly = glue_add_view (tarn_sample_get_glue (sample), "hourly", orders,
                                                    TARN_REFRESH_TYPE_NONE, 3600);

  watch (&watcher, keep);
  sample_set (sample, "glue.running-max", 0);
  engine_advance (tarn_sample_get_engine (sample), HOUR_US);
  assert_kinds (&watcher, "invocation-failure:invocation-failure:glue ");

  const TarnChange *change = watcher.kept->pdata[0];
  check_no_metadata (change);
  g_assert_cmpint (tarn_change_get_refresh_cause (change), ==, TARN_REFRESH_CAUSE_NONE);
  g_assert_cmpint (tarn_change_get_from_refresh_status (change), ==, TARN_REFRESH_STATUS_NONE);
  g_assert_cmpint (tarn_change_get_to_refresh_status (change), ==, TARN_REFRESH_STATUS_NONE);
  g_assert_cmpuint (tarn_change_get_tag (change), ==, 0);
  g_assert_true (
      tarn_table_name_equal (tarn_refresh_change_get_table_name (tarn_change_get_refresh (change)),
                             hourly));
}

typedef struct
{
  const char *action;
  const char *log;
  gboolean has_detail_type; /* the change by `begin` itself */
} EventRow;

static const EventRow doubled
    = { "do=duplicate-event\n",
        "run:create:glue run:take-slot:glue run:begin:glue redelivery:redelivery:glue"
        " commit:commit:glue run:succeed:glue ",
        TRUE };
static const EventRow delayed
    = { "do=delay-event\ndelay-us=7\n",
        "run:create:glue run:take-slot:glue run:begin:glue late-event:late-event:glue"
        " commit:commit:glue run:succeed:glue ",
        FALSE };
static const EventRow dropped = { "do=drop-event\n",
                                  "run:create:glue run:take-slot:glue run:begin:glue"
                                  " commit:commit:glue run:succeed:glue ",
                                  FALSE };

/* The EventBridge event that the run has started is about the change by `begin`. */
static void
test_event (gconstpointer data)
{
  const EventRow *row = data;
  g_autofree char *rule = g_strconcat (OF_STARTED, row->action, NULL);
  g_autoptr (TarnSample) sample = sample_with_rule (rule);
  g_auto (Watcher) watcher = watcher_new (sample);

  watch (&watcher, keep);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  assert_kinds (&watcher, row->log);

  const TarnChange *begin = watcher.kept->pdata[2], *again = watcher.kept->pdata[3];
  g_assert_true ((tarn_change_get_detail_type (begin) != NULL) == row->has_detail_type);
  g_assert_null (tarn_change_get_detail_type (watcher.kept->pdata[0]));
  if (tarn_change_get_kind (again) == TARN_CHANGE_KIND_COMMIT)
    return;
  g_assert_cmpint (tarn_change_get_refresh_cause (again), ==, TARN_REFRESH_CAUSE_BEGIN);
  g_assert_cmpstr (tarn_change_get_detail_type (again), ==,
                   "Glue Materialized View Refresh Task Started");
}

static const EventRow metadata_doubled = { "do=duplicate-event\n", NULL, TRUE };
static const EventRow metadata_delayed = { "do=delay-event\ndelay-us=7\n", NULL, FALSE };

static void
test_metadata_event (gconstpointer data)
{
  const EventRow *row = data;
  g_autofree char *rule = g_strconcat ("event=Metadata Generation Succeeded\n", row->action, NULL);
  g_autoptr (TarnSample) sample = sample_with_rule (rule);
  g_auto (Watcher) watcher = watcher_new (sample);

  watch (&watcher, keep);
  g_free (sample_start_metadata (sample));
  sample_drain (sample);

  const TarnChange *again = watcher.kept->pdata[watcher.kept->len - 1];
  g_assert_cmpint (tarn_change_get_kind (again), !=, TARN_CHANGE_KIND_RUN);
  g_assert_cmpint (tarn_change_get_metadata_cause (again), ==, TARN_METADATA_CAUSE_SUCCEED);
}

/* --- Tags ------------------------------------------------------------------------------------- */

/* The first run has a tag, and the second has none. */
static void
test_tags (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_auto (Watcher) watcher = watcher_new (sample);
  g_autoptr (TarnTableName) daily = sample_name ("daily");
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_start_options_set_tag (options, TAG);
  watch (&watcher, keep);
  g_free (generate_both (sample));
  run = start_with_options (tarn_sample_get_glue (sample), daily, FALSE, options, NULL);
  g_assert_nonnull (run);
  sample_drain (sample);
  for (guint i = 0; i < watcher.kept->len; i++)
    g_assert_cmpuint (tarn_change_get_tag (watcher.kept->pdata[i]), ==, TAG);
  g_ptr_array_set_size (watcher.kept, 0);
  g_free (sample_start_refresh (sample, "daily"));
  sample_drain (sample);
  g_assert_cmpuint (watcher.kept->len, >, 0);
  for (guint i = 0; i < watcher.kept->len; i++)
    g_assert_cmpuint (tarn_change_get_tag (watcher.kept->pdata[i]), ==, 0);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-change.h: TarnChangeKind: a run has begun, has changed its status or has ended, or something else happened to it", test_kinds_of_runs },
  { "tarn-change.h: TarnChangeKind: the service could not start an automatic run", test_kind_of_invocation_failure },
  { "tarn-change.h: TarnChangeKind: a fault plan doubled the EventBridge event of a change", NULL, test_event, &doubled },
  { "tarn-change.h: TarnChangeKind: the EventBridge event of a change, which a fault plan had delayed", NULL, test_event, &delayed },
  { "tarn-change.h: TarnChangeKind: a table has a new snapshot, by a commit or because a refresh published", test_kinds_of_runs },
  { "tarn-change.h: get_kind(): what the change is about", test_kinds_of_runs },
  { "tarn-change.h: get_service(): the service of the run or of the table", test_kinds_of_runs },
  { "tarn-change.h: get_detail_type(): or %NULL if the service documents none or a fault plan has dropped or delayed the EventBridge event", NULL, test_event, &dropped },
  { "tarn-change.h: get_detail_type(): a fault plan has dropped or delayed the EventBridge event", NULL, test_event, &delayed },
  { "tarn-change.h: get_from_status(): or %NULL if the run began with this change", test_refresh_causes },
  { "tarn-change.h: get_from_status(): as for `take-slot` and `stop`", test_refresh_causes },
  { "tarn-change.h: get_cause(): for an EventBridge event that a fault plan doubles or delays, `redelivery` or `late-event`", NULL, test_event, &doubled },
  { "tarn-change.h: get_tag(): the tag with which the run was started", test_tags },
  { "tarn-change.h: get_tag(): 0 if the run has none or there is no run", test_kind_of_invocation_failure },
  { "tarn-change.h: get_tag(): 0 if the run has none", test_tags },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_NONE: there is no run", test_kind_of_invocation_failure },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_CREATE: a start was accepted", test_refresh_causes },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_TAKE_SLOT: the run got its slot", test_refresh_causes },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_BEGIN: the start-up is over", test_refresh_causes },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_SUCCEED: the work is done, and its result is published", test_refresh_causes },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_FAIL: an error ended the run", test_refresh_causes },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_STOP: a stop was accepted", test_refresh_causes },
  { "tarn-refresh-change.h: TarnRefreshCause: @TARN_REFRESH_CAUSE_STOP_DONE: the stop is complete", test_refresh_causes },
  { "tarn-refresh-change.h: TarnRefreshCause: tarn_change_get_cause() has the same as a text.", test_refresh_causes },
  { "tarn-refresh-change.h: get_refresh_cause(): For an EventBridge event that a fault plan doubles or delays, that is the cause of the change that the EventBridge event is about.", NULL, test_event, &delayed },
  { "tarn-refresh-change.h: get_refresh_cause(): or %TARN_REFRESH_CAUSE_NONE if @self is no change of a refresh run", test_metadata_causes },
  { "tarn-refresh-change.h: get_from_refresh_status(): the status before the change, or %TARN_REFRESH_STATUS_NONE where tarn_change_get_from_status() returns %NULL", test_refresh_causes },
  { "tarn-refresh-change.h: get_from_refresh_status(): or @self is a change of another service", test_metadata_causes },
  { "tarn-refresh-change.h: get_to_refresh_status(): the status after the change, or %TARN_REFRESH_STATUS_NONE where tarn_change_get_to_status() returns %NULL", test_kind_of_invocation_failure },
  { "tarn-refresh-change.h: get_to_refresh_status(): or @self is a change of another service", test_metadata_causes },
  { "tarn-refresh-change.h: change_get_refresh(): or %NULL if @self is a change of another service", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_NONE: there is no run", test_kind_of_invocation_failure },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_CREATE: a start was accepted", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_BEGIN: the generation began", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_TYPE_DONE: a type has ended, and another has not", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_SUCCEED: all types gave their suggestions", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_FAIL: no type gave suggestions", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_SUCCEED_PARTIALLY: some types gave suggestions, the others failed", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: @TARN_METADATA_CAUSE_CANCEL: a cancel was accepted", test_metadata_causes },
  { "tarn-metadata-change.h: TarnMetadataCause: tarn_change_get_cause() has the same as a text.", test_metadata_causes },
  { "tarn-metadata-change.h: get_metadata_cause(): For an EventBridge event that a fault plan doubles or delays, that is the cause of the change that the EventBridge event is about.", NULL, test_metadata_event, &metadata_doubled },
  { "tarn-metadata-change.h: get_metadata_cause(): that a fault plan doubles or delays", NULL, test_metadata_event, &metadata_delayed },
  { "tarn-metadata-change.h: get_metadata_cause(): or %TARN_METADATA_CAUSE_NONE if @self is no change of a metadata generation run", test_refresh_causes },
  { "tarn-metadata-change.h: get_from_metadata_status(): the status before the change, or %TARN_METADATA_STATUS_NONE where tarn_change_get_from_status() returns %NULL", test_metadata_causes },
  { "tarn-metadata-change.h: get_from_metadata_status(): or @self is a change of another service", test_refresh_causes },
  { "tarn-metadata-change.h: get_to_metadata_status(): the status after the change", test_metadata_causes },
  { "tarn-metadata-change.h: get_to_metadata_status(): or @self is a change of another service", test_refresh_causes },
  { "tarn-metadata-change.h: change_get_metadata(): or %NULL if @self is a change of another service", test_refresh_causes },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
