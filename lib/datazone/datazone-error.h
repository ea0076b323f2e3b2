/* SPDX-License-Identifier: MIT */
/* The exceptions of DataZone with their HTTP status codes and error codes. */
#pragma once

#include <tarn/tarn-datazone-client.h>

#include "admission/service-error.h"

extern const TarnServiceErrors tarn_datazone_errors;
