/* SPDX-License-Identifier: MIT */
#include "lab/experiment/condition.h"

#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/scenario/units.h"

enum
{
  NUMBER_SCALE = 1000000, /* a plain number is counted in millionths */
};

#define FORM "METRIC < QUANTITY, with <, <=, >, >= or =, and VARIANT: before it for one variant"

/* --- Units ------------------------------------------------------------------------------------ */

static const TarnLabUnit percents[] = { { "%", 10000 }, { NULL, 0 } };
static const TarnLabUnit prices[] = { { "USD", 1000000000 }, { NULL, 0 } };
static const TarnLabUnit works[] = {
  { "DPU-h", 3600000 }, { "DPU-min", 60000 }, { "DPU-s", 1000 }, { "DPU-ms", 1 }, { NULL, 0 }
};

/* A quantity of a metric is in one of these units; without units it is a plain number. */
static const struct
{
  const char *unit; /* of the metric */
  const TarnLabUnit *units;
  gint64 size; /* of a plain number */
  const char *allowed;
} quantities[] = {
  { "us", NULL, 0, "a duration such as 30 min or 1 h 30 min" },
  { "bytes", NULL, 0, "a size such as 500 MB" },
  { "ppm", percents, 0, "a percentage such as 99 %" },
  { "nano-usd", prices, 0, "a price such as 50 USD" },
  { "DPU-ms", works, 0, "work such as 100 DPU-s or 2 DPU-h" },
  { "millionths", NULL, NUMBER_SCALE, "a number such as 1.5" },
  { NULL, NULL, 1, "a number such as 1.5" },
};

static const TarnLabUnit *
get_units (guint quantity)
{
  if (g_strcmp0 (quantities[quantity].unit, "us") == 0)
    return tarn_lab_durations.units;
  if (g_strcmp0 (quantities[quantity].unit, "bytes") == 0)
    return tarn_lab_sizes.units;
  return quantities[quantity].units;
}

/* The last row is for all other units. */
static guint
find_quantity (const char *unit)
{
  guint i = 0;

  while (quantities[i].unit != NULL && !g_str_equal (quantities[i].unit, unit))
    i++;
  return i;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, const char *condition, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *wrong = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_CONDITION, "'%s': %s", condition, wrong);
  return FALSE;
}

/* Reads a number and its unit, and moves on behind them. Each part has a smaller unit than the one before. */
static gboolean
read_part (TarnLabCondition *self, const char **text, const TarnLabUnit **units)
{
  gsize n_digits = strspn (*text, "0123456789.");
  g_autofree char *number = g_strndup (*text, n_digits);
  const char *name = *text + n_digits + strspn (*text + n_digits, " ");
  gsize length = strcspn (name, " 0123456789");
  guint64 amount;

  for (const TarnLabUnit *unit = *units; unit->name != NULL; unit++)
    {
      if (strlen (unit->name) != length || strncmp (unit->name, name, length) != 0)
        continue;
      if (self->size == 0)
        {
          self->size = unit->size;
          self->shown = unit->name;
        }
      *text = name + length + strspn (name + length, " ");
      *units = unit + 1;
      return tarn_lab_decimal_scale (number, unit->size, &amount) == TARN_LAB_DECIMAL_OK
             && g_uint64_checked_add (&self->limit, self->limit, amount);
    }
  return FALSE;
}

static gboolean
read_quantity (TarnLabCondition *self, const char *text)
{
  guint quantity = find_quantity (self->unit);
  const TarnLabUnit *units = get_units (quantity);

  self->scale = 1;
  self->shown = "";
  if (units == NULL)
    {
      self->scale = NUMBER_SCALE / quantities[quantity].size;
      self->size = NUMBER_SCALE;
      return tarn_lab_decimal_scale (text, NUMBER_SCALE, &self->limit) == TARN_LAB_DECIMAL_OK;
    }
  do
    {
      if (!read_part (self, &text, &units))
        return FALSE;
    }
  while (*text != '\0');

  return TRUE;
}

static const char *const comparators[] = {
  [TARN_LAB_LESS] = "<",      [TARN_LAB_AT_MOST] = "<=", [TARN_LAB_GREATER] = ">",
  [TARN_LAB_AT_LEAST] = ">=", [TARN_LAB_EQUAL] = "=",
};

/* A label may have such characters too, but a quantity has none, so the last ones count. */
static char *
find_comparator (char *text, TarnLabComparator *out_comparator)
{
  gsize length = strlen (text), begin;
  char *found;

  while (length > 0 && strchr ("<>=", text[length - 1]) == NULL)
    length--;
  if (length == 0)
    return NULL;
  begin = length - 1;
  if (begin > 0 && text[begin] == '=' && strchr ("<>", text[begin - 1]) != NULL)
    begin--;
  found = text + begin;
  for (guint i = 0; i < G_N_ELEMENTS (comparators); i++)
    if (strlen (comparators[i]) == length - begin
        && strncmp (found, comparators[i], length - begin) == 0)
      *out_comparator = (TarnLabComparator) i;
  return found;
}

