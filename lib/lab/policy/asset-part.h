/* SPDX-License-Identifier: MIT */
/* This is what the parts of a policy of assets do. Each class may leave out what its rule does not need. */
#pragma once

#include "lab/policy/asset-lake.h"
#include "lab/policy/rule.h"

/* No time, as in lab/policy/policy.h. */
#define TARN_LAB_ASSETS_NEVER G_MAXINT64

/* --- Triggers ----------------------------------------------------------------------------------- */

/* An asset that lacks metadata and was not asked for. */
typedef struct
{
  guint asset;
  gint64 since_us;
} TarnLabLackingAsset;

/* The trigger looks at the assets in the order in which they came to lack metadata. */
typedef struct
{
  /* Returns how many of the first ones are asked for now. */
  guint (*count_due) (const TarnLabRuleSettings *settings, const TarnLabLackingAsset *lacking,
                      guint n_lacking, gint64 now_us);
  /* Returns the next time after now at which more may be due if none comes, or TARN_LAB_ASSETS_NEVER. */
  gint64 (*get_next_time) (const TarnLabRuleSettings *settings, const TarnLabLackingAsset *lacking,
                           guint n_lacking, gint64 now_us);
} TarnLabAssetTriggerClass;

/* --- Orders ------------------------------------------------------------------------------------- */

/* The least rank starts first, and of equal ones the request that was made first, and then the first asset. */
typedef struct
{
  gint64 (*rank) (const TarnLabAssetLake *lake, guint asset);
} TarnLabAssetOrderClass;

/* --- Admissions --------------------------------------------------------------------------------- */

/* The policy has started so many runs in the present period, and so many of all have not ended. */
typedef struct
{
  gint64 since_us; /* the begin of the period */
  gint64 n_started;
  gint64 n_active;
} TarnLabAssetUse;

typedef struct
{
  /* Returns whether one more run may start now, and moves the period on. NULL means always. */
  gboolean (*has_room) (const TarnLabRuleSettings *settings, TarnLabAssetUse *use, gint64 now_us);
  /* Returns when there may be room again if no run ends, or TARN_LAB_ASSETS_NEVER. */
  gint64 (*get_next_time) (const TarnLabRuleSettings *settings, const TarnLabAssetUse *use);
} TarnLabAssetAdmissionClass;

/* --- What views have too ------------------------------------------------------------------------ */

extern const TarnLabAssetOrderClass tarn_lab_asset_order_fifo;
extern const TarnLabAssetOrderClass tarn_lab_asset_order_random;
extern const TarnLabAssetAdmissionClass tarn_lab_asset_admission_queue;
