/* SPDX-License-Identifier: MIT */
/* Tests databases, tables and views that are made over the wire and read again. */
#include "requests.h"

#define ARN(name) "arn:aws:glue:eu-west-1:123456789012:table/" name
#define BODY(input) "{\"DatabaseName\":\"sales\",\"TableInput\":" input "}"
#define VIEW(definition) BODY ("{\"Name\":\"new\",\"ViewDefinition\":" definition "}")
#define BASE(parameters) BODY ("{\"Name\":\"new\",\"Parameters\":" parameters "}")
#define ASK_NEW "{\"CatalogId\":\"123456789012\",\"DatabaseName\":\"sales\",\"Name\":\"new\"}"
#define TABLE(format, size, count, more)                                                           \
  "200 ok {\"Table\":{\"Name\":\"new\",\"DatabaseName\":\"sales\",\"Parameters\":{"                \
  "\"table_type\":\"" format "\",\"sizeKey\":\"" size "\",\"recordCount\":\"" count "\"" more "}}"
#define BASE_TABLE(format, size, count)                                                            \
  TABLE (format, size, count, "},\"CatalogId\":\"123456789012\",\"IsMaterializedView\":false")
#define GIVEN_FORMAT(format)                                                                       \
  "200 ok {\"Table\":{\"Name\":\"new\",\"DatabaseName\":\"sales\",\"Parameters\":{"                \
  "\"sizeKey\":\"0\",\"recordCount\":\"0\",\"table_type\":\"" format                               \
  "\"},\"CatalogId\":\"123456789012\",\"IsMaterializedView\":false}}"
#define VIEW_TABLE(size, incremental, definition)                                                  \
  TABLE ("ICEBERG", size, "0",                                                                     \
         ",\"tarn.incremental\":\"" incremental                                                    \
         "\"},\"CatalogId\":\"123456789012\",\"ViewDefinition\":{" definition                      \
         "},\"IsMaterializedView\":true")
#define ORDERS_ONLY "\"SubObjects\":[\"" ARN ("sales/orders") "\"]"

typedef struct
{
  const char *name;
  const char *body;
  const char *told; /* the answer to GetTable if CreateTable succeeds, else that to CreateTable */
} TableRow;

/* clang-format off */

