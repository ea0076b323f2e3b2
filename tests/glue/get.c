/* SPDX-License-Identifier: MIT */
/*
 * Tests GetMaterializedViewRefreshTaskRun: what a run reports at each instant. The run of most tests is a
 * full refresh of 100 GB, whose phases are worked out by hand below.
 */
#include "worlds/glue-lake.h"

#define SOME_ID "01234567-89ab-4def-8123-456789abcdef"
#define ROLE "arn:aws:iam::" ACCOUNT ":role/definer"

typedef struct
{
  const char *name;
  const char *catalog;
  const char *id; /* "*" stands for the id of the fixture's run */
  const char *exception;
  const char *begins;
  gboolean is_federated;
} RefusedRow;

#define ID "MaterializedViewRefreshTaskRunId"

/* clang-format off */
static const RefusedRow refused_rows[] = {
  { "empty-catalog", "", "*", INVALID, "CatalogId", FALSE },
  { "control-character", ACCOUNT "\x1b", "*", INVALID, "CatalogId", FALSE },
  { "not-utf-8", "\x80", "*", INVALID, "CatalogId", FALSE },
  { "no-id", ACCOUNT, NULL, INVALID, ID, FALSE },
  { "empty-id", ACCOUNT, "", INVALID, ID, FALSE },
  { "short-id", ACCOUNT, "01234567-89ab-4def-8123-456789abcde", INVALID, ID, FALSE },
  { "long-id", ACCOUNT, SOME_ID "0", INVALID, ID, FALSE },
  { "trailing-blank", ACCOUNT, SOME_ID " ", INVALID, ID, FALSE },
  { "braces", ACCOUNT, "{" SOME_ID "}", INVALID, ID, FALSE },
  { "no-hyphens", ACCOUNT, "0123456789ab4def8123456789abcdef", INVALID, ID, FALSE },
  { "misplaced-hyphen", ACCOUNT, "0123456-789ab-4def-8123-456789abcdef", INVALID, ID, FALSE },
  { "not-hexadecimal", ACCOUNT, "0123456g-89ab-4def-8123-456789abcdef", INVALID, ID, FALSE },
  { "sign-for-a-digit", ACCOUNT, "+1234567-89ab-4def-8123-456789abcdef", INVALID, ID, FALSE },
  { "foreign-account", FOREIGN, "*", DENIED, "", FALSE },
  { "foreign-bucket", FOREIGN ":s3tablescatalog/bucket", "*", DENIED, "", FALSE },
  { "unknown-id", ACCOUNT, SOME_ID, NOT_FOUND, "", FALSE },
  { "nil-id", ACCOUNT, "00000000-0000-0000-0000-000000000000", NOT_FOUND, "", FALSE },
  /* The service's pattern allows any version of a UUID. */
  { "version-0", ACCOUNT, "01234567-89ab-0def-0123-456789abcdef", NOT_FOUND, "", FALSE },
  { "unknown-catalog", ACCOUNT ":none", "*", NOT_FOUND, "", FALSE },
  { "another-catalog", BUCKET, "*", NOT_FOUND, "", FALSE },
  { "federated-catalog", FEDERATED, "*", NOT_FOUND, "", TRUE },
  { "order/catalog-before-id", "", "", INVALID, "CatalogId", FALSE },
  { "order/argument-before-access", FOREIGN, "", INVALID, ID, FALSE },
  { "order/access-before-entity", FOREIGN, SOME_ID, DENIED, "", FALSE },
};

/*
 * The phases of a full refresh of 100 GB, from RUNNING on. The first phase is serial and reads nothing. After
 * it the number of DPU doubles every 15 s, up to 10, and each DPU reads 40 bytes per microsecond.
 */
static const struct { gint64 seconds; gint64 dpu; gboolean reads; } phases[] = {
  { 10, 2, FALSE }, { 15, 2, TRUE }, { 15, 4, TRUE }, { 15, 8, TRUE }, { 229, 10, TRUE },
};
/* clang-format on */

static void
work_out (gint64 running_us, gint64 *out_dpu_ms, gint64 *out_bytes)
{
  gint64 use = 0, work = 0;

  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      gint64 part_us = CLAMP (running_us, 0, phases[i].seconds * SECOND_US);

      use += part_us * phases[i].dpu;
      work += phases[i].reads ? part_us * phases[i].dpu : 0;
      running_us -= part_us;
    }
  *out_dpu_ms = use / 1000;
  *out_bytes = work * 40;
}

