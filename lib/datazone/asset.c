/* SPDX-License-Identifier: MIT */
#include "datazone/asset.h"

#include <string.h>

#include "datazone/datazone-service.h"
#include "kernel/annotation.h"

#define SERVICE_PREFIX "amazon.datazone."

static void
clear_revision (gpointer data)
{
  TarnAssetRevision *revision = data;

  g_free (revision->name);
  tarn_annotation_unref (revision->annotation);
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    g_clear_pointer (&revision->verdicts[i], g_array_unref);
  g_array_unref (revision->columns);
}

static void
free_entry (gpointer data)
{
  TarnAssetEntry *asset = data;

  tarn_metadata_subject_unref (asset->subject);
  g_free (asset->type_identifier);
  g_array_unref (asset->revisions);
  g_free (asset);
}

void
tarn_assets_init (TarnAssets *assets)
{
  tarn_entities_init (assets, free_entry);
}

void
tarn_assets_clear (TarnAssets *assets)
{
  tarn_entities_clear (assets);
}

static TarnMetadataSubject *
subject_new (const TarnDomains *domains, const TarnProject *project, const TarnIdentifier *id)
{
  TarnMetadataSubject *subject = g_new0 (TarnMetadataSubject, 1);

  subject->ref_count = 1;
  g_strlcpy (subject->domain_id, tarn_domains_get_domain (domains, project->entity.domain)->id_text,
             sizeof subject->domain_id);
  g_strlcpy (subject->project_id, project->id_text, sizeof subject->project_id);
  tarn_identifier_format_code (id, subject->asset_id);

  return subject;
}

static guint64
hash_subject (const TarnMetadataSubject *subject)
{
  const char *parts[] = { subject->domain_id, subject->asset_id };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  return key.hash;
}

TarnAssetEntry *
tarn_assets_add_of (TarnAssets *assets, const TarnDomains *domains, const TarnIdentifier *id,
                    guint32 project_position, const char *type_identifier)
{
  const TarnProject *project = tarn_domains_get_project (domains, project_position);

  if (tarn_entities_has (assets, id))
    return NULL;

  TarnAssetEntry *asset = g_new0 (TarnAssetEntry, 1);
  asset->entity = (TarnEntity){ *id, project->entity.domain };
  asset->subject = subject_new (domains, project, id);
  asset->type_identifier = g_strdup (type_identifier);
  asset->project = project_position;
  asset->revisions = g_array_new (FALSE, FALSE, sizeof (TarnAssetRevision));
  g_array_set_clear_func (asset->revisions, clear_revision);
  asset->runs = tarn_run_history_new (hash_subject (asset->subject));
  asset->runs.groups[TARN_RUN_GROUP] = project->entity.domain;

  asset->position = tarn_entities_add (assets, &asset->entity);
  return asset;
}

TarnAssetEntry *
tarn_assets_add (TarnAssets *assets, const TarnDomains *domains, guint32 project,
                 const TarnAssetInput *input)
{
  const char *project_id = tarn_domains_get_project (domains, project)->id_text;
  TarnIdentifier id = tarn_entities_draw_id (assets, domains->random, TARN_PURPOSE_ASSET_ID,
                                             project_id, input->name);
  TarnAssetEntry *asset
      = tarn_assets_add_of (assets, domains, &id, project, input->type_identifier);

  tarn_asset_entry_add_revision (asset, input);
  return asset;
}

/* --- Copying ---------------------------------------------------------------------------------- */

static void
clear_verdict (gpointer verdict)
{
  g_free (((TarnVerdict *) verdict)->text);
}

static GArray *
verdicts_new (guint n_fields)
{
  GArray *verdicts = g_array_sized_new (FALSE, TRUE, sizeof (TarnVerdict), n_fields);

  g_array_set_clear_func (verdicts, clear_verdict);
  g_array_set_size (verdicts, n_fields);
  return verdicts;
}

static GArray *
copy_verdicts (const GArray *from)
{
  if (from == NULL)
    return NULL;

  GArray *verdicts = verdicts_new (from->len);

  for (guint i = 0; i < from->len; i++)
    {
      const TarnVerdict *verdict = &g_array_index (from, TarnVerdict, i);

      g_array_index (verdicts, TarnVerdict, i)
          = (TarnVerdict){ verdict->decision, g_strdup (verdict->text) };
    }
  return verdicts;
}

/* The copy shares the columns, because they never change and their reference count is atomic. */
static TarnAssetRevision
copy_revision (const TarnAssetRevision *from)
{
  TarnAssetRevision revision = *from;

  revision.name = g_strdup (from->name);
  tarn_annotation_ref (revision.annotation);
  g_array_ref (revision.columns);
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    revision.verdicts[i] = copy_verdicts (from->verdicts[i]);
  return revision;
}

