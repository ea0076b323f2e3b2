/* SPDX-License-Identifier: MIT */
/* Tests the errors of the operations that set up domains, see tarn-domain.h. */
#include "datazone-call.h"

/* --- Calls ------------------------------------------------------------------------------------ */

static gboolean
perform_create_domain (ErrorCall *call, GError **error)
{
  g_autofree char *id
      = tarn_datazone_client_create_domain (call->client, call->name, TARN_DOMAIN_VERSION_2, error);

  return id != NULL;
}

static gboolean
perform_create_user (ErrorCall *call, GError **error)
{
  g_autofree char *id = tarn_datazone_client_create_user_profile (call->client, call->domain,
                                                                  call->principal, error);

  return id != NULL;
}

static gboolean
perform_create_project (ErrorCall *call, GError **error)
{
  g_autofree char *id
      = tarn_datazone_client_create_project (call->client, call->domain, call->name, error);

  return id != NULL;
}

static gboolean
perform_create_member (ErrorCall *call, GError **error)
{
  return tarn_datazone_client_create_project_membership (call->client, call->domain, call->project,
                                                         call->user, error);
}

static gboolean
perform_set_names (ErrorCall *call, GError **error)
{
  return tarn_datazone_client_set_business_name_generation (call->client, call->domain,
                                                            call->project, TRUE, error);
}

static gboolean
perform_create_term (ErrorCall *call, GError **error)
{
  return tarn_datazone_client_create_glossary_term (call->client, call->domain, call->name, error);
}

static gboolean
perform_create_asset (ErrorCall *call, GError **error)
{
  g_autofree char *id = tarn_datazone_client_create_asset (call->client, call->domain,
                                                           call->project, call->input, error);

  return id != NULL;
}

static gboolean
perform_create_revision (ErrorCall *call, GError **error)
{
  g_autofree char *revision
      = tarn_datazone_client_create_asset_revision (call->client, call->domain, call->asset,
                                                    call->input, error);

  return revision != NULL;
}

static gboolean
perform_get_asset (ErrorCall *call, GError **error)
{
  g_autoptr (TarnAsset) asset = tarn_datazone_client_get_asset (call->client, call->domain,
                                                                call->asset, call->revision, error);

  return asset != NULL;
}

static gboolean
perform_look_up_user (ErrorCall *call, GError **error)
{
  g_autofree char *id
      = tarn_datazone_client_look_up_user (call->client, call->domain, call->principal, error);

  return id != NULL;
}

static gboolean
perform_look_up_asset (ErrorCall *call, GError **error)
{
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_look_up_asset (call->client, call->domain, call->asset, call->revision,
                                            error);

  return asset != NULL;
}

static void
prepare_user (ErrorCall *call)
{
  call->user = datazone_add_user (call->lake.client, call->lake.domain, ACCOUNT, STEWARD);
}

static void
set_input (ErrorCall *call, TarnAssetInput *input)
{
  g_clear_pointer (&call->input, tarn_asset_input_unref);
  call->input = input;
}

