/* SPDX-License-Identifier: MIT */
/* A fault plan: the rules that it was read from, and the watches that are called when rules are added. */
#pragma once

#include <tarn/tarn-fault-plan.h>

#include "admission/fault-rule.h"
#include "kernel/clock.h"
#include "kernel/codec.h"
#include "kernel/names.h"

struct _TarnFaultPlan
{
  GObject parent_instance;

  const TarnService *services[TARN_SERVICES_MAX + 1]; /* ends with NULL */
  GPtrArray *rules;                                   /* TarnFaultRule */
  GPtrArray *due;            /* TarnFaultRule; see tarn_fault_plan_find() */
  GPtrArray *broad;          /* the same rules, if they are not about just one resource */
  GPtrArray *narrow;         /* for each resource that has rules of its own, an array of them */
  TarnNameTable by_resource; /* the positions in narrow */
  GPtrArray *texts;          /* the texts that the rules were read from */
  GString *text;             /* all texts joined */
  GQueue watches;    /* TarnRulesWatch, called when rules are added; the links are in the watches */
  guint max_watches; /* when there are so many, those of freed engines are removed */
};

/* @services ends with NULL. Each service is static. */
TarnFaultPlan *tarn_fault_plan_new (const TarnService *const *services);

/*
 * The plan calls @func with @data and each text that is added, as long as @owner exists. Any thread may free
 * @owner. Until then, only the thread that owns @clock may add rules, and not while a condition or a cost model
 * is asked.
 */
typedef void (*TarnRulesFunc) (gpointer data, const char *text);
typedef struct _TarnRulesWatch TarnRulesWatch;

TarnRulesWatch *tarn_fault_plan_watch (TarnFaultPlan *plan, GObject *owner, const TarnClock *clock,
                                       TarnRulesFunc func, gpointer data);
void tarn_fault_plan_unwatch (TarnFaultPlan *plan, TarnRulesWatch *watch);

/* The copy has the same rules, with the same counts. */
TarnFaultPlan *tarn_fault_plan_copy (const TarnFaultPlan *plan);

/* When @codec reads, @plan must be empty, and the rules are added to it. */
void tarn_fault_plan_code (TarnFaultPlan *plan, TarnCodec *codec);

/*
 * Finds the rules that match and are due, and counts the matches of all rules. Returns FALSE if there is none.
 * The plan has the rules that were found, in their order, until this function is called again.
 */
gboolean tarn_fault_plan_find (TarnFaultPlan *self, const TarnOccurrence *occurrence,
                               const TarnRandom *random);

/* Returns the first rule that was found and has one of these actions, or NULL. */
TarnFaultRule *tarn_fault_plan_get_first (TarnFaultPlan *self, TarnFaultActions actions);

/* Counts that the rule was applied. */
void tarn_fault_plan_count (TarnFaultRule *rule);
