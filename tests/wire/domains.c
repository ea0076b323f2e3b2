/* SPDX-License-Identifier: MIT */
/* Tests domains, users, projects and assets that are made over the wire and read again. */
#include "requests.h"

#define VALIDATION(member, requirement)                                                            \
  "400 " REST_FAILURE ("ValidationException", "1 validation error detected: Value at '" member     \
                                              "' failed to satisfy constraint: " requirement)
#define NOT_NULL "Member must not be null"
#define ASSETS DOMAIN "/assets"
#define NEW_ASSET(more)                                                                            \
  "{\"name\":\"stock\",\"typeIdentifier\":\"amazon.datazone.GlueTableAssetType\","                 \
  "\"owningProjectIdentifier\":\"PROJECT\"" more "}"
#define FORM(content)                                                                              \
  ",\"formsInput\":[{\"formName\":\"GlueTableForm\",\"typeIdentifier\":"                           \
  "\"amazon.datazone.GlueTableFormType\",\"content\":\"" content "\"}]"
#define COLUMNS                                                                                    \
  "{\\\"columns\\\":[{\\\"columnName\\\":\\\"cust_id\\\",\\\"dataType\\\":\\\"bigint\\\"},{"       \
  "\\\"columnName\\\":\\\"ord_ts\\\",\\\"dataType\\\":\\\"timestamp\\\"}]}"

typedef struct
{
  const char *name;
  const char *path;
  const char *body;
  const char *told; /* with ID for the id of the new entity */
} Row;

/* clang-format off */

