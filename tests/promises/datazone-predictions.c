/* SPDX-License-Identifier: MIT */
/* Tests the errors of AcceptPredictions and RejectPredictions, and the other sentences about them. */
#include "datazone-assets.h"

#include "datazone-call.h"

#define NAME_OF_COLUMN "columns[0].columnName"
#define CHOICE_OF(list, member) "1 validation error detected: Value at '" list "[0]." member "'"

/* --- Calls ------------------------------------------------------------------------------------ */

static gboolean
perform_accept (ErrorCall *call, GError **error)
{
  g_autofree char *revision
      = tarn_datazone_client_accept_predictions (call->client, call->domain, call->asset,
                                                 call->revision, call->choices, error);

  return revision != NULL;
}

static gboolean
perform_reject (ErrorCall *call, GError **error)
{
  g_autofree char *revision
      = tarn_datazone_client_reject_predictions (call->client, call->domain, call->asset,
                                                 call->revision, call->choices, error);

  return revision != NULL;
}

static void
set_choice (ErrorCall *call, const char *target, gint choice, const char *edited_value)
{
  g_clear_pointer (&call->choices, tarn_prediction_choices_unref);
  call->choices = tarn_prediction_choices_new ();
  tarn_prediction_choices_add (call->choices, target, choice, edited_value);
}

/* Runs the names of the asset to their end. No operation has a rate, as with the other operations. */
static void
prepare (ErrorCall *call)
{
  lake_set (&call->lake, "accept-rate-per-second", -1);
  lake_set (&call->lake, "reject-rate-per-second", -1);
  g_free (lake_start (&call->lake, call->lake.asset, NAMES));
  engine_drain (call->base.engine);
  set_choice (call, NAME_OF_COLUMN, -1, NULL);
}

/* --- Faults ----------------------------------------------------------------------------------- */

static void
spoil_number_of_choices (ErrorCall *call)
{
  for (guint i = 0; i < 30003; i++)
    tarn_prediction_choices_add (call->choices, NAME_OF_COLUMN, -1, NULL);
}

static void
spoil_target_missing (ErrorCall *call)
{
  set_choice (call, NULL, -1, NULL);
}

static void
spoil_choice (ErrorCall *call)
{
  set_choice (call, NAME_OF_COLUMN, -2, NULL);
}

static void
spoil_edited_empty (ErrorCall *call)
{
  set_choice (call, NAME_OF_COLUMN, -1, "");
}

static void
spoil_edited_long (ErrorCall *call)
{
  g_autofree char *text = g_strnfill (5001, 'x');

  set_choice (call, NAME_OF_COLUMN, -1, text);
}

static void
spoil_edited_bytes (ErrorCall *call)
{
  set_choice (call, NAME_OF_COLUMN, -1, "\xff");
}

static void
spoil_edited (ErrorCall *call)
{
  set_choice (call, NAME_OF_COLUMN, -1, "x");
}

static void
spoil_stranger (ErrorCall *call)
{
  set_client (call, ACCOUNT, STEWARD);
}

static void
spoil_old_revision (ErrorCall *call)
{
  lake_add_revision (&call->lake, call->lake.asset, asset_input_new ("asset", TABLE_TYPE, 20));
  set_text (&call->revision, "1");
}

static void
spoil_no_suggestion (ErrorCall *call)
{
  set_choice (call, "columns[20].columnName", -1, NULL);
}

static void
spoil_no_second_suggestion (ErrorCall *call)
{
  set_choice (call, NAME_OF_COLUMN, 1, NULL);
}

static void
take (ErrorCall *call, gboolean accepts, const char *edited_value)
{
  set_choice (call, NAME_OF_COLUMN, -1, edited_value);
  g_assert_true ((accepts ? perform_accept : perform_reject) (call, NULL));
  set_choice (call, NAME_OF_COLUMN, -1, NULL);
}

static void
spoil_rejected (ErrorCall *call)
{
  take (call, FALSE, NULL);
}

static void
spoil_accepted (ErrorCall *call)
{
  take (call, TRUE, NULL);
}

