/* SPDX-License-Identifier: MIT */
/* The functions that save, restore, check and describe refresh runs. Their run class points to them. */
#pragma once

#include "glue/glue-state.h"

char *tarn_refresh_describe (TarnRoom *glue, guint32 run);
void tarn_refresh_code (TarnRoom *glue, TarnCodec *codec, guint32 run);
gboolean tarn_refresh_check (TarnRoom *glue, TarnCodec *codec, guint32 run);
void tarn_refresh_code_rest (TarnRoom *glue, TarnCodec *codec, guint32 run);
void tarn_refresh_count (TarnRoom *glue, guint32 run);
