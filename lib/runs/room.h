/* SPDX-License-Identifier: MIT */
/*
 * A service as a room of the house: one class says all that the engine has to know of it. The engine makes
 * the rooms of its list, and goes through them for whatever concerns all of it.
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
  void (*clear) (TarnRoom *room); /* NULL for nothing */
  /* Into a new room. Options, rates and runs are copied before. */
  void (*copy) (TarnRoom *room, const TarnRoom *from);
  /* What it holds, its runs included; options and rates come before it. */
  void (*code) (TarnRoom *room, TarnCodec *codec);

  /* An option was set: what follows from it is brought up to date. NULL if nothing does. */
  void (*change_options) (TarnRoom *room);
  /* The limit of active runs, which a fault plan filled up, is itself again; NULL if nobody waits for it. */
  void (*end_limit) (TarnRoom *room);

  TarnClient *(*create_client) (TarnRoom *room, TarnPrincipal *principal);
} TarnRoomClass;

struct _TarnRoom
{
  TarnAdmission admission; /* comes first: a pointer to it is one to the room */
  const TarnRoomClass *class;
  TarnCore *core;
  TarnRuns runs;
};

TarnRoom *tarn_room_new (const TarnRoomClass *class, TarnCore *core);
void tarn_room_free (TarnRoom *room);

/* @room is new, and of the same class. */
void tarn_room_copy (TarnRoom *room, const TarnRoom *from);
void tarn_room_code (TarnRoom *room, TarnCodec *codec);

/* The room of the service, which the engine has. */
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

/* A client, and the journal knows of it: whoever is there has something of its own in the room. */
TarnClient *tarn_room_create_client (TarnRoom *room, TarnPrincipal *principal);

/*
 * What a room says the whole time, in its own types: the value of an option, the time, a record, what of it
 * is there while it has not ended, and the same by its place among those that have not. Valid until the next
 * run is added. A room need not use all of them.
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
