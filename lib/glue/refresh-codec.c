/* SPDX-License-Identifier: MIT */
/*
 * Refresh runs and their events as they are copied, saved and told. Which run of a view is active, who
 * has a slot and who waits for one follows from the phases of the runs, and is not saved.
 */
#include "glue/refresh-codec.h"

#include "glue/refresh-check.h"
#include "glue/refresh-queue.h"
#include "glue/refresh-tell.h"

#include <string.h>

enum
{
  MESSAGES_LOOKED_AT = 16,
};

void
tarn_refresh_store_copy (TarnRefreshStore *store, const TarnRefreshStore *from)
{
  tarn_record_store_copy (&store->records, &from->records);
  g_array_append_vals (store->active, from->active->data, from->active->len);
  store->free_active = from->free_active;
}

/* --- Plans and messages ----------------------------------------------------------------------- */

static void
code_phase (TarnCodec *codec, TarnCostPlan *plan, guint index)
{
  TarnCostPhase *phase = &plan->phases[index];

  tarn_codec_int64 (codec, "duration-us", &phase->duration_us);
  tarn_codec_int64 (codec, "dpu", &phase->dpu);
  tarn_codec_uint64 (codec, "work-dpu-us", &phase->work_dpu_us);
  if (!tarn_codec_is_reading (codec))
    return;

  TarnCostPhase read = *phase;
  if (tarn_codec_check (codec, tarn_cost_plan_takes_phase (plan, &read), "dpu",
                        "or another number of the phase is out of range"))
    tarn_cost_plan_add_phase (plan, read.duration_us, read.dpu, (gint64) read.work_dpu_us);
}

static void
code_plan (TarnCodec *codec, TarnCostPlan *plan)
{
  guint8 n_phases = (guint8) plan->n_phases;

  tarn_codec_begin (codec, "plan");
  tarn_codec_int64_within (codec, "startup-us", &plan->startup_us, 0, TARN_PLAN_DURATION_US_MAX);
  tarn_codec_int64_within (codec, "processed-bytes", &plan->processed_bytes, 0,
                           TARN_PLAN_BYTES_MAX);
  tarn_codec_uint8 (codec, "phases", &n_phases);
  tarn_codec_check_below (codec, "phases", n_phases, TARN_COST_PLAN_PHASES_MAX + 1);
  for (guint i = 0; i < n_phases && tarn_codec_is_ok (codec); i++)
    {
      tarn_codec_begin_item (codec, "phase", i);
      code_phase (codec, plan, i);
      tarn_codec_end (codec);
    }
  tarn_codec_end (codec);
}

/* Interned, so the same where it says the same; most say the same as one of those before. */
static guint32
keep_message (TarnGlue *glue, const char *message)
{
  gpointer interned = (gpointer) message;
  guint n_messages = glue->messages->len;

  for (guint i = n_messages; i > 0 && n_messages - i < MESSAGES_LOOKED_AT; i--)
    if (glue->messages->pdata[i - 1] == interned)
      return i - 1;

  g_ptr_array_add (glue->messages, interned);
  return n_messages;
}

static void
code_message (TarnGlue *glue, TarnCodec *codec, guint8 failure, guint32 *message)
{
  const char *text = NULL;

  if (failure != TARN_REFRESH_PLANNED_FAILURE)
    return;
  if (!tarn_codec_is_reading (codec))
    text = glue->messages->pdata[*message];
  tarn_codec_interned (codec, "message", &text);
  if (tarn_codec_is_reading (codec)
      && tarn_codec_check (codec, text != NULL, "message", "is missing"))
    *message = keep_message (glue, text);
}

/* --- Runs ------------------------------------------------------------------------------------- */

static void
code_active (TarnGlue *glue, TarnCodec *codec, const TarnRunRecord *record)
{
  TarnActiveRun *active = tarn_refresh_store_get_active (&glue->runs, record->active);
  gint64 now_us = glue->clock->now_us;

  tarn_codec_uint32 (codec, "ordinal", &active->ordinal);
  tarn_codec_boolean (codec, "full-requested", &active->is_full_requested);
  tarn_codec_boolean (codec, "has-slot", &active->has_slot);
  tarn_codec_enum (codec, "planned-failure", &active->failure, TARN_REFRESH_PLANNED_FAILURE + 1);
  code_message (glue, codec, (guint8) active->failure, &active->message);
  tarn_codec_time (codec, "slot-time", &active->slot_us, now_us);
  tarn_codec_time (codec, "stop-time", &active->stop_us, now_us);
  tarn_codec_int64_within (codec, "end-after-us", &active->end_after_us, 0, G_MAXINT64);
  tarn_codec_uint64 (codec, "changes", &active->n_changes);
  tarn_codec_uint64 (codec, "changed-bytes", &active->changed_bytes);
  tarn_run_fault_code (&active->fault, codec);
  code_plan (codec, &active->plan);
  if (tarn_codec_is_reading (codec))
    tarn_refresh_check_active (codec, record, active);
}

