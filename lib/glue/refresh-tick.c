/* SPDX-License-Identifier: MIT */
#include "glue/refresh-tick.h"

#include <tarn/tarn-error.h>

#include "admission/fault.h"
#include "glue/refresh-emission.h"
#include "glue/refresh-schedule.h"
#include "glue/refresh-slots.h"
#include "glue/refresh.h"

static gboolean
is_refresh_wanted (const TarnGlue *glue, const TarnTableEntry *table)
{
  if (table->view->runs.active_run != TARN_NO_RUN)
    return FALSE;

  return table->view->last_refresh_type == TARN_REFRESH_TYPE_NONE
         || tarn_table_entry_lacks_source (table, glue->catalog.tables)
         || tarn_table_entry_get_pending (table, glue->catalog.tables).commits > 0;
}

static const char *const limit_messages[] = {
  [TARN_SLOT_LIMIT_RUNS] = "The account has as many refresh task runs as it may have.",
  [TARN_SLOT_LIMIT_CLASS]
  = "The account has as many refresh task runs of this slot class as it may have.",
  [TARN_SLOT_LIMIT_DPU] = "The refresh task runs of the account leave too few DPU for this one.",
};

/* The view has no active run, so only the limits of the account, of the view and of time can stop the start. */
static const char *
find_reason (TarnSlotLimit limit, const GError *error)
{
  if (error->domain == TARN_ERROR)
    return "The refresh task run would end past the end of time.";

  return limit == TARN_SLOT_LIMIT_NONE
             ? "The view has had as many refresh task runs as it may have."
             : limit_messages[limit];
}

static void
start_run (TarnGlue *glue, TarnTableEntry *table)
{
  TarnAdmission *admission = &glue->room.admission;
  const char *const resource[] = { TARN_TABLE_NAME_ARGS (table->name), NULL };
  TarnStartOptions options = tarn_no_start_options;
  TarnAutomaticStart start;
  TarnSlotLimit limit;
  g_autoptr (GError) error = NULL;
  guint32 run;

  options.slot_class = (guint) tarn_glue_get_option (glue, TARN_GLUE_AUTOMATIC_SLOT_CLASS);
  if (!tarn_fault_admit_start (admission, resource, &start))
    tarn_refresh_emit_invocation_failure (glue, table, start.message);
  else if (!tarn_refresh_start (glue, table, FALSE, &options, &start.run_faults, &run, &limit,
                                &error))
    tarn_refresh_emit_invocation_failure (glue, table, find_reason (limit, error));
  tarn_fault_finish_start (admission, &start);
}

/* If the interval is counted from the end of a run, the end of the active run schedules the next refresh. */
static gboolean
waits_for_end (const TarnGlue *glue, const TarnView *view)
{
  return tarn_glue_get_option (glue, TARN_GLUE_INTERVAL_FROM_END)
         && view->runs.active_run != TARN_NO_RUN;
}

static void
on_tick (gpointer data, const TarnEvent *event)
{
  TarnGlue *glue = data;
  TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, event->subject);
  TarnView *view = table->view;
  gint64 due_us = view->due_us;

  view->tick = 0;
  view->due_us = 0;
  if (!waits_for_end (glue, view))
    tarn_refresh_schedule_next (glue, table, due_us);
  if (!is_refresh_wanted (glue, table))
    return;

  start_run (glue, table);
  if (waits_for_end (glue, view))
    tarn_refresh_schedule_end (glue, table);
  tarn_admission_leave_event (&glue->room.admission);
}

static char *
describe_view (gpointer data, const TarnEvent *event)
{
  const TarnGlue *glue = data;
  const TarnTableName *name = tarn_catalog_get_table (&glue->catalog, event->subject)->name;

  return g_strdup_printf (TARN_TABLE_NAME_FORMAT, TARN_TABLE_NAME_ARGS (name));
}

static void
code_view (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  const TarnGlue *glue = data;

  tarn_codec_uint32 (codec, "view", &event->subject);
  if (!tarn_codec_is_reading (codec)
      || !tarn_codec_check_below (codec, "view", event->subject, glue->catalog.tables->len))
    return;

  const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, event->subject);
  const TarnView *view = table->view;
  if (!tarn_codec_check (codec, view != NULL && tarn_refresh_schedule_is_running (table), "view",
                         "is not refreshed by itself")
      || !tarn_codec_check (codec, view->tick == 0, "view",
                            "waits for another automatic refresh already"))
    return;

  tarn_codec_check (codec, tarn_refresh_schedule_allows (view, event->time_us), "view",
                    "has an automatic refresh at another time than that of its schedule");
}

static void
adopt_tick (gpointer data, const TarnEvent *event, TarnEventHandle handle)
{
  const TarnGlue *glue = data;

  tarn_catalog_get_table (&glue->catalog, event->subject)->view->tick = handle;
}

static const TarnEventClass tick_class = {
  .handler = on_tick,
  .describe_subject = describe_view,
  .code_subject = code_view,
  .adopt = adopt_tick,
};

void
tarn_refresh_tick_init (TarnGlue *glue)
{
  glue->tick_kind
      = tarn_clock_add_kind (&glue->room.core->clock, "automatic refresh", &tick_class, glue);
}
