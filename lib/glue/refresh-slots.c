/* SPDX-License-Identifier: MIT */
#include "glue/refresh-slots.h"

#include <tarn/tarn-slot-chooser.h>

#include "glue/refresh-decision.h"
#include "glue/waiting-runs.h"

/* --- Limits ----------------------------------------------------------------------------------- */

static gboolean
is_below (guint32 n_runs, gint64 limit)
{
  return limit == TARN_UNLIMITED || n_runs < limit;
}

static gint64
get_class_limit (const TarnGlue *glue, guint slot_class)
{
  return slot_class == 0
             ? TARN_UNLIMITED
             : tarn_glue_get_option (glue, TARN_GLUE_CLASS_1_RUNNING_MAX + slot_class - 1);
}

static gboolean
is_slot_free (const TarnGlue *glue, const TarnAccount *account)
{
  return !tarn_admission_is_full (&glue->room.admission)
         && is_below (account->n_running, tarn_glue_get_option (glue, TARN_GLUE_RUNNING_MAX));
}

static gboolean
is_class_free (const TarnGlue *glue, const TarnAccount *account, guint slot_class)
{
  return is_below (account->n_running_of_class[slot_class], get_class_limit (glue, slot_class));
}

/* --- DPU -------------------------------------------------------------------------------------- */

static gboolean
is_dpu_limited (const TarnGlue *glue)
{
  return tarn_glue_get_option (glue, TARN_GLUE_DPU_MAX) != TARN_UNLIMITED;
}

/* A run that needs more than the pool has must not wait for ever, so it may run alone. */
static gboolean
has_dpu_for (TarnGlue *glue, const TarnAccount *account, const TarnTableEntry *table,
             const TarnRefreshWish *wish, guint32 ordinal, guint64 tag)
{
  gint64 dpu_max = tarn_glue_get_option (glue, TARN_GLUE_DPU_MAX);
  TarnCostPlan plan;

  if (account->n_running == 0)
    return TRUE;

  TarnPending pending = tarn_table_entry_get_pending (table, glue->catalog.tables);
  tarn_refresh_make_plan (glue, table, &pending,
                          tarn_refresh_choose_type (glue, table, &pending, wish), ordinal, tag,
                          &plan);
  return account->n_dpu <= (guint64) dpu_max
         && (guint64) tarn_cost_plan_get_peak_dpu (&plan) <= (guint64) dpu_max - account->n_dpu;
}

TarnSlotLimit
tarn_refresh_slots_find_limit (TarnGlue *glue, const TarnTableEntry *table,
                               const TarnRefreshWish *wish, guint64 tag)
{
  const TarnAccount *account = tarn_catalog_get_account (&glue->catalog, table->account);

  if (!is_slot_free (glue, account))
    return TARN_SLOT_LIMIT_RUNS;
  if (!is_class_free (glue, account, wish->slot_class))
    return TARN_SLOT_LIMIT_CLASS;
  return !is_dpu_limited (glue)
                 || has_dpu_for (glue, account, table, wish, table->view->runs.n_runs, tag)
             ? TARN_SLOT_LIMIT_NONE
             : TARN_SLOT_LIMIT_DPU;
}

/* --- Choosing --------------------------------------------------------------------------------- */

static GArray *
list_candidates (const TarnGlue *glue, const TarnAccount *account)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = account->first_waiting; i != TARN_NO_RUN;
       i = tarn_glue_get_active_at (glue, i)->next_waiting)
    if (is_class_free (glue, account, tarn_glue_get_active_at (glue, i)->wish.slot_class))
      g_array_append_val (positions, i);
  return positions;
}

/* The user's code can add no account, so @account stays where it is. */
static guint32
ask (TarnGlue *glue, const TarnAccount *account)
{
  TarnCore *core = glue->room.core;
  g_autoptr (GArray) positions = list_candidates (glue, account);

  if (positions->len == 0)
    return TARN_NO_RUN;

  g_autoptr (TarnWaitingRuns) waiting = tarn_waiting_runs_new (glue, positions);
  gboolean was_asking = tarn_core_begin_asking (core);
  guint choice = TARN_SLOT_CHOOSER_GET_IFACE (core->slot_chooser)
                     ->choose (core->slot_chooser, (TarnEngine *) core, waiting);
  tarn_core_end_asking (core, was_asking);
  if (choice >= positions->len)
    {
      g_critical ("a slot chooser chose position %u of %u", choice, positions->len);
      choice = 0;
    }
  return g_array_index (positions, guint32, choice);
}

/* Returns the first run whose class is free. */
static guint32
find_first (const TarnGlue *glue, const TarnAccount *account)
{
  guint32 position = account->first_waiting;

  while (
      position != TARN_NO_RUN
      && !is_class_free (glue, account, tarn_glue_get_active_at (glue, position)->wish.slot_class))
    position = tarn_glue_get_active_at (glue, position)->next_waiting;
  return position;
}

guint32
tarn_refresh_slots_choose (TarnGlue *glue, const TarnAccount *account)
{
  if (account->first_waiting == TARN_NO_RUN || !is_slot_free (glue, account))
    return TARN_NO_RUN;

  guint32 position = G_UNLIKELY (glue->room.core->slot_chooser != NULL)
                         ? ask (glue, account)
                         : find_first (glue, account);
  if (position == TARN_NO_RUN || G_LIKELY (!is_dpu_limited (glue)))
    return position;

  const TarnActiveRefresh *active = tarn_glue_get_active_at (glue, position);
  const TarnRefreshRecord *record = tarn_glue_get_record (glue, active->run.run);
  return has_dpu_for (glue, account, tarn_glue_get_view (glue, record), &active->wish,
                      active->run.ordinal,
                      tarn_run_store_get_tag (&glue->room.runs.store, active->run.run))
             ? position
             : TARN_NO_RUN;
}

/* --- Counting --------------------------------------------------------------------------------- */

void
tarn_refresh_slots_take (TarnAccount *account, const TarnActiveRefresh *active)
{
  account->n_running++;
  account->n_running_of_class[active->wish.slot_class]++;
  account->n_dpu += (guint64) tarn_cost_plan_get_peak_dpu (&active->plan);
}

void
tarn_refresh_slots_give_back (TarnAccount *account, const TarnActiveRefresh *active)
{
  account->n_running--;
  account->n_running_of_class[active->wish.slot_class]--;
  account->n_dpu -= (guint64) tarn_cost_plan_get_peak_dpu (&active->plan);
}
