/* SPDX-License-Identifier: MIT */
/*
 * Tests the built-in cost model with numbers that were worked out independently of it: first the model alone,
 * then estimates and runs, which must have the same numbers. Other tests are about cost models of users, and
 * about the bill.
 */
#include "worlds/glue-lake.h"

#include "glue/glue-service.h"
#include "glue/refresh-cost.h"

#define BYTES_MAX (G_GUINT64_CONSTANT (1) << 60)
#define BYTES_PER_DPU G_GUINT64_CONSTANT (2147483648) /* bytes for one more DPU */

typedef struct
{
  const char *name;
  struct
  {
    guint option;
    gint64 value;
  } set[3]; /* entries with the option 0 are ignored */
  TarnRefreshType type;
  guint64 source_bytes;
  guint64 changed_bytes;
  guint64 view_bytes;
  gint64 bytes;
  gint64 duration_ms;
  gint64 use;
  gint64 peak;
  gint64 billed;
  gint64 nano_usd;
} PlanRow;

#define FULL TARN_REFRESH_TYPE_FULL
#define INCR TARN_REFRESH_TYPE_INCREMENTAL
#define BPD TARN_GLUE_COST_BYTES_PER_DPU
#define BPS TARN_GLUE_COST_BYTES_PER_SECOND_PER_DPU
#define DPU_MIN TARN_GLUE_COST_DPU_MIN
#define DPU_MAX TARN_GLUE_COST_DPU_MAX
#define AMPLIFY TARN_GLUE_COST_AMPLIFICATION_PERMILLE
#define MERGE TARN_GLUE_COST_MERGE_PERMILLE
#define G64(value) G_GINT64_CONSTANT (value)

/* clang-format off */

/* These rows are checked with the model alone, and with the estimates and runs of an engine. */
static const PlanRow golden_rows[] = {
  { "full-1-gb", {{0}}, FULL, 1 * GIGABYTE, 0, 0,
    1 * GIGABYTE, 52500, 45000, 2, 120000, 14666666 },
  { "full-10-gb", {{0}}, FULL, 10 * GIGABYTE, 0, 0,
    10 * GIGABYTE, 102000, 270000, 5, 270000, 33000000 },
  { "full-100-gb", {{0}}, FULL, 100 * GIGABYTE, 0, 0,
    100 * GIGABYTE, 314000, 2520000, 10, 2520000, 308000000 },
  { "full-1-tb", {{0}}, FULL, 1000 * GIGABYTE, 0, 0,
    1000 * GIGABYTE, 2564000, 25020000, 10, 25020000, G64 (3058000000) },
  { "incremental-1-gb", {{0}}, INCR, 100 * GIGABYTE, 1 * GIGABYTE, 0,
    5 * GIGABYTE, 86667, 145001, 3, 146000, 17844444 },
  { "incremental-quarter-gb", {{0}}, INCR, 100 * GIGABYTE, 250 * MEGABYTE, 0,
    1250 * MEGABYTE, 55625, 51250, 2, 120000, 14666666 },
  { "incremental-20-of-100-gb", {{0}}, INCR, 100 * GIGABYTE, 20 * GIGABYTE, 0,
    100 * GIGABYTE, 314000, 2520000, 10, 2520000, 308000000 },
};

