/* SPDX-License-Identifier: MIT */
/* Copies, writes, reads and describes the use of the month. The use of an older month counts as zero. */
#include "datazone/metadata-quota.h"

#include "kernel/calendar.h"

enum
{
  ACCOUNT_BYTES_MIN = 4 + TARN_N_METADATA_TYPES * 8,
};

void
tarn_metadata_quota_copy (TarnMetadataQuota *quota, const TarnMetadataQuota *from)
{
  g_array_append_vals (quota->accounts, from->accounts->data, from->accounts->len);
}

typedef struct
{
  GArray *accounts; /* of the quota */
  gint64 month;
  gint64 used_max;
} Uses;

static gboolean
is_used (gpointer data, guint32 account)
{
  const Uses *uses = data;
  const TarnMonthlyUse *use = account < uses->accounts->len
                                  ? &g_array_index (uses->accounts, TarnMonthlyUse, account)
                                  : NULL;

  for (guint i = 0; use != NULL && use->month == uses->month && i < TARN_N_METADATA_TYPES; i++)
    if (use->n_used[i] != 0)
      return TRUE;

  return FALSE;
}

static void
code_use (gpointer data, TarnCodec *codec, guint32 account)
{
  const Uses *uses = data;

  if (account >= uses->accounts->len)
    g_array_set_size (uses->accounts, account + 1);

  TarnMonthlyUse *use = &g_array_index (uses->accounts, TarnMonthlyUse, account);
  use->month = uses->month;
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    tarn_codec_int64_within (codec, tarn_metadata_type_names[i], &use->n_used[i], 0,
                             uses->used_max);
}

void
tarn_metadata_quota_code (TarnMetadataQuota *quota, TarnCodec *codec, TarnThrottle *accounts,
                          gint64 now_us, guint64 n_begun)
{
  static const TarnAccountsClass class = { "monthly-uses", "monthly-use", ACCOUNT_BYTES_MIN,
                                           is_used, code_use };
  Uses uses
      = { quota->accounts, tarn_calendar_get_month (now_us), (gint64) MIN (n_begun, G_MAXINT64) };

  tarn_throttle_code_accounts (accounts, codec, &class, &uses);
}
