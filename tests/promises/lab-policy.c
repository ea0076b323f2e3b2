/* SPDX-License-Identifier: MIT */
/* What tarn-lab-policy.h and tarn-lab-decision.h promise, and the functions of scenarios that have policies. */
#include "../lab/own-policy.h"

#include "promise.h"

#define START G_GINT64_CONSTANT (1793491200000000) /* 2026-11-01T00:00:00Z */
#define LAKE                                                                                       \
  "[lake]\nstart = 2026-11-01\nwarm-up = 1 h\nhorizon = 5 h\nslots = 2\n"                          \
  "[table t.orders]\nsize = 1 GB\ncommits = every 30 min, offset 30 min, 1 MB\n"                   \
  "[view v.a]\nsources = t.orders\nduration = 10 min\nweight = 3\nslo = lag 1 h\n"                 \
  "[view v.b]\nsources = t.orders; v.a\nduration = 10 min\nslo = age 2 h\n"                        \
  "[view v.c]\nsources = t.orders\nduration = 10 min\npolicy = other\n"                            \
  "[policy]\ntrigger = interval 15 min\n[policy other]\ntrigger = interval 1 h\n"

/* What the running test sees, in minutes of the trial. */
static GString *seen;

static TarnLabScenario *
lake_new (void)
{
  TarnLabScenario *lake = tarn_lab_scenario_new_from_text (LAKE, -1, "policy.lake", NULL);

  g_assert_nonnull (lake);
  return lake;
}

static TarnLabTrial *
trial_with_slots (OwnPolicy *policy, const char *slots)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake = lake_new ();
  g_autoptr (TarnLabScenario) with_slots
      = tarn_lab_scenario_set (lake, "lake.slots", slots, &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) with
      = tarn_lab_scenario_set_policy (with_slots, NULL, TARN_LAB_POLICY (policy), &error);
  g_assert_no_error (error);
  TarnLabTrial *trial = tarn_lab_trial_new (with, 0, &error);

  g_assert_no_error (error);
  return trial;
}

static TarnLabTrial *
trial_with (OwnPolicy *policy)
{
  return trial_with_slots (policy, "2");
}

static void
advance (TarnLabTrial *trial, gint64 time_us)
{
  g_autoptr (GError) error = NULL;

  tarn_lab_trial_advance_to (trial, time_us, &error);
  g_assert_no_error (error);
}

static void
decide_until (OwnDecide decide, TarnLabWakes wakes, gint64 minutes)
{
  g_autoptr (OwnPolicy) policy = own_new (decide);
  policy->wakes = wakes;
  g_autoptr (TarnLabTrial) trial = trial_with (policy);

  seen = g_string_new (NULL);
  advance (trial, START + minutes * MINUTE);
}

static void
assert_seen (const char *text)
{
  g_assert_cmpstr (seen->str, ==, text);
  g_string_free (g_steal_pointer (&seen), TRUE);
}

#define DECIDE(name)                                                                               \
  static gboolean name (OwnPolicy *self G_GNUC_UNUSED, const TarnLabLake *lake,                    \
                        TarnLabAnswers *answers G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)

static gint64
get_minutes (const TarnLabLake *lake)
{
  return (tarn_lab_lake_get_now (lake) - tarn_lab_lake_get_start_time (lake)) / MINUTE;
}

static void
note_wakes (const TarnLabLake *lake)
{
  static const char *const names[] = { "start", "time", "commit", "end", "slot", "refusal" };

  g_string_append_printf (seen, "%" G_GINT64_FORMAT "/%u", get_minutes (lake),
                          tarn_lab_lake_get_round (lake));
  for (guint i = 0; i < tarn_lab_lake_get_n_wakes (lake); i++)
    {
      guint view;
      gint64 request_us;
      TarnLabWakeKind kind = tarn_lab_lake_get_wake (lake, i, &view, &request_us);

      g_string_append_printf (seen, " %s", names[kind]);
      if (view != G_MAXUINT)
        g_string_append_printf (seen, "-%u", view);
      g_assert_true ((request_us != 0) == (kind == TARN_LAB_WAKE_REFUSAL));
    }
  g_string_append_c (seen, ';');
}

static void
start (TarnLabAnswers *answers, const TarnLabLake *lake, guint view)
{
  tarn_lab_answers_start (answers, view, tarn_lab_lake_get_now (lake), TARN_REFRESH_MODE_SERVICE,
                          -1);
}

