/* SPDX-License-Identifier: MIT */
/*
 * Moves a refresh run through its states: the run is created, takes a slot, begins, and ends or is stopped.
 */
#pragma once

#include "glue/refresh-slots.h"

extern const TarnRunClass tarn_refresh_class;

/*
 * Starts a run of a view. This function checks the state of the view first, then the quota of the account.
 * @faults is what the fault plan does to the run, or NULL. @out_limit is the limit of the account that refused the
 * start, or TARN_SLOT_LIMIT_NONE.
 */
gboolean tarn_refresh_start (TarnGlue *glue, TarnTableEntry *table, gboolean is_full_requested,
                             const TarnStartOptions *options, const TarnRunFaults *faults,
                             guint32 *out_run, TarnSlotLimit *out_limit, GError **error);

/*
 * Accepts a stop of the active run of the view @name. Fails with the service's exception if there is no such
 * view, if the view has no active run, or if its run is being stopped already.
 */
gboolean tarn_refresh_stop (TarnGlue *glue, const TarnName *name, GError **error);

/* Stops the active run of a view that is deleted, if it has one that is not being stopped already. */
void tarn_refresh_stop_last (TarnGlue *glue, TarnTableEntry *view);

/* Gives the free slots of the account to the runs that wait for one. */
void tarn_refresh_admit_waiting (TarnGlue *glue, guint32 account);
