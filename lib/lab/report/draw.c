/* SPDX-License-Identifier: MIT */
#include "lab/report/draw.h"

enum
{
  PIXEL = TARN_LAB_SVG_PIXEL,
  LINE = TARN_LAB_SVG_LINE_HEIGHT,
  GAP = 6 * PIXEL,
  TICK = 5 * PIXEL,
  SAMPLE = 30 * PIXEL, /* the length of a line in a legend */
  PLOT_HEIGHT = 260 * PIXEL,
  Y_TICKS = 6,
  RADIUS = 4 * PIXEL,
  CAP = 4 * PIXEL,  /* half the end of a whisker */
  TOGETHER_MAX = 4, /* numbers of marks that cover each other */
};

/* --- Axes ------------------------------------------------------------------------------------- */

/* A tick needs as much place as its text, and some more. */
static guint
count_ticks_that_fit (gint width)
{
  return (guint) CLAMP (width / (9 * TARN_LAB_SVG_CHARACTER), 2, TARN_LAB_TICKS_MAX);
}

void
tarn_lab_draw_x_axis (GString *xml, const TarnLabScale *scale, gint top, gint bottom)
{
  gint end = 0;

  for (gint64 tick = tarn_lab_scale_get_first_tick (scale); tick <= scale->high;
       tick += scale->step)
    {
      gint x = tarn_lab_scale_get_place (scale, tick);
      g_autofree char *text = tarn_lab_scale_format (scale, tick);
      gint half = tarn_lab_svg_get_width (text) / 2;

      tarn_lab_svg_line (xml, "grid", x, top, x, bottom + TICK);
      if (x - half < end)
        continue;
      end = x + half + GAP;
      tarn_lab_svg_text (xml, "tick", x, bottom + TICK + LINE - GAP, "middle", text);
    }
}

static void
draw_y_axis (GString *xml, const TarnLabScale *scale, gint left, gint right)
{
  for (gint64 tick = tarn_lab_scale_get_first_tick (scale); tick <= scale->high;
       tick += scale->step)
    {
      gint y = tarn_lab_scale_get_place (scale, tick);
      g_autofree char *text = tarn_lab_scale_format (scale, tick);

      tarn_lab_svg_line (xml, "grid", left - TICK, y, right, y);
      tarn_lab_svg_text (xml, "tick", left - TICK - GAP, y + 4 * PIXEL, "end", text);
    }
}

static gint
measure_y_axis (const TarnLabScale *scale)
{
  gint width = 0;

  for (gint64 tick = tarn_lab_scale_get_first_tick (scale); tick <= scale->high;
       tick += scale->step)
    {
      g_autofree char *text = tarn_lab_scale_format (scale, tick);

      width = MAX (width, tarn_lab_svg_get_width (text));
    }
  return width;
}

/* Draws both axes with their titles: that of the vertical one above it, and that of the other one below. */
static TarnLabPlane
draw_plane (GString *xml, const TarnLabPicture *picture, gint width, gint top)
{
  TarnLabPlane plane = { .right = width - 4 * TARN_LAB_SVG_CHARACTER, .top = top + LINE + GAP };
  g_autofree char *title = NULL, *below = NULL;

  plane.bottom = plane.top + PLOT_HEIGHT;
  plane.y = tarn_lab_scale_new (&picture->y, Y_TICKS, plane.bottom, plane.top);
  plane.left = measure_y_axis (&plane.y) + TICK + 2 * GAP;
  plane.x = tarn_lab_scale_new (&picture->x, count_ticks_that_fit (plane.right - plane.left),
                                plane.left, plane.right);
  title = tarn_lab_scale_get_title (&plane.y, &picture->y);
  below = tarn_lab_scale_get_title (&plane.x, &picture->x);
  tarn_lab_svg_text (xml, "name", 0, top + LINE - GAP, "start", title);
  tarn_lab_svg_text (xml, "name", plane.right, plane.bottom + TICK + 2 * LINE, "end", below);
  draw_y_axis (xml, &plane.y, plane.left, plane.right);
  tarn_lab_draw_x_axis (xml, &plane.x, plane.top, plane.bottom);
  tarn_lab_svg_line (xml, "axis", plane.left, plane.bottom, plane.right, plane.bottom);
  return plane;
}

