/* SPDX-License-Identifier: MIT */
#include <stdarg.h>

#include "lab/trial/trial-state.h"
#include "lab/world/names.h"

/* clang-format off */
G_DEFINE_BOXED_TYPE (TarnLabLake, tarn_lab_lake, tarn_lab_lake_ref, tarn_lab_lake_unref)

G_DEFINE_ENUM_TYPE (TarnLabWakeKind, tarn_lab_wake_kind,
                    G_DEFINE_ENUM_VALUE (TARN_LAB_WAKE_START, "start"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_WAKE_TIME, "time"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_WAKE_COMMIT, "commit"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_WAKE_END, "end"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_WAKE_SLOT, "slot"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_WAKE_REFUSAL, "refusal"))
/* clang-format on */

/* --- Checks ------------------------------------------------------------------------------------- */

void
tarn_lab_lake_fail (const TarnLabLake *self, guint view, const char *format, ...)
{
  g_autoptr (GString) message = g_string_new (NULL);
  va_list arguments;

  if (self->trial == NULL)
    return;

  g_string_append_printf (message, "policy %s: ", self->name);
  if (view != TARN_LAB_NO_VIEW)
    {
      const TarnLabView *settings = tarn_lab_scenario_get_view (self->trial->scenario, view);
      g_string_append_printf (message, "%s.%s ", settings->database_name, settings->name);
    }
  va_start (arguments, format);
  g_string_append_vprintf (message, format, arguments);
  va_end (arguments);
  tarn_lab_trial_take_error (self->trial,
                             g_error_new_literal (TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY,
                                                  message->str));
}

static gboolean
refuse_look (const TarnLabLake *self)
{
  tarn_lab_lake_fail (self, TARN_LAB_NO_VIEW, "it looked at the lake while it was not asked");
  return FALSE;
}

static gboolean
refuse_view (const TarnLabLake *self, guint view)
{
  if (self->may == TARN_LAB_MAY_NOTHING)
    return refuse_look (self);

  tarn_lab_lake_fail (self, TARN_LAB_NO_VIEW, "it looked at the view number %u; allowed: 0 to %u",
                      view, self->n_views - 1);
  return FALSE;
}

static inline gboolean
may_look (const TarnLabLake *self)
{
  return G_LIKELY (self->may != TARN_LAB_MAY_NOTHING) || refuse_look (self);
}

static inline gboolean
may_look_at (const TarnLabLake *self, guint view)
{
  return G_LIKELY (self->may != TARN_LAB_MAY_NOTHING && view < self->n_views)
         || refuse_view (self, view);
}

/* --- The instant -------------------------------------------------------------------------------- */

gint64
tarn_lab_lake_get_now (const TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look (self) ? self->trial->now_us : 0;
}

gint64
tarn_lab_lake_get_start_time (const TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look (self) ? self->trial->scenario->start_us : 0;
}

guint
tarn_lab_lake_get_round (const TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look (self) && self->n_rounds > 0 ? self->n_rounds - 1 : 0;
}

gboolean
tarn_lab_lake_is_draining (const TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return may_look (self) && self->trial->is_over;
}

const TarnLabWake *
tarn_lab_lake_get_wakes (const TarnLabLake *self, guint *out_n_wakes)
{
  *out_n_wakes = self->n_wakes;
  return self->wakes;
}

guint
tarn_lab_lake_get_n_wakes (const TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look (self) ? self->n_wakes : 0;
}

TarnLabWakeKind
tarn_lab_lake_get_wake (const TarnLabLake *self, guint index, guint *out_view,
                        gint64 *out_request_us)
{
  TarnLabWake wake = { TARN_LAB_WAKE_START, TARN_LAB_NO_VIEW, 0 };

  g_return_val_if_fail (self != NULL, TARN_LAB_WAKE_START);

  if (may_look (self) && index < self->n_wakes)
    wake = self->wakes[index];
  else if (self->may != TARN_LAB_MAY_NOTHING)
    tarn_lab_lake_fail (self, TARN_LAB_NO_VIEW, "it looked at number %u of %u wakes", index,
                        self->n_wakes);
  if (out_view != NULL)
    *out_view = wake.view;
  if (out_request_us != NULL)
    *out_request_us = wake.request_us;
  return wake.kind;
}

gint64
tarn_lab_lake_get_n_slots (const TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look (self) ? self->trial->scenario->n_slots : 0;
}

