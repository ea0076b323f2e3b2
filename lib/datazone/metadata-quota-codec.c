/* SPDX-License-Identifier: MIT */
/*
 * What was used in the month as it is copied, saved and told: that of an older month counts as nothing.
 * Accounts come in the order of their ids, as their numbers tell when clients were made.
 */
#include "datazone/metadata-quota.h"

#include <string.h>

#include "admission/principal.h"
#include "kernel/calendar.h"

/* What more is taken in the month still fits. */
#define USED_MAX (G_GINT64_CONSTANT (1) << 62)

enum
{
  ACCOUNT_BYTES_MIN = 4 + TARN_N_METADATA_TYPES * 8,
};

void
tarn_metadata_quota_copy (TarnMetadataQuota *quota, const TarnMetadataQuota *from)
{
  g_array_append_vals (quota->accounts, from->accounts->data, from->accounts->len);
}

static gboolean
is_used (const TarnMonthlyUse *use)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    if (use->n_used[i] != 0)
      return TRUE;

  return FALSE;
}

static GArray *
list_used (const TarnMetadataQuota *quota, const TarnThrottle *accounts, gint64 month)
{
  GArray *used = tarn_throttle_list_accounts (accounts);
  guint n_used = 0;

  for (guint i = 0; i < used->len; i++)
    {
      guint32 account = g_array_index (used, guint32, i);

      if (account >= quota->accounts->len)
        continue;

      const TarnMonthlyUse *use = &g_array_index (quota->accounts, TarnMonthlyUse, account);
      if (use->month == month && is_used (use))
        g_array_index (used, guint32, n_used++) = account;
    }

  g_array_set_size (used, n_used);
  return used;
}

static void
code_counts (TarnCodec *codec, TarnMonthlyUse *use)
{
  for (guint i = 0; i < TARN_N_METADATA_TYPES; i++)
    tarn_codec_int64_within (codec, tarn_metadata_type_names[i], &use->n_used[i], 0, USED_MAX);
}

static void
put_use (TarnMetadataQuota *quota, TarnCodec *codec, const TarnThrottle *accounts, guint32 account)
{
  const char *id = tarn_throttle_get_account_id (accounts, account);

  tarn_codec_label (codec, id);
  tarn_codec_put_text (codec, "account", id);
  code_counts (codec, &g_array_index (quota->accounts, TarnMonthlyUse, account));
}

/* @last_id is that of the account before, or empty. */
static void
read_use (TarnMetadataQuota *quota, TarnCodec *codec, TarnThrottle *accounts, TarnMonthlyUse *use,
          char last_id[TARN_ACCOUNT_ID_LENGTH + 1])
{
  g_autofree char *id = NULL;

  tarn_codec_text (codec, "account", &id);
  code_counts (codec, use);
  if (!tarn_codec_check (codec, id != NULL && tarn_account_id_is (id), "account",
                         "is no account id")
      || !tarn_codec_check (codec, strcmp (id, last_id) > 0, "account",
                            "is not after the account before it")
      || !tarn_codec_check (codec, is_used (use), "account", "has used nothing"))
    return;

  memcpy (last_id, id, TARN_ACCOUNT_ID_LENGTH + 1);
  guint32 account = tarn_throttle_ensure_account (accounts, id);
  if (account >= quota->accounts->len)
    g_array_set_size (quota->accounts, account + 1);
  g_array_index (quota->accounts, TarnMonthlyUse, account) = *use;
}

void
tarn_metadata_quota_code (TarnMetadataQuota *quota, TarnCodec *codec, TarnThrottle *accounts,
                          gint64 now_us)
{
  gint64 month = tarn_calendar_get_month (now_us);
  g_autoptr (GArray) used = list_used (quota, accounts, month);
  char last_id[TARN_ACCOUNT_ID_LENGTH + 1] = "";
  guint32 n_used = tarn_codec_count (codec, "monthly-uses", used->len, ACCOUNT_BYTES_MIN);

  for (guint32 i = 0; tarn_codec_next_item (codec, "monthly-use", i, n_used); i++)
    {
      TarnMonthlyUse use = { .month = month };

      if (tarn_codec_is_reading (codec))
        read_use (quota, codec, accounts, &use, last_id);
      else
        put_use (quota, codec, accounts, g_array_index (used, guint32, i));
    }
}
