/* SPDX-License-Identifier: MIT */
#include "driver/show.h"

#define I64 "%" G_GINT64_FORMAT
#define U64 "%" G_GUINT64_FORMAT

/* What a run had used when it was last seen. */
typedef struct
{
  gint64 first; /* DPU-milliseconds, or calls */
  gint64 second;
  gint64 third;
  gint64 end;
  guint64 tag;
  guint status;
  gboolean is_terminal;
} Seen;

static void
compare_with_seen (World *world, const char *id, const Seen *now)
{
  Seen *seen = g_hash_table_lookup (world->seen, id);

  if (seen == NULL)
    {
      seen = g_new0 (Seen, 1);
      g_hash_table_insert (world->seen, g_strdup (id), seen);
    }
  else if (now->first < seen->first || now->second < seen->second || now->third < seen->third)
    world_fail (world, "the use of run %s falls", id);
  else if (seen->is_terminal
           && (now->status != seen->status || now->end != seen->end || now->first != seen->first
               || now->second != seen->second || now->third != seen->third))
    world_fail (world, "run %s changes after its end", id);
  else if (now->tag != seen->tag)
    world_fail (world, "run %s gets another tag", id);
  *seen = *now;
}

char *
show_dup_refresh_run (TarnRefreshRun *run)
{
  return g_strdup_printf (
      "run %s of %s: %s.%s.%s as %s, tag " U64 ", %s %s, times " I64 " " I64 " " I64 " " I64
      ", used " I64 " " I64 " " I64 " " I64 ", %s",
      tarn_refresh_run_get_id (run), tarn_refresh_run_get_customer_id (run),
      tarn_refresh_run_get_catalog_id (run), tarn_refresh_run_get_database_name (run),
      tarn_refresh_run_get_table_name (run), tarn_refresh_run_get_role (run),
      tarn_refresh_run_get_tag (run),
      tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)),
      tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)),
      tarn_refresh_run_get_creation_time (run), tarn_refresh_run_get_start_time (run),
      tarn_refresh_run_get_last_update_time (run), tarn_refresh_run_get_end_time (run),
      tarn_refresh_run_get_dpu_milliseconds (run),
      tarn_refresh_run_get_billed_dpu_milliseconds (run), tarn_refresh_run_get_cost_nano_usd (run),
      tarn_refresh_run_get_processed_bytes (run), tarn_refresh_run_get_error_message (run));
}

static void
check_refresh_run (World *world, TarnRefreshRun *run)
{
  TarnRefreshStatus status = tarn_refresh_run_get_status (run);
  gint64 created = tarn_refresh_run_get_creation_time (run);
  gint64 started = tarn_refresh_run_get_start_time (run);
  gint64 ended = tarn_refresh_run_get_end_time (run);
  gint64 updated = tarn_refresh_run_get_last_update_time (run);
  gint64 used = tarn_refresh_run_get_dpu_milliseconds (run);
  Seen now = { .first = used,
               .second = tarn_refresh_run_get_processed_bytes (run),
               .third = 0,
               .end = ended,
               .tag = tarn_refresh_run_get_tag (run),
               .status = status,
               .is_terminal = tarn_refresh_status_is_terminal (status) };
  g_autofree char *text = show_dup_refresh_run (run);

  if (now.is_terminal != (ended != 0) || (started != 0 && started < created)
      || (ended != 0 && ended < MAX (started, created))
      || updated < MAX (MAX (started, created), ended)
      || updated > tarn_engine_get_now (world->engine))
    world_fail (world, "the times do not fit: %s", text);
  if ((status == TARN_REFRESH_STATUS_STARTING && started != 0)
      || (status == TARN_REFRESH_STATUS_RUNNING && started == 0)
      || (tarn_refresh_run_get_error_message (run) != NULL)
             != (status == TARN_REFRESH_STATUS_FAILED))
    world_fail (world, "the status does not fit: %s", text);
  if (used < 0 || now.second < 0 || tarn_refresh_run_get_billed_dpu_milliseconds (run) < 0
      || tarn_refresh_run_get_cost_nano_usd (run) < 0
      || (started == 0 && (used != 0 || now.second != 0))
      || ABS ((gint64) (tarn_refresh_run_get_dpu_seconds (run) * 1000) - used) > 1)
    world_fail (world, "the use does not fit: %s", text);
  if (world->quiet == 0)
    compare_with_seen (world, tarn_refresh_run_get_id (run), &now);
}

void
show_refresh_run (World *world, TarnRefreshRun *run)
{
  g_autofree char *text = show_dup_refresh_run (run);

  world_note (world, "%s", text);
  check_refresh_run (world, run);
}

