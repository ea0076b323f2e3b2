/* SPDX-License-Identifier: MIT */
/*
 * Forks take along the observers, timeouts and functions of instants that have a copy function. The functions of the
 * fork then see what those of the original see, in the same order, and with the same rounds.
 */
#include "worlds/small-lake.h"

enum
{
  N_VIEWS = 3,
};

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SmallLake, small_lake_clear)

/* A function of the user has a letter and writes into the log of its engine. */
typedef struct
{
  GString *log;
  char letter;
  guint n_starts; /* how many refreshes it still starts */
} Watcher;

static guint n_freed;

static void
free_watcher (gpointer watcher)
{
  n_freed++;
  g_free (watcher);
}

static Watcher *
watcher_new (GString *log, char letter, guint n_starts)
{
  Watcher watcher = { log, letter, n_starts };

  return g_memdup2 (&watcher, sizeof watcher);
}

/* The log of the fork, which the copy functions find. */
static GString *fork_log;

static gpointer
copy_watcher (gpointer data, TarnEngine *fork)
{
  const Watcher *watcher = data;

  g_assert_true (TARN_IS_ENGINE (fork));
  return watcher_new (fork_log, watcher->letter, watcher->n_starts);
}

static void
on_change (TarnEngine *engine, const TarnChange *change, gpointer data)
{
  const Watcher *watcher = data;

  g_string_append_printf (watcher->log, "%c:%s@%" G_GINT64_FORMAT " ", watcher->letter,
                          tarn_change_get_cause (change), tarn_engine_get_now (engine));
}

static void
start_next (TarnEngine *engine, Watcher *watcher)
{
  g_autoptr (TarnGlueClient) client = glue_client_new (engine, ACCOUNT, NULL);
  g_autofree char *name = NULL;

  if (watcher->n_starts == 0)
    return;
  name = g_strdup_printf ("view_%u", --watcher->n_starts % N_VIEWS);
  g_autoptr (TarnTableName) view = table_name_new (ACCOUNT, DATABASE, name);
  g_free (start_refresh_of (client, view, FALSE, NULL));
}

static void
on_instant (TarnEngine *engine, guint round, gpointer data)
{
  Watcher *watcher = data;

  g_string_append_printf (watcher->log, "%c%u@%" G_GINT64_FORMAT " ", watcher->letter, round,
                          tarn_engine_get_now (engine));
  start_next (engine, watcher);
}

static gboolean
on_timeout (TarnEngine *engine, gpointer data)
{
  Watcher *watcher = data;

  g_string_append_printf (watcher->log, "%c@%" G_GINT64_FORMAT " ", watcher->letter,
                          tarn_engine_get_now (engine));
  return G_SOURCE_CONTINUE;
}

static guint
add_observer (TarnEngine *engine, GString *log, char letter, gboolean is_filtered,
              TarnCopyFunc copy)
{
  g_autoptr (TarnChangeFilter) filter = tarn_change_filter_new ();
  Watcher *watcher = watcher_new (log, letter, 0);
  guint id;

  tarn_change_filter_add_kind (filter, TARN_CHANGE_KIND_COMMIT);
  id = is_filtered
           ? tarn_engine_add_filtered_observer (engine, filter, on_change, watcher, free_watcher)
           : tarn_engine_add_observer (engine, on_change, watcher, free_watcher);
  g_assert_true (tarn_engine_set_observer_copy_func (engine, id, copy));
  return id;
}

static guint
add_instant (TarnEngine *engine, GString *log, char letter, guint n_starts, TarnCopyFunc copy)
{
  guint id = tarn_engine_add_instant_func (engine, on_instant, watcher_new (log, letter, n_starts),
                                           free_watcher);

  g_assert_true (tarn_engine_set_instant_copy_func (engine, id, copy));
  return id;
}

static guint64
add_timeout (TarnEngine *engine, GString *log, char letter, TarnCopyFunc copy)
{
  guint64 id = tarn_engine_add_timeout (engine, 100 * SECOND_US, TARN_TIMEOUT_NONE, on_timeout,
                                        watcher_new (log, letter, 0), free_watcher);

  g_assert_true (tarn_engine_set_timeout_copy_func (engine, id, copy));
  return id;
}

/* Functions that stay behind stand between those that are taken along. Those log in small letters. */
typedef struct
{
  SmallLake lake;
  GString *log;
  guint observer;
  guint instant;
} Fixture;

