/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-asset.h and tarn-asset-input.h. */
#include "datazone-assets.h"
#include "promise.h"

static TarnAssetInput *
input_of (const char *name, const char *column, const char *data_type)
{
  TarnAssetInput *input = tarn_asset_input_new (name, TABLE_TYPE);

  tarn_asset_input_add_column (input, column, data_type);
  return input;
}

/* Runs one type for the asset, and returns the asset with what the run suggests. */
static TarnAsset *
suggest (const Lake *lake, const char *asset, const char *type)
{
  g_autofree char *id G_GNUC_UNUSED = lake_start (lake, asset, type);

  engine_drain (lake->engine);
  return lake_get_asset (lake, asset, NULL);
}

/* --- tarn-asset.h ----------------------------------------------------------------------------- */

static void
test_copy (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  g_autoptr (TarnAsset) after = suggest (&lake, lake.asset, NAMES);

  g_assert_nonnull (tarn_asset_get_suggestion_run_id (after, BY_NAMES));
  lake_clear (&lake);
  g_assert_null (tarn_asset_get_suggestion_run_id (asset, BY_NAMES));
  g_assert_cmpstr (tarn_asset_get_name (asset), ==, "asset");
  g_assert_cmpstr (tarn_asset_find_suggestion (after, BY_NAMES, "summary"), ==, "Asset");
}

static void
test_columns (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);

  g_assert_cmpstr (tarn_asset_get_column_name (asset, 0), ==, "col_0");
  g_assert_cmpstr (tarn_asset_get_column_name (asset, 19), ==, "col_19");
  g_assert_null (tarn_asset_get_column_name (asset, 20));
  g_assert_null (tarn_asset_get_column_name (asset, G_MAXUINT));
}

static void
test_data_types (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *id = lake_note (&lake, "typed",
                              datazone_add_asset (lake.client, lake.domain, lake.project,
                                                  input_of ("typed", "a", "decimal(9,2)")));
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, id, NULL);

  g_assert_cmpstr (tarn_asset_get_column_data_type (asset, 0), ==, "decimal(9,2)");
  g_assert_null (tarn_asset_get_column_data_type (asset, 1));
}

static void
test_annotation (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnAssetInput *input = input_of ("annotated", "a", "int");

  tarn_asset_input_set_annotation (input, "first");
  const char *id = lake_note (&lake, "annotated",
                              datazone_add_asset (lake.client, lake.domain, lake.project, input));
  lake_add_revision (&lake, id, input_of ("annotated", "a", "int"));
  g_autoptr (TarnAsset) first = lake_get_asset (&lake, id, "1");
  g_autoptr (TarnAsset) second = lake_get_asset (&lake, id, NULL);
  g_assert_cmpstr (tarn_asset_get_annotation (first), ==, "first");
  g_assert_null (tarn_asset_get_annotation (second));
}

static void
test_paths (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnAsset) asset = suggest (&lake, lake.asset, NAMES);
  guint n_suggestions;
  const TarnSuggestion *suggestions = tarn_asset_get_suggestions (asset, BY_NAMES, &n_suggestions);

  g_assert_cmpuint (n_suggestions, ==, 21);
  g_assert_cmpstr (suggestions[0].field_path, ==, "summary");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *path = g_strdup_printf ("columns[%u].columnName", i);

      g_assert_cmpstr (suggestions[i + 1].field_path, ==, path);
    }
}

static void
test_no_suggestions (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  guint n_suggestions = 7;

  g_assert_null (tarn_asset_get_suggestions (asset, BY_NAMES, &n_suggestions));
  g_assert_cmpuint (n_suggestions, ==, 0);
  g_assert_null (tarn_asset_find_suggestion (asset, BY_NAMES, "summary"));
}

static void
test_newest_that_succeeded (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *first G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);
  g_autofree char *second = NULL;
  g_autofree char *failed = NULL;
  g_autoptr (TarnAsset) asset = NULL;

  engine_drain (lake.engine);
  second = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  lake_set (&lake, "names-failure-ppm", 1000000);
  failed = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, BY_NAMES), ==, second);
}

