/* SPDX-License-Identifier: MIT */
/* A module that gives an object of another type, which it does not check. */
#include <tarn-lab/tarn-lab.h>

TARN_AVAILABLE_IN_1_0 guint tarn_lab_policy_module (TarnLabPolicy **out_policy);

guint
tarn_lab_policy_module (TarnLabPolicy **out_policy)
{
  if (out_policy != NULL)
    *out_policy = g_object_new (G_TYPE_OBJECT, NULL);
  return TARN_LAB_POLICY_ABI;
}
