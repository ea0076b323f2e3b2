/* SPDX-License-Identifier: MIT */
/*
 * Tests rules for runs that a service starts without a call: the automatic refreshes of a view, and the run
 * for the names of a new asset.
 */
#include "worlds/sample.h"

#define AUTOMATIC "start=automatic\n"

typedef struct
{
  const char *name;
  const char *rules;
  const char *log; /* of the changes of the run, which all begin without a call */
  guint n_matched;
  guint n_applied;
} Row;

/* A refresh of the view is due every hour. It takes 314 seconds, and 564 once the table is twice as large. */
/* clang-format off */
static const Row refresh_rows[] = {
  { "fails", "do=fail-run\nat-ppm=0\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3630 begin, 3630 fail, 7200 create, 7200 take-slot, 7230 begin, "
    "7230 fail, ", 2, 2 },
  { "second-fails", "nth=2\ndo=fail-run\nat-ppm=0\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3630 begin, 3914 succeed, 7200 create, 7200 take-slot, "
    "7230 begin, 7230 fail, ", 2, 1 },
  { "hangs", "do=hang-run\n" AUTOMATIC, "3600 create, 3600 take-slot, 3630 begin, ", 1, 1 },
  { "is-slow", "nth=1\ndo=slow-run\nfactor-permille=2000\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3660 begin, 4228 succeed, 7200 create, 7200 take-slot, "
    "7230 begin, 7764 succeed, ", 2, 1 },
  { "of-this-view", "do=fail-run\nat-ppm=0\nresource=123456789012/sales/hourly\nnth=1\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3630 begin, 3630 fail, 7200 create, 7200 take-slot, 7230 begin, "
    "7764 succeed, ", 2, 1 },
  { "of-other-view", "do=fail-run\nat-ppm=0\nresource=123456789012/sales/daily\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3630 begin, 3914 succeed, 7200 create, 7200 take-slot, "
    "7230 begin, 7764 succeed, ", 0, 0 },
  { "of-other-service", "service=datazone\ndo=fail-run\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3630 begin, 3914 succeed, 7200 create, 7200 take-slot, "
    "7230 begin, 7764 succeed, ", 0, 0 },
  { "of-calls", "do=fail-run\noperation=" START_REFRESH "\n",
    "3600 create, 3600 take-slot, 3630 begin, 3914 succeed, 7200 create, 7200 take-slot, "
    "7230 begin, 7764 succeed, ", 0, 0 },
  { "of-all-calls", "do=lose-reply\nafter-us=946688400000000\nuntil-us=946688400000001\n",
    "3600 create, 3600 take-slot, 3630 begin, 3914 succeed, 7200 create, 7200 take-slot, "
    "7230 begin, 7764 succeed, ", 0, 0 },
  { "until", "do=fail-run\nat-ppm=0\nuntil-us=946688400000000\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3630 begin, 3914 succeed, 7200 create, 7200 take-slot, "
    "7230 begin, 7764 succeed, ", 0, 0 },
  { "throws", "nth=1\ndo=throw\nexception=ResourceNumberLimitExceededException\n" AUTOMATIC,
    "3600 invocation-failure (rule), 7200 create, 7200 take-slot, 7230 begin, 7764 succeed, ", 2, 1 },
  { "throws-message", "nth=1\ndo=throw\nexception=InternalServiceException\nmessage=Down\n" AUTOMATIC,
    "3600 invocation-failure (Down), 7200 create, 7200 take-slot, 7230 begin, 7764 succeed, ", 2, 1 },
  { "limit-is-full", "nth=1\ndo=fill-limit\nduration-us=1\n" AUTOMATIC,
    "3600 invocation-failure (The account has as many refresh task runs as it may have.), "
    "7200 create, 7200 take-slot, 7230 begin, 7764 succeed, ", 2, 1 },
  { "definer-is-denied", "nth=1\ndo=revoke\ndeny-principal=*\ndeny-action=lakeformation:SELECT\n"
    "deny-resource=*\n" AUTOMATIC,
    "3600 create, 3600 take-slot, 3630 begin, 3914 fail, 7200 create, 7200 take-slot, 7230 begin, "
    "7230 fail, ", 2, 1 },
};
/* clang-format on */

static void
note (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  gint64 since_us = tarn_change_get_time (change) - START_US;

  g_string_append_printf (data, "%" G_GINT64_FORMAT " %s", since_us / SECOND_US,
                          tarn_change_get_cause (change));
  if (g_str_equal (tarn_change_get_cause (change), "invocation-failure"))
    g_string_append_printf (data, " (%s)", tarn_change_get_error_message (change));
  g_string_append (data, ", ");
}

