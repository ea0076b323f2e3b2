/* SPDX-License-Identifier: MIT */
/*
 * These tests are about timeouts on virtual time: their order, every way in which a timeout can end, and the
 * changes that a callback may make to timeouts.
 */
#include "worlds/small-lake.h"

/* This fixture is one timeout with the actions of its call. */
typedef struct
{
  TarnEngine *engine;
  GString *log; /* shared by the timeouts: their letters in the order of their calls */
  char letter;
  guint64 id;
  guint64 victim; /* to be removed in the call, if not 0 */
  guint n_left;   /* calls until it returns FALSE; 0 for no end */
  guint n_destroyed;
} Timeout;

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Timeout *timeout = data;

  g_string_append_c (timeout->log, timeout->letter);
  if (timeout->victim != 0)
    g_assert_true (tarn_engine_remove_timeout (timeout->engine, timeout->victim));
  return timeout->n_left == 0 || --timeout->n_left > 0;
}

static void
on_destroy (gpointer data)
{
  ((Timeout *) data)->n_destroyed++;
}

static void
add (Timeout *timeout, gint64 interval_us)
{
  timeout->id = tarn_engine_add_timeout (timeout->engine, interval_us, TARN_TIMEOUT_NONE,
                                         on_timeout, timeout, on_destroy);
  g_assert_cmpuint (timeout->id, !=, 0);
}

/* --- When timeouts are called ----------------------------------------------------------------- */

static gboolean
add_repeating (TarnEngine *engine, gpointer data)
{
  Timeout *timeout = data;

  on_timeout (engine, data);
  add (timeout, 5 * SECOND_US);
  return G_SOURCE_REMOVE;
}

/* The timeout is due at 3, 8 and 13 s, and one long advance must make all three calls. */
static void
test_period (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeout = { .engine = engine, .log = log, .letter = 'a' };

  tarn_engine_add_timeout (engine, 3 * SECOND_US, TARN_TIMEOUT_NONE, add_repeating, &timeout, NULL);
  engine_advance (engine, 13 * SECOND_US);
  g_assert_cmpstr (log->str, ==, "aaa");
  engine_advance (engine, 5 * SECOND_US - 1);
  g_assert_cmpstr (log->str, ==, "aaa");
  engine_advance (engine, 1);
  g_assert_cmpstr (log->str, ==, "aaaa");
}

static void
test_ties_are_first_in_first_out (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeouts[6];

  for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
    timeouts[i] = (Timeout){ engine, log, (char) ('a' + i), 0, 0, 1, 0 };

  /* Most of these timeouts are due at the same instant, but are added at different distances from it. */
  add (&timeouts[0], 100);
  add (&timeouts[1], 100);
  engine_advance (engine, 40);
  add (&timeouts[2], 60);
  add (&timeouts[3], 59);
  engine_advance (engine, 59);
  add (&timeouts[4], 1);
  add (&timeouts[5], 0);
  engine_advance (engine, 1);
  g_assert_cmpstr (log->str, ==, "dfabce");
}

/*
 * A timeout that recurs comes after the timeouts that are already due at its next time, and before later
 * ones.
 */
static void
test_repeated_goes_behind_equals (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout a = { engine, log, 'a', 0, 0, 2, 0 }, c = { engine, log, 'c', 0, 0, 1, 0 };
  Timeout d = { engine, log, 'd', 0, 0, 1, 0 }, e = { engine, log, 'e', 0, 0, 1, 0 };

  add (&a, 10);
  add (&c, 20);
  add (&d, 20);
  engine_advance (engine, 10);
  add (&e, 10);
  engine_advance (engine, 10);
  g_assert_cmpstr (log->str, ==, "acdae");
}

static gboolean
add_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  add (data, 0);
  return G_SOURCE_REMOVE;
}

