/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-refresh-run.h>

#include "glue/refresh-cost.h"
#include "glue/refresh-subject.h"
#include "kernel/identifier.h"

/* The text of the id is made when it is asked for: most who poll want the status. */
struct _TarnRefreshRun
{
  guint ref_count; /* plain, as that of the subject */
  guint8 status;
  guint8 type;
  guint32 place; /* where the lake had it: a hint, for asking again */
  TarnRefreshSubject *subject;
  TarnIdentifier id;
  gint64 creation_us;
  gint64 start_us;
  gint64 end_us;
  gint64 last_updated_us;
  gint64 dpu_milliseconds;
  gint64 processed_bytes;
  TarnBilling billing;
  const char *error_message; /* static */
  char id_text[TARN_UUID_LENGTH + 1];
};

/* @fresh, which nobody else holds, is to be freed then. */
void tarn_refresh_run_take_contents (TarnRefreshRun *self, TarnRefreshRun *fresh);
