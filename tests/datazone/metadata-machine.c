/* SPDX-License-Identifier: MIT */
/*
 * Tests the state machine of metadata runs and of their types. The table has the legal edges and no others.
 * Each edge is also followed in an engine, with all changes that observers get.
 */
#include "datazone/metadata-type.h"
#include "worlds/datazone-digest.h"
#include "neighbours.h"
#include "metadata-model.h"

#include "datazone/metadata-machine.h"

#define SUCCEEDED " (Metadata Generation Succeeded)\n"
#define FAILED " (Metadata Generation Failed)\n"
#define CANCELED " (Metadata Generation Canceled)\n"
#define NAMES_SUCCEEDED " (Business Name Generation Succeeded)\n"
#define NAMES_FAILED " (Business Name Generation Failed)\n"

/* clang-format off */

static const char *const expected_statuses[TARN_METADATA_N_STATES] = {
  [TARN_METADATA_NONE] = NULL,
  [TARN_METADATA_SUBMITTED] = "SUBMITTED",
  [TARN_METADATA_IN_PROGRESS] = "IN_PROGRESS",
  [TARN_METADATA_CANCELED] = "CANCELED",
  [TARN_METADATA_SUCCEEDED] = "SUCCEEDED",
  [TARN_METADATA_FAILED] = "FAILED",
  [TARN_METADATA_PARTIALLY_SUCCEEDED] = "PARTIALLY_SUCCEEDED",
};

static const char *const expected_lines[] = {
  "none create submitted",
  "submitted begin in-progress",
  "submitted cancel canceled",
  "in-progress type-done in-progress",
  "in-progress succeed succeeded",
  "in-progress fail failed",
  "in-progress succeed-partially partially-succeeded",
  "in-progress cancel canceled",
};

/* clang-format on */

static void
test_statuses (void)
{
  for (guint i = 0; i < TARN_METADATA_N_STATES; i++)
    {
      TarnMetadataStatus status = tarn_metadata_state_get_status ((TarnMetadataState) i);
      gboolean is_terminal = i >= TARN_METADATA_CANCELED && i <= TARN_METADATA_PARTIALLY_SUCCEEDED;

      g_assert_cmpstr (tarn_metadata_status_to_string (status), ==, expected_statuses[i]);
      g_assert_cmpint (tarn_metadata_status_is_terminal (status), ==, is_terminal);
    }
}

static void
test_no_status (void)
{
  g_assert_null (tarn_metadata_status_to_string ((TarnMetadataStatus) 0));
  g_assert_null (tarn_metadata_status_to_string ((TarnMetadataStatus) 7));
  g_assert_false (tarn_metadata_status_is_terminal ((TarnMetadataStatus) 0));
  g_assert_false (tarn_metadata_status_is_terminal ((TarnMetadataStatus) 7));
}

static void
test_lines (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree const char **lines
      = tarn_service_list_edges (tarn_engine_get_service (lake.engine, "datazone"));
  guint n_lines = 0;

  while (lines[n_lines] != NULL)
    n_lines++;
  g_assert_cmpuint (n_lines, ==, G_N_ELEMENTS (expected_lines));
  for (guint i = 0; i < G_N_ELEMENTS (expected_lines); i++)
    g_assert_true (g_strv_contains (lines, expected_lines[i]));
}

/* --- Each edge in an engine ------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *types;
  guint seconds[TARN_N_METADATA_TYPES]; /* a type without quota fails a second earlier */
  const char *without_quota[TARN_N_METADATA_TYPES];
  gint64 submitted_us;
  gint64 cancel_us; /* the time of the cancel, or 0 */
  const char *log;
} LakeRow;

#define NO_DESCRIPTIONS "descriptions-per-month-max"
#define NO_NAMES "names-per-month-max"
#define NO_GLOSSARY "glossary-associations-per-month-max"

#define BEGIN(letter)                                                                              \
  "@0 create >SUBMITTED " letter "=SUBMITTED\n@0 begin SUBMITTED>IN_PROGRESS " letter              \
  "=IN_PROGRESS\n"
