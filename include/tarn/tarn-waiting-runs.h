/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-slot-chooser.h>
#include <tarn/tarn-table-name.h>

G_BEGIN_DECLS

/**
 * TarnWaitingRuns:
 *
 * The refresh runs of an account that wait for a slot, in the order in which they began to wait. The list belongs
 * to the library. It and the names in it are valid during the call of a slot chooser. A position that the list
 * does not have is a programmer error.
 *
 * Since: 1.0
 */
#define TARN_TYPE_WAITING_RUNS (tarn_waiting_runs_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_waiting_runs_get_type (void) G_GNUC_CONST;

/**
 * tarn_waiting_runs_copy:
 * @self: waiting runs
 *
 * Returns: (transfer full): a copy, which shows the runs as they are now and stays valid after the engine is gone
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnWaitingRuns *tarn_waiting_runs_copy (const TarnWaitingRuns *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_waiting_runs_free:
 * @self: (transfer full): a copy of waiting runs
 *
 * Frees the copy. A slot chooser must not free the list that it is given.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_waiting_runs_free (TarnWaitingRuns *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnWaitingRuns, tarn_waiting_runs_free)

/**
 * tarn_waiting_runs_get_length:
 * @self: waiting runs
 *
 * Returns: how many runs wait
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_waiting_runs_get_length (const TarnWaitingRuns *self);

/**
 * tarn_waiting_runs_get_table_name:
 * @self: waiting runs
 * @position: the position of a run
 *
 * Returns: (transfer none): the materialized view of the run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_waiting_runs_get_table_name (const TarnWaitingRuns *self, guint position);

/**
 * tarn_waiting_runs_get_creation_time:
 * @self: waiting runs
 * @position: the position of a run
 *
 * Returns: when the run was created, and so began to wait
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_waiting_runs_get_creation_time (const TarnWaitingRuns *self, guint position);

/**
 * tarn_waiting_runs_get_tag:
 * @self: waiting runs
 * @position: the position of a run
 *
 * Returns: the tag with which the run was started, 0 for none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_waiting_runs_get_tag (const TarnWaitingRuns *self, guint position);

/**
 * tarn_waiting_runs_get_slot_class:
 * @self: waiting runs
 * @position: the position of a run
 *
 * Returns: the class of the run, from 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_waiting_runs_get_slot_class (const TarnWaitingRuns *self, guint position);

/**
 * tarn_waiting_runs_get_pending_bytes:
 * @self: waiting runs
 * @position: the position of a run
 *
 * Returns: the bytes of the commits to the sources that the view does not show
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_waiting_runs_get_pending_bytes (const TarnWaitingRuns *self, guint position);

/**
 * tarn_waiting_runs_get_oldest_pending_time:
 * @self: waiting runs
 * @position: the position of a run
 *
 * Returns: when the oldest commit landed that the view does not show, 0 if there is none
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_waiting_runs_get_oldest_pending_time (const TarnWaitingRuns *self, guint position);

G_END_DECLS