/* --- Wakes -------------------------------------------------------------------------------------- */

DECIDE (decide_and_note)
{
  note_wakes (lake);
  if (self->n_asked == 0)
    start (answers, lake, 0);
  return TRUE;
}

static void
test_no_wakes (void)
{
  decide_until (decide_and_note, TARN_LAB_WAKES_NONE, 70);
  assert_seen ("0/0 start;");
}

static void
test_commits (void)
{
  decide_until (decide_and_note, TARN_LAB_WAKES_COMMITS, 70);
  assert_seen ("0/0 start;10/0 commit-1;30/0 commit-0 commit-1;60/0 commit-0 commit-1;");
}

static void
test_ends (void)
{
  decide_until (decide_and_note, TARN_LAB_WAKES_ENDS, 70);
  assert_seen ("0/0 start;10/0 end-0;");
}

DECIDE (decide_times)
{
  note_wakes (lake);
  if (self->n_asked == 0)
    tarn_lab_answers_set_next_wake (answers, START + 50 * MINUTE);
  if (self->n_asked == 1)
    tarn_lab_answers_set_next_wake (answers, START + 40 * MINUTE);
  return TRUE;
}

/* A commit at 30 comes before the time that was asked for first, which it replaces. */
static void
test_times (void)
{
  decide_until (decide_times, TARN_LAB_WAKES_COMMITS, 59);
  assert_seen ("0/0 start;30/0 commit-0 commit-1;40/0 time;");
}

DECIDE (decide_refused)
{
  note_wakes (lake);
  g_assert_cmpint (tarn_lab_lake_get_n_slots (lake), ==, 1);
  if (self->n_asked == 0)
    {
      g_assert_cmpuint (tarn_lab_lake_get_n_free_slots (lake), ==, 1);
      start (answers, lake, 0);
      g_assert_cmpuint (tarn_lab_lake_get_n_free_slots (lake), ==, 0);
      start (answers, lake, 1);
    }
  else if (self->n_asked == 1)
    {
      g_assert_cmpuint (tarn_lab_lake_get_n_waiting (lake, 1), ==, 1);
      tarn_lab_answers_stop (answers, 0);
      tarn_lab_answers_stop (answers, 1);
      tarn_lab_answers_wait_for_slot (answers);
    }
  return TRUE;
}

/* The service takes 5 seconds to stop a run, and then its slot is free. */
static void
test_refusal (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_refused);
  g_autoptr (TarnLabTrial) trial = trial_with_slots (policy, "1");

  seen = g_string_new (NULL);
  advance (trial, START + 20 * MINUTE);
  assert_seen ("0/0 start;0/1 refusal-1;0/0 slot;");
}

DECIDE (decide_requests)
{
  g_string_append_printf (seen, "%" G_GINT64_FORMAT ": %u waits, %d %d run; ", get_minutes (lake),
                          tarn_lab_lake_get_n_waiting (lake, 0), tarn_lab_lake_is_active (lake, 0),
                          tarn_lab_lake_is_active (lake, 1));
  if (self->n_asked == 0)
    tarn_lab_answers_request (answers, 0);
  else if (self->n_asked == 1)
    {
      tarn_lab_answers_start (answers, 0, START, TARN_REFRESH_MODE_SERVICE, -1);
      start (answers, lake, 1);
    }
  tarn_lab_answers_set_next_wake (answers, tarn_lab_lake_get_now (lake) + 5 * MINUTE);
  return TRUE;
}

/* The first view is started for a request of 5 minutes before, and the second one for a new one. The other policy has
 * one of the slots at the start. */
static void
test_requests (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_requests);
  g_autoptr (TarnLabTrial) trial = trial_with_slots (policy, "3");

  seen = g_string_new (NULL);
  advance (trial, START + 10 * MINUTE);
  assert_seen ("0: 0 waits, 0 0 run; 5: 1 waits, 0 0 run; 10: 0 waits, 1 1 run; ");
}

/* --- What is seen ------------------------------------------------------------------------------- */

