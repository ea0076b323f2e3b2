/* SPDX-License-Identifier: MIT */
/*
 * Tests the sentences of tarn-stretch.h. The table has a view that was never refreshed, and its first refresh takes a
 * known time, so the stretches have known bounds. tests/glue/measures-worlds.c compares the sums over all stretches
 * with the measures in random worlds.
 */
#include <tarn/tarn-stretch.h>

#include "promise.h"
#include "worlds/glue-lake.h"

/* What is seen of a stretch, and the order of what happens. */
typedef struct
{
  Lake lake;
  GString *log;
  GPtrArray *stretches; /* copies */
  void (*look) (TarnEngine *engine, gpointer data);
  guint n_freed;
} Fixture;

static char *
describe (const TarnStretch *stretch)
{
  gint64 since = tarn_stretch_get_lacking_since (stretch);
  g_autofree char *lacking
      = since == G_MAXINT64 ? g_strdup ("-")
                            : g_strdup_printf ("%" G_GINT64_FORMAT, (since - START_US) / SECOND_US);

  return g_strdup_printf ("%s %" G_GINT64_FORMAT "..%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                          "..%" G_GINT64_FORMAT " lacks %s%s%s",
                          tarn_table_name_get_table_name (tarn_stretch_get_table_name (stretch)),
                          (tarn_stretch_get_begin_time (stretch) - START_US) / SECOND_US,
                          (tarn_stretch_get_end_time (stretch) - START_US) / SECOND_US,
                          (tarn_stretch_get_included_time (stretch) - START_US) / SECOND_US,
                          (tarn_stretch_get_newest_time (stretch) - START_US) / SECOND_US, lacking,
                          tarn_stretch_is_never_refreshed (stretch) ? " never" : "",
                          tarn_stretch_is_publication (stretch) ? " published" : "");
}

static void
on_stretch (TarnEngine *engine, const TarnStretch *stretch, gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *text = describe (stretch);

  g_assert_true (engine == fixture->lake.engine);
  g_assert_cmpint (tarn_stretch_get_end_time (stretch), ==, tarn_engine_get_now (engine));
  g_string_append_printf (fixture->log, "%s; ", text);
  g_ptr_array_add (fixture->stretches, tarn_stretch_copy (stretch));
  if (fixture->look != NULL)
    fixture->look (engine, fixture);
}

static void
on_free (gpointer data)
{
  ((Fixture *) data)->n_freed++;
}

static void
fixture_init (Fixture *fixture, gboolean is_measured)
{
  *fixture = (Fixture){
    .lake = lake_new (0),
    .log = g_string_new (NULL),
    .stretches = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_stretch_free),
  };
  if (is_measured)
    engine_set (fixture->lake.engine, "glue.measures", 1);
}

static guint
add (Fixture *fixture)
{
  guint id = tarn_glue_client_add_stretch_func (fixture->lake.client, on_stretch, fixture, on_free);

  g_assert_cmpuint (id, !=, 0);
  return id;
}

static void
fixture_clear (Fixture *fixture)
{
  lake_clear (&fixture->lake);
  g_string_free (fixture->log, TRUE);
  g_ptr_array_unref (fixture->stretches);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* Takes the log, which must be as expected. */
static void
assert_seen (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->log->str, ==, expected);
  g_string_truncate (fixture->log, 0);
}

static void
refresh (Fixture *fixture)
{
  g_free (lake_start (&fixture->lake, fixture->lake.view));
  engine_drain (fixture->lake.engine);
}

static void
reset (Fixture *fixture)
{
  g_assert_true (tarn_glue_client_reset_measures (fixture->lake.client, NULL, NULL));
}

/* --- When a stretch ends -------------------------------------------------------------------------- */

static void
change_source (Fixture *fixture, TarnTableName *view, TarnTableName *source)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, source);
  g_assert_true (tarn_glue_client_update_table (fixture->lake.client, view, input, NULL));
}

