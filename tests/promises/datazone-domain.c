/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-domain.h, besides its lists of errors. */
#include "datazone-assets.h"
#include "promise.h"

/* --- Ids and names ---------------------------------------------------------------------------- */

static void
assert_id (const char *id, const char *prefix)
{
  g_assert_true (g_str_has_prefix (id, prefix));
  id += strlen (prefix);
  g_assert_cmpuint (strlen (id), ==, 14);
  g_assert_cmpuint (strspn (id, "0123456789abcdefghijklmnopqrstuvwxyz"), ==, 14);
}

static void
test_ids (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *second = datazone_add_domain (lake.client, "second", TARN_DOMAIN_VERSION_2);
  g_autofree char *user = datazone_add_user (lake.client, lake.domain, ACCOUNT, STEWARD);

  assert_id (lake.domain, "dzd_");
  assert_id (second, "dzd-");
  assert_id (lake.project, "");
  assert_id (lake.asset, "");
  assert_id (user, "");
}

/* In the second engine there is an asset more, before the other one. */
static void
test_ids_of_others (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_auto (Lake) other = lake_new (0);
  const char *first = lake_add_asset (&lake, "later", 3);
  const char *second;

  lake_add_asset (&other, "earlier", 3);
  second = lake_add_asset (&other, "later", 3);
  g_assert_cmpstr (second, ==, first);
}

static void
test_ids_of_same_name (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *first = lake_add_input (&lake, "first", asset_input_new ("same", TABLE_TYPE, 1));
  const char *second = lake_add_input (&lake, "second", asset_input_new ("same", TABLE_TYPE, 1));

  g_assert_cmpstr (second, !=, first);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    gboolean is_good;
  } rows[] = {
    { "x", TRUE },
    { " ", TRUE },
    { "\t", TRUE },
    { "<256*x>", TRUE },
    { "\xef\xbf\xbd", TRUE },
    { "", FALSE },
    { "\n", FALSE },
    { "<257*x>", FALSE },
    { "\xff", FALSE },
    { "\xef\xbf\xbe", FALSE },
    { "\xef\xbf\xbf", FALSE },
  };
  g_auto (Lake) lake = lake_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = lake_expand (&lake, rows[i].name);
      g_autofree char *project
          = tarn_datazone_client_create_project (lake.client, lake.domain, name, NULL);

      g_assert_cmpint (project != NULL, ==, rows[i].is_good);
      g_assert_cmpint (tarn_datazone_client_create_glossary_term (lake.client, lake.domain, name,
                                                                  NULL),
                       ==, rows[i].is_good);
    }
}

/* --- Users, projects and members -------------------------------------------------------------- */

static void
test_no_membership_needed (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (TarnAssetInput) input = asset_input_new ("new", TABLE_TYPE, 1);
  g_autofree char *asset
      = tarn_datazone_client_create_asset (steward, lake.domain, lake.project, input, NULL);

  g_assert_nonnull (asset);
  g_assert_true (tarn_datazone_client_set_business_name_generation (steward, lake.domain,
                                                                    lake.project, TRUE, NULL));
}

static void
test_creator_is_user (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnPrincipal) root = principal_new (ACCOUNT, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_datazone_client_create_user_profile (lake.client, lake.domain, root, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_CONFLICT);
}

static gboolean
may_start (const Lake *lake, TarnDataZoneClient *client, const char *project, const char *asset)
{
  static const char *const types[] = { NAMES, NULL };
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = asset };
  g_autoptr (TarnMetadataRun) run
      = start_run (client, lake->domain, project, &target, NULL, types, NULL, NULL);

  return run != NULL;
}

/* The steward creates a project, and so is a member of it and a user of the domain. */
static void
test_creator_is_member (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autofree char *project = datazone_add_project (steward, lake.domain, "stewards");
  g_autofree char *asset
      = datazone_add_asset (steward, lake.domain, project, asset_input_new ("new", TABLE_TYPE, 1));
  g_autoptr (TarnPrincipal) principal = principal_new (ACCOUNT, STEWARD);

  g_assert_true (may_start (&lake, steward, project, asset));
  g_assert_false (may_start (&lake, lake.client, project, asset));
  g_assert_null (
      tarn_datazone_client_create_user_profile (lake.client, lake.domain, principal, NULL));
}

