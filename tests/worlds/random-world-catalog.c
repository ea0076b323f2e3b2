/* SPDX-License-Identifier: MIT */
/* The operations on catalogs and tables of AWS Glue that a random fixture calls. */
#include "random-world-names.h"
#include "random-world-log.h"
#include "set-up.h"

static guint64
pick_size (RandomWorld *world)
{
  static const guint64 sizes[]
      = { 0, 1, 1000000, G_GUINT64_CONSTANT (3000000000), G_GUINT64_CONSTANT (200000000000) };

  return random_world_errs (world) ? (G_GUINT64_CONSTANT (1) << 60) + random_world_pick (world, 2)
                                   : random_world_pick_of (world, sizes);
}

/* --- Catalogs and tables ---------------------------------------------------------------------- */

static gboolean
create_catalog (RandomWorld *world, GError **error)
{
  guint catalog = 2 + random_world_pick (world, RANDOM_CATALOGS - 2);
  guint caller = random_world_pick_caller (world, random_catalogs[catalog].account);
  const char *id
      = random_world_errs (world) ? random_world_pick_wrong (world) : random_catalogs[catalog].id;

  return tarn_glue_client_create_catalog (world->glue[caller], id,
                                          random_catalogs[catalog].is_federated, error);
}

static gboolean
create_database (RandomWorld *world, GError **error)
{
  RandomNamed named = random_world_name_table (world, TRUE);

  return tarn_glue_client_create_database (named.client, named.parts[0], named.parts[1], error);
}

static void
keep_table (RandomWorld *world, const char *const *parts, guint account, gboolean is_view)
{
  RandomMemory *memory = &world->memory;
  guint place = memory->n_tables < RANDOM_TABLES_MAX ? memory->n_tables++
                                                     : random_world_pick (world, RANDOM_TABLES_MAX);

  memory->tables[place] = (RandomTable){ { parts[0], parts[1], parts[2] }, account, is_view };
}

/* Creates the table in a random catalog and database, and remembers its name. */
static gboolean
create (RandomWorld *world, TarnTableInput *input, const char *name, gboolean is_view,
        GError **error)
{
  guint catalog = random_world_pick (world, RANDOM_CATALOGS);
  guint caller = random_world_pick_caller (world, random_catalogs[catalog].account);
  const char *parts[] = { random_catalogs[catalog].id, random_world_pick_database (world), name };

  if (random_world_errs (world))
    parts[random_world_pick (world, 2)] = random_world_pick_wrong (world);
  if (!glue_create_table (world->glue[caller], parts[0], parts[1], parts[2], input, error))
    return FALSE;

  if (parts[0] != NULL)
    keep_table (world, parts, random_catalogs[catalog].account, is_view);
  return TRUE;
}

static void
annotate (RandomWorld *world, TarnTableInput *input)
{
  static const char *const annotations[] = { "{\"Owner\":\"me\"}", "two\nlines", "" };

  if (random_world_chance (world, 300))
    tarn_table_input_set_annotation (input, random_world_errs (world)
                                                ? "\xff"
                                                : random_world_pick_of (world, annotations));
}

static TarnTableInput *
make_base_table (RandomWorld *world)
{
  TarnTableInput *input = tarn_table_input_new ();

  tarn_table_input_set_size_bytes (input, pick_size (world));
  tarn_table_input_set_record_count (input, pick_size (world));
  if (random_world_chance (world, 300))
    tarn_table_input_set_format (input, TARN_TABLE_FORMAT_HIVE);
  if (random_world_errs (world))
    tarn_table_input_set_refresh_seconds (input, 3600);
  annotate (world, input);
  return input;
}

static gboolean
create_base_table (RandomWorld *world, GError **error)
{
  const char *name = random_world_pick_table (world, FALSE);
  g_autoptr (TarnTableInput) input = make_base_table (world);

  return create (world, input, name, FALSE, error);
}

