/* SPDX-License-Identifier: MIT */
/*
 * Programmer errors that the headers name: calls from inside a condition or a cost model, and calls from
 * another thread to functions that return no error. Each logs a critical message and changes nothing.
 */
#include <tarn/tarn-stretch.h>

#include "places.h"
#include "promise.h"

typedef void (*Mistake) (Visit *visit);

typedef struct
{
  Visit visit;
  Mistake make;
  TarnJournal *journal;
  TarnFaultPlan *plan;
  guint64 timeout;
  guint observer;
} Fixture;

static Fixture *fixture; /* the one of the running test */

static void
make_mistake (gpointer data G_GNUC_UNUSED)
{
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  fixture->make (&fixture->visit);
  g_test_assert_expected_messages ();
}

static void
do_nothing (gpointer data G_GNUC_UNUSED)
{
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
           gpointer data G_GNUC_UNUSED)
{
}

/* Returns everything that a mistake could change: the digest, the journal, and what the engine has. */
static char *
describe_fixture (void)
{
  TarnEngine *engine = fixture->visit.engine;
  g_autofree char *digest = get_digest (engine);
  g_autofree char *journal = tarn_journal_dup_text (fixture->journal);
  g_auto (GStrv) holds = tarn_engine_list_holds (engine);
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (engine, 9);

  return g_strdup_printf ("%s\n%s\nspeed %u holds %u pending %u rules %u %d %d %d %d %d %d", digest,
                          journal, tarn_engine_get_speed (engine), g_strv_length (holds),
                          pending->len, tarn_fault_plan_get_n_rules (fixture->plan),
                          tarn_engine_get_emits_changes (engine),
                          tarn_engine_get_journal (engine) == fixture->journal,
                          tarn_engine_get_fault_plan (engine) == fixture->plan,
                          tarn_engine_get_cost_model (engine) != NULL,
                          tarn_engine_remove_timeout (engine, fixture->timeout),
                          tarn_engine_remove_observer (engine, fixture->observer));
}

static char *
describe (Place place, gboolean in_thread, Mistake make)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  Fixture own = { .visit = { .sample = sample, .engine = tarn_sample_get_engine (sample) },
                  .make = make,
                  .journal = tarn_sample_get_journal (sample) };

  tarn_sample_add_faults (sample, "[rule]\noperation=" LIST_METADATA "\nnth=1000\ndo=lose-reply\n");
  own.plan = tarn_engine_get_fault_plan (own.visit.engine);
  own.timeout = tarn_engine_add_timeout (own.visit.engine, HOUR_US, TARN_TIMEOUT_BACKGROUND,
                                         on_timeout, NULL, NULL);
  own.observer = tarn_engine_add_observer (own.visit.engine, on_change, NULL, NULL);
  own.visit.in_thread = in_thread;
  own.visit.visit = make != NULL ? make_mistake : do_nothing;
  fixture = &own;
  visit_place (&own.visit, place);
  return describe_fixture ();
}

static void
assert_changes_nothing (Place place, gboolean in_thread, Mistake make)
{
  g_autofree char *expected = describe (place, FALSE, NULL);
  g_autofree char *told = describe (place, in_thread, make);

  g_assert_cmpstr (told, ==, expected);
}

typedef struct
{
  Mistake make;
} Misuse;

static void
test_where_one_looks (gconstpointer data)
{
  const Misuse *misuse = data;

  assert_changes_nothing (PLACE_CONDITION, FALSE, misuse->make);
  assert_changes_nothing (PLACE_MODEL, FALSE, misuse->make);
}

static void
test_in_thread (gconstpointer data)
{
  const Misuse *misuse = data;

  assert_changes_nothing (PLACE_OUTSIDE, TRUE, misuse->make);
}

static void
test_anywhere (gconstpointer data)
{
  const Misuse *misuse = data;

  assert_changes_nothing (PLACE_OUTSIDE, FALSE, misuse->make);
}

/* --- Mistakes --------------------------------------------------------------------------------- */

static void
add_timeout (Visit *visit)
{
  g_assert_cmpuint (tarn_engine_add_timeout (visit->engine, 1, TARN_TIMEOUT_NONE, on_timeout, NULL,
                                             NULL),
                    ==, 0);
}

