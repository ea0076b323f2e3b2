/* SPDX-License-Identifier: MIT */
/* Writes texts of the user into lines, so that a line stays one line and no text can be taken for another. */
#pragma once

#include <glib.h>

/* Appends the text in quotes, escaped as in C. */
void tarn_append_quoted (GString *line, const char *text);

/* Appends the text as it is if it is one word of visible ASCII characters, and otherwise in quotes. */
void tarn_append_name (GString *line, const char *text);
