/* SPDX-License-Identifier: MIT */
/* Tests policies of one's own, which are programs on public headers. */
#include "own-policy.h"

#include "worlds/descriptors.h"
#include "worlds/rows.h"

/* The policy of the third view is another one. */
#define LAKE                                                                                       \
  "[lake]\nstart = 2026-11-01\nhorizon = 6 h\nslots = 2\nat-end = drain\n"                         \
  "[table t.orders]\nsize = 1 GB\ncommits = poisson every 10 min, 1 MB\n"                          \
  "[view v.a]\nsources = t.orders\nduration = 20 min exponential\nweight = 3\nslo = lag 1 h\n"     \
  "[view v.b]\nsources = t.orders; v.a\nduration = 20 min exponential\nslo = age 2 h\n"            \
  "[view v.c]\nsources = t.orders\npolicy = other\nduration = 5 min\n"                             \
  "[policy]\ntrigger = interval 15 min\n[policy other]\ntrigger = interval 1 h\n"
#define START G_GINT64_CONSTANT (1793491200000000) /* 2026-11-01T00:00:00Z */

static TarnLabScenario *
lake_new (void)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *lake = tarn_lab_scenario_new_from_text (LAKE, -1, "own.lake", &error);

  g_assert_no_error (error);
  return lake;
}

static TarnLabScenario *
lake_with (OwnPolicy *policy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake = lake_new ();
  TarnLabScenario *with
      = tarn_lab_scenario_set_policy (lake, NULL, TARN_LAB_POLICY (policy), &error);

  g_assert_no_error (error);
  return with;
}

static TarnLabTrial *
trial_of (TarnLabScenario *lake)
{
  g_autoptr (GError) error = NULL;
  TarnLabTrial *trial = tarn_lab_trial_new (lake, 7, &error);

  g_assert_no_error (error);
  return trial;
}

static TarnLabTrial *
trial_with (OwnPolicy *policy)
{
  g_autoptr (TarnLabScenario) lake = lake_with (policy);

  return trial_of (lake);
}

/* The figures of the rest, as those of one scenario. */
static char *
finish (TarnLabTrial *trial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake = lake_new ();
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  return tarn_lab_report_to_csv (lake, 7, result, TARN_LAB_REPORT_VIEWS);
}

static void
advance (TarnLabTrial *trial, gint64 time_us)
{
  g_autoptr (GError) error = NULL;

  tarn_lab_trial_advance_to (trial, time_us, &error);
  g_assert_no_error (error);
}

static void
append_line (const char *line, gpointer text)
{
  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

/* --- interval 15 min and fifo ------------------------------------------------------------------- */

/* All views wait since the tick of which they are, so the waiting ones are in the order of their ticks. */
static void
request_all (OwnPolicy *self, const TarnLabLake *lake, TarnLabAnswers *answers)
{
  guint n_views;
  const guint *views = tarn_lab_lake_get_views (lake, &n_views);

  for (guint i = 0; i < n_views; i++)
    if (tarn_lab_lake_is_active (lake, views[i])
        || tarn_lab_lake_get_n_waiting (lake, views[i]) > 0)
      tarn_lab_answers_skip (answers, views[i]);
    else
      {
        tarn_lab_answers_request (answers, views[i]);
        g_array_append_val (self->waiting, views[i]);
      }
}

static gint64 requested_us[2]; /* by view */

static gboolean
decide_interval (OwnPolicy *self, const TarnLabLake *lake, TarnLabAnswers *answers,
                 GError **error G_GNUC_UNUSED)
{
  gint64 since_us = tarn_lab_lake_get_now (lake) - tarn_lab_lake_get_start_time (lake);
  guint n_free = tarn_lab_lake_get_n_free_slots (lake);
  guint before = self->waiting->len;

  if (since_us % (15 * MINUTE) == 0 && tarn_lab_lake_get_round (lake) == 0
      && !tarn_lab_lake_is_draining (lake))
    request_all (self, lake, answers);
  for (guint i = before; i < self->waiting->len; i++)
    requested_us[g_array_index (self->waiting, guint, i)] = tarn_lab_lake_get_now (lake);

  for (; n_free > 0 && self->waiting->len > 0; n_free--)
    {
      guint view = g_array_index (self->waiting, guint, 0);

      tarn_lab_answers_start (answers, view, requested_us[view], TARN_REFRESH_MODE_SERVICE, -1);
      g_array_remove_index (self->waiting, 0);
    }
  if (self->waiting->len > 0)
    tarn_lab_answers_wait_for_slot (answers);
  tarn_lab_answers_set_next_wake (answers,
                                  tarn_lab_lake_is_draining (lake)
                                      ? TARN_LAB_NEVER
                                      : tarn_lab_lake_get_start_time (lake)
                                            + (since_us / (15 * MINUTE) + 1) * 15 * MINUTE);
  return TRUE;
}

/* The figures and the log are the same to the byte. */
static void
test_interval (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_interval);
  g_autoptr (TarnLabScenario) lake = lake_new ();
  g_autoptr (TarnLabTrial) own = trial_with (policy);
  g_autoptr (TarnLabTrial) builtin = trial_of (lake);
  g_autoptr (GString) own_log = g_string_new (NULL);
  g_autoptr (GString) builtin_log = g_string_new (NULL);

  tarn_lab_trial_set_log_func (own, append_line, own_log, NULL);
  tarn_lab_trial_set_log_func (builtin, append_line, builtin_log, NULL);
  g_autofree char *own_figures = finish (own);
  g_autofree char *builtin_figures = finish (builtin);

  g_assert_cmpstr (own_figures, ==, builtin_figures);
  g_assert_cmpstr (own_log->str, ==, builtin_log->str);
  /* The object that was given has decided nothing. */
  g_assert_cmpuint (policy->n_asked, ==, 0);
}

