/* SPDX-License-Identifier: MIT */
/* Writes the parts of a policy in one way, in base units and without values that are as without them. */
#pragma once

#include "lab/policy/rule.h"

static inline void
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

static inline void
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

/* The caller frees it. */
static inline char *
composition_to_text (const TarnLabComposition *composition)
{
  static const char *const keys[TARN_LAB_N_PARTS] = { "trigger=", " order=", " mode=", " admit=" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    {
      g_string_append (text, keys[i]);
      append_rule (&composition->parts[i], text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
