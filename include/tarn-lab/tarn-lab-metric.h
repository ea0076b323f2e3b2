/* SPDX-License-Identifier: MIT */
/*
 * A metric is one figure of a trial: a whole number in a stated unit. Some metrics are of each view, some of each
 * group of views, and some only of all views together. Others are of each group of assets, and of all assets together.
 */
#pragma once

#include <tarn-lab/tarn-lab-types.h>

G_BEGIN_DECLS

/**
 * TarnLabSubject:
 * @TARN_LAB_SUBJECT_ALL: all views together
 * @TARN_LAB_SUBJECT_GROUP: the views of a group
 * @TARN_LAB_SUBJECT_VIEW: one view
 * @TARN_LAB_SUBJECT_ALL_ASSETS: all assets together; only of a scenario that has assets
 * @TARN_LAB_SUBJECT_ASSETS: the assets of a group
 *
 * Says what a figure is about.
 *
 * Since: 1.0
 */
typedef enum
{
  TARN_LAB_SUBJECT_ALL,
  TARN_LAB_SUBJECT_GROUP,
  TARN_LAB_SUBJECT_VIEW,
  TARN_LAB_SUBJECT_ALL_ASSETS,
  TARN_LAB_SUBJECT_ASSETS,
} TarnLabSubject;

#define TARN_LAB_TYPE_SUBJECT (tarn_lab_subject_get_type ())

TARN_AVAILABLE_IN_1_0
GType tarn_lab_subject_get_type (void) G_GNUC_CONST;

/**
 * tarn_lab_list_metrics:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all metrics, in the order of the tables
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *const *tarn_lab_list_metrics (void);

/**
 * tarn_lab_metric_get_unit:
 * @name: the name of a metric; another is a programmer error
 *
 * Returns: the unit of the whole number, such as `us`, `nano-usd`, `ppm`, `bytes` or `1`
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_metric_get_unit (const char *name);

/**
 * tarn_lab_metric_get_description:
 * @name: the name of a metric; another is a programmer error
 *
 * Returns: a sentence that defines the metric, with its rounding
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const char *tarn_lab_metric_get_description (const char *name);

/**
 * tarn_lab_metric_is_merit:
 * @name: the name of a metric; another is a programmer error
 *
 * Returns: whether more of it is better, as of the time within the SLO; less of any other is better, or neither is
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_metric_is_merit (const char *name);

/**
 * tarn_lab_metric_has_subject:
 * @name: the name of a metric; another is a programmer error
 * @subject: what a figure is about
 *
 * Returns: whether there is a figure of the metric for such subjects
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_lab_metric_has_subject (const char *name, TarnLabSubject subject);

G_END_DECLS
