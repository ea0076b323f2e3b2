/* SPDX-License-Identifier: MIT */
/*
 * These functions save, restore, copy and describe an engine, room by room, and call operations on everything
 * that an engine holds. They are inline, because no test uses all of them.
 */
#pragma once

#include "datazone/datazone-state.h"
#include "engine/engine-state.h"
#include "glue/glue-state.h"
#include "worlds/set-up.h"

#include <string.h>

static const guint64 engine_seed = 7;

static inline TarnGlue *
get_glue (TarnEngine *engine)
{
  return (TarnGlue *) tarn_room_find (&engine->core, &tarn_glue_service);
}

static inline TarnDataZone *
get_datazone (TarnEngine *engine)
{
  return (TarnDataZone *) tarn_room_find (&engine->core, &tarn_datazone_service);
}

static inline void
code_engine (TarnEngine *engine, TarnCodec *codec)
{
  tarn_clock_code (&engine->core.clock, codec);
  tarn_core_code (&engine->core, codec);
  for (guint i = 0; engine->rooms[i] != NULL; i++)
    tarn_room_code (engine->rooms[i], codec);
  tarn_clock_code_events (&engine->core.clock, codec);
}

static inline GByteArray *
write_engine (TarnEngine *engine)
{
  GByteArray *bytes = g_byte_array_new ();
  TarnCodec codec;

  tarn_codec_init_writer (&codec, bytes);
  code_engine (engine, &codec);
  g_assert_no_error (codec.error);
  g_assert_cmpuint (codec.n_places, ==, 0);
  tarn_codec_clear (&codec);
  return bytes;
}

/* Returns NULL and sets @error if the bytes are refused. */
static inline TarnEngine *
read_engine (const guint8 *data, gsize size, GError **error)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (engine_seed);
  TarnCodec codec;

  tarn_codec_init_reader (&codec, data, size);
  code_engine (engine, &codec);
  g_assert_cmpuint (codec.n_places, ==, 0);
  tarn_codec_check (&codec, codec.offset == size, "engine", "ends before the data");
  if (!tarn_codec_is_ok (&codec))
    {
      g_propagate_error (error, g_steal_pointer (&codec.error));
      g_clear_object (&engine);
    }
  tarn_codec_clear (&codec);
  return g_steal_pointer (&engine);
}

static inline TarnEngine *
copy_engine (const TarnEngine *from)
{
  TarnEngine *engine = tarn_engine_new (engine_seed);

  tarn_clock_copy (&engine->core.clock, &from->core.clock);
  tarn_core_copy (&engine->core, &from->core);
  for (guint i = 0; engine->rooms[i] != NULL; i++)
    tarn_room_copy (engine->rooms[i], from->rooms[i]);
  return engine;
}

/* Compares the position of the first difference, so that a failure shows this position. */
static inline void
assert_same_bytes (const GByteArray *a, const GByteArray *b)
{
  guint at = 0;

  while (at < MIN (a->len, b->len) && a->data[at] == b->data[at])
    at++;
  g_assert_cmpuint (at, ==, MAX (a->len, b->len));
}

static inline void
assert_bytes_of (TarnEngine *engine, const GByteArray *expected)
{
  g_autoptr (GByteArray) bytes = write_engine (engine);

  assert_same_bytes (bytes, expected);
}

/* --- Descriptions ----------------------------------------------------------------------------- */

static inline void
tell_line (gpointer data, const TarnCodec *codec, const char *name, const TarnCodecValue *value)
{
  g_autofree char *path = tarn_codec_dup_path (codec, 0, codec->n_places);
  GString *text = data;

  g_string_append_printf (text, "%s.%s=", path, name);
  if (value->kind == TARN_CODEC_TEXT)
    g_string_append_printf (text, "%s\n", value->text != NULL ? value->text : "(none)");
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", (gint64) value->number);
}

