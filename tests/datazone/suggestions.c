/* SPDX-License-Identifier: MIT */
/*
 * Tests the suggestions for an asset: the rules by which texts are made, as tables, and which run suggests
 * texts for which type and when. Only a type that has succeeded suggests texts. They are for the revision
 * that the run worked on, and stay until a newer run of the type succeeds.
 */
#include "datazone/readable-name.h"
#include "metadata-model.h"
#include "neighbours.h"
#include "worlds/datazone-digest.h"

typedef struct
{
  const char *technical;
  const char *readable;
} NameRow;

/* clang-format off */

/* The table has every known word. The replacement does not depend on the case of the word. */
static const NameRow word_rows[] = {
  { "acct", "Account" }, { "addr", "Address" }, { "amt", "Amount" }, { "avg", "Average" },
  { "cat", "Category" }, { "cd", "Code" }, { "cnt", "Count" }, { "ctry", "Country" },
  { "cust", "Customer" }, { "desc", "Description" }, { "dept", "Department" }, { "dt", "Date" },
  { "emp", "Employee" }, { "loc", "Location" }, { "mgr", "Manager" }, { "msg", "Message" },
  { "nbr", "Number" }, { "no", "Number" }, { "num", "Number" }, { "ord", "Order" },
  { "org", "Organization" }, { "pct", "Percent" }, { "prod", "Product" }, { "qty", "Quantity" },
  { "ref", "Reference" }, { "seq", "Sequence" }, { "src", "Source" }, { "tot", "Total" },
  { "trx", "Transaction" }, { "ts", "Timestamp" }, { "txn", "Transaction" }, { "val", "Value" },

  { "api", "API" }, { "etl", "ETL" }, { "fk", "FK" }, { "gps", "GPS" }, { "http", "HTTP" },
  { "id", "ID" }, { "ip", "IP" }, { "iso", "ISO" }, { "json", "JSON" }, { "pk", "PK" },
  { "sku", "SKU" }, { "sql", "SQL" }, { "ssn", "SSN" }, { "uri", "URI" }, { "url", "URL" },
  { "usd", "USD" }, { "utc", "UTC" }, { "uuid", "UUID" }, { "vat", "VAT" }, { "zip", "ZIP" },
};

/* The table shows where a name is split, and what happens to unknown words. */
static const NameRow split_rows[] = {
  { "cust_id", "Customer ID" },
  { "cust-id", "Customer ID" },
  { "cust.id", "Customer ID" },
  { "cust id", "Customer ID" },
  { "cust\tid", "Customer ID" },
  { "custId", "Customer ID" },
  { "CustId", "Customer ID" },
  { "CUST_ID", "Customer ID" },
  { "custID", "Customer ID" },
  { "__cust__id__", "Customer ID" },
  { " -cust._id- ", "Customer ID" },
  { "cust_id_2", "Customer ID 2" },
  { "custId2", "Customer ID 2" },
  { "addr2", "Address 2" },
  { "line10", "Line 10" },
  { "v1.2", "V 1 2" },
  { "zip5", "ZIP 5" },
  { "2nd_addr", "2nd Address" },
  { "id2cust", "ID 2cust" },
  { "a1B2", "A 1B 2" },
  { "2024", "2024" },
  { "1", "1" },
  { "x", "X" },
  { "customer", "Customer" },
  { "Customer", "Customer" },
  { "CUSTOMER", "CUSTOMER" },
  { "order_TOTAL", "Order TOTAL" },
  { "custid", "Custid" },
  { "identity", "Identity" },
  { "noon", "Noon" },
  { "ids", "Ids" },
  { "customerIDs", "Customer IDs" },
  { "orderDateUTC", "Order Date UTC" },
  { "XMLParser", "XMLParser" },
  { "iD", "I D" },
  { "tot_ord_amt_usd", "Total Order Amount USD" },
  { "a/b", "A/b" },
  { "gr\xc3\xb6\xc3\x9f" "e", "Gr\xc3\xb6\xc3\x9f" "e" },
  { "\xc3\xa9tat", "\xc3\xa9tat" },
  { "\xc3\xa9tat_cd", "\xc3\xa9tat Code" },
  { "\xc3\xa9" "1", "\xc3\xa9 1" },
  { "_", "_" },
  { "__-. ", "__-. " },
};

