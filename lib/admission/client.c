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

enum
{
  PROPERTY_ENGINE = 1,
  PROPERTY_PRINCIPAL,
};

static void
finalize (GObject *object)
{
  TarnClient *client = (TarnClient *) object;

  g_clear_pointer (&client->principal, tarn_principal_unref);
  g_clear_object (&client->owner);
  G_OBJECT_CLASS (g_type_class_peek (G_TYPE_OBJECT))->finalize (object);
}

static void
get_property (GObject *object, guint number, GValue *value, GParamSpec *spec)
{
  TarnClient *client = (TarnClient *) object;

  if (number == PROPERTY_ENGINE)
    g_value_set_object (value, client->owner);
  else if (number == PROPERTY_PRINCIPAL)
    g_value_set_boxed (value, client->principal);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, number, spec);
}

void
tarn_client_class_init (GObjectClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  class->finalize = finalize;
  class->get_property = get_property;
  g_object_class_install_property (class, PROPERTY_ENGINE,
                                   g_param_spec_object ("engine", NULL, NULL, TARN_TYPE_ENGINE,
                                                        flags));
  g_object_class_install_property (class, PROPERTY_PRINCIPAL,
                                   g_param_spec_boxed ("principal", NULL, NULL, TARN_TYPE_PRINCIPAL,
                                                       flags));
}
