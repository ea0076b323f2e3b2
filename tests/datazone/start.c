/* SPDX-License-Identifier: MIT */
/*
 * Tests StartMetadataGenerationRun and the members of its input: each member at its limits and beyond them,
 * and which of two errors the service reports. The rows on domains and ids stand for all operations that take
 * such a member. The tests of the other operations only show that these operations check the member. A caller
 * can give types in two members, which become one list, and an option limits its length.
 */
#include "datazone/metadata-type.h"
#include "worlds/datazone-digest.h"

typedef struct
{
  const char *name;
  StartCall call;
  const char *exception; /* NULL if the run starts */
  const char *message;
} MemberRow;

#define DOMAIN_MISMATCH VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN)
#define PROJECT_MISMATCH VALIDATION, VIOLATION ("owningProjectIdentifier", MATCH_ID)
#define NO_TARGET_TYPE VALIDATION, VIOLATION ("target.type", ONE_OF ("ASSET"))
#define TOKEN_MISMATCH VALIDATION, VIOLATION ("clientToken", MATCH ("^[\\x21-\\x7E]+$"))
#define NO_REVISION(revision) NOT_FOUND, "Asset <asset> has no revision " revision

/* clang-format off */
static const MemberRow member_rows[] = {
  { "domain/own", { .domain = "<domain>" }, NULL, NULL },
  { "domain/absent", { .domain = ABSENT }, VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "domain/empty", { .domain = "" }, DOMAIN_MISMATCH },
  { "domain/no-prefix", { .domain = "a" }, DOMAIN_MISMATCH },
  { "domain/half-a-prefix", { .domain = "dzd" }, DOMAIN_MISMATCH },
  { "domain/v1-prefix-alone", { .domain = "dzd_" }, DOMAIN_MISMATCH },
  { "domain/v2-prefix-alone", { .domain = "dzd-" }, DOMAIN_MISMATCH },
  { "domain/other-separator", { .domain = "dzd.a" }, DOMAIN_MISMATCH },
  { "domain/no-separator", { .domain = "dzda" }, DOMAIN_MISMATCH },
  { "domain/upper-case-prefix", { .domain = "DZD_a" }, DOMAIN_MISMATCH },
  { "domain/space-before-prefix", { .domain = " dzd_a" }, DOMAIN_MISMATCH },
  { "domain/v1-1-character", { .domain = "dzd_a" }, NOT_FOUND, NO_DOMAIN ("dzd_a") },
  { "domain/v2-1-character", { .domain = "dzd-a" }, NOT_FOUND, NO_DOMAIN ("dzd-a") },
  { "domain/v1-36-characters", { .domain = "dzd_<36*a>" }, NOT_FOUND, NO_DOMAIN ("dzd_<36*a>") },
  { "domain/v2-36-characters", { .domain = "dzd-<36*Z>" }, NOT_FOUND, NO_DOMAIN ("dzd-<36*Z>") },
  { "domain/v1-37-characters", { .domain = "dzd_<37*a>" }, DOMAIN_MISMATCH },
  { "domain/v2-37-characters", { .domain = "dzd-<37*a>" }, DOMAIN_MISMATCH },
  { "domain/all-kinds-of-characters", { .domain = "dzd_-_aZ09" },
    NOT_FOUND, NO_DOMAIN ("dzd_-_aZ09") },
  { "domain/own-with-the-other-prefix", { .domain = "<other prefix>" },
    NOT_FOUND, NO_DOMAIN ("<other prefix>") },
  { "domain/own-and-more", { .domain = "<domain>a" }, NOT_FOUND, NO_DOMAIN ("<domain>a") },
  { "domain/space", { .domain = "dzd_a b" }, DOMAIN_MISMATCH },
  { "domain/slash", { .domain = "dzd_a/b" }, DOMAIN_MISMATCH },
  { "domain/line-feed-at-the-end", { .domain = "dzd_a\n" }, DOMAIN_MISMATCH },
  { "domain/letter-beyond-ascii", { .domain = "dzd_\xc3\xa9" }, DOMAIN_MISMATCH },
  { "domain/stray-byte", { .domain = "dzd_a\xff" }, DOMAIN_MISMATCH },

  { "target/absent", { .has_no_target = TRUE }, VALIDATION, VIOLATION ("target", NOT_NULL) },
  { "target-type/absent", { .target_type = ABSENT },
    VALIDATION, VIOLATION ("target.type", NOT_NULL) },
  { "target-type/empty", { .target_type = "" }, NO_TARGET_TYPE },
  { "target-type/lower-case", { .target_type = "asset" }, NO_TARGET_TYPE },
  { "target-type/and-more", { .target_type = "ASSETS" }, NO_TARGET_TYPE },
  { "target-type/less", { .target_type = "ASSE" }, NO_TARGET_TYPE },

  { "asset/absent", { .asset = ABSENT }, VALIDATION, VIOLATION ("target.identifier", NOT_NULL) },
  { "asset/empty", { .asset = "" }, NOT_FOUND, NO_ASSET ("") },
  { "asset/1-character", { .asset = "a" }, NOT_FOUND, NO_ASSET ("a") },
  { "asset/and-more", { .asset = "<asset>a" }, NOT_FOUND, NO_ASSET ("<asset>a") },
  { "asset/64-characters", { .asset = "<64*a>" }, NOT_FOUND, NO_ASSET ("<64*a>") },
  { "asset/of-which-64-are-told", { .asset = "<9999*a>" }, NOT_FOUND, NO_ASSET ("<64*a>") },
  { "asset/stray-byte", { .asset = "a\xff" }, NOT_FOUND, NO_ASSET ("a\xef\xbf\xbd") },

  { "revision/empty", { .revision = "" },
    VALIDATION, VIOLATION ("target.revision", AT_LEAST (1)) },
  { "revision/1", { .revision = "1" }, NULL, NULL },
  { "revision/2", { .revision = "2" }, NO_REVISION ("2") },
  { "revision/0", { .revision = "0" }, NO_REVISION ("0") },
  { "revision/01", { .revision = "01" }, NO_REVISION ("01") },
  { "revision/plus-sign", { .revision = "+1" }, NO_REVISION ("+1") },
  { "revision/minus-sign", { .revision = "-1" }, NO_REVISION ("-1") },
  { "revision/space-before", { .revision = " 1" }, NO_REVISION (" 1") },
  { "revision/space-behind", { .revision = "1 " }, NO_REVISION ("1 ") },
  { "revision/fraction", { .revision = "1.0" }, NO_REVISION ("1.0") },
  { "revision/hexadecimal", { .revision = "0x1" }, NO_REVISION ("0x1") },
  { "revision/2^32+1", { .revision = "4294967297" }, NO_REVISION ("4294967297") },
  { "revision/2^64+1", { .revision = "18446744073709551617" },
    NO_REVISION ("18446744073709551617") },
  { "revision/line-feed", { .revision = "\n" }, NO_REVISION ("\n") },
  { "revision/64-characters", { .revision = "<64*1>" }, NO_REVISION ("<64*1>") },
  { "revision/64-of-4-bytes", { .revision = "<64*" FISH ">" }, NO_REVISION ("<64*" FISH ">") },
  { "revision/65-characters", { .revision = "<65*1>" },
    VALIDATION, VIOLATION ("target.revision", AT_MOST (64)) },
  { "revision/65-of-4-bytes", { .revision = "<65*" FISH ">" },
    VALIDATION, VIOLATION ("target.revision", AT_MOST (64)) },
  { "revision/stray-byte", { .revision = "1\xff" },
    VALIDATION, VIOLATION ("target.revision", UTF8) },

  { "project/own", { .project = "<project>" }, NULL, NULL },
  { "project/absent", { .project = ABSENT },
    VALIDATION, VIOLATION ("owningProjectIdentifier", NOT_NULL) },
  { "project/empty", { .project = "" }, PROJECT_MISMATCH },
  { "project/1-character", { .project = "-" }, NOT_FOUND, NO_PROJECT ("-") },
  { "project/36-characters", { .project = "<36*a>" }, NOT_FOUND, NO_PROJECT ("<36*a>") },
  { "project/37-characters", { .project = "<37*a>" }, PROJECT_MISMATCH },
  { "project/all-kinds-of-characters", { .project = "-_aZ09" }, NOT_FOUND, NO_PROJECT ("-_aZ09") },
  { "project/and-more", { .project = "<project>a" }, NOT_FOUND, NO_PROJECT ("<project>a") },
  { "project/upper-case", { .project = "<PROJECT>" }, NOT_FOUND, NO_PROJECT ("<PROJECT>") },
  { "project/space", { .project = "a b" }, PROJECT_MISMATCH },
  { "project/dot", { .project = "a.b" }, PROJECT_MISMATCH },
  { "project/line-feed-at-the-end", { .project = "<project>\n" }, PROJECT_MISMATCH },
  { "project/letter-beyond-ascii", { .project = "\xc3\xa9" }, PROJECT_MISMATCH },

  { "token/empty", { .token = "" }, VALIDATION, VIOLATION ("clientToken", AT_LEAST (1)) },
  { "token/1-character", { .token = "a" }, NULL, NULL },
  { "token/first-and-last-character", { .token = "!~" }, NULL, NULL },
  { "token/128-characters", { .token = "<128*a>" }, NULL, NULL },
  { "token/129-characters", { .token = "<129*a>" },
    VALIDATION, VIOLATION ("clientToken", AT_MOST (128)) },
  { "token/space", { .token = "a b" }, TOKEN_MISMATCH },
  { "token/tab", { .token = "a\tb" }, TOKEN_MISMATCH },
  { "token/line-feed-at-the-end", { .token = "a\n" }, TOKEN_MISMATCH },
  { "token/control-1", { .token = "\x01" }, TOKEN_MISMATCH },
  { "token/delete", { .token = "a\x7f" }, TOKEN_MISMATCH },
  { "token/letter-beyond-ascii", { .token = "\xc3\xa9" }, TOKEN_MISMATCH },
  { "token/stray-byte", { .token = "a\xff" }, VALIDATION, VIOLATION ("clientToken", UTF8) },

  /*
   * Each of these calls has two errors. The service checks the members in the order of its description, and
   * then whether the types are unique and agree with the type.
   */
  { "order/domain-before-target", { .domain = "", .has_no_target = TRUE }, DOMAIN_MISMATCH },
  { "order/domain-before-types", { .domain = ABSENT, .types = "" },
    VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "order/target-before-project", { .has_no_target = TRUE, .project = "" },
    VALIDATION, VIOLATION ("target", NOT_NULL) },
  { "order/target-type-before-asset", { .target_type = "", .asset = ABSENT }, NO_TARGET_TYPE },
  { "order/asset-before-revision", { .asset = ABSENT, .revision = "" },
    VALIDATION, VIOLATION ("target.identifier", NOT_NULL) },
  { "order/revision-before-project", { .revision = "", .project = "" },
    VALIDATION, VIOLATION ("target.revision", AT_LEAST (1)) },
  { "order/project-before-types", { .project = "", .types = "NONE" }, PROJECT_MISMATCH },
  { "order/types-before-token", { .types = "NONE", .token = "" },
    VALIDATION, VIOLATION ("types", A_TYPE) },
  { "order/no-types-before-token", { .types = ABSENT, .token = "" },
    VALIDATION, VIOLATION ("types", NOT_NULL) },
  { "order/project-before-type", { .project = "", .type = "NONE" }, PROJECT_MISMATCH },
  { "order/type-before-types", { .type = "NONE", .types = "" },
    VALIDATION, VIOLATION ("types", A_TYPE) },
  { "order/type-before-token", { .type = "NONE", .types = NAMES, .token = "" },
    VALIDATION, VIOLATION ("types", A_TYPE) },
  { "order/too-many-types-before-token", { .types = ALL_TYPES, .token = "" },
    VALIDATION, VIOLATION ("types", AT_MOST (2)) },
  { "order/token-before-same-types", { .types = NAMES " " NAMES, .token = "" },
    VALIDATION, VIOLATION ("clientToken", AT_LEAST (1)) },
  { "order/token-before-disagreeing-types",
    { .type = NAMES, .types = DESCRIPTIONS, .token = " " }, TOKEN_MISMATCH },
  { "order/types-before-entities", { .domain = "dzd_a", .types = "NONE" },
    VALIDATION, VIOLATION ("types", A_TYPE) },
  { "order/token-before-entities", { .domain = "dzd_a", .token = " " }, TOKEN_MISMATCH },
  { "order/too-many-types-before-entities", { .domain = "dzd_a", .types = ALL_TYPES },
    VALIDATION, VIOLATION ("types", AT_MOST (2)) },
};
/* clang-format on */

