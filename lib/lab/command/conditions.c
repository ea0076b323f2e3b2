/* SPDX-License-Identifier: MIT */
#include "lab/command/conditions.h"

/* A condition that is none is a wrong use of the command line. */
static gboolean
fail (GError *inner, GError **error)
{
  g_autoptr (GError) owned = inner;

  if (g_error_matches (owned, TARN_LAB_ERROR, TARN_LAB_ERROR_CONDITION))
    return command_fail_usage (error, "--fail-if: %s", owned->message);
  g_propagate_prefixed_error (error, g_steal_pointer (&owned), "--fail-if: ");
  return FALSE;
}

static gboolean
check (const Arguments *arguments, const TarnLabOutcome *outcome, const TarnLabResult *result,
       GError **error)
{
  const GPtrArray *conditions = arguments_get_values (arguments, "fail-if");

  for (guint i = 0; i < conditions->len; i++)
    {
      const char *condition = conditions->pdata[i];
      g_autofree char *finding = NULL;
      GError *inner = NULL;
      gboolean is_checked = outcome != NULL
                                ? tarn_lab_outcome_check (outcome, condition, &finding, &inner)
                                : tarn_lab_result_check (result, condition, &finding, &inner);

      if (!is_checked)
        return fail (inner, error);
      if (finding != NULL)
        {
          g_set_error (error, COMMAND_FAILED_IF, 0, "--fail-if: '%s': %s", condition, finding);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
conditions_are_good (const Arguments *arguments, const TarnLabOutcome *outcome, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (check (arguments, outcome, NULL, &inner) || inner->domain != G_OPTION_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

gboolean
conditions_check_outcome (const Arguments *arguments, const TarnLabOutcome *outcome, GError **error)
{
  return check (arguments, outcome, NULL, error);
}

gboolean
conditions_check_result (const Arguments *arguments, const TarnLabResult *result, GError **error)
{
  return check (arguments, NULL, result, error);
}
