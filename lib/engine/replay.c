/* SPDX-License-Identifier: MIT */
/*
 * A journal is done again, deed by deed: events happen until as many have as had then, the clock is set
 * to the time of the deed, and the deed is done. So it does not matter who did it, an observer within
 * an event or somebody from outside. A journal of the replay is written meanwhile, and compared line by
 * line.
 */
#include "engine/engine-state.h"

#include <tarn/tarn-access.h>
#include <tarn/tarn-error.h>

#include "admission/call.h"
#include "engine/snapshot.h"
#include "kernel/fail.h"

/* Who calls, as of a service. */
typedef struct
{
  TarnRoom *room;
  TarnPrincipal *principal;
  TarnClient *client;
} Caller;

typedef struct
{
  TarnEngine *engine;
  TarnJournal *told;   /* that is replayed */
  TarnJournal *replay; /* that is written */
  GArray *callers;     /* Caller; there are few */
  guint64 n_kept_events_begun;
} Replay;

static void
clear_caller (gpointer data)
{
  Caller *caller = data;

  tarn_principal_unref (caller->principal);
  g_object_unref (caller->client);
}

/* --- Callers ---------------------------------------------------------------------------------- */

/* One that the journal does not tell of was there before it began. */
static TarnClient *
find_client (Replay *replay, TarnRoom *room, TarnPrincipal *principal)
{
  const char *arn = tarn_principal_get_arn (principal);

  for (guint i = 0; i < replay->callers->len; i++)
    {
      const Caller *caller = &g_array_index (replay->callers, Caller, i);

      if (caller->room == room && g_str_equal (tarn_principal_get_arn (caller->principal), arn))
        return caller->client;
    }

  Caller caller
      = { room, tarn_principal_ref (principal), room->class->create_client (room, principal) };
  g_array_append_val (replay->callers, caller);
  return caller.client;
}

/* --- Deeds ------------------------------------------------------------------------------------ */

static void
set_faults (TarnEngine *engine, const TarnFaultPlan *faults)
{
  g_autoptr (TarnFaultPlan) copy = faults != NULL ? tarn_fault_plan_copy (faults) : NULL;

  tarn_engine_set_fault_plan (engine, copy);
}

static void
add_rules (TarnEngine *engine, const char *text)
{
  if (engine->core.faults != NULL)
    tarn_fault_plan_add_from_data (engine->core.faults, text, -1, "replay", NULL);
}

static void
do_again (Replay *replay, const TarnDeed *deed)
{
  TarnEngine *engine = replay->engine;
  TarnRoom *room = deed->service != NULL ? tarn_room_find (&engine->core, deed->service) : NULL;

  switch (deed->kind)
    {
    case TARN_DEED_CALL:
      tarn_client_repeat (find_client (replay, room, deed->principal), deed->operation,
                          deed->input);
      break;
    case TARN_DEED_CLIENT:
      tarn_journal_add_client (replay->replay, deed->service, deed->principal);
      find_client (replay, room, deed->principal);
      break;
    case TARN_DEED_OPTION:
      tarn_engine_set_option (engine, deed->texts[0], deed->number, NULL);
      break;
    case TARN_DEED_FAULTS:
      set_faults (engine, deed->faults);
      break;
    case TARN_DEED_RULES:
      add_rules (engine, deed->texts[0]);
      break;
    case TARN_DEED_GRANT:
      tarn_engine_grant (engine, deed->texts[0], deed->texts[1], deed->texts[2]);
      break;
    case TARN_DEED_DENY:
      tarn_engine_deny (engine, deed->texts[0], deed->texts[1], deed->texts[2]);
      break;
    case TARN_DEED_REVOKE:
      tarn_engine_revoke (engine, (guint) deed->number);
      break;
    case TARN_DEED_CLOCK:
      tarn_journal_add_clock (replay->replay, deed->texts[0], deed->number);
      break;
    }
}

/* --- Entries ---------------------------------------------------------------------------------- */

