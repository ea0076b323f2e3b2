/* SPDX-License-Identifier: MIT */
/* AWS Signature Version 4, as the receiver of a request checks it. */
#pragma once

#include "wire/credentials.h"

/* @service is the name in the scope of the credential, @secret NULL for one that nobody knows. */
gboolean tarn_wire_sigv4_check (const TarnWireRequest *request,
                                const TarnWireAuthorization *authorization, const char *service,
                                const char *secret, GError **error);