static const Row rows[] = {
  { "domain", DOMAINS, "{\"name\":\"d\",\"description\":\"x\",\"clientToken\":\"t\",\"tags\":{\"a\":\"b\"}}",
    "201 ok {\"id\":\"ID\",\"name\":\"d\",\"arn\":\"arn:aws:datazone:eu-west-1:123456789012:domain/ID\","
    "\"status\":\"AVAILABLE\",\"domainVersion\":\"V1\"}" },
  { "domain-of-version-2", DOMAINS, "{\"name\":\"d\",\"domainVersion\":\"V2\"}",
    "201 ok {\"id\":\"ID\",\"name\":\"d\",\"arn\":\"arn:aws:datazone:eu-west-1:123456789012:domain/ID\","
    "\"status\":\"AVAILABLE\",\"domainVersion\":\"V2\"}" },
  { "domain-of-version-3", DOMAINS, "{\"name\":\"d\",\"domainVersion\":\"V3\"}",
    VALIDATION ("domainVersion", "Member must satisfy enum value set: [V1, V2]") },
  { "domain-of-no-version", DOMAINS, "{\"name\":\"d\",\"domainVersion\":\"\"}",
    VALIDATION ("domainVersion", "Member must satisfy enum value set: [V1, V2]") },
  { "domain-without-name", DOMAINS, "{}", VALIDATION ("name", NOT_NULL) },

  { "project", DOMAIN "/projects", "{\"name\":\"p\",\"description\":\"x\",\"glossaryTerms\":[]}",
    "201 ok {\"domainId\":\"DOMAIN\",\"id\":\"ID\",\"name\":\"p\",\"createdBy\":\"CALLER\","
    "\"projectStatus\":\"ACTIVE\"}" },
  { "project-without-name", DOMAIN "/projects", NULL, VALIDATION ("name", NOT_NULL) },
  { "project-in-no-domain", DOMAINS "/dzd-none/projects", "{\"name\":\"p\"}",
    "404 " REST_FAILURE ("ResourceNotFoundException", "Domain dzd-none doesn't exist") },

  { "user", DOMAIN "/user-profiles", "{\"userIdentifier\":\"" STRANGER "\",\"userType\":\"IAM_USER\"}",
    "201 ok {\"domainId\":\"DOMAIN\",\"id\":\"ID\",\"type\":\"IAM\",\"status\":\"ACTIVATED\","
    "\"details\":{\"iam\":{\"arn\":\"" STRANGER "\"}}}" },
  { "user-of-another-account", DOMAIN "/user-profiles",
    "{\"userIdentifier\":\"arn:aws:sts::111122223333:assumed-role/a/b\"}",
    "201 ok {\"domainId\":\"DOMAIN\",\"id\":\"ID\",\"type\":\"IAM\",\"status\":\"ACTIVATED\","
    "\"details\":{\"iam\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/a/b\"}}}" },
  { "user-without-arn", DOMAIN "/user-profiles", "{}", VALIDATION ("userIdentifier", NOT_NULL) },
  { "user-of-single-sign-on", DOMAIN "/user-profiles", "{\"userIdentifier\":\"joe\"}",
    VALIDATION ("userIdentifier", "Member must be the ARN of an IAM user or role") },
  { "user-of-another-service", DOMAIN "/user-profiles",
    "{\"userIdentifier\":\"arn:aws:s3::123456789012:user/a\"}",
    VALIDATION ("userIdentifier", "Member must be the ARN of an IAM user or role") },
  { "user-that-is-there", DOMAIN "/user-profiles",
    "{\"userIdentifier\":\"arn:aws:iam::123456789012:root\"}",
    "409 " REST_FAILURE ("ConflictException",
                         "arn:aws:iam::123456789012:root is a user of domain DOMAIN already") },

  { "member", DOMAIN "/projects/PROJECT/createMembership",
    "{\"designation\":\"PROJECT_CONTRIBUTOR\",\"member\":{\"userIdentifier\":\"USER\"}}", "201 ok " },
  { "member-that-is-there", DOMAIN "/projects/PROJECT/createMembership",
    "{\"member\":{\"userIdentifier\":\"CALLER\"}}",
    "409 " REST_FAILURE ("ConflictException", "User CALLER is a member of project PROJECT already") },
  { "member-that-is-a-group", DOMAIN "/projects/PROJECT/createMembership",
    "{\"member\":{\"groupIdentifier\":\"g\"}}", VALIDATION ("member.userIdentifier", NOT_NULL) },
  { "member-that-is-text", DOMAIN "/projects/PROJECT/createMembership", "{\"member\":\"USER\"}",
    "400 " REST_FAILURE ("SerializationException", "member must be an object, and is a string") },

  { "asset", ASSETS, NEW_ASSET (),
    "201 ok {\"domainId\":\"DOMAIN\",\"id\":\"ID\",\"revision\":\"1\",\"name\":\"stock\","
    "\"owningProjectId\":\"PROJECT\",\"typeIdentifier\":\"amazon.datazone.GlueTableAssetType\","
    "\"typeRevision\":\"1\",\"formsOutput\":[]}" },
  { "asset-with-all", ASSETS,
    NEW_ASSET (",\"externalIdentifier\":\"e\",\"typeRevision\":\"7\",\"description\":\"d\\n\","
               "\"glossaryTerms\":[\"t\"],\"clientToken\":\"x\",\"predictionConfiguration\":{}" FORM (COLUMNS)),
    "201 ok {\"domainId\":\"DOMAIN\",\"id\":\"ID\",\"revision\":\"1\",\"name\":\"stock\","
    "\"owningProjectId\":\"PROJECT\",\"typeIdentifier\":\"amazon.datazone.GlueTableAssetType\","
    "\"typeRevision\":\"7\",\"externalIdentifier\":\"e\",\"description\":\"d\\n\",\"glossaryTerms\":[\"t\"],"
    "\"formsOutput\":[{\"formName\":\"GlueTableForm\",\"typeName\":\"amazon.datazone.GlueTableFormType\","
    "\"content\":\"" COLUMNS "\"}]}" },
  { "asset-with-another-form", ASSETS,
    NEW_ASSET (",\"formsInput\":[{\"formName\":\"f\",\"typeRevision\":\"3\"}]"),
    "201 ok {\"domainId\":\"DOMAIN\",\"id\":\"ID\",\"revision\":\"1\",\"name\":\"stock\","
    "\"owningProjectId\":\"PROJECT\",\"typeIdentifier\":\"amazon.datazone.GlueTableAssetType\","
    "\"typeRevision\":\"1\",\"formsOutput\":[{\"formName\":\"f\",\"typeRevision\":\"3\"}]}" },
  { "asset-without-name", ASSETS, "{\"typeIdentifier\":\"T\",\"owningProjectIdentifier\":\"PROJECT\"}",
    VALIDATION ("name", NOT_NULL) },
  { "asset-without-type", ASSETS, "{\"name\":\"a\",\"owningProjectIdentifier\":\"PROJECT\"}",
    VALIDATION ("typeIdentifier", NOT_NULL) },
  { "asset-without-project", ASSETS, "{\"name\":\"a\",\"typeIdentifier\":\"T\"}",
    VALIDATION ("owningProjectIdentifier", NOT_NULL) },
  { "forms-are-an-object", ASSETS, NEW_ASSET (",\"formsInput\":{}"),
    "400 " REST_FAILURE ("SerializationException", "formsInput must be a list of objects, and is an object") },
  { "forms-are-texts", ASSETS, NEW_ASSET (",\"formsInput\":[\"f\"]"),
    "400 " REST_FAILURE ("SerializationException",
                         "formsInput must be a list of objects, and has something else") },
  { "form-without-name", ASSETS, NEW_ASSET (",\"formsInput\":[{},{}]"),
    VALIDATION ("formsInput[0].formName", NOT_NULL) },
  { "content-is-no-json", ASSETS, NEW_ASSET (FORM ("{")),
    VALIDATION ("formsInput[0].content", "Member must be a JSON object") },
  { "content-is-a-list", ASSETS, NEW_ASSET (FORM ("[]")),
    VALIDATION ("formsInput[0].content", "Member must be a JSON object") },
  { "columns-are-texts", ASSETS, NEW_ASSET (FORM ("{\\\"columns\\\":[\\\"a\\\"]}")),
    VALIDATION ("formsInput[0].content", "Member must have objects in columns") },
  { "column-without-type", ASSETS, NEW_ASSET (FORM ("{\\\"columns\\\":[{\\\"columnName\\\":\\\"a\\\"}]}")),
    VALIDATION ("columns[0].dataType", NOT_NULL) },
  { "column-is-a-number", ASSETS, NEW_ASSET (FORM ("{\\\"columns\\\":[{\\\"columnName\\\":1}]}")),
    "400 " REST_FAILURE ("SerializationException", "columns.columnName must be a string, and is an integer") },
  { "enabled-is-a-text", ASSETS,
    NEW_ASSET (",\"predictionConfiguration\":{\"businessNameGeneration\":{\"enabled\":\"yes\"}}"),
    "400 " REST_FAILURE ("SerializationException",
                         "predictionConfiguration.businessNameGeneration.enabled must be true or false, and "
                         "is a string") },

  { "revision", ASSETS "/ASSET_ID/revisions", "{\"name\":\"new\",\"description\":\"d\"}",
    "200 ok {\"domainId\":\"DOMAIN\",\"id\":\"ASSET_ID\",\"revision\":\"2\",\"name\":\"new\","
    "\"owningProjectId\":\"PROJECT\",\"typeIdentifier\":\"GlueTableAssetType\",\"typeRevision\":\"1\","
    "\"description\":\"d\",\"formsOutput\":[]}" },
  { "revision-without-name", ASSETS "/ASSET_ID/revisions", "{}", VALIDATION ("name", NOT_NULL) },
  { "revision-of-nothing", ASSETS "/none/revisions", "{\"name\":\"new\"}",
    "404 " REST_FAILURE ("ResourceNotFoundException",
                         "Given Asset none doesn't exist in domain DOMAIN. Create the asset first") },
};

