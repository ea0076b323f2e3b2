/* SPDX-License-Identifier: MIT */
/* Makes readable names from technical names by simple rules: cust_id becomes Customer ID. */
#pragma once

#include <glib.h>

char *tarn_readable_name_new (const char *technical_name);

/* Returns the words of a name or term, split at space and TAB. The array ends with NULL. */
char **tarn_words_new (const char *text);
