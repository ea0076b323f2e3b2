/* SPDX-License-Identifier: MIT */
/*
 * Writes as text what the operations return for a `Lake`, and which changes its observers receive. Tests
 * compare two texts to show that nothing has changed, or that two engines went on in the same way.
 */
#pragma once

#include "datazone/metadata-type.h"
#include "datazone-lake.h"

/* Appends the time since the start of the engine, or "never" for 0. */
static inline void
append_time (GString *text, const char *label, gint64 time_us)
{
  if (time_us == 0)
    g_string_append_printf (text, " %s never", label);
  else
    g_string_append_printf (text, " %s %" G_GINT64_FORMAT, label, time_us - TARN_ENGINE_START_TIME);
}

/* Returns the letter of a type, which is the first one after BUSINESS_. */
static inline char
type_letter (const char *type)
{
  return type[strlen ("BUSINESS_")];
}

static inline void
append_type_stats (GString *text, const TarnMetadataRun *run)
{
  for (guint i = 1; i <= TARN_N_METADATA_TYPES; i++)
    {
      TarnMetadataType type = (TarnMetadataType) i;
      TarnMetadataStatus status = tarn_metadata_run_get_type_status (run, type);
      const char *message = tarn_metadata_run_get_type_error_message (run, type);

      if (status != 0)
        g_string_append_printf (text, " %c=%s", type_letter (tarn_metadata_type_to_string (type)),
                                tarn_metadata_status_to_string (status));
      if (message != NULL)
        g_string_append_printf (text, " (%s)", message);
    }
}

static inline void
append_run (GString *text, TarnMetadataRun *run)
{
  const TarnMetadataTarget *target = tarn_metadata_run_get_target (run);
  g_autofree char *types = g_strjoinv (" ", (char **) tarn_metadata_run_get_types (run));
  const char *type = tarn_metadata_type_to_string (tarn_metadata_run_get_metadata_type (run));

  g_string_append_printf (text, "%s %s %s %s %s [%s] %s", tarn_metadata_run_get_domain_id (run),
                          tarn_metadata_run_get_owning_project_id (run),
                          tarn_metadata_run_get_id (run),
                          tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)),
                          tarn_metadata_run_get_created_by (run), types, type != NULL ? type : "-");
  if (target != NULL)
    g_string_append_printf (text, " of %s %s@%s", target->type, target->identifier,
                            target->revision);
  append_type_stats (text, run);
  append_time (text, "created", tarn_metadata_run_get_creation_time (run));
  append_time (text, "ended", tarn_metadata_run_get_end_time (run));
  g_string_append_printf (text,
                          " calls %" G_GINT64_FORMAT " in %" G_GINT64_FORMAT
                          " out %" G_GINT64_FORMAT " cost %" G_GINT64_FORMAT "\n",
                          tarn_metadata_run_get_model_calls (run),
                          tarn_metadata_run_get_input_tokens (run),
                          tarn_metadata_run_get_output_tokens (run),
                          tarn_metadata_run_get_cost_nano_usd (run));
}

static inline char *
run_to_string (TarnMetadataRun *run)
{
  GString *text = g_string_new ("");

  append_run (text, run);
  return g_string_free (text, FALSE);
}

static inline void
append_suggestions (GString *text, const TarnAsset *asset, TarnMetadataType type)
{
  const char *run_id = tarn_asset_get_suggestion_run_id (asset, type);
  guint n_suggestions;
  const TarnSuggestion *suggestions = tarn_asset_get_suggestions (asset, type, &n_suggestions);

  if (run_id != NULL)
    g_string_append_printf (text, " %c by %s:", type_letter (tarn_metadata_type_to_string (type)),
                            run_id);
  for (guint i = 0; i < n_suggestions; i++)
    g_string_append_printf (text, " %s='%s'", suggestions[i].field_path, suggestions[i].text);
}

