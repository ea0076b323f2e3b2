/* SPDX-License-Identifier: MIT */
/*
 * Tests the descriptions of the services, as users read them, and the options that the services list. The
 * tables below repeat what the documents of AWS Glue and Amazon DataZone say about the four operations of
 * each service on runs. They were copied from the documents, not from the library. The tables also repeat the
 * ranges of the options, and the tests try the ends of each range.
 */
#include <tarn/tarn.h>

#include <string.h>

#include "worlds/rows.h"

typedef struct
{
  const char *service;
  const char *operation;
  const char *members; /* a ! is before each required member */
  const char *exceptions;
} OperationRow;

typedef struct
{
  const char *name;
  const char *exceptions; /* all exceptions of the service, with their statuses */
  const char *events;
  const char *ends; /* the states that a run cannot leave */
  const char *member;
  const char *option; /* the name of any option, without the name of the service */
} ServiceRow;

typedef struct
{
  const char *name;
  gint64 initial;
  gint64 min;
  gint64 max;
} OptionRow;

/* clang-format off */

static const OptionRow option_rows[] = {
{ "glue.start-rate-per-second", -1, -1, 1000000 },
  { "glue.get-rate-per-second", -1, -1, 1000000 },
  { "glue.stop-rate-per-second", -1, -1, 1000000 },
  { "glue.list-rate-per-second", -1, -1, 1000000 },
  { "glue.catalog-id-required", 0, 0, 1 },
  { "glue.fold-lookups", 1, 0, 1 },
  { "glue.stop-latency-us", 5000000, 0, G_GINT64_CONSTANT (31536000000000) },
  { "glue.incremental-threshold-percent", 20, 0, 1000000 },
  { "glue.running-max", 50, -1, 1000000 },
  { "glue.queue-at-limit", 0, 0, 1 },
  { "glue.class-1-running-max", -1, -1, 1000000 },
  { "glue.class-2-running-max", -1, -1, 1000000 },
  { "glue.class-3-running-max", -1, -1, 1000000 },
  { "glue.automatic-slot-class", 0, 0, 3 },
  { "glue.dpu-max", -1, -1, 1000000000 },
  { "glue.retention-runs", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "glue.retention-age-us", 0, 0, G_GINT64_CONSTANT (3153600000000000) },
  { "glue.retention-snapshots", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "glue.retention-snapshot-age-us", 0, 0, G_GINT64_CONSTANT (3153600000000000) },
  { "glue.incremental-appends-only", 0, 0, 1 },
  { "glue.views-on-views", 1, 0, 1 },
  { "glue.read-failure-ppm", 0, 0, 1000000 },
  { "glue.read-failures-per-1000-hours", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "glue.worker-failure-ppm", 0, 0, 1000000 },
  { "glue.worker-failures-per-1000-hours", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "glue.publication-failure-ppm", 0, 0, 1000000 },
  { "glue.draw-by-tag", 0, 0, 1 },
  { "glue.measures", 0, 0, 1 },
  { "glue.measure-percentiles", 0, 0, 1 },
  { "glue.interval-from-end", 0, 0, 1 },
  { "glue.suspend-after-failures", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "glue.cost-bytes-per-second-per-dpu", 40000000, 1000000, G_GINT64_CONSTANT (1000000000000) },
  { "glue.cost-startup-ms", 30000, 0, 86400000 },
  { "glue.cost-serial-ms", 10000, 0, 86400000 },
  { "glue.cost-dpu-min", 2, 1, 10000 },
  { "glue.cost-dpu-max", 10, 1, 10000 },
  { "glue.cost-ramp-ms", 15000, 1, 86400000 },
  { "glue.cost-bytes-per-dpu",
    G_GINT64_CONSTANT (2147483648), 1000000, G_GINT64_CONSTANT (1152921504606846976) },
  { "glue.cost-amplification-permille", 5000, 0, 1000000 },
  { "glue.cost-merge-permille", 0, 0, 1000000 },
  { "glue.cost-count-writes", 0, 0, 1 },
  { "glue.cost-skip-unchanged", 1, 0, 1 },
  { "glue.cost-unchanged-ms", 2000, 0, 86400000 },
  { "glue.cost-duration-spread-permille", 1000, 1000, 10000 },
  { "glue.cost-billing-granularity-ms", 1000, 1, 3600000 },
  { "glue.cost-billing-minimum-ms", 60000, 0, 3600000 },
  { "glue.cost-price-micro-usd-per-dpu-hour", 440000, 0, G_GINT64_CONSTANT (1000000000) },
  { "datazone.types-max", 2, 1, 3 },
  { "datazone.submitted-duration-us", 0, 0, G_GINT64_CONSTANT (31536000000000) },
  { "datazone.start-rate-per-second", 10, -1, 1000000 },
  { "datazone.get-rate-per-second", -1, -1, 1000000 },
  { "datazone.cancel-rate-per-second", 20, -1, 1000000 },
  { "datazone.list-rate-per-second", -1, -1, 1000000 },
  { "datazone.accept-rate-per-second", 20, -1, 1000000 },
  { "datazone.reject-rate-per-second", 20, -1, 1000000 },
  { "datazone.descriptions-per-month-max", 10000, -1, G_GINT64_CONSTANT (1000000000000) },
  { "datazone.names-per-month-max", 50000, -1, G_GINT64_CONSTANT (1000000000000) },
  { "datazone.glossary-associations-per-month-max", -1, -1, G_GINT64_CONSTANT (1000000000000) },
  { "datazone.active-runs-max", -1, -1, 1000000 },
  { "datazone.client-token-lifetime-us",
    G_GINT64_CONSTANT (86400000000), 0, G_GINT64_CONSTANT (31536000000000) },
  { "datazone.retention-runs", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "datazone.retention-age-us", 0, 0, G_GINT64_CONSTANT (3153600000000000) },
  { "datazone.descriptions-failure-ppm", 0, 0, 1000000 },
  { "datazone.names-failure-ppm", 0, 0, 1000000 },
  { "datazone.glossary-associations-failure-ppm", 0, 0, 1000000 },
  { "datazone.descriptions-failures-per-1000-hours", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "datazone.names-failures-per-1000-hours", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "datazone.glossary-associations-failures-per-1000-hours", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "datazone.draw-by-tag", 0, 0, 1 },
  { "datazone.cost-base-ms", 5000, 0, 86400000 },
  { "datazone.cost-columns-per-call", 10, 1, 10000 },
  { "datazone.cost-first-token-ms", 800, 0, 86400000 },
  { "datazone.cost-input-tokens-per-call", 400, 0, 1000000 },
  { "datazone.cost-input-tokens-per-column", 100, 0, 1000000 },
  { "datazone.cost-output-tokens-per-column", 60, 0, 1000000 },
  { "datazone.cost-output-tokens-per-summary", 120, 0, 1000000 },
  { "datazone.cost-tokens-per-second", 65, 1, 1000000 },
  { "datazone.cost-duration-spread-permille", 1000, 1000, 10000 },
  { "datazone.cost-price-input-nano-usd", 0, 0, G_GINT64_CONSTANT (1000000000) },
  { "datazone.cost-price-output-nano-usd", 0, 0, G_GINT64_CONSTANT (1000000000) },
};