static void
test_members_may (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autofree char *user = datazone_add_user (lake.client, lake.domain, ACCOUNT, STEWARD);
  g_autofree char *id = lake_start (&lake, lake.asset, DESCRIPTIONS);
  g_autoptr (GError) error = NULL;

  g_assert_false (cancel_run (steward, lake.domain, id, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_UNAUTHORIZED);
  g_assert_true (tarn_datazone_client_create_project_membership (lake.client, lake.domain,
                                                                 lake.project, user, NULL));
  g_assert_true (cancel_run (steward, lake.domain, id, NULL));
  g_assert_true (may_start (&lake, steward, lake.project, lake.asset));
}

/* --- Automatic business names ----------------------------------------------------------------- */

static void
test_setting (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *before = lake_add_asset (&lake, "before", 3);
  const char *after;
  g_autoptr (GPtrArray) runs = NULL;

  g_assert_true (tarn_datazone_client_set_business_name_generation (lake.client, lake.domain,
                                                                    lake.project, TRUE, NULL));
  after = lake_add_asset (&lake, "after", 3);
  g_assert_cmpuint (count_runs (&lake, before), ==, 0);
  g_assert_cmpuint (count_runs (&lake, after), ==, 1);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, after, -1, NULL, NULL, NULL);
  g_assert_cmpint (tarn_metadata_run_get_metadata_type (runs->pdata[0]), ==, BY_NAMES);
  g_assert_cmpstr (tarn_metadata_run_get_created_by (runs->pdata[0]), ==, "SYSTEM");
}

static void
test_setting_of_asset (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *asset;

  asset = lake_add_automatic_asset (&lake, "automatic", 3);
  g_assert_cmpuint (count_runs (&lake, asset), ==, 1);
}

static void
log_cause (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_string_append_printf (data, "%s ", tarn_change_get_cause (change));
}

static void
test_nothing_to_generate (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (GString) log = g_string_new (NULL);

  tarn_engine_add_observer (lake.engine, log_cause, log, NULL);
  g_assert_cmpuint (count_runs (&lake, lake_add_automatic_asset (&lake, "automatic", 0)), ==, 0);
  g_assert_cmpstr (log->str, ==, "");
}

static void
test_full_domain (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (GString) log = g_string_new (NULL);

  lake_set (&lake, "active-runs-max", 1);
  tarn_engine_add_observer (lake.engine, log_cause, log, NULL);
  g_assert_cmpuint (count_runs (&lake, lake_add_automatic_asset (&lake, "automatic", 3)), ==, 0);
  g_assert_cmpstr (log->str, !=, "");
}

/* --- Assets ----------------------------------------------------------------------------------- */

static void
test_revisions (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnAsset) first = lake_get_asset (&lake, lake.asset, NULL);
  g_autoptr (TarnAsset) newest = NULL;
  g_autoptr (TarnAsset) old = NULL;

  g_assert_cmpstr (tarn_asset_get_revision (first), ==, "1");
  lake_add_revision (&lake, lake.asset, asset_input_new ("renamed", TABLE_TYPE, 3));
  newest = lake_get_asset (&lake, lake.asset, NULL);
  old = lake_get_asset (&lake, lake.asset, "1");
  g_assert_cmpstr (tarn_asset_get_revision (newest), ==, "2");
  g_assert_cmpstr (tarn_asset_get_name (newest), ==, "renamed");
  g_assert_cmpuint (tarn_asset_get_n_columns (newest), ==, 3);
  g_assert_cmpstr (tarn_asset_get_name (old), ==, "asset");
  g_assert_cmpuint (tarn_asset_get_n_columns (old), ==, 20);
}