static const TarnMetadataType metadata_types[]
    = { TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS, TARN_METADATA_TYPE_BUSINESS_NAMES,
        TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS };

char *
show_dup_metadata_run (TarnMetadataRun *run)
{
  const TarnMetadataTarget *target = tarn_metadata_run_get_target (run);
  g_autofree char *types = g_strjoinv ("+", (char **) tarn_metadata_run_get_types (run));
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   "run %s in %s/%s: %s of %s %s@%s, %s (%d) by %s, tag " U64 ", times " I64 " " I64
                   ", used " I64 " " I64 " " I64 " " I64,
                   tarn_metadata_run_get_id (run), tarn_metadata_run_get_domain_id (run),
                   tarn_metadata_run_get_owning_project_id (run),
                   tarn_metadata_status_to_string (tarn_metadata_run_get_status (run)),
                   target != NULL ? target->type : "-", target != NULL ? target->identifier : "-",
                   target != NULL ? target->revision : "-", types,
                   tarn_metadata_run_get_metadata_type (run),
                   tarn_metadata_run_get_created_by (run), tarn_metadata_run_get_tag (run),
                   tarn_metadata_run_get_creation_time (run), tarn_metadata_run_get_end_time (run),
                   tarn_metadata_run_get_model_calls (run),
                   tarn_metadata_run_get_input_tokens (run),
                   tarn_metadata_run_get_output_tokens (run),
                   tarn_metadata_run_get_cost_nano_usd (run));
  for (guint i = 0; i < G_N_ELEMENTS (metadata_types); i++)
    g_string_append_printf (text, ", %s %s",
                            tarn_metadata_status_to_string (
                                tarn_metadata_run_get_type_status (run, metadata_types[i])),
                            tarn_metadata_run_get_type_error_message (run, metadata_types[i]));
  return g_string_free (text, FALSE);
}

/* The status of a whole run must follow from the statuses of its types, if the copy has them all. */
static void
check_type_statuses (World *world, TarnMetadataRun *run, const char *text)
{
  guint n_types = 0, n_shown = 0, n_succeeded = 0, n_failed = 0, n_canceled = 0, n_active = 0;
  TarnMetadataStatus status = tarn_metadata_run_get_status (run);

  for (const char *const *type = tarn_metadata_run_get_types (run); *type != NULL; type++)
    n_types++;
  for (guint i = 0; i < G_N_ELEMENTS (metadata_types); i++)
    {
      TarnMetadataStatus of_type = tarn_metadata_run_get_type_status (run, metadata_types[i]);

      n_shown += of_type != 0;
      n_succeeded += of_type == TARN_METADATA_STATUS_SUCCEEDED;
      n_failed += of_type == TARN_METADATA_STATUS_FAILED;
      n_canceled += of_type == TARN_METADATA_STATUS_CANCELED;
      n_active += of_type != 0 && !tarn_metadata_status_is_terminal (of_type);
    }
  if (n_shown != 0 && n_shown != n_types)
    world_fail (world, "types and statuses do not fit: %s", text);
  if (n_shown == 0)
    return;
  if ((n_active > 0 && tarn_metadata_status_is_terminal (status))
      || (status == TARN_METADATA_STATUS_SUCCEEDED && n_succeeded != n_shown)
      || (status == TARN_METADATA_STATUS_FAILED && n_failed != n_shown)
      || (n_canceled > 0 && status != TARN_METADATA_STATUS_CANCELED))
    world_fail (world, "the statuses of the types do not fit: %s", text);
}

void
show_metadata_run (World *world, TarnMetadataRun *run)
{
  g_autofree char *text = show_dup_metadata_run (run);
  gint64 ended = tarn_metadata_run_get_end_time (run);
  TarnMetadataStatus status = tarn_metadata_run_get_status (run);
  Seen now = { .first = tarn_metadata_run_get_model_calls (run),
               .second = tarn_metadata_run_get_input_tokens (run),
               .third = tarn_metadata_run_get_output_tokens (run),
               .end = ended,
               .tag = tarn_metadata_run_get_tag (run),
               .status = status,
               .is_terminal = tarn_metadata_status_is_terminal (status) };

  world_note (world, "%s", text);
  if (now.is_terminal != (ended != 0)
      || (ended != 0 && ended < tarn_metadata_run_get_creation_time (run))
      || ended > tarn_engine_get_now (world->engine))
    world_fail (world, "the times do not fit: %s", text);
  if (now.first < 0 || now.second < 0 || now.third < 0
      || tarn_metadata_run_get_cost_nano_usd (run) < 0)
    world_fail (world, "the use does not fit: %s", text);
  check_type_statuses (world, run, text);
  if (world->quiet == 0)
    compare_with_seen (world, tarn_metadata_run_get_id (run), &now);
}