static void
assert_use (TarnRefreshRun *run, gint64 dpu_ms, gint64 bytes)
{
  const double seconds = tarn_refresh_run_get_dpu_seconds (run);
  const double expected = (double) dpu_ms / 1000;

  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, dpu_ms);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, bytes);
  g_assert_true (memcmp (&seconds, &expected, sizeof seconds) == 0);
}

static void
assert_used_after (TarnRefreshRun *run, gint64 running_us)
{
  gint64 dpu_ms, bytes;

  work_out (running_us, &dpu_ms, &bytes);
  assert_use (run, dpu_ms, bytes);
}

/* Checks the times of the run, counted from the start of the engine. -1 stands for a time that is not set. */
static void
assert_times (TarnRefreshRun *run, gint64 created, gint64 started, gint64 ended, gint64 updated)
{
  const gint64 expected[] = { created, started, ended, updated };
  const gint64 times[]
      = { tarn_refresh_run_get_creation_time (run), tarn_refresh_run_get_start_time (run),
          tarn_refresh_run_get_end_time (run), tarn_refresh_run_get_last_update_time (run) };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_cmpint (times[i], ==, expected[i] < 0 ? 0 : TARN_ENGINE_START_TIME + expected[i]);
}

static void
assert_names (TarnRefreshRun *run, const char *id)
{
  g_assert_cmpstr (tarn_refresh_run_get_id (run), ==, id);
  g_assert_cmpstr (tarn_refresh_run_get_customer_id (run), ==, ACCOUNT);
  g_assert_cmpstr (tarn_refresh_run_get_catalog_id (run), ==, ACCOUNT);
  g_assert_cmpstr (tarn_refresh_run_get_database_name (run), ==, DATABASE);
  g_assert_cmpstr (tarn_refresh_run_get_table_name (run), ==, VIEW);
  g_assert_null (tarn_refresh_run_get_role (run));
}

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (GError) error = NULL;

  tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, &error);
  tarn_glue_client_create_catalog (lake.client, FEDERATED, TRUE, &error);
  g_assert_no_error (error);
  run = get_run (lake.client, row->catalog, g_strcmp0 (row->id, "*") == 0 ? id : row->id, &error);

  g_assert_null (run);
  assert_exception (error, row->exception, row->begins);
  g_assert_cmpint (tarn_glue_error_get_from_federation_source (error), ==, row->is_federated);
}

static void
test_long_catalog (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *catalog = g_strnfill (256, 'x');
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (GError) error = NULL;

  run = get_run (lake.client, catalog, SOME_ID, &error);
  assert_exception (error, INVALID, "CatalogId");
  g_clear_error (&error);
  run = get_run (lake.client, catalog + 1, SOME_ID, &error);
  assert_exception (error, NOT_FOUND, "");
}

static void
test_starting (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_advance (lake.engine, 9);
  id = lake_start (&lake, lake.view);
  engine_advance (lake.engine, FULL_STARTUP_US - 1);
  run = lake_get (&lake, id);

  assert_names (run, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, TARN_REFRESH_TYPE_FULL);
  assert_times (run, 9, -1, -1, 9);
  assert_use (run, 0, 0);
  g_assert_cmpint (tarn_refresh_run_get_cost_nano_usd (run), ==, 0);
  g_assert_null (tarn_refresh_run_get_error_message (run));
}

/* Before a run has a slot, not even its type is known. */
static void
test_waiting (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  g_free (lake_start (&lake, other));
  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  id = lake_start (&lake, lake.view);
  engine_advance (lake.engine, 100 * SECOND_US);
  run = lake_get (&lake, id);

  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, TARN_REFRESH_TYPE_NONE);
  g_assert_null (tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)));
  assert_times (run, 0, -1, -1, 0);
  assert_use (run, 0, 0);
}