/* The full refresh takes 314 s. Each stretch begins where the one before has ended. */
static void
test_ends (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  Lake *lake = &fixture.lake;
  g_autoptr (TarnTableName) upper
      = lake_add_view (lake, "upper", lake->view, TARN_REFRESH_TYPE_NONE);
  g_autoptr (TarnTableName) other = lake_add_base (lake, "other", 10);
  add (&fixture);
  engine_advance (lake->engine, 6 * SECOND_US);
  refresh (&fixture);
  assert_seen (&fixture, "totals 0..320 of 0..0 lacks 0 never published; ");
  engine_advance (lake->engine, 80 * SECOND_US);
  lake_commit (lake, lake->base, TARN_COMMIT_APPEND, 10);
  engine_advance (lake->engine, 100 * SECOND_US);
  reset (&fixture);
  assert_seen (&fixture, "totals 320..500 of 6..6 lacks 400; upper 0..500 of 0..0 lacks 0 never; ");
  reset (&fixture);
  assert_seen (&fixture,
               "totals 500..500 of 6..6 lacks 400; upper 500..500 of 0..0 lacks 0 never; ");
  engine_advance (lake->engine, 100 * SECOND_US);
  change_source (&fixture, lake->view, other);
  assert_seen (&fixture,
               "totals 500..600 of 6..6 lacks 400; upper 500..600 of 0..0 lacks 0 never; ");
  engine_advance (lake->engine, 100 * SECOND_US);
  g_assert_true (tarn_glue_client_delete_table (lake->client, upper, NULL));
  assert_seen (&fixture, "upper 600..700 of 0..600 lacks 0 never; ");
  engine_set (lake->engine, "glue.measure-percentiles", 1);
  assert_seen (&fixture, "totals 600..700 of 600..600 lacks 600 never; ");
  engine_set (lake->engine, "glue.measures", 0);
  assert_seen (&fixture, "totals 700..700 of 600..600 lacks 600 never; ");
}

static void
test_off (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, FALSE);
  add (&fixture);
  refresh (&fixture);
  assert_seen (&fixture, "");
  engine_set (fixture.lake.engine, "glue.measures", 1);
  assert_seen (&fixture, "");
  engine_advance (fixture.lake.engine, 86 * SECOND_US);
  reset (&fixture);
  assert_seen (&fixture, "totals 314..400 of 0..0 lacks -; ");
}

/* One commit of 10 bytes is pending for 60 of the 100 seconds. */
static void
test_pending (void)
{
  g_auto (Fixture) fixture = { 0 };
  TarnWide commits, bytes;

  fixture_init (&fixture, TRUE);
  refresh (&fixture);
  reset (&fixture);
  add (&fixture);
  engine_advance (fixture.lake.engine, 40 * SECOND_US);
  lake_commit (&fixture.lake, fixture.lake.base, TARN_COMMIT_APPEND, 10);
  engine_advance (fixture.lake.engine, 60 * SECOND_US);
  reset (&fixture);
  tarn_stretch_get_pending_commits_area (fixture.stretches->pdata[0], &commits);
  tarn_stretch_get_pending_bytes_area (fixture.stretches->pdata[0], &bytes);
  g_assert_true (tarn_wide_is_equal (commits, (TarnWide){ 0, 60 * SECOND_US }));
  g_assert_true (tarn_wide_is_equal (bytes, (TarnWide){ 0, 600 * SECOND_US }));
}

/* --- Who is called ---------------------------------------------------------------------------------- */

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  Fixture *fixture = data;

  if (g_str_equal (tarn_change_get_cause (change), "succeed"))
    {
      const TarnRefreshChange *part = tarn_change_get_refresh (change);
      const TarnStretch *stretch = fixture->stretches->pdata[0];

      g_assert_true (tarn_refresh_change_get_table_name (part)
                     == tarn_stretch_get_table_name (stretch));
      g_string_append (fixture->log, "changed; ");
    }
}

