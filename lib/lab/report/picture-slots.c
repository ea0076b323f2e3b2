/* SPDX-License-Identifier: MIT */
/*
 * A picture of the slots shows which view had which one when, for as much of the beginning of the window as one can
 * read.
 */
#include <string.h>

#include "lab/report/numbers.h"
#include "lab/report/picture.h"

#define MINUTE_US G_GINT64_CONSTANT (60000000)
#define HOUR_US (60 * MINUTE_US)

enum
{
  PANELS_MAX = 3,
  SLOTS_MAX = 24,
  RUNS_MAX = 150, /* of a panel */
  RUNS_MIN = 24,  /* of a panel, if there are so many */
  RUNS_LONG
  = 7, /* so many typical runs, one behind the other, are as long as the stretch, so that names fit */
};

/* The stretches that are tried, the longest one first. */
static const gint64 stretches[]
    = { 14 * 24 * HOUR_US, 7 * 24 * HOUR_US, 2 * 24 * HOUR_US, 24 * HOUR_US, 12 * HOUR_US,
        6 * HOUR_US,       3 * HOUR_US,      2 * HOUR_US,      HOUR_US,      30 * MINUTE_US,
        15 * MINUTE_US,    5 * MINUTE_US,    MINUTE_US };

static const TarnLabSeries *
get_series (const GArray *shown, guint index)
{
  return tarn_lab_result_get_series (g_array_index (shown, TarnLabShown, index).result);
}

static gboolean
is_within (const TarnLabSeriesRun *run, gint64 from_us, gint64 to_us)
{
  return run->slot_us < to_us && run->end_us > from_us;
}

static guint
count_runs (const TarnLabSeries *series, gint64 to_us)
{
  guint n = 0;

  for (guint i = 0; i < series->runs->len; i++)
    n += is_within (&g_array_index (series->runs, TarnLabSeriesRun, i), series->begin_us, to_us)
             ? 1
             : 0;
  return n;
}

static gint
compare_lengths (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* Returns the median of the lengths of the runs that have ended; 0 if there are none. */
static gint64
get_typical_length (const TarnLabSeries *series)
{
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < series->runs->len; i++)
    {
      const TarnLabSeriesRun *run = &g_array_index (series->runs, TarnLabSeriesRun, i);
      gint64 length_us = run->end_us - run->slot_us;

      if (run->end_us != G_MAXINT64)
        g_array_append_val (lengths, length_us);
    }
  g_array_sort (lengths, compare_lengths);
  return lengths->len > 0 ? g_array_index (lengths, gint64, lengths->len / 2) : 0;
}

/* The panel with the most runs and the shortest typical run decide how long the stretch is. */
typedef struct
{
  gint64 begin_us;
  gint64 until_us; /* all runs are known up to then */
  gint64 typical_us;
  const GArray *shown;
  guint n_panels;
} Choice;

static guint
count_most (const Choice *choice, gint64 to_us)
{
  guint n = 0;

  for (guint i = 0; i < choice->n_panels; i++)
    n = MAX (n, count_runs (get_series (choice->shown, i), to_us));
  return n;
}

/*
 * All variants show the same stretch, so that one can compare them. It is as short as it must be for the names of the
 * views to fit into bars, but longer if it would have few runs then.
 */
static gint64
choose_end (const GArray *shown, guint n_panels)
{
  const TarnLabSeries *first = get_series (shown, 0);
  Choice choice = { first->begin_us, first->end_us, G_MAXINT64, shown, n_panels };
  gint64 chosen_us = first->begin_us + stretches[G_N_ELEMENTS (stretches) - 1];

  for (guint i = 0; i < n_panels; i++)
    {
      choice.until_us = MIN (choice.until_us, get_series (shown, i)->runs_until_us);
      choice.typical_us = MIN (choice.typical_us, get_typical_length (get_series (shown, i)));
    }
  for (guint i = G_N_ELEMENTS (stretches); i-- > 0;)
    {
      gint64 end_us = MIN (choice.begin_us + stretches[i], choice.until_us);
      gboolean has_names = stretches[i] / RUNS_LONG <= choice.typical_us;

      if (count_most (&choice, end_us) > RUNS_MAX
          || (!has_names && count_most (&choice, chosen_us) >= RUNS_MIN))
        break;
      chosen_us = end_us;
    }
  return MIN (chosen_us, choice.until_us);
}

