/* SPDX-License-Identifier: MIT */
#include "lab/command/outcomes.h"

#include "lab/command/output.h"

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

/* The values need ten times the memory of the cells, so they are written replication by replication. */
gboolean
outcomes_write_csv (const TarnLabOutcome *outcome, const char *path, GError **error)
{
  g_autoptr (Output) output = output_open (path, error);

  if (output == NULL)
    return FALSE;
  for (guint i = 0; i < tarn_lab_outcome_get_n_replications (outcome); i++)
    {
      g_autofree char *text = tarn_lab_report_replications_to_csv (outcome, i, 1);

      output_add (output, text);
    }
  return output_close (output, error);
}
