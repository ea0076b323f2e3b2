/* SPDX-License-Identifier: MIT */
/* Runs in their slots: a row for each slot, and a bar for each run in it. */
#include "lab/report/draw.h"

#include "lab/report/numbers.h"

enum
{
  PIXEL = TARN_LAB_SVG_PIXEL,
  LINE = TARN_LAB_SVG_LINE_HEIGHT,
  GAP = 6 * PIXEL,
  ROW = 18 * PIXEL,
  BAR = 14 * PIXEL,
  WIDTH_MIN = 10, /* so that the shortest run is seen */
  SAMPLE = 30 * PIXEL,
};

/* A kind of bar, and what the legend says of it. */
typedef struct
{
  const char *class;
  const char *label;
} Kind;

typedef enum
{
  KIND_FULL,
  KIND_INCREMENTAL,
  KIND_BAD,
  KIND_STARTING,
  N_KINDS,
} KindOfBar;

static const Kind kinds[N_KINDS] = {
  [KIND_FULL] = { "bar full", "full" },
  [KIND_INCREMENTAL] = { "bar incremental", "incremental" },
  [KIND_BAD] = { "bar bad", "failed or stopped" },
  [KIND_STARTING] = { "bar starting", "starting" },
};

static KindOfBar
get_kind (const TarnLabSeriesRun *run)
{
  if (run->status == TARN_REFRESH_STATUS_FAILED || run->status == TARN_REFRESH_STATUS_STOPPED)
    return KIND_BAD;
  return run->type == TARN_REFRESH_TYPE_FULL ? KIND_FULL : KIND_INCREMENTAL;
}

/* --- The legend ------------------------------------------------------------------------------- */

static gint
draw_legend (GString *xml, gint width)
{
  gint x = 0, y = LINE;

  for (guint i = 0; i < N_KINDS; i++)
    {
      gint needed = SAMPLE + GAP + tarn_lab_svg_get_width (kinds[i].label);

      if (x + needed > width)
        {
          x = 0;
          y += LINE;
        }
      tarn_lab_svg_rectangle (xml, kinds[i].class, x, y - 4 * PIXEL - BAR / 2, SAMPLE, BAR);
      g_string_append (xml, "</rect>\n");
      tarn_lab_svg_text (xml, "label", x + SAMPLE + GAP, y, "start", kinds[i].label);
      x += needed + 3 * GAP;
    }
  return y + GAP;
}

/* --- Bars ------------------------------------------------------------------------------------- */

static char *
describe_run (const TarnLabPanel *panel, const TarnLabSeriesRun *run)
{
  const char *name
      = tarn_lab_result_get_subject_name (panel->result, TARN_LAB_SUBJECT_VIEW, run->view);
  g_autofree char *from = tarn_lab_format_time (run->slot_us);
  g_autofree char *length = run->end_us != G_MAXINT64
                                ? tarn_lab_format_rough_duration (run->end_us - run->slot_us)
                                : g_strdup ("not ended");

  return g_strdup_printf ("%s, %s, from %s, %s, %s", name, kinds[get_kind (run)].label, from,
                          length, tarn_refresh_status_to_string (run->status));
}

/* The places at which a run begins, works and ends, and at which the next one in its row begins. */
typedef struct
{
  gint begin, middle, end, next, y;
} Place;

static Place
find_place (const TarnLabScale *scale, const TarnLabPanel *panel, guint index, gint top)
{
  const TarnLabSeriesRun *run = &g_array_index (panel->runs, TarnLabSeriesRun, index);
  gint64 work_us = run->running_us > 0 ? run->running_us : run->end_us;
  Place place
      = { tarn_lab_scale_get_place (scale, run->slot_us), tarn_lab_scale_get_place (scale, work_us),
          0, scale->to, top + (gint) run->slot * ROW + (ROW - BAR) / 2 };

  place.end = MAX (tarn_lab_scale_get_place (scale, run->end_us), place.begin + WIDTH_MIN);
  if (index + 1 < panel->runs->len)
    {
      const TarnLabSeriesRun *next = &g_array_index (panel->runs, TarnLabSeriesRun, index + 1);

      if (next->slot == run->slot)
        place.next = tarn_lab_scale_get_place (scale, next->slot_us);
    }
  return place;
}

