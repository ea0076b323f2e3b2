/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-fault-plan.h>

#include "admission/fault-rule.h"
#include "kernel/codec.h"

struct _TarnFaultPlan
{
  GObject parent_instance;

  const TarnService *services[TARN_SERVICES_MAX + 1]; /* ends with NULL */
  GPtrArray *rules;                                   /* TarnFaultRule */
  GPtrArray *texts;                                   /* that they were read from */
  GString *text;                                      /* all of these */
  GPtrArray *watches;                                 /* who is told of more */
};

/* @services ends with NULL; they are static. */
TarnFaultPlan *tarn_fault_plan_new (const TarnService *const *services);

/*
 * @func is called with @data and each text that is added, as long as @owner lives, which may go in any
 * thread.
 */
typedef void (*TarnRulesFunc) (gpointer data, const char *text);
void tarn_fault_plan_watch (TarnFaultPlan *plan, GObject *owner, TarnRulesFunc func, gpointer data);
void tarn_fault_plan_unwatch (TarnFaultPlan *plan, gpointer data);

/* The same rules, which have counted as much. */
TarnFaultPlan *tarn_fault_plan_copy (const TarnFaultPlan *plan);

/* What is read is added to a plan that is empty. */
void tarn_fault_plan_code (TarnFaultPlan *plan, TarnCodec *codec);

/* The first rule that fits and is due, or NULL. */
const TarnFaultRule *tarn_fault_plan_find (TarnFaultPlan *self, const TarnOccurrence *occurrence,
                                           const TarnRandom *random);
