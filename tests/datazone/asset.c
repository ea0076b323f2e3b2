/* SPDX-License-Identifier: MIT */
/*
 * Tests assets: which calls that create, revise or get an asset fail, in which order the service checks them,
 * and that Get returns what was created.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"

typedef enum
{
  CREATE,
  REVISE,
  LOOK,
} Operation;

/* NULL stands for a valid value, and ABSENT for no value. */
typedef struct
{
  const char *domain;
  const char *id; /* of the project that will own the asset, or of the asset */
  const char *name;
  const char *type;
  const char *column;
  const char *data_type;
  guint n_columns;     /* valid columns before the last column */
  guint64 n_more_rows; /* the number of rows after the first */
  const char *revision;
} AssetCall;

typedef struct
{
  const char *name;
  Operation operation;
  AssetCall call;
  const char *exception; /* NULL if the call succeeds */
  const char *message;
} AssetRow;

#define ROWS_MAX (G_GUINT64_CONSTANT (1) << 60)
#define BAD_TEXT MATCH ("^[\\t\\x{20}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]+$")
#define NOT_A_DOMAIN VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN)
#define NOT_A_PROJECT VALIDATION, VIOLATION ("owningProjectIdentifier", MATCH_ID)
#define NOT_AN_ID VALIDATION, VIOLATION ("identifier", MATCH_ID)
#define NO_NAME VALIDATION, VIOLATION ("name", NOT_NULL)
#define NO_TYPE VALIDATION, VIOLATION ("typeIdentifier", NOT_NULL)
#define NO_COLUMN VALIDATION, VIOLATION ("columns[0].columnName", NOT_NULL)
#define OTHER_TYPE VALIDATION, VIOLATION ("typeIdentifier", "Member must be that of the asset")
#define TOO_MANY_ROWS                                                                              \
  VALIDATION,                                                                                      \
      VIOLATION ("rowCount", "Member must have value less than or equal to 1152921504606846976")
#define UNKNOWN NOT_FOUND, NO_DOMAIN ("dzd_a")
#define NO_REVISION(revision) NOT_FOUND, "Asset <asset> has no revision " revision

/* clang-format off */

