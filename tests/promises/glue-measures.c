/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-measures.h and of the page about measures, and the errors of the operations. The
 * sums themselves are tested in tests/glue/measures.c.
 */
#include "glue-call.h"

/* --- Calls ------------------------------------------------------------------------------------ */

static void
prepare_measures (ErrorCall *call)
{
  engine_set (call->lake.engine, "glue.measures", 1);
}

static gboolean
perform_view (ErrorCall *call, GError **error)
{
  g_autoptr (TarnTableName) name = call_name (call);
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_view_measures (call->client, name, error);

  return measures != NULL;
}

static gboolean
perform_account (ErrorCall *call, GError **error)
{
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_account_measures (call->client, call->catalog, error);

  return measures != NULL;
}

static gboolean
perform_reset (ErrorCall *call, GError **error)
{
  return tarn_glue_client_reset_measures (call->client, call->catalog, error);
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
spoil_option (ErrorCall *call)
{
  engine_set (call->lake.engine, "glue.measures", 0);
}

static void
spoil_catalog_missing (ErrorCall *call)
{
  set_text (&call->catalog, NULL);
  engine_set (call->lake.engine, "glue.catalog-id-required", 1);
}

#define GLUE(code) tarn_glue_error_quark, TARN_GLUE_ERROR_##code
#define VIEW_OF "tarn-catalog.h: get_view_measures(): "
#define ACCOUNT_OF "tarn-catalog.h: get_account_measures(): "
#define RESET_OF "tarn-catalog.h: reset_measures(): "

/* clang-format off */
static const ErrorRow view_rows[] = {
  { VIEW_OF "the engine belongs to another thread", tarn_error_quark, TARN_ERROR_WRONG_THREAD,
    USES_THREAD, spoil_thread },
  { VIEW_OF "over 255 characters, not valid UTF-8", GLUE (INVALID_INPUT), USES_CATALOG,
    spoil_catalog_long, "CatalogId " },
  { VIEW_OF "DatabaseName or TableName is missing, empty", GLUE (INVALID_INPUT), USES_DATABASE,
    spoil_database_empty, "DatabaseName " },
  { VIEW_OF "CatalogId, DatabaseName or TableName is missing", GLUE (INVALID_INPUT), USES_TABLE,
    spoil_table_missing, "TableName " },
  { VIEW_OF "any code of #TarnGlueError: a rule of the fault plan throws it", GLUE (ALREADY_EXISTS),
    USES_PLAN | IS_COUNTED, spoil_thrown },
  { VIEW_OF "the catalog belongs to another account", GLUE (ACCESS_DENIED),
    USES_CATALOG | IS_COUNTED, spoil_foreign },
  { VIEW_OF "or a statement denies the call", GLUE (ACCESS_DENIED), USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { VIEW_OF "there is no such catalog", GLUE (ENTITY_NOT_FOUND), USES_CATALOG | IS_COUNTED,
    spoil_no_catalog },
  { VIEW_OF "no such catalog, database or table", GLUE (ENTITY_NOT_FOUND),
    USES_DATABASE | IS_COUNTED, spoil_no_database },
  { VIEW_OF "database or table", GLUE (ENTITY_NOT_FOUND), USES_TABLE | IS_COUNTED, spoil_no_table },
  { VIEW_OF "or the table is no materialized view", GLUE (ENTITY_NOT_FOUND),
    USES_TABLE | IS_COUNTED, spoil_base_table },
  { VIEW_OF "the option `glue.measures` is 0", GLUE (INVALID_INPUT), USES_INPUT | IS_COUNTED,
    spoil_option, "there are no measures" },
  { VIEW_OF "a fault plan lost the reply", GLUE (OPERATION_TIMEOUT),
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow account_rows[] = {
  { ACCOUNT_OF "the engine belongs to another thread", tarn_error_quark, TARN_ERROR_WRONG_THREAD,
    USES_THREAD, spoil_thread },
  { ACCOUNT_OF "CatalogId is empty, over 255 characters", GLUE (INVALID_INPUT), USES_CATALOG,
    spoil_catalog_long, "CatalogId " },
  { ACCOUNT_OF "or is missing and `glue.catalog-id-required` is 1", GLUE (INVALID_INPUT),
    USES_CATALOG, spoil_catalog_missing, "CatalogId " },
  { ACCOUNT_OF "any code of #TarnGlueError: a rule of the fault plan throws it",
    GLUE (ALREADY_EXISTS), USES_PLAN | IS_COUNTED, spoil_thrown },
  { ACCOUNT_OF "the catalog belongs to another account", GLUE (ACCESS_DENIED),
    USES_CATALOG | IS_COUNTED, spoil_foreign },
  { ACCOUNT_OF "or a statement denies the call", GLUE (ACCESS_DENIED), USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { ACCOUNT_OF "there is no such catalog", GLUE (ENTITY_NOT_FOUND), USES_CATALOG | IS_COUNTED,
    spoil_no_catalog },
  { ACCOUNT_OF "the option `glue.measures` is 0", GLUE (INVALID_INPUT), USES_INPUT | IS_COUNTED,
    spoil_option, "there are no measures" },
  { ACCOUNT_OF "a fault plan lost the reply", GLUE (OPERATION_TIMEOUT),
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow reset_rows[] = {
  { RESET_OF "the engine belongs to another thread", tarn_error_quark, TARN_ERROR_WRONG_THREAD,
    USES_THREAD, spoil_thread },
  { RESET_OF "a condition or a cost model makes the call", tarn_error_quark, TARN_ERROR_BUSY,
    USES_CONDITION, spoil_condition },
  { RESET_OF "CatalogId is empty, over 255 characters", GLUE (INVALID_INPUT), USES_CATALOG,
    spoil_catalog_long, "CatalogId " },
  { RESET_OF "or is missing and `glue.catalog-id-required` is 1", GLUE (INVALID_INPUT),
    USES_CATALOG, spoil_catalog_missing, "CatalogId " },
  { RESET_OF "any code of #TarnGlueError: a rule of the fault plan throws it",
    GLUE (ALREADY_EXISTS), USES_PLAN | IS_COUNTED, spoil_thrown },
  { RESET_OF "the catalog belongs to another account", GLUE (ACCESS_DENIED),
    USES_CATALOG | IS_COUNTED, spoil_foreign },
  { RESET_OF "or a statement denies the call", GLUE (ACCESS_DENIED), USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { RESET_OF "there is no such catalog", GLUE (ENTITY_NOT_FOUND), USES_CATALOG | IS_COUNTED,
    spoil_no_catalog },
  { RESET_OF "the option `glue.measures` is 0", GLUE (INVALID_INPUT), USES_INPUT | IS_COUNTED,
    spoil_option, "there are no measures" },
  { RESET_OF "the call took effect, but a fault plan lost its reply", GLUE (OPERATION_TIMEOUT),
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};
/* clang-format on */

static const ErrorList lists[] = {
  { view_rows, G_N_ELEMENTS (view_rows), prepare_measures, perform_view, "GetViewMeasures", NULL },
  { account_rows, G_N_ELEMENTS (account_rows), prepare_measures, perform_account,
    "GetAccountMeasures", NULL },
  { reset_rows, G_N_ELEMENTS (reset_rows), prepare_measures, perform_reset, "ResetMeasures", NULL },
};

/* --- Sentences -------------------------------------------------------------------------------- */

static Lake
measured_lake_new (void)
{
  Lake lake = lake_new (0);

  engine_set (lake.engine, "glue.measure-percentiles", 1);
  engine_set (lake.engine, "glue.measures", 1);
  return lake;
}

static TarnMeasures *
read_view (const Lake *lake)
{
  TarnMeasures *measures = tarn_glue_client_get_view_measures (lake->client, lake->view, NULL);

  g_assert_nonnull (measures);
  return measures;
}

static guint64
get_low_area (const TarnMeasures *measures, TarnMeasure measure)
{
  guint64 low;

  g_assert_cmpuint (tarn_measures_get_area (measures, measure, &low), ==, 0);
  return low;
}

static guint64
get_low_time (const TarnMeasures *measures, TarnMeasure measure)
{
  guint64 low;

  g_assert_cmpuint (tarn_measures_get_time (measures, measure, &low), ==, 0);
  return low;
}

static void
test_begins_anew (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) first = NULL, second = NULL;

  engine_advance (lake.engine, HOUR_US);
  engine_set (lake.engine, "glue.measure-percentiles", 0);
  first = read_view (&lake);
  g_assert_cmpint (tarn_measures_get_since (first), ==, START_US + HOUR_US);
  g_assert_cmpint (tarn_measures_get_percentile (first, TARN_MEASURE_AGE, 5000), ==, -1);

  engine_advance (lake.engine, HOUR_US);
  g_assert_true (tarn_glue_client_reset_measures (lake.client, NULL, NULL));
  second = read_view (&lake);
  g_assert_cmpint (tarn_measures_get_since (second), ==, START_US + 2 * HOUR_US);
}

static void
test_copy_never_changes (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) measures = NULL, copy = NULL;
  gint64 median;

  engine_advance (lake.engine, MINUTE_US);
  measures = read_view (&lake);
  median = tarn_measures_get_percentile (measures, TARN_MEASURE_AGE, 5000);
  engine_advance (lake.engine, HOUR_US);
  copy = tarn_measures_copy (measures);
  tarn_measures_free (g_steal_pointer (&measures));
  g_clear_object (&lake.client);
  g_clear_object (&lake.engine);
  g_assert_cmpint (tarn_measures_get_until (copy), ==, START_US + MINUTE_US);
  g_assert_cmpuint (get_low_area (copy, TARN_MEASURE_AGE), ==, MINUTE_US * MINUTE_US);
  g_assert_cmpint (median, >, 0);
  g_assert_cmpint (tarn_measures_get_percentile (copy, TARN_MEASURE_AGE, 5000), ==, median);
  g_assert_cmpuint (tarn_measures_get_mean (copy, TARN_MEASURE_AGE, 1), ==, MINUTE_US / 2);
}

static void
test_compaction (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) measures = NULL;

  g_free (lake_start (&lake, lake.view));
  engine_drain (lake.engine);
  g_assert_true (tarn_glue_client_reset_measures (lake.client, NULL, NULL));
  lake_commit (&lake, lake.base, TARN_COMMIT_REPLACE, 1000);
  engine_advance (lake.engine, HOUR_US);
  measures = read_view (&lake);
  g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_FRESH), ==, HOUR_US);
  g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_PENDING_COMMITS), ==, 0);
  g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_PENDING_BYTES), ==, 0);
}

