/* SPDX-License-Identifier: MIT */
/*
 * Copies, saves, restores and describes admission: its options, until when the limit of active runs counts as
 * reached, and the tokens that each account has left.
 */
#include "admission/admission.h"

#include <string.h>

enum
{
  ACCOUNT_BYTES_MIN = 4,
};

/* A bucket holds at most the tokens of one second at the highest rate. */
#define LEVEL_MAX ((G_GUINT64_CONSTANT (1) << 32) * TARN_TOKEN_PARTS)

/* --- Accounts --------------------------------------------------------------------------------- */

void
tarn_throttle_copy (TarnThrottle *throttle, const TarnThrottle *from)
{
  for (guint32 account = 0; account < from->n_accounts; account++)
    tarn_throttle_ensure_account (throttle, tarn_throttle_get_account_id (from, account));
  if (from->buckets->len > 0)
    memcpy (throttle->buckets->data, from->buckets->data,
            from->buckets->len * sizeof (TarnTokenBucket));
}

static gint
compare_accounts (gconstpointer a, gconstpointer b, gpointer throttle)
{
  return strcmp (tarn_throttle_get_account_id (throttle, *(const guint32 *) a),
                 tarn_throttle_get_account_id (throttle, *(const guint32 *) b));
}

static GArray *
list_used (const TarnThrottle *throttle, const TarnAccountsClass *class, gpointer data)
{
  GArray *accounts = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 account = 0; account < throttle->n_accounts; account++)
    if (class->is_used (data, account))
      g_array_append_val (accounts, account);
  g_array_sort_with_data (accounts, compare_accounts, (gpointer) throttle);
  return accounts;
}

static gboolean
check_account (TarnCodec *codec, const char *id, const char *last_id)
{
  return tarn_codec_check (codec, id != NULL && tarn_account_id_is (id), "account",
                           "is no account id")
         && tarn_codec_check (codec, last_id == NULL || strcmp (id, last_id) > 0, "account",
                              "is not after the account before it");
}

void
tarn_throttle_code_accounts (TarnThrottle *throttle, TarnCodec *codec,
                             const TarnAccountsClass *class, gpointer data)
{
  g_autoptr (GArray) used = list_used (throttle, class, data);
  const char *id = NULL;

  tarn_codec_for_each (codec, i, class->list, class->name, used->len, class->item_bytes)
    {
      g_autofree char *read = NULL;
      guint32 account = tarn_codec_is_reading (codec) ? 0 : g_array_index (used, guint32, i);
      const char *last_id = id;

      if (!tarn_codec_is_reading (codec))
        {
          id = tarn_throttle_get_account_id (throttle, account);
          tarn_codec_label (codec, id);
        }
      tarn_codec_kept_text (codec, "account", id, &read);
      if (tarn_codec_is_reading (codec))
        {
          if (!check_account (codec, read, last_id))
            continue;
          account = tarn_throttle_ensure_account (throttle, read);
          id = tarn_throttle_get_account_id (throttle, account);
        }
      class->code (data, codec, account);
      tarn_codec_check (codec, class->is_used (data, account), "account", "has used nothing");
    }
}

/* --- Rates ------------------------------------------------------------------------------------ */

typedef struct
{
  TarnThrottle *throttle;
  gint64 now_us;
} Rates;

static gboolean
is_taken_from (gpointer data, guint32 account)
{
  const TarnThrottle *throttle = ((const Rates *) data)->throttle;

  for (guint i = 0; i < throttle->service->n_operations; i++)
    if (tarn_throttle_get_bucket (throttle, i, account)->filled_us != 0)
      return TRUE;

  return FALSE;
}

static void
code_buckets (gpointer data, TarnCodec *codec, guint32 account)
{
  const Rates *rates = data;
  const TarnService *service = rates->throttle->service;

  for (guint i = 0; i < service->n_operations; i++)
    {
      TarnTokenBucket *bucket = tarn_throttle_get_bucket (rates->throttle, i, account);

      if (service->operations[i].rated_by == 0)
        continue;
      tarn_codec_begin (codec, service->operations[i].name);
      tarn_codec_time (codec, "filled", &bucket->filled_us, rates->now_us);
      tarn_codec_uint64_within (codec, "level", &bucket->level, LEVEL_MAX);
      tarn_codec_end (codec);
    }
}

void
tarn_throttle_code (TarnThrottle *throttle, TarnCodec *codec, gint64 now_us)
{
  static const TarnAccountsClass class = { "rated-accounts", "rates", ACCOUNT_BYTES_MIN,
                                           is_taken_from, code_buckets };
  Rates rates = { throttle, now_us };

  tarn_throttle_code_accounts (throttle, codec, &class, &rates);
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

/* Codes each option by its name, so that a comparison of two states can name an option that differs. */
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
