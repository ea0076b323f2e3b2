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
  if (deed->input != NULL)
    tarn_operation_free_input (&deed->service->operations[deed->operation], deed->input);
  for (guint i = 0; i < G_N_ELEMENTS (deed->texts); i++)
    g_free (deed->texts[i]);
  g_clear_pointer (&deed->principal, tarn_principal_unref);
  g_clear_object (&deed->faults);
  g_free (deed);
}
