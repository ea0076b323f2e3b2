/* SPDX-License-Identifier: MIT */
/* What the chapter of tarn-clock.h promises: virtual time, the events and their order. */
#include "worlds/sample.h"

#include "promise.h"

/* A log of timeouts: each appends its letter. */
typedef struct
{
  TarnEngine *engine;
  GString *log;
  char letter;
} Letter;

static gboolean
on_letter (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Letter *letter = data;

  g_string_append_c (letter->log, letter->letter);
  return G_SOURCE_REMOVE;
}

static void
add_letter (TarnEngine *engine, GString *log, char letter, gint64 delay_us)
{
  const Letter timeout = { engine, log, letter };

  tarn_engine_add_timeout (engine, delay_us, TARN_TIMEOUT_NONE, on_letter,
                           g_memdup2 (&timeout, sizeof timeout), g_free);
}

static GString *
log_letters (gint64 tie_order, gint64 tie_seed, const char *letters)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  GString *log = g_string_new (NULL);

  engine_set (engine, "clock.tie-order", tie_order);
  engine_set (engine, "clock.tie-seed", tie_seed);
  for (guint i = 0; letters[i] != '\0'; i++)
    add_letter (engine, log, letters[i], g_ascii_isupper (letters[i]) ? 2 : 1);
  engine_drain (engine);
  return log;
}

static void
assert_letters (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_free (log, TRUE);
}

/* --- Time ------------------------------------------------------------------------------------- */

static void
test_start_time (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (7);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 ("2000-01-01T00:00:00Z", NULL);

  g_assert_cmpint (tarn_engine_get_now (engine), ==, TARN_ENGINE_START_TIME);
  g_assert_cmpint (TARN_ENGINE_START_TIME, ==, g_date_time_to_unix (date) * G_USEC_PER_SEC);
}

static gboolean
on_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Letter *letter = data;

  g_string_append_printf (letter->log, "%" G_GINT64_FORMAT " ", engine_now (letter->engine));
  return G_SOURCE_REMOVE;
}

static void
test_now_is_when_due (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Letter letter = { engine, log, 'x' };

  tarn_engine_add_timeout (engine, 1234567, TARN_TIMEOUT_NONE, on_now, &letter, NULL);
  tarn_engine_add_timeout (engine, 1234568, TARN_TIMEOUT_BACKGROUND, on_now, &letter, NULL);
  engine_advance (engine, HOUR_US);
  g_assert_cmpstr (log->str, ==, "1234567 1234568 ");
}

static gboolean
commit_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  TarnSample *sample = data;
  g_autoptr (TarnTableName) orders = sample_name ("orders");

  glue_append (tarn_sample_get_glue (sample), orders, MEGABYTE);
  return G_SOURCE_CONTINUE;
}

/* Two runs are under way, a commit lands every 20 s, and a fault begins and ends. */
static TarnSample *
busy_new (void)
{
  TarnSample *sample
      = sample_with_rule ("operation=" STOP_REFRESH "\ndo=fill-limit\nduration-us=100000000\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *refresh G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *metadata G_GNUC_UNUSED = sample_start_metadata (sample);

  sample_stop (sample, "daily", &error);
  g_assert_no_error (error);
  tarn_engine_add_timeout (tarn_sample_get_engine (sample), 20 * SECOND_US, TARN_TIMEOUT_NONE,
                           commit_now, sample, NULL);
  return sample;
}

static char *
busy_describe (TarnSample *sample)
{
  g_autofree char *digest = get_digest (tarn_sample_get_engine (sample));
  TarnJournal *journal = tarn_sample_get_journal (sample);
  GString *text = g_string_new (digest);

  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    if (tarn_journal_get_kind (journal, i) != TARN_JOURNAL_CLOCK)
      {
        g_autofree char *line = tarn_journal_dup_line (journal, i);

        g_string_append_printf (text, "\n%s", line);
      }
  tarn_sample_unref (sample);
  return g_string_free (text, FALSE);
}

static char *
describe_in_parts (gint64 part_us)
{
  TarnSample *sample = busy_new ();

  for (gint64 passed_us = 0; passed_us < 5 * MINUTE_US; passed_us += part_us)
    engine_advance (tarn_sample_get_engine (sample), MIN (part_us, 5 * MINUTE_US - passed_us));
  return busy_describe (sample);
}

static void
test_advance_in_parts (void)
{
  static const gint64 parts_us[] = { 1, 7 * SECOND_US, 20 * SECOND_US, 299999999 };
  g_autofree char *whole = describe_in_parts (5 * MINUTE_US);

  for (guint i = 1; i < G_N_ELEMENTS (parts_us); i++)
    {
      g_autofree char *told = describe_in_parts (parts_us[i]);

      g_assert_cmpstr (told, ==, whole);
    }
}

static char *
describe_in_steps (void)
{
  TarnSample *sample = busy_new ();
  TarnEngine *engine = tarn_sample_get_engine (sample);
  gint64 next_us;

  while (tarn_engine_peek_next (engine, &next_us) && next_us <= START_US + 5 * MINUTE_US)
    g_assert_true (tarn_engine_step (engine, NULL, NULL));
  engine_advance_to (engine, 5 * MINUTE_US);
  return busy_describe (sample);
}

static char *
describe_in_main_loop (void)
{
  TarnSample *sample = busy_new ();
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = tarn_engine_create_source (engine);
  gint64 next_us;

  g_source_attach (source, context);
  while (tarn_engine_peek_next (engine, &next_us) && next_us <= START_US + 5 * MINUTE_US)
    g_main_context_iteration (context, FALSE);
  g_source_destroy (source);
  engine_advance_to (engine, 5 * MINUTE_US);
  return busy_describe (sample);
}

static void
test_drive_in_any_way (void)
{
  g_autofree char *whole = describe_in_parts (5 * MINUTE_US);
  g_autofree char *in_steps = describe_in_steps ();
  g_autofree char *in_main_loop = describe_in_main_loop ();

  g_assert_cmpstr (in_steps, ==, whole);
  g_assert_cmpstr (in_main_loop, ==, whole);
}

/* --- Ties ------------------------------------------------------------------------------------- */

static void
test_ties (void)
{
  assert_letters (log_letters (0, 0, "abcAdBe"), "abcdeAB");
}

static gboolean
on_add_for_now (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  const Letter *letter = data;

  g_string_append_c (letter->log, letter->letter);
  add_letter (letter->engine, letter->log, 'z', 0);
  return G_SOURCE_REMOVE;
}

static void
test_for_now_comes_last (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Letter letter = { engine, log, 'a' };

  tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, on_add_for_now, &letter, NULL);
  add_letter (engine, log, 'b', 1);
  add_letter (engine, log, 'c', 1);
  add_letter (engine, log, 'd', 2);
  engine_drain (engine);
  g_assert_cmpstr (log->str, ==, "abczd");
}