static void
test_never_refreshed (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnMeasures) measures = NULL;

  engine_advance (lake.engine, HOUR_US);
  engine_set (lake.engine, "glue.measures", 1);
  engine_advance (lake.engine, MINUTE_US);
  measures = read_view (&lake);
  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_AGE), ==, MINUTE_US);
  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_LAG), ==, MINUTE_US);
  g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_NEVER_REFRESHED), ==, MINUTE_US);
}

static void
test_account_sums (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnTableName) later = NULL;
  g_autoptr (TarnMeasures) account = NULL;

  engine_advance (lake.engine, MINUTE_US);
  later = lake_add_view (&lake, "later", lake.base, TARN_REFRESH_TYPE_FULL);
  engine_advance (lake.engine, MINUTE_US);
  account = tarn_glue_client_get_account_measures (lake.client, NULL, NULL);
  g_assert_cmpuint (get_low_time (account, TARN_MEASURE_AGE), ==, 3 * MINUTE_US);
  g_assert_cmpuint (get_low_time (account, TARN_MEASURE_RUNNING), ==, 2 * MINUTE_US);
  g_assert_cmpuint (get_low_area (account, TARN_MEASURE_AGE), ==,
                    4 * MINUTE_US * MINUTE_US + MINUTE_US * MINUTE_US);
  g_assert_cmpint (tarn_measures_get_max (account, TARN_MEASURE_AGE), ==, 2 * MINUTE_US);
}

