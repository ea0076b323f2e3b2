/* SPDX-License-Identifier: MIT */
#include "lab/policy/policy-set.h"

const TarnLabPolicyClass *
tarn_lab_policy_set_find (const TarnLabPolicySettings *settings)
{
  switch (settings->trigger.kind)
    {
    case TARN_LAB_TRIGGER_INTERVAL:
      return settings->trigger.overlap == TARN_LAB_OVERLAP_QUEUE ? &tarn_lab_interval_queue_policy
                                                                 : &tarn_lab_interval_policy;
    case TARN_LAB_TRIGGER_SERVICE:
      return &tarn_lab_service_policy;
    }

  return NULL;
}
