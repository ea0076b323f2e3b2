/* SPDX-License-Identifier: MIT */
/* Tests what the trial does with the answers of policies, and what wakes them. */
#include <string.h>
#include <tarn-lab/tarn-lab-error.h>

#include "composition-text.h"
#include "lab/policy/composed.h"
#include "random-lake.h"

/* A policy whose decisions a test makes. */
typedef void (*Decide) (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked);

#define MADE_TYPE_POLICY (made_policy_get_type ())
G_DECLARE_FINAL_TYPE (MadePolicy, made_policy, MADE, POLICY, GObject)

struct _MadePolicy
{
  GObject parent_instance;

  Decide decide;
  TarnLabWakes wakes;
  guint n_asked;
};

static void made_policy_policy_init (TarnLabPolicyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MadePolicy, made_policy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_LAB_TYPE_POLICY,
                                                      made_policy_policy_init))

/* What the policy saw; the tests compare it. */
static GString *seen;

static TarnLabPolicy *
made_new (TarnLabWakes wakes, Decide decide)
{
  MadePolicy *made = g_object_new (MADE_TYPE_POLICY, NULL);

  made->decide = decide;
  made->wakes = wakes;
  return TARN_LAB_POLICY (made);
}

static char *
made_dup_name (TarnLabPolicy *policy G_GNUC_UNUSED)
{
  return g_strdup ("made");
}

static TarnLabWakes
made_get_wakes (TarnLabPolicy *policy)
{
  return MADE_POLICY (policy)->wakes;
}

static TarnLabPolicy *
made_copy (TarnLabPolicy *policy)
{
  const MadePolicy *made = MADE_POLICY (policy);
  TarnLabPolicy *copy = made_new (made->wakes, made->decide);

  MADE_POLICY (copy)->n_asked = made->n_asked;
  return copy;
}

static gboolean
made_decide (TarnLabPolicy *policy, const TarnLabLake *lake, TarnLabAnswers *answers,
             GError **error G_GNUC_UNUSED)
{
  static const char *const names[] = { "start", "time", "commit", "end", "slot", "refusal" };
  MadePolicy *made = MADE_POLICY (policy);
  guint n_wakes;
  const TarnLabWake *wakes = tarn_lab_lake_get_wakes (lake, &n_wakes);

  g_string_append_printf (seen, "%" G_GINT64_FORMAT "/%u:",
                          (tarn_lab_lake_get_now (lake) - LAKE_START) / MINUTE,
                          tarn_lab_lake_get_round (lake));
  for (guint i = 0; i < n_wakes; i++)
    {
      g_string_append_printf (seen, " %s", names[wakes[i].kind]);
      if (wakes[i].view != TARN_LAB_NO_VIEW)
        g_string_append_printf (seen, " %u", wakes[i].view);
    }
  g_string_append (seen, "; ");
  made->decide (lake, answers, made->n_asked++);
  return TRUE;
}

static void
made_policy_init (MadePolicy *made G_GNUC_UNUSED)
{
}

static void
made_policy_class_init (MadePolicyClass *class G_GNUC_UNUSED)
{
}

static void
made_policy_policy_init (TarnLabPolicyInterface *iface)
{
  iface->dup_name = made_dup_name;
  iface->get_wakes = made_get_wakes;
  iface->copy = made_copy;
  iface->decide = made_decide;
}

/* --- A lake ------------------------------------------------------------------------------------- */

/* Two hours, a commit at each half hour, and three views with runs of 10 minutes; the last one reads the first. */
static TarnLabScenario *
made_lake_new (void)
{
  TarnLabScenario *lake = lake_new ();

  lake->horizon_us = 2 * HOUR;
  lake_add_table (lake, "orders", commits_periodic (30 * MINUTE, 1000));
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("view_%u", i);
      guint view = lake_add_view (lake, name, constant (10 * MINUTE));

      if (i < 2)
        lake_read_table (lake, view, 0);
      else
        lake_read_view (lake, view, 0);
    }
  return lake;
}

static void
decide_nothing (const TarnLabLake *lake G_GNUC_UNUSED, TarnLabAnswers *answers G_GNUC_UNUSED,
                guint n_asked G_GNUC_UNUSED)
{
}

