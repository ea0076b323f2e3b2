/* SPDX-License-Identifier: MIT */
#include "admission/throttle.h"

void
tarn_throttle_init (TarnThrottle *throttle, const TarnService *service)
{
  throttle->service = service;
  throttle->n_accounts = 0;
  throttle->buckets = g_array_new (FALSE, TRUE, sizeof (TarnTokenBucket));
  throttle->account_names = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_name_unref);
  tarn_name_table_init (&throttle->accounts);
}

void
tarn_throttle_clear (TarnThrottle *throttle)
{
  tarn_name_table_clear (&throttle->accounts);
  g_clear_pointer (&throttle->account_names, g_ptr_array_unref);
  g_clear_pointer (&throttle->buckets, g_array_unref);
}

guint32
tarn_throttle_ensure_account (TarnThrottle *throttle, const char *account_id)
{
  TarnName key;
  guint32 account;

  tarn_name_init_key (&key, &account_id, 1);
  if (tarn_name_table_lookup (&throttle->accounts, &key, &account))
    return account;

  TarnName *name = tarn_name_new (&account_id, 1);
  account = throttle->n_accounts++;
  tarn_name_table_insert (&throttle->accounts, name, account);
  g_ptr_array_add (throttle->account_names, name);

  /* A bucket of zeros counts as full, because an engine's time is always more than a second after 1970. */
  g_array_set_size (throttle->buckets, throttle->n_accounts * throttle->service->n_operations);
  return account;
}

gboolean
tarn_throttle_admits (TarnThrottle *throttle, guint operation, guint32 account, gint64 rate,
                      gint64 now_us)
{
  if (rate == TARN_UNLIMITED)
    return TRUE;
  /* A call without any chance leaves the bucket alone. An unused one would otherwise be empty from now on. */
  if (rate == 0)
    return FALSE;

  return tarn_token_bucket_take (tarn_throttle_get_bucket (throttle, operation, account),
                                 (guint64) rate, now_us);
}

/* After a time without a limit a bucket is full. A bucket from which no token was taken stays full. */
static void
settle_operation (TarnThrottle *throttle, guint operation, gint64 old_rate, gint64 now_us)
{
  for (guint32 account = 0; account < throttle->n_accounts; account++)
    {
      TarnTokenBucket *bucket = tarn_throttle_get_bucket (throttle, operation, account);

      if (old_rate == TARN_UNLIMITED)
        *bucket = (TarnTokenBucket){ 0 };
      else if (bucket->filled_us != 0)
        tarn_token_bucket_fill (bucket, (guint64) old_rate, now_us);
    }
}

void
tarn_throttle_settle (TarnThrottle *throttle, guint option, gint64 old_rate, gint64 now_us)
{
  for (guint i = 0; i < throttle->service->n_operations; i++)
    if (throttle->service->operations[i].rated_by == option + 1)
      settle_operation (throttle, i, old_rate, now_us);
}
