/* SPDX-License-Identifier: MIT */
/*
 * Tests the runs that the system starts. A new asset gets business names if the asset or its project asks for
 * them and the service supports the asset. If the domain has no room for another run, observers get a change.
 */
#include "worlds/datazone-digest.h"

#define TOO_MANY "The domain has as many metadata generation runs as it may have or more"

static TarnAssetInput *
wishing_input_new (const char *name, const char *type, guint n_columns)
{
  TarnAssetInput *input = asset_input_new (name, type, n_columns);

  tarn_asset_input_set_business_name_generation (input, TRUE);
  return input;
}

static void
set_project (const Lake *lake, const char *project, gboolean is_enabled)
{
  g_autoptr (GError) error = NULL;

  tarn_datazone_client_set_business_name_generation (lake->client, lake->domain, project,
                                                     is_enabled, &error);
  g_assert_no_error (error);
}

static guint
count_runs (const Lake *lake)
{
  g_autoptr (GPtrArray) runs
      = list_runs (lake->client, lake->domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);

  return runs->len;
}

/* Returns the only run of the asset with this name. */
static TarnMetadataRun *
get_run_of (const Lake *lake, const char *name)
{
  g_autoptr (GPtrArray) runs = list_runs (lake->client, lake->domain, NULL, NULL,
                                          lake_find (lake, name), -1, NULL, NULL, NULL);

  g_assert_cmpuint (runs->len, ==, 1);
  return lake_get (lake, tarn_metadata_run_get_id (runs->pdata[0]));
}

/* --- Which assets get names ------------------------------------------------------------------- */

static const struct
{
  const char *name;
  gboolean is_project_on;
  gboolean is_asset_on;
  const char *type;
  guint n_columns;
  guint64 row_count;
  guint n_runs;
} asking_rows[] = {
  { "nobody", FALSE, FALSE, TABLE_TYPE, 1, 1, 0 },
  { "asset", FALSE, TRUE, TABLE_TYPE, 1, 1, 1 },
  { "project", TRUE, FALSE, TABLE_TYPE, 1, 1, 1 },
  { "both", TRUE, TRUE, TABLE_TYPE, 1, 1, 1 },
  { "asset-of-custom-type", FALSE, TRUE, "CustomType", 1, 1, 1 },
  /* An asset for which the service cannot generate names gets no run, and this is no error. */
  { "unsupported", TRUE, TRUE, "CustomType", 0, 1, 0 },
  { "without-columns", TRUE, TRUE, TABLE_TYPE, 0, 1, 0 },
  { "without-rows", TRUE, TRUE, TABLE_TYPE, 1, 0, 0 },
};

static void
test_asking (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  TarnAssetInput *input
      = asset_input_new ("new", asking_rows[row].type, asking_rows[row].n_columns);
  g_autoptr (GString) log = lake_log (&lake);

  set_project (&lake, lake.project, asking_rows[row].is_project_on);
  tarn_asset_input_set_business_name_generation (input, asking_rows[row].is_asset_on);
  tarn_asset_input_set_row_count (input, asking_rows[row].row_count);
  lake_add_input (&lake, "new", input);

  g_assert_cmpuint (count_runs (&lake), ==, asking_rows[row].n_runs);
  g_assert_cmpint (log->len > 0, ==, asking_rows[row].n_runs > 0);
}

/* The setting belongs to one project, applies to assets that are created later, and can be turned off. */
static void
test_project_setting (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *second = lake_add_project (&lake, lake.client, lake.domain, "second");
  g_autoptr (TarnAssetInput) input = asset_input_new ("elsewhere", TABLE_TYPE, 1);
  g_autofree char *elsewhere = NULL;

  set_project (&lake, lake.project, TRUE);
  g_assert_cmpuint (count_runs (&lake), ==, 0);
  elsewhere = tarn_datazone_client_create_asset (lake.client, lake.domain, second, input, NULL);
  g_assert_nonnull (elsewhere);
  g_assert_cmpuint (count_runs (&lake), ==, 0);
  lake_add_asset (&lake, "with", 1);
  g_assert_cmpuint (count_runs (&lake), ==, 1);
  set_project (&lake, lake.project, FALSE);
  lake_add_asset (&lake, "without", 1);
  g_assert_cmpuint (count_runs (&lake), ==, 1);
}