static inline void
append_asset (GString *text, const TarnAsset *asset)
{
  g_string_append_printf (text, "%s@%s '%s' %s %s:", tarn_asset_get_id (asset),
                          tarn_asset_get_revision (asset), tarn_asset_get_name (asset),
                          tarn_asset_get_type_identifier (asset),
                          tarn_asset_get_owning_project_id (asset));
  for (guint i = 0; i < tarn_asset_get_n_columns (asset); i++)
    g_string_append_printf (text, " %s", tarn_asset_get_column_name (asset, i));
  for (guint i = 1; i <= TARN_N_METADATA_TYPES; i++)
    append_suggestions (text, asset, (TarnMetadataType) i);
  g_string_append_c (text, '\n');
}

static inline char *
asset_to_string (const TarnAsset *asset)
{
  GString *text = g_string_new ("");

  append_asset (text, asset);
  return g_string_free (text, FALSE);
}

static inline void
append_revisions (GString *text, const Lake *lake, const char *id)
{
  g_autoptr (TarnAsset) newest = lake_get_asset (lake, id, NULL);
  guint64 n_revisions = g_ascii_strtoull (tarn_asset_get_revision (newest), NULL, 10);

  for (guint64 i = 1; i <= n_revisions; i++)
    {
      g_autofree char *revision = g_strdup_printf ("%" G_GUINT64_FORMAT, i);
      g_autoptr (TarnAsset) asset = lake_get_asset (lake, id, revision);

      append_asset (text, asset);
    }
}

static inline void
append_runs (GString *text, const Lake *lake)
{
  g_autofree char *token = NULL;

  do
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *previous = g_steal_pointer (&token);
      g_autoptr (GPtrArray) page
          = list_runs (lake->client, lake->domain, NULL, NULL, NULL, -1, previous, &token, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < page->len; i++)
        {
          g_autoptr (TarnMetadataRun) run
              = lake_get (lake, tarn_metadata_run_get_id (page->pdata[i]));

          append_run (text, run);
        }
    }
  while (token != NULL);
}

/* Returns the time, the time of the next event, the assets with their suggestions, and every run as text. */
static inline char *
lake_to_string (const Lake *lake)
{
  GString *text = g_string_new ("");
  gint64 next_us = 0;

  append_time (text, "now", tarn_engine_get_now (lake->engine));
  tarn_engine_peek_next (lake->engine, &next_us);
  append_time (text, "next", next_us);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < lake->assets->len; i++)
    append_revisions (text, lake, lake->assets->pdata[i]);
  append_runs (text, lake);
  return g_string_free (text, FALSE);
}

/* --- What observers receive ------------------------------------------------------------------- */

/* Appends a line for the change: "@TIME cause FROM>TO TYPE=STATUS (detail-type)". */
static inline void
log_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  GString *text = data;

  g_string_append_printf (
      text, "@%" G_GINT64_FORMAT " %s %s>%s",
      (tarn_change_get_time (change) - TARN_ENGINE_START_TIME) / MS_US,
      tarn_change_get_cause (change),
      tarn_change_get_from_status (change) != NULL ? tarn_change_get_from_status (change) : "",
      tarn_change_get_to_status (change) != NULL ? tarn_change_get_to_status (change) : "");
  for (guint i = 1; i <= TARN_N_METADATA_TYPES; i++)
    {
      TarnMetadataType type = (TarnMetadataType) i;
      TarnMetadataStatus status
          = tarn_metadata_change_get_type_status (tarn_change_get_metadata (change), type);

      if (status != 0)
        g_string_append_printf (text, " %c=%s", type_letter (tarn_metadata_type_to_string (type)),
                                tarn_metadata_status_to_string (status));
    }
  if (tarn_change_get_detail_type (change) != NULL)
    g_string_append_printf (text, " (%s)", tarn_change_get_detail_type (change));
  g_string_append_c (text, '\n');
}

/* Logs every change from now on. The caller must keep the text for as long as it drives the engine. */
static inline GString *
lake_log (const Lake *lake)
{
  GString *text = g_string_new ("");

  tarn_engine_add_observer (lake->engine, log_change, text, NULL);
  return text;
}

/* Checks the log, then clears it. */
static inline void
assert_log (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}