/* The test gets the run from its first to its last instant, in steps that share no factor with the phases. */
static void
test_running (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);

  engine_advance (lake.engine, FULL_STARTUP_US);
  for (gint64 us = 0; us < FULL_DURATION_US - FULL_STARTUP_US; us += 1234567)
    {
      g_autoptr (TarnRefreshRun) run = NULL;

      engine_advance_to (lake.engine, FULL_STARTUP_US + us);
      run = lake_get (&lake, id);
      g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_RUNNING);
      assert_names (run, id);
      assert_times (run, 0, FULL_STARTUP_US, -1, FULL_STARTUP_US);
      assert_used_after (run, us);
    }
}

/* The use of a run is worked out by hand for these instants. A part of a DPU-millisecond is not counted. */
static void
test_running_by_hand (void)
{
  static const struct
  {
    gint64 us, dpu_ms, bytes;
  } rows[] = {
    { FULL_STARTUP_US, 0, 0 },
    { FULL_STARTUP_US + 499, 0, 0 },
    { FULL_STARTUP_US + 500, 1, 0 },
    { 40 * SECOND_US, 20000, 0 },
    { 40 * SECOND_US + 1, 20000, 80 },
    { 55 * SECOND_US, 50000, 1200 * MEGABYTE },
    { 70 * SECOND_US, 110000, 3600 * MEGABYTE },
    { 85 * SECOND_US, 230000, 8400 * MEGABYTE },
    { 172 * SECOND_US, 1100000, 43200 * MEGABYTE },
    { 314 * SECOND_US - 1, 2519999, 100 * GIGABYTE - 400 },
    { 314 * SECOND_US, 2520000, 100 * GIGABYTE },
    { HOUR_US, 2520000, 100 * GIGABYTE },
  };
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TarnRefreshRun) run = NULL;

      engine_advance_to (lake.engine, rows[i].us);
      run = lake_get (&lake, id);
      assert_use (run, rows[i].dpu_ms, rows[i].bytes);
    }
}

static void
test_succeeded (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_drain (lake.engine);
  run = lake_get (&lake, id);

  assert_names (run, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  assert_times (run, 0, FULL_STARTUP_US, FULL_DURATION_US, FULL_DURATION_US);
  assert_use (run, 2520000, 100 * GIGABYTE);
  g_assert_null (tarn_refresh_run_get_error_message (run));
}

static void
test_stopped (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) stopping = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_advance (lake.engine, 60 * SECOND_US);
  lake_stop (&lake, lake.view);
  stopping = lake_get (&lake, id);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);

  g_assert_cmpint (tarn_refresh_run_get_status (stopping), ==, TARN_REFRESH_STATUS_RUNNING);
  assert_times (stopping, 0, FULL_STARTUP_US, -1, 60 * SECOND_US);
  assert_names (run, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STOPPED);
  assert_times (run, 0, FULL_STARTUP_US, 65 * SECOND_US, 65 * SECOND_US);
  assert_used_after (run, 35 * SECOND_US);
  g_assert_null (tarn_refresh_run_get_error_message (run));
}

/* A failed run keeps what it used until its failure, whose time is drawn at random, and publishes nothing. */
static void
test_failed (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (TarnTable) table = NULL;
  gint64 ended;

  engine_set (lake.engine, "glue.read-failure-ppm", 1000000);
  id = lake_start (&lake, lake.view);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  table = lake_get_table (&lake, lake.view);

  assert_names (run, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
  ended = engine_now (lake.engine);
  g_assert_cmpint (ended, >=, FULL_STARTUP_US);
  g_assert_cmpint (ended, <, FULL_DURATION_US);
  assert_times (run, 0, FULL_STARTUP_US, ended, ended);
  assert_used_after (run, ended - FULL_STARTUP_US);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), !=, NULL);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), !=, "");
  g_assert_cmpint (tarn_table_get_version_id (table), ==, -1);
  g_assert_false (tarn_table_has_active_run (table));
}

static void
test_id_in_either_case (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autofree char *upper = g_ascii_strup (id, -1);
  g_autofree char *mixed = g_strdup (id);
  g_autoptr (TarnRefreshRun) upper_run = NULL;
  g_autoptr (TarnRefreshRun) mixed_run = NULL;

  for (guint i = 0; mixed[i] != '\0'; i += 2)
    mixed[i] = g_ascii_toupper (mixed[i]);
  upper_run = lake_get (&lake, upper);
  mixed_run = lake_get (&lake, mixed);

  g_assert_cmpstr (tarn_refresh_run_get_id (upper_run), ==, id);
  g_assert_cmpstr (tarn_refresh_run_get_id (mixed_run), ==, id);
}

