/* SPDX-License-Identifier: MIT */
/*
 * Runs of both services in a sample, and a waiter that waits for a run in the default main context, so that
 * each test of waiting can test both services.
 */
#pragma once

#include "sample.h"

#define wait_refresh tarn_glue_client_wait_for_materialized_view_refresh_task_run
#define wait_refresh_async tarn_glue_client_wait_for_materialized_view_refresh_task_run_async
#define wait_refresh_finish tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish
#define wait_metadata tarn_datazone_client_wait_for_metadata_generation_run
#define wait_metadata_async tarn_datazone_client_wait_for_metadata_generation_run_async
#define wait_metadata_finish tarn_datazone_client_wait_for_metadata_generation_run_finish

#define UNKNOWN_REFRESH "00000000-0000-4000-8000-000000000000"
#define UNKNOWN_METADATA "00000000000000"

typedef enum
{
  REFRESH,
  METADATA,
  N_SERVICES,
} Service;

static const char *const service_names[] = { "glue", "datazone" };
static const char *const started_by[] = { START_REFRESH, START_METADATA };
static const char *const got_by[] = { GET_REFRESH, GET_METADATA };

/* Returns the status of the run and its end time. */
static inline char *
describe_refresh (TarnRefreshRun *run)
{
  if (run == NULL)
    return NULL;

  gint64 end_us = tarn_refresh_run_get_end_time (run);
  char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT,
                                tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
                                end_us == 0 ? 0 : end_us - TARN_ENGINE_START_TIME);

  tarn_refresh_run_unref (run);
  return text;
}

static inline char *
describe_metadata (TarnMetadataRun *run)
{
  if (run == NULL)
    return NULL;

  gint64 end_us = tarn_metadata_run_get_end_time (run);
  char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT,
                                tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)),
                                end_us == 0 ? 0 : end_us - TARN_ENGINE_START_TIME);

  tarn_metadata_run_unref (run);
  return text;
}

static inline char *
start_one (TarnSample *sample, Service service, GError **error)
{
  if (service == REFRESH)
    return sample_refresh (sample, "daily", error);

  g_autoptr (TarnMetadataRun) run = sample_generate (sample, error);
  return run != NULL ? g_strdup (tarn_metadata_run_get_id (run)) : NULL;
}

static inline char *
start_any (TarnSample *sample, Service service)
{
  return service == REFRESH ? sample_start_refresh (sample, "daily")
                            : sample_start_metadata (sample);
}

static inline void
end_any (TarnSample *sample, Service service, const char *id)
{
  g_autoptr (GError) error = NULL;

  if (service == REFRESH)
    sample_stop (sample, "daily", &error);
  else
    sample_cancel (sample, id, &error);
  g_assert_no_error (error);
}

/* @place is the catalog or the domain, or NULL for that of the sample. */
static inline char *
get_any (TarnSample *sample, Service service, const char *place, const char *id, GError **error)
{
  if (service == REFRESH)
    return describe_refresh (
        tarn_glue_client_get_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                 place, id, error));

  return describe_metadata (tarn_datazone_client_get_metadata_generation_run (
      tarn_sample_get_datazone (sample), place != NULL ? place : tarn_sample_get_domain_id (sample),
      id, NULL, error));
}

static inline char *
wait_any (TarnSample *sample, Service service, const char *place, const char *id,
          const TarnClockLimits *limits, GError **error)
{
  if (service == REFRESH)
    return describe_refresh (
        wait_refresh (tarn_sample_get_glue (sample), place, id, limits, error));

  return describe_metadata (
      wait_metadata (tarn_sample_get_datazone (sample),
                     place != NULL ? place : tarn_sample_get_domain_id (sample), id, limits,
                     error));
}

static inline TarnSample *
sample_with_fault (Service service, const char *lines)
{
  g_autofree char *text = g_strdup_printf ("[rule]\noperation=%s\n%s", started_by[service], lines);

  return sample_with_faults (text);
}

/* The possible ends of a run. */
typedef struct
{
  const char *name;
  Service service;
  const char *fault; /* lines of a rule for the call that starts it, or NULL */
  gint64 end_us;     /* when the run is stopped or canceled, or 0 for never */
  const char *told;
} OutcomeRow;

/* clang-format off */
static const OutcomeRow outcome_rows[] = {
  { "refresh-succeeds", REFRESH, NULL, 0, "SUCCEEDED 314000000" },
  { "refresh-fails", REFRESH, "do=fail-run\nat-ppm=0\n", 0, "FAILED 30000000" },
  { "refresh-is-stopped", REFRESH, NULL, 60 * SECOND_US, "STOPPED 65000000" },
  { "hanging-refresh-is-stopped", REFRESH, "do=hang-run\n", HOUR_US, "STOPPED 3605000000" },
  { "metadata-succeeds", METADATA, NULL, 0, "SUCCEEDED 12139000" },
  { "metadata-fails", METADATA, "do=fail-run\nat-ppm=0\n", 0, "FAILED 0" },
  { "metadata-is-canceled", METADATA, NULL, SECOND_US, "CANCELED 1000000" },
  { "hanging-metadata-is-canceled", METADATA, "do=hang-run\n", HOUR_US, "CANCELED 3600000000" },
};
/* clang-format on */

