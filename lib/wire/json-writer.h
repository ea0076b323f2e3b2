/* SPDX-License-Identifier: MIT */
/*
 * Writes JSON text member by member. jansson can write JSON too, but cannot write a number with exactly three
 * digits after the point.
 */
#pragma once

#include <glib.h>

/* The name is NULL in an array and at the top level. */
void tarn_wire_json_open (GString *json, const char *name, char bracket);
void tarn_wire_json_close (GString *json, char bracket);

/* Writes members that are JSON already, without brackets around them. */
void tarn_wire_json_add_members (GString *json, const char *members, gsize length);

/* Writes nothing for a NULL text, and replaces bytes that are not valid UTF-8. */
void tarn_wire_json_add_text (GString *json, const char *name, const char *value);
void tarn_wire_json_add_integer (GString *json, const char *name, gint64 value);
void tarn_wire_json_add_boolean (GString *json, const char *name, gboolean value);

/* Writes thousandths as a number with three digits after the point. */
void tarn_wire_json_add_thousandths (GString *json, const char *name, gint64 thousandths);

/* Writes microseconds since 1970 as seconds, and nothing for a time of 0. */
void tarn_wire_json_add_time (GString *json, const char *name, gint64 time_us);
