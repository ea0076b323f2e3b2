/* SPDX-License-Identifier: MIT */
/*
 * A room is a service's folder and its state in the engine. One class describes everything that the engine
 * must know of a service. The engine makes the rooms of its list, and goes through them for everything that
 * concerns the whole engine.
 */
#pragma once

#include "admission/client.h"
#include "admission/core.h"
#include "runs/runs.h"

typedef struct
{
  const TarnService *service;
  const TarnRunClass *run_class;
  gsize size; /* of the room's own struct, which begins with a TarnRoom */

  void (*init) (TarnRoom *room);
  void (*clear) (TarnRoom *room); /* NULL if there is nothing to clear */
  /* Copies into a new room. The options, rates and runs are copied before. */
  void (*copy) (TarnRoom *room, const TarnRoom *from);
  /* Codes the state of the room, with its runs. The options and rates are coded before. */
  void (*code) (TarnRoom *room, TarnCodec *codec);

  /* Updates everything that depends on an option that was set. NULL if nothing does. */
  void (*change_options) (TarnRoom *room);
  /*
   * Called when a fault plan no longer fills up the limit of active runs. NULL if nothing waits for the
   * limit.
   */
  void (*end_limit) (TarnRoom *room);

  TarnClient *(*create_client) (TarnRoom *room, TarnPrincipal *principal);
} TarnRoomClass;

struct _TarnRoom
{
  TarnAdmission admission; /* comes first, so that a pointer to it is a pointer to the room */
  const TarnRoomClass *class;
  TarnCore *core;
  TarnRuns runs;
};

TarnRoom *tarn_room_new (const TarnRoomClass *class, TarnCore *core);
void tarn_room_free (TarnRoom *room);

/* @room must be new and of the same class. */
void tarn_room_copy (TarnRoom *room, const TarnRoom *from);
void tarn_room_code (TarnRoom *room, TarnCodec *codec);

/* Returns the room of the service. The engine must have that service. */
static inline TarnRoom *
tarn_room_find (TarnCore *core, const TarnService *service)
{
  return (TarnRoom *) (gpointer) tarn_admission_find (core, service);
}

static inline TarnRoom *
tarn_room_of (const TarnClient *client)
{
  return (TarnRoom *) (gpointer) client->admission;
}

/*
 * Creates a client. The journal records this, because the account of a client gets its own entry in the room.
 */
TarnClient *tarn_room_create_client (TarnRoom *room, TarnPrincipal *principal);

/*
 * Defines the accessors that a room needs all the time, in its own types: the value of an option, the time, a
 * record, an active part by its place, and the active part of a record. Active parts are valid until the next
 * run is added. A room need not use all accessors.
 */
#define TARN_DEFINE_ROOM_ACCESSORS(Room, prefix, Record, Active)                                   \
  G_GNUC_UNUSED static inline gint64 prefix##_get_option (const Room *self, guint option)          \
  {                                                                                                \
    return tarn_admission_get_option (&self->room.admission, option);                              \
  }                                                                                                \
                                                                                                   \
  G_GNUC_UNUSED static inline gint64 prefix##_get_now (const Room *self)                           \
  {                                                                                                \
    return self->room.core->clock.now_us;                                                          \
  }                                                                                                \
                                                                                                   \
  G_GNUC_UNUSED static inline Record *prefix##_get_record (const Room *self, guint32 run)          \
  {                                                                                                \
    return tarn_run_store_get_typed (&self->room.runs.store, run, Record);                         \
  }                                                                                                \
                                                                                                   \
  G_GNUC_UNUSED static inline Active *prefix##_get_active_at (const Room *self, guint32 active)    \
  {                                                                                                \
    return tarn_run_store_get_active_typed (&self->room.runs.store, active, Active);               \
  }                                                                                                \
                                                                                                   \
  G_GNUC_UNUSED static inline Active *prefix##_get_active (const Room *self, const Record *record) \
  {                                                                                                \
    return prefix##_get_active_at (self, record->run.active);                                      \
  }
