/* SPDX-License-Identifier: MIT */
/* What there can be many of in an engine, whatever the service. */
#include "grow.h"

#include <glib/gstdio.h>

#define GET_TABLE_RULE "operation=GetTable\n"
#define SUCCEEDED "event=Glue Materialized View Refresh Task Succeeded\n"

static void
get_tables (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      g_autoptr (TarnTable) table G_GNUC_UNUSED = grow_get_table (world, i % world->names->len);
    }
}

/* --- Observers, holds and timeouts ------------------------------------------------------------ */

static void
ignore_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
               gpointer data G_GNUC_UNUSED)
{
}

static void
add_observers (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      guint64 id = tarn_engine_add_observer (world->engine, ignore_change, NULL, NULL);

      g_array_append_val (world->ids, id);
    }
}

static void
add_and_remove_observers (GrowWorld *world)
{
  add_observers (world);
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_engine_remove_observer (world->engine,
                                             (guint) g_array_index (world->ids, guint64, i)));
}

static void
remove_last_observers_first (GrowWorld *world)
{
  add_observers (world);
  for (guint i = world->n; i > 0; i--)
    grow_check (tarn_engine_remove_observer (world->engine,
                                             (guint) g_array_index (world->ids, guint64, i - 1)));
}

static void
remove_all_observers (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
                      gpointer data)
{
  GrowWorld *world = data;

  for (guint i = 0; i < world->n && world->n_done == 0; i++)
    tarn_engine_remove_observer (world->engine, (guint) g_array_index (world->ids, guint64, i));
  world->n_done = 1;
}

static void
remove_observers_in_a_delivery (GrowWorld *world)
{
  tarn_engine_add_observer (world->engine, remove_all_observers, world, NULL);
  add_observers (world);
  grow_start (world, 0);
}

static void
hold (GrowWorld *world)
{
  g_autoptr (GPtrArray) holds = g_ptr_array_new_full (world->n, (GDestroyNotify) tarn_hold_unref);

  for (guint i = 0; i < world->n; i++)
    g_ptr_array_add (holds, tarn_engine_hold (world->engine, "hold"));
  for (guint i = 0; i < world->n; i++)
    tarn_hold_release (holds->pdata[i]);
}

static gboolean
count_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ((GrowWorld *) data)->n_done++;
  return G_SOURCE_REMOVE;
}

static guint64
add_timeout (GrowWorld *world, guint number)
{
  return tarn_engine_add_timeout (world->engine, 1 + number * (gint64) 7919, TARN_TIMEOUT_NONE,
                                  count_timeout, world, NULL);
}

static void
let_timeouts_happen (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    add_timeout (world, i);
  grow_drain (world);
  grow_check (world->n_done == world->n);
}

static void
cancel_timeouts (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      guint64 id = add_timeout (world, i);

      g_array_append_val (world->ids, id);
    }
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_engine_remove_timeout (world->engine, g_array_index (world->ids, guint64, i)));
}

static void
cancel_timeouts_in_turn (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_engine_remove_timeout (world->engine, add_timeout (world, i)));
}

static void
add_n_timeouts (GrowWorld *world)
{
  grow_create_nothing (world);
  for (guint i = 0; i < world->n; i++)
    add_timeout (world, i);
}

static void
list_pending (GrowWorld *world)
{
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (world->engine, G_MAXUINT);

  grow_check (pending->len == world->n);
}

static void
list_next (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      g_autoptr (GPtrArray) pending = tarn_engine_list_pending (world->engine, 1);

      grow_check (pending->len == 1);
    }
}

/* --- Access ----------------------------------------------------------------------------------- */

static void
state (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (resource, GROW_ACCOUNT "/lake/view_%u", i);
      guint64 id = tarn_engine_grant (world->engine, "*", "glue:GetTable", resource);

      g_array_append_val (world->ids, id);
    }
  for (guint i = 0; i < world->n; i++)
    tarn_table_unref (grow_get_table (world, i));
  for (guint i = 0; i < world->n; i++)
    grow_check (tarn_engine_revoke (world->engine, (guint) g_array_index (world->ids, guint64, i)));
}