static const AssetRow rows[] = {
  { "create/good", CREATE, { 0 }, NULL, NULL },
  { "create/same-name-again", CREATE, { .name = "asset" }, NULL, NULL },
  { "create/in-another-domain", CREATE, { .domain = "<other>", .id = "<other project>" },
    NULL, NULL },
  { "create/no-domain", CREATE, { .domain = ABSENT },
    VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "create/domain-not-of-the-form", CREATE, { .domain = "a" }, NOT_A_DOMAIN },
  { "create/unknown-domain", CREATE, { .domain = "dzd_a" }, UNKNOWN },
  { "create/domain-of-another-account", CREATE, { .domain = "<foreign>" },
    DENIED, NO_ACCESS (ROOT, "CreateAsset") },
  { "create/no-project", CREATE, { .id = ABSENT },
    VALIDATION, VIOLATION ("owningProjectIdentifier", NOT_NULL) },
  { "create/project-not-of-the-form", CREATE, { .id = "" }, NOT_A_PROJECT },
  { "create/unknown-project", CREATE, { .id = "p" }, NOT_FOUND, NO_PROJECT ("p") },
  { "create/project-of-another-domain", CREATE, { .id = "<other project>" },
    NOT_FOUND, NO_PROJECT ("<other project>") },
  { "create/order/domain-before-project", CREATE, { .domain = "", .id = "" }, NOT_A_DOMAIN },
  { "create/order/project-before-name", CREATE, { .id = "", .name = ABSENT }, NOT_A_PROJECT },
  { "create/order/access-before-project", CREATE, { .domain = "<foreign>", .id = "p" },
    DENIED, NO_ACCESS (ROOT, "CreateAsset") },

  { "revise/good", REVISE, { 0 }, NULL, NULL },
  { "revise/other-name", REVISE, { .name = "renamed" }, NULL, NULL },
  { "revise/in-another-domain", REVISE, { .domain = "<other>", .id = "<other asset>" },
    NULL, NULL },
  { "revise/no-domain", REVISE, { .domain = ABSENT },
    VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "revise/domain-not-of-the-form", REVISE, { .domain = "a" }, NOT_A_DOMAIN },
  { "revise/unknown-domain", REVISE, { .domain = "dzd_a" }, UNKNOWN },
  { "revise/domain-of-another-account", REVISE, { .domain = "<foreign>" },
    DENIED, NO_ACCESS (ROOT, "CreateAssetRevision") },
  { "revise/no-asset", REVISE, { .id = ABSENT }, VALIDATION, VIOLATION ("identifier", NOT_NULL) },
  { "revise/asset-not-of-the-form", REVISE, { .id = "a.b" }, NOT_AN_ID },
  { "revise/unknown-asset", REVISE, { .id = "a" }, NOT_FOUND, NO_ASSET ("a") },
  { "revise/asset-of-another-domain", REVISE, { .id = "<other asset>" },
    NOT_FOUND, NO_ASSET ("<other asset>") },
  { "revise/no-type", REVISE, { .type = ABSENT }, NULL, NULL },
  { "revise/other-type", REVISE, { .type = "GlueViewAssetType" }, OTHER_TYPE },
  { "revise/same-type-with-prefix", REVISE, { .type = "amazon.datazone." TABLE_TYPE },
    OTHER_TYPE },
  { "revise/order/domain-before-asset", REVISE, { .domain = "", .id = "" }, NOT_A_DOMAIN },
  { "revise/order/asset-before-name", REVISE, { .id = "", .name = ABSENT }, NOT_AN_ID },
  { "revise/order/access-before-asset", REVISE, { .domain = "<foreign>", .id = "a" },
    DENIED, NO_ACCESS (ROOT, "CreateAssetRevision") },
  { "revise/order/asset-before-type", REVISE, { .id = "a", .type = "b" },
    NOT_FOUND, NO_ASSET ("a") },

  { "create/no-type", CREATE, { .type = ABSENT }, NO_TYPE },

  { "look/good", LOOK, { 0 }, NULL, NULL },
  { "look/revision-1", LOOK, { .revision = "1" }, NULL, NULL },
  { "look/in-another-domain", LOOK, { .domain = "<other>", .id = "<other asset>" }, NULL, NULL },
  { "look/no-domain", LOOK, { .domain = ABSENT },
    VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "look/domain-not-of-the-form", LOOK, { .domain = "a" }, NOT_A_DOMAIN },
  { "look/unknown-domain", LOOK, { .domain = "dzd_a" }, UNKNOWN },
  { "look/domain-of-another-account", LOOK, { .domain = "<foreign>" },
    DENIED, NO_ACCESS (ROOT, "GetAsset") },
  { "look/no-asset", LOOK, { .id = ABSENT }, VALIDATION, VIOLATION ("identifier", NOT_NULL) },
  { "look/asset-not-of-the-form", LOOK, { .id = "" }, NOT_AN_ID },
  { "look/unknown-asset", LOOK, { .id = "a" }, NOT_FOUND, NO_ASSET ("a") },
  { "look/asset-of-another-domain", LOOK, { .id = "<other asset>" },
    NOT_FOUND, NO_ASSET ("<other asset>") },
  { "look/empty-revision", LOOK, { .revision = "" },
    VALIDATION, VIOLATION ("revision", AT_LEAST (1)) },
  { "look/revision-of-64-characters", LOOK, { .revision = "<64*1>" }, NO_REVISION ("<64*1>") },
  { "look/revision-of-65-characters", LOOK, { .revision = "<65*1>" },
    VALIDATION, VIOLATION ("revision", AT_MOST (64)) },
  { "look/revision-not-utf-8", LOOK, { .revision = "\xff" },
    VALIDATION, VIOLATION ("revision", UTF8) },
  { "look/revision-0", LOOK, { .revision = "0" }, NO_REVISION ("0") },
  { "look/revision-01", LOOK, { .revision = "01" }, NO_REVISION ("01") },
  { "look/revision-2", LOOK, { .revision = "2" }, NO_REVISION ("2") },
  { "look/order/domain-before-asset", LOOK, { .domain = "", .id = "" }, NOT_A_DOMAIN },
  { "look/order/asset-before-revision", LOOK, { .id = "", .revision = "" }, NOT_AN_ID },
  { "look/order/revision-before-unknown-domain", LOOK, { .domain = "dzd_a", .revision = "" },
    VALIDATION, VIOLATION ("revision", AT_LEAST (1)) },
  { "look/order/access-before-asset", LOOK, { .domain = "<foreign>", .id = "a" },
    DENIED, NO_ACCESS (ROOT, "GetAsset") },
  { "look/order/asset-before-its-revision", LOOK, { .id = "a", .revision = "7" },
    NOT_FOUND, NO_ASSET ("a") },
};

