/* SPDX-License-Identifier: MIT */
/*
 * The clock as one source of a main loop. It is ready whenever an event is pending, and of lower
 * priority than everything else, so GLib dispatches it only when nothing else is ready. One event
 * per dispatch: what the event made ready comes before the next one.
 */
#include "engine/engine.h"

typedef struct
{
  GSource source;
  TarnEngine *engine;
} EngineSource;

static gboolean
engine_source_check (GSource *source)
{
  return tarn_engine_can_step (((EngineSource *) source)->engine);
}

static gboolean
engine_source_prepare (GSource *source, gint *ret_timeout_ms)
{
  *ret_timeout_ms = -1;
  return engine_source_check (source);
}

/* A zero-delay loop must not spin for ever unseen, and there is nobody to return the error to. */
static gboolean
engine_source_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!tarn_engine_step (((EngineSource *) source)->engine, NULL, &error))
    g_warning ("%s", error->message);
  if (callback != NULL)
    return callback (data);

  return G_SOURCE_CONTINUE;
}

static void
engine_source_finalize (GSource *source)
{
  EngineSource *self = (EngineSource *) source;

  g_atomic_int_add (&self->engine->n_sources, -1);
  g_object_unref (self->engine);
}

static GSourceFuncs engine_source_funcs = {
  .prepare = engine_source_prepare,
  .check = engine_source_check,
  .dispatch = engine_source_dispatch,
  .finalize = engine_source_finalize,
};

GSource *
tarn_engine_create_source (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);

  GSource *source = g_source_new (&engine_source_funcs, sizeof (EngineSource));

  ((EngineSource *) source)->engine = g_object_ref (self);
  g_atomic_int_inc (&self->n_sources);
  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_static_name (source, "Tarn engine");

  return source;
}
