/* SPDX-License-Identifier: MIT */
#include "lab/scenario/subjects.h"

#include "lab/policy/asset-policy.h"
#include "lab/scenario/name.h"
#include "lab/scenario/rule-values.h"

static gboolean
is_for (const TarnLabRule *rule, gboolean of_assets)
{
  return (of_assets ? rule->asset_class : rule->class) != NULL;
}

/* Appends the names of the rules of a part that are for assets, or for views. */
static void
append_names (TarnLabPart part, gboolean of_assets, GString *text)
{
  const TarnLabRule *const *rules = tarn_lab_part_get_rules (part);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (; *rules != NULL; rules++)
    if (is_for (*rules, of_assets))
      g_ptr_array_add (names, (gpointer) (*rules)->name);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s",
                            i == 0               ? ""
                            : i + 1 < names->len ? ", "
                                                 : " or ",
                            (const char *) g_ptr_array_index (names, i));
}

static const TarnLabEntry *
find_entry (const TarnLabSection *section, const char *name)
{
  return tarn_lab_section_find_named (section, tarn_lab_key_find (section->kind, name), NULL);
}

/* A key that lacks stands where its group does. */
static TarnLabPlace
get_place (const TarnLabSection *section, const char *key)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, find_entry (section, key));

  place.key = key;
  return place;
}

/* --- The rules of a policy ---------------------------------------------------------------------- */

static gboolean
check_rule (const TarnLabSection *section, const TarnLabPolicySettings *settings, TarnLabPart part,
            const char *key, GError **error)
{
  const TarnLabRule *trigger = settings->composition.parts[TARN_LAB_PART_TRIGGER].rule;
  const TarnLabRule *rule = settings->composition.parts[part].rule;
  gboolean of_assets = tarn_lab_composition_is_of_assets (&settings->composition);
  TarnLabPlace place = get_place (section, key);
  g_autoptr (GString) allowed = g_string_new (NULL);

  if (is_for (rule, of_assets))
    return TRUE;
  append_names (part, of_assets, allowed);
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed->str,
                          "'%s' is for %s, and the trigger '%s' for %s", rule->name,
                          of_assets ? "views" : "assets", trigger->name,
                          of_assets ? "assets" : "views");
}

static gboolean
check_mode (const TarnLabSection *section, const TarnLabPolicySettings *settings, GError **error)
{
  const TarnLabRule *trigger = settings->composition.parts[TARN_LAB_PART_TRIGGER].rule;
  TarnLabPlace place = get_place (section, "mode");

  if (!tarn_lab_composition_is_of_assets (&settings->composition)
      || find_entry (section, "mode") == NULL)
    return TRUE;
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "no key mode",
                          "a mode is for views, and the trigger '%s' for assets", trigger->name);
}

gboolean
tarn_lab_policy_check_rules (const TarnLabSection *section, const TarnLabPolicySettings *settings,
                             GError **error)
{
  return check_rule (section, settings, TARN_LAB_PART_ORDER, "order", error)
         && check_mode (section, settings, error)
         && check_rule (section, settings, TARN_LAB_PART_ADMISSION, "admit", error);
}

/* --- Keys without an effect --------------------------------------------------------------------- */

void
tarn_lab_policy_note_unused (const TarnLabSection *section, const TarnLabPolicySettings *settings,
                             GPtrArray *notes)
{
  static const char *const keys[] = { "order", "mode", "admit" };

  if (settings->composition.parts[TARN_LAB_PART_TRIGGER].rule != &tarn_lab_trigger_service)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (find_entry (section, keys[i]) != NULL)
      g_ptr_array_add (
          notes,
          g_strdup_printf ("%s: `%s` has no effect, because the trigger is `service`: the service"
                           " has its own order and mode, and its runs wait for slots.",
                           section->heading, keys[i]));
}

/* --- What a policy decides about ---------------------------------------------------------------- */

gboolean
tarn_lab_section_check_policy (const TarnLabSection *section, const TarnLabPolicySettings *policy,
                               GError **error)
{
  gboolean of_assets = section->kind == TARN_LAB_GROUP_ASSETS;
  TarnLabPlace place = get_place (section, "policy");
  g_autoptr (GString) allowed = g_string_new ("a policy whose trigger is ");
  g_autoptr (GString) group = g_string_new ("policy");

  if (tarn_lab_composition_is_of_assets (&policy->composition) == of_assets)
    return TRUE;

  append_names (TARN_LAB_PART_TRIGGER, of_assets, allowed);
  if (*policy->name != '\0')
    {
      g_string_append_c (group, ' ');
      tarn_lab_name_append (group, policy->name);
    }
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed->str,
                          "the trigger '%s' of [%s] is for %s",
                          policy->composition.parts[TARN_LAB_PART_TRIGGER].rule->name, group->str,
                          of_assets ? "views" : "assets");
}
