/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/**
 * TARN_ERROR:
 *
 * The error domain for misuse of the library itself. The exceptions of a service are in the domain of the
 * service, such as %TARN_GLUE_ERROR.
 */
#define TARN_ERROR (tarn_error_quark ())

/**
 * TarnError:
 * @TARN_ERROR_BUSY: a callback tried to drive the clock, or a condition or a cost model tried to change
 *   something; nothing happened
 * @TARN_ERROR_INVALID_TIME: a time lies in the past, or past the end of time; nothing happened
 * @TARN_ERROR_LIMIT: a limit on events or virtual time was reached; everything before has happened, the
 *   message names the next pending events, and the next call goes on from there
 * @TARN_ERROR_UNKNOWN_OPTION: there is no option of that name
 * @TARN_ERROR_OUT_OF_RANGE: the value is outside of the option's range
 * @TARN_ERROR_INVALID_PRINCIPAL: an account id or ARN does not have the right form
 * @TARN_ERROR_INVALID_FAULT_PLAN: the text of a fault plan is not valid
 * @TARN_ERROR_WRONG_THREAD: the engine belongs to another thread; nothing happened
 * @TARN_ERROR_INVALID_SNAPSHOT: the bytes are no snapshot, or a damaged one, or one of a later version; no
 *   engine was made
 * @TARN_ERROR_COST_MODEL: the engine plans with a cost model of the user, which cannot be copied, and no
 *   model was given in its place; no engine was made
 * @TARN_ERROR_SLOT_CHOOSER: a slot chooser of the user chooses which run gets a slot, and none was given in its
 *   place; no engine was made
 * @TARN_ERROR_REPLAY: the journal cannot be replayed, or the replay differs from the journal
 * @TARN_ERROR_STOPPED: a callback called tarn_engine_stop(); everything before has happened, and the next
 *   call goes on from there
 * @TARN_ERROR_DEADLOCK: the end of a run that a caller waits for will not come; everything before has
 *   happened, and the message names the run
 * @TARN_ERROR_INVALID_NAME: a text is not the name of a table
 * @TARN_ERROR_INVALID_JOURNAL: a file is not the text of a journal
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
  TARN_ERROR_INVALID_JOURNAL,
  TARN_ERROR_SLOT_CHOOSER,
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