static void
add_sources (RandomWorld *world, TarnTableInput *input)
{
  guint n_sources = random_world_errs (world) ? random_world_pick (world, 13)
                                              : 1 + random_world_pick (world, 3);

  for (guint i = 0; i < n_sources; i++)
    {
      TarnGlueClient *client;
      g_autoptr (TarnTableName) source
          = random_world_pick_table_name (world, random_world_chance (world, 300), &client);

      tarn_table_input_add_sub_object (input, source);
      if (random_world_chance (world, 200))
        tarn_table_input_add_sub_object_version_id (input, (gint64) i - random_world_errs (world));
    }
}

static TarnTableInput *
make_view (RandomWorld *world)
{
  static const gint64 intervals[] = { 0, 0, 3600, 3600, 7200 };
  static const gint64 wrong_intervals[] = { -1, 1, 3599, G_MAXINT64 };
  static const char *const definers[]
      = { NULL, "arn:aws:iam::123456789012:role/etl", "arn:aws:iam::210987654321:role/etl" };
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_set_size_bytes (input, pick_size (world));
  annotate (world, input);
  add_sources (world, input);
  tarn_table_input_set_definer (input, random_world_errs (world)
                                           ? random_world_pick_wrong (world)
                                           : random_world_pick_of (world, definers));
  tarn_table_input_set_refresh_seconds (input, random_world_errs (world)
                                                   ? random_world_pick_of (world, wrong_intervals)
                                                   : random_world_pick_of (world, intervals));
  if (random_world_chance (world, 200))
    tarn_table_input_set_refresh_offset_seconds (input, 1800);
  if (random_world_chance (world, 200))
    tarn_table_input_set_refresh_jitter_seconds (input, 600);
  tarn_table_input_set_incremental (input, random_world_chance (world, 600));
  if (random_world_chance (world, 200))
    tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  return input;
}

static gboolean
create_view (RandomWorld *world, GError **error)
{
  const char *name = random_world_pick_table (world, TRUE);
  g_autoptr (TarnTableInput) input = make_view (world);

  return create (world, input, name, TRUE, error);
}

/* Half of the views read the same source after each update, so that an update can leave the sources as they are. */
static TarnTableInput *
make_update (RandomWorld *world, const TarnTableName *name, gboolean is_view)
{
  g_autoptr (TarnTableName) orders
      = tarn_table_name_new (tarn_table_name_get_catalog_id (name), "sales", "orders");
  TarnTableInput *input;

  if (!is_view)
    return make_base_table (world);
  if (random_world_chance (world, 500))
    return make_view (world);

  input = tarn_table_input_new_materialized_view ();
  tarn_table_input_add_sub_object (input, orders);
  tarn_table_input_set_size_bytes (input, pick_size (world));
  tarn_table_input_set_refresh_seconds (input, random_world_chance (world, 500) ? 3600 : 7200);
  return input;
}

static gboolean
update_table (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  gboolean is_view = random_world_chance (world, 700);
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, is_view, &client);

  if (name == NULL)
    return FALSE;

  g_autoptr (TarnTableInput) input
      = make_update (world, name, random_world_errs (world) ? !is_view : is_view);
  return tarn_glue_client_update_table (client, name, input, error);
}

/*
 * A deleted table is still among the names that the world remembers, so that it is created and called again. Most calls
 * name a table that was never there, so that the world keeps its tables.
 */
static gboolean
delete_table (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  gboolean is_view = random_world_chance (world, 800);
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, is_view, &client);

  if (name == NULL)
    return FALSE;

  g_autoptr (TarnTableName) never
      = tarn_table_name_new (tarn_table_name_get_catalog_id (name), "sales", "never");
  return tarn_glue_client_delete_table (client, random_world_chance (world, 700) ? never : name,
                                        error);
}

static gboolean
get_tables (RandomWorld *world, GError **error)
{
  RandomNamed named = random_world_name_table (world, TRUE);
  gint max_results = random_world_errs (world) ? 101 : 1 + (gint) random_world_pick (world, 4);
  g_autofree char *token = NULL;
  g_autoptr (GPtrArray) page
      = tarn_glue_client_get_tables (named.client, named.parts[0], named.parts[1], max_results,
                                     NULL, &token, error);

  for (guint i = 0; page != NULL && i < page->len; i++)
    random_log_table (world, page->pdata[i]);
  if (page != NULL)
    random_world_append (world, "\n  token %s", token != NULL ? token : "none");
  return page != NULL;
}

