/* SPDX-License-Identifier: MIT */
/* Admission as it is copied, saved and told: its options, its full hour, and what each account has left. */
#include "admission/admission.h"

#include <string.h>

enum
{
  ACCOUNT_BYTES_MIN = 4,
};

/* A second's worth of tokens at the highest rate. */
#define LEVEL_MAX ((G_GUINT64_CONSTANT (1) << 32) * TARN_TOKEN_PARTS)

/* --- Rates ------------------------------------------------------------------------------------ */

void
tarn_throttle_copy (TarnThrottle *throttle, const TarnThrottle *from)
{
  for (guint32 account = 0; account < from->n_accounts; account++)
    tarn_throttle_ensure_account (throttle, tarn_throttle_get_account_id (from, account));
  if (from->buckets->len > 0)
    memcpy (throttle->buckets->data, from->buckets->data,
            from->buckets->len * sizeof (TarnTokenBucket));
}

static gboolean
is_used (const TarnThrottle *throttle, guint32 account)
{
  for (guint i = 0; i < throttle->service->n_operations; i++)
    if (tarn_throttle_get_bucket (throttle, i, account)->filled_us != 0)
      return TRUE;

  return FALSE;
}

static gint
compare_accounts (gconstpointer a, gconstpointer b, gpointer throttle)
{
  return strcmp (tarn_throttle_get_account_id (throttle, *(const guint32 *) a),
                 tarn_throttle_get_account_id (throttle, *(const guint32 *) b));
}

GArray *
tarn_throttle_list_accounts (const TarnThrottle *throttle)
{
  GArray *accounts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 account = 0; account < throttle->n_accounts; account++)
    g_array_append_val (accounts, account);
  g_array_sort_with_data (accounts, compare_accounts, (gpointer) throttle);
  return accounts;
}

static GArray *
list_used (const TarnThrottle *throttle)
{
  GArray *accounts = tarn_throttle_list_accounts (throttle);
  guint n_used = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      guint32 account = g_array_index (accounts, guint32, i);

      if (is_used (throttle, account))
        g_array_index (accounts, guint32, n_used++) = account;
    }

  g_array_set_size (accounts, n_used);
  return accounts;
}

static void
code_buckets (TarnThrottle *throttle, TarnCodec *codec, guint32 account, gint64 now_us)
{
  for (guint i = 0; i < throttle->service->n_operations; i++)
    {
      TarnTokenBucket *bucket = tarn_throttle_get_bucket (throttle, i, account);

      if (throttle->service->operations[i].rated_by == 0)
        continue;
      tarn_codec_begin (codec, throttle->service->operations[i].name);
      tarn_codec_time (codec, "filled", &bucket->filled_us, now_us);
      tarn_codec_uint64_within (codec, "level", &bucket->level, LEVEL_MAX);
      tarn_codec_end (codec);
    }
}

static void
put_account (TarnThrottle *throttle, TarnCodec *codec, guint32 account, gint64 now_us)
{
  const char *id = tarn_throttle_get_account_id (throttle, account);

  tarn_codec_label (codec, id);
  tarn_codec_put_text (codec, "account", id);
  code_buckets (throttle, codec, account, now_us);
}

/* The throttle has no accounts but those that were read before. */
static void
read_account (TarnThrottle *throttle, TarnCodec *codec, gint64 now_us)
{
  g_autofree char *id = NULL;
  guint32 n_before = throttle->n_accounts;

  tarn_codec_text (codec, "account", &id);
  if (!tarn_codec_check (codec, id != NULL && tarn_account_id_is (id), "account",
                         "is no account id")
      || !tarn_codec_check (
          codec,
          n_before == 0 || strcmp (id, tarn_throttle_get_account_id (throttle, n_before - 1)) > 0,
          "account", "is not after the account before it"))
    return;

  guint32 account = tarn_throttle_ensure_account (throttle, id);
  code_buckets (throttle, codec, account, now_us);
  tarn_codec_check (codec, is_used (throttle, account), "account", "was never taken from");
}

void
tarn_throttle_code (TarnThrottle *throttle, TarnCodec *codec, gint64 now_us)
{
  g_autoptr (GArray) accounts = list_used (throttle);
  guint32 n_used = tarn_codec_count (codec, "rated-accounts", accounts->len, ACCOUNT_BYTES_MIN);

  for (guint32 i = 0; tarn_codec_next_item (codec, "rates", i, n_used); i++)
    {
      if (tarn_codec_is_reading (codec))
        read_account (throttle, codec, now_us);
      else
        put_account (throttle, codec, g_array_index (accounts, guint32, i), now_us);
    }
}

/* --- Admission -------------------------------------------------------------------------------- */

void
tarn_admission_copy (TarnAdmission *admission, const TarnAdmission *from)
{
  memcpy (admission->options, from->options, admission->service->n_options * sizeof (gint64));
  admission->full_until_us = from->full_until_us;
  tarn_throttle_copy (&admission->throttle, &from->throttle);
  tarn_admission_update_checks (admission);
}

/* By name, so that what differs can be told. */
static void
code_options (TarnAdmission *admission, TarnCodec *codec)
{
  const TarnService *service = admission->service;

  tarn_codec_begin (codec, "options");
  for (guint i = 0; i < service->n_options; i++)
    tarn_codec_int64_within (codec, service->options[i].name, &admission->options[i],
                             service->options[i].min, service->options[i].max);
  tarn_codec_end (codec);
}

void
tarn_admission_code (TarnAdmission *admission, TarnCodec *codec)
{
  code_options (admission, codec);
  tarn_codec_int64 (codec, "full-until", &admission->full_until_us);
  tarn_throttle_code (&admission->throttle, codec, admission->clock->now_us);
  if (tarn_codec_is_reading (codec))
    tarn_admission_update_checks (admission);
}
