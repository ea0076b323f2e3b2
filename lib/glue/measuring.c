/* SPDX-License-Identifier: MIT */
#include "glue/measuring.h"

#include "glue/catalog-order.h"
#include "glue/measuring-state.h"

/* --- Settling --------------------------------------------------------------------------------- */

static TarnBaseAreas
get_areas (const TarnMeasuring *self, const TarnGlue *glue, const TarnMeasuredView *view)
{
  return tarn_measured_view_get_areas (view, &glue->catalog, self->tables,
                                       tarn_glue_get_now (glue));
}

/*
 * Adds to the sums of the view and of its account what the view lacked since it was settled. The user's functions
 * see the engine as it is before what ends the stretch happens.
 */
static void
settle (TarnMeasuring *self, TarnGlue *glue, const TarnTableEntry *table, gboolean is_publication)
{
  TarnMeasuredView *view = tarn_measured_table_get (self->tables, table->position)->view;
  gint64 now_us = tarn_glue_get_now (glue);
  TarnBaseAreas areas = get_areas (self, glue, view);
  TarnStretch stretch
      = tarn_measured_view_get_stretch (view, &glue->catalog, self->tables, &areas, now_us);

  tarn_staleness_add (&view->staleness, &stretch);
  tarn_staleness_add (&tarn_measuring_get_account (self, table->account)->staleness, &stretch);
  view->settled_us = now_us;
  view->settled_areas = areas;
  if (G_LIKELY (glue->stretch_funcs.funcs == NULL))
    return;

  stretch.table = table->name;
  stretch.is_publication = is_publication;
  tarn_stretch_funcs_call (&glue->stretch_funcs, glue->room.core, table->account, &stretch);
}

/* Ends the open stretches of an account for the user's functions, before the sums that have them are dropped. */
static void
end_stretches (TarnMeasuring *self, TarnGlue *glue, guint32 account)
{
  if (glue->stretch_funcs.funcs == NULL)
    return;

  for (guint32 i = 0; i < glue->catalog.tables->len; i++)
    {
      const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, i);

      if (table->account == account && tarn_measured_table_get (self->tables, i)->view != NULL)
        settle (self, glue, table, FALSE);
    }
}

/* --- Beginning -------------------------------------------------------------------------------- */

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
add_known_view (TarnMeasuring *self, const TarnGlue *glue, const TarnTableEntry *table)
{
  tarn_measured_view_find_bases (tarn_measured_table_get (self->tables, table->position)->view,
                                 &glue->catalog, self->tables, table);
  include_shown (self, glue, table, TRUE);
  if (tarn_measuring_has_snapshot (glue, table))
    include (self, glue, table,
             (TarnInclusion){
                 .kind = TARN_INCLUDED_SNAPSHOT,
                 .time_us
                 = tarn_glue_get_active (glue, tarn_glue_find_active (glue, table->view))->slot_us,
                 .is_past = TRUE });
}

/* A view comes after the views that it reads, because it includes what they show. */
static TarnMeasuring *
begin (const TarnGlue *glue, gboolean has_percentiles)
{
  gint64 now_us = tarn_glue_get_now (glue);
  TarnMeasuring *self = tarn_measuring_new (has_percentiles, now_us);
  g_autoptr (GArray) order = tarn_catalog_list_in_order (&glue->catalog);

  for (guint32 i = 0; i < order->len; i++)
    tarn_measuring_append_table (self, tarn_catalog_get_table (&glue->catalog, i),
                                 tarn_measuring_get_view_bits (self), now_us);
  for (guint32 i = 0; i < order->len; i++)
    {
      const TarnTableEntry *table
          = tarn_catalog_get_table (&glue->catalog, g_array_index (order, guint32, i));

      if (table->view != NULL && !table->is_deleted)
        add_known_view (self, glue, table);
      if (table->view != NULL)
        tarn_measuring_count_active (self, glue, table);
    }

  return self;
}

static void
finish (TarnGlue *glue)
{
  TarnMeasuring *self = glue->measuring;

  for (guint32 i = 0; self != NULL && i < self->accounts->len; i++)
    end_stretches (self, glue, i);
  g_clear_pointer (&glue->measuring, tarn_measuring_free);
}

void
tarn_measuring_follow_option (TarnGlue *glue)
{
  TarnMeasuring *self = glue->measuring;
  gboolean has_percentiles = tarn_glue_get_option (glue, TARN_GLUE_MEASURE_PERCENTILES) != 0;

  if (!tarn_glue_get_option (glue, TARN_GLUE_MEASURES))
    finish (glue);
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
  tarn_staleness_restart (&view->staleness, tarn_measuring_get_view_bits (self));
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

  end_stretches (self, glue, position);
  for (guint32 i = 0; i < glue->catalog.tables->len; i++)
    {
      const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, i);

      if (table->view != NULL && !table->is_deleted && table->account == position)
        restart_view (self, glue, table);
    }

  account->since_us = now_us;
  tarn_staleness_restart (&account->staleness, tarn_measuring_get_account_bits (self));
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

  tarn_measuring_append_table (self, table, tarn_measuring_get_view_bits (self),
                               tarn_glue_get_now (glue));
  if (table->view == NULL)
    return;

  TarnMeasuredView *view = tarn_measured_table_get (self->tables, table->position)->view;
  tarn_measured_view_find_bases (view, &glue->catalog, self->tables, table);
  include_shown (self, glue, table, FALSE);
  view->settled_areas = get_areas (self, glue, view);
}

