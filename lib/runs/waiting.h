/* SPDX-License-Identifier: MIT */
/*
 * Waiting for the end of a run. What is returned is the run as it ended, made when it ended, so that what is
 * forgotten or changed after it does not matter.
 */
#pragma once

#include <gio/gio.h>

#include <tarn/tarn-types.h>

#include "admission/client.h"

/*
 * @input is what the operation takes that gets the run. The task returns the run as that operation does. It is
 * completed by a source of its main context, never from within an operation or event: what its callback does
 * is nobody's nested call.
 */
void tarn_wait_async (TarnClient *client, guint get_operation, gpointer input, GTask *task);

/* Drives the clock. NULL, with the error, if the run does not end. */
gpointer tarn_wait (TarnClient *client, guint get_operation, gpointer input,
                    const TarnRunLimits *limits, GError **error);