static void
test_fork (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_interval);
  g_autoptr (TarnLabTrial) trial = trial_with (policy);

  advance (trial, START + 2 * HOUR + 7 * MINUTE);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (trial, &error);
  g_assert_no_error (error);
  g_autofree char *of_trial = finish (trial);
  g_clear_object (&trial);
  g_autofree char *of_fork = finish (fork);
  g_assert_cmpstr (of_trial, ==, of_fork);
}

/* --- What a policy may not do ------------------------------------------------------------------- */

#define DECIDE(name)                                                                               \
  static gboolean name (OwnPolicy *self G_GNUC_UNUSED, const TarnLabLake *lake G_GNUC_UNUSED,      \
                        TarnLabAnswers *answers G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)

DECIDE (decide_nothing) { return TRUE; }

static void
start (TarnLabAnswers *answers, guint view)
{
  tarn_lab_answers_start (answers, view, START, TARN_REFRESH_MODE_SERVICE, -1);
}

DECIDE (decide_two_starts)
{
  start (answers, 0);
  start (answers, 0);
  return TRUE;
}

DECIDE (decide_future_request)
{
  tarn_lab_answers_request (answers, 0);
  tarn_lab_answers_start (answers, 0, START + 1, TARN_REFRESH_MODE_SERVICE, -1);
  return TRUE;
}

DECIDE (decide_old_request)
{
  tarn_lab_answers_request (answers, 0);
  tarn_lab_answers_start (answers, 0, START - 1, TARN_REFRESH_MODE_SERVICE, -1);
  return TRUE;
}

DECIDE (decide_unknown_mode)
{
  tarn_lab_answers_start (answers, 1, START, (TarnRefreshMode) 4, -1);
  return TRUE;
}

DECIDE (decide_threshold)
{
  tarn_lab_answers_start (answers, 1, START, TARN_REFRESH_MODE_SERVICE, 101);
  return TRUE;
}

DECIDE (decide_negative_threshold)
{
  tarn_lab_answers_start (answers, 1, START, TARN_REFRESH_MODE_SERVICE, -2);
  return TRUE;
}

DECIDE (decide_now)
{
  tarn_lab_answers_set_next_wake (answers, START);
  return TRUE;
}

DECIDE (decide_time_zero)
{
  tarn_lab_answers_set_next_wake (answers, 0);
  return TRUE;
}

DECIDE (decide_for_other)
{
  tarn_lab_answers_request (answers, 2);
  return TRUE;
}

DECIDE (decide_for_nobody)
{
  tarn_lab_answers_stop (answers, 3);
  return TRUE;
}

DECIDE (look_at_nobody)
{
  g_assert_cmpuint (tarn_lab_lake_get_pending_commits (lake, G_MAXUINT), ==, 0);
  return TRUE;
}

DECIDE (look_behind_the_last)
{
  g_assert_cmpuint (tarn_lab_lake_get_weight (lake, 3), ==, 0);
  return TRUE;
}

