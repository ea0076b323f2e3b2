/* SPDX-License-Identifier: MIT */
/* The files that change, save and read the measures share their state. */
#pragma once

#include "glue/dpu-steps.h"
#include "glue/glue-state.h"
#include "glue/measured-view.h"

enum
{
  TARN_VIEW_HISTOGRAM_BITS = 4,
  TARN_ACCOUNT_HISTOGRAM_BITS = 7,
};

typedef struct
{
  gint64 since_us;
  TarnStaleness staleness;
  TarnTimeIntegral running;
  TarnTimeIntegral waiting;
  TarnDpuSteps dpu;
} TarnMeasuredAccount;

struct _TarnMeasuring
{
  gboolean has_percentiles;
  gint64 since_us;  /* when the measures began */
  GArray *tables;   /* TarnMeasuredTable */
  GArray *accounts; /* TarnMeasuredAccount; up to the last one that has a view or was reset */
};

TarnMeasuring *tarn_measuring_new (gboolean has_percentiles, gint64 now_us);
void tarn_measuring_free (TarnMeasuring *self);

/* Appends a table that has no marks yet or, for a view, no base tables. */
void tarn_measuring_append_table (TarnMeasuring *self, const TarnTableEntry *table, guint bits,
                                  gint64 now_us);

/* Makes the account if the measures have none yet. The pointer is valid until they get another. */
TarnMeasuredAccount *tarn_measuring_get_account (TarnMeasuring *self, guint32 account);
void tarn_measured_account_init (TarnMeasuredAccount *account, const TarnMeasuring *measuring);
void tarn_measured_account_clear (TarnMeasuredAccount *account);

/*
 * Counts the active run of the view, which may be deleted, as running or waiting, and its DPU. Only new
 * measures need this.
 */
void tarn_measuring_count_active (TarnMeasuring *self, const TarnGlue *glue,
                                  const TarnTableEntry *table);

/* Returns the bits of the histograms of a view, or 0 for no histograms. */
static inline guint
tarn_measuring_get_view_bits (const TarnMeasuring *self)
{
  return self->has_percentiles ? TARN_VIEW_HISTOGRAM_BITS : 0;
}

/* Returns the same of an account. A view has fewer, because there may be many views. */
static inline guint
tarn_measuring_get_account_bits (const TarnMeasuring *self)
{
  return self->has_percentiles ? TARN_ACCOUNT_HISTOGRAM_BITS : 0;
}

/* Returns whether the active run of the view has read what the view will show when the run succeeds. */
static inline gboolean
tarn_measuring_has_snapshot (const TarnGlue *glue, const TarnTableEntry *table)
{
  const TarnRefreshRecord *record = tarn_glue_find_active (glue, table->view);

  if (record == NULL || table->view->is_run_outdated)
    return FALSE;

  const TarnActiveRefresh *active = tarn_glue_get_active (glue, record);
  return active->has_slot && active->failure == TARN_REFRESH_NO_FAILURE;
}
