/* SPDX-License-Identifier: MIT */
/* Makes the copy of an asset that GetAsset returns to the user. */
#pragma once

#include "datazone/asset.h"

TarnAsset *tarn_asset_new (const TarnAssetEntry *asset, guint32 revision, TarnDomain *domain);
