/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-glue-client.h>

/* Sets FromFederationSource of an error of this service, if @error is kept at all. */
void tarn_glue_error_mark_federated (GError **error);

/* The call took effect, and only its reply was lost. */
void tarn_glue_error_mark_reply_lost (GError *error);