static const PlanRow edge_rows[] = {
  { "two-dpu-exactly", {{0}}, FULL, 2 * BYTES_PER_DPU, 0, 0,
    2 * BYTES_PER_DPU, 93688, 127376, 2, 128000, 15644444 },
  { "two-dpu-and-a-byte", {{0}}, FULL, 2 * BYTES_PER_DPU + 1, 0, 0,
    2 * BYTES_PER_DPU + 1, 80792, 127376, 3, 128000, 15644444 },
  { "five-dpu-exactly", {{0}}, FULL, 5 * BYTES_PER_DPU, 0, 0,
    5 * BYTES_PER_DPU, 105688, 288440, 5, 289000, 35322222 },
  { "five-dpu-and-a-byte", {{0}}, FULL, 5 * BYTES_PER_DPU + 1, 0, 0,
    5 * BYTES_PER_DPU + 1, 99740, 288440, 6, 289000, 35322222 },
  { "work-of-one-ramp-step", {{ BPD, 1000000 }}, FULL, 1200 * MEGABYTE, 0, 0,
    1200 * MEGABYTE, 55000, 50000, 2, 120000, 14666666 },
  { "work-of-one-ramp-step-and-a-byte", {{ BPD, 1000000 }}, FULL, 1200 * MEGABYTE + 1, 0, 0,
    1200 * MEGABYTE + 1, 55001, 50004, 4, 120000, 14666666 },
  { "no-bytes-on-3-dpu", {{ DPU_MIN, 3 }}, FULL, 0, 0, 0, 0, 40000, 30000, 3, 180000, 22000000 },
  { "one-byte", {{0}}, FULL, 1, 0, 0, 1, 40001, 20002, 2, 120000, 14666666 },
  { "unchanged", {{0}}, INCR, 100 * GIGABYTE, 0, 5, 0, 2000, 0, 0, 0, 0 },
  { "unchanged-ms", {{ TARN_GLUE_COST_UNCHANGED_MS, 7 }}, INCR, 9, 0, 0, 0, 7, 0, 0, 0, 0 },
  { "unchanged-not-skipped", {{ TARN_GLUE_COST_SKIP_UNCHANGED, 0 }}, INCR, 9, 0, 0,
    0, 40000, 20000, 2, 120000, 14666666 },
  { "full-of-unchanged", {{0}}, FULL, 1 * GIGABYTE, 0, 9 * GIGABYTE,
    1 * GIGABYTE, 52500, 45000, 2, 120000, 14666666 },
  { "merge-up-to-the-view", {{ MERGE, 2000 }}, INCR, 0, 1 * GIGABYTE, 1500 * MEGABYTE,
    6500 * MEGABYTE, 88125, 182500, 4, 183000, 22366666 },
  { "merge-below-the-view", {{ MERGE, 2000 }}, INCR, 0, 1 * GIGABYTE, 3 * GIGABYTE,
    7 * GIGABYTE, 91250, 195000, 4, 195000, 23833333 },
  { "amplification-0", {{ AMPLIFY, 0 }}, INCR, 0, 1 * GIGABYTE, 9,
    0, 40000, 20000, 2, 120000, 14666666 },
  { "amplification-rounds-down", {{ AMPLIFY, 1 }}, INCR, 0, 1999, 0,
    1, 40001, 20002, 2, 120000, 14666666 },
  { "count-writes", {{ TARN_GLUE_COST_COUNT_WRITES, 1 }}, FULL, 1 * GIGABYTE, 0, 9 * GIGABYTE,
    10 * GIGABYTE, 102000, 270000, 5, 270000, 33000000 },
  { "greatest-dpu-below-the-least", {{ DPU_MAX, 1 }}, FULL, 10 * GIGABYTE, 0, 0,
    10 * GIGABYTE, 165000, 270000, 2, 270000, 33000000 },
  { "largest", {{0}}, FULL, BYTES_MAX, 0, 0,
    BYTES_MAX, G64 (2882303825518), G64 (28823037635180), 10,
    G64 (28823037636000), G64 (3522815711066666) },
  { "larger-than-that", {{0}}, FULL, G_MAXUINT64, 0, 0,
    BYTES_MAX, G64 (2882303825518), G64 (28823037635180), 10,
    G64 (28823037636000), G64 (3522815711066666) },
  { "slowest", {{ BPS, 1000000 }, { DPU_MIN, 1 }, { DPU_MAX, 1 }}, FULL, BYTES_MAX, 0, 0,
    BYTES_MAX, G64 (1152921504646847), G64 (1152921504616847), 1,
    G64 (1152921504617000), G64 (140912628342077777) },
  { "largest-both", {{ TARN_GLUE_COST_COUNT_WRITES, 1 }}, FULL, BYTES_MAX, 0, BYTES_MAX,
    BYTES_MAX, G64 (2882303825518), G64 (28823037635180), 10,
    G64 (28823037636000), G64 (3522815711066666) },
  { "change-of-2^57", {{ AMPLIFY, 8000 }}, INCR, 0, BYTES_MAX >> 3, 0,
    BYTES_MAX, G64 (2882303825518), G64 (28823037635180), 10,
    G64 (28823037636000), G64 (3522815711066666) },
  { "largest-change", {{0}}, INCR, 0, BYTES_MAX, 0,
    BYTES_MAX, G64 (2882303825518), G64 (28823037635180), 10,
    G64 (28823037636000), G64 (3522815711066666) },
  { "largest-amplification", {{ AMPLIFY, 1000000 }, { MERGE, 1000000 }}, INCR, 0, BYTES_MAX,
    G_MAXUINT64, BYTES_MAX, G64 (2882303825518), G64 (28823037635180), 10,
    G64 (28823037636000), G64 (3522815711066666) },
  { "most-phases", {{ DPU_MIN, 1 }, { DPU_MAX, 10000 }}, FULL, BYTES_MAX, 0, 0,
    BYTES_MAX, G64 (2882529188), G64 (28823037635000), 10000,
    G64 (28823037635000), G64 (3522815710944444) },
};
/* clang-format on */