static void
fixture_init (Fixture *fixture)
{
  TarnEngine *engine;

  small_lake_init (&fixture->lake, 1, N_VIEWS, 3600);
  fixture->log = g_string_new (NULL);
  fork_log = g_string_new (NULL);
  n_freed = 0;
  engine = fixture->lake.engine;
  engine_set (engine, "glue.running-max", 1);
  add_observer (engine, fixture->log, 'x', FALSE, NULL);
  fixture->observer = add_observer (engine, fixture->log, 'A', FALSE, copy_watcher);
  add_observer (engine, fixture->log, 'B', TRUE, copy_watcher);
  add_timeout (engine, fixture->log, 'y', NULL);
  add_timeout (engine, fixture->log, 'T', copy_watcher);
  add_instant (engine, fixture->log, 'z', 0, NULL);
  fixture->instant = add_instant (engine, fixture->log, 'I', 6, copy_watcher);
  add_instant (engine, fixture->log, 'J', 0, copy_watcher);
}

static void
fixture_clear (Fixture *fixture)
{
  small_lake_clear (&fixture->lake);
  g_string_free (fixture->log, TRUE);
  g_string_free (fork_log, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* Returns what the functions in capitals have logged. */
static char *
keep_carried (const GString *log)
{
  g_auto (GStrv) words = g_strsplit (log->str, " ", -1);
  GString *kept = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_isupper (words[i][0]))
      g_string_append_printf (kept, "%s ", words[i]);

  return g_string_free (kept, FALSE);
}

/* Advances both, and checks that their functions saw the same since the fork. */
static void
assert_same (Fixture *fixture, TarnEngine *fork)
{
  g_autofree char *mine = NULL;

  engine_advance (fixture->lake.engine, HOUR_US);
  engine_advance (fork, HOUR_US);
  mine = keep_carried (fixture->log);
  g_assert_cmpuint (fork_log->len, >, 100);
  g_assert_cmpstr (fork_log->str, ==, mine);
}

/* --- The same as the original ----------------------------------------------------------------- */

static void
test_taken_along (void)
{
  g_auto (Fixture) fixture = { 0 };
  TarnLeftBehind left;

  fixture_init (&fixture);
  engine_advance (fixture.lake.engine, 150 * SECOND_US);
  g_string_truncate (fixture.log, 0);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (fixture.lake.engine, NULL, &left, NULL);
  g_assert_cmpuint (left.n_observers, ==, 1);
  g_assert_cmpuint (left.n_timeouts, ==, 1);
  g_assert_cmpuint (left.n_instant_funcs, ==, 1);
  assert_same (&fixture, fork);

  /* The ids are those of the original, and new ones are others. */
  guint added = tarn_engine_add_instant_func (fork, on_instant, NULL, NULL);
  g_assert_cmpuint (added, >, fixture.instant + 1);
  g_assert_true (tarn_engine_remove_instant_func (fork, added));
  g_assert_true (tarn_engine_remove_observer (fork, fixture.observer));
  g_assert_true (tarn_engine_remove_instant_func (fork, fixture.instant));
  g_assert_cmpuint (n_freed, ==, 2);
  g_clear_object (&fork);
  g_assert_cmpuint (n_freed, ==, 5);
}

/* An instant that is not over when the engine is forked goes on in the fork, at any round. */
static void
test_within_an_instant (void)
{
  for (guint n_steps = 0; n_steps < 7; n_steps++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture);
      for (guint i = 0; i < n_steps; i++)
        g_assert_true (tarn_engine_step (fixture.lake.engine, NULL, NULL));
      g_string_truncate (fixture.log, 0);
      g_autoptr (TarnEngine) fork = tarn_engine_fork (fixture.lake.engine, NULL, NULL, NULL);
      assert_same (&fixture, fork);
    }
}

/* A fork of a fork takes the same functions along. */
static void
test_fork_of_fork (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture);
  g_autoptr (TarnEngine) first = tarn_engine_fork (fixture.lake.engine, NULL, NULL, NULL);
  TarnLeftBehind left;
  g_autoptr (TarnEngine) second = tarn_engine_fork (first, NULL, &left, NULL);
  TarnLeftBehind none = { .n_observers = 0 };

  g_assert_true (memcmp (&left, &none, sizeof none) == 0);
  assert_same (&fixture, second);
}