static gint
get_plane_end (const TarnLabPlane *plane)
{
  return plane->bottom + TICK + 2 * LINE + GAP;
}

/* --- Curves ----------------------------------------------------------------------------------- */

/* Each curve has its colour and its dashes, which the legend shows; entries follow each other as words do. */
static gint
lay_out_legend (GString *xml, const TarnLabPicture *picture, gint width)
{
  gint x = 0, y = LINE;

  for (guint i = 0; i < picture->curves->len; i++)
    {
      const TarnLabCurve *curve = &g_array_index (picture->curves, TarnLabCurve, i);
      g_autofree char *label = tarn_lab_svg_shorten (curve->label, width - SAMPLE - 2 * GAP);
      g_autofree char *class = g_strdup_printf ("curve k%u", i % TARN_LAB_DRAW_STYLES);
      gint needed = SAMPLE + GAP + tarn_lab_svg_get_width (label);

      if (x + needed > width)
        {
          x = 0;
          y += LINE;
        }
      tarn_lab_svg_line (xml, class, x, y - 4 * PIXEL, x + SAMPLE, y - 4 * PIXEL);
      tarn_lab_svg_text (xml, "label", x + SAMPLE + GAP, y, "start", label);
      x += needed + 3 * GAP;
    }
  return y + GAP;
}

/* A spot that is where the one before is adds nothing, and of several in a row on one level only the ends count. */
static void
draw_curve (GString *xml, const TarnLabPlane *plane, const TarnLabCurve *curve, guint style)
{
  gint last_x = G_MININT, last_y = G_MININT;

  if (curve->spots->len == 0)
    return;
  g_string_append_printf (xml, "<path class=\"curve k%u\" d=\"", style);
  for (guint i = 0; i < curve->spots->len; i++)
    {
      const TarnLabSpot *spot = &g_array_index (curve->spots, TarnLabSpot, i);
      gint x = tarn_lab_scale_get_place (&plane->x, spot->x);
      gint y = tarn_lab_scale_get_place (&plane->y, spot->y);

      if (x != last_x || y != last_y)
        g_string_append_printf (xml, "%c%d %d", i == 0 ? 'M' : 'L', x, y);
      last_x = x;
      last_y = y;
    }
  g_string_append (xml, "\"/>\n");
}

gint
tarn_lab_draw_curves (GString *xml, const TarnLabPicture *picture, gint width)
{
  gint top = picture->curves->len > 1 ? lay_out_legend (xml, picture, width) : 0;
  TarnLabPlane plane = draw_plane (xml, picture, width, top);

  for (guint i = 0; i < picture->curves->len; i++)
    draw_curve (xml, &plane, &g_array_index (picture->curves, TarnLabCurve, i),
                i % TARN_LAB_DRAW_STYLES);
  return get_plane_end (&plane);
}

/* --- The front -------------------------------------------------------------------------------- */

static void
draw_whiskers (GString *xml, const TarnLabPlane *plane, const TarnLabMark *mark)
{
  const char *class = mark->is_on_front ? "whisker k0" : "whisker";
  gint x = tarn_lab_scale_get_place (&plane->x, mark->x);
  gint y = tarn_lab_scale_get_place (&plane->y, mark->y);
  gint left = tarn_lab_scale_get_place (&plane->x, mark->x - mark->half_x);
  gint right = tarn_lab_scale_get_place (&plane->x, mark->x + mark->half_x);
  gint top = tarn_lab_scale_get_place (&plane->y, mark->y + mark->half_y);
  gint bottom = tarn_lab_scale_get_place (&plane->y, mark->y - mark->half_y);

  if (mark->half_x > 0)
    g_string_append_printf (xml, "<path class=\"%s\" d=\"M%d %dV%dM%d %dH%dM%d %dV%d\"/>\n", class,
                            left, y - CAP, y + CAP, left, y, right, right, y - CAP, y + CAP);
  if (mark->half_y > 0)
    g_string_append_printf (xml, "<path class=\"%s\" d=\"M%d %dH%dM%d %dV%dM%d %dH%d\"/>\n", class,
                            x - CAP, top, x + CAP, x, top, bottom, x - CAP, bottom, x + CAP);
}

