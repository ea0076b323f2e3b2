/* SPDX-License-Identifier: MIT */
/*
 * Commits arrive at random, and a policy decides at random which view to refresh. The draws of one table do not
 * depend on whether other tables have commits too.
 */
#include <tarn/tarn.h>

enum
{
  DAILY,
  MONTHLY,
  NEITHER,
};

/* Makes the commits of six hours: one an hour on average, of four gigabytes on average. */
static void
make_commits (TarnSample *sample, const char *name)
{
  TarnEngine *engine = tarn_sample_get_engine (sample);
  gint64 end_us = tarn_engine_get_now (engine) + 6 * G_TIME_SPAN_HOUR;
  g_autoptr (TarnTableName) table = tarn_table_name_new (NULL, "sales", name);

  g_autoptr (TarnRandomStream) arrivals
      = tarn_engine_create_random_stream (engine, name, "arrival");
  g_autoptr (TarnRandomStream) sizes = tarn_engine_create_random_stream (engine, name, "bytes");
  for (guint64 n = 0;; n++)
    {
      gint64 wait_us = tarn_random_stream_draw_exponential (arrivals, n, 0, G_TIME_SPAN_HOUR);
      gint64 bytes = tarn_random_stream_draw_log_normal (sizes, n, 0, 4000000000, 2000);
      g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

      if (wait_us > end_us - tarn_engine_get_now (engine))
        break;
      g_assert_true (tarn_engine_advance_by (engine, wait_us, NULL));
      tarn_commit_set_added_bytes (commit, (guint64) bytes);
      g_assert_true (tarn_glue_client_commit (tarn_sample_get_glue (sample), table, commit, NULL));
    }
}

static guint64
get_size (TarnSample *sample, const char *name)
{
  g_autoptr (TarnTableName) full_name = tarn_table_name_new (NULL, "sales", name);
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (tarn_sample_get_glue (sample), full_name, NULL);

  g_assert_nonnull (table);
  return tarn_table_get_size_bytes (table);
}

int
main (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (7);
  g_autoptr (TarnSample) again = tarn_sample_new (7);
  g_autoptr (TarnTableName) customers = tarn_table_name_new (NULL, "sales", "customers");
  guint64 size = get_size (sample, "orders");
  guint counts[] = { 0, 0, 0 };

  make_commits (sample, "orders");
  g_assert_cmpuint (get_size (sample, "orders"), >, size);

  /* Another table comes first, and nothing changes for the orders. */
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();
  g_assert_true (
      tarn_glue_client_create_table (tarn_sample_get_glue (again), customers, input, NULL));
  make_commits (again, "customers");
  make_commits (again, "orders");
  g_assert_cmpuint (get_size (again, "orders"), ==, get_size (sample, "orders"));

  static const guint32 weights[] = { [DAILY] = 6, [MONTHLY] = 1, [NEITHER] = 3 };
  g_autoptr (TarnAliasTable) choices = tarn_alias_table_new (weights, G_N_ELEMENTS (weights));
  g_autoptr (TarnRandomStream) policy
      = tarn_engine_create_random_stream (tarn_sample_get_engine (sample), "policy", "view");
  for (guint64 round = 0; round < 1000; round++)
    counts[tarn_random_stream_draw_position (policy, round, 0, choices)]++;
  g_assert_cmpuint (counts[DAILY], >, counts[NEITHER]);
  g_assert_cmpuint (counts[NEITHER], >, counts[MONTHLY]);
}
