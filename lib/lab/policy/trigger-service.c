/* SPDX-License-Identifier: MIT */
/* The service refreshes by itself, and runs that find no slot wait there. So the policy has nothing to decide. */
#include "lab/policy/part.h"

static const TarnLabTriggerClass class = { .fire = NULL };

const TarnLabRule tarn_lab_trigger_service = {
  .name = "service",
  .meaning = "The service refreshes each view every RefreshSeconds, in its own order and mode.",
  .source = "AWS Glue",
  .version = 1,
  .class = &class,
};
