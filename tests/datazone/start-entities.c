/* SPDX-License-Identifier: MIT */
/*
 * Tests StartMetadataGenerationRun with well-formed arguments: who may start a run for which asset, which
 * assets can have metadata generated, how many runs a domain may have, and which of two errors the service
 * reports.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"

typedef struct
{
  const char *name;
  const char *caller; /* an ARN; NULL for the member of the project */
  StartCall call;
  const char *exception; /* NULL if the run starts */
  const char *message;
} EntityRow;

#define STRANGER "arn:aws:iam::" ACCOUNT ":role/Stranger"
#define START "StartMetadataGenerationRun"
#define IS_NO_MEMBER(arn, project) UNAUTHORIZED, NO_MEMBER (arn, START, project)
#define NOT_OWNED(asset, project) NOT_FOUND, "Asset " asset " is not owned by project " project
#define NO_SCHEMA(revision, asset)                                                                 \
  VALIDATION,                                                                                      \
      "Revision " revision " of asset " asset " has no structured schema with rows and columns"
#define UNSUPPORTED(what, type)                                                                    \
  VALIDATION, "Metadata " what " Generation is not supported for asset type " type
#define ACTIVE(asset) CONFLICT, "Asset " asset " has a metadata generation run that has not ended"
#define TOO_MANY(n)                                                                                \
  QUOTA, "Domain <domain> has " n " metadata generation runs that have not ended, as many as it"   \
         " may have or more"

/* clang-format off */

/* The domain has as many active runs as it may have, so a start without another error is over the quota. */
static const EntityRow entity_rows[] = {
  { "domain/another-account", NULL, { .domain = "<foreign>" }, DENIED,
    NO_ACCESS (ROOT, START) "/<project>" },
  { "domain/another-one-has-project-and-asset", NULL, { .domain = "<other>" },
    NOT_FOUND, "Project <project> doesn't exist in domain <other>" },
  { "project/of-another-domain", NULL, { .project = "<other project>" },
    NOT_FOUND, NO_PROJECT ("<other project>") },
  { "project/id-of-the-asset", NULL, { .project = "<asset>" }, NOT_FOUND, NO_PROJECT ("<asset>") },
  { "member/of-another-project", NULL, { .project = "<closed>", .asset = "<hidden>" },
    IS_NO_MEMBER (ROOT, "<closed>") },
  { "member/user-of-the-domain", STEWARD, { 0 }, IS_NO_MEMBER (STEWARD, "<project>") },
  { "member/stranger", STRANGER, { 0 },
    IS_NO_MEMBER (STRANGER, "<project>") },
  { "member/who-created-the-project", STEWARD, { .project = "<closed>", .asset = "<hidden>" },
    TOO_MANY ("1") },
  { "asset/of-another-project", NULL, { .asset = "<second asset>" },
    NOT_OWNED ("<second asset>", "<project>") },
  { "asset/of-a-closed-project", NULL, { .asset = "<hidden>" },
    NOT_OWNED ("<hidden>", "<project>") },
  { "asset/of-another-domain", NULL, { .asset = "<other asset>" },
    NOT_FOUND, NO_ASSET ("<other asset>") },
  { "asset/id-of-the-project", NULL, { .asset = "<project>" }, NOT_FOUND, NO_ASSET ("<project>") },
  { "asset/upper-case", NULL, { .asset = "<ASSET>" }, NOT_FOUND, NO_ASSET ("<ASSET>") },
  { "type/unsupported-descriptions", NULL, { .asset = "<plain>" },
    UNSUPPORTED ("Descriptions", "PlainType") },
  { "type/unsupported-names", NULL, { .asset = "<plain>", .types = NAMES },
    UNSUPPORTED ("Names", "PlainType") },
  { "type/unsupported-glossary", NULL, { .asset = "<plain>", .types = GLOSSARY },
    UNSUPPORTED ("Glossary Associations", "PlainType") },
  { "type/unsupported-first-of-the-types", NULL,
    { .asset = "<plain>", .types = GLOSSARY " " NAMES }, UNSUPPORTED ("Names", "PlainType") },
  { "schema/no-columns", NULL, { .asset = "<bare>" }, NO_SCHEMA ("1", "<bare>") },
  { "schema/no-rows", NULL, { .asset = "<rowless>" }, NO_SCHEMA ("1", "<rowless>") },
  { "schema/no-rows-of-a-custom-type", NULL, { .asset = "<rowless custom>" },
    NO_SCHEMA ("1", "<rowless custom>") },
  { "schema/not-in-this-revision", NULL, { .asset = "<changed>", .revision = "2" },
    NO_SCHEMA ("2", "<changed>") },
  { "schema/not-in-the-newest-revision", NULL, { .asset = "<changed>" },
    NO_SCHEMA ("2", "<changed>") },
  { "schema/type-unsupported-in-this-revision", NULL, { .asset = "<custom>" },
    UNSUPPORTED ("Descriptions", "CustomType") },
  { "active/asset", NULL, { .asset = "<running>" }, ACTIVE ("<running>") },
  { "active/other-type", NULL, { .asset = "<running>", .types = NAMES }, ACTIVE ("<running>") },
  { "active/other-revision", NULL, { .asset = "<running>", .revision = "1" },
    ACTIVE ("<running>") },
  { "quota/asset", NULL, { 0 }, TOO_MANY ("1") },
  { "quota/earlier-revision", NULL, { .asset = "<changed>", .revision = "1" }, TOO_MANY ("1") },
  { "quota/custom-type-with-columns", NULL, { .asset = "<custom>", .revision = "1" },
    TOO_MANY ("1") },
  { "quota/another-domain-has-its-own", NULL,
    { .domain = "<other>", .project = "<other project>", .asset = "<other asset>" }, NULL, NULL },

  /* Each of these calls has two errors, and the service reports the one that it checks first. */
  { "order/access-before-project", NULL, { .domain = "<foreign>", .project = "none" },
    DENIED, NO_ACCESS (ROOT, START) "/none" },
  { "order/project-before-asset", NULL, { .project = "none", .asset = "none" },
    NOT_FOUND, NO_PROJECT ("none") },
  { "order/member-before-token", NULL,
    { .project = "<closed>", .asset = "<hidden>", .token = "used" },
    IS_NO_MEMBER (ROOT, "<closed>") },
  { "order/member-before-asset", NULL, { .project = "<closed>", .asset = "none" },
    IS_NO_MEMBER (ROOT, "<closed>") },
  { "order/token-before-asset", NULL, { .asset = "none", .token = "used" },
    CONFLICT, "clientToken used was used with other parameters" },
  { "order/token-before-quota", NULL, { .token = "used" },
    CONFLICT, "clientToken used was used with other parameters" },
  { "order/owner-before-revision", NULL, { .asset = "<second asset>", .revision = "7" },
    NOT_OWNED ("<second asset>", "<project>") },
  { "order/revision-before-type", NULL, { .asset = "<plain>", .revision = "7" },
    NOT_FOUND, "Asset <plain> has no revision 7" },
  { "order/type-before-schema", NULL, { .asset = "<rowless plain>" },
    UNSUPPORTED ("Descriptions", "PlainType") },
  { "order/revision-before-active", NULL, { .asset = "<running>", .revision = "7" },
    NOT_FOUND, "Asset <running> has no revision 7" },
  { "order/schema-before-active", NULL, { .asset = "<running>", .revision = "2" },
    NO_SCHEMA ("2", "<running>") },
  { "order/schema-before-quota", NULL, { .asset = "<bare>" }, NO_SCHEMA ("1", "<bare>") },
  { "order/active-before-quota", NULL, { .asset = "<running>", .revision = "3" },
    ACTIVE ("<running>") },
};