static Lake
member_lake_new (void)
{
  Lake lake = lake_new (1);

  lake_note (&lake, "other prefix", g_strdelimit (g_strdup (lake.domain), "_", '-'));
  lake_note (&lake, "PROJECT", g_ascii_strup (lake.project, -1));
  return lake;
}

static void
test_member (gconstpointer data)
{
  const MemberRow *row = data;
  g_auto (Lake) lake = member_lake_new ();
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = lake_call_start (&lake, lake.client, &row->call, &error);

  assert_outcome (&lake, run != NULL, error, row->exception, row->message);
  after = lake_to_string (&lake);
  assert_same_text (after, before, row->exception != NULL);
}

/*
 * A refused start must not change the future either, which no getter can show. So a fixture with refused
 * starts must go on like its twin without them.
 */
static void
test_refused_leaves_the_future (void)
{
  g_auto (Lake) refused = member_lake_new ();
  g_auto (Lake) twin = member_lake_new ();
  g_autoptr (GString) log = lake_log (&refused);
  g_autoptr (GString) twin_log = lake_log (&twin);
  g_autofree char *end = NULL;
  g_autofree char *twin_end = NULL;

  lake_set (&refused, "start-rate-per-second", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (member_rows); i++)
    if (member_rows[i].exception != NULL)
      g_assert_null (lake_call_start (&refused, refused.client, &member_rows[i].call, NULL));
  g_free (lake_start (&refused, refused.asset, DESCRIPTIONS));
  g_free (lake_start (&twin, twin.asset, DESCRIPTIONS));
  engine_drain (refused.engine);
  engine_drain (twin.engine);

  g_assert_cmpstr (log->str, ==, twin_log->str);
  end = lake_to_string (&refused);
  twin_end = lake_to_string (&twin);
  g_assert_cmpstr (end, ==, twin_end);
}

