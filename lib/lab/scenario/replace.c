/* SPDX-License-Identifier: MIT */
#include "lab/scenario/replace.h"

#include "lab/scenario/build.h"
#include "lab/scenario/document.h"
#include "lab/scenario/draft.h"

static const char *const keys[TARN_LAB_N_PARTS] = {
  [TARN_LAB_PART_TRIGGER] = "trigger",
  [TARN_LAB_PART_ORDER] = "order",
  [TARN_LAB_PART_MODE] = "mode",
  [TARN_LAB_PART_ADMISSION] = "admit",
};

/* Policies that have no views may be of assets, whose rules are other ones. */
static gboolean *
find_used (const TarnLabScenario *self)
{
  gboolean *is_used = g_new0 (gboolean, self->policies->len);

  for (guint i = 0; i < self->views->len; i++)
    is_used[tarn_lab_scenario_get_view (self, i)->policy] = TRUE;
  return is_used;
}

static gboolean
set_key (TarnLabDocument *document, const char *heading, const char *key, const char *value,
         GError **error)
{
  g_autofree char *name = g_strconcat (heading, ".", key, NULL);

  return tarn_lab_document_set (document, name, value, error);
}

static gboolean
set_rules (TarnLabDocument *document, TarnLabSection *section, const char *const *rules,
           GError **error)
{
  g_clear_object (&section->policy);
  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    if (!set_key (document, section->heading, keys[i], rules[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
replace (const TarnLabScenario *self, TarnLabDocument *document, const char *const *rules,
         const char *slots, GError **error)
{
  g_autofree gboolean *is_used = find_used (self);

  for (guint i = 0; i < document->sections->len; i++)
    {
      TarnLabSection *section = g_ptr_array_index (document->sections, i);

      if (section->kind == TARN_LAB_GROUP_POLICY
          && is_used[tarn_lab_find_policy (self, section->parts[0])]
          && !set_rules (document, section, rules, error))
        return FALSE;
    }
  return slots == NULL || set_key (document, "lake", "slots", slots, error);
}

TarnLabScenario *
tarn_lab_scenario_replace_policies (const TarnLabScenario *self,
                                    const char *const rules[TARN_LAB_N_PARTS], const char *slots,
                                    GError **error)
{
  g_autoptr (TarnLabDocument) document = tarn_lab_document_copy (self->document);

  return replace (self, document, rules, slots, error)
             ? tarn_lab_scenario_build (g_steal_pointer (&document), error)
             : NULL;
}
