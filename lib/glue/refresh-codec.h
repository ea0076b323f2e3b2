/* SPDX-License-Identifier: MIT */
#pragma once

#include "glue/glue.h"

/* @store is new. */
void tarn_refresh_store_copy (TarnRefreshStore *store, const TarnRefreshStore *from);

/* The catalog was read before. */
void tarn_refresh_code (TarnGlue *glue, TarnCodec *codec);

/* Of the classes of the room's events. */
char *tarn_refresh_describe_event (gpointer glue, const TarnEvent *event);
void tarn_refresh_code_event (gpointer glue, TarnCodec *codec, TarnEvent *event);
void tarn_refresh_adopt_event (gpointer glue, const TarnEvent *event, TarnEventHandle handle);
char *tarn_refresh_describe_tick (gpointer glue, const TarnEvent *event);
void tarn_refresh_code_tick (gpointer glue, TarnCodec *codec, TarnEvent *event);