static void
test_order (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  tarn_engine_add_observer (fixture.lake.engine, on_change, &fixture, NULL);
  guint first = add (&fixture), second = add (&fixture);
  g_assert_cmpuint (first, !=, second);
  refresh (&fixture);
  assert_seen (&fixture, "totals 0..314 of 0..0 lacks 0 never published; "
                         "totals 0..314 of 0..0 lacks 0 never published; changed; ");
  g_assert_true (tarn_glue_client_remove_stretch_func (fixture.lake.client, first));
  g_assert_cmpuint (fixture.n_freed, ==, 1);
  g_assert_false (tarn_glue_client_remove_stretch_func (fixture.lake.client, first));
  reset (&fixture);
  assert_seen (&fixture, "totals 314..314 of 0..0 lacks -; ");
  g_assert_true (tarn_glue_client_remove_stretch_func (fixture.lake.client, second));
  g_assert_cmpuint (add (&fixture), !=, second);
}

static void
test_account (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  g_autoptr (TarnGlueClient) foreign = glue_client_new (fixture.lake.engine, "999999999999", NULL);
  guint id = tarn_glue_client_add_stretch_func (foreign, on_stretch, &fixture, NULL);
  refresh (&fixture);
  reset (&fixture);
  assert_seen (&fixture, "");
  g_assert_true (tarn_glue_client_remove_stretch_func (fixture.lake.client, id));
}

/* The client is freed, and the function stays until the engine is freed. */
static void
test_stays (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  TarnGlueClient *client = glue_client_new (fixture.lake.engine, ACCOUNT, NULL);
  tarn_glue_client_add_stretch_func (client, on_stretch, &fixture, on_free);
  g_object_unref (client);
  refresh (&fixture);
  g_assert_cmpuint (fixture.stretches->len, ==, 1);
  lake_clear (&fixture.lake);
  g_assert_cmpuint (fixture.n_freed, ==, 1);
}

static void
test_copy (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  add (&fixture);
  refresh (&fixture);
  lake_clear (&fixture.lake);
  g_autofree char *text = describe (fixture.stretches->pdata[0]);
  g_assert_cmpstr (text, ==, "totals 0..314 of 0..0 lacks 0 never published");
}

static void
test_left_behind (void)
{
  g_auto (Fixture) fixture = { 0 };
  TarnLeftBehind left;

  fixture_init (&fixture, TRUE);
  add (&fixture);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (fixture.lake.engine, NULL, &left, NULL);
  g_autoptr (GBytes) bytes = tarn_engine_save (fixture.lake.engine, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, NULL);
  TarnEngine *copies[] = { fork, restored };

  g_assert_cmpuint (left.n_stretch_funcs, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autoptr (TarnGlueClient) client = glue_client_new (copies[i], ACCOUNT, NULL);

      g_assert_true (tarn_glue_client_reset_measures (client, NULL, NULL));
    }
  assert_seen (&fixture, "");
}

/* --- What a function may do ----------------------------------------------------------------------- */

