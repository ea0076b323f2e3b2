/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* g_set_error(), and FALSE: so that a check fails in one statement. */
#define tarn_fail(error, domain, ...) (g_set_error (error, domain, __VA_ARGS__), FALSE)
