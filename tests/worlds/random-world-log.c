/* SPDX-License-Identifier: MIT */
#include "random-world-log.h"

static const char *
show (const char *text)
{
  return text != NULL ? text : "none";
}

static void
add_number (RandomWorld *world, const char *name, gint64 value)
{
  random_world_append (world, " %s %" G_GINT64_FORMAT, name, value);
}

/* --- Glue ------------------------------------------------------------------------------------- */

void
random_log_refresh_run (RandomWorld *world, TarnRefreshRun *run)
{
  static const struct
  {
    const char *name;
    gint64 (*get) (const TarnRefreshRun *run);
  } numbers[] = {
    { "creation", tarn_refresh_run_get_creation_time },
    { "start", tarn_refresh_run_get_start_time },
    { "end", tarn_refresh_run_get_end_time },
    { "updated", tarn_refresh_run_get_last_update_time },
    { "dpu", tarn_refresh_run_get_dpu_milliseconds },
    { "billed", tarn_refresh_run_get_billed_dpu_milliseconds },
    { "cost", tarn_refresh_run_get_cost_nano_usd },
    { "bytes", tarn_refresh_run_get_processed_bytes },
  };

  random_world_append (world, "\n  %s %s %s %s %s role %s %s %s, %s", tarn_refresh_run_get_id (run),
                       tarn_refresh_run_get_customer_id (run),
                       tarn_refresh_run_get_catalog_id (run),
                       tarn_refresh_run_get_database_name (run),
                       tarn_refresh_run_get_table_name (run),
                       show (tarn_refresh_run_get_role (run)),
                       tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
                       show (tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run))),
                       show (tarn_refresh_run_get_error_message (run)));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    add_number (world, numbers[i].name, numbers[i].get (run));
  add_number (world, "tag", (gint64) tarn_refresh_run_get_tag (run));
}

static void
add_sub_objects (RandomWorld *world, const TarnTable *table)
{
  guint n_ids = 0;
  const gint64 *ids = tarn_table_get_sub_object_version_ids (table, &n_ids);

  for (guint i = 0; i < tarn_table_get_n_sub_objects (table); i++)
    {
      const TarnTableName *name = tarn_table_get_sub_object (table, i);

      random_world_append (world, " source %s.%s", tarn_table_name_get_database_name (name),
                           tarn_table_name_get_table_name (name));
    }
  for (guint i = 0; i < n_ids; i++)
    add_number (world, "version", ids[i]);
}

void
random_log_table (RandomWorld *world, const TarnTable *table)
{
  random_world_append (world, "\n  view %d format %d definer %s incremental %d last %d active %d",
                       tarn_table_is_materialized_view (table), tarn_table_get_format (table),
                       show (tarn_table_get_definer (table)), tarn_table_is_incremental (table),
                       tarn_table_get_last_refresh_type (table), tarn_table_has_active_run (table));
  random_world_append (world, " annotation %s", show (tarn_table_get_annotation (table)));
  add_number (world, "bytes", (gint64) tarn_table_get_size_bytes (table));
  add_number (world, "records", (gint64) tarn_table_get_record_count (table));
  add_number (world, "version", tarn_table_get_version_id (table));
  add_number (world, "commits", (gint64) tarn_table_get_n_commits (table));
  add_number (world, "last", tarn_table_get_last_commit_time (table));
  add_number (world, "refresh", tarn_table_get_refresh_seconds (table));
  add_number (world, "offset", tarn_table_get_refresh_offset_seconds (table));
  add_number (world, "jitter", tarn_table_get_refresh_jitter_seconds (table));
  add_number (world, "paused", tarn_table_is_schedule_paused (table));
  add_number (world, "suspended", tarn_table_is_schedule_suspended (table));
  add_number (world, "failures", tarn_table_get_n_failures_in_a_row (table));
  add_number (world, "snapshot", tarn_table_get_snapshot_time (table));
  add_number (world, "publication", tarn_table_get_publication_time (table));
  add_number (world, "pending", (gint64) tarn_table_get_pending_commits (table));
  add_number (world, "pending-bytes", (gint64) tarn_table_get_pending_bytes (table));
  add_number (world, "oldest", tarn_table_get_oldest_pending_commit_time (table));
  add_sub_objects (world, table);
}

