/* SPDX-License-Identifier: MIT */
#include "datazone/datazone-service.h"

#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-random.h>

#include "admission/throttle.h"
#include "datazone/datazone-error.h"
#include "datazone/datazone-input.h"
#include "datazone/datazone-operations.h"
#include "datazone/metadata-change.h"
#include "datazone/metadata-machine.h"
#include "datazone/metadata-type.h"
#include "kernel/random.h"

enum
{
  TYPES_MAX = 1000, /* limit for a list in a journal; an option limits the types of a run */
};

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * 1000000)
#define YEAR_US (365 * DAY_US)
#define DAY_MS (DAY_US / 1000)

/* The tables keep their own layout, because it is easier to read. */
/* clang-format off */

static const char *const domain_prefixes[] = { "dzd-", "dzd_", NULL };
static const char *const target_types[] = { "ASSET", NULL };
static const char *const statuses[] = {
  "SUBMITTED", "IN_PROGRESS", "CANCELED", "SUCCEEDED", "FAILED", "PARTIALLY_SUCCEEDED", NULL
};

#define ID_PATTERN "^[a-zA-Z0-9_-]{1,36}$"
#define NAME_PATTERN "^[\\t\\x{20}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]+$"
#define AT(Type, field) G_STRUCT_OFFSET (Type, field)

#define DOMAIN_ID(Type) \
  { "domainIdentifier", TRUE, \
    { TARN_CONSTRAINT_WORD, 1, 36, domain_prefixes, "^dzd[-_][a-zA-Z0-9_-]{1,36}$" }, \
    AT (Type, domain_identifier), 0, TRUE }
#define ID(name, offset) \
  { name, TRUE, { TARN_CONSTRAINT_WORD, 1, 36, NULL, ID_PATTERN }, offset }
/* An id that is a part of the path of the resource that the call is about. */
#define NAMED_ID(name, required, offset) \
  { name, required, { TARN_CONSTRAINT_WORD, 1, 36, NULL, ID_PATTERN }, offset, 0, TRUE }
#define NAME(name, max, offset) \
  { name, TRUE, { TARN_CONSTRAINT_SINGLE_LINE, 1, max, NULL, NAME_PATTERN }, offset }
#define CHOICE(name, required, values, offset) \
  { name, required, { TARN_CONSTRAINT_CHOICE, 0, 0, values, NULL }, offset }
#define TEXT(name, max, offset) \
  { name, FALSE, { TARN_CONSTRAINT_TEXT, 1, max, NULL, NULL }, offset }
