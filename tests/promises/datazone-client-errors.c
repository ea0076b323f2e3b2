/* SPDX-License-Identifier: MIT */
/* Tests the errors of the operations on metadata generation runs, see tarn-datazone-client.h. */
#include "datazone-call.h"

/* --- Calls ------------------------------------------------------------------------------------ */

static gboolean
perform_start (ErrorCall *call, GError **error)
{
  g_auto (GStrv) types = call->types != NULL ? g_strsplit (call->types, " ", -1) : NULL;
  const TarnMetadataTarget target
      = { .type = call->target_type, .identifier = call->asset, .revision = call->revision };
  g_autoptr (TarnMetadataRun) run
      = start_run (call->client, call->domain, call->project, call->has_no_target ? NULL : &target,
                   call->type, (const char *const *) types, call->token, error);

  return run != NULL;
}

static gboolean
perform_get (ErrorCall *call, GError **error)
{
  g_autoptr (TarnMetadataRun) run
      = get_run (call->client, call->domain, call->run_id, call->type, error);

  return run != NULL;
}

static gboolean
perform_reload (ErrorCall *call, GError **error)
{
  return tarn_metadata_run_reload (call->run, call->client, error);
}

static gboolean
perform_cancel (ErrorCall *call, GError **error)
{
  return cancel_run (call->client, call->domain, call->run_id, error);
}

static gboolean
perform_list (ErrorCall *call, GError **error)
{
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) runs
      = list_runs (call->client, call->domain, call->status, call->type, call->asset,
                   call->max_results, call->token, &next, error);

  return runs != NULL;
}

static void
prepare_get (ErrorCall *call)
{
  set_text (&call->type, DESCRIPTIONS);
}

