/* SPDX-License-Identifier: MIT */
/*
 * The description of a service, as constant tables. The service's room passes it to admission. Code outside
 * the room reads these tables, and nothing else of the service.
 */
#pragma once

#include <tarn/tarn-service.h>

#include "admission/operation.h"
#include "admission/service-error.h"

enum
{
  TARN_SERVICES_MAX = 8,
  TARN_CAUSES_MAX = 16, /* of a service, with the cause 0, which no change of a run has */
};

typedef struct
{
  const char *name; /* without the service's name */
  gint64 initial;
  gint64 min;
  gint64 max;
  const char *decides;
} TarnOption;

/* The arguments are the name of a member and the requirement that it must satisfy. */
#define TARN_VALIDATION_FORMAT                                                                     \
  "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"

/* The style in which the service reports a wrong member. */
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
  gboolean starts_automatically; /* some runs, without a call that starts them */
  TarnWording wording;
  const char *run_noun;      /* what messages call a run */
  gboolean has_code_run_ids; /* run ids are short codes, not UUIDs */
  const TarnChangeClass *change_class;
  const TarnChangeClass *commit_class; /* of commits; NULL if the service has none */
  char *(*dup_subject) (
      const TarnChange *change); /* what the journal calls the subject of the run */
  char *(*dup_resource) (const TarnChange *change); /* its path, as the resource of a call */

  const TarnOperation *operations;
  guint n_operations;
  const TarnOption *options;
  guint n_options;
  /* The state machine of the runs: for each state and each cause the next state, 0 for no edge. */
  const guint8 *edges;
  guint n_states;
  guint n_causes;
  const char *const *state_names;
  const char *const *cause_names;           /* the first is no cause */
  const char *(*get_status) (guint8 state); /* as the service spells it; NULL for the first state */
  const char *const *events;                /* detail types; ends with NULL */
  /*
   * Returns whether a pattern can match the resource of a call or an EventBridge event; or NULL, if every
   * pattern can. The example is for messages.
   */
  gboolean (*may_match) (const char *pattern);
  const char *resource_example;
  const char *const *run_types; /* types of which a run may consist; ends with NULL; or NULL */
  const char *const
      *chaos; /* the rules of its runs for tarn_fault_plan_add_chaos(); ends with NULL */
};

/* Returns NULL if the service has no operation called @name. */
const TarnOperation *tarn_service_find_operation (const TarnService *service, const char *name);

const TarnException *tarn_service_find_exception_by_name (const TarnService *service,
                                                          const char *name);

char *tarn_service_dup_run_id (const TarnService *service, const TarnIdentifier *identifier);

/* @name begins with the service's name and a dot. Returns -1 if there is no such option. */
gint tarn_service_find_option (const TarnService *service, const char *name);
