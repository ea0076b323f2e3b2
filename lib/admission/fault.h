/* SPDX-License-Identifier: MIT */
/* Applies the fault plan to calls, and to the runs that the services start without a call. */
#pragma once

#include "admission/call-state.h"

/* Returns FALSE, with an exception, when a rule makes the call fail. */
gboolean tarn_fault_apply_to_call (TarnCall *call);

/* A start of a run by the service itself, without a call. */
typedef struct
{
  TarnRunFaults run_faults; /* what the rules do to the run */
  const char *message;      /* of the rule that throws; NULL for none */
  GSList *revocations;      /* TarnFaultRule; see tarn_fault_finish_start() */
} TarnAutomaticStart;

/*
 * Applies the rules for automatic starts to one that is due. @resource are the parts of its path and ends with
 * NULL. Returns FALSE, with a message, when a rule throws, so that there is no start. Afterwards the caller
 * calls tarn_fault_finish_start().
 */
gboolean tarn_fault_admit_start (TarnAdmission *admission, const char *const *resource,
                                 TarnAutomaticStart *start);
void tarn_fault_finish_start (TarnAdmission *admission, TarnAutomaticStart *start);

/* Counts the rules whose faults the run has that was just created. @types has a bit for each of its types. */
void tarn_fault_count_run (const TarnService *service, const TarnRunFaults *faults, guint types);

/* Forgets the faults of a start that is over. */
void tarn_run_faults_clear (TarnRunFaults *faults);

/* Takes the rules, last first, and adds the denials that they describe. */
void tarn_fault_revoke (TarnCore *core, GSList *revocations);
