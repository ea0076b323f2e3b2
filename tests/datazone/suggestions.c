/* SPDX-License-Identifier: MIT */
/*
 * What is suggested for an asset: the rules by which texts are made, as tables. Which run suggests,
 * and for which revision, has a file of its own.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"

#include "datazone/readable-name.h"

typedef struct
{
  const char *technical;
  const char *readable;
} NameRow;

/* clang-format off */

/* Every word that is known; what it becomes does not depend on its case. */
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

/* Where names are split, and what becomes of words that are not known. */
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

/* In each case, as one word among others, and not as a part of another word. */
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

/* The suggestions of one type after a run of it: "path=text|path=text". */
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

/* An asset of columns that are given as words, each of a type that is told by its number. */
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

/* The columns in the order of the schema, however many; the names of all rules at once. */
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

/* Of an asset "cust_orders" with the columns cust_id, ord_id, ord_ts and note; terms by '|'. */
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

/* A glossary is that of its domain, and there is one for all projects of it. */
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

/* And what is in another domain gets the terms of that one, however many there are here. */
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
      /* A path cannot hold what some of the names do. */
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
  return g_test_run ();
}