/* clang-format on */

/* --- Names ------------------------------------------------------------------------------------ */

static void
test_split (gconstpointer data)
{
  const NameRow *row = data;
  g_autofree char *readable = tarn_readable_name_new (row->technical);

  g_assert_cmpstr (readable, ==, row->readable);
}

static void
assert_name (const char *before, const char *technical, const char *behind, const char *expected)
{
  g_autofree char *name = g_strconcat (before, technical, behind, NULL);
  g_autofree char *readable = tarn_readable_name_new (name);

  g_assert_cmpstr (readable, ==, expected);
}

/* A known word is replaced in each case, alone or between other words, but not as a part of another word. */
static void
test_word (gconstpointer data)
{
  const NameRow *row = data;
  g_autofree char *upper = g_ascii_strup (row->technical, -1);
  g_autofree char *capital = g_strdup (row->technical);
  g_autofree char *among = g_strconcat ("Q ", row->readable, " 7", NULL);
  g_autofree char *part = g_strconcat (row->technical, "q", NULL);

  capital[0] = g_ascii_toupper (capital[0]);
  part[0] = g_ascii_toupper (part[0]);
  assert_name ("", row->technical, "", row->readable);
  assert_name ("", upper, "", row->readable);
  assert_name ("", capital, "", row->readable);
  assert_name ("q_", row->technical, "_7", among);
  assert_name ("q", capital, "7", among);
  assert_name ("", row->technical, "q", part);
}

/* --- In an asset ------------------------------------------------------------------------------ */

/* Runs one type for the asset and returns its suggestions as "path=text|path=text". */
static char *
suggest (const Lake *lake, const char *asset, TarnMetadataType type)
{
  g_autofree char *id = lake_start (lake, asset, tarn_metadata_type_to_string (type));
  g_autoptr (TarnAsset) told = NULL;
  GString *text = g_string_new ("");
  const TarnSuggestion *suggestions;
  guint n_suggestions;

  engine_drain (lake->engine);
  told = lake_get_asset (lake, asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (told, type), ==, id);
  suggestions = tarn_asset_get_suggestions (told, type, &n_suggestions);
  g_assert_cmpint (suggestions != NULL, ==, n_suggestions > 0);
  for (guint i = 0; i < n_suggestions; i++)
    {
      g_string_append_printf (text, "%s%s=%s", i > 0 ? "|" : "", suggestions[i].field_path,
                              suggestions[i].text);
      g_assert_cmpstr (tarn_asset_find_suggestion (told, type, suggestions[i].field_path), ==,
                       suggestions[i].text);
    }
  return g_string_free (text, FALSE);
}

/*
 * Adds an asset with the columns in @columns, which are separated by spaces. The data type of a column has
 * the number of the column.
 */
static const char *
add_asset (const Lake *lake, const char *name, const char *columns)
{
  g_auto (GStrv) words = g_strsplit (columns, " ", -1);
  TarnAssetInput *input = tarn_asset_input_new (name, TABLE_TYPE);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *data_type = g_strdup_printf ("decimal(%u,2)", i);

      tarn_asset_input_add_column (input, words[i], data_type);
    }
  return lake_add_input (lake, "new", input);
}

static void
test_names (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *asset = add_asset (&lake, "custOrders_2024", "cust_id ordTs ___");
  g_autofree char *text = suggest (&lake, asset, TARN_METADATA_TYPE_BUSINESS_NAMES);

  g_assert_cmpstr (text, ==,
                   "summary=Customer Orders 2024|columns[0].columnName=Customer ID"
                   "|columns[1].columnName=Order Timestamp|columns[2].columnName=___");
}

