/* SPDX-License-Identifier: MIT */
/*
 * The description that a service's room hands to admission, as constant tables. All that knows a
 * service from outside of its room reads these tables and nothing else.
 */
#pragma once

#include <tarn/tarn-service.h>

#include "admission/operation.h"
#include "admission/service-error.h"

enum
{
  TARN_SERVICES_MAX = 8,
};

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

typedef struct _TarnChangeClass TarnChangeClass;

struct _TarnService
{
  const char *name;
  const TarnServiceErrors *errors;
  gboolean stops_slowly;
  TarnWording wording;
  const char *run_noun;      /* what a run is called among people */
  gboolean has_code_run_ids; /* and not UUIDs */
  const TarnChangeClass *change_class;
  char *(*dup_subject) (const TarnChange *change);

  const TarnOperation *operations;
  guint n_operations;
  const TarnOption *options;
  guint n_options;
  /* The machine of the service's runs: from each state by each cause to a state, 0 for no edge. */
  const guint8 *edges;
  guint n_states;
  guint n_causes;
  const char *const *state_names;
  const char *const *cause_names;
  const char *const *events;    /* ends with NULL */
  const char *const *run_types; /* what a run may be made of, ends with NULL; or NULL */
  const char *const
      *chaos; /* rules of a fault plan: what happens to its runs in chaos; ends with NULL */
};

/* NULL if it has none of that name. */
const TarnOperation *tarn_service_find_operation (const TarnService *service, const char *name);

const TarnException *tarn_service_find_exception_by_name (const TarnService *service,
                                                          const char *name);

char *tarn_service_dup_run_id (const TarnService *service, const TarnIdentifier *identifier);

/* @name with the service's name before it; -1 if there is none. */
gint tarn_service_find_option (const TarnService *service, const char *name);
