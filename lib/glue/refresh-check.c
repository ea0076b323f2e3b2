/* SPDX-License-Identifier: MIT */
#include "glue/refresh-check.h"

#include "glue/refresh-decision.h"

typedef enum
{
  NEVER,
  ALWAYS,
  MAYBE,
} Presence;

/* What a run has had in each phase; a stop only as long as it is under way. */
typedef struct
{
  guint8 slot;
  guint8 start;
  guint8 stop;
  guint8 end;
} Course;

static const Course courses[TARN_REFRESH_N_PHASES] = {
  [TARN_REFRESH_WAITING] = { NEVER, NEVER, NEVER, NEVER },
  [TARN_REFRESH_STARTING] = { ALWAYS, NEVER, NEVER, NEVER },
  [TARN_REFRESH_RUNNING] = { ALWAYS, ALWAYS, NEVER, NEVER },
  [TARN_REFRESH_STOPPING_EARLY] = { MAYBE, NEVER, ALWAYS, NEVER },
  [TARN_REFRESH_STOPPING] = { ALWAYS, ALWAYS, ALWAYS, NEVER },
  [TARN_REFRESH_SUCCEEDED] = { ALWAYS, ALWAYS, NEVER, ALWAYS },
  [TARN_REFRESH_FAILED] = { ALWAYS, ALWAYS, NEVER, ALWAYS },
  [TARN_REFRESH_STOPPED] = { MAYBE, MAYBE, NEVER, ALWAYS },
};

gboolean
tarn_refresh_has_ended (guint8 phase)
{
  return courses[phase].end == ALWAYS;
}

static gboolean
fits (guint8 presence, gboolean is_there)
{
  return presence == MAYBE || (presence == ALWAYS) == is_there;
}

/* What has not happened was no earlier than what has. */
static gboolean
is_in_order (gint64 before_us, gint64 after_us)
{
  return after_us == 0 || before_us <= after_us;
}

static gboolean
check_use (TarnCodec *codec, const TarnRunRecord *record)
{
  gboolean may_have_used = record->start_us != 0 && record->end_us != 0;

  return tarn_codec_check (codec,
                           may_have_used
                               || (record->dpu_milliseconds == 0 && record->processed_bytes == 0),
                           "dpu-milliseconds", "or the bytes are told before the end");
}

gboolean
tarn_refresh_check_record (TarnCodec *codec, const TarnRunRecord *record)
{
  const Course *course = &courses[record->phase];

  return tarn_codec_check (codec, fits (course->slot, record->type != TARN_REFRESH_TYPE_NONE),
                           "type", "does not fit the phase")
         && tarn_codec_check (codec,
                              (record->phase == TARN_REFRESH_FAILED)
                                  == (record->failure != TARN_REFRESH_NO_FAILURE),
                              "failure", "does not fit the phase")
         && tarn_codec_check (codec,
                              fits (course->start, record->start_us != 0)
                                  && is_in_order (record->creation_us, record->start_us),
                              "start-time", "does not fit the phase, or is before the creation")
         && tarn_codec_check (codec,
                              fits (course->end, record->end_us != 0)
                                  && is_in_order (record->creation_us, record->end_us)
                                  && is_in_order (record->start_us, record->end_us),
                              "end-time", "does not fit the phase, or is before the start")
         && check_use (codec, record);
}

gboolean
tarn_refresh_check_active (TarnCodec *codec, const TarnRunRecord *record,
                           const TarnActiveRun *active)
{
  const Course *course = &courses[record->phase];

  return tarn_codec_check (codec,
                           fits (course->slot, active->has_slot)
                               && active->has_slot == (record->type != TARN_REFRESH_TYPE_NONE),
                           "has-slot", "does not fit the phase or the type")
         && tarn_codec_check (codec,
                              active->has_slot == (active->slot_us != 0)
                                  && is_in_order (record->creation_us, active->slot_us)
                                  && is_in_order (active->slot_us, record->start_us),
                              "slot-time", "does not fit the phase, or the other times")
         && tarn_codec_check (codec,
                              fits (course->stop, active->stop_us != 0)
                                  && is_in_order (record->creation_us, active->stop_us)
                                  && is_in_order (active->slot_us, active->stop_us)
                                  && is_in_order (record->start_us, active->stop_us),
                              "stop-time", "does not fit the phase, or the other times")
         && tarn_codec_check (codec, active->end_after_us <= active->plan.running_us,
                              "end-after-us", "is after the end of the plan");
}

/* --- Between runs, views and events ------------------------------------------------------------- */

/* Retention relies on it: what is before the newest run of a view has ended. */
void
tarn_refresh_check_views (const TarnGlue *glue, TarnCodec *codec)
{
  for (guint32 i = 0; i < glue->catalog.tables->len && tarn_codec_is_ok (codec); i++)
    {
      const TarnView *view = tarn_catalog_get_table (&glue->catalog, i)->view;

      if (view == NULL || view->active_run == TARN_NO_RUN)
        continue;
      tarn_codec_begin_item (codec, "run", view->active_run);
      tarn_codec_check (codec, view->runs.newest == view->active_run, "phase",
                        "has not ended, and there is a newer run of the view");
      tarn_codec_end (codec);
    }
}

gboolean
tarn_refresh_awaits (const TarnGlue *glue, guint8 phase, guint16 kind)
{
  if (kind == glue->begin_kind)
    return phase == TARN_REFRESH_STARTING;
  if (kind == glue->end_kind)
    return phase == TARN_REFRESH_RUNNING;

  return phase == TARN_REFRESH_STOPPING || phase == TARN_REFRESH_STOPPING_EARLY;
}

static gboolean
needs_event (const TarnRunRecord *record, const TarnActiveRun *active)
{
  return record->phase != TARN_REFRESH_WAITING
         && !(record->phase == TARN_REFRESH_RUNNING && tarn_refresh_will_hang (active));
}

void
tarn_refresh_check_events (const TarnGlue *glue, TarnCodec *codec)
{
  for (guint32 i = 0; i < glue->runs.active->len && tarn_codec_is_ok (codec); i++)
    {
      const TarnActiveRun *active = tarn_refresh_store_get_active (&glue->runs, i);
      const TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, active->run);

      tarn_codec_begin_item (codec, "run", active->run);
      tarn_codec_check (codec, needs_event (record, active) == (active->event != 0), "phase",
                        "waits for what is not pending, or for nothing");
      tarn_codec_end (codec);
    }
}
