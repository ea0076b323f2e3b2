/* SPDX-License-Identifier: MIT */
/*
 * Everything that can go wrong, on demand.
 *
 * A fault plan is a list of rules. Each call of an operation, and each event, is held against all rules,
 * and the first one that fits and is due does what it says. The text form is that of GKeyFile,
 * a group for each rule:
 *
 * |[
 * [the first start gets no answer]
 * operation=StartMaterializedViewRefreshTaskRun
 * nth=1
 * do=lose-reply
 *
 * [one poll in three is throttled]
 * operation=GetMaterializedViewRefreshTaskRun
 * every=3
 * do=throw
 * exception=ThrottlingException
 * message=Rate exceeded
 * ]|
 *
 * What a rule fits, all of it optional:
 *
 * - `service`: `glue` or `datazone`
 * - `operation`: an operation as the service spells it
 * - `event`: a detail-type as the service spells it, instead of an operation
 * - `principal`, `resource`: a pattern, a text or the beginning of one followed by `*`. The resource of a
 *   call is what its members name: `CATALOG/DATABASE/TABLE`, `CATALOG/RUN`, `DOMAIN/ASSET`, `DOMAIN/RUN`,
 *   as far as they are given
 * - `after-us`, `until-us`: from when, and up to before when, in microseconds since
 *   1970-01-01T00:00:00Z
 *
 * Which of the calls that fit are hit; without any of these, all:
 *
 * - `nth`: the n-th, counted from 1
 * - `every`: each n-th
 * - `probability-ppm`: that many of a million, by the luck of the resource and the rule, so that
 *   another resource changes nothing
 *
 * What it does, `do`, and the keys that belong to it:
 *
 * - `throw`: the call fails with `exception`, and `message`; nothing else happens. Here and below, the
 *   message is the name of the group if none is given
 * - `lose-reply`: the call takes effect, and fails with OperationTimeoutException of `glue` or
 *   InternalServerException of `datazone`. A call that fails by itself keeps its own error
 * - `fail-run`: the run that the call starts fails with `message` after `at-ppm` of a million parts of
 *   its time, 500000 if nothing is given. Of a metadata generation run each type fails so, in its own
 *   time, or with `type`, such as `BUSINESS_NAMES`, only that one: the others are generated, and nothing
 *   happens to a run that was not asked for it
 * - `hang-run`: the run that the call starts never ends by itself. It uses what it would have used, and nothing
 *   beyond, however long it hangs
 * - `slow-run`: the run that the call starts takes `factor-permille` of a thousand parts of its time
 * - `ignore-stop`: a stop of the refresh run that the call starts takes `delay-us` longer
 * - `end-at-stop`: the run that the call starts ends as it would have ended in the very instant of a stop
 *   or cancel that comes while it is RUNNING or IN_PROGRESS, which then comes too late
 * - `revoke`: from `delay-us` after the call on, `deny-principal` is denied `deny-action` on
 *   `deny-resource`, as by tarn_engine_deny()
 * - `fill-limit`: for `duration-us` the service answers as if its limit of active runs were reached
 * - `drop-event`: the change is told without its event
 * - `duplicate-event`: it is told once more, with `redelivery` as its cause
 * - `delay-event`: it is told without its event, and once more `delay-us` later, with `late-event` as its
 *   cause
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_FAULT_PLAN (tarn_fault_plan_get_type ())

/**
 * TarnFaultPlan:
 *
 * A fault plan, which counts what it does. Make one with tarn_engine_create_fault_plan(), and give it
 * to tarn_engine_set_fault_plan(). It belongs to the thread the engine belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnFaultPlan, tarn_fault_plan, TARN, FAULT_PLAN, GObject)

/**
 * tarn_fault_plan_add_from_data:
 * @self: a fault plan
 * @data: the text of rules
 * @length: its length in bytes, or -1 if it ends with a zero byte
 * @name: what the text is called in messages, such as the name of its file
 * @error: return location for a [error@Tarn.Error]
 *
 * Adds rules after those there are. A text takes a megabyte.
 *
 * Errors; each names @name, the group and the key:
 *
 * - %TARN_ERROR_INVALID_FAULT_PLAN: the text is too long or no key file; a key is unknown, or belongs to
 *   something else than what the rule does, or is missing; a value is no number of its range; there is
 *   no such service, operation, exception or detail-type; what is to be done cannot be done to that
 *
 * On error no rule is added.
 *
 * Returns: whether the rules were added
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_fault_plan_add_from_data (TarnFaultPlan *self, const char *data, gssize length,
                                        const char *name, GError **error);

/**
 * tarn_fault_plan_add_chaos:
 * @self: a fault plan
 * @rate_ppm: of how many of a million calls and events something is done to, 0 to 1000000
 *
 * Adds rules by which everything happens at one rate: throttled calls, lost replies, runs that fail,
 * hang or are slow, events that are dropped, doubled or late.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_fault_plan_add_chaos (TarnFaultPlan *self, guint rate_ppm);

/**
 * tarn_fault_plan_get_n_rules:
 * @self: a fault plan
 *
 * Returns: how many rules it has
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_fault_plan_get_n_rules (TarnFaultPlan *self);

/**
 * tarn_fault_plan_get_rule_name:
 * @self: a fault plan
 * @index: which rule, from 0
 *
 * Returns: (nullable): the name of its group, or %NULL if there is no such rule
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_fault_plan_get_rule_name (TarnFaultPlan *self, guint index);

/**
 * tarn_fault_plan_get_n_matched:
 * @self: a fault plan
 * @name: the name of a rule
 *
 * Returns: how many calls or events fitted the rule, hit or not; 0 if there is no such rule
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_fault_plan_get_n_matched (TarnFaultPlan *self, const char *name);

/**
 * tarn_fault_plan_get_n_applied:
 * @self: a fault plan
 * @name: the name of a rule
 *
 * Returns: how many of these it was applied to; 0 if there is no such rule
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_fault_plan_get_n_applied (TarnFaultPlan *self, const char *name);

G_END_DECLS
