/* SPDX-License-Identifier: MIT */
/* One request while the library handles it: its data, and the protocols of both services. */
#pragma once

#include "wire/credentials.h"
#include "wire/json-reader.h"
#include "wire/request.h"

enum
{
  TARN_WIRE_LABELS_MAX = 2,
};

typedef struct _TarnWireCall TarnWireCall;

/* Writes the output, or nothing if the output is empty. Returns FALSE with @error set on failure. */
typedef gboolean (*TarnWireHandler) (TarnWireCall *call, GError **error);

typedef struct
{
  const char *name;
  TarnWireHandler handle;
  gboolean has_body;
  /* NULL unless the protocol finds the operation by them; each {} in the path is a label. */
  const char *method;
  const char *path;
  guint status; /* of its answer; 0 is 200 */
} TarnWireOperation;

typedef struct
{
  const char *service; /* its name in tarn-service.h and in the scope of a credential */
  const char *content_type;
  const char *empty_output;
  /* Sets the operation and its labels. Returns FALSE with @error set if there is no such operation. */
  gboolean (*find) (TarnWireCall *call, GError **error);
  void (*write_failure) (GString *output, const char *exception, const GError *error);
} TarnWireProtocol;

struct _TarnWireCall
{
  const TarnWireProtocol *protocol;
  const TarnWireOperation *operation;
  TarnWireRequest request;
  char *labels[TARN_WIRE_LABELS_MAX]; /* unescaped, in the order of the path */
  TarnWireAuthorization authorization;
  TarnEngine *engine;
  TarnWireKey *key;
  json_t *input;
  GString *output;
};

/* The header in which a client of AWS Glue names the operation, and how all paths of Amazon DataZone begin. */
#define TARN_WIRE_TARGET "x-amz-target"
#define TARN_WIRE_DATAZONE_PATHS "/v2/"

extern const TarnWireProtocol tarn_wire_glue;
extern const TarnWireProtocol tarn_wire_datazone;