static void
fill_options (const PlanRow *row, gint64 *options)
{
  for (guint i = 0; i < TARN_GLUE_N_OPTIONS; i++)
    options[i] = tarn_glue_service.options[i].initial;
  for (guint i = 0; i < G_N_ELEMENTS (row->set); i++)
    if (row->set[i].option != 0)
      options[row->set[i].option] = row->set[i].value;
}

/* Checks that use and bytes never fall during the run, and that they end with the numbers of the row. */
static void
assert_grows (const TarnCostPlan *plan, const PlanRow *row)
{
  gint64 use = 0, bytes = 0, step_us = MAX (1, plan->running_us / 997);

  for (gint64 us = 0; us < plan->running_us; us += step_us)
    {
      gint64 use_now = tarn_cost_plan_get_dpu_milliseconds (plan, us);
      gint64 bytes_now = tarn_cost_plan_get_processed_bytes (plan, us);

      g_assert_cmpint (use_now, >=, use);
      g_assert_cmpint (bytes_now, >=, bytes);
      use = use_now;
      bytes = bytes_now;
    }
  g_assert_cmpint (use, <=, row->use);
  g_assert_cmpint (bytes, <=, row->bytes);
  g_assert_cmpint (tarn_cost_plan_get_dpu_milliseconds (plan, plan->running_us), ==, row->use);
  g_assert_cmpint (tarn_cost_plan_get_processed_bytes (plan, plan->running_us), ==, row->bytes);
  g_assert_cmpint (tarn_cost_plan_get_dpu_milliseconds (plan, G_MAXINT64), ==, row->use);
}

static void
test_plan (gconstpointer data)
{
  const PlanRow *row = data;
  gint64 options[TARN_GLUE_N_OPTIONS];
  const TarnRefreshWork work = { .type = row->type,
                                 .source_bytes = row->source_bytes,
                                 .changed_bytes = row->changed_bytes,
                                 .view_bytes = row->view_bytes };
  TarnCostPlan plan;
  TarnBilling billing;

  fill_options (row, options);
  tarn_cost_plan_init (&plan);
  tarn_refresh_cost_plan (options, &work, &plan);
  billing = tarn_refresh_cost_get_billing (options);

  g_assert_cmpint (plan.processed_bytes, ==, row->bytes);
  g_assert_cmpint (plan.startup_us + plan.running_us, ==, row->duration_ms * 1000);
  g_assert_cmpint (plan.startup_us, ==, row->use == 0 ? 0 : FULL_STARTUP_US);
  g_assert_cmpint (tarn_cost_plan_get_peak_dpu (&plan), ==, row->peak);
  g_assert_cmpint (tarn_billing_get_dpu_milliseconds (&billing, row->use), ==, row->billed);
  g_assert_cmpint (tarn_billing_get_nano_usd (&billing, row->use), ==, row->nano_usd);
  assert_grows (&plan, row);
}

