/* SPDX-License-Identifier: MIT */
/*
 * The program simulates a week from Monday to Wednesday noon, and asks how the rest of the week would go
 * under other conditions.
 *
 * At noon it forks the engine, changes one thing in each fork, and drives all of them to the end of the week,
 * each in a thread of its own. All of them get the same commits and the same random draws for the same runs,
 * so every difference in the results comes from the changes.
 */
#include <stdio.h>

#include "fork-what-if-lake.h"

/* The start time of an engine is a Saturday. */
#define MONDAY_US (TARN_ENGINE_START_TIME + 2 * G_TIME_SPAN_DAY)
#define NOON_US (MONDAY_US + 2 * G_TIME_SPAN_DAY + 12 * G_TIME_SPAN_HOUR)
#define SETTLED_US (NOON_US + G_TIME_SPAN_HOUR)
#define WEEK_END_US (MONDAY_US + 7 * G_TIME_SPAN_DAY)

static const char thursday[] = "[Thursday, 2000-01-06]\n"
                               "operation=StartMaterializedViewRefreshTaskRun\n"
                               "after-us=947116800000000\n"
                               "until-us=947203200000000\n"
                               "probability-ppm=950000\n"
                               "do=throw\n"
                               "exception=ThrottlingException\n";

/* The change of a branch. A member that is 0 changes nothing. */
typedef struct
{
  const char *title;
  gint64 interval_us;
  gint64 n_slots;
  guint64 stock_busier;
  gboolean is_full; /* sessions is refreshed in full, as if its definition required it */
  const char *faults;
} Branch;

enum
{
  AS_IT_IS, /* the original engine */
  WITH_SLOTS = 2,
  UNCHANGED = 6, /* a fork without a change */
  N_BRANCHES,
};

static const Branch branches[N_BRANCHES] = {
  { "as it is" },
  { "every 30 minutes, not 60", .interval_us = 30 * G_TIME_SPAN_MINUTE },
  { "2 slots, not 1", .n_slots = 2 },
  { "sessions always in full", .is_full = TRUE },
  { "stock 10 times as busy", .stock_busier = 10 },
  { "throttled all Thursday", .faults = thursday },
  { "unchanged" },
};

static void
set_option (Lake *lake, const char *name, gint64 value)
{
  g_assert_true (tarn_engine_set_option (lake->engine, name, value, NULL));
}

static void
set_faults (Lake *lake, const char *faults)
{
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (lake->engine);

  g_assert_true (tarn_fault_plan_add_from_data (plan, faults, -1, "faults", NULL));
  tarn_engine_set_fault_plan (lake->engine, plan);
}

static void
change (Lake *lake, const Branch *branch)
{
  if (branch->interval_us != 0)
    lake->interval_us = branch->interval_us;
  if (branch->n_slots != 0)
    set_option (lake, "glue.running-max", branch->n_slots);
  if (branch->stock_busier != 0)
    lake->feeds[STOCK].busier = branch->stock_busier;
  if (branch->is_full)
    lake->watches[SESSIONS].is_full = TRUE;
  if (branch->faults != NULL)
    set_faults (lake, branch->faults);
}

/* --- Driving to the end of the week ----------------------------------------------------------- */

typedef struct
{
  Lake *lake;
  GThread *thread;
  GThread *sender;    /* becomes the owner of the engine again */
  GAsyncQueue *inbox; /* passes the errand to the thread */
} Errand;

/* Starts to count an hour after noon, when the change has taken effect. */
static gpointer
run_errand (gpointer inbox)
{
  Errand *errand = g_async_queue_pop (inbox);
  Lake *lake = errand->lake;

  g_assert_true (tarn_engine_advance_to (lake->engine, SETTLED_US, NULL));
  lake->tally = (Tally){ 0 };
  g_assert_true (tarn_engine_advance_to (lake->engine, WEEK_END_US, NULL));
  tarn_engine_set_owner (lake->engine, errand->sender);
  return NULL;
}

/*
 * Only an existing thread can own an engine, so the thread starts first and waits until it gets its errand.
 */
static void
send_off (Errand *errand, Lake *lake)
{
  errand->inbox = g_async_queue_new ();
  errand->thread = g_thread_new ("branch", run_errand, errand->inbox);
  errand->sender = g_thread_self ();
  errand->lake = lake;
  tarn_engine_set_owner (lake->engine, errand->thread);
  g_async_queue_push (errand->inbox, errand);
}

