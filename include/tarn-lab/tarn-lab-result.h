/* SPDX-License-Identifier: MIT */
/*
 * A result has the figures of one trial.
 */
#pragma once

#include <tarn-lab/tarn-lab-metric.h>
#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

#define TARN_LAB_TYPE_RESULT (tarn_lab_result_get_type ())

/**
 * TarnLabResult:
 *
 * The figures of a trial, or of the part of it that is over. A result never changes, and it does not need its trial
 * any more.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
GType tarn_lab_result_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_result_ref:
 * @self: a result
 *
 * Adds a reference. This function may be called in any thread.
 *
 * Returns: (transfer full): the result
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnLabResult *tarn_lab_result_ref (TarnLabResult *self);

/**
 * tarn_lab_result_unref:
 * @self: (transfer full): a result
 *
 * Drops a reference. The last one frees the result. This function may be called in any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_lab_result_unref (TarnLabResult *self);

/**
 * tarn_lab_result_get_n_subjects:
 * @self: a result
 * @subject: what is counted
 *
 * Returns: the number of groups or views; 1 for %TARN_LAB_SUBJECT_ALL; 1 for %TARN_LAB_SUBJECT_ALL_ASSETS if the
 *   scenario has assets, and else 0
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_lab_result_get_n_subjects (const TarnLabResult *self, TarnLabSubject subject);

/**
 * tarn_lab_result_get_subject_name:
 * @self: a result
 * @subject: what the name is of
 * @index: which one
 *
 * Returns: the name of the group or the view, which is `database.table`; `all` for %TARN_LAB_SUBJECT_ALL and for
 *   %TARN_LAB_SUBJECT_ALL_ASSETS
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_result_get_subject_name (const TarnLabResult *self, TarnLabSubject subject,
                                              guint index);

/**
 * tarn_lab_result_get_figure:
 * @self: a result
 * @subject: what the figure is about
 * @index: which group or view
 * @metric: the name of a metric that has such a subject, or of a measure of the user's; another is a programmer error
 * @out_value: (out): the figure, in the unit of the metric
 *
 * Reads a figure. There is none where nothing was measured, for example no mean wait without a run. Then @out_value
 * is 0.
 *
 * Returns: whether there is a figure
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_result_get_figure (const TarnLabResult *self, TarnLabSubject subject, guint index,
                                     const char *metric, gint64 *out_value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabResult, tarn_lab_result_unref)

G_END_DECLS