/* The same rows test the creation of an asset and of a revision. The test sets the operation. */
static const AssetRow input_rows[] = {
  { "name/absent", CREATE, { .name = ABSENT }, NO_NAME },
  { "name/empty", CREATE, { .name = "" }, VALIDATION, VIOLATION ("name", AT_LEAST (1)) },
  { "name/256-of-4-bytes", CREATE, { .name = "<256*" FISH ">" }, NULL, NULL },
  { "name/257-characters", CREATE, { .name = "<257*x>" },
    VALIDATION, VIOLATION ("name", AT_MOST (256)) },
  { "name/line-feed", CREATE, { .name = "a\n" }, VALIDATION, VIOLATION ("name", BAD_TEXT) },
  { "type/empty", CREATE, { .type = "" }, VALIDATION, VIOLATION ("typeIdentifier", AT_LEAST (1)) },
  { "type/514-characters", CREATE, { .type = "<514*x>" },
    VALIDATION, VIOLATION ("typeIdentifier", AT_MOST (513)) },
  { "type/control-1", CREATE, { .type = "a\x01" },
    VALIDATION, VIOLATION ("typeIdentifier", BAD_TEXT) },
  { "column/256-of-4-bytes", CREATE, { .column = "<256*" FISH ">" }, NULL, NULL },
  { "column/tab", CREATE, { .column = "a\tb" }, NULL, NULL },
  { "column/absent", CREATE, { .column = ABSENT }, NO_COLUMN },
  { "column/empty", CREATE, { .column = "" },
    VALIDATION, VIOLATION ("columns[0].columnName", AT_LEAST (1)) },
  { "column/257-characters", CREATE, { .column = "<257*x>" },
    VALIDATION, VIOLATION ("columns[0].columnName", AT_MOST (256)) },
  { "column/line-feed", CREATE, { .column = "a\nb" },
    VALIDATION, VIOLATION ("columns[0].columnName", BAD_TEXT) },
  { "column/stray-byte-in-the-third", CREATE, { .column = "a\xff", .n_columns = 2 },
    VALIDATION, VIOLATION ("columns[2].columnName", UTF8) },
  { "data-type/256-characters", CREATE, { .data_type = "<256*x>" }, NULL, NULL },
  { "data-type/absent", CREATE, { .data_type = ABSENT },
    VALIDATION, VIOLATION ("columns[0].dataType", NOT_NULL) },
  { "data-type/empty", CREATE, { .data_type = "" },
    VALIDATION, VIOLATION ("columns[0].dataType", AT_LEAST (1)) },
  { "data-type/257-characters", CREATE, { .data_type = "<257*x>", .n_columns = 1 },
    VALIDATION, VIOLATION ("columns[1].dataType", AT_MOST (256)) },
  { "columns/10000", CREATE, { .n_columns = 9999 }, NULL, NULL },
  { "columns/10001", CREATE, { .n_columns = 10000 },
    VALIDATION, VIOLATION ("columns", AT_MOST (10000)) },
  { "rows/2^60", CREATE, { .n_more_rows = ROWS_MAX - 1 }, NULL, NULL },
  { "rows/2^60+1", CREATE, { .n_more_rows = ROWS_MAX }, TOO_MANY_ROWS },
  { "rows/none", CREATE, { .n_more_rows = G_MAXUINT64 }, NULL, NULL },
  { "rows/greatest", CREATE, { .n_more_rows = G_MAXUINT64 - 1 }, TOO_MANY_ROWS },
  { "order/name-before-type", CREATE, { .name = ABSENT, .type = "" }, NO_NAME },
  { "order/type-before-columns", CREATE, { .type = "", .column = ABSENT },
    VALIDATION, VIOLATION ("typeIdentifier", AT_LEAST (1)) },
  { "order/number-before-columns", CREATE, { .column = ABSENT, .n_columns = 10000 },
    VALIDATION, VIOLATION ("columns", AT_MOST (10000)) },
  { "order/column-before-data-type", CREATE, { .column = ABSENT, .data_type = ABSENT }, NO_COLUMN },
  { "order/columns-before-rows", CREATE, { .column = ABSENT, .n_more_rows = ROWS_MAX },
    NO_COLUMN },
  { "order/rows-before-unknown-domain", CREATE, { .domain = "dzd_a", .n_more_rows = ROWS_MAX },
    TOO_MANY_ROWS },
  { "order/columns-before-access", CREATE, { .domain = "<foreign>", .column = ABSENT }, NO_COLUMN },
};

