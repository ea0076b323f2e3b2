/* SPDX-License-Identifier: MIT */
/*
 * The limits of an account on runs that have a slot: their number, the number of each class, and the DPU that they
 * have reserved. This file also decides which of the waiting runs gets a free slot.
 */
#pragma once

#include "glue/glue-state.h"

typedef enum
{
  TARN_SLOT_LIMIT_NONE,
  TARN_SLOT_LIMIT_RUNS,
  TARN_SLOT_LIMIT_CLASS,
  TARN_SLOT_LIMIT_DPU,
} TarnSlotLimit;

/* Returns the limit because of which a start gets no slot at once, or TARN_SLOT_LIMIT_NONE if it gets one. */
TarnSlotLimit tarn_refresh_slots_find_limit (TarnGlue *glue, const TarnTableEntry *table,
                                             const TarnRefreshWish *wish, guint64 tag);

/*
 * Returns the position of the active part of the waiting run that gets a slot now, or TARN_NO_RUN. A slot chooser
 * of the user may be asked.
 */
guint32 tarn_refresh_slots_choose (TarnGlue *glue, const TarnAccount *account);

/* Counts a run that gets its slot, which has its plan, or one that gives its slot back. */
void tarn_refresh_slots_take (TarnAccount *account, const TarnActiveRefresh *active);
void tarn_refresh_slots_give_back (TarnAccount *account, const TarnActiveRefresh *active);
