/* SPDX-License-Identifier: MIT */
/*
 * A filter says which changes an observer is notified about. Each row adds something to a filter, and says what
 * an observer with that filter is told of the same course of events.
 */
#include "worlds/sample.h"

#define NO_CAUSES                                                                                  \
  {                                                                                                \
    0                                                                                              \
  }

typedef struct
{
  const char *name;
  const char *tables[3]; /* with a catalog, where the text has a slash */
  int kinds[3];          /* and 1 each, because 0 is a kind */
  int refresh_causes[3];
  int metadata_causes[3];
  const char *log;
} Row;

#define KIND(kind) TARN_CHANGE_KIND_##kind + 1
#define REFRESH(cause) TARN_REFRESH_CAUSE_##cause
#define METADATA(cause) TARN_METADATA_CAUSE_##cause

#define DAILY_RUN "create:daily take-slot:daily begin:daily succeed:daily "
#define ASSET_RUN "create:asset begin:asset succeed:asset "
#define COMMITS "commit:orders commit:orders commit:daily "

/* clang-format off */
static const Row rows[] = {
  { "nothing-added", .log = "create:daily take-slot:daily create:asset begin:asset"
    " succeed:asset begin:daily succeed:daily invocation-failure:hourly " },
  { "kind-run", .kinds = { KIND (RUN) }, .log = "create:daily take-slot:daily create:asset begin:asset"
    " succeed:asset begin:daily succeed:daily " },
  { "kind-invocation-failure", .kinds = { KIND (INVOCATION_FAILURE) }, .log = "invocation-failure:hourly " },
  { "kind-commit", .kinds = { KIND (COMMIT) }, .log = COMMITS },
  { "two-kinds", .kinds = { KIND (COMMIT), KIND (INVOCATION_FAILURE) },
    .log = "commit:orders commit:orders commit:daily invocation-failure:hourly " },
  { "kind-late-event", .kinds = { KIND (LATE_EVENT) }, .log = "" },
  { "refresh-cause", .refresh_causes = { REFRESH (SUCCEED) },
    .log = "succeed:daily invocation-failure:hourly " },
  { "refresh-causes", .kinds = { KIND (RUN) }, .refresh_causes = { REFRESH (SUCCEED), REFRESH (CREATE) },
    .log = "create:daily succeed:daily " },
  { "metadata-cause", .kinds = { KIND (RUN) }, .metadata_causes = { METADATA (BEGIN) },
    .log = "begin:asset " },
  { "causes-of-both-services", .kinds = { KIND (RUN) }, .refresh_causes = { REFRESH (BEGIN) },
    .metadata_causes = { METADATA (CREATE) }, .log = "create:asset begin:daily " },
  { "causes-and-commits", .kinds = { KIND (RUN), KIND (COMMIT) }, .refresh_causes = { REFRESH (FAIL) },
    .log = COMMITS },
  { "table-view", .tables = { TARN_SAMPLE_ACCOUNT_ID "/daily" }, .log = DAILY_RUN },
  { "table-in-upper-case", .tables = { TARN_SAMPLE_ACCOUNT_ID "/DAILY" }, .log = DAILY_RUN },
  { "table-without-catalog", .tables = { "daily" }, .log = DAILY_RUN },
  { "table-of-another-catalog", .tables = { "999999999999/daily" }, .log = "" },
  { "table-that-does-not-exist", .tables = { "weekly" }, .log = "" },
  { "two-tables", .tables = { "daily", TARN_SAMPLE_ACCOUNT_ID "/hourly" },
    .log = "create:daily take-slot:daily begin:daily succeed:daily invocation-failure:hourly " },
  { "commits-to-a-table", .tables = { "orders" }, .kinds = { KIND (COMMIT) },
    .log = "commit:orders commit:orders " },
  { "everything-about-a-view", .tables = { "daily" }, .kinds = { KIND (RUN), KIND (COMMIT) },
    .log = "create:daily take-slot:daily begin:daily commit:daily succeed:daily " },
};
/* clang-format on */