static gint
compare_runs (gconstpointer a, gconstpointer b)
{
  const TarnLabSeriesRun *first = a, *second = b;

  if (first->slot != second->slot)
    return first->slot < second->slot ? -1 : 1;
  return (first->slot_us > second->slot_us) - (first->slot_us < second->slot_us);
}

/* Returns how many bytes the database and its point have, if all views are of one database; 0 otherwise. */
static gsize
find_common (const TarnLabResult *result)
{
  guint n = tarn_lab_result_get_n_subjects (result, TARN_LAB_SUBJECT_VIEW);
  const char *first
      = n > 0 ? tarn_lab_result_get_subject_name (result, TARN_LAB_SUBJECT_VIEW, 0) : "";
  const char *point = strchr (first, '.');
  gsize n_common = point != NULL ? (gsize) (point - first) + 1 : 0;

  for (guint i = 0; i < n && n_common > 0; i++)
    if (strncmp (tarn_lab_result_get_subject_name (result, TARN_LAB_SUBJECT_VIEW, i), first,
                 n_common)
        != 0)
      n_common = 0;
  return n_common;
}

static void
add_panel (TarnLabPicture *self, const TarnLabShown *shown)
{
  const TarnLabSeries *series = tarn_lab_result_get_series (shown->result);
  TarnLabPanel panel = { .label = shown->label,
                         .result = shown->result,
                         .n_common = find_common (shown->result),
                         .runs = g_array_new (FALSE, FALSE, sizeof (TarnLabSeriesRun)) };
  guint n_slots = 0;

  for (guint i = 0; i < series->runs->len; i++)
    {
      const TarnLabSeriesRun *run = &g_array_index (series->runs, TarnLabSeriesRun, i);

      if (!is_within (run, self->x.low, self->x.high))
        continue;
      n_slots = MAX (n_slots, run->slot + 1);
      if (run->slot < SLOTS_MAX)
        g_array_append_vals (panel.runs, run, 1);
      else
        panel.n_runs_left_out++;
    }
  g_array_sort (panel.runs, compare_runs);
  panel.n_slots = MIN (n_slots, SLOTS_MAX);
  panel.n_slots_left_out = n_slots - panel.n_slots;
  g_array_append_val (self->panels, panel);
}

static void
say_what_it_shows (TarnLabPicture *self, const TarnLabSeries *series, guint n_left_out)
{
  g_autofree char *from = tarn_lab_format_time (self->x.low);
  g_autofree char *to = tarn_lab_format_time (self->x.high);
  g_autofree char *end = tarn_lab_format_time (series->end_us);

  tarn_lab_picture_say (
      self,
      "Which view had which slot, from %s to %s. A name is left out where there is no room for it.",
      from, to);
  if (self->x.high < series->end_us)
    tarn_lab_picture_say (self, "The rest of the window, which ends %s, is left out.", end);
  for (guint i = 0; i < self->panels->len; i++)
    {
      const TarnLabPanel *panel = &g_array_index (self->panels, TarnLabPanel, i);

      if (panel->n_slots_left_out == 0)
        continue;

      g_autofree char *slots = panel->n_slots_left_out == 1
                                   ? g_strdup_printf ("Slot %u is", panel->n_slots + 1)
                                   : g_strdup_printf ("Slots %u to %u are", panel->n_slots + 1,
                                                      panel->n_slots + panel->n_slots_left_out);

      tarn_lab_picture_say (self, "%s%s%s left out, with %" G_GUINT64_FORMAT " run%s.",
                            self->panels->len > 1 ? panel->label : "",
                            self->panels->len > 1 ? ": " : "", slots, panel->n_runs_left_out,
                            panel->n_runs_left_out == 1 ? "" : "s");
    }
  if (n_left_out > 0)
    tarn_lab_picture_say (self, "Only the first %d of these variants are shown.", PANELS_MAX);
}

TarnLabPicture *
tarn_lab_picture_new_of_slots (const GArray *shown)
{
  guint n_panels = MIN (shown->len, PANELS_MAX);
  TarnLabPicture *self = tarn_lab_picture_new (TARN_LAB_PICTURE_SLOTS, "Slots");

  self->x = (TarnLabPictureAxis){ .kind = TARN_LAB_AXIS_TIME,
                                  .name = g_strdup ("time"),
                                  .unit = g_strdup ("us"),
                                  .low = get_series (shown, 0)->begin_us,
                                  .high = choose_end (shown, n_panels) };
  for (guint i = 0; i < n_panels; i++)
    add_panel (self, &g_array_index (shown, TarnLabShown, i));
  say_what_it_shows (self, get_series (shown, 0), shown->len - n_panels);
  return self;
}
