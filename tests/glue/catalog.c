/* SPDX-License-Identifier: MIT */
/*
 * Tests the creation of catalogs, databases, tables and views: which inputs are refused, in which order the
 * service checks them, and which inputs are just allowed. A Get returns a created object as it was given.
 */
#include "worlds/glue-lake.h"

#define LARGEST (G_GUINT64_CONSTANT (1) << 60)
#define TEN_YEARS (G_GINT64_CONSTANT (10) * 365 * 24 * 3600)
#define NO_SOURCES -1
#define FULL TARN_REFRESH_TYPE_FULL

typedef struct
{
  const char *name;
  const char *catalog;
  const char *database;  /* NULL if the row creates a catalog */
  const char *exception; /* NULL if the call succeeds */
  const char *begins;
} PlaceRow;

typedef struct
{
  const char *name;
  const char *exception; /* NULL if the call succeeds */
  const char *begins;
  const char *catalog;
  const char *database; /* NULL for the usual database */
  const char *table;
  gboolean is_base;
  guint64 size_bytes;
  guint64 record_count;
  gint n_sources; /* 0 for one source */
  gboolean is_twice;
  TarnTableName *(*make_source) (void);
  guint n_version_ids;
  gint64 version_id;
  gint64 refresh_seconds;
  TarnRefreshType last_type;
  const char *definer;
  guint n_definer_times;
  gboolean no_views_on_views;
} TableRow;

static TarnTableName *
make_foreign (void)
{
  return table_name_new (FOREIGN, DATABASE, BASE);
}

/* Returns the name of a table in an account whose id differs only in the last digit. */
static TarnTableName *
make_neighbouring (void)
{
  g_autofree char *account = g_strdup (ACCOUNT);

  account[strlen (account) - 1] ^= 1;
  return table_name_new (account, DATABASE, BASE);
}

static TarnTableName *
make_unknown (void)
{
  return name_new ("unknown");
}

static TarnTableName *
make_itself (void)
{
  return name_new ("new");
}

static TarnTableName *
make_view (void)
{
  return name_new (VIEW);
}

/* clang-format off */
static const PlaceRow place_rows[] = {
  { "catalog/created", ACCOUNT ":s3tablescatalog/new", NULL, NULL, NULL },
  { "catalog/absent", NULL, NULL, INVALID, "CatalogId" },
  { "catalog/empty", "", NULL, INVALID, "CatalogId" },
  { "catalog/control-character", ACCOUNT ":s3tablescatalog/\n", NULL, INVALID, "CatalogId" },
  { "catalog/account-alone", ACCOUNT, NULL, INVALID, "CatalogId" },
  { "catalog/foreign-account-alone", FOREIGN, NULL, INVALID, "CatalogId" },
  { "catalog/no-bucket", ACCOUNT ":s3tablescatalog/", NULL, INVALID, "CatalogId" },
  { "catalog/no-slash", ACCOUNT ":s3tablescatalog", NULL, INVALID, "CatalogId" },
  { "catalog/other-kind", ACCOUNT ":redshift/x", NULL, INVALID, "CatalogId" },
  { "catalog/short-account", "12345678901:s3tablescatalog/x", NULL, INVALID, "CatalogId" },
  { "catalog/letter-in-account", "12345678901x:s3tablescatalog/x", NULL, INVALID, "CatalogId" },
  { "catalog/one-character", "1", NULL, INVALID, "CatalogId" },
  { "catalog/foreign", FOREIGN ":s3tablescatalog/x", NULL, DENIED, "" },
  { "catalog/exists", BUCKET, NULL, EXISTS, "" },
  { "database/created", NULL, "new", NULL, NULL },
  { "database/created-in-bucket", BUCKET, "new", NULL, NULL },
  { "database/same-name-in-bucket", BUCKET, DATABASE, NULL, NULL },
  { "database/empty", NULL, "", INVALID, "DatabaseName" },
  { "database/empty-catalog", "", "new", INVALID, "CatalogId" },
  { "database/not-utf-8", NULL, "\xff", INVALID, "DatabaseName" },
  { "database/foreign", FOREIGN, "new", DENIED, "" },
  { "database/unknown-catalog", ACCOUNT ":s3tablescatalog/none", "new", NOT_FOUND,
    NO_CATALOG (ACCOUNT ":s3tablescatalog/none") },
  { "database/exists", NULL, DATABASE, EXISTS, "" },
  { "database/order/argument-before-access", FOREIGN, "", INVALID, "DatabaseName" },
};

