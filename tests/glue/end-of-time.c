/* SPDX-License-Identifier: MIT */
/*
 * Tests refreshes shortly before the end of time. A run that would end past it is refused. A run that gets its
 * slot too late has not ended when time ends.
 */
#include "worlds/glue-lake.h"

#define SLOW                                                                                       \
  "[slow]\noperation=StartMaterializedViewRefreshTaskRun\ndo=slow-run\nfactor-permille=2000\n"
#define HANG "[hang]\noperation=StartMaterializedViewRefreshTaskRun\ndo=hang-run\n"

typedef struct
{
  const char *name;
  const char *faults;
  gint64 left_us; /* the time from the start to the end of time */
  gboolean is_started;
  const char *status; /* of the run at the end of time */
} Row;

/* clang-format off */
static const Row rows[] = {
  { "a-day", NULL, DAY_US, TRUE, "SUCCEEDED" },
  { "just-enough", NULL, FULL_DURATION_US, TRUE, "SUCCEEDED" },
  { "too-little", NULL, FULL_DURATION_US - 1, FALSE, NULL },
  { "nothing", NULL, 0, FALSE, NULL },
  { "enough-for-a-slow-run", SLOW, 2 * FULL_DURATION_US, TRUE, "SUCCEEDED" },
  { "too-little-for-a-slow-run", SLOW, 2 * FULL_DURATION_US - 1, FALSE, NULL },
  { "enough-for-a-run-that-hangs", HANG, FULL_STARTUP_US, TRUE, "RUNNING" },
  { "too-little-to-begin-and-hang", HANG, FULL_STARTUP_US - 1, TRUE, "STARTING" },
};
/* clang-format on */

static void
advance_to_end (const Lake *lake, gint64 left_us)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_advance_to (lake->engine, G_MAXINT64 - left_us, &error);
  g_assert_no_error (error);
}

static void
assert_restorable (const Lake *lake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tarn_engine_save (lake->engine, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) again = tarn_engine_save (restored, &error);
  g_assert_no_error (error);

  g_assert_true (g_bytes_equal (again, bytes));
}

static void
test_start (gconstpointer data)
{
  const Row *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;

  if (row->faults != NULL)
    engine_add_faults (lake.engine, row->faults);
  advance_to_end (&lake, row->left_us);
  g_autofree char *id = start_refresh_of (lake.client, lake.view, FALSE, &error);
  assert_restorable (&lake);
  advance_to_end (&lake, 0);
  if (row->is_started)
    {
      g_assert_no_error (error);
      assert_status (&lake, id, row->status);
      assert_restorable (&lake);
      return;
    }

  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_TIME);
  g_assert_cmpstr (
      error->message, ==,
      "the refresh task run of 123456789012.sales.totals would end past the end of time");
  g_autoptr (GPtrArray) runs = list_runs (lake.client, NULL, NULL, NULL, -1, NULL, NULL, NULL);
  g_assert_cmpuint (runs->len, ==, 0);
}

/* A start that is refused changes nothing. */
static void
test_refused (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;

  advance_to_end (&lake, 1);
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *id = start_refresh_of (lake.client, lake.view, FALSE, &error);
  g_autofree char *after = lake_to_string (&lake);
  g_assert_null (id);
  g_assert_cmpstr (after, ==, before);
}

/* A view that runs already, and an account without a free slot, are reported first. */
static void
test_order (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);
  g_autoptr (GError) error = NULL;

  engine_set (lake.engine, "glue.running-max", 1);
  advance_to_end (&lake, FULL_DURATION_US);
  g_autofree char *id G_GNUC_UNUSED = lake_start (&lake, lake.view);
  advance_to_end (&lake, 1);
  g_assert_null (start_refresh_of (lake.client, lake.view, FALSE, &error));
  assert_exception (error, RUNNING, "");
  g_clear_error (&error);
  g_assert_null (start_refresh_of (lake.client, other, FALSE, &error));
  assert_exception (error, LIMIT, "");
}

static const struct
{
  const char *name;
  gint64 left_us; /* the time from the slot to the end of time */
  const char *status;
} late_rows[] = {
  { "just-enough", FULL_DURATION_US, "SUCCEEDED" },
  { "too-little", FULL_DURATION_US - 1, "RUNNING" },
  { "just-enough-to-begin", FULL_STARTUP_US, "RUNNING" },
  { "too-little-to-begin", FULL_STARTUP_US - 1, "STARTING" },
};

/* The other run holds the only slot until it is stopped. */
static void
test_late_slot (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  gint64 left_us = late_rows[row].left_us;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other
      = lake_add_view (&lake, "other", lake.base, TARN_REFRESH_TYPE_NONE);

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  engine_set (lake.engine, "glue.stop-latency-us", 0);
  advance_to_end (&lake, 2 * FULL_DURATION_US);
  engine_add_faults (lake.engine, "[h]\nnth=1\noperation=StartMaterializedViewRefreshTaskRun\n"
                                  "do=hang-run\n");
  g_autofree char *first = lake_start (&lake, other);
  g_autofree char *id = lake_start (&lake, lake.view);
  advance_to_end (&lake, left_us);
  lake_stop (&lake, other);
  advance_to_end (&lake, 0);
  assert_status (&lake, first, "STOPPED");
  assert_status (&lake, id, late_rows[row].status);
  assert_restorable (&lake);
}

static void
note_failure (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  if (g_str_equal (tarn_change_get_cause (change), "invocation-failure"))
    g_string_append (data, tarn_change_get_error_message (change));
}

/* The invocation of an automatic refresh fails. */
static void
test_automatic (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GString) log = g_string_new (NULL);

  advance_to_end (&lake, HOUR_US + 10 * SECOND_US);
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (lake.client, "hourly", lake.base, TARN_REFRESH_TYPE_NONE, 3600);
  tarn_engine_add_observer (lake.engine, note_failure, log, NULL);
  advance_to_end (&lake, 0);
  g_assert_cmpstr (log->str, ==, "The refresh task run would end past the end of time.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/end-of-time/start/", rows, test_start);
  g_test_add_func ("/end-of-time/refused", test_refused);
  g_test_add_func ("/end-of-time/order", test_order);
  for (guint i = 0; i < G_N_ELEMENTS (late_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/end-of-time/late-slot/", late_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_late_slot);
    }
  g_test_add_func ("/end-of-time/automatic", test_automatic);

  return g_test_run ();
}
