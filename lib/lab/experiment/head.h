/* SPDX-License-Identifier: MIT */
/*
 * The head of an outcome says which cells its figures are of: the scenario, the variants with their policies, the metrics,
 * and how the figures are compared. It is written as lines of text, and an outcome that was read from a file has no more
 * of its experiment than its head. Two outcomes are of the same experiment if the texts of their heads are equal.
 */
#pragma once

#include "lab/experiment/experiment.h"

#define TARN_LAB_LAST_LINE_OF_HEAD "cells"

typedef struct
{
  char *text; /* the lines, each with a line feed */
  char *library;
  char *digest;      /* of the scenario */
  GString *scenario; /* its canonical form */
  GString *files;    /* the digests of the files that it names, one behind the other */
  GPtrArray *labels; /* char *; of the variants */
  GPtrArray *
      policies; /* char *; those of each variant, with versions and settings, parted by line feeds */
  GPtrArray *metrics; /* char *; of which each cell has a figure, in this order */
  GPtrArray *units;   /* char *; of the metrics */
  GArray *compared;   /* guint; metrics that are compared */
  guint n_replications;
  guint baseline; /* among the variants */
  guint best;     /* among the metrics; G_MAXUINT for none */
  guint level_ppm;
  guint indifference_ppm;
  guint stop_ppm;
} TarnLabHead;

TarnLabHead *tarn_lab_head_new (const TarnLabExperiment *experiment);

/*
 * Reads the lines of a file up to the last one of its head. Fails with TARN_LAB_ERROR_OUTCOME and names the line. @lines end
 * with NULL.
 */
TarnLabHead *tarn_lab_head_parse (char *const *lines, GError **error);
void tarn_lab_head_free (TarnLabHead *self);

static inline guint
tarn_lab_head_get_n_cells (const TarnLabHead *self)
{
  return self->labels->len * self->n_replications;
}

/* Returns as much of a line as an error shows. */
char *tarn_lab_shorten_line (const char *line);

/* Returns G_MAXUINT if the outcome has no such metric. */
guint tarn_lab_head_find_metric (const TarnLabHead *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnLabHead, tarn_lab_head_free)
