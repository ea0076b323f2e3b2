/* SPDX-License-Identifier: MIT */
#include "fork-what-if-lake.h"

#define ACCOUNT "123456789012"
#define DATABASE "shop"

/* clang-format off */
static const struct
{
  const char *name;
  guint64 size_bytes;
  gint64 commit_bytes;
  gint64 gap_us; /* from one commit to the next in the busiest hour */
} tables[N_TABLES] = {
  [ORDERS] = { "orders", 120000000000,  20000000, 2 * G_TIME_SPAN_MINUTE },
  [CLICKS] = { "clicks", 400000000000,  40000000, 1 * G_TIME_SPAN_MINUTE },
  [STOCK]  = { "stock",   60000000000, 100000000, 5 * G_TIME_SPAN_MINUTE },
};

static const struct
{
  const char *name;
  const char *sources[2];
  gint64 offset_us; /* a view of views is refreshed later, when its sources are fresh */
} views[N_VIEWS] = {
  [DAILY_SALES] = { "daily_sales", { "orders" }, 0 },
  [CUSTOMERS]   = { "customers",   { "orders" }, 0 },
  [SESSIONS]    = { "sessions",    { "clicks" }, 0 },
  [FUNNEL]      = { "funnel",      { "clicks", "orders" }, 0 },
  [SHELVES]     = { "shelves",     { "stock" }, 0 },
  [SHORTAGES]   = { "shortages",   { "stock", "orders" }, 0 },
  [REPORT]      = { "report",      { "daily_sales", "sessions" }, 15 * G_TIME_SPAN_MINUTE },
};

/* The size of the shop's commits from each hour of the day on, in percent of the busiest hour. */
static const gint64 rhythm[24] = { 12,  8,  6,  5,  5,  8, 15, 30, 50,  65, 75, 85,
                                   90, 80, 70, 70, 75, 85, 95, 100, 90, 70, 40, 20 };
/* clang-format on */

static TarnTableName *
name_of (const char *table)
{
  return tarn_table_name_new (ACCOUNT, DATABASE, table);
}

/* --- The feeds -------------------------------------------------------------------------------- */

/* Draws a number between half of the value and one and a half of it, evenly distributed. */
static gint64
vary (Feed *feed, gint64 value)
{
  feed->luck = feed->luck * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;
  return value / 2 + value / 1000 * (gint64) ((feed->luck >> 33) % 1001);
}

static void
commit (Lake *lake, guint table)
{
  Feed *feed = &lake->feeds[table];
  gint64 percent = rhythm[feed->next_us / G_TIME_SPAN_HOUR % 24];
  guint64 bytes = (guint64) vary (feed, tables[table].commit_bytes) * feed->busier;
  g_autoptr (TarnTableName) name = name_of (tables[table].name);
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_OVERWRITE);
  g_autoptr (GError) error = NULL;

  feed->next_us += vary (feed, tables[table].gap_us * 100 / percent);
  tarn_commit_set_added_bytes (commit, bytes / 2);
  tarn_commit_set_removed_bytes (commit, bytes / 2);
  tarn_glue_client_commit (lake->glue, name, commit, &error);
  g_assert_no_error (error);
}

/* --- The orchestrator ------------------------------------------------------------------------- */

/* Adds up the lag of a view, which is the time since the oldest change that the view does not show. */
static void
look (Lake *lake, guint view)
{
  g_autoptr (TarnTableName) name = name_of (views[view].name);
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (lake->glue, name, NULL);
  gint64 since_us = tarn_table_get_oldest_pending_commit_time (table);
  gint64 lag_us = since_us != 0 ? tarn_engine_get_now (lake->engine) - since_us : 0;

  lake->tally.n_looks++;
  lake->tally.lag_sum_us += lag_us;
  lake->tally.lag_max_us = MAX (lake->tally.lag_max_us, lag_us);
}

static void
poll (Lake *lake, Watch *watch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_get_materialized_view_refresh_task_run (lake->glue, NULL, watch->run_id,
                                                                 &error);

  g_assert_no_error (error);
  if (!tarn_refresh_status_is_terminal (tarn_refresh_run_get_status (run)))
    return;

  watch->run_id[0] = '\0';
  lake->tally.n_runs++;
  lake->tally.n_full += tarn_refresh_run_get_refresh_type (run) == TARN_REFRESH_TYPE_FULL;
  lake->tally.dpu_ms += tarn_refresh_run_get_billed_dpu_milliseconds (run);
  lake->tally.read_bytes += tarn_refresh_run_get_processed_bytes (run);
  if (tarn_refresh_run_get_status (run) == TARN_REFRESH_STATUS_SUCCEEDED)
    return;

  lake->tally.n_failed++;
  watch->due_us = lake->next_us;
}

