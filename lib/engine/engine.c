/* SPDX-License-Identifier: MIT */
#include <tarn/tarn-access.h>
#include <tarn/tarn-engine.h>
#include <tarn/tarn-error.h>

#include "engine/driving.h"
#include "engine/holds.h"
#include "engine/instants.h"
#include "engine/invocations.h"
#include "engine/properties.h"
#include "engine/rooms.h"
#include "engine/timeouts.h"
#include "kernel/random-stream.h"

enum
{
  SIGNAL_CHANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnEngine, tarn_engine, G_TYPE_OBJECT)

static void
tarn_engine_finalize (GObject *object)
{
  TarnEngine *self = TARN_ENGINE (object);

  g_clear_pointer (&self->holds, tarn_holds_free);
  tarn_invocations_clear (&self->invocations);
  g_clear_pointer (&self->wakeup, tarn_wakeup_unref);
  tarn_timeouts_clear (&self->timeouts);
  tarn_instants_clear (&self->instants);
  for (guint i = 0; self->rooms[i] != NULL; i++)
    tarn_room_free (self->rooms[i]);
  tarn_core_clear (&self->core);

  G_OBJECT_CLASS (tarn_engine_parent_class)->finalize (object);
}

static void
tarn_engine_class_init (TarnEngineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_engine_finalize;
  tarn_engine_install_properties (G_OBJECT_CLASS (class));

  /* The scope is static, so that GObject copies no change for a handler in C. */
  signals[SIGNAL_CHANGE] = g_signal_new ("change", TARN_TYPE_ENGINE,
                                         G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED | G_SIGNAL_NO_HOOKS,
                                         0, NULL, NULL, g_cclosure_marshal_VOID__BOXED, G_TYPE_NONE,
                                         1, TARN_TYPE_CHANGE | G_SIGNAL_TYPE_STATIC_SCOPE);
  g_signal_set_va_marshaller (signals[SIGNAL_CHANGE], TARN_TYPE_ENGINE,
                              g_cclosure_marshal_VOID__BOXEDv);
}

/* A snapshot saves the kinds of events by number, so the order of registration is part of the format. */
static void
tarn_engine_init (TarnEngine *self)
{
  tarn_core_init (&self->core, TARN_ENGINE_START_TIME);
  tarn_emission_set_signal (&self->core.emission, signals[SIGNAL_CHANGE]);
  self->core.run_until = tarn_engine_drive_until;
  self->read_real_clock = tarn_pace_read_real_clock;
  tarn_invocations_init (&self->invocations);
  tarn_timeouts_init (&self->timeouts, self);
  tarn_instants_init (&self->instants, self);
  for (guint i = 0; tarn_room_classes[i] != NULL; i++)
    self->rooms[i] = tarn_room_new (tarn_room_classes[i], &self->core);
}

TarnEngine *
tarn_engine_new (guint64 seed)
{
  return tarn_engine_new_for_replication (seed, 0);
}

TarnEngine *
tarn_engine_new_for_replication (guint64 seed, guint64 replication)
{
  return g_object_new (TARN_TYPE_ENGINE, "seed", seed, "replication", replication, NULL);
}

guint64
tarn_engine_get_seed (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);

  return self->core.random.seed;
}

guint64
tarn_engine_get_replication (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);

  return self->core.random.replication;
}

TarnRandomStream *
tarn_engine_create_random_stream (TarnEngine *self, const char *name, const char *purpose)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (purpose != NULL, NULL);

  return tarn_random_stream_new (&self->core.random, name, purpose);
}

const TarnService *
tarn_engine_get_service (TarnEngine *self, const char *name)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; self->core.services[i] != NULL; i++)
    if (g_str_equal (name, self->core.services[i]->name))
      return self->core.services[i];

  return NULL;
}

void
tarn_engine_set_owner (TarnEngine *self, GThread *thread)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (thread != NULL);
  g_return_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership));
  g_return_if_fail (!tarn_clock_is_busy (&self->core.clock));
  /* A waiter would be notified, and would give up, in the thread in which it started to wait. */
  g_return_if_fail (!tarn_waiters_has_any (&self->core.emission.waiters));

  /*
   * Once the other thread owns the engine, it may do anything with the engine. So this function takes a
   * reference and reads the wake-up first.
   */
  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  const TarnWakeup *wakeup = self->wakeup;
  tarn_ownership_set (&self->core.clock.ownership, thread);
  tarn_invocations_wake (&self->invocations);
  if (wakeup != NULL)
    tarn_wakeup_signal (wakeup);
}

/* --- Cost model and journal ----------------------------------------------------------------------- */

static void
update_checks (TarnEngine *self)
{
  for (guint i = 0; self->rooms[i] != NULL; i++)
    tarn_admission_update_checks (&self->rooms[i]->admission);
}

static gboolean
plans_something (TarnCostModel *model)
{
  for (guint i = 0; tarn_room_classes[i] != NULL; i++)
    if (tarn_run_class_is_planned_by (tarn_room_classes[i]->run_class, model))
      return TRUE;

  return FALSE;
}