void
show_table (World *world, const TarnTable *table)
{
  guint n_versions = 0;
  const gint64 *versions = tarn_table_get_sub_object_version_ids (table, &n_versions);
  g_autofree char *name = tarn_table_name_to_string (tarn_table_get_name (table));

  world_note (world,
              "%s: view %d format %d size " U64 " records " U64 " version " I64 " commits " U64
              " at " I64 " definer %s every " I64 " incremental %d last %d shows " I64 " since " I64
              " pending " U64 " " U64 " " I64 " active %d",
              name, tarn_table_is_materialized_view (table), tarn_table_get_format (table),
              tarn_table_get_size_bytes (table), tarn_table_get_record_count (table),
              tarn_table_get_version_id (table), tarn_table_get_n_commits (table),
              tarn_table_get_last_commit_time (table), tarn_table_get_definer (table),
              tarn_table_get_refresh_seconds (table), tarn_table_is_incremental (table),
              tarn_table_get_last_refresh_type (table), tarn_table_get_snapshot_time (table),
              tarn_table_get_publication_time (table), tarn_table_get_pending_commits (table),
              tarn_table_get_pending_bytes (table),
              tarn_table_get_oldest_pending_commit_time (table), tarn_table_has_active_run (table));
  for (guint i = 0; i < tarn_table_get_n_sub_objects (table); i++)
    {
      g_autofree char *source = tarn_table_name_to_string (tarn_table_get_sub_object (table, i));
      world_note (world, "  source %s", source);
    }
  for (guint i = 0; i < n_versions; i++)
    world_note (world, "  version " I64, versions[i]);
  if ((tarn_table_get_pending_commits (table) == 0)
          != (tarn_table_get_oldest_pending_commit_time (table) == 0)
      || tarn_table_get_publication_time (table) < tarn_table_get_snapshot_time (table)
      || tarn_table_get_size_bytes (table) > G_GUINT64_CONSTANT (1) << 60)
    world_fail (world, "the table %s does not fit", name);
}

/* The largest age is at least the mean one, and a part of the time is at most all of it. */
void
show_measures (World *world, const TarnMeasures *measures)
{
  guint64 mean_us = tarn_measures_get_mean (measures, TARN_MEASURE_AGE, 1);
  gint64 max_us = tarn_measures_get_max (measures, TARN_MEASURE_AGE);

  for (guint i = 0; i <= TARN_MEASURE_DPU; i++)
    {
      guint64 low, high = tarn_measures_get_area (measures, (TarnMeasure) i, &low);

      world_note (world, "measure %u: %" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT " max " I64, i,
                  high, low, tarn_measures_get_max (measures, (TarnMeasure) i));
    }
  world_note (world, "since " I64 ", 9 of 10 up to " I64 " " I64,
              tarn_measures_get_since (measures),
              tarn_measures_get_percentile (measures, TARN_MEASURE_AGE, 9000),
              tarn_measures_get_percentile (measures, TARN_MEASURE_LAG, 9000));
  if (mean_us > (guint64) max_us || tarn_measures_get_max (measures, TARN_MEASURE_LAG) > max_us
      || tarn_measures_get_percentile (measures, TARN_MEASURE_AGE, 10000) > max_us
      || tarn_measures_get_mean (measures, TARN_MEASURE_FRESH, 1000000)
                 + tarn_measures_get_mean (measures, TARN_MEASURE_NEVER_REFRESHED, 1000000)
             > 1000001
      || tarn_measures_get_since (measures) > tarn_measures_get_until (measures))
    world_fail (world, "the measures do not fit");
}

void
show_estimate (World *world, const TarnRefreshEstimate *estimate)
{
  world_note (world,
              "estimate %d: " I64 " " I64 " used " I64 " " I64 " " I64 " bytes " I64 " peak " I64,
              tarn_refresh_estimate_get_refresh_type (estimate),
              tarn_refresh_estimate_get_startup_us (estimate),
              tarn_refresh_estimate_get_duration_us (estimate),
              tarn_refresh_estimate_get_dpu_milliseconds (estimate),
              tarn_refresh_estimate_get_billed_dpu_milliseconds (estimate),
              tarn_refresh_estimate_get_cost_nano_usd (estimate),
              tarn_refresh_estimate_get_processed_bytes (estimate),
              tarn_refresh_estimate_get_peak_dpu (estimate));
  if (tarn_refresh_estimate_get_startup_us (estimate) < 0
      || tarn_refresh_estimate_get_duration_us (estimate)
             < tarn_refresh_estimate_get_startup_us (estimate)
      || tarn_refresh_estimate_get_dpu_milliseconds (estimate) < 0
      || tarn_refresh_estimate_get_billed_dpu_milliseconds (estimate) < 0
      || tarn_refresh_estimate_get_cost_nano_usd (estimate) < 0
      || tarn_refresh_estimate_get_processed_bytes (estimate) < 0)
    world_fail (world, "the estimate does not fit");
}