static void
delete_table (const Lake *lake, TarnTableName *name)
{
  g_autoptr (GError) error = NULL;

  tarn_glue_client_delete_table (lake->client, name, &error);
  g_assert_no_error (error);
}

static void
change_source (const Lake *lake, TarnTableName *view, TarnTableName *source)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (input, source);
  tarn_glue_client_update_table (lake->client, view, input, &error);
  g_assert_no_error (error);
}

static void
assert_areas (const Lake *lake, TarnTableName *view, gint64 age_max, gint64 lag_max, guint64 never)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_view_measures (lake->client, view, &error);

  g_assert_no_error (error);
  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_AGE), ==, age_max);
  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_LAG), ==, lag_max);
  g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_NEVER_REFRESHED), ==, never);
}

/* The view of a minute was never refreshed, so its age rose to a minute. Nobody can read its measures then. */
static void
test_deleted_view (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) account = NULL;

  engine_set (lake.engine, "glue.stop-latency-us", 3 * MINUTE_US);
  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, MINUTE_US);
  delete_table (&lake, lake.view);
  engine_advance (lake.engine, HOUR_US);
  account = tarn_glue_client_get_account_measures (lake.client, NULL, NULL);
  g_assert_cmpuint (get_low_time (account, TARN_MEASURE_AGE), ==, MINUTE_US);
  g_assert_cmpuint (get_low_area (account, TARN_MEASURE_AGE), ==, MINUTE_US * MINUTE_US);
  g_assert_cmpuint (get_low_area (account, TARN_MEASURE_RUNNING), ==, 4 * MINUTE_US);
  g_assert_null (tarn_glue_client_get_view_measures (lake.client, lake.view, NULL));
}

