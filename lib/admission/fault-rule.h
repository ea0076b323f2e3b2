/* SPDX-License-Identifier: MIT */
/*
 * One rule of a fault plan: which calls and EventBridge events it matches, which of these matches it acts on,
 * and its action.
 */
#pragma once

#include "admission/service.h"
#include "kernel/codec.h"
#include "kernel/random.h"

typedef enum
{
  TARN_FAULT_THROW,
  TARN_FAULT_LOSE_REPLY,
  TARN_FAULT_FAIL_RUN,
  TARN_FAULT_HANG_RUN,
  TARN_FAULT_SLOW_RUN,
  TARN_FAULT_IGNORE_STOP,
  TARN_FAULT_END_AT_STOP,
  TARN_FAULT_REVOKE,
  TARN_FAULT_FILL_LIMIT,
  TARN_FAULT_DROP_EVENT,
  TARN_FAULT_DUPLICATE_EVENT,
  TARN_FAULT_DELAY_EVENT,
  TARN_N_FAULT_ACTIONS,
} TarnFaultAction;

enum
{
  TARN_FAULT_NTH_MAX = 32,
};

extern const char *const tarn_fault_action_names[TARN_N_FAULT_ACTIONS + 1];

/* A set of actions, one bit for each. */
typedef guint32 TarnFaultActions;

#define TARN_FAULT_BIT(action) ((TarnFaultActions) 1 << TARN_FAULT_##action)
#define TARN_FAULTS_OF_RUNS                                                                        \
  (TARN_FAULT_BIT (FAIL_RUN) | TARN_FAULT_BIT (HANG_RUN) | TARN_FAULT_BIT (SLOW_RUN)               \
   | TARN_FAULT_BIT (IGNORE_STOP) | TARN_FAULT_BIT (END_AT_STOP))
#define TARN_FAULTS_OF_EVENTS                                                                      \
  (TARN_FAULT_BIT (DROP_EVENT) | TARN_FAULT_BIT (DUPLICATE_EVENT) | TARN_FAULT_BIT (DELAY_EVENT))

/* What a rule does to a run. The record of the run keeps it by value. */
typedef struct
{
  gboolean is_set;
  TarnFaultAction action;
  gint64 at_ppm;
  gint64 factor_permille;
  gint64 delay_us;
  const char *message; /* interned */
  const char *type;    /* the type within the run that fails, interned; NULL for all types */
} TarnRunFault;

/* Counts the random draws that a rule made for one resource. */
typedef struct
{
  guint64 hash;
  guint32 n_draws;
} TarnFaultDraws;

/* A text is NULL if the rule does not give it. */
typedef struct
{
  char *name;
  char *service;
  char *operation;
  char *event;
  char *principal;
  char *resource;
  gint64 after_us;
  gint64 until_us;
  gint64 nth[TARN_FAULT_NTH_MAX]; /* the numbers of the matches that are hit */
  guint n_nth;                    /* 0 if all are hit */
  gint64 every;
  gint64 probability_ppm;

  char *action_name;
  TarnFaultAction action;
  char *exception;
  char *message;
  char *type;
  gint64 at_ppm;
  gint64 factor_permille;
  gint64 delay_us;
  gint64 duration_us;
  char *deny_principal;
  char *deny_action;
  char *deny_resource;

  guint64 n_matched;
  guint64 n_applied;
  GTree *draws; /* TarnFaultDraws, in the order of hashes; each is its own key */
} TarnFaultRule;

TarnFaultRule *tarn_fault_rule_new (const char *name);
void tarn_fault_rule_free (TarnFaultRule *rule);

/* Adds the count of a resource that the rule has not counted yet. */
TarnFaultDraws *tarn_fault_rule_add_draws (TarnFaultRule *rule, const TarnFaultDraws *draws);

/*
 * What a rule is matched with: a call, or an EventBridge event. An EventBridge event has no operation and no
 * principal, and @event is its detail type.
 */
typedef struct
{
  const TarnService *service;
  const TarnOperation *operation;
  const char *event;
  const char *principal;
  const char *resource;
  gint64 time_us;
} TarnOccurrence;

/* Returns whether the rule matches and acts on this match. Counts every match. */
gboolean tarn_fault_rule_is_due (TarnFaultRule *rule, const TarnOccurrence *occurrence,
                                 const TarnRandom *random);

void tarn_run_fault_code (TarnRunFault *fault, TarnCodec *codec);

TarnRunFault tarn_fault_rule_get_run_fault (const TarnFaultRule *rule);