static void
test_run_without_suggestions (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, GLOSSARY);
  g_autoptr (TarnAsset) asset = NULL;
  guint n_suggestions;

  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, BY_GLOSSARY), ==, id);
  g_assert_null (tarn_asset_get_suggestions (asset, BY_GLOSSARY, &n_suggestions));
}

/* Returns the business name of a column of this name. */
static char *
name_column (const Lake *lake, const char *technical)
{
  const char *asset = lake_add_input (lake, technical, input_of ("t", technical, "string"));
  g_autoptr (TarnAsset) named = suggest (lake, asset, NAMES);

  return g_strdup (tarn_asset_find_suggestion (named, BY_NAMES, "columns[0].columnName"));
}

typedef struct
{
  const char *technical;
  const char *readable;
} NameRow;

static void
assert_columns (const NameRow *rows, guint n_rows)
{
  g_auto (Lake) lake = lake_new (0);

  lake_set (&lake, "start-rate-per-second", -1);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *readable = name_column (&lake, rows[i].technical);

      g_assert_cmpstr (readable, ==, rows[i].readable);
    }
}

static void
test_split (void)
{
  static const NameRow rows[] = {
    { "red_blue", "Red Blue" },
    { "red-blue", "Red Blue" },
    { "red.blue", "Red Blue" },
    { "red blue", "Red Blue" },
    { "red\tblue", "Red Blue" },
    { "redBlue", "Red Blue" },
    { "red7", "Red 7" },
    { "redBLUE", "Red BLUE" },
    { "\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9" },
  };

  assert_columns (rows, G_N_ELEMENTS (rows));
}

static void
test_written_out (void)
{
  static const NameRow rows[] = {
    { "acct", "Account" }, { "qty", "Quantity" },    { "txn", "Transaction" },
    { "val", "Value" },    { "dept", "Department" }, { "CTRY", "Country" },
  };

  assert_columns (rows, G_N_ELEMENTS (rows));
}

static void
test_upper_words (void)
{
  static const NameRow rows[] = {
    { "api_key", "API Key" },     { "Zip", "ZIP" },    { "uuid", "UUID" },
    { "cust_id", "Customer ID" }, { "rATE", "R ATE" }, { "lAst_Word", "L Ast Word" },
    { "rate", "Rate" },
  };

  assert_columns (rows, G_N_ELEMENTS (rows));
}

static void
test_same_text (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_auto (Lake) other = lake_new (77);
  g_autoptr (TarnAsset) first = suggest (&lake, lake.asset, DESCRIPTIONS);
  g_autoptr (TarnAsset) second = suggest (&other, other.asset, DESCRIPTIONS);

  g_assert_cmpstr (tarn_asset_find_suggestion (first, BY_DESCRIPTIONS, "summary"), ==,
                   tarn_asset_find_suggestion (second, BY_DESCRIPTIONS, "summary"));
}

static void
test_descriptions (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *id = lake_add_input (&lake, "t", input_of ("cust_ord", "ord_qty", "bigint"));
  g_autoptr (TarnAsset) asset = suggest (&lake, id, DESCRIPTIONS);
  const char *summary = tarn_asset_find_suggestion (asset, BY_DESCRIPTIONS, "summary");
  const char *column
      = tarn_asset_find_suggestion (asset, BY_DESCRIPTIONS, "columns[0].columnDescription");

  g_assert_nonnull (strstr (summary, "Customer Order"));
  g_assert_nonnull (strstr (summary, "1"));
  g_assert_nonnull (strstr (column, "Order Quantity"));
  g_assert_nonnull (strstr (column, "Customer Order"));
  g_assert_nonnull (strstr (column, "bigint"));
}

static void
test_glossary (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnAssetInput *input = input_of ("sales", "cust_id", "bigint");
  const char *id;
  g_autoptr (TarnAsset) asset = NULL;

  tarn_asset_input_add_column (input, "price", "decimal");
  id = lake_add_input (&lake, "t", input);
  add_term (&lake, "CUSTOMER");
  add_term (&lake, "Customer Name");
  add_term (&lake, "id\tcustomer");
  add_term (&lake, "Sales");
  asset = suggest (&lake, id, GLOSSARY);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, BY_GLOSSARY,
                                               "columns[0].columnGlossaryTerms"),
                   ==, "CUSTOMER, id\tcustomer");
  g_assert_null (tarn_asset_find_suggestion (asset, BY_GLOSSARY, "columns[1].columnGlossaryTerms"));
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, BY_GLOSSARY, "summary"), ==,
                   "CUSTOMER, id\tcustomer, Sales");
}

