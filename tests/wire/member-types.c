/* SPDX-License-Identifier: MIT */
/*
 * Each member of each operation has a type. A value of another type is refused before the operation begins, and the
 * answer names the member.
 */
#include "requests.h"

#define RUNS DOMAIN "/metadata-generation-runs"
#define VALUE "@"

typedef enum
{
  TEXT,
  BOOLEAN,
  INTEGER,
  NUMBER,
  TEXTS,
  INTEGERS,
  OBJECT,
  OBJECTS,
} Type;

/* For each type, a value of another one, and what the answer says of it. */
static const struct
{
  const char *value;
  const char *words;
} wrong[] = {
  [TEXT] = { "1", "must be a string, and is an integer" },
  [BOOLEAN] = { "\"true\"", "must be true or false, and is a string" },
  [INTEGER] = { "\"1\"", "must be an integer, and is a string" },
  [NUMBER] = { "\"1\"", "must be a number, and is a string" },
  [TEXTS] = { "[\"a\",1]", "must be a list of strings, and has something else" },
  [INTEGERS] = { "[1,\"a\"]", "must be a list of integers, and has something else" },
  [OBJECT] = { "[]", "must be an object, and is a list" },
  [OBJECTS] = { "[{},1]", "must be a list of objects, and has something else" },
};

typedef struct
{
  const char *operation; /* of Glue; or the method, if there is a path */
  const char *path;
  const char *body; /* in which VALUE stands for the value */
  const char *member;
  Type type;
} Row;

/* clang-format off */

