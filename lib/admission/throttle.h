/* SPDX-License-Identifier: MIT */
/*
 * Limits how often an account may call the operations of a service. There is a token bucket on virtual time
 * for each account and each operation that has a rate in the service's description.
 */
#pragma once

#include "admission/service.h"
#include "kernel/codec.h"
#include "kernel/names.h"
#include "kernel/token-bucket.h"

typedef struct
{
  const TarnService *service;
  TarnNameTable accounts;
  GPtrArray *account_names; /* TarnName; the index is the account's number */
  guint32 n_accounts;
  GArray *buckets; /* TarnTokenBucket, one for each operation of each account */
} TarnThrottle;

void tarn_throttle_init (TarnThrottle *throttle, const TarnService *service);
void tarn_throttle_clear (TarnThrottle *throttle);

/* @throttle must be new and of the same service as @from. */
void tarn_throttle_copy (TarnThrottle *throttle, const TarnThrottle *from);

/* Describes how data that is kept for each account, by the account's number, is saved and described. */
typedef struct
{
  const char *list;
  const char *name;
  gsize item_bytes;
  gboolean (*is_used) (gpointer data, guint32 account);
  void (*code) (gpointer data, TarnCodec *codec, guint32 account);
} TarnAccountsClass;

/*
 * This leaves out accounts that have used nothing, because they behave like accounts that do not exist. The
 * others come in the order of their ids. Their numbers would depend on the order in which clients were made.
 */
void tarn_throttle_code_accounts (TarnThrottle *throttle, TarnCodec *codec,
                                  const TarnAccountsClass *class, gpointer data);
void tarn_throttle_code (TarnThrottle *throttle, TarnCodec *codec, gint64 now_us);

static inline const char *
tarn_throttle_get_account_id (const TarnThrottle *throttle, guint32 account)
{
  return ((const TarnName *) throttle->account_names->pdata[account])->parts[0];
}

/*
 * Returns the number of the account. Accounts get numbers from 0 in the order in which they are first seen.
 */
guint32 tarn_throttle_ensure_account (TarnThrottle *throttle, const char *account_id);

static inline TarnTokenBucket *
tarn_throttle_get_bucket (const TarnThrottle *throttle, guint operation, guint32 account)
{
  return &g_array_index (throttle->buckets, TarnTokenBucket,
                         account * throttle->service->n_operations + operation);
}

gboolean tarn_throttle_admits (TarnThrottle *throttle, guint operation, guint32 account,
                               gint64 rate, gint64 now_us);

/* The caller must call this before an option changes from @old_rate. The option need not be a rate. */
void tarn_throttle_settle (TarnThrottle *throttle, guint option, gint64 old_rate, gint64 now_us);
