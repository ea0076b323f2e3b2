/* SPDX-License-Identifier: MIT */
/*
 * Tests CancelMetadataGenerationRun: which calls fail and in which order the service checks them, in which
 * statuses a run can be canceled, and what a canceled run keeps.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"
#include "metadata-model.h"

#define CANCEL "CancelMetadataGenerationRun"
#define STRANGER "arn:aws:iam::" ACCOUNT ":role/Stranger"
#define HAS_ENDED(id, status)                                                                      \
  VALIDATION, "Metadata generation run " id " in " status " status cannot be canceled"

typedef struct
{
  const char *name;
  const char *caller; /* an ARN; NULL for the user who started the run */
  const char *domain; /* NULL for the right value, here and in id */
  const char *id;
  const char *exception; /* NULL if the run is canceled */
  const char *message;
} CancelRow;

/* clang-format off */
static const CancelRow rows[] = {
  { "canceled", NULL, NULL, NULL, NULL, NULL },
  { "by-another-member", STEWARD, NULL, NULL, NULL, NULL },
  { "in-another-domain", NULL, "<other>", "<other run>", NULL, NULL },
  { "domain/absent", NULL, ABSENT, NULL, VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "domain/empty", NULL, "", NULL, VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "domain/not-of-the-form", NULL, "dzd", NULL,
    VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "domain/unknown", NULL, "dzd-a", NULL, NOT_FOUND, NO_DOMAIN ("dzd-a") },
  { "domain/another-account", NULL, "<foreign>", "<foreign run>",
    DENIED, NO_ACCESS (ROOT, CANCEL) },
  { "run/absent", NULL, NULL, ABSENT, VALIDATION, VIOLATION ("identifier", NOT_NULL) },
  { "run/empty", NULL, NULL, "", VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "run/36-characters", NULL, NULL, "<36*a>", NOT_FOUND, NO_RUN ("<36*a>") },
  { "run/37-characters", NULL, NULL, "<37*a>", VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "run/blank", NULL, NULL, " ", VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "run/14-characters", NULL, NULL, "<14*z>", NOT_FOUND, NO_RUN ("<14*z>") },
  { "run/of-another-domain", NULL, NULL, "<other run>", NOT_FOUND, NO_RUN ("<other run>") },
  { "run/of-another-account", NULL, NULL, "<foreign run>", NOT_FOUND, NO_RUN ("<foreign run>") },
  { "run/id-of-its-asset", NULL, NULL, "<asset>", NOT_FOUND, NO_RUN ("<asset>") },
  { "member/user-of-the-domain", STRANGER, NULL, NULL,
    UNAUTHORIZED, NO_MEMBER (STRANGER, CANCEL, "<project>") },
  { "member/nobody", STRANGER "2", NULL, NULL,
    UNAUTHORIZED, NO_MEMBER (STRANGER "2", CANCEL, "<project>") },
  { "order/domain-before-run", NULL, "", "",
    VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "order/run-before-unknown-domain", NULL, "dzd-a", "",
    VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "order/domain-before-unknown-run", NULL, "dzd-a", "none", NOT_FOUND, NO_DOMAIN ("dzd-a") },
  { "order/access-before-run", NULL, "<foreign>", "none", DENIED, NO_ACCESS (ROOT, CANCEL) },
  { "order/run-before-member", STRANGER, NULL, "none", NOT_FOUND, NO_RUN ("none") },
  { "order/member-before-status", STRANGER, NULL, "<ended run>",
    UNAUTHORIZED, NO_MEMBER (STRANGER, CANCEL, "<project>") },
};
/* clang-format on */

static void
add_user (const Lake *lake, const char *arn, gboolean is_member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnPrincipal) principal = tarn_principal_new (ACCOUNT, arn, &error);
  g_autofree char *user
      = tarn_datazone_client_create_user_profile (lake->client, lake->domain, principal, &error);

  g_assert_no_error (error);
  if (is_member)
    tarn_datazone_client_create_project_membership (lake->client, lake->domain, lake->project, user,
                                                    &error);
  g_assert_no_error (error);
}

static Lake
cancel_lake_new (void)
{
  Lake lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);

  add_user (&lake, STEWARD, TRUE);
  add_user (&lake, STRANGER, FALSE);
  lake_note (&lake, "ended run", lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  lake_note (&lake, "run", lake_start (&lake, lake.asset, DESCRIPTIONS));
  lake_add_domain_with_run (&lake, lake.client, "other");
  lake_add_domain_with_run (&lake, foreigner, "foreign");
  return lake;
}

static gboolean
cancel_row (const Lake *lake, const CancelRow *row, GError **error)
{
  g_autoptr (TarnDataZoneClient) caller = datazone_client_new (lake->engine, ACCOUNT, row->caller);
  g_autofree char *domain = lake_choose (lake, row->domain, lake->domain);
  g_autofree char *id = lake_choose (lake, row->id, "<run>");

  return cancel_run (caller, domain, id, error);
}