static void
add_negative_timeout (Visit *visit)
{
  g_assert_cmpuint (tarn_engine_add_timeout (visit->engine, -1, TARN_TIMEOUT_NONE, on_timeout, NULL,
                                             NULL),
                    ==, 0);
}

static gint64
on_gap (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return TARN_TIMEOUT_END;
}

static void
add_gap_timeout (Visit *visit)
{
  g_assert_cmpuint (tarn_engine_add_gap_timeout (visit->engine, 1, TARN_TIMEOUT_NONE, on_gap, NULL,
                                                 NULL),
                    ==, 0);
}

static void
add_negative_gap_timeout (Visit *visit)
{
  g_assert_cmpuint (tarn_engine_add_gap_timeout (visit->engine, -1, TARN_TIMEOUT_NONE, on_gap, NULL,
                                                 NULL),
                    ==, 0);
}

static void
set_copy_func (Visit *visit)
{
  g_assert_false (tarn_engine_set_timeout_copy_func (visit->engine, fixture->timeout, NULL));
}

static void
set_instant_copy_func (Visit *visit)
{
  g_assert_false (tarn_engine_set_instant_copy_func (visit->engine, 1, NULL));
}

static void
set_observer_copy_func (Visit *visit)
{
  g_assert_false (tarn_engine_set_observer_copy_func (visit->engine, fixture->observer, NULL));
}

static void
remove_timeout (Visit *visit)
{
  g_assert_false (tarn_engine_remove_timeout (visit->engine, fixture->timeout));
}

static void
set_speed (Visit *visit)
{
  tarn_engine_set_speed (visit->engine, 5);
}

static void
set_speed_too_high (Visit *visit)
{
  tarn_engine_set_speed (visit->engine, TARN_SPEED_MAX + 1);
}

static void
set_emits_changes (Visit *visit)
{
  tarn_engine_set_emits_changes (visit->engine, FALSE);
}

static void
hold (Visit *visit)
{
  g_autoptr (TarnHold) held = tarn_engine_hold (visit->engine, "a mistake");

  g_assert_null (held);
}

static void
set_cost_model (Visit *visit)
{
  tarn_engine_set_cost_model (visit->engine, NULL);
}

typedef GObject EmptyModel;
typedef GObjectClass EmptyModelClass;

GType empty_model_get_type (void);
G_DEFINE_TYPE_WITH_CODE (EmptyModel, empty_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_TYPE_COST_MODEL, NULL))

static void
empty_model_class_init (EmptyModelClass *class G_GNUC_UNUSED)
{
}

static void
empty_model_init (EmptyModel *self G_GNUC_UNUSED)
{
}

static void
set_empty_model (Visit *visit)
{
  g_autoptr (TarnCostModel) model = g_object_new (empty_model_get_type (), NULL);

  tarn_engine_set_cost_model (visit->engine, model);
}

static void
set_journal (Visit *visit)
{
  tarn_engine_set_journal (visit->engine, NULL);
}

static void
set_fault_plan (Visit *visit)
{
  tarn_engine_set_fault_plan (visit->engine, NULL);
}

static void
add_observer (Visit *visit)
{
  g_assert_cmpuint (tarn_engine_add_observer (visit->engine, on_change, NULL, NULL), ==, 0);
}

static void
add_filtered_observer (Visit *visit)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();

  g_assert_cmpuint (tarn_engine_add_filtered_observer (visit->engine, filter, on_change, NULL,
                                                       NULL),
                    ==, 0);
}

static void
on_instant (TarnEngine *engine G_GNUC_UNUSED, guint round G_GNUC_UNUSED,
            gpointer data G_GNUC_UNUSED)
{
}

static void
add_instant_func (Visit *visit)
{
  g_assert_cmpuint (tarn_engine_add_instant_func (visit->engine, on_instant, NULL, NULL), ==, 0);
}

static void
remove_instant_func (Visit *visit)
{
  g_assert_false (tarn_engine_remove_instant_func (visit->engine, 1));
}

