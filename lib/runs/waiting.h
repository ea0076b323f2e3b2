/* SPDX-License-Identifier: MIT */
/*
 * Waits for the end of a run. The functions return a copy of the run that is made when the run ends, so it
 * does not matter if the run is forgotten or changed after that.
 */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-types.h>

#include "admission/client.h"

/*
 * @input is the input of the operation that gets the run; @known is not NULL if it was checked before. The
 * task returns the run as that operation does. A source of the task's main context completes the task,
 * never an operation or an event, so its callback is never a nested call.
 */
void tarn_wait_async (TarnClient *client, guint get_operation, gpointer input, gconstpointer known,
                      GTask *task);

/* Drives the clock until the run ends. Returns NULL, with the error, if the run does not end. */
gpointer tarn_wait (TarnClient *client, guint get_operation, gpointer input, gconstpointer known,
                    const TarnClockLimits *limits, GError **error);