static const TableRow table_rows[] = {
  { "base", BODY ("{\"Name\":\"new\"}"), BASE_TABLE ("ICEBERG", "0", "0") },
  { "size", BASE ("{\"sizeKey\":\"123456789012345\",\"recordCount\":\"7\"}"),
    BASE_TABLE ("ICEBERG", "123456789012345", "7") },
  { "sizes-of-zero", BASE ("{\"sizeKey\":\"0\",\"recordCount\":\"0\"}"), BASE_TABLE ("ICEBERG", "0", "0") },
  { "size-as-hive-has-it", BASE ("{\"totalSize\":\"12\",\"numRows\":\"3\"}"),
    BASE_TABLE ("ICEBERG", "12", "3") },
  { "first-of-two-sizes", BASE ("{\"totalSize\":\"12\",\"sizeKey\":\"13\"}"),
    BASE_TABLE ("ICEBERG", "13", "0") },
  { "iceberg-in-any-case", BASE ("{\"table_type\":\"iceberg\"}"), GIVEN_FORMAT ("iceberg") },
  { "hive", BASE ("{\"table_type\":\"HIVE\"}"), GIVEN_FORMAT ("HIVE") },
  { "another-format", BASE ("{\"table_type\":\"DELTA\"}"), GIVEN_FORMAT ("DELTA") },
  { "name-beside", "{\"DatabaseName\":\"sales\",\"Name\":\"new\",\"OpenTableFormatInput\":{}}",
    BASE_TABLE ("ICEBERG", "0", "0") },
  { "what-the-library-does-not-have",
    BODY ("{\"Name\":\"new\",\"Owner\":\"me\",\"StorageDescriptor\":{\"Columns\":[{\"Name\":\"a\"}]},"
          "\"Retention\":1,\"Description\":null,\"TableType\":\"EXTERNAL_TABLE\","
          "\"Parameters\":{\"a\":\"b\",\"\\u00e9\\\"\":\"\"}}"),
    TABLE ("ICEBERG", "0", "0", ",\"a\":\"b\",\"\xc3\xa9\\\"\":\"\"},\"CatalogId\":\"123456789012\","
           "\"IsMaterializedView\":false,\"Owner\":\"me\",\"StorageDescriptor\":{\"Columns\":[{"
           "\"Name\":\"a\"}]},\"Retention\":1,\"TableType\":\"EXTERNAL_TABLE\"") },
  { "what-only-an-answer-has",
    BODY ("{\"Name\":\"new\",\"VersionId\":\"7\",\"CreateTime\":1,\"DatabaseName\":\"x\"}"),
    BASE_TABLE ("ICEBERG", "0", "0") },
  { "view-with-what-the-library-does-not-have",
    BODY ("{\"Name\":\"new\",\"TableType\":\"MATERIALIZED_VIEW\",\"ViewDefinition\":{\"IsProtected\":true,"
          "\"ViewVersionId\":7,\"Representations\":[{\"Dialect\":\"SPARK\"}]," ORDERS_ONLY "}}"),
    TABLE ("ICEBERG", "0", "0", ",\"tarn.incremental\":\"true\"},\"CatalogId\":\"123456789012\","
           "\"ViewDefinition\":{\"ViewVersionId\":-1," ORDERS_ONLY ",\"SubObjectVersionIds\":[],"
           "\"IsProtected\":true,\"Representations\":[{\"Dialect\":\"SPARK\"}]},"
           "\"IsMaterializedView\":true,\"TableType\":\"MATERIALIZED_VIEW\"") },
  { "view", VIEW ("{" ORDERS_ONLY "}"),
    VIEW_TABLE ("0", "true", "\"ViewVersionId\":-1," ORDERS_ONLY ",\"SubObjectVersionIds\":[]") },
  { "view-with-all",
    BODY ("{\"Name\":\"new\",\"Parameters\":{\"sizeKey\":\"5\",\"tarn.incremental\":\"false\"},"
          "\"ViewDefinition\":{\"Definer\":\"arn:aws:iam::123456789012:role/a\","
          "\"RefreshSeconds\":3600,\"SubObjectVersionIds\":[-1,9223372036854775807],"
          "\"SubObjects\":[\"" ARN ("sales/orders") "\",\"" ARN ("sales/daily") "\"]}}"),
    VIEW_TABLE ("5", "false", "\"Definer\":\"arn:aws:iam::123456789012:role/a\","
                "\"ViewVersionId\":-1,\"RefreshSeconds\":3600,\"SubObjects\":[\"" ARN ("sales/orders")
                "\",\"" ARN ("sales/daily") "\"],\"SubObjectVersionIds\":[-1,9223372036854775807]") },
  { "view-with-offset-and-jitter",
    BODY ("{\"Name\":\"new\",\"Parameters\":{\"tarn.refreshOffsetSeconds\":\"60\","
          "\"tarn.refreshJitterSeconds\":\"3599\"},\"ViewDefinition\":{\"RefreshSeconds\":3600,"
          ORDERS_ONLY "}}"),
    TABLE ("ICEBERG", "0", "0",
           ",\"tarn.incremental\":\"true\",\"tarn.refreshOffsetSeconds\":\"60\","
           "\"tarn.refreshJitterSeconds\":\"3599\"},\"CatalogId\":\"123456789012\",\"ViewDefinition\":{"
           "\"ViewVersionId\":-1,\"RefreshSeconds\":3600," ORDERS_ONLY ",\"SubObjectVersionIds\":[]},"
           "\"IsMaterializedView\":true") },
  { "view-refreshed-last-incremental", VIEW ("{\"LastRefreshType\":\"INCREMENTAL\"," ORDERS_ONLY "}"),
    VIEW_TABLE ("0", "true", "\"ViewVersionId\":-1,\"LastRefreshType\":\"INCREMENTAL\"," ORDERS_ONLY
                ",\"SubObjectVersionIds\":[]") },
  { "view-refreshed-last-full", VIEW ("{\"LastRefreshType\":\"FULL\"," ORDERS_ONLY "}"),
    VIEW_TABLE ("0", "true", "\"ViewVersionId\":-1,\"LastRefreshType\":\"FULL\"," ORDERS_ONLY
                ",\"SubObjectVersionIds\":[]") },
  { "view-of-an-arn-elsewhere",
    VIEW ("{\"SubObjects\":[\"arn:aws-cn:glue:cn-north-1:123456789012:table/sales/orders\"]}"),
    VIEW_TABLE ("0", "true", "\"ViewVersionId\":-1," ORDERS_ONLY ",\"SubObjectVersionIds\":[]") },
  { "view-over-a-bucket",
    VIEW ("{\"SubObjects\":[\"" ARN ("s3tablescatalog/bucket/d/t") "\"]}"),
    VIEW_TABLE ("0", "true", "\"ViewVersionId\":-1,\"SubObjects\":[\""
                ARN ("s3tablescatalog/bucket/d/t") "\"],\"SubObjectVersionIds\":[]") },

  { "no-input", "{\"DatabaseName\":\"sales\"}", "400 " INVALID_INPUT ("TableInput.Name is missing") },
  { "no-name", BODY ("{}"), "400 " INVALID_INPUT ("TableInput.Name is missing") },
  { "empty-name", BODY ("{\"Name\":\"\"}"),
    "400 " INVALID_INPUT ("TableInput.Name is empty; it takes 1 to 255 characters") },
  { "no-database", "{\"TableInput\":{\"Name\":\"new\"}}",
    "400 " INVALID_INPUT ("DatabaseName is missing") },
  { "view-without-definition", BODY ("{\"Name\":\"new\",\"TableType\":\"MATERIALIZED_VIEW\"}"),
    "400 " INVALID_INPUT ("TableInput.TableType is 'MATERIALIZED_VIEW'; it takes a ViewDefinition with "
                          "SubObjects beside it") },
  { "view-without-definition-in-any-case",
    BODY ("{\"Name\":\"new\",\"TableType\":\"materialized_view\",\"ViewDefinition\":null}"), NULL },
  { "is-there", BODY ("{\"Name\":\"orders\"}"),
    "400 " FAILURE ("AlreadyExistsException", "there is a table orders already") },
  { "size-is-no-number", BASE ("{\"sizeKey\":\"much\"}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.sizeKey is 'much'; it takes decimal "
                          "digits, at most 18446744073709551615") },
  { "size-is-negative", BASE ("{\"sizeKey\":\"-1\"}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.sizeKey is '-1'; it takes decimal "
                          "digits, at most 18446744073709551615") },
  { "total-size-is-no-number", BASE ("{\"totalSize\":\"1.5\"}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.totalSize is '1.5'; it takes decimal "
                          "digits, at most 18446744073709551615") },
  { "rows-is-no-number", BASE ("{\"numRows\":\"1.5\"}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.numRows is '1.5'; it takes decimal "
                          "digits, at most 18446744073709551615") },
  { "records-is-no-number", BASE ("{\"recordCount\":\"1.5\"}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.recordCount is '1.5'; it takes decimal "
                          "digits, at most 18446744073709551615") },
  { "parameter-is-no-text", BASE ("{\"sizeKey\":1}"),
    "400 " FAILURE ("SerializationException",
                    "TableInput.Parameters.sizeKey must be a string, and is an integer") },
  { "input-is-list", BODY ("[]"),
    "400 " FAILURE ("SerializationException", "TableInput must be an object, and is a list") },
  { "definition-is-text", VIEW ("\"SELECT\""),
    "400 " FAILURE ("SerializationException",
                    "TableInput.ViewDefinition must be an object, and is a string") },
  { "versions-are-texts", VIEW ("{\"SubObjectVersionIds\":[\"1\"]}"),
    "400 " FAILURE ("SerializationException",
                    "TableInput.ViewDefinition.SubObjectVersionIds must be a list of integers, and "
                    "has something else") },
  { "incremental-is-neither",
    BODY ("{\"Name\":\"new\",\"Parameters\":{\"tarn.incremental\":\"TRUE\"},\"ViewDefinition\":{"
          ORDERS_ONLY "}}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.tarn.incremental is 'TRUE'; it takes true or false") },
  { "refresh-type-is-none", VIEW ("{\"LastRefreshType\":\"PARTIAL\"," ORDERS_ONLY "}"),
    "400 " INVALID_INPUT ("TableInput.ViewDefinition.LastRefreshType is 'PARTIAL'; it takes FULL or "
                          "INCREMENTAL") },
  { "refresh-seconds-too-few", VIEW ("{\"RefreshSeconds\":3599," ORDERS_ONLY "}"), NULL },
  { "offset-is-no-number",
    BODY ("{\"Name\":\"new\",\"Parameters\":{\"tarn.refreshOffsetSeconds\":\"-1\"},\"ViewDefinition\":{"
          ORDERS_ONLY "}}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.tarn.refreshOffsetSeconds is '-1'; it takes decimal "
                          "digits, at most 18446744073709551615") },
  { "jitter-is-no-number",
    BODY ("{\"Name\":\"new\",\"Parameters\":{\"tarn.refreshJitterSeconds\":\"60 s\"},\"ViewDefinition\":{"
          ORDERS_ONLY "}}"),
    "400 " INVALID_INPUT ("TableInput.Parameters.tarn.refreshJitterSeconds is '60 s'; it takes decimal "
                          "digits, at most 18446744073709551615") },
  { "jitter-without-interval",
    BODY ("{\"Name\":\"new\",\"Parameters\":{\"tarn.refreshJitterSeconds\":\"18446744073709551615\"},"
          "\"ViewDefinition\":{" ORDERS_ONLY "}}"), NULL },
  { "refresh-seconds-least", VIEW ("{\"RefreshSeconds\":-9223372036854775808," ORDERS_ONLY "}"), NULL },
  { "view-of-nothing", VIEW ("{}"), NULL },
  { "view-of-no-arn", VIEW ("{\"SubObjects\":[\"orders\"]}"), NULL },
  { "view-of-another-service", VIEW ("{\"SubObjects\":[\"arn:aws:s3:eu-west-1:123456789012:table/sales/orders\"]}"), NULL },
  { "view-of-a-database", VIEW ("{\"SubObjects\":[\"" ARN ("sales") "\"]}"), NULL },
  { "view-of-no-table", VIEW ("{\"SubObjects\":[\"" ARN ("sales/") "\"]}"), NULL },
  { "view-of-no-database", VIEW ("{\"SubObjects\":[\"" ARN ("/orders") "\"]}"), NULL },
  { "view-of-slashes", VIEW ("{\"SubObjects\":[\"" ARN ("//") "\"]}"), NULL },
  { "view-of-another-account",
    VIEW ("{\"SubObjects\":[\"arn:aws:glue:eu-west-1:111122223333:table/sales/orders\"]}"), NULL },
  { "definer-too-long-is-named", VIEW ("{\"Definer\":\"\"," ORDERS_ONLY "}"),
    "400 " INVALID_INPUT ("TableInput.ViewDefinition.Definer is empty; it takes 1 to 2048 characters") },
};