/* --- tarn-asset-input.h ----------------------------------------------------------------------- */

static gboolean
supports (const Lake *lake, const char *type, guint n_columns)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", type, n_columns);
  const char *asset = lake_add_input (lake, name, asset_input_new (name, type, n_columns));
  const StartCall call = { .asset = asset, .types = NAMES };
  g_autofree char *id = lake_try (lake, lake->client, &call, NULL);

  return id != NULL;
}

static void
test_supported_types (void)
{
  static const char *const types[] = { "GlueTableAssetType", "GlueViewAssetType",
                                       "RedshiftTableAssetType", "RedshiftViewAssetType" };
  g_auto (Lake) lake = lake_new (0);

  lake_set (&lake, "start-rate-per-second", -1);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *full = g_strconcat ("amazon.datazone.", types[i], NULL);

      g_assert_true (supports (&lake, types[i], 1));
      g_assert_true (supports (&lake, full, 1));
    }
  g_assert_true (supports (&lake, "CustomType", 1));
  g_assert_false (supports (&lake, "S3ObjectCollectionAssetType", 0));
}

static void
test_rows (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnAssetInput *none = asset_input_new ("none", TABLE_TYPE, 1);
  TarnAssetInput *many = asset_input_new ("many", TABLE_TYPE, 1);
  const StartCall first = { .asset = "<none>", .types = NAMES };
  const StartCall second = { .asset = "<many>", .types = NAMES };
  g_autofree char *refused = NULL;
  g_autofree char *id = NULL;

  tarn_asset_input_set_row_count (none, 0);
  tarn_asset_input_set_row_count (many, 1000000);
  lake_add_input (&lake, "none", none);
  lake_add_input (&lake, "many", many);
  refused = lake_try (&lake, lake.client, &first, NULL);
  id = lake_try (&lake, lake.client, &second, NULL);
  g_assert_null (refused);
  g_assert_nonnull (id);
}

static void
test_default_input (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnAssetInput *input = tarn_asset_input_new ("new", TABLE_TYPE);
  const char *id = lake_add_input (&lake, "new", input);
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, id, NULL);

  g_assert_cmpuint (tarn_asset_get_n_columns (asset), ==, 0);
}

static void
test_most_columns (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *id = lake_add_input (&lake, "wide", asset_input_new ("wide", TABLE_TYPE, 10000));
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, id, NULL);

  g_assert_cmpuint (tarn_asset_get_n_columns (asset), ==, 10000);
}

/* Names do not depend on the data type, and descriptions do. */
static void
test_data_type (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *first = lake_add_input (&lake, "a", input_of ("same", "column", "bigint"));
  const char *second = lake_add_input (&lake, "b", input_of ("same", "column", "string"));
  g_autoptr (TarnAsset) a = suggest (&lake, first, NAMES " " DESCRIPTIONS);
  g_autoptr (TarnAsset) b = suggest (&lake, second, NAMES " " DESCRIPTIONS);

  g_assert_cmpstr (tarn_asset_find_suggestion (a, BY_NAMES, "columns[0].columnName"), ==,
                   tarn_asset_find_suggestion (b, BY_NAMES, "columns[0].columnName"));
  g_assert_cmpstr (tarn_asset_find_suggestion (a, BY_DESCRIPTIONS, "columns[0].columnDescription"),
                   !=,
                   tarn_asset_find_suggestion (b, BY_DESCRIPTIONS, "columns[0].columnDescription"));
}

static void
test_setters_keep (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  tarn_asset_input_add_column (input, NULL, "\xff");
  tarn_asset_input_set_row_count (input, G_MAXUINT64);
  g_assert_null (
      tarn_datazone_client_create_asset (lake.client, lake.domain, lake.project, input, &error));
  assert_exception (&lake, error, VALIDATION, VIOLATION ("name", NOT_NULL));
}

