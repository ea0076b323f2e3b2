/* SPDX-License-Identifier: MIT */
#include "admission/command.h"

TarnCommand *
tarn_command_copy (const TarnCommand *command)
{
  TarnCommand *copy = g_memdup2 (command, sizeof *command);

  if (command->principal != NULL)
    tarn_principal_ref (copy->principal);
  if (command->input != NULL)
    copy->input = tarn_operation_copy_input (&command->service->operations[command->operation],
                                             command->input);
  for (guint i = 0; i < G_N_ELEMENTS (command->texts); i++)
    copy->texts[i] = g_strdup (command->texts[i]);
  if (command->faults != NULL)
    copy->faults = tarn_fault_plan_copy (command->faults);
  return copy;
}

void
tarn_command_free (TarnCommand *command)
{
  if (command->input != NULL)
    tarn_operation_free_input (&command->service->operations[command->operation], command->input);
  for (guint i = 0; i < G_N_ELEMENTS (command->texts); i++)
    g_free ((char *) command->texts[i]);
  g_clear_pointer (&command->principal, tarn_principal_unref);
  g_clear_object (&command->faults);
  g_free (command);
}