/* clang-format on */

/* Adds a table in a bucket, which some of the views have as their source. */
static void
add_bucket (const Wire *wire)
{
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  TarnGlueClient *glue = tarn_sample_get_glue (wire->sample);
  static const char catalog_id[] = "123456789012:s3tablescatalog/bucket";

  g_assert_true (tarn_glue_client_create_catalog (glue, catalog_id, FALSE, NULL));
  g_assert_true (tarn_glue_client_create_database (glue, catalog_id, "d", NULL));
  g_assert_true (glue_create_table (glue, catalog_id, "d", "t", table, NULL));
}

static void
test_table (gconstpointer data)
{
  const TableRow *row = data;
  g_auto (Wire) wire = wire_new (1);

  add_bucket (&wire);
  g_autofree char *created = wire_ask_glue (&wire, "CreateTable", row->body);
  g_autofree char *got = wire_ask_glue (&wire, "GetTable", ASK_NEW);

  if (row->told != NULL && g_str_has_prefix (row->told, "200 "))
    {
      g_assert_cmpstr (created, ==, "200 ok {}");
      g_assert_cmpstr (got, ==, row->told);
      return;
    }
  if (row->told != NULL)
    g_assert_cmpstr (created, ==, row->told);
  else
    g_assert_true (g_str_has_prefix (created, "400 InvalidInputException "));
  g_assert_true (g_str_has_prefix (created, "400 "));
  g_assert_true (g_str_has_prefix (got, "400 EntityNotFoundException "));
}