/* --- What Start returns ----------------------------------------------------------------------- */

static void
assert_code (const char *id)
{
  g_assert_cmpuint (strlen (id), ==, 14);
  for (const char *c = id; *c != '\0'; c++)
    g_assert_true (g_ascii_isdigit (*c) || g_ascii_islower (*c));
}

static void
test_told (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  engine_advance (lake.engine, 7);
  run = lake_call_start (&lake, lake.client, &(StartCall){ .types = DESCRIPTIONS " " NAMES },
                         &error);
  g_assert_no_error (error);
  engine_advance (lake.engine, RUN_US);

  assert_code (tarn_metadata_run_get_id (run));
  assert_code (tarn_metadata_run_get_created_by (run));
  g_assert_null (tarn_metadata_run_get_target (run));
  for (gint type = -1; type <= 4; type++)
    {
      g_assert_cmpint (tarn_metadata_run_get_type_status (run, (TarnMetadataType) type), ==, 0);
      g_assert_null (tarn_metadata_run_get_type_error_message (run, (TarnMetadataType) type));
    }
  /* The copy shows the run at the instant of its start, although the run has ended by now. */
  text = run_to_string (run);
  expected = g_strdup_printf ("%s %s %s IN_PROGRESS %s [" DESCRIPTIONS " " NAMES "] - created 7"
                              " ended never calls 0 in 0 out 0 cost 0\n",
                              lake.domain, lake.project, tarn_metadata_run_get_id (run),
                              tarn_metadata_run_get_created_by (run));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_told_submitted (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (GError) error = NULL;
  gint64 next_us = 0;

  lake_set (&lake, "submitted-duration-us", 3);
  run = lake_call_start (&lake, lake.client, &(StartCall){ .type = NAMES }, &error);
  g_assert_no_error (error);

  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUBMITTED);
  g_assert_true (tarn_engine_peek_next (lake.engine, &next_us));
  g_assert_cmpint (next_us, ==, TARN_ENGINE_START_TIME + 3);
}

