/* SPDX-License-Identifier: MIT */
/*
 * Assets with their revisions: looked up in a hash table by id, kept in the order of their creation.
 * A revision never changes but for what was suggested for it, and that is remembered as which run
 * did so: the texts are made when they are asked for.
 */
#pragma once

#include "datazone/asset-input.h"
#include "datazone/domain.h"
#include "datazone/metadata-type.h"
#include "runs/run.h"

/* The newest run that succeeded in a type. */
typedef struct
{
  gboolean is_made;
  TarnIdentifier run_id;
  guint n_terms; /* in the glossary at that time */
} TarnSuggestedBy;

typedef struct
{
  char *name;
  GArray *columns; /* TarnColumn, never changed: what is told refers to it */
  guint64 row_count;
  TarnSuggestedBy suggested_by[TARN_N_METADATA_TYPES];
} TarnAssetRevision;

typedef struct
{
  TarnEntity entity;
  TarnMetadataSubject *subject;
  char *type_identifier;
  guint32 position;
  guint32 project;
  GArray *revisions; /* TarnAssetRevision */
  TarnRunHistory runs;
} TarnAssetEntry;

/* Of TarnAssetEntry. */
typedef TarnEntities TarnAssets;

void tarn_assets_init (TarnAssets *assets);
void tarn_assets_clear (TarnAssets *assets);

/* @assets is new. */
void tarn_assets_copy (TarnAssets *assets, const TarnAssets *from);

/* The domains were read before. What is counted of the runs comes with these. */
void tarn_assets_code (TarnAssets *assets, TarnCodec *codec, const TarnDomains *domains);

/* A new asset of revision 1. */
TarnAssetEntry *tarn_assets_add (TarnAssets *assets, const TarnDomains *domains, guint32 project,
                                 const TarnAssetInput *input);
/*
 * An asset of an id that was drawn before, without any revision yet, for what is restored. NULL if there
 * is one of that id.
 */
TarnAssetEntry *tarn_assets_add_of (TarnAssets *assets, const TarnDomains *domains,
                                    const TarnIdentifier *id, guint32 project,
                                    const char *type_identifier);

void tarn_asset_entry_add_revision (TarnAssetEntry *asset, const TarnAssetInput *input);

/* One without a name or columns, to be filled at once. */
void tarn_asset_entry_add_empty_revision (TarnAssetEntry *asset);

/* NULL if there is none. */
TarnAssetEntry *tarn_assets_find (const TarnAssets *assets, guint32 domain, const char *id);

static inline TarnAssetEntry *
tarn_assets_get (const TarnAssets *assets, guint32 asset)
{
  return tarn_entities_get (assets, asset);
}

/* Revisions are counted from 1. Valid until the next one is added. */
static inline TarnAssetRevision *
tarn_asset_entry_get_revision (const TarnAssetEntry *asset, guint32 revision)
{
  return &g_array_index (asset->revisions, TarnAssetRevision, revision - 1);
}

/* NULL is the newest; 0 if there is none of that number. */
guint32 tarn_asset_entry_find_revision (const TarnAssetEntry *asset, const char *revision);

/* Whether metadata can be generated for this type of asset. */
gboolean tarn_asset_entry_is_supported (const TarnAssetEntry *asset, guint32 revision);

/* Whether the revision has a schema with at least one column, and at least one row. */
gboolean tarn_asset_revision_has_schema (const TarnAssetRevision *revision);