static void
call_as_principals (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (arn, "arn:aws:iam::" GROW_ACCOUNT ":role/role-%u", i);
      g_autoptr (TarnPrincipal) role = tarn_principal_new (GROW_ACCOUNT, arn, NULL);
      g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (world->engine, role);

      tarn_table_unref (tarn_glue_client_get_table (glue, world->names->pdata[0], NULL));
    }
}

/* --- Faults ----------------------------------------------------------------------------------- */

/* Each view has a rule of its own. */
static void
plan_and_call (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      GROW_PRINTED (text,
                    "[%u]\n" GET_TABLE_RULE "resource=" GROW_ACCOUNT
                    "/lake/view_%u\nnth=2\ndo=lose-reply\n",
                    i, i);
      grow_add_rules (world, text);
    }
  get_tables (world);
}

static void
prepare_chance (GrowWorld *world)
{
  grow_create_n_views (world);
  grow_add_rules (world, "[chance]\n" GET_TABLE_RULE "probability-ppm=500000\ndo=lose-reply\n");
}

static void
plan_denial (GrowWorld *world, const char *delay)
{
  g_autofree char *text
      = g_strconcat ("[denial]\n" GET_TABLE_RULE "do=revoke\ndeny-principal=*\ndeny-action=none\n"
                     "deny-resource=*\n",
                     delay, NULL);

  grow_create_one_view (world);
  grow_add_rules (world, text);
}

static void
prepare_denial (GrowWorld *world)
{
  plan_denial (world, "");
}

static void
prepare_late_denial (GrowWorld *world)
{
  plan_denial (world, "delay-us=1000000000\n");
}

static void
get_tables_in_time (GrowWorld *world)
{
  get_tables (world);
  grow_advance (world, 2000 * GROW_SECOND_US);
}

static void
prepare_late_events (GrowWorld *world)
{
  grow_create_one_view (world);
  grow_set (world, "glue.retention-runs", 1);
  grow_add_rules (world, "[late]\n" SUCCEEDED "do=delay-event\ndelay-us=60000000\n");
}

static void
refresh_one_view (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    {
      grow_start (world, 0);
      grow_drain (world);
      g_ptr_array_set_size (world->runs, 0);
    }
}

static void
refresh_views (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    grow_start (world, i);
  grow_drain (world);
}

static void
prepare_many_late_events (GrowWorld *world)
{
  grow_create_n_views (world);
  grow_add_rules (world, "[late]\n" SUCCEEDED "do=delay-event\ndelay-us=60000000\n");
}

/* Each run fails with a message of its own. */
static void
prepare_messages (GrowWorld *world)
{
  grow_create_one_view (world);
  grow_set (world, "glue.retention-runs", 1);
  for (guint i = 0; i < 40; i++)
    {
      GROW_PRINTED (text,
                    "[%u]\noperation=StartMaterializedViewRefreshTaskRun\nevery=%u\ndo=fail-run\n",
                    i, 40 - i);
      grow_add_rules (world, text);
    }
}

static void
add_to_sample (GrowWorld *world)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);

  for (guint i = 0; i < world->n; i++)
    tarn_sample_add_faults (sample, "[rule]\n" GET_TABLE_RULE "nth=1\ndo=lose-reply\n");
}

static void
make_samples (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    tarn_sample_unref (tarn_sample_new (i));
}

/* One plan serves one engine after the other. */
static void
share_plan_in_turn (GrowWorld *world)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);

  for (guint i = 0; i < world->n; i++)
    {
      g_autoptr (TarnEngine) engine = tarn_engine_new (i);

      tarn_engine_set_fault_plan (engine, plan);
    }
}

static void
prepare_engines (GrowWorld *world)
{
  prepare_chance (world);
  for (guint i = 0; i < world->n; i++)
    g_ptr_array_add (world->kept, tarn_engine_new (i));
}

static void
share_plan (GrowWorld *world)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);

  for (guint i = 0; i < world->n; i++)
    tarn_engine_set_fault_plan (world->kept->pdata[i], plan);
  for (guint i = 0; i < world->n; i++)
    tarn_engine_set_fault_plan (world->kept->pdata[i], NULL);
}

/* --- Journals --------------------------------------------------------------------------------- */

