/* SPDX-License-Identifier: MIT */
/* The causes for which types of a metadata run fail. */
#pragma once

#include <tarn/tarn.h>

typedef struct
{
  guint failed;     /* 1 << type of each type that failed */
  guint over_quota; /* those of them that failed because the quota of the month was used up */
} TarnLabMetadataFailures;

TarnLabMetadataFailures tarn_lab_find_failures (const TarnMetadataChange *metadata);
