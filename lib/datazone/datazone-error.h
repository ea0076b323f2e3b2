/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-datazone-client.h>

#include "admission/service-error.h"

extern const TarnServiceErrors tarn_datazone_errors;