static void
test_deleted_base (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnTableName) shown
      = lake_add_view (&lake, "shown", lake.base, TARN_REFRESH_TYPE_FULL);

  engine_advance (lake.engine, MINUTE_US);
  delete_table (&lake, lake.base);
  engine_advance (lake.engine, MINUTE_US);
  assert_areas (&lake, shown, 2 * MINUTE_US, 0, 0);
}

/* The base table behind the deleted view gets a commit after a minute, and the upper view lacks it. */
static void
test_deleted_view_between (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnTableName) lower
      = lake_add_view (&lake, "lower", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_FULL);

  delete_table (&lake, lower);
  engine_advance (lake.engine, MINUTE_US);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 10);
  engine_advance (lake.engine, 2 * MINUTE_US);
  assert_areas (&lake, upper, 3 * MINUTE_US, 2 * MINUTE_US, 0);
}

static void
test_changed_sources (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", 10);
  g_autoptr (TarnTableName) lower
      = lake_add_view (&lake, "lower", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_FULL);

  engine_advance (lake.engine, 2 * MINUTE_US);
  change_source (&lake, lower, other);
  engine_advance (lake.engine, MINUTE_US);
  assert_areas (&lake, lower, 2 * MINUTE_US, MINUTE_US, MINUTE_US);
  assert_areas (&lake, upper, 2 * MINUTE_US, MINUTE_US, MINUTE_US);
}

/* The first refresh of the upper view reads the lower one before that is refreshed. */
static void
test_counts_again (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", 10);
  g_autoptr (TarnTableName) lower
      = lake_add_view (&lake, "lower", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_FULL);
  TarnTableName *const refreshed[] = { upper, lower, upper };
  const guint64 never[] = { MINUTE_US, MINUTE_US, 0 };

  change_source (&lake, lower, other);
  for (guint i = 0; i < G_N_ELEMENTS (refreshed); i++)
    {
      g_free (lake_start (&lake, refreshed[i]));
      engine_drain (lake.engine);
      g_assert_true (tarn_glue_client_reset_measures (lake.client, NULL, NULL));
      engine_advance (lake.engine, MINUTE_US);

      g_autoptr (TarnMeasures) measures
          = tarn_glue_client_get_view_measures (lake.client, upper, NULL);
      g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_NEVER_REFRESHED), ==, never[i]);
    }
}