static gboolean
get_database (RandomWorld *world, GError **error)
{
  RandomNamed named = random_world_name_table (world, TRUE);
  g_autofree char *name
      = tarn_glue_client_get_database (named.client, named.parts[0], named.parts[1], error);

  if (name != NULL)
    random_world_append (world, "\n  database %s", name);
  return name != NULL;
}

static gboolean
get_databases (RandomWorld *world, GError **error)
{
  RandomNamed named = random_world_name_table (world, TRUE);
  gint max_results = random_world_errs (world) ? 0 : 1 + (gint) random_world_pick (world, 2);
  g_autofree char *token = NULL;
  g_autoptr (GPtrArray) page = tarn_glue_client_get_databases (named.client, named.parts[0],
                                                               max_results, NULL, &token, error);

  for (guint i = 0; page != NULL && i < page->len; i++)
    random_world_append (world, "\n  database %s", (const char *) page->pdata[i]);
  if (page != NULL)
    random_world_append (world, "\n  token %s", token != NULL ? token : "none");
  return page != NULL;
}

static gboolean
get_table (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  gboolean is_view = random_world_chance (world, 500);
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, is_view, &client);
  g_autoptr (TarnTable) table
      = name != NULL ? tarn_glue_client_get_table (client, name, error) : NULL;

  if (table != NULL)
    random_log_table (world, table);
  return table != NULL;
}

static gboolean
commit (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, FALSE, &client);
  g_autoptr (TarnCommit) made
      = tarn_commit_new ((TarnCommitOperation) random_world_pick (world, TARN_COMMIT_REPLACE + 1));

  tarn_commit_set_added_bytes (made, pick_size (world));
  tarn_commit_set_added_records (made, pick_size (world));
  if (random_world_chance (world, 200))
    tarn_commit_set_removed_bytes (made, pick_size (world));
  if (random_world_chance (world, 100))
    tarn_commit_set_removed_records (made, pick_size (world));
  if (random_world_chance (world, 300))
    tarn_commit_set_total_bytes (made, (gint64) pick_size (world) - random_world_errs (world));
  return name != NULL && tarn_glue_client_commit (client, name, made, error);
}

static gboolean
pause_schedule (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, TRUE, &client);

  return name != NULL && tarn_glue_client_pause_schedule (client, name, error);
}

static gboolean
resume_schedule (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, TRUE, &client);

  return name != NULL && tarn_glue_client_resume_schedule (client, name, error);
}

static gboolean
estimate (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, TRUE, &client);
  TarnRefreshType type
      = (TarnRefreshType) random_world_pick (world, TARN_REFRESH_TYPE_INCREMENTAL + 1);
  g_autoptr (TarnRefreshEstimate) told
      = name != NULL ? tarn_glue_client_estimate_refresh (client, name, type, error) : NULL;

  if (told != NULL)
    random_log_estimate (world, told);
  return told != NULL;
}

static gboolean
explain (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, TRUE, &client);
  g_autofree char *told = name != NULL ? tarn_glue_client_explain (client, name, error) : NULL;

  if (told != NULL)
    random_world_append (world, "\n%s", told);
  return told != NULL;
}

/* --- Measures --------------------------------------------------------------------------------- */

/* Logs every measure. */
static void
log_measures (RandomWorld *world, const TarnMeasures *measures)
{
  for (guint i = 0; i <= TARN_MEASURE_DPU; i++)
    {
      guint64 low, high = tarn_measures_get_area (measures, (TarnMeasure) i, &low);

      random_world_append (world, " %" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, high, low);
      random_world_append (world, "/%" G_GINT64_FORMAT,
                           tarn_measures_get_max (measures, (TarnMeasure) i));
    }
  random_world_append (world, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT,
                       tarn_measures_get_percentile (measures, TARN_MEASURE_AGE, 9900),
                       tarn_measures_get_percentile (measures, TARN_MEASURE_LAG, 5000),
                       tarn_measures_get_n_publications (measures));
}

