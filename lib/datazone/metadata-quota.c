/* SPDX-License-Identifier: MIT */
#include "datazone/metadata-quota.h"

#include <string.h>

#include "kernel/calendar.h"

void
tarn_metadata_quota_init (TarnMetadataQuota *quota)
{
  quota->accounts = g_array_new (FALSE, TRUE, sizeof (TarnMonthlyUse));
}

void
tarn_metadata_quota_clear (TarnMetadataQuota *quota)
{
  g_clear_pointer (&quota->accounts, g_array_unref);
}

static TarnMonthlyUse *
get_use (TarnMetadataQuota *quota, guint32 account, gint64 now_us)
{
  gint64 month = tarn_calendar_get_month (now_us);

  if (account >= quota->accounts->len)
    g_array_set_size (quota->accounts, account + 1);

  TarnMonthlyUse *use = &g_array_index (quota->accounts, TarnMonthlyUse, account);
  if (use->month != month)
    {
      memset (use, 0, sizeof *use);
      use->month = month;
    }
  return use;
}

/* A unit counts even if there is no limit, because a limit may be set later in the month. */
gboolean
tarn_metadata_quota_take (TarnMetadataQuota *quota, guint32 account, guint type, gint64 max,
                          gint64 now_us)
{
  TarnMonthlyUse *use = get_use (quota, account, now_us);

  if (max != TARN_UNLIMITED && use->n_used[type] >= max)
    return FALSE;

  use->n_used[type]++;
  return TRUE;
}
