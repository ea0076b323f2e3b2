/* SPDX-License-Identifier: MIT */
/*
 * A night with many faults for an orchestrator, in a GLib main loop. The loop runs as fast as possible, or
 * with --speed at a pace at which a person can watch. The orchestrator is in orchestrator.c. This file has
 * the set-up and the report.
 */
#include <stdio.h>
#include <stdlib.h>

#include "orchestrator.h"

#define ACCOUNT "123456789012"
#define DATABASE "sales"
#define GB G_GUINT64_CONSTANT (1000000000)

enum
{
  NANO_USD_PER_CENT = 10000000,
};

/* clang-format off */
static const char introduction[] =
  "Two views show the orders of a shop: daily, and monthly, which stands on it. The service itself\n"
  "refreshes daily every hour; an orchestrator refreshes both as soon as an event reports new\n"
  "orders. It has a bad night: a start gets no answer, a poll is throttled, a run fails, another\n"
  "hangs, and the event for some orders is lost. All time is virtual.\n"
  "\n"
  "time      view     step   what came of it";

static const char bad_night[] =
  "[the first start gets no answer]\n"
  "operation=StartMaterializedViewRefreshTaskRun\n"
  "nth=1\n"
  "do=lose-reply\n"
  "\n"
  "[Rate exceeded]\n"
  "operation=GetMaterializedViewRefreshTaskRun\n"
  "nth=2\n"
  "do=throw\n"
  "exception=ThrottlingException\n"
  "\n"
  "[Out of memory]\n"
  "operation=StartMaterializedViewRefreshTaskRun\n"
  "resource=" ACCOUNT "/" DATABASE "/monthly\n"
  "nth=1\n"
  "do=fail-run\n"
  "\n"
  "[hangs]\n"
  "operation=StartMaterializedViewRefreshTaskRun\n"
  "resource=" ACCOUNT "/" DATABASE "/daily\n"
  "nth=2\n"
  "do=hang-run\n";
/* clang-format on */

/* A commit to the base table. */
typedef struct
{
  gint64 minute;
  guint64 size_bytes;
  gboolean is_secret; /* the orchestrator is not notified */
  const char *what;
} Delivery;

/* clang-format off */
static const Delivery deliveries[] = {
  {  10, 4 * GB, FALSE, "the first batch lands" },
  {  70, 6 * GB, FALSE, "the second batch lands" },
  { 170, 1 * GB, TRUE,  "a correction lands, untold" },
  { 235, 1 * GB, TRUE,  "another lands, untold" },
  { 241, 5 * GB, FALSE, "the last batch lands" },
};
/* clang-format on */

typedef struct
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  TarnTableName *orders;
  Orchestrator *orchestrator;
  GMainLoop *loop;
  guint n_delivered;
  guint n_given_up;
} Night;

typedef struct
{
  gint speed;
  char *journal;
  char *faults;
} Options;

/* --- The set-up ------------------------------------------------------------------------------- */

static void
add_table (Night *night, const TarnTableName *name, TarnTableInput *input, guint64 size_bytes)
{
  tarn_table_input_set_size_bytes (input, size_bytes);
  g_assert_true (tarn_glue_client_create_table (night->glue, name, input, NULL));
}

/* Adds a view that shows the current data of its source. */
static TarnTableName *
add_view (Night *night, const char *name, const TarnTableName *source, guint64 size_bytes,
          gint64 refresh_seconds)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new_materialized_view ();
  TarnTableName *view = tarn_table_name_new (ACCOUNT, DATABASE, name);

  tarn_table_input_add_sub_object (input, source);
  tarn_table_input_set_refresh_seconds (input, refresh_seconds);
  tarn_table_input_set_last_refresh_type (input, TARN_REFRESH_TYPE_FULL);
  add_table (night, view, input, size_bytes);
  return view;
}

static void
watch (Night *night, const TarnTableName *view)
{
  g_assert_true (orchestrator_add_view (night->orchestrator, view, NULL));
}

static void
set_up (Night *night)
{
  g_autoptr (TarnTableInput) input = tarn_table_input_new ();

  g_assert_true (tarn_glue_client_create_database (night->glue, NULL, DATABASE, NULL));
  add_table (night, night->orders, input, 100 * GB);
  g_autoptr (TarnTableName) daily = add_view (night, "daily", night->orders, 20 * GB, 3600);
  g_autoptr (TarnTableName) monthly = add_view (night, "monthly", daily, GB, 0);

  watch (night, daily);
  watch (night, monthly);
}

