/* SPDX-License-Identifier: MIT */
#include "lab/report/quantity.h"

#include "lab/report/numbers.h"

enum
{
  DECIMALS_MAX = 6,
  USUAL_DECIMALS = 2,
};

/* A unit in which figures are shown, and how many of the metric's are in one. */
typedef struct
{
  const char *name;
  gint64 size;
  gint64 from; /* is used from this figure on */
} Shown;

typedef struct
{
  const char *unit;
  const char *head; /* NULL if each figure names its unit */
  const Shown *shown;
} Unit;

#define SECOND_US G_GINT64_CONSTANT (1000000)

/* A unit is used from twice its length on, so that no digit that counts is lost; the last one is for all that is left. */
static const Shown times[] = {
  { "d", 86400 * SECOND_US, 2 * 86400 * SECOND_US },
  { "h", 3600 * SECOND_US, 2 * 3600 * SECOND_US },
  { "min", 60 * SECOND_US, 2 * 60 * SECOND_US },
  { "s", SECOND_US, SECOND_US },
  { "ms", 1000, 1000 },
  { "us", 1, 0 },
};
static const Shown sizes[] = {
  { "TB", G_GINT64_CONSTANT (1000000000000), G_GINT64_CONSTANT (1000000000000) },
  { "GB", 1000000000, 1000000000 },
  { "MB", 1000000, 1000000 },
  { "kB", 1000, 1000 },
  { "B", 1, 0 },
};
static const Shown usd[] = { { "", 1000000000, 0 } };
static const Shown percent[] = { { "", 10000, 0 } };
static const Shown millionths[] = { { "", 1000000, 0 } };
static const Shown thousandths[] = { { "", 1000, 0 } };
static const Shown dpu_seconds[] = { { "", 1000, 0 } };
static const Shown plain[] = { { "", 1, 0 } };

static const Unit units[] = {
  { "us", NULL, times },
  { "bytes", NULL, sizes },
  { "nano-usd", "USD", usd },
  { "ppm", "%", percent },
  { "1", "", thousandths },
  { "millionths", "", millionths },
  { "DPU-ms", "DPU-s", dpu_seconds },
};

static const Unit *
find_unit (const char *unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].unit, unit))
      return &units[i];

  return NULL;
}

const char *
tarn_lab_unit_get_head (const char *unit)
{
  const Unit *found = find_unit (unit);

  if (found == NULL)
    return unit;
  return found->head != NULL ? found->head : "";
}

const char *
tarn_lab_unit_get_head_of_difference (const char *unit)
{
  return g_str_equal (unit, "ppm") ? "points" : tarn_lab_unit_get_head (unit);
}

static const Shown *
choose_shown (gint64 value, const char *unit)
{
  const Unit *found = find_unit (unit);
  const Shown *shown = found != NULL ? found->shown : plain;

  while (shown->from > 0 && ABS (value) < shown->from)
    shown++;
  return shown;
}

gint64
tarn_lab_unit_choose_size (gint64 value, const char *unit, const char **out_name)
{
  const Shown *shown = choose_shown (value, unit);

  *out_name = *shown->name != '\0' ? shown->name : tarn_lab_unit_get_head (unit);
  return shown->size;
}

/* --- Digits ----------------------------------------------------------------------------------- */

/* Returns after how many decimals the half-width has two digits. */
static guint
count_decimals (gint64 half_width, const Shown *shown)
{
  guint n = 0;

  if (half_width == 0)
    return shown->size == 1 ? 0 : USUAL_DECIMALS;
  for (gint64 step = shown->size; n < DECIMALS_MAX && half_width / 10 < step && step > 1; n++)
    step /= 10;
  return n;
}

static char *
format (gint64 value, const Shown *shown, guint n_decimals, gboolean has_sign)
{
  g_autofree char *digits = tarn_lab_format_grouped_decimal (value, shown->size, n_decimals);

  return g_strconcat (has_sign && value > 0 ? "+" : "", digits, NULL);
}

static char *
add_unit (const char *digits, const Shown *shown)
{
  return g_strconcat (digits, *shown->name != '\0' ? " " : "", shown->name, NULL);
}

char *
tarn_lab_format_interval (const TarnLabInterval *interval, const char *unit)
{
  const Shown *shown = choose_shown (interval->mean, unit);
  guint n_decimals = count_decimals (interval->half_width, shown);

  if (!interval->has_mean)
    return g_strdup ("-");

  g_autofree char *mean = format (interval->mean, shown, n_decimals, FALSE);
  g_autofree char *half = format (interval->half_width, shown, n_decimals, FALSE);
  g_autofree char *both = interval->has_half_width && interval->half_width > 0
                              ? g_strconcat (mean, " ±", half, NULL)
                              : g_strdup (mean);
  return add_unit (both, shown);
}

char *
tarn_lab_format_change (const TarnLabInterval *interval, const char *unit)
{
  const Shown *shown = choose_shown (MAX (ABS (interval->mean), interval->half_width), unit);
  guint n_decimals = count_decimals (interval->half_width, shown);

  if (!interval->has_mean)
    return g_strdup ("-");

  g_autofree char *mean = format (interval->mean, shown, n_decimals, TRUE);
  g_autofree char *half = format (interval->half_width, shown, n_decimals, FALSE);
  g_autofree char *both = interval->has_half_width && interval->half_width > 0
                              ? g_strconcat (mean, " ±", half, NULL)
                              : g_strdup (mean);
  return add_unit (both, shown);
}

char *
tarn_lab_format_amount (gint64 value, const char *unit)
{
  const Shown *shown = choose_shown (value, unit);
  g_autofree char *digits = format (value, shown, shown->size == 1 ? 0 : USUAL_DECIMALS, FALSE);

  return add_unit (digits, shown);
}
