/* SPDX-License-Identifier: MIT */
/*
 * All metadata generation runs: one small record each. What only a run that has not ended needs is
 * kept apart, in TarnActiveGeneration.
 */
#pragma once

#include "admission/fault-rule.h"
#include "datazone/metadata-cost.h"
#include "datazone/metadata-machine.h"
#include "datazone/metadata-type.h"
#include "kernel/event-queue.h"
#include "kernel/record-store.h"

enum
{
  TARN_SYSTEM_USER = G_MAXUINT32, /* who starts what nobody started */
  TARN_NO_CLIENT_TOKEN = G_MAXUINT32,
};

typedef struct
{
  TarnRecord record; /* its subject is the asset */
  gint64 creation_us;
  gint64 end_us;
  TarnModelUse use; /* final; until then the plans tell it */
  guint32 asset;
  guint32 revision; /* counted from 1 */
  guint32 user;
  guint32 active; /* TARN_NO_RUN once it has ended */
  guint8 phase;
  TarnMetadataTypes types;
  guint8 type_phases[TARN_N_METADATA_TYPES];
  guint8 type_failures[TARN_N_METADATA_TYPES];
  const char *message; /* of planned failures; interned */
} TarnGenerationRecord;

typedef struct
{
  gint64 end_after_us;
  gint64 used_us;              /* how much of its time it has had, once it has ended */
  TarnMetadataFailure failure; /* what it will end with */
  TarnMetadataPlan plan;
} TarnTypeWork;

typedef struct
{
  guint32 run;
  guint32 ordinal; /* of the asset */
  guint32 generation;
  guint32 next_free;
  guint32 client_token;
  gint64 begin_us;
  TarnEventHandle event;
  TarnRunFault fault;
  TarnTypeWork types[TARN_N_METADATA_TYPES];
} TarnActiveGeneration;

typedef struct
{
  TarnRecordStore records;
  GArray *active; /* TarnActiveGeneration; those of ended runs are reused */
  guint32 free_active;
} TarnMetadataStore;

void tarn_metadata_store_init (TarnMetadataStore *store);
void tarn_metadata_store_clear (TarnMetadataStore *store);

/* @store is new. */
void tarn_metadata_store_copy (TarnMetadataStore *store, const TarnMetadataStore *from);

static inline TarnGenerationRecord *
tarn_metadata_store_get (const TarnMetadataStore *store, guint32 run)
{
  return tarn_record_store_get_typed (&store->records, run, TarnGenerationRecord);
}

/* Valid until the next run is added. */
static inline TarnActiveGeneration *
tarn_metadata_store_get_active (const TarnMetadataStore *store, guint32 active)
{
  return &g_array_index (store->active, TarnActiveGeneration, active);
}

/* A new run, newest of all and of its asset, with an active part. */
guint32 tarn_metadata_store_add (TarnMetadataStore *store, const TarnIdentifier *id, guint32 asset,
                                 TarnRecordChain *asset_runs);

/* An active part for a run that has none. */
guint32 tarn_metadata_store_take_active (TarnMetadataStore *store, guint32 run);

/* The run has ended and needs its active part no more. */
void tarn_metadata_store_release_active (TarnMetadataStore *store, guint32 run);
