/* SPDX-License-Identifier: MIT */
/*
 * What tests of orchestration code begin with: a small world in one call, assertions over its journal,
 * and the journal's last lines whenever an assertion fails.
 */
#pragma once

#include <tarn/tarn-sample.h>

G_BEGIN_DECLS

/**
 * tarn_harness_print_on_failure:
 * @journal: (nullable): a journal, or %NULL for none
 * @n_lines: how many of its last lines to print
 *
 * From now on, when a GLib assertion fails anywhere in the process, the last lines of the journal
 * follow its message on the standard error. A new sample world does this for its own journal and 20
 * lines, so that they are those of the newest world. The journal is not kept alive.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_harness_print_on_failure (TarnJournal *journal, guint n_lines);

/**
 * tarn_assert_n_calls:
 * @journal: a journal
 * @operation: (nullable): the operation as the service spells it, or %NULL for all
 * @answer: (nullable): the name of an exception, `ok`, or %NULL for all
 * @n_calls: how many such calls there must be
 *
 * Asserts how often something was called, and how it was answered.
 *
 * Since: 1.0
 */
#define tarn_assert_n_calls(journal, operation, answer, n_calls)                                   \
  tarn_harness_assert_n_calls ((journal), (operation), (answer), (n_calls), __FILE__, __LINE__,    \
                               G_STRFUNC)

/**
 * tarn_assert_n_lines:
 * @journal: a journal
 * @text: what a line must hold
 * @n_lines: how many such lines there must be; 0 says that something did not happen
 *
 * Asserts how often something happened. A line counts once, however often it holds the text.
 *
 * Since: 1.0
 */
#define tarn_assert_n_lines(journal, text, n_lines)                                                \
  tarn_harness_assert_n_lines ((journal), (text), (n_lines), __FILE__, __LINE__, G_STRFUNC)

/**
 * tarn_assert_order:
 * @journal: a journal
 * @...: texts, each of which a line must hold after the line of the one before; %NULL
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
 * @answer: the name of the exception after which one is to wait
 * @min_us: how long one must wait after the first such call
 *
 * Asserts that after each call that was answered so the next call of the operation came @min_us or more
 * later, and, where several in a row were answered so, no sooner than after the one before.
 *
 * Since: 1.0
 */
#define tarn_assert_backs_off(journal, operation, answer, min_us)                                  \
  tarn_harness_assert_backs_off ((journal), (operation), (answer), (min_us), __FILE__, __LINE__,   \
                                 G_STRFUNC)

/* They end the process, which is a way for C; elsewhere #TarnJournal tells the same to any assertion. */

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