/* The lower view reads one more table. The upper one keeps what it shows of the first, so its age goes on to rise. */
static void
test_kept_content (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", 10);
  g_autoptr (TarnTableName) lower
      = lake_add_view (&lake, "lower", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

  engine_advance (lake.engine, 2 * MINUTE_US);
  tarn_table_input_add_sub_object (input, lake.base);
  tarn_table_input_add_sub_object (input, other);
  g_assert_true (tarn_glue_client_update_table (lake.client, lower, input, NULL));
  engine_advance (lake.engine, MINUTE_US);
  assert_areas (&lake, lower, 2 * MINUTE_US, MINUTE_US, MINUTE_US);
  assert_areas (&lake, upper, 3 * MINUTE_US, MINUTE_US, MINUTE_US);
}

/* The run of a view gets its slot, reads, and then the sources change. It publishes what it has read. */
static void
test_outdated_run (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnTableName) other = lake_add_base (&lake, "other", 10);
  g_autoptr (TarnMeasures) measures = NULL;

  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, MINUTE_US);
  change_source (&lake, lake.view, other);
  engine_advance (lake.engine, HOUR_US);
  measures = read_view (&lake);
  g_assert_cmpuint (tarn_measures_get_n_publications (measures), ==, 1);
  assert_areas (&lake, lake.view, HOUR_US, HOUR_US, MINUTE_US + HOUR_US);
}

#define LOWER_DURATION_US                                                                          \
  (40 * SECOND_US + 1000) /* the refresh of an empty view with 5 new bytes */

typedef struct
{
  const Lake *lake;
  TarnTableName *view;
} Waiting;

static gboolean
start_waiting (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Waiting *self = data;

  g_free (lake_start (self->lake, self->view));
  return G_SOURCE_REMOVE;
}

/* The snapshot of a view is from its slot. */
static void
assert_one_instant (const Lake *lake, TarnTableName *lower, TarnTableName *upper)
{
  g_autoptr (TarnTable) source = tarn_glue_client_get_table (lake->client, lower, NULL);
  g_autoptr (TarnTable) view = tarn_glue_client_get_table (lake->client, upper, NULL);

  g_assert_cmpint (tarn_table_get_snapshot_time (view), ==,
                   tarn_table_get_publication_time (source));
}

/*
 * The upper view gets its slot at the instant at which the lower one publishes. A publication after the slot hides what
 * the upper view read, and so does one that changed nothing, because nobody knows which of the two came first.
 */
static void
test_late_after_one_instant (void)
{
  static const struct
  {
    gboolean is_upper_first;
    gboolean is_changed;
    guint64 never_us;
  } rows[] = { { FALSE, TRUE, 0 }, { TRUE, TRUE, MINUTE_US }, { FALSE, FALSE, MINUTE_US } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Lake) lake = lake_new (0);
      g_autoptr (TarnTableName) lower
          = lake_add_view (&lake, "lower", lake.base, TARN_REFRESH_TYPE_FULL);
      g_autoptr (TarnTableName) upper
          = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_FULL);
      g_autoptr (TarnMeasures) measures = NULL;

      if (rows[i].is_changed)
        lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 5);
      Waiting waiting = { &lake, upper };
      if (rows[i].is_upper_first)
        tarn_engine_add_timeout (lake.engine, LOWER_DURATION_US, TARN_TIMEOUT_NONE, start_waiting,
                                 &waiting, NULL);
      g_free (lake_start (&lake, lower));
      engine_drain (lake.engine);
      if (!rows[i].is_upper_first)
        g_free (lake_start (&lake, upper));
      engine_drain (lake.engine);
      assert_one_instant (&lake, lower, upper);
      engine_set (lake.engine, "glue.measures", 1);
      engine_advance (lake.engine, MINUTE_US);
      measures = tarn_glue_client_get_view_measures (lake.client, upper, NULL);
      g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_NEVER_REFRESHED), ==,
                        rows[i].never_us);
    }
}

