/* SPDX-License-Identifier: MIT */
#include "lab/policy/rule.h"

#define ROW(name) &tarn_lab_##name,

static const TarnLabRule *const triggers[] = { TARN_LAB_TRIGGERS (ROW) NULL };
static const TarnLabRule *const orders[] = { TARN_LAB_ORDERS (ROW) NULL };
static const TarnLabRule *const modes[] = { TARN_LAB_MODES (ROW) NULL };
static const TarnLabRule *const admissions[] = { TARN_LAB_ADMISSIONS (ROW) NULL };

static const TarnLabRule *const *const parts[TARN_LAB_N_PARTS] = {
  [TARN_LAB_PART_TRIGGER] = triggers,
  [TARN_LAB_PART_ORDER] = orders,
  [TARN_LAB_PART_MODE] = modes,
  [TARN_LAB_PART_ADMISSION] = admissions,
};

const TarnLabRule *const *
tarn_lab_part_get_rules (TarnLabPart part)
{
  return parts[part];
}

const TarnLabRule *
tarn_lab_part_find_rule (TarnLabPart part, const char *name)
{
  for (const TarnLabRule *const *rule = parts[part]; *rule != NULL; rule++)
    if (g_str_equal ((*rule)->name, name))
      return *rule;

  return NULL;
}

void
tarn_lab_rule_settings_init (TarnLabRuleSettings *settings, const TarnLabRule *rule)
{
  *settings = (TarnLabRuleSettings){ .rule = rule };
  for (guint i = 0; rule->parameters != NULL && rule->parameters[i].kind != TARN_LAB_PARAMETER_NONE;
       i++)
    settings->values[i] = rule->parameters[i].fallback;
}