/* The service supports some asset types by their names, and any other type if the asset has columns. */
static const struct
{
  const char *type;
  guint n_columns;
  const char *exception;
} type_rows[] = {
  { "GlueTableAssetType", 1, NULL },
  { "GlueViewAssetType", 1, NULL },
  { "RedshiftTableAssetType", 1, NULL },
  { "RedshiftViewAssetType", 1, NULL },
  { "amazon.datazone.GlueTableAssetType", 1, NULL },
  { "amazon.datazone.RedshiftViewAssetType", 1, NULL },
  { "CustomType", 1, NULL },
  { "S3ObjectCollectionAssetType", 1, NULL },
  { "GlueTableAssetType", 0, "no structured schema" },
  { "GlueViewAssetType", 0, "no structured schema" },
  { "RedshiftTableAssetType", 0, "no structured schema" },
  { "RedshiftViewAssetType", 0, "no structured schema" },
  { "amazon.datazone.GlueViewAssetType", 0, "no structured schema" },
  { "amazon.datazone.RedshiftTableAssetType", 0, "no structured schema" },
  { "CustomType", 0, "not supported" },
  { "GlueTable", 0, "not supported" },
  { "GlueTableAssetTypes", 0, "not supported" },
  { "glueTableAssetType", 0, "not supported" },
  { "amazon.GlueTableAssetType", 0, "not supported" },
  { "amazon.datazone.S3ObjectCollectionAssetType", 0, "not supported" },
  { "S3ObjectCollectionAssetType", 0, "not supported" },
};
/* clang-format on */

/* --- A fixture of obstacles ------------------------------------------------------------------- */