/* The name stands in the bar, or behind it, as far as there is room. On a dark bar it needs a colour of its own. */
static void
draw_name (GString *xml, const TarnLabPanel *panel, const TarnLabSeriesRun *run, const Place *place)
{
  const char *name
      = tarn_lab_result_get_subject_name (panel->result, TARN_LAB_SUBJECT_VIEW, run->view)
        + panel->n_common;
  gint width = tarn_lab_svg_get_width (name) + GAP, y = place->y + BAR - 3 * PIXEL;
  gboolean is_dark = get_kind (run) == KIND_FULL;

  if (width < (is_dark ? place->middle : place->end) - place->begin)
    tarn_lab_svg_text (xml, "in", place->begin + GAP / 2, y, "start", name);
  else if (width < place->end - place->middle)
    tarn_lab_svg_text (xml, "on", place->middle + GAP / 2, y, "start", name);
  else if (width < place->next - place->end)
    tarn_lab_svg_text (xml, "behind", place->end + GAP / 2, y, "start", name);
}

static void
draw_run (GString *xml, const TarnLabScale *scale, const TarnLabPanel *panel, guint index, gint top)
{
  const TarnLabSeriesRun *run = &g_array_index (panel->runs, TarnLabSeriesRun, index);
  Place place = find_place (scale, panel, index, top);
  g_autofree char *says = describe_run (panel, run);

  g_string_append (xml, "<g><title>");
  tarn_lab_append_escaped (xml, says);
  g_string_append (xml, "</title>");
  if (place.middle > place.begin)
    {
      tarn_lab_svg_rectangle (xml, kinds[KIND_STARTING].class, place.begin, place.y,
                              place.middle - place.begin, BAR);
      g_string_append (xml, "</rect>");
    }
  if (place.end > place.middle)
    {
      tarn_lab_svg_rectangle (xml, kinds[get_kind (run)].class, place.middle, place.y,
                              place.end - place.middle, BAR);
      g_string_append (xml, "</rect>");
    }
  draw_name (xml, panel, run, &place);
  g_string_append (xml, "</g>\n");
}

/* --- Panels ----------------------------------------------------------------------------------- */

static gint
draw_panel (GString *xml, const TarnLabScale *scale, const TarnLabPanel *panel, gboolean has_name,
            gint top)
{
  gint bottom;

  if (has_name)
    {
      g_autofree char *label = tarn_lab_svg_shorten (panel->label, scale->to);

      tarn_lab_svg_text (xml, "name", 0, top + LINE - GAP, "start", label);
      top += LINE;
    }
  bottom = top + (gint) MAX (panel->n_slots, 1) * ROW;
  tarn_lab_draw_x_axis (xml, scale, top, bottom);
  for (guint i = 0; i < panel->n_slots; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      tarn_lab_svg_text (xml, "tick", scale->from - GAP, top + (gint) (i + 1) * ROW - 5 * PIXEL,
                         "end", number);
    }
  for (guint i = 0; i < panel->runs->len; i++)
    draw_run (xml, scale, panel, i, top);
  tarn_lab_svg_line (xml, "axis", scale->from, bottom, scale->to, bottom);
  return bottom + 2 * LINE;
}

gint
tarn_lab_draw_slots (GString *xml, const TarnLabPicture *picture, gint width)
{
  gint left = 4 * TARN_LAB_SVG_CHARACTER, right = width - 4 * TARN_LAB_SVG_CHARACTER;
  guint n_ticks = (guint) CLAMP ((right - left) / (9 * TARN_LAB_SVG_CHARACTER), 2, 40);
  TarnLabScale scale = tarn_lab_scale_new (&picture->x, n_ticks, left, right);
  gint y = draw_legend (xml, width) + GAP;

  tarn_lab_svg_text (xml, "name", 0, y + LINE - GAP, "start", "slot");
  y += LINE;
  for (guint i = 0; i < picture->panels->len; i++)
    y = draw_panel (xml, &scale, &g_array_index (picture->panels, TarnLabPanel, i),
                    picture->panels->len > 1, y);
  return y;
}