static void
assert_estimate (const TarnRefreshEstimate *estimate, const PlanRow *row)
{
  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (estimate), ==, row->type);
  g_assert_cmpint (tarn_refresh_estimate_get_startup_us (estimate), ==, FULL_STARTUP_US);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (estimate), ==, row->duration_ms * 1000);
  g_assert_cmpint (tarn_refresh_estimate_get_dpu_milliseconds (estimate), ==, row->use);
  g_assert_cmpint (tarn_refresh_estimate_get_billed_dpu_milliseconds (estimate), ==, row->billed);
  g_assert_cmpint (tarn_refresh_estimate_get_cost_nano_usd (estimate), ==, row->nano_usd);
  g_assert_cmpint (tarn_refresh_estimate_get_processed_bytes (estimate), ==, row->bytes);
  g_assert_cmpint (tarn_refresh_estimate_get_peak_dpu (estimate), ==, row->peak);
}

static void
assert_run (TarnRefreshRun *run, const PlanRow *row)
{
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (run), ==, row->type);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run) - tarn_refresh_run_get_creation_time (run),
                   ==, row->duration_ms * 1000);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, row->use);
  g_assert_cmpint (tarn_refresh_run_get_billed_dpu_milliseconds (run), ==, row->billed);
  g_assert_cmpint (tarn_refresh_run_get_cost_nano_usd (run), ==, row->nano_usd);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, row->bytes);
}

static void
test_run (gconstpointer data)
{
  const PlanRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) base
      = lake_add_base (&lake, "base", (gint64) (row->source_bytes - row->changed_bytes));
  g_autoptr (TarnTableName) view
      = lake_add_view (&lake, "view", base,
                       row->changed_bytes ? TARN_REFRESH_TYPE_FULL : TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnRefreshEstimate) estimate = NULL;
  g_autoptr (TarnRefreshEstimate) copy = NULL;
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;
  g_autoptr (GError) error = NULL;

  if (row->changed_bytes > 0)
    lake_commit (&lake, base, TARN_COMMIT_APPEND, (gint64) row->changed_bytes);
  estimate = tarn_glue_client_estimate_refresh (lake.client, view, TARN_REFRESH_TYPE_NONE, &error);
  g_assert_no_error (error);
  copy = tarn_refresh_estimate_copy (estimate);
  id = lake_start (&lake, view);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);

  assert_estimate (copy, row);
  assert_run (run, row);
}

static void
test_unchanged_run (void)
{
  static const PlanRow row = { .type = INCR, .duration_ms = 2000 };
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = lake_add_view (&lake, "view", lake.base, FULL);
  g_autofree char *id = lake_start (&lake, view);
  g_autoptr (TarnRefreshRun) run = NULL;

  engine_advance (lake.engine, 0);
  assert_status (&lake, id, "RUNNING");
  engine_drain (lake.engine);
  run = lake_get (&lake, id);
  assert_run (run, &row);
}

/* The use and the bill are in DPU-milliseconds. The minimum is billed for two DPU. */
static void
test_bill (void)
{
  static const struct
  {
    gint64 granularity, minimum_ms, use, billed;
  } rows[] = {
    { 1000, 60000, 0, 0 },
    { 1000, 60000, 1, 120000 },
    { 1000, 60000, 120000, 120000 },
    { 1000, 60000, 120001, 121000 },
    { 1000, 60000, 121000, 121000 },
    { 1, 60000, 120001, 120001 },
    { 1000, 0, 1, 1000 },
    { 1000, 0, 145001, 146000 },
    { 1, 0, 145001, 145001 },
    { 1, 0, 0, 0 },
    { 3600000, 60000, 1, 3600000 },
    { 7, 3, 5, 7 },
    { 7, 4, 5, 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const TarnBilling billing = { rows[i].granularity, rows[i].minimum_ms * 2, 440000 };

      g_assert_cmpint (tarn_billing_get_dpu_milliseconds (&billing, rows[i].use), ==,
                       rows[i].billed);
      g_assert_cmpint (tarn_billing_get_nano_usd (&billing, rows[i].use), ==,
                       rows[i].billed * 1100 / 9);
    }
}

/* --- A cost model of the user ----------------------------------------------------------------- */

G_DECLARE_FINAL_TYPE (OwnModel, own_model, OWN, MODEL, GObject)

struct _OwnModel
{
  GObject parent_instance;
  void (*act) (const Lake *lake);    /* called while the model plans, or NULL */
  void (*fill) (TarnCostPlan *plan); /* makes the plan instead of the usual code, or NULL */
  const Lake *lake;
  guint n_calls;
  gboolean is_planning;
  TarnRefreshType type;
  guint64 source_bytes;
};

static void own_model_implement (TarnCostModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OwnModel, own_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, own_model_implement))