static const TableRow table_rows[] = {
  { "view", NULL },
  { "base", NULL, .is_base = TRUE },
  { "largest", NULL, .size_bytes = LARGEST, .record_count = LARGEST },
  { "ten-sources", NULL, .n_sources = 10 },
  { "250-version-ids", NULL, .n_version_ids = 250 },
  { "version-id-none", NULL, .n_version_ids = 1, .version_id = -1 },
  { "refresh-seconds-3600", NULL, .refresh_seconds = 3600 },
  { "refresh-seconds-ten-years", NULL, .refresh_seconds = TEN_YEARS },
  { "definer-2048-characters", NULL, .definer = "x", .n_definer_times = 2048 },
  { "source-view", NULL, .make_source = make_view },
  { "empty-name", INVALID, "TableName", .table = "" },
  { "control-character", INVALID, "TableName", .table = "\x01" },
  { "empty-database", INVALID, "DatabaseName", .database = "" },
  { "empty-catalog", INVALID, "CatalogId", .catalog = "" },
  { "size", INVALID, "", .size_bytes = LARGEST + 1 },
  { "records", INVALID, "", .record_count = LARGEST + 1 },
  { "base-size", INVALID, "", .is_base = TRUE, .size_bytes = LARGEST + 1 },
  { "base-with-source", INVALID, "SubObjects", .is_base = TRUE, .n_sources = 1 },
  { "base-with-version-id", INVALID, "SubObjectVersionIds", .is_base = TRUE, .n_version_ids = 1 },
  { "base-with-definer", INVALID, "Definer", .is_base = TRUE, .definer = "r",
    .n_definer_times = 1 },
  { "base-with-schedule", INVALID, "RefreshSeconds", .is_base = TRUE, .refresh_seconds = 3600 },
  { "base-refreshed", INVALID, "LastRefreshType", .is_base = TRUE, .last_type = FULL },
  { "no-source", INVALID, "SubObjects", .n_sources = NO_SOURCES },
  { "eleven-sources", INVALID, "SubObjects", .n_sources = 11 },
  { "source-twice", INVALID, "SubObjects", .n_sources = 3, .is_twice = TRUE },
  { "251-version-ids", INVALID, "SubObjectVersionIds", .n_version_ids = 251 },
  { "version-id-minus-2", INVALID, "SubObjectVersionIds", .n_version_ids = 1, .version_id = -2 },
  { "refresh-seconds-1", INVALID, "RefreshSeconds", .refresh_seconds = 1 },
  { "refresh-seconds-3599", INVALID, "RefreshSeconds", .refresh_seconds = 3599 },
  { "refresh-seconds-negative", INVALID, "RefreshSeconds", .refresh_seconds = -3600 },
  { "refresh-seconds-largest", INVALID, "RefreshSeconds", .refresh_seconds = G_MAXINT64 },
  /* Ten years can have three leap days. */
  { "refresh-seconds-over", INVALID, "RefreshSeconds", .refresh_seconds = TEN_YEARS + 259201 },
  { "definer-2049-characters", INVALID, "Definer", .definer = "x", .n_definer_times = 2049 },
  { "definer-2049-characters-of-2-bytes", INVALID, "Definer", .definer = "\xc3\xa9",
    .n_definer_times = 2049 },
  { "definer-empty", INVALID, "Definer", .definer = "" },
  { "definer-line-feed", INVALID, "Definer", .definer = "\n", .n_definer_times = 1 },
  { "foreign", DENIED, "", .catalog = FOREIGN },
  { "unknown-catalog", NOT_FOUND,
    NO_CATALOG (ACCOUNT ":s3tablescatalog/none"), .catalog = ACCOUNT ":s3tablescatalog/none" },
  { "unknown-database", NOT_FOUND, NO_DATABASE (ACCOUNT, "none"), .database = "none" },
  { "exists", EXISTS, "", .table = BASE },
  { "exists-as-view", EXISTS, "", .table = VIEW, .is_base = TRUE },
  { "foreign-source", INVALID, "SubObjects", .make_source = make_foreign },
  { "view-that-was-refreshed", NULL, "", .last_type = FULL },
  { "view-that-was-refreshed-incrementally", NULL, "", .last_type = TARN_REFRESH_TYPE_INCREMENTAL },
  { "neighbouring-source", INVALID, "SubObjects", .make_source = make_neighbouring },
  { "unknown-source", NOT_FOUND, NO_TABLE ("unknown"), .make_source = make_unknown },
  { "itself", NOT_FOUND, NO_TABLE ("new"), .make_source = make_itself },
  { "no-views-on-views", INVALID, "SubObjects", .make_source = make_view,
    .no_views_on_views = TRUE },
  { "order/name-before-sources", INVALID, "TableName", .table = "", .n_sources = 11 },
  { "order/sources-before-schedule", INVALID, "SubObjects", .n_sources = NO_SOURCES,
    .refresh_seconds = 1 },
  { "order/definer-before-size", INVALID, "Definer", .size_bytes = LARGEST + 1, .definer = "" },
  { "order/definer-before-sources", INVALID, "Definer", .n_sources = NO_SOURCES, .definer = "" },
  { "order/schedule-before-access", INVALID, "RefreshSeconds", .catalog = FOREIGN,
    .refresh_seconds = 1 },
  { "order/access-before-entity", DENIED, "", .catalog = FOREIGN, .database = "none" },
  { "order/exists-before-source", EXISTS, "", .table = BASE, .make_source = make_unknown },
};