/* A copy of a run outlives its engine. */
static void
test_told_outlives_the_engine (void)
{
  Lake lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.asset, DESCRIPTIONS " " GLOSSARY);
  g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
  g_autofree char *before = run_to_string (run);
  g_autofree char *after = NULL;

  lake_clear (&lake);
  after = run_to_string (run);
  g_assert_cmpstr (after, ==, before);
}

/* --- Exceptions ------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  guint status;
} exceptions[] = {
  [TARN_DATAZONE_ERROR_ACCESS_DENIED] = { DENIED, 403 },
  [TARN_DATAZONE_ERROR_CONFLICT] = { CONFLICT, 409 },
  [TARN_DATAZONE_ERROR_INTERNAL_SERVER] = { "InternalServerException", 500 },
  [TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND] = { NOT_FOUND, 404 },
  [TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED] = { QUOTA, 402 },
  [TARN_DATAZONE_ERROR_THROTTLING] = { THROTTLING, 429 },
  [TARN_DATAZONE_ERROR_UNAUTHORIZED] = { "UnauthorizedException", 401 },
  [TARN_DATAZONE_ERROR_VALIDATION] = { VALIDATION, 400 },
  [TARN_DATAZONE_ERROR_EXPIRED_TOKEN] = { "ExpiredTokenException", 403 },
  [TARN_DATAZONE_ERROR_INCOMPLETE_SIGNATURE] = { "IncompleteSignature", 400 },
  [TARN_DATAZONE_ERROR_INTERNAL_FAILURE] = { "InternalFailure", 500 },
  [TARN_DATAZONE_ERROR_INVALID_CLIENT_TOKEN_ID] = { "InvalidClientTokenId", 403 },
  [TARN_DATAZONE_ERROR_NOT_AUTHORIZED] = { "NotAuthorized", 400 },
  [TARN_DATAZONE_ERROR_OPT_IN_REQUIRED] = { "OptInRequired", 403 },
  [TARN_DATAZONE_ERROR_REQUEST_EXPIRED] = { "RequestExpired", 400 },
  [TARN_DATAZONE_ERROR_REQUEST_TIMEOUT] = { "RequestTimeout", 408 },
  [TARN_DATAZONE_ERROR_SERVICE_UNAVAILABLE] = { "ServiceUnavailable", 503 },
  [TARN_DATAZONE_ERROR_UNRECOGNIZED_CLIENT] = { "UnrecognizedClientException", 403 },
  [TARN_DATAZONE_ERROR_VALIDATION_ERROR] = { "ValidationError", 400 },
};

static void
test_exceptions (void)
{
  for (guint i = 0; i <= G_N_ELEMENTS (exceptions); i++)
    {
      TarnDataZoneError code = (TarnDataZoneError) i;
      gboolean is_known = i < G_N_ELEMENTS (exceptions);

      g_assert_cmpstr (tarn_datazone_error_get_exception_name (code), ==,
                       is_known ? exceptions[i].name : NULL);
      g_assert_cmpuint (tarn_datazone_error_get_http_status (code), ==,
                        is_known ? exceptions[i].status : 0);
    }
}

typedef struct
{
  const char *name;
  gint64 types_max;
  const char *type;
  const char *types; /* words */
  const char *told;  /* the types of the run, or NULL if no run starts */
  const char *message;
} TypesRow;

