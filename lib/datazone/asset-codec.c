/* SPDX-License-Identifier: MIT */
/*
 * Writes, reads and describes assets with their revisions, and the run that made the suggestions of each
 * revision. Of the runs of an asset, only the number of runs ever started is saved here. The other counts and
 * the active run follow when the runs are read.
 */
#include "datazone/asset.h"

#include "datazone/value-codec.h"
#include "kernel/annotation.h"

enum
{
  ASSET_BYTES_MIN = 4 + 16 + 4 + 4 + 4,
  REVISION_BYTES_MIN = 4 + 4 + 4 + 8 + TARN_N_METADATA_TYPES * (1 + 4),
  VERDICT_BYTES_MIN = 4 + 1 + 4,
  COLUMN_BYTES_MIN = 4 + 4,
};

/* --- Columns ---------------------------------------------------------------------------------- */

static void
code_column (TarnCodec *codec, TarnColumn *column)
{
  tarn_codec_text (codec, "name", &column->name);
  tarn_codec_text (codec, "data-type", &column->data_type);
  if (!tarn_codec_is_reading (codec))
    return;

  tarn_codec_check (codec, tarn_column_text_is_good (column->name), "name",
                    "is no name of a column");
  tarn_codec_check (codec, tarn_column_text_is_good (column->data_type), "data-type",
                    "is no type of a column");
}

static void
code_columns (TarnCodec *codec, GArray *columns)
{
  guint32 n_columns = tarn_codec_count (codec, "columns", columns->len, COLUMN_BYTES_MIN);

  if (!tarn_codec_check_below (codec, "columns", n_columns, TARN_COLUMNS_MAX + 1))
    return;

  for (guint32 i = 0; tarn_codec_next_item (codec, "column", i, n_columns); i++)
    {
      static const TarnColumn empty = { NULL, NULL };

      if (tarn_codec_is_reading (codec))
        g_array_append_val (columns, empty);
      code_column (codec, &g_array_index (columns, TarnColumn, i));
    }
}

/* --- Revisions -------------------------------------------------------------------------------- */

static void
code_suggested_by (TarnCodec *codec, TarnSuggestedBy *by, const TarnDomain *domain)
{
  tarn_codec_boolean (codec, "suggested", &by->is_made);
  if (!by->is_made)
    return;

  tarn_datazone_code_id (codec, "run", &by->run_id);
  tarn_codec_uint32 (codec, "terms", &by->n_terms);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check_below (codec, "terms", by->n_terms, (guint64) domain->terms->len + 1);
}

/*
 * Codes a field about which something was decided, or of which a text was accepted. When the codec reads, @field is the
 * first field that may come.
 */
static void
code_verdict (TarnCodec *codec, TarnAssetRevision *revision, guint type, guint32 *field)
{
  guint32 first = *field;

  tarn_codec_uint32 (codec, "field", field);
  if (!tarn_codec_check_below (codec, "field", *field, (guint64) revision->columns->len + 1)
      || !tarn_codec_check (codec, *field >= first, "field", "is not after the one before"))
    return;

  TarnVerdict *verdict = tarn_asset_revision_get_verdict (revision, type, *field);
  tarn_codec_enum (codec, "decision", &verdict->decision, TARN_REJECTED + 1);
  tarn_codec_text (codec, "accepted", &verdict->text);
  if (!tarn_codec_is_reading (codec))
    return;

  tarn_codec_check (codec,
                    verdict->decision == TARN_UNDECIDED || revision->suggested_by[type].is_made,
                    "decision", "is there, but nothing is suggested");
  tarn_codec_check (codec, verdict->decision == TARN_REJECTED || verdict->text != NULL, "accepted",
                    "is nothing, and nothing was rejected");
  tarn_codec_check (codec, verdict->text == NULL || g_utf8_validate (verdict->text, -1, NULL),
                    "accepted", "is not valid UTF-8");
}

static gboolean
is_empty (const TarnVerdict *verdict)
{
  return verdict->decision == TARN_UNDECIDED && verdict->text == NULL;
}

/* Sets @field to the first field from there on that has a verdict. */
static void
skip_empty (const GArray *verdicts, guint32 *field)
{
  while (*field < verdicts->len && is_empty (&g_array_index (verdicts, TarnVerdict, *field)))
    (*field)++;
}

static guint32
count_verdicts (const GArray *verdicts)
{
  guint32 n_verdicts = 0;

  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    n_verdicts += is_empty (&g_array_index (verdicts, TarnVerdict, i)) ? 0 : 1;
  return n_verdicts;
}

