/* SPDX-License-Identifier: MIT */
#include "datazone/prediction-choices.h"

#include "admission/service.h"
#include "kernel/accessors.h"
#include "kernel/fail.h"
#include "kernel/quoting.h"

static const TarnConstraint edited_value_constraint
    = { .kind = TARN_CONSTRAINT_TEXT, .min = 1, .max = 5000 };

static void
clear_choice (gpointer data)
{
  TarnPredictionChoice *choice = data;

  g_free (choice->target);
  g_free (choice->edited_value);
}

TarnPredictionChoices *
tarn_prediction_choices_new (void)
{
  TarnPredictionChoices *self = g_new0 (TarnPredictionChoices, 1);

  self->ref_count = 1;
  self->choices = g_array_new (FALSE, FALSE, sizeof (TarnPredictionChoice));
  g_array_set_clear_func (self->choices, clear_choice);

  return self;
}

static void
free_choices (TarnPredictionChoices *self)
{
  g_array_unref (self->choices);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnPredictionChoices, tarn_prediction_choices, free_choices)

TARN_SETTER (tarn_prediction_choices_set_all, TarnPredictionChoices, gboolean, chooses_all)

void
tarn_prediction_choices_add (TarnPredictionChoices *self, const char *target, gint choice,
                             const char *edited_value)
{
  g_return_if_fail (self != NULL);

  TarnPredictionChoice added = { g_strdup (target), choice, g_strdup (edited_value) };
  g_array_append_val (self->choices, added);
}

/* --- Checking --------------------------------------------------------------------------------- */

gboolean
tarn_prediction_choices_refuse (const char *list, guint index, const char *member,
                                const char *requirement, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s[%u].%s", list, index, member);

  return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                    TARN_VALIDATION_FORMAT, path, requirement);
}

static gboolean
check_choice (const TarnPredictionChoice *choice, const char *list, guint index, GError **error)
{
  TarnArgument edited = { .text = choice->edited_value };

  if (choice->target == NULL)
    return tarn_prediction_choices_refuse (list, index, "predictionTarget",
                                           "Member must not be null", error);
  if (choice->choice < -1)
    return tarn_prediction_choices_refuse (list, index, "predictionChoice",
                                           "Member must have value greater than or equal to 0",
                                           error);
  if (choice->edited_value == NULL || tarn_constraint_is_met (&edited_value_constraint, &edited))
    return TRUE;

  g_autofree char *requirement
      = tarn_constraint_describe_requirement (&edited_value_constraint, &edited);
  return tarn_prediction_choices_refuse (list, index, "editedValue", requirement, error);
}

gboolean
tarn_prediction_choices_check (const TarnPredictionChoices *self, const char *list, GError **error)
{
  if (self->choices->len > TARN_PREDICTION_CHOICES_MAX)
    return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                      TARN_VALIDATION_FORMAT, list,
                      "Member must have length less than or equal to 30003");

  for (guint i = 0; i < self->choices->len; i++)
    if (!check_choice (&g_array_index (self->choices, TarnPredictionChoice, i), list, i, error))
      return FALSE;

  return TRUE;
}

/* --- Description for the journal -------------------------------------------------------------- */

static char *
describe_choices (gconstpointer choices)
{
  const TarnPredictionChoices *self = choices;
  GString *text = g_string_new (self->chooses_all ? "Rule=ALL" : "Rule=NONE");

  for (guint i = 0; i < self->choices->len; i++)
    {
      const TarnPredictionChoice *choice = &g_array_index (self->choices, TarnPredictionChoice, i);

      g_string_append (text, " Choice=");
      tarn_append_quoted (text, choice->target != NULL ? choice->target : "");
      g_string_append_printf (text, ":%d", choice->choice);
      if (choice->edited_value == NULL)
        continue;
      g_string_append_c (text, ':');
      tarn_append_quoted (text, choice->edited_value);
    }
  return g_string_free (text, FALSE);
}

static gpointer
copy_choices (gconstpointer choices)
{
  const TarnPredictionChoices *self = choices;
  TarnPredictionChoices *copy = tarn_prediction_choices_new ();

  copy->chooses_all = self->chooses_all;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const TarnPredictionChoice *choice = &g_array_index (self->choices, TarnPredictionChoice, i);

      tarn_prediction_choices_add (copy, choice->target, choice->choice, choice->edited_value);
    }
  return copy;
}

const TarnRecordClass tarn_prediction_choices_class
    = { describe_choices, copy_choices, (GDestroyNotify) tarn_prediction_choices_unref };