DECIDE (look_at_no_wake)
{
  guint view = 0;

  tarn_lab_lake_get_wake (lake, 1, &view, NULL);
  g_assert_cmpuint (view, ==, G_MAXUINT);
  return TRUE;
}

DECIDE (decide_reject)
{
  tarn_lab_answers_reject (answers, 1, START);
  return TRUE;
}

DECIDE (decide_to_fail)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the plan is lost");
  return FALSE;
}

DECIDE (decide_to_fail_silently) { return FALSE; }

typedef struct
{
  const char *name;
  OwnDecide decide;
  const char *message; /* behind "policy own: " */
} Row;

static const Row rows[] = {
  { "start-of-what-runs", decide_two_starts, "v.a has a run already, and was started again" },
  { "request-of-the-future", decide_future_request, "v.a was started for a request of the future" },
  { "request-from-before", decide_old_request,
    "v.a was started for a request from before the trial" },
  { "unknown-mode", decide_unknown_mode, "v.b was started with the mode 4, which there is not" },
  { "threshold", decide_threshold,
    "v.b was started with a threshold of 101 %; allowed: -1 to 100" },
  { "negative-threshold", decide_negative_threshold,
    "v.b was started with a threshold of -2 %; allowed: -1 to 100" },
  { "wake-now", decide_now, "it wants to be woken at a time that is not after now" },
  { "wake-at-zero", decide_time_zero, "it wants to be woken at a time that is not after now" },
  { "answer-for-another", decide_for_other, "v.c is a view of another policy" },
  { "answer-for-nobody", decide_for_nobody, "it answered for the view number 3; allowed: 0 to 2" },
  { "look-at-nobody", look_at_nobody, "it looked at the view number 4294967295; allowed: 0 to 2" },
  { "look-behind-the-last", look_behind_the_last,
    "it looked at the view number 3; allowed: 0 to 2" },
  { "look-at-no-wake", look_at_no_wake, "it looked at number 1 of 1 wakes" },
  { "reject-nothing", decide_reject, "v.b has no request to reject" },
  { "fail", decide_to_fail, "the plan is lost" },
  { "fail-silently", decide_to_fail_silently, "it did not decide, and did not say why" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (OwnPolicy) policy = own_new (row->decide);
  g_autoptr (TarnLabTrial) trial = trial_with (policy);
  g_autofree char *message = g_strconcat ("policy own: ", row->message, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  g_assert_false (tarn_lab_trial_advance_to (trial, START + HOUR, &error));
  g_assert_cmpstr (error->message, ==, message);
  if (row->decide != decide_to_fail)
    g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  /* The trial stays there. */
  g_assert_null (tarn_lab_trial_finish (trial, &again));
  g_assert_cmpstr (again->message, ==, message);
}

/* --- Explanations ------------------------------------------------------------------------------- */

/* The policy asks for the first view, and starts no run. */
DECIDE (decide_to_wait)
{
  if (self->n_asked == 0)
    tarn_lab_answers_request (answers, 0);
  return TRUE;
}

/* Nobody knows why a policy of one's own starts no run, so only its name and its text are told. */
static void
test_explain (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_to_wait);
  g_autoptr (GError) error = NULL;

  policy->text = "patient";
  g_autoptr (TarnLabTrial) trial = trial_with (policy);
  advance (trial, START + MINUTE);
  g_autofree char *text = tarn_lab_trial_explain (trial, "v.b", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      text, ==,
      "v.b: lag 1 min, SLO age 2 h: within it; age 1 min\n"
      "  has never shown one of its base tables, which counts from 2026-11-01T00:00:00Z\n"
      "  waits for the view v.a, which lacks that too\n"
      "  waits for the next request of [policy], own@1 (patient)\n"
      "v.a: lag 1 min, SLO lag 1 h: within it; age 1 min\n"
      "  has never shown one of its base tables, which counts from 2026-11-01T00:00:00Z\n"
      "  waits with 1 request, of 2026-11-01T00:00:00Z, which is 1 min ago; a slot is free, but [policy] starts"
      " no run of the view yet\n");
}

/* --- Outside of an asking ------------------------------------------------------------------------ */

static TarnLabLake *kept_lake;
static TarnLabAnswers *kept_answers;

DECIDE (decide_to_keep)
{
  g_clear_pointer (&kept_lake, tarn_lab_lake_unref);
  g_clear_pointer (&kept_answers, tarn_lab_answers_unref);
  kept_lake = tarn_lab_lake_ref ((TarnLabLake *) lake);
  kept_answers = tarn_lab_answers_ref (answers);
  return TRUE;
}

/* Each look finds 0, as it would if it came first. */
static void
look_at_one_outside (void)
{
  guint view = 0;
  gint64 request_us = 1;

  g_assert_cmpuint (tarn_lab_lake_get_weight (kept_lake, 0), ==, 0);
  g_assert_cmpint (tarn_lab_lake_get_age_slo (kept_lake, 0), ==, 0);
  g_assert_cmpint (tarn_lab_lake_get_lag_slo (kept_lake, 0), ==, 0);
  g_assert_false (tarn_lab_lake_is_active (kept_lake, 0));
  g_assert_cmpint (tarn_lab_lake_get_active_since (kept_lake, 0), ==, 0);
  g_assert_cmpuint (tarn_lab_lake_get_n_waiting (kept_lake, 0), ==, 0);
  g_assert_cmpuint (tarn_lab_lake_get_pending_commits (kept_lake, 0), ==, 0);
  g_assert_cmpuint (tarn_lab_lake_get_pending_bytes (kept_lake, 0), ==, 0);
  g_assert_cmpint (tarn_lab_lake_get_oldest_pending_time (kept_lake, 0), ==, 0);
  g_assert_cmpuint (tarn_lab_lake_get_source_bytes (kept_lake, 0), ==, 0);
  g_assert_cmpint (tarn_lab_lake_get_wake (kept_lake, 0, &view, &request_us), ==,
                   TARN_LAB_WAKE_START);
  g_assert_cmpuint (view, ==, G_MAXUINT);
  g_assert_cmpint (request_us, ==, 0);
}

static void
look_outside (void)
{
  guint n_views = 1;

  g_assert_cmpint (tarn_lab_lake_get_now (kept_lake), ==, 0);
  g_assert_cmpint (tarn_lab_lake_get_start_time (kept_lake), ==, 0);
  g_assert_cmpuint (tarn_lab_lake_get_round (kept_lake), ==, 0);
  g_assert_false (tarn_lab_lake_is_draining (kept_lake));
  g_assert_cmpuint (tarn_lab_lake_get_n_wakes (kept_lake), ==, 0);
  g_assert_cmpint (tarn_lab_lake_get_n_slots (kept_lake), ==, 0);
  g_assert_cmpuint (tarn_lab_lake_get_n_free_slots (kept_lake), ==, 0);
  look_at_one_outside ();
  g_assert_null (tarn_lab_lake_get_views (kept_lake, &n_views));
  g_assert_cmpuint (n_views, ==, 0);
  n_views = 1;
  g_assert_null (tarn_lab_lake_get_upstream (kept_lake, 0, &n_views));
  g_assert_cmpuint (n_views, ==, 0);
  n_views = 1;
  g_assert_null (tarn_lab_lake_get_downstream (kept_lake, 0, &n_views));
  g_assert_cmpuint (n_views, ==, 0);
  g_assert_null (tarn_lab_lake_get_name (kept_lake, 0));
  g_assert_null (tarn_lab_lake_create_random_stream (kept_lake, 0, "luck"));
  g_assert_null (tarn_lab_lake_estimate_refresh (kept_lake, 0, TARN_REFRESH_TYPE_NONE));
  g_assert_false (tarn_lab_lake_get_last_success (kept_lake, 0, NULL, NULL, NULL, NULL));
}

static void
answer_outside (void)
{
  tarn_lab_answers_request (kept_answers, 0);
}

static void
check_outside (void (*use) (void), const char *message)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_to_keep);
  g_autoptr (TarnLabTrial) trial = trial_with (policy);
  g_autoptr (GError) error = NULL;

  advance (trial, START);
  use ();
  g_assert_false (tarn_lab_trial_advance_to (trial, START + HOUR, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  g_assert_cmpstr (error->message, ==, message);

  /* Nobody hears it when the trial is gone. */
  g_clear_object (&trial);
  look_outside ();
  answer_outside ();
  g_clear_pointer (&kept_lake, tarn_lab_lake_unref);
  answer_outside ();
  g_clear_pointer (&kept_answers, tarn_lab_answers_unref);
}

static void
test_outside (void)
{
  check_outside (look_outside, "policy own: it looked at the lake while it was not asked");
  check_outside (answer_outside, "policy own: it answered while it was not asked");
}

/* --- Runs that a policy learns of, ends and makes ------------------------------------------------ */

typedef struct
{
  gboolean is_there;
  TarnRefreshType type;
  gint64 duration_us, dpu_milliseconds, billed_dpu_milliseconds;
} Last;

static Last last;

/* What is asked for alone is the same as with all others. */
static void
look_at_last (const TarnLabLake *lake)
{
  Last one = last;

  g_assert_true (tarn_lab_lake_get_last_success (lake, 0, NULL, NULL, NULL, NULL) == last.is_there);
  tarn_lab_lake_get_last_success (lake, 0, &one.type, NULL, NULL, NULL);
  tarn_lab_lake_get_last_success (lake, 0, NULL, &one.duration_us, NULL, NULL);
  tarn_lab_lake_get_last_success (lake, 0, NULL, NULL, &one.dpu_milliseconds, NULL);
  tarn_lab_lake_get_last_success (lake, 0, NULL, NULL, NULL, &one.billed_dpu_milliseconds);
  g_assert_cmpint (one.type, ==, last.type);
  g_assert_cmpint (one.duration_us, ==, last.duration_us);
  g_assert_cmpint (one.dpu_milliseconds, ==, last.dpu_milliseconds);
  g_assert_cmpint (one.billed_dpu_milliseconds, ==, last.billed_dpu_milliseconds);
}

DECIDE (decide_once)
{
  last = (Last){ TRUE, TARN_REFRESH_TYPE_FULL, 1, 1, 1 };
  last.is_there
      = tarn_lab_lake_get_last_success (lake, 0, &last.type, &last.duration_us,
                                        &last.dpu_milliseconds, &last.billed_dpu_milliseconds);
  look_at_last (lake);
  if (self->n_asked > 0)
    return TRUE;

  g_assert_false (last.is_there);
  g_assert_cmpint (last.type, ==, TARN_REFRESH_TYPE_NONE);
  g_assert_cmpint (last.duration_us, ==, 0);
  g_assert_cmpint (last.dpu_milliseconds, ==, 0);
  g_assert_cmpint (last.billed_dpu_milliseconds, ==, 0);
  start (answers, 0);
  return TRUE;
}

static gint64
get_figure (const TarnLabResult *result, const char *metric)
{
  gint64 value = -1;

  g_assert_true (tarn_lab_result_get_figure (result, TARN_LAB_SUBJECT_VIEW, 0, metric, &value));
  return value;
}

/* Of one run, the policy learns what the figures of the trial say. */
static void
test_last_success (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_once);
  policy->wakes = TARN_LAB_WAKES_ENDS;
  g_autoptr (TarnLabTrial) trial = trial_with (policy);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  g_assert_cmpint (get_figure (result, "runs-succeeded"), ==, 1);
  g_assert_true (last.is_there);
  g_assert_cmpint (last.type, ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (get_figure (result, "runs-full"), ==, 1);
  g_assert_cmpint (last.duration_us, ==, get_figure (result, "duration-max"));
  g_assert_cmpint (last.dpu_milliseconds, ==, get_figure (result, "used"));
  g_assert_cmpint (last.billed_dpu_milliseconds, ==, get_figure (result, "billed"));
}

/* A run that is stopped already cannot be stopped once more, which the service refuses, and nothing comes of it. */
DECIDE (decide_two_stops)
{
  gint64 now_us = tarn_lab_lake_get_now (lake);

  if (self->n_asked == 0)
    start (answers, 0);
  else
    {
      g_assert_true (tarn_lab_lake_is_active (lake, 0));
      tarn_lab_answers_stop (answers, 0);
    }
  tarn_lab_answers_set_next_wake (answers, self->n_asked < 2 ? now_us + SECOND : TARN_LAB_NEVER);
  return TRUE;
}

static void
test_two_stops (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_two_stops);
  g_autoptr (TarnLabTrial) trial = trial_with (policy);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  g_assert_cmpint (get_figure (result, "runs-stopped"), ==, 1);
  g_assert_cmpint (get_figure (result, "runs-started"), ==, 1);
}