static void
test_run_of_old_revision (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnAsset) old = NULL;
  g_autoptr (TarnAsset) newest = NULL;

  lake_add_revision (&lake, lake.asset, asset_input_new ("renamed", TABLE_TYPE, 3));
  engine_drain (lake.engine);
  old = lake_get_asset (&lake, lake.asset, "1");
  newest = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (old, BY_NAMES), ==, id);
  g_assert_null (tarn_asset_get_suggestion_run_id (newest, BY_NAMES));
}

/* The term comes while the run is under way, and the run has it when it succeeds. */
static void
test_terms_at_end (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.asset, GLOSSARY);
  g_autoptr (TarnAsset) asset = NULL;

  engine_advance (lake.engine, RUN_US - 1);
  add_term (&lake, "asset");
  engine_advance (lake.engine, 1);
  add_term (&lake, "col");
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, BY_GLOSSARY, "summary"), ==, "asset");
}

/* --- More of domains -------------------------------------------------------------------------- */

/* The same steps in a domain of the other version. */
static void
test_versions_alike (void)
{
  static const char *const types[] = { NAMES, NULL };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *domain = datazone_add_domain (lake.client, "second", TARN_DOMAIN_VERSION_2);
  g_autofree char *project = datazone_add_project (lake.client, domain, "project");
  g_autofree char *asset = datazone_add_asset (lake.client, domain, project,
                                               asset_input_new ("asset", TABLE_TYPE, 20));
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = asset };
  g_autoptr (TarnMetadataRun) run
      = start_run (lake.client, domain, project, &target, NULL, types, NULL, NULL);

  engine_drain (lake.engine);
  g_assert_true (tarn_metadata_run_reload (run, lake.client, NULL));
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_metadata_run_get_end_time (run), ==, START_US + RUN_US);
}

static void
test_system_at_once (void)
{
  g_auto (Lake) lake = lake_new (0);
  const char *asset;
  g_autoptr (GPtrArray) runs = NULL;

  engine_advance (lake.engine, SECOND_US);
  asset = lake_add_automatic_asset (&lake, "automatic", 3);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, asset, -1, NULL, NULL, NULL);
  g_assert_cmpint (tarn_metadata_run_get_creation_time (runs->pdata[0]), ==, START_US + SECOND_US);
  g_assert_cmpint (tarn_metadata_run_get_status (runs->pdata[0]), ==,
                   TARN_METADATA_STATUS_IN_PROGRESS);
}

static void
test_other_ids (void)
{
  static const struct
  {
    const char *id;
    const char *exception;
  } rows[] = {
    { "x", NOT_FOUND },         { "<36*x>", NOT_FOUND }, { "_-aZ9", NOT_FOUND },
    { "<37*x>", VALIDATION },   { "", VALIDATION },      { "a.b", VALIDATION },
    { "\xc3\xa4", VALIDATION },
  };
  g_auto (Lake) lake = lake_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = lake_expand (&lake, rows[i].id);
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_datazone_client_set_business_name_generation (lake.client, lake.domain,
                                                                         id, TRUE, &error));
      g_assert_cmpstr (tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code), ==,
                       rows[i].exception);
    }
}

static void
test_ids_by_place (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *project = datazone_add_project (lake.client, lake.domain, "second");
  g_autofree char *first = datazone_add_asset (lake.client, lake.domain, lake.project,
                                               asset_input_new ("same", TABLE_TYPE, 1));
  g_autofree char *second = datazone_add_asset (lake.client, lake.domain, project,
                                                asset_input_new ("same", TABLE_TYPE, 1));

  g_assert_cmpstr (second, !=, first);
}