static void
code_record (TarnGlue *glue, TarnCodec *codec, TarnRunRecord *record)
{
  gint64 now_us = glue->clock->now_us;

  if (!tarn_codec_is_telling (codec))
    tarn_codec_uint32 (codec, "view", &record->view);
  tarn_codec_named_enum (codec, "phase", &record->phase, TARN_REFRESH_N_PHASES,
                         tarn_refresh_phase_names);
  tarn_codec_enum (codec, "type", &record->type, TARN_REFRESH_TYPE_INCREMENTAL + 1);
  tarn_codec_enum (codec, "failure", &record->failure, TARN_REFRESH_PLANNED_FAILURE + 1);
  code_message (glue, codec, record->failure, &record->message);
  tarn_codec_time (codec, "creation-time", &record->creation_us, now_us);
  tarn_codec_time (codec, "start-time", &record->start_us, now_us);
  tarn_codec_time (codec, "end-time", &record->end_us, now_us);
  tarn_codec_int64_within (codec, "dpu-milliseconds", &record->dpu_milliseconds, 0,
                           (gint64) (TARN_PLAN_USE_DPU_US_MAX / 1000));
  tarn_codec_int64_within (codec, "processed-bytes", &record->processed_bytes, 0,
                           TARN_PLAN_BYTES_MAX);
}

static gboolean
check_record (const TarnGlue *glue, TarnCodec *codec, const TarnRunRecord *record)
{
  const TarnView *view;

  if (!tarn_codec_check (codec, record->phase != TARN_REFRESH_NONE, "phase", "is none")
      || !tarn_refresh_check_record (codec, record)
      || !tarn_codec_check_below (codec, "view", record->view, glue->catalog.tables->len))
    return FALSE;

  view = tarn_catalog_get_table (&glue->catalog, record->view)->view;
  return tarn_codec_check (codec, view != NULL, "view", "is a base table")
         && tarn_codec_check (codec,
                              tarn_refresh_has_ended (record->phase)
                                  || view->active_run == TARN_NO_RUN,
                              "phase", "makes it the second run of the view that has not ended");
}

/* What the view and the account know of a run. */
static void
count_run (TarnGlue *glue, guint32 run)
{
  const TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, record->view);

  if (tarn_refresh_has_ended (record->phase))
    {
      table->view->n_ended++;
      return;
    }
  table->view->active_run = run;
  if (tarn_refresh_store_get_active (&glue->runs, record->active)->has_slot)
    tarn_catalog_get_account (&glue->catalog, table->account)->n_running++;
}

/* By its id, and by the view that it refreshes. */
static char *
describe_run (const TarnGlue *glue, const TarnRunRecord *record)
{
  char id[TARN_UUID_LENGTH + 1];
  const TarnTableName *name = tarn_catalog_get_table (&glue->catalog, record->view)->name;

  tarn_identifier_format (&record->record.id, id);
  return g_strdup_printf ("%s of " TARN_TABLE_NAME_FORMAT, id, TARN_TABLE_NAME_ARGS (name));
}

static void
code_run (TarnGlue *glue, TarnCodec *codec, guint32 run)
{
  TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  g_autofree char *label = NULL;

  if (tarn_codec_is_telling (codec) && record->record.sequence != 0)
    {
      label = describe_run (glue, record);
      tarn_codec_label (codec, label);
    }
  if (!tarn_record_store_code_place (&glue->runs.records, codec, run))
    return;

  code_record (glue, codec, record);
  if (tarn_codec_is_reading (codec))
    {
      record->active = TARN_NO_RUN;
      if (!check_record (glue, codec, record))
        return;
      if (!tarn_refresh_has_ended (record->phase))
        record->active = tarn_refresh_store_take_active (&glue->runs, run);
    }
  if (record->active != TARN_NO_RUN)
    code_active (glue, codec, record);
  if (tarn_codec_is_reading (codec) && tarn_codec_is_ok (codec))
    count_run (glue, run);
}

