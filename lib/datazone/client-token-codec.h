/* SPDX-License-Identifier: MIT */
#pragma once

#include "datazone/datazone-state.h"

/* The runs were read before. */
void tarn_client_tokens_code (TarnDataZone *datazone, TarnCodec *codec);
