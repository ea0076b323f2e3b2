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

/* --- Text --------------------------------------------------------------------------------------- */

static void
append_value (const TarnLabRuleSettings *settings, guint index, GString *text)
{
  static const char *const units[] = {
    [TARN_LAB_PARAMETER_DURATION] = " us",   [TARN_LAB_PARAMETER_SIZE] = " B",
    [TARN_LAB_PARAMETER_NUMBER] = "",        [TARN_LAB_PARAMETER_PERCENT] = " %",
    [TARN_LAB_PARAMETER_CALENDAR] = " mask", [TARN_LAB_PARAMETER_TIME_OF_DAY] = " us",
  };

  const TarnLabParameter *parameter = &settings->rule->parameters[index];
  gint64 value = settings->values[index];

  if (parameter->name != NULL)
    g_string_append (text, parameter->name);
  if (parameter->kind == TARN_LAB_PARAMETER_FLAG)
    return;
  if (parameter->name != NULL)
    g_string_append_c (text, ' ');
  if (parameter->kind == TARN_LAB_PARAMETER_WORD)
    g_string_append (text, parameter->words[value]);
  else if (parameter->kind == TARN_LAB_PARAMETER_FILE)
    g_string_append_printf (text, "\"%s\"", settings->path);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT "%s", value, units[parameter->kind]);
}

static void
append_rule (const TarnLabRuleSettings *settings, GString *text)
{
  const TarnLabRule *rule = settings->rule;
  const char *between = "(";

  g_string_append (text, rule->name);
  for (guint i = 0; rule->parameters != NULL && rule->parameters[i].kind != TARN_LAB_PARAMETER_NONE;
       i++)
    if (settings->values[i] != rule->parameters[i].fallback)
      {
        g_string_append (text, between);
        append_value (settings, i, text);
        between = ", ";
      }
  if (*between == ',')
    g_string_append_c (text, ')');
  if (rule->version > 1)
    g_string_append_printf (text, "@%u", rule->version);
}

char *
tarn_lab_composition_to_text (gconstpointer data)
{
  static const char *const keys[TARN_LAB_N_PARTS] = { "trigger=", " order=", " mode=", " admit=" };
  const TarnLabComposition *composition = data;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    {
      g_string_append (text, keys[i]);
      append_rule (&composition->parts[i], text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