/* --- Catalogs and databases ------------------------------------------------------------------- */

#define TWO_DATABASES                                                                              \
  "{\"Name\":\"sales\",\"CatalogId\":\"123456789012\"},{\"Name\":\"own\",\"CatalogId\":\"123456789012\"}"
#define BAD_NAME(name)                                                                             \
  "400 " INVALID_INPUT (                                                                           \
      "Name is '" name                                                                             \
      "'; this library has catalogs of S3 Tables, each for one bucket, and takes "                 \
      "s3tablescatalog/BUCKET")

typedef struct
{
  const char *name;
  const char *operation;
  const char *body;
  const char *told;
} DatabaseRow;

/* clang-format off */

static const DatabaseRow database_rows[] = {
  { "new", "CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"new\",\"Description\":\"d\"},\"Tags\":{}}",
    "200 ok {}" },
  { "in-a-catalog", "CreateDatabase",
    "{\"CatalogId\":\"123456789012\",\"DatabaseInput\":{\"Name\":\"new\"}}", "200 ok {}" },
  { "is-there", "CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"sales\"}}",
    "400 " FAILURE ("AlreadyExistsException", "there is a database sales already") },
  { "no-input", "CreateDatabase", "{}", "400 " INVALID_INPUT ("DatabaseInput.Name is missing") },
  { "no-name", "CreateDatabase", "{\"DatabaseInput\":{}}",
    "400 " INVALID_INPUT ("DatabaseInput.Name is missing") },
  { "name-is-integer", "CreateDatabase", "{\"DatabaseInput\":{\"Name\":1}}",
    "400 " FAILURE ("SerializationException", "DatabaseInput.Name must be a string, and is an integer") },

  { "get", "GetDatabase", "{\"Name\":\"sales\"}",
    "200 ok {\"Database\":{\"Name\":\"sales\",\"CatalogId\":\"123456789012\"}}" },
  { "get-in-another-case", "GetDatabase", "{\"Name\":\"SALES\"}",
    "200 ok {\"Database\":{\"Name\":\"sales\",\"CatalogId\":\"123456789012\"}}" },
  { "get-in-a-catalog", "GetDatabase", "{\"CatalogId\":\"123456789012\",\"Name\":\"sales\"}",
    "200 ok {\"Database\":{\"Name\":\"sales\",\"CatalogId\":\"123456789012\"}}" },
  { "get-none", "GetDatabase", "{\"Name\":\"none\"}",
    "400 " ENTITY_FAILURE ("EntityNotFoundException", "there is no database 123456789012.none", "false") },
  { "get-of-no-catalog", "GetDatabase", "{\"CatalogId\":\"123456789012:s3tablescatalog/x\",\"Name\":\"sales\"}",
    "400 " ENTITY_FAILURE ("EntityNotFoundException", "there is no catalog 123456789012:s3tablescatalog/x",
                           "false") },
  { "get-without-name", "GetDatabase", "{}", "400 " INVALID_INPUT ("Name is missing") },

  { "list", "GetDatabases", "{\"ResourceShareType\":\"ALL\",\"AttributesToGet\":[\"NAME\"]}",
    "200 ok {\"DatabaseList\":[" TWO_DATABASES "]}" },
  { "list-of-an-empty-catalog", "GetDatabases", "{\"CatalogId\":\"123456789012:s3tablescatalog/empty\"}",
    "200 ok {\"DatabaseList\":[]}" },
  { "list-of-shared-ones", "GetDatabases", "{\"ResourceShareType\":\"FOREIGN\"}",
    "400 " INVALID_INPUT ("ResourceShareType is 'FOREIGN'; this library has no shared databases, and takes "
                          "ALL") },
  { "list-too-many", "GetDatabases", "{\"MaxResults\":101}", NULL },
  { "list-none", "GetDatabases", "{\"MaxResults\":-1}",
    "400 " INVALID_INPUT ("MaxResults is -1; it takes 1 to 100") },
  { "list-of-another-token", "GetDatabases", "{\"NextToken\":\"a\"}",
    "400 " INVALID_INPUT ("NextToken is not one of this listing") },

  { "catalog", "CreateCatalog", "{\"Name\":\"s3tablescatalog/b\",\"CatalogInput\":{},\"Tags\":{}}",
    "200 ok {}" },
  { "catalog-that-is-there", "CreateCatalog", "{\"Name\":\"s3tablescatalog/empty\",\"CatalogInput\":{}}",
    "400 " FAILURE ("AlreadyExistsException",
                    "there is a catalog 123456789012:s3tablescatalog/empty already") },
  { "catalog-without-name", "CreateCatalog", "{\"CatalogInput\":{}}",
    "400 " INVALID_INPUT ("Name is missing") },
  { "catalog-without-input", "CreateCatalog", "{\"Name\":\"s3tablescatalog/b\"}",
    "400 " INVALID_INPUT ("CatalogInput is missing") },
  { "catalog-of-all-buckets", "CreateCatalog", "{\"Name\":\"s3tablescatalog\",\"CatalogInput\":{}}",
    BAD_NAME ("s3tablescatalog") },
  { "catalog-of-no-bucket", "CreateCatalog", "{\"Name\":\"s3tablescatalog/\",\"CatalogInput\":{}}",
    BAD_NAME ("s3tablescatalog/") },
  { "catalog-with-a-line-break", "CreateCatalog",
    "{\"Name\":\"s3tablescatalog/a\\nb\",\"CatalogInput\":{}}", NULL },
};

