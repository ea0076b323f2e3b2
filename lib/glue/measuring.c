/* SPDX-License-Identifier: MIT */
#include "glue/measuring.h"

#include "glue/measuring-state.h"

/* --- Beginning -------------------------------------------------------------------------------- */

static TarnBaseAreas
get_areas (const TarnMeasuring *self, const TarnGlue *glue, const TarnMeasuredView *view)
{
  return tarn_measured_view_get_areas (view, &glue->catalog, self->tables,
                                       tarn_glue_get_now (glue));
}

static void
include (TarnMeasuring *self, const TarnGlue *glue, const TarnTableEntry *table,
         TarnInclusion inclusion)
{
  inclusion.now_us = tarn_glue_get_now (glue);
  tarn_measured_view_include (tarn_measured_table_get (self->tables, table->position)->view,
                              &glue->catalog, self->tables, table, &inclusion);
}

/* A view that is created with a last refresh type was refreshed at its creation. */
static void
include_shown (TarnMeasuring *self, const TarnGlue *glue, const TarnTableEntry *table,
               gboolean is_past)
{
  TarnInclusion inclusion = { .kind = TARN_INCLUDED_SHOWN, .is_past = is_past };

  inclusion.is_never = table->view->last_refresh_type == TARN_REFRESH_TYPE_NONE;
  inclusion.time_us = inclusion.is_never ? tarn_glue_get_now (glue) : table->view->snapshot_time_us;
  include (self, glue, table, inclusion);
}

static void
add_known_table (TarnMeasuring *self, const TarnGlue *glue, const TarnTableEntry *table)
{
  TarnMeasuredView *view
      = tarn_measuring_append_table (self, glue, table, tarn_glue_get_now (glue));

  if (view == NULL)
    return;

  const TarnRefreshRecord *record = tarn_measuring_find_active (glue, table);
  include_shown (self, glue, table, TRUE);
  if (record != NULL && tarn_glue_get_active (glue, record)->has_slot)
    include (self, glue, table,
             (TarnInclusion){ .kind = TARN_INCLUDED_SNAPSHOT,
                              .time_us = tarn_glue_get_active (glue, record)->slot_us,
                              .is_past = TRUE });
  tarn_measuring_count_active (self, glue, table);
}

static TarnMeasuring *
begin (const TarnGlue *glue, gboolean has_percentiles)
{
  TarnMeasuring *self = tarn_measuring_new (has_percentiles, tarn_glue_get_now (glue));

  for (guint32 i = 0; i < glue->catalog.tables->len; i++)
    add_known_table (self, glue, tarn_catalog_get_table (&glue->catalog, i));
  return self;
}

void
tarn_measuring_follow_option (TarnGlue *glue)
{
  TarnMeasuring *self = glue->measuring;
  gboolean has_percentiles = tarn_glue_get_option (glue, TARN_GLUE_MEASURE_PERCENTILES) != 0;

  if (!tarn_glue_get_option (glue, TARN_GLUE_MEASURES))
    g_clear_pointer (&glue->measuring, tarn_measuring_free);
  else if (self == NULL)
    glue->measuring = begin (glue, has_percentiles);
  else if (self->has_percentiles != has_percentiles)
    {
      self->has_percentiles = has_percentiles;
      self->since_us = tarn_glue_get_now (glue);
      for (guint32 i = 0; i < self->accounts->len; i++)
        tarn_measuring_reset (glue, i);
    }
}

/* --- Beginning anew --------------------------------------------------------------------------- */

static void
restart_view (TarnMeasuring *self, const TarnGlue *glue, const TarnTableEntry *table)
{
  TarnMeasuredView *view = tarn_measured_table_get (self->tables, table->position)->view;
  gint64 now_us = tarn_glue_get_now (glue);

  view->since_us = view->settled_us = now_us;
  view->settled_areas = get_areas (self, glue, view);
  tarn_staleness_restart (&view->staleness, tarn_measuring_get_bits (self->has_percentiles,
                                                                     TARN_VIEW_HISTOGRAM_BITS));
  tarn_time_integral_restart (&view->running, now_us);
  tarn_time_integral_restart (&view->waiting, now_us);
  tarn_time_integral_restart (&view->dpu, now_us);
}

void
tarn_measuring_reset (TarnGlue *glue, guint32 position)
{
  TarnMeasuring *self = glue->measuring;
  TarnMeasuredAccount *account = tarn_measuring_get_account (self, position);
  gint64 now_us = tarn_glue_get_now (glue);

  for (guint32 i = 0; i < glue->catalog.tables->len; i++)
    {
      const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, i);

      if (table->view != NULL && table->account == position)
        restart_view (self, glue, table);
    }

  account->since_us = now_us;
  tarn_staleness_restart (&account->staleness,
                          tarn_measuring_get_bits (self->has_percentiles,
                                                   TARN_ACCOUNT_HISTOGRAM_BITS));
  tarn_time_integral_restart (&account->running, now_us);
  tarn_time_integral_restart (&account->waiting, now_us);
  tarn_dpu_steps_settle (&account->dpu, now_us);
  tarn_time_integral_restart (&account->dpu.total, now_us);
}

