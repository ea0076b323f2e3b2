/* SPDX-License-Identifier: MIT */
/*
 * The state of AWS Glue, one room of the engine. Callers change it through the operations in run-operations.c
 * and catalog-operations.c. The clock changes it through the events of refresh runs and of their schedules.
 */
#pragma once

#include "glue/catalog.h"
#include "glue/glue-service.h"
#include "glue/refresh-cost.h"
#include "glue/refresh-record.h"
#include "glue/stretch-funcs.h"
#include "runs/room.h"

typedef struct _TarnMeasuring TarnMeasuring;

typedef struct
{
  TarnRoom room;

  TarnCatalog catalog;
  TarnBilling billing;      /* computed from the options */
  guint16 tick_kind;        /* the clock's kind of the automatic refresh events */
  TarnMeasuring *measuring; /* NULL unless the option measures is on */
  TarnStretchFuncs stretch_funcs;
} TarnGlue;

TARN_DEFINE_ROOM_ACCESSORS (TarnGlue, tarn_glue, TarnRefreshRecord, TarnActiveRefresh)

/* Returns what the run has in common with others of its view. */
static inline TarnRefreshSubject *
tarn_glue_get_subject (const TarnGlue *glue, const TarnRun *run)
{
  return tarn_refresh_subject_find (
      tarn_catalog_get_subject (&glue->catalog, run->subject)->subject, run->sequence);
}

/* Returns the active run of the view, or NULL if it has none. */
static inline const TarnRefreshRecord *
tarn_glue_find_active (const TarnGlue *glue, const TarnView *view)
{
  guint32 run = view->runs.active_run;

  return run != TARN_NO_RUN ? tarn_glue_get_record (glue, run) : NULL;
}

/* Returns the view that the run refreshes. It may be deleted. */
static inline TarnTableEntry *
tarn_glue_get_view (const TarnGlue *glue, const TarnRefreshRecord *record)
{
  return tarn_catalog_get_table (&glue->catalog, record->run.subject);
}
