/* SPDX-License-Identifier: MIT */
/* The trial of a scenario as users get it: with the policies that the scenario names, and with its measures. */
#include <tarn-lab/tarn-lab-error.h>

#include "lab/measure/watch.h"
#include "lab/scenario/document.h"
#include "lab/trial/trial.h"

static void
refuse_axis (const TarnLabAxis *axis, GError **error)
{
  const TarnLabEntry *entry = axis->entry;
  g_autofree char *place = axis->line > 0
                               ? g_strdup_printf ("%s:%u: ", entry->origin->name, axis->line)
                               : g_strdup ("");

  g_set_error (
      error, TARN_LAB_ERROR, TARN_LAB_ERROR_AXES,
      "%s%s: it has %u values, and a trial needs one; allowed: one value, or an experiment with all",
      place, axis->key, g_strv_length (axis->values));
}

TarnLabTrial *
tarn_lab_trial_new (TarnLabScenario *scenario, guint64 replication, GError **error)
{
  g_return_val_if_fail (scenario != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (scenario->axes->len > 0)
    {
      refuse_axis (&g_array_index (scenario->axes, TarnLabAxis, 0), error);
      return NULL;
    }

  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < scenario->policies->len; i++)
    g_ptr_array_add (policies, tarn_lab_scenario_make_policy (scenario, i));

  g_autoptr (TarnLabTrial) trial
      = tarn_lab_trial_new_with_policies (scenario, replication,
                                          (TarnLabPolicy *const *) policies->pdata, error);
  if (trial == NULL || !tarn_lab_watch_begin (trial, error))
    return NULL;

  return g_steal_pointer (&trial);
}