static guint n_too_late;

/* Of two runs, the first one ends after the window and wakes the policy. What it wants of that view then is not done. */
DECIDE (decide_too_late)
{
  gint64 now_us = tarn_lab_lake_get_now (lake), late_us = START + 6 * HOUR - SECOND;
  guint view = tarn_lab_lake_is_active (lake, 0) ? 1 : 0;

  if (now_us < late_us)
    tarn_lab_answers_set_next_wake (answers, late_us);
  for (guint i = 0; i < 2 && now_us == late_us; i++)
    tarn_lab_answers_start (answers, i, now_us, TARN_REFRESH_MODE_SERVICE, -1);
  if (!tarn_lab_lake_is_draining (lake))
    return TRUE;

  g_assert_cmpuint (tarn_lab_lake_get_n_waiting (lake, view), ==, 0);
  g_assert_false (tarn_lab_lake_is_active (lake, view));
  if (n_too_late++ > 0)
    return TRUE;
  tarn_lab_answers_request (answers, view);
  tarn_lab_answers_start (answers, view, now_us, TARN_REFRESH_MODE_SERVICE, -1);
  tarn_lab_answers_set_next_wake (answers, now_us + SECOND);
  return TRUE;
}

static void
test_too_late (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_too_late);
  policy->wakes = TARN_LAB_WAKES_ENDS;
  g_autoptr (TarnLabTrial) trial = trial_with (policy);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_too_late, ==, 2);
  g_assert_cmpint (get_figure (result, "requests"), ==, 1);
  g_assert_cmpint (get_figure (result, "requests-open"), ==, 0);
  g_assert_cmpint (get_figure (result, "runs-started"), ==, 1);
}