#define BEGIN_ALL                                                                                  \
  "@0 create >SUBMITTED D=SUBMITTED N=SUBMITTED G=SUBMITTED\n"                                     \
  "@0 begin SUBMITTED>IN_PROGRESS D=IN_PROGRESS N=IN_PROGRESS G=IN_PROGRESS\n"
#define TYPE_DONE " type-done IN_PROGRESS>IN_PROGRESS"

/* clang-format off */
static const LakeRow lake_rows[] = {
  { "succeed", NAMES, { 0, 10, 0 }, { NULL }, 0, 0,
    BEGIN ("N") "@10000 succeed IN_PROGRESS>SUCCEEDED N=SUCCEEDED" SUCCEEDED },
  { "fail", GLOSSARY, { 0, 0, 10 }, { NO_GLOSSARY }, 0, 0,
    BEGIN ("G") "@9000 fail IN_PROGRESS>FAILED G=FAILED" FAILED },
  { "cancel", DESCRIPTIONS, { 10, 0, 0 }, { NULL }, 0, 3 * SECOND_US,
    BEGIN ("D") "@3000 cancel IN_PROGRESS>CANCELED D=CANCELED" CANCELED },
  { "submitted/succeed", NAMES, { 0, 10, 0 }, { NULL }, 4 * SECOND_US, 0,
    "@0 create >SUBMITTED N=SUBMITTED\n"
    "@4000 begin SUBMITTED>IN_PROGRESS N=IN_PROGRESS\n"
    "@14000 succeed IN_PROGRESS>SUCCEEDED N=SUCCEEDED" SUCCEEDED },
  { "submitted/cancel", NAMES " " GLOSSARY, { 0, 10, 10 }, { NULL }, 4 * SECOND_US, 3 * SECOND_US,
    "@0 create >SUBMITTED N=SUBMITTED G=SUBMITTED\n"
    "@3000 cancel SUBMITTED>CANCELED N=CANCELED G=CANCELED" CANCELED },
  { "submitted/cancel-when-begun", NAMES, { 0, 10, 0 }, { NULL }, 4 * SECOND_US, 5 * SECOND_US,
    "@0 create >SUBMITTED N=SUBMITTED\n"
    "@4000 begin SUBMITTED>IN_PROGRESS N=IN_PROGRESS\n"
    "@5000 cancel IN_PROGRESS>CANCELED N=CANCELED" CANCELED },
  /* The types run side by side, and the type that takes longest ends the run. */
  { "all/in-order", ALL_TYPES, { 10, 20, 30 }, { NULL }, 0, 0, BEGIN_ALL
    "@10000" TYPE_DONE " D=SUCCEEDED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@20000" TYPE_DONE " D=SUCCEEDED N=SUCCEEDED G=IN_PROGRESS\n"
    "@30000 succeed IN_PROGRESS>SUCCEEDED D=SUCCEEDED N=SUCCEEDED G=SUCCEEDED" SUCCEEDED },
  { "all/in-reverse", ALL_TYPES, { 30, 20, 10 }, { NULL }, 0, 0, BEGIN_ALL
    "@10000" TYPE_DONE " D=IN_PROGRESS N=IN_PROGRESS G=SUCCEEDED\n"
    "@20000" TYPE_DONE " D=IN_PROGRESS N=SUCCEEDED G=SUCCEEDED\n"
    "@30000 succeed IN_PROGRESS>SUCCEEDED D=SUCCEEDED N=SUCCEEDED G=SUCCEEDED" SUCCEEDED },
  { "all/middle-last", ALL_TYPES, { 10, 30, 20 }, { NULL }, 0, 0, BEGIN_ALL
    "@10000" TYPE_DONE " D=SUCCEEDED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@20000" TYPE_DONE " D=SUCCEEDED N=IN_PROGRESS G=SUCCEEDED\n"
    "@30000 succeed IN_PROGRESS>SUCCEEDED D=SUCCEEDED N=SUCCEEDED G=SUCCEEDED" SUCCEEDED },
  { "all/at-once", ALL_TYPES, { 10, 10, 10 }, { NULL }, 0, 0, BEGIN_ALL
    "@10000" TYPE_DONE " D=SUCCEEDED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@10000" TYPE_DONE " D=SUCCEEDED N=SUCCEEDED G=IN_PROGRESS\n"
    "@10000 succeed IN_PROGRESS>SUCCEEDED D=SUCCEEDED N=SUCCEEDED G=SUCCEEDED" SUCCEEDED },
  { "all/two-at-once", ALL_TYPES, { 20, 10, 10 }, { NULL }, 0, 0, BEGIN_ALL
    "@10000" TYPE_DONE " D=IN_PROGRESS N=SUCCEEDED G=IN_PROGRESS\n"
    "@10000" TYPE_DONE " D=IN_PROGRESS N=SUCCEEDED G=SUCCEEDED\n"
    "@20000 succeed IN_PROGRESS>SUCCEEDED D=SUCCEEDED N=SUCCEEDED G=SUCCEEDED" SUCCEEDED },
  { "all/fail", ALL_TYPES, { 10, 20, 20 }, { NO_DESCRIPTIONS, NO_NAMES, NO_GLOSSARY }, 0, 0,
    BEGIN_ALL
    "@9000" TYPE_DONE " D=FAILED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@19000" TYPE_DONE " D=FAILED N=FAILED G=IN_PROGRESS\n"
    "@19000 fail IN_PROGRESS>FAILED D=FAILED N=FAILED G=FAILED" FAILED },
  { "partly/first-fails", ALL_TYPES, { 10, 20, 30 }, { NO_DESCRIPTIONS }, 0, 0, BEGIN_ALL
    "@9000" TYPE_DONE " D=FAILED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@20000" TYPE_DONE " D=FAILED N=SUCCEEDED G=IN_PROGRESS\n"
    "@30000 succeed-partially IN_PROGRESS>PARTIALLY_SUCCEEDED D=FAILED N=SUCCEEDED G=SUCCEEDED\n" },
  { "partly/last-fails", ALL_TYPES, { 10, 20, 31 }, { NO_GLOSSARY }, 0, 0, BEGIN_ALL
    "@10000" TYPE_DONE " D=SUCCEEDED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@20000" TYPE_DONE " D=SUCCEEDED N=SUCCEEDED G=IN_PROGRESS\n"
    "@30000 succeed-partially IN_PROGRESS>PARTIALLY_SUCCEEDED D=SUCCEEDED N=SUCCEEDED G=FAILED\n" },
  { "partly/only-one-succeeds", ALL_TYPES, { 11, 20, 11 }, { NO_DESCRIPTIONS, NO_GLOSSARY }, 0, 0,
    BEGIN_ALL
    "@10000" TYPE_DONE " D=FAILED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@10000" TYPE_DONE " D=FAILED N=IN_PROGRESS G=FAILED\n"
    "@20000 succeed-partially IN_PROGRESS>PARTIALLY_SUCCEEDED D=FAILED N=SUCCEEDED G=FAILED\n" },
  { "canceled/one-succeeded", ALL_TYPES, { 10, 20, 30 }, { NULL }, 0, 15 * SECOND_US, BEGIN_ALL
    "@10000" TYPE_DONE " D=SUCCEEDED N=IN_PROGRESS G=IN_PROGRESS\n"
    "@15000 cancel IN_PROGRESS>CANCELED D=SUCCEEDED N=CANCELED G=CANCELED" CANCELED },
  { "canceled/two-failed", ALL_TYPES, { 30, 10, 10 }, { NO_NAMES, NO_GLOSSARY }, 0, 9 * SECOND_US,
    BEGIN_ALL
    "@9000" TYPE_DONE " D=IN_PROGRESS N=FAILED G=IN_PROGRESS\n"
    "@9000" TYPE_DONE " D=IN_PROGRESS N=FAILED G=FAILED\n"
    "@9000 cancel IN_PROGRESS>CANCELED D=CANCELED N=FAILED G=FAILED" CANCELED },
};
/* clang-format on */

