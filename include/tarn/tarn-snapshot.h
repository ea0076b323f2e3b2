/* SPDX-License-Identifier: MIT */
/*
 * Branching, saving and comparing lakes.
 *
 * A fork is an engine of its own in the same state at the same instant: what would happen in the one
 * happens in the other, to the byte, until somebody does something to one of them. A snapshot is the
 * same as bytes: what is saved on one machine is restored on another.
 *
 * Both carry everything that the future of the lake depends on: catalogs, tables, runs, domains, assets
 * and their ids, pending events in their order, luck, quotas, client tokens, the levels of throttles,
 * statements, options, and the fault plan with what its rules have counted. Neither carries what is the
 * user's: observers, timeouts, sources of main loops, holds, the journal, clients, and cost models. A user's
 * own cost model cannot be copied, so an engine that has one is forked or restored only with
 * #TarnForkOptions that say what to use in its place. Run ids, page tokens and client tokens stay valid.
 *
 * A snapshot begins with the eight bytes 89 54 41 52 4e 0d 0a 1a, the version of the format, which is 1,
 * the version of the draw format, which is 1, the number of bytes that follow the header, and the
 * SHA-256 of these. Numbers are little-endian. Restoring takes no memory before these are checked, and
 * then at most a megabyte, 64 times the size of the snapshot, and what a lake without anything in it needs.
 * Messages of faults are interned: they stay, once each, until the process ends.
 *
 * The digest of an engine is the SHA-256 of what it would save: two engines with the same digest have the
 * same future.
 */
#pragma once

#include <tarn/tarn-engine.h>
#include <tarn/tarn-fork-options.h>

G_BEGIN_DECLS

/**
 * TarnLeftBehind:
 * @n_observers: observers
 * @n_timeouts: timeouts
 * @n_sources: sources of main loops
 * @n_journals: 1 if there is a journal, else 0
 * @n_waits: who waits for the end of a run
 * @n_holds: holds that are not released
 *
 * How much of the user's the engine has that a fork of it does not.
 *
 * Since: 1.0
 */
typedef struct
{
  guint n_observers;
  guint n_timeouts;
  guint n_sources;
  guint n_journals;
  guint n_waits;
  guint n_holds;

  /*< private >*/
  guint reserved[10];
} TarnLeftBehind;

/**
 * tarn_engine_fork:
 * @self: an engine
 * @options: (nullable): what the fork is given
 * @out_left_behind: (out caller-allocates) (optional): what it does not take along
 * @error: where to put an error
 *
 * Branches the lake at this instant. The engine and its fork share nothing that can change: they may go on in
 * two threads. The fork belongs to this thread, and can be handed over with tarn_engine_set_owner().
 * The events of timeouts are not in the fork, and its count of events within one instant starts anew.
 * It costs about as much as copying the bytes of the lake.
 *
 * Errors, in this order: %TARN_ERROR_WRONG_THREAD, %TARN_ERROR_BUSY from inside a callback, and
 * %TARN_ERROR_COST_MODEL if the engine plans with a model of the user and @options has none in its place.
 * The engine is as it was in any case.
 *
 * Returns: (transfer full): the fork, or %NULL with an error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_fork (TarnEngine *self, const TarnForkOptions *options,
                              TarnLeftBehind *out_left_behind,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_save:
 * @self: an engine
 * @error: where to put an error
 *
 * Errors, in this order: %TARN_ERROR_WRONG_THREAD, %TARN_ERROR_BUSY from inside a callback.
 *
 * Returns: (transfer full): the snapshot, or %NULL with an error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GBytes *tarn_engine_save (TarnEngine *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_save_to_file:
 * @self: an engine
 * @path: (type filename): the file
 * @error: where to put an error
 *
 * Saves into a file. What was in the file stays there until the snapshot is written as a whole.
 *
 * Errors, in this order: those of tarn_engine_save(), and a #GFileError if it cannot be written.
 *
 * Returns: whether it is saved
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_save_to_file (TarnEngine *self, const char *path, GError **error);

/**
 * tarn_engine_restore:
 * @snapshot: what tarn_engine_save() returned
 * @options: (nullable): what the engine is given
 * @error: where to put an error
 *
 * Makes an engine that is as the one that was saved, and belongs to this thread. Bytes from anywhere may be
 * tried: those that no engine would save are refused, with what is wrong and where.
 *
 * Errors, in this order: %TARN_ERROR_INVALID_SNAPSHOT if these are not the bytes of a snapshot, or of one
 * of a later version, or they are damaged or incomplete; %TARN_ERROR_COST_MODEL if the engine that was saved
 * planned with a model of the user and @options has none in its place; and again
 * %TARN_ERROR_INVALID_SNAPSHOT if what they say does not hold together.
 *
 * Returns: (transfer full): the engine, or %NULL with an error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_restore (GBytes *snapshot, const TarnForkOptions *options,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_restore_from_file:
 * @path: (type filename): the file
 * @options: (nullable): what the engine is given
 * @error: where to put an error
 *
 * Errors, in this order: a #GFileError if the file cannot be read, and those of tarn_engine_restore().
 *
 * Returns: (transfer full): the engine, or %NULL with an error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_restore_from_file (const char *path, const TarnForkOptions *options,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_get_digest:
 * @self: an engine
 * @error: where to put an error
 *
 * Errors: those of tarn_engine_save().
 *
 * Returns: (transfer full): the SHA-256 of what would be saved, in hexadecimal digits, as sha256sum prints
 *   it of a file, or %NULL with an error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_engine_get_digest (TarnEngine *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_diff:
 * @self: an engine
 * @other: another
 * @max_lines: how many lines at most
 * @error: where to put an error
 *
 * Tells what is different in the other engine, one line each, such as
 *
 * |[
 * clock: now 2000-01-01T00:00:00.000000Z -> 2000-01-01T01:00:00.000000Z
 * glue.options: running-max 50 -> 100
 * glue.run[1f6e...]: only in the second
 * ]|
 *
 * Where there are more lines, the last tells how many. Both walk over everything, and numbers count as
 * different as soon as they are; what is the same in both is not told. Where nothing but the order is
 * different in which things were made, one line tells what comes after what.
 *
 * Errors, in this order: those of tarn_engine_save() for @self, then for @other.
 *
 * Returns: (transfer full): the lines, each with its line break, an empty text if there is no difference, or
 *   %NULL with an error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_engine_diff (TarnEngine *self, TarnEngine *other, guint max_lines,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