static void
add_neighbours (const Lake *lake, TarnDataZoneClient *user)
{
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake->engine, FOREIGN, NULL);
  const char *second, *closed;

  lake_add_domain (lake, foreigner, "foreign");
  lake_add_domain (lake, lake->client, "other");
  second = lake_add_project (lake, lake->client, lake->domain, "second");
  lake_add_elsewhere (lake, lake->client, lake->domain, second, "second asset");
  closed = lake_add_project (lake, user, lake->domain, "closed");
  lake_add_elsewhere (lake, user, lake->domain, closed, "hidden");
}

static void
add_rowless (const Lake *lake, const char *name, const char *type, guint n_columns)
{
  TarnAssetInput *input = asset_input_new (name, type, n_columns);

  tarn_asset_input_set_row_count (input, 0);
  lake_add_input (lake, name, input);
}

/*
 * Adds an asset of three revisions, of which the second has no columns. Its run is the only run that the
 * domain may have.
 */
static void
add_running (const Lake *lake)
{
  const char *asset = lake_add_asset (lake, "running", 1);

  lake_add_revision (lake, asset, asset_input_new ("running", TABLE_TYPE, 0));
  lake_add_revision (lake, asset, asset_input_new ("running", TABLE_TYPE, 2));
  g_free (lake_start_with_token (lake, asset, DESCRIPTIONS, "used"));
  lake_set (lake, "active-runs-max", 1);
}

static Lake
busy_lake_new (void)
{
  Lake lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) user = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  const char *asset;

  add_neighbours (&lake, user);
  lake_note (&lake, "ASSET", g_ascii_strup (lake.asset, -1));
  lake_add_input (&lake, "plain", asset_input_new ("plain", "PlainType", 0));
  add_rowless (&lake, "rowless plain", "PlainType", 0);
  lake_add_asset (&lake, "bare", 0);
  add_rowless (&lake, "rowless", TABLE_TYPE, 1);
  add_rowless (&lake, "rowless custom", "CustomType", 1);
  asset = lake_add_asset (&lake, "changed", 1);
  lake_add_revision (&lake, asset, asset_input_new ("changed", TABLE_TYPE, 0));
  asset = lake_add_input (&lake, "custom", asset_input_new ("custom", "CustomType", 1));
  lake_add_revision (&lake, asset, asset_input_new ("custom", "CustomType", 0));
  add_running (&lake);
  return lake;
}

static void
test_entity (gconstpointer data)
{
  const EntityRow *row = data;
  g_auto (Lake) lake = busy_lake_new ();
  g_autoptr (TarnDataZoneClient) caller = datazone_client_new (lake.engine, ACCOUNT, row->caller);
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = lake_call_start (&lake, caller, &row->call, &error);

  assert_outcome (&lake, run != NULL, error, row->exception, row->message);
  after = lake_to_string (&lake);
  if (row->exception != NULL)
    g_assert_cmpstr (after, ==, before);
}

static void
test_refused_leaves_the_future (void)
{
  g_auto (Lake) refused = busy_lake_new ();
  g_auto (Lake) twin = busy_lake_new ();
  g_autoptr (GString) log = lake_log (&refused);
  g_autoptr (GString) twin_log = lake_log (&twin);
  g_autofree char *end = NULL;
  g_autofree char *twin_end = NULL;

  lake_set (&refused, "start-rate-per-second", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (entity_rows); i++)
    if (entity_rows[i].exception != NULL && entity_rows[i].caller == NULL)
      g_assert_null (lake_call_start (&refused, refused.client, &entity_rows[i].call, NULL));
  engine_drain (refused.engine);
  engine_drain (twin.engine);
  g_free (lake_start_with_token (&refused, refused.asset, NAMES, "new"));
  g_free (lake_start_with_token (&twin, twin.asset, NAMES, "new"));
  engine_drain (refused.engine);
  engine_drain (twin.engine);

  g_assert_cmpstr (log->str, ==, twin_log->str);
  end = lake_to_string (&refused);
  twin_end = lake_to_string (&twin);
  g_assert_cmpstr (end, ==, twin_end);
}

static void
test_asset_type (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  const char *asset
      = lake_add_input (&lake, "a",
                        asset_input_new ("a", type_rows[row].type, type_rows[row].n_columns));
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run
      = lake_call_start (&lake, lake.client, &(StartCall){ .asset = asset }, &error);

  g_assert_cmpint (run != NULL, ==, type_rows[row].exception == NULL);
  if (run == NULL)
    g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION);
  if (run == NULL)
    g_assert_nonnull (strstr (error->message, type_rows[row].exception));
}

/* --- Revisions -------------------------------------------------------------------------------- */

/*
 * Each of the eleven revisions has as many columns as its number, so the use of a run shows which revision
 * the run works on.
 */