/* A second policy has nothing to say. */
static TarnLabTrial *
made_trial_new (TarnLabScenario *lake, TarnLabWakes wakes, Decide decide)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabPolicy) policy = made_new (wakes, decide);
  g_autoptr (TarnLabPolicy) other = made_new (wakes, decide_nothing);
  TarnLabPolicy *policies[] = { policy, other };
  TarnLabTrial *trial = tarn_lab_trial_new_with_policies (lake, 0, policies, &error);

  g_assert_no_error (error);
  g_string_truncate (seen, 0);
  trial_write_down (trial);
  return trial;
}

/* Returns the trial after its end. */
static TarnLabTrial *
simulate (TarnLabWakes wakes, Decide decide, gint64 n_slots)
{
  g_autoptr (TarnLabScenario) lake = made_lake_new ();
  TarnLabTrial *trial;

  lake->n_slots = n_slots;
  trial = made_trial_new (lake, wakes, decide);
  trial_run (trial);
  return trial;
}

static void
start (TarnLabAnswers *answers, const TarnLabLake *lake, guint view)
{
  tarn_lab_answers_start (answers, view, tarn_lab_lake_get_now (lake), TARN_REFRESH_MODE_SERVICE,
                          -1);
}

/* --- Wakes -------------------------------------------------------------------------------------- */

static void
test_start_only (void)
{
  g_object_unref (simulate (TARN_LAB_WAKES_NONE, decide_nothing, 50));

  g_assert_cmpstr (seen->str, ==, "0/0: start; ");
}

static void
test_commits (void)
{
  g_object_unref (simulate (TARN_LAB_WAKES_COMMITS, decide_nothing, 50));

  g_assert_cmpstr (seen->str, ==,
                   "0/0: start; 30/0: commit 0 commit 1; 60/0: commit 0 commit 1; "
                   "90/0: commit 0 commit 1; ");
}

static void
decide_first_start (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked)
{
  if (n_asked == 0)
    start (answers, lake, 0);
}

/* The publication of the first view is a commit for the last one. */
static void
test_publication (void)
{
  g_object_unref (simulate (TARN_LAB_WAKES_COMMITS, decide_first_start, 50));

  g_assert_true (g_str_has_prefix (seen->str, "0/0: start; 10/0: commit 2; 30/0: "));
}

static void
test_ends (void)
{
  g_object_unref (simulate (TARN_LAB_WAKES_ENDS, decide_first_start, 50));

  g_assert_cmpstr (seen->str, ==, "0/0: start; 10/0: end 0; ");
}

static void
decide_times (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked)
{
  static const gint64 next[] = { 10, 40, 0, 70 };

  if (n_asked == 1)
    tarn_lab_answers_set_next_wake (answers, tarn_lab_lake_get_now (lake) + MINUTE);
  if (n_asked < G_N_ELEMENTS (next) && next[n_asked] > 0)
    tarn_lab_answers_set_next_wake (answers, LAKE_START + next[n_asked] * MINUTE);
}

/* The later of two times in one answer holds; a time that was passed does not come again. */
static void
test_times (void)
{
  g_object_unref (simulate (TARN_LAB_WAKES_NONE, decide_times, 50));

  g_assert_cmpstr (seen->str, ==, "0/0: start; 10/0: time; 40/0: time; ");
}

static void
decide_replaced_time (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked G_GNUC_UNUSED)
{
  gint64 now_us = tarn_lab_lake_get_now (lake);

  if (now_us == LAKE_START)
    tarn_lab_answers_set_next_wake (answers, LAKE_START + 45 * MINUTE);
  else if (now_us == LAKE_START + 30 * MINUTE)
    tarn_lab_answers_set_next_wake (answers, LAKE_START + 100 * MINUTE);
  else if (now_us == LAKE_START + 90 * MINUTE)
    tarn_lab_answers_set_next_wake (answers, TARN_LAB_NEVER);
}

static void
test_replaced_time (void)
{
  g_object_unref (simulate (TARN_LAB_WAKES_COMMITS, decide_replaced_time, 50));

  g_assert_null (strstr (seen->str, "time"));
}

/* --- Slots -------------------------------------------------------------------------------------- */