/* A run belongs to the catalog of its view, even if the sources of the view are in another catalog. */
static void
test_catalog_of_the_view (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (TarnRefreshRun) elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  tarn_table_input_add_sub_object (input, lake.base);
  tarn_table_input_set_definer (input, ROLE);
  tarn_glue_client_create_catalog (lake.client, BUCKET, FALSE, &error);
  tarn_glue_client_create_database (lake.client, BUCKET, DATABASE, &error);
  glue_create_table (lake.client, BUCKET, DATABASE, VIEW, input, &error);
  id = start_refresh (lake.client, BUCKET, DATABASE, VIEW, FALSE, &error);
  run = get_run (lake.client, BUCKET, id, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (tarn_refresh_run_get_catalog_id (run), ==, BUCKET);
  g_assert_cmpstr (tarn_refresh_run_get_customer_id (run), ==, ACCOUNT);
  g_assert_cmpstr (tarn_refresh_run_get_role (run), ==, ROLE);
  elsewhere = get_run (lake.client, ACCOUNT, id, &error);
  g_assert_null (elsewhere);
  assert_exception (error, NOT_FOUND, "");
}

/* A copy of a run changes neither with the run nor with the end of the engine. */
static void
test_record (void)
{
  Lake lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_advance (lake.engine, 85 * SECOND_US);
  run = lake_get (&lake, id);
  engine_drain (lake.engine);
  g_object_add_weak_pointer (G_OBJECT (lake.engine), (gpointer *) &lake.engine);
  g_object_unref (lake.engine);
  g_assert_nonnull (lake.engine);
  g_clear_object (&lake.client);
  g_assert_null (lake.engine);
  lake_clear (&lake);

  assert_names (run, id);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_RUNNING);
  assert_times (run, 0, FULL_STARTUP_US, -1, FULL_STARTUP_US);
  assert_use (run, 230000, 8400 * MEGABYTE);
}

static void
test_statuses (void)
{
  static const char *const names[]
      = { NULL, "STARTING", "RUNNING", "SUCCEEDED", "FAILED", "STOPPED", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TarnRefreshStatus status = (TarnRefreshStatus) i;

      g_assert_cmpstr (tarn_refresh_status_to_string (status), ==, names[i]);
      if (names[i] != NULL)
        g_assert_cmpint (tarn_refresh_status_is_terminal (status), ==, i >= 3);
    }
  g_assert_null (tarn_refresh_type_to_string (TARN_REFRESH_TYPE_NONE));
  g_assert_cmpstr (tarn_refresh_type_to_string (TARN_REFRESH_TYPE_FULL), ==, "FULL");
  g_assert_cmpstr (tarn_refresh_type_to_string (TARN_REFRESH_TYPE_INCREMENTAL), ==, "INCREMENTAL");
}

/* Each option is 0, and the call still needs the id. */
static void
test_no_option_decides_about_the_id (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;

  engine_set (lake.engine, "glue.start-rate-per-second", 0);
  g_assert_null (get_run (lake.client, ACCOUNT, NULL, &error));
  assert_exception (error, INVALID, ID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/refresh/get/refused/", refused_rows, test_refused);
  g_test_add_func ("/refresh/get/refused/long-catalog", test_long_catalog);
  g_test_add_func ("/refresh/get/refused/no-id-by-any-option", test_no_option_decides_about_the_id);
  g_test_add_func ("/refresh/get/waiting", test_waiting);
  g_test_add_func ("/refresh/get/starting", test_starting);
  g_test_add_func ("/refresh/get/running", test_running);
  g_test_add_func ("/refresh/get/running-by-hand", test_running_by_hand);
  g_test_add_func ("/refresh/get/succeeded", test_succeeded);
  g_test_add_func ("/refresh/get/stopped", test_stopped);
  g_test_add_func ("/refresh/get/failed", test_failed);
  g_test_add_func ("/refresh/get/id-in-either-case", test_id_in_either_case);
  g_test_add_func ("/refresh/get/catalog-of-the-view", test_catalog_of_the_view);
  g_test_add_func ("/refresh/get/record", test_record);
  g_test_add_func ("/refresh/get/statuses", test_statuses);
  return g_test_run ();
}
