/* SPDX-License-Identifier: MIT */
/*
 * Saves and describes runs and their events. The active run of a subject follows from the states of the runs,
 * so it is not saved.
 */
#include "runs/runs.h"

static gboolean
has_ended (const TarnRuns *runs, const TarnRun *record)
{
  return (runs->class->ended_states & TARN_RUN_STATE_BIT (record->state)) != 0;
}

/* --- Runs ------------------------------------------------------------------------------------- */

static char *
describe (const TarnRuns *runs, guint32 run)
{
  return runs->class->describe != NULL
             ? runs->class->describe (runs->room, run)
             : tarn_service_dup_run_id (runs->admission->service, &tarn_runs_get (runs, run)->id);
}

static TarnRunHistory *
get_history (gpointer data, guint32 run)
{
  TarnRuns *runs = data;

  return runs->class->get_history (runs->room, tarn_runs_get (runs, run)->subject);
}

static gboolean
check_run (TarnRuns *runs, TarnCodec *codec, guint32 run)
{
  const TarnRun *record = tarn_runs_get (runs, run);
  g_autofree char *wrong = g_strdup_printf ("makes it the second run of the %s that has not ended",
                                            runs->class->subject_noun);

  return tarn_codec_is_ok (codec)
         && tarn_codec_check (codec, record->state != TARN_RUN_STATE_NONE, "state", "is none")
         && runs->class->check (runs->room, codec, run)
         && tarn_codec_check (codec,
                              has_ended (runs, record)
                                  || get_history (runs, run)->active_run == TARN_NO_RUN,
                              "state", wrong);
}

void
tarn_runs_code_messages (TarnRuns *runs, TarnCodec *codec, TarnRun *run, guint failed)
{
  TarnRunMessages messages = { { NULL } };

  for (guint i = 0; i < TARN_RUN_TYPES_MAX; i++)
    if ((failed & 1u << i) != 0)
      {
        if (!tarn_codec_is_reading (codec))
          messages.texts[i] = tarn_runs_get_message (runs, run, i);
        tarn_codec_interned (codec, "message", &messages.texts[i]);
        if (tarn_codec_is_reading (codec))
          tarn_codec_check (codec, messages.texts[i] != NULL, "message", "is missing");
      }
  if (tarn_codec_is_reading (codec))
    tarn_runs_set_messages (runs, run, &messages);
}

void
tarn_runs_code_faults (TarnRuns *runs, TarnCodec *codec, guint32 run)
{
  TarnActiveRun *active = tarn_runs_get_active (runs, run);

  tarn_run_faults_code (&active->faults, codec);
  if (tarn_codec_is_reading (codec) && active->faults.actions != 0)
    tarn_runs_set_messages (runs, tarn_runs_get (runs, run), &active->faults.messages);
}

/*
 * Counts a run that was read, for its subject and its room. Fails the codec if the subject has more runs than
 * it has started.
 */
static void
count_run (TarnRuns *runs, TarnCodec *codec, guint32 run)
{
  TarnRunHistory *history = get_history (runs, run);

  if (has_ended (runs, tarn_runs_get (runs, run)))
    history->n_ended++;
  else
    {
      history->active_run = run;
      if (runs->class->count != NULL)
        runs->class->count (runs->room, run);
    }

  guint64 n_stored = (guint64) history->n_ended + (history->active_run != TARN_NO_RUN);
  if (n_stored > history->n_runs)
    tarn_codec_fail (codec, runs->class->subject_noun,
                     "has %" G_GUINT64_FORMAT " runs or more, and has started %u", n_stored,
                     history->n_runs);
}

static void
code_run (TarnRuns *runs, TarnCodec *codec, guint32 run)
{
  TarnRun *record = tarn_runs_get (runs, run);
  g_autofree char *label = NULL;

  if (tarn_codec_is_describing (codec) && record->sequence != 0)
    {
      label = describe (runs, run);
      tarn_codec_label (codec, label);
    }
  if (!tarn_run_store_code_place (&runs->store, codec, run))
    return;

  runs->class->code (runs->room, codec, run);
  if (tarn_codec_is_reading (codec))
    {
      if (!check_run (runs, codec, run))
        return;
      if (!has_ended (runs, record))
        record->active = tarn_run_store_take_active (&runs->store, run);
    }

  runs->class->code_rest (runs->room, codec, run);
  if (tarn_codec_is_reading (codec) && tarn_codec_is_ok (codec))
    count_run (runs, codec, run);
}

