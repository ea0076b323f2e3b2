/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-glue-client.h>

#include "admission/service-error.h"

extern const TarnServiceErrors tarn_glue_errors;

/* Sets FromFederationSource of an error of this service, if @error is kept at all. */
void tarn_glue_error_mark_federated (GError **error);
