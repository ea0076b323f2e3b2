/* SPDX-License-Identifier: MIT */
/*
 * The order in which functions check for errors. Each call has several things wrong with it at once, and the
 * error must be the first on the list of the function's documentation. Nothing has changed then.
 */
#include "places.h"
#include "promise.h"

/* A call that fails even outside of all callbacks, with an error of its own. */
typedef struct
{
  gboolean (*call) (Visit *visit, GError **error);
  gboolean is_change; /* whether only conditions and cost models may not call it */
  gboolean is_reading;
} Call;

typedef struct
{
  Visit visit;
  const Call *call;
  GError *error;
} Try;

static void
try_call (gpointer data)
{
  Try *attempt = data;

  g_assert_false (attempt->call->call (&attempt->visit, &attempt->error));
}

static void
do_nothing (gpointer data G_GNUC_UNUSED)
{
}

static TarnSample *
new_sample (void)
{
  TarnSample *sample = tarn_sample_new (1);

  tarn_sample_add_faults (sample, "[rule]\noperation=" LIST_METADATA "\nnth=1000\ndo=lose-reply\n");
  return sample;
}

/* Returns the digest after all places have been visited and the call was made in one of them. */
static char *
describe (Place place, gboolean in_thread, const Call *call, GError **error)
{
  g_autoptr (TarnSample) sample = new_sample ();
  Try attempt
      = { .visit = { .sample = sample, .engine = tarn_sample_get_engine (sample) }, .call = call };
  g_autofree char *journal = NULL;
  g_autofree char *digest = NULL;

  attempt.visit.extra = tarn_engine_get_fault_plan (attempt.visit.engine);
  attempt.visit.visit = call != NULL ? try_call : do_nothing;
  attempt.visit.data = &attempt;
  attempt.visit.in_thread = in_thread;
  visit_place (&attempt.visit, place);
  if (error != NULL)
    *error = attempt.error;
  digest = get_digest (attempt.visit.engine);
  journal = tarn_journal_dup_text (tarn_sample_get_journal (sample));
  return g_strjoin ("\n", digest, journal, NULL);
}

static void
assert_refused (const Call *call, Place place, gboolean in_thread, gint code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = describe (place, FALSE, NULL, NULL);
  g_autofree char *told = describe (place, in_thread, call, &error);

  if (code != 0)
    g_assert_error (error, TARN_ERROR, code);
  else
    g_assert_false (g_error_matches (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD)
                    || g_error_matches (error, TARN_ERROR, TARN_ERROR_BUSY));
  g_assert_cmpstr (told, ==, expected);
}

static void
test_wrong_thread (gconstpointer data)
{
  for (Place place = 0; place < N_PLACES; place++)
    assert_refused (data, place, TRUE, TARN_ERROR_WRONG_THREAD);
}

static void
test_busy (gconstpointer data)
{
  const Call *call = data;

  for (Place place = PLACE_TIMEOUT; place < N_PLACES; place++)
    if (!call->is_change || place_only_looks (place))
      assert_refused (data, place, FALSE, TARN_ERROR_BUSY);
}

/* Outside, and where the function may be called, its own error is next. */
static void
test_own_error (gconstpointer data)
{
  const Call *call = data;

  for (Place place = 0; place < N_PLACES; place++)
    if (place == PLACE_OUTSIDE || call->is_reading
        || (call->is_change && !place_only_looks (place)))
      assert_refused (data, place, FALSE, 0);
}

/* --- Calls ------------------------------------------------------------------------------------ */

static gboolean
step (Visit *visit, GError **error)
{
  return tarn_engine_step (visit->engine, NULL, error);
}

static gboolean
advance_to_past (Visit *visit, GError **error)
{
  return tarn_engine_advance_to (visit->engine, START_US - 1, error);
}

static gboolean
advance_by_past (Visit *visit, GError **error)
{
  return tarn_engine_advance_by (visit->engine, -1, error);
}

static gboolean
run_until_past (Visit *visit, GError **error)
{
  return tarn_engine_run_until (visit->engine, never, NULL, START_US - 1, NULL, NULL, error);
}

static gboolean
run_until_idle (Visit *visit, GError **error)
{
  return tarn_engine_run_until_idle (visit->engine, NULL, error);
}

static gboolean
set_unknown_option (Visit *visit, GError **error)
{
  return tarn_engine_set_option (visit->engine, "glue.nonsense", G_MININT64, error);
}