/* clang-format on */

static Lake
catalog_lake_new (void)
{
  g_autoptr (GError) error = NULL;
  Lake lake = lake_new (1);

  tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, &error);
  tarn_glue_client_create_catalog (lake.client, FEDERATED, TRUE, &error);
  g_assert_no_error (error);
  return lake;
}

static void
test_place (gconstpointer data)
{
  const PlaceRow *row = data;
  g_auto (Lake) lake = catalog_lake_new ();
  gboolean is_created;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  for (guint i = 0; i < 2; i++)
    {
      GError **told = i == 0 ? &error : &again;

      if (row->database == NULL)
        is_created = tarn_glue_client_create_catalog (lake.client, row->catalog, FALSE, told);
      else
        is_created
            = tarn_glue_client_create_database (lake.client, row->catalog, row->database, told);
      if (i == 0)
        assert_outcome (is_created, error, row->exception, row->begins);
    }
  assert_exception (again, row->exception ? row->exception : EXISTS, "");
}

static TarnTableInput *
make_input (const Lake *lake, const TableRow *row)
{
  TarnTableInput *input
      = row->is_base ? tarn_table_input_new () : tarn_table_input_new_materialized_view ();
  gint n_sources = row->n_sources == 0 && !row->is_base ? 1 : row->n_sources;
  g_autoptr (GString) definer = g_string_new ("");

  for (gint i = 0; i < n_sources; i++)
    {
      g_autofree char *base = g_strdup_printf ("b%d", i);
      g_autoptr (TarnTableName) source = NULL;

      if (row->make_source != NULL)
        source = row->make_source ();
      else if (row->is_twice && i == 2)
        source = name_new ("b0");
      else
        source = lake_add_base (lake, base, 1);
      tarn_table_input_add_sub_object (input, source);
    }
  for (guint i = 0; i < row->n_version_ids; i++)
    tarn_table_input_add_sub_object_version_id (input, row->version_id + i);
  for (guint i = 0; i < row->n_definer_times; i++)
    g_string_append (definer, row->definer);
  tarn_table_input_set_definer (input, row->definer ? definer->str : NULL);
  tarn_table_input_set_size_bytes (input, row->size_bytes);
  tarn_table_input_set_record_count (input, row->record_count);
  tarn_table_input_set_refresh_seconds (input, row->refresh_seconds);
  tarn_table_input_set_last_refresh_type (input, row->last_type);
  return input;
}