/* The suggestions follow the order of the columns in the schema, for any number of columns. */
static void
test_all_names (void)
{
  g_auto (Lake) lake = lake_new (1);
  TarnAssetInput *input = tarn_asset_input_new ("a", TABLE_TYPE);
  g_autoptr (GString) expected = g_string_new ("summary=A");
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (split_rows); i++)
    {
      tarn_asset_input_add_column (input, split_rows[i].technical, "string");
      g_string_append_printf (expected, "|columns[%u].columnName=%s", i, split_rows[i].readable);
    }
  text = suggest (&lake, lake_add_input (&lake, "new", input), TARN_METADATA_TYPE_BUSINESS_NAMES);
  g_assert_cmpstr (text, ==, expected->str);
}

static void
test_descriptions (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *asset = add_asset (&lake, "cust_orders", "cust_id tot_amt");
  g_autofree char *text = suggest (&lake, asset, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS);

  g_assert_cmpstr (text, ==,
                   "summary=Customer Orders, with 2 columns."
                   "|columns[0].columnDescription=Customer ID of Customer Orders, of type"
                   " decimal(0,2)."
                   "|columns[1].columnDescription=Total Amount of Customer Orders, of type"
                   " decimal(1,2).");
}

static void
test_description_of_one_column (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *asset = add_asset (&lake, "a", "b");
  g_autofree char *text = suggest (&lake, asset, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS);

  g_assert_cmpstr (text, ==,
                   "summary=A, with 1 column."
                   "|columns[0].columnDescription=B of A, of type decimal(0,2).");
}

/* --- The glossary ----------------------------------------------------------------------------- */

#define COLUMN(number) "columns[" #number "].columnGlossaryTerms="

/* clang-format off */

/* The asset "cust_orders" has the columns cust_id, ord_id, ord_ts and note. Terms are separated by '|'. */
static const struct
{
  const char *name;
  const char *terms;
  const char *suggested;
} term_rows[] = {
  { "no-terms", "", "" },
  { "fits-nothing", "Product", "" },
  { "one-column", "Timestamp", "summary=Timestamp|" COLUMN (2) "Timestamp" },
  { "column-and-asset", "Customer", "summary=Customer|" COLUMN (0) "Customer" },
  { "two-columns", "Order", "summary=Order|" COLUMN (1) "Order|" COLUMN (2) "Order" },
  { "only-asset", "Orders", "summary=Orders" },
  { "both-words-of-asset", "Orders Customer", "summary=Orders Customer" },
  { "both-words", "Customer ID", "summary=Customer ID|" COLUMN (0) "Customer ID" },
  { "both-words-in-another-order", "ID Customer",
    "summary=ID Customer|" COLUMN (0) "ID Customer" },
  { "one-word-too-many", "Customer ID Number", "" },
  { "words-of-two-columns", "Customer Timestamp", "" },
  { "same-word-twice", "ID ID", "summary=ID ID|" COLUMN (0) "ID ID|" COLUMN (1) "ID ID" },
  { "lower-case", "note", "summary=note|" COLUMN (3) "note" },
  { "upper-case", "NOTE", "summary=NOTE|" COLUMN (3) "NOTE" },
  { "technical-word", "cust", "" },
  { "part-of-a-word", "Custom", "" },
  { "more-than-a-word", "Notes", "" },
  { "word-and-comma", "Customer,", "" },
  { "many-spaces", " Order   ID ", "summary= Order   ID |" COLUMN (1) " Order   ID " },
  { "tab", "Order\tID", "summary=Order\tID|" COLUMN (1) "Order\tID" },
  { "blank", " ", "" },
  { "blank-tab", "\t", "" },
  { "two-terms", "Note|ID",
    "summary=Note, ID|" COLUMN (0) "ID|" COLUMN (1) "ID|" COLUMN (3) "Note" },
  { "two-terms-of-one-column", "ID|Customer",
    "summary=ID, Customer|" COLUMN (0) "ID, Customer|" COLUMN (1) "ID" },
  { "order-of-the-glossary", "Customer|ID",
    "summary=Customer, ID|" COLUMN (0) "Customer, ID|" COLUMN (1) "ID" },
  { "fitting-and-not", "Product|Note|Custom", "summary=Note|" COLUMN (3) "Note" },
  { "words-in-common", "Customer|Customer ID|Customer Name|ID Customer|Customer Note ID",
    "summary=Customer, Customer ID, ID Customer|" COLUMN (0) "Customer, Customer ID, ID Customer" },
  { "cases-of-one-term", "Note|note", "summary=Note, note|" COLUMN (3) "Note, note" },
};