/* The copy gets a subject of its own, because the reference count of a subject is not atomic. */
static TarnAssetEntry *
copy_entry (const TarnAssetEntry *from)
{
  TarnAssetEntry *asset = g_memdup2 (from, sizeof *from);

  asset->subject = g_memdup2 (from->subject, sizeof *from->subject);
  asset->subject->ref_count = 1;
  asset->type_identifier = g_strdup (from->type_identifier);
  asset->revisions
      = g_array_sized_new (FALSE, FALSE, sizeof (TarnAssetRevision), from->revisions->len);
  g_array_set_clear_func (asset->revisions, clear_revision);
  for (guint i = 0; i < from->revisions->len; i++)
    {
      TarnAssetRevision revision
          = copy_revision (&g_array_index (from->revisions, TarnAssetRevision, i));

      g_array_append_val (asset->revisions, revision);
    }

  return asset;
}

void
tarn_assets_copy (TarnAssets *assets, const TarnAssets *from)
{
  for (guint i = 0; i < from->list->len; i++)
    g_ptr_array_add (assets->list, copy_entry (tarn_assets_get (from, i)));
  tarn_entities_copy_index (assets, from);
}

/* --- Revisions -------------------------------------------------------------------------------- */

/* A revision has its own copy of the columns, because the user may add columns to the input later. */
static GArray *
copy_columns (const GArray *columns)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (TarnColumn), columns->len);

  g_array_set_clear_func (copy, tarn_column_clear);
  for (guint i = 0; i < columns->len; i++)
    {
      const TarnColumn *column = &g_array_index (columns, TarnColumn, i);
      TarnColumn copied = { g_strdup (column->name), g_strdup (column->data_type) };

      g_array_append_val (copy, copied);
    }

  return copy;
}

void
tarn_asset_entry_add_revision (TarnAssetEntry *asset, const TarnAssetInput *input)
{
  TarnAssetRevision revision = {
    .name = g_strdup (input->name),
    .columns = copy_columns (input->columns),
    .row_count = input->row_count,
    .annotation = tarn_annotation_ref (input->annotation),
  };

  g_array_append_val (asset->revisions, revision);
}

void
tarn_asset_entry_add_empty_revision (TarnAssetEntry *asset)
{
  TarnAssetRevision revision = { .columns = g_array_new (FALSE, FALSE, sizeof (TarnColumn)) };

  g_array_set_clear_func (revision.columns, tarn_column_clear);
  g_array_append_val (asset->revisions, revision);
}

void
tarn_asset_entry_repeat_revision (TarnAssetEntry *asset)
{
  TarnAssetRevision revision
      = copy_revision (tarn_asset_entry_get_revision (asset, asset->revisions->len));

  g_array_append_val (asset->revisions, revision);
}

const TarnVerdict *
tarn_asset_revision_peek_verdict (const TarnAssetRevision *revision, guint type, guint field)
{
  const GArray *verdicts = revision->verdicts[type];

  return verdicts != NULL ? &g_array_index (verdicts, TarnVerdict, field) : NULL;
}

TarnVerdict *
tarn_asset_revision_get_verdict (TarnAssetRevision *revision, guint type, guint field)
{
  if (revision->verdicts[type] == NULL)
    revision->verdicts[type] = verdicts_new (revision->columns->len + 1);
  return &g_array_index (revision->verdicts[type], TarnVerdict, field);
}

void
tarn_asset_revision_suggest (TarnAssetRevision *revision, guint type, const TarnSuggestedBy *by)
{
  GArray *verdicts = revision->verdicts[type];

  revision->suggested_by[type] = *by;
  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    g_array_index (verdicts, TarnVerdict, i).decision = TARN_UNDECIDED;
}

TarnAssetEntry *
tarn_assets_find (const TarnAssets *assets, guint32 domain, const char *id)
{
  guint32 position = tarn_entities_find (assets, domain, id);

  return position != TARN_NO_POSITION ? tarn_assets_get (assets, position) : NULL;
}

/* Accepts a revision only in the form that the service returns: a decimal number without leading zeros. */
guint32
tarn_asset_entry_find_revision (const TarnAssetEntry *asset, const char *revision)
{
  guint64 number;

  if (revision == NULL)
    return asset->revisions->len;
  if (revision[0] == '0'
      || !g_ascii_string_to_unsigned (revision, 10, 1, asset->revisions->len, &number, NULL))
    return 0;

  return (guint32) number;
}

gboolean
tarn_asset_entry_is_supported (const TarnAssetEntry *asset, guint32 revision)
{
  static const char *const table_types[]
      = { "GlueTableAssetType", "GlueViewAssetType", "RedshiftTableAssetType",
          "RedshiftViewAssetType", NULL };
  const char *type = asset->type_identifier;

  if (g_str_has_prefix (type, SERVICE_PREFIX))
    type += strlen (SERVICE_PREFIX);

  return g_strv_contains (table_types, type)
         || tarn_asset_entry_get_revision (asset, revision)->columns->len > 0;
}

gboolean
tarn_asset_revision_has_schema (const TarnAssetRevision *revision)
{
  return revision->columns->len > 0 && revision->row_count > 0;
}
