/* SPDX-License-Identifier: MIT */
#include "lab/report/picture.h"

#include "lab/experiment/series.h"
#include "lab/report/numbers.h"
#include "lab/report/quantity.h"

enum
{
  MARKS_MAX = 500,
  NUMBERED_MAX = 24, /* marks that a legend names */
  PERMYRIAD = 10000,
  PERCENTILE_STEP = 50, /* permyriads */
};

static const char *const names[TARN_LAB_N_PICTURES + 1] = {
  [TARN_LAB_PICTURE_FRONT] = "front",
  [TARN_LAB_PICTURE_LAG] = "lag-over-time",
  [TARN_LAB_PICTURE_LAG_PERCENTILES] = "lag-percentiles",
  [TARN_LAB_PICTURE_AGE_PERCENTILES] = "age-percentiles",
  [TARN_LAB_PICTURE_SLOTS] = "slots",
};

const char *
tarn_lab_picture_get_name (TarnLabPictureKind kind)
{
  return names[kind];
}

/* --- Life ------------------------------------------------------------------------------------- */

static void
clear_curve (gpointer data)
{
  g_array_unref (((TarnLabCurve *) data)->spots);
}

static void
clear_panel (gpointer data)
{
  g_array_unref (((TarnLabPanel *) data)->runs);
}

TarnLabPicture *
tarn_lab_picture_new (TarnLabPictureKind kind, const char *title)
{
  TarnLabPicture *self = g_new0 (TarnLabPicture, 1);

  self->kind = kind;
  self->title = g_strdup (title);
  self->sentences = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_array_new (FALSE, TRUE, sizeof (TarnLabMark));
  self->curves = g_array_new (FALSE, TRUE, sizeof (TarnLabCurve));
  g_array_set_clear_func (self->curves, clear_curve);
  self->panels = g_array_new (FALSE, TRUE, sizeof (TarnLabPanel));
  g_array_set_clear_func (self->panels, clear_panel);
  return self;
}

static void
clear_axis (TarnLabPictureAxis *axis)
{
  g_free (axis->name);
  g_free (axis->unit);
}

void
tarn_lab_picture_free (TarnLabPicture *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->sentences);
  clear_axis (&self->x);
  clear_axis (&self->y);
  g_array_unref (self->marks);
  g_array_unref (self->curves);
  g_array_unref (self->panels);
  g_free (self);
}

