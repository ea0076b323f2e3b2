/* SPDX-License-Identifier: MIT */
/*
 * The measures, computed naively: a list of all commits, what each view shows of each base table, and a step for
 * each microsecond. It knows only what a user can see: the calls and the changes that observers get.
 */
#pragma once

#include <tarn/tarn-measures.h>

#include "worlds/glue-lake.h"

enum
{
  MODEL_BASES = 5,
  MODEL_VIEWS = 14,
};

/* A bit for each base table and then for each view. */
#define MODEL_BASE(i) (1u << (i))
#define MODEL_VIEW(i) (1u << (MODEL_BASES + (i)))

/* What a view shows of a base table: its first @n commits that change data, read at @time_us. */
typedef struct
{
  gint64 time_us;
  guint n;
} ModelPoint;

/* Since when the content counts as never refreshed; G_MAXINT64 if it does not. */
typedef struct
{
  ModelPoint points[MODEL_BASES];
  gint64 never_us;
} ModelContent;

typedef struct
{
  gint64 time, age, lag, skew, fresh, never, commits, bytes, running, waiting, dpu;
  gint64 age_max, lag_max, skew_max, running_max, waiting_max, dpu_max;
  guint64 n_publications;
  GArray *ages; /* gint64, one for each microsecond */
  GArray *lags;
} ModelSums;

typedef struct
{
  gboolean exists;
  guint sources;
  ModelContent shown;
  ModelContent snapshot;
  gboolean is_outdated; /* the snapshot is of other sources */
  gint64 is_waiting, has_slot, works_until_us;
  gint64 work_us; /* how long its run will work */
  ModelSums sums;
} ModelView;

typedef struct
{
  gint64 time_us;
  gint64 bytes;
} ModelCommit;

typedef struct
{
  gint64 now_us;
  gint64 dpu; /* of each run that works */
  GArray *commits[MODEL_BASES];
  ModelView views[MODEL_VIEWS];
  ModelSums account;
} Model;

void model_init (Model *model, gint64 now_us);
void model_clear (Model *model);
void model_commit (Model *model, guint base, gint64 bytes);
void model_create (Model *model, guint view, guint sources, gboolean is_refreshed);
void model_update (Model *model, guint view, guint sources);
void model_delete (Model *model, guint view);

/* Returns whether the view is @other, or reads it by some way. */
gboolean model_depends_on (const Model *model, guint view, guint other);
void model_change (Model *model, guint view, const char *cause);
void model_step_to (Model *model, gint64 now_us);
void model_reset (Model *model);

/* Fails unless @measures are @sums; @bits are those of the histograms. */
void model_assert (const ModelSums *sums, const TarnMeasures *measures, guint bits,
                   gboolean has_percentiles);