static void
decide_all_when_free (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked)
{
  guint next = n_asked, n_views;

  tarn_lab_lake_get_views (lake, &n_views);
  if (n_asked == 0)
    for (guint view = 0; view < n_views; view++)
      tarn_lab_answers_request (answers, view);
  if (next < n_views && tarn_lab_lake_get_n_free_slots (lake) > 0)
    tarn_lab_answers_start (answers, next, LAKE_START, TARN_REFRESH_MODE_SERVICE, -1);
  if (next + 1 < n_views)
    tarn_lab_answers_wait_for_slot (answers);
}

static void
test_slots (void)
{
  g_autoptr (TarnLabTrial) trial = simulate (TARN_LAB_WAKES_NONE, decide_all_when_free, 1);
  GArray *told = trial_get_told (trial);

  g_assert_cmpstr (seen->str, ==, "0/0: start; 10/0: slot; 20/0: slot; ");
  g_assert_cmpuint (told_count (told, TARN_LAB_TRIAL_EVENT_START), ==, 3);
}

static void
decide_to_wait (const TarnLabLake *lake G_GNUC_UNUSED, TarnLabAnswers *answers,
                guint n_asked G_GNUC_UNUSED)
{
  tarn_lab_answers_wait_for_slot (answers);
}

/* A policy that leaves a free slot is only woken when another is free. */
static void
test_left_slot (void)
{
  g_object_unref (simulate (TARN_LAB_WAKES_NONE, decide_to_wait, 1));

  g_assert_cmpstr (seen->str, ==, "0/0: start; ");
}

static void
decide_too_many (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked)
{
  if (n_asked == 0)
    for (guint view = 0; view < 3; view++)
      start (answers, lake, view);
}

/* The requests wait on, and the policy is told of each. */
static void
test_refusals (void)
{
  g_autoptr (TarnLabTrial) trial = simulate (TARN_LAB_WAKES_NONE, decide_too_many, 1);
  GArray *told = trial_get_told (trial);

  g_assert_cmpstr (seen->str, ==, "0/0: start; 0/1: refusal 1 refusal 2; ");
  g_assert_cmpuint (told_count (told, TARN_LAB_TRIAL_EVENT_REQUEST), ==, 3);
  g_assert_cmpuint (told_count (told, TARN_LAB_TRIAL_EVENT_START), ==, 1);
  g_assert_cmpuint (tarn_lab_trial_get_n_waiting (trial), ==, 2);
}

static void
test_refused_by_service (void)
{
  Decide decide = decide_too_many;
  g_autoptr (TarnLabScenario) lake = made_lake_new ();
  lake_set_option (lake, "glue.start-rate-per-second", 1);
  g_autoptr (TarnLabTrial) trial = made_trial_new (lake, TARN_LAB_WAKES_NONE, decide);

  trial_run (trial);
  g_assert_cmpstr (seen->str, ==, "0/0: start; 0/1: refusal 1 refusal 2; ");
}

static void
decide_stop (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked)
{
  if (n_asked == 0)
    {
      start (answers, lake, 0);
      tarn_lab_answers_set_next_wake (answers, LAKE_START + 3 * MINUTE);
    }
  else if (n_asked == 1)
    {
      g_assert_cmpint (tarn_lab_lake_get_active_since (lake, 0), ==, LAKE_START);
      tarn_lab_answers_stop (answers, 0);
      tarn_lab_answers_stop (answers, 1); /* it has no run */
      tarn_lab_answers_wait_for_slot (answers);
    }
  else if (n_asked == 2)
    start (answers, lake, 1);
}

/* The stop frees the slot at once, and the policy uses it in the same instant. */
static void
test_own_stop (void)
{
  Decide decide = decide_stop;
  g_autoptr (TarnLabScenario) lake = made_lake_new ();
  lake->n_slots = 1;
  lake_set_option (lake, "glue.stop-latency-us", 0);
  g_autoptr (TarnLabTrial) trial = made_trial_new (lake, TARN_LAB_WAKES_NONE, decide);

  trial_run (trial);
  g_assert_cmpstr (seen->str, ==, "0/0: start; 3/0: time; 3/1: slot; ");
  g_assert_cmpuint (told_count (trial_get_told (trial), TARN_LAB_TRIAL_EVENT_START), ==, 2);
}

/* --- Errors ------------------------------------------------------------------------------------- */

static void
decide_start_twice (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked G_GNUC_UNUSED)
{
  start (answers, lake, 0);
  start (answers, lake, 0);
}

