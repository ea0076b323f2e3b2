/* SPDX-License-Identifier: MIT */
/* What tarn-change-filter.h and its neighbours promise of filters and of the observers that have one. */
#include "worlds/sample.h"

#include "promise.h"

static void
log_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer log)
{
  const TarnCommitChange *commit = tarn_change_get_commit (change);
  const TarnRefreshChange *refresh = tarn_change_get_refresh (change);
  const TarnTableName *name = commit != NULL    ? tarn_commit_change_get_table_name (commit)
                              : refresh != NULL ? tarn_refresh_change_get_table_name (refresh)
                                                : NULL;

  g_string_append_printf (log, "%s:%s ", tarn_change_get_cause (change),
                          name != NULL ? tarn_table_name_get_table_name (name) : "asset");
}

/* A commit, a refresh, a metadata run, and an automatic refresh that the service cannot start. */
static void
let_it_happen (TarnSample *sample)
{
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (tarn_sample_get_glue (sample), "hourly", orders, TARN_REFRESH_TYPE_NONE,
                       3600);

  glue_append (tarn_sample_get_glue (sample), orders, MEGABYTE);
  g_free (sample_start_refresh (sample, "daily"));
  sample_advance_to (sample, 10 * MINUTE_US);
  g_free (sample_start_metadata (sample));
  sample_drain (sample);
  sample_set (sample, "glue.running-max", 0);
  sample_advance_to (sample, HOUR_US);
}

#define COMMIT_ORDERS "commit:orders "
#define COMMIT_DAILY "commit:daily "
#define FAILURE "invocation-failure:hourly "
#define DAILY_START "create:daily take-slot:daily begin:daily "
#define DAILY_RUN DAILY_START "succeed:daily "
#define ASSET "create:asset begin:asset succeed:asset "

/* --- Rows of what is added to a filter, and what passes ---------------------------------------- */

typedef struct
{
  void (*add) (TarnChangeFilter *filter);
  const char *log;
} Row;

static void
add_nothing (TarnChangeFilter *filter G_GNUC_UNUSED)
{
}

static void
add_commits (TarnChangeFilter *filter)
{
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_COMMIT);
}

static void
add_two_kinds (TarnChangeFilter *filter)
{
  add_commits (filter);
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_INVOCATION_FAILURE);
}

static void
add_create (TarnChangeFilter *filter)
{
  tarn_change_filter_add_refresh_cause (filter, TARN_REFRESH_CAUSE_CREATE);
}

static void
add_two_causes (TarnChangeFilter *filter)
{
  add_create (filter);
  tarn_change_filter_add_refresh_cause (filter, TARN_REFRESH_CAUSE_SUCCEED);
}

static void
add_commits_and_create (TarnChangeFilter *filter)
{
  add_commits (filter);
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_RUN);
  add_create (filter);
}

static void
add_metadata_causes (TarnChangeFilter *filter)
{
  tarn_change_filter_add_metadata_cause (filter, TARN_METADATA_CAUSE_BEGIN);
  tarn_change_filter_add_metadata_cause (filter, TARN_METADATA_CAUSE_SUCCEED);
}

static void
add_name (TarnChangeFilter *filter, const char *catalog, const char *database, const char *table)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (catalog, database, table);

  tarn_change_filter_add_table (filter, name);
}

static void
add_daily (TarnChangeFilter *filter)
{
  add_name (filter, TARN_SAMPLE_ACCOUNT_ID, DATABASE, "daily");
}

/* The view is created only after the observer is added. */
static void
add_tables (TarnChangeFilter *filter)
{
  add_commits (filter);
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_RUN);
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_INVOCATION_FAILURE);
  add_daily (filter);
  add_name (filter, TARN_SAMPLE_ACCOUNT_ID, DATABASE, "hourly");
}

static void
add_orders (TarnChangeFilter *filter)
{
  add_commits (filter);
  add_name (filter, NULL, DATABASE, "orders");
}

static void
add_open_daily (TarnChangeFilter *filter)
{
  add_name (filter, NULL, DATABASE, "daily");
  add_name (filter, FOREIGN, DATABASE, "hourly");
}

static void
add_upper_case (TarnChangeFilter *filter)
{
  add_name (filter, TARN_SAMPLE_ACCOUNT_ID, "SALES", "Daily");
}

static void
add_one_of_each (TarnChangeFilter *filter)
{
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_RUN);
  add_two_causes (filter);
  tarn_change_filter_add_metadata_cause (filter, TARN_METADATA_CAUSE_BEGIN);
  add_daily (filter);
}