static void
assert_busy (GError **error)
{
  g_assert_error (*error, TARN_ERROR, TARN_ERROR_BUSY);
  g_clear_error (error);
}

static void
meddle (const Lake *lake)
{
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  GError *error = NULL;

  g_assert_false (tarn_glue_client_commit (lake->client, lake->base, commit, &error));
  assert_busy (&error);
  g_assert_false (tarn_glue_client_create_catalog (lake->client, BUCKET, FALSE, &error));
  assert_busy (&error);
  g_assert_false (glue_create_table (lake->client, NULL, DATABASE, "new", input, &error));
  assert_busy (&error);
  g_assert_null (start_refresh_of (lake->client, lake->view, TRUE, &error));
  assert_busy (&error);
  g_assert_false (stop_refresh (lake->client, NULL, DATABASE, VIEW, &error));
  assert_busy (&error);
  g_assert_false (tarn_engine_set_option (lake->engine, "glue.running-max", 1, &error));
  assert_busy (&error);
  g_assert_false (tarn_engine_advance_by (lake->engine, 0, &error));
  assert_busy (&error);
  g_assert_false (tarn_engine_step (lake->engine, NULL, &error));
  assert_busy (&error);
}

static void
own_model_plan_refresh (TarnCostModel *model, const TarnRefreshWork *work, TarnCostPlan *plan)
{
  OwnModel *self = OWN_MODEL (model);

  self->n_calls++;
  self->type = tarn_refresh_work_get_refresh_type (work);
  self->source_bytes = tarn_refresh_work_get_source_bytes (work);
  self->is_planning = TRUE;
  if (self->act != NULL)
    self->act (self->lake);
  self->is_planning = FALSE;

  if (self->fill != NULL)
    {
      self->fill (plan);
      return;
    }
  tarn_cost_plan_set_processed_bytes (plan, 1000);
  tarn_cost_plan_add_phase (plan, 900 * SECOND_US, 6, 5400 * SECOND_US);
}

static void
own_model_implement (TarnCostModelInterface *iface)
{
  iface->plan_refresh = own_model_plan_refresh;
}

static void
own_model_class_init (OwnModelClass *class G_GNUC_UNUSED)
{
}

static void
own_model_init (OwnModel *self G_GNUC_UNUSED)
{
}

/* The service documents this example of its price: six DPU for a quarter of an hour cost 66 cents. */
static void
test_own_model (void)
{
  static const PlanRow row = { .type = FULL,
                               .bytes = 1000,
                               .duration_ms = 900000,
                               .use = 5400000,
                               .billed = 5400000,
                               .nano_usd = 660000000 };
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = g_object_new (own_model_get_type (), NULL);
  g_autofree char *id = NULL;
  g_autoptr (TarnRefreshRun) half = NULL;
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_set_cost_model (lake.engine, TARN_COST_MODEL (model));
  id = lake_start (&lake, lake.view);
  tarn_engine_set_cost_model (lake.engine, NULL);
  engine_advance (lake.engine, 450 * SECOND_US);
  half = lake_get (&lake, id);
  engine_drain (lake.engine);
  run = lake_get (&lake, id);

  g_assert_cmpuint (model->n_calls, ==, 1);
  g_assert_cmpint (model->type, ==, FULL);
  g_assert_cmpuint (model->source_bytes, ==, 100 * GIGABYTE);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (half), ==, 2700000);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (half), ==, 500);
  assert_run (run, &row);
}

