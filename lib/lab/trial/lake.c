/* SPDX-License-Identifier: MIT */
#include "lab/trial/trial-state.h"
#include "lab/world/names.h"

/* --- The instant -------------------------------------------------------------------------------- */

gint64
tarn_lab_lake_get_now (const TarnLabLake *self)
{
  return self->trial->now_us;
}

gint64
tarn_lab_lake_get_start_time (const TarnLabLake *self)
{
  return self->trial->scenario->start_us;
}

guint
tarn_lab_lake_get_round (const TarnLabLake *self)
{
  return self->n_rounds - 1;
}

gboolean
tarn_lab_lake_is_draining (const TarnLabLake *self)
{
  return self->trial->is_over;
}

const TarnLabWake *
tarn_lab_lake_get_wakes (const TarnLabLake *self, guint *out_n_wakes)
{
  *out_n_wakes = self->n_wakes;
  return self->wakes;
}

gint64
tarn_lab_lake_get_n_slots (const TarnLabLake *self)
{
  return self->trial->scenario->n_slots;
}

guint
tarn_lab_lake_get_n_free_slots (const TarnLabLake *self)
{
  const TarnLabTrial *trial = self->trial;

  if (trial->scenario->n_slots == TARN_UNLIMITED)
    return G_MAXUINT;
  return (guint) MAX (0, trial->scenario->n_slots - trial->n_running - self->n_starts);
}

/* --- Views -------------------------------------------------------------------------------------- */

static const TarnLabView *
get_settings (const TarnLabLake *self, guint view)
{
  return tarn_lab_scenario_get_view (self->trial->scenario, view);
}

static const guint *
get_numbers (const TarnLabNumbers *numbers, guint *out_n_numbers)
{
  *out_n_numbers = numbers->n_items;
  return numbers->items;
}

const guint *
tarn_lab_lake_get_views (const TarnLabLake *self, guint *out_n_views)
{
  return get_numbers (&self->trial->topology->views[self->index], out_n_views);
}

const TarnTableName *
tarn_lab_lake_get_name (const TarnLabLake *self, guint view)
{
  return tarn_lab_world_get_view_name (self->trial->world, view);
}

guint
tarn_lab_lake_get_weight (const TarnLabLake *self, guint view)
{
  return get_settings (self, view)->weight;
}

static gint64
get_slo (const TarnLabLake *self, guint view, TarnLabSloKind kind)
{
  const TarnLabView *settings = get_settings (self, view);

  return settings->slo_kind == kind ? settings->slo_us : TARN_LAB_NEVER;
}

gint64
tarn_lab_lake_get_age_slo (const TarnLabLake *self, guint view)
{
  return get_slo (self, view, TARN_LAB_SLO_AGE);
}

gint64
tarn_lab_lake_get_lag_slo (const TarnLabLake *self, guint view)
{
  return get_slo (self, view, TARN_LAB_SLO_LAG);
}

const guint *
tarn_lab_lake_get_upstream (const TarnLabLake *self, guint view, guint *out_n_views)
{
  return get_numbers (&self->trial->topology->upstream[view], out_n_views);
}

const guint *
tarn_lab_lake_get_downstream (const TarnLabLake *self, guint view, guint *out_n_views)
{
  return get_numbers (&self->trial->topology->downstream[view], out_n_views);
}

/* The purpose of a draw of the world never begins so. */
TarnRandomStream *
tarn_lab_lake_create_random_stream (const TarnLabLake *self, guint view, const char *purpose)
{
  const TarnLabView *settings = get_settings (self, view);
  g_autofree char *name = tarn_lab_dup_full_name (settings->database_name, settings->name);
  g_autofree char *of_policy = g_strconcat ("policy ", purpose, NULL);

  return tarn_engine_create_random_stream (self->trial->engine, name, of_policy);
}

gboolean
tarn_lab_lake_is_active (const TarnLabLake *self, guint view)
{
  return self->trial->views[view].start_us != 0;
}

gint64
tarn_lab_lake_get_active_since (const TarnLabLake *self, guint view)
{
  return self->trial->views[view].start_us;
}

guint
tarn_lab_lake_get_n_waiting (const TarnLabLake *self, guint view)
{
  return self->trial->views[view].n_waiting;
}

/* --- What only the engine knows ----------------------------------------------------------------- */

TarnLabPending
tarn_lab_lake_get_pending (const TarnLabLake *self, guint view)
{
  g_autoptr (TarnTable) table
      = tarn_glue_client_get_table (self->trial->client, tarn_lab_lake_get_name (self, view), NULL);

  if (table == NULL)
    return (TarnLabPending){ 0, 0, TARN_LAB_NEVER };

  gint64 oldest_us = tarn_table_get_oldest_pending_commit_time (table);
  return (TarnLabPending){ tarn_table_get_pending_commits (table),
                           tarn_table_get_pending_bytes (table),
                           oldest_us != 0 ? oldest_us : TARN_LAB_NEVER };
}

guint64
tarn_lab_lake_get_source_bytes (const TarnLabLake *self, guint view)
{
  const TarnLabView *settings = get_settings (self, view);
  guint64 bytes = 0;

  for (guint i = 0; i < settings->sources->len; i++)
    {
      TarnLabSource source = g_array_index (settings->sources, TarnLabSource, i);
      g_autoptr (TarnTable) table = tarn_glue_client_get_table (
          self->trial->client,
          source.is_view ? tarn_lab_world_get_view_name (self->trial->world, source.index)
                         : tarn_lab_world_get_table_name (self->trial->world, source.index),
          NULL);

      bytes += table != NULL ? tarn_table_get_size_bytes (table) : 0;
    }
  return bytes;
}

TarnLabEstimate
tarn_lab_lake_get_estimate (const TarnLabLake *self, guint view, TarnRefreshType type)
{
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (self->trial->client, tarn_lab_lake_get_name (self, view),
                                           type, NULL);

  if (estimate == NULL)
    return (TarnLabEstimate){ TARN_REFRESH_TYPE_NONE, 0, 0, 0 };

  return (TarnLabEstimate){
    tarn_refresh_estimate_get_refresh_type (estimate),
    tarn_refresh_estimate_get_duration_us (estimate),
    tarn_refresh_estimate_get_dpu_milliseconds (estimate),
    tarn_refresh_estimate_get_billed_dpu_milliseconds (estimate),
  };
}

TarnLabEstimate
tarn_lab_lake_get_last_run (const TarnLabLake *self, guint view)
{
  return self->trial->views[view].last;
}

/* --- Life --------------------------------------------------------------------------------------- */

void
tarn_lab_lake_init (TarnLabLake *self, TarnLabTrial *trial, guint index,
                    const TarnLabPolicyClass *class, gconstpointer settings)
{
  *self = (TarnLabLake){
    .trial = trial,
    .index = index,
    .class = class,
    .settings = settings,
    .next_wake_us = TARN_LAB_NEVER,
    .asked_us = TARN_LAB_NEVER,
  };
  self->state = class->create (settings, self);
}

void
tarn_lab_lake_init_copy (TarnLabLake *self, const TarnLabLake *from, TarnLabTrial *trial)
{
  *self = *from;
  self->trial = trial;
  self->wakes = g_memdup2 (from->wakes, from->n_places * sizeof *from->wakes);
  self->state = from->class->copy (from->state);
}

void
tarn_lab_lake_clear (TarnLabLake *self)
{
  if (self->class != NULL)
    self->class->free (self->state);
  g_clear_pointer (&self->wakes, g_free);
}