static const OperationRow operation_rows[] = {
  { "glue", "StartMaterializedViewRefreshTaskRun",
    "!CatalogId !DatabaseName !TableName FullRefresh",
    "AccessDeniedException EntityNotFoundException MaterializedViewRefreshTaskRunningException "
    "OperationTimeoutException ResourceNumberLimitExceededException InvalidInputException" },
  { "glue", "GetMaterializedViewRefreshTaskRun", "!CatalogId !MaterializedViewRefreshTaskRunId",
    "AccessDeniedException EntityNotFoundException OperationTimeoutException "
    "InvalidInputException" },
  { "glue", "StopMaterializedViewRefreshTaskRun", "!CatalogId !DatabaseName !TableName",
    "AccessDeniedException MaterializedViewRefreshTaskNotRunningException "
    "MaterializedViewRefreshTaskStoppingException InvalidInputException "
    "OperationTimeoutException" },
  { "glue", "ListMaterializedViewRefreshTaskRuns",
    "!CatalogId DatabaseName TableName MaxResults NextToken",
    "AccessDeniedException InvalidInputException OperationTimeoutException" },

  { "datazone", "StartMetadataGenerationRun",
    "!domainIdentifier !target !target.type !target.identifier target.revision "
    "!owningProjectIdentifier type types clientToken",
    "AccessDeniedException ConflictException InternalServerException ResourceNotFoundException "
    "ServiceQuotaExceededException ThrottlingException UnauthorizedException "
    "ValidationException" },
  { "datazone", "GetMetadataGenerationRun", "!domainIdentifier !identifier type",
    "AccessDeniedException InternalServerException ResourceNotFoundException "
    "ThrottlingException UnauthorizedException ValidationException" },
  { "datazone", "CancelMetadataGenerationRun", "!domainIdentifier !identifier",
    "AccessDeniedException ConflictException InternalServerException ResourceNotFoundException "
    "ThrottlingException UnauthorizedException ValidationException" },
  { "datazone", "ListMetadataGenerationRuns",
    "!domainIdentifier status type targetIdentifier maxResults nextToken",
    "AccessDeniedException InternalServerException ResourceNotFoundException "
    "ThrottlingException UnauthorizedException ValidationException" },
};