/* A revision gets no run, even if the project and the input ask for names. */
static void
test_revision (void)
{
  g_auto (Lake) lake = lake_new (1);

  set_project (&lake, lake.project, TRUE);
  lake_add_revision (&lake, lake.asset, wishing_input_new ("asset", TABLE_TYPE, 1));
  g_assert_cmpuint (count_runs (&lake), ==, 0);
}

/* The last setting of an input applies. */
static void
test_input_taken_back (void)
{
  g_auto (Lake) lake = lake_new (1);
  TarnAssetInput *input = wishing_input_new ("new", TABLE_TYPE, 1);

  tarn_asset_input_set_business_name_generation (input, FALSE);
  lake_add_input (&lake, "new", input);
  g_assert_cmpuint (count_runs (&lake), ==, 0);
}

/* --- The run of the system -------------------------------------------------------------------- */

static void
test_told (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  engine_advance (lake.engine, SECOND_US);
  lake_add_input (&lake, "new", wishing_input_new ("new", TABLE_TYPE, 20));
  run = get_run_of (&lake, "new");
  text = run_to_string (run);
  lake_note (&lake, "run", g_strdup (tarn_metadata_run_get_id (run)));
  expected = lake_expand (&lake, "<domain> <project> <run> IN_PROGRESS SYSTEM [" NAMES "] " NAMES
                                 " of ASSET <new>@1 N=IN_PROGRESS created 1000000 ended never"
                                 " calls 0 in 0 out 0 cost 0\n");
  g_assert_cmpstr (text, ==, expected);
  engine_drain (lake.engine);
  assert_status (&lake, lake_find (&lake, "run"), "SUCCEEDED");
}

/* A run of the system is submitted like any other run, blocks other starts, and can be canceled. */
static void
test_like_others (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (GError) error = NULL;
  const StartCall call = { .asset = "<new>" };

  lake_set (&lake, "submitted-duration-us", SECOND_US);
  lake_add_input (&lake, "new", wishing_input_new ("new", TABLE_TYPE, 1));
  run = get_run_of (&lake, "new");
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUBMITTED);
  g_assert_null (lake_try (&lake, lake.client, &call, &error));
  assert_exception (&lake, error, CONFLICT,
                    "Asset <new> has a metadata generation run that has not ended");
  lake_cancel (&lake, tarn_metadata_run_get_id (run));
  assert_status (&lake, tarn_metadata_run_get_id (run), "CANCELED");
}

/* The rate of Start limits callers, so it does not limit the runs that the system starts. */
static void
test_no_rate (void)
{
  g_auto (Lake) lake = lake_new (1);

  lake_set (&lake, "start-rate-per-second", 0);
  set_project (&lake, lake.project, TRUE);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("new-%u", i);

      lake_add_asset (&lake, name, 1);
    }
  g_assert_cmpuint (count_runs (&lake), ==, 50);
}

/* --- No room ---------------------------------------------------------------------------------- */

