/* SPDX-License-Identifier: MIT */
/*
 * The state of the DataZone room. Calls change it through the operations; virtual time changes it through the
 * events of metadata generation runs.
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
  gint64 token_lifetime_us; /* of the option; kept so that the old value is known when it changes */
  TarnMetadataQuota quota;
} TarnDataZone;

TARN_DEFINE_ROOM_ACCESSORS (TarnDataZone, tarn_datazone, TarnGenerationRecord, TarnActiveGeneration)

/* Forgets the client tokens that have expired. No operation finds them, so it does not matter when. */
static inline void
tarn_datazone_expire_tokens (TarnDataZone *datazone)
{
  tarn_client_tokens_expire (&datazone->tokens, datazone->token_lifetime_us,
                             datazone->room.core->clock.now_us);
}

/* Returns the asset that the run is about. */
static inline TarnAssetEntry *
tarn_datazone_get_asset_of (const TarnDataZone *datazone, const TarnGenerationRecord *record)
{
  return tarn_assets_get (&datazone->assets, record->run.subject);
}
