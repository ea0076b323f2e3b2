/* SPDX-License-Identifier: MIT */
/* What concerns all services at once. */
#pragma once

#include "admission/core-state.h"

void tarn_core_init (TarnCore *core, gint64 now_us);
void tarn_core_clear (TarnCore *core);

/* FALSE, with an error for @what, from another thread or inside a callback. */
gboolean tarn_core_check_quiet (const TarnCore *core, const char *what, GError **error);

/* Whether no run of the service can end any more, unless something is done to it. */
gboolean tarn_core_is_stuck (const TarnCore *core, const TarnService *service);

/*
 * Each admission must be told afterwards, with tarn_admission_update_checks(). Rules that are added to the plan
 * later the journal is told of as they are.
 */
void tarn_core_set_faults (TarnCore *core, TarnFaultPlan *faults);

/* NULL for the built-in ones. */
void tarn_core_set_cost_model (TarnCore *core, TarnCostModel *model);

/* Denies what the rule says, at once or when its delay is over. */
void tarn_core_revoke (TarnCore *core, const TarnFaultRule *rule);

/* @core is new. */
void tarn_core_copy (TarnCore *core, const TarnCore *from);
void tarn_core_code (TarnCore *core, TarnCodec *codec);

/* Of the classes of its events. */
char *tarn_core_describe_denial (gpointer core, const TarnEvent *event);
void tarn_core_code_denial (gpointer core, TarnCodec *codec, TarnEvent *event);
char *tarn_core_describe_late_event (gpointer core, const TarnEvent *event);
void tarn_core_code_late_event (gpointer core, TarnCodec *codec, TarnEvent *event);
