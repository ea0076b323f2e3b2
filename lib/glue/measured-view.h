/* SPDX-License-Identifier: MIT */
/*
 * What the measures keep of a view: which content of each of its base tables it shows, through the views that
 * it reads, and which content its active run will publish.
 */
#pragma once

#include "glue/catalog.h"
#include "glue/staleness.h"
#include "glue/table-marks.h"

/* What a view includes of a base table. If it has several ways to the table, the oldest content counts. */
typedef struct
{
  gint64 time_us;    /* when the content was read */
  guint64 n_changes; /* how many changes of the table it has; the table has a mark there */
  /* The view was never refreshed, or a view between; then the other members are those of its creation. */
  gboolean is_never;
} TarnIncluded;

typedef struct
{
  guint32 table;
  TarnIncluded shown;
  TarnIncluded snapshot;
} TarnMeasuredBase;

/* The integrals of all base tables of a view together. */
typedef struct
{
  TarnWide commits;
  TarnWide bytes;
} TarnBaseAreas;

typedef struct
{
  GArray *bases; /* TarnMeasuredBase; in the order of their tables */
  gboolean has_snapshot;

  gint64 since_us;
  gint64 settled_us;           /* the stretches until here are in the sums */
  TarnBaseAreas settled_areas; /* at that time */
  TarnStaleness staleness;

  TarnTimeIntegral running;
  TarnTimeIntegral waiting;
  TarnTimeIntegral dpu; /* until the active run began, or later */
} TarnMeasuredView;

typedef struct
{
  TarnTableMarks marks;   /* of a base table */
  TarnMeasuredView *view; /* NULL for a base table */
} TarnMeasuredTable;

typedef enum
{
  TARN_INCLUDED_SHOWN,
  TARN_INCLUDED_SNAPSHOT,
} TarnIncludedKind;

/* @tables has a TarnMeasuredTable for each table that the view can read. */
TarnMeasuredView *tarn_measured_view_new (const TarnCatalog *catalog, GArray *tables,
                                          const TarnTableEntry *table, guint bits, gint64 now_us);
void tarn_measured_view_free (TarnMeasuredView *self);

static inline TarnMeasuredTable *
tarn_measured_table_get (const GArray *tables, guint32 position)
{
  return &g_array_index (tables, TarnMeasuredTable, position);
}

static inline TarnMeasuredBase *
tarn_measured_view_get_base (const TarnMeasuredView *self, guint index)
{
  return &g_array_index (self->bases, TarnMeasuredBase, index);
}

/*
 * Includes the points of the sources that @table has for @kind, which it read at @time_us. If it read them in
 * the past (@is_past), it is not always known what a source that is a view showed then. What is not known counts
 * as never refreshed since @now_us.
 */
typedef struct
{
  TarnIncludedKind kind;
  gint64 time_us;
  gboolean is_never;
  gboolean is_past;
  gint64 now_us;
} TarnInclusion;

void tarn_measured_view_include (TarnMeasuredView *self, const TarnCatalog *catalog, GArray *tables,
                                 const TarnTableEntry *table, const TarnInclusion *inclusion);

/* Forgets the snapshot, or shows it. The stretch before must be settled. */
void tarn_measured_view_drop_snapshot (TarnMeasuredView *self, GArray *tables);
void tarn_measured_view_show_snapshot (TarnMeasuredView *self, GArray *tables);

TarnBaseAreas tarn_measured_view_get_areas (const TarnMeasuredView *self,
                                            const TarnCatalog *catalog, const GArray *tables,
                                            gint64 now_us);

/* Returns the stretch from the time of the last settling until @now_us; @areas are those at @now_us. */
TarnStretch tarn_measured_view_get_stretch (const TarnMeasuredView *self,
                                            const TarnCatalog *catalog, const GArray *tables,
                                            const TarnBaseAreas *areas, gint64 now_us);