static void
decide_future_request (const TarnLabLake *lake, TarnLabAnswers *answers,
                       guint n_asked G_GNUC_UNUSED)
{
  tarn_lab_answers_request (answers, 0);
  tarn_lab_answers_start (answers, 0, tarn_lab_lake_get_now (lake) + 1, TARN_REFRESH_MODE_FULL, -1);
}

static void
decide_wake_now (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked G_GNUC_UNUSED)
{
  tarn_lab_answers_set_next_wake (answers, tarn_lab_lake_get_now (lake));
}

static void
decide_reject_nothing (const TarnLabLake *lake, TarnLabAnswers *answers,
                       guint n_asked G_GNUC_UNUSED)
{
  tarn_lab_answers_reject (answers, 1, tarn_lab_lake_get_now (lake));
}

static void
decide_foreign_view (const TarnLabLake *lake G_GNUC_UNUSED, TarnLabAnswers *answers,
                     guint n_asked G_GNUC_UNUSED)
{
  tarn_lab_answers_request (answers, 2);
}

static void
decide_for_ever (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked G_GNUC_UNUSED)
{
  for (guint view = 0; view < 2; view++)
    if (!tarn_lab_lake_is_active (lake, view))
      start (answers, lake, view);
}

typedef struct
{
  const char *name;
  Decide decide;
  const char *message;
} ErrorRow;

static const ErrorRow error_rows[] = {
  { "starts what is running", decide_start_twice,
    "policy made: lab.view_0 has a run already, and was started again" },
  { "starts a request of the future", decide_future_request,
    "policy made: lab.view_0 was started for a request of the future" },
  { "wakes in the past", decide_wake_now,
    "policy made: it wants to be woken at a time that is not after now" },
  { "rejects nothing", decide_reject_nothing, "policy made: lab.view_1 has no request to reject" },
  { "decides about a view of another policy", decide_foreign_view,
    "policy made: lab.view_2 is a view of another policy" },
  { "never ends an instant", decide_for_ever,
    "policy made: it was asked 100 times at one instant, which has no end" },
};

