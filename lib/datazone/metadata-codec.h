/* SPDX-License-Identifier: MIT */
#pragma once

#include "datazone/datazone.h"

/* The assets were read before. */
void tarn_metadata_code (TarnDataZone *datazone, TarnCodec *codec);

/* Of the classes of the room's events. */
char *tarn_metadata_describe_event (gpointer datazone, const TarnEvent *event);
void tarn_metadata_code_event (gpointer datazone, TarnCodec *codec, TarnEvent *event);
void tarn_metadata_adopt_event (gpointer datazone, const TarnEvent *event, TarnEventHandle handle);