/* The lower view was deleted before the measures began, and with it what was known of the base table. */
static void
test_late_without_view (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnTableName) lower
      = lake_add_view (&lake, "lower", lake.base, TARN_REFRESH_TYPE_FULL);
  g_autoptr (TarnTableName) upper = lake_add_view (&lake, "upper", lower, TARN_REFRESH_TYPE_FULL);

  delete_table (&lake, lower);
  engine_advance (lake.engine, MINUTE_US);
  engine_set (lake.engine, "glue.measures", 1);
  engine_advance (lake.engine, MINUTE_US);
  assert_areas (&lake, upper, MINUTE_US, MINUTE_US, MINUTE_US);
  change_source (&lake, upper, lake.base);
  g_free (lake_start (&lake, upper));
  engine_drain (lake.engine);
  g_assert_true (tarn_glue_client_reset_measures (lake.client, NULL, NULL));
  assert_areas (&lake, upper, 0, 0, 0);
  engine_advance (lake.engine, MINUTE_US);
  assert_areas (&lake, upper, FULL_DURATION_US + MINUTE_US, 0, 0);
}

static void
test_unchanged_counts (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) measures = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_free (lake_start (&lake, lake.view));
      engine_drain (lake.engine);
    }
  measures = read_view (&lake);
  g_assert_cmpuint (tarn_measures_get_n_publications (measures), ==, 2);
}

/* In 3 us the age rises from 0 to 3, and twice its integral is 9, so its mean is 1.5. */
static void
test_mean_rounds (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) measures = NULL;

  engine_advance (lake.engine, 3);
  measures = read_view (&lake);
  g_assert_cmpuint (get_low_area (measures, TARN_MEASURE_AGE), ==, 9);
  g_assert_cmpuint (tarn_measures_get_mean (measures, TARN_MEASURE_AGE, 1), ==, 2);
  g_assert_cmpuint (tarn_measures_get_mean (measures, TARN_MEASURE_AGE, 10), ==, 15);
  g_assert_cmpuint (tarn_measures_get_mean (measures, TARN_MEASURE_AGE, G_MAXUINT), ==,
                    (G_GUINT64_CONSTANT (3) * G_MAXUINT + 1) / 2);
}

static void
test_no_max (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) measures = read_view (&lake);

  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_PENDING_COMMITS), ==, -1);
  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_PENDING_BYTES), ==, -1);
  g_assert_cmpint (tarn_measures_get_max (measures, TARN_MEASURE_AGE), ==, 0);
}

/* The age was 0 for a microsecond, 1 for a microsecond, and so on, up to 99. */
static void
test_percentile (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) view = NULL, account = NULL;

  engine_advance (lake.engine, 100);
  view = read_view (&lake);
  account = tarn_glue_client_get_account_measures (lake.client, NULL, NULL);
  g_assert_cmpint (tarn_measures_get_percentile (account, TARN_MEASURE_AGE, 0), ==, 0);
  g_assert_cmpint (tarn_measures_get_percentile (account, TARN_MEASURE_AGE, 5000), ==, 49);
  g_assert_cmpint (tarn_measures_get_percentile (account, TARN_MEASURE_AGE, 5001), ==, 50);
  g_assert_cmpint (tarn_measures_get_percentile (account, TARN_MEASURE_AGE, 10000), ==, 99);
  g_assert_cmpint (tarn_measures_get_percentile (view, TARN_MEASURE_AGE, 1500), ==, 14);
  g_assert_cmpint (tarn_measures_get_percentile (view, TARN_MEASURE_AGE, 10000), ==, 96);
  g_assert_cmpint (tarn_measures_get_percentile (view, TARN_MEASURE_DPU, 5000), ==, -1);
}

static void
test_reading_changes_nothing (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnMeasures) view = NULL, account = NULL;
  g_autofree char *before = NULL, *after = NULL;

  g_free (lake_start (&lake, lake.view));
  engine_advance (lake.engine, MINUTE_US);
  before = tarn_engine_dup_digest (lake.engine, NULL);
  view = read_view (&lake);
  account = tarn_glue_client_get_account_measures (lake.client, NULL, NULL);
  g_assert_nonnull (account);
  after = tarn_engine_dup_digest (lake.engine, NULL);
  g_assert_cmpstr (before, ==, after);
}