static void
set_journal (GrowWorld *world)
{
  world->journal = tarn_journal_new ();
  tarn_engine_set_journal (world->engine, world->journal);
}

static void
prepare_journal (GrowWorld *world)
{
  grow_create_one_view (world);
  set_journal (world);
}

static void
prepare_bounded_journal (GrowWorld *world)
{
  grow_create_one_view (world);
  world->journal = tarn_journal_new_bounded (100);
  tarn_engine_set_journal (world->engine, world->journal);
}

static void
prepare_full_journal (GrowWorld *world)
{
  prepare_journal (world);
  get_tables (world);
}

static void
read_journal (GrowWorld *world)
{
  g_autofree char *sha256 G_GNUC_UNUSED = tarn_journal_dup_sha256 (world->journal);

  grow_check (tarn_journal_count_calls (world->journal, "GetTable", "ok") == world->n);
  tarn_harness_assert_n_lines (world->journal, "GetTable", world->n, __FILE__, __LINE__, G_STRFUNC);
}

static void
save_and_load_journal (GrowWorld *world)
{
  g_autofree char *path = NULL;
  gint fd = g_file_open_tmp ("tarn-grow-XXXXXX", &path, NULL);

  grow_check (fd >= 0 && g_close (fd, NULL));
  grow_check (tarn_journal_save_to_file (world->journal, path, NULL));
  g_autoptr (TarnJournal) journal = tarn_journal_new_from_file (path, NULL);
  grow_check (journal != NULL);
  g_unlink (path);
}

static void
stop_journal (GrowWorld *world)
{
  tarn_engine_set_journal (world->engine, NULL);
}

/* The engine of the replay has the same lake. */
static void
make_replayer (GrowWorld *world)
{
  stop_journal (world);
  g_object_unref (world->glue);
  g_object_unref (world->engine);
  g_ptr_array_set_size (world->names, 0);
  grow_create_one_view (world);
}

static void
prepare_replay (GrowWorld *world)
{
  prepare_journal (world);
  refresh_one_view (world);
  make_replayer (world);
}

static void
prepare_replay_of_principals (GrowWorld *world)
{
  prepare_journal (world);
  call_as_principals (world);
  make_replayer (world);
}

static void
replay (GrowWorld *world)
{
  g_autoptr (GError) error = NULL;

  tarn_engine_replay (world->engine, world->journal, &error);
  grow_check (error == NULL);
}

/* --- Forks and snapshots ---------------------------------------------------------------------- */

static void
prepare_runs (GrowWorld *world)
{
  grow_create_n_views (world);
  refresh_views (world);
}

static void
fork_engine (GrowWorld *world)
{
  g_ptr_array_add (world->kept, tarn_engine_fork (world->engine, NULL, NULL, NULL));
}

static void
fork_in_turn (GrowWorld *world)
{
  for (guint i = 0; i < world->n; i++)
    g_object_unref (tarn_engine_fork (world->engine, NULL, NULL, NULL));
}

static void
save_engine (GrowWorld *world)
{
  world->bytes = tarn_engine_save (world->engine, NULL);
  grow_check (world->bytes != NULL);
}

static void
prepare_saved (GrowWorld *world)
{
  prepare_runs (world);
  save_engine (world);
}

static void
restore_engine (GrowWorld *world)
{
  g_autoptr (TarnEngine) engine = tarn_engine_restore (world->bytes, NULL, NULL);

  grow_check (engine != NULL);
}

static void
prepare_different (GrowWorld *world)
{
  prepare_runs (world);
  fork_engine (world);
  for (guint i = 0; i < world->n; i++)
    grow_start (world, i);
}

/* Rules of one name are one group of values. */
static void
prepare_equal_names (GrowWorld *world)
{
  grow_create_one_view (world);
  for (guint i = 0; i < world->n; i++)
    grow_add_rules (world, "[rule]\n" GET_TABLE_RULE "nth=2\ndo=lose-reply\n");
  fork_engine (world);
  tarn_table_unref (grow_get_table (world, 0));
}

static void
compare (GrowWorld *world)
{
  g_autofree char *diff = tarn_engine_diff (world->engine, world->kept->pdata[0], G_MAXUINT, NULL);

  grow_check (diff != NULL && *diff != '\0');
}

