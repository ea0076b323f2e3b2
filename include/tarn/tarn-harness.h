/* SPDX-License-Identifier: MIT */
/*
 * Tests of orchestration code begin with this: a small set-up in one call, assertions over its journal, and
 * the last lines of the journal whenever an assertion fails.
 */
#pragma once

#include <tarn/tarn-fault-plan.h>
#include <tarn/tarn-sample.h>

G_BEGIN_DECLS

/**
 * tarn_harness_print_on_failure:
 * @journal: (nullable): a journal, or %NULL for none
 * @n_lines: how many of its last lines to print
 *
 * Prints tarn_journal_dup_summary() whenever a GLib assertion fails anywhere in the process, from now on.
 * The lines follow the message of the assertion on the standard error. tarn_sample_new() calls this function
 * for its own journal and 20 lines, so the lines are those of the newest sample. The journal is not kept
 * alive.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_print_on_failure (TarnJournal *journal, guint n_lines);

/**
 * tarn_harness_save_on_failure:
 * @engine: (nullable): an engine, or %NULL for none
 * @path: (type filename) (nullable): a file, or %NULL for none
 *
 * Saves the engine into the file whenever a GLib assertion fails anywhere in the process, from now on, as
 * tarn_engine_save_to_file() does. A line on the standard error names the file, or says why the engine was not
 * saved: the assertion failed inside a callback of the engine, or in another thread, or the file cannot be
 * written. Look at the file with tarn_engine_restore_from_file() and tarn_engine_to_text(). The engine is not
 * kept alive.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_save_on_failure (TarnEngine *engine, const char *path);

/**
 * tarn_assert_n_calls:
 * @journal: a journal
 * @operation: (nullable): the operation as the service spells it, or %NULL for all
 * @answer: (nullable): the name of an exception, `ok` for calls that succeeded, or %NULL for all
 * @n_calls: how many such calls there must be
 *
 * Asserts how often an operation was called, and how the calls were answered.
 *
 * Since: 1.0
 */
#define tarn_assert_n_calls(journal, operation, answer, n_calls)                                   \
  tarn_harness_assert_n_calls ((journal), (operation), (answer), (n_calls), __FILE__, __LINE__,    \
                               G_STRFUNC)

/**
 * tarn_assert_faults_applied:
 * @plan: a fault plan
 *
 * Asserts that each rule of the plan was applied at least once. A rule that never applied makes a test pass
 * without what it is about. Rules with `probability-ppm` do not count.
 *
 * Since: 1.0
 */
#define tarn_assert_faults_applied(plan)                                                           \
  tarn_harness_assert_faults_applied ((plan), __FILE__, __LINE__, G_STRFUNC)

/**
 * tarn_assert_n_lines:
 * @journal: a journal
 * @text: the text that a line must contain
 * @n_lines: how many such lines there must be; 0 asserts that something did not happen
 *
 * Asserts how often something happened. A line counts once, however often it contains the text.
 *
 * Since: 1.0
 */
#define tarn_assert_n_lines(journal, text, n_lines)                                                \
  tarn_harness_assert_n_lines ((journal), (text), (n_lines), __FILE__, __LINE__, G_STRFUNC)

/**
 * tarn_assert_order:
 * @journal: a journal
 * @...: texts, each of which must be in a line after the line of the text before; ends with %NULL
 *
 * Asserts that things happened in this order, whatever else happened in between.
 *
 * Since: 1.0
 */
#define tarn_assert_order(journal, ...)                                                            \
  tarn_harness_assert_order ((journal), __FILE__, __LINE__, G_STRFUNC, __VA_ARGS__)

/**
 * tarn_assert_backs_off:
 * @journal: a journal
 * @operation: the operation as the service spells it
 * @answer: the name of the exception after which the caller must wait
 * @min_us: how long the caller must wait after the first such call
 *
 * Asserts that the caller waits after each call of the operation that got this answer. The next call of the
 * operation must come @min_us or more later. If several calls in a row got this answer, each wait must also
 * be at least as long as the wait before.
 *
 * Since: 1.0
 */
#define tarn_assert_backs_off(journal, operation, answer, min_us)                                  \
  tarn_harness_assert_backs_off ((journal), (operation), (answer), (min_us), __FILE__, __LINE__,   \
                                 G_STRFUNC)

/*
 * These functions end the process when an assertion fails, as is usual in C. In other languages, read the same
 * facts from a TarnJournal and use the assertions of the language.
 */

/**
 * tarn_harness_assert_n_calls: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_n_calls (TarnJournal *journal, const char *operation, const char *answer,
                                  guint n_calls, const char *file, gint line, const char *function);

/**
 * tarn_harness_assert_n_lines: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_n_lines (TarnJournal *journal, const char *text, guint n_lines,
                                  const char *file, gint line, const char *function);

/**
 * tarn_harness_assert_faults_applied: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_faults_applied (TarnFaultPlan *plan, const char *file, gint line,
                                         const char *function);

/**
 * tarn_harness_assert_order: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_order (TarnJournal *journal, const char *file, gint line,
                                const char *function, ...) G_GNUC_NULL_TERMINATED;

/**
 * tarn_harness_assert_backs_off: (skip)
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_assert_backs_off (TarnJournal *journal, const char *operation, const char *answer,
                                    gint64 min_us, const char *file, gint line,
                                    const char *function);

G_END_DECLS