static void
note_failure (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnMetadataChange *part = tarn_change_get_metadata (change);
  const Lake *lake = data;
  g_autofree char *run_id = tarn_change_dup_run_id (change);

  if (g_strcmp0 (tarn_change_get_cause (change), "invocation-failure") != 0)
    return;
  g_assert_null (run_id);
  g_assert_null (tarn_change_get_from_status (change));
  g_assert_null (tarn_change_get_to_status (change));
  g_assert_null (tarn_metadata_change_get_client_token (part));
  g_assert_null (tarn_change_get_refresh (change));
  g_assert_null (tarn_metadata_change_get_types (part)[0]);
  g_assert_cmpint (tarn_change_get_creation_time (change), ==, 0);
  g_assert_cmpint (tarn_change_get_time (change), ==, tarn_engine_get_now (lake->engine));
  g_assert_true (tarn_change_get_service (change)
                 == tarn_engine_get_service (lake->engine, "datazone"));
  g_assert_cmpstr (tarn_metadata_change_get_domain_id (part), ==, lake->domain);
  g_assert_cmpstr (tarn_metadata_change_get_owning_project_id (part), ==, lake->project);
  g_assert_cmpuint (tarn_metadata_change_get_asset_revision (part), ==, 1);
  g_assert_cmpstr (tarn_metadata_change_get_created_by (part), ==, "SYSTEM");
  g_assert_cmpstr (tarn_change_get_error_message (change), ==, TOO_MANY);
  lake_note (lake, "failed", g_strdup (tarn_metadata_change_get_asset_id (part)));
}

/* If there is no room for a run, the asset is created, and observers get a change for the asset. */
static void
test_no_room (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (GString) log = NULL;

  lake_set (&lake, "active-runs-max", 1);
  id = lake_start (&lake, lake.asset, DESCRIPTIONS);
  log = lake_log (&lake);
  tarn_engine_add_observer (lake.engine, note_failure, &lake, NULL);
  engine_advance (lake.engine, SECOND_US);
  lake_add_input (&lake, "new", wishing_input_new ("new", TABLE_TYPE, 1));

  assert_log (log, "@1000 invocation-failure > (Business Name Generation Failed)\n");
  g_assert_cmpstr (lake_find (&lake, "failed"), ==, lake_find (&lake, "new"));
  g_assert_cmpuint (count_runs (&lake), ==, 1);
  /* The system does not try again when there is room. */
  lake_cancel (&lake, id);
  engine_drain (lake.engine);
  assert_log (log, "@1000 cancel IN_PROGRESS>CANCELED D=CANCELED (Metadata Generation Canceled)\n");
  g_assert_cmpuint (count_runs (&lake), ==, 1);
}

/* Observers get no change for an asset that could not get names anyway. */
static void
test_no_room_for_the_unsupported (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = lake_log (&lake);

  lake_set (&lake, "active-runs-max", 0);
  lake_add_input (&lake, "plain", wishing_input_new ("plain", "CustomType", 0));
  lake_add_input (&lake, "bare", wishing_input_new ("bare", TABLE_TYPE, 0));
  lake_add_asset (&lake, "silent", 1);
  assert_log (log, "");
  lake_add_input (&lake, "table", wishing_input_new ("table", TABLE_TYPE, 1));
  assert_log (log, "@0 invocation-failure > (Business Name Generation Failed)\n");
}

/* A run of the system counts among the active runs of the domain. */
static void
test_takes_room (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;

  lake_set (&lake, "active-runs-max", 1);
  lake_add_input (&lake, "new", wishing_input_new ("new", TABLE_TYPE, 1));
  g_assert_null (lake_try (&lake, lake.client, &(StartCall){ 0 }, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_SERVICE_QUOTA_EXCEEDED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (asking_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/system/asking/", asking_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_asking);
    }
  g_test_add_func ("/generation/system/project-setting", test_project_setting);
  g_test_add_func ("/generation/system/revision", test_revision);
  g_test_add_func ("/generation/system/input-taken-back", test_input_taken_back);
  g_test_add_func ("/generation/system/told", test_told);
  g_test_add_func ("/generation/system/like-others", test_like_others);
  g_test_add_func ("/generation/system/no-rate", test_no_rate);
  g_test_add_func ("/generation/system/no-room", test_no_room);
  g_test_add_func ("/generation/system/no-room-for-the-unsupported",
                   test_no_room_for_the_unsupported);
  g_test_add_func ("/generation/system/takes-room", test_takes_room);
  return g_test_run ();
}