/* clang-format on */

static void
test_database (gconstpointer data)
{
  const DatabaseRow *row = data;
  g_auto (Wire) wire = wire_new (1);

  g_free (wire_ask_glue (&wire, "CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"Own\"}}"));
  g_free (wire_ask_glue (&wire, "CreateCatalog",
                         "{\"Name\":\"s3tablescatalog/empty\",\"CatalogInput\":{}}"));
  g_autofree char *told = wire_ask_glue (&wire, row->operation, row->body);
  if (row->told != NULL)
    g_assert_cmpstr (told, ==, row->told);
  else
    g_assert_true (g_str_has_prefix (told, "400 InvalidInputException "));
}

static void
test_databases_in_pages (void)
{
  g_auto (Wire) wire = wire_new (1);

  g_free (wire_ask_glue (&wire, "CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"own\"}}"));
  g_autofree char *first = wire_ask_glue (&wire, "GetDatabases", "{\"MaxResults\":1}");
  g_autofree char *token = find_text (first, "NextToken");
  g_autofree char *body = g_strdup_printf ("{\"NextToken\":\"%s\"}", token);
  g_assert_nonnull (strstr (first, "[{\"Name\":\"sales\","));
  assert_told (wire_ask_glue (&wire, "GetDatabases", body),
               "200 ok {\"DatabaseList\":[{\"Name\":\"own\",\"CatalogId\":\"123456789012\"}]}");
}