static gboolean
set_faults (Night *night, const char *path, GError **error)
{
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (night->engine);
  g_autofree char *text = NULL;

  if (path != NULL && !g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  if (!tarn_fault_plan_add_from_data (plan, text != NULL ? text : bad_night, -1,
                                      path != NULL ? path : "bad night", error))
    return FALSE;
  tarn_engine_set_fault_plan (night->engine, plan);
  return TRUE;
}

/* --- The night -------------------------------------------------------------------------------- */

/* Formats a time, where 0 means that the time is not known yet. */
static char *
format_time (gint64 time_us)
{
  gint64 s = (time_us - TARN_ENGINE_START_TIME) / G_TIME_SPAN_SECOND;

  if (time_us == 0)
    return g_strdup ("-       ");
  return g_strdup_printf ("%02d:%02d:%02d", (gint) (s / 3600), (gint) (s / 60 % 60),
                          (gint) (s % 60));
}

static void
on_news (const char *view, const char *step, const char *news, gpointer data)
{
  Night *night = data;
  g_autofree char *time = format_time (tarn_engine_get_now (night->engine));

  printf ("%s  %-8s %-6s %s\n", time, view, step, news);
}

static void
on_done (guint n_given_up, gpointer data)
{
  Night *night = data;

  night->n_given_up = n_given_up;
  g_main_loop_quit (night->loop);
}

static gboolean
on_delivery (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  Night *night = data;
  const Delivery *delivery = &deliveries[night->n_delivered++];
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

  tarn_commit_set_added_bytes (commit, delivery->size_bytes);
  g_assert_true (tarn_glue_client_commit (night->glue, night->orders, commit, NULL));
  on_news ("orders", "", delivery->what, night);

  if (!delivery->is_secret)
    orchestrator_notify (night->orchestrator);
  if (night->n_delivered == G_N_ELEMENTS (deliveries))
    orchestrator_close (night->orchestrator);
  return G_SOURCE_REMOVE;
}

static void
spend (Night *night, guint speed)
{
  g_autoptr (GSource) source = tarn_engine_create_source (night->engine);

  for (guint i = 0; i < G_N_ELEMENTS (deliveries); i++)
    tarn_engine_add_timeout (night->engine, deliveries[i].minute * G_TIME_SPAN_MINUTE,
                             TARN_TIMEOUT_NONE, on_delivery, night, NULL);
  tarn_engine_set_speed (night->engine, speed);
  g_source_attach (source, NULL);
  g_main_loop_run (night->loop);
  g_source_destroy (source);
}

/* --- The report ------------------------------------------------------------------------------- */

static void
print_run (TarnRefreshRun *run)
{
  g_autofree char *begin = format_time (tarn_refresh_run_get_creation_time (run));
  g_autofree char *end = format_time (tarn_refresh_run_get_end_time (run));

  printf ("%-8s  %.8s  %s  %s  %-9s  %-11s  %11" G_GINT64_FORMAT "\n",
          tarn_refresh_run_get_table_name (run), tarn_refresh_run_get_id (run), begin, end,
          tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
          tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)),
          tarn_refresh_run_get_dpu_milliseconds (run) / 1000);
}

/* Prints all runs, including those that the service started itself. */
static void
print_runs (Night *night)
{
  g_autoptr (GPtrArray) runs
      = tarn_glue_client_list_materialized_view_refresh_task_runs (night->glue, NULL, DATABASE,
                                                                   NULL, 1000, NULL, NULL, NULL);
  gint64 dpu_ms = 0, nano_usd = 0;

  printf ("\n%-8s  %-8s  %-8s  %-8s  %-9s  %-11s  %11s\n", "view", "run", "began", "ended",
          "status", "type", "DPU-seconds");
  for (guint i = runs->len; i-- > 0;)
    {
      print_run (runs->pdata[i]);
      dpu_ms += tarn_refresh_run_get_dpu_milliseconds (runs->pdata[i]);
      nano_usd += tarn_refresh_run_get_cost_nano_usd (runs->pdata[i]);
    }
  printf ("\n%u runs, %" G_GINT64_FORMAT " DPU-seconds, %" G_GINT64_FORMAT " US cents\n", runs->len,
          dpu_ms / 1000, nano_usd / NANO_USD_PER_CENT);
  if (night->n_given_up > 0)
    printf ("views that were given up: %u\n", night->n_given_up);
}

/* --- The program ------------------------------------------------------------------------------ */

static gboolean
parse_options (Options *options, gint *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "speed", 0, 0, G_OPTION_ARG_INT, &options->speed,
      "Virtual seconds per real second, up to 1000000 (0: as fast as possible)", "N" },
    { "journal", 0, 0, G_OPTION_ARG_FILENAME, &options->journal,
      "Where to write all calls, changes and moves of the clock", "FILE" },
    { "faults", 0, 0, G_OPTION_ARG_FILENAME, &options->faults,
      "Another fault plan, see tarn-fault-plan.h", "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a bad night of an orchestrator");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc == 1 && options->speed >= 0 && options->speed <= TARN_SPEED_MAX)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "takes options only, and a speed of 0 to %d; see --help", TARN_SPEED_MAX);
  return FALSE;
}

static gboolean
run_night (const Options *options, gboolean *out_is_fresh, GError **error)
{
  g_autoptr (TarnPrincipal) root = tarn_principal_new (ACCOUNT, NULL, NULL);
  g_autoptr (TarnTableName) orders = tarn_table_name_new (ACCOUNT, DATABASE, "orders");
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  tarn_engine_set_journal (engine, journal);
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, root);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Night night = { .engine = engine, .glue = glue, .orders = orders, .loop = loop };
  g_autoptr (Orchestrator) orchestrator = orchestrator_new (engine, glue, on_news, on_done, &night);

  night.orchestrator = orchestrator;
  set_up (&night);
  if (!set_faults (&night, options->faults, error))
    return FALSE;

  puts (introduction);
  spend (&night, (guint) options->speed);
  tarn_engine_set_journal (engine, NULL);
  tarn_engine_set_fault_plan (engine, NULL);
  print_runs (&night);

  g_autofree char *text = tarn_journal_dup_text (journal);
  *out_is_fresh = night.n_given_up == 0;
  return options->journal == NULL || g_file_set_contents (options->journal, text, -1, error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  Options options = { 0 };
  gboolean is_fresh = FALSE;

  if (!parse_options (&options, &argc, &argv, &error) || !run_night (&options, &is_fresh, &error))
    fprintf (stderr, "orchestrator: %s\n", error->message);

  g_free (options.journal);
  g_free (options.faults);
  return is_fresh && error == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
