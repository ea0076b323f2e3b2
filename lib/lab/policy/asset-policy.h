/* SPDX-License-Identifier: MIT */
/*
 * A policy of assets: a trigger, an order and an admission. It asks for metadata when its trigger says so, and starts
 * what it has asked for in its order as long as its admission has room.
 *
 * An asset that the service refuses waits on, and is tried again when the policy can know that it may succeed: a second
 * after a start was throttled, because the service counts calls by the second; at the next end of a run if the domain
 * has as many as it may; and on the first day of the next month, UTC, if the quota of a type is used up.
 */
#pragma once

#include "lab/policy/asset-part.h"

typedef struct _TarnLabAssetPolicy TarnLabAssetPolicy;

/* Returns whether the composition is that of a policy of assets. */
gboolean tarn_lab_composition_is_of_assets (const TarnLabComposition *composition);

/* The composition outlives the policy. */
TarnLabAssetPolicy *tarn_lab_asset_policy_new (const TarnLabComposition *composition,
                                               const TarnLabAssetLake *lake);
TarnLabAssetPolicy *tarn_lab_asset_policy_copy (const TarnLabAssetPolicy *self);
void tarn_lab_asset_policy_free (TarnLabAssetPolicy *self);

/* Takes the wakes, and acts. Returns when it wants to be asked again at the latest, or TARN_LAB_ASSETS_NEVER. */
gint64 tarn_lab_asset_policy_decide (TarnLabAssetPolicy *self, TarnLabAssetLake *lake);
