/* SPDX-License-Identifier: MIT */
/*
 * What a request says in JSON, read by tables: a row names a member, its type, and where in a plain struct
 * its value goes. Absent and null leave there what was there.
 */
#pragma once

#include <glib.h>
#include <jansson.h>

enum
{
  TARN_WIRE_BODY_MAX = 1024 * 1024,
  TARN_WIRE_DEPTH_MAX = 64,
};

/* No request can bring this about. */
#define TARN_WIRE_NO_INTEGER G_MININT64

typedef enum
{
  TARN_WIRE_TEXT,     /* const char *, of the document */
  TARN_WIRE_BOOLEAN,  /* gboolean */
  TARN_WIRE_INTEGER,  /* gint64 */
  TARN_WIRE_TEXTS,    /* const char **, to be freed with g_free() */
  TARN_WIRE_INTEGERS, /* GArray * of gint64 */
  TARN_WIRE_OBJECT,   /* const json_t *, of the document */
} TarnWireType;

typedef struct
{
  const char *name;
  TarnWireType type;
  gsize offset;
} TarnWireMember;

/* Returns a new document that is an object; {} for no bytes. */
json_t *tarn_wire_json_parse (const guint8 *bytes, gsize size, GError **error);

/* @members ends with a NULL name; @within is what a message puts before a name, or NULL. */
gboolean tarn_wire_json_read (const json_t *object, const char *within,
                              const TarnWireMember *members, gpointer out_values, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)
