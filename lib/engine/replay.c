/* SPDX-License-Identifier: MIT */
/*
 * Replays a journal command by command. Before each command, the replay lets as many events happen as had
 * happened before the command then, and sets the clock to the time of the command. So the caller of a command
 * does not matter: it may be an observer inside an event, or code outside of events. Meanwhile the engine
 * writes a journal of the replay, and the replay compares both journals line by line.
 */
#include "engine/engine-state.h"

#include <tarn/tarn-access.h>
#include <tarn/tarn-error.h>

#include "admission/call.h"
#include "engine/snapshot.h"
#include "kernel/fail.h"

typedef struct
{
  TarnEngine *engine;
  TarnJournal *expected; /* the journal to replay */
  TarnJournal *replay;   /* the journal that the replay writes */
  GTree *clients;        /* from names, of the service and the ARN of the principal, to clients */
  guint64 n_kept_events_begun;
} Replay;

/* --- Clients ---------------------------------------------------------------------------------- */

/*
 * Creates the client if there is none yet. A client whose creation is not in the journal existed before the
 * journal began.
 */
static TarnClient *
find_client (Replay *replay, TarnRoom *room, TarnPrincipal *principal)
{
  const char *parts[] = { room->class->service->name, tarn_principal_get_arn (principal) };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  TarnClient *client = g_tree_lookup (replay->clients, &key);
  if (client != NULL)
    return client;

  client = room->class->create_client (room, principal);
  g_tree_insert (replay->clients, tarn_name_new (parts, G_N_ELEMENTS (parts)), client);
  return client;
}

/* --- Commands --------------------------------------------------------------------------------- */

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
do_again (Replay *replay, const TarnCommand *command)
{
  TarnEngine *engine = replay->engine;
  TarnRoom *room
      = command->service != NULL ? tarn_room_find (&engine->core, command->service) : NULL;

  switch (command->kind)
    {
    case TARN_COMMAND_CALL:
      tarn_client_repeat (find_client (replay, room, command->principal), command->operation,
                          command->input);
      break;
    case TARN_COMMAND_CLIENT:
      tarn_journal_add_client (replay->replay, command->service, command->principal);
      find_client (replay, room, command->principal);
      break;
    case TARN_COMMAND_OPTION:
      tarn_engine_set_option (engine, command->texts[0], command->number, NULL);
      break;
    case TARN_COMMAND_FAULTS:
      set_faults (engine, command->faults);
      break;
    case TARN_COMMAND_RULES:
      add_rules (engine, command->texts[0]);
      break;
    case TARN_COMMAND_GRANT:
      tarn_engine_grant (engine, command->texts[0], command->texts[1], command->texts[2]);
      break;
    case TARN_COMMAND_DENY:
      tarn_engine_deny (engine, command->texts[0], command->texts[1], command->texts[2]);
      break;
    case TARN_COMMAND_REVOKE:
      tarn_engine_revoke (engine, (guint) command->number);
      break;
    case TARN_COMMAND_CLOCK:
      tarn_journal_add_clock (replay->replay, command->texts[0], command->number);
      break;
    }
}

/* --- Entries ---------------------------------------------------------------------------------- */

static gboolean
diverge (const Replay *replay, guint index, GError **error)
{
  gboolean is_expected = index < tarn_journal_get_length (replay->expected);
  g_autofree char *expected = is_expected ? tarn_journal_dup_line (replay->expected, index) : NULL;
  g_autofree char *got = index < tarn_journal_get_length (replay->replay)
                             ? tarn_journal_dup_line (replay->replay, index)
                             : NULL;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_REPLAY,
                    "entry %u of the journal is %s%s%s, and the replay has %s%s%s there", index,
                    expected != NULL ? "'" : "", expected != NULL ? expected : "not there",
                    expected != NULL ? "'" : "", got != NULL ? "'" : "",
                    got != NULL ? got : "nothing", got != NULL ? "'" : "");
}

/* An entry that is no command follows from events, so this function lets the events happen. */
static void
let_happen (Replay *replay, guint index)
{
  TarnClock *clock = &replay->engine->core.clock;
  gint64 time_us = tarn_journal_get_time (replay->expected, index), next_us;

  while (tarn_journal_get_length (replay->replay) <= index
         && tarn_event_queue_peek (clock->queue, &next_us) && next_us <= time_us)
    tarn_clock_replay_to (clock, clock->n_kept_events + 1, next_us);
}

static void
produce (Replay *replay, guint index)
{
  const TarnCommand *command = tarn_journal_get_command (replay->expected, index);

  if (command == NULL)
    let_happen (replay, index);
  else if (tarn_clock_replay_to (&replay->engine->core.clock,
                                 replay->n_kept_events_begun + command->n_kept_events,
                                 tarn_journal_get_time (replay->expected, index))
           && tarn_journal_get_length (replay->replay) == index)
    do_again (replay, command);
}

static gboolean
check_entry (const Replay *replay, guint index, GError **error)
{
  if (index >= tarn_journal_get_length (replay->replay))
    return diverge (replay, index, error);

  g_autofree char *expected = tarn_journal_dup_line (replay->expected, index);
  g_autofree char *got = tarn_journal_dup_line (replay->replay, index);
  return g_str_equal (expected, got) || diverge (replay, index, error);
}

static gboolean
replay_entries (Replay *replay, GError **error)
{
  guint n_entries = tarn_journal_get_length (replay->expected);
  gint64 end_us;

  for (guint i = 0; i < n_entries; i++)
    {
      if (tarn_journal_get_length (replay->replay) <= i)
        produce (replay, i);
      if (!check_entry (replay, i, error))
        return FALSE;
    }

  guint64 n_kept_events = tarn_journal_get_end (replay->expected, &end_us);
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
                   " hold everything",
                   error);

  g_autoptr (TarnJournal) written = tarn_journal_new ();
  g_autoptr (GTree) clients
      = g_tree_new_full (tarn_name_compare, NULL, (GDestroyNotify) tarn_name_unref, g_object_unref);
  Replay replay = { self, journal, written, clients, self->core.clock.n_kept_events };

  tarn_engine_set_journal (self, written);
  gboolean is_same = replay_entries (&replay, error);
  tarn_engine_set_journal (self, NULL);
  return is_same;
}