guint
tarn_lab_lake_get_n_free_slots (const TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, 0);

  const TarnLabTrial *trial = self->trial;
  if (!may_look (self))
    return 0;
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
  *out_n_numbers = numbers != NULL ? numbers->n_items : 0;
  return numbers != NULL ? numbers->items : NULL;
}

const guint *
tarn_lab_lake_get_views (const TarnLabLake *self, guint *out_n_views)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_views != NULL, NULL);

  return get_numbers (may_look (self) ? &self->trial->topology->views[self->index] : NULL,
                      out_n_views);
}

const TarnTableName *
tarn_lab_lake_get_name (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, NULL);

  return may_look_at (self, view) ? tarn_lab_world_get_view_name (self->trial->world, view) : NULL;
}

guint
tarn_lab_lake_get_weight (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look_at (self, view) ? get_settings (self, view)->weight : 0;
}

static gint64
get_slo (const TarnLabLake *self, guint view, TarnLabSloKind kind)
{
  if (!may_look_at (self, view))
    return 0;

  const TarnLabView *settings = get_settings (self, view);
  return settings->slo_kind == kind ? settings->slo_us : TARN_LAB_NEVER;
}

gint64
tarn_lab_lake_get_age_slo (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return get_slo (self, view, TARN_LAB_SLO_AGE);
}

gint64
tarn_lab_lake_get_lag_slo (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return get_slo (self, view, TARN_LAB_SLO_LAG);
}

const guint *
tarn_lab_lake_get_upstream (const TarnLabLake *self, guint view, guint *out_n_views)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_views != NULL, NULL);

  return get_numbers (may_look_at (self, view) ? &self->trial->topology->upstream[view] : NULL,
                      out_n_views);
}

const guint *
tarn_lab_lake_get_downstream (const TarnLabLake *self, guint view, guint *out_n_views)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_views != NULL, NULL);

  return get_numbers (may_look_at (self, view) ? &self->trial->topology->downstream[view] : NULL,
                      out_n_views);
}

/* The purpose of a draw of the world never begins so. */
TarnRandomStream *
tarn_lab_lake_create_random_stream (const TarnLabLake *self, guint view, const char *purpose)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (purpose != NULL, NULL);

  if (!may_look_at (self, view))
    return NULL;

  const TarnLabView *settings = get_settings (self, view);
  g_autofree char *name = tarn_lab_dup_full_name (settings->database_name, settings->name);
  g_autofree char *of_policy = g_strconcat ("policy ", purpose, NULL);
  return tarn_engine_create_random_stream (self->trial->engine, name, of_policy);
}

gboolean
tarn_lab_lake_is_active (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return may_look_at (self, view) && self->trial->views[view].start_us != 0;
}

gint64
tarn_lab_lake_get_active_since (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look_at (self, view) ? self->trial->views[view].start_us : 0;
}

guint
tarn_lab_lake_get_n_waiting (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look_at (self, view) ? self->trial->views[view].n_waiting : 0;
}

/* --- What only the engine knows ----------------------------------------------------------------- */

static TarnTable *
get_table (const TarnLabLake *self, guint view)
{
  return may_look_at (self, view)
             ? tarn_glue_client_get_table (self->trial->client, tarn_lab_lake_get_name (self, view),
                                           NULL)
             : NULL;
}

TarnLabPending
tarn_lab_lake_get_pending (const TarnLabLake *self, guint view)
{
  g_autoptr (TarnTable) table = get_table (self, view);

  if (table == NULL)
    return (TarnLabPending){ 0, 0, TARN_LAB_NEVER };

  gint64 oldest_us = tarn_table_get_oldest_pending_commit_time (table);
  return (TarnLabPending){ tarn_table_get_pending_commits (table),
                           tarn_table_get_pending_bytes (table),
                           oldest_us != 0 ? oldest_us : TARN_LAB_NEVER };
}

guint64
tarn_lab_lake_get_pending_commits (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return tarn_lab_lake_get_pending (self, view).n_commits;
}

guint64
tarn_lab_lake_get_pending_bytes (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return tarn_lab_lake_get_pending (self, view).bytes;
}

gint64
tarn_lab_lake_get_oldest_pending_time (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  return may_look_at (self, view) ? tarn_lab_lake_get_pending (self, view).oldest_us : 0;
}