static void
test_looks_are_no_calls (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (TarnPrincipal) caller = principal_new (ACCOUNT, NULL);
  g_autoptr (TarnDataZoneClient) foreign = datazone_client_new (lake.engine, FOREIGN, NULL);

  tarn_engine_set_journal (lake.engine, journal);
  engine_add_faults (lake.engine, "[all]\ndo=throw\nexception=ThrottlingException\n");
  g_autofree char *id = tarn_datazone_client_look_up_user (foreign, lake.domain, caller, NULL);
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_look_up_asset (foreign, lake.domain, lake.asset, NULL, NULL);
  g_assert_nonnull (id);
  g_assert_cmpstr (tarn_asset_get_id (asset), ==, lake.asset);
  g_assert_cmpuint (tarn_journal_count_calls (journal, NULL, NULL), ==, 0);
}

static void
test_revision_without_type (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("asset", NULL);
  g_autofree char *revision = tarn_datazone_client_create_asset_revision (lake.client, lake.domain,
                                                                          lake.asset, input, NULL);
  g_autoptr (TarnAsset) asset = lake_get_asset (&lake, lake.asset, revision);

  g_assert_cmpstr (revision, ==, "2");
  g_assert_cmpstr (tarn_asset_get_type_identifier (asset), ==, TABLE_TYPE);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-domain.h: look_up_user(): This is no call of the service: access, rates and the fault plan do not apply to "
    "it, and the journal does not have it.", test_looks_are_no_calls },
  { "tarn-domain.h: look_up_asset(): But this is no call of the service: access, rates and the fault plan do not apply "
    "to it, and the journal does not have it.", test_looks_are_no_calls },
  { "tarn-domain.h: create_asset_revision(): its type must be that of the asset, or %NULL", test_revision_without_type },
  { "tarn-domain.h: chapter: An id has 14 digits and lower-case letters; ids of domains have them after "
    "`dzd_` or `dzd-`.",
    test_ids },
  { "tarn-domain.h: chapter: So a new entity does not change the ids of others",
    test_ids_of_others },
  { "tarn-domain.h: chapter: except of those that have the same name",
    test_ids_of_same_name },
  { "tarn-domain.h: chapter: Names take 1 to 256 characters from space upward and TAB, in valid UTF-8, but "
    "neither U+FFFE nor U+FFFF",
    test_names },
  { "tarn-domain.h: chapter: Only AcceptPredictions and RejectPredictions require a membership of the project.",
    test_no_membership_needed },
  { "tarn-domain.h: create_domain(): The caller becomes a user of the domain.",
    test_creator_is_user },
  { "tarn-domain.h: create_project(): The caller becomes a member of the project, and a user of the domain if "
    "it is not yet one.",
    test_creator_is_member },
  { "tarn-domain.h: create_project_membership(): Members may start and cancel the runs of the project's "
    "assets; for other callers these operations fail with UnauthorizedException.",
    test_members_may },
  { "tarn-domain.h: set_business_name_generation(): While it is on, each new asset gets a run of "
    "`BUSINESS_NAMES` whose createdBy is `SYSTEM`. It is off for a new project.",
    test_setting },
  { "tarn-domain.h: set_business_name_generation(): An asset can ask for such a run as well",
    test_setting_of_asset },
  { "tarn-domain.h: create_glossary_term(): can suggest the terms that exist when a run succeeds",
    test_terms_at_end },
  { "tarn-domain.h: create_asset(): No run begins if nothing can be generated for the asset",
    test_nothing_to_generate },
  { "tarn-domain.h: create_asset(): In the last two cases observers are notified.",
    test_full_domain },
  { "tarn-domain.h: create_asset(): Creates an asset, of revision 1.",
    test_revisions },
  { "tarn-domain.h: create_asset_revision(): An active run still works on the revision that it began with.",
    test_run_of_old_revision },
  { "tarn-domain.h: TarnDomainVersion: Both versions behave alike.",
    test_versions_alike },
  { "tarn-domain.h: create_asset(): If the asset or its project asks for business names, a run of `SYSTEM` "
    "begins at once.",
    test_system_at_once },
  { "tarn-domain.h: chapter: and all other ids `^[a-zA-Z0-9_-]{1,36}$`",
    test_other_ids },
  { "tarn-domain.h: chapter: and on the names of the entities that it belongs to",
    test_ids_by_place },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
