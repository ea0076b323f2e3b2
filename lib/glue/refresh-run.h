/* SPDX-License-Identifier: MIT */
/* The copy of a refresh run that callers receive. */
#pragma once

#include <tarn/tarn-refresh-run.h>

#include "glue/refresh-cost.h"
#include "glue/refresh-subject.h"
#include "kernel/identifier.h"

/* The text of the id is made only when a caller asks for it, because most callers poll for the status. */
struct _TarnRefreshRun
{
  guint ref_count; /* plain, not atomic, as in TarnRefreshSubject */
  guint8 status;
  guint8 type;
  guint32 place; /* position of the record; a hint that makes the next reload faster */
  TarnRefreshSubject *subject;
  TarnIdentifier id;
  guint64 tag;
  gint64 creation_us;
  gint64 start_us;
  gint64 end_us;
  gint64 last_updated_us;
  gint64 dpu_milliseconds;
  gint64 processed_bytes;
  TarnBilling billing;
  const char *error_message; /* static or interned */
  char id_text[TARN_UUID_LENGTH + 1];
};

/*
 * Moves the contents of @fresh, a newer copy of the same run, into @self. The caller must hold the only
 * reference to @fresh and must free it afterwards.
 */
void tarn_refresh_run_take_contents (TarnRefreshRun *self, TarnRefreshRun *fresh);