static gboolean
set_option_too_high (Visit *visit, GError **error)
{
  return tarn_engine_set_option (visit->engine, "clock.tie-order", 4, error);
}

static gboolean
get_unknown_option (Visit *visit, GError **error)
{
  gint64 value = 77;
  gboolean is_found = tarn_engine_get_option (visit->engine, "running-max", &value, error);

  g_assert_cmpint (value, ==, 77);
  return is_found;
}

static gboolean
replay_bounded (Visit *visit, GError **error)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new_bounded (1);

  return tarn_engine_replay (visit->engine, journal, error);
}

static gboolean
fork_engine (Visit *visit, GError **error)
{
  g_autoptr (TarnEngine) engine = tarn_engine_fork (visit->engine, NULL, NULL, error);

  return engine != NULL;
}

static gboolean
save (Visit *visit, GError **error)
{
  g_autoptr (GBytes) bytes = tarn_engine_save (visit->engine, error);

  return bytes != NULL;
}

static gboolean
save_to_no_file (Visit *visit, GError **error)
{
  return tarn_engine_save_to_file (visit->engine, "/nowhere/at/all", error);
}

static gboolean
dup_digest (Visit *visit, GError **error)
{
  g_autofree char *digest = tarn_engine_dup_digest (visit->engine, error);

  return digest != NULL;
}

static gboolean
to_text (Visit *visit, GError **error)
{
  g_autofree char *text = tarn_engine_to_text (visit->engine, error);

  return text != NULL;
}

static gboolean
diff (Visit *visit, GError **error)
{
  g_autofree char *lines = tarn_engine_diff (visit->engine, visit->engine, 1, error);

  return lines != NULL;
}

/* Another thread may not ask the engine for its plan, so the fixture has it. */
static gboolean
add_bad_rules (Visit *visit, GError **error)
{
  return tarn_fault_plan_add_from_data (visit->extra, "[a]\ndo=x\n", -1, "name", error);
}

static gboolean
add_no_file (Visit *visit, GError **error)
{
  return tarn_fault_plan_add_from_file (visit->extra, "/nowhere/at/all", error);
}

static const Call step_call = { step, FALSE, FALSE };
static const Call advance_to_call = { advance_to_past, FALSE, FALSE };
static const Call advance_by_call = { advance_by_past, FALSE, FALSE };
static const Call run_until_call = { run_until_past, FALSE, FALSE };
static const Call run_until_idle_call = { run_until_idle, FALSE, FALSE };
static const Call unknown_option_call = { set_unknown_option, TRUE, FALSE };
static const Call option_too_high_call = { set_option_too_high, TRUE, FALSE };
static const Call get_option_call = { get_unknown_option, FALSE, TRUE };
static const Call replay_call = { replay_bounded, FALSE, FALSE };
static const Call fork_call = { fork_engine, FALSE, FALSE };
static const Call save_call = { save, FALSE, FALSE };
static const Call save_to_file_call = { save_to_no_file, FALSE, FALSE };
static const Call digest_call = { dup_digest, FALSE, FALSE };
static const Call to_text_call = { to_text, FALSE, FALSE };
static const Call diff_call = { diff, FALSE, FALSE };
static const Call add_rules_call = { add_bad_rules, TRUE, FALSE };
static const Call add_file_call = { add_no_file, TRUE, FALSE };

/* --- Own errors ------------------------------------------------------------------------------- */

#define assert_own_error(domain, code, call)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) error = NULL;                                                               \
                                                                                                   \
    g_assert_false (call);                                                                         \
    g_assert_error (error, domain, code);                                                          \
  }                                                                                                \
  G_STMT_END

static void
test_unknown_before_range (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Visit visit = { .engine = engine };
  g_autofree char *before = get_digest (engine);
  gint64 value = 0;

  assert_own_error (TARN_ERROR, TARN_ERROR_UNKNOWN_OPTION, set_unknown_option (&visit, &error));
  assert_own_error (TARN_ERROR, TARN_ERROR_OUT_OF_RANGE, set_option_too_high (&visit, &error));
  g_autofree char *after = get_digest (engine);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (tarn_engine_get_option (engine, "clock.tie-order", &value, NULL));
  g_assert_cmpint (value, ==, 0);
}

static void
test_range_is_named (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Visit visit = { .engine = engine };
  g_autoptr (GError) error = NULL;

  g_assert_false (set_option_too_high (&visit, &error));
  g_assert_nonnull (strstr (error->message, "0"));
  g_assert_nonnull (strstr (error->message, "3"));
}