void
tarn_engine_set_cost_model (TarnEngine *self, TarnCostModel *cost_model)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (cost_model == NULL || TARN_IS_COST_MODEL (cost_model));
  g_return_if_fail (cost_model == NULL || plans_something (cost_model));
  g_return_if_fail (tarn_core_may_change (&self->core));

  tarn_core_set_cost_model (&self->core, cost_model);
  tarn_engine_notify (self, TARN_ENGINE_PROPERTY_COST_MODEL);
}

TarnCostModel *
tarn_engine_get_cost_model (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  return self->core.cost_model;
}

void
tarn_engine_set_slot_chooser (TarnEngine *self, TarnSlotChooser *slot_chooser)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (slot_chooser == NULL || TARN_IS_SLOT_CHOOSER (slot_chooser));
  g_return_if_fail (slot_chooser == NULL
                    || TARN_SLOT_CHOOSER_GET_IFACE (slot_chooser)->choose != NULL);
  g_return_if_fail (tarn_core_may_change (&self->core));

  g_set_object (&self->core.slot_chooser, slot_chooser);
  tarn_engine_notify (self, TARN_ENGINE_PROPERTY_SLOT_CHOOSER);
}

TarnSlotChooser *
tarn_engine_get_slot_chooser (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  return self->core.slot_chooser;
}

void
tarn_engine_set_journal (TarnEngine *self, TarnJournal *journal)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (journal == NULL || TARN_IS_JOURNAL (journal));
  g_return_if_fail (tarn_core_may_change (&self->core));

  tarn_emission_set_journal (&self->core.emission, journal);
  update_checks (self);
  tarn_engine_notify (self, TARN_ENGINE_PROPERTY_JOURNAL);
}

TarnJournal *
tarn_engine_get_journal (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  return self->core.emission.journal;
}

/* --- Access ----------------------------------------------------------------------------------- */

static guint
add_statement (TarnEngine *self, gboolean is_grant, const char *principal, const char *action,
               const char *resource)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (principal != NULL, 0);
  g_return_val_if_fail (action != NULL, 0);
  g_return_val_if_fail (resource != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (&self->core), 0);

  tarn_journal_add_access (self->core.emission.journal, is_grant, principal, action, resource);
  return tarn_access_add (&self->core.access, is_grant, principal, action, resource);
}

guint
tarn_engine_grant (TarnEngine *self, const char *principal, const char *action,
                   const char *resource)
{
  return add_statement (self, TRUE, principal, action, resource);
}

guint
tarn_engine_deny (TarnEngine *self, const char *principal, const char *action, const char *resource)
{
  return add_statement (self, FALSE, principal, action, resource);
}

gboolean
tarn_engine_revoke (TarnEngine *self, guint id)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  if (!tarn_access_remove (&self->core.access, id))
    return FALSE;

  tarn_journal_add_revocation (self->core.emission.journal, id);
  return TRUE;
}

/* --- Faults ----------------------------------------------------------------------------------- */

TarnFaultPlan *
tarn_engine_create_fault_plan (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);

  return tarn_fault_plan_new (self->core.services);
}

TarnFaultPlan *
tarn_engine_get_fault_plan (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  return self->core.faults;
}

void
tarn_engine_set_fault_plan (TarnEngine *self, TarnFaultPlan *plan)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (plan == NULL || TARN_IS_FAULT_PLAN (plan));
  g_return_if_fail (tarn_core_may_change (&self->core));

  tarn_core_set_faults (&self->core, plan);
  tarn_journal_add_faults (self->core.emission.journal, plan);
  update_checks (self);
  tarn_engine_notify (self, TARN_ENGINE_PROPERTY_FAULT_PLAN);
}

/* --- Observers -------------------------------------------------------------------------------- */

guint
tarn_engine_add_observer (TarnEngine *self, TarnObserverFunc func, gpointer user_data,
                          GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (&self->core), 0);

  return tarn_emission_add_observer (&self->core.emission, NULL, func, user_data, destroy);
}

guint
tarn_engine_add_filtered_observer (TarnEngine *self, const TarnChangeFilter *filter,
                                   TarnObserverFunc func, gpointer user_data,
                                   GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (filter != NULL, 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (&self->core), 0);

  return tarn_emission_add_observer (&self->core.emission, filter, func, user_data, destroy);
}

gboolean
tarn_engine_set_observer_copy_func (TarnEngine *self, guint id, TarnCopyFunc copy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  return tarn_emission_set_copy_func (&self->core.emission, id, copy);
}

gboolean
tarn_engine_remove_observer (TarnEngine *self, guint id)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  return tarn_emission_remove_observer (&self->core.emission, id);
}

void
tarn_engine_set_emits_changes (TarnEngine *self, gboolean emits_changes)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (tarn_core_may_change (&self->core));

  self->core.emission.is_mute = !emits_changes;
  tarn_engine_notify (self, TARN_ENGINE_PROPERTY_EMITS_CHANGES);
}

gboolean
tarn_engine_get_emits_changes (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), FALSE);

  return !self->core.emission.is_mute;
}