static void
test_error (gconstpointer data)
{
  const ErrorRow *row = data;
  g_autoptr (TarnLabScenario) lake = made_lake_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  lake->n_slots = 1;
  lake_get_view (lake, 2)->policy = lake_add_policy (lake, "interval 1 h");
  g_autoptr (TarnLabTrial) trial = made_trial_new (lake, TARN_LAB_WAKES_NONE, row->decide);

  g_assert_false (tarn_lab_trial_advance_to (trial, LAKE_START + HOUR, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  g_assert_cmpstr (error->message, ==, row->message);
  g_assert_cmpint (tarn_engine_get_now (tarn_lab_trial_get_engine (trial)), ==, LAKE_START);

  /* The trial stays there. */
  g_assert_false (tarn_lab_trial_run (trial, &again));
  g_assert_cmpstr (again->message, ==, row->message);
}

/* --- What a policy sees ------------------------------------------------------------------------- */

static void
decide_look (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked)
{
  guint n_views;
  TarnLabPending pending = tarn_lab_lake_get_pending (lake, 0);
  TarnLabEstimate estimate = tarn_lab_lake_get_estimate (lake, 0, TARN_REFRESH_TYPE_NONE);

  g_assert_cmpint (tarn_lab_lake_get_start_time (lake), ==, LAKE_START);
  g_assert_cmpint (tarn_lab_lake_get_n_slots (lake), ==, 50);
  g_assert_cmpuint (tarn_lab_lake_get_weight (lake, 0), ==, 3);
  g_assert_cmpint (tarn_lab_lake_get_lag_slo (lake, 0), ==, HOUR);
  g_assert_cmpint (tarn_lab_lake_get_age_slo (lake, 0), ==, TARN_LAB_NEVER);
  g_assert_cmpuint (tarn_lab_lake_get_downstream (lake, 0, &n_views)[0], ==, 2);
  g_assert_cmpuint (n_views, ==, 1);
  g_assert_cmpuint (tarn_lab_lake_get_upstream (lake, 2, &n_views)[0], ==, 0);
  g_assert_cmpuint (n_views, ==, 1);
  tarn_lab_lake_get_upstream (lake, 0, &n_views);
  g_assert_cmpuint (n_views, ==, 0);
  g_assert_cmpint (estimate.duration_us, ==, 10 * MINUTE);

  if (n_asked == 0)
    {
      g_assert_cmpuint (tarn_lab_lake_get_n_free_slots (lake), ==, 50);
      start (answers, lake, 0);
      g_assert_cmpuint (tarn_lab_lake_get_n_free_slots (lake), ==, 49);
      return;
    }
  /* The run has read the table as it was at the start of the world. */
  g_assert_cmpuint (pending.n_commits, ==, n_asked - 1);
  g_assert_cmpuint (pending.bytes, ==, (n_asked - 1) * 1000);
  g_assert_cmpint (pending.oldest_us, ==, n_asked > 1 ? LAKE_START + 30 * MINUTE : TARN_LAB_NEVER);
}

static void
test_lake (void)
{
  Decide decide = decide_look;
  g_autoptr (TarnLabScenario) lake = made_lake_new ();
  TarnLabView *view = lake_get_view (lake, 0);

  view->weight = 3;
  view->slo_kind = TARN_LAB_SLO_LAG;
  view->slo_us = HOUR;
  g_autoptr (TarnLabTrial) trial = made_trial_new (lake, TARN_LAB_WAKES_COMMITS, decide);
  trial_run (trial);
  g_assert_cmpstr (seen->str, ==,
                   "0/0: start; 10/0: commit 2; 30/0: commit 0 commit 1; 60/0: commit 0 commit 1; "
                   "90/0: commit 0 commit 1; ");
}

/* --- The window --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gboolean drains;
  guint n_ends;
  gint64 end_us;
} WindowRow;

/* The last tick is 10 minutes before the end, and the runs take 25 minutes. */
static const WindowRow window_rows[] = {
  { "cut", FALSE, 3, 2 * HOUR },
  { "drain", TRUE, 4, 2 * HOUR + 15 * MINUTE },
};

static void
test_window (gconstpointer data)
{
  const WindowRow *row = data;
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000));

  lake_read_table (lake, lake_add_view (lake, "daily", constant (25 * MINUTE)), table);
  lake->horizon_us = 2 * HOUR;
  lake->drains = row->drains;
  lake_set_rule (lake, 0, "trigger", "interval 30 min, phase 20 min");

  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);
  g_assert_cmpuint (told_count (told, TARN_LAB_TRIAL_EVENT_REQUEST), ==, 4);
  g_assert_cmpuint (told_count_cause (told, TARN_REFRESH_CAUSE_SUCCEED), ==, row->n_ends);
  /* The commit at the end of the window is not in it, and there is none in the drain. */
  g_assert_cmpuint (told_count (told, TARN_LAB_TRIAL_EVENT_COMMIT), ==, 119 + row->n_ends);
  g_assert_cmpint (tarn_engine_get_now (tarn_lab_trial_get_engine (trial)), ==,
                   LAKE_START + row->end_us);
}

static void
decide_never_starts (const TarnLabLake *lake, TarnLabAnswers *answers, guint n_asked)
{
  if (n_asked == 0)
    tarn_lab_answers_request (answers, 0);
  tarn_lab_answers_set_next_wake (answers, tarn_lab_lake_get_now (lake) + HOUR);
}

/* A policy that never starts what waits cannot hold the trial up for ever. */
static void
test_stubborn_drain (void)
{
  Decide decide = decide_never_starts;
  g_autoptr (TarnLabScenario) lake = made_lake_new ();

  lake->drains = TRUE;
  g_autoptr (TarnLabTrial) trial = made_trial_new (lake, TARN_LAB_WAKES_NONE, decide);
  trial_run (trial);
  g_assert_cmpuint (tarn_lab_trial_get_n_waiting (trial), ==, 1);
  g_assert_cmpint (tarn_engine_get_now (tarn_lab_trial_get_engine (trial)), ==,
                   LAKE_START + 4 * HOUR);
}

