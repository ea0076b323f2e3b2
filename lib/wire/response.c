/* SPDX-License-Identifier: MIT */
#include "wire/response.h"

#include <string.h>

enum
{
  REQUEST_ID_LENGTH = 36, /* characters of a UUID */
  HEADERS_MAX = 4,
  LENGTH_DIGITS_MAX = 20,
};

typedef struct
{
  const char *name;
  const char *value;
} Header;

struct _TarnWireResponse
{
  gatomicrefcount ref_count;
  guint status;
  guint n_headers;
  Header headers[HEADERS_MAX];
  char length[LENGTH_DIGITS_MAX + 1];
  char request_id[REQUEST_ID_LENGTH + 1];
  gsize body_size;
  char *body;
};

G_DEFINE_BOXED_TYPE (TarnWireResponse, tarn_wire_response, tarn_wire_response_ref,
                     tarn_wire_response_unref)

static void
add_header (TarnWireResponse *self, const char *name, const char *value)
{
  self->headers[self->n_headers++] = (Header){ name, value };
}

/* Writes the number in the form of a UUID of version 4, because a client may check the form. */
static void
write_request_id (char *id, guint64 number)
{
  memcpy (id, "00000000-0000-4000-8000-000000000000", REQUEST_ID_LENGTH + 1);
  for (guint at = REQUEST_ID_LENGTH; number != 0 && id[at - 1] != '-'; number /= 16)
    id[--at] = "0123456789abcdef"[number % 16];
}

TarnWireResponse *
tarn_wire_response_new (guint status, const char *content_type, const char *exception,
                        guint64 number, GString *body)
{
  TarnWireResponse *self = g_new (TarnWireResponse, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->status = status;
  self->n_headers = 0;
  self->body_size = body->len;
  self->body = g_string_free (body, FALSE);
  g_snprintf (self->length, sizeof self->length, "%" G_GSIZE_FORMAT, self->body_size);
  write_request_id (self->request_id, number);

  add_header (self, "content-type", content_type);
  add_header (self, "content-length", self->length);
  add_header (self, "x-amzn-requestid", self->request_id);
  if (exception != NULL)
    add_header (self, "x-amzn-errortype", exception);
  return self;
}

TarnWireResponse *
tarn_wire_response_ref (TarnWireResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_wire_response_unref (TarnWireResponse *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->body);
  g_free (self);
}

guint
tarn_wire_response_get_status (const TarnWireResponse *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

const char *
tarn_wire_response_get_header (const TarnWireResponse *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->n_headers; i++)
    if (g_ascii_strcasecmp (self->headers[i].name, name) == 0)
      return self->headers[i].value;

  return NULL;
}

char **
tarn_wire_response_list_headers (const TarnWireResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  char **lines = g_new0 (char *, self->n_headers + 1);

  for (guint i = 0; i < self->n_headers; i++)
    lines[i] = g_strconcat (self->headers[i].name, ": ", self->headers[i].value, NULL);
  return lines;
}

const guint8 *
tarn_wire_response_get_body (const TarnWireResponse *self, gsize *out_size)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_size != NULL, NULL);

  *out_size = self->body_size;
  return (const guint8 *) self->body;
}