static void
prepare_asset (ErrorCall *call)
{
  set_input (call, asset_input_new ("asset", TABLE_TYPE, 20));
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
spoil_name_missing (ErrorCall *call)
{
  set_text (&call->name, NULL);
}

static void
spoil_name_empty (ErrorCall *call)
{
  set_text (&call->name, "");
}

static void
spoil_name_long (ErrorCall *call)
{
  set_long (&call->name, 257);
}

static void
spoil_name_control (ErrorCall *call)
{
  set_text (&call->name, "a\nb");
}

/* The creator of the domain is a user of it. */
static void
spoil_user (ErrorCall *call)
{
  tarn_principal_unref (call->principal);
  call->principal = principal_new (ACCOUNT, NULL);
}

/* A guest is no user of the domain. */
static void
spoil_guest (ErrorCall *call)
{
  tarn_principal_unref (call->principal);
  call->principal = principal_new (FOREIGN, NULL);
}

static void
spoil_user_form (ErrorCall *call)
{
  set_text (&call->user, "a b");
}

static void
spoil_no_user (ErrorCall *call)
{
  set_text (&call->user, NO_ID);
}

static void
spoil_member (ErrorCall *call)
{
  g_assert_true (
      tarn_datazone_client_create_project_membership (call->lake.client, call->lake.domain,
                                                      call->lake.project, call->user, NULL));
}

static void
spoil_term (ErrorCall *call)
{
  g_assert_true (tarn_datazone_client_create_glossary_term (call->lake.client, call->lake.domain,
                                                            call->name, NULL));
}

static void
spoil_columns (ErrorCall *call)
{
  set_input (call, asset_input_new ("asset", TABLE_TYPE, 10001));
}

static void
spoil_column_missing (ErrorCall *call)
{
  tarn_asset_input_add_column (call->input, NULL, "string");
}

static void
spoil_column_empty (ErrorCall *call)
{
  tarn_asset_input_add_column (call->input, "column", "");
}

static void
spoil_column_long (ErrorCall *call)
{
  g_autofree char *name = g_strnfill (257, 'x');

  tarn_asset_input_add_column (call->input, name, "string");
}

static void
spoil_column_control (ErrorCall *call)
{
  tarn_asset_input_add_column (call->input, "column", "a\nb");
}

static void
spoil_rows (ErrorCall *call)
{
  tarn_asset_input_set_row_count (call->input, (G_GUINT64_CONSTANT (1) << 60) + 1);
}

static void
spoil_annotation_long (ErrorCall *call)
{
  g_autofree char *annotation = g_strnfill ((1 << 20) + 1, 'x');

  tarn_asset_input_set_annotation (call->input, annotation);
}

static void
spoil_annotation_bytes (ErrorCall *call)
{
  tarn_asset_input_set_annotation (call->input, "\xff");
}

static void
spoil_asset_name_missing (ErrorCall *call)
{
  set_input (call, asset_input_new (NULL, TABLE_TYPE, 1));
}

static void
spoil_asset_name_long (ErrorCall *call)
{
  g_autofree char *name = g_strnfill (257, 'x');

  set_input (call, asset_input_new (name, TABLE_TYPE, 1));
}

static void
spoil_asset_type_missing (ErrorCall *call)
{
  set_input (call, asset_input_new ("asset", NULL, 1));
}

static void
spoil_asset_type_long (ErrorCall *call)
{
  g_autofree char *type = g_strnfill (514, 'x');

  set_input (call, asset_input_new ("asset", type, 1));
}

static void
spoil_other_type (ErrorCall *call)
{
  set_input (call, asset_input_new ("asset", "OtherType", 1));
}

/* --- Lists ------------------------------------------------------------------------------------ */

static const ErrorRow create_domain_rows[] = {
  { "tarn-domain.h: create_domain(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: create_domain(): a condition or a cost model makes the call", tarn_error_quark,
    TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: create_domain(): name is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_missing,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_domain(): name is missing, empty or too long", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_empty,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_domain(): empty or too long", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_long,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_domain(): or holds characters that are not allowed",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_control,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_domain(): any code of #TarnDataZoneError: a rule of the fault plan "
    "throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: create_domain(): the call took effect, but a fault plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow create_user_rows[] = {
  { "tarn-domain.h: create_user_profile(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: create_user_profile(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: create_user_profile(): domainIdentifier is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_user_profile(): domainIdentifier is missing or does not match its "
    "pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_user_profile(): any code of #TarnDataZoneError: a rule of the fault "
    "plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: create_user_profile(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: create_user_profile(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: create_user_profile(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-domain.h: create_user_profile(): the principal is a user already",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT, USES_NAME | IS_COUNTED, spoil_user },
  { "tarn-domain.h: create_user_profile(): the call took effect, but a fault plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow create_project_rows[] = {
  { "tarn-domain.h: create_project(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: create_project(): a condition or a cost model makes the call", tarn_error_quark,
    TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: create_project(): domainIdentifier is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_project(): domainIdentifier is missing or does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_project(): name is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_missing,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_project(): name is missing, empty or too long",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_empty,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_project(): empty or too long", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_long,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_project(): or holds characters that are not allowed",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_control,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_project(): any code of #TarnDataZoneError: a rule of the fault plan "
    "throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: create_project(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: create_project(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: create_project(): or a statement denies the call", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-domain.h: create_project(): the call took effect, but a fault plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow create_member_rows[] = {
  { "tarn-domain.h: create_project_membership(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: create_project_membership(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: create_project_membership(): an id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_project_membership(): an id is missing or does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_project_membership(): id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PROJECT, spoil_project_missing,
    "1 validation error detected: Value at 'projectIdentifier'" },
  { "tarn-domain.h: create_project_membership(): id is missing or does not match",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_user_form,
    "1 validation error detected: Value at 'member.userIdentifier'" },
  { "tarn-domain.h: create_project_membership(): any code of #TarnDataZoneError: a rule of the "
    "fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: create_project_membership(): there is no such domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED,
    spoil_no_domain, "Domain " },
  { "tarn-domain.h: create_project_membership(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: create_project_membership(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-domain.h: create_project_membership(): there is no such project",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_PROJECT | IS_COUNTED,
    spoil_no_project, "Project " },
  { "tarn-domain.h: create_project_membership(): or no such user, in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_NAME | IS_COUNTED,
    spoil_no_user, "User " },
  { "tarn-domain.h: create_project_membership(): the user is a member already",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT, USES_NAME | USES_PROJECT | IS_COUNTED,
    spoil_member },
  { "tarn-domain.h: create_project_membership(): the call took effect, but a fault plan lost its "
    "reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow set_names_rows[] = {
  { "tarn-domain.h: set_business_name_generation(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: set_business_name_generation(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: set_business_name_generation(): an id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: set_business_name_generation(): an id is missing or does not match its "
    "pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: set_business_name_generation(): id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PROJECT, spoil_project_missing,
    "1 validation error detected: Value at 'projectIdentifier'" },
  { "tarn-domain.h: set_business_name_generation(): id is missing or does not match",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_PROJECT, spoil_project_form,
    "1 validation error detected: Value at 'projectIdentifier'" },
  { "tarn-domain.h: set_business_name_generation(): any code of #TarnDataZoneError: a rule of the "
    "fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: set_business_name_generation(): there is no such domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED,
    spoil_no_domain, "Domain " },
  { "tarn-domain.h: set_business_name_generation(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: set_business_name_generation(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-domain.h: set_business_name_generation(): there is no such project in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_PROJECT | IS_COUNTED,
    spoil_no_project, "Project " },
  { "tarn-domain.h: set_business_name_generation(): the call took effect, but a fault plan lost "
    "its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow create_term_rows[] = {
  { "tarn-domain.h: create_glossary_term(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: create_glossary_term(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: create_glossary_term(): domainIdentifier is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_glossary_term(): domainIdentifier is missing or does not match its "
    "pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_glossary_term(): name is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_missing,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_glossary_term(): name is missing, empty or too long",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_empty,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_glossary_term(): empty or too long", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_long,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_glossary_term(): or holds characters that are not allowed",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_NAME, spoil_name_control,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_glossary_term(): any code of #TarnDataZoneError: a rule of the fault "
    "plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: create_glossary_term(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: create_glossary_term(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: create_glossary_term(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-domain.h: create_glossary_term(): there is such a term", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_CONFLICT, USES_NAME | IS_COUNTED, spoil_term },
  { "tarn-domain.h: create_glossary_term(): the call took effect, but a fault plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow create_asset_rows[] = {
  { "tarn-domain.h: create_asset(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: create_asset(): a condition or a cost model makes the call", tarn_error_quark,
    TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: create_asset(): an id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_asset(): an id is missing or does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_asset(): id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PROJECT, spoil_project_missing,
    "1 validation error detected: Value at 'owningProjectIdentifier'" },
  { "tarn-domain.h: create_asset(): name or typeIdentifier is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_asset_name_missing,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_asset(): typeIdentifier is missing, empty or too long",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_asset_name_long,
    "1 validation error detected: Value at 'name'" },
  { "tarn-domain.h: create_asset(): typeIdentifier is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_asset_type_missing,
    "1 validation error detected: Value at 'typeIdentifier'" },
  { "tarn-domain.h: create_asset(): is missing, empty or too long", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_asset_type_long,
    "1 validation error detected: Value at 'typeIdentifier'" },
  { "tarn-domain.h: create_asset(): there are more than 10,000 columns", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_columns },
  { "tarn-domain.h: create_asset(): the name or the data type of a column is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_column_missing },
  { "tarn-domain.h: create_asset(): data type of a column is missing, empty",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_column_empty },
  { "tarn-domain.h: create_asset(): over 256 characters", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_column_long },
  { "tarn-domain.h: create_asset(): or holds characters that are not allowed; there are more",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_column_control },
  { "tarn-domain.h: create_asset(): there are more than 2^60 rows", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_rows },
  { "tarn-domain.h: create_asset(): the annotation is over 2^20 bytes", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_annotation_long,
    "1 validation error detected: Value at 'annotation'" },
  { "tarn-domain.h: create_asset(): is over 2^20 bytes or not valid UTF-8",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_annotation_bytes,
    "1 validation error detected: Value at 'annotation'" },
  { "tarn-domain.h: create_asset(): any code of #TarnDataZoneError: a rule of the fault plan "
    "throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: create_asset(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: create_asset(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: create_asset(): or a statement denies the call", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-domain.h: create_asset(): there is no such project in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_PROJECT | IS_COUNTED,
    spoil_no_project, "Project " },
  { "tarn-domain.h: create_asset(): the call took effect, but a fault plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow create_revision_rows[] = {
  { "tarn-domain.h: create_asset_revision(): the engine belongs to another thread",
    tarn_error_quark, TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: create_asset_revision(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: create_asset_revision(): as for tarn_datazone_client_create_asset()",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: create_asset_revision(): TARN_DATAZONE_ERROR_VALIDATION: as for "
    "tarn_datazone_client_create_asset()",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET, spoil_asset_missing,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-domain.h: create_asset_revision(): any code of #TarnDataZoneError: a rule of the fault "
    "plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: create_asset_revision(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: create_asset_revision(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: create_asset_revision(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-domain.h: create_asset_revision(): there is no such asset in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_ASSET | IS_COUNTED,
    spoil_no_asset, "Given Asset " },
  { "tarn-domain.h: create_asset_revision(): the asset has another type", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT | USES_ASSET | IS_COUNTED, spoil_other_type },
  { "tarn-domain.h: create_asset_revision(): the call took effect, but a fault plan lost its "
    "reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow get_asset_rows[] = {
  { "tarn-domain.h: get_asset(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: get_asset(): an id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: get_asset(): an id is missing or does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: get_asset(): id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET, spoil_asset_missing,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-domain.h: get_asset(): revision is empty", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_empty,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: get_asset(): over 64 characters", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_long,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: get_asset(): or not valid UTF-8", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_bytes,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: get_asset(): any code of #TarnDataZoneError: a rule of the fault plan throws "
    "it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: get_asset(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: get_asset(): the domain belongs to another account", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED, spoil_foreign },
  { "tarn-domain.h: get_asset(): or a statement denies the call", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED, spoil_denied },
  { "tarn-domain.h: get_asset(): there is no such asset in the domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_ASSET | IS_COUNTED, spoil_no_asset,
    "Given Asset " },
  { "tarn-domain.h: get_asset(): or no such revision of it", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_PAGE | USES_ASSET | IS_COUNTED, spoil_no_revision,
    "Asset " },
  { "tarn-domain.h: get_asset(): a fault plan lost the reply", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_INTERNAL_SERVER, USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow look_up_user_rows[] = {
  { "tarn-domain.h: look_up_user(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: look_up_user(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN, spoil_no_domain, "Domain " },
  { "tarn-domain.h: look_up_user(): or the principal is none of its users",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_NAME, spoil_guest,
    "arn:aws:iam::210987654321:root is no user of domain " },
};

static const ErrorRow look_up_asset_rows[] = {
  { "tarn-domain.h: look_up_asset(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: look_up_asset(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN, spoil_no_domain, "Domain " },
  { "tarn-domain.h: look_up_asset(): no such asset in it", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_ASSET, spoil_no_asset, "Asset " },
  { "tarn-domain.h: look_up_asset(): or no such revision of the asset", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_TYPE, spoil_no_revision, "Asset " },
};

static const ErrorList lists[] = {
  { look_up_user_rows, G_N_ELEMENTS (look_up_user_rows), prepare_user, perform_look_up_user, NULL,
    NULL },
  { look_up_asset_rows, G_N_ELEMENTS (look_up_asset_rows), NULL, perform_look_up_asset, NULL,
    NULL },
  { create_domain_rows, G_N_ELEMENTS (create_domain_rows), NULL, perform_create_domain,
    "CreateDomain", NULL },
  { create_user_rows, G_N_ELEMENTS (create_user_rows), NULL, perform_create_user,
    "CreateUserProfile", NULL },
  { create_project_rows, G_N_ELEMENTS (create_project_rows), NULL, perform_create_project,
    "CreateProject", NULL },
  { create_member_rows, G_N_ELEMENTS (create_member_rows), prepare_user, perform_create_member,
    "CreateProjectMembership", NULL },
  { set_names_rows, G_N_ELEMENTS (set_names_rows), NULL, perform_set_names,
    "SetBusinessNameGeneration", NULL },
  { create_term_rows, G_N_ELEMENTS (create_term_rows), NULL, perform_create_term,
    "CreateGlossaryTerm", NULL },
  { create_asset_rows, G_N_ELEMENTS (create_asset_rows), prepare_asset, perform_create_asset,
    "CreateAsset", NULL },
  { create_revision_rows, G_N_ELEMENTS (create_revision_rows), prepare_asset,
    perform_create_revision, "CreateAssetRevision", NULL },
  { get_asset_rows, G_N_ELEMENTS (get_asset_rows), NULL, perform_get_asset, "GetAsset", NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_errors (&lists[i]);
  return g_test_run ();
}
