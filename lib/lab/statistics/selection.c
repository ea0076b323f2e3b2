/* SPDX-License-Identifier: MIT */
#include "lab/statistics/selection.h"

#include <string.h>

#include "lab/statistics/sample.h"

/* The constants are computed in 2^-120ths, and rounded down to 2^-48ths. */
#define FINE_BITS 120
#define BITS 48

enum
{
  SPREADS_KEPT_MAX = 300, /* systems; those of more pairs are computed when they are asked for */
};

/* --- Constants -------------------------------------------------------------------------------- */

static TarnLabBig
drop_bits (TarnLabBig a, guint n_bits)
{
  return tarn_lab_big_divide (a, tarn_lab_big_shift_left (tarn_lab_big_from_int (1), n_bits));
}

/* Returns whether @base, in 2^-120ths, to the power of @exponent is at most @limit. */
static gboolean
is_power_at_most (TarnLabBig base, guint exponent, TarnLabBig limit)
{
  TarnLabBig power = base;

  for (guint i = 1; i < exponent; i++)
    {
      power = drop_bits (tarn_lab_big_multiply (power, base), FINE_BITS);
      if (tarn_lab_big_compare (power, limit) > 0)
        return FALSE;
    }
  return tarn_lab_big_compare (power, limit) <= 0;
}

/* Returns the greatest number of 2^-120ths whose power is at most @limit. */
static TarnLabBig
get_root (TarnLabBig limit, guint exponent)
{
  TarnLabBig low = tarn_lab_big_shift_left (tarn_lab_big_from_int (1), FINE_BITS);
  TarnLabBig high = tarn_lab_big_add (limit, tarn_lab_big_from_int (1));

  for (;;)
    {
      TarnLabBig middle = drop_bits (tarn_lab_big_add (low, high), 1);

      if (tarn_lab_big_compare (middle, low) <= 0)
        return low;
      if (is_power_at_most (middle, exponent, limit))
        low = middle;
      else
        high = middle;
    }
}

/* eta = ((2 a / (k - 1))^(-2 / (n - 1)) - 1) / 2, where a is the probability of a wrong choice */
gint64
tarn_lab_selection_get_eta (guint n_systems, guint n_first, TarnLabLevel level)
{
  TarnLabBig upper = tarn_lab_big_multiply (tarn_lab_big_from_int ((gint64) level.denominator),
                                            tarn_lab_big_from_int (n_systems - 1));
  TarnLabBig lower = tarn_lab_big_from_int (2 * (gint64) (level.denominator - level.numerator));
  TarnLabBig limit
      = tarn_lab_big_divide (tarn_lab_big_shift_left (tarn_lab_big_multiply (upper, upper),
                                                      FINE_BITS),
                             tarn_lab_big_multiply (lower, lower));
  TarnLabBig one = tarn_lab_big_shift_left (tarn_lab_big_from_int (1), FINE_BITS);
  gint64 eta;

  g_assert (n_systems > 1 && n_first > 1);
  if (tarn_lab_big_compare (limit, one) <= 0)
    return 0;
  if (!tarn_lab_big_to_int (drop_bits (tarn_lab_big_subtract (get_root (limit, n_first - 1), one),
                                       FINE_BITS - BITS + 1),
                            &eta))
    return G_MAXINT64;
  return eta;
}

gint64
tarn_lab_selection_get_h_squared (guint n_systems, guint n_first, TarnLabLevel level)
{
  TarnLabBig h_squared
      = tarn_lab_big_multiply (tarn_lab_big_from_int (
                                   tarn_lab_selection_get_eta (n_systems, n_first, level)),
                               tarn_lab_big_from_int (2 * (gint64) (n_first - 1)));
  gint64 value;

  return tarn_lab_big_to_int (h_squared, &value) ? value : G_MAXINT64;
}

/* --- The procedure ---------------------------------------------------------------------------- */

typedef struct
{
  const gint64 *const *values;
  guint n_systems;
  TarnLabBig *sums; /* of the replications so far */
  TarnLabBig *
      spreads; /* of each pair in the first stage, as get_spread() returns them; NULL for too many pairs */
  gboolean *is_left;
  TarnLabBig h_squared;
  TarnLabBig delta;
} Procedure;

/* Returns n (n - 1) times the variance of the difference of two systems in the first stage. */
static TarnLabBig
get_spread (const Procedure *self, guint system, guint other)
{
  TarnLabPairs pairs = tarn_lab_pairs_from_values (self->values[system], self->values[other],
                                                   TARN_LAB_SELECTION_FIRST);

  return tarn_lab_sample_get_spread (&pairs.differences);
}

static void
begin (Procedure *self)
{
  for (guint i = 0; i < self->n_systems; i++)
    {
      self->is_left[i] = TRUE;
      self->sums[i] = tarn_lab_sample_from_values (self->values[i], TARN_LAB_SELECTION_FIRST).sum;
      for (guint j = 0; j < i && self->spreads != NULL; j++)
        self->spreads[i * self->n_systems + j] = self->spreads[j * self->n_systems + i]
            = get_spread (self, i, j);
    }
}

