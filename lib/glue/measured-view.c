/* SPDX-License-Identifier: MIT */
#include "glue/measured-view.h"

#include "kernel/bisect.h"

/* --- The base tables of a view ---------------------------------------------------------------- */

static gboolean
is_before (gconstpointer bases, guint index, gconstpointer table)
{
  return ((const TarnMeasuredBase *) bases)[index].table < *(const guint32 *) table;
}

/* Returns the place of the first base table that is not before @table. */
static guint
find_place (const GArray *bases, guint32 table)
{
  return tarn_bisect (bases->data, bases->len, is_before, &table);
}

static void
add_base (GArray *bases, guint32 table)
{
  guint place = find_place (bases, table);
  TarnMeasuredBase base = { .table = table };

  if (place == bases->len || g_array_index (bases, TarnMeasuredBase, place).table != table)
    g_array_insert_val (bases, place, base);
}

/* Returns NULL if the table is none of the base tables. */
static TarnMeasuredBase *
find_base (const GArray *bases, guint32 table)
{
  guint place = find_place (bases, table);

  if (place == bases->len || g_array_index (bases, TarnMeasuredBase, place).table != table)
    return NULL;

  return &g_array_index (bases, TarnMeasuredBase, place);
}

/* A view that was deleted passes on the base tables that it had. */
static void
add_bases_of (GArray *bases, const TarnMeasuredTable *source)
{
  if (source->view != NULL)
    for (guint i = 0; i < source->view->bases->len; i++)
      add_base (bases, tarn_measured_view_get_base (source->view, i)->table);
  else
    for (guint i = 0; i < source->left_bases->len; i++)
      add_base (bases, g_array_index (source->left_bases, guint32, i));
}

void
tarn_measured_view_find_bases (TarnMeasuredView *self, const TarnCatalog *catalog,
                               const GArray *tables, const TarnTableEntry *table)
{
  for (guint i = 0; i < table->view->n_sources; i++)
    {
      guint32 source = table->view->sources[i].table;

      if (tarn_catalog_get_table (catalog, source)->view == NULL)
        add_base (self->bases, source);
      else
        add_bases_of (self->bases, tarn_measured_table_get (tables, source));
    }
}

TarnMeasuredView *
tarn_measured_view_new (guint bits, gint64 now_us)
{
  TarnMeasuredView *self = g_new0 (TarnMeasuredView, 1);

  self->bases = g_array_new (FALSE, FALSE, sizeof (TarnMeasuredBase));
  self->since_us = self->settled_us = now_us;
  tarn_staleness_init (&self->staleness, bits);
  self->running.settled_us = self->waiting.settled_us = self->dpu.settled_us = now_us;
  return self;
}

void
tarn_measured_view_free (TarnMeasuredView *self)
{
  tarn_staleness_clear (&self->staleness);
  g_array_unref (self->bases);
  g_free (self);
}

/* --- Other base tables ------------------------------------------------------------------------ */

static TarnTableMarks *
get_marks (const GArray *tables, guint32 position)
{
  return &tarn_measured_table_get (tables, position)->marks;
}

static void
leave_base (const TarnMeasuredView *self, const GArray *tables, const TarnMeasuredBase *base)
{
  tarn_table_marks_leave (get_marks (tables, base->table), base->shown.n_changes);
  if (self->has_snapshot)
    tarn_table_marks_leave (get_marks (tables, base->table), base->snapshot.n_changes);
}

static void
begin_base (const TarnMeasuredView *self, const GArray *tables, TarnMeasuredBase *base,
            const TarnSourcePoint *current, gint64 now_us)
{
  base->shown = (TarnIncluded){ now_us, current->n_changes };
  tarn_table_marks_use (get_marks (tables, base->table), current, 0);
  if (!self->has_snapshot)
    return;

  base->snapshot = base->shown;
  tarn_table_marks_use_again (get_marks (tables, base->table), current->n_changes);
}