/* A timeout that a call adds for now comes after the other timeouts of now, within the same advance. */
static void
test_added_for_now (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout a = { engine, log, 'a', 0, 0, 1, 0 }, b = { engine, log, 'b', 0, 0, 1, 0 };

  tarn_engine_add_timeout (engine, 10, TARN_TIMEOUT_NONE, add_now, &a, NULL);
  add (&b, 10);
  engine_advance (engine, 10);
  g_assert_cmpstr (log->str, ==, "ba");
}

/* An unrelated timeout does not change the order of the others, no matter when it is added and due. */
static void
test_unrelated_keeps_order (void)
{
  for (gint64 other_us = 0; other_us < 8; other_us++)
    for (guint place = 0; place < 6; place++)
      {
        g_autoptr (TarnEngine) engine = tarn_engine_new (0);
        g_autoptr (GString) log = g_string_new (NULL), ignored = g_string_new (NULL);
        Timeout timeouts[6], other = { engine, ignored, 'x', 0, 0, 3, 0 };
        const gint64 intervals_us[] = { 4, 2, 4, 2, 4, 1 };

        for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
          {
            timeouts[i] = (Timeout){ engine, log, (char) ('a' + i), 0, 0, 2, 0 };
            if (i == place)
              add (&other, other_us);
            add (&timeouts[i], intervals_us[i]);
          }
        engine_advance (engine, 30);
        g_assert_cmpstr (log->str, ==, "fbdfacebdace");
      }
}

static gboolean
add_many (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  for (guint i = 0; i < 100; i++)
    add (data, 1);
  return G_SOURCE_CONTINUE;
}

/* One call may add so many timeouts that the engine allocates more memory for slots. */
static void
test_many_added_in_a_call (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeout = { engine, log, 'a', 0, 0, 0, 0 };

  tarn_engine_add_timeout (engine, 10, TARN_TIMEOUT_NONE, add_many, &timeout, NULL);
  engine_advance (engine, 10);
  engine_advance (engine, 1);
  g_assert_cmpuint (log->len, ==, 100);
  engine_advance (engine, 9);
  g_assert_cmpuint (log->len, ==, 1000);
}

/* --- How timeouts end ------------------------------------------------------------------------- */

static void
test_destroyed_when_done (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeout = { engine, log, 'a', 0, 0, 2, 0 };

  add (&timeout, 1);
  engine_advance (engine, 1);
  g_assert_cmpuint (timeout.n_destroyed, ==, 0);
  engine_advance (engine, 1);
  g_assert_cmpuint (timeout.n_destroyed, ==, 1);
  g_assert_false (tarn_engine_remove_timeout (engine, timeout.id));
  engine_advance (engine, 10);
  g_clear_object (&engine);
  g_assert_cmpstr (log->str, ==, "aa");
  g_assert_cmpuint (timeout.n_destroyed, ==, 1);
}

static void
test_destroyed_when_removed (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeout = { engine, log, 'a', 0, 0, 0, 0 };
  gint64 next_us;

  add (&timeout, 1);
  g_assert_true (tarn_engine_remove_timeout (engine, timeout.id));
  g_assert_cmpuint (timeout.n_destroyed, ==, 1);
  g_assert_false (tarn_engine_peek_next (engine, &next_us));
  g_assert_false (tarn_engine_remove_timeout (engine, timeout.id));
  engine_advance (engine, 10);
  g_clear_object (&engine);
  g_assert_cmpstr (log->str, ==, "");
  g_assert_cmpuint (timeout.n_destroyed, ==, 1);
}

/* A timeout that removes itself ends, whether its function then returns TRUE or FALSE. */
static void
test_removed_in_its_own_call (void)
{
  for (guint n_left = 0; n_left < 2; n_left++)
    {
      g_autoptr (TarnEngine) engine = tarn_engine_new (0);
      g_autoptr (GString) log = g_string_new (NULL);
      Timeout timeout = { engine, log, 'a', 0, 0, n_left, 0 };

      add (&timeout, 1);
      timeout.victim = timeout.id;
      engine_advance (engine, 10);
      g_assert_cmpstr (log->str, ==, "a");
      g_assert_cmpuint (timeout.n_destroyed, ==, 1);
      g_assert_false (tarn_engine_remove_timeout (engine, timeout.id));
      g_clear_object (&engine);
      g_assert_cmpuint (timeout.n_destroyed, ==, 1);
    }
}