/* --- Making ------------------------------------------------------------------------------------- */

static TarnLabPolicy *
create_nothing (TarnLabPolicy *self G_GNUC_UNUSED, const TarnLabLake *lake)
{
  guint n_views;

  tarn_lab_lake_get_views (lake, &n_views);
  g_assert_cmpuint (n_views, ==, 2);
  return NULL;
}

static TarnLabPolicy *
create_answering (TarnLabPolicy *self, const TarnLabLake *lake)
{
  tarn_lab_lake_get_weight (lake, 5);
  return g_object_ref (self);
}

static void
test_create (void)
{
  static const struct
  {
    TarnLabPolicy *(*create) (TarnLabPolicy *self, const TarnLabLake *lake);
    const char *message;
  } refused[] = {
    { create_nothing, "policy own: its function create made no policy" },
    { create_answering, "policy own: it looked at the view number 5; allowed: 0 to 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (OwnPolicy) policy = own_new (decide_nothing);
      policy->create = refused[i].create;
      g_autoptr (TarnLabScenario) lake = lake_with (policy);
      g_autoptr (GError) error = NULL;

      g_assert_null (tarn_lab_trial_new (lake, 0, &error));
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
      g_assert_cmpstr (error->message, ==, refused[i].message);
    }
}

static void
test_no_copy (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_nothing);
  TarnLabPolicyInterface *own = TARN_LAB_POLICY_GET_IFACE (policy);
  g_autoptr (TarnLabTrial) trial = trial_with (policy);
  g_autoptr (GError) error = NULL;

  own->copy = NULL;
  g_assert_null (tarn_lab_trial_fork (trial, &error));
  own->copy = own_copy;
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  g_assert_cmpstr (error->message, ==,
                   "policy own: it cannot be copied, so its trial cannot be forked");
}

