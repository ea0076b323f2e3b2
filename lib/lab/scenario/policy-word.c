/* SPDX-License-Identifier: MIT */
/* Policies by word, and scenarios to which a program gives a policy. */
#include <gmodule.h>
#include <string.h>

#include "lab/policy/asset-policy.h"
#include "lab/policy/composed.h"
#include "lab/policy/no-views.h"
#include "lab/scenario/build.h"
#include "lab/scenario/draft.h"
#include "lab/scenario/name.h"

static const char word_place[] = "--policy"; /* what messages call the place of the word */

TarnLabPolicy *
tarn_lab_scenario_make_policy (const TarnLabScenario *self, guint index)
{
  const TarnLabPolicySettings *settings = tarn_lab_scenario_get_policy (self, index);
  const char *name = settings->name;

  if (settings->policy != NULL)
    return g_object_ref (settings->policy);
  if (*name == '\0')
    name = settings->preset != NULL ? settings->preset->name : "policy";
  if (tarn_lab_composition_is_of_assets (&settings->composition))
    return tarn_lab_no_views_new (name, settings->text);
  return tarn_lab_composed_new (name, settings->text, &settings->composition);
}

/* --- Words ------------------------------------------------------------------------------------ */

static gboolean
is_path (const char *word)
{
  return strpbrk (word, "/" G_DIR_SEPARATOR_S) != NULL
         || g_str_has_suffix (word, "." G_MODULE_SUFFIX);
}

/* Sets the keys of a group that has none; they are parted by semicolons. */
static gboolean
set_keys (TarnLabDocument *document, TarnLabSection *section, const TarnLabOrigin *origin,
          const char *text, GError **error)
{
  g_auto (GStrv) keys = g_strsplit (text, ";", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *equals_sign = strchr (keys[i], '=');
      g_autofree char *name
          = g_strndup (keys[i],
                       equals_sign != NULL ? (gsize) (equals_sign - keys[i]) : strlen (keys[i]));

      if (!tarn_lab_section_set (document, section, origin, g_strstrip (name),
                                 equals_sign != NULL ? equals_sign + 1 : "", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_axes (const char *text, GError **error)
{
  TarnLabPlace place = { word_place, 0, NULL, NULL };
  g_autofree char *shown = tarn_lab_show (text);

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "one value for each key",
                          "'%s' has axes", shown);
}

/* A scenario of the group alone reads it. */
static TarnLabPolicy *
make_from_keys (const char *text, GError **error)
{
  static char *const no_name[] = { NULL, NULL };
  g_autoptr (TarnLabDocument) document = tarn_lab_document_new ();
  const TarnLabOrigin *origin = tarn_lab_document_add_origin (document, word_place, "", "");
  TarnLabSection *section
      = tarn_lab_document_add_section (document, TARN_LAB_GROUP_POLICY, no_name, origin, 0);

  if (strchr (text, '{') != NULL)
    {
      refuse_axes (text, error);
      return NULL;
    }
  if (!set_keys (document, section, origin, text, error))
    return NULL;

  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_build_policies (g_steal_pointer (&document), error);
  return scenario != NULL ? tarn_lab_scenario_make_policy (scenario, 0) : NULL;
}

static void
append_presets (GString *allowed)
{
  const char *const *names = tarn_lab_presets_get_names ();

  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (allowed, "%s%s", i > 0 ? ", " : "", names[i]);
  g_string_append (allowed,
                   "; keys such as `trigger = interval 15 min; order = edf`; a module such as"
                   " ./mine." G_MODULE_SUFFIX);
}

static TarnLabPolicy *
make (const char *word, const char *groups, GError **error)
{
  const TarnLabPreset *preset = tarn_lab_presets_find (word);
  g_autoptr (GString) allowed = g_string_new (groups);
  g_autofree char *shown = NULL;

  if (strchr (word, '=') != NULL)
    return make_from_keys (word, error);
  if (is_path (word))
    return tarn_lab_policy_load (word, error);
  if (preset != NULL)
    {
      g_autofree char *keys = g_strconcat ("preset = ", word, NULL);
      return make_from_keys (keys, error);
    }

  append_presets (allowed);
  shown = tarn_lab_show (word);
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY,
               "policy %s: there is no such policy; allowed: %s", shown, allowed->str);
  return NULL;
}

TarnLabPolicy *
tarn_lab_policy_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return make (text, "the presets ", error);
}

/* --- Groups ----------------------------------------------------------------------------------- */

static gboolean
has_axes (const TarnLabScenario *self, const TarnLabPolicySettings *settings)
{
  char *parts[] = { *settings->name != '\0' ? (char *) settings->name : NULL, NULL };
  g_autofree char *heading = tarn_lab_heading_make (TARN_LAB_GROUP_POLICY, parts);
  g_autofree char *prefix = g_strconcat (heading, ".", NULL);

  for (guint i = 0; i < self->axes->len; i++)
    if (g_str_has_prefix (g_array_index (self->axes, TarnLabAxis, i).key, prefix))
      return TRUE;
  return FALSE;
}

static char *
list_groups (const TarnLabScenario *self)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < self->policies->len; i++)
    {
      const char *name = tarn_lab_scenario_get_policy (self, i)->name;

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "the groups ",
                              *name != '\0' ? name : "policy");
    }
  g_string_append (list, self->policies->len > 0 ? "; the presets " : "");
  return g_string_free (list, FALSE);
}