static void
test_ties_reversed (void)
{
  assert_letters (log_letters (1, 0, "abcAdBe"), "edcbaBA");
}

static void
test_ties_shuffled (void)
{
  guint n_others = 0;

  for (gint64 seed = 0; seed < 20; seed++)
    {
      g_autofree char *order = g_string_free (log_letters (2, seed, "abcdefXYZ"), FALSE);

      assert_letters (log_letters (2, seed, "abcdefXYZ"), order);
      g_assert_cmpuint (strlen (order), ==, 9);
      for (const char *letter = "abcdefXYZ"; *letter != '\0'; letter++)
        g_assert_nonnull (strchr (order, *letter));
      n_others += strcmp (order, "abcdefXYZ") != 0 && strcmp (order, "fedcbaZYX") != 0;
    }
  g_assert_cmpuint (n_others, >, 10);
}

static void
test_ties_keep_times (void)
{
  for (gint64 seed = 0; seed < 20; seed++)
    for (gint64 order = 0; order <= 2; order++)
      {
        g_autofree char *told = g_string_free (log_letters (order, seed, "XaYbZc"), FALSE);

        for (guint i = 0; i < 6; i++)
          g_assert_true (g_ascii_isupper (told[i]) == (i >= 3));
      }
}

/* --- Idle ------------------------------------------------------------------------------------- */

static gboolean
keep (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

/* Has all four kinds of background events, and nothing else. */
static TarnSample *
background_new (void)
{
  TarnSample *sample
      = sample_with_faults ("[full]\noperation=CreateDatabase\ndo=fill-limit\nduration-us=1000000\n"
                            "[denied]\nservice=glue\noperation=GetTable\ndo=revoke\n"
                            "deny-principal=*\ndeny-action=*\ndeny-resource=*\ndelay-us=2000000\n");
  TarnGlueClient *glue = tarn_sample_get_glue (sample);
  g_autoptr (TarnTableName) orders = sample_name ("orders");
  g_autoptr (TarnTableName) hourly G_GNUC_UNUSED
      = glue_add_view (glue, "hourly", orders, TARN_REFRESH_TYPE_FULL, 3600);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (glue, orders, NULL);

  tarn_engine_add_timeout (tarn_sample_get_engine (sample), HOUR_US, TARN_TIMEOUT_BACKGROUND, keep,
                           NULL, NULL);
  g_assert_nonnull (table);
  g_assert_true (tarn_glue_client_create_database (glue, NULL, "other", NULL));
  return sample;
}

static void
test_background (void)
{
  g_autoptr (TarnSample) sample = background_new ();
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (engine, 10);

  g_assert_cmpuint (pending->len, ==, 4);
  for (guint i = 0; i < pending->len; i++)
    g_assert_true (((TarnPendingEvent *) pending->pdata[i])->is_background);
  engine_drain (engine);
  g_assert_cmpint (engine_now (engine), ==, 0);
}

static void
test_background_happens (void)
{
  g_autoptr (TarnSample) sample = background_new ();
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GPtrArray) pending = NULL;

  add_letter (engine, log, 'x', 3 * SECOND_US);
  engine_drain (engine);
  g_assert_cmpint (engine_now (engine), ==, 3 * SECOND_US);
  pending = tarn_engine_list_pending (engine, 10);
  g_assert_cmpuint (pending->len, ==, 2);
}

