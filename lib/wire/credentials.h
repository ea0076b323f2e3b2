/* SPDX-License-Identifier: MIT */
/* Who has which access key, and what the header Authorization says. */
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

/* An access key, in a g_rc_box, and both services as its principal sees them. A call keeps it: the key may be replaced by then. */
typedef struct
{
  char *secret; /* or NULL */
  TarnPrincipal *principal;
  TarnGlueClient *glue;
  TarnDataZoneClient *datazone;
} TarnWireKey;

TarnWireKey *tarn_wire_key_new (TarnEngine *engine, const char *secret, TarnPrincipal *principal);
void tarn_wire_key_unref (TarnWireKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnWireKey, tarn_wire_key_unref)

gboolean tarn_wire_key_check (const char *id, const char *secret, GError **error);

/* A part of a text, where it stands. */
typedef struct
{
  const char *text;
  gsize length;
} TarnWireSpan;

/* AWS4-HMAC-SHA256 Credential=ID/DATE/REGION/SERVICE/aws4_request, SignedHeaders=..., Signature=... */
typedef struct
{
  TarnWireSpan items; /* behind the algorithm */
  char access_key_id[TARN_WIRE_ACCESS_KEY_ID_MAX + 1];
  TarnWireSpan scope; /* behind the first slash */
} TarnWireAuthorization;

gboolean tarn_wire_authorization_read (const TarnWireRequest *request,
                                       TarnWireAuthorization *out_authorization, GError **error);

/* What is behind @name, such as "Signature=". Not found is a text of NULL. */
TarnWireSpan tarn_wire_authorization_find (const TarnWireAuthorization *authorization,
                                           const char *name);

/* The region of the scope, or us-east-1 if it has none that could be one. */
void tarn_wire_authorization_get_region (const TarnWireAuthorization *authorization,
                                         char out_region[TARN_WIRE_REGION_MAX + 1]);