/* --- What results say --------------------------------------------------------------------------- */

static void
test_names (void)
{
  g_autofree char *long_name = g_strnfill (101, 'a');
  g_autofree char *long_text = g_strnfill (1001, 'a');
  const struct
  {
    const char *name, *text, *message;
  } refused[] = {
    { "", "",
      "policy OwnPolicy: it has a bad name; allowed: at most 100 letters, digits, '_', '-' "
      "and points" },
    { "my own", "",
      "policy OwnPolicy: it has a bad name; allowed: at most 100 letters, digits, "
      "'_', '-' and points" },
    { long_name, "",
      "policy OwnPolicy: it has a bad name; allowed: at most 100 letters, digits, "
      "'_', '-' and points" },
    { "own", "a\nb", "policy OwnPolicy: its settings are no line of text of at most 1000 bytes" },
    { "own", long_text,
      "policy OwnPolicy: its settings are no line of text of at most 1000 bytes" },
    { "own", "a\xff", "policy OwnPolicy: its settings are no line of text of at most 1000 bytes" },
    { "own", NULL, "policy OwnPolicy: its settings are no line of text of at most 1000 bytes" },
    { NULL, "",
      "policy OwnPolicy: it has a bad name; allowed: at most 100 letters, digits, '_', '-' "
      "and points" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (OwnPolicy) policy = own_new (decide_nothing);
      g_autoptr (TarnLabScenario) lake = lake_new ();
      g_autoptr (GError) error = NULL;

      policy->name = refused[i].name;
      policy->text = refused[i].text;
      g_assert_null (tarn_lab_scenario_set_policy (lake, NULL, TARN_LAB_POLICY (policy), &error));
      g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
      g_assert_cmpstr (error->message, ==, refused[i].message);
    }
}

static void
test_longest_names (void)
{
  g_autofree char *name = g_strnfill (100, 'a');
  g_autofree char *text = g_strnfill (1000, 'b');
  g_autofree char *line = g_strdup_printf ("[policy]\n# %s@1 (%s)\n", name, text);
  g_autoptr (OwnPolicy) policy = own_new (decide_nothing);

  memcpy (name, "Az09_-.", 7);
  memcpy (line + strlen ("[policy]\n# "), name, 7);
  policy->name = name;
  policy->text = text;
  g_autoptr (TarnLabScenario) lake = lake_with (policy);
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (lake), line));
}

