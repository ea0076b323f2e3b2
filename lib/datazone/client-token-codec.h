/* SPDX-License-Identifier: MIT */
/* Writes, reads and describes the client tokens of the room. */
#pragma once

#include "datazone/datazone-state.h"

/* The runs must be read before. */
void tarn_client_tokens_code (TarnDataZone *datazone, TarnCodec *codec);
