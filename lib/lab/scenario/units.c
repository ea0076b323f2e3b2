/* SPDX-License-Identifier: MIT */
#include "lab/scenario/units.h"

#include <string.h>

enum
{
  PLACES_MAX = 19, /* 10^19 fits into 64 bits */
};

static const TarnLabUnit time_units[] = {
  { "w", G_GUINT64_CONSTANT (604800000000) },
  { "d", G_GUINT64_CONSTANT (86400000000) },
  { "h", G_GUINT64_CONSTANT (3600000000) },
  { "min", 60000000 },
  { "s", 1000000 },
  { "ms", 1000 },
  { "us", 1 },
  { NULL, 0 },
};

/* clang-format off */
#define SIZE_UNITS(suffix)                                                                         \
  {                                                                                                \
    { "PiB" suffix, G_GUINT64_CONSTANT (1) << 50 },                                                \
    { "PB" suffix, G_GUINT64_CONSTANT (1000000000000000) },                                        \
    { "TiB" suffix, G_GUINT64_CONSTANT (1) << 40 },                                                \
    { "TB" suffix, G_GUINT64_CONSTANT (1000000000000) },                                           \
    { "GiB" suffix, G_GUINT64_CONSTANT (1) << 30 },                                                \
    { "GB" suffix, G_GUINT64_CONSTANT (1000000000) },                                              \
    { "MiB" suffix, G_GUINT64_CONSTANT (1) << 20 },                                                \
    { "MB" suffix, G_GUINT64_CONSTANT (1000000) },                                                 \
    { "KiB" suffix, G_GUINT64_CONSTANT (1) << 10 },                                                \
    { "kB" suffix, G_GUINT64_CONSTANT (1000) },                                                    \
    { "B" suffix, 1 },                                                                             \
    { NULL, 0 },                                                                                   \
  }
/* clang-format on */

static const TarnLabUnit size_units[] = SIZE_UNITS ("");
static const TarnLabUnit rate_units[] = SIZE_UNITS ("/s");

const TarnLabUnits tarn_lab_durations = { "duration", "microseconds", "0 s", time_units };
const TarnLabUnits tarn_lab_sizes = { "size", "bytes", "0 B", size_units };
const TarnLabUnits tarn_lab_rates = { "rate", "bytes in a second", "0 B/s", rate_units };

guint64
tarn_lab_units_find (const TarnLabUnits *units, const char *name)
{
  for (const TarnLabUnit *unit = units->units; unit->name != NULL; unit++)
    if (g_str_equal (unit->name, name))
      return unit->size;

  return 0;
}

static guint64
find_common_divisor (guint64 a, guint64 b)
{
  while (b != 0)
    {
      guint64 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

/* Reads @length digits. FALSE if the number is too great. */
static gboolean
read_digits (const char *digits, gsize length, guint64 *out_number)
{
  guint64 number = 0;

  for (gsize i = 0; i < length; i++)
    if (!g_uint64_checked_mul (&number, number, 10)
        || !g_uint64_checked_add (&number, number, (guint64) (digits[i] - '0')))
      return FALSE;

  *out_number = number;
  return TRUE;
}

TarnLabDecimal
tarn_lab_decimal_scale (const char *text, guint64 scale, guint64 *out_product)
{
  gsize n_whole = strspn (text, "0123456789"), n_places = 0;
  const char *places = text + n_whole;
  guint64 whole, part = 0, denominator = 1;

  if (*places == '.')
    n_places = strspn (++places, "0123456789");
  if (n_whole == 0 || places[n_places] != '\0' || (places > text + n_whole && n_places == 0))
    return TARN_LAB_DECIMAL_NO_NUMBER;
  while (n_places > 0 && places[n_places - 1] == '0')
    n_places--;
  if (n_places > PLACES_MAX)
    return TARN_LAB_DECIMAL_NOT_WHOLE;
  if (!read_digits (text, n_whole, &whole) || !g_uint64_checked_mul (&whole, whole, scale))
    return TARN_LAB_DECIMAL_TOO_GREAT;

  read_digits (places, n_places, &part);
  for (gsize i = 0; i < n_places; i++)
    denominator *= 10;
  guint64 divisor = find_common_divisor (denominator, scale);
  if (part % (denominator / divisor) != 0)
    return TARN_LAB_DECIMAL_NOT_WHOLE;
  /* The part is less than the denominator, so this product is less than the scale. */
  part = part / (denominator / divisor) * (scale / divisor);

  return g_uint64_checked_add (out_product, whole, part) ? TARN_LAB_DECIMAL_OK
                                                         : TARN_LAB_DECIMAL_TOO_GREAT;
}

void
tarn_lab_append_quantity (GString *text, guint64 amount, const TarnLabUnits *units)
{
  const TarnLabUnit *unit = units->units;

  if (amount == 0)
    {
      g_string_append (text, units->zero);
      return;
    }
  while (amount % unit->size != 0)
    unit++;
  g_string_append_printf (text, "%" G_GUINT64_FORMAT " %s", amount / unit->size, unit->name);
}

void
tarn_lab_append_decimal (GString *text, guint64 value, guint n_places)
{
  guint64 denominator = 1;

  for (guint i = 0; i < n_places; i++)
    denominator *= 10;
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, value / denominator);
  if (value % denominator == 0)
    return;

  g_string_append_printf (text, ".%0*" G_GUINT64_FORMAT, (gint) n_places, value % denominator);
  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
}