void
show_asset (World *world, const TarnAsset *asset)
{
  guint n_columns = tarn_asset_get_n_columns (asset);

  world_note (world, "asset %s %s of %s in %s@%s with %u columns, the last %s",
              tarn_asset_get_id (asset), tarn_asset_get_name (asset),
              tarn_asset_get_type_identifier (asset), tarn_asset_get_owning_project_id (asset),
              tarn_asset_get_revision (asset), n_columns,
              n_columns > 0 ? tarn_asset_get_column_name (asset, n_columns - 1) : NULL);
  if (tarn_asset_get_column_name (asset, n_columns) != NULL)
    world_fail (world, "a column after the last");
  for (guint i = 0; i < G_N_ELEMENTS (metadata_types); i++)
    {
      guint n = 0;
      const TarnSuggestion *list = tarn_asset_get_suggestions (asset, metadata_types[i], &n);
      const char *run_id = tarn_asset_get_suggestion_run_id (asset, metadata_types[i]);

      world_note (world, "  %u suggestions of %s", n, run_id);
      if ((list != NULL) != (n > 0) || (n > 0 && run_id == NULL))
        world_fail (world, "the suggestions do not fit");
      for (guint j = 0; j < n; j++)
        {
          if (j < 6)
            world_note (world, "  %s: %s", list[j].field_path, list[j].text);
          if (g_strcmp0 (tarn_asset_find_suggestion (asset, metadata_types[i], list[j].field_path),
                         list[j].text)
              != 0)
            world_fail (world, "the suggestion for %s is not found", list[j].field_path);
        }
    }
}

static void
show_refresh_change (World *world, const TarnRefreshChange *change)
{
  g_autofree char *name = tarn_table_name_to_string (tarn_refresh_change_get_table_name (change));

  world_note (world,
              "  of %s slot " I64 " snapshot " I64 " type %d used " I64 " " I64 " " I64
              " pending " U64 " " U64,
              name, tarn_refresh_change_get_slot_time (change),
              tarn_refresh_change_get_snapshot_time (change),
              tarn_refresh_change_get_refresh_type (change),
              tarn_refresh_change_get_dpu_milliseconds (change),
              tarn_refresh_change_get_billed_dpu_milliseconds (change),
              tarn_refresh_change_get_processed_bytes (change),
              tarn_refresh_change_get_pending_commits (change),
              tarn_refresh_change_get_pending_bytes (change));
}

static void
show_metadata_change (World *world, const TarnMetadataChange *change)
{
  g_autofree char *types = g_strjoinv ("+", (char **) tarn_metadata_change_get_types (change));

  world_note (world, "  of %s/%s/%s@%u by %s token %s: %s used " I64 " " I64 " " I64,
              tarn_metadata_change_get_domain_id (change),
              tarn_metadata_change_get_owning_project_id (change),
              tarn_metadata_change_get_asset_id (change),
              tarn_metadata_change_get_asset_revision (change),
              tarn_metadata_change_get_created_by (change),
              tarn_metadata_change_get_client_token (change), types,
              tarn_metadata_change_get_model_calls (change),
              tarn_metadata_change_get_input_tokens (change),
              tarn_metadata_change_get_output_tokens (change));
  for (guint i = 0; i < G_N_ELEMENTS (metadata_types); i++)
    world_note (world, "  %d %s", tarn_metadata_change_get_type_status (change, metadata_types[i]),
                tarn_metadata_change_get_type_error_message (change, metadata_types[i]));
}

static void
show_commit_change (World *world, const TarnCommitChange *commit)
{
  g_autofree char *name = tarn_table_name_to_string (tarn_commit_change_get_table_name (commit));

  world_note (world,
              "  to %s published %d operation %d version " I64 " changed " U64 " size " U64
              " number " U64,
              name, tarn_commit_change_is_publication (commit),
              tarn_commit_change_get_operation (commit), tarn_commit_change_get_version_id (commit),
              tarn_commit_change_get_changed_bytes (commit),
              tarn_commit_change_get_size_bytes (commit),
              tarn_commit_change_get_n_commits (commit));
  if (tarn_commit_change_get_operation (commit) == TARN_COMMIT_REPLACE
      && tarn_commit_change_get_changed_bytes (commit) != 0)
    world_fail (world, "a commit that changes nothing changes bytes");
}

