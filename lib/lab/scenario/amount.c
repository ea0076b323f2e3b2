/* SPDX-License-Identifier: MIT */
/* Amounts that are drawn anew each time: 20 MB, 20 MB exponential, 20 MB lognormal 2, empirical 10 MB 3; 20 MB 1. */
#include "lab/scenario/kinds.h"
#include "lab/scenario/values.h"

static gboolean
take_one (TarnLabReading *reading, const TarnLabUnits *units, guint64 min, guint64 max,
          gint64 *out_amount)
{
  guint64 amount;

  if (!(units != NULL ? tarn_lab_reading_take_quantity (reading, units, min, max, &amount)
                      : tarn_lab_reading_take_number (reading, min, max, &amount)))
    return FALSE;
  *out_amount = (gint64) amount;
  return TRUE;
}

/* --- Empirical -------------------------------------------------------------------------------- */

/*
 * The mean, rounded down. A product of a value and a weight may be longer than 64 bits, so each value is divided by the
 * sum of the weights first, and the rests are added up bit by bit of the weights.
 */
static gint64
compute_mean (const GArray *steps)
{
  guint64 sum = 0, quotient = 0, rest = 0;

  for (guint i = 0; i < steps->len; i++)
    sum += g_array_index (steps, TarnLabStep, i).weight;
  for (gint bit = 31; bit >= 0; bit--)
    {
      quotient = quotient * 2 + rest * 2 / sum;
      rest = rest * 2 % sum;
      for (guint i = 0; i < steps->len; i++)
        {
          const TarnLabStep *step = &g_array_index (steps, TarnLabStep, i);

          if ((step->weight >> bit & 1) == 0)
            continue;
          rest += (guint64) step->value % sum;
          quotient += (guint64) step->value / sum + rest / sum;
          rest %= sum;
        }
    }

  return (gint64) quotient;
}

static void
make_table (TarnLabAmount *amount)
{
  guint n_steps = amount->steps->len;
  g_autofree gint64 *values = g_new (gint64, n_steps);
  g_autofree guint32 *weights = g_new (guint32, n_steps);

  /* A line has no room for as many values as an alias table takes. */
  g_assert (n_steps <= TARN_ALIAS_TABLE_LENGTH_MAX);
  for (guint i = 0; i < n_steps; i++)
    {
      values[i] = g_array_index (amount->steps, TarnLabStep, i).value;
      weights[i] = g_array_index (amount->steps, TarnLabStep, i).weight;
    }

  amount->kind = TARN_LAB_AMOUNT_EMPIRICAL;
  amount->mean = compute_mean (amount->steps);
  amount->values = tarn_alias_table_new_with_values (values, weights, n_steps);
}

static gboolean
parse_empirical (TarnLabReading *reading, const TarnLabUnits *units, guint64 min, guint64 max,
                 TarnLabAmount *amount)
{
  amount->steps = g_array_new (FALSE, FALSE, sizeof (TarnLabStep));
  do
    {
      TarnLabStep step;
      guint64 weight;

      if (!take_one (reading, units, min, max, &step.value)
          || !tarn_lab_reading_take_number (reading, 1, G_MAXUINT32, &weight))
        return FALSE;
      step.weight = (guint32) weight;
      g_array_append_val (amount->steps, step);
    }
  while (tarn_lab_reading_skip (reading, ";"));

  make_table (amount);
  return TRUE;
}

/* --- All kinds -------------------------------------------------------------------------------- */

gboolean
tarn_lab_amount_parse (TarnLabReading *reading, const TarnLabUnits *units, guint64 min, guint64 max,
                       TarnLabAmount *amount)
{
  guint64 deviation;

  if (tarn_lab_reading_skip (reading, "empirical"))
    return parse_empirical (reading, units, min, max, amount);

  amount->kind = tarn_lab_reading_skip (reading, "exponential") ? TARN_LAB_AMOUNT_EXPONENTIAL
                                                                : TARN_LAB_AMOUNT_CONSTANT;
  if (!take_one (reading, units, min, max, &amount->mean))
    return FALSE;
  if (amount->kind == TARN_LAB_AMOUNT_EXPONENTIAL)
    return TRUE;
  if (tarn_lab_reading_skip (reading, "exponential"))
    amount->kind = TARN_LAB_AMOUNT_EXPONENTIAL;
  else if (tarn_lab_reading_skip (reading, "lognormal"))
    {
      if (!tarn_lab_reading_take_decimal (reading, "a deviation", 3, 1001,
                                          TARN_LOG_NORMAL_DEVIATION_MAX, &deviation))
        return FALSE;
      amount->kind = TARN_LAB_AMOUNT_LOG_NORMAL;
      amount->deviation_permille = (guint) deviation;
    }

  return TRUE;
}

static void
write_one (gint64 amount, const TarnLabUnits *units, GString *text)
{
  if (units != NULL)
    tarn_lab_append_quantity (text, (guint64) amount, units);
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT, amount);
}

void
tarn_lab_amount_write (const TarnLabAmount *amount, const TarnLabUnits *units, GString *text)
{
  switch (amount->kind)
    {
    case TARN_LAB_AMOUNT_NONE:
      break;
    case TARN_LAB_AMOUNT_CONSTANT:
      write_one (amount->mean, units, text);
      break;
    case TARN_LAB_AMOUNT_EXPONENTIAL:
      write_one (amount->mean, units, text);
      g_string_append (text, " exponential");
      break;
    case TARN_LAB_AMOUNT_LOG_NORMAL:
      write_one (amount->mean, units, text);
      g_string_append (text, " lognormal ");
      tarn_lab_append_decimal (text, amount->deviation_permille, 3);
      break;
    case TARN_LAB_AMOUNT_EMPIRICAL:
      g_string_append (text, "empirical ");
      for (guint i = 0; i < amount->steps->len; i++)
        {
          const TarnLabStep *step = &g_array_index (amount->steps, TarnLabStep, i);

          g_string_append (text, i > 0 ? "; " : "");
          write_one (step->value, units, text);
          g_string_append_printf (text, " %u", step->weight);
        }
      break;
    }
}

void
tarn_lab_amount_clear (TarnLabAmount *amount)
{
  g_clear_pointer (&amount->values, tarn_alias_table_unref);
  g_clear_pointer (&amount->steps, g_array_unref);
}

/* --- Kinds ------------------------------------------------------------------------------------ */

static void
clear_amount (gpointer member)
{
  tarn_lab_amount_clear (member);
}

static gboolean
parse_durations (TarnLabReading *reading, gpointer member)
{
  return tarn_lab_amount_parse (reading, &tarn_lab_durations, reading->key->min, reading->key->max,
                                member);
}

static void
write_durations (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  tarn_lab_amount_write (member, &tarn_lab_durations, text);
}

const TarnLabKind tarn_lab_kind_durations
    = { parse_durations, write_durations, clear_amount, 0, NULL };

static gboolean
parse_numbers (TarnLabReading *reading, gpointer member)
{
  return tarn_lab_amount_parse (reading, NULL, reading->key->min, reading->key->max, member);
}

static void
write_numbers (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  tarn_lab_amount_write (member, NULL, text);
}

const TarnLabKind tarn_lab_kind_numbers = { parse_numbers, write_numbers, clear_amount, 0, NULL };
