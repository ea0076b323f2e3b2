/* SPDX-License-Identifier: MIT */
/*
 * How often an account may call: a token bucket on virtual time for each account and operation that
 * the service's description gives a rate.
 */
#pragma once

#include "admission/service.h"
#include "kernel/codec.h"
#include "kernel/names.h"
#include "kernel/token-bucket.h"

enum
{
  TARN_UNLIMITED = -1, /* as the value of an option that is a rate or a quota */
};

typedef struct
{
  const TarnService *service;
  TarnNameTable accounts;
  GPtrArray *account_names; /* TarnName, by number */
  guint32 n_accounts;
  GArray *buckets; /* TarnTokenBucket, of each operation of each account */
} TarnThrottle;

void tarn_throttle_init (TarnThrottle *throttle, const TarnService *service);
void tarn_throttle_clear (TarnThrottle *throttle);

/* @throttle is new, and of the same service. */
void tarn_throttle_copy (TarnThrottle *throttle, const TarnThrottle *from);

/* Something that is kept for each account, by its number, and how it is saved and told. */
typedef struct
{
  const char *list;
  const char *name;
  gsize item_bytes;
  gboolean (*is_used) (gpointer data, guint32 account);
  void (*code) (gpointer data, TarnCodec *codec, guint32 account);
} TarnAccountsClass;

/*
 * Accounts that have used nothing are left out: they are as if not there. The others come in the order of
 * their ids, as their numbers tell when clients were made.
 */
void tarn_throttle_code_accounts (TarnThrottle *throttle, TarnCodec *codec,
                                  const TarnAccountsClass *class, gpointer data);
void tarn_throttle_code (TarnThrottle *throttle, TarnCodec *codec, gint64 now_us);

static inline const char *
tarn_throttle_get_account_id (const TarnThrottle *throttle, guint32 account)
{
  return ((const TarnName *) throttle->account_names->pdata[account])->parts[0];
}

/* Accounts are counted from 0 in the order in which they are first seen. */
guint32 tarn_throttle_ensure_account (TarnThrottle *throttle, const char *account_id);

static inline TarnTokenBucket *
tarn_throttle_get_bucket (const TarnThrottle *throttle, guint operation, guint32 account)
{
  return &g_array_index (throttle->buckets, TarnTokenBucket,
                         account * throttle->service->n_operations + operation);
}

gboolean tarn_throttle_admits (TarnThrottle *throttle, guint operation, guint32 account,
                               gint64 rate, gint64 now_us);

/* The option, which may be a rate, is about to change from @old_rate. */
void tarn_throttle_settle (TarnThrottle *throttle, guint option, gint64 old_rate, gint64 now_us);