/* Returns a line for each value of the engine, with its place in the state. */
static inline char *
log_engine (TarnEngine *engine)
{
  GString *text = g_string_new ("\n");
  TarnCodec codec;

  tarn_codec_init_describer (&codec, tell_line, text);
  code_engine (engine, &codec);
  tarn_codec_clear (&codec);
  return g_string_free (text, FALSE);
}

/* Compares line by line, so that a failure shows only the first line that differs. */
static inline void
assert_same_told (TarnEngine *a, TarnEngine *b)
{
  g_autofree char *told_a = log_engine (a), *told_b = log_engine (b);
  g_auto (GStrv) lines_a = g_strsplit (told_a, "\n", -1);
  g_auto (GStrv) lines_b = g_strsplit (told_b, "\n", -1);

  for (guint i = 0; lines_a[i] != NULL || lines_b[i] != NULL; i++)
    g_assert_cmpstr (lines_a[i], ==, lines_b[i]);
}

/* --- Calls ------------------------------------------------------------------------------------ */

/* Ignores errors, because the tests only look at the state of the engine after the calls. */
static inline void
call_runs (TarnEngine *engine, TarnDataZoneClient *client, const TarnAssetEntry *asset)
{
  const TarnRunStore *runs = &get_datazone (engine)->room.runs.store;
  const char *domain = asset->subject->domain_id;
  g_autofree char *token = NULL;

  for (guint32 run = asset->runs.newest; run != TARN_NO_RUN;
       run = tarn_run_store_get (runs, run)->own.older)
    {
      char id[TARN_CODE_LENGTH + 1];

      tarn_identifier_format_code (&tarn_run_store_get (runs, run)->id, id);
      g_autoptr (TarnMetadataRun) told
          = tarn_datazone_client_get_metadata_generation_run (client, domain, id, NULL, NULL);
      if (told != NULL)
        for (guint i = 1; i <= TARN_N_METADATA_TYPES; i++)
          tarn_metadata_run_get_type_error_message (told, (TarnMetadataType) i);
      if (run % 2 == 0)
        tarn_datazone_client_cancel_metadata_generation_run (client, domain, id, NULL);
    }

  g_autoptr (GPtrArray) page G_GNUC_UNUSED
      = tarn_datazone_client_list_metadata_generation_runs (client, domain, NULL, NULL,
                                                            asset->subject->asset_id, 1, NULL,
                                                            &token, NULL);
  g_autoptr (GPtrArray) next G_GNUC_UNUSED
      = tarn_datazone_client_list_metadata_generation_runs (client, domain, NULL, NULL,
                                                            asset->subject->asset_id, 50, token,
                                                            NULL, NULL);
}

static inline void
call_asset (TarnEngine *engine, TarnDataZoneClient *client, const TarnAssetEntry *asset)
{
  static const char *const types[][3] = { { "BUSINESS_NAMES", NULL },
                                          { "BUSINESS_DESCRIPTIONS", NULL },
                                          { "BUSINESS_GLOSSARY_ASSOCIATIONS", "BUSINESS_NAMES" } };
  const TarnMetadataSubject *subject = asset->subject;
  TarnMetadataTarget target = { .type = "ASSET", .identifier = subject->asset_id };

  for (guint32 i = 1; i <= asset->revisions->len; i++)
    {
      g_autofree char *revision = g_strdup_printf ("%u", i);
      g_autoptr (TarnAsset) told G_GNUC_UNUSED
          = tarn_datazone_client_get_asset (client, subject->domain_id, subject->asset_id, revision,
                                            NULL);
    }
  call_runs (engine, client, asset);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", asset->position);
      g_autoptr (TarnMetadataRun) told G_GNUC_UNUSED
          = tarn_datazone_client_start_metadata_generation_run (
              client, subject->domain_id, subject->project_id, &target, NULL,
              types[asset->position % G_N_ELEMENTS (types)], i == 0 ? token : NULL, NULL);
    }
}