/* The journal has a bound, and the engine has a journal. */
static void
test_own_journal_before_bound (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnJournal) bounded = tarn_journal_new_bounded (1);
  g_autoptr (TarnJournal) own = tarn_journal_new ();
  g_autoptr (GError) own_error = NULL;
  g_autoptr (GError) bound_error = NULL;

  g_assert_false (tarn_engine_replay (engine, bounded, &bound_error));
  g_assert_error (bound_error, TARN_ERROR, TARN_ERROR_REPLAY);
  tarn_engine_set_journal (engine, own);
  g_assert_false (tarn_engine_replay (engine, bounded, &own_error));
  g_assert_error (own_error, TARN_ERROR, TARN_ERROR_REPLAY);
  g_assert_cmpstr (own_error->message, !=, bound_error->message);
  g_assert_false (tarn_engine_replay (engine, own, NULL));
  g_assert_cmpuint (tarn_journal_get_length (own), ==, 0);
}

static void
test_fork_without_model (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnCostModel) model = visit_model_new (NULL);
  Visit visit = { .engine = engine };

  tarn_engine_set_cost_model (engine, model);
  g_autofree char *before = get_digest (engine);
  assert_own_error (TARN_ERROR, TARN_ERROR_COST_MODEL, fork_engine (&visit, &error));
  g_autofree char *after = get_digest (engine);
  g_assert_cmpstr (before, ==, after);
}

static void
test_save_to_no_file (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  Visit visit = { .engine = engine };

  assert_own_error (G_FILE_ERROR, G_FILE_ERROR_NOENT, save_to_no_file (&visit, &error));
}

