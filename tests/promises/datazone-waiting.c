/* SPDX-License-Identifier: MIT */
/* Tests the sentences of tarn-datazone-client.h about waiting for the end of a run. */
#include "worlds/datazone-digest.h"

#include "model.h"
#include "promise.h"

/* --- Get, reload, cancel and list ------------------------------------------------------------- */

static void
test_wait (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_wait_for_metadata_generation_run (lake.client, lake.domain, id, NULL,
                                                               NULL);
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (TarnMetadataRun) again = NULL;

  g_assert_cmpint (engine_now (lake.engine), ==, RUN_US);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_SUCCEEDED);
  again = tarn_datazone_client_wait_for_metadata_generation_run (lake.client, lake.domain, id, NULL,
                                                                 NULL);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

static void
test_wait_deadlock (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  engine_add_faults (lake.engine, "[r]\noperation=StartMetadataGenerationRun\ndo=hang-run\n");
  id = lake_start (&lake, lake.asset, NAMES);
  g_assert_null (tarn_datazone_client_wait_for_metadata_generation_run (lake.client, lake.domain,
                                                                        id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK);
  g_assert_nonnull (strstr (error->message, id));
}

/* --- Waiting ---------------------------------------------------------------------------------- */

#define wait_for tarn_datazone_client_wait_for_metadata_generation_run

static void
test_wait_for_none (void)
{
  static const struct
  {
    const char *domain;
    const char *id;
    const char *exception;
  } rows[] = {
    { NULL, "none", VALIDATION },
    { "<domain>", "", VALIDATION },
    { "dzd_none", "none", NOT_FOUND },
    { "<domain>", "none", NOT_FOUND },
  };
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *before = lake_to_string (&lake);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *domain = lake_expand (&lake, rows[i].domain);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (wait_for (lake.client, domain, rows[i].id, NULL, &error));
      g_assert_cmpstr (tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code), ==,
                       rows[i].exception);
      after = lake_to_string (&lake);
      g_assert_cmpstr (after, ==, before);
    }
}

static gboolean
stop_driving (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  tarn_engine_stop (data);
  return G_SOURCE_REMOVE;
}

static void
test_wait_stopped (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (GError) error = NULL;

  tarn_engine_add_timeout (lake.engine, SECOND_US, TARN_TIMEOUT_NONE, stop_driving, lake.engine,
                           NULL);
  g_assert_null (wait_for (lake.client, lake.domain, id, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STOPPED);
  g_assert_cmpint (engine_now (lake.engine), ==, SECOND_US);
}

typedef struct
{
  const Lake *lake;
  const char *id;
  GError *error;
} Busy;

static gboolean
wait_in_callback (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Busy *busy = data;

  g_assert_null (wait_for (busy->lake->client, NULL, busy->id, NULL, &busy->error));
  return G_SOURCE_REMOVE;
}

static void
test_wait_busy (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  Busy busy = { &lake, id, NULL };

  tarn_engine_add_timeout (lake.engine, SECOND_US, TARN_TIMEOUT_NONE, wait_in_callback, &busy,
                           NULL);
  engine_advance (lake.engine, SECOND_US);
  g_assert_error (busy.error, TARN_ERROR, TARN_ERROR_BUSY);
  g_error_free (busy.error);
}

typedef struct
{
  guint n_calls;
  TarnMetadataRun *run;
  GError *error;
} Answer;

static void
on_waited (GObject *client, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->n_calls++;
  answer->run
      = tarn_datazone_client_wait_for_metadata_generation_run_finish (TARN_DATAZONE_CLIENT (client),
                                                                      result, &answer->error);
}

static void
dispatch (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_wait_finish (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES " " DESCRIPTIONS);
  Answer answer = { 0 };

  tarn_datazone_client_wait_for_metadata_generation_run_async (lake.client, lake.domain, id, NULL,
                                                               on_waited, &answer);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 0);
  engine_drain (lake.engine);
  dispatch ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) tarn_metadata_run_get_types (answer.run)), ==, 2);
  g_assert_cmpint (tarn_metadata_run_get_type_status (answer.run,
                                                      TARN_METADATA_TYPE_BUSINESS_NAMES),
                   ==, TARN_METADATA_STATUS_SUCCEEDED);
  tarn_metadata_run_unref (answer.run);
}

static void
test_wait_cancelled (void)
{
  g_auto (Lake) lake = lake_new (0);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { 0 };

  tarn_datazone_client_wait_for_metadata_generation_run_async (lake.client, lake.domain, id,
                                                               cancellable, on_waited, &answer);
  engine_drain (lake.engine);
  g_cancellable_cancel (cancellable);
  dispatch ();
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (answer.error);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-datazone-client.h: tarn_datazone_client_wait_for_metadata_generation_run(): If the run has ended "
    "already, nothing happens. Otherwise the virtual time is then the time of its end.",
    test_wait },
  { "tarn-datazone-client.h: tarn_datazone_client_wait_for_metadata_generation_run(): that of the last event, "
    "and the message names the run",
    test_wait_deadlock },
  { "tarn-datazone-client.h: tarn_datazone_client_wait_for_metadata_generation_run(): as for "
    "tarn_datazone_client_get_metadata_generation_run(); nothing happened",
    test_wait_for_none },
  { "tarn-datazone-client.h: tarn_datazone_client_wait_for_metadata_generation_run(): a callback called "
    "tarn_engine_stop(), and the run has not ended",
    test_wait_stopped },
  { "tarn-datazone-client.h: tarn_datazone_client_wait_for_metadata_generation_run(): a callback makes the "
    "call; nothing happened",
    test_wait_busy },
  { "tarn-datazone-client.h: run_finish(): the run as it ended, as Get returns it without a type",
    test_wait_finish },
  { "tarn-datazone-client.h: run_finish(): the cancellable is cancelled, even if the run has ended",
    test_wait_cancelled },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
