/* SPDX-License-Identifier: MIT */
/*
 * JSON text, written member by member. jansson could write it too, but not a number with exactly three
 * digits behind the point.
 */
#pragma once

#include <glib.h>

/* In an array, and at the top, the name is NULL. */
void tarn_wire_json_open (GString *json, const char *name, char bracket);
void tarn_wire_json_close (GString *json, char bracket);

/* A text that is NULL is absent. What is not valid UTF-8 is replaced. */
void tarn_wire_json_add_text (GString *json, const char *name, const char *value);
void tarn_wire_json_add_integer (GString *json, const char *name, gint64 value);
void tarn_wire_json_add_boolean (GString *json, const char *name, gboolean value);

/* Thousandths, as a number with three digits behind the point. */
void tarn_wire_json_add_thousandths (GString *json, const char *name, gint64 thousandths);

/* Microseconds since 1970, as seconds; a time of 0 is absent. */
void tarn_wire_json_add_time (GString *json, const char *name, gint64 time_us);
