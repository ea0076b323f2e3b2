/* SPDX-License-Identifier: MIT */
#include "lab/command/outcomes.h"

TarnLabOutcome *
outcomes_read (const Arguments *arguments, GError **error)
{
  g_autoptr (TarnLabOutcome) outcome = NULL;

  for (guint i = 0; i < arguments_get_n_operands (arguments); i++)
    {
      const char *path = arguments_get_operand (arguments, i);
      g_autoptr (TarnLabOutcome) other = tarn_lab_outcome_new_from_file (path, error);

      if (other == NULL)
        return NULL;
      if (outcome == NULL)
        outcome = g_steal_pointer (&other);
      else if (!tarn_lab_outcome_merge (outcome, other, error))
        {
          g_prefix_error (error, "%s: ", path);
          return NULL;
        }
    }
  return g_steal_pointer (&outcome);
}