/* clang-format on */

static char *
look_up_caller (const Wire *wire)
{
  g_autoptr (TarnPrincipal) caller = principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL);

  return tarn_datazone_client_look_up_user (tarn_sample_get_datazone (wire->sample),
                                            tarn_sample_get_domain_id (wire->sample), caller, NULL);
}

/* Puts the ids of the world into a text, and ID for the id that the answer has. */
static char *
make_plain (const Wire *wire, const char *told, const char *path)
{
  g_autofree char *caller = look_up_caller (wire);
  GString *text = g_string_new (told);

  if (strstr (told, "\"id\":\"") != NULL && !g_str_has_suffix (path, "/revisions"))
    {
      g_autofree char *id = find_text (told, "id");
      g_string_replace (text, id, "ID", 0);
    }
  g_string_replace (text, tarn_sample_get_domain_id (wire->sample), "DOMAIN", 0);
  g_string_replace (text, tarn_sample_get_project_id (wire->sample), "PROJECT", 0);
  g_string_replace (text, tarn_sample_get_asset_id (wire->sample), "ASSET_ID", 0);
  g_string_replace (text, caller, "CALLER", 0);
  return g_string_free (text, FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *user
      = datazone_add_user (tarn_sample_get_datazone (wire.sample),
                           tarn_sample_get_domain_id (wire.sample), OTHER_ACCOUNT_ID, NULL);
  g_autofree char *caller = look_up_caller (&wire);
  g_autoptr (GString) body = g_string_new (row->body != NULL ? row->body : "");

  g_string_replace (body, "USER", user, 0);
  g_string_replace (body, "CALLER", caller, 0);
  g_autofree char *told = wire_ask_set_up (&wire, "POST", row->path, NULL, body->str);
  g_autofree char *plain = make_plain (&wire, told, row->path);
  g_assert_cmpstr (plain, ==, row->told);
}

/* --- GetAsset --------------------------------------------------------------------------------- */

static char *
create_asset (const Wire *wire, const char *body)
{
  g_autofree char *told = wire_ask_set_up (wire, "POST", ASSETS, NULL, body);

  g_assert_true (g_str_has_prefix (told, "201 ok "));
  return find_text (told, "id");
}

static char *
get_asset (const Wire *wire, const char *id, const char *query)
{
  g_autofree char *path = g_strconcat (ASSETS "/", id, NULL);

  return wire_ask_set_up (wire, "GET", path, query, NULL);
}

static void
test_get_tells_what_create_took (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *created
      = wire_ask_set_up (&wire, "POST", ASSETS, NULL,
                         NEW_ASSET (
                             ",\"externalIdentifier\":\"e\",\"description\":\"d\"" FORM (COLUMNS)));
  g_autofree char *id = find_text (created, "id");
  g_autofree char *got = get_asset (&wire, id, NULL);

  g_assert_cmpstr (strchr (got, '{'), ==, strchr (created, '{'));
}

static void
test_columns_are_those_of_the_form (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = create_asset (&wire, NEW_ASSET (FORM (COLUMNS)));
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (tarn_sample_get_datazone (wire.sample),
                                        tarn_sample_get_domain_id (wire.sample), id, NULL, NULL);

  g_assert_cmpuint (tarn_asset_get_n_columns (asset), ==, 2);
  g_assert_cmpstr (tarn_asset_get_column_name (asset, 1), ==, "ord_ts");
  g_assert_cmpstr (tarn_asset_get_column_data_type (asset, 1), ==, "timestamp");
  g_assert_null (tarn_asset_get_column_data_type (asset, 2));
}

/* The asset of the sample was made by a function, and has no form. */
static void
test_form_of_an_asset_without_one (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *told = get_asset (&wire, "ASSET_ID", NULL);

  g_assert_nonnull (strstr (told,
                            "\"formsOutput\":[{\"formName\":\"GlueTableForm\",\"typeName\":"
                            "\"amazon.datazone.GlueTableFormType\",\"typeRevision\":\"1\","
                            "\"content\":\"{\\\"tableName\\\":\\\"orders\\\",\\\"columns\\\":["
                            "{\\\"columnName\\\":"));
}

static void
test_names_are_generated (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id = create_asset (
      &wire, NEW_ASSET (",\"predictionConfiguration\":{\"businessNameGeneration\":{\"enabled\":"
                        "true}}" FORM (COLUMNS)));

  sample_drain (wire.sample);
  g_autofree char *told = get_asset (&wire, id, NULL);
  g_assert_nonnull (
      strstr (told, "\"readOnlyFormsOutput\":[{\"formName\":\"SuggestionForm\",\"typeName\":"
                    "\"amazon.datazone.SuggestionFormType\",\"typeRevision\":\"1\",\"content\":"
                    "\"{\\\"fieldSuggestions\\\":[{\\\"fieldPath\\\":\\\"summary\\\","
                    "\\\"suggestion\\\":\\\"Stock\\\"},{\\\"fieldPath\\\":\\\"columns[0]."
                    "columnName\\\",\\\"suggestion\\\":\\\"Customer ID\\\"}"));
}

/* A revision keeps what only CreateAsset can set, and nothing else. */
static void
test_revision_replaces (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *id
      = create_asset (&wire, NEW_ASSET (",\"externalIdentifier\":\"e\",\"description\":\"d\"" FORM (
                                 COLUMNS)));
  g_autofree char *path = g_strconcat (ASSETS "/", id, "/revisions", NULL);
  g_autofree char *told = wire_ask_set_up (&wire, "POST", path, NULL, "{\"name\":\"new\"}");
  g_autofree char *first = get_asset (&wire, id, "revision=1");
  g_autofree char *second = get_asset (&wire, id, "revision=2");

  g_assert_nonnull (strstr (first, "\"description\":\"d\""));
  g_assert_nonnull (strstr (second, "\"externalIdentifier\":\"e\",\"formsOutput\":[]}"));
  g_assert_null (strstr (second, "description"));
  g_assert_cmpstr (second, ==, told);
}

static void
test_get_refuses (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *domain = g_strdup (tarn_sample_get_domain_id (wire.sample));
  g_autofree char *expected = g_strdup_printf (
      "404 " REST_FAILURE ("ResourceNotFoundException",
                           "Given Asset none doesn't exist in domain %s. Create the asset first"),
      domain);

  assert_told (get_asset (&wire, "none", NULL), expected);
  assert_told (get_asset (&wire, "ASSET_ID", "revision="),
               VALIDATION ("revision", "Member must have length greater than or equal to 1"));
}

/* --- AcceptPredictions and RejectPredictions -------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *action; /* in the path */
  const char *body;
  const char *told;
} DecisionRow;