/* The replayed engine has the digest of the first one, so the reset was replayed. */
static void
test_replay (void)
{
  g_auto (Lake) lake = measured_lake_new ();
  g_autoptr (TarnEngine) replayed = tarn_engine_fork (lake.engine, NULL, NULL, NULL);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL;

  tarn_engine_set_journal (lake.engine, journal);
  engine_advance (lake.engine, MINUTE_US);
  g_assert_true (tarn_glue_client_reset_measures (lake.client, NULL, NULL));
  engine_advance (lake.engine, MINUTE_US);
  tarn_engine_replay (replayed, journal, &error);
  g_assert_no_error (error);
  first = tarn_engine_dup_digest (lake.engine, NULL);
  second = tarn_engine_dup_digest (replayed, NULL);
  g_assert_cmpstr (first, ==, second);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-measures.h: chapter: those of an account begin anew with [method@Tarn.GlueClient.reset_measures]",
    test_begins_anew },
  { "tarn-measures.h: chapter: Changing `glue.measure-percentiles` begins all of them anew.", test_begins_anew },
  { "tarn-measures.h: chapter: A view that is deleted counts in its account up to its deletion.", test_deleted_view },
  { "tarn-measures.h: chapter: the run counts as running until it ends", test_deleted_view },
  { "tarn-measures.h: chapter: their age goes on to rise, and they lack no new commits of a deleted base table",
    test_deleted_base },
  { "tarn-measures.h: chapter: and the base tables that they had through it", test_deleted_view_between },
  { "tarn-measures.h: chapter: A view whose sources change begins as if it was created then.", test_changed_sources },
  { "tarn-measures.h: chapter: until they publish a run that has read a view that does not", test_counts_again },
  { "tarn-measures.h: chapter: keep what they show of the base tables that they still have", test_kept_content },
  { "tarn-measures.h: get_n_publications(): so does one that has read other sources than the view has when it ends",
    test_outdated_run },
  { "tarn-measures.h: TarnMeasure: They know what it shows through another view if that view is not deleted",
    test_late_without_view },
  { "tarn-measures.h: get_time(): with those that were deleted since", test_deleted_view },
  { "tarn-measures.h: TarnMeasures: A copy never changes, and stays valid after the engine is gone.",
    test_copy_never_changes },
  { "tarn-measures.h: tarn_measures_copy(): (transfer full): a copy", test_copy_never_changes },
  { "tarn-measures.h: TarnMeasure: changes no data, so no measure counts it", test_compaction },
  { "tarn-measures.h: TarnMeasure: A view that was never refreshed has the age and the lag of its creation, of the change "
    "of its sources, or of the time when the measures began.", test_never_refreshed },
  { "tarn-measures.h: TarnMeasure: A publication that changed nothing, at the very instant of the slot, counts as one after "
    "the slot.", test_late_after_one_instant },
  { "tarn-measures.h: TarnMeasure: those of an account are the sums over all of its views", test_account_sums },
  { "tarn-measures.h: get_since(): for a view that was created later, its creation", test_account_sums },
  { "tarn-measures.h: get_n_publications(): a refresh that found no change counts too", test_unchanged_counts },
  { "tarn-measures.h: get_area(): it is twice the integral", test_mean_rounds },
  { "tarn-measures.h: get_time(): For the first seven measures of an account it is the sum of the times of its views",
    test_account_sums },
  { "tarn-measures.h: get_mean(): multiplied by @scale and rounded to the nearest integer, a half upwards",
    test_mean_rounds },
  { "tarn-measures.h: get_mean(): 0 if no time has passed", test_copy_never_changes },
  { "tarn-measures.h: get_max(): -1 for the pending commits and bytes", test_no_max },
  { "tarn-measures.h: get_percentile(): which is rounded up to microseconds and is at least one", test_percentile },
  { "tarn-measures.h: get_percentile(): values below 16, or 128, are exact", test_percentile },
  { "tarn-catalog.h: get_view_measures(): This changes nothing.", test_reading_changes_nothing },
  { "tarn-catalog.h: get_account_measures(): This changes nothing.", test_reading_changes_nothing },
  { "measures.md: Reading: a journal records the reset", test_replay },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_errors (&lists[i]);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
