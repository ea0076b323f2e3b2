/* SPDX-License-Identifier: MIT */
/*
 * Amazon DataZone as one room: what it holds. The operations enter through the files of operations; time
 * enters through the events of metadata generation runs.
 */
#pragma once

#include "datazone/asset.h"
#include "datazone/client-token.h"
#include "datazone/datazone-service.h"
#include "datazone/domain.h"
#include "datazone/metadata-quota.h"
#include "datazone/metadata-record.h"
#include "runs/room.h"

typedef struct
{
  TarnRoom room;

  TarnDomains domains;
  TarnAssets assets;
  TarnClientTokens tokens;
  gint64 token_lifetime_us; /* the option, as long as it stays */
  TarnMetadataQuota quota;
} TarnDataZone;

TARN_DEFINE_ROOM_ACCESSORS (TarnDataZone, tarn_datazone, TarnGenerationRecord, TarnActiveGeneration)

/* The asset that the run is about. */
static inline TarnAssetEntry *
tarn_datazone_get_asset_of (const TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  return tarn_assets_get (&datazone->assets, record->run.subject);
}
