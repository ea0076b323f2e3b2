/* SPDX-License-Identifier: MIT */
/*
 * Chooses the best of several systems by the procedure of Kim and Nelson (2001), which drops systems replication by
 * replication and stays valid where all systems meet the same luck. If the figures are normal and the best system is
 * better by at least @delta than each other, the best one is chosen with at least the probability asked for.
 */
#pragma once

#include "lab/statistics/student.h"

enum
{
  TARN_LAB_SELECTION_FIRST = 10, /* replications before the first system may be dropped */
};

typedef struct
{
  gboolean is_decided; /* whether only one system is left, or several that are equally good */
  guint n_used;        /* replications until it was, or all of them */
  guint best;          /* the one left, or of those left the one with the best mean */
  GArray *left;        /* guint; the systems that are left, in their order */
} TarnLabSelection;

/*
 * @values has the figures of @n_systems systems, each with @n replications, and @n is at least
 * TARN_LAB_SELECTION_FIRST. The least mean is the best. @delta is above 0.
 */
TarnLabSelection tarn_lab_select_least (const gint64 *const *values, guint n_systems, guint n,
                                        gint64 delta, TarnLabLevel level);
void tarn_lab_selection_clear (TarnLabSelection *self);

/* Returns the constants of the procedure in 2^-48ths, for @n_systems and a first stage of @n_first replications. */
gint64 tarn_lab_selection_get_eta (guint n_systems, guint n_first, TarnLabLevel level);
gint64 tarn_lab_selection_get_h_squared (guint n_systems, guint n_first, TarnLabLevel level);
