/* SPDX-License-Identifier: MIT */
/* Writing into the journal. What reads it is public. */
#pragma once

#include <tarn/tarn-change.h>
#include <tarn/tarn-journal.h>

#include "admission/command.h"
#include "kernel/clock.h"

/* A call, as a number by which its answer is told later; it may be dropped meanwhile. */
typedef guint64 TarnJournalCall;

TarnJournalCall tarn_journal_add_call (TarnJournal *self, const TarnService *service,
                                       const TarnOperation *operation, TarnPrincipal *principal,
                                       gconstpointer input);

/* @exception is the name of one, or NULL; then @text is what the call returned, or NULL. */
void tarn_journal_answer_call (TarnJournal *self, TarnJournalCall call, const char *exception,
                               const char *text);

/* A call of an operation, and whether it was answered in the way that was asked for. */
typedef struct
{
  gint64 time_us;
  gboolean is_answered_so;
} TarnJournaledCall;

/* The calls of an operation, in order: an array of TarnJournaledCall. */
GArray *tarn_journal_list_calls (TarnJournal *self, const char *operation, const char *answer);

/* An engine with that clock writes into it from now on, until the clock is NULL. */
void tarn_journal_attach (TarnJournal *self, TarnClock *clock);

/* Whether it tells everything from where it began. */
gboolean tarn_journal_is_complete (TarnJournal *self);

/* What is told in the entry, or NULL if it follows from others. */
const TarnCommand *tarn_journal_get_command (TarnJournal *self, guint index);

/* Where it ends: the time, and how many events of the lake had happened since it began. */
guint64 tarn_journal_get_end (TarnJournal *self, gint64 *out_time_us);

void tarn_journal_add_change (TarnJournal *self, const TarnChange *change);
void tarn_journal_add_clock (TarnJournal *self, const char *verb, gint64 to_us);

/* Where there is no journal, NULL, nothing is written. */
void tarn_journal_add_client (TarnJournal *self, const TarnService *service,
                              TarnPrincipal *principal);
void tarn_journal_add_faults (TarnJournal *self, TarnFaultPlan *plan);
void tarn_journal_add_rules (TarnJournal *self, const char *text);
void tarn_journal_add_revocation (TarnJournal *self, guint id);
void tarn_journal_add_option (TarnJournal *self, const char *name, gint64 value);
void tarn_journal_add_access (TarnJournal *self, gboolean is_grant, const char *principal,
                              const char *action, const char *resource);