static void
spoil_accepted_otherwise (ErrorCall *call)
{
  take (call, TRUE, "another text");
}

/* --- Lists ------------------------------------------------------------------------------------ */

static const ErrorRow accept_rows[] = {
  { "tarn-domain.h: accept_predictions(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: accept_predictions(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: accept_predictions(): an id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: accept_predictions(): an id is missing or does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: accept_predictions(): id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET, spoil_asset_missing,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-domain.h: accept_predictions(): revision is empty", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_empty,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: accept_predictions(): over 64 characters", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_long,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: accept_predictions(): or not valid UTF-8", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_bytes,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: accept_predictions(): there are more than 30,003 choices",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_number_of_choices,
    "1 validation error detected: Value at 'acceptChoices'" },
  { "tarn-domain.h: accept_predictions(): the target of a choice is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_target_missing,
    CHOICE_OF ("acceptChoices", "predictionTarget") },
  { "tarn-domain.h: accept_predictions(): its number is below -1", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_choice,
    CHOICE_OF ("acceptChoices", "predictionChoice") },
  { "tarn-domain.h: accept_predictions(): its edited text is empty", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_edited_empty,
    CHOICE_OF ("acceptChoices", "editedValue") },
  { "tarn-domain.h: accept_predictions(): over 5000 characters", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_edited_long,
    CHOICE_OF ("acceptChoices", "editedValue") },
  { "tarn-domain.h: accept_predictions(): over 5000 characters or not valid UTF-8",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_edited_bytes,
    CHOICE_OF ("acceptChoices", "editedValue") },
  { "tarn-domain.h: accept_predictions(): makes more calls than `datazone.accept-rate-per-second` allows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_RATE, spoil_rate, "Rate " },
  { "tarn-domain.h: accept_predictions(): any code of #TarnDataZoneError: a rule of the fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: accept_predictions(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: accept_predictions(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: accept_predictions(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-domain.h: accept_predictions(): there is no such asset in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_ASSET | IS_COUNTED,
    spoil_no_asset, "Given Asset " },
  { "tarn-domain.h: accept_predictions(): the caller is no member of the project that owns the asset",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_UNAUTHORIZED, USES_CLIENT | IS_COUNTED,
    spoil_stranger },
  { "tarn-domain.h: accept_predictions(): the asset has no such revision",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
    USES_PAGE | USES_ASSET | IS_COUNTED, spoil_no_revision, "Asset " },
  { "tarn-domain.h: accept_predictions(): the revision is not the newest",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT,
    USES_PAGE | USES_ASSET | USES_INPUT | USES_TYPE | IS_COUNTED, spoil_old_revision,
    "Revision 1 " },
  { "tarn-domain.h: accept_predictions(): there is no such suggestion for the target of a choice",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT | IS_COUNTED,
    spoil_no_suggestion, CHOICE_OF ("acceptChoices", "predictionTarget") },
  { "tarn-domain.h: accept_predictions(): there is no such suggestion", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT | IS_COUNTED, spoil_no_second_suggestion,
    CHOICE_OF ("acceptChoices", "predictionChoice") },
  { "tarn-domain.h: accept_predictions(): a suggestion that was added was rejected before",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT, USES_MASK, spoil_rejected,
    "The suggestion for " },
  { "tarn-domain.h: accept_predictions(): or accepted with another text", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_CONFLICT, USES_MASK, spoil_accepted_otherwise, "The suggestion for " },
  { "tarn-domain.h: accept_predictions(): the call took effect, but a fault plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorRow reject_rows[] = {
  { "tarn-domain.h: reject_predictions(): the engine belongs to another thread", tarn_error_quark,
    TARN_ERROR_WRONG_THREAD, USES_THREAD, spoil_thread },
  { "tarn-domain.h: reject_predictions(): a condition or a cost model makes the call",
    tarn_error_quark, TARN_ERROR_BUSY, USES_CONDITION, spoil_condition },
  { "tarn-domain.h: reject_predictions(): an id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_missing,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: reject_predictions(): an id is missing or does not match its pattern",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_DOMAIN, spoil_domain_form,
    "1 validation error detected: Value at 'domainIdentifier'" },
  { "tarn-domain.h: reject_predictions(): id is missing", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_ASSET, spoil_asset_missing,
    "1 validation error detected: Value at 'identifier'" },
  { "tarn-domain.h: reject_predictions(): revision is empty", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_empty,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: reject_predictions(): over 64 characters", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_long,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: reject_predictions(): or not valid UTF-8", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_PAGE, spoil_revision_bytes,
    "1 validation error detected: Value at 'revision'" },
  { "tarn-domain.h: reject_predictions(): there are more than 30,003 choices",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_number_of_choices,
    "1 validation error detected: Value at 'rejectChoices'" },
  { "tarn-domain.h: reject_predictions(): the target of a choice is missing",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_target_missing,
    CHOICE_OF ("rejectChoices", "predictionTarget") },
  { "tarn-domain.h: reject_predictions(): its number is below -1", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_choice,
    CHOICE_OF ("rejectChoices", "predictionChoice") },
  { "tarn-domain.h: reject_predictions(): it has an edited text", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT, spoil_edited,
    CHOICE_OF ("rejectChoices", "editedValue") },
  { "tarn-domain.h: reject_predictions(): makes more calls than `datazone.reject-rate-per-second` allows",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_RATE, spoil_rate, "Rate " },
  { "tarn-domain.h: reject_predictions(): any code of #TarnDataZoneError: a rule of the fault plan throws it",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_THROTTLING, USES_PLAN | IS_COUNTED, spoil_thrown,
    "rule" },
  { "tarn-domain.h: reject_predictions(): there is no such domain", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_DOMAIN | IS_COUNTED, spoil_no_domain, "Domain " },
  { "tarn-domain.h: reject_predictions(): the domain belongs to another account",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_CLIENT | IS_COUNTED,
    spoil_foreign },
  { "tarn-domain.h: reject_predictions(): or a statement denies the call",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_ACCESS_DENIED, USES_STATEMENT | IS_COUNTED,
    spoil_denied },
  { "tarn-domain.h: reject_predictions(): there is no such asset in the domain",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND, USES_ASSET | IS_COUNTED,
    spoil_no_asset, "Given Asset " },
  { "tarn-domain.h: reject_predictions(): the caller is no member of the project that owns the asset",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_UNAUTHORIZED, USES_CLIENT | IS_COUNTED,
    spoil_stranger },
  { "tarn-domain.h: reject_predictions(): the asset has no such revision",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND,
    USES_PAGE | USES_ASSET | IS_COUNTED, spoil_no_revision, "Asset " },
  { "tarn-domain.h: reject_predictions(): the revision is not the newest",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT,
    USES_PAGE | USES_ASSET | USES_INPUT | USES_TYPE | IS_COUNTED, spoil_old_revision,
    "Revision 1 " },
  { "tarn-domain.h: reject_predictions(): there is no such suggestion for the target of a choice",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT | IS_COUNTED,
    spoil_no_suggestion, CHOICE_OF ("rejectChoices", "predictionTarget") },
  { "tarn-domain.h: reject_predictions(): there is no such suggestion", tarn_datazone_error_quark,
    TARN_DATAZONE_ERROR_VALIDATION, USES_INPUT | IS_COUNTED, spoil_no_second_suggestion,
    CHOICE_OF ("rejectChoices", "predictionChoice") },
  { "tarn-domain.h: reject_predictions(): a suggestion that was added was accepted before",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_CONFLICT, USES_MASK, spoil_accepted,
    "The suggestion for " },
  { "tarn-domain.h: reject_predictions(): the call took effect, but a fault plan lost its reply",
    tarn_datazone_error_quark, TARN_DATAZONE_ERROR_INTERNAL_SERVER,
    USES_PLAN | IS_COUNTED | IS_LOST, spoil_reply },
};

static const ErrorList lists[] = {
  { accept_rows, G_N_ELEMENTS (accept_rows), prepare, perform_accept, "AcceptPredictions",
    "datazone.accept-rate-per-second" },
  { reject_rows, G_N_ELEMENTS (reject_rows), prepare, perform_reject, "RejectPredictions",
    "datazone.reject-rate-per-second" },
};

/* --- Other sentences -------------------------------------------------------------------------- */

/* Returns a lake whose asset has suggestions of the names and the descriptions. */
static Lake
suggested_lake_new (void)
{
  Lake lake = lake_new (0);

  g_free (lake_start (&lake, lake.asset, NAMES " " DESCRIPTIONS));
  engine_drain (lake.engine);
  return lake;
}

typedef char *(*DecideFunc) (TarnDataZoneClient *self, const char *domain_identifier,
                             const char *identifier, const char *revision,
                             TarnPredictionChoices *choices, GError **error);

/* Decides about one target, or about all if it is NULL, and returns the revision. */
static char *
decide (const Lake *lake, DecideFunc func, const char *target, gint choice, const char *edited)
{
  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();
  g_autoptr (GError) error = NULL;

  if (target != NULL)
    tarn_prediction_choices_add (choices, target, choice, edited);
  else
    tarn_prediction_choices_set_all (choices, TRUE);
  char *revision = func (lake->client, lake->domain, lake->asset, NULL, choices, &error);
  g_assert_no_error (error);
  return revision;
}

static void
assert_decided (const Lake *lake, DecideFunc func, const char *target, gint choice,
                const char *edited, const char *expected)
{
  g_autofree char *revision = decide (lake, func, target, choice, edited);

  g_assert_cmpstr (revision, ==, expected);
}

static const char *
find_accepted (const TarnAsset *asset, TarnMetadataType type, const char *field_path)
{
  guint n_accepted;
  const TarnSuggestion *accepted = tarn_asset_get_accepted (asset, type, &n_accepted);

  for (guint i = 0; i < n_accepted; i++)
    if (g_str_equal (accepted[i].field_path, field_path))
      return accepted[i].text;
  return NULL;
}

static void
test_next_revision (void)
{
  g_auto (Lake) lake = suggested_lake_new ();

  assert_decided (&lake, tarn_datazone_client_accept_predictions, NAME_OF_COLUMN, -1, NULL, "2");
  g_autoptr (TarnAsset) before = lake_get_asset (&lake, lake.asset, "1");
  g_autoptr (TarnAsset) after = lake_get_asset (&lake, lake.asset, NULL);

  g_assert_cmpstr (tarn_asset_find_suggestion (before, BY_NAMES, NAME_OF_COLUMN), ==, "Col 0");
  g_assert_null (find_accepted (before, BY_NAMES, NAME_OF_COLUMN));
  g_assert_null (tarn_asset_find_suggestion (after, BY_NAMES, NAME_OF_COLUMN));
  g_assert_cmpstr (tarn_asset_find_suggestion (after, BY_NAMES, "columns[1].columnName"), ==,
                   "Col 1");
  g_assert_cmpstr (find_accepted (after, BY_NAMES, NAME_OF_COLUMN), ==, "Col 0");
  g_assert_cmpstr (tarn_asset_get_name (after), ==, tarn_asset_get_name (before));
  g_assert_cmpstr (tarn_asset_get_column_name (after, 0), ==, "col_0");
}

static void
test_all (void)
{
  g_auto (Lake) lake = suggested_lake_new ();
  guint n_accepted;

  assert_decided (&lake, tarn_datazone_client_accept_predictions, NULL, 0, NULL, "2");
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  for (TarnMetadataType type = BY_NAMES; type != TARN_METADATA_TYPE_NONE;
       type = type == BY_NAMES ? BY_DESCRIPTIONS : TARN_METADATA_TYPE_NONE)
    {
      guint n_left;

      g_assert_null (tarn_asset_get_suggestions (asset, type, &n_left));
      tarn_asset_get_accepted (asset, type, &n_accepted);
      g_assert_cmpuint (n_accepted, ==, 21);
    }
}

static void
test_repeated (void)
{
  g_auto (Lake) lake = suggested_lake_new ();

  assert_decided (&lake, tarn_datazone_client_accept_predictions, NAME_OF_COLUMN, 0, "X", "2");
  assert_decided (&lake, tarn_datazone_client_accept_predictions, NAME_OF_COLUMN, 0, "X", "2");
  assert_decided (&lake, tarn_datazone_client_accept_predictions, NULL, 0, NULL, "3");
  assert_decided (&lake, tarn_datazone_client_accept_predictions, NULL, 0, NULL, "3");
  assert_decided (&lake, tarn_datazone_client_reject_predictions, NULL, 0, NULL, "3");
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (find_accepted (asset, BY_NAMES, NAME_OF_COLUMN), ==, "X");
}

/* Descriptions come before names in the order of the types. */
static void
test_choice_of_summary (void)
{
  g_auto (Lake) lake = suggested_lake_new ();

  assert_decided (&lake, tarn_datazone_client_accept_predictions, "summary", 1, NULL, "2");
  assert_decided (&lake, tarn_datazone_client_accept_predictions, "summary", -1, NULL, "3");
  g_autoptr (TarnAsset) second = lake_get_asset (&lake, lake.asset, "2");
  g_autoptr (TarnAsset) third = lake_get_asset (&lake, lake.asset, "3");
  g_assert_cmpstr (find_accepted (second, BY_NAMES, "summary"), ==, "Asset");
  g_assert_null (find_accepted (second, BY_DESCRIPTIONS, "summary"));
  g_assert_cmpstr (find_accepted (third, BY_DESCRIPTIONS, "summary"), ==,
                   "Asset, with 20 columns.");
}

static void
test_rejected (void)
{
  g_auto (Lake) lake = suggested_lake_new ();

  assert_decided (&lake, tarn_datazone_client_reject_predictions, "summary", -1, NULL, "1");
  assert_decided (&lake, tarn_datazone_client_reject_predictions, "summary", 1, NULL, "1");
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_null (tarn_asset_find_suggestion (asset, BY_NAMES, "summary"));
  g_assert_null (tarn_asset_find_suggestion (asset, BY_DESCRIPTIONS, "summary"));
  g_assert_null (find_accepted (asset, BY_NAMES, "summary"));
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, BY_NAMES, NAME_OF_COLUMN), ==, "Col 0");
}

