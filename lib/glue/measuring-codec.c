/* SPDX-License-Identifier: MIT */
/*
 * Copies, saves, restores and describes the measures. What follows from the other state is not saved: which
 * base tables a view has, how often a mark is used, which runs count, and the coming steps of the DPU. A view
 * that was deleted has no sources any more, so its base tables are saved.
 *
 * A view can read tables and views that come later. So the base tables of all views are found, and the marks of
 * all base tables are read, before the views are read.
 */
#include "glue/catalog-order.h"
#include "glue/measuring-state.h"
#include "glue/measuring.h"

enum
{
  WIDE_BYTES = 16,
  MARK_BYTES = 8 + WIDE_BYTES + 8,
  POSITION_BYTES = 4,
  ACCOUNT_BYTES_MIN = 8 + 3 * (8 + 8 + WIDE_BYTES),
};

/* --- Copying ---------------------------------------------------------------------------------- */

static TarnMeasuredView *
copy_view (const TarnMeasuredView *from)
{
  TarnMeasuredView *view = g_memdup2 (from, sizeof *from);

  view->bases = g_array_copy (from->bases);
  tarn_staleness_copy (&view->staleness, &from->staleness);
  return view;
}

static void
copy_table (GArray *tables, const TarnMeasuredTable *from)
{
  TarnMeasuredTable table = *from;

  table.marks.marks = g_array_copy (from->marks.marks);
  if (from->view != NULL)
    table.view = copy_view (from->view);
  if (from->left_bases != NULL)
    table.left_bases = g_array_copy (from->left_bases);
  g_array_append_val (tables, table);
}

static void
copy_account (GArray *accounts, const TarnMeasuredAccount *from)
{
  TarnMeasuredAccount account = *from;

  tarn_staleness_copy (&account.staleness, &from->staleness);
  account.dpu.steps = g_array_copy (from->dpu.steps);
  g_array_append_val (accounts, account);
}

void
tarn_measuring_copy (TarnGlue *glue, const TarnGlue *from)
{
  if (from->measuring == NULL)
    return;

  const TarnMeasuring *measuring = from->measuring;
  TarnMeasuring *copy = tarn_measuring_new (measuring->has_percentiles, measuring->since_us);
  for (guint i = 0; i < measuring->tables->len; i++)
    copy_table (copy->tables, &g_array_index (measuring->tables, TarnMeasuredTable, i));
  for (guint i = 0; i < measuring->accounts->len; i++)
    copy_account (copy->accounts, &g_array_index (measuring->accounts, TarnMeasuredAccount, i));
  glue->measuring = copy;
}

/* --- Values ----------------------------------------------------------------------------------- */

static void
code_wide (TarnCodec *codec, const char *high_name, const char *name, TarnWide *wide)
{
  tarn_codec_uint64 (codec, high_name, &wide->high);
  tarn_codec_uint64 (codec, name, &wide->low);
}

#define CODE_WIDE(codec, name, wide) code_wide (codec, name "-high", name, wide)

/* Returns whether @area is at most @max for all of the time. */
static gboolean
fits_time (TarnWide area, TarnWide time_us, guint64 max)
{
  return !tarn_wide_scale_fits (time_us, max)
         || tarn_wide_is_at_most (area, tarn_wide_scale (time_us, max));
}

static void
code_integral (TarnCodec *codec, const char *name, TarnTimeIntegral *integral, gint64 since_us,
               gint64 now_us)
{
  tarn_codec_begin (codec, name);
  tarn_codec_int64_within (codec, "settled", &integral->settled_us, since_us, now_us);
  tarn_codec_uint64_within (codec, "max", &integral->max, G_MAXINT64);
  CODE_WIDE (codec, "area", &integral->area);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec,
                      fits_time (integral->area,
                                 (TarnWide){ 0, (guint64) (integral->settled_us - since_us) },
                                 integral->max),
                      "area", "is more than the largest value for all of the time");
  tarn_codec_end (codec);
}