/* What happens at the begin of the window is in it, and what happens at its end is not. */
static void
test_edges (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (30 * MINUTE, 1000));

  lake_read_table (lake, lake_add_view (lake, "daily", constant (30 * MINUTE)), table);
  lake->warm_up_us = HOUR;
  lake->horizon_us = HOUR;
  lake_set_period (lake, 0, 30 * MINUTE);

  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  gboolean is_window = FALSE;

  trial_run (trial);
  for (guint i = 0; i < told->len; i++)
    {
      const Told *event = told_get (told, i);

      is_window |= event->kind == TARN_LAB_TRIAL_EVENT_BEGIN;
      if (event->kind == TARN_LAB_TRIAL_EVENT_END)
        {
          g_assert_cmpuint (i, ==, told->len - 1);
          g_assert_cmpint (event->time_us, ==, LAKE_START + 2 * HOUR);
        }
      else if (event->kind != TARN_LAB_TRIAL_EVENT_STRETCH)
        {
          g_assert_cmpint (event->time_us, <, LAKE_START + 2 * HOUR);
          g_assert_true (is_window == (event->time_us >= LAKE_START + HOUR));
        }
    }
}

static void
test_out_of_range (void)
{
  g_autoptr (TarnLabScenario) lake = made_lake_new ();
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  gint64 times[] = { LAKE_START - 1, LAKE_START + 2 * HOUR + 1 };

  g_assert_cmpint (tarn_lab_trial_get_end_time (trial), ==, LAKE_START + 2 * HOUR);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_lab_trial_advance_to (trial, times[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE);
    }
}

/* Whoever keeps the engine has it without the trial. */
static void
test_kept_engine (void)
{
  g_autoptr (TarnLabScenario) lake = random_lake_new ();
  TarnLabTrial *trial = trial_new (lake, 0);
  g_autoptr (TarnEngine) engine = g_object_ref (tarn_lab_trial_get_engine (trial));
  g_autoptr (TarnEngine) fork = NULL;

  trial_write_down (trial);
  g_assert_true (tarn_lab_trial_advance_to (trial, LAKE_START + HOUR, NULL));
  fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_assert_null (fork); /* it needs the cost model */
  g_object_unref (trial);
  g_assert_true (tarn_engine_advance_by (engine, 2 * DAY, NULL));
}

static void
test_forked_engine (void)
{
  g_autoptr (TarnLabScenario) lake = made_lake_new ();

  for (guint i = 0; i < 3; i++)
    lake_get_view (lake, i)->duration = (TarnLabAmount){ 0 };
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  g_assert_true (tarn_lab_trial_advance_to (trial, LAKE_START + HOUR, NULL));
  g_autoptr (TarnEngine) fork
      = tarn_engine_fork (tarn_lab_trial_get_engine (trial), NULL, NULL, NULL);
  g_assert_nonnull (fork);
  g_assert_true (tarn_engine_advance_by (fork, 2 * DAY, NULL));
  trial_run (trial);
}

/* --- The service -------------------------------------------------------------------------------- */

/* Two automatic runs, one slot: the second waits in the service. */
static void
test_service (void)
{
  g_autoptr (TarnLabScenario) lake = made_lake_new ();
  guint n_starts = 0;

  lake->n_slots = 1;
  lake->drains = TRUE;
  lake_set_rule (lake, 0, "trigger", "service");
  lake_get_view (lake, 0)->refresh_seconds = 3600;
  lake_get_view (lake, 1)->refresh_seconds = 3600;

  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);
  for (guint i = 0; i < told->len; i++)
    {
      const Told *event = told_get (told, i);

      if (event->kind != TARN_LAB_TRIAL_EVENT_START)
        continue;
      g_assert_cmpint (event->request_us, ==, LAKE_START + HOUR);
      g_assert_cmpint (event->start_us - event->request_us, ==, n_starts++ * 10 * MINUTE);
    }
  g_assert_cmpuint (n_starts, ==, 2);
  g_assert_cmpuint (told_count (told, TARN_LAB_TRIAL_EVENT_REQUEST), ==, 2);
  g_assert_cmpuint (tarn_lab_trial_get_n_active (trial), ==, 0);
}

/* --- The interval ------------------------------------------------------------------------------- */

/* Each tick makes a request, and the runs of 25 minutes follow each other. */
static void
test_queued_ticks (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint table = lake_add_table (lake, "orders", commits_periodic (MINUTE, 1000)), n_starts = 0;

  lake_read_table (lake, lake_add_view (lake, "daily", constant (25 * MINUTE)), table);
  lake->horizon_us = HOUR;
  lake->drains = TRUE;
  lake_set_rule (lake, 0, "trigger", "interval 10 min, queue");

  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);
  for (guint i = 0; i < told->len; i++)
    if (told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_START)
      {
        g_assert_cmpint (told_get (told, i)->request_us, ==, LAKE_START + n_starts * 10 * MINUTE);
        g_assert_cmpint (told_get (told, i)->start_us, ==, LAKE_START + n_starts * 25 * MINUTE);
        n_starts++;
      }
  g_assert_cmpuint (n_starts, ==, 6);
}

