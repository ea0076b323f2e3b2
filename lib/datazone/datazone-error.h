/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-datazone-client.h>

/* The call took effect, and only its reply was lost. */
void tarn_datazone_error_mark_reply_lost (GError *error);
