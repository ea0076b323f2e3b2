/* SPDX-License-Identifier: MIT */
/*
 * AWS Glue as one room: what it holds, put together. The operations enter through glue-client and
 * catalog-client; time enters through the handlers that tarn_glue_init() registers.
 */
#pragma once

#include "admission/admission.h"
#include "glue/catalog.h"
#include "glue/glue-service.h"
#include "glue/refresh-cost.h"
#include "glue/refresh-store.h"
#include "kernel/clock.h"
#include "kernel/random.h"

typedef struct
{
  TarnClock *clock;
  const TarnRandom *random;
  TarnAdmission admission;
  TarnCatalog catalog;
  TarnRefreshStore runs;
  TarnCostModel *cost_model; /* NULL for the built-in one */
  GPtrArray *messages;       /* of planned failures; interned, each once */
  TarnBilling billing;       /* follows from the options */

  guint16 begin_kind;
  guint16 end_kind;
  guint16 stop_done_kind;
  guint16 tick_kind;
} TarnGlue;

void tarn_glue_init (TarnGlue *glue, TarnClock *clock, const TarnRandom *random,
                     TarnGatehouse *gatehouse);
void tarn_glue_clear (TarnGlue *glue);

/* @glue is new. The cost model is the engine's affair. */
void tarn_glue_copy (TarnGlue *glue, const TarnGlue *from);
void tarn_glue_code (TarnGlue *glue, TarnCodec *codec);

/* After reading, when the pending events are there as well. */
void tarn_glue_check_events (const TarnGlue *glue, TarnCodec *codec);

/* An option was set: what follows from it is brought up to date, and who waited may go on. */
void tarn_glue_options_changed (TarnGlue *glue);

static inline gint64
tarn_glue_get_option (const TarnGlue *glue, TarnGlueOption option)
{
  return tarn_admission_get_option (&glue->admission, option);
}