static const ServiceRow service_rows[] = {
  { "glue",
    "AccessDeniedException 400|AlreadyExistsException 400|EntityNotFoundException 400|"
    "InvalidInputException 400|MaterializedViewRefreshTaskNotRunningException 400|"
    "MaterializedViewRefreshTaskRunningException 400|"
    "MaterializedViewRefreshTaskStoppingException 400|OperationTimeoutException 400|"
    "ResourceNumberLimitExceededException 400|ThrottlingException 400"
    "|ExpiredTokenException 403"
    "|IncompleteSignature 400"
    "|InternalFailure 500"
    "|InternalServiceException 500"
    "|InvalidClientTokenId 403"
    "|NotAuthorized 400"
    "|OptInRequired 403"
    "|RequestExpired 400"
    "|RequestTimeout 408"
    "|ServiceUnavailable 503"
    "|UnrecognizedClientException 403"
    "|ValidationError 400",
    "Glue Materialized View Refresh Task Started|Glue Materialized View Refresh Task Succeeded|"
    "Glue Materialized View Refresh Task Failed|"
    "Glue Materialized View Auto-Refresh Invocation Failure",
    "succeeded failed stopped", "CatalogId", "stop-latency-us" },
  { "datazone",
    "AccessDeniedException 403|ConflictException 409|InternalServerException 500|"
    "ResourceNotFoundException 404|ServiceQuotaExceededException 402|ThrottlingException 429|"
    "UnauthorizedException 401|ValidationException 400"
    "|ExpiredTokenException 403"
    "|IncompleteSignature 400"
    "|InternalFailure 500"
    "|InvalidClientTokenId 403"
    "|NotAuthorized 400"
    "|OptInRequired 403"
    "|RequestExpired 400"
    "|RequestTimeout 408"
    "|ServiceUnavailable 503"
    "|UnrecognizedClientException 403"
    "|ValidationError 400",
    "Metadata Generation Succeeded|Metadata Generation Failed|Metadata Generation Canceled|"
    "Business Name Generation Succeeded|Business Name Generation Failed",
    "succeeded failed canceled partially-succeeded", "domainIdentifier", "types-max" },
};

/* clang-format on */

static const TarnService *
get_service (TarnEngine *engine, const char *name)
{
  const TarnService *service = tarn_engine_get_service (engine, name);

  g_assert_nonnull (service);
  g_assert_cmpstr (tarn_service_get_name (service), ==, name);
  return service;
}

