/* SPDX-License-Identifier: MIT */
/* What the service does by itself. Runs that find no slot wait in the service, so the policy has nothing to decide. */
#include "lab/policy/part.h"

static const TarnLabTriggerClass class = { .fire = NULL };

const TarnLabRule tarn_lab_trigger_service = {
  .name = "service",
  .meaning = "The service refreshes each view every RefreshSeconds, in its own order and mode.",
  .source = "AWS Glue",
  .version = 1,
  .class = &class,
};
