/* SPDX-License-Identifier: MIT */
/* Readable names from technical ones, by plain rules: cust_id becomes Customer ID. */
#pragma once

#include <glib.h>

char *tarn_readable_name_new (const char *technical_name);

/* Whether each word of @term is a word of the readable name, without regard to case. */
gboolean tarn_readable_name_has_words (const char *readable_name, const char *term);