/* Errors about a federated catalog say so, and those about another one do not. */
static void
test_federated_catalog (void)
{
  g_auto (Wire) wire = wire_new (1);

  for (guint is_federated = 0; is_federated < 2; is_federated++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"Name\":\"s3tablescatalog/b%u\",\"CatalogInput\":{%s}}", is_federated,
          is_federated ? "\"FederatedCatalog\":{\"ConnectionName\":\"aws:s3tables\"}" : "");
      g_autofree char *asked
          = g_strdup_printf ("{\"CatalogId\":\"123456789012:s3tablescatalog/b%u\",\"Name\":\"a\"}",
                             is_federated);

      assert_told (wire_ask_glue (&wire, "CreateCatalog", body), "200 ok {}");
      g_autofree char *told = wire_ask_glue (&wire, "GetDatabase", asked);
      g_assert_nonnull (strstr (told, is_federated ? "\"FromFederationSource\":true"
                                                   : "\"FromFederationSource\":false"));
    }
}

/* --- From nothing to a refresh ---------------------------------------------------------------- */

static void
ask_well (const Wire *wire, const char *operation, const char *body)
{
  assert_told (wire_ask_glue (wire, operation, body), "200 ok {}");
}

static void
test_refresh_of_what_was_set_up (void)
{
  g_auto (Wire) wire = wire_new (1);

  ask_well (&wire, "CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"own\"}}");
  ask_well (&wire, "CreateTable",
            "{\"DatabaseName\":\"own\",\"TableInput\":{\"Name\":\"base\",\"Parameters\":{"
            "\"sizeKey\":\"100000000000\"}}}");
  ask_well (&wire, "CreateTable",
            "{\"DatabaseName\":\"own\",\"TableInput\":{\"Name\":\"view\",\"ViewDefinition\":{"
            "\"SubObjects\":[\"" ARN ("own/base") "\"]}}}");
  g_free (
      wire_ask_glue (&wire, START_REFRESH, "{\"DatabaseName\":\"own\",\"TableName\":\"view\"}"));
  sample_drain (wire.sample);
  g_assert_cmpint (sample_now (wire.sample), ==, DURATION_US);

  g_autofree char *told
      = wire_ask_glue (&wire, "GetTable", "{\"DatabaseName\":\"own\",\"Name\":\"view\"}");
  g_autofree char *version_id = find_text (told, "VersionId");
  g_autofree char *view_version_id = g_strdup_printf ("\"ViewVersionId\":%s,", version_id);
  g_assert_nonnull (strstr (told, "\"UpdateTime\":946685114.000,"));
  g_assert_nonnull (strstr (told, "\"LastRefreshType\":\"FULL\""));
  g_assert_nonnull (strstr (told, view_version_id));
}