static void
test_modes (void)
{
  g_autoptr (TarnLabScenario) lake = made_lake_new ();

  lake_get_view (lake, 0)->duration = (TarnLabAmount){ 0 };
  lake_set_rule (lake, 0, "mode", "full");
  g_autoptr (TarnLabTrial) trial = trial_new (lake, 0);
  GArray *told = trial_write_down (trial);
  trial_run (trial);
  for (guint i = 0; i < told->len; i++)
    if (told_get (told, i)->kind == TARN_LAB_TRIAL_EVENT_START)
      g_assert_cmpint (told_get (told, i)->mode, ==, TARN_REFRESH_MODE_FULL);
    else if (told_get (told, i)->view == 0
             && told_get (told, i)->cause == TARN_REFRESH_CAUSE_SUCCEED)
      g_assert_cmpint (told_get (told, i)->processed_bytes, >, 99000000000);
}

static void
test_text (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  const TarnLabComposition *composition = &lake_get_policy (lake, 0)->composition;
  g_autofree char *plain = composition_to_text (composition);

  lake_set_rule (lake, 0, "trigger", "interval 15 min, spread, jitter 1 min, queue");
  lake_set_rule (lake, 0, "mode", "auto, threshold 5 %");
  g_autofree char *full = composition_to_text (composition);
  g_assert_cmpstr (plain, ==, "trigger=interval(900000000 us) order=fifo mode=auto admit=queue");
  g_assert_cmpstr (full, ==,
                   "trigger=interval(900000000 us, spread, jitter 60000000 us, queue) order=fifo "
                   "mode=auto(threshold 5 %) admit=queue");
}

static void
test_axes (void)
{
  static const char text[]
      = "[lake]\nhorizon = 1 d\n[table a.t]\n[view a.v]\nsources = a.t\n[policy]\n"
        "trigger = interval {1 h; 2 h}\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake
      = tarn_lab_scenario_new_from_text (text, -1, "axis.lake", &error);

  g_assert_no_error (error);
  g_assert_null (tarn_lab_trial_new (lake, 0, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_AXES);
  g_assert_cmpstr (
      error->message, ==,
      "axis.lake:7: policy.trigger: it has 2 values, and a trial needs one; allowed: one "
      "value, or an experiment with all");
}

/* --- All ---------------------------------------------------------------------------------------- */

static const struct
{
  const char *path;
  GTestFunc test;
} tests[] = {
  { "wakes/start", test_start_only },
  { "wakes/commits", test_commits },
  { "wakes/publication", test_publication },
  { "wakes/ends", test_ends },
  { "wakes/times", test_times },
  { "wakes/replaced-time", test_replaced_time },
  { "slots/waiting", test_slots },
  { "slots/left-slot", test_left_slot },
  { "slots/refusals", test_refusals },
  { "slots/refused-by-service", test_refused_by_service },
  { "slots/own-stop", test_own_stop },
  { "lake", test_lake },
  { "window/stubborn-drain", test_stubborn_drain },
  { "window/edges", test_edges },
  { "window/out-of-range", test_out_of_range },
  { "window/kept-engine", test_kept_engine },
  { "window/forked-engine", test_forked_engine },
  { "service", test_service },
  { "interval/queued-ticks", test_queued_ticks },
  { "interval/modes", test_modes },
  { "interval/text", test_text },
  { "axes", test_axes },
};

static void
add_data_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lab/policies/errors/%s", error_rows[i].name);

      g_test_add_data_func (path, &error_rows[i], test_error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (window_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lab/policies/window/%s", window_rows[i].name);

      g_test_add_data_func (path, &window_rows[i], test_window);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  seen = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lab/policies/%s", tests[i].path);

      g_test_add_func (path, tests[i].test);
    }
  add_data_tests ();

  gint result = g_test_run ();
  g_string_free (seen, TRUE);
  return result;
}
