/* SPDX-License-Identifier: MIT */
/*
 * The fixture of the tests of metadata generation: an account, a domain, a project of which the caller is a
 * member, and a table of 20 columns as its asset. All functions are inline, because no test needs all of
 * them.
 *
 * A fixture knows ids by names. In the text of a row, <asset> stands for the id of the asset, so a table of
 * rows can contain exact messages. <36*x> stands for 36 times x. Tests compare texts to check whether
 * something has changed, because the message of a failed assertion then shows the difference.
 */
#pragma once

#include <string.h>

#include "set-up.h"

/* The times in the course of a type over 20 columns, as in the golden table of the cost model. */
#define BASE_US (5 * SECOND_US)
#define RUN_US (27708 * MS_US)

#define TABLE_TYPE "GlueTableAssetType"
#define DESCRIPTIONS "BUSINESS_DESCRIPTIONS"
#define NAMES "BUSINESS_NAMES"
#define GLOSSARY "BUSINESS_GLOSSARY_ASSOCIATIONS"
#define ALL_TYPES DESCRIPTIONS " " NAMES " " GLOSSARY

#define FISH "\xf0\x9f\x90\x9f" /* a character of four bytes */

#define DENIED "AccessDeniedException"
#define CONFLICT "ConflictException"
#define NOT_FOUND "ResourceNotFoundException"
#define QUOTA "ServiceQuotaExceededException"
#define THROTTLING "ThrottlingException"
#define UNAUTHORIZED "UnauthorizedException"
#define VALIDATION "ValidationException"

#define VIOLATION(member, requirement)                                                             \
  "1 validation error detected: Value at '" member "' failed to satisfy constraint: " requirement
#define NOT_NULL "Member must not be null"
#define MATCH(pattern) "Member must satisfy regular expression pattern: " pattern
#define MATCH_DOMAIN MATCH ("^dzd[-_][a-zA-Z0-9_-]{1,36}$")
#define MATCH_ID MATCH ("^[a-zA-Z0-9_-]{1,36}$")
#define AT_LEAST(length) "Member must have length greater than or equal to " #length
#define AT_MOST(length) "Member must have length less than or equal to " #length
#define UTF8 "Member must be valid UTF-8"
#define ONE_OF(values) "Member must satisfy enum value set: [" values "]"
#define A_TYPE ONE_OF (DESCRIPTIONS ", " NAMES ", " GLOSSARY)

#define NO_DOMAIN(id) "Domain " id " doesn't exist"
#define NO_PROJECT(id) "Project " id " doesn't exist in domain <domain>"
#define NO_ASSET(id) "Given Asset " id " doesn't exist in domain <domain>. Create the asset first"
#define NO_RUN(id) "Requested prediction " id " doesn't exist in domain <domain>"
#define NO_ACCESS(arn, operation)                                                                  \
  "User: " arn " is not authorized to perform: datazone:" operation " on resource: <foreign>"
#define NO_MEMBER(arn, operation, project)                                                         \
  "User: " arn " is not authorized to perform: datazone:" operation                                \
  " on resource: <domain>/" project ": it is no member of the project"

#define start_run tarn_datazone_client_start_metadata_generation_run
#define get_run tarn_datazone_client_get_metadata_generation_run
#define cancel_run tarn_datazone_client_cancel_metadata_generation_run
#define list_runs tarn_datazone_client_list_metadata_generation_runs

typedef struct
{
  TarnEngine *engine;
  TarnDataZoneClient *client;
  GHashTable *ids;   /* by name */
  GPtrArray *assets; /* the ids of the assets in the domain */
  const char *domain;
  const char *project;
  const char *asset;
} Lake;

/* Takes ownership of @id. */
static inline const char *
lake_note (const Lake *lake, const char *name, char *id)
{
  gboolean is_new = g_hash_table_insert (lake->ids, g_strdup (name), id);

  g_assert_nonnull (id);
  g_assert_true (is_new);
  return id;
}

static inline const char *
lake_find (const Lake *lake, const char *name)
{
  const char *id = g_hash_table_lookup (lake->ids, name);

  g_assert_nonnull (id);
  return id;
}

