/* SPDX-License-Identifier: MIT */
/*
 * What holds of every run that an engine has: a run that was read is refused where it does not, since
 * the rest of the room relies on it.
 */
#pragma once

#include "glue/glue.h"

gboolean tarn_refresh_has_ended (guint8 phase);

/* The times and the type that a run has in its phase. */
gboolean tarn_refresh_check_record (TarnCodec *codec, const TarnRunRecord *record);
gboolean tarn_refresh_check_active (TarnCodec *codec, const TarnRunRecord *record,
                                    const TarnActiveRun *active);

/* Whether the event of that kind is what a run in that phase waits for. */
gboolean tarn_refresh_awaits (const TarnGlue *glue, guint8 phase, guint16 kind);

/* All runs were read and linked. */
void tarn_refresh_check_views (const TarnGlue *glue, TarnCodec *codec);

/* All events were read, too. */
void tarn_refresh_check_events (const TarnGlue *glue, TarnCodec *codec);