/* A later run suggests anew. What was accepted before stays accepted until another text is. */
static void
test_later_run (void)
{
  g_auto (Lake) lake = suggested_lake_new ();

  assert_decided (&lake, tarn_datazone_client_accept_predictions, NAME_OF_COLUMN, 0, "X", "2");
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  g_autoptr (TarnAsset) again = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_find_suggestion (again, BY_NAMES, NAME_OF_COLUMN), ==, "Col 0");
  g_assert_cmpstr (find_accepted (again, BY_NAMES, NAME_OF_COLUMN), ==, "X");

  assert_decided (&lake, tarn_datazone_client_reject_predictions, NAME_OF_COLUMN, 0, NULL, "2");
  assert_decided (&lake, tarn_datazone_client_reject_predictions, NAME_OF_COLUMN, 0, NULL, "2");
  g_autoptr (TarnAsset) rejected = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_null (tarn_asset_find_suggestion (rejected, BY_NAMES, NAME_OF_COLUMN));
  g_assert_cmpstr (find_accepted (rejected, BY_NAMES, NAME_OF_COLUMN), ==, "X");
}

static void
test_new_revision (void)
{
  g_auto (Lake) lake = suggested_lake_new ();
  guint n_accepted;

  assert_decided (&lake, tarn_datazone_client_accept_predictions, NULL, 0, NULL, "2");
  lake_add_revision (&lake, lake.asset, asset_input_new ("asset", TABLE_TYPE, 20));
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_null (tarn_asset_get_accepted (asset, BY_NAMES, &n_accepted));
  g_assert_cmpuint (n_accepted, ==, 0);
}