void
tarn_measured_view_change_bases (TarnMeasuredView *self, const TarnCatalog *catalog,
                                 const GArray *tables, const TarnTableEntry *table, gint64 now_us)
{
  g_autoptr (GArray) before = self->bases;

  self->bases = g_array_new (FALSE, FALSE, sizeof (TarnMeasuredBase));
  tarn_measured_view_find_bases (self, catalog, tables, table);
  for (guint i = 0; i < self->bases->len; i++)
    {
      TarnMeasuredBase *base = tarn_measured_view_get_base (self, i);
      const TarnMeasuredBase *known = find_base (before, base->table);

      if (known != NULL)
        *base = *known;
      else
        begin_base (self, tables, base, &tarn_catalog_get_table (catalog, base->table)->current,
                    now_us);
    }
  for (guint i = 0; i < before->len; i++)
    {
      const TarnMeasuredBase *base = &g_array_index (before, TarnMeasuredBase, i);

      if (find_base (self->bases, base->table) == NULL)
        leave_base (self, tables, base);
    }
}

void
tarn_measured_view_leave_bases (TarnMeasuredView *self, const GArray *tables)
{
  for (guint i = 0; i < self->bases->len; i++)
    leave_base (self, tables, tarn_measured_view_get_base (self, i));
  g_array_set_size (self->bases, 0);
  self->has_snapshot = FALSE;
}

/* --- What a view includes --------------------------------------------------------------------- */

static TarnIncluded *
get_included (TarnMeasuredBase *base, TarnIncludedKind kind)
{
  return kind == TARN_INCLUDED_SHOWN ? &base->shown : &base->snapshot;
}

static gint64 *
get_never (TarnMeasuredView *self, TarnIncludedKind kind)
{
  return kind == TARN_INCLUDED_SHOWN ? &self->shown_never_us : &self->snapshot_never_us;
}

/* The earlier of the two times counts, and 0 is no time. */
static void
add_never (TarnMeasuredView *self, TarnIncludedKind kind, gint64 never_us)
{
  gint64 *known_us = get_never (self, kind);

  if (never_us != 0 && (*known_us == 0 || never_us < *known_us))
    *known_us = never_us;
}

void
tarn_measured_view_note_never (TarnMeasuredView *self, gint64 now_us)
{
  add_never (self, TARN_INCLUDED_SHOWN, now_us);
  if (self->has_snapshot)
    add_never (self, TARN_INCLUDED_SNAPSHOT, now_us);
}

/* Each of the two holds a use of its mark. The older content stays. */
static void
fold (TarnMeasuredView *self, const GArray *tables, TarnIncludedKind kind, guint32 table,
      const TarnIncluded *part)
{
  TarnIncluded *whole = get_included (find_base (self->bases, table), kind);

  if (whole->n_changes == G_MAXUINT64)
    {
      *whole = *part;
      return;
    }

  tarn_table_marks_leave (get_marks (tables, table), MAX (whole->n_changes, part->n_changes));
  whole->time_us = MIN (whole->time_us, part->time_us);
  whole->n_changes = MIN (whole->n_changes, part->n_changes);
}

static void
include_point (TarnMeasuredView *self, const GArray *tables, TarnIncludedKind kind, gint64 time_us,
               guint32 table, const TarnSourcePoint *point, gint64 next_us)
{
  TarnIncluded part = { time_us, point->n_changes };

  tarn_table_marks_use (get_marks (tables, table), point, next_us);
  fold (self, tables, kind, table, &part);
}

static void
include_view (TarnMeasuredView *self, const GArray *tables, TarnIncludedKind kind,
              const TarnMeasuredView *source)
{
  add_never (self, kind, source->shown_never_us);
  for (guint i = 0; i < source->bases->len; i++)
    {
      const TarnMeasuredBase *base = tarn_measured_view_get_base (source, i);

      tarn_table_marks_use_again (get_marks (tables, base->table), base->shown.n_changes);
      fold (self, tables, kind, base->table, &base->shown);
    }
}