static void
test_removed_at_the_same_instant (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout a = { engine, log, 'a', 0, 0, 1, 0 }, b = { engine, log, 'b', 0, 0, 1, 0 };
  Timeout c = { engine, log, 'c', 0, 0, 1, 0 };

  add (&a, 10);
  add (&b, 10);
  add (&c, 10);
  a.victim = b.id;
  engine_advance (engine, 10);
  g_assert_cmpstr (log->str, ==, "ac");
  g_assert_cmpuint (b.n_destroyed, ==, 1);
}

static void
test_destroyed_with_the_engine (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  TarnEngine *engine = tarn_engine_new (0);
  Timeout timeouts[5];

  for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
    {
      timeouts[i] = (Timeout){ engine, log, 'a', 0, 0, i == 2 ? 1 : 0, 0 };
      add (&timeouts[i], 1 + i % 2);
    }
  g_assert_true (tarn_engine_remove_timeout (engine, timeouts[3].id));
  engine_advance (engine, 1);
  g_object_unref (engine);
  for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
    g_assert_cmpuint (timeouts[i].n_destroyed, ==, 1);
}

static void
on_destroy_add (gpointer data)
{
  on_destroy (data);
  add (data, 7);
}

/* A destroy function may add another timeout, which gets the same slot but another id. */
static void
test_added_when_destroyed (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeout = { engine, log, 'a', 0, 0, 1, 0 };
  guint64 first = tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, on_timeout, &timeout,
                                           on_destroy_add);

  engine_advance (engine, 1);
  g_assert_cmpuint (timeout.n_destroyed, ==, 1);
  g_assert_cmpuint (timeout.id, !=, first);
  g_assert_false (tarn_engine_remove_timeout (engine, first));
  g_assert_true (tarn_engine_remove_timeout (engine, timeout.id));
  g_assert_cmpuint (timeout.n_destroyed, ==, 2);
}

static gboolean
replace_itself (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Timeout *timeout = data;

  g_string_append_c (timeout->log, timeout->letter);
  g_assert_true (tarn_engine_remove_timeout (timeout->engine, timeout->id));
  timeout->letter = 'b';
  timeout->n_left = 1;
  add (timeout, 3);
  return G_SOURCE_CONTINUE;
}

/* A timeout may replace itself in its own call. Its return value must not schedule the old one again. */
static void
test_replaced_in_its_own_call (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeout = { engine, log, 'a', 0, 0, 0, 0 };

  timeout.id = tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, replace_itself, &timeout,
                                        on_destroy);
  engine_advance (engine, 3);
  g_assert_cmpstr (log->str, ==, "a");
  engine_advance (engine, 1);
  g_assert_cmpstr (log->str, ==, "ab");
  engine_advance (engine, 10);
  g_assert_cmpstr (log->str, ==, "ab");
  g_assert_cmpuint (timeout.n_destroyed, ==, 2);
}

/* A timeout that removed itself does not affect the next timeout in its slot. */
static void
test_slot_of_one_that_removed_itself (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout first = { engine, log, 'a', 0, 0, 0, 0 }, next = { engine, log, 'b', 0, 0, 0, 0 };

  add (&first, 1);
  first.victim = first.id;
  engine_advance (engine, 1);
  add (&next, 1);
  g_assert_cmpuint ((guint32) next.id, ==, (guint32) first.id);
  engine_advance (engine, 3);
  g_assert_cmpstr (log->str, ==, "abbb");
  g_assert_true (tarn_engine_remove_timeout (engine, next.id));
  g_assert_cmpuint (next.n_destroyed, ==, 1);
}

