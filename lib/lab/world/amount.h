/* SPDX-License-Identifier: MIT */
/* Draws of amounts: of bytes, or of microseconds. */
#pragma once

#include "lab/scenario/scenario.h"

gint64 tarn_lab_amount_draw (const TarnLabAmount *amount, const TarnRandomStream *stream,
                             guint64 place);