static inline void
append_placeholder (GString *text, const Lake *lake, const char *placeholder)
{
  char *rest = NULL;
  guint64 n_times = g_ascii_strtoull (placeholder, &rest, 10);

  if (*rest != '*')
    g_string_append (text, lake_find (lake, placeholder));
  for (guint64 i = 0; *rest == '*' && i < n_times; i++)
    g_string_append (text, rest + 1);
}

/* Returns the text with ids in place of names, or NULL for NULL. */
static inline char *
lake_expand (const Lake *lake, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", "<>", -1);
  GString *expanded = g_string_new (NULL);

  /* Every second part was in brackets. */
  for (guint i = 0; parts[i] != NULL; i++)
    if (i % 2 == 0)
      g_string_append (expanded, parts[i]);
    else
      append_placeholder (expanded, lake, parts[i]);

  return g_string_free (expanded, text == NULL);
}

static inline const char *
lake_add_project (const Lake *lake, TarnDataZoneClient *client, const char *domain,
                  const char *name)
{
  return lake_note (lake, name, datazone_add_project (client, domain, name));
}

static inline TarnAssetInput *
asset_input_new (const char *name, const char *type, guint n_columns)
{
  TarnAssetInput *input = tarn_asset_input_new (name, type);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *column = g_strdup_printf ("col_%u", i);

      tarn_asset_input_add_column (input, column, "string");
    }

  return input;
}

/* Takes ownership of @input. Adds an asset of the caller's project, and notes its id under @name. */
static inline const char *
lake_add_input (const Lake *lake, const char *name, TarnAssetInput *input)
{
  char *id = datazone_add_asset (lake->client, lake->domain, lake->project, input);

  g_ptr_array_add (lake->assets, id);
  return lake_note (lake, name, id);
}

static inline const char *
lake_add_asset (const Lake *lake, const char *name, guint n_columns)
{
  return lake_add_input (lake, name, asset_input_new (name, TABLE_TYPE, n_columns));
}

/* The asset asks for business names, so a run of `SYSTEM` begins if it has columns. */
static inline const char *
lake_add_automatic_asset (const Lake *lake, const char *name, guint n_columns)
{
  TarnAssetInput *input = asset_input_new (name, TABLE_TYPE, n_columns);

  tarn_asset_input_set_business_name_generation (input, TRUE);
  return lake_add_input (lake, name, input);
}

/* Takes ownership of @input. */
static inline void
lake_add_revision (const Lake *lake, const char *asset, TarnAssetInput *input)
{
  g_autoptr (TarnAssetInput) own = input;
  g_autoptr (GError) error = NULL;
  g_autofree char *revision
      = tarn_datazone_client_create_asset_revision (lake->client, lake->domain, asset, own, &error);

  g_assert_no_error (error);
  g_assert_nonnull (revision);
}

static inline Lake
lake_new (guint64 seed)
{
  Lake lake = { .engine = tarn_engine_new (seed),
                .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                .assets = g_ptr_array_new () };

  lake.client = datazone_client_new (lake.engine, ACCOUNT, NULL);
  lake.domain = lake_note (&lake, "domain",
                           datazone_add_domain (lake.client, "domain", TARN_DOMAIN_VERSION_1));
  lake.project = lake_add_project (&lake, lake.client, lake.domain, "project");
  lake.asset = lake_add_asset (&lake, "asset", 20);
  return lake;
}

static inline void
lake_clear (Lake *lake)
{
  g_clear_pointer (&lake->ids, g_hash_table_unref);
  g_clear_pointer (&lake->assets, g_ptr_array_unref);
  g_clear_object (&lake->client);
  g_clear_object (&lake->engine);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lake, lake_clear)

/* Sets an option, whose name is given without the service's prefix. */
static inline void
lake_set (const Lake *lake, const char *option, gint64 value)
{
  g_autofree char *name = g_strconcat ("datazone.", option, NULL);

  engine_set (lake->engine, name, value);
}

/* --- The four operations ---------------------------------------------------------------------- */

#define ABSENT "(absent)"

/*
 * The arguments of Start. A member that is NULL has a valid default, and a member that is ABSENT is left out.
 */
typedef struct
{
  gboolean has_no_target;
  const char *domain;
  const char *project;
  const char *target_type;
  const char *asset;
  const char *revision;
  const char *type;
  const char *types; /* separated by spaces */
  const char *token;
} StartCall;