static void
code_verdicts (TarnCodec *codec, TarnAssetRevision *revision, guint type)
{
  guint32 field = 0;

  tarn_codec_for_each (codec, i, "verdicts", "verdict", count_verdicts (revision->verdicts[type]),
                       VERDICT_BYTES_MIN)
    {
      if (!tarn_codec_is_reading (codec))
        skip_empty (revision->verdicts[type], &field);
      code_verdict (codec, revision, type, &field);
      field++;
    }
}

/* When the codec reads, the revision is empty and is the last one of the asset. */
static void
code_revision (TarnCodec *codec, TarnAssetRevision *revision, const TarnDomain *domain)
{
  tarn_datazone_code_member (codec, "name", TARN_DATAZONE_CREATE_ASSET, "name", &revision->name);
  tarn_codec_uint64_within (codec, "row-count", &revision->row_count, TARN_ROWS_MAX);
  tarn_annotation_code (codec, &revision->annotation);
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      tarn_codec_begin (codec, tarn_metadata_type_names[i]);
      code_suggested_by (codec, &revision->suggested_by[i], domain);
      tarn_codec_end (codec);
    }
  code_columns (codec, revision->columns);
  for (guint i = 0; i < TARN_N_METADATA_TYPES && tarn_codec_is_ok (codec); i++)
    {
      tarn_codec_begin (codec, tarn_metadata_type_names[i]);
      code_verdicts (codec, revision, i);
      tarn_codec_end (codec);
    }
}

static void
code_revisions (TarnCodec *codec, TarnAssetEntry *asset, const TarnDomain *domain)
{
  guint32 n_revisions
      = tarn_codec_count (codec, "revisions", asset->revisions->len, REVISION_BYTES_MIN);

  tarn_codec_check (codec, n_revisions > 0, "revisions", "are none");
  for (guint32 i = 1; i <= n_revisions && tarn_codec_is_ok (codec); i++)
    {
      if (tarn_codec_is_reading (codec))
        tarn_asset_entry_add_empty_revision (asset);
      tarn_codec_begin_item (codec, "revision", i);
      code_revision (codec, tarn_asset_entry_get_revision (asset, i), domain);
      tarn_codec_end (codec);
    }
}

/* --- Assets ----------------------------------------------------------------------------------- */

/*
 * Returns the asset that was written or read, or NULL if no asset can be made from the values that were read.
 */
static TarnAssetEntry *
code_identity (TarnAssets *assets, TarnCodec *codec, const TarnDomains *domains,
               TarnAssetEntry *asset)
{
  TarnIdentifier id = asset != NULL ? asset->entity.id : (TarnIdentifier){ 0 };
  guint32 project = asset != NULL ? asset->project : 0;
  char *type_identifier = asset != NULL ? asset->type_identifier : NULL;

  tarn_datazone_code_position (codec, "project", &project, domains->projects.list->len,
                               asset != NULL ? asset->subject->project_id : NULL);
  tarn_datazone_code_id (codec, "id", &id);
  tarn_datazone_code_member (codec, "type-identifier", TARN_DATAZONE_CREATE_ASSET, "typeIdentifier",
                             &type_identifier);
  if (asset != NULL)
    return asset;

  if (tarn_codec_is_ok (codec))
    {
      asset = tarn_assets_add_of (assets, domains, &id, project, type_identifier);
      tarn_codec_check (codec, asset != NULL, "id", "is there twice");
    }
  g_free (type_identifier);
  return asset;
}

static void
code_asset (TarnAssets *assets, TarnCodec *codec, const TarnDomains *domains, guint32 index)
{
  TarnAssetEntry *asset = tarn_codec_is_reading (codec) ? NULL : tarn_assets_get (assets, index);

  if (asset != NULL)
    tarn_codec_label (codec, asset->subject->asset_id);
  asset = code_identity (assets, codec, domains, asset);
  if (asset == NULL)
    return;

  tarn_codec_uint32 (codec, "runs-started", &asset->runs.n_runs);
  code_revisions (codec, asset, tarn_domains_get_domain (domains, asset->entity.domain));
}

void
tarn_assets_code (TarnAssets *assets, TarnCodec *codec, const TarnDomains *domains)
{
  tarn_codec_for_each (codec, i, "assets", "asset", assets->list->len, ASSET_BYTES_MIN)
    code_asset (assets, codec, domains, i);
}

guint64
tarn_assets_count_started (const TarnAssets *assets)
{
  guint64 n_started = 0;

  for (guint32 i = 0; i < assets->list->len; i++)
    n_started += tarn_assets_get (assets, i)->runs.n_runs;

  return n_started;
}