/* --- Staleness -------------------------------------------------------------------------------- */

static void
check_staleness (TarnCodec *codec, const TarnStaleness *self)
{
  TarnWide twice_us = tarn_wide_sum (self->time_us, self->time_us);

  tarn_codec_check (codec, self->time_us.high < G_GUINT64_CONSTANT (1) << 31, "time-us",
                    "is more than that of 2^32 views for all of time");
  tarn_codec_check (codec,
                    tarn_wide_is_at_most (tarn_wide_sum_saturated (self->fresh_us, self->never_us),
                                          self->time_us),
                    "fresh-us", "is, with the time without a refresh, more than all time");
  tarn_codec_check (codec,
                    self->lag_max_us <= self->age_max_us && self->skew_max_us <= self->age_max_us,
                    "age-max", "is less than the largest lag or skew");
  tarn_codec_check (codec, fits_time (self->twice_age, twice_us, (guint64) self->age_max_us),
                    "twice-age", "is more than the largest age for all of the time");
  tarn_codec_check (codec, fits_time (self->twice_lag, twice_us, (guint64) self->lag_max_us),
                    "twice-lag", "is more than the largest lag for all of the time");
  tarn_codec_check (codec, fits_time (self->skew, self->time_us, (guint64) self->skew_max_us),
                    "skew", "is more than the largest skew for all of the time");
}

static void
code_staleness (TarnCodec *codec, TarnStaleness *self, gint64 now_us)
{
  CODE_WIDE (codec, "time-us", &self->time_us);
  CODE_WIDE (codec, "fresh-us", &self->fresh_us);
  CODE_WIDE (codec, "never-us", &self->never_us);
  CODE_WIDE (codec, "twice-age", &self->twice_age);
  CODE_WIDE (codec, "twice-lag", &self->twice_lag);
  CODE_WIDE (codec, "skew", &self->skew);
  CODE_WIDE (codec, "pending-commits", &self->pending_commits);
  CODE_WIDE (codec, "pending-bytes", &self->pending_bytes);
  tarn_codec_int64_within (codec, "age-max", &self->age_max_us, 0, now_us);
  tarn_codec_int64_within (codec, "lag-max", &self->lag_max_us, 0, now_us);
  tarn_codec_int64_within (codec, "skew-max", &self->skew_max_us, 0, now_us);
  tarn_codec_uint64 (codec, "publications", &self->n_publications);
  if (tarn_codec_is_reading (codec))
    check_staleness (codec, self);
  if (self->ages == NULL)
    return;

  tarn_time_histogram_code (self->ages, codec, "ages", self->time_us);
  tarn_time_histogram_code (self->lags, codec, "lags", self->time_us);
}

/* --- Base tables ------------------------------------------------------------------------------ */

static void
check_mark (TarnCodec *codec, const TarnMark *mark, const TarnMark *before,
            const TarnSourcePoint *current)
{
  gboolean is_current = mark->n_changes == current->n_changes;

  tarn_codec_check (codec,
                    mark->n_changes <= current->n_changes
                        && tarn_wide_is_at_most (mark->bytes, current->bytes)
                        && (!is_current || tarn_wide_is_equal (mark->bytes, current->bytes)),
                    "changes", "are more than the table has");
  tarn_codec_check (codec, is_current == (mark->next_us == 0), "next",
                    "is there without a change, or is missing");
  if (before != NULL)
    tarn_codec_check (codec,
                      before->n_changes < mark->n_changes
                          && (is_current || before->next_us <= mark->next_us)
                          && tarn_wide_is_at_most (before->bytes, mark->bytes),
                      "changes", "are not in order");
}

static guint
count_used (const TarnTableMarks *self)
{
  return self->marks->len - self->n_unused;
}

