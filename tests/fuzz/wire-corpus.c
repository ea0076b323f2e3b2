/* SPDX-License-Identifier: MIT */
/* Writes requests of each kind into a folder, one file each, in the form in which the SDKs send them. */
#include "wire-world.h"

#define NAMES "\"DatabaseName\":\"sales\",\"TableName\":\"daily\""
#define TABLE "{\"DatabaseName\":\"sales\",\"TableInput\":{\"Name\":\"new\","
#define ARN "arn:aws:glue:us-east-1:123456789012:table/"
#define RUNS "/v2/domains/DOMAIN/metadata-generation-runs"

typedef struct
{
  const char *name;
  const char *target; /* the operation of Glue, or NULL */
  const char *text;   /* the body for Glue, or the whole request */
} CorpusRow;

/* clang-format off */

static const CorpusRow corpus_rows[] = {
  { "start", "StartMaterializedViewRefreshTaskRun",
    "{\"CatalogId\":\"123456789012\",\"DatabaseName\":\"sales\",\"TableName\":\"monthly\",\"FullRefresh\":true}" },
  { "get", "GetMaterializedViewRefreshTaskRun",
    "{\"CatalogId\":\"123456789012\",\"MaterializedViewRefreshTaskRunId\":\"REFRESH\"}" },
  { "stop", "StopMaterializedViewRefreshTaskRun", "{\"CatalogId\":\"123456789012\"," NAMES "}" },
  { "list", "ListMaterializedViewRefreshTaskRuns",
    "{\"CatalogId\":\"123456789012\"," NAMES ",\"MaxResults\":1,\"NextToken\":null}" },
  { "database", "CreateDatabase", "{\"DatabaseInput\":{\"Name\":\"new\"}}" },
  { "catalog", "CreateCatalog",
    "{\"Name\":\"s3tablescatalog/b\",\"CatalogInput\":{\"FederatedCatalog\":{}},\"Tags\":{}}" },
  { "get-database", "GetDatabase", "{\"Name\":\"sales\"}" },
  { "get-databases", "GetDatabases", "{\"MaxResults\":1,\"ResourceShareType\":\"ALL\"}" },
  { "table", "CreateTable",
    TABLE "\"Parameters\":{\"sizeKey\":\"1\",\"numRows\":\"2\",\"table_type\":\"HIVE\"}}}" },
  { "view", "CreateTable",
    TABLE "\"ViewDefinition\":{\"Definer\":\"arn:aws:iam::123456789012:role/a\",\"RefreshSeconds\":3600,"
    "\"SubObjects\":[\"" ARN "sales/orders\",\"" ARN "s3tablescatalog/b/d/t\"],"
    "\"SubObjectVersionIds\":[-1,1],\"LastRefreshType\":\"FULL\"}}}" },
  { "get-tables", "GetTables", "{\"DatabaseName\":\"sales\",\"MaxResults\":1}" },
  { "update", "UpdateTable",
    "{\"DatabaseName\":\"sales\",\"TableInput\":{\"Name\":\"orders\",\"Parameters\":{\"sizeKey\":\"5\"}}}" },
  { "delete", "DeleteTable", "{\"DatabaseName\":\"sales\",\"Name\":\"daily\"}" },
  { "get-table", "GetTable", "{\"DatabaseName\":\"sales\",\"Name\":\"daily\"}" },
  { "metadata-start", NULL,
    "POST " RUNS "\n\n{\"target\":{\"type\":\"ASSET\",\"identifier\":\"ASSET_ID\",\"revision\":\"1\"},"
    "\"owningProjectIdentifier\":\"PROJECT\",\"types\":[\"BUSINESS_NAMES\"],\"clientToken\":\"a\"}" },
  { "metadata-get", NULL, "GET " RUNS "/METADATA?type=BUSINESS_NAMES\n" },
  { "metadata-cancel", NULL, "POST " RUNS "/METADATA/cancel\n\x1eGET " RUNS "/METADATA" },
  { "metadata-list", NULL,
    "GET " RUNS "?status=IN_PROGRESS&type=BUSINESS_NAMES&maxResults=1&nextToken=%2B&targetIdentifier=a\n" },
  { "domain", NULL, "POST /v2/domains\n\n{\"name\":\"d\",\"domainVersion\":\"V2\"}" },
  { "user", NULL,
    "POST /v2/domains/DOMAIN/user-profiles\n\n"
    "{\"userIdentifier\":\"arn:aws:iam::123456789012:user/a\"}" },
  { "project", NULL, "POST /v2/domains/DOMAIN/projects\n\n{\"name\":\"p\"}" },
  { "member", NULL,
    "POST /v2/domains/DOMAIN/projects/PROJECT/createMembership\n\n"
    "{\"designation\":\"PROJECT_OWNER\",\"member\":{\"userIdentifier\":\"a\"}}" },
  { "asset", NULL,
    "POST /v2/domains/DOMAIN/assets\n\n{\"name\":\"a\",\"typeIdentifier\":\"GlueTableAssetType\","
    "\"owningProjectIdentifier\":\"PROJECT\",\"glossaryTerms\":[\"t\"],\"formsInput\":["
    "{\"formName\":\"f\",\"content\":\"{\\\"columns\\\":[{\\\"columnName\\\":\\\"c\\\","
    "\\\"dataType\\\":\\\"int\\\"}]}\"}],"
    "\"predictionConfiguration\":{\"businessNameGeneration\":{\"enabled\":true}}}" },
  { "revision", NULL,
    "POST /v2/domains/DOMAIN/assets/ASSET_ID/revisions\n\n{\"name\":\"a\",\"description\":\"d\"}" },
  { "get-asset", NULL, "GET /v2/domains/DOMAIN/assets/ASSET_ID?revision=1\n" },
  { "accept", NULL,
    "PUT /v2/domains/DOMAIN/assets/ASSET_ID/accept-predictions?revision=1\n\n"
    "{\"acceptRule\":{\"rule\":\"ALL\",\"threshold\":0.5},\"acceptChoices\":[{\"predictionTarget\":"
    "\"columns[0].columnName\",\"predictionChoice\":0,\"editedValue\":\"x\"}]}" },
  { "reject", NULL,
    "PUT /v2/domains/DOMAIN/assets/ASSET_ID/reject-predictions\n\n"
    "{\"rejectRule\":{\"rule\":\"NONE\"},\"rejectChoices\":[{\"predictionTarget\":\"summary\","
    "\"predictionChoices\":[0,1]}]}" },
  { "signed", NULL,
    "!POST /a/../b//%20?b=%41&a\nHost: a\nX-Amz-Date: 20150830T123600Z\n"
    "X-Amz-Target: AWSGlue.GetTable\n" FUZZ_SIGNED "\n\n{}" },
  { "unsigned", NULL, "!POST /\nX-Amz-Target: AWSGlue.GetTable\n\n{}" },
};

