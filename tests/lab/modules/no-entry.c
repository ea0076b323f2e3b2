/* SPDX-License-Identifier: MIT */
/* A module without the entry. */
#include <tarn-lab/tarn-lab.h>

TARN_AVAILABLE_IN_1_0 guint another_entry (void);

guint
another_entry (void)
{
  return TARN_LAB_POLICY_ABI;
}