static void
include_unknown (TarnMeasuredView *self, const TarnCatalog *catalog, const GArray *tables,
                 const TarnInclusion *inclusion, const TarnMeasuredView *source)
{
  add_never (self, inclusion->kind, inclusion->now_us);
  for (guint i = 0; i < source->bases->len; i++)
    {
      guint32 table = tarn_measured_view_get_base (source, i)->table;

      include_point (self, tables, inclusion->kind, inclusion->now_us, table,
                     &tarn_catalog_get_table (catalog, table)->current, 0);
    }
}

static void
include_base (TarnMeasuredView *self, const GArray *tables, const TarnSource *source,
              const TarnInclusion *inclusion)
{
  if (inclusion->kind == TARN_INCLUDED_SHOWN)
    include_point (self, tables, inclusion->kind, inclusion->time_us, source->table, &source->shown,
                   source->oldest_after_shown_us);
  else
    include_point (self, tables, inclusion->kind, inclusion->time_us, source->table,
                   &source->snapshot, source->oldest_after_snapshot_us);
}

/*
 * Returns whether a source has still published nothing since it was read. The times do not tell which came first at
 * one instant, but the version that was published then tells whether it was read.
 */
static gboolean
shows_what_was_read (const TarnTableEntry *table, const TarnSource *source,
                     const TarnInclusion *inclusion)
{
  const TarnSourcePoint *read
      = inclusion->kind == TARN_INCLUDED_SHOWN ? &source->shown : &source->snapshot;
  gint64 publication_us = table->view->publication_time_us;

  return publication_us < inclusion->time_us
         || (publication_us == inclusion->time_us && table->current.time_us == publication_us
             && table->current.n_commits == read->n_commits);
}

/* Of a view that was deleted before the measures began, nothing is known. */
static void
include_source (TarnMeasuredView *self, const TarnCatalog *catalog, const GArray *tables,
                const TarnSource *source, const TarnInclusion *inclusion)
{
  const TarnMeasuredView *view = tarn_measured_table_get (tables, source->table)->view;
  const TarnTableEntry *table = tarn_catalog_get_table (catalog, source->table);

  if (table->view == NULL)
    include_base (self, tables, source, inclusion);
  else if (view == NULL)
    add_never (self, inclusion->kind, inclusion->now_us);
  else if (inclusion->is_never
           || (inclusion->is_past && !shows_what_was_read (table, source, inclusion)))
    include_unknown (self, catalog, tables, inclusion, view);
  else
    include_view (self, tables, inclusion->kind, view);
}

void
tarn_measured_view_include (TarnMeasuredView *self, const TarnCatalog *catalog,
                            const GArray *tables, const TarnTableEntry *table,
                            const TarnInclusion *inclusion)
{
  *get_never (self, inclusion->kind) = inclusion->is_never ? inclusion->time_us : 0;
  for (guint i = 0; i < self->bases->len; i++)
    get_included (tarn_measured_view_get_base (self, i), inclusion->kind)->n_changes = G_MAXUINT64;
  for (guint i = 0; i < table->view->n_sources; i++)
    include_source (self, catalog, tables, &table->view->sources[i], inclusion);
  self->has_snapshot |= inclusion->kind == TARN_INCLUDED_SNAPSHOT;
}

void
tarn_measured_view_drop_snapshot (TarnMeasuredView *self, const GArray *tables)
{
  for (guint i = 0; self->has_snapshot && i < self->bases->len; i++)
    {
      TarnMeasuredBase *base = tarn_measured_view_get_base (self, i);

      tarn_table_marks_leave (get_marks (tables, base->table), base->snapshot.n_changes);
    }
  self->has_snapshot = FALSE;
}

void
tarn_measured_view_show_snapshot (TarnMeasuredView *self, const GArray *tables)
{
  if (!self->has_snapshot)
    return;

  for (guint i = 0; i < self->bases->len; i++)
    {
      TarnMeasuredBase *base = tarn_measured_view_get_base (self, i);
      TarnIncluded shown = base->shown;

      base->shown = base->snapshot;
      base->snapshot = shown;
    }
  self->shown_never_us = self->snapshot_never_us;
  tarn_measured_view_drop_snapshot (self, tables);
}

/* --- Stretches -------------------------------------------------------------------------------- */

