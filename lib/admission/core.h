/* SPDX-License-Identifier: MIT */
/* The functions for the state that all services share: set-up, faults, cost model, copying and saving. */
#pragma once

#include "admission/core-state.h"

void tarn_core_init (TarnCore *core, gint64 now_us);
void tarn_core_clear (TarnCore *core);

/* Returns FALSE, with an error for @what, when called from another thread or inside a callback. */
gboolean tarn_core_check_quiet (const TarnCore *core, const char *what, GError **error);

/* Returns whether no run of the service can end any more unless the user does something to the run. */
gboolean tarn_core_is_stuck (const TarnCore *core, const TarnService *service);

/*
 * The caller must call tarn_admission_update_checks() for each admission afterwards. When rules are added to
 * the plan later, the core writes them to the journal.
 */
void tarn_core_set_faults (TarnCore *core, TarnFaultPlan *faults);

/* @model is NULL for the built-in models. */
void tarn_core_set_cost_model (TarnCore *core, TarnCostModel *model);

/* Adds the denial that the rule describes, at once or after the delay of the rule. */
void tarn_core_revoke (TarnCore *core, const TarnFaultRule *rule);

/* @core must be new. */
void tarn_core_copy (TarnCore *core, const TarnCore *from);
void tarn_core_code (TarnCore *core, TarnCodec *codec);

/* The functions of the event classes for denials and late events. */
char *tarn_core_describe_denial (gpointer core, const TarnEvent *event);
void tarn_core_code_denial (gpointer core, TarnCodec *codec, TarnEvent *event);
char *tarn_core_describe_late_event (gpointer core, const TarnEvent *event);
void tarn_core_code_late_event (gpointer core, TarnCodec *codec, TarnEvent *event);
