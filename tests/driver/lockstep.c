/* SPDX-License-Identifier: MIT */
#include "driver/lockstep.h"

#include <stdio.h>
#include <stdlib.h>

#include "driver/actions.h"
#include "driver/audit.h"
#include "driver/callbacks.h"
#include "driver/clock.h"
#include "driver/copies.h"
#include "driver/instants.h"
#include "driver/tally.h"

#define CALLBACK_BUDGET 40

static void
fail_at_difference (World *plain, World *split, const char *what, const char *first,
                    const char *second)
{
  g_auto (GStrv) ours = g_strsplit (first, "\n", -1);
  g_auto (GStrv) theirs = g_strsplit (second, "\n", -1);
  guint i = 0;

  while (ours[i] != NULL && g_strcmp0 (ours[i], theirs[i]) == 0)
    i++;
  g_autofree char *diff = tarn_engine_diff (plain->engine, split->engine, 20, NULL);
  world_fail (split, "%s differs at line %u:\n  plain: %s\n  split: %s\nthe engines differ in:\n%s",
              what, i + 1, ours[i], ours[i] != NULL ? theirs[i] : NULL, diff);
}

/* --- Journals --------------------------------------------------------------------------------- */

/* The moves of the clock and the clients are those of each world. */
static gboolean
find_next (TarnJournal *journal, guint *index)
{
  for (; *index < tarn_journal_get_length (journal); ++*index)
    {
      TarnJournalKind kind = tarn_journal_get_kind (journal, *index);

      if (kind != TARN_JOURNAL_CLOCK && kind != TARN_JOURNAL_CLIENT)
        return TRUE;
    }
  return FALSE;
}

static void
compare_journals (World *plain, World *split)
{
  if ((plain->journal != NULL) != (split->journal != NULL))
    world_fail (split, "only one world has a journal");
  if (plain->journal == NULL)
    return;
  for (;; plain->journal_from++, split->journal_from++)
    {
      gboolean first = find_next (plain->journal, &plain->journal_from);
      gboolean second = find_next (split->journal, &split->journal_from);
      g_autofree char *ours
          = first ? tarn_journal_dup_line (plain->journal, plain->journal_from) : NULL;
      g_autofree char *theirs
          = second ? tarn_journal_dup_line (split->journal, split->journal_from) : NULL;

      if (g_strcmp0 (ours, theirs) != 0)
        world_fail (split, "the journals differ:\n  plain: %s\n  split: %s", ours, theirs);
      if (!first)
        return;
    }
}

/* --- Steps ------------------------------------------------------------------------------------ */

static GBytes *
save (World *world)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = tarn_engine_save (world->engine, &error);

  if (bytes == NULL)
    world_fail (world, "there is no snapshot: %s", error->message);
  return bytes;
}

/* Returns the bytes after the step. */
static GBytes *
take_step (World *world, guint step, GBytes *before)
{
  Draw draw = draw_new (world->seed, USE_STEP, step);
  guint64 n_faults = world_count_faults (world);

  world->step = step;
  world->splits = draw_new (world->seed, USE_SPLIT, step);
  world->took_effect = FALSE;
  world->only_moved = FALSE;
  world->n_failed = 0;
  world->budget = CALLBACK_BUDGET;
  g_string_truncate (world->log, 0);
  world_expect_logs (world, 0);
  actions_take (world, &draw);
  callbacks_dispatch (world);
  observers_check (world);
  instants_check (world);
  if (!world->only_moved)
    instants_may_have_happened (world, 0);
  GBytes *after = save (world);
  if (!world->took_effect && world->n_failed > 0 && world_count_faults (world) == n_faults)
    {
      audit_failed_calls (world, before, after);
      if (!world->is_split)
        tally_add_outcome ("audit", "failed calls");
    }
  return after;
}

static void
begin_at_the_end (World *world)
{
  Draw draw = draw_new (world->seed, USE_TRAITS, 1);

  clock_advance_to (world,
                    G_MAXINT64 - draw_between (&draw, G_TIME_SPAN_HOUR, 20 * G_TIME_SPAN_DAY));
}

static void
audit_both (World *plain, World *split, guint step)
{
  Draw draw = draw_new (plain->seed, USE_AUDIT, step);

  if (!draw_chance (&draw, 12))
    return;
  g_string_truncate (plain->log, 0);
  g_string_truncate (split->log, 0);
  world_expect_logs (plain, 0);
  audit (plain);
  world_expect_logs (split, 0);
  audit (split);
  if (strcmp (plain->log->str, split->log->str) != 0)
    fail_at_difference (plain, split, "the audit", plain->log->str, split->log->str);
  tally_add_outcome ("audit", "everything");
}

guint
lockstep_run (guint64 seed, guint n_steps, const guint8 *only, gboolean is_verbose)
{
  g_autoptr (World) plain = world_new (seed, FALSE);
  g_autoptr (World) split = world_new (seed, TRUE);
  guint n_taken = 0;

  if (plain->traits.is_at_the_end)
    {
      begin_at_the_end (plain);
      begin_at_the_end (split);
    }
  g_autoptr (GBytes) plain_bytes = save (plain);
  g_autoptr (GBytes) split_bytes = save (split);
  for (guint step = 0; step < n_steps; step++)
    {
      if (only != NULL && only[step] == 0)
        continue;
      g_autoptr (GBytes) plain_after = take_step (plain, step, plain_bytes);
      if (is_verbose)
        fprintf (stderr, "--- step %u\n%s", step, plain->log->str);
      g_autoptr (GBytes) split_after = take_step (split, step, split_bytes);
      if (strcmp (plain->log->str, split->log->str) != 0)
        fail_at_difference (plain, split, "the log", plain->log->str, split->log->str);
      if (!g_bytes_equal (plain_after, split_after))
        fail_at_difference (plain, split, "the state", "", "");
      compare_journals (plain, split);
      audit_both (plain, split, step);
      g_bytes_unref (plain_bytes);
      g_bytes_unref (split_bytes);
      plain_bytes = g_steal_pointer (&plain_after);
      split_bytes = g_steal_pointer (&split_after);
      n_taken++;
    }
  return n_taken;
}