static void
run_all (Lake *lakes[N_BRANCHES])
{
  Errand errands[N_BRANCHES];

  for (guint i = 0; i < N_BRANCHES; i++)
    send_off (&errands[i], lakes[i]);
  for (guint i = 0; i < N_BRANCHES; i++)
    {
      g_thread_join (errands[i].thread);
      g_async_queue_unref (errands[i].inbox);
    }
}

/* --- The report ------------------------------------------------------------------------------- */

static const char preface[]
    = "A shop's lake: 7 materialized views over 3 tables that are written all day. Each view is\n"
      "refreshed once an hour, one at a time; 1 run of 100 fails and is started again. It has "
      "been\n"
      "at work since Monday. On Wednesday at noon it is forked, and each fork has one thing\n"
      "changed. Lag is for how long the oldest change has been waiting that a view does not show,\n"
      "looked at every minute. All time is virtual.\n\n";

enum
{
  N_FIGURES = 8,
};

typedef struct
{
  gint64 values[N_FIGURES];
} Figures;

static const char head[]
    = "Wednesday, 13:00, to        runs    FULL  FAILED  starts     DPU     GiB     lag in "
      "seconds\n"
      "Sunday, midnight                                throttled   hours    read    mean     max\n";

static Figures
compute (const Tally *tally)
{
  return (Figures){ { tally->n_runs, tally->n_full, tally->n_failed, tally->n_throttled,
                      tally->dpu_ms / (3600 * 1000), tally->read_bytes >> 30,
                      tally->lag_sum_us / tally->n_looks / G_TIME_SPAN_SECOND,
                      tally->lag_max_us / G_TIME_SPAN_SECOND } };
}

static void
print_figures (Lake *lakes[N_BRANCHES])
{
  Figures base = compute (&lakes[AS_IT_IS]->tally);

  printf ("%s", head);
  for (guint i = AS_IT_IS; i < UNCHANGED; i++)
    {
      Figures figures = compute (&lakes[i]->tally);

      printf ("%-24s", branches[i].title);
      for (guint j = 0; j < N_FIGURES; j++)
        printf (" %7" G_GINT64_FORMAT, figures.values[j]);
      printf ("\n");
      if (i == AS_IT_IS)
        continue;

      printf ("%-24s", "  difference");
      for (guint j = 0; j < N_FIGURES; j++)
        printf (" %+7" G_GINT64_FORMAT, figures.values[j] - base.values[j]);
      printf ("\n");
    }
}

static const char foot[] = "\n\"in full\": each start of sessions asks for FullRefresh. As all of "
                           "that view is new then,\n"
                           "the report on it is computed in full as well, silently.\n";

static void
print_states (Lake *lakes[N_BRANCHES])
{
  TarnEngine *lake = lakes[AS_IT_IS]->engine;
  g_autofree char *digest = tarn_engine_dup_digest (lake, NULL);
  g_autofree char *same = tarn_engine_dup_digest (lakes[UNCHANGED]->engine, NULL);
  g_autofree char *diff = tarn_engine_diff (lake, lakes[WITH_SLOTS]->engine, 4, NULL);

  printf ("\nA fork without any change ends the week in %s state as the original.\n",
          g_str_equal (digest, same) ? "the same" : "another");
  printf ("\nFrom \"%s\" to \"%s\", as tarn_engine_diff () shows it:\n\n%s",
          branches[AS_IT_IS].title, branches[WITH_SLOTS].title, diff);
}

int
main (void)
{
  g_autoptr (Lake) lake = lake_new (MONDAY_US, 1);
  Lake *lakes[N_BRANCHES] = { lake };

  set_option (lake, "glue.running-max", 1);
  set_option (lake, "glue.queue-at-limit", 1);
  set_option (lake, "glue.read-failure-ppm", 10000);
  g_assert_true (tarn_engine_advance_to (lake->engine, NOON_US, NULL));
  for (guint i = AS_IT_IS + 1; i < N_BRANCHES; i++)
    {
      lakes[i] = lake_branch (lake);
      change (lakes[i], &branches[i]);
    }

  run_all (lakes);
  printf ("%s", preface);
  print_figures (lakes);
  printf ("%s", foot);
  print_states (lakes);
  for (guint i = AS_IT_IS + 1; i < N_BRANCHES; i++)
    lake_free (lakes[i]);
  return 0;
}
