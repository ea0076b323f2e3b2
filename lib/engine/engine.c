/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <tarn/tarn-access.h>
#include <tarn/tarn-error.h>

#include "datazone/datazone-client.h"
#include "glue/glue-client.h"

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

  tarn_holds_clear (&self->holds);
  tarn_invocations_clear (&self->invocations);
  g_clear_pointer (&self->bell, tarn_bell_unref);
  tarn_timeouts_clear (&self->timeouts);
  tarn_gatehouse_clear (&self->gatehouse);
  tarn_glue_clear (&self->glue);
  tarn_datazone_clear (&self->datazone);
  tarn_clock_clear (&self->clock);
  G_OBJECT_CLASS (tarn_engine_parent_class)->finalize (object);
}

static void
tarn_engine_class_init (TarnEngineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_engine_finalize;

  /* A pointer, as nobody may keep the record beyond the call. */
  signals[SIGNAL_CHANGE]
      = g_signal_new ("change", TARN_TYPE_ENGINE,
                      G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED | G_SIGNAL_NO_HOOKS, 0, NULL, NULL,
                      g_cclosure_marshal_VOID__POINTER, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_set_va_marshaller (signals[SIGNAL_CHANGE], TARN_TYPE_ENGINE,
                              g_cclosure_marshal_VOID__POINTERv);
}

static void
on_glue_options_changed (gpointer glue)
{
  tarn_glue_options_changed (glue);
}

static void
on_datazone_options_changed (gpointer datazone)
{
  tarn_datazone_options_changed (datazone);
}

static TarnClient *
create_glue_client (TarnEngine *self, TarnPrincipal *principal)
{
  return &tarn_glue_client_new (G_OBJECT (self), &self->glue, principal)->client;
}

static TarnClient *
create_datazone_client (TarnEngine *self, TarnPrincipal *principal)
{
  return &tarn_datazone_client_new (G_OBJECT (self), &self->datazone, principal)->client;
}

static void
tarn_engine_init (TarnEngine *self)
{
  tarn_clock_init (&self->clock, TARN_ENGINE_START_TIME);
  self->read_real_clock = tarn_pace_read_real_clock;
  tarn_invocations_init (&self->invocations);
  tarn_gatehouse_init (&self->gatehouse, &self->clock, &self->random, G_OBJECT (self));
  tarn_timeouts_init (&self->timeouts, &self->clock);
  tarn_glue_init (&self->glue, &self->clock, &self->random, &self->gatehouse);
  tarn_datazone_init (&self->datazone, &self->clock, &self->random, &self->gatehouse);
  self->rooms[0] = (TarnRoom){ &self->glue.admission, on_glue_options_changed, &self->glue,
                               create_glue_client };
  self->rooms[1] = (TarnRoom){ &self->datazone.admission, on_datazone_options_changed,
                               &self->datazone, create_datazone_client };
}

TarnEngine *
tarn_engine_new (guint64 seed)
{
  return tarn_engine_new_replication (seed, 0);
}

TarnEngine *
tarn_engine_new_replication (guint64 seed, guint64 replication)
{
  TarnEngine *self = g_object_new (TARN_TYPE_ENGINE, NULL);

  tarn_random_init (&self->random, seed, replication);
  return self;
}

/* Whoever is there has a catalog of its own, so it is something that was done. */
static void
note_client (TarnEngine *self, const TarnService *service, TarnPrincipal *principal)
{
  if (self->gatehouse.emission.journal != NULL)
    tarn_journal_add_client (self->gatehouse.emission.journal, self->clock.now_us, service,
                             principal);
}

TarnGlueClient *
tarn_engine_create_glue_client (TarnEngine *self, TarnPrincipal *principal)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (principal != NULL, NULL);
  g_return_val_if_fail (tarn_engine_may_change (self), NULL);

  note_client (self, &tarn_glue_service, principal);
  return tarn_glue_client_new (G_OBJECT (self), &self->glue, principal);
}

TarnDataZoneClient *
tarn_engine_create_datazone_client (TarnEngine *self, TarnPrincipal *principal)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (principal != NULL, NULL);
  g_return_val_if_fail (tarn_engine_may_change (self), NULL);

  note_client (self, &tarn_datazone_service, principal);
  return tarn_datazone_client_new (G_OBJECT (self), &self->datazone, principal);
}

const TarnService *
tarn_engine_get_service (TarnEngine *self, const char *name)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < TARN_N_ROOMS; i++)
    if (g_str_equal (name, self->rooms[i].admission->service->name))
      return self->rooms[i].admission->service;

  return NULL;
}

void
tarn_engine_set_owner (TarnEngine *self, GThread *thread)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (thread != NULL);
  g_return_if_fail (tarn_ownership_is_mine (&self->clock.ownership));
  g_return_if_fail (!tarn_clock_is_busy (&self->clock));
  /* They would be told, and give up, in the thread that they are in. */
  g_return_if_fail (!tarn_waiters_has_any (&self->gatehouse.emission.waiters));

  /* Once it is told, the other thread may do anything with the engine. */
  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  const TarnBell *bell = self->bell;
  tarn_ownership_set (&self->clock.ownership, thread);
  tarn_invocations_wake (&self->invocations);
  if (bell != NULL)
    tarn_bell_ring (bell);
}

