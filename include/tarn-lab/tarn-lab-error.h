/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

/**
 * TARN_LAB_ERROR:
 *
 * The error domain of the lab.
 */
#define TARN_LAB_ERROR (tarn_lab_error_quark ())

/**
 * TarnLabError:
 * @TARN_LAB_ERROR_FILE: a file cannot be read or written; the message names it
 * @TARN_LAB_ERROR_SCENARIO: a scenario is wrong; the message begins with the file and the line, then the group and
 *   the key, says what is wrong and what is allowed
 * @TARN_LAB_ERROR_HISTORY: the history of a table's commits is wrong; the message names the file and the place
 * @TARN_LAB_ERROR_TOO_LARGE: a file, or what a scenario describes, is larger than the lab takes
 * @TARN_LAB_ERROR_AXES: a scenario has axes where one with a single value for each key is needed
 * @TARN_LAB_ERROR_POLICY: a policy asked for what it may not; the message names the policy
 * @TARN_LAB_ERROR_OUTCOME: a file is no outcome of an experiment, is damaged, or is of another experiment; or an outcome
 *   lacks the figures that are asked for
 * @TARN_LAB_ERROR_CONDITION: a condition is not written like one, or about a metric or a variant that is not there
 * @TARN_LAB_ERROR_CHECK: the figures of a trial do not add up, which is a fault of the library
 *
 * The errors of the lab.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_LAB_ERROR_FILE,
  TARN_LAB_ERROR_SCENARIO,
  TARN_LAB_ERROR_HISTORY,
  TARN_LAB_ERROR_TOO_LARGE,
  TARN_LAB_ERROR_AXES,
  TARN_LAB_ERROR_POLICY,
  TARN_LAB_ERROR_OUTCOME,
  TARN_LAB_ERROR_CONDITION,
  TARN_LAB_ERROR_CHECK,
} TarnLabError;

#define TARN_LAB_TYPE_ERROR (tarn_lab_error_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_lab_error_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_error_quark:
 *
 * Returns: %TARN_LAB_ERROR, the error domain
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GQuark tarn_lab_error_quark (void);

G_END_DECLS