/* Between two variants on the front nothing is known to be possible, so the line has steps. */
static void
draw_steps (GString *xml, const TarnLabPlane *plane, const TarnLabPicture *picture)
{
  gboolean is_first = TRUE;

  g_string_append (xml, "<path class=\"steps\" d=\"");
  for (guint i = 0; i < picture->marks->len; i++)
    {
      const TarnLabMark *mark = &g_array_index (picture->marks, TarnLabMark, i);
      gint x = tarn_lab_scale_get_place (&plane->x, mark->x);
      gint y = tarn_lab_scale_get_place (&plane->y, mark->y);

      if (!mark->is_on_front)
        continue;
      if (is_first)
        g_string_append_printf (xml, "M%d %d", x, y);
      else
        g_string_append_printf (xml, "H%dV%d", x, y);
      is_first = FALSE;
    }
  g_string_append (xml, "\"/>\n");
}

typedef struct
{
  gint x, y, width;
} Box;

static gboolean
is_free (const GArray *boxes, const Box *box)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      const Box *other = &g_array_index (boxes, Box, i);

      if (box->x < other->x + other->width && other->x < box->x + box->width
          && ABS (box->y - other->y) < LINE - GAP)
        return FALSE;
    }
  return TRUE;
}

/* Puts numbers beside their mark, where no other ones and no mark is. */
static void
draw_number (GString *xml, const TarnLabPlane *plane, GArray *boxes, const Box *mark,
             const char *text)
{
  static const Box places[]
      = { { 9, -9, 0 },   { -9, -9, 1 },  { 9, 17, 0 },    { -9, 17, 1 }, { 14, 4, 0 },
          { -14, 4, 1 },  { 20, -20, 0 }, { -20, -20, 1 }, { 20, 30, 0 }, { -20, 30, 1 },
          { 9, -24, 0 },  { -9, -24, 1 }, { 9, 32, 0 },    { -9, 32, 1 }, { 9, -39, 0 },
          { -9, -39, 1 }, { 9, -54, 0 },  { -9, -54, 1 },  { 9, -69, 0 }, { -9, -69, 1 } };
  gint width = tarn_lab_svg_get_width (text) + TARN_LAB_SVG_CHARACTER / 2;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      Box box = { mark->x + places[i].x * PIXEL - (places[i].width > 0 ? width : 0),
                  mark->y + places[i].y * PIXEL, width };
      gboolean is_inside = box.x >= plane->left && box.y <= plane->bottom
                           && box.x + width <= plane->right + 4 * TARN_LAB_SVG_CHARACTER;

      if ((!is_inside || !is_free (boxes, &box)) && i + 1 < G_N_ELEMENTS (places))
        continue;
      g_array_append_val (boxes, box);
      tarn_lab_svg_text (xml, "index", box.x, box.y, "start", text);
      return;
    }
}

static Box
get_place (const TarnLabPlane *plane, const TarnLabMark *mark)
{
  return (Box){ tarn_lab_scale_get_place (&plane->x, mark->x),
                tarn_lab_scale_get_place (&plane->y, mark->y), 0 };
}

static gboolean
is_at (const Box *a, const Box *b)
{
  return ABS (a->x - b->x) < RADIUS && ABS (a->y - b->y) < RADIUS;
}

/* Marks that cover each other have their numbers together, beside the first of them. */
static char *
list_numbers (const TarnLabPlane *plane, const TarnLabPicture *picture, guint index)
{
  Box place = get_place (plane, &g_array_index (picture->marks, TarnLabMark, index));
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < picture->marks->len; i++)
    {
      const TarnLabMark *mark = &g_array_index (picture->marks, TarnLabMark, i);
      Box other = get_place (plane, mark);

      if (mark->number == 0 || !is_at (&place, &other))
        continue;
      if (i < index)
        return NULL;
      if (n++ < TOGETHER_MAX)
        g_string_append_printf (text, "%s%u", n > 1 ? "," : "", mark->number);
    }
  if (n > TOGETHER_MAX)
    g_string_append (text, ",…");
  return n > 0 ? g_strdup (text->str) : NULL;
}

