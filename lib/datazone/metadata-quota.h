/* SPDX-License-Identifier: MIT */
/* Counts how often each account has generated each type of metadata in the calendar month. */
#pragma once

#include "admission/throttle.h"
#include "datazone/metadata-type.h"

typedef struct
{
  gint64 month;
  gint64 n_used[TARN_N_METADATA_TYPES];
} TarnMonthlyUse;

typedef struct
{
  GArray *accounts; /* TarnMonthlyUse */
} TarnMetadataQuota;

void tarn_metadata_quota_init (TarnMetadataQuota *quota);
void tarn_metadata_quota_clear (TarnMetadataQuota *quota);

/* @quota must be new. Accounts keep their numbers. */
void tarn_metadata_quota_copy (TarnMetadataQuota *quota, const TarnMetadataQuota *from);

/*
 * @accounts gives numbers to the accounts. @n_begun is the number of runs that may have begun. A run takes at
 * most one unit of each type, when it begins.
 */
void tarn_metadata_quota_code (TarnMetadataQuota *quota, TarnCodec *codec, TarnThrottle *accounts,
                               gint64 now_us, guint64 n_begun);

/* Takes a unit of the month of @now_us. Returns FALSE if @max units of the month are taken already. */
gboolean tarn_metadata_quota_take (TarnMetadataQuota *quota, guint32 account, guint type,
                                   gint64 max, gint64 now_us);