static void
on_stretch (TarnEngine *engine G_GNUC_UNUSED, const TarnStretch *stretch G_GNUC_UNUSED,
            gpointer data G_GNUC_UNUSED)
{
}

static void
add_stretch_func (Visit *visit)
{
  g_assert_cmpuint (tarn_glue_client_add_stretch_func (tarn_sample_get_glue (visit->sample),
                                                       on_stretch, NULL, NULL),
                    ==, 0);
}

static void
remove_stretch_func (Visit *visit)
{
  g_assert_false (tarn_glue_client_remove_stretch_func (tarn_sample_get_glue (visit->sample), 1));
}

static void
set_slot_chooser (Visit *visit)
{
  tarn_engine_set_slot_chooser (visit->engine, NULL);
}

static void
set_slot_class_too_high (Visit *visit G_GNUC_UNUSED)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();

  tarn_start_options_set_slot_class (options, TARN_SLOT_CLASS_MAX + 1);
}

static void
filter_wrong_name (Visit *visit G_GNUC_UNUSED)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "sales", "");

  tarn_change_filter_add_table (filter, name);
}

static void
remove_observer (Visit *visit)
{
  g_assert_false (tarn_engine_remove_observer (visit->engine, fixture->observer));
}

static void
add_chaos (Visit *visit G_GNUC_UNUSED)
{
  tarn_fault_plan_add_chaos (fixture->plan, 1000);
}

static void
add_too_much_chaos (Visit *visit G_GNUC_UNUSED)
{
  tarn_fault_plan_add_chaos (fixture->plan, 1000001);
}

static void
set_owner (Visit *visit)
{
  tarn_engine_set_owner (visit->engine, g_thread_self ());
}

static void
add_sample (Visit *visit)
{
  g_autoptr (TarnSample) sample = tarn_sample_add (visit->engine, NULL);

  g_assert_null (sample);
}

static void
create_source (Visit *visit)
{
  g_assert_null (tarn_engine_create_source (visit->engine));
}

static void
list_pending (Visit *visit)
{
  g_assert_null (tarn_engine_list_pending (visit->engine, 1));
}

static void
list_waits (Visit *visit)
{
  g_assert_null (tarn_engine_list_waits (visit->engine));
}

static void
list_holds (Visit *visit)
{
  g_assert_null (tarn_engine_list_holds (visit->engine));
}

static void
clear_journal (Visit *visit G_GNUC_UNUSED)
{
  tarn_journal_clear (fixture->journal);
}

static void
get_now (Visit *visit)
{
  g_assert_cmpint (tarn_engine_get_now (visit->engine), ==, 0);
}

static void
peek_next (Visit *visit)
{
  gint64 next_us = 77;

  g_assert_false (tarn_engine_peek_next (visit->engine, &next_us));
  g_assert_cmpint (next_us, ==, 77);
}

static void
stop (Visit *visit)
{
  g_assert_false (tarn_engine_stop (visit->engine));
}

static void
get_fault_plan (Visit *visit)
{
  g_assert_null (tarn_engine_get_fault_plan (visit->engine));
}

static void
count_running (Visit *visit)
{
  g_assert_cmpuint (tarn_glue_client_get_n_running_runs (tarn_sample_get_glue (visit->sample)), ==,
                    0);
}

static void
count_waiting (Visit *visit)
{
  g_assert_cmpuint (tarn_glue_client_get_n_waiting_runs (tarn_sample_get_glue (visit->sample)), ==,
                    0);
}

static void
count_active (Visit *visit)
{
  TarnSample *sample = visit->sample;

  g_assert_cmpuint (tarn_datazone_client_get_n_active_runs (tarn_sample_get_datazone (sample),
                                                            tarn_sample_get_domain_id (sample)),
                    ==, 0);
}

/* --- A journal has so many entries ------------------------------------------------------------ */

static void
test_index_past_the_end (void)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  tarn_journal_get_kind (journal, 0);
  g_test_assert_expected_messages ();
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  g_assert_cmpint (tarn_journal_get_time (journal, 0), ==, 0);
  g_test_assert_expected_messages ();
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  g_autofree char *line = tarn_journal_dup_line (journal, 0);
  g_test_assert_expected_messages ();
  g_assert_null (line);
}