guint64
tarn_lab_lake_get_source_bytes (const TarnLabLake *self, guint view)
{
  g_return_val_if_fail (self != NULL, 0);

  if (!may_look_at (self, view))
    return 0;

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

TarnRefreshEstimate *
tarn_lab_lake_estimate_refresh (const TarnLabLake *self, guint view, TarnRefreshType type)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type <= TARN_REFRESH_TYPE_INCREMENTAL, NULL);

  return may_look_at (self, view)
             ? tarn_glue_client_estimate_refresh (self->trial->client,
                                                  tarn_lab_lake_get_name (self, view), type, NULL)
             : NULL;
}

TarnLabEstimate
tarn_lab_lake_get_estimate (const TarnLabLake *self, guint view, TarnRefreshType type)
{
  g_autoptr (TarnRefreshEstimate) estimate = tarn_lab_lake_estimate_refresh (self, view, type);

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

gboolean
tarn_lab_lake_get_last_success (const TarnLabLake *self, guint view, TarnRefreshType *out_type,
                                gint64 *out_duration_us, gint64 *out_dpu_milliseconds,
                                gint64 *out_billed_dpu_milliseconds)
{
  TarnLabEstimate last = { TARN_REFRESH_TYPE_NONE, 0, 0, 0 };

  g_return_val_if_fail (self != NULL, FALSE);

  if (may_look_at (self, view))
    last = tarn_lab_lake_get_last_run (self, view);
  if (out_type != NULL)
    *out_type = last.type;
  if (out_duration_us != NULL)
    *out_duration_us = last.duration_us;
  if (out_dpu_milliseconds != NULL)
    *out_dpu_milliseconds = last.dpu_milliseconds;
  if (out_billed_dpu_milliseconds != NULL)
    *out_billed_dpu_milliseconds = last.billed_dpu_milliseconds;
  return last.type != TARN_REFRESH_TYPE_NONE;
}

/* --- Life --------------------------------------------------------------------------------------- */

TarnLabLake *
tarn_lab_lake_ref (TarnLabLake *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_lake_unref (TarnLabLake *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->policy);
  g_free (self->wakes);
  g_free (self->answers.items);
  g_free (self->name);
  g_free (self);
}

void
tarn_lab_lake_end (TarnLabLake *self)
{
  self->trial = NULL;
  self->may = TARN_LAB_MAY_NOTHING;
  g_clear_object (&self->policy);
  tarn_lab_lake_unref (self);
}

/* Takes the object, which a function of the user has made. */
static gboolean
take_policy (TarnLabLake *self, TarnLabPolicy *policy, const char *function, GError **error)
{
  if (TARN_LAB_IS_POLICY (policy))
    {
      self->policy = policy;
      self->iface = TARN_LAB_POLICY_GET_IFACE (policy);
      return TRUE;
    }

  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY,
               "policy %s: its function %s made no policy", self->name, function);
  tarn_lab_lake_end (self);
  return FALSE;
}

TarnLabLake *
tarn_lab_lake_new (TarnLabTrial *trial, guint index, TarnLabPolicy *policy, GError **error)
{
  const TarnLabPolicyInterface *iface = TARN_LAB_POLICY_GET_IFACE (policy);
  TarnLabLake *self = g_new0 (TarnLabLake, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->trial = trial;
  self->index = index;
  self->n_views = trial->scenario->views->len;
  self->name = tarn_lab_policy_dup_name (policy);
  self->wakes_by = iface->get_wakes (policy);
  self->next_wake_us = TARN_LAB_NEVER;
  self->asked_us = TARN_LAB_NEVER;

  self->may = TARN_LAB_MAY_LOOK;
  TarnLabPolicy *created = iface->create (policy, self);
  self->may = TARN_LAB_MAY_NOTHING;
  return take_policy (self, created, "create", error) ? self : NULL;
}

TarnLabLake *
tarn_lab_lake_copy (const TarnLabLake *from, TarnLabTrial *fork, GError **error)
{
  TarnLabLake *self = g_memdup2 (from, sizeof *from);

  g_atomic_ref_count_init (&self->ref_count);
  self->trial = fork;
  self->name = g_strdup (from->name);
  self->wakes = g_memdup2 (from->wakes, from->n_places * sizeof *from->wakes);
  self->answers = (TarnLabAnswers){ 0 };
  self->may = TARN_LAB_MAY_NOTHING;
  self->policy = NULL;
  return take_policy (self, from->iface->copy (from->policy), "copy", error) ? self : NULL;
}
