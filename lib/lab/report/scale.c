/* SPDX-License-Identifier: MIT */
#include "lab/report/scale.h"

#include "lab/report/numbers.h"
#include "lab/report/quantity.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)

/* Nothing that is shown is greater, so that sums of two values fit. */
#define VALUE_MAX (G_GINT64_CONSTANT (1) << 61)

static const gint64 round_times[] = { 1,
                                      2,
                                      5,
                                      10,
                                      20,
                                      50,
                                      100,
                                      200,
                                      500,
                                      1000,
                                      2000,
                                      5000,
                                      10000,
                                      20000,
                                      50000,
                                      100000,
                                      200000,
                                      500000,
                                      SECOND_US,
                                      2 * SECOND_US,
                                      5 * SECOND_US,
                                      10 * SECOND_US,
                                      15 * SECOND_US,
                                      30 * SECOND_US,
                                      MINUTE_US,
                                      2 * MINUTE_US,
                                      5 * MINUTE_US,
                                      10 * MINUTE_US,
                                      15 * MINUTE_US,
                                      30 * MINUTE_US,
                                      HOUR_US,
                                      2 * HOUR_US,
                                      3 * HOUR_US,
                                      6 * HOUR_US,
                                      12 * HOUR_US,
                                      DAY_US,
                                      2 * DAY_US,
                                      7 * DAY_US,
                                      14 * DAY_US,
                                      28 * DAY_US };

/* --- Steps ------------------------------------------------------------------------------------ */

/* Returns the least step of the 1, 2, 5 kind of which at most @n_max fit; it is at least 1. */
static gint64
find_decimal_step (gint64 length, guint n_max)
{
  static const gint64 digits[] = { 1, 2, 5 };

  for (gint64 power = 1; power <= VALUE_MAX / 10; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
      if (length / (digits[i] * power) < n_max)
        return digits[i] * power;

  return VALUE_MAX;
}

/* Steps of time go on by days, because months differ. */
static gint64
find_time_step (gint64 length_us, guint n_max)
{
  for (guint i = 0; i < G_N_ELEMENTS (round_times); i++)
    if (length_us / round_times[i] < n_max)
      return round_times[i];

  return find_decimal_step (length_us / DAY_US + 1, n_max) * DAY_US;
}

static gint64
round_down (gint64 value, gint64 step)
{
  gint64 rest = value % step;

  return value - (rest < 0 ? rest + step : rest);
}

static gint64
round_up (gint64 value, gint64 step)
{
  gint64 down = round_down (value, step);

  return down < value ? down + step : down;
}

/* Ticks need as many decimals as tell two of them apart. Of a unit that is no power of ten they may have no end. */
static guint
count_decimals (gint64 step, gint64 size)
{
  guint n = 0;

  for (; step % size != 0 && size % 10 == 0; n++)
    size /= 10;
  return n;
}

/* --- Making ----------------------------------------------------------------------------------- */

TarnLabScale
tarn_lab_scale_new (const TarnLabPictureAxis *axis, guint n_ticks_max, gint from, gint to)
{
  gint64 low = axis->is_from_zero ? MIN (axis->low, 0) : axis->low;
  gint64 high = CLAMP (axis->high, low, VALUE_MAX);
  gboolean is_time = axis->kind == TARN_LAB_AXIS_TIME || g_str_equal (axis->unit, "us");
  TarnLabScale self = { .from = from, .to = to };

  low = CLAMP (low, -VALUE_MAX, VALUE_MAX);
  self.is_calendar = axis->kind == TARN_LAB_AXIS_TIME;
  self.size = 1;
  self.unit = "UTC";
  if (high == low)
    high = low + 1;
  if (!self.is_calendar)
    self.size = tarn_lab_unit_choose_size (MAX (ABS (low), ABS (high)), axis->unit, &self.unit);
  self.step = is_time ? find_time_step (high - low, n_ticks_max)
                      : find_decimal_step (high - low, n_ticks_max);
  self.n_decimals = count_decimals (self.step, self.size);
  if (is_time && self.n_decimals > 2) /* as 10 s in minutes have no end */
    {
      self.size = tarn_lab_unit_choose_size (self.step, axis->unit, &self.unit);
      self.n_decimals = count_decimals (self.step, self.size);
    }
  self.low = self.is_calendar ? low : round_down (low, self.step);
  self.high = self.is_calendar ? high : round_up (high, self.step);
  return self;
}

gint
tarn_lab_scale_get_place (const TarnLabScale *self, gint64 value)
{
  guint64 part = (guint64) (CLAMP (value, self->low, self->high) - self->low);
  TarnWide length = { 0, (guint64) (self->high - self->low) };
  TarnWide scaled = tarn_wide_multiply (part, (guint64) ABS (self->to - self->from));
  gint place = (gint) tarn_wide_narrow (tarn_wide_divide_rounded (scaled, length));

  return self->to < self->from ? self->from - place : self->from + place;
}

gint64
tarn_lab_scale_get_first_tick (const TarnLabScale *self)
{
  return round_up (self->low, self->step);
}

/* --- Writing ---------------------------------------------------------------------------------- */

/* A day has its date, and a time within a day its hour and minute. */
static char *
format_calendar (gint64 time_us, gboolean has_seconds)
{
  static const char *const months[]
      = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_utc (round_down (time_us, SECOND_US) / SECOND_US);

  if (time == NULL)
    return tarn_lab_format_time (time_us);
  if (time_us % DAY_US == 0)
    return g_strdup_printf ("%s %d", months[g_date_time_get_month (time) - 1],
                            g_date_time_get_day_of_month (time));
  if (!has_seconds)
    return g_strdup_printf ("%02d:%02d", g_date_time_get_hour (time),
                            g_date_time_get_minute (time));
  return g_strdup_printf ("%02d:%02d:%02d", g_date_time_get_hour (time),
                          g_date_time_get_minute (time), g_date_time_get_second (time));
}

char *
tarn_lab_scale_format (const TarnLabScale *self, gint64 tick)
{
  if (self->is_calendar)
    return format_calendar (tick, self->step < MINUTE_US);
  return tarn_lab_format_grouped_decimal (tick, self->size, self->n_decimals);
}

char *
tarn_lab_scale_get_title (const TarnLabScale *self, const TarnLabPictureAxis *axis)
{
  return g_strdup_printf ("%s%s%s", axis->name, *self->unit != '\0' ? ", " : "", self->unit);
}