/* --- What happens to tables ------------------------------------------------------------------- */

void
tarn_measuring_add_table (TarnGlue *glue, const TarnTableEntry *table)
{
  TarnMeasuring *self = glue->measuring;
  TarnMeasuredView *view
      = tarn_measuring_append_table (self, glue, table, tarn_glue_get_now (glue));

  if (view == NULL)
    return;

  include_shown (self, glue, table, FALSE);
  view->settled_areas = get_areas (self, glue, view);
}

void
tarn_measuring_note_change (TarnGlue *glue, const TarnTableEntry *table)
{
  tarn_table_marks_note_change (
      &tarn_measured_table_get (glue->measuring->tables, table->position)->marks, &table->current,
      tarn_glue_get_now (glue));
}

/* --- What happens to runs --------------------------------------------------------------------- */

/* What a run does, at its place in the measures. */
typedef struct
{
  TarnGlue *glue;
  TarnMeasuring *measuring;
  const TarnTableEntry *table;
  TarnMeasuredView *view;
  TarnMeasuredAccount *account;
  const TarnRefreshRecord *record;
  const TarnActiveRefresh *active;
  gint64 now_us;
} Move;

static void
change_running (const Move *move, gint64 difference)
{
  tarn_time_integral_change (&move->view->running, move->now_us, (guint64) difference);
  tarn_time_integral_change (&move->account->running, move->now_us, (guint64) difference);
}

static void
change_waiting (const Move *move, gint64 difference)
{
  tarn_time_integral_change (&move->view->waiting, move->now_us, (guint64) difference);
  tarn_time_integral_change (&move->account->waiting, move->now_us, (guint64) difference);
}

static void
take_slot (const Move *move)
{
  change_waiting (move, -1);
  change_running (move, 1);
  include (move->measuring, move->glue, move->table,
           (TarnInclusion){ .kind = TARN_INCLUDED_SNAPSHOT, .time_us = move->now_us });
}

static void
begin_work (const Move *move)
{
  tarn_time_integral_settle (&move->view->dpu, move->now_us);
  tarn_dpu_steps_add (&move->account->dpu, &move->active->plan, move->now_us, move->now_us);
}

static void
publish (const Move *move)
{
  TarnMeasuredView *view = move->view;
  GArray *tables = move->measuring->tables;
  TarnBaseAreas areas = get_areas (move->measuring, move->glue, view);
  TarnStretch stretch
      = tarn_measured_view_get_stretch (view, &move->glue->catalog, tables, &areas, move->now_us);

  tarn_staleness_add (&view->staleness, &stretch);
  tarn_staleness_add (&move->account->staleness, &stretch);
  view->staleness.n_publications++;
  move->account->staleness.n_publications++;
  view->settled_us = move->now_us;
  view->settled_areas = areas;
  tarn_measured_view_show_snapshot (view, tables);
}

static void
end (const Move *move, TarnRefreshCause cause)
{
  if (move->record->start_us != 0)
    {
      tarn_dpu_settle_plan (&move->view->dpu, &move->active->plan, move->record->start_us,
                            move->now_us);
      tarn_dpu_steps_remove (&move->account->dpu, &move->active->plan, move->record->start_us,
                             move->now_us);
    }
  if (!move->active->has_slot)
    return;

  change_running (move, -1);
  if (cause == TARN_REFRESH_CAUSE_SUCCEED)
    publish (move);
  else
    tarn_measured_view_drop_snapshot (move->view, move->measuring->tables);
}

void
tarn_measuring_note_move (TarnGlue *glue, guint32 run, TarnRefreshCause cause)
{
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  TarnTableEntry *table = tarn_glue_get_view (glue, record);
  Move move = {
    .glue = glue,
    .measuring = glue->measuring,
    .table = table,
    .view = tarn_measured_table_get (glue->measuring->tables, table->position)->view,
    .account = tarn_measuring_get_account (glue->measuring, table->account),
    .record = record,
    .active = tarn_glue_get_active (glue, record),
    .now_us = tarn_glue_get_now (glue),
  };

  if (cause == TARN_REFRESH_CAUSE_CREATE)
    change_waiting (&move, 1);
  else if (cause == TARN_REFRESH_CAUSE_TAKE_SLOT)
    take_slot (&move);
  else if (cause == TARN_REFRESH_CAUSE_BEGIN)
    begin_work (&move);
  else if (cause != TARN_REFRESH_CAUSE_STOP)
    end (&move, cause);
  else if (record->run.state == TARN_REFRESH_WAITING)
    change_waiting (&move, -1);
}