#define ACCEPTED(revision)                                                                         \
  "200 ok {\"domainId\":\"DOMAIN\",\"assetId\":\"ASSET_ID\",\"revision\":\"" revision "\"}"
#define REJECTED "200 ok {\"domainId\":\"DOMAIN\",\"assetId\":\"ASSET_ID\",\"assetRevision\":\"1\"}"

/* clang-format off */

static const DecisionRow decision_rows[] = {
  { "accept-all", "accept", "{\"acceptRule\":{\"rule\":\"ALL\",\"threshold\":0.9},\"clientToken\":\"t\"}",
    ACCEPTED ("2") },
  { "accept-none", "accept", "{\"acceptRule\":{\"rule\":\"NONE\"}}", ACCEPTED ("1") },
  { "accept-nothing", "accept", "{}", ACCEPTED ("1") },
  { "accept-one", "accept",
    "{\"acceptChoices\":[{\"predictionTarget\":\"summary\",\"predictionChoice\":0,\"editedValue\":\"x\"}]}",
    ACCEPTED ("2") },
  { "accept-another-rule", "accept", "{\"acceptRule\":{\"rule\":\"SOME\"}}",
    VALIDATION ("acceptRule.rule", "Member must satisfy enum value set: [ALL, NONE]") },
  { "accept-rule-is-text", "accept", "{\"acceptRule\":\"ALL\"}",
    "400 " REST_FAILURE ("SerializationException", "acceptRule must be an object, and is a string") },
  { "threshold-is-text", "accept", "{\"acceptRule\":{\"threshold\":\"1\"}}",
    "400 " REST_FAILURE ("SerializationException", "acceptRule.threshold must be a number, and is a string") },
  { "accept-without-target", "accept", "{\"acceptChoices\":[{}]}",
    VALIDATION ("acceptChoices[0].predictionTarget", NOT_NULL) },
  { "accept-unknown-target", "accept", "{\"acceptChoices\":[{\"predictionTarget\":\"columns[99].columnName\"}]}",
    VALIDATION ("acceptChoices[0].predictionTarget", "Member must be the field of a suggestion") },
  { "accept-negative-choice", "accept",
    "{\"acceptChoices\":[{\"predictionTarget\":\"summary\",\"predictionChoice\":-1}]}",
    VALIDATION ("acceptChoices[0].predictionChoice", "Member must have value greater than or equal to 0") },
  { "accept-choice-that-is-not-there", "accept",
    "{\"acceptChoices\":[{\"predictionTarget\":\"summary\",\"predictionChoice\":4294967296}]}",
    VALIDATION ("acceptChoices[0].predictionChoice",
                "Member must be the number of a suggestion for the target") },
  { "reject-all", "reject", "{\"rejectRule\":{\"rule\":\"ALL\"}}", REJECTED },
  { "reject-one", "reject",
    "{\"rejectChoices\":[{\"predictionTarget\":\"summary\",\"predictionChoices\":[0]}]}", REJECTED },
  { "reject-all-of-a-target", "reject", "{\"rejectChoices\":[{\"predictionTarget\":\"summary\"}]}", REJECTED },
  { "reject-choice-that-is-not-there", "reject",
    "{\"rejectChoices\":[{\"predictionTarget\":\"summary\",\"predictionChoices\":[0,1]}]}",
    VALIDATION ("rejectChoices[1].predictionChoice",
                "Member must be the number of a suggestion for the target") },
  { "reject-another-rule", "reject", "{\"rejectRule\":{\"rule\":\"\"}}",
    VALIDATION ("rejectRule.rule", "Member must satisfy enum value set: [ALL, NONE]") },
};

