/* SPDX-License-Identifier: MIT */
/* What the gates of all services share. */
#pragma once

#include "admission/access.h"
#include "admission/emission.h"
#include "admission/fault-plan.h"
#include "kernel/clock.h"

/* A denial that comes into force later. */
typedef struct
{
  char *principal; /* NULL once it is in force */
  char *action;
  char *resource;
} TarnDenial;

typedef struct
{
  TarnClock *clock;
  const TarnRandom *random;
  const TarnService *services[TARN_FAULT_SERVICES_MAX + 1]; /* ends with NULL */
  TarnEmission emission;
  TarnAccess access;
  TarnFaultPlan *faults; /* NULL for none */
  GArray *denials;       /* TarnDenial */
  guint16 denial_kind;
  GArray *late_events; /* TarnPendingChange, without a service once it was told */
  guint16 late_event_kind;
  gboolean has_cost_model; /* of the user, for any kind of run */
  gboolean is_planning;    /* it is asked how a refresh goes */
} TarnGatehouse;

void tarn_gatehouse_init (TarnGatehouse *gatehouse, TarnClock *clock, const TarnRandom *random,
                          GObject *owner);
void tarn_gatehouse_clear (TarnGatehouse *gatehouse);

void tarn_gatehouse_add_service (TarnGatehouse *gatehouse, const TarnService *service);

/*
 * The gates must be told afterwards, with tarn_admission_update_checks(). Rules that are added to the plan
 * later the journal is told of as they are.
 */
void tarn_gatehouse_set_faults (TarnGatehouse *gatehouse, TarnFaultPlan *faults);

/* Denies what the rule says, at once or when its delay is over. */
void tarn_gatehouse_revoke (TarnGatehouse *gatehouse, const TarnFaultRule *rule);

/* A copy, in the place that its event names. */
void tarn_gatehouse_add_denial (TarnGatehouse *gatehouse, const TarnDenial *denial);
void tarn_denial_clear (gpointer denial);

/* @gatehouse is new. */
void tarn_gatehouse_copy (TarnGatehouse *gatehouse, const TarnGatehouse *from);
void tarn_gatehouse_code (TarnGatehouse *gatehouse, TarnCodec *codec);

/* Of the classes of its events. */
char *tarn_gatehouse_describe_denial (gpointer gatehouse, const TarnEvent *event);
void tarn_gatehouse_code_denial (gpointer gatehouse, TarnCodec *codec, TarnEvent *event);
char *tarn_gatehouse_describe_late_event (gpointer gatehouse, const TarnEvent *event);
void tarn_gatehouse_code_late_event (gpointer gatehouse, TarnCodec *codec, TarnEvent *event);
