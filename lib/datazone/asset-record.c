/* SPDX-License-Identifier: MIT */
#include "datazone/asset-record.h"

#include <string.h>

#include "datazone/suggestions.h"
#include "kernel/accessors.h"
#include "kernel/annotation.h"
#include "kernel/bisect.h"
#include "kernel/text-record.h"

typedef struct
{
  GArray *suggestions; /* TarnSuggestion; NULL if there are none */
  GArray *accepted;    /* the same */
  char run_id[TARN_CODE_LENGTH + 1];
} Suggested;

struct _TarnAsset
{
  guint ref_count;
  TarnMetadataSubject *subject;
  char *name;
  char *type_identifier;
  char *revision;
  char *annotation;
  GArray *columns;
  Suggested suggested[TARN_N_METADATA_TYPES];
};

enum
{
  SUGGESTION_TEXTS = 2,
  SUGGESTION_PADDING = 2,
};

G_STATIC_ASSERT (sizeof (TarnSuggestion)
                 == (SUGGESTION_TEXTS + SUGGESTION_PADDING) * sizeof (const char *));

static TarnSuggestion *
copy_suggestion (const TarnSuggestion *self)
{
  return tarn_text_record_copy (self, SUGGESTION_TEXTS, SUGGESTION_PADDING);
}

G_DEFINE_BOXED_TYPE (TarnSuggestion, tarn_suggestion, copy_suggestion, g_free)

static void
fill_suggested (Suggested *suggested, const TarnAssetRevision *revision, guint type,
                TarnDomain *domain)
{
  const TarnSuggestedBy *by = &revision->suggested_by[type];

  suggested->accepted = tarn_suggestions_list_accepted (revision, type);
  if (!by->is_made)
    return;

  suggested->suggestions = tarn_suggestions_new (revision, type, domain, by->n_terms);
  tarn_identifier_format_code (&by->run_id, suggested->run_id);
}

TarnAsset *
tarn_asset_new (const TarnAssetEntry *asset, guint32 revision_number, TarnDomain *domain)
{
  const TarnAssetRevision *revision = tarn_asset_entry_get_revision (asset, revision_number);
  TarnAsset *self = g_new0 (TarnAsset, 1);

  self->ref_count = 1;
  self->subject = tarn_metadata_subject_ref (asset->subject);
  self->name = g_strdup (revision->name);
  self->type_identifier = g_strdup (asset->type_identifier);
  self->revision = g_strdup_printf ("%u", revision_number);
  self->annotation = tarn_annotation_ref (revision->annotation);
  self->columns = g_array_ref (revision->columns);
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    fill_suggested (&self->suggested[i], revision, i, domain);

  return self;
}

static void
free_asset (TarnAsset *self)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    {
      g_clear_pointer (&self->suggested[i].suggestions, g_array_unref);
      g_clear_pointer (&self->suggested[i].accepted, g_array_unref);
    }
  tarn_metadata_subject_unref (self->subject);
  g_free (self->name);
  g_free (self->type_identifier);
  g_free (self->revision);
  tarn_annotation_unref (self->annotation);
  g_array_unref (self->columns);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnAsset, tarn_asset, free_asset)

TARN_GETTER (const char *, tarn_asset_get_id, const TarnAsset, subject->asset_id)
TARN_GETTER (const char *, tarn_asset_get_name, const TarnAsset, name)
TARN_GETTER (const char *, tarn_asset_get_type_identifier, const TarnAsset, type_identifier)
TARN_GETTER (const char *, tarn_asset_get_owning_project_id, const TarnAsset, subject->project_id)
TARN_GETTER (const char *, tarn_asset_get_revision, const TarnAsset, revision)
TARN_GETTER (const char *, tarn_asset_get_annotation, const TarnAsset, annotation)
TARN_GETTER (guint, tarn_asset_get_n_columns, const TarnAsset, columns->len)

const char *
tarn_asset_get_column_name (const TarnAsset *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return index < self->columns->len ? g_array_index (self->columns, TarnColumn, index).name : NULL;
}

const char *
tarn_asset_get_column_data_type (const TarnAsset *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return index < self->columns->len ? g_array_index (self->columns, TarnColumn, index).data_type
                                    : NULL;
}

/* --- Suggestions ------------------------------------------------------------------------------ */

/* Returns NULL if the asset has no suggestions of this type. */
static const Suggested *
get_suggested (const TarnAsset *self, TarnMetadataType type)
{
  guint index = (guint) type - 1;

  if (index >= TARN_N_METADATA_TYPES || self->suggested[index].suggestions == NULL)
    return NULL;
  return &self->suggested[index];
}

const TarnSuggestion *
tarn_asset_get_suggestions (const TarnAsset *self, TarnMetadataType type, guint *out_n_suggestions)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_suggestions != NULL, NULL);

  const Suggested *suggested = get_suggested (self, type);
  guint n_suggestions = suggested != NULL ? suggested->suggestions->len : 0;

  *out_n_suggestions = n_suggestions;
  return n_suggestions > 0 ? (const TarnSuggestion *) (gconstpointer) suggested->suggestions->data
                           : NULL;
}

const TarnSuggestion *
tarn_asset_get_accepted (const TarnAsset *self, TarnMetadataType type, guint *out_n_accepted)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_accepted != NULL, NULL);

  guint index = (guint) type - 1;
  const GArray *accepted = index < TARN_N_METADATA_TYPES ? self->suggested[index].accepted : NULL;

  *out_n_accepted = accepted != NULL ? accepted->len : 0;
  return *out_n_accepted > 0 ? (const TarnSuggestion *) (gconstpointer) accepted->data : NULL;
}

/* Returns the number of the column that the path names, or -1 if it names none, as the summary does. */
static gint64
parse_column (const char *field_path)
{
  const char *prefix = "columns[";

  return g_str_has_prefix (field_path, prefix)
             ? (gint64) g_ascii_strtoull (field_path + strlen (prefix), NULL, 10)
             : -1;
}

static gboolean
is_before (gconstpointer suggestions, guint index, gconstpointer column)
{
  return parse_column (((const TarnSuggestion *) suggestions)[index].field_path)
         < *(const gint64 *) column;
}

const char *
tarn_asset_find_suggestion (const TarnAsset *self, TarnMetadataType type, const char *field_path)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (field_path != NULL, NULL);

  guint n_suggestions;
  const TarnSuggestion *suggestions = tarn_asset_get_suggestions (self, type, &n_suggestions);

  /* The suggestions are in the order of their columns, and the summary is the first. */
  gint64 column = parse_column (field_path);
  guint place = tarn_bisect (suggestions, n_suggestions, is_before, &column);
  return place < n_suggestions && g_str_equal (suggestions[place].field_path, field_path)
             ? suggestions[place].text
             : NULL;
}

const char *
tarn_asset_get_suggestion_run_id (const TarnAsset *self, TarnMetadataType type)
{
  g_return_val_if_fail (self != NULL, NULL);

  const Suggested *suggested = get_suggested (self, type);

  return suggested != NULL ? suggested->run_id : NULL;
}
