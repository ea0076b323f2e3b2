/* SPDX-License-Identifier: MIT */
/* A module for another version of the interface, which must not be asked for its policy. */
#include <tarn-lab/tarn-lab.h>

TARN_AVAILABLE_IN_1_0 guint tarn_lab_policy_module (TarnLabPolicy **out_policy);

guint
tarn_lab_policy_module (TarnLabPolicy **out_policy)
{
  g_assert (out_policy == NULL);
  return TARN_LAB_POLICY_ABI + 1;
}