/* clang-format on */

static void
add_terms (const Lake *lake, const char *terms)
{
  g_auto (GStrv) words = g_strsplit (terms, "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      tarn_datazone_client_create_glossary_term (lake->client, lake->domain, words[i], &error);
      g_assert_no_error (error);
    }
}

static void
test_terms (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  const char *asset = add_asset (&lake, "cust_orders", "cust_id ord_id ord_ts note");
  g_autofree char *text = NULL;

  add_terms (&lake, term_rows[row].terms);
  text = suggest (&lake, asset, TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS);
  g_assert_cmpstr (text, ==, term_rows[row].suggested);
}

/* The glossary of a domain does not apply to assets of another domain. */
static void
test_terms_of_another_domain (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *other
      = tarn_datazone_client_create_domain (lake.client, "other", TARN_DOMAIN_VERSION_1, NULL);
  g_autofree char *text = NULL;

  tarn_datazone_client_create_glossary_term (lake.client, other, "Note", NULL);
  text = suggest (&lake, add_asset (&lake, "a", "note"),
                  TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS);
  g_assert_cmpstr (text, ==, "");
}

/* An asset in another domain gets the terms of that domain, even if the first domain has terms too. */
static void
test_terms_in_another_domain (void)
{
  g_auto (Lake) lake = lake_new (1);
  const StartCall call = {
    .domain = "<other>", .project = "<other project>", .asset = "<other asset>", .types = GLOSSARY
  };
  g_autofree char *id = NULL;
  g_autoptr (TarnAsset) asset = NULL;

  lake_add_domain (&lake, lake.client, "other");
  add_terms (&lake, "Product");
  tarn_datazone_client_create_glossary_term (lake.client, lake_find (&lake, "other"), "Col", NULL);
  tarn_datazone_client_create_glossary_term (lake.client, lake_find (&lake, "other"), "0", NULL);
  id = lake_try (&lake, lake.client, &call, NULL);
  engine_drain (lake.engine);
  asset = tarn_datazone_client_get_asset (lake.client, lake_find (&lake, "other"),
                                          lake_find (&lake, "other asset"), NULL, NULL);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset,
                                               TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS,
                                               "summary"),
                   ==, "Col, 0");
}

#define D TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS
#define N TARN_METADATA_TYPE_BUSINESS_NAMES
#define G TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS

/* Checks which run made the suggestions of each type. NULL means that the type has none. */
static void
assert_runs (const Lake *lake, const char *revision, const char *descriptions, const char *names,
             const char *glossary)
{
  g_autoptr (TarnAsset) asset = lake_get_asset (lake, lake->asset, revision);
  const char *expected[] = { NULL, descriptions, names, glossary };

  for (guint i = 1; i < G_N_ELEMENTS (expected); i++)
    {
      TarnMetadataType type = (TarnMetadataType) i;
      guint n_suggestions = 99;
      const TarnSuggestion *suggestions = tarn_asset_get_suggestions (asset, type, &n_suggestions);

      g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, type), ==, expected[i]);
      g_assert_cmpint (suggestions != NULL, ==, expected[i] != NULL);
      g_assert_cmpint (n_suggestions > 0, ==, expected[i] != NULL);
    }
}

/* Makes a fixture with a term that matches the columns, which glossary associations need. */
static Lake
suggestion_lake_new (void)
{
  Lake lake = lake_new (1);

  tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "Col", NULL);
  lake_set (&lake, "types-max", 3);
  return lake;
}

