/* SPDX-License-Identifier: MIT */
/*
 * Counts how often each operation gave each answer, and how often each fault was applied, for all engines of
 * the process. Only a build for the library's own tests counts, see meson_options.txt. Other builds contain
 * nothing of this.
 */
#pragma once

#include "admission/fault-rule.h"

#ifdef TARN_COUNTERS

enum
{
  TARN_IS_COUNTING = 1,
};

/* From now on tarn_counters_to_string() lists the service, even if it is never called. */
void tarn_counters_add_service (const TarnService *service);

/* @error is NULL for success. An error of another domain is not an exception of the service. */
void tarn_counters_count_call (const TarnService *service, guint operation, const GError *error);

/* The call is going to answer with the exception @code because of a fault plan. */
void tarn_counters_count_planned (const TarnService *service, guint operation, gint code);

void tarn_counters_count_fault (TarnFaultAction action);

/*
 * Returns one line for the successes of each operation, one for each exception that the operation's
 * description lists, and one for each fault action, also if the count is 0. An exception that is not listed
 * but happened has a line too. Each line ends with the count, and the count caused by a fault plan.
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
