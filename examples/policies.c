/* SPDX-License-Identifier: MIT */
/*
 * Compares two policies on the same random commits: first in, first out, and earliest deadline first. 200 views
 * share 8 slots, and each view has a time within which a refresh should show a commit.
 */
#include <math.h>
#include <stdio.h>
#include <tarn/tarn.h>

#define N_VIEWS 200
#define N_SLOTS 8
#define N_REPLICATIONS 10

typedef struct
{
  TarnTableName *source, *name;
  gint64 within_us;
  gint64 oldest_us; /* the oldest commit that no run reads; 0 for none */
  gint64 read_us;   /* the oldest commit that the active run reads; 0 for no run */
} View;

static TarnGlueClient *glue;
static TarnRandomStream *gaps;
static View views[N_VIEWS];
static guint by_deadline, n_running, n_refreshes, n_late;

#define KEY(view) ((view)->oldest_us + by_deadline * (view)->within_us)

static gint64
land_commit (TarnEngine *engine, gpointer data)
{
  View *view = data;
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  gint64 now_us = tarn_engine_get_now (engine);

  tarn_commit_set_added_bytes (commit, 1000000);
  tarn_glue_client_commit (glue, view->source, commit, NULL);
  view->oldest_us = view->oldest_us != 0 ? view->oldest_us : now_us;
  return tarn_random_stream_draw_exponential (gaps, (guint64) now_us, (guint) (view - views),
                                              15 * G_TIME_SPAN_MINUTE);
}

static void
on_end (TarnEngine *engine, const TarnChange *change, gpointer data G_GNUC_UNUSED)
{
  View *view = &views[tarn_change_get_tag (change) - 1];

  n_running--;
  n_refreshes++;
  n_late += tarn_engine_get_now (engine) - view->read_us > view->within_us;
  view->read_us = 0;
}

/* Everything of the instant has happened, so each run that ends now has given its slot back. */
static void
decide (TarnEngine *engine G_GNUC_UNUSED, guint round G_GNUC_UNUSED, gpointer options)
{
  for (; n_running < N_SLOTS; n_running++)
    {
      View *first = NULL;
      for (View *view = views; view < views + N_VIEWS; view++)
        if (view->oldest_us != 0 && view->read_us == 0 && (!first || KEY (view) < KEY (first)))
          first = view;
      if (first == NULL)
        return;

      tarn_start_options_set_tag (options, (guint64) (first - views) + 1);
      tarn_refresh_run_unref (
          tarn_glue_client_start_materialized_view_refresh_task_run_with_options (glue, first->name,
                                                                                  FALSE, options,
                                                                                  NULL));
      first->read_us = first->oldest_us;
      first->oldest_us = 0;
    }
}

static void
add_view (TarnEngine *engine, View *view)
{
  g_autofree char *name = g_strdup_printf ("view_%td", view - views);
  g_autoptr (TarnTableInput) base = tarn_table_input_new ();
  g_autoptr (TarnTableInput) definition = tarn_table_input_new_materialized_view ();

  if (view->name == NULL)
    *view = (View){ tarn_table_name_new (NULL, "raw", name),
                    tarn_table_name_new (NULL, "lab", name) };
  view->within_us = (2 << (view - views) % 4) * G_TIME_SPAN_MINUTE;
  view->oldest_us = view->read_us = 0;
  tarn_table_input_add_sub_object (definition, view->source);
  tarn_glue_client_create_table (glue, view->source, base, NULL);
  tarn_glue_client_create_table (glue, view->name, definition, NULL);
  tarn_engine_add_gap_timeout (engine, land_commit (engine, view), 0, land_commit, view, NULL);
}

/* Returns the share of refreshes, in percent, that show a commit too late. */
static double
simulate (guint64 replication)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new_for_replication (1, replication);
  g_autoptr (TarnPrincipal) me = tarn_principal_new ("123456789012", NULL, NULL);
  g_autoptr (TarnGlueClient) client G_GNUC_UNUSED = glue
      = tarn_engine_create_glue_client (engine, me);
  g_autoptr (TarnRandomStream) stream G_GNUC_UNUSED = gaps
      = tarn_engine_create_random_stream (engine, "commits", "gaps");
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (TarnChangeFilter) ends = tarn_change_filter_new ();

  n_running = n_refreshes = n_late = 0;
  tarn_glue_client_create_database (glue, NULL, "raw", NULL);
  tarn_glue_client_create_database (glue, NULL, "lab", NULL);
  for (guint i = 0; i < N_VIEWS; i++)
    add_view (engine, &views[i]);
  tarn_change_filter_add_refresh_cause (ends, TARN_REFRESH_CAUSE_SUCCEED);
  tarn_engine_add_filtered_observer (engine, ends, on_end, NULL, NULL);
  tarn_engine_add_instant_func (engine, decide, options, NULL);
  tarn_engine_advance_by (engine, 2 * G_TIME_SPAN_DAY, NULL);
  return 100.0 * n_late / n_refreshes;
}

/* The intervals are those of 95 %: 2.262 is Student's quantile for ten values. */
int
main (void)
{
  double sums[3] = { 0 }, squares[3] = { 0 };

  for (guint i = 0; i < N_REPLICATIONS; i++)
    {
      double fifo = (by_deadline = 0, simulate (i)), edf = (by_deadline = 1, simulate (i));
      double late[3] = { fifo, edf, edf - fifo };
      for (guint row = 0; row < 3; row++)
        sums[row] += late[row], squares[row] += late[row] * late[row];
    }
  for (guint row = 0; row < 3; row++)
    printf ("%-10s %6.2f %% late, +- %.2f\n", (const char *[]){ "fifo", "edf", "edf - fifo" }[row],
            sums[row] / N_REPLICATIONS,
            2.262 * sqrt ((squares[row] - sums[row] * sums[row] / N_REPLICATIONS) / 90));
}
