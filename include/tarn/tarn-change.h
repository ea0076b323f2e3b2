/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

enum
{
  TARN_TYPE_STATS_MAX = 3,
};

/**
 * TarnTypeStat:
 * @type: the type, as the service spells it
 * @status: its status
 * @error_message: (nullable): why it failed
 *
 * How one type of a metadata generation run is doing.
 *
 * Since: 1.0
 */
typedef struct
{
  const char *type;
  const char *status;
  const char *error_message;
} TarnTypeStat;

TARN_AVAILABLE_IN_1_0
GType tarn_type_stat_get_type (void) G_GNUC_CONST;

/**
 * TarnChange:
 * @time_us: when
 * @service: which service
 * @detail_type: (nullable): the detail-type of the event the service documents for this change, or
 *   %NULL where it documents none
 * @from: (nullable): the status before, or %NULL if the run began with this change or there is none
 * @to: (nullable): the status after, or %NULL if there is no run
 * @cause: what happened: a cause of the service's edges, see tarn_service_list_edges(), or
 *   `invocation-failure` without a run; of an event that a fault plan doubles or delays, `redelivery` or
 *   `late-event`
 * @table: (nullable): the materialized view of a refresh run
 * @run_id_high: the first half of the run's id, 0 if there is no run
 * @run_id_low: the second half
 * @creation_time_us: when the run was created
 * @slot_time_us: when a refresh run got its slot, 0 if it has none yet
 * @snapshot_time_us: as of when it reads its sources, 0 if not known yet
 * @refresh_type: (nullable): `FULL` or `INCREMENTAL`, or %NULL if not decided yet
 * @dpu_milliseconds: the DPU-milliseconds used so far
 * @billed_dpu_milliseconds: what these would be billed as, see tarn-cost.h
 * @processed_bytes: the bytes processed so far
 * @pending_commits: commits to the sources that the view does not show
 * @pending_bytes: the bytes these changed
 * @error_message: (nullable): why a run failed, or why none was started; of a metadata generation run
 *   why the first in order of those of its types failed that have failed by now, if any has
 * @domain_id: (nullable): the domain of a metadata generation run
 * @owning_project_id: (nullable): the project that owns the asset
 * @asset_id: (nullable): the asset it is about
 * @asset_revision: which revision of the asset, 0 if there is no asset
 * @created_by: (nullable): the id of the user who started it, or `SYSTEM`
 * @client_token: (nullable): the token that Start was given, if it was given one
 * @n_type_stats: how many types were asked for
 * @type_stats: (array fixed-size=3): how each of them is doing, see
 *   tarn_change_get_type_stat(); what is behind them is %NULL
 * @model_calls: the calls to the language model so far
 * @input_tokens: the tokens read so far
 * @output_tokens: the tokens written so far
 *
 * One change of a run, as observers see it after it is done. @from and @to are the same where the
 * service has no status of its own for what happened, as for `take-slot` and `stop`. A time of 0 has
 * not happened. A commit to a table is no change of a run, and not told. The record and what it points at
 * belong to the library and are valid during the call of the observer; tarn_change_copy() keeps one for
 * longer. Only the library makes these records: members may be added at the end.
 *
 * Since: 1.0
 */
struct _TarnChange
{
  gint64 time_us;
  const TarnService *service;
  const char *detail_type;
  const char *from;
  const char *to;
  const char *cause;
  const TarnTableName *table;
  guint64 run_id_high;
  guint64 run_id_low;
  gint64 creation_time_us;
  gint64 slot_time_us;
  gint64 snapshot_time_us;
  const char *refresh_type;
  gint64 dpu_milliseconds;
  gint64 billed_dpu_milliseconds;
  gint64 processed_bytes;
  guint64 pending_commits;
  guint64 pending_bytes;
  const char *error_message;
  const char *domain_id;
  const char *owning_project_id;
  const char *asset_id;
  guint asset_revision;
  const char *created_by;
  const char *client_token;
  guint n_type_stats;
  TarnTypeStat type_stats[TARN_TYPE_STATS_MAX];
  gint64 model_calls;
  gint64 input_tokens;
  gint64 output_tokens;
};

#define TARN_TYPE_CHANGE (tarn_change_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_change_get_type (void) G_GNUC_CONST;

/**
 * tarn_change_copy:
 * @self: a change
 *
 * Returns: (transfer full): a copy, which stays valid after the engine is gone
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnChange *tarn_change_copy (const TarnChange *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_change_free:
 * @self: (transfer full): a copy of a change
 *
 * Frees it. The records that observers are given are not theirs to free.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_change_free (TarnChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnChange, tarn_change_free)

/**
 * tarn_change_get_type_stat:
 * @self: a change
 * @index: which of the types, from 0
 *
 * For languages that cannot read an array inside of a record.
 *
 * Returns: (nullable): how the type is doing, or %NULL if there are not so many
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTypeStat *tarn_change_get_type_stat (const TarnChange *self, guint index);

/**
 * tarn_change_dup_run_id:
 * @self: a change
 *
 * The id as text is made on demand, so that a watcher who does not need it does not pay for it.
 *
 * Returns: (transfer full) (nullable): the run's id, or %NULL if the change has no run
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
char *tarn_change_dup_run_id (const TarnChange *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TarnObserverFunc:
 * @change: the change, valid during the call
 * @user_data: what was given to tarn_engine_add_observer()
 *
 * Called for each change once the operation or event that made it is done: the lake may have gone on
 * within the same operation, the record tells of the moment of the change. It may call operations;
 * what these change reaches the observers after every observer has seen what came before. It may not
 * drive the clock.
 *
 * Since: 1.0
 */
typedef void (*TarnObserverFunc) (const TarnChange *change, gpointer user_data);

G_END_DECLS