static gpointer
diff_in_thread (gpointer data)
{
  TarnEngine *const *engines = data;
  g_autoptr (TarnEngine) own = tarn_engine_new (3);
  GError *error = NULL;

  g_assert_null (tarn_engine_diff (own, engines[1], 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_clear_error (&error);
  g_assert_null (tarn_engine_diff (engines[0], own, 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  g_clear_error (&error);
  return NULL;
}

static gboolean
diff_with_foreign (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnEngine **engines = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = tarn_engine_diff (engines[0], engines[1], 1, &error);

  /* The first is busy, and the second belongs to another thread. */
  g_assert_null (lines);
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  g_clear_error (&error);
  lines = tarn_engine_diff (engines[1], engines[0], 1, &error);
  g_assert_null (lines);
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
  engines[2] = NULL;
  return G_SOURCE_REMOVE;
}

static gpointer
return_at_once (gpointer data)
{
  return data;
}

static void
test_diff_order (void)
{
  g_autoptr (TarnEngine) first = tarn_engine_new (1);
  g_autoptr (TarnEngine) second = tarn_engine_new (2);
  TarnEngine *engines[] = { first, second, first };
  GThread *thread = g_thread_new ("diff", diff_in_thread, engines);

  g_thread_join (thread);
  thread = g_thread_new ("owner", return_at_once, NULL);
  tarn_engine_set_owner (second, thread);
  tarn_engine_add_timeout (first, 0, TARN_TIMEOUT_NONE, diff_with_foreign, engines, NULL);
  g_assert_true (tarn_engine_step (first, NULL, NULL));
  g_assert_null (engines[2]);
  g_thread_join (thread);
}

/* --- Conditions and cost models --------------------------------------------------------------- */

/* Calls that only look are allowed everywhere in the engine's thread. */
static void
look (gpointer data)
{
  Visit *visit = data;
  g_autoptr (TarnTableName) daily = sample_name ("daily");
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (visit->engine, 5);
  g_auto (GStrv) waits = tarn_engine_list_waits (visit->engine);
  g_auto (GStrv) holds = tarn_engine_list_holds (visit->engine);
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (tarn_sample_get_glue (visit->sample), daily, NULL);
  gint64 value;

  g_assert_nonnull (table);
  g_assert_nonnull (pending);
  g_assert_nonnull (waits);
  g_assert_nonnull (holds);
  g_assert_true (tarn_engine_get_option (visit->engine, "glue.running-max", &value, NULL));
  g_assert_cmpint (engine_now (visit->engine), ==, 0);
  g_assert_nonnull (tarn_engine_get_journal (visit->engine));
  tarn_engine_peek_next (visit->engine, &value);
}

static void
test_look_anywhere (void)
{
  for (Place place = 0; place < N_PLACES; place++)
    {
      g_autoptr (TarnSample) sample = new_sample ();
      Visit visit = { .sample = sample, .engine = tarn_sample_get_engine (sample) };

      visit.visit = look;
      visit.data = &visit;
      visit_place (&visit, place);
    }
}

static void
change_services (gpointer data)
{
  Visit *visit = data;
  g_autoptr (GError) glue_error = NULL;
  g_autoptr (GError) datazone_error = NULL;
  g_autoptr (TarnMetadataRun) run = sample_generate (visit->sample, &datazone_error);

  g_assert_null (run);
  g_assert_error (datazone_error, TARN_ERROR, TARN_ERROR_BUSY);
  g_assert_false (tarn_glue_client_create_database (tarn_sample_get_glue (visit->sample), NULL, "d",
                                                    &glue_error));
  g_assert_error (glue_error, TARN_ERROR, TARN_ERROR_BUSY);
}

static void
test_no_change_where_one_looks (void)
{
  for (Place place = PLACE_CONDITION; place <= PLACE_MODEL; place++)
    {
      g_autoptr (TarnSample) sample = new_sample ();
      Visit visit = { .sample = sample, .engine = tarn_sample_get_engine (sample) };
      g_autofree char *expected = describe (place, FALSE, NULL, NULL);
      g_autofree char *digest = NULL;

      visit.visit = change_services;
      visit.data = &visit;
      visit_place (&visit, place);
      digest = get_digest (visit.engine);
      g_assert_true (g_str_has_prefix (expected, digest));
      g_assert_cmpuint (tarn_journal_count_calls (tarn_sample_get_journal (sample), START_METADATA,
                                                  NULL),
                        ==, 0);
    }
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: engine_step(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened", NULL, test_wrong_thread, &step_call },
  { "tarn-clock.h: engine_step(): %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened", NULL, test_busy, &step_call },
  { "tarn-clock.h: advance_to(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened", NULL, test_wrong_thread, &advance_to_call },
  { "tarn-clock.h: advance_to(): %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened", NULL, test_busy, &advance_to_call },
  { "tarn-clock.h: advance_to(): %TARN_ERROR_INVALID_TIME: @time_us is before now; nothing happened", NULL, test_own_error, &advance_to_call },
  { "tarn-clock.h: advance_by(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened", NULL, test_wrong_thread, &advance_by_call },
  { "tarn-clock.h: advance_by(): %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened", NULL, test_busy, &advance_by_call },
  { "tarn-clock.h: advance_by(): %TARN_ERROR_INVALID_TIME: @duration_us is negative", NULL, test_own_error, &advance_by_call },
  { "tarn-clock.h: run_until(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened", NULL, test_wrong_thread, &run_until_call },
  { "tarn-clock.h: run_until(): %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened", NULL, test_busy, &run_until_call },
  { "tarn-clock.h: run_until(): %TARN_ERROR_INVALID_TIME: the deadline is before now; nothing happened", NULL, test_own_error, &run_until_call },
  { "tarn-clock.h: run_until_idle(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened", NULL, test_wrong_thread, &run_until_idle_call },
  { "tarn-clock.h: run_until_idle(): %TARN_ERROR_BUSY: the call came from inside a callback; nothing happened", NULL, test_busy, &run_until_idle_call },
  { "tarn-clock.h: chapter: It may not drive the clock itself: such a call fails with %TARN_ERROR_BUSY and changes nothing.", NULL, test_busy, &advance_by_call },
  { "tarn-error.h: TarnError: a callback tried to drive the clock, or a condition or a cost model tried to change something; nothing happened", NULL, test_busy, &run_until_call },
  { "tarn-error.h: TarnError: @TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened", NULL, test_wrong_thread, &save_call },
  { "tarn-types.h: TarnEngine: fails with %TARN_ERROR_WRONG_THREAD and changes nothing", NULL, test_wrong_thread, &option_too_high_call },
  { "threads.md: chapter: A call from another thread fails with `TARN_ERROR_WRONG_THREAD` and changes nothing.", NULL, test_wrong_thread, &fork_call },
  { "tarn-engine.h: set_option(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread", NULL, test_wrong_thread, &unknown_option_call },
  { "tarn-engine.h: set_option(): %TARN_ERROR_BUSY: the call came from inside a condition or a cost model", NULL, test_busy, &unknown_option_call },
  { "tarn-engine.h: set_option(): %TARN_ERROR_UNKNOWN_OPTION: there is no such option", NULL, test_own_error, &unknown_option_call },
  { "tarn-engine.h: set_option(): On error nothing has changed.", test_unknown_before_range },
  { "tarn-engine.h: set_option(): the value is outside of the option's range, which the message names", test_range_is_named },
  { "tarn-engine.h: get_option(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread", NULL, test_wrong_thread, &get_option_call },
  { "tarn-engine.h: get_option(): Errors, in the order they are checked; @out_value is untouched then:", NULL, test_own_error, &get_option_call },
  { "tarn-engine.h: replay(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread", NULL, test_wrong_thread, &replay_call },
  { "tarn-engine.h: replay(): %TARN_ERROR_BUSY: the call came from inside a callback", NULL, test_busy, &replay_call },
  { "tarn-engine.h: replay(): %TARN_ERROR_REPLAY: the engine has a journal itself", test_own_journal_before_bound },
  { "tarn-snapshot.h: engine_fork(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread", NULL, test_wrong_thread, &fork_call },
  { "tarn-snapshot.h: engine_fork(): %TARN_ERROR_BUSY: the call came from inside a callback", NULL, test_busy, &fork_call },
  { "tarn-snapshot.h: engine_fork(): Errors, in the order they are checked; the engine does not change in any case:", test_fork_without_model },
  { "tarn-snapshot.h: engine_save(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread", NULL, test_wrong_thread, &save_call },
  { "tarn-snapshot.h: engine_save(): %TARN_ERROR_BUSY: the call came from inside a callback", NULL, test_busy, &save_call },
  { "tarn-snapshot.h: save_to_file(): Errors, in the order they are checked: - those of tarn_engine_save()", NULL, test_wrong_thread, &save_to_file_call },
  { "tarn-snapshot.h: save_to_file(): - those of tarn_engine_save() - a #GFileError: the file cannot be written, or the path is that of a directory, a device or a pipe", NULL, test_busy, &save_to_file_call },
  { "tarn-snapshot.h: save_to_file(): a #GFileError: the file cannot be written, or the path is that of a directory, a device or a pipe", test_save_to_no_file },
  { "tarn-snapshot.h: dup_digest(): Errors: those of tarn_engine_save().", NULL, test_wrong_thread, &digest_call },
  { "tarn-snapshot.h: to_text(): %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread", NULL, test_wrong_thread, &to_text_call },
  { "tarn-snapshot.h: to_text(): %TARN_ERROR_BUSY: the call came from inside a callback", NULL, test_busy, &to_text_call },
  { "tarn-snapshot.h: dup_digest(): those of tarn_engine_save()", NULL, test_busy, &digest_call },
  { "tarn-snapshot.h: engine_diff(): those of tarn_engine_save() for @self", NULL, test_busy, &diff_call },
  { "tarn-snapshot.h: engine_diff(): Errors, in the order they are checked: those of tarn_engine_save() for @self, then for @other.", test_diff_order },
  { "tarn-fault-plan.h: add_from_data(): %TARN_ERROR_WRONG_THREAD: an engine that uses the plan belongs to another thread", NULL, test_wrong_thread, &add_rules_call },
  { "tarn-fault-plan.h: add_from_data(): %TARN_ERROR_BUSY: the call came from inside a condition or a cost model of an engine that uses the plan", NULL, test_busy, &add_rules_call },
  { "tarn-fault-plan.h: add_from_data(): On error no rule is added.", NULL, test_own_error, &add_rules_call },
  { "tarn-fault-plan.h: add_from_file(): %TARN_ERROR_WRONG_THREAD, %TARN_ERROR_BUSY: as for tarn_fault_plan_add_from_data()", NULL, test_wrong_thread, &add_file_call },
  { "tarn-fault-plan.h: add_from_file(): as for tarn_fault_plan_add_from_data() - a #GFileError", NULL, test_busy, &add_file_call },
  { "tarn-fault-plan.h: add_from_file(): On error no rule is added.", NULL, test_own_error, &add_file_call },
  { "tarn-clock.h: chapter: so they may only look, and may not change anything", test_look_anywhere },
  { "tarn-clock.h: TarnConditionFunc: an operation that would change something fails with %TARN_ERROR_BUSY, and so does setting an option or driving the clock", test_no_change_where_one_looks },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
