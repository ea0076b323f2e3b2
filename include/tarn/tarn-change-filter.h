/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-change.h>

G_BEGIN_DECLS

#define TARN_TYPE_CHANGE_FILTER (tarn_change_filter_get_type ())

/**
 * TarnChangeFilter:
 *
 * Says which changes an observer is notified about, see tarn_engine_add_filtered_observer(). A change passes the
 * filter if it passes each of three tests:
 *
 * - Its kind was added. If no kind was added, every kind passes but %TARN_CHANGE_KIND_COMMIT.
 * - Its cause was added, or it is no change of a run and so has no cause. If no cause was added, every cause
 *   passes. If only causes of one service were added, no change of a run of the other service passes. An
 *   EventBridge event that a fault plan doubles or delays has the cause of the change that it is about.
 * - It is about a table that was added: the table of a commit, or the view of a refresh run or of an invocation
 *   failure. If no table was added, every change passes.
 *
 * Since: 1.0
 */
typedef struct _TarnChangeFilter TarnChangeFilter;

TARN_AVAILABLE_IN_1_0
GType tarn_change_filter_get_type (void) G_GNUC_CONST;

/**
 * tarn_change_filter_new:
 *
 * Makes a filter that lets every change pass but commits.
 *
 * Returns: (transfer full): a filter
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnChangeFilter *tarn_change_filter_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_change_filter_copy:
 * @self: a filter
 *
 * Returns: (transfer full): a copy
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnChangeFilter *tarn_change_filter_copy (const TarnChangeFilter *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_change_filter_free:
 * @self: (transfer full): a filter
 *
 * Frees the filter. Observers that were added with it have their own copies.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_change_filter_free (TarnChangeFilter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnChangeFilter, tarn_change_filter_free)

/**
 * tarn_change_filter_add_kind:
 * @self: a filter
 * @kind: a kind of changes
 *
 * Lets changes of this kind pass, and those of the other kinds that were added.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_change_filter_add_kind (TarnChangeFilter *self, TarnChangeKind kind);

G_END_DECLS