static void
test_row (gconstpointer data)
{
  const CancelRow *row = data;
  g_auto (Lake) lake = cancel_lake_new ();
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_canceled = cancel_row (&lake, row, &error);

  assert_outcome (&lake, is_canceled, error, row->exception, row->message);
  after = lake_to_string (&lake);
  if (row->exception != NULL)
    g_assert_cmpstr (after, ==, before);
}

static void
test_refused_leaves_the_future (void)
{
  g_auto (Lake) refused = cancel_lake_new ();
  g_auto (Lake) twin = cancel_lake_new ();
  g_autoptr (GString) log = lake_log (&refused);
  g_autoptr (GString) twin_log = lake_log (&twin);
  g_autofree char *end = NULL;
  g_autofree char *twin_end = NULL;

  lake_set (&refused, "cancel-rate-per-second", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].exception != NULL)
      g_assert_false (cancel_row (&refused, &rows[i], NULL));
  engine_drain (refused.engine);
  engine_drain (twin.engine);

  g_assert_cmpstr (log->str, ==, twin_log->str);
  end = lake_to_string (&refused);
  twin_end = lake_to_string (&twin);
  g_assert_cmpstr (end, ==, twin_end);
}

/* --- A cancel in each status ------------------------------------------------------------------ */

/* clang-format off */
static const struct
{
  const char *name;
  const char *types;
  const char *option;
  gint64 value;
  gint64 at_us;
  const char *exception; /* NULL if the run is canceled */
  const char *message;
} status_rows[] = {
  { "submitted", NAMES, "submitted-duration-us", DAY_US, 0, NULL, NULL },
  { "submitted-until-now", NAMES, "submitted-duration-us", DAY_US, DAY_US - 1, NULL, NULL },
  { "just-begun", NAMES, "submitted-duration-us", DAY_US, DAY_US, NULL, NULL },
  { "in-progress", NAMES, "types-max", 2, 0, NULL, NULL },
  { "in-progress-of-two", DESCRIPTIONS " " NAMES, "types-max", 2, RUN_US / 2, NULL, NULL },
  { "in-progress-and-one-failed", DESCRIPTIONS " " NAMES, "names-per-month-max", 0, RUN_US / 2,
    NULL, NULL },
  { "in-progress-until-now", NAMES, "types-max", 2, RUN_US - 1, NULL, NULL },
  { "succeeded", NAMES, "types-max", 2, RUN_US, HAS_ENDED ("<run>", "SUCCEEDED") },
  { "long-succeeded", NAMES, "types-max", 2, DAY_US, HAS_ENDED ("<run>", "SUCCEEDED") },
  { "failed", NAMES, "names-per-month-max", 0, RUN_US, HAS_ENDED ("<run>", "FAILED") },
  { "partially-succeeded", DESCRIPTIONS " " NAMES, "names-per-month-max", 0, RUN_US,
    HAS_ENDED ("<run>", "PARTIALLY_SUCCEEDED") },
};
/* clang-format on */

/* A second cancel of the same run fails like the cancel of any other run that has ended. */
static void
test_status (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again_error = NULL;
  const char *id;
  gboolean is_canceled;

  lake_set (&lake, status_rows[row].option, status_rows[row].value);
  id = lake_note (&lake, "run", lake_start (&lake, lake.asset, status_rows[row].types));
  engine_advance (lake.engine, status_rows[row].at_us);
  before = lake_to_string (&lake);
  is_canceled = cancel_run (lake.client, lake.domain, id, &error);

  assert_outcome (&lake, is_canceled, error, status_rows[row].exception, status_rows[row].message);
  if (is_canceled)
    {
      g_clear_pointer (&before, g_free);
      before = lake_to_string (&lake);
      assert_status (&lake, id, "CANCELED");
      g_assert_false (cancel_run (lake.client, lake.domain, id, &again_error));
      assert_exception (&lake, again_error, HAS_ENDED ("<run>", "CANCELED"));
    }
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

/* --- What a canceled run keeps ---------------------------------------------------------------- */

/* Checks the text of the run from its types on, now and a day later, and that no event is pending. */
static void
assert_left (const Lake *lake, const char *id, const char *expected)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TarnMetadataRun) run = lake_get (lake, id);
      g_autofree char *text = run_to_string (run);
      const char *stats = strstr (text, "@1 ") + strlen ("@1 ");
      gint64 next_us;

      g_assert_cmpstr (stats, ==, expected);
      g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_CANCELED);
      g_assert_false (tarn_engine_peek_next (lake->engine, &next_us));
      engine_advance (lake->engine, DAY_US);
    }
}