static void
look (TarnEngine *engine, gpointer data)
{
  Fixture *fixture = data;
  TarnGlueClient *client = fixture->lake.client;
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (client, fixture->lake.view, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (table);
  g_assert_false (tarn_glue_client_reset_measures (client, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (tarn_engine_step (engine, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
  ASSERT_CRITICAL (
      g_assert_cmpuint (tarn_glue_client_add_stretch_func (client, on_stretch, NULL, NULL), ==, 0));
  ASSERT_CRITICAL (g_assert_false (tarn_glue_client_remove_stretch_func (client, 1)));
}

static void
test_only_looks (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  add (&fixture);
  fixture.look = look;
  refresh (&fixture);
  reset (&fixture);
  g_assert_cmpuint (fixture.stretches->len, ==, 2);
}

/* The measures are those before the publication, and the run has not ended. */
static void
look_at_measures (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (TarnMeasures) view
      = tarn_glue_client_get_view_measures (fixture->lake.client, fixture->lake.view, NULL);
  guint64 low;

  g_assert_cmpuint (tarn_measures_get_n_publications (view), ==, 0);
  g_assert_cmpuint (tarn_measures_get_area (view, TARN_MEASURE_NEVER_REFRESHED, &low), ==, 0);
  g_assert_cmpuint (low, ==, FULL_DURATION_US);
  tarn_measures_get_area (view, TARN_MEASURE_RUNNING, &low);
  g_assert_cmpuint (low, ==, FULL_DURATION_US);
  g_string_append_printf (fixture->log, "%u runs; ",
                          tarn_glue_client_get_n_running_runs (fixture->lake.client));
}

static void
test_before (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, TRUE);
  add (&fixture);
  fixture.look = look_at_measures;
  refresh (&fixture);
  assert_seen (&fixture, "totals 0..314 of 0..0 lacks 0 never published; 1 runs; ");

  /* What was read in the middle is what can be read at the end. */
  g_autoptr (TarnMeasures) after
      = tarn_glue_client_get_account_measures (fixture.lake.client, NULL, NULL);
  guint64 low;
  tarn_measures_get_area (after, TARN_MEASURE_RUNNING, &low);
  g_assert_cmpuint (low, ==, FULL_DURATION_US);
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-stretch.h: chapter: A stretch ends when the view publishes a refresh and when the measures of its account begin anew.", test_ends },
  { "tarn-stretch.h: chapter: It also ends when the view is deleted, or when the sources of the view, or of a view that it reads, change.", test_ends },
  { "tarn-stretch.h: chapter: So the stretches of a view have neither gaps nor overlaps, and a stretch may have no length.", test_ends },
  { "tarn-stretch.h: chapter: Without it there are no stretches. If it is set to 0, then all stretches end.", test_ends },
  { "tarn-stretch.h: chapter: Without it there are no stretches.", test_off },
  { "tarn-stretch.h: TarnStretch: Use tarn_stretch_copy() to keep one for longer.", test_copy },
  { "tarn-stretch.h: stretch_copy(): a copy, which stays valid after the engine is gone", test_copy },
  { "tarn-stretch.h: get_table_name(): All stretches of a view, and the changes of its runs, have the same pointer", test_order },
  { "tarn-stretch.h: get_begin_time(): the end of the stretch before, or the time when the view was created or the measures began", test_ends },
  { "tarn-stretch.h: get_end_time(): which is now when a #TarnStretchFunc is called", test_ends },
  { "tarn-stretch.h: is_publication(): %TRUE if the stretch ended because the view published a refresh", test_ends },
  { "tarn-stretch.h: get_included_time(): For a view that counted as never refreshed, this can be the time since which it counted so", test_ends },
  { "tarn-stretch.h: get_lacking_since(): %G_MAXINT64 if the view showed all commits up to the end of the stretch", test_off },
  { "tarn-stretch.h: get_lacking_since(): The time can be before the begin of the stretch.", test_ends },
  { "tarn-stretch.h: get_pending_commits_area(): the sum of this number in each microsecond", test_pending },
  { "tarn-stretch.h: get_pending_bytes_area(): the same integral of the bytes that these commits changed", test_pending },
  { "tarn-stretch.h: TarnStretchFunc: before the run has ended that publishes", test_before },
  { "tarn-stretch.h: TarnStretchFunc: The function may only look, as a #TarnConditionFunc may", test_only_looks },
  { "tarn-stretch.h: add_stretch_func(): Adds a function that is called with each stretch of the views in the client's account", test_account },
  { "tarn-stretch.h: add_stretch_func(): while the option `glue.measures` is on", test_off },
  { "tarn-stretch.h: add_stretch_func(): The functions of an engine are called in the order in which they were added, before the observers are notified", test_order },
  { "tarn-stretch.h: add_stretch_func(): call tarn_glue_client_reset_measures(), which ends them", test_ends },
  { "tarn-stretch.h: add_stretch_func(): The function belongs to the engine and not to the client, so it stays when the client is freed.", test_stays },
  { "tarn-stretch.h: add_stretch_func(): A fork and a restored engine have no functions.", test_left_behind },
  { "tarn-stretch.h: add_stretch_func(): A call from inside a condition, a cost model or a #TarnStretchFunc is a programmer error.", test_only_looks },
  { "tarn-stretch.h: add_stretch_func(): called with @user_data when the function is removed or the engine is freed", test_order },
  { "tarn-stretch.h: remove_stretch_func(): A call from inside a condition, a cost model or a #TarnStretchFunc is a programmer error.", test_only_looks },
  { "tarn-stretch.h: remove_stretch_func(): whether there was such a function", test_order },
  { "tarn-snapshot.h: TarnLeftBehind: functions that are called with each stretch", test_left_behind },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
