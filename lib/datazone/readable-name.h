/* SPDX-License-Identifier: MIT */
/* Readable names from technical ones, by plain rules: cust_id becomes Customer ID. */
#pragma once

#include <glib.h>

char *tarn_readable_name_new (const char *technical_name);

/* The words of a name or term, split at space and TAB; ends with NULL. */
char **tarn_words_new (const char *text);

/* Whether there are any words, and each is among those of the name, without regard to ASCII's case. */
gboolean tarn_words_are_in (char **words, char **name_words);
