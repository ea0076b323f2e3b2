/* SPDX-License-Identifier: MIT */
/* Reads the rules of a fault plan from a text, as tarn-fault-plan.h describes it, and checks them. */
#pragma once

#include "admission/fault-rule.h"

enum
{
  TARN_FAULT_TEXT_MAX = 1 << 20, /* bytes */
};

/*
 * Returns the rules, of TarnFaultRule, or NULL, with TARN_ERROR_INVALID_FAULT_PLAN, if the text or a rule is
 * wrong. The message begins with @name. @length is -1 if @data ends with a zero byte. At least one of
 * @services, which ends with NULL, must have what a rule names.
 */
GPtrArray *tarn_fault_rules_read (const char *data, gssize length, const char *name,
                                  const TarnService *const *services, GError **error);