static void
test_setting_in_any_case (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnAssetInput *input = asset_input_new ("automatic", TABLE_TYPE, 3);
  const char *asset;

  g_assert_true (tarn_datazone_client_set_business_name_generation (lake.client, lake.domain,
                                                                    lake.project, TRUE, NULL));
  tarn_asset_input_set_business_name_generation (input, FALSE);
  asset = lake_add_input (&lake, "automatic", input);
  g_assert_cmpuint (count_runs (&lake, asset), ==, 1);
}

static void
test_no_run_of_revision (void)
{
  g_auto (Lake) lake = lake_new (0);
  TarnAssetInput *input = asset_input_new ("asset", TABLE_TYPE, 3);

  tarn_asset_input_set_business_name_generation (input, TRUE);
  lake_add_revision (&lake, lake.asset, input);
  g_assert_cmpuint (count_runs (&lake, lake.asset), ==, 0);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-asset.h: get_column_data_type(): the data type of the column, or %NULL if @index is too large",
    test_data_types },
  { "tarn-asset.h: get_annotation(): the text of tarn_asset_input_set_annotation() for this revision, or %NULL if "
    "there is none", test_annotation },
  { "tarn-asset-input.h: set_annotation(): Sets a text that the library keeps beside the revision and does not read.",
    test_annotation },
  { "tarn-asset.h: TarnAsset: A copy never changes, and stays valid after the engine is gone.",
    test_copy },
  { "tarn-asset.h: get_column_name(): or %NULL if @index is too large",
    test_columns },
  { "tarn-asset.h: TarnSuggestion: `summary` or `columns[N]`, counted from 0",
    test_paths },
  { "tarn-asset.h: tarn_asset_get_suggestions(): or %NULL if there are none",
    test_no_suggestions },
  { "tarn-asset.h: tarn_asset_get_suggestions(): Returns the suggestions of the newest run that succeeded in "
    "@type for this revision",
    test_newest_that_succeeded },
  { "tarn-asset.h: get_suggestion_run_id(): even if the run has no suggestions",
    test_run_without_suggestions },
  { "tarn-asset.h: tarn_asset_get_suggestions(): A name is split into words at `_`, `-`, `.`, space and TAB, "
    "at changes from lower to upper case, and before digits; only ASCII letters have a case here.",
    test_split },
  { "tarn-asset.h: tarn_asset_get_suggestions(): are written out",
    test_written_out },
  { "tarn-asset.h: tarn_asset_get_suggestions(): become upper case. The first letter of any other word "
    "becomes a capital, and the rest of the word stays as it is: `cust_id` becomes `Customer ID`.",
    test_upper_words },
  { "tarn-asset.h: tarn_asset_get_suggestions(): The same input always gives the same text.",
    test_same_text },
  { "tarn-asset.h: tarn_asset_get_suggestions(): a sentence with the name of the asset and its number of "
    "columns; for each column, a sentence with the names of the column and of the asset and the data type",
    test_descriptions },
  { "tarn-asset.h: tarn_asset_get_suggestions(): A term fits a name if all words of the term, split at space "
    "and TAB, are words of the name, without regard to the case of ASCII. A column or a summary without any "
    "fitting term has no entry",
    test_glossary },
  { "tarn-asset-input.h: tarn_asset_input_new(): Makes the input of an asset without columns",
    test_default_input },
  { "tarn-asset-input.h: tarn_asset_input_new(): also after `amazon.datazone.`, support metadata generation. "
    "Any other type supports it if the asset has columns",
    test_supported_types },
  { "tarn-asset-input.h: add_column(): an asset can have 10,000",
    test_most_columns },
  { "tarn-asset-input.h: add_column(): Only descriptions show the data type.",
    test_data_type },
  { "tarn-asset-input.h: set_row_count(): Only 0 makes a difference: for an asset without rows no metadata "
    "can be generated.",
    test_rows },
  { "tarn-asset-input.h: set_business_name_generation(): If the project has this setting on, a new asset gets "
    "such a run in any case.",
    test_setting_in_any_case },
  { "tarn-asset-input.h: set_business_name_generation(): A new revision of an existing asset gets none.",
    test_no_run_of_revision },
  { "tarn-asset-input.h: TarnAssetInput: The setters keep any value; the operation that takes the input "
    "checks the values.",
    test_setters_keep },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
