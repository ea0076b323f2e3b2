/* SPDX-License-Identifier: MIT */
#include "glue/glue-service.h"

#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-measures.h>
#include <tarn/tarn-random.h>
#include <tarn/tarn-refresh-estimate.h>
#include <tarn/tarn-table.h>

#include "admission/throttle.h"
#include "glue/commit-change.h"
#include "glue/glue-error.h"
#include "glue/glue-input.h"
#include "glue/glue-operations.h"
#include "glue/refresh-change.h"
#include "glue/refresh-machine.h"
#include "glue/table-name.h"
#include "kernel/random.h"

#define NAME_CONSTRAINT                                                                            \
  {                                                                                                \
    TARN_CONSTRAINT_SINGLE_LINE, 1, 255                                                            \
  }
#define YEAR_US (G_GINT64_CONSTANT (365) * 24 * 3600 * 1000000)
#define HOUR_MS (G_GINT64_CONSTANT (3600) * 1000)

/* clang-format is off because the aligned rows are easier to read. */
/* clang-format off */

/*
 * The service's model marks CatalogId as required, but its text names a default. So the option
 * catalog-id-required decides.
 */
#define CATALOG_ID(Type, field) \
  { "CatalogId", TRUE, NAME_CONSTRAINT, G_STRUCT_OFFSET (Type, field), \
    TARN_GLUE_CATALOG_ID_REQUIRED + 1, TRUE }
#define NAME(name, required, Type, field) \
  { name, required, NAME_CONSTRAINT, G_STRUCT_OFFSET (Type, field), 0, TRUE, .is_folded = TRUE }