void
tarn_lab_picture_say (TarnLabPicture *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->sentences, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static TarnLabPictureAxis
make_axis (TarnLabAxisKind kind, const char *name, const char *unit)
{
  return (TarnLabPictureAxis){
    .kind = kind,
    .name = g_strdup (name),
    .unit = g_strdup (unit),
    .low = G_MAXINT64,
    .high = G_MININT64,
  };
}

static void
include (TarnLabPictureAxis *axis, gint64 value)
{
  axis->low = MIN (axis->low, value);
  axis->high = MAX (axis->high, value);
}

/* --- The front -------------------------------------------------------------------------------- */

static TarnLabPictureAxis
make_axis_of_metric (const TarnLabComparison *self, guint metric)
{
  const TarnLabHead *head = self->outcome->head;
  guint column = tarn_lab_comparison_get_column (self, metric);

  return make_axis (TARN_LAB_AXIS_AMOUNT, head->metrics->pdata[column], head->units->pdata[column]);
}

static void
add_mark (TarnLabPicture *self, const TarnLabComparison *comparison, guint variant,
          gboolean is_on_front)
{
  const TarnLabInterval *x = &tarn_lab_comparison_get_mean (comparison, variant, 0)->interval;
  const TarnLabInterval *y = &tarn_lab_comparison_get_mean (comparison, variant, 1)->interval;
  TarnLabMark mark = { .x = x->mean,
                       .y = y->mean,
                       .half_x = x->has_half_width ? x->half_width : 0,
                       .half_y = y->has_half_width ? y->half_width : 0,
                       .is_on_front = is_on_front,
                       .number = self->marks->len < NUMBERED_MAX ? self->marks->len + 1 : 0,
                       .label = comparison->outcome->head->labels->pdata[variant] };

  include (&self->x, mark.x - mark.half_x);
  include (&self->x, mark.x + mark.half_x);
  include (&self->y, mark.y - mark.half_y);
  include (&self->y, mark.y + mark.half_y);
  g_array_append_val (self->marks, mark);
}

static gboolean
is_on_front (const TarnLabComparison *comparison, guint variant)
{
  for (guint i = 0; i < comparison->front->len; i++)
    if (g_array_index (comparison->front, guint, i) == variant)
      return TRUE;

  return FALSE;
}

/* A plane that is shown from 0 tells sizes as well as differences, unless all marks are far from it. */
static void
choose_origin (TarnLabPictureAxis *axis)
{
  gint64 margin = (axis->high - axis->low) / 20;

  axis->is_from_zero = axis->low >= 0 && axis->low < axis->high / 2;
  if (axis->is_from_zero)
    return;
  axis->low -= margin;
  axis->high += margin;
}

static void
say_of_front (TarnLabPicture *self, const TarnLabComparison *comparison)
{
  guint n_variants = comparison->outcome->head->labels->len, n_unstable = 0;

  tarn_lab_picture_say (
      self,
      "Means of %s and %s, with their intervals, which can be smaller than the marks. Filled marks are on the Pareto front; each hollow one has"
      " another one that is no worse in both.",
      self->x.name, self->y.name);
  for (guint i = 0; i < n_variants; i++)
    n_unstable += tarn_lab_comparison_is_stable (comparison, i) ? 0 : 1;
  if (n_unstable > 0)
    tarn_lab_picture_say (self, "%u unstable variant%s left out.", n_unstable,
                          n_unstable == 1 ? " is" : "s are");
  if (n_variants > MARKS_MAX)
    tarn_lab_picture_say (self, "At most %d variants are shown.", MARKS_MAX);
  if (self->marks->len > NUMBERED_MAX)
    tarn_lab_picture_say (self, "The first %d of %u marks have numbers.", NUMBERED_MAX,
                          self->marks->len);
}

TarnLabPicture *
tarn_lab_picture_new_of_front (const TarnLabComparison *comparison)
{
  guint n_variants = comparison->outcome->head->labels->len;

  if (tarn_lab_comparison_get_n_metrics (comparison) < 2 || comparison->front->len == 0
      || n_variants < 2)
    return NULL;

  TarnLabPicture *self = tarn_lab_picture_new (TARN_LAB_PICTURE_FRONT, "Pareto front");
  self->x = make_axis_of_metric (comparison, 0);
  self->y = make_axis_of_metric (comparison, 1);
  for (guint i = 0; i < comparison->front->len && i < MARKS_MAX; i++)
    add_mark (self, comparison, g_array_index (comparison->front, guint, i), TRUE);
  for (guint i = 0; i < n_variants && self->marks->len < MARKS_MAX; i++)
    if (tarn_lab_comparison_has_point (comparison, i) && !is_on_front (comparison, i))
      add_mark (self, comparison, i, FALSE);
  choose_origin (&self->x);
  choose_origin (&self->y);
  say_of_front (self, comparison);
  return self;
}

/* --- Curves ----------------------------------------------------------------------------------- */

static void
add_spot (TarnLabPicture *self, const TarnLabCurve *curve, gint64 x, gint64 y)
{
  TarnLabSpot spot = { x, y };

  include (&self->x, x);
  include (&self->y, y);
  g_array_append_val (curve->spots, spot);
}

static const TarnLabCurve *
add_curve (TarnLabPicture *self, const char *label)
{
  TarnLabCurve curve = { label, g_array_new (FALSE, FALSE, sizeof (TarnLabSpot)) };

  g_array_append_val (self->curves, curve);
  return &g_array_index (self->curves, TarnLabCurve, self->curves->len - 1);
}

/* A slice has its mean in its middle. */
static void
add_lags (TarnLabPicture *self, const TarnLabShown *shown)
{
  const TarnLabSeries *series = tarn_lab_result_get_series (shown->result);
  const TarnLabCurve *curve = add_curve (self, shown->label);

  for (guint i = 0; i < TARN_LAB_SERIES_SLICES; i++)
    {
      gint64 lag_us = tarn_lab_series_get_mean_lag (series, i);

      gint64 from_us = tarn_lab_series_get_time (series, i);

      add_spot (self, curve, from_us + (tarn_lab_series_get_time (series, i + 1) - from_us) / 2,
                lag_us);
    }
}

static TarnLabPicture *
new_of_lags (const GArray *shown)
{
  const TarnLabSeries *first
      = tarn_lab_result_get_series (g_array_index (shown, TarnLabShown, 0).result);
  TarnLabPicture *self = tarn_lab_picture_new (TARN_LAB_PICTURE_LAG, "Lag over time");
  gint64 slice_us = (first->end_us - first->begin_us) / TARN_LAB_SERIES_SLICES;
  g_autofree char *slice = slice_us % 1000000 == 0 ? tarn_lab_format_duration (slice_us)
                                                   : tarn_lab_format_rough_duration (slice_us);

  self->x = make_axis (TARN_LAB_AXIS_TIME, "time", "us");
  self->y = make_axis (TARN_LAB_AXIS_AMOUNT, "mean lag of all views", "us");
  self->y.is_from_zero = TRUE;
  include (&self->x, first->begin_us);
  include (&self->x, first->end_us);
  for (guint i = 0; i < shown->len; i++)
    add_lags (self, &g_array_index (shown, TarnLabShown, i));
  tarn_lab_picture_say (self, "The mean over all views, and over each %s of the window.", slice);
  return self;
}

static void
add_percentiles (TarnLabPicture *self, const TarnLabShown *shown, TarnLabHistogram histogram)
{
  const TarnTimeHistogram *times = tarn_lab_result_get_histogram (shown->result, histogram);
  const TarnLabCurve *curve = add_curve (self, shown->label);

  for (guint i = 0; times != NULL && i <= PERMYRIAD; i += PERCENTILE_STEP)
    {
      gint64 value = tarn_time_histogram_get_percentile (times, i);

      if (value >= 0)
        add_spot (self, curve, (gint64) i * 100, value);
    }
}

static TarnLabPicture *
new_of_percentiles (TarnLabPictureKind kind, const GArray *shown)
{
  gboolean is_lag = kind == TARN_LAB_PICTURE_LAG_PERCENTILES;
  const char *what = is_lag ? "lag" : "age";
  TarnLabPicture *self
      = tarn_lab_picture_new (kind, is_lag ? "Distribution of the lag" : "Distribution of the age");

  self->x = make_axis (TARN_LAB_AXIS_AMOUNT, "part of the time of all views", "ppm");
  self->y = make_axis (TARN_LAB_AXIS_AMOUNT, what, "us");
  self->x.is_from_zero = self->y.is_from_zero = TRUE;
  for (guint i = 0; i < shown->len; i++)
    add_percentiles (self, &g_array_index (shown, TarnLabShown, i),
                     is_lag ? TARN_LAB_HISTOGRAM_LAG : TARN_LAB_HISTOGRAM_AGE);
  tarn_lab_picture_say (
      self, "In this part of the time of all views, the %s is at most as high as the curve.", what);
  return self;
}

/* --- All -------------------------------------------------------------------------------------- */

TarnLabPicture *
tarn_lab_picture_new_of_series (TarnLabPictureKind kind, const GArray *shown)
{
  switch (kind)
    {
    case TARN_LAB_PICTURE_LAG:
      return new_of_lags (shown);
    case TARN_LAB_PICTURE_LAG_PERCENTILES:
    case TARN_LAB_PICTURE_AGE_PERCENTILES:
      return new_of_percentiles (kind, shown);
    case TARN_LAB_PICTURE_SLOTS:
      return tarn_lab_picture_new_of_slots (shown);
    case TARN_LAB_PICTURE_FRONT:
    case TARN_LAB_N_PICTURES:
      break;
    }
  return NULL;
}

GArray *
tarn_lab_list_shown (const TarnLabOutcome *outcome)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (TarnLabShown));

  for (guint i = 0; outcome->series != NULL && i < outcome->head->labels->len; i++)
    if (outcome->series[i] != NULL)
      {
        TarnLabShown shown = { outcome->head->labels->pdata[i], outcome->series[i] };

        g_array_append_val (list, shown);
      }
  return list;
}