static gboolean
get_view_measures (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  g_autoptr (TarnTableName) name = random_world_pick_table_name (world, TRUE, &client);
  g_autoptr (TarnMeasures) measures
      = name != NULL ? tarn_glue_client_get_view_measures (client, name, error) : NULL;

  if (measures != NULL)
    log_measures (world, measures);
  return measures != NULL;
}

/* Picks a catalog, which may be one that there is not. */
static const char *
pick_catalog (RandomWorld *world, TarnGlueClient **out_client)
{
  const RandomCatalog *catalog = &random_catalogs[random_world_pick (world, 2)];

  *out_client = world->glue[random_world_pick_caller (world, catalog->account)];
  return random_world_errs (world) ? "123456789012:s3tablescatalog/none" : catalog->id;
}

static gboolean
get_account_measures (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  const char *catalog = pick_catalog (world, &client);
  g_autoptr (TarnMeasures) measures
      = tarn_glue_client_get_account_measures (client, catalog, error);

  if (measures != NULL)
    log_measures (world, measures);
  return measures != NULL;
}

static gboolean
reset_measures (RandomWorld *world, GError **error)
{
  TarnGlueClient *client;
  const char *catalog = pick_catalog (world, &client);

  return tarn_glue_client_reset_measures (client, catalog, error);
}

/* --- The table -------------------------------------------------------------------------------- */

/* clang-format off */
const RandomKind random_catalog_kinds[] = {
  { "glue", "CreateCatalog", 1, FALSE, create_catalog },
  { "glue", "CreateDatabase", 1, FALSE, create_database },
  { "glue", "GetDatabase", 1, TRUE, get_database },
  { "glue", "GetDatabases", 1, TRUE, get_databases },
  { "glue", "CreateTable", 1, FALSE, create_base_table },
  { "glue", "CreateTable", 1, FALSE, create_view },
  { "glue", "GetTable", 2, TRUE, get_table },
  { "glue", "GetTables", 1, TRUE, get_tables },
  { "glue", "UpdateTable", 1, FALSE, update_table },
  { "glue", "DeleteTable", 1, FALSE, delete_table },
  { "glue", "Commit", 6, FALSE, commit },
  { "glue", "PauseSchedule", 1, FALSE, pause_schedule },
  { "glue", "ResumeSchedule", 2, FALSE, resume_schedule },
  { "glue", "EstimateRefresh", 1, TRUE, estimate },
  { "glue", "Explain", 1, TRUE, explain },
  { "glue", "GetViewMeasures", 1, TRUE, get_view_measures },
  { "glue", "GetAccountMeasures", 1, TRUE, get_account_measures },
  { "glue", "ResetMeasures", 1, FALSE, reset_measures },
  { NULL, NULL, 0, FALSE, NULL },
};
/* clang-format on */

/* Creates a view with an automatic refresh, so that the engine always has a pending event. */
static void
found_heart (TarnGlueClient *client, const char *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableInput) source = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) name = tarn_table_name_new (account, "sales", "orders");

  g_assert_no_error (error);
  tarn_table_input_set_size_bytes (source, G_GUINT64_CONSTANT (20000000000));
  tarn_table_input_add_sub_object (view, name);
  tarn_table_input_set_refresh_seconds (view, 3600);
  tarn_glue_client_create_database (client, NULL, "sales", &error);
  g_assert_no_error (error);
  glue_create_table (client, NULL, "sales", "orders", source, &error);
  g_assert_no_error (error);
  glue_create_table (client, NULL, "sales", "daily", view, &error);
  g_assert_no_error (error);
}

void
random_world_found_lake (RandomWorld *world)
{
  static const RandomActFunc acts[] = {
    create_catalog, create_database, create_database, create_base_table, create_view, create_view,
  };

  for (guint i = 0; i < 2; i++)
    {
      const RandomCatalog *catalog = &random_catalogs[i];
      const char *base[] = { catalog->id, "sales", "orders" };
      const char *view[] = { catalog->id, "sales", "daily" };

      found_heart (world->glue[random_world_pick_caller (world, catalog->account)], catalog->id);
      keep_table (world, base, catalog->account, FALSE);
      keep_table (world, view, catalog->account, TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (acts) * 6; i++)
    acts[MIN (i / 6, G_N_ELEMENTS (acts) - 1)](world, NULL);
}
