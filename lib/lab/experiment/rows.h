/* SPDX-License-Identifier: MIT */
/* A TarnLabOutcome has its head, and a row of figures for each cell that is there. */
#pragma once

#include <tarn-lab/tarn-lab-outcome.h>

#include "lab/experiment/head.h"

/* Stands where a cell has no figure. No metric has this value. */
#define TARN_LAB_NO_FIGURE G_MININT64

struct _TarnLabOutcome
{
  gatomicrefcount ref_count;
  TarnLabExperiment *experiment; /* NULL if it was read from a file */
  TarnLabHead *head;
  gint64 **rows; /* of each cell, by the metrics of the head; NULL for a cell that is not there */
  guint n_done;
  TarnLabResult **series; /* of each variant, with a series; NULL for none */
  char *series_failure;   /* why there are none; NULL if nobody tried, or it succeeded */
  int part;               /* the file to which new cells are added; -1 for none */
  char *part_path;
};

static inline guint
tarn_lab_outcome_get_cell (const TarnLabOutcome *self, guint variant, guint replication)
{
  return replication * self->head->labels->len + variant;
}
