/* SPDX-License-Identifier: MIT */
/* The whole: one clock, one luck, one emission point, and a room for each service. */
#pragma once

#include <tarn/tarn-clock.h>

#include "admission/client.h"
#include "datazone/datazone.h"
#include "engine/bell.h"
#include "engine/holds.h"
#include "engine/invocations.h"
#include "engine/pace.h"
#include "engine/timeouts.h"
#include "glue/glue.h"
#include "kernel/clock.h"
#include "kernel/random.h"

/* What the engine must know of a service's room. */
typedef struct
{
  TarnAdmission *admission;
  void (*options_changed) (gpointer room); /* NULL if nothing follows from the options */
  gpointer room;
  TarnClient *(*create_client) (TarnEngine *engine, TarnPrincipal *principal);
} TarnRoom;

enum
{
  TARN_N_ROOMS = 2,
};

struct _TarnEngine
{
  GObject parent_instance;

  TarnClock clock;
  TarnRandom random;
  TarnGatehouse gatehouse;
  TarnGlue glue;
  TarnDataZone datazone;
  TarnRoom rooms[TARN_N_ROOMS];
  TarnTimeouts timeouts;
  gint n_sources; /* of main loops; atomic, as these may let go of it anywhere */
  TarnBell *bell; /* NULL before the first source or hold */
  TarnHolds holds;
  TarnInvocations invocations;
  guint speed; /* of these sources, in virtual per real second; 0: as fast as possible */
  TarnRealClock read_real_clock;
};

/* From this thread, and not from inside a condition or a cost model. */
static inline gboolean
tarn_engine_may_change (const TarnEngine *self)
{
  return tarn_ownership_is_mine (&self->clock.ownership) && !self->clock.is_asking;
}

TarnBell *tarn_engine_get_bell (TarnEngine *self);

/* Those of the user, or NULL. */
void tarn_engine_use_models (TarnEngine *self, TarnCostModel *model,
                             TarnMetadataCostModel *metadata_model);
