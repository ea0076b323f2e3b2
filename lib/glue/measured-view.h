/* SPDX-License-Identifier: MIT */
/*
 * The measures keep of a view which content of each of its base tables it shows, through the views that it
 * reads, and which content its active run will publish.
 */
#pragma once

#include "glue/catalog.h"
#include "glue/staleness.h"
#include "glue/table-marks.h"

/*
 * A view includes the changes of a base table up to a point. If it has several ways to the table, the oldest
 * content counts.
 */
typedef struct
{
  gint64 time_us;    /* when the content was read */
  guint64 n_changes; /* how many changes of the table it has; the table has a mark there */
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
  /*
   * The view counts as never refreshed since then, because it or a view that it reads is as it was created, or
   * has got other sources; 0 if it does not count so. If nothing is known of its base tables, it has none and
   * counts so.
   */
  gint64 shown_never_us;
  gint64 snapshot_never_us; /* the same for what the active run will publish */

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
  TarnMeasuredView *view; /* NULL for a base table, and for a view that was deleted */
  /* The base tables of a view that was deleted, as guint32, for the views that read it; otherwise NULL. */
  GArray *left_bases;
} TarnMeasuredTable;

typedef enum
{
  TARN_INCLUDED_SHOWN,
  TARN_INCLUDED_SNAPSHOT,
} TarnIncludedKind;

/* Makes a view that has no base tables yet. */
TarnMeasuredView *tarn_measured_view_new (guint bits, gint64 now_us);
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

/* Finds the base tables of a view that has none yet. Those of the views that it reads are found before. */
void tarn_measured_view_find_bases (TarnMeasuredView *self, const TarnCatalog *catalog,
                                    const GArray *tables, const TarnTableEntry *table);

/*
 * Finds the base tables anew. The view goes on to include of a base table what it included; what is new to it, it
 * includes as it is now. The stretch before must be settled.
 */
void tarn_measured_view_change_bases (TarnMeasuredView *self, const TarnCatalog *catalog,
                                      const GArray *tables, const TarnTableEntry *table,
                                      gint64 now_us);

/*
 * Counts what the view shows and what its active run will publish as never refreshed, at the latest since
 * @now_us.
 */
void tarn_measured_view_note_never (TarnMeasuredView *self, gint64 now_us);

/* Forgets all base tables, and what the view includes of them. */
void tarn_measured_view_leave_bases (TarnMeasuredView *self, const GArray *tables);

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

void tarn_measured_view_include (TarnMeasuredView *self, const TarnCatalog *catalog,
                                 const GArray *tables, const TarnTableEntry *table,
                                 const TarnInclusion *inclusion);

/* Forgets the snapshot, or shows it, if there is one. The stretch before must be settled. */
void tarn_measured_view_drop_snapshot (TarnMeasuredView *self, const GArray *tables);
void tarn_measured_view_show_snapshot (TarnMeasuredView *self, const GArray *tables);

TarnBaseAreas tarn_measured_view_get_areas (const TarnMeasuredView *self,
                                            const TarnCatalog *catalog, const GArray *tables,
                                            gint64 now_us);

/* Returns the stretch from the time of the last settling until @now_us; @areas are those at @now_us. */
TarnStretch tarn_measured_view_get_stretch (const TarnMeasuredView *self,
                                            const TarnCatalog *catalog, const GArray *tables,
                                            const TarnBaseAreas *areas, gint64 now_us);
