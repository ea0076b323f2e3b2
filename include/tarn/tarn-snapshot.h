/* SPDX-License-Identifier: MIT */
/*
 * Forking, saving and comparing engines.
 *
 * A fork is a second engine in the same state at the same instant. The same things happen in both engines, to
 * the byte, until a caller does something to one of them. A snapshot is this state as bytes: an engine that
 * was saved on one machine can be restored on another.
 *
 * A fork and a snapshot contain everything that decides the future of the engine: catalogs, tables, runs,
 * domains, assets and their ids, pending events in their order, the state of the random draws, quotas, client
 * tokens, the levels of throttles, statements, options, and the fault plan with the counts of its rules. They
 * do not contain what belongs to the user: observers, timeouts, functions of instants and of stretches, sources of
 * main loops, holds, the journal, clients, and cost models. Only a fork takes some of these along: the observers,
 * timeouts and functions of instants that have a copy function, see #TarnCopyFunc. The library cannot copy a user's own
 * cost model or slot chooser, so an engine that has one can only be forked or restored with #TarnForkOptions that name
 * what to use in its place. Run ids, page tokens and client tokens stay valid.
 *
 * A snapshot begins with the eight bytes 89 54 41 52 4e 0d 0a 1a, the version of the format, which is 1, the
 * version of the draw format, which is 1, the number of bytes that follow the header, and the SHA-256 of
 * these bytes. Numbers are little-endian. A restore takes no memory before it has checked all of these. Then
 * it takes at most a megabyte plus 64 times the size of the snapshot plus the memory of an empty engine.
 * Messages of faults are interned: each stays in memory once, until the process ends.
 *
 * The digest of an engine is the SHA-256 of its snapshot. Two engines with the same digest have the same
 * future.
 */
#pragma once

#include <tarn/tarn-engine.h>
#include <tarn/tarn-fork-options.h>

G_BEGIN_DECLS

/**
 * TarnLeftBehind:
 * @n_observers: observers without a copy function
 * @n_timeouts: timeouts without a copy function
 * @n_sources: sources of main loops
 * @n_journals: 1 if there is a journal, else 0
 * @n_waits: waits for the end of a run
 * @n_holds: holds that are not released
 * @n_instant_funcs: functions that are called at the end of each instant, without a copy function
 * @n_stretch_funcs: functions that are called with each stretch, see tarn-stretch.h
 *
 * The number of the user's own things that the engine has and its fork does not.
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
  guint n_instant_funcs;
  guint n_stretch_funcs;

  /*< private >*/
  guint reserved[8];
} TarnLeftBehind;

