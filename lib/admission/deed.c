/* SPDX-License-Identifier: MIT */
#include "admission/deed.h"

TarnDeed *
tarn_deed_copy (const TarnDeed *deed)
{
  TarnDeed *copy = g_memdup2 (deed, sizeof *deed);

  if (deed->principal != NULL)
    tarn_principal_ref (copy->principal);
  if (deed->input != NULL)
    copy->input
        = tarn_operation_copy_input (&deed->service->operations[deed->operation], deed->input);
  for (guint i = 0; i < G_N_ELEMENTS (deed->texts); i++)
    copy->texts[i] = g_strdup (deed->texts[i]);
  if (deed->faults != NULL)
    copy->faults = tarn_fault_plan_copy (deed->faults);
  return copy;
}

void
tarn_deed_free (TarnDeed *deed)
{
  if (deed->input != NULL)
    tarn_operation_free_input (&deed->service->operations[deed->operation], deed->input);
  for (guint i = 0; i < G_N_ELEMENTS (deed->texts); i++)
    g_free ((char *) deed->texts[i]);
  g_clear_pointer (&deed->principal, tarn_principal_unref);
  g_clear_object (&deed->faults);
  g_free (deed);
}
