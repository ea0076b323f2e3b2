/* SPDX-License-Identifier: MIT */
/* Numbers for slots: who takes one gets the lowest that is free. */
#pragma once

#include <glib.h>

typedef struct _TarnLabSlots TarnLabSlots;

TarnLabSlots *tarn_lab_slots_new (void);
TarnLabSlots *tarn_lab_slots_copy (const TarnLabSlots *self);
void tarn_lab_slots_free (TarnLabSlots *self);

guint tarn_lab_slots_take (TarnLabSlots *self);
void tarn_lab_slots_free_one (TarnLabSlots *self, guint slot);