/* --- When ------------------------------------------------------------------------------------- */

static void
test_not_before_success (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *id = NULL;

  assert_runs (&lake, NULL, NULL, NULL, NULL);
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  assert_runs (&lake, NULL, NULL, NULL, NULL);
  engine_advance (lake.engine, SECOND_US + RUN_US - 1);
  assert_runs (&lake, NULL, NULL, NULL, NULL);
  engine_advance (lake.engine, 1);
  assert_runs (&lake, NULL, id, id, id);
}

/* The suggestions of a type appear when the type ends, not when the run ends. */
static void
test_types_one_by_one (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 30, 10, 20);
  g_autofree char *id = lake_start (&lake, lake.asset, ALL_TYPES);

  engine_advance (lake.engine, 10 * SECOND_US);
  assert_runs (&lake, NULL, NULL, id, NULL);
  engine_advance (lake.engine, 10 * SECOND_US);
  assert_runs (&lake, NULL, NULL, id, id);
  engine_advance (lake.engine, 10 * SECOND_US);
  assert_runs (&lake, NULL, id, id, id);
}

static void
test_only_what_was_asked_for (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *id = lake_start (&lake, lake.asset, GLOSSARY);

  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, NULL, id);
}

static void
test_not_what_failed (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *id = NULL;

  lake_set (&lake, "names-per-month-max", 0);
  lake_set (&lake, "descriptions-failure-ppm", 1000000);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, NULL, id);
}

static void
test_not_what_was_canceled (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 30, 10, 20);
  g_autofree char *id = lake_start (&lake, lake.asset, ALL_TYPES);

  engine_advance (lake.engine, 15 * SECOND_US);
  lake_cancel (&lake, id);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, id, NULL);
}

/* A run that the system started makes suggestions too. */
static void
test_system (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (TarnAsset) asset = NULL;

  lake_add_automatic_asset (&lake, "new", 1);
  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake_find (&lake, "new"), NULL);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, N, "summary"), ==, "New");
}

/* --- The newest run --------------------------------------------------------------------------- */

static void
test_newest_run (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *first = lake_start (&lake, lake.asset, ALL_TYPES);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  engine_drain (lake.engine);
  second = lake_start (&lake, lake.asset, DESCRIPTIONS " " GLOSSARY);
  assert_runs (&lake, NULL, first, first, first);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, second, first, second);
  third = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, second, third, second);
}

/* Suggestions stay when a newer run fails or is canceled. */
static void
test_newer_run_without_success (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *first = lake_start (&lake, lake.asset, NAMES);
  g_autofree char *canceled = NULL;

  engine_drain (lake.engine);
  canceled = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, SECOND_US);
  lake_cancel (&lake, canceled);
  assert_runs (&lake, NULL, NULL, first, NULL);
  lake_set (&lake, "names-per-month-max", 0);
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, first, NULL);
}

/* Suggestions stay when the engine forgets their run. */
static void
test_forgotten_run (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *first = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnAsset) asset = NULL;

  engine_drain (lake.engine);
  lake_set (&lake, "retention-runs", 1);
  g_free (lake_start (&lake, lake.asset, DESCRIPTIONS));
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.asset, DESCRIPTIONS));
  lake_set (&lake, "retention-age-us", 1);
  g_assert_null (get_run (lake.client, lake.domain, first, NULL, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND);

  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, N), ==, first);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, N, "columns[19].columnName"), ==, "Col 19");
}

/* --- Revisions -------------------------------------------------------------------------------- */