#define OTHER(name, required, kind, Type, field) \
  { name, required, { TARN_CONSTRAINT_##kind, 0, 0 }, G_STRUCT_OFFSET (Type, field) }
/* The members of an input that begins with a TarnTablePath. */
#define DATABASE \
  CATALOG_ID (TarnTablePath, catalog_id), NAME ("DatabaseName", TRUE, TarnTablePath, database_name)
#define TABLE DATABASE, NAME ("TableName", TRUE, TarnTablePath, table_name)
#define DEFINER \
  { "Definer", FALSE, { TARN_CONSTRAINT_SINGLE_LINE, 1, 2048 }, \
    G_STRUCT_OFFSET (TarnCreateTableInput, definer) }
#define RECORD(class, Type, field) \
  .record_class = &class, .record_offset = G_STRUCT_OFFSET (Type, field)
#define RATED(operation) TARN_GLUE_##operation##_RATE_PER_SECOND + 1

static const TarnOperation operations[] = {
  [TARN_GLUE_START_RUN] = {
    "StartMaterializedViewRefreshTaskRun",
    .members = { TABLE, OTHER ("FullRefresh", FALSE, FLAG, TarnStartRunInput, full_refresh) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_RUNNING, TARN_GLUE_ERROR_OPERATION_TIMEOUT,
      TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED, TARN_GLUE_ERROR_INVALID_INPUT },
    .check = tarn_glue_check_start_run,
    .perform = tarn_glue_start_run, .free_value = (GDestroyNotify) tarn_refresh_run_unref,
    .input_size = sizeof (TarnStartRunInput),
    RECORD (tarn_start_options_class, TarnStartRunInput, options),
    .rated_by = RATED (START), .starts_run = TRUE,
  },
  [TARN_GLUE_GET_RUN] = {
    "GetMaterializedViewRefreshTaskRun", .is_readonly = TRUE,
    .members = { CATALOG_ID (TarnGetRunInput, catalog_id),
      { "MaterializedViewRefreshTaskRunId", TRUE, { TARN_CONSTRAINT_UUID, 0, 0 },
        G_STRUCT_OFFSET (TarnGetRunInput, run_id), 0, TRUE } },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_OPERATION_TIMEOUT, TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_get_run, .free_value = (GDestroyNotify) tarn_refresh_run_unref,
    .input_size = sizeof (TarnGetRunInput),
    .rated_by = RATED (GET),
  },
  [TARN_GLUE_STOP_RUN] = {
    "StopMaterializedViewRefreshTaskRun",
    .members = { TABLE },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED,
      TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_NOT_RUNNING,
      TARN_GLUE_ERROR_MATERIALIZED_VIEW_REFRESH_TASK_STOPPING, TARN_GLUE_ERROR_INVALID_INPUT,
      TARN_GLUE_ERROR_OPERATION_TIMEOUT },
    .perform = tarn_glue_stop_run,
    .input_size = sizeof (TarnTablePath),
    .rated_by = RATED (STOP),
  },
  [TARN_GLUE_LIST_RUNS] = {
    "ListMaterializedViewRefreshTaskRuns", .is_readonly = TRUE,
    .members = { CATALOG_ID (TarnListRunsInput, catalog_id),
      NAME ("DatabaseName", FALSE, TarnListRunsInput, database_name),
      NAME ("TableName", FALSE, TarnListRunsInput, table_name),
      { "MaxResults", FALSE, { TARN_CONSTRAINT_INTEGER, 1, 1000 },
        G_STRUCT_OFFSET (TarnListRunsInput, max_results) },
      OTHER ("NextToken", FALSE, NONE, TarnListRunsInput, next_token) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_INVALID_INPUT,
      TARN_GLUE_ERROR_OPERATION_TIMEOUT },
    .check = tarn_glue_check_list_runs,
    .perform = tarn_glue_list_runs, .free_value = (GDestroyNotify) g_ptr_array_unref,
    .input_size = sizeof (TarnListRunsInput),
    .rated_by = RATED (LIST),
  },
  [TARN_GLUE_CREATE_CATALOG] = {
    "CreateCatalog",
    .members = { NAME ("CatalogId", TRUE, TarnCreateCatalogInput, catalog_id),
      OTHER ("IsFederated", FALSE, FLAG, TarnCreateCatalogInput, is_federated) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ALREADY_EXISTS,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .check = tarn_glue_check_catalog,
    .perform = tarn_glue_create_catalog,
    .input_size = sizeof (TarnCreateCatalogInput),
  },
  [TARN_GLUE_CREATE_DATABASE] = {
    "CreateDatabase",
    .members = { CATALOG_ID (TarnDatabasePath, catalog_id),
      NAME ("DatabaseName", TRUE, TarnDatabasePath, database_name) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ALREADY_EXISTS,
      TARN_GLUE_ERROR_ENTITY_NOT_FOUND, TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_create_database,
    .input_size = sizeof (TarnDatabasePath),
  },
  [TARN_GLUE_GET_DATABASE] = {
    "GetDatabase", .is_readonly = TRUE,
    .members = { CATALOG_ID (TarnDatabasePath, catalog_id),
      NAME ("DatabaseName", TRUE, TarnDatabasePath, database_name) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_get_database, .free_value = g_free,
    .input_size = sizeof (TarnDatabasePath),
  },
  [TARN_GLUE_GET_DATABASES] = {
    "GetDatabases", .is_readonly = TRUE,
    .members = { CATALOG_ID (TarnGetDatabasesInput, catalog_id),
      { "MaxResults", FALSE, { TARN_CONSTRAINT_INTEGER, 1, 100 },
        G_STRUCT_OFFSET (TarnGetDatabasesInput, max_results) },
      OTHER ("NextToken", FALSE, NONE, TarnGetDatabasesInput, next_token) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .check = tarn_glue_check_get_databases,
    .perform = tarn_glue_get_databases, .free_value = (GDestroyNotify) g_ptr_array_unref,
    .input_size = sizeof (TarnGetDatabasesInput),
  },
  [TARN_GLUE_CREATE_TABLE] = {
    "CreateTable",
    .members = { TABLE, DEFINER },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ALREADY_EXISTS,
      TARN_GLUE_ERROR_ENTITY_NOT_FOUND, TARN_GLUE_ERROR_INVALID_INPUT },
    .check = tarn_glue_check_table,
    .perform = tarn_glue_create_table,
    .input_size = sizeof (TarnCreateTableInput),
    RECORD (tarn_table_input_class, TarnCreateTableInput, table),
  },
  [TARN_GLUE_GET_TABLE] = {
    "GetTable", .is_readonly = TRUE,
    .members = { TABLE },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_get_table, .free_value = (GDestroyNotify) tarn_table_unref,
    .input_size = sizeof (TarnTablePath),
  },
  [TARN_GLUE_GET_TABLES] = {
    "GetTables", .is_readonly = TRUE,
    .members = { CATALOG_ID (TarnGetTablesInput, catalog_id),
      NAME ("DatabaseName", TRUE, TarnGetTablesInput, database_name),
      { "MaxResults", FALSE, { TARN_CONSTRAINT_INTEGER, 1, 100 },
        G_STRUCT_OFFSET (TarnGetTablesInput, max_results) },
      OTHER ("NextToken", FALSE, NONE, TarnGetTablesInput, next_token) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .check = tarn_glue_check_get_tables,
    .perform = tarn_glue_get_tables, .free_value = (GDestroyNotify) g_ptr_array_unref,
    .input_size = sizeof (TarnGetTablesInput),
  },
  [TARN_GLUE_UPDATE_TABLE] = {
    "UpdateTable",
    .members = { TABLE, DEFINER },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .check = tarn_glue_check_table,
    .perform = tarn_glue_update_table,
    .input_size = sizeof (TarnCreateTableInput),
    RECORD (tarn_table_input_class, TarnCreateTableInput, table),
  },
  [TARN_GLUE_DELETE_TABLE] = {
    "DeleteTable",
    .members = { TABLE },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_delete_table,
    .input_size = sizeof (TarnTablePath),
  },
  [TARN_GLUE_COMMIT] = {
    "Commit",
    .members = { TABLE, OTHER ("Commit", TRUE, STRUCTURE, TarnCommitInput, commit) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .check = tarn_glue_check_commit,
    .perform = tarn_glue_commit,
    .input_size = sizeof (TarnCommitInput),
    RECORD (tarn_commit_class, TarnCommitInput, commit),
  },
  [TARN_GLUE_PAUSE_SCHEDULE] = {
    "PauseSchedule",
    .members = { TABLE },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_pause_schedule,
    .input_size = sizeof (TarnTablePath),
  },
  [TARN_GLUE_RESUME_SCHEDULE] = {
    "ResumeSchedule",
    .members = { TABLE },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_resume_schedule,
    .input_size = sizeof (TarnTablePath),
  },
  [TARN_GLUE_ESTIMATE_REFRESH] = {
    "EstimateRefresh", .is_readonly = TRUE,
    .members = { TABLE, OTHER ("RefreshType", FALSE, NONE, TarnEstimateInput, refresh_type) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_estimate_refresh,
    .free_value = (GDestroyNotify) tarn_refresh_estimate_free,
    .input_size = sizeof (TarnEstimateInput),
    .asks_cost_model = TRUE,
  },
  [TARN_GLUE_EXPLAIN] = {
    "Explain", .is_readonly = TRUE,
    .members = { TABLE },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_explain, .free_value = g_free,
    .input_size = sizeof (TarnTablePath),
  },
  [TARN_GLUE_GET_VIEW_MEASURES] = {
    "GetViewMeasures", .is_readonly = TRUE,
    .members = { TABLE },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_get_view_measures, .free_value = (GDestroyNotify) tarn_measures_free,
    .input_size = sizeof (TarnTablePath),
  },
  [TARN_GLUE_GET_ACCOUNT_MEASURES] = {
    "GetAccountMeasures", .is_readonly = TRUE,
    .members = { CATALOG_ID (TarnMeasuresInput, catalog_id) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_get_account_measures, .free_value = (GDestroyNotify) tarn_measures_free,
    .input_size = sizeof (TarnMeasuresInput),
  },
  [TARN_GLUE_RESET_MEASURES] = {
    "ResetMeasures",
    .members = { CATALOG_ID (TarnMeasuresInput, catalog_id) },
    .exceptions = { TARN_GLUE_ERROR_ACCESS_DENIED, TARN_GLUE_ERROR_ENTITY_NOT_FOUND,
      TARN_GLUE_ERROR_INVALID_INPUT },
    .perform = tarn_glue_reset_measures,
    .input_size = sizeof (TarnMeasuresInput),
  },
};

#define RATE(name, operation) \
  { name, TARN_UNLIMITED, TARN_UNLIMITED, 1000000, \
    "Calls of " operation " that an account may make per second; -1 is without limit." }

#define FAILURE_RATE(name, what) \
  { name, 0, 0, 1000000000, \
    what " per 1000 hours that a run is RUNNING, each at a moment of the exponential distribution." }

#define CLASS_LIMIT(name, class) \
  { name, TARN_UNLIMITED, TARN_UNLIMITED, 1000000, \
    "Largest number of runs of class " class " of an account that have a slot at the same time; -1 is without limit." }

static const TarnOption options[TARN_GLUE_N_OPTIONS] = {
  [TARN_GLUE_START_RATE_PER_SECOND]
  = RATE ("start-rate-per-second", "StartMaterializedViewRefreshTaskRun"),
  [TARN_GLUE_GET_RATE_PER_SECOND]
  = RATE ("get-rate-per-second", "GetMaterializedViewRefreshTaskRun"),
  [TARN_GLUE_STOP_RATE_PER_SECOND]
  = RATE ("stop-rate-per-second", "StopMaterializedViewRefreshTaskRun"),
  [TARN_GLUE_LIST_RATE_PER_SECOND]
  = RATE ("list-rate-per-second", "ListMaterializedViewRefreshTaskRuns"),
  [TARN_GLUE_CATALOG_ID_REQUIRED] = { "catalog-id-required", 0, 0, 1,
    "1: a call without CatalogId fails with InvalidInputException; 0: the service takes the"
    " caller's account." },
  [TARN_GLUE_FOLD_LOOKUPS] = { "fold-lookups", 1, 0, 1,
    "1: a call finds databases and tables in upper or lower case; 0: only in lower case, as they are"
    " stored. The service documents only how it stores names." },
  [TARN_GLUE_STOP_LATENCY_US] = { "stop-latency-us", 5000000, 0, YEAR_US,
    "Time from an accepted stop until the run is STOPPED and its slot is free." },
  [TARN_GLUE_INCREMENTAL_THRESHOLD_PERCENT] = { "incremental-threshold-percent", 20, 0,
    TARN_THRESHOLD_PERCENT_MAX, "Largest change, in percent of the sources' size, that is still refreshed incrementally." },
  [TARN_GLUE_RUNNING_MAX] = { "running-max", 50, TARN_UNLIMITED, 1000000,
    "Largest number of runs of an account that have a slot at the same time; -1 is without limit. If it is"
    " raised, runs that wait get their slots at that instant." },
  [TARN_GLUE_QUEUE_AT_LIMIT] = { "queue-at-limit", 0, 0, 1,
    "1: a run above running-max waits for a slot, first come first served; 0: its start fails with"
    " ResourceNumberLimitExceededException." },
  [TARN_GLUE_CLASS_1_RUNNING_MAX] = CLASS_LIMIT ("class-1-running-max", "1"),
  [TARN_GLUE_CLASS_2_RUNNING_MAX] = CLASS_LIMIT ("class-2-running-max", "2"),
  [TARN_GLUE_CLASS_3_RUNNING_MAX] = CLASS_LIMIT ("class-3-running-max", "3"),
  [TARN_GLUE_AUTOMATIC_SLOT_CLASS] = { "automatic-slot-class", 0, 0, TARN_SLOT_CLASS_MAX,
    "The class of slots of automatic refreshes." },
  [TARN_GLUE_DPU_MAX] = { "dpu-max", TARN_UNLIMITED, TARN_UNLIMITED, 1000000000,
    "Largest number of DPU that the runs of an account that have a slot may use together, by the largest numbers"
    " of their plans; -1 is without limit. A run that needs more than that gets its slot when no other run has"
    " one." },
  [TARN_GLUE_RETENTION_RUNS] = { "retention-runs", 0, 0, 1000000000,
    "Number of ended runs that are kept for each view; 0 keeps all. The engine removes older ones"
    " when a run of the view ends." },
  [TARN_GLUE_RETENTION_AGE_US] = { "retention-age-us", 0, 0, 100 * YEAR_US,
    "Time for which an ended run can be found; 0 is for ever." },
  [TARN_GLUE_RETENTION_SNAPSHOTS] = { "retention-snapshots", 0, 0, 1000000000,
    "Number of snapshots that a table keeps; 0 keeps all. If the snapshot of a source that a view shows is"
    " not kept, the next refresh of the view is full." },
  [TARN_GLUE_RETENTION_SNAPSHOT_AGE_US] = { "retention-snapshot-age-us", 0, 0, 100 * YEAR_US,
    "Time after its commit for which a table keeps a snapshot that is not its current one; 0 is for ever." },
  [TARN_GLUE_INCREMENTAL_APPENDS_ONLY] = { "incremental-appends-only", 0, 0, 1,
    "1: a refresh is full if a source was overwritten, or had data deleted, since the view was refreshed;"
    " 0: any change can be refreshed incrementally." },
  [TARN_GLUE_VIEWS_ON_VIEWS] = { "views-on-views", 1, 0, 1,
    "1: a view may have views as sources; 0: it may not. The service's two guides disagree." },
  [TARN_GLUE_READ_FAILURE_PPM] = { "read-failure-ppm", 0, 0, 1000000,
    "Failures to read the sources per million runs, each at a moment drawn evenly from the run's time in"
    " RUNNING." },
  [TARN_GLUE_READ_FAILURES_PER_1000_HOURS]
  = FAILURE_RATE ("read-failures-per-1000-hours", "Failures to read the sources"),
  [TARN_GLUE_WORKER_FAILURE_PPM] = { "worker-failure-ppm", 0, 0, 1000000,
    "Losses of a worker per million runs, each at a moment drawn evenly from the run's time in RUNNING." },
  [TARN_GLUE_WORKER_FAILURES_PER_1000_HOURS]
  = FAILURE_RATE ("worker-failures-per-1000-hours", "Losses of a worker"),
  [TARN_GLUE_PUBLICATION_FAILURE_PPM] = { "publication-failure-ppm", 0, 0, 1000000,
    "Failures to publish the result per million runs, each at the end of the run's work." },
  [TARN_GLUE_DRAW_BY_TAG] = { "draw-by-tag", 0, 0, 1,
    "1: a run that was started with a tag draws its durations and its failures by the view and the tag;"
    " 0: every run draws by the view and the number of the run among the view's runs." },
  [TARN_GLUE_MEASURES] = { "measures", 0, 0, 1,
    "1: the engine measures how stale the views are over time, and what their runs use; 0: it does not, and"
    " drops what it has measured." },
  [TARN_GLUE_MEASURE_PERCENTILES] = { "measure-percentiles", 0, 0, 1,
    "1: the measures have percentiles of the age and of the lag; 0: they have none. A change begins all"
    " measures anew." },
  [TARN_GLUE_INTERVAL_FROM_END] = { "interval-from-end", 0, 0, 1,
    "1: the next automatic refresh of a view is due one interval after the last run of the view ended; 0:"
    " one interval after the last automatic refresh was due." },
  [TARN_GLUE_SUSPEND_AFTER_FAILURES] = { "suspend-after-failures", 0, 0, 1000000000,
    "Number of runs of a view that fail in a row, after which its automatic refreshes are suspended; 0"
    " never suspends them." },
  [TARN_GLUE_COST_BYTES_PER_SECOND_PER_DPU] = { "cost-bytes-per-second-per-dpu", 40000000,
    1000000, 1000000000000, "Bytes that one DPU reads in a second." },
  [TARN_GLUE_COST_STARTUP_MS] = { "cost-startup-ms", 30000, 0, 24 * HOUR_MS,
    "Time from getting the slot to RUNNING; the run uses nothing in this time." },
  [TARN_GLUE_COST_SERIAL_MS] = { "cost-serial-ms", 10000, 0, 24 * HOUR_MS,
    "Time of the part of a refresh that more DPU do not shorten; it runs on cost-dpu-min DPU." },
  [TARN_GLUE_COST_DPU_MIN] = { "cost-dpu-min", 2, 1, 10000,
    "Smallest number of DPU of a refresh." },
  [TARN_GLUE_COST_DPU_MAX] = { "cost-dpu-max", 10, 1, 10000,
    "Largest number of DPU of a refresh; if it is below cost-dpu-min, cost-dpu-min counts." },
  [TARN_GLUE_COST_RAMP_MS] = { "cost-ramp-ms", 15000, 1, 24 * HOUR_MS,
    "Time after which the number of DPU doubles." },
  [TARN_GLUE_COST_BYTES_PER_DPU] = { "cost-bytes-per-dpu", G_GINT64_CONSTANT (2147483648), 1000000,
    G_GINT64_CONSTANT (1) << 60, "Bytes for which a refresh takes one more DPU." },
  [TARN_GLUE_COST_AMPLIFICATION_PERMILLE] = { "cost-amplification-permille", 5000, 0, 1000000,
    "Bytes that an incremental refresh reads for each 1000 changed bytes." },
  [TARN_GLUE_COST_MERGE_PERMILLE] = { "cost-merge-permille", 0, 0, 1000000,
    "Bytes of the view that an incremental refresh rewrites for each 1000 changed bytes." },
  [TARN_GLUE_COST_COUNT_WRITES] = { "cost-count-writes", 0, 0, 1,
    "1: the bytes of a full refresh are the sizes of the sources and of the view; 0: only those of"
    " the sources." },
  [TARN_GLUE_COST_SKIP_UNCHANGED] = { "cost-skip-unchanged", 1, 0, 1,
    "1: an incremental refresh that finds no changed byte takes only cost-unchanged-ms; 0: it takes"
    " the start-up and the serial part, as any other does." },
  [TARN_GLUE_COST_UNCHANGED_MS] = { "cost-unchanged-ms", 2000, 0, 24 * HOUR_MS,
    "Time of a refresh that finds no changed byte; the run is RUNNING all the time and uses"
    " nothing." },
  [TARN_GLUE_COST_DURATION_SPREAD_PERMILLE] = { "cost-duration-spread-permille", TARN_NO_SPREAD,
    TARN_NO_SPREAD, TARN_LOG_NORMAL_DEVIATION_MAX, "Geometric standard deviation, in thousandths, of the"
    " lognormal factor that multiplies all durations of a run; its mean is 1. 1000 is no spread." },
  [TARN_GLUE_COST_BILLING_GRANULARITY_MS] = { "cost-billing-granularity-ms", 1000, 1, HOUR_MS,
    "Use is rounded up to a multiple of this number of DPU-milliseconds." },
  [TARN_GLUE_COST_BILLING_MINIMUM_MS] = { "cost-billing-minimum-ms", 60000, 0, HOUR_MS,
    "Smallest bill of a run that used anything: this time on cost-dpu-min DPU." },
  [TARN_GLUE_COST_PRICE_MICRO_USD_PER_DPU_HOUR] = { "cost-price-micro-usd-per-dpu-hour", 440000,
    0, 1000000000, "Price of a DPU-hour, in millionths of a US dollar." },
};

const char *const tarn_glue_events[TARN_GLUE_N_EVENTS + 1] = {
  [TARN_GLUE_EVENT_STARTED] = "Glue Materialized View Refresh Task Started",
  [TARN_GLUE_EVENT_SUCCEEDED] = "Glue Materialized View Refresh Task Succeeded",
  [TARN_GLUE_EVENT_FAILED] = "Glue Materialized View Refresh Task Failed",
  [TARN_GLUE_EVENT_INVOCATION_FAILURE]
  = "Glue Materialized View Auto-Refresh Invocation Failure",
  NULL,
};

/* clang-format on */

static const char *const chaos[] = {
  "[chaos: refresh fails]\noperation=StartMaterializedViewRefreshTaskRun\ndo=fail-run\n",
  "[chaos: refresh hangs]\noperation=StartMaterializedViewRefreshTaskRun\ndo=hang-run\n",
  "[chaos: refresh is slow]\noperation=StartMaterializedViewRefreshTaskRun\ndo=slow-run\n"
  "factor-permille=4000\n",
  NULL,
};

/*
 * A path begins with the 12 digits of an account. The names of databases and tables have no upper-case letter
 * in it; the id of a run may have one, and so may a path that could be one of a run.
 */
static gboolean
may_match (const char *pattern)
{
  gsize n_digits = strspn (pattern, "0123456789");
  const char *rest = pattern + n_digits;
  const char *database = strchr (rest, '/');

  if (n_digits <= TARN_ACCOUNT_ID_LENGTH && *rest == '*')
    return TRUE;
  if (n_digits != TARN_ACCOUNT_ID_LENGTH || strchr ("/:", *rest) == NULL)
    return FALSE;

  return database == NULL || strchr (database + 1, '/') == NULL
         || tarn_table_name_is_lower (database);
}

const TarnService tarn_glue_service = {
  .name = "glue",
  .errors = &tarn_glue_errors,
  .starts_automatically = TRUE,
  .stops_slowly = TRUE,
  .run_noun = "refresh task run",
  .change_class = &tarn_refresh_change_class,
  .commit_class = &tarn_commit_change_class,
  .dup_subject = tarn_refresh_change_dup_subject,
  .dup_resource = tarn_refresh_change_dup_resource,
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .options = options,
  .n_options = G_N_ELEMENTS (options),
  .edges = &tarn_refresh_edges[0][0],
  .n_states = TARN_REFRESH_N_STATES,
  .n_causes = TARN_REFRESH_N_CAUSES,
  .state_names = tarn_refresh_state_names,
  .cause_names = tarn_refresh_cause_names,
  .get_status = tarn_refresh_state_get_status_text,
  .events = tarn_glue_events,
  .may_match = may_match,
  .resource_example = "a path such as 123456789012/sales/daily",
  .chaos = chaos,
};
