/* SPDX-License-Identifier: MIT */
/* The option --fail-if, which some commands have. */
#pragma once

#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"

#define FAIL_IF_OPTION                                                                             \
  {                                                                                                \
    "fail-if", "CONDITION", TRUE,                                                                  \
        "Exit with 3 if it is so, after all is printed: such as 'slo-share < 99 %' or"             \
        " 'cost-per-day > 50 USD', of the means of all views together. Where the backlog grows,"   \
        " any condition is so."                                                                    \
  }

/*
 * Returns whether the conditions can be about the outcome, whose cells may lack. A wrong one is found before anything
 * is simulated.
 */
gboolean conditions_are_good (const Arguments *arguments, const TarnLabOutcome *outcome,
                              GError **error);

/* Fails with COMMAND_FAILED_IF if a condition is so. */
gboolean conditions_check_outcome (const Arguments *arguments, const TarnLabOutcome *outcome,
                                   GError **error);
gboolean conditions_check_result (const Arguments *arguments, const TarnLabResult *result,
                                  GError **error);