static void
add_slow_model (const Lake *lake, const guint *seconds)
{
  g_autoptr (OwnModel) model = lake_add_model (lake);

  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (seconds[i] > 0)
      model->plans[i] = (OwnPlan){ (seconds[i] - 1) * SECOND_US, SECOND_US, 1, 2, 3 };
}

static void
test_lake (gconstpointer data)
{
  const LakeRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = lake_log (&lake);
  g_autofree char *id = NULL;

  add_slow_model (&lake, row->seconds);
  lake_set (&lake, "types-max", 3);
  lake_set (&lake, "submitted-duration-us", row->submitted_us);
  for (guint i = 0; i < TARN_N_METADATA_TYPES && row->without_quota[i] != NULL; i++)
    lake_set (&lake, row->without_quota[i], 0);
  id = lake_start (&lake, lake.asset, row->types);
  engine_advance (lake.engine, row->cancel_us);
  if (row->cancel_us != 0)
    lake_cancel (&lake, id);
  engine_drain (lake.engine);

  assert_log (log, row->log);
}

/* A random failure is a change too, at a time of its own. */
static void
test_model_failure_in_lake (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = NULL;
  g_autofree char *end = NULL;

  lake_set (&lake, "descriptions-failure-ppm", 1000000);
  g_free (lake_start (&lake, lake.asset, DESCRIPTIONS));
  log = lake_log (&lake);
  engine_drain (lake.engine);

  end = g_strdup_printf ("@%" G_GINT64_FORMAT " fail IN_PROGRESS>FAILED D=FAILED" FAILED,
                         engine_now (lake.engine) / MS_US);
  assert_log (log, end);
}

