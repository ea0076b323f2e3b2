/* SPDX-License-Identifier: MIT */
#include "admission/deed.h"

TarnDeed *
tarn_deed_new (TarnDeedKind kind)
{
  TarnDeed *deed = g_new0 (TarnDeed, 1);

  deed->kind = kind;
  return deed;
}

void
tarn_deed_free (TarnDeed *deed)
{
  for (guint i = 0; i < deed->n_arguments; i++)
    {
      g_free ((char *) deed->arguments[i].text);
      g_strfreev ((GStrv) deed->arguments[i].texts);
    }
  g_free (deed->arguments);
  if (deed->input != NULL)
    deed->input_class->free (deed->input);
  for (guint i = 0; i < G_N_ELEMENTS (deed->texts); i++)
    g_free (deed->texts[i]);
  g_clear_pointer (&deed->principal, tarn_principal_unref);
  g_clear_object (&deed->faults);
  g_free (deed);
}

void
tarn_deed_set_call (TarnDeed *deed, const TarnOperation *operation, const TarnArgument *arguments,
                    TarnCallInput input)
{
  while (operation->members[deed->n_arguments].name != NULL)
    deed->n_arguments++;
  deed->arguments = g_memdup2 (arguments, deed->n_arguments * sizeof (TarnArgument));
  for (guint i = 0; i < deed->n_arguments; i++)
    {
      TarnArgument *argument = &deed->arguments[i];

      argument->text = g_strdup (argument->text);
      argument->texts = (const char *const *) g_strdupv ((GStrv) argument->texts);
    }

  deed->input_class = input.class;
  if (input.class != NULL)
    deed->input = input.class->copy (input.record);
}
