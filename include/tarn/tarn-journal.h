/* SPDX-License-Identifier: MIT */
/*
 * A journal has everything that happened, in order: each call with its arguments and its answer, each change
 * that observers could see, each option that was set, and each move of the clock.
 *
 * The engine writes no journal, and pays nothing for it, until one is given to tarn_engine_set_journal(). The
 * text of a journal has one line for each entry. The same seed and the same calls give the same text to the
 * byte, so a test can keep the text as its expectation. A line is one of
 *
 * |[
 * 2000-01-01T00:00:00.000000Z call glue:OPERATION by ARN Member="text" Member=1 -> ANSWER
 * 2000-01-01T00:00:00.000000Z change glue SUBJECT run ID CAUSE FROM>TO [DETAIL-TYPE] MESSAGE
 * 2000-01-01T00:00:00.000000Z option NAME=VALUE
 * 2000-01-01T00:00:00.000000Z faults TEXT OF THE FAULT PLAN
 * 2000-01-01T00:00:00.000000Z faults none
 * 2000-01-01T00:00:00.000000Z faults add TEXT OF RULES
 * 2000-01-01T00:00:00.000000Z access grant PRINCIPAL ACTION RESOURCE
 * 2000-01-01T00:00:00.000000Z access deny PRINCIPAL ACTION RESOURCE
 * 2000-01-01T00:00:00.000000Z access revoke ID
 * 2000-01-01T00:00:00.000000Z client glue ARN
 * 2000-01-01T00:00:00.000000Z clock MOVE to 2000-01-01T00:00:00.000000Z
 * ]|
 *
 * MOVE is `step`, `advance`, `run-until` or `run-until-idle`. MESSAGE says why a run failed, or why none was
 * started. A part that does not exist is left out, such as the time of a move that has none. ARN, SUBJECT and
 * the three parts of a statement are in quotes, and escaped as in C, if they are not one word of visible
 * ASCII characters, so that nothing in them can look like another part of the line. The texts at the end of a
 * line are escaped as well. If rules are added to the fault plan while the engine has it, the journal gets a
 * line with these rules. A journal without a bound can be replayed, see tarn_engine_replay().
 *
 * A call comes before the changes that it made. Its answer is `ok` and what the call returned, or the name of
 * the exception and the message. A call from inside a callback is at the place where it was made.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

#define TARN_TYPE_JOURNAL (tarn_journal_get_type ())

/**
 * TarnJournal:
 *
 * A journal. It may outlive the engine. Only one thread at a time may use it: the thread that the engine
 * belongs to.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnJournal, tarn_journal, TARN, JOURNAL, GObject)

/**
 * TarnJournalKind:
 * @TARN_JOURNAL_CALL: a call of an operation
 * @TARN_JOURNAL_CHANGE: a change as observers see it
 * @TARN_JOURNAL_OPTION: an option or a fault plan was set, or rules were added to the fault plan
 * @TARN_JOURNAL_ACCESS: a statement was added or removed
 * @TARN_JOURNAL_CLOCK: a function that drives time was called
 * @TARN_JOURNAL_CLIENT: a client was made
 *
 * The kind of an entry.
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

#define TARN_TYPE_JOURNAL_KIND (tarn_journal_kind_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_journal_kind_get_type (void) G_GNUC_CONST;

/**
 * tarn_journal_new:
 *
 * Makes a journal that keeps all entries.
 *
 * Returns: (transfer full): an empty journal
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_journal_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_new_bounded:
 * @max_entries: how many entries to keep, at least 1
 *
 * Makes a journal that keeps only the newest entries.
 *
 * Returns: (transfer full): an empty journal
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_journal_new_bounded (guint max_entries) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_new_from_file:
 * @path: (type filename): a file that tarn_journal_save_to_file() wrote
 * @error: return location for an error
 *
 * Makes a journal from the lines of a file. The journal can be searched, counted and compared with another
 * one. It cannot be replayed, because a line does not hold everything that a replay needs.
 *
 * Errors, in the order they are checked:
 *
 * - a #GFileError: the file cannot be read, or is no regular file
 * - %TARN_ERROR_INVALID_JOURNAL: a line does not have the form of a line of a journal; the message has the number of
 *   the first such line. The names of operations and options, what stands behind them, and the order of the times are
 *   not checked
 *
 * Returns: (transfer full): a journal, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournal *tarn_journal_new_from_file (const char *path,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_save_to_file:
 * @self: a journal
 * @path: (type filename): a file
 * @error: return location for an error
 *
 * Writes tarn_journal_dup_text() into a file. The old content stays there until the new one is written as a
 * whole.
 *
 * Errors: a #GFileError if the file cannot be written, or the path is that of a directory, a device or a pipe.
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_journal_save_to_file (TarnJournal *self, const char *path, GError **error);

/**
 * tarn_journal_get_length:
 * @self: a journal
 *
 * Returns: the number of entries
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_journal_get_length (TarnJournal *self);

/**
 * tarn_journal_clear:
 * @self: a journal
 *
 * Removes all entries. If an engine writes the journal, it begins anew, and a replay needs an engine in the state of
 * this moment. Otherwise it begins when an engine next writes it. A call from another thread than that of the engine
 * that writes the journal is a programmer error.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_journal_clear (TarnJournal *self);

/**
 * tarn_journal_get_kind:
 * @self: a journal
 * @index: which entry, from 0; an index that is not less than the length is a programmer error
 *
 * Returns: the kind of the entry
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnJournalKind tarn_journal_get_kind (TarnJournal *self, guint index);

/**
 * tarn_journal_get_time:
 * @self: a journal
 * @index: which entry, from 0; an index that is not less than the length is a programmer error
 *
 * Returns: the time of the entry
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_journal_get_time (TarnJournal *self, guint index);

/**
 * tarn_journal_dup_line:
 * @self: a journal
 * @index: which entry, from 0; an index that is not less than the length is a programmer error
 *
 * Returns: (transfer full): the line of the entry, without a line break
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_journal_dup_line (TarnJournal *self, guint index) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_dup_summary:
 * @self: a journal
 * @n_lines: how many lines to list
 *
 * Lists the last lines, as one reads them to find the reason of a failure. Moves of the clock are left out.
 * Calls with the same members and the same answer, one after the other, are one line, which says how many they
 * are and when the last one was:
 *
 * |[
 * 2000-01-01T00:00:30.000000Z call glue:GetMaterializedViewRefreshTaskRun by ARN ... -> ok RUNNING, 27 times
 *   until 2000-01-01T00:04:50.000000Z
 * ]|
 *
 * Before the last @n_lines lines come those lines, at most @n_lines again and the newest ones, that may be the
 * reason: calls that were not answered `ok`, changes of runs and types that failed, invocations that failed,
 * EventBridge events that a rule repeated or delayed, fault plans, and statements. Where lines are left out, a
 * line says how many.
 *
 * Returns: (transfer full): the lines, each with its line break
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_journal_dup_summary (TarnJournal *self, guint n_lines) G_GNUC_WARN_UNUSED_RESULT;

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
 * @out_n_times: (out): the number of times
 *
 * Lists the times at which such calls were made. The gaps between the times show how a caller backs off.
 *
 * Returns: (transfer full) (array length=out_n_times): the times, in order; free the array with g_free()
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 *tarn_journal_list_call_times (TarnJournal *self, const char *operation, const char *answer,
                                      guint *out_n_times) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_journal_find:
 * @self: a journal
 * @text: the text that the line must contain
 * @from: the index of the first entry to look at
 *
 * Finds the next entry whose line contains a text. To assert an order, call the function again from the entry
 * after the one that it found.
 *
 * Returns: the index of the first such entry, or -1 if there is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint tarn_journal_find (TarnJournal *self, const char *text, guint from);

G_END_DECLS