void
tarn_measuring_delete_view (TarnGlue *glue, const TarnTableEntry *table)
{
  TarnMeasuring *self = glue->measuring;
  TarnMeasuredTable *deleted = tarn_measured_table_get (self->tables, table->position);

  settle (self, glue, table, FALSE);
  deleted->left_bases = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < deleted->view->bases->len; i++)
    g_array_append_val (deleted->left_bases, tarn_measured_view_get_base (deleted->view, i)->table);
  tarn_measured_view_leave_bases (deleted->view, self->tables);
  g_clear_pointer (&deleted->view, tarn_measured_view_free);
}

static gboolean
reads_changed (const TarnTableEntry *table, const guint8 *is_changed)
{
  for (guint i = 0; table->view != NULL && i < table->view->n_sources; i++)
    if (is_changed[table->view->sources[i].table])
      return TRUE;

  return FALSE;
}

static void
change_bases (TarnMeasuring *self, const TarnGlue *glue, const TarnTableEntry *table)
{
  TarnMeasuredView *view = tarn_measured_table_get (self->tables, table->position)->view;
  gint64 now_us = tarn_glue_get_now (glue);

  tarn_measured_view_change_bases (view, &glue->catalog, self->tables, table, now_us);
  tarn_measured_view_note_never (view, now_us);
  view->settled_areas = get_areas (self, glue, view);
}

void
tarn_measuring_change_sources (TarnGlue *glue, const TarnTableEntry *changed)
{
  TarnMeasuring *self = glue->measuring;
  TarnMeasuredView *view = tarn_measured_table_get (self->tables, changed->position)->view;
  g_autoptr (GArray) order = tarn_catalog_list_in_order (&glue->catalog);
  g_autofree guint8 *is_changed = g_new0 (guint8, order->len);

  settle (self, glue, changed, FALSE);
  tarn_measured_view_leave_bases (view, self->tables);
  view->shown_never_us = 0;
  for (guint i = 0; i < order->len; i++)
    {
      guint32 position = g_array_index (order, guint32, i);
      const TarnTableEntry *table = tarn_catalog_get_table (&glue->catalog, position);

      is_changed[position] = table == changed || reads_changed (table, is_changed);
      if (!is_changed[position])
        continue;

      if (table != changed)
        settle (self, glue, table, FALSE);
      change_bases (self, glue, table);
    }
}

void
tarn_measuring_note_change (TarnGlue *glue, const TarnTableEntry *table)
{
  tarn_table_marks_note_change (
      &tarn_measured_table_get (glue->measuring->tables, table->position)->marks, &table->current,
      tarn_glue_get_now (glue));
}

/* --- What happens to runs --------------------------------------------------------------------- */

/* A run moves, and these are the places in the measures that its move concerns. */
typedef struct
{
  TarnGlue *glue;
  TarnMeasuring *measuring;
  const TarnTableEntry *table;
  TarnMeasuredView *view; /* NULL if the view was deleted */
  TarnMeasuredAccount *account;
  const TarnRefreshRecord *record;
  const TarnActiveRefresh *active;
  gint64 now_us;
} Move;

static void
change_running (const Move *move, gint64 difference)
{
  if (move->view != NULL)
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
  if (tarn_measuring_has_snapshot (move->glue, move->table))
    include (move->measuring, move->glue, move->table,
             (TarnInclusion){ .kind = TARN_INCLUDED_SNAPSHOT, .time_us = move->now_us });
}

static void
begin_work (const Move *move)
{
  tarn_time_integral_settle (&move->view->dpu, move->now_us);
  tarn_dpu_steps_add (&move->account->dpu, &move->active->plan, move->now_us, move->now_us);
}

/* A run that has read other sources than the view has now is published, but the view shows nothing of it. */
static void
publish (const Move *move)
{
  settle (move->measuring, move->glue, move->table, TRUE);
  move->view->staleness.n_publications++;
  move->account->staleness.n_publications++;
  tarn_measured_view_show_snapshot (move->view, move->measuring->tables);
}

static void
end_work (const Move *move)
{
  const TarnCostPlan *plan = &move->active->plan;

  if (move->view != NULL)
    tarn_dpu_settle_plan (&move->view->dpu, plan, move->record->start_us, move->now_us);
  tarn_dpu_steps_remove (&move->account->dpu, plan, move->record->start_us, move->now_us);
}

static void
end (const Move *move, TarnRefreshCause cause)
{
  if (cause == TARN_REFRESH_CAUSE_SUCCEED)
    publish (move);
  if (move->record->start_us != 0)
    end_work (move);
  if (!move->active->has_slot)
    return;

  change_running (move, -1);
  if (move->view != NULL)
    tarn_measured_view_drop_snapshot (move->view, move->measuring->tables);
}

void
tarn_measuring_note_move (TarnGlue *glue, guint32 run, TarnRefreshCause cause)
{
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, run);
  const TarnTableEntry *table = tarn_glue_get_view (glue, record);
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
