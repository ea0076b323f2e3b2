/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-refresh-change.h>

#include "admission/change.h"
#include "glue/table-name.h"

struct _TarnRefreshChange
{
  const TarnTableName *table;
  gint64 slot_us;
  gint64 snapshot_us;
  gint64 dpu_milliseconds;
  gint64 billed_dpu_milliseconds;
  gint64 processed_bytes;
  guint64 pending_commits;
  guint64 pending_bytes;
  guint8 type; /* a TarnRefreshType */
};

extern const TarnChangeClass tarn_refresh_change_class;

/* The view, for messages. */
char *tarn_refresh_change_dup_subject (const TarnChange *change);