static void
prepare_reload (ErrorCall *call)
{
  call->run = lake_get (&call->lake, call->run_id);
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
spoil_target_missing (ErrorCall *call)
{
  call->has_no_target = TRUE;
}

static void
spoil_target_type_missing (ErrorCall *call)
{
  set_text (&call->target_type, NULL);
}

static void
spoil_target_type (ErrorCall *call)
{
  set_text (&call->target_type, "asset");
}

static void
spoil_asset_form (ErrorCall *call)
{
  set_text (&call->asset, "a b");
}

static void
spoil_type (ErrorCall *call)
{
  set_text (&call->type, "NONE");
}

static void
spoil_types_missing (ErrorCall *call)
{
  set_text (&call->types, NULL);
}

/* Splitting an empty text gives an empty list. */
static void
spoil_types_empty (ErrorCall *call)
{
  set_text (&call->types, "");
}

static void
spoil_types_many (ErrorCall *call)
{
  set_text (&call->types, ALL_TYPES);
}

static void
spoil_types_wrong (ErrorCall *call)
{
  set_text (&call->types, DESCRIPTIONS " NONE");
}

static void
spoil_types_twice (ErrorCall *call)
{
  set_text (&call->types, NAMES " " NAMES);
}

static void
spoil_type_other (ErrorCall *call)
{
  set_text (&call->type, NAMES);
}

static void
spoil_token_empty (ErrorCall *call)
{
  set_text (&call->token, "");
}

static void
spoil_token_long (ErrorCall *call)
{
  set_long (&call->token, 129);
}

static void
spoil_token_very_long (ErrorCall *call)
{
  set_long (&call->token, 8193);
}

static void
spoil_token_space (ErrorCall *call)
{
  set_text (&call->token, "a b");
}

static void
spoil_token_bytes (ErrorCall *call)
{
  set_text (&call->token, "\xff");
}

static void
spoil_token_forged (ErrorCall *call)
{
  set_text (&call->token, "forged");
}

/* An earlier call with the token starts a run of an asset of its own, so that both assets stay as they were. */
static void
spoil_token_used (ErrorCall *call)
{
  const char *asset = lake_add_asset (&call->lake, "third", 20);
  g_autofree char *id G_GNUC_UNUSED
      = lake_start_with_token (&call->lake, asset, DESCRIPTIONS, "token");

  set_text (&call->token, "token");
}

static void
spoil_status (ErrorCall *call)
{
  set_text (&call->status, "STOPPED");
}

static void
spoil_page_zero (ErrorCall *call)
{
  call->max_results = 0;
}

static void
spoil_page_large (ErrorCall *call)
{
  call->max_results = 51;
}

static void
spoil_steward (ErrorCall *call)
{
  set_client (call, ACCOUNT, STEWARD);
}

static void
spoil_other_project (ErrorCall *call)
{
  g_autofree char *project = datazone_add_project (call->lake.client, call->lake.domain, "second");
  TarnAssetInput *input = asset_input_new ("second", TABLE_TYPE, 20);

  g_free (call->asset);
  call->asset = datazone_add_asset (call->lake.client, call->lake.domain, project, input);
}

static void
spoil_unsupported (ErrorCall *call)
{
  set_text (&call->asset, lake_add_input (&call->lake, "s3", asset_input_new ("s3", "S3Type", 0)));
}

static void
spoil_no_columns (ErrorCall *call)
{
  set_text (&call->asset,
            lake_add_input (&call->lake, "bare", asset_input_new ("bare", TABLE_TYPE, 0)));
}

static void
spoil_no_rows (ErrorCall *call)
{
  TarnAssetInput *input = asset_input_new ("empty", TABLE_TYPE, 20);

  tarn_asset_input_set_row_count (input, 0);
  set_text (&call->asset, lake_add_input (&call->lake, "empty", input));
}

static void
spoil_active (ErrorCall *call)
{
  set_text (&call->asset, lake_find (&call->lake, "other"));
}

static void
spoil_limit (ErrorCall *call)
{
  lake_set (&call->lake, "active-runs-max", 1);
}

static void
spoil_run_missing (ErrorCall *call)
{
  set_text (&call->run_id, NULL);
}

static void
spoil_run_form (ErrorCall *call)
{
  set_text (&call->run_id, "a b");
}

static void
spoil_no_run (ErrorCall *call)
{
  set_text (&call->run_id, NO_ID);
}

static void
spoil_canceled (ErrorCall *call)
{
  lake_cancel (&call->lake, call->run_id);
}

static void
spoil_forgotten (ErrorCall *call)
{
  lake_set (&call->lake, "retention-age-us", 1);
  engine_drain (call->base.engine);
  engine_advance (call->base.engine, 1);
}

static void
spoil_no_type (ErrorCall *call)
{
  set_text (&call->type, NAMES);
}

/* The copy comes from another engine, whose domain has another id. */
static void
spoil_other_engine (ErrorCall *call)
{
  g_auto (Lake) other = lake_new (1);
  g_autofree char *id = lake_start (&other, other.asset, DESCRIPTIONS);

  tarn_metadata_run_unref (call->run);
  call->run = lake_get (&other, id);
}

/* The statement denies the path of the project, and the call on the domain is still allowed. */
static void
spoil_denied_project (ErrorCall *call)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", call->lake.domain, call->lake.project);

  g_assert_cmpuint (tarn_engine_deny (call->base.engine, "*",
                                      "datazone:CancelMetadataGenerationRun", path),
                    !=, 0);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static const ErrorRow start_rows[] = {
  { "tarn-datazone-client.h: start_metadata_generation_run(): the engine belongs to another "
    "thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-datazone-client.h: start_metadata_generation_run(): a condition or a cost model makes "
    "the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-datazone-client.h: start_metadata_generation_run(): domainIdentifier, target, "
    "target.type, target.identifier or owningProjectIdentifier is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): domainIdentifier or "
    "owningProjectIdentifier does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): target, target.type, "
    "target.identifier or owningProjectIdentifier is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION,
    USES_TARGET | USES_ASSET | USES_PAGE | USES_LIMIT, spoil_target_missing,
    "1 validation error detected: Value at 'target'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): target.type, target.identifier or "
    "owningProjectIdentifier is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TARGET,
    spoil_target_type_missing, "1 validation error detected: Value at 'target.type'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): target.type is not `ASSET`",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TARGET, spoil_target_type,
    "1 validation error detected: Value at 'target.type'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): target.identifier or "
    "owningProjectIdentifier is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET, spoil_asset_missing,
    "1 validation error detected: Value at 'target.identifier'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): target.revision is empty",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_empty,
    "1 validation error detected: Value at 'target.revision'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): over 64 characters",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_long,
    "1 validation error detected: Value at 'target.revision'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): or not valid UTF-8",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_bytes,
    "1 validation error detected: Value at 'target.revision'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): or owningProjectIdentifier is "
    "missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PROJECT, spoil_project_missing,
    "1 validation error detected: Value at 'owningProjectIdentifier'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): owningProjectIdentifier does not "
    "match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PROJECT, spoil_project_form,
    "1 validation error detected: Value at 'owningProjectIdentifier'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): type is no type",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_type,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): It names types if type is wrong, as "
    "the service does",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_type,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): types is missing without a type",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_types_missing,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): without a type, empty",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_types_empty,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): has more types than "
    "`datazone.types-max`",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_types_many,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): or holds something that is no type",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_types_wrong,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): clientToken is empty",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TOKEN, spoil_token_empty,
    "1 validation error detected: Value at 'clientToken'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): over 128 characters",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TOKEN, spoil_token_long,
    "1 validation error detected: Value at 'clientToken'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): or holds anything but visible ASCII",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TOKEN, spoil_token_space,
    "1 validation error detected: Value at 'clientToken'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): types has one of them twice",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_types_twice,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): @type is not the only one of @types",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_type_other,
    "1 validation error detected: Value at 'types'" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the account of the caller makes "
    "more calls than `datazone.start-rate-per-second` allows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_RATE, spoil_rate,
    "Rate exceeded" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): any code of #TarnDataZoneError: a "
    "rule of the fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): there is no such domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED,
    spoil_no_domain, "Domain " },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the domain belongs to another "
    "account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-datazone-client.h: start_metadata_generation_run(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-datazone-client.h: start_metadata_generation_run(): there is no such project in the "
    "domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_PROJECT | IS_COUNTED,
    spoil_no_project, "Project " },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the caller is no member of the "
    "project",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_UNAUTHORIZED, USES_CLIENT | IS_COUNTED,
    spoil_steward },
  { "tarn-datazone-client.h: start_metadata_generation_run(): an earlier call used @client_token "
    "with other members",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT, USES_TOKEN | IS_COUNTED,
    spoil_token_used, "clientToken " },
  { "tarn-datazone-client.h: start_metadata_generation_run(): there is no such asset in the "
    "domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_ASSET | IS_COUNTED,
    spoil_no_asset, "Given Asset " },
  { "tarn-datazone-client.h: start_metadata_generation_run(): another project owns it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_ASSET | IS_COUNTED,
    spoil_other_project, "Asset " },
  { "tarn-datazone-client.h: start_metadata_generation_run(): it has no such revision",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
    USES_PAGE | USES_ASSET | IS_COUNTED, spoil_no_revision, "Asset " },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the asset's type is not supported",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET | IS_COUNTED,
    spoil_unsupported, "Metadata Descriptions Generation is not supported for asset type S3Type" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the revision has no columns",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET | IS_COUNTED,
    spoil_no_columns, "Revision 1" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): or no rows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET | IS_COUNTED,
    spoil_no_rows, "Revision 1" },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the asset has a run that has not "
    "ended",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT, USES_ASSET | IS_COUNTED, spoil_active,
    "Asset " },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the domain has "
    "`datazone.active-runs-max` runs that have not ended",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED, USES_LIMIT | IS_COUNTED,
    spoil_limit },
  { "tarn-datazone-client.h: start_metadata_generation_run(): or a fault plan fills the limit",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED,
    USES_LIMIT | USES_PLAN | IS_COUNTED, spoil_filled },
  { "tarn-datazone-client.h: start_metadata_generation_run(): the call took effect, but a fault "
    "plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow get_rows[] = {
  { "tarn-datazone-client.h: get_metadata_generation_run(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-datazone-client.h: get_metadata_generation_run(): domainIdentifier or identifier is "
    "missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-datazone-client.h: get_metadata_generation_run(): or identifier is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_RUN, spoil_run_missing,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-datazone-client.h: get_metadata_generation_run(): identifier is missing or does not "
    "match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_RUN, spoil_run_form,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-datazone-client.h: get_metadata_generation_run(): type is no type",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_type,
    "1 validation error detected: Value at 'type'" },
  { "tarn-datazone-client.h: get_metadata_generation_run(): the account of the caller makes more "
    "calls than `datazone.get-rate-per-second` allows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_RATE, spoil_rate,
    "Rate exceeded" },
  { "tarn-datazone-client.h: get_metadata_generation_run(): any code of #TarnDataZoneError: a "
    "rule of the fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-datazone-client.h: get_metadata_generation_run(): there is no such domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED,
    spoil_no_domain, "Domain " },
  { "tarn-datazone-client.h: get_metadata_generation_run(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-datazone-client.h: get_metadata_generation_run(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-datazone-client.h: get_metadata_generation_run(): there is no such run in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_RUN | IS_COUNTED,
    spoil_no_run, "Requested prediction " },
  { "tarn-datazone-client.h: get_metadata_generation_run(): or the engine no longer retains it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_RUN | IS_COUNTED,
    spoil_forgotten, "Requested prediction " },
  { "tarn-datazone-client.h: get_metadata_generation_run(): the run does not generate @type",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
    USES_TYPE | USES_RUN | IS_COUNTED, spoil_no_type, "Metadata generation run " },
  { "tarn-datazone-client.h: get_metadata_generation_run(): a fault plan lost the reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow reload_rows[] = {
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): the account of the caller makes more "
    "calls than `datazone.get-rate-per-second` allows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_RATE, spoil_rate,
    "Rate exceeded" },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): any code of #TarnDataZoneError: a rule "
    "of the fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): the client's engine has no such domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_RUN | IS_COUNTED,
    spoil_other_engine, "Domain " },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): or no longer retains it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_RUN | IS_COUNTED,
    spoil_forgotten, "Requested prediction " },
  { "tarn-datazone-client.h: tarn_metadata_run_reload(): a fault plan lost the reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow cancel_rows[] = {
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): the engine belongs to another "
    "thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): a condition or a cost model makes "
    "the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): domainIdentifier or identifier is "
    "missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): or identifier is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_RUN, spoil_run_missing,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): identifier is missing or does not "
    "match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_RUN, spoil_run_form,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): the account of the caller makes "
    "more calls than `datazone.cancel-rate-per-second` allows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_RATE, spoil_rate,
    "Rate exceeded" },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): any code of #TarnDataZoneError: a "
    "rule of the fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): there is no such domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED,
    spoil_no_domain, "Domain " },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): the domain belongs to another "
    "account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): there is no such run in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_RUN | IS_COUNTED,
    spoil_no_run, "Requested prediction " },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): no longer retains it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_RUN | IS_COUNTED,
    spoil_forgotten, "Requested prediction " },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): and they do not allow the call on "
    "the project that owns the asset",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied_project },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): the caller is no member of the "
    "project that owns the asset",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_UNAUTHORIZED, USES_CLIENT | IS_COUNTED,
    spoil_steward },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): the run has ended",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_RUN | IS_COUNTED, spoil_ended,
    "Metadata generation run " },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): also by an earlier cancel",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_RUN | IS_COUNTED,
    spoil_canceled, "Metadata generation run " },
  { "tarn-datazone-client.h: cancel_metadata_generation_run(): the call took effect, but a fault "
    "plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow list_rows[] = {
  { "tarn-datazone-client.h: list_metadata_generation_runs(): the engine belongs to another "
    "thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): domainIdentifier is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): domainIdentifier or "
    "targetIdentifier does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): status is no status",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PROJECT, spoil_status,
    "1 validation error detected: Value at 'status'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): type is no type",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TYPE, spoil_type,
    "1 validation error detected: Value at 'type'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): targetIdentifier does not match its "
    "pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET, spoil_asset_form,
    "1 validation error detected: Value at 'targetIdentifier'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): maxResults is neither -1 nor 1 to "
    "50",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_page_zero,
    "1 validation error detected: Value at 'maxResults'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): neither -1 nor 1 to 50",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_page_large,
    "1 validation error detected: Value at 'maxResults'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): nextToken is empty",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TOKEN, spoil_token_empty,
    "1 validation error detected: Value at 'nextToken'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): over 8192 characters",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TOKEN, spoil_token_very_long,
    "1 validation error detected: Value at 'nextToken'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): characters or not valid UTF-8",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TOKEN, spoil_token_bytes,
    "1 validation error detected: Value at 'nextToken'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): the account of the caller makes "
    "more calls than `datazone.list-rate-per-second` allows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_RATE, spoil_rate,
    "Rate exceeded" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): any code of #TarnDataZoneError: a "
    "rule of the fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): there is no such domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED,
    spoil_no_domain, "Domain " },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): the domain belongs to another "
    "account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): nextToken does not come from a call "
    "with these filters",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_TOKEN | IS_COUNTED,
    spoil_token_forged, "1 validation error detected: Value at 'nextToken'" },
  { "tarn-datazone-client.h: list_metadata_generation_runs(): a fault plan lost the reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorList lists[] = {
  { start_rows, G_N_ELEMENTS (start_rows), NULL, perform_start, "StartMetadataGenerationRun",
    "datazone.start-rate-per-second" },
  { get_rows, G_N_ELEMENTS (get_rows), prepare_get, perform_get, "GetMetadataGenerationRun",
    "datazone.get-rate-per-second" },
  { reload_rows, G_N_ELEMENTS (reload_rows), prepare_reload, perform_reload,
    "GetMetadataGenerationRun", "datazone.get-rate-per-second" },
  { cancel_rows, G_N_ELEMENTS (cancel_rows), NULL, perform_cancel, "CancelMetadataGenerationRun",
    "datazone.cancel-rate-per-second" },
  { list_rows, G_N_ELEMENTS (list_rows), NULL, perform_list, "ListMetadataGenerationRuns",
    "datazone.list-rate-per-second" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_errors (&lists[i]);
  return g_test_run ();
}