static void
assert_counts (TarnSample *sample, const Row *row)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (tarn_sample_get_engine (sample));

  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "rule"), ==, row->n_matched);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "rule"), ==, row->n_applied);
}

static void
test_refresh (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GString) log = g_string_new (NULL);

  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (tarn_sample_get_glue (sample), "hourly", orders, TARN_REFRESH_TYPE_NONE,
                       3600);
  g_autofree char *text = g_strconcat ("[rule]\n", row->rules, NULL);
  tarn_sample_add_faults (sample, text);
  tarn_engine_add_observer (tarn_sample_get_engine (sample), note, log, NULL);
  sample_advance_to (sample, HOUR_US + 3599 * SECOND_US);
  glue_append (tarn_sample_get_glue (sample), orders, 100 * GIGABYTE);
  sample_advance_to (sample, 2 * HOUR_US + 3599 * SECOND_US);
  g_assert_cmpstr (log->str, ==, row->log);
  assert_counts (sample, row);
}

/* --- The runs for the names of new assets ----------------------------------------------------- */

/* clang-format off */
static const Row names_rows[] = {
  { "fails", "do=fail-run\nat-ppm=0\n" AUTOMATIC, "0 create, 0 begin, 0 fail, ", 1, 1 },
  { "names-fail", "do=fail-run\nat-ppm=0\ntype=BUSINESS_NAMES\n" AUTOMATIC,
    "0 create, 0 begin, 0 fail, ", 1, 1 },
  { "hangs", "do=hang-run\n" AUTOMATIC, "0 create, 0 begin, ", 1, 1 },
  { "throws", "do=throw\nexception=InternalServerException\n" AUTOMATIC,
    "0 invocation-failure (rule), ", 1, 1 },
  { "limit-is-full", "do=fill-limit\nduration-us=1\n" AUTOMATIC,
    "0 invocation-failure (The domain has as many metadata generation runs as it may have or more), ",
    1, 1 },
  { "of-other-service", "service=glue\ndo=hang-run\n" AUTOMATIC,
    "0 create, 0 begin, 9 succeed, ", 0, 0 },
  { "of-calls", "do=hang-run\noperation=" START_METADATA "\n",
    "0 create, 0 begin, 9 succeed, ", 0, 0 },
};
/* clang-format on */

static void
add_asset (TarnSample *sample, guint n_columns)
{
  TarnAssetInput *input = tarn_asset_input_new ("new", "GlueTableAssetType");

  for (guint i = 0; i < n_columns; i++)
    tarn_asset_input_add_column (input, "a", "bigint");
  tarn_asset_input_set_row_count (input, 1);
  tarn_asset_input_set_business_name_generation (input, TRUE);
  g_autofree char *id G_GNUC_UNUSED
      = datazone_add_asset (tarn_sample_get_datazone (sample), tarn_sample_get_domain_id (sample),
                            tarn_sample_get_project_id (sample), input);
}

static void
test_names (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = g_strconcat ("[rule]\n", row->rules, NULL);
  g_autoptr (TarnSample) sample = sample_with_faults (text);
  g_autoptr (GString) log = g_string_new (NULL);

  tarn_engine_add_observer (tarn_sample_get_engine (sample), note, log, NULL);
  add_asset (sample, 1);
  sample_drain (sample);
  g_assert_cmpstr (log->str, ==, row->log);
  assert_counts (sample, row);
}

/* A start that is not due, because the service supports no names for the asset, matches no rule. */
static void
test_unsupported (void)
{
  static const Row row = { .n_matched = 0, .n_applied = 0 };
  g_autoptr (TarnSample) sample
      = sample_with_rule ("do=throw\nexception=InternalServerException\n" AUTOMATIC);
  g_autoptr (GString) log = g_string_new (NULL);

  tarn_engine_add_observer (tarn_sample_get_engine (sample), note, log, NULL);
  add_asset (sample, 0);
  g_assert_cmpstr (log->str, ==, "");
  assert_counts (sample, &row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/faults-on-automatic-starts/refresh/", refresh_rows, test_refresh);
  ADD_ROWS ("/faults-on-automatic-starts/names/", names_rows, test_names);
  g_test_add_func ("/faults-on-automatic-starts/unsupported", test_unsupported);

  return g_test_run ();
}
