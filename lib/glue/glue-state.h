/* SPDX-License-Identifier: MIT */
/*
 * AWS Glue as one room: what it holds. The operations enter through run-operations and catalog-operations;
 * time enters through the events of refresh runs and of their schedules.
 */
#pragma once

#include "glue/catalog.h"
#include "glue/glue-service.h"
#include "glue/refresh-cost.h"
#include "glue/refresh-record.h"
#include "runs/room.h"

typedef struct
{
  TarnRoom room;

  TarnCatalog catalog;
  TarnBilling billing; /* follows from the options */
  guint16 tick_kind;
} TarnGlue;

TARN_DEFINE_ROOM_ACCESSORS (TarnGlue, tarn_glue, TarnRefreshRecord, TarnActiveRefresh)

/* The view that the run refreshes. */
static inline TarnTableEntry *
tarn_glue_get_view (const TarnGlue *glue, const TarnRefreshRecord *record)
{
  return tarn_catalog_get_table (&glue->catalog, record->run.subject);
}
