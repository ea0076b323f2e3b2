/* SPDX-License-Identifier: MIT */
#include "lab/command/services.h"

void
services_get (const TarnService *services[N_SERVICES])
{
  static const char *const names[N_SERVICES] = { "glue", "datazone" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (guint i = 0; i < N_SERVICES; i++)
    services[i] = tarn_engine_get_service (engine, names[i]);
}