void
random_log_estimate (RandomWorld *world, const TarnRefreshEstimate *estimate)
{
  random_world_append (world, " type %d", tarn_refresh_estimate_get_refresh_type (estimate));
  add_number (world, "startup", tarn_refresh_estimate_get_startup_us (estimate));
  add_number (world, "duration", tarn_refresh_estimate_get_duration_us (estimate));
  add_number (world, "dpu", tarn_refresh_estimate_get_dpu_milliseconds (estimate));
  add_number (world, "billed", tarn_refresh_estimate_get_billed_dpu_milliseconds (estimate));
  add_number (world, "cost", tarn_refresh_estimate_get_cost_nano_usd (estimate));
  add_number (world, "bytes", tarn_refresh_estimate_get_processed_bytes (estimate));
  add_number (world, "peak", tarn_refresh_estimate_get_peak_dpu (estimate));
}

/* --- DataZone --------------------------------------------------------------------------------- */

static void
add_types (RandomWorld *world, const TarnMetadataRun *run)
{
  const char *const *types = tarn_metadata_run_get_types (run);

  for (guint i = 0; types[i] != NULL; i++)
    random_world_append (world, " %s", types[i]);
  for (guint i = TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS;
       i <= TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS; i++)
    random_world_append (world, " %d %s",
                         tarn_metadata_run_get_type_status (run, (TarnMetadataType) i),
                         show (
                             tarn_metadata_run_get_type_error_message (run, (TarnMetadataType) i)));
}

void
random_log_metadata_run (RandomWorld *world, TarnMetadataRun *run)
{
  const TarnMetadataTarget *target = tarn_metadata_run_get_target (run);

  random_world_append (world, "\n  %s %s %s by %s %s", tarn_metadata_run_get_id (run),
                       tarn_metadata_run_get_domain_id (run),
                       tarn_metadata_run_get_owning_project_id (run),
                       tarn_metadata_run_get_created_by (run),
                       tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)));
  if (target != NULL)
    random_world_append (world, " of %s %s", target->identifier, target->revision);
  add_types (world, run);
  add_number (world, "created", tarn_metadata_run_get_creation_time (run));
  add_number (world, "end", tarn_metadata_run_get_end_time (run));
  add_number (world, "calls", tarn_metadata_run_get_model_calls (run));
  add_number (world, "input", tarn_metadata_run_get_input_tokens (run));
  add_number (world, "output", tarn_metadata_run_get_output_tokens (run));
  add_number (world, "cost", tarn_metadata_run_get_cost_nano_usd (run));
  add_number (world, "tag", (gint64) tarn_metadata_run_get_tag (run));
}

static void
add_accepted (RandomWorld *world, const TarnAsset *asset, TarnMetadataType type)
{
  guint n_accepted = 0;
  const TarnSuggestion *accepted = tarn_asset_get_accepted (asset, type, &n_accepted);

  for (guint i = 0; i < n_accepted; i++)
    random_world_append (world, " %s:=%s", accepted[i].field_path, accepted[i].text);
}

static void
add_suggestions (RandomWorld *world, const TarnAsset *asset, TarnMetadataType type)
{
  guint n_suggestions = 0;
  const TarnSuggestion *suggestions = tarn_asset_get_suggestions (asset, type, &n_suggestions);

  random_world_append (world, " run %s", show (tarn_asset_get_suggestion_run_id (asset, type)));
  for (guint i = 0; i < n_suggestions; i++)
    random_world_append (world, " %s=%s", suggestions[i].field_path, suggestions[i].text);
}

void
random_log_asset (RandomWorld *world, const TarnAsset *asset)
{
  random_world_append (world, "\n  %s %s %s %s revision %s", tarn_asset_get_id (asset),
                       tarn_asset_get_name (asset), tarn_asset_get_type_identifier (asset),
                       tarn_asset_get_owning_project_id (asset), tarn_asset_get_revision (asset));
  random_world_append (world, " annotation %s", show (tarn_asset_get_annotation (asset)));
  for (guint i = 0; i < tarn_asset_get_n_columns (asset); i++)
    random_world_append (world, " %s", tarn_asset_get_column_name (asset, i));
  for (guint i = TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS;
       i <= TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS; i++)
    {
      add_suggestions (world, asset, (TarnMetadataType) i);
      add_accepted (world, asset, (TarnMetadataType) i);
    }
}