static const Row nothing = { add_nothing, DAILY_RUN ASSET FAILURE };
static const Row commits = { add_commits, COMMIT_ORDERS COMMIT_DAILY };
static const Row two_kinds = { add_two_kinds, COMMIT_ORDERS COMMIT_DAILY FAILURE };
static const Row create = { add_create, "create:daily " FAILURE };
static const Row two_causes = { add_two_causes, "create:daily succeed:daily " FAILURE };
static const Row commits_and_create
    = { add_commits_and_create, COMMIT_ORDERS "create:daily " COMMIT_DAILY };
static const Row metadata_causes = { add_metadata_causes, "begin:asset succeed:asset " FAILURE };
static const Row tables = { add_tables, DAILY_START COMMIT_DAILY "succeed:daily " FAILURE };
static const Row orders_only = { add_orders, COMMIT_ORDERS };
static const Row daily_only = { add_daily, DAILY_RUN };
static const Row open_daily = { add_open_daily, DAILY_RUN };
static const Row upper_case = { add_upper_case, DAILY_RUN };
static const Row one_of_each = { add_one_of_each, "create:daily succeed:daily " };

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  g_autoptr (GString) log = g_string_new (NULL);

  row->add (filter);
  tarn_engine_add_filtered_observer (tarn_sample_get_engine (sample), filter, log_change, log,
                                     NULL);
  let_it_happen (sample);
  g_assert_cmpstr (log->str, ==, row->log);
}

/* --- Copies ----------------------------------------------------------------------------------- */

/* The filter is changed and freed while an observer and a copy go on as before. */
static void
test_own_copies (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnChangeFilter *filter = tarn_change_filter_new ();
  g_autoptr (TarnChangeFilter) copy = NULL;
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GString) log_of_copy = g_string_new (NULL);

  add_one_of_each (filter);
  tarn_engine_add_filtered_observer (engine, filter, log_change, log, NULL);
  copy = tarn_change_filter_copy (filter);
  add_tables (filter);
  add_metadata_causes (filter);
  tarn_change_filter_free (filter);
  tarn_engine_add_filtered_observer (engine, copy, log_change, log_of_copy, NULL);
  let_it_happen (sample);
  g_assert_cmpstr (log->str, ==, one_of_each.log);
  g_assert_cmpstr (log_of_copy->str, ==, one_of_each.log);
}

/* --- EventBridge events ----------------------------------------------------------------------- */

typedef struct
{
  const char *rule;
  TarnRefreshCause cause;
  const char *log;
} RepeatRow;

#define OF_STARTED "event=Glue Materialized View Refresh Task Started\n"

/* The EventBridge event that the run has started is the one of the change by `begin`. */
static void
test_repeated (void)
{
  static const RepeatRow rows[] = {
    { OF_STARTED "do=duplicate-event\n", TARN_REFRESH_CAUSE_BEGIN,
      "begin:daily redelivery:daily " },
    { OF_STARTED "do=duplicate-event\n", TARN_REFRESH_CAUSE_SUCCEED, "succeed:daily " },
    { OF_STARTED "do=delay-event\ndelay-us=7\n", TARN_REFRESH_CAUSE_BEGIN,
      "begin:daily late-event:daily " },
    { OF_STARTED "do=delay-event\ndelay-us=7\n", TARN_REFRESH_CAUSE_SUCCEED, "succeed:daily " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TarnSample) sample = sample_with_rule (rows[i].rule);
      g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
      g_autoptr (GString) log = g_string_new (NULL);

      tarn_change_filter_add_refresh_cause (filter, rows[i].cause);
      tarn_engine_add_filtered_observer (tarn_sample_get_engine (sample), filter, log_change, log,
                                         NULL);
      g_free (sample_start_refresh (sample, "daily"));
      sample_drain (sample);
      g_assert_cmpstr (log->str, ==, rows[i].log);
    }
}

/* --- Observers -------------------------------------------------------------------------------- */

typedef struct
{
  GString *log;
  char letter;
} Named;

static void
log_letter (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const Named *named = data;

  g_string_append_printf (named->log, "%c:%s ", named->letter, tarn_change_get_cause (change));
}

static void
log_end (gpointer data)
{
  const Named *named = data;

  g_string_append_printf (named->log, "%c:destroyed ", named->letter);
}