static void
test_left_when_submitted (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_seconds (&lake, 10, 20, 30);
  g_autofree char *id = NULL;

  lake_set (&lake, "submitted-duration-us", 10 * SECOND_US);
  id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);
  engine_advance (lake.engine, 9 * SECOND_US);
  lake_cancel (&lake, id);

  assert_left (&lake, id,
               "D=CANCELED N=CANCELED created 0 ended 9000000 calls 0 in 0 out 0 cost 0\n");
  g_assert_cmpuint (model->n_calls, ==, 0);
}

/* The run is canceled before its first model call, in the middle, and in its last microsecond. */
static void
test_left_of_use (void)
{
  static const struct
  {
    gint64 at_us;
    const char *left;
  } rows_of_use[] = {
    { BASE_US, "D=CANCELED N=CANCELED created 0 ended 5000000 calls 0 in 0 out 0 cost 0\n" },
    { 15 * SECOND_US,
      "D=CANCELED N=CANCELED created 0 ended 15000000 calls 2 in 2818 out 1162 cost 14438\n" },
    { RUN_US - 1,
      "D=CANCELED N=CANCELED created 0 ended 27707999 calls 4 in 6398 out 2638 cost 32778\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows_of_use); i++)
    {
      g_auto (Lake) lake = lake_new (1);
      g_autofree char *id = lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES);

      lake_set (&lake, "cost-price-input-nano-usd", 1);
      lake_set (&lake, "cost-price-output-nano-usd", 10);
      engine_advance (lake.engine, rows_of_use[i].at_us);
      lake_cancel (&lake, id);
      assert_left (&lake, id, rows_of_use[i].left);
    }
}

/* A type that ended before the cancel keeps its status, its use, and its suggestions or its message. */
static void
test_left_of_ended_types (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 11, 20, 31);
  g_autoptr (TarnAsset) asset = NULL;
  g_autofree char *id = NULL;

  lake_set (&lake, "types-max", 3);
  lake_set (&lake, "names-per-month-max", 0);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  engine_advance (lake.engine, 16 * SECOND_US);
  lake_cancel (&lake, id);

  assert_left (&lake, id,
               "D=SUCCEEDED N=FAILED (business name generation has reached monthly quota)"
               " G=CANCELED created 0 ended 16000000 calls 25 in 2500 out 250 cost 0\n");
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset,
                                                     TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS),
                   ==, id);
  g_assert_null (tarn_asset_get_suggestion_run_id (asset, TARN_METADATA_TYPE_BUSINESS_NAMES));
  g_assert_null (
      tarn_asset_get_suggestion_run_id (asset, TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS));
}

static void
test_quota_is_not_given_back (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *canceled = NULL;
  g_autofree char *next = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  canceled = lake_start (&lake, lake.asset, NAMES);
  lake_cancel (&lake, canceled);
  next = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  assert_status (&lake, next, "FAILED");
}

/* A run takes its unit when it begins, so a run that never began has taken none. */
static void
test_quota_of_submitted_is_not_taken (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *canceled = NULL;
  g_autofree char *next = NULL;

  lake_set (&lake, "names-per-month-max", 1);
  lake_set (&lake, "submitted-duration-us", 1);
  canceled = lake_start (&lake, lake.asset, NAMES);
  lake_cancel (&lake, canceled);
  next = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  assert_status (&lake, next, "SUCCEEDED");
}

/* The pending event of a canceled run does not affect the next run. */
static void
test_next_run_is_its_own (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *canceled = lake_start (&lake, lake.asset, NAMES);
  g_autofree char *next = NULL;

  engine_advance (lake.engine, 10 * SECOND_US);
  lake_cancel (&lake, canceled);
  lake_set (&lake, "submitted-duration-us", 15 * SECOND_US);
  next = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, 15 * SECOND_US - 1);
  assert_status (&lake, next, "SUBMITTED");
  engine_advance (lake.engine, RUN_US);
  assert_status (&lake, next, "IN_PROGRESS");
  engine_advance (lake.engine, 1);
  assert_status (&lake, next, "SUCCEEDED");
  assert_status (&lake, canceled, "CANCELED");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/generation/cancel/", rows, test_row);
  for (guint i = 0; i < G_N_ELEMENTS (status_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/cancel/status/", status_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_status);
    }
  g_test_add_func ("/generation/cancel/refused-leaves-the-future", test_refused_leaves_the_future);
  g_test_add_func ("/generation/cancel/left/when-submitted", test_left_when_submitted);
  g_test_add_func ("/generation/cancel/left/use", test_left_of_use);
  g_test_add_func ("/generation/cancel/left/ended-types", test_left_of_ended_types);
  g_test_add_func ("/generation/cancel/quota/not-given-back", test_quota_is_not_given_back);
  g_test_add_func ("/generation/cancel/quota/submitted", test_quota_of_submitted_is_not_taken);
  g_test_add_func ("/generation/cancel/next-run", test_next_run_is_its_own);
  return g_test_run ();
}