/* --- After reading ---------------------------------------------------------------------------- */

static TarnRecordChain *
get_chain (gpointer data, guint32 run)
{
  TarnGlue *glue = data;
  guint32 view = tarn_refresh_store_get (&glue->runs, run)->view;

  return &tarn_catalog_get_table (&glue->catalog, view)->view->runs;
}

/* Whoever waits came in the order of the runs. */
static void
queue_waiting (TarnGlue *glue)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 run = glue->runs.records.newest; run != TARN_NO_RUN;
       run = tarn_record_store_get (&glue->runs.records, run)->older)
    if (tarn_refresh_store_get (&glue->runs, run)->phase == TARN_REFRESH_WAITING)
      g_array_append_val (waiting, run);

  for (guint i = waiting->len; i > 0; i--)
    {
      const TarnRunRecord *record
          = tarn_refresh_store_get (&glue->runs, g_array_index (waiting, guint32, i - 1));
      guint32 account = tarn_catalog_get_table (&glue->catalog, record->view)->account;

      tarn_refresh_queue_push (glue, tarn_catalog_get_account (&glue->catalog, account),
                               record->active);
    }
}

void
tarn_refresh_code (TarnGlue *glue, TarnCodec *codec)
{
  TarnRecordStore *records = &glue->runs.records;

  tarn_codec_begin (codec, "runs");
  guint32 n_places = tarn_record_store_code (records, codec);
  tarn_codec_end (codec);
  for (guint32 run = 0; run < n_places && tarn_codec_is_ok (codec); run++)
    {
      tarn_codec_begin_item (codec, "run", run);
      code_run (glue, codec, run);
      tarn_codec_end (codec);
    }
  if (!tarn_codec_is_reading (codec))
    return;

  tarn_record_store_link (records, codec, get_chain, glue);
  tarn_refresh_check_views (glue, codec);
  if (tarn_codec_is_ok (codec))
    queue_waiting (glue);
}

/* --- Events ----------------------------------------------------------------------------------- */

char *
tarn_refresh_describe_event (gpointer data, const TarnEvent *event)
{
  const TarnGlue *glue = data;
  guint32 run = tarn_refresh_store_get_active (&glue->runs, event->subject)->run;

  return describe_run (glue, tarn_refresh_store_get (&glue->runs, run));
}

void
tarn_refresh_code_event (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnGlue *glue = data;
  guint32 run = 0;

  if (!tarn_codec_is_reading (codec))
    run = tarn_refresh_store_get_active (&glue->runs, event->subject)->run;
  tarn_codec_uint32 (codec, "run", &run);
  if (!tarn_codec_is_reading (codec)
      || !tarn_codec_check_below (codec, "run", run, glue->runs.records.n_places))
    return;

  const TarnRunRecord *record = tarn_refresh_store_get (&glue->runs, run);
  if (!tarn_codec_check (codec,
                         record->record.sequence != 0
                             && tarn_refresh_awaits (glue, record->phase, event->kind),
                         "run", "is in no phase that waits for this"))
    return;

  const TarnActiveRun *active = tarn_refresh_store_get_active (&glue->runs, record->active);
  tarn_codec_check (codec, active->event == 0, "run", "waits for something else already");
  event->subject = record->active;
  event->generation = active->generation;
}

void
tarn_refresh_adopt_event (gpointer data, const TarnEvent *event, TarnEventHandle handle)
{
  const TarnGlue *glue = data;

  tarn_refresh_store_get_active (&glue->runs, event->subject)->event = handle;
}

char *
tarn_refresh_describe_tick (gpointer data, const TarnEvent *event)
{
  const TarnGlue *glue = data;
  const TarnTableName *name = tarn_catalog_get_table (&glue->catalog, event->subject)->name;

  return g_strdup_printf (TARN_TABLE_NAME_FORMAT, TARN_TABLE_NAME_ARGS (name));
}

void
tarn_refresh_code_tick (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  const TarnGlue *glue = data;

  tarn_codec_uint32 (codec, "view", &event->subject);
  if (!tarn_codec_is_reading (codec)
      || !tarn_codec_check_below (codec, "view", event->subject, glue->catalog.tables->len))
    return;

  const TarnView *view = tarn_catalog_get_table (&glue->catalog, event->subject)->view;
  tarn_codec_check (codec, view != NULL && view->refresh_seconds > 0, "view",
                    "is not refreshed by itself");
}