TarnBell *
tarn_engine_get_bell (TarnEngine *self)
{
  if (self->bell == NULL)
    self->bell = tarn_bell_new ();
  return self->bell;
}

/* --- What is set ---------------------------------------------------------------------------------- */

void
tarn_engine_set_cost_model (TarnEngine *self, TarnCostModel *cost_model)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (cost_model == NULL || TARN_IS_COST_MODEL (cost_model));
  g_return_if_fail (cost_model == NULL
                    || TARN_COST_MODEL_GET_IFACE (cost_model)->plan_refresh != NULL);
  g_return_if_fail (tarn_engine_may_change (self));

  tarn_engine_use_models (self, cost_model, self->datazone.cost_model);
}

void
tarn_engine_set_metadata_cost_model (TarnEngine *self, TarnMetadataCostModel *cost_model)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (cost_model == NULL || TARN_IS_METADATA_COST_MODEL (cost_model));
  g_return_if_fail (cost_model == NULL
                    || TARN_METADATA_COST_MODEL_GET_IFACE (cost_model)->plan_generation != NULL);
  g_return_if_fail (tarn_engine_may_change (self));

  tarn_engine_use_models (self, self->glue.cost_model, cost_model);
}

void
tarn_engine_set_journal (TarnEngine *self, TarnJournal *journal)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (journal == NULL || TARN_IS_JOURNAL (journal));
  g_return_if_fail (tarn_engine_may_change (self));

  tarn_emission_set_journal (&self->gatehouse.emission, journal);
  for (guint i = 0; i < TARN_N_ROOMS; i++)
    tarn_admission_update_checks (self->rooms[i].admission);
}

/* --- Access ----------------------------------------------------------------------------------- */

static void
note_statement (TarnEngine *self, gboolean is_grant, const char *principal, const char *action,
                const char *resource)
{
  if (self->gatehouse.emission.journal != NULL)
    tarn_journal_add_access (self->gatehouse.emission.journal, self->clock.now_us, is_grant,
                             principal, action, resource);
}

static guint
add_statement (TarnEngine *self, gboolean is_grant, const char *principal, const char *action,
               const char *resource)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (principal != NULL, 0);
  g_return_val_if_fail (action != NULL, 0);
  g_return_val_if_fail (resource != NULL, 0);
  g_return_val_if_fail (tarn_engine_may_change (self), 0);

  note_statement (self, is_grant, principal, action, resource);
  return tarn_access_add (&self->gatehouse.access, is_grant, principal, action, resource);
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
  g_return_val_if_fail (tarn_engine_may_change (self), FALSE);

  if (!tarn_access_remove (&self->gatehouse.access, id))
    return FALSE;

  if (self->gatehouse.emission.journal != NULL)
    tarn_journal_add_revocation (self->gatehouse.emission.journal, self->clock.now_us, id);
  return TRUE;
}

/* --- Faults ----------------------------------------------------------------------------------- */

TarnFaultPlan *
tarn_engine_create_fault_plan (TarnEngine *self)
{
  const TarnService *services[TARN_N_ROOMS + 1] = { NULL };

  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);

  for (guint i = 0; i < TARN_N_ROOMS; i++)
    services[i] = self->rooms[i].admission->service;
  return tarn_fault_plan_new (services);
}

TarnFaultPlan *
tarn_engine_get_fault_plan (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->clock.ownership), NULL);

  return self->gatehouse.faults;
}

void
tarn_engine_set_fault_plan (TarnEngine *self, TarnFaultPlan *plan)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (plan == NULL || TARN_IS_FAULT_PLAN (plan));
  g_return_if_fail (tarn_engine_may_change (self));

  tarn_gatehouse_set_faults (&self->gatehouse, plan);
  if (self->gatehouse.emission.journal != NULL)
    tarn_journal_add_faults (self->gatehouse.emission.journal, self->clock.now_us, plan);
  for (guint i = 0; i < TARN_N_ROOMS; i++)
    tarn_admission_update_checks (self->rooms[i].admission);
}

/* --- Observers -------------------------------------------------------------------------------- */

guint
tarn_engine_add_observer (TarnEngine *self, TarnObserverFunc func, gpointer user_data,
                          GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_engine_may_change (self), 0);

  return tarn_emission_add_observer (&self->gatehouse.emission, func, user_data, destroy);
}

gboolean
tarn_engine_remove_observer (TarnEngine *self, guint id)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_engine_may_change (self), FALSE);

  return tarn_emission_remove_observer (&self->gatehouse.emission, id);
}

void
tarn_engine_set_change_signal (TarnEngine *self, gboolean is_emitted)
{
  g_return_if_fail (TARN_IS_ENGINE (self));
  g_return_if_fail (tarn_engine_may_change (self));

  tarn_emission_set_signal (&self->gatehouse.emission, is_emitted ? signals[SIGNAL_CHANGE] : 0);
}
