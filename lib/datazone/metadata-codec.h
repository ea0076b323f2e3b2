/* SPDX-License-Identifier: MIT */
/* Metadata generation runs as they are saved and told, for their class. */
#pragma once

#include "datazone/datazone-state.h"

void tarn_generation_code (TarnRoom *datazone, TarnCodec *codec, guint32 run);
gboolean tarn_generation_check (TarnRoom *datazone, TarnCodec *codec, guint32 run);
void tarn_generation_code_rest (TarnRoom *datazone, TarnCodec *codec, guint32 run);
void tarn_generation_count (TarnRoom *datazone, guint32 run);