/* Observers with a filter stand among those without one. */
static void
test_place_in_order (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  Named a = { log, 'a' }, b = { log, 'b' }, c = { log, 'c' };
  guint ids[3];

  add_create (filter);
  ids[0] = tarn_engine_add_observer (engine, log_letter, &a, log_end);
  ids[1] = tarn_engine_add_filtered_observer (engine, filter, log_letter, &b, log_end);
  ids[2] = tarn_engine_add_observer (engine, log_letter, &c, log_end);
  g_free (sample_start_refresh (sample, "daily"));
  g_assert_cmpstr (log->str, ==, "a:create b:create c:create a:take-slot c:take-slot ");
  g_string_truncate (log, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (ids[i], !=, 0);
  g_assert_true (tarn_engine_remove_observer (engine, ids[1]));
  g_assert_false (tarn_engine_remove_observer (engine, ids[1]));
  g_assert_cmpstr (log->str, ==, "b:destroyed ");
  tarn_engine_add_filtered_observer (engine, filter, log_letter, &b, log_end);
  g_clear_pointer (&sample, tarn_sample_unref);
  g_assert_cmpstr (log->str, ==, "b:destroyed a:destroyed c:destroyed b:destroyed ");
}

static void
test_no_filter (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);

  tarn_engine_add_observer (tarn_sample_get_engine (sample), log_change, log, NULL);
  let_it_happen (sample);
  g_assert_cmpstr (log->str, ==, nothing.log);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-change-filter.h: TarnChangeFilter: A change passes the filter if it passes each of three tests", NULL, test_row, &one_of_each },
  { "tarn-change-filter.h: TarnChangeFilter: Its kind was added.", NULL, test_row, &two_kinds },
  { "tarn-change-filter.h: TarnChangeFilter: If no kind was added, every kind passes but %TARN_CHANGE_KIND_COMMIT.", NULL, test_row, &nothing },
  { "tarn-change-filter.h: TarnChangeFilter: Its cause was added, or it is no change of a run and so has no cause.", NULL, test_row, &commits_and_create },
  { "tarn-change-filter.h: TarnChangeFilter: If no cause was added, every cause passes.", NULL, test_row, &daily_only },
  { "tarn-change-filter.h: TarnChangeFilter: If only causes of one service were added, no change of a run of the other service passes.", NULL, test_row, &create },
  { "tarn-change-filter.h: TarnChangeFilter: An EventBridge event that a fault plan doubles or delays has the cause of the change that it is about.", test_repeated },
  { "tarn-change-filter.h: TarnChangeFilter: It is about a table that was added: the table of a commit, or the view of a refresh run or of an invocation failure.", NULL, test_row, &tables },
  { "tarn-change-filter.h: TarnChangeFilter: If no table was added, every change passes.", NULL, test_row, &commits },
  { "tarn-change-filter.h: filter_new(): Makes a filter that lets every change pass but commits.", NULL, test_row, &nothing },
  { "tarn-change-filter.h: filter_copy(): a copy", test_own_copies },
  { "tarn-change-filter.h: filter_free(): Observers that were added with it have their own copies.", test_own_copies },
  { "tarn-change-filter.h: add_kind(): Lets changes of this kind pass, and those of the other kinds that were added.", NULL, test_row, &two_kinds },
  { "tarn-refresh-change.h: add_refresh_cause(): Lets the changes of refresh runs by this cause pass, and those by the other causes that were added.", NULL, test_row, &two_causes },
  { "tarn-metadata-change.h: add_metadata_cause(): Lets the changes of metadata generation runs by this cause pass, and those by the other causes that were added.", NULL, test_row, &metadata_causes },
  { "tarn-commit-change.h: add_table(): a base table or a materialized view, which need not exist yet", NULL, test_row, &tables },
  { "tarn-commit-change.h: add_table(): a name without a catalog is that of the table in each catalog", NULL, test_row, &open_daily },
  { "tarn-commit-change.h: add_table(): Lets changes about this table pass, and about the other tables that were added.", NULL, test_row, &tables },
  { "tarn-commit-change.h: add_table(): Upper-case letters of the database and of the table count as lower-case ones", NULL, test_row, &upper_case },
  { "tarn-engine.h: add_filtered_observer(): Adds an observer of some changes, or of commits", NULL, test_row, &orders_only },
  { "tarn-engine.h: add_filtered_observer(): says which changes @func is called after; the engine copies it", test_own_copies },
  { "tarn-engine.h: add_filtered_observer(): and keeps its place in the same order", test_place_in_order },
  { "tarn-engine.h: add_filtered_observer(): called with @user_data when the observer is removed or the engine is freed", test_place_in_order },
  { "tarn-engine.h: add_filtered_observer(): an id for tarn_engine_remove_observer()", test_place_in_order },
  { "tarn-engine.h: add_observer(): Adds an observer of every change but commits.", test_no_filter },
  { "refresh-runs.md: Observers: A filter can also ask for commits, which are the commits that callers make to base tables and the snapshots that refreshes publish.", NULL, test_row, &commits },
  { "refresh-runs.md: Observers: No other observer is notified about commits", test_no_filter },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
