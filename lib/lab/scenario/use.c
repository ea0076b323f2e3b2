/* SPDX-License-Identifier: MIT */
#include "lab/scenario/use.h"

#include <tarn-lab/tarn-lab-error.h>

#include "lab/scenario/build.h"
#include "lab/scenario/document.h"
#include "lab/scenario/name.h"

/* Names the group [policy] as it stands, which has no name of its own. */
#define AS_IS "as-is"

static const TarnLabSection *
find_group (const TarnLabDocument *document, const char *name)
{
  for (guint i = 0; i < document->sections->len; i++)
    {
      const TarnLabSection *section = g_ptr_array_index (document->sections, i);

      if (section->kind == TARN_LAB_GROUP_POLICY && g_str_equal (section->parts[0], name))
        return section;
    }
  return NULL;
}

static gboolean
refuse (const TarnLabDocument *document, const char *name, GError **error)
{
  g_autofree char *presets = g_strjoinv (", ", (char **) tarn_lab_presets_get_names ());
  g_autoptr (GString) groups = g_string_new (NULL);

  for (guint i = 0; i < document->sections->len; i++)
    {
      const TarnLabSection *section = g_ptr_array_index (document->sections, i);

      if (section->kind == TARN_LAB_GROUP_POLICY && *section->parts[0] != '\0')
        g_string_append_printf (groups, "%s, ", section->parts[0]);
    }
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY,
               "there is no policy '%s'; allowed: " AS_IS ", %s%s", name, groups->str, presets);
  return FALSE;
}

static void
set_preset (TarnLabDocument *document, TarnLabSection *policy, const char *name)
{
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_POLICY, "preset");
  TarnLabEntry entry = { key, g_string_chunk_insert_const (document->strings, key->name),
                         g_string_chunk_insert_const (document->strings, name), policy->origin, 0 };

  g_array_set_size (policy->entries, 0);
  g_array_append_val (policy->entries, entry);
}

TarnLabScenario *
tarn_lab_scenario_use_policy (TarnLabScenario *self, const char *name, GError **error)
{
  if (g_str_equal (name, AS_IS))
    return tarn_lab_scenario_ref (self);

  g_autoptr (TarnLabDocument) document = tarn_lab_document_copy (self->document);
  const TarnLabSection *group = find_group (document, name);
  TarnLabSection *policy = tarn_lab_document_find (document, "policy");
  char *no_parts[] = { NULL };

  if (group == NULL && tarn_lab_presets_find (name) == NULL)
    {
      refuse (document, name, error);
      return NULL;
    }
  if (policy == NULL)
    policy = tarn_lab_document_add_section (document, TARN_LAB_GROUP_POLICY, no_parts,
                                            g_ptr_array_index (document->origins, 0), 0);
  if (group == NULL)
    set_preset (document, policy, name);
  else if (group != policy)
    {
      g_array_unref (policy->entries);
      policy->entries = g_array_copy (group->entries);
    }
  return tarn_lab_scenario_build (g_steal_pointer (&document), error);
}

guint
tarn_lab_scenario_count_own_policies (const TarnLabScenario *self)
{
  guint n = 0;

  for (guint i = 0; i < self->views->len; i++)
    {
      guint policy = tarn_lab_scenario_get_view (self, i)->policy;

      n += *tarn_lab_scenario_get_policy (self, policy)->name != '\0' ? 1 : 0;
    }
  return n;
}
