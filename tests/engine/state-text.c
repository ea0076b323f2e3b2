/* SPDX-License-Identifier: MIT */
/* Tests the state of an engine as text: what is in it, in which order, and for which engines it is equal. */
#include "worlds/sample.h"

static char *
to_text (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  char *text = tarn_engine_to_text (engine, &error);

  g_assert_no_error (error);
  return text;
}

typedef struct
{
  const char *name;
  const char *line;
} LineRow;

static const LineRow line_rows[] = {
  { "clock", "clock: now 2000-01-01T00:01:00.000000Z\n" },
  { "option", "glue.options: running-max 50\n" },
  { "run", " of 123456789012.sales.daily]: state running\n" },
  { "text", "glue.database[123456789012.sales]: name sales\n" },
};

/* Every line ends with a line break, and the lines are in the order of their bytes. */
static void
test_sorted (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *text = to_text (tarn_sample_get_engine (sample));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines) - 1;

  g_assert_cmpuint (n_lines, >, 50);
  g_assert_cmpstr (lines[n_lines], ==, "");
  for (guint i = 1; i < n_lines; i++)
    g_assert_cmpint (strcmp (lines[i - 1], lines[i]), <=, 0);
}

static void
test_line (gconstpointer data)
{
  const LineRow *row = data;
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");

  sample_advance_to (sample, MINUTE_US);
  g_autofree char *text = to_text (tarn_sample_get_engine (sample));
  if (strstr (text, row->line) == NULL)
    g_test_fail_printf ("no line '%s' in:\n%s", row->line, text);
}

/* The text is equal for a fork and for a restored engine, and differs as soon as anything does. */
static void
test_equal (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *text = to_text (engine);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);
  g_autofree char *of_fork = to_text (fork);
  g_autoptr (GBytes) bytes = tarn_engine_save (engine, NULL);
  g_autoptr (TarnEngine) restored = tarn_engine_restore (bytes, NULL, NULL);
  g_autofree char *of_restored = to_text (restored);

  g_assert_cmpstr (of_fork, ==, text);
  g_assert_cmpstr (of_restored, ==, text);
  engine_set (fork, "glue.running-max", 51);
  g_autofree char *of_changed = to_text (fork);
  g_assert_cmpstr (of_changed, !=, text);
}

static void
write_in_observer (TarnEngine *engine, const TarnChange *change G_GNUC_UNUSED,
                   gpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_engine_to_text (engine, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BUSY);
}

static void
test_busy (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);

  tarn_engine_add_observer (tarn_sample_get_engine (sample), write_in_observer, NULL, NULL);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/state-text/sorted", test_sorted);
  ADD_ROWS ("/state-text/line/", line_rows, test_line);
  g_test_add_func ("/state-text/equal", test_equal);
  g_test_add_func ("/state-text/busy", test_busy);

  return g_test_run ();
}
