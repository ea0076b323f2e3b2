/* SPDX-License-Identifier: MIT */
/*
 * Reads the JSON of a request by tables. A row names a member, its type, and the place of its value in a
 * plain struct. If the member is absent or null, the reader leaves the struct as it was.
 */
#pragma once

#include <glib.h>
#include <jansson.h>

enum
{
  TARN_WIRE_BODY_MAX = 1024 * 1024,
  TARN_WIRE_DEPTH_MAX = 64,
};

/* The value of an absent integer. No request can set it. */
#define TARN_WIRE_NO_INTEGER G_MININT64

typedef enum
{
  TARN_WIRE_TEXT,     /* const char *; the document owns it */
  TARN_WIRE_BOOLEAN,  /* gboolean */
  TARN_WIRE_INTEGER,  /* gint64 */
  TARN_WIRE_TEXTS,    /* const char **; free it with g_free() */
  TARN_WIRE_INTEGERS, /* GArray * of gint64 */
  TARN_WIRE_OBJECT,   /* const json_t *; the document owns it */
  TARN_WIRE_OBJECTS,  /* const json_t *, a list of objects; the document owns it */
  TARN_WIRE_NUMBER,   /* const json_t *; the document owns it */
} TarnWireType;

typedef struct
{
  const char *name;
  TarnWireType type;
  gsize offset;
} TarnWireMember;

/* Returns a new document, which is an object; it is {} if there are no bytes. */
json_t *tarn_wire_json_parse (const guint8 *bytes, gsize size, GError **error);

/* @members ends with a NULL name. An error message puts @within before a name, unless it is NULL. */
gboolean tarn_wire_json_read (const json_t *object, const char *within,
                              const TarnWireMember *members, gpointer out_values, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)
