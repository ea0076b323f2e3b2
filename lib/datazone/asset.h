/* SPDX-License-Identifier: MIT */
/*
 * The assets of the room with their revisions. They are found by id in a hash table and kept in the order of
 * their creation. A revision never changes, except for its suggestions. It only remembers which run made
 * them; the texts are made when a caller asks for them.
 */
#pragma once

#include "datazone/asset-input.h"
#include "datazone/domain.h"
#include "datazone/metadata-type.h"
#include "runs/run.h"

/* The newest run that succeeded for a type. */
typedef struct
{
  gboolean is_made;
  TarnIdentifier run_id;
  guint n_terms; /* number of terms in the glossary at that time */
} TarnSuggestedBy;

typedef enum
{
  TARN_UNDECIDED,
  TARN_ACCEPTED,
  TARN_REJECTED,
} TarnDecision;

/* The decision about the suggestion for a field. The field 0 is the summary, and the others are the columns. */
typedef struct
{
  TarnDecision decision; /* about the suggestion of the newest run */
  char *text;            /* accepted, now or earlier; or NULL */
} TarnVerdict;

typedef struct
{
  char *name;
  GArray *columns; /* TarnColumn; never changed, because copies share it */
  guint64 row_count;
  char *annotation; /* see kernel/annotation.h */
  TarnSuggestedBy suggested_by[TARN_N_METADATA_TYPES];
  GArray *verdicts[TARN_N_METADATA_TYPES]; /* TarnVerdict for each field; NULL if there is none */
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

/* The entities are of type TarnAssetEntry. */
typedef TarnEntities TarnAssets;

void tarn_assets_init (TarnAssets *assets);
void tarn_assets_clear (TarnAssets *assets);

/* @assets must be new. */
void tarn_assets_copy (TarnAssets *assets, const TarnAssets *from);

/* The domains must be read before. Counts of runs, except the number ever started, follow with the runs. */
void tarn_assets_code (TarnAssets *assets, TarnCodec *codec, const TarnDomains *domains);

/* Counts the runs that the assets have ever started. */
guint64 tarn_assets_count_started (const TarnAssets *assets);

/* Adds a new asset with revision 1. */
TarnAssetEntry *tarn_assets_add (TarnAssets *assets, const TarnDomains *domains, guint32 project,
                                 const TarnAssetInput *input);
/*
 * Adds an asset that is restored: its id was drawn before, and it has no revision yet. Returns NULL if
 * another asset has the id.
 */
TarnAssetEntry *tarn_assets_add_of (TarnAssets *assets, const TarnDomains *domains,
                                    const TarnIdentifier *id, guint32 project,
                                    const char *type_identifier);

void tarn_asset_entry_add_revision (TarnAssetEntry *asset, const TarnAssetInput *input);

/* Adds a revision without a name or columns. The caller must fill it at once. */
void tarn_asset_entry_add_empty_revision (TarnAssetEntry *asset);

/* Adds a revision that is like the newest one, with its verdicts. */
void tarn_asset_entry_repeat_revision (TarnAssetEntry *asset);

/* Returns the verdict on a field, or NULL if nothing was decided about any field. */
const TarnVerdict *tarn_asset_revision_peek_verdict (const TarnAssetRevision *revision, guint type,
                                                     guint field);

/* Returns the verdict on a field, which the caller may change. */
TarnVerdict *tarn_asset_revision_get_verdict (TarnAssetRevision *revision, guint type, guint field);

/* Notes that a run suggests anew. What was accepted stays accepted. */
void tarn_asset_revision_suggest (TarnAssetRevision *revision, guint type,
                                  const TarnSuggestedBy *by);

/* Returns NULL if the domain has no such asset. */
TarnAssetEntry *tarn_assets_find (const TarnAssets *assets, guint32 domain, const char *id);

static inline TarnAssetEntry *
tarn_assets_get (const TarnAssets *assets, guint32 asset)
{
  return tarn_entities_get (assets, asset);
}

/* Revisions are counted from 1. The result is valid until the next revision is added. */
static inline TarnAssetRevision *
tarn_asset_entry_get_revision (const TarnAssetEntry *asset, guint32 revision)
{
  return &g_array_index (asset->revisions, TarnAssetRevision, revision - 1);
}

/* Returns the number of the revision, or 0 if there is none. NULL stands for the newest revision. */
guint32 tarn_asset_entry_find_revision (const TarnAssetEntry *asset, const char *revision);

/* Returns whether metadata can be generated for an asset of this type. */
gboolean tarn_asset_entry_is_supported (const TarnAssetEntry *asset, guint32 revision);

/* Returns whether the revision has at least one column and at least one row. */
gboolean tarn_asset_revision_has_schema (const TarnAssetRevision *revision);
