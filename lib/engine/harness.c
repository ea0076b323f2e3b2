/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-harness.h>
#include <tarn/tarn-access.h>
#include <tarn/tarn-catalog.h>
#include <tarn/tarn-domain.h>
#include <tarn/tarn-engine.h>
#include <tarn/tarn-snapshot.h>

#include "admission/journal.h"
#include "engine/engine-state.h"

#include <stdio.h>
#include <string.h>

#include "kernel/accessors.h"

struct _TarnSample
{
  guint ref_count;
  TarnEngine *engine;
  TarnJournal *journal;
  TarnFaultPlan *faults;
  TarnGlueClient *glue;
  TarnDataZoneClient *datazone;
  char *domain_id;
  char *project_id;
  char *asset_id;
};

/* --- The sample ------------------------------------------------------------------------------- */

static gboolean
add_view (TarnSample *self, const char *view_name, const char *source_name, GError **error)
{
  g_autoptr (TarnTableName) source = tarn_table_name_new (NULL, "sales", source_name);
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "sales", view_name);
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (view, source);
  tarn_table_input_set_size_bytes (view, G_GUINT64_CONSTANT (1000000000));
  return tarn_glue_client_create_table (self->glue, name, view, error);
}

static gboolean
add_tables (TarnSample *self, GError **error)
{
  g_autoptr (TarnTableName) name = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnTableInput) orders = tarn_table_input_new ();

  tarn_table_input_set_size_bytes (orders, G_GUINT64_CONSTANT (100000000000));
  return tarn_glue_client_create_database (self->glue, NULL, "sales", error)
         && tarn_glue_client_create_table (self->glue, name, orders, error)
         && add_view (self, "daily", "orders", error) && add_view (self, "monthly", "daily", error);
}

static gboolean
add_asset (TarnSample *self, GError **error)
{
  static const char *const columns[][2] = {
    { "ord_id", "bigint" }, { "cust_id", "bigint" }, { "ord_dt", "date" }, { "tot_amt", "double" }
  };
  g_autoptr (TarnAssetInput) orders = tarn_asset_input_new ("orders", "GlueTableAssetType");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    tarn_asset_input_add_column (orders, columns[i][0], columns[i][1]);
  self->domain_id
      = tarn_datazone_client_create_domain (self->datazone, "sample", TARN_DOMAIN_VERSION_1, error);
  if (self->domain_id != NULL)
    self->project_id
        = tarn_datazone_client_create_project (self->datazone, self->domain_id, "analytics", error);
  if (self->project_id != NULL)
    self->asset_id = tarn_datazone_client_create_asset (self->datazone, self->domain_id,
                                                        self->project_id, orders, error);
  return self->asset_id != NULL;
}

/*
 * Checks the thread before the sample creates anything. To create a client cannot return an error, and is a
 * programmer error in a thread that does not own the engine.
 */
static gboolean
may_be_added (TarnEngine *engine, GError **error)
{
  gint64 value;

  return tarn_engine_get_option (engine, "clock.tie-order", &value, error);
}

