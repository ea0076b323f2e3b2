/* SPDX-License-Identifier: MIT */
/*
 * Amazon DataZone as one room: what it holds, put together. The operations enter through
 * datazone-client and domain-client; time enters through the handlers that tarn_datazone_init()
 * registers.
 */
#pragma once

#include "admission/admission.h"
#include "datazone/asset.h"
#include "datazone/client-token.h"
#include "datazone/datazone-service.h"
#include "datazone/domain.h"
#include "datazone/metadata-quota.h"
#include "datazone/metadata-store.h"
#include "kernel/clock.h"

typedef struct
{
  TarnClock *clock;
  const TarnRandom *random;
  TarnAdmission admission;
  TarnDomains domains;
  TarnAssets assets;
  TarnMetadataStore runs;
  TarnClientTokens tokens;
  gint64 token_lifetime_us; /* the option, as long as it stays */
  TarnMetadataQuota quota;
  TarnMetadataCostModel *cost_model; /* NULL for the built-in one */

  guint16 begin_kind;
  guint16 type_end_kind;
} TarnDataZone;

void tarn_datazone_init (TarnDataZone *datazone, TarnClock *clock, const TarnRandom *random,
                         TarnGatehouse *gatehouse);
void tarn_datazone_clear (TarnDataZone *datazone);

/* @datazone is new. The cost model is the engine's affair. */
void tarn_datazone_copy (TarnDataZone *datazone, const TarnDataZone *from);
void tarn_datazone_code (TarnDataZone *datazone, TarnCodec *codec);

/* An option was set: what follows from it is brought up to date. */
void tarn_datazone_options_changed (TarnDataZone *datazone);

static inline gint64
tarn_datazone_get_option (const TarnDataZone *datazone, guint option)
{
  return tarn_admission_get_option (&datazone->admission, option);
}
