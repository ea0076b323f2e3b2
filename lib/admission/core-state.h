/* SPDX-License-Identifier: MIT */
/* What the rooms of all services share: time, luck, and what a call meets wherever it goes. */
#pragma once

#include <tarn/tarn-cost-model.h>

#include "admission/access.h"
#include "admission/emission.h"
#include "admission/fault-plan.h"
#include "kernel/clock.h"
#include "kernel/random.h"

typedef struct _TarnAdmission TarnAdmission;
typedef struct _TarnCore TarnCore;

/* The engine begins with it. */
struct _TarnCore
{
  GObject parent_instance;

  TarnClock clock;
  TarnRandom random;
  TarnAdmission *admissions[TARN_SERVICES_MAX + 1];   /* each with its room; ends with NULL */
  const TarnService *services[TARN_SERVICES_MAX + 1]; /* of these; ends with NULL */
  TarnEmission emission;
  TarnAccess access;
  TarnFaultPlan *faults; /* NULL for none */
  GArray *denials; /* TarnStatement, that come into force later; without texts once they are */
  guint16 denial_kind;
  GArray *late_events; /* TarnPendingChange, without a service once it was told */
  guint16 late_event_kind;
  TarnCostModel *cost_model;                          /* of the user; NULL for the built-in ones */
  const TarnCostModelInterface *cost_model_interface; /* of that one */
  gboolean is_estimating;                             /* it is asked how a run would go */

  /* The engine's verb, for the floors below it. */
  gboolean (*run_until) (TarnCore *core, gboolean (*is_over) (TarnCore *core, gpointer data),
                         gpointer data, const TarnRunLimits *limits, gboolean *out_is_stopped,
                         GError **error);
};

/* From this thread, and not from inside a condition or a cost model. */
static inline gboolean
tarn_core_may_change (const TarnCore *core)
{
  return tarn_ownership_is_mine (&core->clock.ownership) && !core->clock.is_asking;
}

/* A model of the user is asked meanwhile. It only looks: whatever it tries to change is refused. */
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