static char *
describe_members (const TarnService *service, const char *operation)
{
  g_autofree const char **members = tarn_service_list_members (service, operation);
  GString *text = g_string_new (NULL);

  for (guint i = 0; members[i] != NULL; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "",
                            tarn_service_is_member_required (service, operation, members[i]) ? "!"
                                                                                             : "",
                            members[i]);

  return g_string_free (text, FALSE);
}

static void
test_operation (gconstpointer data)
{
  const OperationRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *service = get_service (engine, row->service);
  g_autofree const char **operations = tarn_service_list_operations (service);
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, row->operation);
  g_autofree char *joined = g_strjoinv (" ", (char **) exceptions);
  g_autofree char *members = describe_members (service, row->operation);

  g_assert_true (g_strv_contains (operations, row->operation));
  g_assert_cmpstr (members, ==, row->members);
  g_assert_cmpstr (joined, ==, row->exceptions);
}

static void
test_exceptions (gconstpointer data)
{
  const ServiceRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *service = get_service (engine, row->name);
  g_autofree const char **all = tarn_service_list_exceptions (service, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; all[i] != NULL; i++)
    g_string_append_printf (text, "%s%s %u", i > 0 ? "|" : "", all[i],
                            tarn_service_get_exception_status (service, all[i]));
  g_assert_cmpstr (text->str, ==, row->exceptions);
}

/* The service lists each exception that an operation lists, and no list names anything twice. */
static void
test_lists_agree (gconstpointer data)
{
  const ServiceRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *service = get_service (engine, row->name);
  g_autofree const char **operations = tarn_service_list_operations (service);
  g_autofree const char **all = tarn_service_list_exceptions (service, NULL);

  for (guint i = 0; operations[i] != NULL; i++)
    {
      g_autofree const char **members = tarn_service_list_members (service, operations[i]);
      g_autofree const char **some = tarn_service_list_exceptions (service, operations[i]);

      g_assert_nonnull (members);
      g_assert_nonnull (some[0]);
      g_assert_false (g_strv_contains (operations + i + 1, operations[i]));
      for (guint j = 0; members[j] != NULL; j++)
        g_assert_false (g_strv_contains (members + j + 1, members[j]));
      for (guint j = 0; some[j] != NULL; j++)
        {
          g_assert_true (g_strv_contains (all, some[j]));
          g_assert_false (g_strv_contains (some + j + 1, some[j]));
        }
    }
  for (guint i = 0; all[i] != NULL; i++)
    g_assert_false (g_strv_contains (all + i + 1, all[i]));
}

static void
test_unknown_names (gconstpointer data)
{
  const ServiceRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *service = get_service (engine, row->name);
  g_autofree const char **operations = tarn_service_list_operations (service);
  g_autofree char *unknown = g_strconcat (row->name, ".no-such-option", NULL);
  gint64 initial = 1, min = 2, max = 3;

  g_assert_null (tarn_service_list_members (service, "NoSuchOperation"));
  g_assert_null (tarn_service_list_exceptions (service, "NoSuchOperation"));
  g_assert_true (tarn_service_is_member_required (service, operations[0], row->member));
  g_assert_false (tarn_service_is_member_required (service, operations[0], "NoSuchMember"));
  g_assert_false (tarn_service_is_member_required (service, "NoSuchOperation", row->member));
  g_assert_cmpuint (tarn_service_get_exception_status (service, "NoSuchException"), ==, 0);
  g_assert_null (tarn_service_describe_option (service, unknown, &initial, &min, &max));
  g_assert_null (tarn_service_describe_option (service, row->option, &initial, &min, &max));
  g_assert_cmpint (initial, ==, 1);
  g_assert_cmpint (min, ==, 2);
  g_assert_cmpint (max, ==, 3);
}