/* The events of a run that the system started have other names, and its cancel has no event. */
static void
test_system_in_lake (gconstpointer data)
{
  static const char *const logs[] = {
    BEGIN ("N") "@27708 succeed IN_PROGRESS>SUCCEEDED N=SUCCEEDED" NAMES_SUCCEEDED,
    BEGIN ("N") "@5000 fail IN_PROGRESS>FAILED N=FAILED" NAMES_FAILED,
    BEGIN ("N") "@0 cancel IN_PROGRESS>CANCELED N=CANCELED\n",
  };
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = lake_log (&lake);
  g_autoptr (GPtrArray) runs = NULL;

  lake_set (&lake, "names-per-month-max", row == 1 ? 0 : -1);
  lake_add_automatic_asset (&lake, "named", 20);
  runs = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  if (row == 2)
    lake_cancel (&lake, tarn_metadata_run_get_id (runs->pdata[0]));
  engine_drain (lake.engine);

  assert_log (log, logs[row]);
}

/* --- The members of a change ------------------------------------------------------------------ */

static void
assert_type_stat (const TarnMetadataChange *part, const TarnMetadataRun *run, TarnMetadataType type)
{
  g_assert_cmpint (tarn_metadata_change_get_type_status (part, type), ==,
                   tarn_metadata_run_get_type_status (run, type));
  g_assert_cmpstr (tarn_metadata_change_get_type_error_message (part, type), ==,
                   tarn_metadata_run_get_type_error_message (run, type));
}

/*
 * During a delivery the run is as the change left it, so Get returns the same values as the change. The
 * function notes the error message of each cause.
 */