/*
 * A system is dropped if its sum is above that of another by more than (h2 S2 / delta - n delta) / 2, or than 0 if that
 * is less. Both sides are multiplied with all that divides. This is what the sum may be above, so multiplied.
 */
static TarnLabBig
get_allowance (const Procedure *self, guint system, guint other, guint n)
{
  const TarnLabBig pairs
      = tarn_lab_big_from_int (TARN_LAB_SELECTION_FIRST * (TARN_LAB_SELECTION_FIRST - 1));
  TarnLabBig spread = self->spreads != NULL ? self->spreads[system * self->n_systems + other]
                                            : get_spread (self, system, other);
  TarnLabBig certain
      = tarn_lab_big_multiply (tarn_lab_big_multiply (self->delta, self->delta),
                               tarn_lab_big_multiply (tarn_lab_big_from_int (n),
                                                      tarn_lab_big_shift_left (pairs, BITS)));
  TarnLabBig allowance
      = tarn_lab_big_subtract (tarn_lab_big_multiply (self->h_squared, spread), certain);

  return allowance.is_negative ? tarn_lab_big_from_int (0) : allowance;
}

static gboolean
is_beaten (const Procedure *self, guint system, guint other, guint n)
{
  const TarnLabBig pairs
      = tarn_lab_big_from_int (TARN_LAB_SELECTION_FIRST * (TARN_LAB_SELECTION_FIRST - 1));
  TarnLabBig above = tarn_lab_big_subtract (self->sums[system], self->sums[other]);

  if (above.is_negative || tarn_lab_big_is_zero (above))
    return FALSE;

  TarnLabBig scaled = tarn_lab_big_multiply (
      above, tarn_lab_big_multiply (self->delta, tarn_lab_big_shift_left (pairs, BITS + 1)));
  return tarn_lab_big_compare (scaled, get_allowance (self, system, other, n)) > 0;
}

/* All systems are judged by those that were left before. Returns how many are left. */
static guint
drop_beaten (Procedure *self, guint n)
{
  g_autofree gboolean *is_left = g_new0 (gboolean, self->n_systems);
  guint n_left = 0;

  for (guint i = 0; i < self->n_systems; i++)
    {
      is_left[i] = self->is_left[i];
      for (guint j = 0; j < self->n_systems && is_left[i]; j++)
        is_left[i] = j == i || !self->is_left[j] || !is_beaten (self, i, j, n);
      n_left += is_left[i] ? 1 : 0;
    }
  memcpy (self->is_left, is_left, self->n_systems * sizeof (gboolean));
  return n_left;
}

/* Systems of which none beats another, though nothing is allowed any more, are equally good. So is a single one. */
static gboolean
are_left_equal (const Procedure *self, guint n)
{
  for (guint i = 0; i < self->n_systems; i++)
    for (guint j = 0; j < i; j++)
      if (self->is_left[i] && self->is_left[j]
          && !tarn_lab_big_is_zero (get_allowance (self, i, j, n)))
        return FALSE;
  return TRUE;
}

static guint
run (Procedure *self, guint n)
{
  guint n_used = TARN_LAB_SELECTION_FIRST;

  while (drop_beaten (self, n_used) > 1 && n_used < n && !are_left_equal (self, n_used))
    {
      for (guint i = 0; i < self->n_systems; i++)
        self->sums[i]
            = tarn_lab_big_add (self->sums[i], tarn_lab_big_from_int (self->values[i][n_used]));
      n_used++;
    }
  return n_used;
}

static TarnLabSelection
list_left (const Procedure *self, guint n_used)
{
  TarnLabSelection selection
      = { .n_used = n_used, .left = g_array_new (FALSE, FALSE, sizeof (guint)) };

  for (guint i = 0; i < self->n_systems; i++)
    {
      if (!self->is_left[i])
        continue;
      if (selection.left->len == 0
          || tarn_lab_big_compare (self->sums[i], self->sums[selection.best]) < 0)
        selection.best = i;
      g_array_append_val (selection.left, i);
    }
  selection.is_decided = are_left_equal (self, n_used);
  return selection;
}

TarnLabSelection
tarn_lab_select_least (const gint64 *const *values, guint n_systems, guint n, gint64 delta,
                       TarnLabLevel level)
{
  g_autofree TarnLabBig *sums = g_new (TarnLabBig, n_systems);
  g_autofree TarnLabBig *spreads
      = n_systems <= SPREADS_KEPT_MAX ? g_new (TarnLabBig, (gsize) n_systems * n_systems) : NULL;
  g_autofree gboolean *is_left = g_new (gboolean, n_systems);
  Procedure self = { values, n_systems, sums, spreads, is_left, { 0 }, { 0 } };

  g_assert (n >= TARN_LAB_SELECTION_FIRST && delta > 0);
  self.delta = tarn_lab_big_from_int (delta);
  if (n_systems > 1)
    self.h_squared = tarn_lab_big_from_int (
        tarn_lab_selection_get_h_squared (n_systems, TARN_LAB_SELECTION_FIRST, level));
  begin (&self);
  return list_left (&self, run (&self, n));
}

void
tarn_lab_selection_clear (TarnLabSelection *self)
{
  g_clear_pointer (&self->left, g_array_unref);
}
