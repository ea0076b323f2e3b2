/* SPDX-License-Identifier: MIT */
/* A metadata generation run as the room keeps it. */
#pragma once

#include "datazone/metadata-cost.h"
#include "datazone/metadata-machine.h"
#include "datazone/metadata-type.h"
#include "runs/run.h"

enum
{
  TARN_SYSTEM_USER = G_MAXUINT32, /* who starts what nobody started */
  TARN_NO_CLIENT_TOKEN = G_MAXUINT32,
};

/* Its subject is the asset; its type a set of TarnMetadataTypes. */
typedef struct
{
  TarnRun run;
  TarnModelUse use; /* final; until then the plans tell it */
  guint32 revision; /* counted from 1 */
  guint32 user;
  guint8 type_states[TARN_N_METADATA_TYPES];
  guint8 type_failures[TARN_N_METADATA_TYPES];
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
  TarnActiveRun run;
  guint32 client_token;
  gint64 begin_us;
  TarnTypeWork types[TARN_N_METADATA_TYPES];
} TarnActiveGeneration;

static inline gboolean
tarn_generation_has_type (const TarnGenerationRecord *record, guint type)
{
  return (record->run.type & 1u << type) != 0;
}
