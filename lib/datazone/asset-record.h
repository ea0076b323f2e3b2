/* SPDX-License-Identifier: MIT */
/* What users are told of an asset. */
#pragma once

#include "datazone/asset.h"

TarnAsset *tarn_asset_new (const TarnAssetEntry *asset, guint32 revision, const TarnDomain *domain);
