/* SPDX-License-Identifier: MIT */
/* The life of a refresh run: created, given a slot, begun, ended or stopped. */
#pragma once

#include "glue/glue-state.h"

extern const TarnRunClass tarn_refresh_class;

/*
 * Starts a run of a view. Checks the state of the view, then the quota of the account. @fault is what
 * is to happen to the run, or NULL.
 */
gboolean tarn_refresh_start (TarnGlue *glue, TarnTableEntry *table, gboolean is_full_requested,
                             const TarnRunFault *fault, guint32 *out_run, GError **error);

/* Accepts a stop of the run that the view of that name has, if there is such a view. */
gboolean tarn_refresh_stop (TarnGlue *glue, const TarnName *name, GError **error);

/* Gives free slots of the account to those who wait. */
void tarn_refresh_admit_waiting (TarnGlue *glue, guint32 account);

/* An automatic refresh was due and could not be started. @message is static. */
void tarn_refresh_emit_invocation_failure (TarnGlue *glue, const TarnTableEntry *table,
                                           const char *message);
