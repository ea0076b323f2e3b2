/* SPDX-License-Identifier: MIT */
/* The policy that is composed of a trigger, an order, a mode and an admission. */
#pragma once

#include "lab/policy/policy.h"
#include "lab/policy/rule.h"

#define TARN_LAB_TYPE_COMPOSED (tarn_lab_composed_get_type ())
G_DECLARE_FINAL_TYPE (TarnLabComposed, tarn_lab_composed, TARN_LAB, COMPOSED, GObject)

/* Makes a policy with such parts. @text has the keys of its group, as results show them. */
TarnLabPolicy *tarn_lab_composed_new (const char *name, const char *text,
                                      const TarnLabComposition *composition);