/* Checks that every run before the newest run of a subject has ended, because retention relies on this. */
static void
check_active_runs (TarnRuns *runs, TarnCodec *codec)
{
  g_autofree char *wrong = g_strdup_printf ("has not ended, and there is a newer run of the %s",
                                            runs->class->subject_noun);

  for (guint32 i = 0; i < runs->store.active->len && tarn_codec_is_ok (codec); i++)
    {
      guint32 run = tarn_run_store_get_active (&runs->store, i)->run;

      tarn_codec_begin_item (codec, "run", run);
      tarn_codec_check (codec, get_history (runs, run)->newest == run, "state", wrong);
      tarn_codec_end (codec);
    }
}

void
tarn_runs_code (TarnRuns *runs, TarnCodec *codec, guint64 n_started)
{
  tarn_codec_begin (codec, "runs");
  guint32 n_places = tarn_run_store_code (&runs->store, codec);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, runs->store.next_sequence == n_started + 1, "next-sequence",
                      "does not follow from the runs that were started");
  tarn_codec_end (codec);
  for (guint32 run = 0; tarn_codec_next_item (codec, "run", run, n_places); run++)
    code_run (runs, codec, run);
  if (!tarn_codec_is_reading (codec))
    return;

  tarn_run_store_link (&runs->store, codec, get_history, runs);
  check_active_runs (runs, codec);
}

/* --- Events ----------------------------------------------------------------------------------- */

char *
tarn_runs_describe_event (gpointer data, const TarnEvent *event)
{
  TarnRuns *runs = data;

  return describe (runs, tarn_run_store_get_active (&runs->store, event->subject)->run);
}

void
tarn_runs_code_event (gpointer data, TarnCodec *codec, TarnEvent *event)
{
  TarnRuns *runs = data;
  guint awaited_in = runs->class->events[event->kind - runs->first_kind].awaited_in;
  guint32 run = 0;

  if (!tarn_codec_is_reading (codec))
    run = tarn_run_store_get_active (&runs->store, event->subject)->run;
  tarn_codec_uint32 (codec, "run", &run);
  if (!tarn_codec_is_reading (codec)
      || !tarn_codec_check_below (codec, "run", run, runs->store.n_places))
    return;

  const TarnRun *record = tarn_runs_get (runs, run);
  if (!tarn_codec_check (codec,
                         record->sequence != 0
                             && (awaited_in & TARN_RUN_STATE_BIT (record->state)) != 0,
                         "run", "is in no state that waits for this"))
    return;

  const TarnActiveRun *active = tarn_runs_get_active (runs, run);
  tarn_codec_check (codec, active->event == 0, "run", "waits for something else already");
  event->subject = record->active;
  event->generation = active->generation;
}

void
tarn_runs_adopt_event (gpointer data, const TarnEvent *event, TarnEventHandle handle)
{
  const TarnRuns *runs = data;

  tarn_run_store_get_active (&runs->store, event->subject)->event = handle;
}

static gboolean
needs_event (const TarnRuns *runs, guint32 run)
{
  guint state = TARN_RUN_STATE_BIT (tarn_runs_get (runs, run)->state);

  for (guint i = 0; i < runs->class->n_events; i++)
    if ((runs->class->events[i].awaited_in & state) != 0)
      return !runs->class->hangs (runs->room, run);

  return FALSE;
}

void
tarn_runs_check_events (const TarnRuns *runs, TarnCodec *codec)
{
  for (guint32 i = 0; i < runs->store.active->len && tarn_codec_is_ok (codec); i++)
    {
      const TarnActiveRun *active = tarn_run_store_get_active (&runs->store, i);

      tarn_codec_begin_item (codec, "run", active->run);
      tarn_codec_check (codec, needs_event (runs, active->run) == (active->event != 0), "state",
                        "waits for what is not pending, or for nothing");
      tarn_codec_end (codec);
    }
}