static const Row rows[] = {
  { "StartMaterializedViewRefreshTaskRun", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "StartMaterializedViewRefreshTaskRun", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "StartMaterializedViewRefreshTaskRun", NULL, "{\"TableName\":@}", "TableName", TEXT },
  { "StartMaterializedViewRefreshTaskRun", NULL, "{\"FullRefresh\":@}", "FullRefresh", BOOLEAN },
  { "StopMaterializedViewRefreshTaskRun", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "StopMaterializedViewRefreshTaskRun", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "StopMaterializedViewRefreshTaskRun", NULL, "{\"TableName\":@}", "TableName", TEXT },
  { "GetMaterializedViewRefreshTaskRun", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "GetMaterializedViewRefreshTaskRun", NULL, "{\"MaterializedViewRefreshTaskRunId\":@}", "MaterializedViewRefreshTaskRunId", TEXT },
  { "ListMaterializedViewRefreshTaskRuns", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "ListMaterializedViewRefreshTaskRuns", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "ListMaterializedViewRefreshTaskRuns", NULL, "{\"TableName\":@}", "TableName", TEXT },
  { "ListMaterializedViewRefreshTaskRuns", NULL, "{\"MaxResults\":@}", "MaxResults", INTEGER },
  { "ListMaterializedViewRefreshTaskRuns", NULL, "{\"NextToken\":@}", "NextToken", TEXT },
  { "CreateCatalog", NULL, "{\"Name\":@}", "Name", TEXT },
  { "CreateCatalog", NULL, "{\"CatalogInput\":@}", "CatalogInput", OBJECT },
  { "CreateCatalog", NULL, "{\"CatalogInput\":{\"FederatedCatalog\":@}}", "CatalogInput.FederatedCatalog", OBJECT },
  { "CreateDatabase", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "CreateDatabase", NULL, "{\"DatabaseInput\":@}", "DatabaseInput", OBJECT },
  { "CreateDatabase", NULL, "{\"DatabaseInput\":{\"Name\":@}}", "DatabaseInput.Name", TEXT },
  { "GetDatabase", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "GetDatabase", NULL, "{\"Name\":@}", "Name", TEXT },
  { "GetDatabases", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "GetDatabases", NULL, "{\"NextToken\":@}", "NextToken", TEXT },
  { "GetDatabases", NULL, "{\"MaxResults\":@}", "MaxResults", INTEGER },
  { "GetDatabases", NULL, "{\"ResourceShareType\":@}", "ResourceShareType", TEXT },
  { "CreateTable", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "CreateTable", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "CreateTable", NULL, "{\"Name\":@}", "Name", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":@}", "TableInput", OBJECT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Name\":@}}", "TableInput.Name", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"TableType\":@}}", "TableInput.TableType", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":@}}", "TableInput.Parameters", OBJECT },
  { "CreateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":@}}", "TableInput.ViewDefinition", OBJECT },
  { "CreateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"SubObjects\":@}}}", "TableInput.ViewDefinition.SubObjects", TEXTS },
  { "CreateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"SubObjectVersionIds\":@}}}", "TableInput.ViewDefinition.SubObjectVersionIds", INTEGERS },
  { "CreateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"Definer\":@}}}", "TableInput.ViewDefinition.Definer", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"RefreshSeconds\":@}}}", "TableInput.ViewDefinition.RefreshSeconds", INTEGER },
  { "CreateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"LastRefreshType\":@}}}", "TableInput.ViewDefinition.LastRefreshType", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"sizeKey\":@}}}", "TableInput.Parameters.sizeKey", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"totalSize\":@}}}", "TableInput.Parameters.totalSize", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"recordCount\":@}}}", "TableInput.Parameters.recordCount", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"numRows\":@}}}", "TableInput.Parameters.numRows", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"table_type\":@}}}", "TableInput.Parameters.table_type", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"tarn.incremental\":@}}}", "TableInput.Parameters.tarn.incremental", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"tarn.refreshOffsetSeconds\":@}}}", "TableInput.Parameters.tarn.refreshOffsetSeconds", TEXT },
  { "CreateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"tarn.refreshJitterSeconds\":@}}}", "TableInput.Parameters.tarn.refreshJitterSeconds", TEXT },
  { "UpdateTable", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "UpdateTable", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "UpdateTable", NULL, "{\"Name\":@}", "Name", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":@}", "TableInput", OBJECT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Name\":@}}", "TableInput.Name", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"TableType\":@}}", "TableInput.TableType", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":@}}", "TableInput.Parameters", OBJECT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":@}}", "TableInput.ViewDefinition", OBJECT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"SubObjects\":@}}}", "TableInput.ViewDefinition.SubObjects", TEXTS },
  { "UpdateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"SubObjectVersionIds\":@}}}", "TableInput.ViewDefinition.SubObjectVersionIds", INTEGERS },
  { "UpdateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"Definer\":@}}}", "TableInput.ViewDefinition.Definer", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"RefreshSeconds\":@}}}", "TableInput.ViewDefinition.RefreshSeconds", INTEGER },
  { "UpdateTable", NULL, "{\"TableInput\":{\"ViewDefinition\":{\"LastRefreshType\":@}}}", "TableInput.ViewDefinition.LastRefreshType", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"sizeKey\":@}}}", "TableInput.Parameters.sizeKey", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"totalSize\":@}}}", "TableInput.Parameters.totalSize", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"recordCount\":@}}}", "TableInput.Parameters.recordCount", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"numRows\":@}}}", "TableInput.Parameters.numRows", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"table_type\":@}}}", "TableInput.Parameters.table_type", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"tarn.incremental\":@}}}", "TableInput.Parameters.tarn.incremental", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"tarn.refreshOffsetSeconds\":@}}}", "TableInput.Parameters.tarn.refreshOffsetSeconds", TEXT },
  { "UpdateTable", NULL, "{\"TableInput\":{\"Parameters\":{\"tarn.refreshJitterSeconds\":@}}}", "TableInput.Parameters.tarn.refreshJitterSeconds", TEXT },
  { "GetTable", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "GetTable", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "GetTable", NULL, "{\"Name\":@}", "Name", TEXT },
  { "GetTable", NULL, "{\"QueryAsOfTime\":@}", "QueryAsOfTime", NUMBER },
  { "DeleteTable", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "DeleteTable", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "DeleteTable", NULL, "{\"Name\":@}", "Name", TEXT },
  { "GetTables", NULL, "{\"CatalogId\":@}", "CatalogId", TEXT },
  { "GetTables", NULL, "{\"DatabaseName\":@}", "DatabaseName", TEXT },
  { "GetTables", NULL, "{\"Expression\":@}", "Expression", TEXT },
  { "GetTables", NULL, "{\"QueryAsOfTime\":@}", "QueryAsOfTime", NUMBER },
  { "GetTables", NULL, "{\"MaxResults\":@}", "MaxResults", INTEGER },
  { "GetTables", NULL, "{\"NextToken\":@}", "NextToken", TEXT },
  { "POST", RUNS, "{\"target\":@}", "target", OBJECT },
  { "POST", RUNS, "{\"target\":{\"type\":@}}", "target.type", TEXT },
  { "POST", RUNS, "{\"target\":{\"identifier\":@}}", "target.identifier", TEXT },
  { "POST", RUNS, "{\"target\":{\"revision\":@}}", "target.revision", TEXT },
  { "POST", RUNS, "{\"owningProjectIdentifier\":@}", "owningProjectIdentifier", TEXT },
  { "POST", RUNS, "{\"type\":@}", "type", TEXT },
  { "POST", RUNS, "{\"types\":@}", "types", TEXTS },
  { "POST", RUNS, "{\"clientToken\":@}", "clientToken", TEXT },
  { "POST", DOMAINS, "{\"name\":@}", "name", TEXT },
  { "POST", DOMAINS, "{\"domainVersion\":@}", "domainVersion", TEXT },
  { "POST", DOMAIN "/user-profiles", "{\"userIdentifier\":@}", "userIdentifier", TEXT },
  { "POST", DOMAIN "/projects", "{\"name\":@}", "name", TEXT },
  { "POST", DOMAIN "/projects/PROJECT/createMembership", "{\"member\":@}", "member", OBJECT },
  { "POST", DOMAIN "/projects/PROJECT/createMembership", "{\"member\":{\"userIdentifier\":@}}", "member.userIdentifier", TEXT },
  { "POST", DOMAIN "/assets", "{\"typeIdentifier\":@}", "typeIdentifier", TEXT },
  { "POST", DOMAIN "/assets", "{\"owningProjectIdentifier\":@}", "owningProjectIdentifier", TEXT },
  { "POST", DOMAIN "/assets", "{\"externalIdentifier\":@}", "externalIdentifier", TEXT },
  { "POST", DOMAIN "/assets", "{\"name\":@}", "name", TEXT },
  { "POST", DOMAIN "/assets", "{\"typeRevision\":@}", "typeRevision", TEXT },
  { "POST", DOMAIN "/assets", "{\"description\":@}", "description", TEXT },
  { "POST", DOMAIN "/assets", "{\"glossaryTerms\":@}", "glossaryTerms", TEXTS },
  { "POST", DOMAIN "/assets", "{\"formsInput\":@}", "formsInput", OBJECTS },
  { "POST", DOMAIN "/assets", "{\"predictionConfiguration\":@}", "predictionConfiguration", OBJECT },
  { "POST", DOMAIN "/assets", "{\"predictionConfiguration\":{\"businessNameGeneration\":@}}", "predictionConfiguration.businessNameGeneration", OBJECT },
  { "POST", DOMAIN "/assets", "{\"predictionConfiguration\":{\"businessNameGeneration\":{\"enabled\":@}}}", "predictionConfiguration.businessNameGeneration.enabled", BOOLEAN },
  { "POST", DOMAIN "/assets", "{\"formsInput\":[{\"formName\":@}]}", "formsInput.formName", TEXT },
  { "POST", DOMAIN "/assets", "{\"formsInput\":[{\"typeIdentifier\":@}]}", "formsInput.typeIdentifier", TEXT },
  { "POST", DOMAIN "/assets", "{\"formsInput\":[{\"typeRevision\":@}]}", "formsInput.typeRevision", TEXT },
  { "POST", DOMAIN "/assets", "{\"formsInput\":[{\"content\":@}]}", "formsInput.content", TEXT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"name\":@}", "name", TEXT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"typeRevision\":@}", "typeRevision", TEXT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"description\":@}", "description", TEXT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"glossaryTerms\":@}", "glossaryTerms", TEXTS },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"formsInput\":@}", "formsInput", OBJECTS },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"predictionConfiguration\":@}", "predictionConfiguration", OBJECT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"predictionConfiguration\":{\"businessNameGeneration\":@}}", "predictionConfiguration.businessNameGeneration", OBJECT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"predictionConfiguration\":{\"businessNameGeneration\":{\"enabled\":@}}}", "predictionConfiguration.businessNameGeneration.enabled", BOOLEAN },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"formsInput\":[{\"formName\":@}]}", "formsInput.formName", TEXT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"formsInput\":[{\"typeIdentifier\":@}]}", "formsInput.typeIdentifier", TEXT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"formsInput\":[{\"typeRevision\":@}]}", "formsInput.typeRevision", TEXT },
  { "POST", DOMAIN "/assets/ASSET_ID/revisions", "{\"formsInput\":[{\"content\":@}]}", "formsInput.content", TEXT },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{\"acceptRule\":@}", "acceptRule", OBJECT },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{\"acceptRule\":{\"rule\":@}}", "acceptRule.rule", TEXT },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{\"acceptRule\":{\"threshold\":@}}", "acceptRule.threshold", NUMBER },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{\"acceptChoices\":@}", "acceptChoices", OBJECTS },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{\"acceptChoices\":[{\"predictionTarget\":@}]}", "acceptChoices.predictionTarget", TEXT },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{\"acceptChoices\":[{\"predictionChoice\":@}]}", "acceptChoices.predictionChoice", INTEGER },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "{\"acceptChoices\":[{\"editedValue\":@}]}", "acceptChoices.editedValue", TEXT },
  { "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{\"rejectRule\":@}", "rejectRule", OBJECT },
  { "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{\"rejectRule\":{\"rule\":@}}", "rejectRule.rule", TEXT },
  { "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{\"rejectRule\":{\"threshold\":@}}", "rejectRule.threshold", NUMBER },
  { "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{\"rejectChoices\":@}", "rejectChoices", OBJECTS },
  { "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{\"rejectChoices\":[{\"predictionTarget\":@}]}", "rejectChoices.predictionTarget", TEXT },
  { "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "{\"rejectChoices\":[{\"predictionChoices\":@}]}", "rejectChoices.predictionChoices", INTEGERS },
};