static TarnChangeFilter *
make_filter (const Row *row)
{
  TarnChangeFilter *filter = tarn_change_filter_new ();

  for (guint i = 0; i < 3; i++)
    {
      if (row->kinds[i] != 0)
        tarn_change_filter_add_kind (filter, (TarnChangeKind) (row->kinds[i] - 1));
      if (row->refresh_causes[i] != 0)
        tarn_change_filter_add_refresh_cause (filter, (TarnRefreshCause) row->refresh_causes[i]);
      if (row->metadata_causes[i] != 0)
        tarn_change_filter_add_metadata_cause (filter, (TarnMetadataCause) row->metadata_causes[i]);
      if (row->tables[i] == NULL)
        continue;

      g_auto (GStrv) parts = g_strsplit (row->tables[i], "/", 2);
      guint n_parts = g_strv_length (parts);
      g_autoptr (TarnTableName) name
          = tarn_table_name_new (n_parts == 2 ? parts[0] : NULL, DATABASE, parts[n_parts - 1]);

      tarn_change_filter_add_table (filter, name);
    }
  return filter;
}

static const char *
get_subject (const TarnChange *change)
{
  const TarnTableName *name;

  if (tarn_change_get_metadata (change) != NULL)
    return "asset";
  name = tarn_change_get_commit (change) != NULL
             ? tarn_commit_change_get_table_name (tarn_change_get_commit (change))
             : tarn_refresh_change_get_table_name (tarn_change_get_refresh (change));
  return tarn_table_name_get_table_name (name);
}

static void
log_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer log)
{
  g_string_append_printf (log, "%s:%s ", tarn_change_get_cause (change), get_subject (change));
}

/*
 * One commit that changes data and one that does not, a refresh, a metadata run, and then an automatic refresh
 * that finds no slot.
 */
static void
let_it_happen (TarnSample *sample)
{
  g_autoptr (TarnCommit) compaction = tarn_commit_new (TARN_COMMIT_REPLACE);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (tarn_sample_get_glue (sample), "hourly", orders, TARN_REFRESH_TYPE_NONE,
                       3600);
  g_autoptr (GError) error = NULL;

  glue_append (tarn_sample_get_glue (sample), orders, 1000000);
  tarn_glue_client_commit (tarn_sample_get_glue (sample), orders, compaction, &error);
  g_assert_no_error (error);
  g_free (sample_start_refresh (sample, "daily"));
  g_free (sample_start_metadata (sample));
  sample_drain (sample);
  sample_set (sample, "glue.running-max", 0);
  sample_advance_to (sample, HOUR_US);
}

static void
test_filter (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnChangeFilter) filter = make_filter (row);
  g_autoptr (TarnChangeFilter) copy = tarn_change_filter_copy (filter);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GString) log_of_copy = g_string_new (NULL);
  guint id = tarn_engine_add_filtered_observer (engine, filter, log_change, log, NULL);

  g_assert_cmpuint (id, !=, 0);
  g_assert_cmpuint (tarn_engine_add_filtered_observer (engine, copy, log_change, log_of_copy, NULL),
                    ==, id + 1);
  /* The observers have copies, so this has no effect on them. */
  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_REDELIVERY);
  let_it_happen (sample);
  g_assert_cmpstr (log->str, ==, row->log);
  g_assert_cmpstr (log_of_copy->str, ==, row->log);
}

/* An observer without a filter is told what one with an empty filter is told. */
static void
test_no_filter (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);

  tarn_engine_add_observer (tarn_sample_get_engine (sample), log_change, log, NULL);
  let_it_happen (sample);
  g_assert_cmpstr (log->str, ==, rows[0].log);
}

static void
add_another (TarnEngine *engine, const TarnChange *change, gpointer log)
{
  log_change (engine, change, log);
  tarn_engine_add_observer (engine, log_change, log, NULL);
}

/*
 * The end of one run gives its slot to the next. The observer that is added at the end asks for everything, so it
 * is notified about that slot, although nobody asked for it before.
 */
static void
test_added_by_filtered (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  g_autoptr (GString) log = g_string_new (NULL);

  tarn_engine_set_journal (engine, NULL);
  sample_set (sample, "glue.running-max", 1);
  sample_set (sample, "glue.queue-at-limit", 1);
  tarn_change_filter_add_refresh_cause (filter, TARN_REFRESH_CAUSE_SUCCEED);
  g_free (sample_start_refresh (sample, "daily"));
  g_free (sample_start_refresh (sample, "monthly"));
  tarn_engine_add_filtered_observer (engine, filter, add_another, log, NULL);
  while (log->len == 0)
    g_assert_true (tarn_engine_step (engine, NULL, NULL));
  g_assert_cmpstr (log->str, ==, "succeed:daily take-slot:monthly ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/change-filter/", rows, test_filter);
  g_test_add_func ("/change-filter/no-filter", test_no_filter);
  g_test_add_func ("/change-filter/added-by-filtered", test_added_by_filtered);

  return g_test_run ();
}
