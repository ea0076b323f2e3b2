/* SPDX-License-Identifier: MIT */
/* A short form for functions that set an error and return FALSE. */
#pragma once

#include <glib.h>

/* Like g_set_error(), but returns FALSE, so that a check can fail in one statement. */
#define tarn_fail(error, domain, ...) (g_set_error (error, domain, __VA_ARGS__), FALSE)
