/* SPDX-License-Identifier: MIT */
/*
 * Members of a request that the library does not have. The engine keeps them as JSON in the annotation of the entity,
 * and the answers to later requests give them back.
 */
#pragma once

#include <glib.h>
#include <jansson.h>

/* Returns a new object with those members of @object that are neither null nor in the list @known. */
json_t *tarn_wire_kept_select (const json_t *object, const char *const *known);

/* Adds @members to @kept as its member @name, unless there are none. Takes @members. */
void tarn_wire_kept_add (json_t *kept, const char *name, json_t *members);

/* Returns the annotation, or NULL if nothing is kept. */
char *tarn_wire_kept_to_annotation (const json_t *kept);

/* Returns a new object, which is empty if the annotation is not one of this library. */
json_t *tarn_wire_kept_parse (const char *annotation);

/* Returns the text of the member, or NULL if it is missing or is no text. */
const char *tarn_wire_kept_get_text (const json_t *kept, const char *name);

/*
 * Writes those members of the member @name of @kept, or of @kept itself if @name is NULL, that are not in the list @known into the object that is open
 * in @json.
 */
void tarn_wire_kept_write (const json_t *kept, const char *name, const char *const *known,
                           GString *json);