static const TarnMark *
next_used (const TarnTableMarks *self, guint *place)
{
  while (g_array_index (self->marks, TarnMark, *place).n_users == 0)
    ++*place;
  return &g_array_index (self->marks, TarnMark, (*place)++);
}

/* A mark that is read has no users yet; they are counted with the views. */
static void
code_mark (TarnCodec *codec, TarnTableMarks *self, guint *place, const TarnSourcePoint *current,
           gint64 now_us)
{
  TarnMark mark = { .n_users = 0 };

  if (!tarn_codec_is_reading (codec))
    mark = *next_used (self, place);
  tarn_codec_uint64 (codec, "changes", &mark.n_changes);
  CODE_WIDE (codec, "bytes", &mark.bytes);
  tarn_codec_time (codec, "next", &mark.next_us, now_us);
  if (!tarn_codec_is_reading (codec))
    return;

  check_mark (codec, &mark,
              self->marks->len > 0 ? &g_array_index (self->marks, TarnMark, self->marks->len - 1)
                                   : NULL,
              current);
  g_array_append_val (self->marks, mark);
  self->n_unused++;
}

static void
code_marks (TarnCodec *codec, TarnTableMarks *self, const TarnTableEntry *table, gint64 now_us)
{
  guint place = 0;

  CODE_WIDE (codec, "commits-area", &self->commits_area);
  CODE_WIDE (codec, "bytes-area", &self->bytes_area);
  tarn_codec_time (codec, "settled", &self->settled_us, now_us);
  tarn_codec_for_each (codec, i, "marks", "mark", count_used (self), MARK_BYTES)
    code_mark (codec, self, &place, &table->current, now_us);
}

/* --- Deleted views ---------------------------------------------------------------------------- */

static gboolean
check_left_base (TarnCodec *codec, const TarnCatalog *catalog, const GArray *bases, guint32 table)
{
  return tarn_codec_check_below (codec, "table", table, catalog->tables->len)
         && tarn_codec_check (codec, tarn_catalog_get_table (catalog, table)->view == NULL, "table",
                              "is a view")
         && tarn_codec_check (codec,
                              bases->len == 0
                                  || g_array_index (bases, guint32, bases->len - 1) < table,
                              "table", "is not in order");
}

static void
code_left_bases (const TarnGlue *glue, TarnCodec *codec, GArray *bases)
{
  tarn_codec_for_each (codec, i, "bases", "base", bases->len, POSITION_BYTES)
    {
      guint32 table = tarn_codec_is_reading (codec) ? 0 : g_array_index (bases, guint32, i);

      tarn_codec_uint32 (codec, "table", &table);
      if (tarn_codec_is_reading (codec) && check_left_base (codec, &glue->catalog, bases, table))
        g_array_append_val (bases, table);
    }
}

/* --- Views ------------------------------------------------------------------------------------ */

/* A mark that is read must be there, and gets one user more. */
static void
code_included (TarnCodec *codec, const char *name, TarnIncluded *included, TarnTableMarks *marks,
               gint64 max_us)
{
  tarn_codec_begin (codec, name);
  tarn_codec_time (codec, "time", &included->time_us, max_us);
  if (tarn_codec_is_reading (codec))
    tarn_codec_check (codec, included->time_us > 0, "time", "is missing");
  tarn_codec_uint64 (codec, "changes", &included->n_changes);
  if (tarn_codec_is_reading (codec)
      && tarn_codec_check (codec, tarn_table_marks_find (marks, included->n_changes) != NULL,
                           "changes", "have no mark"))
    tarn_table_marks_use_again (marks, included->n_changes);
  tarn_codec_end (codec);
}

static void
code_base (const TarnMeasuring *self, TarnCodec *codec, TarnMeasuredView *view, guint32 index,
           gint64 now_us)
{
  TarnMeasuredBase *base = tarn_measured_view_get_base (view, index);
  TarnTableMarks *marks = &tarn_measured_table_get (self->tables, base->table)->marks;

  code_included (codec, "shown", &base->shown, marks, view->settled_us);
  if (view->has_snapshot)
    code_included (codec, "snapshot", &base->snapshot, marks, now_us);
}

