/* SPDX-License-Identifier: MIT */
/*
 * Waiting for the end of a run. The run as it ended is put into the hands of who waits when it ends, so
 * that what is forgotten or changed after it does not matter. A task is completed by a source of its
 * main context, never from within an operation or event: what its callback does is nobody's nested call.
 */
#include <tarn/tarn-waiting.h>

#include <tarn/tarn-error.h>

#include "datazone/datazone-client.h"
#include "datazone/metadata-run.h"
#include "engine/deadlock.h"
#include "engine/engine.h"
#include "engine/snapshot.h"
#include "glue/glue-client.h"
#include "glue/refresh-run.h"

/* A task that waits; the task has it as its data, and it has the task as long as it waits. */
typedef struct
{
  TarnWaiter waiter;
  TarnEmission *emission;
  GTask *task;
  GSource *cancellation; /* NULL for none */
  GDestroyNotify free_told;
} Wait;

/* How each service tells of its runs. */
typedef struct
{
  const TarnService *service;
  guint get_operation;
  GDestroyNotify free_told;
  gboolean (*has_ended) (gconstpointer told, TarnIdentifier *ret_id);
} WaitClass;

static gboolean
has_refresh_ended (gconstpointer data, TarnIdentifier *ret_id)
{
  const TarnRefreshRun *told = data;

  *ret_id = told->id;
  return told->end_us != 0;
}

static gboolean
has_generation_ended (gconstpointer data, TarnIdentifier *ret_id)
{
  const TarnMetadataRun *told = data;

  *ret_id = told->id;
  return told->end_us != 0;
}

static const WaitClass refresh_class = {
  .service = &tarn_glue_service,
  .get_operation = TARN_GLUE_GET_RUN,
  .free_told = (GDestroyNotify) tarn_refresh_run_unref,
  .has_ended = has_refresh_ended,
};

static const WaitClass metadata_class = {
  .service = &tarn_datazone_service,
  .get_operation = TARN_DATAZONE_GET_RUN,
  .free_told = (GDestroyNotify) tarn_metadata_run_unref,
  .has_ended = has_generation_ended,
};

/* Finds a run as Get would, without being a call of it. Of what has not ended @ret_ended is NULL. */
static gboolean
look_at_run (TarnClient *client, const WaitClass *class, gpointer input, TarnIdentifier *ret_id,
             gpointer *ret_ended, GError **error)
{
  TarnOutput output;

  if (!tarn_client_look (client, class->get_operation, input, &output, error))
    return FALSE;

  if (!class->has_ended (output.value, ret_id))
    g_clear_pointer (&output.value, class->free_told);
  *ret_ended = output.value;
  return TRUE;
}

/* --- In a main loop --------------------------------------------------------------------------- */

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  if (wait->waiter.told != NULL)
    wait->free_told (wait->waiter.told);
  g_free (wait);
}

static GTask *
wait_let_go (Wait *wait)
{
  if (wait->cancellation != NULL)
    g_source_destroy (wait->cancellation);
  g_clear_pointer (&wait->cancellation, g_source_unref);
  return g_steal_pointer (&wait->task);
}

static gboolean
on_over (gpointer data)
{
  Wait *wait = g_task_get_task_data (data);

  g_task_return_pointer (data, g_steal_pointer (&wait->waiter.told), wait->free_told);
  return G_SOURCE_REMOVE;
}

static void
settle (TarnWaiter *waiter)
{
  g_autoptr (GTask) task = wait_let_go ((Wait *) waiter);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_task_attach_source (task, source, on_over);
}

static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer data)
{
  Wait *wait = g_task_get_task_data (data);

  tarn_emission_remove_waiter (wait->emission, &wait->waiter);
  g_autoptr (GTask) task = wait_let_go (wait);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
wait_begin (GTask *task, const WaitClass *class, TarnEmission *emission, const TarnIdentifier *id)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Wait *wait = g_new0 (Wait, 1);

  wait->waiter = (TarnWaiter){ .service = class->service, .run_id = *id, .settle = settle };
  wait->emission = emission;
  wait->task = g_object_ref (task);
  wait->free_told = class->free_told;
  g_task_set_task_data (task, wait, wait_free);
  if (cancellable != NULL)
    {
      wait->cancellation = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, wait->cancellation, G_SOURCE_FUNC (on_cancelled));
    }
  tarn_emission_add_waiter (emission, &wait->waiter);
}

/* What only looks may not leave anything behind that others notice. */
static gboolean
check_may_wait (const TarnAdmission *admission, GError **error)
{
  if (!tarn_ownership_check (&admission->clock->ownership, "a run cannot be waited for", error))
    return FALSE;
  if (!admission->clock->is_asking)
    return TRUE;

  g_set_error_literal (error, TARN_ERROR, TARN_ERROR_BUSY,
                       "a condition or a cost model cannot wait for a run");
  return FALSE;
}