/* A choice that is wrong leaves the asset as it was, even after one that is right. */
static void
test_all_or_nothing (void)
{
  g_auto (Lake) lake = suggested_lake_new ();
  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();
  g_autoptr (GError) error = NULL;

  tarn_prediction_choices_add (choices, NAME_OF_COLUMN, 0, NULL);
  tarn_prediction_choices_add (choices, "columns[0]", 0, NULL);
  g_assert_null (tarn_datazone_client_reject_predictions (lake.client, lake.domain, lake.asset,
                                                          NULL, choices, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION);
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, BY_NAMES, NAME_OF_COLUMN), ==, "Col 0");
}

static void
test_rates (void)
{
  g_auto (Lake) lake = lake_new (0);
  static const DecideFunc funcs[]
      = { tarn_datazone_client_accept_predictions, tarn_datazone_client_reject_predictions };

  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    {
      g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();
      g_autoptr (GError) error = NULL;

      for (guint n = 0; n < 20; n++)
        g_free (decide (&lake, funcs[i], NULL, 0, NULL));
      g_assert_null (funcs[i](lake.client, lake.domain, lake.asset, NULL, choices, &error));
      g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_THROTTLING);
    }
}

/* Forks and saved engines have what was decided. */
static void
test_copies (void)
{
  g_auto (Lake) lake = suggested_lake_new ();

  assert_decided (&lake, tarn_datazone_client_accept_predictions, NAME_OF_COLUMN, 0, "X", "2");
  assert_decided (&lake, tarn_datazone_client_reject_predictions, "summary", 0, NULL, "2");
  g_autoptr (TarnEngine) fork = tarn_engine_fork (lake.engine, NULL, NULL, NULL);
  g_autoptr (GBytes) saved = tarn_engine_save (fork, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (saved, NULL, NULL);
  g_autofree char *difference = tarn_engine_diff (lake.engine, restored, 5, NULL);
  g_assert_cmpstr (difference, ==, "");

  g_autoptr (TarnDataZoneClient) other = datazone_client_new (fork, ACCOUNT, NULL);
  g_autoptr (TarnPredictionChoices) choices = tarn_prediction_choices_new ();
  tarn_prediction_choices_set_all (choices, TRUE);
  g_free (tarn_datazone_client_reject_predictions (other, lake.domain, lake.asset, NULL, choices,
                                                   NULL));
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, BY_NAMES, "columns[1].columnName"), ==,
                   "Col 1");
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-domain.h: accept_predictions(): This creates the next revision, which is like the one before but has the "
    "accepted texts, see tarn_asset_get_accepted(), and no longer suggests what was accepted.", test_next_revision },
  { "tarn-domain.h: accept_predictions(): The name and the columns of the asset stay as they are.", test_next_revision },
  { "tarn-domain.h: accept_predictions(): a call whose choices were all accepted before, with the same texts, creates no "
    "revision, and neither does a call that chooses nothing.", test_repeated },
  { "tarn-domain.h: accept_predictions(): The choices that were added are accepted before all the others.",
    test_repeated },
  { "tarn-domain.h: accept_predictions(): There is a rate of 20 calls per second", test_rates },
  { "tarn-domain.h: reject_predictions(): There is a rate of 20 calls per second", test_rates },
  { "tarn-domain.h: reject_predictions(): The revision no longer suggests them",
    test_rejected },
  { "tarn-domain.h: reject_predictions(): To reject what was rejected before changes nothing.", test_rejected },
  { "tarn-prediction-choices.h: set_all(): Sets whether all suggestions are chosen that are neither accepted nor rejected "
    "yet.", test_all },
  { "tarn-prediction-choices.h: add(): which of the suggestions for this field, counted from 0 in the order of the types, "
    "or -1 for the first one that is accepted, and for all that are rejected", test_choice_of_summary },
  { "tarn-asset.h: get_suggestions(): What was accepted or rejected is not suggested any more, until a run "
    "succeeds in the type once more and suggests anew.", test_later_run },
  { "tarn-asset.h: get_accepted(): A new revision by tarn_datazone_client_create_asset_revision() has none.",
    test_new_revision },
  { "tarn-snapshot.h: fork(): The engine and its fork share nothing that can change", test_copies },
  { "tarn-domain.h: chapter: On error nothing has changed, unless a fault plan lost the reply.", test_all_or_nothing },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_errors (&lists[i]);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