static inline void
call_domain (TarnDataZoneClient *client, const char *domain)
{
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new ("called", "GlueTableAssetType");
  g_autofree char *project = tarn_datazone_client_create_project (client, domain, "called", NULL);
  g_autofree char *asset G_GNUC_UNUSED = NULL;

  tarn_asset_input_add_column (input, "cust_id", "string");
  tarn_asset_input_set_business_name_generation (input, TRUE);
  tarn_datazone_client_create_glossary_term (client, domain, "Customer", NULL);
  if (project != NULL)
    asset = tarn_datazone_client_create_asset (client, domain, project, input, NULL);
}

static inline void
call_datazone (TarnEngine *engine)
{
  const TarnDataZone *datazone = get_datazone (engine);
  guint n_assets = datazone->assets.list->len;

  for (guint32 i = 0; i < datazone->domains.domains.list->len; i++)
    {
      const TarnDomain *domain = tarn_domains_get_domain (&datazone->domains, i);
      g_autofree char *id = g_strdup (domain->id_text);
      g_autoptr (TarnDataZoneClient) client
          = datazone_client_new (engine, domain->account_id, NULL);

      for (guint32 asset = 0; asset < n_assets; asset++)
        if (tarn_assets_get (&datazone->assets, asset)->entity.domain == i)
          call_asset (engine, client, tarn_assets_get (&datazone->assets, asset));
      call_domain (client, id);
    }
}

static inline void
call_view (TarnGlueClient *client, const TarnTableName *name)
{
  const char *database = tarn_table_name_get_database_name (name);
  const char *view = tarn_table_name_get_table_name (name);
  g_autofree char *why G_GNUC_UNUSED = tarn_glue_client_explain (client, name, NULL);
  g_autoptr (TarnRefreshEstimate) estimate G_GNUC_UNUSED
      = tarn_glue_client_estimate_refresh (client, name, TARN_REFRESH_TYPE_INCREMENTAL, NULL);
  g_autoptr (GPtrArray) runs G_GNUC_UNUSED
      = tarn_glue_client_list_materialized_view_refresh_task_runs (client, NULL, database, view,
                                                                   1000, NULL, NULL, NULL);
  g_autoptr (TarnMeasures) measures G_GNUC_UNUSED
      = tarn_glue_client_get_view_measures (client, name, NULL);
  g_autofree char *id G_GNUC_UNUSED = NULL;

  stop_refresh (client, NULL, database, view, NULL);
  id = start_refresh_of (client, name, FALSE, NULL);
}

static inline void
call_glue (TarnEngine *engine)
{
  const TarnCatalog *catalog = &get_glue (engine)->catalog;

  for (guint32 i = 0; i < catalog->tables->len; i++)
    {
      const TarnTableEntry *table = tarn_catalog_get_table (catalog, i);
      g_autofree char *account
          = g_strndup (tarn_table_name_get_catalog_id (table->name), TARN_ACCOUNT_ID_LENGTH);
      g_autoptr (TarnGlueClient) client = glue_client_new (engine, account, NULL);
      g_autoptr (TarnTable) told G_GNUC_UNUSED
          = tarn_glue_client_get_table (client, table->name, NULL);
      g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);

      tarn_commit_set_added_bytes (commit, 1000);
      if (table->view != NULL)
        call_view (client, table->name);
      else
        tarn_glue_client_commit (client, table->name, commit, NULL);
    }
}

/* Calls every entity of the engine once and then lets time pass, with a journal set. */
static inline void
use_engine_for (TarnEngine *engine, gint64 duration_us)
{
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autofree char *text G_GNUC_UNUSED = NULL;

  tarn_engine_set_journal (engine, journal);
  call_glue (engine);
  call_datazone (engine);
  tarn_engine_advance_by (engine, duration_us, NULL);
  text = tarn_journal_dup_text (journal);
  tarn_engine_set_journal (engine, NULL);
}

static inline void
use_engine (TarnEngine *engine)
{
  use_engine_for (engine, DAY_US);
  use_engine_for (engine, 0);
}