static void
check_view (TarnCodec *codec, const TarnMeasuredView *view, const TarnTableEntry *table)
{
  TarnWide time_us = { 0, (guint64) (view->settled_us - view->since_us) };

  tarn_codec_check (codec,
                    view->bases->len > 0
                        || (view->shown_never_us > 0
                            && (!view->has_snapshot || view->snapshot_never_us > 0)),
                    "never", "is missing, and there are no base tables");
  tarn_codec_check (codec, tarn_wide_is_equal (view->staleness.time_us, time_us), "time-us",
                    "is not that between the two times");
  tarn_codec_check (codec, view->staleness.n_publications <= table->view->runs.n_runs,
                    "publications", "are more than the runs");
  tarn_codec_check (codec, view->running.max <= 1 && view->waiting.max <= 1, "max",
                    "is more than one run");
}

static void
code_view (const TarnGlue *glue, TarnMeasuring *self, TarnCodec *codec, TarnMeasuredView *view,
           const TarnTableEntry *table)
{
  gint64 now_us = tarn_glue_get_now (glue);

  view->has_snapshot = tarn_measuring_has_snapshot (glue, table);
  tarn_codec_time (codec, "since", &view->since_us, now_us);
  tarn_codec_int64_within (codec, "settled", &view->settled_us, view->since_us, now_us);
  CODE_WIDE (codec, "commits-area", &view->settled_areas.commits);
  CODE_WIDE (codec, "bytes-area", &view->settled_areas.bytes);
  tarn_codec_time (codec, "never", &view->shown_never_us, view->settled_us);
  if (view->has_snapshot)
    tarn_codec_time (codec, "snapshot-never", &view->snapshot_never_us, now_us);
  for (guint32 i = 0; tarn_codec_next_item (codec, "base", i, view->bases->len); i++)
    code_base (self, codec, view, i, now_us);
  if (tarn_codec_is_reading (codec))
    tarn_staleness_init (&view->staleness, tarn_measuring_get_view_bits (self));
  code_staleness (codec, &view->staleness, now_us);
  code_integral (codec, "running", &view->running, view->since_us, now_us);
  code_integral (codec, "waiting", &view->waiting, view->since_us, now_us);
  code_integral (codec, "dpu", &view->dpu, view->since_us, now_us);
  if (tarn_codec_is_reading (codec))
    check_view (codec, view, table);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static void
code_table (const TarnGlue *glue, TarnMeasuring *self, TarnCodec *codec, guint32 index)
{
  TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, index);
  TarnMeasuredTable *measured = tarn_measured_table_get (self->tables, index);
  g_autofree char *label
      = tarn_codec_is_describing (codec) ? tarn_table_entry_dup_label (table) : NULL;

  tarn_codec_begin_item (codec, "table", index);
  tarn_codec_label (codec, label);
  if (measured->view != NULL)
    code_view (glue, self, codec, measured->view, table);
  else if (measured->left_bases != NULL)
    code_left_bases (glue, codec, measured->left_bases);
  else
    code_marks (codec, &measured->marks, table, tarn_glue_get_now (glue));
  tarn_codec_end (codec);
}

static void
code_tables (const TarnGlue *glue, TarnMeasuring *self, TarnCodec *codec, gboolean are_views)
{
  for (guint32 i = 0; i < self->tables->len && tarn_codec_is_ok (codec); i++)
    if ((tarn_measured_table_get (self->tables, i)->view != NULL) == are_views)
      code_table (glue, self, codec, i);
}

/* The histograms of a view are made when the view is read, so that the bytes that are read pay for them. */
static void
append_tables (const TarnGlue *glue, TarnMeasuring *self)
{
  for (guint32 i = 0; i < glue->catalog.tables->len; i++)
    tarn_measuring_append_table (self, tarn_catalog_get_table (&glue->catalog, i), 0, 0);
}