static const char *
get_nick (GType type, guint value)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (type);
  const GEnumValue *found = g_enum_get_value (class, (gint) value);

  return found != NULL ? found->value_nick : NULL;
}

/* The numbers of a change say the same as its texts. */
static void
check_enumerations (World *world, const TarnChange *change)
{
  TarnChangeKind kind = tarn_change_get_kind (change);
  TarnRefreshCause refresh = tarn_change_get_refresh_cause (change);
  TarnMetadataCause metadata = tarn_change_get_metadata_cause (change);
  const char *from
      = tarn_change_get_metadata (change) != NULL
            ? tarn_metadata_status_to_string (tarn_change_get_from_metadata_status (change))
            : tarn_refresh_status_to_string (tarn_change_get_from_refresh_status (change));
  const char *to
      = tarn_change_get_metadata (change) != NULL
            ? tarn_metadata_status_to_string (tarn_change_get_to_metadata_status (change))
            : tarn_refresh_status_to_string (tarn_change_get_to_refresh_status (change));
  const char *cause = kind != TARN_CHANGE_KIND_RUN ? get_nick (TARN_TYPE_CHANGE_KIND, kind)
                      : refresh != TARN_REFRESH_CAUSE_NONE
                          ? get_nick (TARN_TYPE_REFRESH_CAUSE, refresh)
                          : get_nick (TARN_TYPE_METADATA_CAUSE, metadata);

  if (g_strcmp0 (from, tarn_change_get_from_status (change)) != 0
      || g_strcmp0 (to, tarn_change_get_to_status (change)) != 0
      || g_strcmp0 (cause, tarn_change_get_cause (change)) != 0
      || (refresh != TARN_REFRESH_CAUSE_NONE && tarn_change_get_refresh (change) == NULL)
      || (metadata != TARN_METADATA_CAUSE_NONE && tarn_change_get_metadata (change) == NULL))
    world_fail (world, "the change %s by %s is numbered as %s by %s",
                tarn_change_get_cause (change), tarn_change_get_to_status (change), cause, to);
}

static void
check_change (World *world, const TarnChange *change, const char *id)
{
  const TarnCommitChange *commit = tarn_change_get_commit (change);
  gint n_parts = (commit != NULL) + (tarn_change_get_refresh (change) != NULL)
                 + (tarn_change_get_metadata (change) != NULL);
  const Seen *seen = id != NULL ? g_hash_table_lookup (world->seen, id) : NULL;

  if (tarn_change_get_run_id_bits (change, NULL, NULL) != (id != NULL) || n_parts != 1
      || (commit != NULL) != (tarn_change_get_kind (change) == TARN_CHANGE_KIND_COMMIT)
      || (commit != NULL && tarn_commit_change_is_publication (commit) != (id != NULL))
      || tarn_change_get_time (change) != tarn_engine_get_now (world->engine)
      || tarn_change_get_creation_time (change) > tarn_change_get_time (change)
      || (seen != NULL && seen->tag != tarn_change_get_tag (change))
      || (id == NULL && tarn_change_get_tag (change) != 0))
    world_fail (world, "the change %s does not fit", id);
  check_enumerations (world, change);
}

void
show_change (World *world, const TarnChange *change)
{
  g_autofree char *id = tarn_change_dup_run_id (change);

  world_note (world, "change " I64 " %s %s %d %s %s>%s [%s] %s since " I64 " tag " U64,
              tarn_change_get_time (change),
              tarn_service_get_name (tarn_change_get_service (change)), id,
              tarn_change_get_kind (change), tarn_change_get_cause (change),
              tarn_change_get_from_status (change), tarn_change_get_to_status (change),
              tarn_change_get_detail_type (change), tarn_change_get_error_message (change),
              tarn_change_get_creation_time (change), tarn_change_get_tag (change));
  check_change (world, change, id);
  if (tarn_change_get_refresh (change) != NULL)
    show_refresh_change (world, tarn_change_get_refresh (change));
  else if (tarn_change_get_metadata (change) != NULL)
    show_metadata_change (world, tarn_change_get_metadata (change));
  else
    show_commit_change (world, tarn_change_get_commit (change));
}

void
show_strv (World *world, const char *what, char **list)
{
  g_autofree char *text = g_strjoinv (", ", list);

  world_note (world, "%s: %s", what, text);
}
