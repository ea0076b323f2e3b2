/* SPDX-License-Identifier: MIT */
/* The admissions that are a line each. */
#include "lab/policy/part.h"

static const TarnLabAdmissionClass queue = { .part = { .wakes = TARN_LAB_WAKES_NONE } };

const TarnLabRule tarn_lab_admission_queue = {
  .name = "queue",
  .meaning = "The request waits for a slot.",
  .source = "AWS Glue, for runs that it starts by itself",
  .version = 1,
  .class = &queue,
};