/* If the start is throttled, the view stays due, and the next poll tries again. */
static void
start (Lake *lake, guint view)
{
  Watch *watch = &lake->watches[view];
  gint64 offset_us = views[view].offset_us;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = name_of (views[view].name);
  g_autoptr (TarnRefreshRun) run
      = tarn_glue_client_start_materialized_view_refresh_task_run (lake->glue, name, watch->is_full,
                                                                   &error);

  if (g_error_matches (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_THROTTLING))
    {
      lake->tally.n_throttled++;
      return;
    }

  g_assert_no_error (error);
  g_strlcpy (watch->run_id, tarn_refresh_run_get_id (run), sizeof watch->run_id);
  watch->due_us
      = lake->next_us - (lake->next_us - offset_us) % lake->interval_us + lake->interval_us;
}

/* --- Connecting to an engine ------------------------------------------------------------------ */

static void schedule (Lake *lake);

static gboolean
on_minute (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Lake *lake = data;

  for (guint i = 0; i < N_TABLES; i++)
    if (lake->feeds[i].next_us <= lake->next_us)
      commit (lake, i);

  for (guint i = 0; i < N_VIEWS; i++)
    {
      Watch *watch = &lake->watches[i];

      look (lake, i);
      if (watch->run_id[0] != '\0')
        poll (lake, watch);
      if (watch->run_id[0] == '\0' && watch->due_us <= lake->next_us)
        start (lake, i);
    }

  lake->next_us += G_TIME_SPAN_MINUTE;
  schedule (lake);
  return G_SOURCE_REMOVE;
}

/* Uses the time of the next minute instead of an interval, because a fork can happen within a minute. */
static void
schedule (Lake *lake)
{
  tarn_engine_add_timeout (lake->engine, lake->next_us - tarn_engine_get_now (lake->engine),
                           TARN_TIMEOUT_NONE, on_minute, lake, NULL);
}

static void
attach (Lake *lake)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new (ACCOUNT, NULL, NULL);

  lake->glue = tarn_engine_create_glue_client (lake->engine, me);
  schedule (lake);
}

Lake *
lake_branch (const Lake *lake)
{
  g_autoptr (GError) error = NULL;
  Lake *branch = g_new (Lake, 1);

  *branch = *lake;
  branch->engine = tarn_engine_fork (lake->engine, NULL, NULL, &error);
  g_assert_no_error (error);
  attach (branch);
  return branch;
}

/* --- Setting up ------------------------------------------------------------------------------- */

static void
create_view (Lake *lake, guint view)
{
  g_autoptr (TarnTableName) name = name_of (views[view].name);
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();

  for (guint i = 0; i < G_N_ELEMENTS (views[view].sources) && views[view].sources[i] != NULL; i++)
    {
      g_autoptr (TarnTableName) source = name_of (views[view].sources[i]);

      tarn_table_input_add_sub_object (input, source);
    }
  tarn_table_input_set_size_bytes (input, 20000000000);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  g_assert_true (tarn_glue_client_create_table (lake->glue, name, input, NULL));
  lake->watches[view].due_us = lake->next_us + lake->interval_us + views[view].offset_us;
}

Lake *
lake_new (gint64 monday_us, guint64 seed)
{
  Lake *lake = g_new0 (Lake, 1);

  lake->engine = tarn_engine_new (seed);
  lake->interval_us = G_TIME_SPAN_HOUR;
  lake->next_us = monday_us;
  attach (lake);
  tarn_glue_client_create_database (lake->glue, NULL, DATABASE, NULL);
  for (guint i = 0; i < N_TABLES; i++)
    {
      g_autoptr (TarnTableName) name = name_of (tables[i].name);
      g_autoptr (TarnTableInput) input = tarn_table_input_new ();

      tarn_table_input_set_size_bytes (input, tables[i].size_bytes);
      g_assert_true (tarn_glue_client_create_table (lake->glue, name, input, NULL));
      lake->feeds[i] = (Feed){ seed + i, monday_us, 1 };
    }
  for (guint i = 0; i < N_VIEWS; i++)
    create_view (lake, i);
  return lake;
}

void
lake_free (Lake *lake)
{
  g_object_unref (lake->glue);
  g_object_unref (lake->engine);
  g_free (lake);
}
