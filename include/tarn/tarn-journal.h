/* SPDX-License-Identifier: MIT */
/*
 * What was said and done, in order: every call with its arguments and its answer, every change that
 * observers could see, every option that was set and every move of the clock.
 *
 * A journal is off, and costs nothing, until one is given to tarn_engine_set_journal(). Its text has
 * one line for each entry and is the same to the byte for the same seed and the same calls, so it can
 * be kept as what a test expects. A line is one of
 *
 * |[
 * 2000-01-01T00:00:00.000000Z call glue:OPERATION by ARN Member="text" Member=1 -> ANSWER
 * 2000-01-01T00:00:00.000000Z change glue SUBJECT run ID CAUSE FROM>TO [DETAIL-TYPE]
 * 2000-01-01T00:00:00.000000Z option NAME=VALUE
 * 2000-01-01T00:00:00.000000Z faults TEXT OF THE FAULT PLAN
 * 2000-01-01T00:00:00.000000Z faults add TEXT OF RULES
 * 2000-01-01T00:00:00.000000Z access grant PRINCIPAL ACTION RESOURCE
 * 2000-01-01T00:00:00.000000Z access revoke ID
 * 2000-01-01T00:00:00.000000Z client glue ARN
 * 2000-01-01T00:00:00.000000Z clock VERB to 2000-01-01T00:00:00.000000Z
 * ]|
 *
 * where what there is not is left out, such as the time of a verb that has none, and what a line or a
 * word cannot hold is escaped as in C. Rules that are added to the fault plan of the engine are
 * told as they are added. A journal without a bound can be replayed, see tarn_engine_replay().
 *
 * A call stands before the changes it made. Its answer is `ok`, what it returned, or the name of the
 * exception and the message. A call from inside a callback stands where it was made.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_JOURNAL (tarn_journal_get_type ())

/**
 * TarnJournal:
 *
 * A journal. It may outlive the engine, and belongs to the thread the engine belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnJournal, tarn_journal, TARN, JOURNAL, GObject)

/**
 * TarnJournalKind:
 * @TARN_JOURNAL_CALL: a call of an operation
 * @TARN_JOURNAL_CHANGE: a change as observers see it
 * @TARN_JOURNAL_OPTION: an option or a fault plan was set
 * @TARN_JOURNAL_ACCESS: a statement was made or taken back
 * @TARN_JOURNAL_CLOCK: a verb of the clock was called
 * @TARN_JOURNAL_CLIENT: a client was made
 *
 * What an entry is about.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_JOURNAL_CALL,
  TARN_JOURNAL_CHANGE,
  TARN_JOURNAL_OPTION,
  TARN_JOURNAL_ACCESS,
  TARN_JOURNAL_CLOCK,
  TARN_JOURNAL_CLIENT,
} TarnJournalKind;

/**
 * tarn_journal_new:
 *
 * Returns: (transfer full): an empty journal that keeps everything
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_journal_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_new_bounded:
 * @max_entries: how many entries to keep, at least 1
 *
 * Returns: (transfer full): an empty journal that keeps the newest entries
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_journal_new_bounded (guint max_entries) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_get_length:
 * @self: a journal
 *
 * Returns: how many entries it holds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_journal_get_length (TarnJournal *self);

/**
 * tarn_journal_clear:
 * @self: a journal
 *
 * Forgets all entries.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_journal_clear (TarnJournal *self);

/**
 * tarn_journal_get_kind:
 * @self: a journal
 * @index: which entry, from 0, less than the length
 *
 * Returns: what the entry is about
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournalKind tarn_journal_get_kind (TarnJournal *self, guint index);

/**
 * tarn_journal_get_time:
 * @self: a journal
 * @index: which entry, from 0, less than the length
 *
 * Returns: when it was
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_journal_get_time (TarnJournal *self, guint index);

/**
 * tarn_journal_dup_line:
 * @self: a journal
 * @index: which entry, from 0, less than the length
 *
 * Returns: (transfer full): the line of the entry, without a line break
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_journal_dup_line (TarnJournal *self, guint index) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_dup_text:
 * @self: a journal
 *
 * Returns: (transfer full): all lines, each with its line break
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_journal_dup_text (TarnJournal *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_dup_sha256:
 * @self: a journal
 *
 * Returns: (transfer full): the SHA-256 of the text, in hexadecimal digits
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_journal_dup_sha256 (TarnJournal *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_count_calls:
 * @self: a journal
 * @operation: (nullable): the operation as the service spells it, or %NULL for all
 * @answer: (nullable): the name of an exception, `ok` for calls that succeeded, or %NULL for all
 *
 * Returns: how many such calls the journal holds
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_journal_count_calls (TarnJournal *self, const char *operation, const char *answer);

/**
 * tarn_journal_list_call_times:
 * @self: a journal
 * @operation: (nullable): the operation as the service spells it, or %NULL for all
 * @answer: (nullable): the name of an exception, `ok` for calls that succeeded, or %NULL for all
 * @out_n_times: (out): how many there are
 *
 * Tells when such calls were made: the gaps between them are how somebody backs off.
 *
 * Returns: (transfer full) (array length=out_n_times): the times, in order; free it with g_free()
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 *tarn_journal_list_call_times (TarnJournal *self, const char *operation, const char *answer,
                                      guint *out_n_times) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_find:
 * @self: a journal
 * @text: what the line is to hold
 * @from: the first entry to look at
 *
 * Looks for what happened next: calling it again from after what it found asserts an order.
 *
 * Returns: the index of the first such entry, or -1 if there is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint tarn_journal_find (TarnJournal *self, const char *text, guint from);

G_END_DECLS
