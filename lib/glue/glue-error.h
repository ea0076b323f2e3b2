/* SPDX-License-Identifier: MIT */
/* The table of the exceptions of AWS Glue, and the setter of an error's FromFederationSource. */
#pragma once

#include <tarn/tarn-glue-client.h>

#include "admission/service-error.h"

extern const TarnServiceErrors tarn_glue_errors;

/* Sets FromFederationSource of an error of this service. Does nothing if @error is NULL. */
void tarn_glue_error_mark_federated (GError **error);