/* --- Callbacks -------------------------------------------------------------------------------- */

static gboolean
call_and_add (TarnEngine *engine, gpointer data)
{
  TarnSample *sample = data;
  g_autofree char *id = sample_start_refresh (sample, "daily");
  guint64 added = tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, keep, NULL, NULL);

  assert_refresh (sample, id, "STARTING", NULL);
  g_assert_true (tarn_engine_remove_timeout (engine, added));
  return G_SOURCE_REMOVE;
}

static void
test_callbacks_may_call (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);

  tarn_engine_add_timeout (engine, SECOND_US, TARN_TIMEOUT_NONE, call_and_add, sample, NULL);
  engine_advance (engine, SECOND_US);
  g_assert_cmpuint (tarn_journal_count_calls (tarn_sample_get_journal (sample), START_REFRESH,
                                              "ok"),
                    ==, 1);
}

static void
test_callback_for_now (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GString) log = g_string_new (NULL);
  Letter letter = { engine, log, 'a' };

  tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, on_add_for_now, &letter, NULL);
  add_letter (engine, log, 'b', 2);
  engine_advance (engine, 1);
  g_assert_cmpstr (log->str, ==, "az");
}

static gboolean
drop_engine (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  g_clear_object ((TarnEngine **) data);
  return G_SOURCE_REMOVE;
}

static void
test_callback_drops_engine (void)
{
  TarnEngine *engine = tarn_engine_new (1);
  TarnEngine *borrowed = engine;

  tarn_engine_add_timeout (engine, 1, TARN_TIMEOUT_NONE, drop_engine, &engine, NULL);
  g_object_add_weak_pointer (G_OBJECT (borrowed), (gpointer *) &borrowed);
  tarn_engine_advance_by (engine, 1, NULL);
  g_assert_null (engine);
  g_assert_null (borrowed);
}

/* --- What the clock does not do --------------------------------------------------------------- */

static void
test_time_cannot_be_set (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  GParamSpec *now = g_object_class_find_property (G_OBJECT_GET_CLASS (engine), "now");
  g_autoptr (GError) error = NULL;

  g_assert_false (now->flags & G_PARAM_WRITABLE);
  engine_advance (engine, 2);
  g_assert_false (tarn_engine_advance_to (engine, START_US + 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_TIME);
  g_assert_cmpint (engine_now (engine), ==, 2);
}

/* Two leap years, and a second that other clocks have twice: 2016-12-31T23:59:60Z. */
static void
test_days (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autofree char *line = NULL;

  engine_advance (engine, 6210 * DAY_US);
  tarn_engine_set_journal (engine, journal);
  engine_set (engine, "clock.tie-seed", 1);
  line = tarn_journal_dup_line (journal, 0);
  g_assert_cmpstr (line, ==, "2017-01-01T00:00:00.000000Z option clock.tie-seed=1");
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-clock.h: chapter: A new engine starts at %TARN_ENGINE_START_TIME.", test_start_time },
  { "tarn-engine.h: TARN_ENGINE_START_TIME: 2000-01-01T00:00:00Z, in microseconds since 1970-01-01T00:00:00Z", test_start_time },
  { "tarn-clock.h: chapter: During an event, now is the time at which the event was due, to the microsecond.", test_now_is_when_due },
  { "tarn-clock.h: chapter: To advance by a and then by b is the same as to advance by a + b", test_advance_in_parts },
  { "tarn-clock.h: chapter: The same events happen, however time is driven.", test_drive_in_any_way },
  { "tarn-clock.h: chapter: Events of the same time happen in the order in which they were scheduled.", test_ties },
  { "tarn-clock.h: chapter: An event that is scheduled for now happens after the events that were already pending for now.", test_for_now_comes_last },
  { "determinism.md: Why the results are the same: events of the same instant by the order in which they were scheduled", test_ties },
  { "tarn-clock.h: chapter: With 1, the event that was scheduled last happens first.", test_ties_reversed },
  { "tarn-clock.h: chapter: With 2, events of the same time are shuffled at random, and `clock.tie-seed` is the seed.", test_ties_shuffled },
  { "tarn-clock.h: chapter: an event never happens before an event of an earlier time", test_ties_keep_times },
  { "tarn-clock.h: chapter: a timeout with %TARN_TIMEOUT_BACKGROUND, the end of a limit that a fault plan holds full, and a denial that a fault plan has delayed", test_background },
  { "tarn-clock.h: chapter: Background events happen as time passes, but tarn_engine_run_until_idle() does not wait for them.", test_background_happens },
  { "tarn-clock.h: chapter: They may call the services, and they may add and remove timeouts.", test_callbacks_may_call },
  { "tarn-clock.h: chapter: Such a call takes effect at once, and the events that it schedules for now happen before time moves on.", test_callback_for_now },
  { "tarn-clock.h: chapter: A callback may drop the last reference to the engine.", test_callback_drops_engine },
  { "tarn-clock.h: chapter: Its time cannot be set, and cannot go back.", test_time_cannot_be_set },
  { "tarn-clock.h: chapter: It has no time zones, no leap seconds and no daylight saving time: a day has 86,400 seconds.", test_days },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
