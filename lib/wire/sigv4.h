/* SPDX-License-Identifier: MIT */
/* Checks the AWS Signature Version 4 of a request, on the side that receives the request. */
#pragma once

#include "wire/credentials.h"

/*
 * @service is the name in the scope of the credential. @secret is NULL if it is not known; then
 * the check fails.
 */
gboolean tarn_wire_sigv4_check (const TarnWireRequest *request,
                                const TarnWireAuthorization *authorization, const char *service,
                                const char *secret, GError **error);
