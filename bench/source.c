/* SPDX-License-Identifier: MIT */
/*
 * The program measures one way to drive the clock, which DRIVER selects: one advance, single steps, a
 * condition, a source that executes events in batches, or a source with a callback, which executes them one
 * by one.
 *
 * It drives an engine for some days. The views are refreshed every hour, and find their sources unchanged, so
 * that the drivers dominate the cost. Only the driving is timed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <tarn/tarn.h>
#include <time.h>

#define DRIVER_DIRECT 0
#define DRIVER_BATCHES 1
#define DRIVER_EACH 2
#define DRIVER_STEPS 3
#define DRIVER_UNTIL 4

#define ACCOUNT "123456789012"
#define PERIOD_SECONDS 3600
/* Ends between two refreshes, because only the direct driver would execute events at the very end. */
#define END_US (G_GINT64_CONSTANT (1800) * 1000000)
#define DAY_US (G_GINT64_CONSTANT (86400) * 1000000)

typedef struct
{
  TarnEngine *engine;
  gint64 duration_us;
  gboolean is_over;
  guint64 n_turns;
} Bench;

static guint64
read_cpu_ns (void)
{
  return (guint64) clock () * (1000000000 / CLOCKS_PER_SEC);
}

static void
prepare (Bench *bench, guint n_views)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new (ACCOUNT, NULL, NULL);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (bench->engine, me);
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableName) name = tarn_table_name_new (ACCOUNT, "sales", "orders");

  tarn_table_input_set_size_bytes (table, 1000000000);
  tarn_glue_client_create_database (glue, NULL, "sales", NULL);
  tarn_glue_client_create_table (glue, name, table, NULL);
  for (guint i = 0; i < n_views; i++)
    {
      g_autofree char *view_name = g_strdup_printf ("view_%u", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnTableName) view_table = tarn_table_name_new (ACCOUNT, "sales", view_name);
      g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

      tarn_table_input_add_sub_object (view, name);
      tarn_table_input_set_refresh_seconds (view, PERIOD_SECONDS);
      if (!tarn_glue_client_create_table (glue, view_table, view, &error))
        g_error ("%s", error->message);
    }
}

static gboolean
on_end (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  ((Bench *) data)->is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static G_GNUC_UNUSED gboolean
go_on (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static G_GNUC_UNUSED gboolean
is_over (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  return ((const Bench *) data)->is_over;
}

static void
drive (Bench *bench)
{
#if DRIVER == DRIVER_DIRECT
  tarn_engine_advance_by (bench->engine, bench->duration_us, NULL);
#elif DRIVER == DRIVER_STEPS
  for (; !bench->is_over; bench->n_turns++)
    tarn_engine_step (bench->engine, NULL, NULL);
#elif DRIVER == DRIVER_UNTIL
  g_autoptr (TarnClockLimits) limits = tarn_clock_limits_new ();

  tarn_clock_limits_set_max_events (limits, G_MAXUINT64);
  tarn_clock_limits_set_horizon_us (limits, G_MAXINT64);
  tarn_engine_run_until (bench->engine, is_over, bench, TARN_NO_DEADLINE, limits, NULL, NULL);
#else
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = tarn_engine_create_source (bench->engine);

  if (DRIVER == DRIVER_EACH)
    g_source_set_callback (source, go_on, NULL, NULL);
  g_source_attach (source, context);
  for (; !bench->is_over; bench->n_turns++)
    g_main_context_iteration (context, FALSE);
  g_source_destroy (source);
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  Bench bench = { .engine = engine };

  if (argc != 3)
    {
      fprintf (stderr, "usage: %s VIEWS DAYS\n", argv[0]);
      return 2;
    }
  guint64 n_views = strtoull (argv[1], NULL, 10), n_days = strtoull (argv[2], NULL, 10);
  bench.duration_us = (gint64) n_days * DAY_US + END_US;
  prepare (&bench, (guint) n_views);
  tarn_engine_add_timeout (engine, bench.duration_us, TARN_TIMEOUT_NONE, on_end, &bench, NULL);

  guint64 begin_ns = read_cpu_ns ();
  drive (&bench);
  guint64 elapsed_ns = read_cpu_ns () - begin_ns;

  g_autofree char *digest = tarn_engine_dup_digest (engine, NULL);
  guint64 n_refreshes = n_views * n_days * (86400 / PERIOD_SECONDS);
  printf ("now %" PRId64 "\n", tarn_engine_get_now (engine));
  printf ("digest %s\n", digest);
  printf ("turns %" PRIu64 "\n", bench.n_turns);
  printf ("ns_per_refresh %.1f\n", (double) elapsed_ns / (double) n_refreshes);
  return 0;
}