static void
check_views (const TarnLabLake *lake)
{
  guint n;
  const guint *views = tarn_lab_lake_get_views (lake, &n);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (views[0], ==, 0);
  g_assert_cmpuint (views[1], ==, 1);
  g_assert_cmpstr (tarn_table_name_get_table_name (tarn_lab_lake_get_name (lake, 1)), ==, "b");
  g_assert_cmpuint (tarn_lab_lake_get_weight (lake, 0), ==, 3);
  g_assert_cmpuint (tarn_lab_lake_get_weight (lake, 2), ==, 1);
  g_assert_cmpint (tarn_lab_lake_get_lag_slo (lake, 0), ==, HOUR);
  g_assert_cmpint (tarn_lab_lake_get_age_slo (lake, 0), ==, TARN_LAB_NEVER);
  g_assert_cmpint (tarn_lab_lake_get_age_slo (lake, 1), ==, 2 * HOUR);
  g_assert_cmpuint (tarn_lab_lake_get_upstream (lake, 1, &n)[0], ==, 0);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (tarn_lab_lake_get_downstream (lake, 0, &n)[0], ==, 1);
  g_assert_cmpuint (n, ==, 1);
  tarn_lab_lake_get_downstream (lake, 1, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
check_estimate (const TarnLabLake *lake)
{
  g_autoptr (TarnRefreshEstimate) full
      = tarn_lab_lake_estimate_refresh (lake, 0, TARN_REFRESH_TYPE_FULL);

  g_assert_cmpint (tarn_refresh_estimate_get_refresh_type (full), ==, TARN_REFRESH_TYPE_FULL);
  g_assert_cmpint (tarn_refresh_estimate_get_duration_us (full), ==, 10 * MINUTE);
}

DECIDE (decide_to_look)
{
  TarnRefreshType type;
  gint64 duration_us, now = get_minutes (lake);

  check_views (lake);
  check_estimate (lake);
  if (self->n_asked == 0)
    {
      g_assert_false (tarn_lab_lake_get_last_success (lake, 0, &type, &duration_us, NULL, NULL));
      g_assert_cmpint (type, ==, TARN_REFRESH_TYPE_NONE);
      start (answers, lake, 0);
      tarn_lab_answers_set_next_wake (answers, START + 5 * MINUTE);
    }
  if (now == 5)
    {
      g_assert_true (tarn_lab_lake_is_active (lake, 0));
      g_assert_cmpint (tarn_lab_lake_get_active_since (lake, 0), ==, START);
      g_assert_false (tarn_lab_lake_is_active (lake, 1));
      g_assert_cmpint (tarn_lab_lake_get_active_since (lake, 1), ==, 0);
      tarn_lab_answers_request (answers, 1);
      tarn_lab_answers_request (answers, 1);
    }
  if (now == 10)
    {
      g_assert_true (tarn_lab_lake_get_last_success (lake, 0, &type, &duration_us, NULL, NULL));
      g_assert_cmpint (duration_us, ==, 10 * MINUTE);
      g_assert_cmpuint (tarn_lab_lake_get_n_waiting (lake, 1), ==, 2);
      tarn_lab_answers_reject (answers, 1, START + 5 * MINUTE);
      tarn_lab_answers_set_next_wake (answers, START + 65 * MINUTE);
    }
  if (now == 65)
    {
      g_assert_cmpuint (tarn_lab_lake_get_n_waiting (lake, 1), ==, 1);
      g_assert_cmpuint (tarn_lab_lake_get_pending_commits (lake, 0), ==, 2);
      g_assert_cmpuint (tarn_lab_lake_get_pending_bytes (lake, 0), ==, 2000000);
      g_assert_cmpint (tarn_lab_lake_get_oldest_pending_time (lake, 0), ==, START + 30 * MINUTE);
      g_assert_cmpuint (tarn_lab_lake_get_source_bytes (lake, 0), >=, 1000000000);
    }
  g_string_append_printf (seen, "%" G_GINT64_FORMAT ";", now);
  return TRUE;
}

static void
test_look (void)
{
  decide_until (decide_to_look, TARN_LAB_WAKES_ENDS, 66);
  assert_seen ("0;5;10;65;");
}

static guint64 drawn[2];

DECIDE (decide_to_draw)
{
  g_autoptr (TarnRandomStream) stream = tarn_lab_lake_create_random_stream (lake, 0, "order");
  g_autoptr (TarnRandomStream) other = tarn_lab_lake_create_random_stream (lake, 1, "order");

  drawn[0] = tarn_random_stream_draw_uniform (stream, 0, 0, G_MAXINT64);
  drawn[1] = tarn_random_stream_draw_uniform (other, 0, 0, G_MAXINT64);
  return TRUE;
}

static void
test_draws (void)
{

  decide_until (decide_to_draw, TARN_LAB_WAKES_NONE, 1);
  assert_seen ("");
  guint64 before[] = { drawn[0], drawn[1] };
  decide_until (decide_to_draw, TARN_LAB_WAKES_NONE, 1);
  assert_seen ("");
  g_assert_cmpuint (drawn[0], ==, before[0]);
  g_assert_cmpuint (drawn[1], ==, before[1]);
  g_assert_cmpuint (drawn[0], !=, drawn[1]);
}

/* --- The object --------------------------------------------------------------------------------- */

/* A policy with nothing but what must be there. */
#define PLAIN_TYPE_POLICY (plain_policy_get_type ())
G_DECLARE_FINAL_TYPE (PlainPolicy, plain_policy, PLAIN, POLICY, GObject)

struct _PlainPolicy
{
  GObject parent_instance;
  guint n_asked;
};

static void plain_policy_policy_init (TarnLabPolicyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlainPolicy, plain_policy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_LAB_TYPE_POLICY,
                                                      plain_policy_policy_init))

static gboolean
decide_plain (TarnLabPolicy *self, const TarnLabLake *lake G_GNUC_UNUSED,
              TarnLabAnswers *answers G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  PLAIN_POLICY (self)->n_asked++;
  return TRUE;
}

static void
plain_policy_policy_init (TarnLabPolicyInterface *iface)
{
  iface->decide = decide_plain;
}

static void
plain_policy_init (PlainPolicy *self G_GNUC_UNUSED)
{
}

static void
plain_policy_class_init (PlainPolicyClass *class G_GNUC_UNUSED)
{
}

static void
test_plain (void)
{
  g_autoptr (PlainPolicy) plain = g_object_new (PLAIN_TYPE_POLICY, NULL);
  TarnLabPolicy *policy = TARN_LAB_POLICY (plain);
  g_autofree char *name = tarn_lab_policy_dup_name (policy);
  g_autofree char *text = tarn_lab_policy_dup_text (policy);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) lake = lake_new ();
  g_autoptr (TarnLabScenario) with = tarn_lab_scenario_set_policy (lake, NULL, policy, &error);
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (with, 0, &error);

  g_assert_cmpstr (name, ==, "PlainPolicy");
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (tarn_lab_policy_get_version (policy), ==, 1);
  g_assert_no_error (error);
  advance (trial, START + 2 * HOUR);
  /* The object itself is asked, and only at the start. */
  g_assert_cmpuint (plain->n_asked, ==, 1);
  g_assert_null (tarn_lab_trial_fork (trial, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
}

DECIDE (decide_for_ever)
{
  if (!tarn_lab_lake_is_active (lake, 0))
    start (answers, lake, 0);
  start (answers, lake, 1);
  g_string_append_c (seen, '.');
  return TRUE;
}

/* Without a slot, each start is refused and wakes the policy at once. */
static void
test_rounds (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_for_ever);
  g_autoptr (TarnLabTrial) trial = trial_with_slots (policy, "1");
  g_autoptr (GError) error = NULL;

  seen = g_string_new (NULL);
  g_assert_false (tarn_lab_trial_advance_to (trial, START + HOUR, &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY);
  g_assert_cmpstr (error->message, ==,
                   "policy own: it was asked 100 times at one instant, which has no end");
  g_assert_cmpuint (seen->len, ==, TARN_LAB_ROUNDS_MAX);
  g_string_free (g_steal_pointer (&seen), TRUE);
}

/* Each trial has an object of its own, and the scenario keeps that of the program. */
static void
test_own_objects (void)
{
  OwnPolicy *policy = own_new (decide_and_note);
  g_autoptr (TarnLabTrial) first = trial_with (policy);
  g_autoptr (TarnLabTrial) second = trial_with (policy);

  seen = g_string_new (NULL);
  advance (first, START + MINUTE);
  advance (second, START + MINUTE);
  assert_seen ("0/0 start;0/0 start;");
  g_assert_cmpuint (policy->n_asked, ==, 0);
  g_object_unref (policy);
  g_autoptr (TarnLabTrial) fork = tarn_lab_trial_fork (first, NULL);
  g_assert_nonnull (fork);
}

static void
test_text (void)
{
  g_autoptr (TarnLabPolicy) policy
      = tarn_lab_policy_parse ("trigger = interval 1 h; order = edf", NULL);
  g_autofree char *text = tarn_lab_policy_dup_text (policy);

  g_assert_cmpstr (text, ==, "trigger = interval 1 h, phase 0 s, skip; order = edf");
}

static void
test_group_first (void)
{
  g_autoptr (TarnLabScenario) lake
      = tarn_lab_scenario_new_from_text (LAKE "[policy edf_slo]\ntrigger = interval 61 min\n", -1,
                                         "policy.lake", NULL);
  g_autoptr (TarnLabPolicy) policy = tarn_lab_scenario_find_policy (lake, "edf_slo", NULL);
  g_autofree char *text = tarn_lab_policy_dup_text (policy);

  g_assert_true (g_str_has_prefix (text, "trigger = interval 61 min"));
}

static void
test_canonical (void)
{
  g_autoptr (OwnPolicy) policy = own_new (decide_and_note);
  g_autoptr (TarnLabScenario) lake = lake_new ();
  g_autoptr (TarnLabScenario) with
      = tarn_lab_scenario_set_policy (lake, "other", TARN_LAB_POLICY (policy), NULL);
  g_autoptr (GError) error = NULL;
  const char *text = tarn_lab_scenario_get_text (with);

  g_assert_nonnull (strstr (text, "[policy other]\n# own@1\n"));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (with), !=, tarn_lab_scenario_get_digest (lake));
  g_assert_null (tarn_lab_scenario_new_from_text (text, -1, "policy.lake", &error));
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO);
}

