/* SPDX-License-Identifier: MIT */
/*
 * The description that a service's room hands to the gate, as constant tables. All that knows a
 * service from outside of its room reads these tables and nothing else.
 */
#pragma once

#include <tarn/tarn-service.h>

#include "admission/operation.h"

typedef struct
{
  const char *name;
  guint status; /* HTTP */
  gint code;    /* in the service's error domain */
} TarnException;

typedef struct
{
  const char *name; /* without the service's */
  gint64 initial;
  gint64 min;
  gint64 max;
  const char *decides;
} TarnOption;

/* The name of a member, and what it must satisfy. */
#define TARN_VALIDATION_FORMAT                                                                     \
  "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"

/* How the service says that a member is wrong. */
typedef enum
{
  TARN_WORDING_MEMBER,     /* DatabaseName is empty; ... */
  TARN_WORDING_VALIDATION, /* 1 validation error detected: Value at 'status' failed ... */
} TarnWording;

struct _TarnService
{
  const char *name;
  GQuark (*error_quark) (void);
  gint invalid_input; /* the code of a violated constraint */
  gint throttling;    /* the code of too many calls */
  gint lost_reply;    /* the code of a call that was not answered */
  /* Tells an error of that code from one that the service answered. */
  void (*mark_reply_lost) (GError *error);
  gboolean stops_slowly;
  TarnWording wording;
  const char *run_noun;      /* what a run is called among people */
  gboolean has_code_run_ids; /* and not UUIDs */
  char *(*dup_subject) (const TarnChange *change);

  const TarnOperation *operations;
  guint n_operations;
  const TarnException *exceptions;
  guint n_exceptions;
  const TarnOption *options;
  guint n_options;
  /* The machine of the service's runs: from each phase by each cause to a phase, 0 for no edge. */
  const guint8 *edges;
  guint n_phases;
  guint n_causes;
  const char *const *phase_names;
  const char *const *cause_names;
  const char *const *events;    /* ends with NULL */
  const char *const *run_types; /* what a run may be made of, ends with NULL; or NULL */
};

const TarnException *tarn_service_find_exception (const TarnService *service, gint code);
const TarnException *tarn_service_find_exception_by_name (const TarnService *service,
                                                          const char *name);

char *tarn_service_dup_run_id (const TarnService *service, const TarnIdentifier *identifier);

/* @name with the service's name before it; -1 if there is none. */
gint tarn_service_find_option (const TarnService *service, const char *name);