#define NOT_UNIQUE "Member must have unique items"
#define NOT_AGREED "Member must agree with type"
/* The service folds type into types before it checks them, so its message names types. */
#define TYPE(requirement) VIOLATION ("types", requirement)
#define TYPES(requirement) VIOLATION ("types", requirement)

/* clang-format off */
static const TypesRow types_rows[] = {
  /* The call gives the types in one member. */
  { "type/descriptions", 2, DESCRIPTIONS, NULL, DESCRIPTIONS, NULL },
  { "type/names", 2, NAMES, NULL, NAMES, NULL },
  { "type/glossary", 2, GLOSSARY, NULL, GLOSSARY, NULL },
  { "type/descriptions-of-1", 1, DESCRIPTIONS, NULL, DESCRIPTIONS, NULL },
  { "type/empty", 2, "", NULL, NULL, TYPE (A_TYPE) },
  { "type/lower-case", 2, "business_names", NULL, NULL, TYPE (A_TYPE) },
  { "type/cut", 2, "BUSINESS_NAME", NULL, NULL, TYPE (A_TYPE) },
  { "type/and-more", 2, NAMES " ", NULL, NULL, TYPE (A_TYPE) },
  { "type/unknown", 2, "NAMES", NULL, NULL, TYPE (A_TYPE) },
  { "type/two-in-one", 3, NAMES "," GLOSSARY, NULL, NULL, TYPE (A_TYPE) },
  { "types/none", 2, NULL, ABSENT, NULL, TYPES (NOT_NULL) },
  { "types/none-of-3", 3, NULL, ABSENT, NULL, TYPES (NOT_NULL) },
  { "types/empty", 2, NULL, "", NULL, TYPES (AT_LEAST (1)) },
  { "types/descriptions", 2, NULL, DESCRIPTIONS, DESCRIPTIONS, NULL },
  { "types/names", 2, NULL, NAMES, NAMES, NULL },
  { "types/glossary", 2, NULL, GLOSSARY, GLOSSARY, NULL },
  { "types/unknown", 2, NULL, "NAMES", NULL, TYPES (A_TYPE) },
  { "types/lower-case", 2, NULL, "business_names", NULL, TYPES (A_TYPE) },
  { "types/unknown-first", 2, NULL, "NONE " NAMES, NULL, TYPES (A_TYPE) },
  { "types/unknown-second", 2, NULL, NAMES " NONE", NULL, TYPES (A_TYPE) },
  { "types/unknown-third", 3, NULL, NAMES " " GLOSSARY " NONE", NULL, TYPES (A_TYPE) },
  { "types/nothing-between-two", 3, NULL, NAMES "  " GLOSSARY, NULL, TYPES (A_TYPE) },

  /* These rows are about the number of types and their order. */
  { "max-1/one", 1, NULL, GLOSSARY, GLOSSARY, NULL },
  { "max-1/two", 1, NULL, NAMES " " GLOSSARY, NULL, TYPES (AT_MOST (1)) },
  { "max-1/three", 1, NULL, ALL_TYPES, NULL, TYPES (AT_MOST (1)) },
  { "max-1/same-twice", 1, NULL, NAMES " " NAMES, NULL, TYPES (AT_MOST (1)) },
  { "max-2/one", 2, NULL, GLOSSARY, GLOSSARY, NULL },
  { "max-2/first-two", 2, NULL, DESCRIPTIONS " " NAMES, DESCRIPTIONS " " NAMES, NULL },
  { "max-2/last-two", 2, NULL, NAMES " " GLOSSARY, NAMES " " GLOSSARY, NULL },
  { "max-2/outer-two", 2, NULL, DESCRIPTIONS " " GLOSSARY, DESCRIPTIONS " " GLOSSARY, NULL },
  { "max-2/two-in-another-order", 2, NULL, GLOSSARY " " DESCRIPTIONS,
    DESCRIPTIONS " " GLOSSARY, NULL },
  { "max-2/three", 2, NULL, ALL_TYPES, NULL, TYPES (AT_MOST (2)) },
  { "max-2/same-twice", 2, NULL, NAMES " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "max-2/same-thrice", 2, NULL, NAMES " " NAMES " " NAMES, NULL, TYPES (AT_MOST (2)) },
  { "max-3/one", 3, NULL, NAMES, NAMES, NULL },
  { "max-3/two", 3, NULL, NAMES " " DESCRIPTIONS, DESCRIPTIONS " " NAMES, NULL },
  { "max-3/three", 3, NULL, ALL_TYPES, ALL_TYPES, NULL },
  { "max-3/three-in-another-order", 3, NULL, GLOSSARY " " NAMES " " DESCRIPTIONS, ALL_TYPES, NULL },
  { "max-3/first-again", 3, NULL, NAMES " " GLOSSARY " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/last-two-the-same", 3, NULL, NAMES " " GLOSSARY " " GLOSSARY, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/first-two-the-same", 3, NULL, NAMES " " NAMES " " GLOSSARY, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/same-thrice", 3, NULL, NAMES " " NAMES " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/four", 3, NULL, ALL_TYPES " " NAMES, NULL, TYPES (AT_MOST (3)) },

  /* The call gives the types in both members. */
  { "both/agree", 2, NAMES, NAMES, NAMES, NULL },
  { "both/agree-of-1", 1, NAMES, NAMES, NAMES, NULL },
  { "both/other", 2, NAMES, GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/first-of-two", 2, NAMES, NAMES " " GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/last-of-two", 2, GLOSSARY, NAMES " " GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/none-of-two", 2, DESCRIPTIONS, NAMES " " GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/empty-types", 2, NAMES, "", NULL, TYPES (AT_LEAST (1)) },
  { "both/unknown-types", 2, NAMES, "NONE", NULL, TYPES (A_TYPE) },
  { "both/unknown-type", 2, "NONE", NAMES, NULL, TYPE (A_TYPE) },
  { "both/empty-type", 2, "", NAMES, NULL, TYPE (A_TYPE) },
  { "both/unknown-type-before-too-many", 2, "NONE", ALL_TYPES, NULL, TYPE (A_TYPE) },
  { "both/unknown-and-the-same", 2, "NONE", "NONE", NULL, TYPE (A_TYPE) },
  { "both/same-twice-before-disagreeing", 2, NAMES, NAMES " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "both/too-many-before-disagreeing", 2, NAMES, ALL_TYPES, NULL, TYPES (AT_MOST (2)) },

  /* A list that is longer than the option allows fails because of its length, even if it has other errors. */
  { "max-1/four", 1, NULL, ALL_TYPES " " NAMES, NULL, TYPES (AT_MOST (1)) },
  { "max-2/unknown-third", 2, NULL, NAMES " " GLOSSARY " NONE", NULL, TYPES (AT_MOST (2)) },
  { "max-2/three-unknown", 2, NULL, "NONE NONE NONE", NULL, TYPES (AT_MOST (2)) },
  { "max-2/four", 2, NULL, ALL_TYPES " " NAMES, NULL, TYPES (AT_MOST (2)) },
};
/* clang-format on */

static void
assert_refused (const Lake *lake, const TypesRow *row, const StartCall *call)
{
  g_autofree char *before = lake_to_string (lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = lake_call_start (lake, lake->client, call, &error);

  g_assert_null (run);
  assert_exception (lake, error, VALIDATION, row->message);
  after = lake_to_string (lake);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_types (const TarnMetadataRun *run, const char *expected)
{
  g_autofree char *types = g_strjoinv (" ", (char **) tarn_metadata_run_get_types (run));
  TarnMetadataType type = tarn_metadata_run_get_metadata_type (run);
  gboolean is_single = strchr (expected, ' ') == NULL;

  g_assert_cmpstr (types, ==, expected);
  g_assert_cmpstr (tarn_metadata_type_to_string (type), ==, is_single ? expected : NULL);
}

/* Checks that the types of the run have a status, and that the other types have none. */
static void
assert_type_stats (const TarnMetadataRun *run, const char *expected)
{
  for (guint i = 1; i <= TARN_N_METADATA_TYPES; i++)
    {
      const char *type = tarn_metadata_type_to_string ((TarnMetadataType) i);

      g_assert_cmpint (tarn_metadata_run_get_type_status (run, (TarnMetadataType) i), ==,
                       strstr (expected, type) != NULL ? TARN_METADATA_STATUS_IN_PROGRESS : 0);
    }
}

static void
test_types (gconstpointer data)
{
  const TypesRow *row = data;
  const StartCall call = { .type = row->type, .types = row->types };
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMetadataRun) started = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (GError) error = NULL;

  lake_set (&lake, "types-max", row->types_max);
  if (row->told == NULL)
    {
      assert_refused (&lake, row, &call);
      return;
    }

  started = lake_call_start (&lake, lake.client, &call, &error);
  g_assert_no_error (error);
  assert_types (started, row->told);
  run = lake_get (&lake, tarn_metadata_run_get_id (started));
  assert_types (run, row->told);
  assert_type_stats (run, row->told);
}

/* The option applies when a run starts, so a run that has more types goes on. */
static void
test_lowered (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "types-max", 3);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  lake_set (&lake, "types-max", 1);
  engine_drain (lake.engine);

  run = lake_get (&lake, id);
  assert_types (run, ALL_TYPES);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
}

/* The message for a list that is too long has the limit of the option, for any length of the list. */
static void
test_long (void)
{
  static const guint lengths[] = { 4, 999, 1000, 1001, 100000 };
  g_auto (Lake) lake = lake_new (1);
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = lake.asset };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (gint64 max = 1; max <= 3; max++)
      {
        g_autofree const char **types = g_new0 (const char *, lengths[i] + 1);
        g_autofree char *message
            = g_strdup_printf (TYPES ("Member must have length less than or equal to %d"),
                               (gint) max);
        g_autoptr (GError) error = NULL;

        for (guint j = 0; j < lengths[i]; j++)
          types[j] = NAMES;
        lake_set (&lake, "types-max", max);
        g_assert_null (
            start_run (lake.client, lake.domain, lake.project, &target, NULL, types, NULL, &error));
        assert_exception (&lake, error, VALIDATION, message);
      }
}

/* The function stops reading when there are too many types, so the next element may be an invalid pointer. */
static void
test_not_read_to_the_end (void)
{
  const char *const types[] = { NAMES, GLOSSARY, NAMES, GUINT_TO_POINTER (1), NULL };
  g_auto (Lake) lake = lake_new (1);
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = lake.asset };
  g_autoptr (GError) error = NULL;

  g_assert_null (
      start_run (lake.client, lake.domain, lake.project, &target, NULL, types, NULL, &error));
  assert_exception (&lake, error, VALIDATION, TYPES (AT_MOST (2)));
}

static void
test_names (void)
{
  static const char *const names[] = { NULL, DESCRIPTIONS, NAMES, GLOSSARY, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (tarn_metadata_type_to_string ((TarnMetadataType) i), ==, names[i]);
  g_assert_null (tarn_metadata_type_to_string ((TarnMetadataType) -1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/generation/start/", member_rows, test_member);
  g_test_add_func ("/generation/start/refused-leaves-the-future", test_refused_leaves_the_future);
  g_test_add_func ("/generation/start/told/run", test_told);
  g_test_add_func ("/generation/start/told/submitted", test_told_submitted);
  g_test_add_func ("/generation/start/told/outlives-the-engine", test_told_outlives_the_engine);
  g_test_add_func ("/generation/exceptions", test_exceptions);

  ADD_ROWS ("/generation/start/types/", types_rows, test_types);
  g_test_add_func ("/generation/start/types/lowered", test_lowered);
  g_test_add_func ("/generation/start/types/long", test_long);
  g_test_add_func ("/generation/start/types/not-read-to-the-end", test_not_read_to_the_end);
  g_test_add_func ("/generation/start/types/names", test_names);

  return g_test_run ();
}
