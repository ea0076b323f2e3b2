/* SPDX-License-Identifier: MIT */
/*
 * Faults on demand: a fault plan makes calls, runs and EventBridge events go wrong.
 *
 * A fault plan is a list of rules. The engine compares each call of an operation, each EventBridge event, and
 * each start of a run by the service itself with all rules, and applies rules that match and are due. The text
 * form of a plan is that of GKeyFile, with a group for each rule:
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
 * What a rule matches, all of it optional:
 *
 * - `service`: `glue` or `datazone`
 * - `operation`: an operation as the service spells it
 * - `event`: instead of an operation, the detail type of an EventBridge event as the service spells it
 * - `start`: instead of an operation, `automatic`: the starts of runs without a call. These are the automatic
 *   refreshes of Glue, and the runs that Amazon DataZone starts for the names of a new asset. Rules without
 *   this key do not match them
 * - `principal`, `resource`: a pattern, which is a text, or the beginning of a text followed by `*`. The plan
 *   refuses a resource that no call can have, such as `daily` for `123456789012/sales/daily`. The
 *   resource of a call consists of the members that name it: `CATALOG/DATABASE/TABLE`, `CATALOG/RUN`,
 *   `DOMAIN/ASSET`, `DOMAIN/RUN`, as far as they are given. Databases and tables are in lower case there. The
 *   resource of an EventBridge event or of an automatic start is the path of the view or of the asset
 * - `after-us`, `until-us`: the rule matches from the first time on, and before the second time, in
 *   microseconds since 1970-01-01T00:00:00Z
 *
 * Which of the matches are hit; without any of these keys, all; with several of them, only those that each key
 * chooses:
 *
 * - `nth`: only the n-th, counted from 1; or several of them, at most 32, such as `1,2,5`
 * - `every`: each n-th
 * - `probability-ppm`: at random, this many of a million. Each resource has random draws of its own with each
 *   rule, so calls about another resource change nothing
 *
 * What the rule does, `do`, and the keys that belong to it:
 *
 * - `throw`: the call fails with `exception` and `message`, and nothing else happens. The exceptions are those
 *   of #TarnGlueError and #TarnDataZoneError, also those that no operation lists, such as ServiceUnavailable
 *   and ExpiredTokenException. Here and below, the name of the group is the message if no message is given.
 *   An automatic start does not take place: its invocation fails with the message
 * - `lose-reply`: the call takes effect, and fails with OperationTimeoutException of `glue` or
 *   InternalServerException of `datazone`. A call that fails by itself keeps its own error
 * - `fail-run`: the run that the call starts fails with `message`, after `at-ppm` of a million parts of the
 *   time for which it would be RUNNING, 500000 by default. In a metadata generation run each type fails like
 *   this, in its own time. With `type`, such as `BUSINESS_NAMES`, only that type fails and the others are
 *   generated; a run without that type is not changed
 * - `hang-run`: the run that the call starts never ends by itself. It uses what it would have used, and
 *   nothing beyond, however long it hangs
 * - `slow-run`: the run that the call starts takes `factor-permille` of a thousand parts of its time, of the
 *   time before it is RUNNING as well
 * - `ignore-stop`: a stop of the refresh run that the call starts takes `delay-us` longer
 * - `end-at-stop`: if a stop or cancel comes while the run that the call starts is RUNNING or IN_PROGRESS,
 *   the run ends in that very instant, as it would have ended without the stop. So the stop comes too late
 * - `revoke`: from `delay-us` after the call on, `deny-principal` is denied `deny-action` on `deny-resource`,
 *   as by tarn_engine_deny(). If a statement denies just that already, the rule adds none
 * - `fill-limit`: for `duration-us` the service answers as if its limit of active runs were reached
 * - `drop-event`: observers are notified about the change without its EventBridge event
 * - `duplicate-event`: observers are notified once more, with `redelivery` as the cause
 * - `delay-event`: observers are notified about the change without its EventBridge event, and once more
 *   `delay-us` later, with `late-event` as the cause
 *
 * Which rules are applied if several match and are due:
 *
 * - Of the rules that decide the answer of a call, `throw` and `lose-reply`, the first one. If it throws, no
 *   other rule is applied. The same holds for an automatic start
 * - Otherwise the rules for the run add up: a run can be slow, fail late and ignore a stop. If two rules have
 *   the same action, only the first one is applied, but several `fail-run` are applied if they make different
 *   types fail. A run, or a type of a run, that is to fail and to hang fails
 * - Every `revoke` and every `fill-limit`
 * - Of the rules for an EventBridge event, the first one
 *
 * Each rule counts all its matches, whatever other rules do. So an earlier rule does not change which match is
 * the n-th of a later rule.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_FAULT_PLAN (tarn_fault_plan_get_type ())

/**
 * TarnFaultPlan:
 *
 * A list of rules, with counts of what the rules did. Make a fault plan with tarn_engine_create_fault_plan(),
 * and give it to tarn_engine_set_fault_plan(). It belongs to the thread that the engine belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnFaultPlan, tarn_fault_plan, TARN, FAULT_PLAN, GObject)

/**
 * tarn_fault_plan_add_from_data:
 * @self: a fault plan
 * @data: the text of rules
 * @length: the length of the text in bytes, or -1 if it ends with a zero byte
 * @name: the name of the text in messages, such as the name of its file
 * @error: return location for a [error@Tarn.Error]
 *
 * Adds rules after the rules that are there. A text has at most a megabyte.
 *
 * Errors, in the order they are checked. Each message about the text begins with @name, and names the group
 * and the key if the error is about a key:
 *
 * - %TARN_ERROR_WRONG_THREAD: an engine that uses the plan belongs to another thread
 * - %TARN_ERROR_BUSY: the call came from inside a condition or a cost model of an engine that uses the plan
 * - %TARN_ERROR_INVALID_FAULT_PLAN: the text is too long, contains a zero byte, or is no key file
 * - %TARN_ERROR_INVALID_FAULT_PLAN, for one group after the other: the name of the group is not valid UTF-8;
 *   a key is unknown, or its value is no number of its range or no text in UTF-8; `do` is missing or unknown;
 *   a key does not belong to what the rule does, or is missing; `start` is unknown, or comes with an operation
 *   or a principal; `until-us` is not after `after-us`; the message of a run that fails has more than 2048
 *   characters, or a control character other than a tab or an end of a line; a pattern has an asterisk that is
 *   not at its end; there is no such service, operation, detail type or exception; no call can have the
 *   resource; the rule cannot do this to the operation; there is no such type. The message quotes the value,
 *   and lists what the key takes
 *
 * On error no rule is added.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_fault_plan_add_from_data (TarnFaultPlan *self, const char *data, gssize length,
                                        const char *name, GError **error);

/**
 * tarn_fault_plan_add_from_file:
 * @self: a fault plan
 * @path: (type filename): a file
 * @error: return location for an error
 *
 * Adds the rules of a file after the rules that are there. Messages name the file by its path.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD, %TARN_ERROR_BUSY: as for tarn_fault_plan_add_from_data()
 * - a #GFileError: the file cannot be read, or is no regular file
 * - %TARN_ERROR_INVALID_FAULT_PLAN: as for tarn_fault_plan_add_from_data()
 *
 * On error no rule is added.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_fault_plan_add_from_file (TarnFaultPlan *self, const char *path, GError **error);

/**
 * tarn_fault_plan_to_string:
 * @self: a fault plan
 *
 * Rules of the same name, which were added by different texts, are one group when the text is read again.
 *
 * Returns: (transfer full): the text of all rules, as they were added; another plan can read it again
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_fault_plan_to_string (TarnFaultPlan *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_fault_plan_save_to_file:
 * @self: a fault plan
 * @path: (type filename): a file
 * @error: return location for an error
 *
 * Writes the text of tarn_fault_plan_to_string() into a file. The old content stays there until the new one is written as a
 * whole. What the rules have counted is not saved.
 *
 * Errors: a #GFileError if the file cannot be written, or the path is that of a directory, a device or a pipe.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_fault_plan_save_to_file (TarnFaultPlan *self, const char *path, GError **error);

/**
 * tarn_fault_plan_add_chaos:
 * @self: a fault plan
 * @rate_ppm: how many of a million calls and EventBridge events each rule hits, 0 to 1000000
 *
 * Adds rules that make everything happen at one rate: throttled calls, lost replies, runs that fail, hang or
 * are slow, EventBridge events that are dropped, doubled or late. A rate above 1000000 is a programmer error,
 * as is a call for which tarn_fault_plan_add_from_data() fails with %TARN_ERROR_WRONG_THREAD or
 * %TARN_ERROR_BUSY.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_fault_plan_add_chaos (TarnFaultPlan *self, guint rate_ppm);

/**
 * tarn_fault_plan_get_n_rules:
 * @self: a fault plan
 *
 * Returns: the number of rules
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_fault_plan_get_n_rules (TarnFaultPlan *self);

/**
 * tarn_fault_plan_list_unapplied:
 * @self: a fault plan
 *
 * Lists the rules that have not been applied. A test that adds rules can so see whether they have done
 * anything, see tarn_assert_faults_applied(). A rule with `probability-ppm` is not listed, because it may apply
 * to nothing.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the rules, in their order. Free the list
 *   with g_strfreev()
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char **tarn_fault_plan_list_unapplied (TarnFaultPlan *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_fault_plan_get_rule_name:
 * @self: a fault plan
 * @index: which rule, from 0
 *
 * Returns: (nullable): the name of the rule, which is that of its group, or %NULL if there is no such rule
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_fault_plan_get_rule_name (TarnFaultPlan *self, guint index);

/**
 * tarn_fault_plan_get_n_matched:
 * @self: a fault plan
 * @name: the name of a rule; of several, the first one is meant
 *
 * Returns: how many calls, EventBridge events or automatic starts matched the rule, hit or not; 0 if there is
 *   no such rule
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_fault_plan_get_n_matched (TarnFaultPlan *self, const char *name);

/**
 * tarn_fault_plan_get_n_applied:
 * @self: a fault plan
 * @name: the name of a rule; of several, the first one is meant
 *
 * Returns how many calls, EventBridge events or automatic starts the rule was applied to. What a rule does to a run
 * counts when there is a run, and a lost reply counts when the call succeeded.
 *
 * Returns: the number; 0 if there is no such rule
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_fault_plan_get_n_applied (TarnFaultPlan *self, const char *name);

G_END_DECLS