static void
find_bases (const TarnGlue *glue, TarnMeasuring *self)
{
  g_autoptr (GArray) order = tarn_catalog_list_in_order (&glue->catalog);

  for (guint32 i = 0; i < order->len; i++)
    {
      guint32 position = g_array_index (order, guint32, i);
      TarnMeasuredView *view = tarn_measured_table_get (self->tables, position)->view;

      if (view != NULL)
        tarn_measured_view_find_bases (view, &glue->catalog, self->tables,
                                       tarn_catalog_get_table (&glue->catalog, position));
    }
}

/* --- Accounts --------------------------------------------------------------------------------- */

static void
code_account (const TarnGlue *glue, TarnMeasuring *self, TarnCodec *codec, guint32 index)
{
  TarnMeasuredAccount *account = tarn_measuring_get_account (self, index);
  gint64 now_us = tarn_glue_get_now (glue);

  tarn_codec_label (codec, tarn_catalog_get_account (&glue->catalog, index)->id->parts[0]);
  tarn_codec_time (codec, "since", &account->since_us, now_us);
  code_staleness (codec, &account->staleness, now_us);
  code_integral (codec, "running", &account->running, account->since_us, now_us);
  code_integral (codec, "waiting", &account->waiting, account->since_us, now_us);
  code_integral (codec, "dpu", &account->dpu.total, account->since_us, now_us);
}

/* --- All measures ----------------------------------------------------------------------------- */

/* Checks and completes what follows from the other state, when all was read. */
static void
complete (const TarnGlue *glue, TarnMeasuring *self, TarnCodec *codec)
{
  for (guint32 i = 0; i < glue->catalog.tables->len; i++)
    {
      const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, i);

      tarn_codec_check (codec, tarn_measured_table_get (self->tables, i)->marks.n_unused == 0,
                        "marks", "are there that no view uses");
      if (table->view != NULL)
        tarn_measuring_count_active (self, glue, table);
    }
}

static void
code_all (const TarnGlue *glue, TarnMeasuring *self, TarnCodec *codec)
{
  guint32 n_accounts;

  tarn_codec_time (codec, "since", &self->since_us, tarn_glue_get_now (glue));
  if (tarn_codec_is_reading (codec))
    append_tables (glue, self);
  code_tables (glue, self, codec, FALSE);
  if (tarn_codec_is_reading (codec) && tarn_codec_is_ok (codec))
    find_bases (glue, self);
  code_tables (glue, self, codec, TRUE);
  n_accounts = tarn_codec_count (codec, "accounts", self->accounts->len, ACCOUNT_BYTES_MIN);
  if (tarn_codec_is_reading (codec)
      && !tarn_codec_check (codec,
                            n_accounts >= self->accounts->len
                                && n_accounts <= glue->catalog.accounts->len,
                            "accounts", "are fewer than have views, or more than there are"))
    return;

  for (guint32 i = 0; tarn_codec_next_item (codec, "account", i, n_accounts); i++)
    code_account (glue, self, codec, i);
  if (tarn_codec_is_reading (codec) && tarn_codec_is_ok (codec))
    complete (glue, self, codec);
}

void
tarn_measuring_code (TarnGlue *glue, TarnCodec *codec)
{
  if (!tarn_glue_get_option (glue, TARN_GLUE_MEASURES) || !tarn_codec_is_ok (codec))
    return;

  if (tarn_codec_is_reading (codec))
    glue->measuring
        = tarn_measuring_new (tarn_glue_get_option (glue, TARN_GLUE_MEASURE_PERCENTILES) != 0, 0);
  tarn_codec_begin (codec, "measures");
  code_all (glue, glue->measuring, codec);
  tarn_codec_end (codec);
}
