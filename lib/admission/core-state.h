/* SPDX-License-Identifier: MIT */
/* The state that the rooms of all services share: time, random draws, access, faults, delivery of changes. */
#pragma once

#include <tarn/tarn-cost-model.h>
#include <tarn/tarn-slot-chooser.h>

#include "admission/access.h"
#include "admission/denials.h"
#include "admission/emission.h"
#include "admission/fault-plan.h"
#include "kernel/clock.h"
#include "kernel/random.h"

typedef struct _TarnAdmission TarnAdmission;
typedef struct _TarnCore TarnCore;

/* The struct of the engine begins with this struct. */
struct _TarnCore
{
  GObject parent_instance;

  TarnClock clock;
  TarnRandom random;
  TarnAdmission *admissions[TARN_SERVICES_MAX + 1];   /* in the rooms; ends with NULL */
  const TarnService *services[TARN_SERVICES_MAX + 1]; /* of the admissions; ends with NULL */
  TarnEmission emission;
  TarnAccess access;
  TarnFaultPlan *faults; /* NULL for none */
  TarnRulesWatch *faults_watch;
  TarnDenials denials; /* that come into force later */
  guint16 denial_kind;
  TarnNumbered late_events; /* TarnChange, each a copy that owns its members */
  guint16 late_event_kind;
  TarnCostModel *cost_model;                          /* the user's; NULL for the built-in models */
  const TarnCostModelInterface *cost_model_interface; /* of cost_model */
  TarnSlotChooser *slot_chooser; /* the user's; NULL for first come, first served */
  gboolean is_estimating;        /* a cost model plans a run now */
  guint n_stretch_funcs; /* functions of the user that a room calls in the middle of its work */

  /* The engine sets this function, so that the code below the engine can drive time. */
  gboolean (*run_until) (TarnCore *core, gboolean (*is_over) (TarnCore *core, gpointer data),
                         gpointer data, const TarnClockLimits *limits, gboolean *out_is_stopped,
                         GError **error);
};

/*
 * Returns whether the caller may change the engine: this thread must own the engine, and the call must not
 * come from inside a condition or a cost model.
 */
static inline gboolean
tarn_core_may_change (const TarnCore *core)
{
  return tarn_ownership_is_mine (&core->clock.ownership) && !core->clock.is_asking;
}

/* Returns whether a change of a run may call an object or a function of the user. */
static inline gboolean
tarn_core_has_user_objects (const TarnCore *core)
{
  return core->cost_model != NULL || core->slot_chooser != NULL || core->n_stretch_funcs > 0;
}

/*
 * The caller is about to call a cost model, a slot chooser or a stretch function of the user, which may only read:
 * until tarn_core_end_asking() the engine refuses every change. Returns the value to pass to tarn_core_end_asking().
 */
static inline gboolean
tarn_core_begin_asking (TarnCore *core)
{
  gboolean was_asking = core->clock.is_asking;

  core->clock.is_asking = TRUE;
  return was_asking;
}

static inline void
tarn_core_end_asking (TarnCore *core, gboolean was_asking)
{
  core->clock.is_asking = was_asking;
}