/* Reads what is before the comparator: a metric, and perhaps a variant and a colon before it. */
static void
read_subject (TarnLabCondition *self, char *text)
{
  char *colon;

  g_strstrip (text);
  colon = g_strrstr (text, ": ");
  if (colon != NULL)
    *colon = '\0';
  self->variant = colon != NULL ? g_strdup (g_strstrip (text)) : NULL;
  self->metric = g_strdup (colon != NULL ? g_strstrip (colon + 2) : text);
}

gboolean
tarn_lab_condition_parse (TarnLabCondition *self, const char *text, GError **error)
{
  g_autofree char *copy = g_strdup (text);
  char *found = find_comparator (copy, &self->comparator), *quantity;

  if (found == NULL)
    return refuse (error, text, "this is no condition; allowed: " FORM);
  quantity = g_strstrip (found + strlen (comparators[self->comparator]));
  self->text = g_strdup_printf ("%s %s", comparators[self->comparator], quantity);
  *found = '\0';
  read_subject (self, copy);
  self->unit = *self->metric != '\0' && g_strv_contains (tarn_lab_list_metrics (), self->metric)
                       && tarn_lab_metric_has_subject (self->metric, TARN_LAB_SUBJECT_ALL)
                   ? tarn_lab_metric_get_unit (self->metric)
                   : NULL;
  if (self->unit == NULL)
    return refuse (error, text,
                   "'%s' is no metric of all views; allowed: what `tarn metrics` lists",
                   self->metric);
  if (!read_quantity (self, quantity))
    return refuse (error, text, "'%s' is no quantity of %s; allowed: %s", quantity, self->metric,
                   quantities[find_quantity (self->unit)].allowed);
  return TRUE;
}

void
tarn_lab_condition_clear (TarnLabCondition *self)
{
  g_clear_pointer (&self->variant, g_free);
  g_clear_pointer (&self->metric, g_free);
  g_clear_pointer (&self->text, g_free);
}

/* --- Comparing -------------------------------------------------------------------------------- */

static TarnLabBig
from_unsigned (guint64 value)
{
  return tarn_lab_big_add (tarn_lab_big_shift_left (tarn_lab_big_from_int ((gint64) (value >> 1)),
                                                    1),
                           tarn_lab_big_from_int ((gint64) (value & 1)));
}

static TarnLabBig
scale_sum (const TarnLabCondition *self, const TarnLabSample *sample)
{
  return tarn_lab_big_multiply (sample->sum, tarn_lab_big_from_int (self->scale));
}

gboolean
tarn_lab_condition_is_so (const TarnLabCondition *self, const TarnLabSample *sample)
{
  TarnLabBig limit
      = tarn_lab_big_multiply (from_unsigned (self->limit), tarn_lab_big_from_int (sample->n));
  gint order = tarn_lab_big_compare (scale_sum (self, sample), limit);

  switch (self->comparator)
    {
    case TARN_LAB_LESS:
      return order < 0;
    case TARN_LAB_AT_MOST:
      return order <= 0;
    case TARN_LAB_GREATER:
      return order > 0;
    case TARN_LAB_AT_LEAST:
      return order >= 0;
    case TARN_LAB_EQUAL:
    default:
      return order == 0;
    }
}

char *
tarn_lab_condition_describe (const TarnLabCondition *self, const TarnLabSample *sample)
{
  TarnLabBig divisor
      = tarn_lab_big_multiply (from_unsigned (self->size), tarn_lab_big_from_int (sample->n));
  TarnLabBig millionths = tarn_lab_big_divide_rounded (
      tarn_lab_big_multiply (scale_sum (self, sample), tarn_lab_big_from_int (1000000)), divisor);
  GString *text = g_string_new (NULL);
  gint64 mean;

  g_string_append_printf (text, "%s is ", self->metric);
  if (!tarn_lab_big_to_int (millionths, &mean))
    g_string_append (text, "more than can be shown");
  else
    {
      if (mean < 0)
        g_string_append_c (text, '-');
      tarn_lab_append_decimal (text, (guint64) ABS (mean), 6);
      g_string_append_printf (text, "%s%s", *self->shown != '\0' ? " " : "", self->shown);
    }
  g_string_append_printf (text, ", which is %s", self->text);
  return g_string_free (text, FALSE);
}
