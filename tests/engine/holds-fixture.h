/* SPDX-License-Identifier: MIT */
/*
 * The fixture is an engine with a source in a main context of its own. The assertions check if the source
 * moves time.
 */
#pragma once

#include "worlds/set-up.h"

typedef struct
{
  GMainContext *context;
  TarnEngine *engine;
  GSource *source;
  guint n_events;
} World;

static inline void
attach_source (World *world)
{
  world->source = tarn_engine_create_source (world->engine);
  g_source_attach (world->source, world->context);
}

static inline void
world_init (World *world)
{
  *world = (World){ .context = g_main_context_new (), .engine = tarn_engine_new (0) };
  attach_source (world);
}

static inline void
world_clear (World *world)
{
  g_source_destroy (world->source);
  g_source_unref (world->source);
  g_object_unref (world->engine);
  g_main_context_unref (world->context);
}

static inline gboolean
on_event (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ((World *) data)->n_events++;
  return G_SOURCE_REMOVE;
}

static inline void
add_event (World *world)
{
  tarn_engine_add_timeout (world->engine, HOUR_US, TARN_TIMEOUT_NONE, on_event, world, NULL);
}

static inline void
assert_still (World *world)
{
  gint64 now_us = tarn_engine_get_now (world->engine);

  for (guint i = 0; i < 3; i++)
    g_main_context_iteration (world->context, FALSE);
  g_assert_false (g_main_context_pending (world->context));
  g_assert_cmpint (tarn_engine_get_now (world->engine), ==, now_us);
}

/* Tries three turns, because a turn may only acknowledge the wake-up. */
static inline void
assert_moves (World *world)
{
  gint64 now_us = tarn_engine_get_now (world->engine);

  for (guint i = 0; i < 3 && tarn_engine_get_now (world->engine) == now_us; i++)
    g_main_context_iteration (world->context, FALSE);
  g_assert_cmpint (tarn_engine_get_now (world->engine), ==, now_us + HOUR_US);
}

static inline void
assert_listed (World *world, const char *expected)
{
  g_auto (GStrv) reasons = tarn_engine_list_holds (world->engine);
  g_autofree char *text = g_strjoinv (" ", reasons);

  g_assert_cmpstr (text, ==, expected);
}