/* --- Owners ----------------------------------------------------------------------------------- */

static void
test_owner_in_any_callback (void)
{
  for (Place place = PLACE_TIMEOUT; place < N_PLACES; place++)
    assert_changes_nothing (place, FALSE, set_owner);
}

static void
test_owner_while_waiting (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (tarn_sample_get_glue (sample),
                                                                      NULL, id, NULL, NULL, NULL);
  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  tarn_engine_set_owner (tarn_sample_get_engine (sample), g_thread_self ());
  g_test_assert_expected_messages ();
  sample_drain (sample);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  tarn_engine_set_owner (tarn_sample_get_engine (sample), g_thread_self ());
}

#define MISTAKE(make) (&(const Misuse){ make })

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: TarnConditionFunc: To add or remove timeouts, observers, clients or cost models here is a programmer error.", NULL, test_where_one_looks, MISTAKE (add_observer) },
  { "tarn-clock.h: add_timeout(): A call from inside a condition or a cost model, or with a negative interval, is a programmer error.", NULL, test_where_one_looks, MISTAKE (add_timeout) },
  { "tarn-clock.h: add_timeout(): or with a negative interval", NULL, test_anywhere, MISTAKE (add_negative_timeout) },
  { "tarn-clock.h: add_gap_timeout(): A call from inside a condition or a cost model, or with a negative gap, is a programmer error.", NULL, test_where_one_looks, MISTAKE (add_gap_timeout) },
  { "tarn-clock.h: add_gap_timeout(): or with a negative gap, is a programmer error", NULL, test_anywhere, MISTAKE (add_negative_gap_timeout) },
  { "tarn-clock.h: set_timeout_copy_func(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (set_copy_func) },
  { "tarn-clock.h: remove_timeout(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (remove_timeout) },
  { "tarn-clock.h: set_speed(): and a call from inside a condition or a cost model, are programmer errors", NULL, test_where_one_looks, MISTAKE (set_speed) },
  { "tarn-clock.h: set_speed(): A speed above %TARN_SPEED_MAX", NULL, test_anywhere, MISTAKE (set_speed_too_high) },
  { "tarn-clock.h: list_waits(): A call from another thread than the owner's is a programmer error.", NULL, test_in_thread, MISTAKE (list_waits) },
  { "tarn-clock.h: create_source(): To make a source in another thread is a programmer error.", NULL, test_in_thread, MISTAKE (create_source) },
  { "tarn-hold.h: engine_hold(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (hold) },
  { "tarn-hold.h: list_holds(): A call from another thread than the owner's is a programmer error.", NULL, test_in_thread, MISTAKE (list_holds) },
  { "tarn-pending-event.h: list_pending(): A call from another thread than the owner's is a programmer error.", NULL, test_in_thread, MISTAKE (list_pending) },
  { "tarn-engine.h: set_cost_model(): and a call from inside a condition or a cost model, are programmer errors", NULL, test_where_one_looks, MISTAKE (set_cost_model) },
  { "tarn-engine.h: set_cost_model(): A model without any function", NULL, test_anywhere, MISTAKE (set_empty_model) },
  { "tarn-engine.h: set_emits_changes(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (set_emits_changes) },
  { "tarn-engine.h: set_journal(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (set_journal) },
  { "tarn-engine.h: set_fault_plan(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (set_fault_plan) },
  { "tarn-engine.h: add_observer(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (add_observer) },
  { "tarn-clock.h: add_instant_func(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (add_instant_func) },
  { "tarn-clock.h: add_instant_func(): never 0 except after a programmer error", NULL, test_where_one_looks, MISTAKE (add_instant_func) },
  { "tarn-clock.h: remove_instant_func(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (remove_instant_func) },
  { "tarn-clock.h: set_instant_copy_func(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (set_instant_copy_func) },
  { "tarn-engine.h: set_observer_copy_func(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (set_observer_copy_func) },
  { "tarn-stretch.h: add_stretch_func(): A call from inside a condition, a cost model", NULL, test_where_one_looks, MISTAKE (add_stretch_func) },
  { "tarn-stretch.h: add_stretch_func(): never 0 except after a programmer error", NULL, test_where_one_looks, MISTAKE (add_stretch_func) },
  { "tarn-stretch.h: remove_stretch_func(): A call from inside a condition, a cost model", NULL, test_where_one_looks, MISTAKE (remove_stretch_func) },
  { "tarn-engine.h: set_slot_chooser(): and a call from inside a condition, a cost model or a slot chooser, are programmer errors", NULL, test_where_one_looks, MISTAKE (set_slot_chooser) },
  { "tarn-start-options.h: set_slot_class(): more is a programmer error", NULL, test_anywhere, MISTAKE (set_slot_class_too_high) },
  { "tarn-engine.h: add_filtered_observer(): In all else it is like one that tarn_engine_add_observer() adds", NULL, test_where_one_looks, MISTAKE (add_filtered_observer) },
  { "tarn-commit-change.h: add_table(): A name that no table can have is a programmer error.", NULL, test_anywhere, MISTAKE (filter_wrong_name) },
  { "tarn-engine.h: add_observer(): never 0 except after a programmer error", NULL, test_where_one_looks, MISTAKE (add_observer) },
  { "tarn-clock.h: add_timeout(): never 0 except after a programmer error", NULL, test_where_one_looks, MISTAKE (add_timeout) },
  { "tarn-clock.h: add_gap_timeout(): never 0 except after a programmer error", NULL, test_where_one_looks, MISTAKE (add_gap_timeout) },
  { "tarn-engine.h: remove_observer(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (remove_observer) },
  { "tarn-engine.h: set_owner(): A call from another thread than the owner's", NULL, test_in_thread, MISTAKE (set_owner) },
  { "tarn-engine.h: set_owner(): from inside a callback", test_owner_in_any_callback },
  { "tarn-engine.h: set_owner(): or while a caller waits for a run is a programmer error", test_owner_while_waiting },
  { "tarn-fault-plan.h: add_chaos(): A rate above 1000000 is a programmer error", NULL, test_anywhere, MISTAKE (add_too_much_chaos) },
  { "tarn-fault-plan.h: add_chaos(): with %TARN_ERROR_WRONG_THREAD or %TARN_ERROR_BUSY", NULL, test_where_one_looks, MISTAKE (add_chaos) },
  { "tarn-fault-plan.h: add_chaos(): as is a call for which tarn_fault_plan_add_from_data() fails with %TARN_ERROR_WRONG_THREAD", NULL, test_in_thread, MISTAKE (add_chaos) },
  { "tarn-glue-client.h: get_n_running_runs(): A call from another thread than the engine's is a programmer error.", NULL, test_in_thread, MISTAKE (count_running) },
  { "tarn-glue-client.h: get_n_waiting_runs(): A call from another thread than the engine's is a programmer error.", NULL, test_in_thread, MISTAKE (count_waiting) },
  { "tarn-datazone-client.h: get_n_active_runs(): A call from another thread than the engine's is a programmer error.", NULL, test_in_thread, MISTAKE (count_active) },
  { "tarn-journal.h: journal_clear(): A call from another thread than that of the engine that writes the journal is a programmer error.", NULL, test_in_thread, MISTAKE (clear_journal) },
  { "tarn-journal.h: get_kind(): an index that is not less than the length is a programmer error", test_index_past_the_end },
  { "tarn-sample.h: sample_add(): A call from inside a condition or a cost model is a programmer error.", NULL, test_where_one_looks, MISTAKE (add_sample) },
  { "tarn-types.h: TarnEngine: Where the function has no error to return, such a call is a programmer error.", NULL, test_in_thread, MISTAKE (get_now) },
  { "overview.md: Errors: or a call from the wrong thread of a function without a `GError`, is a programmer error, and ends in a critical message", NULL, test_in_thread, MISTAKE (peek_next) },
  { "tarn-types.h: TarnEngine: such a call is a programmer error", NULL, test_in_thread, MISTAKE (stop) },
  { "threads.md: chapter: The engine's clients, journal and fault plan belong to the same thread.", NULL, test_in_thread, MISTAKE (get_fault_plan) },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