/* clang-format on */

static void
suggest_names (const Wire *wire)
{
  g_free (wire_start_metadata (wire));
  sample_drain (wire->sample);
}

static char *
decide (const Wire *wire, const char *action, const char *query, const char *body)
{
  g_autofree char *path = g_strdup_printf (ASSETS "/ASSET_ID/%s-predictions", action);
  g_autofree char *told = wire_ask_set_up (wire, "PUT", path, query, body);

  return make_plain (wire, told, "/revisions");
}

static void
test_decision (gconstpointer data)
{
  const DecisionRow *row = data;
  g_auto (Wire) wire = wire_new (1);

  suggest_names (&wire);
  assert_told (decide (&wire, row->action, NULL, row->body), row->told);
}

static void
test_accepted_forms (void)
{
  g_auto (Wire) wire = wire_new (1);

  suggest_names (&wire);
  assert_told (decide (&wire, "accept", "revision=1",
                       "{\"acceptChoices\":[{\"predictionTarget\":\"columns[1].columnName\","
                       "\"editedValue\":\"X\"},{\"predictionTarget\":\"summary\"}]}"),
               ACCEPTED ("2"));
  g_autofree char *told = get_asset (&wire, "ASSET_ID", NULL);
  g_assert_nonnull (
      strstr (told, "{\"formName\":\"AssetCommonDetailsForm\",\"typeName\":"
                    "\"amazon.datazone.AssetCommonDetailsFormType\",\"typeRevision\":\"1\","
                    "\"content\":\"{\\\"name\\\":\\\"Orders\\\"}\"},{\"formName\":"
                    "\"ColumnBusinessMetadataForm\",\"typeName\":"
                    "\"amazon.datazone.ColumnBusinessMetadataFormType\",\"typeRevision\":\"1\","
                    "\"content\":\"{\\\"columnsBusinessMetadata\\\":[{\\\"columnIdentifier\\\":"));
  g_assert_nonnull (strstr (told, "\\\"name\\\":\\\"X\\\"}]}\"}]"));
  g_assert_null (strstr (told, "columns[1].columnName"));
  g_assert_nonnull (strstr (told, "columns[0].columnName"));
  assert_told (decide (&wire, "accept", "revision=1", "{\"acceptRule\":{\"rule\":\"ALL\"}}"),
               "409 " REST_FAILURE ("ConflictException",
                                    "Revision 1 of asset ASSET_ID is not the newest, which is 2"));
}