/* clang-format on */

static char *
fill (const FuzzWorld *world, const CorpusRow *row)
{
  GString *text = g_string_new (row->text);

  if (row->target != NULL)
    {
      g_autofree char *head = g_strdup_printf ("POST /\nX-Amz-Target: AWSGlue.%s\n\n", row->target);
      g_string_prepend (text, head);
    }
  g_string_replace (text, "DOMAIN", tarn_sample_get_domain_id (world->sample), 0);
  g_string_replace (text, "PROJECT", tarn_sample_get_project_id (world->sample), 0);
  g_string_replace (text, "ASSET_ID", tarn_sample_get_asset_id (world->sample), 0);
  g_string_replace (text, "METADATA", world->metadata_id, 0);
  g_string_replace (text, "REFRESH", world->refresh_id, 0);
  return g_string_free (text, FALSE);
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("usage: wire-corpus FOLDER\n");
      return 2;
    }

  g_auto (FuzzWorld) world = fuzz_world_new ();
  for (guint i = 0; i < G_N_ELEMENTS (corpus_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = fill (&world, &corpus_rows[i]);
      g_autofree char *path = g_build_filename (argv[1], corpus_rows[i].name, NULL);

      if (!g_file_set_contents (path, text, -1, &error))
        {
          g_printerr ("wire-corpus: %s\n", error->message);
          return 1;
        }
    }
  return 0;
}