TarnBaseAreas
tarn_measured_view_get_areas (const TarnMeasuredView *self, const TarnCatalog *catalog,
                              const GArray *tables, gint64 now_us)
{
  TarnBaseAreas areas = { { 0, 0 }, { 0, 0 } };

  for (guint i = 0; i < self->bases->len; i++)
    {
      guint32 table = tarn_measured_view_get_base (self, i)->table;

      tarn_table_marks_add_areas (get_marks (tables, table),
                                  &tarn_catalog_get_table (catalog, table)->current, now_us,
                                  &areas.commits, &areas.bytes);
    }

  return areas;
}

/*
 * Returns the integral of what a view lacks: that of all changes, less that of the changes that the view
 * includes. The difference is right modulo 2^128. If what lacks at the end could make it greater, it is
 * saturated.
 */
static TarnWide
get_lacking_area (TarnWide from, TarnWide to, TarnWide included, TarnWide current,
                  guint64 duration_us)
{
  if (!tarn_wide_scale_fits (tarn_wide_difference (current, included), duration_us))
    return TARN_WIDE_MAX;

  return tarn_wide_difference (tarn_wide_difference (to, from),
                               tarn_wide_scale (included, duration_us));
}

static void
add_base_to_stretch (TarnStretch *stretch, const TarnMeasuredBase *base, const TarnMark *mark)
{
  const TarnIncluded *shown = &base->shown;

  stretch->included_us = MIN (stretch->included_us, shown->time_us);
  stretch->newest_us = MAX (stretch->newest_us, shown->time_us);
  if (mark->next_us != 0)
    stretch->lacking_since_us = MIN (stretch->lacking_since_us, mark->next_us);
}

/*
 * A view of whose base tables nothing is known includes nothing, as it did when it began to count so. A view
 * that was never refreshed can lack commits from before the measures began; its lag is not older than its age.
 */
static void
add_never_to_stretch (TarnStretch *stretch, gint64 never_us)
{
  stretch->is_never = TRUE;
  stretch->lacking_since_us = MIN (stretch->lacking_since_us, never_us);
  stretch->included_us = MIN (stretch->included_us, never_us);
  stretch->newest_us = MAX (stretch->newest_us, stretch->included_us);
  stretch->lacking_since_us = MAX (stretch->lacking_since_us, stretch->included_us);
}

TarnStretch
tarn_measured_view_get_stretch (const TarnMeasuredView *self, const TarnCatalog *catalog,
                                const GArray *tables, const TarnBaseAreas *areas, gint64 now_us)
{
  TarnStretch stretch = {
    .from_us = self->settled_us,
    .to_us = now_us,
    .included_us = G_MAXINT64,
    .lacking_since_us = G_MAXINT64,
  };
  TarnWide commits = { 0, 0 }, bytes = { 0, 0 };
  TarnWide all_commits = { 0, 0 }, all_bytes = { 0, 0 };
  guint64 duration_us = (guint64) (now_us - self->settled_us);

  for (guint i = 0; i < self->bases->len; i++)
    {
      const TarnMeasuredBase *base = tarn_measured_view_get_base (self, i);
      const TarnSourcePoint *current = &tarn_catalog_get_table (catalog, base->table)->current;
      const TarnMark *mark
          = tarn_table_marks_find (get_marks (tables, base->table), base->shown.n_changes);

      add_base_to_stretch (&stretch, base, mark);
      commits = tarn_wide_add (commits, mark->n_changes);
      bytes = tarn_wide_sum (bytes, mark->bytes);
      all_commits = tarn_wide_add (all_commits, current->n_changes);
      all_bytes = tarn_wide_sum (all_bytes, current->bytes);
    }

  if (self->shown_never_us != 0)
    add_never_to_stretch (&stretch, self->shown_never_us);
  stretch.pending_commits = get_lacking_area (self->settled_areas.commits, areas->commits, commits,
                                              all_commits, duration_us);
  stretch.pending_bytes
      = get_lacking_area (self->settled_areas.bytes, areas->bytes, bytes, all_bytes, duration_us);
  return stretch;
}