static void
assert_told_as_given (const TarnTable *table, const TableRow *row)
{
  guint n_ids = 0;
  const gint64 *ids = tarn_table_get_sub_object_version_ids (table, &n_ids);
  g_autofree char *definer = g_strnfill (row->n_definer_times, row->definer ? *row->definer : 'x');

  g_assert_cmpuint (n_ids, ==, row->n_version_ids);
  for (guint i = 0; i < n_ids; i++)
    g_assert_cmpint (ids[i], ==, row->version_id + i);
  for (guint i = 0; i < tarn_table_get_n_sub_objects (table); i++)
    {
      g_autofree char *base = g_strdup_printf ("b%u", i);
      const TarnTableName *source = tarn_table_get_sub_object (table, i);

      g_assert_cmpstr (tarn_table_name_get_table_name (source), ==,
                       row->make_source != NULL ? VIEW : base);
    }
  g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, row->last_type);
  g_assert_cmpstr (tarn_table_get_definer (table), ==, row->definer != NULL ? definer : NULL);
}

static void
test_table (gconstpointer data)
{
  const TableRow *row = data;
  g_auto (Lake) lake = catalog_lake_new ();
  g_autoptr (TarnTableInput) input = make_input (&lake, row);
  g_autoptr (TarnTableName) name = name_new ("new");
  g_autoptr (TarnTable) table = NULL;
  gboolean is_created;
  g_autoptr (GError) error = NULL;

  engine_set (lake.engine, "glue.views-on-views", !row->no_views_on_views);
  g_autofree char *before = lake_to_string (&lake);
  is_created
      = glue_create_table (lake.client, row->catalog, row->database ? row->database : DATABASE,
                           row->table ? row->table : "new", input, &error);

  assert_outcome (is_created, error, row->exception, row->begins);
  table = tarn_glue_client_get_table (lake.client, name, NULL);
  g_assert_cmpint (table != NULL, ==, is_created);
  if (!is_created)
    {
      g_autofree char *after = lake_to_string (&lake);

      g_assert_cmpstr (after, ==, before);
      return;
    }
  g_assert_cmpint (tarn_table_is_materialized_view (table), ==, !row->is_base);
  g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, row->size_bytes);
  g_assert_cmpuint (tarn_table_get_record_count (table), ==, row->record_count);
  g_assert_cmpint (tarn_table_get_refresh_seconds (table), ==, row->refresh_seconds);
  g_assert_cmpint (tarn_table_get_version_id (table), ==, -1);
  g_assert_cmpuint (tarn_table_get_n_sub_objects (table), ==,
                    row->is_base ? 0 : MAX (1, (guint) row->n_sources));
  gint64 shown_us
      = row->last_type != TARN_REFRESH_TYPE_NONE ? tarn_engine_get_now (lake.engine) : 0;
  g_assert_cmpint (tarn_table_get_snapshot_time (table), ==, shown_us);
  g_assert_cmpint (tarn_table_get_publication_time (table), ==, shown_us);
  assert_told_as_given (table, row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/catalog/", place_rows, test_place);
  ADD_ROWS ("/catalog/table/", table_rows, test_table);
  return g_test_run ();
}