/* Without a copy function again, nothing is taken along, and an instant is not open. */
static void
test_taken_back (void)
{
  g_auto (Fixture) fixture = { 0 };
  TarnLeftBehind left;
  gint64 next_us;

  fixture_init (&fixture);
  TarnEngine *engine = fixture.lake.engine;
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_true (tarn_engine_set_observer_copy_func (engine, i, NULL));
      g_assert_true (tarn_engine_set_instant_copy_func (engine, i, NULL));
    }
  g_assert_false (tarn_engine_set_observer_copy_func (engine, 4, copy_watcher));
  g_assert_false (tarn_engine_set_instant_copy_func (engine, 4, copy_watcher));
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, &left, NULL);
  g_assert_cmpuint (left.n_observers, ==, 3);
  g_assert_cmpuint (left.n_instant_funcs, ==, 3);
  g_assert_true (tarn_engine_peek_next (fork, &next_us));
  g_assert_cmpint (next_us, >, tarn_engine_get_now (fork));
  g_assert_false (tarn_engine_remove_observer (fork, fixture.observer));
}

/* --- What copy functions may do ----------------------------------------------------------------- */

/* Starts a refresh in the fork, whose observers are not notified before all of them have their data. */
static gpointer
copy_and_start (gpointer data, TarnEngine *fork)
{
  Watcher *copy = copy_watcher (data, fork);

  copy->n_starts = 1;
  start_next (fork, copy);
  g_assert_cmpstr (fork_log->str, ==, "");
  return copy;
}

static void
test_start_while_copying (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture);
  g_assert_true (tarn_engine_set_observer_copy_func (fixture.lake.engine, 1, copy_and_start));
  g_autoptr (TarnEngine) fork G_GNUC_UNUSED
      = tarn_engine_fork (fixture.lake.engine, NULL, NULL, NULL);
  g_assert_true (g_str_has_prefix (fork_log->str, "x:create@"));
  g_assert_nonnull (strstr (fork_log->str, " A:create@"));
  g_assert_null (strstr (fork_log->str, "B:"));
}

/* Removes all observers and functions of instants of the fork. */
static gpointer
copy_and_remove (gpointer data, TarnEngine *fork)
{
  for (guint i = 1; i <= 3; i++)
    {
      tarn_engine_remove_observer (fork, i);
      tarn_engine_remove_instant_func (fork, i);
    }
  return copy_watcher (data, fork);
}

typedef struct
{
  const char *name;
  gboolean
      is_observer;     /* the copy function is that of an observer, not of a function of instants */
  guint n_freed;       /* copies without an owner when the fork is there */
  guint n_freed_later; /* with those of the fork, when it is gone */
} RemoveRow;

static const RemoveRow remove_rows[] = {
  { "by-an-observer", TRUE, 1, 2 },
  /* The observers and the timeout have their copies by then. */
  { "by-a-function-of-instants", FALSE, 3, 4 },
};

static void
test_remove_while_copying (gconstpointer data)
{
  const RemoveRow *row = data;
  g_auto (Fixture) fixture = { 0 };
  gboolean (*set_copy_func) (TarnEngine *, guint, TarnCopyFunc)
      = row->is_observer ? tarn_engine_set_observer_copy_func : tarn_engine_set_instant_copy_func;

  fixture_init (&fixture);
  guint id = row->is_observer ? fixture.observer : fixture.instant;
  g_assert_true (set_copy_func (fixture.lake.engine, id, copy_and_remove));
  g_autoptr (TarnEngine) fork = tarn_engine_fork (fixture.lake.engine, NULL, NULL, NULL);
  g_assert_cmpuint (n_freed, ==, row->n_freed);
  engine_advance (fork, HOUR_US);
  for (const char *c = "ABIJ"; *c != '\0'; c++)
    g_assert_null (strchr (fork_log->str, *c));
  g_clear_object (&fork);
  g_assert_cmpuint (n_freed, ==, row->n_freed_later);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fork-functions/taken-along", test_taken_along);
  g_test_add_func ("/fork-functions/within-an-instant", test_within_an_instant);
  g_test_add_func ("/fork-functions/fork-of-fork", test_fork_of_fork);
  g_test_add_func ("/fork-functions/taken-back", test_taken_back);
  g_test_add_func ("/fork-functions/start-while-copying", test_start_while_copying);
  for (guint i = 0; i < G_N_ELEMENTS (remove_rows); i++)
    {
      g_autofree char *path
          = g_strconcat ("/fork-functions/remove-while-copying/", remove_rows[i].name, NULL);

      g_test_add_data_func (path, &remove_rows[i], test_remove_while_copying);
    }

  return g_test_run ();
}
