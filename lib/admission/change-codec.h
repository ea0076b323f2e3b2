/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change.h>

#include "admission/service.h"
#include "kernel/codec.h"
#include "kernel/names.h"

/* Whatever room a table is in, its name is one of the kernel. */
static inline const TarnName *
tarn_change_get_table_name (const TarnChange *change)
{
  return (const TarnName *) (gconstpointer) change->table;
}

/* The texts of the change no longer belong to any room. The table's name does. */
void tarn_change_intern (TarnChange *change);

/* @ret_kept is what the change needs as long as it lives, where something is read; it may be NULL then. */
void tarn_change_code (TarnChange *change, TarnCodec *codec, const TarnService *const *services,
                       TarnName **ret_kept);
