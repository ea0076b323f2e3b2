/* SPDX-License-Identifier: MIT */
/*
 * A histogram over time finds the bucket of a value without a logarithm. A value that rises as fast as time crosses
 * many buckets. It adds a partial time to the bucket where it begins and to the one where it ends. It covers each
 * bucket between for as long as the bucket is wide, so it only notes that the covering begins and ends. The sums are
 * made when somebody asks.
 */
#pragma once

#include <tarn/tarn-time-histogram.h>

#include "kernel/codec.h"

/* Codes the buckets that are used, and checks that together they have the time @time_us. */
void tarn_time_histogram_code (TarnTimeHistogram *self, TarnCodec *codec, const char *name,
                               TarnWide time_us);