TarnSample *
tarn_sample_add (TarnEngine *engine, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!may_be_added (engine, error))
    return NULL;

  g_return_val_if_fail (tarn_core_may_change (&engine->core), NULL);

  g_autoptr (TarnSample) self = g_new0 (TarnSample, 1);
  g_autoptr (TarnPrincipal) root = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID, NULL, NULL);

  self->ref_count = 1;
  self->engine = g_object_ref (engine);
  self->glue = tarn_engine_create_glue_client (engine, root);
  self->datazone = tarn_engine_create_datazone_client (engine, root);
  if (!add_tables (self, error) || !add_asset (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

TarnSample *
tarn_sample_new (guint64 seed)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (seed);
  TarnSample *self = tarn_sample_add (engine, NULL);

  self->journal = tarn_journal_new ();
  tarn_engine_set_journal (engine, self->journal);
  tarn_harness_print_on_failure (self->journal, 20);
  return self;
}

static void
free_sample (TarnSample *self)
{
  g_object_unref (self->glue);
  g_object_unref (self->datazone);
  g_object_unref (self->engine);
  g_clear_object (&self->journal);
  g_clear_object (&self->faults);
  g_free (self->domain_id);
  g_free (self->project_id);
  g_free (self->asset_id);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnSample, tarn_sample, free_sample)

/* The plan is set only once. The journal keeps a copy of a plan that is set, but only the text of added rules. */
void
tarn_sample_add_faults (TarnSample *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  if (self->faults == NULL)
    self->faults = tarn_engine_create_fault_plan (self->engine);
  if (!tarn_fault_plan_add_from_data (self->faults, text, -1, "faults", &error))
    g_error ("%s", error->message);
  if (tarn_engine_get_fault_plan (self->engine) != self->faults)
    tarn_engine_set_fault_plan (self->engine, self->faults);
}

TARN_GETTER (TarnEngine *, tarn_sample_get_engine, TarnSample, engine)
TARN_GETTER (TarnJournal *, tarn_sample_get_journal, TarnSample, journal)
TARN_GETTER (TarnGlueClient *, tarn_sample_get_glue, TarnSample, glue)
TARN_GETTER (TarnDataZoneClient *, tarn_sample_get_datazone, TarnSample, datazone)
TARN_GETTER (const char *, tarn_sample_get_domain_id, TarnSample, domain_id)
TARN_GETTER (const char *, tarn_sample_get_project_id, TarnSample, project_id)
TARN_GETTER (const char *, tarn_sample_get_asset_id, TarnSample, asset_id)

/* --- Failed assertions ------------------------------------------------------------------------ */

/*
 * The process has only one of each of these, because assertions belong to the process. Threads that make
 * samples at the same time all set them, so they are atomic.
 */
static GWeakRef failure_journal;
static guint failure_n_lines;
static GWeakRef failure_engine;
static const char *failure_path; /* interned */
static GPrintFunc next_printer;

static void
print (const char *text)
{
  GPrintFunc printer = (GPrintFunc) g_atomic_pointer_get (&next_printer);

  if (printer != NULL)
    printer (text);
  else
    fputs (text, stderr);
}

static void
print_journal (void)
{
  g_autoptr (TarnJournal) journal = g_weak_ref_get (&failure_journal);

  if (journal == NULL)
    return;

  g_autofree char *lines
      = tarn_journal_dup_summary (journal, (guint) g_atomic_int_get (&failure_n_lines));
  print (lines);
}

static void
save_engine (void)
{
  g_autoptr (TarnEngine) engine = g_weak_ref_get (&failure_engine);
  const char *path = g_atomic_pointer_get (&failure_path);
  g_autoptr (GError) error = NULL;

  if (engine == NULL || path == NULL)
    return;

  gboolean is_saved = tarn_engine_save_to_file (engine, path, &error);
  g_autofree char *line = is_saved
                              ? g_strdup_printf ("the engine is saved in %s\n", path)
                              : g_strdup_printf ("the engine is not saved: %s\n", error->message);
  print (line);
}

/* GLib prints two asterisks before a failed assertion, and prints nothing after it. */
static void
print_with_more (const char *text)
{
  print (text);
  if (!g_str_has_prefix (text, "**\n"))
    return;

  print_journal ();
  save_engine ();
}

static void
watch_failures (void)
{
  GPrintFunc previous = g_set_printerr_handler (print_with_more);

  if (previous != print_with_more)
    g_atomic_pointer_set (&next_printer, previous);
}

void
tarn_harness_print_on_failure (TarnJournal *journal, guint n_lines)
{
  g_return_if_fail (journal == NULL || TARN_IS_JOURNAL (journal));

  g_weak_ref_set (&failure_journal, journal);
  g_atomic_int_set (&failure_n_lines, n_lines);
  watch_failures ();
}

void
tarn_harness_save_on_failure (TarnEngine *engine, const char *path)
{
  g_return_if_fail (engine == NULL || TARN_IS_ENGINE (engine));

  g_weak_ref_set (&failure_engine, engine);
  g_atomic_pointer_set (&failure_path, g_intern_string (path));
  watch_failures ();
}

void
tarn_harness_assert_n_calls (TarnJournal *journal, const char *operation, const char *answer,
                             guint n_calls, const char *file, gint line, const char *function)
{
  guint n_found = tarn_journal_count_calls (journal, operation, answer);

  if (n_found == n_calls)
    return;

  g_autofree char *message = g_strdup_printf ("the journal has %u calls of %s answered %s, not %u",
                                              n_found, operation != NULL ? operation : "anything",
                                              answer != NULL ? answer : "in any way", n_calls);
  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}

void
tarn_harness_assert_n_lines (TarnJournal *journal, const char *text, guint n_lines,
                             const char *file, gint line, const char *function)
{
  guint n_found = 0;

  for (gint at = tarn_journal_find (journal, text, 0); at >= 0;
       at = tarn_journal_find (journal, text, (guint) at + 1))
    n_found++;
  if (n_found == n_lines)
    return;

  g_autofree char *message
      = g_strdup_printf ("the journal has %u lines with '%s', not %u", n_found, text, n_lines);
  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}

void
tarn_harness_assert_faults_applied (TarnFaultPlan *plan, const char *file, gint line,
                                    const char *function)
{
  g_auto (GStrv) names = tarn_fault_plan_list_unapplied (plan);

  if (names == NULL || names[0] == NULL)
    return;

  g_autofree char *list = g_strjoinv ("], [", names);
  g_autofree char *message = g_strdup_printf ("these rules have not been applied: [%s]", list);
  g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
}

void
tarn_harness_assert_order (TarnJournal *journal, const char *file, gint line, const char *function,
                           ...)
{
  va_list texts;
  gint found = -1;

  va_start (texts, function);
  for (const char *text = va_arg (texts, const char *); text != NULL;
       text = va_arg (texts, const char *))
    {
      found = tarn_journal_find (journal, text, (guint) (found + 1));
      if (found >= 0)
        continue;

      g_autofree char *message = g_strdup_printf ("the journal has no '%s' after that", text);
      g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
    }
  va_end (texts);
}

void
tarn_harness_assert_backs_off (TarnJournal *journal, const char *operation, const char *answer,
                               gint64 min_us, const char *file, gint line, const char *function)
{
  g_autoptr (GArray) calls = tarn_journal_list_calls (journal, operation, answer);
  gint64 least_us = min_us;

  for (guint i = 0; i + 1 < calls->len; i++)
    {
      const TarnJournaledCall *call = &g_array_index (calls, TarnJournaledCall, i);
      const TarnJournaledCall *next = call + 1;
      gint64 gap_us = next->time_us - call->time_us;

      if (call->is_answered_so && gap_us < least_us)
        {
          g_autofree char *message
              = g_strdup_printf ("%s was called %" G_GINT64_FORMAT
                                 " us after %s, not %" G_GINT64_FORMAT " us or more",
                                 operation, gap_us, answer, least_us);
          g_assertion_message (G_LOG_DOMAIN, file, line, function, message);
        }
      /* While calls in a row get the same answer, no gap may be shorter than the gap before. */
      least_us = call->is_answered_so && next->is_answered_so ? gap_us : min_us;
    }
}