static inline char *
lake_choose (const Lake *lake, const char *given, const char *otherwise)
{
  return g_strcmp0 (given, ABSENT) == 0 ? NULL
                                        : lake_expand (lake, given != NULL ? given : otherwise);
}

static inline TarnMetadataRun *
lake_call_start (const Lake *lake, TarnDataZoneClient *client, const StartCall *call,
                 GError **error)
{
  g_autofree char *domain = lake_choose (lake, call->domain, lake->domain);
  g_autofree char *project = lake_choose (lake, call->project, lake->project);
  g_autofree char *target_type = lake_choose (lake, call->target_type, "ASSET");
  g_autofree char *asset = lake_choose (lake, call->asset, lake->asset);
  g_autofree char *revision = lake_choose (lake, call->revision, NULL);
  g_autofree char *words
      = lake_choose (lake, call->types, call->type != NULL ? NULL : DESCRIPTIONS);
  g_autofree char *token = lake_choose (lake, call->token, NULL);
  g_auto (GStrv) types = words != NULL ? g_strsplit (words, " ", -1) : NULL;
  const TarnMetadataTarget target
      = { .type = target_type, .identifier = asset, .revision = revision };

  return start_run (client, domain, project, call->has_no_target ? NULL : &target, call->type,
                    (const char *const *) types, token, error);
}

/* Returns the id of the run, or NULL. */
static inline char *
lake_try (const Lake *lake, TarnDataZoneClient *client, const StartCall *call, GError **error)
{
  g_autoptr (TarnMetadataRun) run = lake_call_start (lake, client, call, error);

  return run != NULL ? g_strdup (tarn_metadata_run_get_id (run)) : NULL;
}

static inline char *
lake_start_with_token (const Lake *lake, const char *asset, const char *types, const char *token)
{
  const StartCall call = { .asset = asset, .types = types, .token = token };
  g_autoptr (GError) error = NULL;
  char *id = lake_try (lake, lake->client, &call, &error);

  g_assert_no_error (error);
  return id;
}

static inline char *
lake_start (const Lake *lake, const char *asset, const char *types)
{
  return lake_start_with_token (lake, asset, types, NULL);
}

static inline void
lake_cancel (const Lake *lake, const char *id)
{
  g_autoptr (GError) error = NULL;

  cancel_run (lake->client, lake->domain, id, &error);
  g_assert_no_error (error);
}

static inline TarnMetadataRun *
lake_get (const Lake *lake, const char *id)
{
  g_autoptr (GError) error = NULL;
  TarnMetadataRun *run = get_run (lake->client, lake->domain, id, NULL, &error);

  g_assert_no_error (error);
  return run;
}

static inline TarnAsset *
lake_get_asset (const Lake *lake, const char *id, const char *revision)
{
  g_autoptr (GError) error = NULL;
  TarnAsset *asset
      = tarn_datazone_client_get_asset (lake->client, lake->domain, id, revision, &error);

  g_assert_no_error (error);
  return asset;
}

/* --- Assertions ------------------------------------------------------------------------------- */

static inline void
assert_status (const Lake *lake, const char *id, const char *expected)
{
  g_autoptr (TarnMetadataRun) run = lake_get (lake, id);
  TarnMetadataStatus status = tarn_metadata_run_get_status (run);

  g_assert_cmpstr (tarn_metadata_status_to_string (status), ==, expected);
}

/* Checks the exact name of an exception, and its exact message, in which names stand for ids. */
static inline void
assert_exception (const Lake *lake, const GError *error, const char *exception, const char *message)
{
  g_autofree char *expected = lake_expand (lake, message);

  g_assert_nonnull (error);
  g_assert_true (error->domain == TARN_DATAZONE_ERROR);
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_cmpstr (tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code), ==,
                   exception);
}

/* Checks that the call failed with the exception, or that it succeeded if there is none. */
static inline void
assert_outcome (const Lake *lake, gboolean is_done, const GError *error, const char *exception,
                const char *message)
{
  g_assert_cmpint (is_done, ==, exception == NULL);
  if (exception != NULL)
    assert_exception (lake, error, exception, message);
  else
    g_assert_no_error (error);
}
