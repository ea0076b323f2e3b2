/* SPDX-License-Identifier: MIT */
/*
 * How often an account may call: a token bucket on virtual time for each account and operation that
 * the service's description gives a rate.
 */
#pragma once

#include "admission/service.h"
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
  guint32 n_accounts;
  GArray *buckets; /* TarnTokenBucket, of each operation of each account */
} TarnThrottle;

void tarn_throttle_init (TarnThrottle *throttle, const TarnService *service);
void tarn_throttle_clear (TarnThrottle *throttle);

/* Accounts are counted from 0 in the order in which they are first seen. */
guint32 tarn_throttle_ensure_account (TarnThrottle *throttle, const char *account_id);

gboolean tarn_throttle_admits (TarnThrottle *throttle, guint operation, guint32 account,
                               gint64 rate, gint64 now_us);

/* The option, which may be a rate, is about to change from @old_rate. */
void tarn_throttle_settle (TarnThrottle *throttle, guint option, gint64 old_rate, gint64 now_us);