#define OTHER(name, required, kind, offset) \
  { name, required, { TARN_CONSTRAINT_##kind, 0, 0, NULL, NULL }, offset }
#define RATED(operation) TARN_DATAZONE_##operation##_RATE_PER_SECOND + 1

#define PREDICTION_EXCEPTIONS \
  TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_CONFLICT, \
  TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, TARN_DATAZONE_ERROR_THROTTLING, \
  TARN_DATAZONE_ERROR_UNAUTHORIZED, TARN_DATAZONE_ERROR_VALIDATION

/* For inputs that begin with a domain and one of its entities. */
#define IDENTIFIER AT (TarnDomainPath, identifier)
#define START(field) AT (TarnStartGenerationInput, field)
#define LIST(field) AT (TarnListGenerationsInput, field)

#define DOMAIN_ID_BEGINS "dzd"

static const TarnOperation operations[] = {
  [TARN_DATAZONE_START_RUN] = {
    "StartMetadataGenerationRun",
    .members = { DOMAIN_ID (TarnStartGenerationInput),
      OTHER ("target", TRUE, STRUCTURE, START (target)),
      CHOICE ("target.type", TRUE, target_types, START (target_type)),
      { "target.identifier", TRUE, { TARN_CONSTRAINT_NONE, 0, 0, NULL, NULL },
        START (target_identifier), 0, TRUE },
      TEXT ("target.revision", 64, START (target_revision)),
      ID ("owningProjectIdentifier", START (owning_project_identifier)),
      { "type", FALSE, { TARN_CONSTRAINT_CHOICE, 0, 0, tarn_metadata_type_names, NULL },
        START (type), .reported_as = "types" },
      { "types", FALSE, { TARN_CONSTRAINT_CHOICES, 1, TYPES_MAX, tarn_metadata_type_names, NULL },
        START (type_names), 0, FALSE, TRUE, TARN_DATAZONE_TYPES_MAX + 1 },
      { "clientToken", FALSE, { TARN_CONSTRAINT_VISIBLE, 1, 128, NULL, "^[\\x21-\\x7E]+$" },
        START (client_token) } },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_CONFLICT,
      TARN_DATAZONE_ERROR_INTERNAL_SERVER, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
      TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED, TARN_DATAZONE_ERROR_THROTTLING,
      TARN_DATAZONE_ERROR_UNAUTHORIZED, TARN_DATAZONE_ERROR_VALIDATION },
    .check = tarn_datazone_check_start_run,
    .perform = tarn_datazone_start_run, .free_value = (GDestroyNotify) tarn_metadata_run_unref,
    .input_size = sizeof (TarnStartGenerationInput),
    .record_class = &tarn_start_options_class, .record_offset = START (options),
    .rated_by = RATED (START), .starts_run = TRUE,
  },
  [TARN_DATAZONE_GET_RUN] = {
    "GetMetadataGenerationRun", .is_readonly = TRUE,
    .members = { DOMAIN_ID (TarnDomainPath), NAMED_ID ("identifier", TRUE, IDENTIFIER),
      CHOICE ("type", FALSE, tarn_metadata_type_names, AT (TarnGetGenerationInput, type)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
      TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, TARN_DATAZONE_ERROR_THROTTLING,
      TARN_DATAZONE_ERROR_UNAUTHORIZED, TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_get_run, .free_value = (GDestroyNotify) tarn_metadata_run_unref,
    .input_size = sizeof (TarnGetGenerationInput),
    .rated_by = RATED (GET),
  },
  [TARN_DATAZONE_CANCEL_RUN] = {
    "CancelMetadataGenerationRun",
    .members = { DOMAIN_ID (TarnDomainPath), NAMED_ID ("identifier", TRUE, IDENTIFIER) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_CONFLICT,
      TARN_DATAZONE_ERROR_INTERNAL_SERVER, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
      TARN_DATAZONE_ERROR_THROTTLING, TARN_DATAZONE_ERROR_UNAUTHORIZED,
      TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_cancel_run,
    .input_size = sizeof (TarnDomainPath),
    .rated_by = RATED (CANCEL),
  },
  [TARN_DATAZONE_LIST_RUNS] = {
    "ListMetadataGenerationRuns", .is_readonly = TRUE,
    .members = { DOMAIN_ID (TarnListGenerationsInput),
      CHOICE ("status", FALSE, statuses, LIST (status)),
      CHOICE ("type", FALSE, tarn_metadata_type_names, LIST (type)),
      NAMED_ID ("targetIdentifier", FALSE, LIST (target_identifier)),
      { "maxResults", FALSE, { TARN_CONSTRAINT_INTEGER, 1, 50, NULL, NULL }, LIST (max_results) },
      TEXT ("nextToken", 8192, LIST (next_token)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
      TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, TARN_DATAZONE_ERROR_THROTTLING,
      TARN_DATAZONE_ERROR_UNAUTHORIZED, TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_list_runs, .free_value = (GDestroyNotify) g_ptr_array_unref,
    .input_size = sizeof (TarnListGenerationsInput),
    .rated_by = RATED (LIST),
  },
  [TARN_DATAZONE_CREATE_DOMAIN] = {
    "CreateDomain",
    .members = { NAME ("name", 256, AT (TarnCreateDomainInput, name)),
      OTHER ("domainVersion", FALSE, NONE, AT (TarnCreateDomainInput, version)) },
    .exceptions = { TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_create_domain, .free_value = g_free,
    .input_size = sizeof (TarnCreateDomainInput),
  },
  [TARN_DATAZONE_CREATE_USER_PROFILE] = {
    "CreateUserProfile",
    .members = { DOMAIN_ID (TarnCreateInDomainInput),
      OTHER ("userIdentifier", TRUE, NONE, AT (TarnCreateInDomainInput, name)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_CONFLICT,
      TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_create_user_profile, .free_value = g_free,
    .input_size = sizeof (TarnCreateInDomainInput),
  },
  [TARN_DATAZONE_CREATE_PROJECT] = {
    "CreateProject",
    .members = { DOMAIN_ID (TarnCreateInDomainInput),
      NAME ("name", 256, AT (TarnCreateInDomainInput, name)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
      TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_create_project, .free_value = g_free,
    .input_size = sizeof (TarnCreateInDomainInput),
  },
  [TARN_DATAZONE_CREATE_PROJECT_MEMBERSHIP] = {
    "CreateProjectMembership",
    .members = { DOMAIN_ID (TarnDomainPath), ID ("projectIdentifier", IDENTIFIER),
      ID ("member.userIdentifier", AT (TarnCreateMembershipInput, user_identifier)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_CONFLICT,
      TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_create_membership,
    .input_size = sizeof (TarnCreateMembershipInput),
  },
  [TARN_DATAZONE_CREATE_GLOSSARY_TERM] = {
    "CreateGlossaryTerm",
    .members = { DOMAIN_ID (TarnCreateInDomainInput),
      NAME ("name", 256, AT (TarnCreateInDomainInput, name)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_CONFLICT,
      TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_create_term,
    .input_size = sizeof (TarnCreateInDomainInput),
  },
  [TARN_DATAZONE_CREATE_ASSET] = {
    "CreateAsset",
    .members = { DOMAIN_ID (TarnDomainPath), ID ("owningProjectIdentifier", IDENTIFIER),
      NAME ("name", 256, AT (TarnCreateAssetInput, name)),
      NAME ("typeIdentifier", 513, AT (TarnCreateAssetInput, type_identifier)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
      TARN_DATAZONE_ERROR_VALIDATION },
    .check = tarn_datazone_check_asset,
    .perform = tarn_datazone_create_asset, .free_value = g_free,
    .input_size = sizeof (TarnCreateAssetInput),
    .record_class = &tarn_asset_input_class, .record_offset = AT (TarnCreateAssetInput, asset),
  },
  [TARN_DATAZONE_CREATE_ASSET_REVISION] = {
    "CreateAssetRevision",
    .members = { DOMAIN_ID (TarnDomainPath), NAMED_ID ("identifier", TRUE, IDENTIFIER),
      NAME ("name", 256, AT (TarnCreateAssetInput, name)),
      { "typeIdentifier", FALSE, { TARN_CONSTRAINT_SINGLE_LINE, 1, 513, NULL, NAME_PATTERN },
        AT (TarnCreateAssetInput, type_identifier) } },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
      TARN_DATAZONE_ERROR_VALIDATION },
    .check = tarn_datazone_check_asset,
    .perform = tarn_datazone_create_revision, .free_value = g_free,
    .input_size = sizeof (TarnCreateAssetInput),
    .record_class = &tarn_asset_input_class, .record_offset = AT (TarnCreateAssetInput, asset),
  },
  [TARN_DATAZONE_GET_ASSET] = {
    "GetAsset", .is_readonly = TRUE,
    .members = { DOMAIN_ID (TarnDomainPath), NAMED_ID ("identifier", TRUE, IDENTIFIER),
      TEXT ("revision", 64, AT (TarnGetAssetInput, revision)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
      TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_get_asset, .free_value = (GDestroyNotify) tarn_asset_unref,
    .input_size = sizeof (TarnGetAssetInput),
  },
  [TARN_DATAZONE_ACCEPT_PREDICTIONS] = {
    "AcceptPredictions",
    .members = { DOMAIN_ID (TarnDomainPath), NAMED_ID ("identifier", TRUE, IDENTIFIER),
      TEXT ("revision", 64, AT (TarnPredictionsInput, revision)) },
    .exceptions = { PREDICTION_EXCEPTIONS },
    .check = tarn_datazone_check_predictions,
    .perform = tarn_datazone_accept_predictions, .free_value = g_free,
    .input_size = sizeof (TarnPredictionsInput),
    .record_class = &tarn_prediction_choices_class,
    .record_offset = AT (TarnPredictionsInput, choices),
    .rated_by = RATED (ACCEPT),
  },
  [TARN_DATAZONE_REJECT_PREDICTIONS] = {
    "RejectPredictions",
    .members = { DOMAIN_ID (TarnDomainPath), NAMED_ID ("identifier", TRUE, IDENTIFIER),
      TEXT ("revision", 64, AT (TarnPredictionsInput, revision)) },
    .exceptions = { PREDICTION_EXCEPTIONS },
    .check = tarn_datazone_check_rejection,
    .perform = tarn_datazone_reject_predictions, .free_value = g_free,
    .input_size = sizeof (TarnPredictionsInput),
    .record_class = &tarn_prediction_choices_class,
    .record_offset = AT (TarnPredictionsInput, choices),
    .rated_by = RATED (REJECT),
  },
  [TARN_DATAZONE_SET_BUSINESS_NAME_GENERATION] = {
    "SetBusinessNameGeneration",
    .members = { DOMAIN_ID (TarnDomainPath), ID ("projectIdentifier", IDENTIFIER),
      OTHER ("isEnabled", FALSE, FLAG, AT (TarnSetNameGenerationInput, is_enabled)) },
    .exceptions = { TARN_DATAZONE_ERROR_ACCESS_DENIED, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
      TARN_DATAZONE_ERROR_VALIDATION },
    .perform = tarn_datazone_set_name_generation,
    .input_size = sizeof (TarnSetNameGenerationInput),
  },
};

#define RATE(name, initial, operation) \
  { name, initial, TARN_UNLIMITED, 1000000, \
    "Calls of " operation " that an account may make per second; -1 is without limit." }
#define QUOTA(name, initial, what) \
  { name, initial, TARN_UNLIMITED, G_GINT64_CONSTANT (1000000000000), \
    "Number of times that " what " may be generated per calendar month and account; -1 is" \
    " without limit." }
#define FAILURE(name, what) \
  { name, 0, 0, 1000000, "Failures of " what " per million runs, each at a moment drawn evenly" \
    " from the time of this type." }

#define FAILURE_RATE(name, what) \
  { name, 0, 0, 1000000000, "Failures of " what " per 1000 hours that a run is IN_PROGRESS, each at a" \
    " moment of the exponential distribution." }

static const TarnOption options[TARN_DATAZONE_N_OPTIONS] = {
  [TARN_DATAZONE_TYPES_MAX] = { "types-max", 2, 1, 3,
    "Largest number of types in one run. The service's model and its reference disagree." },
  [TARN_DATAZONE_SUBMITTED_DURATION_US] = { "submitted-duration-us", 0, 0, YEAR_US,
    "Time for which a run is SUBMITTED before it is IN_PROGRESS." },
  [TARN_DATAZONE_START_RATE_PER_SECOND]
  = RATE ("start-rate-per-second", 10, "StartMetadataGenerationRun"),
  [TARN_DATAZONE_GET_RATE_PER_SECOND]
  = RATE ("get-rate-per-second", TARN_UNLIMITED, "GetMetadataGenerationRun"),
  [TARN_DATAZONE_CANCEL_RATE_PER_SECOND]
  = RATE ("cancel-rate-per-second", 20, "CancelMetadataGenerationRun"),
  [TARN_DATAZONE_LIST_RATE_PER_SECOND]
  = RATE ("list-rate-per-second", TARN_UNLIMITED, "ListMetadataGenerationRuns"),
  [TARN_DATAZONE_ACCEPT_RATE_PER_SECOND] = RATE ("accept-rate-per-second", 20, "AcceptPredictions"),
  [TARN_DATAZONE_REJECT_RATE_PER_SECOND] = RATE ("reject-rate-per-second", 20, "RejectPredictions"),
  [TARN_DATAZONE_DESCRIPTIONS_PER_MONTH_MAX]
  = QUOTA ("descriptions-per-month-max", 10000, "business descriptions"),
  [TARN_DATAZONE_NAMES_PER_MONTH_MAX] = QUOTA ("names-per-month-max", 50000, "business names"),
  [TARN_DATAZONE_GLOSSARY_ASSOCIATIONS_PER_MONTH_MAX]
  = QUOTA ("glossary-associations-per-month-max", TARN_UNLIMITED, "glossary associations"),
  [TARN_DATAZONE_ACTIVE_RUNS_MAX] = { "active-runs-max", TARN_UNLIMITED, TARN_UNLIMITED, 1000000,
    "Largest number of runs of a domain that have not ended yet; -1 is without limit." },
  [TARN_DATAZONE_CLIENT_TOKEN_LIFETIME_US] = { "client-token-lifetime-us", DAY_US, 0, YEAR_US,
    "Time for which a clientToken stands for the run that it started." },
  [TARN_DATAZONE_RETENTION_RUNS] = { "retention-runs", 0, 0, 1000000000,
    "Number of ended runs that are kept for each asset; 0 keeps all. The engine removes older ones"
    " when a run of the asset ends." },
  [TARN_DATAZONE_RETENTION_AGE_US] = { "retention-age-us", 0, 0, 100 * YEAR_US,
    "Time for which an ended run can be found; 0 is for ever." },
  [TARN_DATAZONE_DESCRIPTIONS_FAILURE_PPM]
  = FAILURE ("descriptions-failure-ppm", "the business descriptions"),
  [TARN_DATAZONE_NAMES_FAILURE_PPM] = FAILURE ("names-failure-ppm", "the business names"),
  [TARN_DATAZONE_GLOSSARY_ASSOCIATIONS_FAILURE_PPM]
  = FAILURE ("glossary-associations-failure-ppm", "the glossary associations"),
  [TARN_DATAZONE_DESCRIPTIONS_FAILURES_PER_1000_HOURS]
  = FAILURE_RATE ("descriptions-failures-per-1000-hours", "the business descriptions"),
  [TARN_DATAZONE_NAMES_FAILURES_PER_1000_HOURS]
  = FAILURE_RATE ("names-failures-per-1000-hours", "the business names"),
  [TARN_DATAZONE_GLOSSARY_ASSOCIATIONS_FAILURES_PER_1000_HOURS]
  = FAILURE_RATE ("glossary-associations-failures-per-1000-hours", "the glossary associations"),
  [TARN_DATAZONE_DRAW_BY_TAG] = { "draw-by-tag", 0, 0, 1,
    "1: a run that was started with a tag draws its durations and its failures by the asset and the tag;"
    " 0: every run draws by the asset and the number of the run among the asset's runs." },
  [TARN_DATAZONE_COST_BASE_MS] = { "cost-base-ms", 5000, 0, DAY_MS,
    "Time from the beginning of a run to its first call of the language model." },
  [TARN_DATAZONE_COST_COLUMNS_PER_CALL] = { "cost-columns-per-call", 10, 1, 10000,
    "Columns that one call of the language model covers." },
  [TARN_DATAZONE_COST_FIRST_TOKEN_MS] = { "cost-first-token-ms", 800, 0, DAY_MS,
    "Time from a call of the language model to its first token." },
  [TARN_DATAZONE_COST_INPUT_TOKENS_PER_CALL] = { "cost-input-tokens-per-call", 400, 0, 1000000,
    "Tokens that the language model reads in each call." },
  [TARN_DATAZONE_COST_INPUT_TOKENS_PER_COLUMN] = { "cost-input-tokens-per-column", 100, 0, 1000000,
    "Tokens that the language model reads for each column." },
  [TARN_DATAZONE_COST_OUTPUT_TOKENS_PER_COLUMN]
  = { "cost-output-tokens-per-column", 60, 0, 1000000,
    "Tokens that the language model writes for each column." },
  [TARN_DATAZONE_COST_OUTPUT_TOKENS_PER_SUMMARY] = { "cost-output-tokens-per-summary", 120, 0, 1000000,
    "Tokens that the language model writes for the summary." },
  [TARN_DATAZONE_COST_TOKENS_PER_SECOND] = { "cost-tokens-per-second", 65, 1, 1000000,
    "Tokens that the language model writes in a second." },
  [TARN_DATAZONE_COST_DURATION_SPREAD_PERMILLE] = { "cost-duration-spread-permille", TARN_NO_SPREAD,
    TARN_NO_SPREAD, TARN_LOG_NORMAL_DEVIATION_MAX, "Geometric standard deviation, in thousandths, of the"
    " lognormal factor that multiplies all durations of a run; its mean is 1. 1000 is no spread." },
  [TARN_DATAZONE_COST_PRICE_INPUT_NANO_USD] = { "cost-price-input-nano-usd", 0, 0, 1000000000,
    "Price of one token that the model reads, in billionths of a US dollar." },
  [TARN_DATAZONE_COST_PRICE_OUTPUT_NANO_USD] = { "cost-price-output-nano-usd", 0, 0, 1000000000,
    "Price of one token that the model writes, in billionths of a US dollar." },
};

const char *const tarn_datazone_events[TARN_DATAZONE_N_EVENTS + 1] = {
  [TARN_DATAZONE_EVENT_SUCCEEDED] = "Metadata Generation Succeeded",
  [TARN_DATAZONE_EVENT_FAILED] = "Metadata Generation Failed",
  [TARN_DATAZONE_EVENT_CANCELED] = "Metadata Generation Canceled",
  [TARN_DATAZONE_EVENT_NAMES_SUCCEEDED] = "Business Name Generation Succeeded",
  [TARN_DATAZONE_EVENT_NAMES_FAILED] = "Business Name Generation Failed",
  NULL,
};

/* clang-format on */

static const char *const chaos[] = {
  "[chaos: metadata fail]\noperation=StartMetadataGenerationRun\ndo=fail-run\n",
  "[chaos: metadata hang]\noperation=StartMetadataGenerationRun\ndo=hang-run\n",
  "[chaos: metadata are slow]\noperation=StartMetadataGenerationRun\ndo=slow-run\n"
  "factor-permille=4000\n",
  NULL,
};

static gboolean
may_match (const char *pattern)
{
  gsize length = strcspn (pattern, "*");

  if (pattern[length] == '*' && length < strlen (DOMAIN_ID_BEGINS))
    return strncmp (pattern, DOMAIN_ID_BEGINS, length) == 0;

  return g_str_has_prefix (pattern, DOMAIN_ID_BEGINS);
}

const TarnService tarn_datazone_service = {
  .name = "datazone",
  .errors = &tarn_datazone_errors,
  .starts_automatically = TRUE,
  .wording = TARN_WORDING_VALIDATION,
  .run_noun = "metadata generation run",
  .change_class = &tarn_metadata_change_class,
  .dup_subject = tarn_metadata_change_dup_subject,
  .dup_resource = tarn_metadata_change_dup_subject,
  .has_code_run_ids = TRUE,
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .options = options,
  .n_options = G_N_ELEMENTS (options),
  .edges = &tarn_metadata_edges[0][0],
  .n_states = TARN_METADATA_N_STATES,
  .n_causes = TARN_METADATA_N_CAUSES,
  .state_names = tarn_metadata_state_names,
  .cause_names = tarn_metadata_cause_names,
  .get_status = tarn_metadata_state_get_status_text,
  .events = tarn_datazone_events,
  .may_match = may_match,
  .resource_example = "a path such as dzd-1a2b3c/asset",
  .run_types = tarn_metadata_type_names,
  .chaos = chaos,
};
