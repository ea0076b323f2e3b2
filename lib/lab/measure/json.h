/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Appends a string of JSON, in quotes. @text is UTF-8. */
void tarn_lab_append_json_string (GString *json, const char *text);
