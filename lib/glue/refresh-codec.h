/* SPDX-License-Identifier: MIT */
/* Refresh runs as they are saved and told, for their class. */
#pragma once

#include "glue/glue-state.h"

char *tarn_refresh_describe (TarnRoom *glue, guint32 run);
void tarn_refresh_code (TarnRoom *glue, TarnCodec *codec, guint32 run);
gboolean tarn_refresh_check (TarnRoom *glue, TarnCodec *codec, guint32 run);
void tarn_refresh_code_rest (TarnRoom *glue, TarnCodec *codec, guint32 run);
void tarn_refresh_count (TarnRoom *glue, guint32 run);
