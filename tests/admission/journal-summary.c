/* SPDX-License-Identifier: MIT */
/* Tests the summary of a journal: which lines are folded, which are left out, and which are always there. */
#include "worlds/sample.h"

static void
poll (TarnSample *sample, const char *id, guint n_polls)
{
  for (guint i = 0; i < n_polls; i++)
    {
      g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = sample_get_refresh (sample, id);
      g_assert_true (tarn_engine_advance_by (tarn_sample_get_engine (sample), SECOND_US, NULL));
    }
}

/* Replaces the id of the run, which depends on the seed. */
static void
assert_summary (TarnSample *sample, guint n_lines, const char *id, const char *expected)
{
  g_autofree char *summary = tarn_journal_dup_summary (tarn_sample_get_journal (sample), n_lines);
  g_auto (GStrv) parts = g_strsplit (summary, id, -1);
  g_autofree char *text = g_strjoinv ("ID", parts);

  g_assert_cmpstr (text, ==, expected);
}

#define BY " by arn:aws:iam::123456789012:root "
#define GET_LINE(time, status)                                                                     \
  time " call glue:GetMaterializedViewRefreshTaskRun" BY                                           \
       "MaterializedViewRefreshTaskRunId=\"ID\" -> ok " status
#define AT(second) "2000-01-01T00:00:" second ".000000Z"

/* Polls with one answer are one line, although the clock moved and nothing else happened between them. */
static void
test_fold (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  tarn_journal_clear (tarn_sample_get_journal (sample));
  poll (sample, id, 27);
  assert_summary (sample, 20, id,
                  GET_LINE (AT ("00"), "STARTING") ", 27 times until " AT ("26") "\n");
  poll (sample, id, 5);
  assert_summary (sample, 20, id,
                  GET_LINE (AT ("00"), "STARTING") ", 30 times until " AT ("29") "\n" AT (
                      "30") " change glue 123456789012.sales.daily run ID begin STARTING>RUNNING"
                            " [Glue Materialized View Refresh Task Started]\n" GET_LINE (
                                AT ("30"), "RUNNING") ", 2 times until " AT ("31") "\n");
}

/* A call in between, or another answer, begins another line. */
static void
test_no_fold (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = sample_start_refresh (sample, "daily");

  tarn_journal_clear (tarn_sample_get_journal (sample));
  poll (sample, id, 1);
  g_autoptr (GPtrArray) runs G_GNUC_UNUSED = sample_list_refreshes (sample);
  poll (sample, id, 1);
  assert_summary (sample, 20, id,
                  GET_LINE (AT ("00"), "STARTING") "\n" AT (
                      "01") " call glue:ListMaterializedViewRefreshTaskRuns" BY
                            "MaxResults=1000 -> ok\n" GET_LINE (AT ("01"), "STARTING") "\n");
}

/* What was not answered ok stays, however long ago it is, and lines that are left out are counted. */
static void
test_telling (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (
      "[a]\noperation=" STOP_REFRESH "\nnth=1\ndo=throw\nexception=ThrottlingException\n");
  g_autofree char *id = sample_start_refresh (sample, "daily");

  tarn_journal_clear (tarn_sample_get_journal (sample));
  poll (sample, id, 2);
  sample_stop (sample, "daily", NULL);
  sample_set (sample, "glue.running-max", 7);
  sample_set (sample, "glue.running-max", 8);
  poll (sample, id, 2);
  assert_summary (sample, 1, id,
                  "... 1 lines\n" AT (
                      "02") " call glue:StopMaterializedViewRefreshTaskRun" BY
                            "DatabaseName=\"sales\" TableName=\"daily\" -> ThrottlingException a\n"
                            "... 2 lines\n" GET_LINE (AT ("02"), "STARTING") ", 2 times until " AT (
                                "03") "\n");
}

/* At most as many lines are there because they may tell the reason as the caller asked for. */
static void
test_at_most (void)
{
  g_autoptr (TarnSample) sample = sample_with_faults (
      "[a]\noperation=" STOP_REFRESH "\ndo=throw\nexception=ThrottlingException\n");
  g_autofree char *id = sample_start_refresh (sample, "daily");

  tarn_journal_clear (tarn_sample_get_journal (sample));
  for (guint i = 0; i < 5; i++)
    {
      sample_stop (sample, "daily", NULL);
      poll (sample, id, 1);
    }
  g_autofree char *summary = tarn_journal_dup_summary (tarn_sample_get_journal (sample), 2);
  g_auto (GStrv) parts = g_strsplit (summary, "ThrottlingException", -1);
  g_assert_cmpuint (g_strv_length (parts) - 1, ==, 3);
}

static void
test_empty (void)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autofree char *summary = tarn_journal_dup_summary (journal, 20);

  g_assert_cmpstr (summary, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal-summary/fold", test_fold);
  g_test_add_func ("/journal-summary/no-fold", test_no_fold);
  g_test_add_func ("/journal-summary/telling", test_telling);
  g_test_add_func ("/journal-summary/at-most", test_at_most);
  g_test_add_func ("/journal-summary/empty", test_empty);

  return g_test_run ();
}
