/* SPDX-License-Identifier: MIT */
/* This is what the rules say of themselves, for users. */
#include <tarn-lab/tarn-lab-rule.h>

#include "lab/scenario/rule-values.h"

static const char *const keys[TARN_LAB_N_PARTS] = {
  [TARN_LAB_PART_TRIGGER] = "trigger",
  [TARN_LAB_PART_ORDER] = "order",
  [TARN_LAB_PART_MODE] = "mode",
  [TARN_LAB_PART_ADMISSION] = "admit",
};

/* A rule or a preset; both are NULL if there is none. */
typedef struct
{
  const TarnLabRule *rule;
  const TarnLabPreset *preset;
} Found;

/* Returns TARN_LAB_N_PARTS if the key is that of no part. */
static guint
find_part (const char *key)
{
  guint part = 0;

  while (part < TARN_LAB_N_PARTS && !g_str_equal (keys[part], key))
    part++;
  return part;
}

static Found
find (const char *key, const char *name)
{
  guint part = key != NULL ? find_part (key) : TARN_LAB_N_PARTS;

  if (key == NULL || name == NULL)
    return (Found){ NULL, NULL };
  if (g_str_equal (key, "preset"))
    return (Found){ NULL, tarn_lab_presets_find (name) };
  return (Found){ part < TARN_LAB_N_PARTS ? tarn_lab_part_find_rule (part, name) : NULL, NULL };
}

static const char **
make_names (TarnLabPart part)
{
  const TarnLabRule *const *rules = tarn_lab_part_get_rules (part);
  GPtrArray *names = g_ptr_array_new ();

  for (; *rules != NULL; rules++)
    g_ptr_array_add (names, (gpointer) (*rules)->name);
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}

const char *const *
tarn_lab_list_rules (const char *key)
{
  static gsize lists[TARN_LAB_N_PARTS];
  gboolean is_preset = key != NULL && g_str_equal (key, "preset");
  guint part = key != NULL ? find_part (key) : TARN_LAB_N_PARTS;

  g_return_val_if_fail (is_preset || part < TARN_LAB_N_PARTS, NULL);

  if (is_preset)
    return tarn_lab_presets_get_names ();
  if (g_once_init_enter (&lists[part]))
    g_once_init_leave (&lists[part], (gsize) make_names (part));
  return (const char *const *) lists[part];
}

char *
tarn_lab_rule_dup_form (const char *key, const char *name)
{
  Found found = find (key, name);
  GString *text = NULL;

  g_return_val_if_fail (found.rule != NULL || found.preset != NULL, NULL);

  text = g_string_new (NULL);
  if (found.rule != NULL)
    tarn_lab_rule_append_form (found.rule, text);
  else
    for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
      if (found.preset->parts[i] != NULL)
        g_string_append_printf (text, "%s%s = %s", text->len > 0 ? "\n" : "", keys[i],
                                found.preset->parts[i]);
  return g_string_free (text, FALSE);
}

const char *
tarn_lab_rule_get_description (const char *key, const char *name)
{
  Found found = find (key, name);

  g_return_val_if_fail (found.rule != NULL || found.preset != NULL, NULL);

  return found.rule != NULL ? found.rule->meaning : found.preset->meaning;
}

const char *
tarn_lab_rule_get_source (const char *key, const char *name)
{
  Found found = find (key, name);

  g_return_val_if_fail (found.rule != NULL || found.preset != NULL, NULL);

  return found.rule != NULL ? found.rule->source : NULL;
}

gboolean
tarn_lab_rule_is_for_views (const char *key, const char *name)
{
  Found found = find (key, name);

  g_return_val_if_fail (found.rule != NULL || found.preset != NULL, FALSE);

  return found.rule == NULL || found.rule->class != NULL;
}

gboolean
tarn_lab_rule_is_for_assets (const char *key, const char *name)
{
  Found found = find (key, name);

  g_return_val_if_fail (found.rule != NULL || found.preset != NULL, FALSE);

  return found.rule != NULL && found.rule->asset_class != NULL;
}

char **
tarn_lab_rule_dup_parameters (const char *key, const char *name)
{
  Found found = find (key, name);
  const TarnLabParameter *parameter = found.rule != NULL ? found.rule->parameters : NULL;
  GPtrArray *lines = NULL;

  g_return_val_if_fail (found.rule != NULL || found.preset != NULL, NULL);

  lines = g_ptr_array_new ();
  for (; parameter != NULL && parameter->kind != TARN_LAB_PARAMETER_NONE; parameter++)
    {
      GString *line = g_string_new (NULL);

      tarn_lab_parameter_append_form (parameter, line);
      g_string_append_c (line, '\t');
      tarn_lab_parameter_append_fallback (parameter, line);
      g_string_append_c (line, '\t');
      tarn_lab_parameter_append_allowed (parameter, line);
      g_string_append_printf (line, "\t%s", parameter->meaning);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
