/* SPDX-License-Identifier: MIT */
/* Writes, reads and describes metadata generation runs. These functions belong to tarn_generation_class. */
#pragma once

#include "datazone/datazone-state.h"

void tarn_generation_code (TarnRoom *datazone, TarnCodec *codec, guint32 run);
gboolean tarn_generation_check (TarnRoom *datazone, TarnCodec *codec, guint32 run);
void tarn_generation_code_rest (TarnRoom *datazone, TarnCodec *codec, guint32 run);
void tarn_generation_count (TarnRoom *datazone, guint32 run);

/* Counts the runs ever started, without those that have been read and have not begun. */
guint64 tarn_generation_count_begun (const TarnDataZone *datazone);
