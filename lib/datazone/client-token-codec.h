/* SPDX-License-Identifier: MIT */
#pragma once

#include "datazone/datazone.h"

/* The runs were read before. */
void tarn_client_tokens_code (TarnDataZone *datazone, TarnCodec *codec);
