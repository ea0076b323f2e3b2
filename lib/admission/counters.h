/* SPDX-License-Identifier: MIT */
/*
 * How often each operation answered what, and how often each fault was applied, by all engines of the
 * process. Only a build for the library's own tests counts, see meson_options.txt: in any other nothing
 * of this is left.
 */
#pragma once

#include "admission/fault-rule.h"

#ifdef TARN_COUNTERS

enum
{
  TARN_IS_COUNTING = 1,
};

/* From now on it is told of the service, even if it is never called. */
void tarn_counters_add_service (const TarnService *service);

/* @error is NULL for success; one of another domain than the service's is none of its exceptions. */
void tarn_counters_count_call (const TarnService *service, guint operation, const GError *error);

/* The exception of @code that is going to be answered is a fault plan's. */
void tarn_counters_count_planned (const TarnService *service, guint operation, gint code);

void tarn_counters_count_fault (TarnFaultAction action);

/*
 * A line for each operation with its successes, for each exception that its description lists, and for
 * each fault action, zeros included; and one for each exception that is not listed and came all the
 * same. Each ends with how often, and how often by a fault plan.
 */
TARN_AVAILABLE_IN_1_0
char *tarn_counters_to_string (void);

#define TARN_COUNT_SERVICE(service) tarn_counters_add_service (service)
#define TARN_COUNT_CALL(service, operation, error)                                                 \
  tarn_counters_count_call (service, operation, error)
#define TARN_COUNT_PLANNED(service, operation, code)                                               \
  tarn_counters_count_planned (service, operation, code)
#define TARN_COUNT_FAULT(action) tarn_counters_count_fault (action)

#else

enum
{
  TARN_IS_COUNTING = 0,
};

#define TARN_COUNT_SERVICE(service) ((void) 0)
#define TARN_COUNT_CALL(service, operation, error) ((void) 0)
#define TARN_COUNT_PLANNED(service, operation, code) ((void) 0)
#define TARN_COUNT_FAULT(action) ((void) 0)

#endif