static void
wait_async (TarnClient *client, const WaitClass *class, gpointer input, GTask *task)
{
  TarnAdmission *admission = client->admission;
  g_autoptr (GError) error = NULL;
  gpointer ended = NULL;
  TarnIdentifier id;

  if (!check_may_wait (admission, &error)
      || !look_at_run (client, class, input, &id, &ended, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (ended != NULL)
    g_task_return_pointer (task, ended, class->free_told);
  else
    wait_begin (task, class, admission->emission, &id);
}

void
tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TARN_IS_GLUE_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  TarnGetRunInput input = { catalog_id, { .text = materialized_view_refresh_task_run_id } };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_glue_client_wait_for_materialized_view_refresh_task_run_async);
  wait_async (&self->client, &refresh_class, &input, task);
}

TarnRefreshRun *
tarn_glue_client_wait_for_materialized_view_refresh_task_run_finish (TarnGlueClient *self,
                                                                     GAsyncResult *result,
                                                                     GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (
      g_async_result_is_tagged (result,
                                tarn_glue_client_wait_for_materialized_view_refresh_task_run_async),
      NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tarn_datazone_client_wait_for_metadata_generation_run_async (
    TarnDataZoneClient *self, const char *domain_identifier, const char *identifier,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TARN_IS_DATAZONE_CLIENT (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  TarnGetGenerationInput input = { { domain_identifier, identifier }, NULL };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_datazone_client_wait_for_metadata_generation_run_async);
  wait_async (&self->client, &metadata_class, &input, task);
}

TarnMetadataRun *
tarn_datazone_client_wait_for_metadata_generation_run_finish (TarnDataZoneClient *self,
                                                              GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (
                            result, tarn_datazone_client_wait_for_metadata_generation_run_async),
                        NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- By driving the clock --------------------------------------------------------------------- */

static gboolean
is_decided (TarnEngine *engine, gpointer data)
{
  const TarnWaiter *waiter = data;

  return waiter->told != NULL || tarn_engine_is_stuck (engine, waiter->service);
}

static gpointer
drive (TarnEngine *engine, const WaitClass *class, const char *run_id, TarnWaiter *waiter,
       const TarnRunLimits *limits, GError **error)
{
  tarn_emission_add_waiter (&engine->gatehouse.emission, waiter);
  TarnRunResult result = TARN_RUN_RESULT_IDLE;
  gboolean is_within_limits = tarn_engine_run_until (engine, is_decided, waiter, TARN_NO_DEADLINE,
                                                     limits, &result, error);
  tarn_emission_remove_waiter (&engine->gatehouse.emission, waiter);

  if (is_within_limits && waiter->told == NULL && result == TARN_RUN_RESULT_STOPPED)
    g_set_error (error, TARN_ERROR, TARN_ERROR_STOPPED,
                 "the clock was stopped before the end of the %s %s", class->service->run_noun,
                 run_id);
  else if (is_within_limits && waiter->told == NULL)
    g_set_error (error, TARN_ERROR, TARN_ERROR_DEADLOCK,
                 "nothing is left to happen that could end the %s %s", class->service->run_noun,
                 run_id);
  return waiter->told;
}

/* A callback may drop the last reference of the user, and with the client that of the engine. */
static gpointer
wait_now (TarnClient *client, const WaitClass *class, gpointer input, const char *run_id,
          const TarnRunLimits *limits, GError **error)
{
  TarnEngine *engine = TARN_ENGINE (client->owner);
  TarnWaiter waiter = { .service = class->service };
  g_autoptr (GObject) kept G_GNUC_UNUSED = g_object_ref (G_OBJECT (client));
  gpointer ended = NULL;

  if (!tarn_engine_check_quiet (engine, "a run cannot be waited for", error)
      || !look_at_run (client, class, input, &waiter.run_id, &ended, error))
    return NULL;

  return ended != NULL ? ended : drive (engine, class, run_id, &waiter, limits, error);
}

TarnRefreshRun *
tarn_glue_client_wait_for_materialized_view_refresh_task_run (
    TarnGlueClient *self, const char *catalog_id, const char *materialized_view_refresh_task_run_id,
    const TarnRunLimits *limits, GError **error)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnGetRunInput input = { catalog_id, { .text = materialized_view_refresh_task_run_id } };
  return wait_now (&self->client, &refresh_class, &input, materialized_view_refresh_task_run_id,
                   limits, error);
}

TarnMetadataRun *
tarn_datazone_client_wait_for_metadata_generation_run (TarnDataZoneClient *self,
                                                       const char *domain_identifier,
                                                       const char *identifier,
                                                       const TarnRunLimits *limits, GError **error)
{
  g_return_val_if_fail (TARN_IS_DATAZONE_CLIENT (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  TarnGetGenerationInput input = { { domain_identifier, identifier }, NULL };
  return wait_now (&self->client, &metadata_class, &input, identifier, limits, error);
}
