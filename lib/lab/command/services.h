/* SPDX-License-Identifier: MIT */
/* The tables of the services, as the library has them. */
#pragma once

#include <tarn/tarn.h>

#define N_SERVICES 2

/* Descriptions are static, so no engine needs to live for them. */
void services_get (const TarnService *services[N_SERVICES]);