/* clang-format on */

static Lake
asset_lake_new (void)
{
  Lake lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);

  lake_add_domain (&lake, lake.client, "other");
  lake_add_domain (&lake, foreigner, "foreign");
  return lake;
}

static TarnAssetInput *
make_input (const Lake *lake, const AssetCall *call)
{
  g_autofree char *name = lake_choose (lake, call->name, "asset");
  g_autofree char *type = lake_choose (lake, call->type, TABLE_TYPE);
  g_autofree char *column = lake_choose (lake, call->column, "column");
  g_autofree char *data_type = lake_choose (lake, call->data_type, "string");
  TarnAssetInput *input = asset_input_new (name, type, call->n_columns);

  tarn_asset_input_add_column (input, column, data_type);
  tarn_asset_input_set_row_count (input, call->n_more_rows + 1);
  return input;
}

static gboolean
do_row (const Lake *lake, Operation operation, const AssetCall *call, GError **error)
{
  g_autofree char *domain = lake_choose (lake, call->domain, lake->domain);
  g_autofree char *id
      = lake_choose (lake, call->id, operation == CREATE ? lake->project : lake->asset);
  g_autoptr (TarnAssetInput) input = make_input (lake, call);
  g_autoptr (TarnAsset) asset = NULL;
  g_autofree char *told = NULL;

  if (operation == CREATE)
    told = tarn_datazone_client_create_asset (lake->client, domain, id, input, error);
  else if (operation == REVISE)
    told = tarn_datazone_client_create_asset_revision (lake->client, domain, id, input, error);
  else
    asset = tarn_datazone_client_get_asset (lake->client, domain, id, call->revision, error);

  return told != NULL || asset != NULL;
}

static void
check (const AssetRow *row, Operation operation)
{
  g_auto (Lake) lake = asset_lake_new ();
  g_autofree char *before = get_digest (lake.engine);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  AssetCall call = row->call;
  g_autofree char *revision = lake_expand (&lake, call.revision);
  gboolean is_done;

  call.revision = revision;
  is_done = do_row (&lake, operation, &call, &error);
  assert_outcome (&lake, is_done, error, row->exception, row->message);
  after = get_digest (lake.engine);
  if (row->exception != NULL)
    g_assert_cmpstr (after, ==, before);
  else if (operation != LOOK)
    g_assert_cmpstr (after, !=, before);
}