typedef struct
{
  TarnSample *sample;
  Service service;
  char *id;
} Ending;

static inline gboolean
on_time_to_end (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Ending *ending = data;

  end_any (ending->sample, ending->service, ending->id);
  return G_SOURCE_REMOVE;
}

static inline void
ending_free (gpointer data)
{
  g_free (((Ending *) data)->id);
  g_free (data);
}

static inline void
end_later (TarnSample *sample, Service service, const char *id, gint64 delay_us)
{
  Ending ending = { sample, service, g_strdup (id) };

  tarn_engine_add_timeout (tarn_sample_get_engine (sample), delay_us, TARN_TIMEOUT_NONE,
                           on_time_to_end, g_memdup2 (&ending, sizeof ending), ending_free);
}

/* Waits that fail, because Get would refuse the same arguments. */
typedef struct
{
  const char *name;
  Service service;
  const char *place;
  const char *id;
  const char *exception;
} RefusalRow;

/* clang-format off */
static const RefusalRow refusal_rows[] = {
  { "refresh-missing", REFRESH, NULL, NULL, "InvalidInputException" },
  { "refresh-malformed", REFRESH, NULL, "no-uuid", "InvalidInputException" },
  { "refresh-catalog-empty", REFRESH, "", UNKNOWN_REFRESH, "InvalidInputException" },
  { "refresh-foreign", REFRESH, "210987654321", UNKNOWN_REFRESH, "AccessDeniedException" },
  { "refresh-unknown", REFRESH, NULL, UNKNOWN_REFRESH, "EntityNotFoundException" },
  { "metadata-missing", METADATA, NULL, NULL, "ValidationException" },
  { "metadata-malformed", METADATA, NULL, "no run", "ValidationException" },
  { "metadata-no-domain", METADATA, "dzd_nowhere", UNKNOWN_METADATA, "ResourceNotFoundException" },
  { "metadata-unknown", METADATA, NULL, UNKNOWN_METADATA, "ResourceNotFoundException" },
};
/* clang-format on */

/* Adds a test for each service. The data of the test is the number of the service. */
#define ADD_BOTH(path, func)                                                                       \
  for (guint i = 0; i < N_SERVICES; i++)                                                           \
    {                                                                                              \
      g_autofree char *full = g_strconcat (path, "/", service_names[i], NULL);                     \
      g_test_add_data_func (full, GUINT_TO_POINTER (i), func);                                     \
    }

/* A call that waits, and its result. */
typedef struct
{
  Service service;
  GString *log; /* shared by several waiters, or NULL */
  char letter;
  char *told;
  GError *error;
  guint n_calls;
} Waiter;

static inline void
on_done (GObject *client, GAsyncResult *result, gpointer data)
{
  Waiter *waiter = data;

  g_assert_cmpuint (waiter->n_calls, ==, 0);
  waiter->n_calls++;
  if (waiter->service == REFRESH)
    waiter->told = describe_refresh (
        wait_refresh_finish (TARN_GLUE_CLIENT (client), result, &waiter->error));
  else
    waiter->told = describe_metadata (
        wait_metadata_finish (TARN_DATAZONE_CLIENT (client), result, &waiter->error));
  g_assert_true ((waiter->told == NULL) == (waiter->error != NULL));
  if (waiter->log != NULL)
    g_string_append_c (waiter->log, waiter->letter);
}

static inline void
begin_at (TarnSample *sample, Waiter *waiter, const char *place, const char *id,
          GCancellable *cancellable)
{
  if (waiter->service == REFRESH)
    wait_refresh_async (tarn_sample_get_glue (sample), place, id, cancellable, on_done, waiter);
  else
    wait_metadata_async (tarn_sample_get_datazone (sample),
                         place != NULL ? place : tarn_sample_get_domain_id (sample), id,
                         cancellable, on_done, waiter);
  g_assert_cmpuint (waiter->n_calls, ==, 0);
}

static inline void
begin (TarnSample *sample, Waiter *waiter, const char *id)
{
  begin_at (sample, waiter, NULL, id, NULL);
}

static inline void
waiter_clear (Waiter *waiter)
{
  g_clear_pointer (&waiter->told, g_free);
  g_clear_error (&waiter->error);
}

static inline void
iterate_until_quiet (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static inline void
assert_nothing_yet (const Waiter *waiter)
{
  iterate_until_quiet ();
  g_assert_cmpuint (waiter->n_calls, ==, 0);
}

static inline void
assert_told (const Waiter *waiter, const char *told)
{
  iterate_until_quiet ();
  g_assert_no_error (waiter->error);
  g_assert_cmpstr (waiter->told, ==, told);
  g_assert_cmpuint (waiter->n_calls, ==, 1);
}

static inline void
assert_cancelled (const Waiter *waiter)
{
  iterate_until_quiet ();
  g_assert_error (waiter->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (waiter->n_calls, ==, 1);
}