static void
test_revision (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  const StartCall call = { .revision = "1", .types = NAMES };
  g_autofree char *newest = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lake_add_revision (&lake, lake.asset, asset_input_new ("renamed", TABLE_TYPE, 3));
  newest = lake_start (&lake, lake.asset, NAMES);
  /* The next revision has no suggestions, and the run does not work on it. */
  lake_add_revision (&lake, lake.asset, asset_input_new ("again", TABLE_TYPE, 4));
  engine_drain (lake.engine);
  assert_runs (&lake, "1", NULL, NULL, NULL);
  assert_runs (&lake, "2", NULL, newest, NULL);
  assert_runs (&lake, NULL, NULL, NULL, NULL);

  first = lake_try (&lake, lake.client, &call, NULL);
  engine_drain (lake.engine);
  assert_runs (&lake, "1", NULL, first, NULL);
  assert_runs (&lake, "2", NULL, newest, NULL);
  second = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  assert_runs (&lake, "2", NULL, newest, NULL);
  assert_runs (&lake, "3", NULL, second, NULL);
}

/* The texts use the name and the columns of the revision. */
static void
test_texts_of_the_revision (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (TarnAsset) first = NULL;
  g_autoptr (TarnAsset) second = NULL;
  guint n_suggestions;

  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  lake_add_revision (&lake, lake.asset, asset_input_new ("cust", TABLE_TYPE, 3));
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  first = lake_get_asset (&lake, lake.asset, "1");
  second = lake_get_asset (&lake, lake.asset, "2");

  g_assert_nonnull (tarn_asset_get_suggestions (first, N, &n_suggestions));
  g_assert_cmpuint (n_suggestions, ==, 21);
  g_assert_cmpstr (tarn_asset_find_suggestion (first, N, "summary"), ==, "Asset");
  g_assert_nonnull (tarn_asset_get_suggestions (second, N, &n_suggestions));
  g_assert_cmpuint (n_suggestions, ==, 4);
  g_assert_cmpstr (tarn_asset_find_suggestion (second, N, "summary"), ==, "Customer");
}

/* --- The terms of a run ----------------------------------------------------------------------- */

static void
assert_terms (const Lake *lake, const char *expected)
{
  g_autoptr (TarnAsset) asset = lake_get_asset (lake, lake->asset, NULL);

  g_assert_cmpstr (tarn_asset_find_suggestion (asset, G, "columns[7].columnGlossaryTerms"), ==,
                   expected);
}

/* A run uses the terms that exist when the type succeeds. A later term is used by the next run. */
static void
test_glossary (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();

  g_free (lake_start (&lake, lake.asset, GLOSSARY));
  engine_advance (lake.engine, RUN_US - 1);
  tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "7", NULL);
  engine_advance (lake.engine, 1);
  tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "Col 7", NULL);
  assert_terms (&lake, "Col, 7");
  g_free (lake_start (&lake, lake.asset, GLOSSARY));
  assert_terms (&lake, "Col, 7");
  engine_drain (lake.engine);
  assert_terms (&lake, "Col, 7, Col 7");
}

/* A run that finds nothing to suggest succeeds too. */
static void
test_nothing_to_suggest (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.asset, GLOSSARY);
  g_autoptr (TarnAsset) asset = NULL;
  guint n_suggestions = 99;

  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, G), ==, id);
  g_assert_null (tarn_asset_get_suggestions (asset, G, &n_suggestions));
  g_assert_cmpuint (n_suggestions, ==, 0);
  g_assert_null (tarn_asset_find_suggestion (asset, G, "summary"));
}

/* --- The copy of an asset --------------------------------------------------------------------- */