/* There is no time after the last microsecond, so a timeout that would recur there ends. */
static void
test_end_of_time (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Timeout timeout = { engine, log, 'a', 0, 0, 0, 0 };
  gint64 next_us;

  add (&timeout, G_MAXINT64 - tarn_engine_get_now (engine));
  g_assert_true (tarn_engine_advance_to (engine, G_MAXINT64, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (log->str, ==, "a");
  g_assert_cmpuint (timeout.n_destroyed, ==, 1);
  g_assert_false (tarn_engine_peek_next (engine, &next_us));
}

static gboolean
remove_twice (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Timeout *timeout = data;

  g_string_append_c (timeout->log, timeout->letter);
  g_assert_true (tarn_engine_remove_timeout (timeout->engine, timeout->id));
  g_assert_false (tarn_engine_remove_timeout (timeout->engine, timeout->id));
  return G_SOURCE_CONTINUE;
}

/* A timeout that removes itself is removed at once, so a second removal fails even while its call runs. */
static void
test_removed_twice_in_its_own_call (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  Timeout timeout = { engine, log, 'a', 0, 0, 0, 0 };

  timeout.id
      = tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, remove_twice, &timeout, on_destroy);
  engine_advance (engine, 10);
  g_assert_cmpstr (log->str, ==, "a");
  g_assert_cmpuint (timeout.n_destroyed, ==, 1);
}

static void
test_ids_are_not_used_again (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  Timeout timeouts[500];

  for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
    {
      timeouts[i] = (Timeout){ engine, log, 'a', 0, 0, 1, 0 };
      add (&timeouts[i], 1);
      g_assert_true (g_hash_table_add (seen, &timeouts[i].id));
      if (i % 3 == 0)
        engine_advance (engine, 1);
      else if (i % 3 == 1)
        g_assert_true (tarn_engine_remove_timeout (engine, timeouts[i].id));
      for (guint j = 0; j < i && i % 50 == 0; j++)
        g_assert_false (tarn_engine_remove_timeout (engine, timeouts[j].id));
    }
  g_assert_false (tarn_engine_remove_timeout (engine, 0));
  g_assert_false (tarn_engine_remove_timeout (engine, G_MAXUINT64));
}

static void
test_negative_interval (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*interval_us >= 0*");
  g_assert_cmpuint (tarn_engine_add_timeout (engine, -1, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL),
                    ==, 0);
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/timeouts/period", test_period);
  g_test_add_func ("/timeouts/ties", test_ties_are_first_in_first_out);
  g_test_add_func ("/timeouts/repeated-goes-behind", test_repeated_goes_behind_equals);
  g_test_add_func ("/timeouts/added-for-now", test_added_for_now);
  g_test_add_func ("/timeouts/unrelated-keeps-order", test_unrelated_keeps_order);
  g_test_add_func ("/timeouts/many-added-in-a-call", test_many_added_in_a_call);
  g_test_add_func ("/timeouts/destroyed/when-done", test_destroyed_when_done);
  g_test_add_func ("/timeouts/destroyed/when-removed", test_destroyed_when_removed);
  g_test_add_func ("/timeouts/destroyed/in-its-own-call", test_removed_in_its_own_call);
  g_test_add_func ("/timeouts/destroyed/at-the-same-instant", test_removed_at_the_same_instant);
  g_test_add_func ("/timeouts/destroyed/with-the-engine", test_destroyed_with_the_engine);
  g_test_add_func ("/timeouts/destroyed/and-added", test_added_when_destroyed);
  g_test_add_func ("/timeouts/replaced-in-its-own-call", test_replaced_in_its_own_call);
  g_test_add_func ("/timeouts/slot-of-one-that-removed-itself",
                   test_slot_of_one_that_removed_itself);
  g_test_add_func ("/timeouts/removed-twice-in-its-own-call", test_removed_twice_in_its_own_call);
  g_test_add_func ("/timeouts/end-of-time", test_end_of_time);
  g_test_add_func ("/timeouts/ids", test_ids_are_not_used_again);
  g_test_add_func ("/timeouts/negative-interval", test_negative_interval);

  return g_test_run ();
}