/* --- For readers who cannot see it ------------------------------------------------------------ */

/* Some units are written with the number, and some have no name. */
static char *
describe_place (const TarnLabInterval *interval, const char *unit)
{
  g_autofree char *text = tarn_lab_format_interval (interval, unit);
  const char *head = tarn_lab_unit_get_head (unit);

  return g_strconcat (text, *head != '\0' ? " " : "", head, NULL);
}

static void
describe_marks (const TarnLabPicture *self, GString *text)
{
  for (guint i = 0; i < self->marks->len && i < NUMBERED_MAX; i++)
    {
      const TarnLabMark *mark = &g_array_index (self->marks, TarnLabMark, i);
      TarnLabInterval x = { TRUE, mark->half_x > 0, mark->x, mark->half_x };
      TarnLabInterval y = { TRUE, mark->half_y > 0, mark->y, mark->half_y };
      g_autofree char *cost = describe_place (&x, self->x.unit);
      g_autofree char *staleness = describe_place (&y, self->y.unit);

      g_string_append_printf (text, "%s%s%s: %s, %s", i > 0 ? "; " : "", mark->label,
                              mark->is_on_front ? " (on the front)" : "", cost, staleness);
    }
}

static void
describe_curves (const TarnLabPicture *self, GString *text)
{
  for (guint i = 0; i < self->curves->len; i++)
    {
      const TarnLabCurve *curve = &g_array_index (self->curves, TarnLabCurve, i);
      gint64 low = G_MAXINT64, high = G_MININT64;

      for (guint j = 0; j < curve->spots->len; j++)
        {
          low = MIN (low, g_array_index (curve->spots, TarnLabSpot, j).y);
          high = MAX (high, g_array_index (curve->spots, TarnLabSpot, j).y);
        }
      if (curve->spots->len == 0)
        continue;

      g_autofree char *least = tarn_lab_format_amount (low, self->y.unit);
      g_autofree char *greatest = tarn_lab_format_amount (high, self->y.unit);
      g_string_append_printf (text, "%s%s: %s from %s to %s", text->len > 0 ? "; " : "",
                              curve->label, self->y.name, least, greatest);
    }
}

static void
describe_panels (const TarnLabPicture *self, GString *text)
{
  for (guint i = 0; i < self->panels->len; i++)
    {
      const TarnLabPanel *panel = &g_array_index (self->panels, TarnLabPanel, i);

      g_string_append_printf (text, "%s%s: %u run%s in %u slot%s", i > 0 ? "; " : "", panel->label,
                              panel->runs->len, panel->runs->len == 1 ? "" : "s", panel->n_slots,
                              panel->n_slots == 1 ? "" : "s");
    }
}

char *
tarn_lab_picture_describe (const TarnLabPicture *self)
{
  GString *text = g_string_new (NULL);

  describe_marks (self, text);
  describe_curves (self, text);
  describe_panels (self, text);
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}