/* The copy of an asset does not change, and it outlives the engine. */
static void
test_told_does_not_change (void)
{
  Lake lake = suggestion_lake_new ();
  g_autoptr (TarnAsset) without = lake_get_asset (&lake, lake.asset, NULL);
  g_autofree char *without_text = asset_to_string (without);
  g_autofree char *unchanged = NULL;
  g_autoptr (TarnAsset) with = NULL;
  g_autoptr (TarnAsset) held = NULL;
  g_autofree char *with_text = NULL;
  g_autofree char *kept = NULL;

  g_free (lake_start (&lake, lake.asset, ALL_TYPES));
  engine_drain (lake.engine);
  unchanged = asset_to_string (without);
  g_assert_cmpstr (unchanged, ==, without_text);

  with = lake_get_asset (&lake, lake.asset, NULL);
  held = tarn_asset_ref (with);
  with_text = asset_to_string (with);
  g_assert_cmpstr (with_text, !=, without_text);
  for (guint i = 0; i < 100; i++)
    lake_add_revision (&lake, lake.asset, asset_input_new ("other", TABLE_TYPE, 1));
  g_free (lake_start (&lake, lake.asset, ALL_TYPES));
  engine_drain (lake.engine);
  lake_clear (&lake);
  g_clear_pointer (&with, tarn_asset_unref);
  kept = asset_to_string (held);
  g_assert_cmpstr (kept, ==, with_text);
}

/* An unknown type and an unknown path have no suggestions. */
static void
test_no_such_suggestion (void)
{
  static const gint types[] = { 0, 4, -1 };
  static const char *const paths[]
      = { "", "Summary", "columns[20].columnName", "columns[0].columnDescription", "columns[0]" };
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (TarnAsset) asset = NULL;

  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      TarnMetadataType type = (TarnMetadataType) types[i];
      guint n_suggestions = 99;

      g_assert_null (tarn_asset_get_suggestions (asset, type, &n_suggestions));
      g_assert_cmpuint (n_suggestions, ==, 0);
      g_assert_null (tarn_asset_find_suggestion (asset, type, "summary"));
      g_assert_null (tarn_asset_get_suggestion_run_id (asset, type));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_null (tarn_asset_find_suggestion (asset, N, paths[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (word_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/suggestions/word/", word_rows[i].technical, NULL);

      g_test_add_data_func (path, &word_rows[i], test_word);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (split_rows); i++)
    {
      /* The path of a test cannot contain all characters of these names. */
      g_autofree char *path = g_strdup_printf ("/suggestions/split/%" G_GSIZE_FORMAT, i + 1);

      g_test_add_data_func (path, &split_rows[i], test_split);
    }
  for (guint i = 0; i < G_N_ELEMENTS (term_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/suggestions/terms/", term_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_terms);
    }
  g_test_add_func ("/suggestions/names", test_names);
  g_test_add_func ("/suggestions/all-names", test_all_names);
  g_test_add_func ("/suggestions/descriptions", test_descriptions);
  g_test_add_func ("/suggestions/description-of-one-column", test_description_of_one_column);
  g_test_add_func ("/suggestions/terms-of-another-domain", test_terms_of_another_domain);
  g_test_add_func ("/suggestions/terms-in-another-domain", test_terms_in_another_domain);

  g_test_add_func ("/suggestions/when/not-before-success", test_not_before_success);
  g_test_add_func ("/suggestions/when/types-one-by-one", test_types_one_by_one);
  g_test_add_func ("/suggestions/when/only-what-was-asked-for", test_only_what_was_asked_for);
  g_test_add_func ("/suggestions/when/not-what-failed", test_not_what_failed);
  g_test_add_func ("/suggestions/when/not-what-was-canceled", test_not_what_was_canceled);
  g_test_add_func ("/suggestions/when/system", test_system);
  g_test_add_func ("/suggestions/newest-run/succeeded", test_newest_run);
  g_test_add_func ("/suggestions/newest-run/without-success", test_newer_run_without_success);
  g_test_add_func ("/suggestions/newest-run/forgotten", test_forgotten_run);
  g_test_add_func ("/suggestions/revision/runs", test_revision);
  g_test_add_func ("/suggestions/revision/texts", test_texts_of_the_revision);
  g_test_add_func ("/suggestions/glossary/of-the-moment", test_glossary);
  g_test_add_func ("/suggestions/glossary/nothing-to-suggest", test_nothing_to_suggest);
  g_test_add_func ("/suggestions/told/does-not-change", test_told_does_not_change);
  g_test_add_func ("/suggestions/told/no-such-suggestion", test_no_such_suggestion);

  return g_test_run ();
}