/* A view that was made over the wire is refreshed automatically. */
static void
test_automatic_refresh (void)
{
  g_auto (Wire) wire = wire_new (1);

  ask_well (&wire, "CreateTable", VIEW ("{\"RefreshSeconds\":3600," ORDERS_ONLY "}"));
  sample_advance_to (wire.sample, HOUR_US);
  g_autofree char *told
      = wire_ask_glue (&wire, LIST_REFRESHES, "{\"DatabaseName\":\"sales\",\"TableName\":\"new\"}");
  g_assert_nonnull (strstr (told, "\"CreationTime\":946688400.000"));
}

static void
test_get_table_refuses (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_told (wire_ask_glue (&wire, "GetTable", "{\"DatabaseName\":\"sales\"}"),
               "400 " INVALID_INPUT ("Name is missing"));
  assert_told (wire_ask_glue (&wire, "GetTable", "{\"DatabaseName\":\"sales\",\"Name\":\"none\"}"),
               "400 " ENTITY_FAILURE ("EntityNotFoundException",
                                      "there is no table 123456789012.sales.none", "false"));
}

static void
test_get_tables (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *first
      = wire_ask_glue (&wire, "GetTables", "{\"DatabaseName\":\"sales\",\"MaxResults\":2}");
  const char *token = strstr (first, "\"NextToken\":\"");

  g_assert_true (g_str_has_prefix (first, "200 ok {\"TableList\":[{\"Name\":\"orders\","));
  g_assert_nonnull (strstr (first, "},{\"Name\":\"daily\","));
  g_assert_nonnull (token);
  g_autofree char *body = g_strdup_printf ("{\"DatabaseName\":\"sales\",%.*s}",
                                           (int) (strrchr (token, '}') - token), token);
  g_autofree char *second = wire_ask_glue (&wire, "GetTables", body);
  g_assert_true (g_str_has_prefix (second, "200 ok {\"TableList\":[{\"Name\":\"monthly\","));
  g_assert_null (strstr (second, "NextToken"));

  assert_told (wire_ask_glue (&wire, "GetTables", "{\"DatabaseName\":\"sales\",\"MaxResults\":-1}"),
               "400 " INVALID_INPUT ("MaxResults is -1; it takes 1 to 100"));
  assert_told (
      wire_ask_glue (&wire, "GetTables", "{\"DatabaseName\":\"sales\",\"Expression\":\"d.*\"}"),
      "400 " INVALID_INPUT ("Expression is set; this library lists all tables of a database"));
}

static void
test_update_table (void)
{
  g_auto (Wire) wire = wire_new (1);

  ask_well (&wire, "CreateTable", VIEW ("{" ORDERS_ONLY "}"));
  ask_well (&wire, "UpdateTable",
            VIEW ("{\"RefreshSeconds\":7200,\"Definer\":\"a\"," ORDERS_ONLY "}"));
  assert_told (wire_ask_glue (&wire, "GetTable", ASK_NEW),
               VIEW_TABLE ("0", "true",
                           "\"Definer\":\"a\",\"ViewVersionId\":-1,"
                           "\"RefreshSeconds\":7200," ORDERS_ONLY ",\"SubObjectVersionIds\":[]"));
  assert_told (wire_ask_glue (&wire, "UpdateTable", BODY ("{}")),
               "400 " INVALID_INPUT ("TableInput.Name is missing"));
  assert_told (wire_ask_glue (&wire, "UpdateTable", BODY ("{\"Name\":\"new\"}")),
               "400 " INVALID_INPUT (
                   "IsMaterializedView of 123456789012.sales.new cannot be changed "
                   "by a call"));
}

/* UpdateTable replaces the description of a table, and what is kept belongs to it. */
static void
test_update_replaces_kept (void)
{
  g_auto (Wire) wire = wire_new (1);

  ask_well (&wire, "CreateTable", BODY ("{\"Name\":\"new\",\"Owner\":\"me\",\"Retention\":1}"));
  ask_well (&wire, "UpdateTable", BODY ("{\"Name\":\"new\",\"Owner\":\"you\"}"));
  assert_told (wire_ask_glue (&wire, "GetTable", ASK_NEW),
               TABLE ("ICEBERG", "0", "0",
                      "},\"CatalogId\":\"123456789012\",\"IsMaterializedView\":false,"
                      "\"Owner\":\"you\""));
}

