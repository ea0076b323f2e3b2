/* SPDX-License-Identifier: MIT */
/* Why the types of a metadata run failed. */
#pragma once

#include <tarn/tarn.h>

typedef struct
{
  guint failed;     /* 1 << type of each type that failed */
  guint over_quota; /* those of them that failed because the quota of the month was used up */
} TarnLabMetadataFailures;

TarnLabMetadataFailures tarn_lab_find_failures (const TarnMetadataChange *metadata);