static void
test_meddling_model (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = g_object_new (own_model_get_type (), NULL);
  g_autoptr (TarnRefreshEstimate) estimate = NULL;
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  model->lake = &lake;
  model->act = meddle;
  tarn_engine_set_cost_model (lake.engine, TARN_COST_MODEL (model));
  g_autofree char *before = lake_to_string (&lake);
  estimate = tarn_glue_client_estimate_refresh (lake.client, lake.view, FULL, &error);
  g_assert_no_error (error);
  after = lake_to_string (&lake);
  id = lake_start (&lake, lake.view);
  engine_drain (lake.engine);

  g_assert_cmpuint (model->n_calls, ==, 2);
  g_assert_cmpstr (after, ==, before);
  assert_status (&lake, id, "SUCCEEDED");
}

static void
own_model_take_all_time (TarnCostPlan *plan)
{
  tarn_cost_plan_set_startup_us (plan, G_GINT64_CONSTANT (1) << 61);
  tarn_cost_plan_add_phase (plan, G_GINT64_CONSTANT (1) << 61, 1, 0);
}

/* The start-up and the phases may each be as long as possible. */
static void
test_longest_estimate (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = g_object_new (own_model_get_type (), NULL);
  g_autoptr (GError) error = NULL;

  model->fill = own_model_take_all_time;
  tarn_engine_set_cost_model (lake.engine, TARN_COST_MODEL (model));
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (lake.client, lake.view, FULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (estimate), ==,
                   G_GINT64_CONSTANT (1) << 62);
}

/* The use counts whole milliseconds of a DPU, and each of them only when it is over. */
static void
test_part_of_a_millisecond (void)
{
  const gint64 expected[][2] = { { 0, 0 }, { 999, 0 }, { 1000, 1 }, { 1999, 1 }, { 2000, 2 } };
  TarnCostPlan plan;

  tarn_cost_plan_init (&plan);
  tarn_cost_plan_add_phase (&plan, SECOND_US, 1, 0);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (tarn_cost_plan_get_dpu_milliseconds (&plan, expected[i][0]), ==,
                     expected[i][1]);
}

static void
look (const Lake *lake)
{
  g_autoptr (TarnTable) table = lake_get_table (lake, lake->view);

  g_assert_nonnull (table);
}

/* Appends the cause of the change, and checks that the model is not planning meanwhile. */
static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  GString *log = ((gpointer *) data)[0];
  const OwnModel *model = ((gpointer *) data)[1];

  g_assert_false (model->is_planning);
  g_string_append_printf (log, "%s ", tarn_change_get_cause (change));
}

/*
 * The engine asks the model when a run gets its slot, in the call that starts the run or in the end of
 * another run. Observers are notified after the model has answered.
 */
static void
test_observer_waits_for_the_model (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = g_object_new (own_model_get_type (), NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (TarnTableName) other = lake_add_view (&lake, "other", lake.base, FULL);
  gpointer data[] = { log, model };

  model->lake = &lake;
  model->act = look;
  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  tarn_engine_set_cost_model (lake.engine, TARN_COST_MODEL (model));
  tarn_engine_add_observer (lake.engine, on_change, data, NULL);
  g_free (lake_start (&lake, lake.view));
  g_free (lake_start (&lake, other));
  engine_drain (lake.engine);

  g_assert_cmpuint (model->n_calls, ==, 2);
  g_assert_cmpstr (log->str, ==, "create take-slot create begin succeed take-slot begin succeed ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (golden_rows); i++)
    {
      g_autofree char *plan_path = g_strconcat ("/cost/plan/", golden_rows[i].name, NULL);
      g_autofree char *run_path = g_strconcat ("/cost/run/", golden_rows[i].name, NULL);

      g_test_add_data_func (plan_path, &golden_rows[i], test_plan);
      g_test_add_data_func (run_path, &golden_rows[i], test_run);
    }
  ADD_ROWS ("/cost/plan/", edge_rows, test_plan);
  g_test_add_func ("/cost/run/unchanged", test_unchanged_run);
  g_test_add_func ("/cost/bill", test_bill);
  g_test_add_func ("/cost/own-model", test_own_model);
  g_test_add_func ("/cost/meddling-model", test_meddling_model);
  g_test_add_func ("/cost/part-of-a-millisecond", test_part_of_a_millisecond);
  g_test_add_func ("/cost/longest-estimate", test_longest_estimate);
  g_test_add_func ("/cost/observer-waits-for-the-model", test_observer_waits_for_the_model);
  return g_test_run ();
}