static void
draw_marks (GString *xml, const TarnLabPlane *plane, const TarnLabPicture *picture)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));

  for (guint i = 0; i < picture->marks->len; i++)
    draw_whiskers (xml, plane, &g_array_index (picture->marks, TarnLabMark, i));
  for (guint i = picture->marks->len; i-- > 0;)
    {
      const TarnLabMark *mark = &g_array_index (picture->marks, TarnLabMark, i);
      Box place = get_place (plane, mark);
      Box box = { place.x - RADIUS, place.y + 4 * PIXEL, 2 * RADIUS };

      g_array_append_val (boxes, box);
      tarn_lab_svg_circle (xml, mark->is_on_front ? "mark front" : "mark", place.x, place.y,
                           RADIUS);
      tarn_lab_svg_close (xml, "circle", mark->label);
    }
  for (guint i = 0; i < picture->marks->len; i++)
    {
      Box place = get_place (plane, &g_array_index (picture->marks, TarnLabMark, i));
      g_autofree char *numbers = list_numbers (plane, picture, i);

      if (numbers != NULL)
        draw_number (xml, plane, boxes, &place, numbers);
    }
}

/* The legend has a line for each number, in two columns if the picture is wide. */
static gint
draw_numbers (GString *xml, const TarnLabPicture *picture, gint width, gint top)
{
  guint n_columns = width > 600 * PIXEL ? 2 : 1, n_lines, n = 0;
  gint column_width = width / (gint) n_columns;

  while (n < picture->marks->len && g_array_index (picture->marks, TarnLabMark, n).number > 0)
    n++;
  n_lines = (n + n_columns - 1) / n_columns;
  for (guint i = 0; i < n; i++)
    {
      const TarnLabMark *mark = &g_array_index (picture->marks, TarnLabMark, i);
      gint x = (gint) (i / n_lines) * column_width;
      gint y = top + (gint) (i % n_lines + 1) * LINE;
      g_autofree char *number = g_strdup_printf ("%u", mark->number);
      g_autofree char *label = tarn_lab_svg_shorten (mark->label, column_width - SAMPLE - GAP);

      tarn_lab_svg_text (xml, "index", x + SAMPLE - 2 * GAP, y, "end", number);
      tarn_lab_svg_text (xml, "label", x + SAMPLE, y, "start", label);
    }
  return top + (gint) n_lines * LINE + GAP;
}

gint
tarn_lab_draw_front (GString *xml, const TarnLabPicture *picture, gint width)
{
  TarnLabPlane plane = draw_plane (xml, picture, width, 0);

  draw_steps (xml, &plane, picture);
  draw_marks (xml, &plane, picture);
  return draw_numbers (xml, picture, width, get_plane_end (&plane));
}

/* --- The element ------------------------------------------------------------------------------ */

char *
tarn_lab_picture_to_svg (const TarnLabPicture *self, guint width, const char *class, const char *id)
{
  gint (*const draw[TARN_LAB_N_PICTURES]) (GString *, const TarnLabPicture *, gint) = {
    [TARN_LAB_PICTURE_FRONT] = tarn_lab_draw_front,
    [TARN_LAB_PICTURE_LAG] = tarn_lab_draw_curves,
    [TARN_LAB_PICTURE_LAG_PERCENTILES] = tarn_lab_draw_curves,
    [TARN_LAB_PICTURE_AGE_PERCENTILES] = tarn_lab_draw_curves,
    [TARN_LAB_PICTURE_SLOTS] = tarn_lab_draw_slots,
  };
  g_autoptr (GString) content = g_string_new (NULL);
  gint height = draw[self->kind](content, self, (gint) width * PIXEL);
  GString *xml = g_string_new (NULL);
  g_autofree char *description = tarn_lab_picture_describe (self);

  tarn_lab_svg_begin (xml, class, id, (gint) width * PIXEL, height, self->title, description);
  g_string_append (xml, content->str);
  tarn_lab_svg_end (xml);
  return g_string_free (xml, FALSE);
}
