/* SPDX-License-Identifier: MIT */
/* The access keys and their principals, and the parts of the header Authorization. */
#pragma once

#include <tarn/tarn-datazone-client.h>
#include <tarn/tarn-engine.h>
#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-principal.h>

#include "wire/request.h"

enum
{
  TARN_WIRE_ACCESS_KEY_ID_MAX = 128,
  TARN_WIRE_SECRET_MAX = 128,
  TARN_WIRE_REGION_MAX = 64,
};

/*
 * An access key, in a g_rc_box, and a client of each service for its principal. A call holds a reference,
 * because the key may be replaced during the call.
 */
typedef struct
{
  char *secret; /* NULL if it is not known */
  TarnPrincipal *principal;
  TarnGlueClient *glue;
  TarnDataZoneClient *datazone;
} TarnWireKey;

/* Returns NULL inside a condition or a cost model, where no client can be made. */
TarnWireKey *tarn_wire_key_new (TarnEngine *engine, const char *secret, TarnPrincipal *principal);
void tarn_wire_key_unref (TarnWireKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnWireKey, tarn_wire_key_unref)

gboolean tarn_wire_key_check (const char *id, const char *secret, GError **error);

/* A part of a text; it points into that text. */
typedef struct
{
  const char *text;
  gsize length;
} TarnWireSpan;

/* AWS4-HMAC-SHA256 Credential=ID/DATE/REGION/SERVICE/aws4_request, SignedHeaders=..., Signature=... */
typedef struct
{
  TarnWireSpan items; /* all after the algorithm */
  char access_key_id[TARN_WIRE_ACCESS_KEY_ID_MAX + 1];
  TarnWireSpan scope; /* all of the credential after the first slash */
} TarnWireAuthorization;

gboolean tarn_wire_authorization_read (const TarnWireRequest *request,
                                       TarnWireAuthorization *out_authorization, GError **error);

/* Returns the text after @name, such as "Signature="; its text is NULL if @name is not found. */
TarnWireSpan tarn_wire_authorization_find (const TarnWireAuthorization *authorization,
                                           const char *name);

/* Returns the region of the scope, or us-east-1 if the scope has no valid region. */
void tarn_wire_authorization_get_region (const TarnWireAuthorization *authorization,
                                         char out_region[TARN_WIRE_REGION_MAX + 1]);