static void
compare_with_get (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnMetadataChange *part = tarn_change_get_metadata (change);
  const Lake *lake = data;
  g_autofree char *id = tarn_change_dup_run_id (change);
  g_autoptr (TarnMetadataRun) run = lake_get (lake, id);
  g_autofree char *revision
      = g_strdup_printf ("%u", tarn_metadata_change_get_asset_revision (part));

  g_assert_cmpint (tarn_change_get_time (change), ==, tarn_engine_get_now (lake->engine));
  g_assert_true (tarn_change_get_service (change)
                 == tarn_engine_get_service (lake->engine, "datazone"));
  g_assert_cmpstr (tarn_change_get_to_status (change), ==,
                   tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)));
  g_assert_cmpstr (tarn_metadata_change_get_domain_id (part), ==,
                   tarn_metadata_run_get_domain_id (run));
  g_assert_cmpstr (tarn_metadata_change_get_owning_project_id (part), ==,
                   tarn_metadata_run_get_owning_project_id (run));
  g_assert_cmpstr (tarn_metadata_change_get_asset_id (part), ==,
                   tarn_metadata_run_get_target (run)->identifier);
  g_assert_cmpstr (revision, ==, tarn_metadata_run_get_target (run)->revision);
  g_assert_cmpstr (tarn_metadata_change_get_created_by (part), ==,
                   tarn_metadata_run_get_created_by (run));
  g_assert_cmpint (tarn_change_get_creation_time (change), ==,
                   tarn_metadata_run_get_creation_time (run));
  g_assert_cmpint (tarn_metadata_change_get_model_calls (part), ==,
                   tarn_metadata_run_get_model_calls (run));
  g_assert_cmpint (tarn_metadata_change_get_input_tokens (part), ==,
                   tarn_metadata_run_get_input_tokens (run));
  g_assert_cmpint (tarn_metadata_change_get_output_tokens (part), ==,
                   tarn_metadata_run_get_output_tokens (run));
  for (guint i = 1; i <= TARN_N_METADATA_TYPES; i++)
    assert_type_stat (part, run, (TarnMetadataType) i);
  g_assert_null (tarn_change_get_refresh (change));
  lake_note (lake, tarn_change_get_cause (change),
             g_strdup (tarn_change_get_error_message (change) != NULL
                           ? tarn_change_get_error_message (change)
                           : "none"));
}

/*
 * No two changes have the same time, so Get returns the run as each change left it. The user who starts the
 * run is not the user who created the domain.
 */
static void
test_record (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  const StartCall call
      = { .project = "<second>", .asset = "<two>", .types = DESCRIPTIONS " " NAMES };

  lake_add_project (&lake, steward, lake.domain, "second");
  lake_add_elsewhere (&lake, steward, lake.domain, lake_find (&lake, "second"), "two");
  add_slow_model (&lake, (const guint[]){ 10, 20, 30 });
  lake_set (&lake, "names-per-month-max", 0);
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  lake_add_revision (&lake, lake_find (&lake, "two"), asset_input_new ("two", TABLE_TYPE, 1));
  tarn_engine_add_observer (lake.engine, compare_with_get, &lake, NULL);
  g_free (lake_try (&lake, steward, &call, NULL));
  engine_drain (lake.engine);

  g_assert_cmpstr (lake_find (&lake, "create"), ==, "none");
  g_assert_cmpstr (lake_find (&lake, "begin"), ==, "none");
  g_assert_cmpstr (lake_find (&lake, "type-done"), ==, "none");
  g_assert_cmpstr (lake_find (&lake, "succeed-partially"), ==,
                   "business name generation has reached monthly quota");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generation/machine/statuses", test_statuses);
  g_test_add_func ("/generation/machine/no-status", test_no_status);
  g_test_add_func ("/generation/machine/lines", test_lines);
  ADD_ROWS ("/generation/machine/lake/", lake_rows, test_lake);
  g_test_add_func ("/generation/machine/lake/model-failure", test_model_failure_in_lake);
  g_test_add_data_func ("/generation/machine/lake/system/succeed", GUINT_TO_POINTER (0),
                        test_system_in_lake);
  g_test_add_data_func ("/generation/machine/lake/system/fail", GUINT_TO_POINTER (1),
                        test_system_in_lake);
  g_test_add_data_func ("/generation/machine/lake/system/cancel", GUINT_TO_POINTER (2),
                        test_system_in_lake);
  g_test_add_func ("/generation/machine/record", test_record);
  return g_test_run ();
}
