/* SPDX-License-Identifier: MIT */
#include "runs/room.h"

static void
on_limit_over (gpointer data, const TarnEvent *event G_GNUC_UNUSED)
{
  TarnRoom *room = data;

  room->class->end_limit (room);
  tarn_admission_leave_event (&room->admission);
}

/* A room has only one limit, so the event has no subject to save. */
static void
code_nothing (gpointer data G_GNUC_UNUSED, TarnCodec *codec G_GNUC_UNUSED,
              TarnEvent *event G_GNUC_UNUSED)
{
}

static const TarnEventClass limit_class = {
  .handler = on_limit_over,
  .code_subject = code_nothing,
};

TarnRoom *
tarn_room_new (const TarnRoomClass *class, TarnCore *core)
{
  TarnRoom *room = g_malloc0 (class->size);

  room->class = class;
  room->core = core;
  tarn_admission_init (&room->admission, class->service, core);
  tarn_runs_init (&room->runs, class->run_class, room, &room->admission);
  if (class->end_limit != NULL)
    room->admission.free_kind
        = tarn_clock_add_kind (&core->clock, "limit is over", &limit_class, room);
  class->init (room);
  return room;
}

void
tarn_room_free (TarnRoom *room)
{
  if (room->class->clear != NULL)
    room->class->clear (room);
  tarn_runs_clear (&room->runs);
  tarn_admission_clear (&room->admission);
  g_free (room);
}

void
tarn_room_copy (TarnRoom *room, const TarnRoom *from)
{
  tarn_admission_copy (&room->admission, &from->admission);
  tarn_runs_copy (&room->runs, &from->runs);
  room->class->copy (room, from);
}

void
tarn_room_code (TarnRoom *room, TarnCodec *codec)
{
  tarn_codec_begin (codec, room->class->service->name);
  tarn_admission_code (&room->admission, codec);
  room->class->code (room, codec);
  tarn_codec_end (codec);
}

TarnClient *
tarn_room_create_client (TarnRoom *room, TarnPrincipal *principal)
{
  tarn_journal_add_client (room->core->emission.journal, room->class->service, principal);
  return room->class->create_client (room, principal);
}
