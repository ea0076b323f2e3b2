/* SPDX-License-Identifier: MIT */
/* One request on its way through: what the parts of the library hand to each other. */
#pragma once

#include "wire/credentials.h"
#include "wire/json-reader.h"
#include "wire/request.h"

enum
{
  TARN_WIRE_LABELS_MAX = 2,
};

typedef struct _TarnWireCall TarnWireCall;

/* Writes the output, or nothing for one that is empty; FALSE with @error set. */
typedef gboolean (*TarnWireHandler) (TarnWireCall *call, GError **error);

typedef struct
{
  const char *name;
  TarnWireHandler handle;
  gboolean has_body;
  /* Where they tell the operations apart; in the path each {} is a label. */
  const char *method;
  const char *path;
} TarnWireOperation;

typedef struct
{
  const char *service; /* as tarn-service.h and the scope of a credential name it */
  const char *content_type;
  const char *empty_output;
  /* Sets the operation, and its labels; FALSE with @error set if it is none. */
  gboolean (*find) (TarnWireCall *call, GError **error);
  void (*write_failure) (GString *output, const char *exception, const GError *error);
} TarnWireProtocol;

struct _TarnWireCall
{
  const TarnWireProtocol *protocol;
  const TarnWireOperation *operation;
  TarnWireRequest request;
  char *labels[TARN_WIRE_LABELS_MAX]; /* unescaped, in their order */
  TarnWireAuthorization authorization;
  TarnEngine *engine;
  TarnWireKey *key;
  json_t *input;
  GString *output;
};

extern const TarnWireProtocol tarn_wire_glue;
extern const TarnWireProtocol tarn_wire_datazone;