static gboolean
diverge (const Replay *replay, guint index, GError **error)
{
  gboolean is_told = index < tarn_journal_get_length (replay->told);
  g_autofree char *told = is_told ? tarn_journal_dup_line (replay->told, index) : NULL;
  g_autofree char *got = index < tarn_journal_get_length (replay->replay)
                             ? tarn_journal_dup_line (replay->replay, index)
                             : NULL;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_REPLAY,
                    "entry %u of the journal is %s%s%s, and the replay has %s%s%s there", index,
                    told != NULL ? "'" : "", told != NULL ? told : "not there",
                    told != NULL ? "'" : "", got != NULL ? "'" : "", got != NULL ? got : "nothing",
                    got != NULL ? "'" : "");
}

/* What is no deed follows from the events. */
static void
let_happen (Replay *replay, guint index)
{
  TarnClock *clock = &replay->engine->core.clock;
  gint64 time_us = tarn_journal_get_time (replay->told, index), next_us;

  while (tarn_journal_get_length (replay->replay) <= index
         && tarn_event_queue_peek (clock->queue, &next_us) && next_us <= time_us)
    tarn_clock_replay_to (clock, clock->n_kept_events + 1, next_us);
}

static void
produce (Replay *replay, guint index)
{
  const TarnDeed *deed = tarn_journal_get_deed (replay->told, index);

  if (deed == NULL)
    let_happen (replay, index);
  else if (tarn_clock_replay_to (&replay->engine->core.clock,
                                 replay->n_kept_events_begun + deed->n_kept_events,
                                 tarn_journal_get_time (replay->told, index))
           && tarn_journal_get_length (replay->replay) == index)
    do_again (replay, deed);
}

static gboolean
check_entry (const Replay *replay, guint index, GError **error)
{
  if (index >= tarn_journal_get_length (replay->replay))
    return diverge (replay, index, error);

  g_autofree char *told = tarn_journal_dup_line (replay->told, index);
  g_autofree char *got = tarn_journal_dup_line (replay->replay, index);
  return g_str_equal (told, got) || diverge (replay, index, error);
}

static gboolean
replay_entries (Replay *replay, GError **error)
{
  guint n_entries = tarn_journal_get_length (replay->told);
  gint64 end_us;

  for (guint i = 0; i < n_entries; i++)
    {
      if (tarn_journal_get_length (replay->replay) <= i)
        produce (replay, i);
      if (!check_entry (replay, i, error))
        return FALSE;
    }

  guint64 n_kept_events = tarn_journal_get_end (replay->told, &end_us);
  if (tarn_clock_replay_to (&replay->engine->core.clock,
                            replay->n_kept_events_begun + n_kept_events, end_us)
      && tarn_journal_get_length (replay->replay) == n_entries)
    return TRUE;

  return diverge (replay, n_entries, error);
}

static gboolean
refuse (const char *why, GError **error)
{
  return tarn_fail (error, TARN_ERROR, TARN_ERROR_REPLAY, "%s", why);
}

gboolean
tarn_engine_replay (TarnEngine *self, TarnJournal *journal, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (TARN_IS_JOURNAL (journal), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!tarn_core_check_quiet (&self->core, "a journal cannot be replayed", error))
    return FALSE;
  if (self->core.emission.journal != NULL)
    return refuse ("the engine has a journal itself, which a replay needs a place for", error);
  if (!tarn_journal_is_complete (journal))
    return refuse ("the journal has a bound, or was away from its engine for a while, and does not"
                   " tell everything",
                   error);

  g_autoptr (TarnJournal) written = tarn_journal_new ();
  g_autoptr (GArray) callers = g_array_new (FALSE, FALSE, sizeof (Caller));
  Replay replay = { self, journal, written, callers, self->core.clock.n_kept_events };

  g_array_set_clear_func (callers, clear_caller);
  tarn_engine_set_journal (self, written);
  gboolean is_same = replay_entries (&replay, error);
  tarn_engine_set_journal (self, NULL);
  return is_same;
}
