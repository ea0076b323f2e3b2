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
  TARN_RUN_TYPES_MAX = 3, /* of which a run of any service may consist */
};

extern const char *const tarn_fault_action_names[TARN_N_FAULT_ACTIONS + 1];

/* A set of actions, one bit for each. */
typedef guint32 TarnFaultActions;

#define TARN_FAULT_BIT(action) ((TarnFaultActions) 1 << TARN_FAULT_##action)
#define TARN_FAULTS_OF_ANSWERS (TARN_FAULT_BIT (THROW) | TARN_FAULT_BIT (LOSE_REPLY))
#define TARN_FAULTS_OF_RUNS                                                                        \
  (TARN_FAULT_BIT (FAIL_RUN) | TARN_FAULT_BIT (HANG_RUN) | TARN_FAULT_BIT (SLOW_RUN)               \
   | TARN_FAULT_BIT (IGNORE_STOP) | TARN_FAULT_BIT (END_AT_STOP))
#define TARN_FAULTS_OF_EVENTS                                                                      \
  (TARN_FAULT_BIT (DROP_EVENT) | TARN_FAULT_BIT (DUPLICATE_EVENT) | TARN_FAULT_BIT (DELAY_EVENT))

/*
 * The messages with which the types of a run fail as planned. A run of a service without types has one. The
 * texts are interned; a text is NULL if the type does not fail as planned.
 */
typedef struct
{
  const char *texts[TARN_RUN_TYPES_MAX];
} TarnRunMessages;

/* The actions that the rules of a plan apply to a run. The active part of the run keeps them by value. */
typedef struct
{
  TarnFaultActions actions; /* of runs, those that apply; 0 for none */
  guint32 factor_permille;  /* of a slow run */
  gint64 delay_us;          /* of a run that ignores a stop */
  guint32 at_ppm[TARN_RUN_TYPES_MAX];
  TarnRunMessages messages; /* of a run that fails */
  GSList *rules; /* TarnFaultRule; those that count when a run is created; NULL in a run */
} TarnRunFaults;

/* Counts the random draws that a rule made for one resource. */
typedef struct
{
  guint64 hash;
  guint32 n_draws;
} TarnFaultDraws;

/* A text is NULL if the rule does not give it. */
typedef struct
{
  guint position; /* in the plan */
  char *name;
  char *service;
  char *operation;
  char *event;
  char *start;
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
 * A rule is matched with a call, an EventBridge event, or a start of a run without a call. Only a call has an
 * operation and a principal. @event is the detail type of an EventBridge event.
 */
typedef struct
{
  const TarnService *service;
  const TarnOperation *operation;
  const char *event;
  gboolean is_automatic_start;
  const char *principal;
  const char *resource;
  gint64 time_us;
} TarnOccurrence;

/* Returns whether the rule matches and acts on this match. Counts every match. */
gboolean tarn_fault_rule_is_due (TarnFaultRule *rule, const TarnOccurrence *occurrence,
                                 const TarnRandom *random);

/* Returns the message of the rule; interned. */
const char *tarn_fault_rule_get_message (const TarnFaultRule *rule);

/* Returns the number of types of the runs of a service, which is 1 for a service without types. */
guint tarn_service_count_run_types (const TarnService *service);

/*
 * Adds what a rule does to runs. Returns FALSE if the rule does nothing beyond what earlier rules do. Each
 * action applies once, but different rules may make different types fail.
 */
gboolean tarn_run_faults_add (TarnRunFaults *faults, const TarnFaultRule *rule,
                              const TarnService *service);

void tarn_run_faults_code (TarnRunFaults *faults, TarnCodec *codec);

/* Returns whether the rules apply this action to the run. */
static inline gboolean
tarn_run_faults_have (const TarnRunFaults *faults, TarnFaultAction action)
{
  return (faults->actions & (TarnFaultActions) 1 << action) != 0;
}

/* Returns whether the run hangs, which a type that fails as planned does not. */
static inline gboolean
tarn_run_faults_hang (const TarnRunFaults *faults, guint type)
{
  return tarn_run_faults_have (faults, TARN_FAULT_HANG_RUN) && faults->messages.texts[type] == NULL;
}
