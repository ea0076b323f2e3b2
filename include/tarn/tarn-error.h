/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TARN_ERROR:
 *
 * The error domain for misuse of the library itself. What a service would answer is in the
 * service's own domain, such as %TARN_GLUE_ERROR.
 */
#define TARN_ERROR (tarn_error_quark ())

/**
 * TarnError:
 * @TARN_ERROR_BUSY: the clock was driven from inside a callback, or something was changed from
 *   inside a condition or a cost model; nothing happened
 * @TARN_ERROR_INVALID_TIME: a time lies in the past, or past the end of time; nothing happened
 * @TARN_ERROR_LIMIT: a limit on events or virtual time was reached; what ran before has run, the
 *   message names the next pending events, and driving again goes on where it stopped
 * @TARN_ERROR_UNKNOWN_OPTION: there is no option of that name
 * @TARN_ERROR_OUT_OF_RANGE: the value is outside of the option's range
 * @TARN_ERROR_INVALID_PRINCIPAL: an account id or ARN does not have the right form
 * @TARN_ERROR_INVALID_FAULT_PLAN: the text of a fault plan is not as it should be
 * @TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * @TARN_ERROR_INVALID_SNAPSHOT: the bytes are no snapshot, or a damaged one, or one of a later version;
 *   no engine was made
 * @TARN_ERROR_COST_MODEL: the engine plans with a cost model of the user, which cannot be copied, and
 *   none was given in its place; no engine was made
 * @TARN_ERROR_REPLAY: the journal cannot be replayed, or what was replayed is not what it tells
 * @TARN_ERROR_STOPPED: tarn_engine_stop() was called; what happened before has happened, and driving again
 *   goes on where it stopped
 * @TARN_ERROR_DEADLOCK: what is waited for will not happen; what ran before has run, the message names
 *   the run
 * @TARN_ERROR_INVALID_NAME: a text is not the name of a table
 *
 * Errors of the library itself. More may be added at the end: keep a default branch.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_ERROR_BUSY = 1,
  TARN_ERROR_INVALID_TIME,
  TARN_ERROR_LIMIT,
  TARN_ERROR_UNKNOWN_OPTION,
  TARN_ERROR_OUT_OF_RANGE,
  TARN_ERROR_INVALID_PRINCIPAL,
  TARN_ERROR_INVALID_FAULT_PLAN,
  TARN_ERROR_WRONG_THREAD,
  TARN_ERROR_INVALID_SNAPSHOT,
  TARN_ERROR_COST_MODEL,
  TARN_ERROR_REPLAY,
  TARN_ERROR_STOPPED,
  TARN_ERROR_DEADLOCK,
  TARN_ERROR_INVALID_NAME,
} TarnError;

#define TARN_TYPE_ERROR (tarn_error_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_error_get_type (void) G_GNUC_CONST;

/**
 * tarn_error_quark:
 *
 * Returns: %TARN_ERROR, the error domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GQuark tarn_error_quark (void);

G_END_DECLS
