/* SPDX-License-Identifier: MIT */
/* The part of a change that only refresh runs have, and the class by which changes are kept and saved. */
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

/* Returns the name of the view for messages, or NULL if the change names none. The caller frees it. */
char *tarn_refresh_change_dup_subject (const TarnChange *change);
char *tarn_refresh_change_dup_resource (const TarnChange *change);