/**
 * tarn_engine_fork:
 * @self: an engine
 * @options: (nullable): what the fork is given
 * @out_left_behind: (out caller-allocates) (optional): what the fork does not take along
 * @error: return location for a [error@Tarn.Error]
 *
 * Makes a fork of the engine at this instant. The engine and its fork share nothing that can change, so they
 * may go on in two threads. The fork belongs to the calling thread, and can be handed over with
 * tarn_engine_set_owner(). The events of timeouts are not in the fork, except for timeouts that have a copy
 * function, see tarn_engine_set_timeout_copy_func(). In the fork, chains of events within one instant start
 * anew. A fork costs about as much as copying the bytes of the engine.
 *
 * Errors, in the order they are checked; the engine does not change in any case:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: the call came from inside a callback
 * - %TARN_ERROR_COST_MODEL: the engine plans with a cost model of the user, and @options has no model in its
 *   place
 * - %TARN_ERROR_SLOT_CHOOSER: the engine has a slot chooser of the user, and @options has none in its place
 *
 * Returns: (transfer full): the fork, or %NULL with @error set
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
 * @error: return location for a [error@Tarn.Error]
 *
 * Saves the state of the engine.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: the call came from inside a callback
 *
 * Returns: (transfer full): the snapshot, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GBytes *tarn_engine_save (TarnEngine *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_save_to_file:
 * @self: an engine
 * @path: (type filename): the file
 * @error: return location for an error
 *
 * Saves the state of the engine into a file. The old content stays there until the snapshot is written as a
 * whole.
 *
 * Errors, in the order they are checked:
 *
 * - those of tarn_engine_save()
 * - a #GFileError: the file cannot be written, or the path is that of a directory, a device or a pipe
 *
 * Returns: %TRUE on success, or %FALSE with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_engine_save_to_file (TarnEngine *self, const char *path, GError **error);

/**
 * tarn_engine_restore:
 * @snapshot: bytes that tarn_engine_save() returned
 * @options: (nullable): what the engine is given
 * @error: return location for a [error@Tarn.Error]
 *
 * Makes an engine in the state that was saved. It belongs to the calling thread. Bytes from any source may be
 * tried: bytes that no engine would save are refused, and the message says what is wrong and where.
 *
 * Errors, in the order they are checked:
 *
 * - %TARN_ERROR_INVALID_SNAPSHOT: the bytes are no snapshot or a snapshot of a later version, or they are
 *   damaged or incomplete
 * - %TARN_ERROR_COST_MODEL: the engine that was saved planned with a cost model of the user, and @options has
 *   no model in its place
 * - %TARN_ERROR_SLOT_CHOOSER: the engine has a slot chooser of the user, and @options has none in its place
 * - %TARN_ERROR_INVALID_SNAPSHOT: the content of the bytes does not hold together
 *
 * Returns: (transfer full): the engine, or %NULL with @error set
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
 * @error: return location for an error
 *
 * Makes an engine in the state that was saved into a file, see tarn_engine_restore().
 *
 * Errors, in the order they are checked:
 *
 * - a #GFileError: the file cannot be read, or is no regular file
 * - those of tarn_engine_restore()
 *
 * Returns: (transfer full): the engine, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnEngine *tarn_engine_restore_from_file (const char *path, const TarnForkOptions *options,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_dup_digest:
 * @self: an engine
 * @error: return location for a [error@Tarn.Error]
 *
 * Computes the digest of the engine: the SHA-256 of the snapshot that tarn_engine_save() would return.
 *
 * Errors: those of tarn_engine_save().
 *
 * Returns: (transfer full): the digest in hexadecimal digits, as sha256sum prints it for a file, or %NULL
 *   with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_engine_dup_digest (TarnEngine *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_to_text:
 * @self: an engine
 * @error: return location for a [error@Tarn.Error]
 *
 * Writes the whole state of the engine as text, with one line for each value that tarn_engine_save() would save,
 * such as
 *
 * |[
 * clock: now 2000-01-01T00:00:00.000000Z
 * glue.options: running-max 50
 * glue.run[1f6e... of 123456789012.sales.daily]: state running
 * ]|
 *
 * The lines are sorted by their bytes. The paths and names are those of tarn_engine_diff(). The text is for
 * people and for tools such as grep and diff. A program reads the getters, because paths and names may change
 * in a later version.
 *
 * Errors, in the order they are checked; the engine does not change in any case:
 *
 * - %TARN_ERROR_WRONG_THREAD: the engine belongs to another thread
 * - %TARN_ERROR_BUSY: the call came from inside a callback
 *
 * Returns: (transfer full): the lines, each with its line break, or %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_engine_to_text (TarnEngine *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_engine_diff:
 * @self: an engine
 * @other: another engine
 * @max_lines: how many differences to list at most
 * @error: return location for a [error@Tarn.Error]
 *
 * Lists the differences between two engines, one line for each, such as
 *
 * |[
 * clock: now 2000-01-01T00:00:00.000000Z -> 2000-01-01T01:00:00.000000Z
 * glue.options: running-max 50 -> 100
 * glue.run[1f6e... of 123456789012.sales.daily]: only in the second
 * ]|
 *
 * If there are more differences, one more line says how many. The function reads the whole state of both
 * engines. Two numbers are different as soon as they are not equal. What is the same in both engines is not
 * listed. If the two engines differ only in the order in which things were made, one line says which comes
 * after which.
 *
 * Errors, in the order they are checked: those of tarn_engine_save() for @self, then for @other.
 *
 * Returns: (transfer full): the lines, each with its line break, an empty text if there is no difference, or
 *   %NULL with @error set
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_engine_diff (TarnEngine *self, TarnEngine *other, guint max_lines,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