static void
test_revision (gconstpointer data)
{
  const char *revision = data;
  g_auto (Lake) lake = lake_new (1);
  const char *asset = lake_add_asset (&lake, "a", 1);
  g_autoptr (TarnMetadataRun) started = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autofree char *number = NULL;
  guint64 n_columns = g_ascii_strtoull (revision != NULL ? revision : "11", NULL, 10);
  g_autoptr (GError) error = NULL;

  for (guint i = 2; i <= 11; i++)
    lake_add_revision (&lake, asset, asset_input_new ("a", TABLE_TYPE, i));
  started = lake_call_start (&lake, lake.client,
                             &(StartCall){ .asset = asset, .revision = revision }, &error);
  g_assert_no_error (error);
  /* The run does not work on a revision that is added after the start. */
  lake_add_revision (&lake, asset, asset_input_new ("a", TABLE_TYPE, 100));
  engine_drain (lake.engine);

  run = lake_get (&lake, tarn_metadata_run_get_id (started));
  number = g_strdup_printf ("%" G_GUINT64_FORMAT, n_columns);
  g_assert_cmpstr (tarn_metadata_run_get_target (run)->type, ==, "ASSET");
  g_assert_cmpstr (tarn_metadata_run_get_target (run)->identifier, ==, asset);
  g_assert_cmpstr (tarn_metadata_run_get_target (run)->revision, ==, number);
  g_assert_cmpint (tarn_metadata_run_get_output_tokens (run), ==, 120 + 60 * (gint64) n_columns);
}

/* --- How many runs there may be --------------------------------------------------------------- */

static void
assert_start (const Lake *lake, const char *asset, const char *exception, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run
      = lake_call_start (lake, lake->client, &(StartCall){ .asset = asset }, &error);

  assert_outcome (lake, run != NULL, error, exception, message);
}

/* An asset has one run at a time. A run blocks another start until its end, even before it has begun. */
static void
test_one_run_of_an_asset (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;

  lake_set (&lake, "submitted-duration-us", SECOND_US);
  assert_start (&lake, lake.asset, NULL, NULL);
  assert_start (&lake, lake.asset, ACTIVE ("<asset>"));
  engine_advance (lake.engine, SECOND_US + RUN_US - 1);
  assert_start (&lake, lake.asset, ACTIVE ("<asset>"));
  engine_advance (lake.engine, 1);
  id = lake_start (&lake, lake.asset, DESCRIPTIONS);
  lake_cancel (&lake, id);
  assert_start (&lake, lake.asset, NULL, NULL);
}

static void
test_active_runs_max (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *b = lake_add_asset (&lake, "b", 1);
  const char *c = lake_add_asset (&lake, "c", 1);
  const char *d = lake_add_asset (&lake, "d", 200);
  g_autofree char *id = NULL;

  lake_set (&lake, "active-runs-max", 0);
  assert_start (&lake, lake.asset, TOO_MANY ("0"));
  lake_set (&lake, "active-runs-max", 3);
  assert_start (&lake, lake.asset, NULL, NULL);
  assert_start (&lake, b, NULL, NULL);
  id = lake_start (&lake, d, NAMES);
  assert_start (&lake, c, TOO_MANY ("3"));
  /* A lower limit ends no run. A higher limit applies at once, and so does having no limit. */
  lake_set (&lake, "active-runs-max", 2);
  assert_start (&lake, c, TOO_MANY ("3"));
  lake_set (&lake, "active-runs-max", 4);
  assert_start (&lake, c, NULL, NULL);
  lake_set (&lake, "active-runs-max", -1);
  lake_add_asset (&lake, "e", 200);
  assert_start (&lake, lake_find (&lake, "e"), NULL, NULL);
  /* A run that ends or is canceled makes room for another run. */
  lake_set (&lake, "active-runs-max", 2);
  engine_advance (lake.engine, RUN_US);
  assert_start (&lake, c, TOO_MANY ("2"));
  lake_cancel (&lake, id);
  assert_start (&lake, c, NULL, NULL);
  assert_start (&lake, b, TOO_MANY ("2"));
}

int
main (int argc, char *argv[])
{
  static const char *const revisions[] = { "1", "2", "9", "10", "11" };

  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/generation/start/", entity_rows, test_entity);
  for (guint i = 0; i < G_N_ELEMENTS (type_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/generation/start/asset-type/%s/%u-columns",
                                               type_rows[i].type, type_rows[i].n_columns);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_asset_type);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (revisions); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/start/revision/", revisions[i], NULL);

      g_test_add_data_func (path, revisions[i], test_revision);
    }
  g_test_add_data_func ("/generation/start/revision/newest", NULL, test_revision);
  g_test_add_func ("/generation/start/refused-leaves-the-future", test_refused_leaves_the_future);
  g_test_add_func ("/generation/start/one-run-of-an-asset", test_one_run_of_an_asset);
  g_test_add_func ("/generation/start/active-runs-max", test_active_runs_max);
  return g_test_run ();
}
