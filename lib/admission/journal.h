/* SPDX-License-Identifier: MIT */
/*
 * The functions that write into the journal, and those with which the library reads it. The user's functions
 * for reading are public.
 */
#pragma once

#include <tarn/tarn-change.h>
#include <tarn/tarn-journal.h>

#include "admission/command.h"
#include "kernel/clock.h"

/* The number of a call's entry, to add the answer later. The journal may drop the entry before the answer. */
typedef guint64 TarnJournalCall;

TarnJournalCall tarn_journal_add_call (TarnJournal *self, const TarnService *service,
                                       const TarnOperation *operation, TarnPrincipal *principal,
                                       gconstpointer input);

/*
 * @exception is the name of the exception, and @text its message. If the call succeeded, @exception is NULL
 * and @text is what the call returned, or NULL.
 */
void tarn_journal_answer_call (TarnJournal *self, TarnJournalCall call, const char *exception,
                               const char *text);

/* A call of an operation, and whether it had the answer that the caller asked for. */
typedef struct
{
  gint64 time_us;
  gboolean is_answered_so;
} TarnJournaledCall;

/* Returns an array of TarnJournaledCall: the calls of @operation, in order. */
GArray *tarn_journal_list_calls (TarnJournal *self, const char *operation, const char *answer);

/* From now on the engine with @clock writes into the journal. A NULL @clock ends this. */
void tarn_journal_attach (TarnJournal *self, TarnClock *clock);

/* Returns whether the journal has everything that happened since its beginning. */
gboolean tarn_journal_is_complete (TarnJournal *self);

/* Returns the command of the entry, or NULL if the entry follows from other entries. */
const TarnCommand *tarn_journal_get_command (TarnJournal *self, guint index);

/*
 * Returns how many events of saved kinds happened between the journal's beginning and its end. Sets
 * @out_time_us to the time of its end.
 */
guint64 tarn_journal_get_end (TarnJournal *self, gint64 *out_time_us);

void tarn_journal_add_change (TarnJournal *self, const TarnChange *change);
void tarn_journal_add_clock (TarnJournal *self, const char *move, gint64 to_us);

/* These functions do nothing if @self is NULL. */
void tarn_journal_add_client (TarnJournal *self, const TarnService *service,
                              TarnPrincipal *principal);
void tarn_journal_add_faults (TarnJournal *self, TarnFaultPlan *plan);
void tarn_journal_add_rules (TarnJournal *self, const char *text);
void tarn_journal_add_revocation (TarnJournal *self, guint id);
void tarn_journal_add_option (TarnJournal *self, const char *name, gint64 value);
void tarn_journal_add_access (TarnJournal *self, gboolean is_grant, const char *principal,
                              const char *action, const char *resource);

/*
 * A line of a journal. Only a call has an operation, an answer and an answer text. In other
 * lines these members are NULL.
 */
typedef struct
{
  TarnJournalKind kind;
  gint64 time_us;
  const char *text;
  const char *operation;
  const char *answer;
  const char *answer_text;
} TarnJournalLine;

/* The texts belong to the journal. */
TarnJournalLine tarn_journal_get_line (TarnJournal *self, guint index);

/* Adds the line to a journal that no engine writes into. Such a journal cannot be replayed. */
void tarn_journal_add_line (TarnJournal *self, const TarnJournalLine *line);