static void
test_row (gconstpointer data)
{
  const AssetRow *row = data;

  check (row, row->operation);
}

static void
test_input (gconstpointer data)
{
  check (data, CREATE);
  check (data, REVISE);
}

/* The type has the greatest length. A revision cannot change the type, so the test only creates an asset. */
static void
test_longest_type (void)
{
  static const AssetRow row = { "", CREATE, { .type = "<513*x>" }, NULL, NULL };

  check (&row, CREATE);
}

/*
 * A refused call must not change the future either, which no getter can show. So a fixture with refused calls
 * must go on like its twin without them.
 */
static void
test_refused_leaves_the_future (void)
{
  g_auto (Lake) refused = asset_lake_new ();
  g_auto (Lake) twin = asset_lake_new ();
  g_autofree char *refused_end = NULL;
  g_autofree char *twin_end = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].exception != NULL && rows[i].operation != LOOK)
      g_assert_false (do_row (&refused, rows[i].operation, &rows[i].call, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (input_rows); i++)
    if (input_rows[i].exception != NULL)
      g_assert_false (do_row (&refused, CREATE, &input_rows[i].call, NULL));

  lake_add_asset (&refused, "new", 1);
  lake_add_asset (&twin, "new", 1);
  refused_end = lake_to_string (&refused);
  twin_end = lake_to_string (&twin);
  g_assert_cmpstr (refused_end, ==, twin_end);
}

/* --- What Get returns ------------------------------------------------------------------------- */

static void
assert_asset (const Lake *lake, const char *revision, const char *told)
{
  g_autoptr (TarnAsset) asset = lake_get_asset (lake, lake_find (lake, "new"), revision);
  g_autofree char *expected = lake_expand (lake, told);
  g_autofree char *text = asset_to_string (asset);

  g_assert_cmpstr (text, ==, expected);
}

/* A column that is added to an input later does not change the asset. */
static void
test_told (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("cust_orders", "CustomType");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  lake_add_input (&lake, "new", tarn_asset_input_ref (input));
  tarn_asset_input_add_column (input, "cust_id", "bigint");
  second = tarn_datazone_client_create_asset_revision (lake.client, lake.domain,
                                                       lake_find (&lake, "new"), input, NULL);
  g_clear_pointer (&input, tarn_asset_input_unref);
  input = asset_input_new ("renamed", "CustomType", 1);
  third = tarn_datazone_client_create_asset_revision (lake.client, lake.domain,
                                                      lake_find (&lake, "new"), input, NULL);

  g_assert_cmpstr (second, ==, "2");
  g_assert_cmpstr (third, ==, "3");
  assert_asset (&lake, "1", "<new>@1 'cust_orders' CustomType <project>:\n");
  assert_asset (&lake, "2", "<new>@2 'cust_orders' CustomType <project>: cust_id\n");
  assert_asset (&lake, "3", "<new>@3 'renamed' CustomType <project>: col_0\n");
  assert_asset (&lake, NULL, "<new>@3 'renamed' CustomType <project>: col_0\n");
}

static void
test_told_of_columns (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);

  g_assert_cmpuint (tarn_asset_get_n_columns (asset), ==, 20);
  g_assert_cmpstr (tarn_asset_get_column_name (asset, 0), ==, "col_0");
  g_assert_cmpstr (tarn_asset_get_column_name (asset, 19), ==, "col_19");
  g_assert_null (tarn_asset_get_column_name (asset, 20));
  g_assert_null (tarn_asset_get_column_name (asset, G_MAXUINT));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/asset/", rows, test_row);
  ADD_ROWS ("/asset/input/", input_rows, test_input);
  g_test_add_func ("/asset/input/type/513-characters", test_longest_type);
  g_test_add_func ("/asset/refused-leaves-the-future", test_refused_leaves_the_future);
  g_test_add_func ("/asset/told/asset", test_told);
  g_test_add_func ("/asset/told/columns", test_told_of_columns);
  return g_test_run ();
}