static void
assert_is_refused (OwnPolicy *policy, const char *message)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_lab_scenario_set_policy (lake, NULL, TARN_LAB_POLICY (policy), &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  g_assert_cmpstr (error->message, ==, message);
}

/* A type may leave out what it has to have, and ask for what there is not. */
static void
test_what_it_can_do (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_nothing);
  TarnLabPolicyInterface *own = TARN_LAB_POLICY_GET_IFACE (policy);

  own->decide = NULL;
  assert_is_refused (policy, "policy OwnPolicy: it cannot decide");
  own->decide = own_decide;
  policy->wakes = (TarnLabWakes) (TARN_LAB_WAKES_ENDS | 4);
  assert_is_refused (policy, "policy OwnPolicy: it wants to be woken by what there is not");
  policy->wakes = TARN_LAB_WAKES_COMMITS | TARN_LAB_WAKES_ENDS;
  g_autoptr (TarnLabScenario) lake = lake_with (policy);
  g_assert_nonnull (lake);
}

/* The canonical form and the digest say which policy decides, in scenarios made from it too. */
static void
test_digest (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_nothing);
  g_autoptr (OwnPolicy) newer = own_new (decide_nothing);
  g_autoptr (GError) error = NULL;
  policy->text = newer->text = "lag 1 h";
  newer->version = 2;
  g_autoptr (TarnLabScenario) first = lake_with (policy);
  g_autoptr (TarnLabScenario) second = lake_with (newer);
  g_autoptr (TarnLabScenario) set = tarn_lab_scenario_set (first, "lake.slots", "3", &error);
  g_assert_no_error (error);

  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (first), "[policy]\n# own@1 (lag 1 h)\n"));
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (second), "[policy]\n# own@2 (lag 1 h)\n"));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (first), !=, tarn_lab_scenario_get_digest (second));
  g_assert_nonnull (strstr (tarn_lab_scenario_get_text (set), "\n# own@1 (lag 1 h)\n"));

  g_assert_null (tarn_lab_scenario_set (first, "policy.order", "edf", &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO);
  g_assert_cmpstr (error->message, ==,
                   "--set: policy.order: the group has a policy of its own, which has no keys; "
                   "allowed: a key of another group");
}

static const struct
{
  const char *path;
  GTestFunc test;
} tests[] = {
  { "interval-and-fifo", test_interval },
  { "fork", test_fork },
  { "explain", test_explain },
  { "outside", test_outside },
  { "last-success", test_last_success },
  { "two-stops", test_two_stops },
  { "too-late", test_too_late },
  { "create", test_create },
  { "no-copy", test_no_copy },
  { "names", test_names },
  { "longest-names", test_longest_names },
  { "what-it-can-do", test_what_it_can_do },
  { "digest", test_digest },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/lab/own-policies/", tests[i].path, NULL);
      g_test_add_func (path, tests[i].test);
    }
  ADD_ROWS ("/lab/own-policies/errors/", rows, test_row);
  return run_tests_of_files ();
}