TarnLabPolicy *
tarn_lab_scenario_find_policy (TarnLabScenario *self, const char *word, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (word != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint index = tarn_lab_find_policy (self, word);
  if (index < 0 && g_str_equal (word, "policy"))
    index = tarn_lab_find_policy (self, NULL);
  if (index < 0 || *word == '\0')
    {
      g_autofree char *groups = list_groups (self);
      return make (word, groups, error);
    }
  if (!has_axes (self, tarn_lab_scenario_get_policy (self, (guint) index)))
    return tarn_lab_scenario_make_policy (self, (guint) index);

  refuse_axes (word, error);
  return NULL;
}

static gboolean
is_followed (const TarnLabScenario *self, const char *name)
{
  gint index = tarn_lab_find_policy (self, name);

  for (guint i = 0; i < self->views->len && index >= 0; i++)
    if (tarn_lab_scenario_get_view (self, i)->policy == (guint) index)
      return TRUE;
  return FALSE;
}

static gboolean
refuse_group (const TarnLabScenario *self, const char *heading, GError **error)
{
  TarnLabPlace place = { word_place, 0, heading, NULL };
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < self->policies->len; i++)
    {
      const char *name = tarn_lab_scenario_get_policy (self, i)->name;

      if (!is_followed (self, name))
        continue;
      g_string_append_printf (allowed, "%s[policy%s%s]", allowed->len > 0 ? ", " : "",
                              *name != '\0' ? " " : "", name);
    }
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed->str,
                          "no view has this policy");
}

TarnLabScenario *
tarn_lab_scenario_set_policy (TarnLabScenario *self, const char *name, TarnLabPolicy *policy,
                              GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (TARN_LAB_IS_POLICY (policy), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (name != NULL && *name == '\0')
    name = NULL;
  char *parts[] = { (char *) name, NULL };
  g_autofree char *heading = tarn_lab_heading_make (TARN_LAB_GROUP_POLICY, parts);
  if (!is_followed (self, name))
    {
      refuse_group (self, heading, error);
      return NULL;
    }

  g_autoptr (TarnLabDocument) document = tarn_lab_document_copy (self->document);
  TarnLabSection *section = tarn_lab_document_find (document, heading);
  g_array_set_size (section->entries, 0);
  g_clear_object (&section->policy);
  if (TARN_LAB_IS_COMPOSED (policy))
    {
      const TarnLabOrigin *origin = tarn_lab_document_add_origin (document, word_place, "", "");
      g_autofree char *keys = tarn_lab_policy_dup_text (policy);

      if (!set_keys (document, section, origin, keys, error))
        return NULL;
    }
  else if (tarn_lab_policy_check (policy, error))
    section->policy = g_object_ref (policy);
  else
    return NULL;
  return tarn_lab_scenario_build (g_steal_pointer (&document), error);
}