/* --- Access ----------------------------------------------------------------------------------- */

/* A caller that may create an asset, but not read it, gets the answer to its creation. */
static void
test_answer_needs_no_other_right (void)
{
  g_auto (Wire) wire = wire_new (1);

  g_assert_cmpuint (tarn_engine_deny (tarn_sample_get_engine (wire.sample), "*",
                                      "datazone:GetAsset", "*"),
                    !=, 0);
  g_free (create_asset (&wire, NEW_ASSET ()));
  g_autofree char *told = get_asset (&wire, "ASSET_ID", NULL);
  g_assert_true (g_str_has_prefix (told, "403 AccessDeniedException "));
}

/* --- From nothing to a run -------------------------------------------------------------------- */

static void
test_run_of_what_was_set_up (void)
{
  g_auto (Wire) wire = wire_new (1);
  g_autofree char *domain_told = wire_ask_set_up (&wire, "POST", DOMAINS, NULL, "{\"name\":\"d\"}");
  g_autofree char *domain = find_text (domain_told, "id");
  g_autofree char *path = g_strdup_printf (DOMAINS "/%s/projects", domain);
  g_autofree char *project_told = wire_ask_set_up (&wire, "POST", path, NULL, "{\"name\":\"p\"}");
  g_autofree char *project = find_text (project_told, "id");
  g_autofree char *assets = g_strdup_printf (DOMAINS "/%s/assets", domain);
  g_autoptr (GString) body = g_string_new (NEW_ASSET (FORM (COLUMNS)));
  g_string_replace (body, "PROJECT", project, 0);
  g_autofree char *asset_told = wire_ask_set_up (&wire, "POST", assets, NULL, body->str);
  g_autofree char *asset = find_text (asset_told, "id");
  g_autofree char *runs = g_strdup_printf (DOMAINS "/%s/metadata-generation-runs", domain);
  g_autofree char *start = g_strdup_printf (
      "{\"target\":{\"type\":\"ASSET\",\"identifier\":\"%s\"},\"owningProjectIdentifier\":\"%s\","
      "\"types\":[\"BUSINESS_DESCRIPTIONS\"]}",
      asset, project);
  g_autofree char *started = wire_ask_set_up (&wire, "POST", runs, NULL, start);

  g_assert_true (g_str_has_prefix (started, "200 ok "));
  sample_drain (wire.sample);
  g_autofree char *asset_path = g_strconcat (assets, "/", asset, NULL);
  g_autofree char *told = wire_ask_set_up (&wire, "GET", asset_path, NULL, NULL);
  g_assert_nonnull (strstr (told, "Customer ID of Stock, of type bigint."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/wire/domains/create/", rows, test_row);
  g_test_add_func ("/wire/domains/get-asset/as-created", test_get_tells_what_create_took);
  g_test_add_func ("/wire/domains/get-asset/columns", test_columns_are_those_of_the_form);
  g_test_add_func ("/wire/domains/get-asset/without-form", test_form_of_an_asset_without_one);
  g_test_add_func ("/wire/domains/get-asset/names", test_names_are_generated);
  g_test_add_func ("/wire/domains/get-asset/revision", test_revision_replaces);
  g_test_add_func ("/wire/domains/get-asset/refuses", test_get_refuses);
  ADD_ROWS ("/wire/domains/decide/", decision_rows, test_decision);
  g_test_add_func ("/wire/domains/decide/forms", test_accepted_forms);
  g_test_add_func ("/wire/domains/access", test_answer_needs_no_other_right);
  g_test_add_func ("/wire/domains/run", test_run_of_what_was_set_up);
  return g_test_run ();
}