const GrowKind grow_engine_kinds[] = {
  { "observers", "n observers are added, and removed in order", grow_create_nothing,
    add_and_remove_observers, TRUE, 0 },
  { "observers-reverse", "n observers are added, and removed from the last to the first",
    grow_create_nothing, remove_last_observers_first, TRUE, 0 },
  { "observers-delivery", "n observers are removed by one that is notified", grow_create_one_view,
    remove_observers_in_a_delivery, FALSE, 0 },
  { "holds", "n holds are taken, and released", grow_create_nothing, hold, TRUE, 0 },
  { "timeouts", "n timeouts happen", grow_create_nothing, let_timeouts_happen, FALSE, 0 },
  { "timeouts-canceled", "n timeouts are added, and removed", grow_create_nothing, cancel_timeouts,
    FALSE, 0 },
  { "timeouts-in-turn", "n timeouts, each removed before the next", grow_create_nothing,
    cancel_timeouts_in_turn, TRUE, 0 },
  { "pending", "n pending events are listed", add_n_timeouts, list_pending, TRUE, 0 },
  { "pending-next", "the next of n pending events is listed n times", add_n_timeouts, list_next,
    TRUE, 0 },
  { "statements", "n statements, each used by a call, and revoked", grow_create_n_views, state,
    TRUE, 0 },
  { "principals", "n principals make a call each", grow_create_one_view, call_as_principals, TRUE,
    0 },
  { "rules", "n rules, each for a view of its own, and n calls", grow_create_n_views, plan_and_call,
    FALSE, 0 },
  { "rule-chance", "n calls about n views meet one rule with a probability", prepare_chance,
    get_tables, FALSE, 0 },
  { "rule-denial", "n calls meet one rule that denies", prepare_denial, get_tables, TRUE, 0 },
  { "rule-late-denial", "n calls meet one rule that denies later", prepare_late_denial,
    get_tables_in_time, TRUE, 0 },
  { "late-events", "n events are late, one after the other", prepare_late_events, refresh_one_view,
    TRUE, 0 },
  { "late-events-at-once", "n events are late, all at once", prepare_many_late_events,
    refresh_views, FALSE, 0 },
  { "messages", "n runs fail with messages in turn", prepare_messages, refresh_one_view, TRUE, 0 },
  { "sample-faults", "n texts of faults are added to a sample", grow_create_nothing, add_to_sample,
    TRUE, 0 },
  { "samples", "n samples, one after the other", grow_create_nothing, make_samples, TRUE, 0 },
  { "plan-in-turn", "n engines, one after the other, use one plan", prepare_chance,
    share_plan_in_turn, TRUE, 0 },
  { "plan-shared", "n engines use one plan, and then none", prepare_engines, share_plan, TRUE,
    10000 },
  { "journal", "n calls with a journal", prepare_journal, get_tables, FALSE, 0 },
  { "journal-bounded", "n calls with a journal of 100 entries", prepare_bounded_journal, get_tables,
    TRUE, 0 },
  { "journal-read", "a journal of n calls is read", prepare_full_journal, read_journal, TRUE, 0 },
  { "journal-file", "a journal of n calls is saved and loaded", prepare_full_journal,
    save_and_load_journal, TRUE, 0 },
  { "replay", "a journal of n refreshes is replayed", prepare_replay, replay, FALSE, 0 },
  { "replay-principals", "a journal of calls by n principals is replayed",
    prepare_replay_of_principals, replay, FALSE, 0 },
  { "fork", "an engine with n views and runs is forked", prepare_runs, fork_engine, FALSE, 0 },
  { "forks", "a small engine is forked n times", grow_create_one_view, fork_in_turn, TRUE, 0 },
  { "save", "an engine with n views and runs is saved", prepare_runs, save_engine, FALSE, 0 },
  { "restore", "an engine with n views and runs is restored", prepare_saved, restore_engine, TRUE,
    0 },
  { "diff", "two engines with n views are compared", prepare_different, compare, TRUE, 0 },
  { "diff-equal-names", "two engines with n rules of one name are compared", prepare_equal_names,
    compare, TRUE, 0 },
  { NULL, NULL, NULL, NULL, FALSE, 0 },
};
