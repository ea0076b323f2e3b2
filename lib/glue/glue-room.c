/* SPDX-License-Identifier: MIT */
#include "glue/glue-room.h"

#include <tarn/tarn-glue-client.h>

#include "glue/glue-client.h"
#include "glue/glue-state.h"
#include "glue/measuring-state.h"
#include "glue/measuring.h"
#include "glue/refresh-queue.h"
#include "glue/refresh-tick.h"
#include "glue/refresh.h"

static void
admit_all (TarnRoom *room)
{
  TarnGlue *glue = (TarnGlue *) room;

  for (guint32 account = 0; account < glue->catalog.accounts->len; account++)
    tarn_refresh_admit_waiting (glue, account);
}

static void
note_billing (TarnGlue *glue)
{
  glue->billing = tarn_refresh_cost_get_billing (glue->room.admission.options);
}

static void
change_options (TarnRoom *room)
{
  note_billing ((TarnGlue *) room);
  tarn_measuring_follow_option ((TarnGlue *) room);
  admit_all (room);
}

static void
init (TarnRoom *room)
{
  TarnGlue *glue = (TarnGlue *) room;

  tarn_catalog_init (&glue->catalog);
  note_billing (glue);
  tarn_refresh_tick_init (glue);
}

static void
clear (TarnRoom *room)
{
  tarn_stretch_funcs_clear (&((TarnGlue *) room)->stretch_funcs, room->core);
  g_clear_pointer (&((TarnGlue *) room)->measuring, tarn_measuring_free);
  tarn_catalog_clear (&((TarnGlue *) room)->catalog);
}

static void
copy (TarnRoom *room, const TarnRoom *from)
{
  tarn_catalog_copy (&((TarnGlue *) room)->catalog, &((const TarnGlue *) from)->catalog);
  note_billing ((TarnGlue *) room);
  tarn_measuring_copy ((TarnGlue *) room, (const TarnGlue *) from);
}

static void
code (TarnRoom *room, TarnCodec *codec)
{
  TarnGlue *glue = (TarnGlue *) room;

  tarn_catalog_code (&glue->catalog, codec, tarn_glue_get_now (glue));
  tarn_runs_code (&room->runs, codec, tarn_catalog_count_started (&glue->catalog));
  if (tarn_codec_is_reading (codec))
    {
      note_billing (glue);
      if (tarn_codec_is_ok (codec))
        tarn_refresh_queue_restore (glue);
    }
  tarn_measuring_code (glue, codec);
}

static TarnClient *
create_client (TarnRoom *room, TarnPrincipal *principal)
{
  return &tarn_glue_client_new ((TarnGlue *) room, principal)->client;
}

const TarnRoomClass tarn_glue_room_class = {
  .service = &tarn_glue_service,
  .run_class = &tarn_refresh_class,
  .size = sizeof (TarnGlue),
  .init = init,
  .clear = clear,
  .copy = copy,
  .code = code,
  .change_options = change_options,
  .end_limit = admit_all,
  .create_client = create_client,
};
