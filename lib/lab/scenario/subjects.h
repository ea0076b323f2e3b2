/* SPDX-License-Identifier: MIT */
/* A policy is of views or of assets, as its trigger says. Its other rules must fit, and so must what it decides about. */
#pragma once

#include "lab/scenario/document.h"

/* Checks the rules of a policy. */
gboolean tarn_lab_policy_check_rules (const TarnLabSection *section,
                                      const TarnLabPolicySettings *settings, GError **error);

/* Notes which keys of a policy have no effect. */
void tarn_lab_policy_note_unused (const TarnLabSection *section,
                                  const TarnLabPolicySettings *settings, GPtrArray *notes);

/* Checks that a group of views or of assets has a policy that is for it. */
gboolean tarn_lab_section_check_policy (const TarnLabSection *section,
                                        const TarnLabPolicySettings *policy, GError **error);