/* A program may keep other texts in the annotation. */
static void
test_foreign_annotation (void)
{
  static const char *const texts[] = { "", "text", "[1]", "{", "{\"TableInput\":1}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Wire) wire = wire_new (1);
      g_autoptr (TarnTableInput) input = tarn_table_input_new ();

      tarn_table_input_set_annotation (input, texts[i]);
      g_assert_true (glue_create_table (tarn_sample_get_glue (wire.sample), NULL, "sales", "new",
                                        input, NULL));
      assert_told (wire_ask_glue (&wire, "GetTable", ASK_NEW), BASE_TABLE ("ICEBERG", "0", "0"));
    }
}

static void
test_past (void)
{
  g_auto (Wire) wire = wire_new (1);

  assert_told (
      wire_ask_glue (&wire, "GetTable",
                     "{\"DatabaseName\":\"sales\",\"Name\":\"orders\",\"QueryAsOfTime\":1.5}"),
      "400 " INVALID_INPUT ("QueryAsOfTime is set; this library has tables only as they are now"));
  assert_told (
      wire_ask_glue (&wire, "GetTables", "{\"DatabaseName\":\"sales\",\"QueryAsOfTime\":1}"),
      "400 " INVALID_INPUT ("QueryAsOfTime is set; this library has tables only as they are now"));
}

static void
test_delete_table (void)
{
  g_auto (Wire) wire = wire_new (1);

  ask_well (&wire, "CreateTable", BODY ("{\"Name\":\"new\"}"));
  ask_well (&wire, "DeleteTable", ASK_NEW);
  assert_told (wire_ask_glue (&wire, "DeleteTable", ASK_NEW),
               "400 " ENTITY_FAILURE ("EntityNotFoundException",
                                      "there is no table 123456789012.sales.new", "false"));
  assert_told (wire_ask_glue (&wire, "DeleteTable", "{\"DatabaseName\":\"sales\"}"),
               "400 " INVALID_INPUT ("Name is missing"));
}

/* The region in an ARN is that of the request's credential, if that can be a region. */
static void
test_region (void)
{
  g_auto (Wire) wire = wire_new (1);
  static const char *const rows[][2] = { { "/d/eu-north-1/glue/aws4_request", "eu-north-1" },
                                         { "/d/eu\"north/glue/aws4_request", "us-east-1" },
                                         { "/d", "us-east-1" },
                                         { "/d/", "us-east-1" },
                                         { "/d//glue", "us-east-1" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *key = g_strconcat ("Authorization: AWS4-HMAC-SHA256 Credential=" KEY_ID,
                                          rows[i][0], ", SignedHeaders=a", NULL);
      g_autofree char *expected
          = g_strdup_printf ("\"arn:aws:glue:%s:123456789012:table/sales/orders\"", rows[i][1]);
      g_autofree char *told
          = wire_log (wire_try_glue (&wire, key, "GetTable",
                                     "{\"DatabaseName\":\"sales\",\"Name\":\"daily\"}", NULL),
                      NULL);

      g_assert_nonnull (strstr (told, expected));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/wire/table/", table_rows, test_table);
  ADD_ROWS ("/wire/database/", database_rows, test_database);
  g_test_add_func ("/wire/database/in-pages", test_databases_in_pages);
  g_test_add_func ("/wire/database/federated-catalog", test_federated_catalog);
  g_test_add_func ("/wire/set-up/update-replaces-what-is-kept", test_update_replaces_kept);
  g_test_add_func ("/wire/set-up/annotation-of-somebody-else", test_foreign_annotation);
  g_test_add_func ("/wire/set-up/refresh", test_refresh_of_what_was_set_up);
  g_test_add_func ("/wire/set-up/get-tables", test_get_tables);
  g_test_add_func ("/wire/set-up/update-table", test_update_table);
  g_test_add_func ("/wire/set-up/delete-table", test_delete_table);
  g_test_add_func ("/wire/set-up/automatic-refresh", test_automatic_refresh);
  g_test_add_func ("/wire/get-table/refuses", test_get_table_refuses);
  g_test_add_func ("/wire/get-table/not-of-the-past", test_past);
  g_test_add_func ("/wire/get-table/region", test_region);
  return g_test_run ();
}