/* Members of a query, which are all texts, so only an escape can be wrong. */
static const struct
{
  const char *method;
  const char *path;
  const char *query;
} queries[] = {
  { "GET", RUNS, "status=%zz" },
  { "GET", RUNS, "type=%zz" },
  { "GET", RUNS, "targetIdentifier=%zz" },
  { "GET", RUNS, "maxResults=%zz" },
  { "GET", RUNS, "nextToken=%zz" },
  { "GET", RUNS "/a", "type=%zz" },
  { "GET", DOMAIN "/assets/ASSET_ID", "revision=%zz" },
  { "PUT", DOMAIN "/assets/ASSET_ID/accept-predictions", "revision=%zz" },
  { "PUT", DOMAIN "/assets/ASSET_ID/reject-predictions", "revision=%zz" },
};

/* clang-format on */

static char *
ask (const Wire *wire, const Row *row, const char *body)
{
  return row->path != NULL ? wire_ask_set_up (wire, row->operation, row->path, NULL, body)
                           : wire_ask_glue (wire, row->operation, body);
}

static void
test_members (void)
{
  g_auto (Wire) wire = wire_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_auto (GStrv) parts = g_strsplit (row->body, VALUE, 2);
      g_autofree char *body = g_strconcat (parts[0], wrong[row->type].value, parts[1], NULL);
      g_autofree char *words = g_strdup_printf ("\"%s %s\"", row->member, wrong[row->type].words);
      g_autofree char *told = ask (&wire, row, body);

      if (!g_str_has_prefix (told, "400 SerializationException {") || strstr (told, words) == NULL)
        g_error ("%s %s: expected %s, got %s", row->operation, body, words, told);
    }
}

static void
test_queries (void)
{
  g_auto (Wire) wire = wire_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    assert_told (wire_ask_set_up (&wire, queries[i].method, queries[i].path, queries[i].query,
                                  "{}"),
                 "400 " REST_FAILURE ("SerializationException",
                                      "The query has an escape that is none, or one of a NUL"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/member-types/members", test_members);
  g_test_add_func ("/wire/member-types/queries", test_queries);
  return g_test_run ();
}