static void
test_unknown_service (void)
{
  static const char *const names[] = { "Glue", "", "glue ", "glu", "DataZone", "data", "clock" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (tarn_engine_get_service (engine, names[i]));
}

static void
test_events (gconstpointer data)
{
  const ServiceRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autofree const char **events = tarn_service_list_detail_types (get_service (engine, row->name));
  g_autofree char *joined = g_strjoinv ("|", (char **) events);

  g_assert_cmpstr (joined, ==, row->events);
}

/*
 * Each edge is three words. A run can reach every state, and cannot leave the states in which it has ended.
 */
static void
test_edges (gconstpointer data)
{
  const ServiceRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autofree const char **edges = tarn_service_list_edges (get_service (engine, row->name));
  g_autoptr (GPtrArray) reached = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) ends = g_strsplit (row->ends, " ", -1);

  g_ptr_array_add (reached, g_strdup ("none"));
  for (guint i = 0; edges[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (edges[i], " ", -1);

      g_assert_cmpuint (g_strv_length (words), ==, 3);
      g_assert_true (g_ptr_array_find_with_equal_func (reached, words[0], g_str_equal, NULL));
      g_assert_false (g_strv_contains ((const char *const *) ends, words[0]));
      g_ptr_array_add (reached, g_strdup (words[2]));
      g_assert_false (g_strv_contains (edges + i + 1, edges[i]));
    }
  for (guint i = 0; ends[i] != NULL; i++)
    g_assert_true (g_ptr_array_find_with_equal_func (reached, ends[i], g_str_equal, NULL));
}

/* --- Options ---------------------------------------------------------------------------------- */

static gint64
get_option (TarnEngine *engine, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  g_assert_true (tarn_engine_get_option (engine, name, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
assert_taken (TarnEngine *engine, const char *name, gint64 value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_engine_set_option (engine, name, value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_option (engine, name), ==, value);
}

/* Checks that the error message names the option and both ends of its range. */
static void
assert_out_of_range (TarnEngine *engine, const char *name, gint64 value, gint64 min, gint64 max)
{
  g_autofree char *range = g_strdup_printf ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
  gint64 before = get_option (engine, name);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_set_option (engine, name, value, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, range));
  g_assert_cmpint (get_option (engine, name), ==, before);
}

static void
assert_range (TarnEngine *engine, const char *name, gint64 min, gint64 max)
{
  assert_taken (engine, name, max);
  assert_out_of_range (engine, name, max + 1, min, max);
  assert_out_of_range (engine, name, G_MAXINT64, min, max);
  assert_taken (engine, name, min);
  assert_out_of_range (engine, name, min - 1, min, max);
  assert_out_of_range (engine, name, G_MININT64, min, max);
}

static gboolean
ends_with_unit_or_is_switch (const char *name, gint64 min, gint64 max)
{
  static const char *const endings[] = { "-us",
                                         "-ms",
                                         "-percent",
                                         "-permille",
                                         "-ppm",
                                         "-max",
                                         "-min",
                                         "-runs",
                                         "-per-dpu",
                                         "-per-second-per-dpu",
                                         "-per-call",
                                         "-per-column",
                                         "-per-summary",
                                         "-per-second",
                                         "-per-dpu-hour",
                                         "-nano-usd",
                                         "-per-1000-hours",
                                         "-snapshots",
                                         "-class",
                                         "-failures",
                                         NULL };

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return min == 0 && max == 1;
}

static const TarnService *
find_service_of (TarnEngine *engine, const char *option)
{
  g_autofree char *name = g_strndup (option, strcspn (option, "."));

  return get_service (engine, name);
}

static void
test_option (gconstpointer data)
{
  const OptionRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0), untouched = tarn_engine_new (0);
  const TarnService *service = find_service_of (engine, row->name);
  gint64 initial, min, max;
  const char *decides = tarn_service_describe_option (service, row->name, &initial, &min, &max);

  g_assert_true (g_str_has_suffix (decides, "."));
  g_assert_cmpint (initial, ==, row->initial);
  g_assert_cmpint (min, ==, row->min);
  g_assert_cmpint (max, ==, row->max);
  g_assert_cmpint (get_option (engine, row->name), ==, row->initial);
  assert_range (engine, row->name, row->min, row->max);
  g_assert_cmpint (get_option (untouched, row->name), ==, row->initial);
  g_assert_nonnull (tarn_service_describe_option (service, row->name, NULL, NULL, NULL));
}

static void
test_every_option_is_tried (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  guint n_options = 0;

  for (guint i = 0; i < G_N_ELEMENTS (service_rows); i++)
    {
      g_autofree const char **options
          = tarn_service_list_options (get_service (engine, service_rows[i].name));

      for (guint j = 0; options[j] != NULL; j++, n_options++)
        g_assert_cmpstr (options[j], ==, option_rows[n_options].name);
    }
  g_assert_cmpuint (n_options, ==, G_N_ELEMENTS (option_rows));
}

/* The name of an option ends with the unit of its value, unless the option is a switch. */
static void
test_option_units (gconstpointer data)
{
  const ServiceRow *row = data;
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *service = get_service (engine, row->name);
  g_autofree const char **options = tarn_service_list_options (service);

  for (guint i = 0; options[i] != NULL; i++)
    {
      gint64 min, max;

      tarn_service_describe_option (service, options[i], NULL, &min, &max);
      g_test_message ("%s", options[i]);
      g_assert_true (ends_with_unit_or_is_switch (options[i], min, max));
    }
}

static void
test_option_of_the_clock (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  g_assert_cmpint (get_option (engine, "clock.same-instant-chain-max"), ==, 10000);
  assert_range (engine, "clock.same-instant-chain-max", 1, 65534);
}

static void
test_unknown_option (void)
{
  const char *const names[] = { "",
                                "glue",
                                "glue.",
                                "glue.stop-latency",
                                "glue.stop-latency-us ",
                                "stop-latency-us",
                                "Glue.stop-latency-us",
                                "gluex.stop-latency-us",
                                "glum.stop-latency-us",
                                "clock.",
                                "glue.same-instant-chain-max",
                                "datazone",
                                "datazone.types",
                                "datazone.stop-latency-us",
                                "glue.types-max",
                                "glue.\xff" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) set_error = NULL, get_error = NULL;
      gint64 value = 77;

      /* The engine checks the name before the value. */
      g_assert_false (tarn_engine_set_option (engine, names[i], G_MININT64, &set_error));
      g_assert_error (set_error, TARN_ERROR, TARN_ERROR_UNKNOWN_OPTION);
      g_assert_false (tarn_engine_get_option (engine, names[i], &value, &get_error));
      g_assert_error (get_error, TARN_ERROR, TARN_ERROR_UNKNOWN_OPTION);
      g_assert_true (g_utf8_validate (set_error->message, -1, NULL));
      g_assert_true (g_utf8_validate (get_error->message, -1, NULL));
      g_assert_cmpint (value, ==, 77);
    }
}

static void
add_service_rows (const char *test, GTestDataFunc func)
{
  for (gsize i = 0; i < G_N_ELEMENTS (service_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/service/", test, "/", service_rows[i].name, NULL);

      g_test_add_data_func (path, &service_rows[i], func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (operation_rows); i++)
    {
      g_autofree char *path
          = g_strconcat ("/service/operation/", operation_rows[i].operation, NULL);

      g_test_add_data_func (path, &operation_rows[i], test_operation);
    }
  add_service_rows ("exceptions", test_exceptions);
  add_service_rows ("lists-agree", test_lists_agree);
  add_service_rows ("unknown-names", test_unknown_names);
  g_test_add_func ("/service/unknown-names/service", test_unknown_service);
  add_service_rows ("events", test_events);
  add_service_rows ("edges", test_edges);
  ADD_ROWS ("/service/options/", option_rows, test_option);
  g_test_add_func ("/service/options/every-one-is-tried", test_every_option_is_tried);
  g_test_add_func ("/service/options/clock", test_option_of_the_clock);
  g_test_add_func ("/service/options/unknown", test_unknown_option);
  add_service_rows ("options/units", test_option_units);

  return g_test_run ();
}