/* --- Misuse ------------------------------------------------------------------------------------- */

static void
test_misuse (void)
{
  g_autoptr (TarnLabScenario) lake = lake_new ();
  guint n = 7;

  ASSERT_CRITICAL (g_assert_null (tarn_lab_policy_dup_name (NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_policy_dup_text (NULL)));
  ASSERT_CRITICAL (tarn_lab_policy_get_version (NULL));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_policy_parse (NULL, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_policy_load (NULL, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_scenario_find_policy (NULL, "hourly", NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_scenario_find_policy (lake, NULL, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_scenario_set_policy (lake, NULL, NULL, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_scenario_set_policy (NULL, NULL, NULL, NULL)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_lake_ref (NULL)));
  ASSERT_CRITICAL (tarn_lab_lake_unref (NULL));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_answers_ref (NULL)));
  ASSERT_CRITICAL (tarn_lab_answers_unref (NULL));
  ASSERT_CRITICAL (tarn_lab_lake_get_now (NULL));
  ASSERT_CRITICAL (tarn_lab_lake_get_start_time (NULL));
  ASSERT_CRITICAL (tarn_lab_lake_get_round (NULL));
  ASSERT_CRITICAL (tarn_lab_lake_is_draining (NULL));
  ASSERT_CRITICAL (tarn_lab_lake_get_n_wakes (NULL));
  ASSERT_CRITICAL (tarn_lab_lake_get_wake (NULL, 0, NULL, NULL));
  ASSERT_CRITICAL (tarn_lab_lake_get_n_slots (NULL));
  ASSERT_CRITICAL (tarn_lab_lake_get_n_free_slots (NULL));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_lake_get_views (NULL, &n)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_lake_get_name (NULL, 0)));
  ASSERT_CRITICAL (tarn_lab_lake_get_weight (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_age_slo (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_lag_slo (NULL, 0));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_lake_get_upstream (NULL, 0, &n)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_lake_get_downstream (NULL, 0, &n)));
  ASSERT_CRITICAL (g_assert_null (tarn_lab_lake_create_random_stream (NULL, 0, "order")));
  ASSERT_CRITICAL (tarn_lab_lake_is_active (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_active_since (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_n_waiting (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_pending_commits (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_pending_bytes (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_oldest_pending_time (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_lake_get_source_bytes (NULL, 0));
  ASSERT_CRITICAL (
      g_assert_null (tarn_lab_lake_estimate_refresh (NULL, 0, TARN_REFRESH_TYPE_FULL)));
  ASSERT_CRITICAL (tarn_lab_lake_get_last_success (NULL, 0, NULL, NULL, NULL, NULL));
  ASSERT_CRITICAL (tarn_lab_answers_request (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_answers_skip (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_answers_reject (NULL, 0, START));
  ASSERT_CRITICAL (tarn_lab_answers_start (NULL, 0, START, TARN_REFRESH_MODE_FULL, -1));
  ASSERT_CRITICAL (tarn_lab_answers_stop (NULL, 0));
  ASSERT_CRITICAL (tarn_lab_answers_set_next_wake (NULL, START));
  ASSERT_CRITICAL (tarn_lab_answers_wait_for_slot (NULL));
  g_assert_cmpuint (n, ==, 7);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-lab-policy.h: chapter: A policy is asked again within the same instant only if something has woken it since",
    test_refusal },
  { "tarn-lab-policy.h: chapter: one more than %TARN_LAB_ROUNDS_MAX of them at one instant is an error.", test_rounds },
  { "tarn-lab-policy.h: TarnLabWakes: The start of the trial, the times and slots that the policy asks for, and refusals"
    " always wake it.", test_no_wakes },
  { "tarn-lab-policy.h: TarnLabWakes: What does not wake a policy takes no time.", test_no_wakes },
  { "tarn-lab-policy.h: TarnLabPolicy: each trial makes an object of its own from it, which has the state of that trial.",
    test_own_objects },
  { "tarn-lab-policy.h: ::dup_name: Without this function it is the name of the type.", test_plain },
  { "tarn-lab-policy.h: ::get_version: Without this function it is 1.", test_plain },
  { "tarn-lab-policy.h: ::dup_text: without this function it is empty", test_plain },
  { "tarn-lab-policy.h: ::get_wakes: Without this function it is %TARN_LAB_WAKES_NONE.", test_plain },
  { "tarn-lab-policy.h: ::create: Without this function it is a copy, and without @copy it is @self", test_plain },
  { "tarn-lab-policy.h: ::copy: Without this function, trials with the policy cannot be forked.", test_plain },
  { "tarn-lab-policy.h: policy_dup_text(): Those of a policy of the library are the keys of its group, parted by `; `.",
    test_text },
  { "tarn-lab-policy.h: policy_dup_name(): a policy", test_misuse },
  { "tarn-lab-decision.h: TarnLabWakeKind: @TARN_LAB_WAKE_COMMIT: a commit to a table that the view reads, or of a view"
    " that it reads", test_commits },
  { "tarn-lab-decision.h: TarnLabWakeKind: a run of the view has ended, in whatever way", test_ends },
  { "tarn-lab-decision.h: lake_get_round(): how often the policy was asked at this instant before", test_refusal },
  { "tarn-lab-decision.h: lake_get_wake(): in the order in which it happened", test_commits },
  { "tarn-lab-decision.h: lake_get_n_free_slots(): Starts that the policy has answered since it was asked count as"
    " started", test_refusal },
  { "tarn-lab-decision.h: lake_get_views(): the views about which the policy decides, in the order of the scenario",
    test_look },
  { "tarn-lab-decision.h: lake_get_weight(): its weight, at least 1", test_look },
  { "tarn-lab-decision.h: lake_get_age_slo(): or %TARN_LAB_NEVER if it has none", test_look },
  { "tarn-lab-decision.h: lake_get_active_since(): 0 without one", test_look },
  { "tarn-lab-decision.h: lake_get_n_waiting(): how many requests of the view were neither started nor rejected",
    test_look },
  { "tarn-lab-decision.h: lake_get_oldest_pending_time(): the time of the first of these commits", test_look },
  { "tarn-lab-decision.h: lake_get_last_success(): Reads the latest run of a view that has succeeded.", test_look },
  { "tarn-lab-decision.h: create_random_stream(): They have nothing in common with the draws of the trial, and depend on"
    " the seed of the scenario, the replication, the name of the view and @purpose.", test_draws },
  { "tarn-lab-decision.h: answers_request(): Asks for a refresh, which waits until it is started or rejected.",
    test_requests },
  { "tarn-lab-decision.h: answers_start(): If the view has no request, one is made now.", test_requests },
  { "tarn-lab-decision.h: answers_stop(): Without one, nothing happens.", test_refusal },
  { "tarn-lab-decision.h: set_next_wake(): in place of the one that was asked for before", test_times },
  { "tarn-lab-scenario.h: find_policy(): A group of the scenario comes before a preset of the same name.",
    test_group_first },
  { "tarn-lab-scenario.h: scenario_set_policy(): With another policy the group has a comment in the canonical form",
    test_canonical },
  { "tarn-lab-scenario.h: scenario_set_policy(): to read that text, the group needs its keys again", test_canonical },
  { "tarn-lab-scenario.h: scenario_set_policy(): The scenario keeps a reference to @policy.", test_own_objects },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
