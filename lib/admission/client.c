/* SPDX-License-Identifier: MIT */
#include "admission/client.h"

void
tarn_client_init (TarnClient *client, TarnAdmission *admission, TarnPrincipal *principal)
{
  client->owner = g_object_ref (G_OBJECT (admission->core));
  client->admission = admission;
  client->principal = tarn_principal_ref (principal);
  client->account = tarn_throttle_ensure_account (&admission->throttle, principal->account_id);
}

void
tarn_client_finalize (GObject *object)
{
  TarnClient *client = (TarnClient *) object;

  g_clear_pointer (&client->principal, tarn_principal_unref);
  g_clear_object (&client->owner);
  G_OBJECT_CLASS (g_type_class_peek (G_TYPE_OBJECT))->finalize (object);
}
