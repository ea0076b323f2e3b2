/* SPDX-License-Identifier: MIT */
/*
 * Tests where the elements of a picture stand, to the tenth of a pixel. Each row has a picture made by hand, and all
 * elements of its drawing but the lines of its grid. A drawing that changes on purpose has new rows, which somebody has
 * looked at.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/report/draw.h"
#include "worlds/result-of-text.h"
#include "worlds/rows.h"

/* --- Pictures ----------------------------------------------------------------------------------- */

static TarnLabPicture *
picture_new (TarnLabPictureKind kind, const char *x_unit, gint64 x_high, const char *y_unit,
             gint64 y_high)
{
  TarnLabPicture *self = tarn_lab_picture_new (kind, "a picture");

  self->x = (TarnLabPictureAxis){
    TARN_LAB_AXIS_AMOUNT, g_strdup ("x"), g_strdup (x_unit), TRUE, 0, x_high
  };
  self->y = (TarnLabPictureAxis){
    TARN_LAB_AXIS_AMOUNT, g_strdup ("y"), g_strdup (y_unit), TRUE, 0, y_high
  };
  return self;
}

static void
add_mark (TarnLabPicture *self, gint64 x, gint64 y, gint64 half_x, gint64 half_y,
          gboolean is_on_front, guint number, const char *label)
{
  TarnLabMark mark = { x, y, half_x, half_y, is_on_front, number, label };

  g_array_append_val (self->marks, mark);
}

static void
add_curve (TarnLabPicture *self, const char *label, const gint64 spots[][2], guint n_spots)
{
  TarnLabCurve curve = { label, g_array_new (FALSE, FALSE, sizeof (TarnLabSpot)) };

  for (guint i = 0; i < n_spots; i++)
    {
      TarnLabSpot spot = { spots[i][0], spots[i][1] };

      g_array_append_val (curve.spots, spot);
    }
  g_array_append_val (self->curves, curve);
}

/* Two marks have one place, and two have no number. */
static TarnLabPicture *
make_front (void)
{
  TarnLabPicture *self
      = picture_new (TARN_LAB_PICTURE_FRONT, "1", 100, "us", 90 * G_TIME_SPAN_MINUTE);

  add_mark (self, 10, 80 * G_TIME_SPAN_MINUTE, 5, 8 * G_TIME_SPAN_MINUTE, TRUE, 1, "every 10 min");
  add_mark (self, 50, 40 * G_TIME_SPAN_MINUTE, 0, 0, TRUE, 2, "every 1 h");
  add_mark (self, 50, 40 * G_TIME_SPAN_MINUTE, 0, 0, FALSE, 3, "every 1 h, phase 30 s");
  add_mark (self, 100, 10 * G_TIME_SPAN_MINUTE, 0, 0, TRUE, 4, "when <n> & \"bytes\" wait");
  add_mark (self, 60, 50 * G_TIME_SPAN_MINUTE, 0, 5 * G_TIME_SPAN_MINUTE, FALSE, 0,
            "without a number");
  add_mark (self, 70, 60 * G_TIME_SPAN_MINUTE, 3, 0, FALSE, 0, "without a number either");
  return self;
}

/* Marks stand so close that each number looks for a free place, and six in one place have four numbers. */
static TarnLabPicture *
make_crowd (void)
{
  TarnLabPicture *self = picture_new (TARN_LAB_PICTURE_FRONT, "ppm", 1000000, "1", 5000);
  static const gint64 places[][2]
      = { { 500000, 2500 }, { 517300, 2500 }, { 534600, 2500 }, { 500000, 2600 },
          { 517300, 2600 }, { 0, 5000 },      { 1000000, 0 },   { 999000, 150 } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_mark (self, places[i][0], places[i][1], 0, 0, TRUE, i + 1, "crowded");
  for (guint i = 0; i < 6; i++)
    add_mark (self, 250000, 1250, 0, 0, FALSE, 9 + i, "in one place");
  return self;
}

/* Numbers of marks at the edges look for a place inside, and four in one place have all their numbers. */
static TarnLabPicture *
make_edges (void)
{
  TarnLabPicture *self = picture_new (TARN_LAB_PICTURE_FRONT, "ppm", 1000000, "1", 5000);
  static const gint64 places[][2]
      = { { 0, 2500 },      { 34582, 2692 },   { 500000, 1000 }, { 500000, 1000 },
          { 500000, 1000 }, { 500000, 1000 },  { 800000, 0 },    { 834582, 192 },
          { 765418, 192 },  { 1000000, 2500 }, { 1000000, 2500 } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_mark (self, places[i][0], places[i][1], 0, 0, FALSE, i + 1, "edge");
  return self;
}

/* The legend has three lines, the label of one of which is too long. */
static TarnLabPicture *
make_curves (void)
{
  TarnLabPicture *self = picture_new (TARN_LAB_PICTURE_LAG_PERCENTILES, "ppm", 1000000, "us",
                                      30 * G_TIME_SPAN_SECOND);
  const gint64 flat[][2] = { { 0, 0 }, { 0, 0 }, { 500000, 0 }, { 1000000, 15000000 } };
  const gint64 steep[][2] = { { 0, 30000000 }, { 1000000, 40000000 }, { 2000000, 0 } };

  add_curve (self, "flat", flat, G_N_ELEMENTS (flat));
  add_curve (self, "a label that is far too long to have room within so narrow a picture", steep,
             G_N_ELEMENTS (steep));
  add_curve (self, "none", NULL, 0);
  return self;
}

/* A picture of one curve has no legend. Its axis is one of the calendar, over the end of a day. */
static TarnLabPicture *
make_calendar (void)
{
  TarnLabPicture *self = picture_new (TARN_LAB_PICTURE_LAG, "us", 0, "bytes", 1500000);
  const gint64 begin = G_GINT64_CONSTANT (1793491200000000) - 90 * G_TIME_SPAN_MINUTE;
  const gint64 spots[][2] = { { begin, 1500000 }, { begin + G_TIME_SPAN_HOUR, 750000 } };

  self->x.kind = TARN_LAB_AXIS_TIME;
  self->x.is_from_zero = FALSE;
  self->x.low = begin;
  self->x.high = begin + 2 * G_TIME_SPAN_HOUR;
  add_curve (self, "only one", spots, G_N_ELEMENTS (spots));
  return self;
}

/* --- Slots -------------------------------------------------------------------------------------- */

static const char lake[] = "[lake]\n"
                           "start = 2026-11-01T00:00:00Z\n"
                           "horizon = 30 min\n"
                           "slots = 2\n"
                           "at-end = cut\n"
                           "[table d.t]\n"
                           "size = 1 GB\n"
                           "commits = every 5 min, 1 MB\n"
                           "[view d.a]\n"
                           "sources = d.t\n"
                           "duration = 6 min\n"
                           "[view d.long_name_of_a_view]\n"
                           "sources = d.t\n"
                           "duration = 2 min\n"
                           "[policy]\n"
                           "trigger = interval 10 min\n";

/* Runs begin late in their slots, one fails, and two are cut; the views are of two databases. */
static const char bad_lake[] = "[lake]\n"
                               "start = 2026-11-01T00:00:00Z\n"
                               "horizon = 22 min\n"
                               "at-end = cut\n"
                               "[cost]\n"
                               "startup = 3 min\n"
                               "[table d.t]\n"
                               "size = 10 GB\n"
                               "commits = every 15 min, 1 GB\n"
                               "[view d.a]\n"
                               "sources = d.t\n"
                               "[view e.b]\n"
                               "sources = d.t\n"
                               "duration = 12 min\n"
                               "failures = 100 %\n"
                               "[policy]\n"
                               "trigger = interval 20 min\n";

#define NARROW(trigger)                                                                            \
  "[lake]\nstart = 2026-11-01T00:00:00Z\nhorizon = 7 min\n[table d.t]\n"                           \
  "[view d.long_name]\nsources = d.t\nduration = 1 min\n[policy]\ntrigger = " trigger "\n"

static TarnLabResult *result, *bad_result, *tight_result,
    *idle_result; /* of the lakes above; a picture only points to them */

static TarnLabPicture *
make_slots_of (const char *label, const TarnLabResult *of_lake)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (TarnLabShown));
  TarnLabShown one = { label, of_lake };

  g_array_append_val (shown, one);
  return tarn_lab_picture_new_of_slots (shown);
}

static TarnLabPicture *
make_slots (void)
{
  return make_slots_of ("one", result);
}

static TarnLabPicture *
make_bad_slots (void)
{
  return make_slots_of ("bad", bad_result);
}

/* Of two lakes, one has no run, and the other one no room for a name before the next run. */
static TarnLabPicture *
make_two_panels (void)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (TarnLabShown));
  TarnLabShown two[]
      = { { "tight", tight_result }, { "a label that is too long for the picture", idle_result } };

  g_array_append_vals (shown, two, G_N_ELEMENTS (two));
  return tarn_lab_picture_new_of_slots (shown);
}

/* Numbers with many digits leave no room for each tick. */
static TarnLabPicture *
make_wide_ticks (void)
{
  return picture_new (TARN_LAB_PICTURE_LAG, "things", G_GINT64_CONSTANT (400000000000), "things",
                      5);
}

/* --- Elements ----------------------------------------------------------------------------------- */

/* clang-format off */
static const char *const front_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 7400 3730\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<text class=\"name\" x=\"0\" y=\"120\" text-anchor=\"start\">y, min</text>",
  "<text class=\"name\" x=\"7112\" y=\"3250\" text-anchor=\"end\">x</text>",
  "<text class=\"tick\" x=\"204\" y=\"2880\" text-anchor=\"end\">0</text>",
  "<text class=\"tick\" x=\"204\" y=\"2013\" text-anchor=\"end\">30</text>",
  "<text class=\"tick\" x=\"204\" y=\"1147\" text-anchor=\"end\">60</text>",
  "<text class=\"tick\" x=\"204\" y=\"280\" text-anchor=\"end\">90</text>",
  "<text class=\"tick\" x=\"314\" y=\"3010\" text-anchor=\"middle\">0.00</text>",
  "<text class=\"tick\" x=\"1674\" y=\"3010\" text-anchor=\"middle\">0.02</text>",
  "<text class=\"tick\" x=\"3033\" y=\"3010\" text-anchor=\"middle\">0.04</text>",
  "<text class=\"tick\" x=\"4393\" y=\"3010\" text-anchor=\"middle\">0.06</text>",
  "<text class=\"tick\" x=\"5752\" y=\"3010\" text-anchor=\"middle\">0.08</text>",
  "<text class=\"tick\" x=\"7112\" y=\"3010\" text-anchor=\"middle\">0.10</text>",
  "<path class=\"axis\" d=\"M314 2840L7112 2840\"/>",
  "<path class=\"steps\" d=\"M994 529H3713V1684H7112V2551\"/>",
  "<path class=\"whisker k0\" d=\"M654 489V569M654 529H1334M1334 489V569\"/>",
  "<path class=\"whisker k0\" d=\"M954 298H1034M994 298V760M954 760H1034\"/>",
  "<path class=\"whisker\" d=\"M4353 1251H4433M4393 1251V1540M4353 1540H4433\"/>",
  "<path class=\"whisker\" d=\"M4869 1067V1147M4869 1107H5277M5277 1067V1147\"/>",
  "<circle class=\"mark\" cx=\"5073\" cy=\"1107\" r=\"40\"><title>without a number either</title></circle>",
  "<circle class=\"mark\" cx=\"4393\" cy=\"1396\" r=\"40\"><title>without a number</title></circle>",
  "<circle class=\"mark front\" cx=\"7112\" cy=\"2551\" r=\"40\"><title>when &lt;n&gt; &amp; &quot;bytes&quot; wait</title></circle>",
  "<circle class=\"mark\" cx=\"3713\" cy=\"1684\" r=\"40\"><title>every 1 h, phase 30 s</title></circle>",
  "<circle class=\"mark front\" cx=\"3713\" cy=\"1684\" r=\"40\"><title>every 1 h</title></circle>",
  "<circle class=\"mark front\" cx=\"994\" cy=\"529\" r=\"40\"><title>every 10 min</title></circle>",
  "<text class=\"index\" x=\"1084\" y=\"439\" text-anchor=\"start\">1</text>",
  "<text class=\"index\" x=\"3803\" y=\"1594\" text-anchor=\"start\">2,3</text>",
  "<text class=\"index\" x=\"7202\" y=\"2461\" text-anchor=\"start\">4</text>",
  "<text class=\"index\" x=\"180\" y=\"3490\" text-anchor=\"end\">1</text>",
  "<text class=\"label\" x=\"300\" y=\"3490\" text-anchor=\"start\">every 10 min</text>",
  "<text class=\"index\" x=\"180\" y=\"3670\" text-anchor=\"end\">2</text>",
  "<text class=\"label\" x=\"300\" y=\"3670\" text-anchor=\"start\">every 1 h</text>",
  "<text class=\"index\" x=\"3880\" y=\"3490\" text-anchor=\"end\">3</text>",
  "<text class=\"label\" x=\"4000\" y=\"3490\" text-anchor=\"start\">every 1 h, phase 30 s</text>",
  "<text class=\"index\" x=\"3880\" y=\"3670\" text-anchor=\"end\">4</text>",
  "<text class=\"label\" x=\"4000\" y=\"3670\" text-anchor=\"start\">when &lt;n&gt; &amp; &quot;bytes&quot; wait</text>",
  NULL,
};

static const char *const crowd_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 4000 5890\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<text class=\"name\" x=\"0\" y=\"120\" text-anchor=\"start\">y</text>",
  "<text class=\"name\" x=\"3712\" y=\"3250\" text-anchor=\"end\">x, %</text>",
  "<text class=\"tick\" x=\"132\" y=\"2880\" text-anchor=\"end\">0</text>",
  "<text class=\"tick\" x=\"132\" y=\"2360\" text-anchor=\"end\">1</text>",
  "<text class=\"tick\" x=\"132\" y=\"1840\" text-anchor=\"end\">2</text>",
  "<text class=\"tick\" x=\"132\" y=\"1320\" text-anchor=\"end\">3</text>",
  "<text class=\"tick\" x=\"132\" y=\"800\" text-anchor=\"end\">4</text>",
  "<text class=\"tick\" x=\"132\" y=\"280\" text-anchor=\"end\">5</text>",
  "<text class=\"tick\" x=\"242\" y=\"3010\" text-anchor=\"middle\">0</text>",
  "<text class=\"tick\" x=\"1977\" y=\"3010\" text-anchor=\"middle\">50</text>",
  "<text class=\"tick\" x=\"3712\" y=\"3010\" text-anchor=\"middle\">100</text>",
  "<path class=\"axis\" d=\"M242 2840L3712 2840\"/>",
  "<path class=\"steps\" d=\"M1977 1540H2037V1540H2097V1540H1977V1488H2037V1488H242V240H3712V2840H3709V2762\"/>",
  "<circle class=\"mark\" cx=\"1110\" cy=\"2190\" r=\"40\"><title>in one place</title></circle>",
  "<circle class=\"mark\" cx=\"1110\" cy=\"2190\" r=\"40\"><title>in one place</title></circle>",
  "<circle class=\"mark\" cx=\"1110\" cy=\"2190\" r=\"40\"><title>in one place</title></circle>",
  "<circle class=\"mark\" cx=\"1110\" cy=\"2190\" r=\"40\"><title>in one place</title></circle>",
  "<circle class=\"mark\" cx=\"1110\" cy=\"2190\" r=\"40\"><title>in one place</title></circle>",
  "<circle class=\"mark\" cx=\"1110\" cy=\"2190\" r=\"40\"><title>in one place</title></circle>",
  "<circle class=\"mark front\" cx=\"3709\" cy=\"2762\" r=\"40\"><title>crowded</title></circle>",
  "<circle class=\"mark front\" cx=\"3712\" cy=\"2840\" r=\"40\"><title>crowded</title></circle>",
  "<circle class=\"mark front\" cx=\"242\" cy=\"240\" r=\"40\"><title>crowded</title></circle>",
  "<circle class=\"mark front\" cx=\"2037\" cy=\"1488\" r=\"40\"><title>crowded</title></circle>",
  "<circle class=\"mark front\" cx=\"1977\" cy=\"1488\" r=\"40\"><title>crowded</title></circle>",
  "<circle class=\"mark front\" cx=\"2097\" cy=\"1540\" r=\"40\"><title>crowded</title></circle>",
  "<circle class=\"mark front\" cx=\"2037\" cy=\"1540\" r=\"40\"><title>crowded</title></circle>",
  "<circle class=\"mark front\" cx=\"1977\" cy=\"1540\" r=\"40\"><title>crowded</title></circle>",
  "<text class=\"index\" x=\"1779\" y=\"1450\" text-anchor=\"start\">1</text>",
  "<text class=\"index\" x=\"2127\" y=\"1450\" text-anchor=\"start\">2</text>",
  "<text class=\"index\" x=\"2187\" y=\"1710\" text-anchor=\"start\">3</text>",
  "<text class=\"index\" x=\"1779\" y=\"1658\" text-anchor=\"start\">4</text>",
  "<text class=\"index\" x=\"2237\" y=\"1288\" text-anchor=\"start\">5</text>",
  "<text class=\"index\" x=\"332\" y=\"150\" text-anchor=\"start\">6</text>",
  "<text class=\"index\" x=\"3802\" y=\"2750\" text-anchor=\"start\">7</text>",
  "<text class=\"index\" x=\"3511\" y=\"2672\" text-anchor=\"start\">8</text>",
  "<text class=\"index\" x=\"1200\" y=\"2100\" text-anchor=\"start\">9,10,11,12,…</text>",
  "<text class=\"index\" x=\"180\" y=\"3490\" text-anchor=\"end\">1</text>",
  "<text class=\"label\" x=\"300\" y=\"3490\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"3670\" text-anchor=\"end\">2</text>",
  "<text class=\"label\" x=\"300\" y=\"3670\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"3850\" text-anchor=\"end\">3</text>",
  "<text class=\"label\" x=\"300\" y=\"3850\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"4030\" text-anchor=\"end\">4</text>",
  "<text class=\"label\" x=\"300\" y=\"4030\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"4210\" text-anchor=\"end\">5</text>",
  "<text class=\"label\" x=\"300\" y=\"4210\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"4390\" text-anchor=\"end\">6</text>",
  "<text class=\"label\" x=\"300\" y=\"4390\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"4570\" text-anchor=\"end\">7</text>",
  "<text class=\"label\" x=\"300\" y=\"4570\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"4750\" text-anchor=\"end\">8</text>",
  "<text class=\"label\" x=\"300\" y=\"4750\" text-anchor=\"start\">crowded</text>",
  "<text class=\"index\" x=\"180\" y=\"4930\" text-anchor=\"end\">9</text>",
  "<text class=\"label\" x=\"300\" y=\"4930\" text-anchor=\"start\">in one place</text>",
  "<text class=\"index\" x=\"180\" y=\"5110\" text-anchor=\"end\">10</text>",
  "<text class=\"label\" x=\"300\" y=\"5110\" text-anchor=\"start\">in one place</text>",
  "<text class=\"index\" x=\"180\" y=\"5290\" text-anchor=\"end\">11</text>",
  "<text class=\"label\" x=\"300\" y=\"5290\" text-anchor=\"start\">in one place</text>",
  "<text class=\"index\" x=\"180\" y=\"5470\" text-anchor=\"end\">12</text>",
  "<text class=\"label\" x=\"300\" y=\"5470\" text-anchor=\"start\">in one place</text>",
  "<text class=\"index\" x=\"180\" y=\"5650\" text-anchor=\"end\">13</text>",
  "<text class=\"label\" x=\"300\" y=\"5650\" text-anchor=\"start\">in one place</text>",
  "<text class=\"index\" x=\"180\" y=\"5830\" text-anchor=\"end\">14</text>",
  "<text class=\"label\" x=\"300\" y=\"5830\" text-anchor=\"start\">in one place</text>",
  NULL,
};

static const char *const curves_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 4000 3910\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<path class=\"curve k0\" d=\"M0 140L300 140\"/>",
  "<text class=\"label\" x=\"360\" y=\"180\" text-anchor=\"start\">flat</text>",
  "<path class=\"curve k1\" d=\"M0 320L300 320\"/>",
  "<text class=\"label\" x=\"360\" y=\"360\" text-anchor=\"start\">a label that is far too long to have room within…</text>",
  "<path class=\"curve k2\" d=\"M0 500L300 500\"/>",
  "<text class=\"label\" x=\"360\" y=\"540\" text-anchor=\"start\">none</text>",
  "<text class=\"name\" x=\"0\" y=\"720\" text-anchor=\"start\">y, s</text>",
  "<text class=\"name\" x=\"3712\" y=\"3850\" text-anchor=\"end\">x, %</text>",
  "<text class=\"tick\" x=\"204\" y=\"3480\" text-anchor=\"end\">0</text>",
  "<text class=\"tick\" x=\"204\" y=\"2613\" text-anchor=\"end\">10</text>",
  "<text class=\"tick\" x=\"204\" y=\"1747\" text-anchor=\"end\">20</text>",
  "<text class=\"tick\" x=\"204\" y=\"880\" text-anchor=\"end\">30</text>",
  "<text class=\"tick\" x=\"314\" y=\"3610\" text-anchor=\"middle\">0</text>",
  "<text class=\"tick\" x=\"2013\" y=\"3610\" text-anchor=\"middle\">50</text>",
  "<text class=\"tick\" x=\"3712\" y=\"3610\" text-anchor=\"middle\">100</text>",
  "<path class=\"axis\" d=\"M314 3440L3712 3440\"/>",
  "<path class=\"curve k0\" d=\"M314 3440L2013 3440L3712 2140\"/>",
  "<path class=\"curve k1\" d=\"M314 840L3712 840L3712 3440\"/>",
  NULL,
};

static const char *const calendar_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 5000 3310\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<text class=\"name\" x=\"0\" y=\"120\" text-anchor=\"start\">y, MB</text>",
  "<text class=\"name\" x=\"4712\" y=\"3250\" text-anchor=\"end\">x, UTC</text>",
  "<text class=\"tick\" x=\"276\" y=\"2880\" text-anchor=\"end\">0.0</text>",
  "<text class=\"tick\" x=\"276\" y=\"2013\" text-anchor=\"end\">0.5</text>",
  "<text class=\"tick\" x=\"276\" y=\"1147\" text-anchor=\"end\">1.0</text>",
  "<text class=\"tick\" x=\"276\" y=\"280\" text-anchor=\"end\">1.5</text>",
  "<text class=\"tick\" x=\"386\" y=\"3010\" text-anchor=\"middle\">22:30</text>",
  "<text class=\"tick\" x=\"1468\" y=\"3010\" text-anchor=\"middle\">23:00</text>",
  "<text class=\"tick\" x=\"2549\" y=\"3010\" text-anchor=\"middle\">23:30</text>",
  "<text class=\"tick\" x=\"3631\" y=\"3010\" text-anchor=\"middle\">Nov 1</text>",
  "<text class=\"tick\" x=\"4712\" y=\"3010\" text-anchor=\"middle\">00:30</text>",
  "<path class=\"axis\" d=\"M386 2840L4712 2840\"/>",
  "<path class=\"curve k0\" d=\"M386 240L2549 1540\"/>",
  NULL,
};

static const char *const slots_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 9000 1200\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<rect class=\"bar full\" x=\"0\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"360\" y=\"180\" text-anchor=\"start\">full</text>",
  "<rect class=\"bar incremental\" x=\"828\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"1188\" y=\"180\" text-anchor=\"start\">incremental</text>",
  "<rect class=\"bar bad\" x=\"2160\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"2520\" y=\"180\" text-anchor=\"start\">failed or stopped</text>",
  "<rect class=\"bar starting\" x=\"3924\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"4284\" y=\"180\" text-anchor=\"start\">starting</text>",
  "<text class=\"name\" x=\"0\" y=\"420\" text-anchor=\"start\">slot</text>",
  "<text class=\"tick\" x=\"288\" y=\"1010\" text-anchor=\"middle\">Nov 1</text>",
  "<text class=\"tick\" x=\"1692\" y=\"1010\" text-anchor=\"middle\">00:05</text>",
  "<text class=\"tick\" x=\"3096\" y=\"1010\" text-anchor=\"middle\">00:10</text>",
  "<text class=\"tick\" x=\"4500\" y=\"1010\" text-anchor=\"middle\">00:15</text>",
  "<text class=\"tick\" x=\"5904\" y=\"1010\" text-anchor=\"middle\">00:20</text>",
  "<text class=\"tick\" x=\"7308\" y=\"1010\" text-anchor=\"middle\">00:25</text>",
  "<text class=\"tick\" x=\"8712\" y=\"1010\" text-anchor=\"middle\">00:30</text>",
  "<text class=\"tick\" x=\"228\" y=\"610\" text-anchor=\"end\">1</text>",
  "<text class=\"tick\" x=\"228\" y=\"790\" text-anchor=\"end\">2</text>",
  "<g><title>d.a, full, from 2026-11-01, 6.0 min, SUCCEEDED</title><rect class=\"bar full\" x=\"288\" y=\"500\" width=\"1685\" height=\"140\"></rect><text class=\"on\" x=\"318\" y=\"610\" text-anchor=\"start\">a</text>",
  "<g><title>d.a, incremental, from 2026-11-01T00:10Z, 6.0 min, SUCCEEDED</title><rect class=\"bar incremental\" x=\"3096\" y=\"500\" width=\"1685\" height=\"140\"></rect><text class=\"in\" x=\"3126\" y=\"610\" text-anchor=\"start\">a</text>",
  "<g><title>d.a, incremental, from 2026-11-01T00:20Z, 6.0 min, SUCCEEDED</title><rect class=\"bar incremental\" x=\"5904\" y=\"500\" width=\"1685\" height=\"140\"></rect><text class=\"in\" x=\"5934\" y=\"610\" text-anchor=\"start\">a</text>",
  "<g><title>d.long_name_of_a_view, full, from 2026-11-01, 2.0 min, SUCCEEDED</title><rect class=\"bar full\" x=\"288\" y=\"680\" width=\"562\" height=\"140\"></rect><text class=\"behind\" x=\"880\" y=\"790\" text-anchor=\"start\">long_name_of_a_view</text>",
  "<g><title>d.long_name_of_a_view, incremental, from 2026-11-01T00:10Z, 2.0 min, SUCCEEDED</title><rect class=\"bar incremental\" x=\"3096\" y=\"680\" width=\"562\" height=\"140\"></rect><text class=\"behind\" x=\"3688\" y=\"790\" text-anchor=\"start\">long_name_of_a_view</text>",
  "<g><title>d.long_name_of_a_view, incremental, from 2026-11-01T00:20Z, 2.0 min, SUCCEEDED</title><rect class=\"bar incremental\" x=\"5904\" y=\"680\" width=\"562\" height=\"140\"></rect><text class=\"behind\" x=\"6496\" y=\"790\" text-anchor=\"start\">long_name_of_a_view</text>",
  "<path class=\"axis\" d=\"M288 840L8712 840\"/>",
  NULL,
};

static const char *const bad_slots_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 3000 1380\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<rect class=\"bar full\" x=\"0\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"360\" y=\"180\" text-anchor=\"start\">full</text>",
  "<rect class=\"bar incremental\" x=\"828\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"1188\" y=\"180\" text-anchor=\"start\">incremental</text>",
  "<rect class=\"bar bad\" x=\"0\" y=\"250\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"360\" y=\"360\" text-anchor=\"start\">failed or stopped</text>",
  "<rect class=\"bar starting\" x=\"1764\" y=\"250\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"2124\" y=\"360\" text-anchor=\"start\">starting</text>",
  "<text class=\"name\" x=\"0\" y=\"600\" text-anchor=\"start\">slot</text>",
  "<text class=\"tick\" x=\"288\" y=\"1190\" text-anchor=\"middle\">Nov 1</text>",
  "<text class=\"tick\" x=\"1390\" y=\"1190\" text-anchor=\"middle\">00:10</text>",
  "<text class=\"tick\" x=\"2492\" y=\"1190\" text-anchor=\"middle\">00:20</text>",
  "<text class=\"tick\" x=\"228\" y=\"790\" text-anchor=\"end\">1</text>",
  "<text class=\"tick\" x=\"228\" y=\"970\" text-anchor=\"end\">2</text>",
  "<g><title>d.a, full, from 2026-11-01, 4.2 min, SUCCEEDED</title><rect class=\"bar starting\" x=\"288\" y=\"680\" width=\"331\" height=\"140\"></rect><rect class=\"bar full\" x=\"619\" y=\"680\" width=\"130\" height=\"140\"></rect><text class=\"in\" x=\"318\" y=\"790\" text-anchor=\"start\">d.a</text>",
  "<g><title>d.a, incremental, from 2026-11-01T00:20Z, not ended, STARTING</title><rect class=\"bar starting\" x=\"2492\" y=\"680\" width=\"220\" height=\"140\"></rect></g>",
  "<g><title>e.b, failed or stopped, from 2026-11-01, 108.3 s, FAILED</title><rect class=\"bar bad\" x=\"288\" y=\"860\" width=\"199\" height=\"140\"></rect><text class=\"behind\" x=\"517\" y=\"970\" text-anchor=\"start\">e.b</text>",
  "<g><title>e.b, full, from 2026-11-01T00:20Z, not ended, RUNNING</title><rect class=\"bar full\" x=\"2492\" y=\"860\" width=\"220\" height=\"140\"></rect></g>",
  "<path class=\"axis\" d=\"M288 1020L2712 1020\"/>",
  NULL,
};

static const char *const edges_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 4000 5350\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<text class=\"name\" x=\"0\" y=\"120\" text-anchor=\"start\">y</text>",
  "<text class=\"name\" x=\"3712\" y=\"3250\" text-anchor=\"end\">x, %</text>",
  "<text class=\"tick\" x=\"132\" y=\"2880\" text-anchor=\"end\">0</text>",
  "<text class=\"tick\" x=\"132\" y=\"2360\" text-anchor=\"end\">1</text>",
  "<text class=\"tick\" x=\"132\" y=\"1840\" text-anchor=\"end\">2</text>",
  "<text class=\"tick\" x=\"132\" y=\"1320\" text-anchor=\"end\">3</text>",
  "<text class=\"tick\" x=\"132\" y=\"800\" text-anchor=\"end\">4</text>",
  "<text class=\"tick\" x=\"132\" y=\"280\" text-anchor=\"end\">5</text>",
  "<text class=\"tick\" x=\"242\" y=\"3010\" text-anchor=\"middle\">0</text>",
  "<text class=\"tick\" x=\"1977\" y=\"3010\" text-anchor=\"middle\">50</text>",
  "<text class=\"tick\" x=\"3712\" y=\"3010\" text-anchor=\"middle\">100</text>",
  "<path class=\"axis\" d=\"M242 2840L3712 2840\"/>",
  "<path class=\"steps\" d=\"\"/>",
  "<circle class=\"mark\" cx=\"3712\" cy=\"1540\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"3712\" cy=\"1540\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"2898\" cy=\"2740\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"3138\" cy=\"2740\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"3018\" cy=\"2840\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"1977\" cy=\"2320\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"1977\" cy=\"2320\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"1977\" cy=\"2320\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"1977\" cy=\"2320\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"362\" cy=\"1440\" r=\"40\"><title>edge</title></circle>",
  "<circle class=\"mark\" cx=\"242\" cy=\"1540\" r=\"40\"><title>edge</title></circle>",
  "<text class=\"index\" x=\"332\" y=\"1710\" text-anchor=\"start\">1</text>",
  "<text class=\"index\" x=\"452\" y=\"1350\" text-anchor=\"start\">2</text>",
  "<text class=\"index\" x=\"2067\" y=\"2230\" text-anchor=\"start\">3,4,5,6</text>",
  "<text class=\"index\" x=\"3218\" y=\"2640\" text-anchor=\"start\">7</text>",
  "<text class=\"index\" x=\"2940\" y=\"2650\" text-anchor=\"start\">8</text>",
  "<text class=\"index\" x=\"2700\" y=\"2650\" text-anchor=\"start\">9</text>",
  "<text class=\"index\" x=\"3226\" y=\"1450\" text-anchor=\"start\">10,11</text>",
  "<text class=\"index\" x=\"180\" y=\"3490\" text-anchor=\"end\">1</text>",
  "<text class=\"label\" x=\"300\" y=\"3490\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"3670\" text-anchor=\"end\">2</text>",
  "<text class=\"label\" x=\"300\" y=\"3670\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"3850\" text-anchor=\"end\">3</text>",
  "<text class=\"label\" x=\"300\" y=\"3850\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"4030\" text-anchor=\"end\">4</text>",
  "<text class=\"label\" x=\"300\" y=\"4030\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"4210\" text-anchor=\"end\">5</text>",
  "<text class=\"label\" x=\"300\" y=\"4210\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"4390\" text-anchor=\"end\">6</text>",
  "<text class=\"label\" x=\"300\" y=\"4390\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"4570\" text-anchor=\"end\">7</text>",
  "<text class=\"label\" x=\"300\" y=\"4570\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"4750\" text-anchor=\"end\">8</text>",
  "<text class=\"label\" x=\"300\" y=\"4750\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"4930\" text-anchor=\"end\">9</text>",
  "<text class=\"label\" x=\"300\" y=\"4930\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"5110\" text-anchor=\"end\">10</text>",
  "<text class=\"label\" x=\"300\" y=\"5110\" text-anchor=\"start\">edge</text>",
  "<text class=\"index\" x=\"180\" y=\"5290\" text-anchor=\"end\">11</text>",
  "<text class=\"label\" x=\"300\" y=\"5290\" text-anchor=\"start\">edge</text>",
  NULL,
};

static const char *const two_panels_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 3000 2100\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<rect class=\"bar full\" x=\"0\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"360\" y=\"180\" text-anchor=\"start\">full</text>",
  "<rect class=\"bar incremental\" x=\"828\" y=\"70\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"1188\" y=\"180\" text-anchor=\"start\">incremental</text>",
  "<rect class=\"bar bad\" x=\"0\" y=\"250\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"360\" y=\"360\" text-anchor=\"start\">failed or stopped</text>",
  "<rect class=\"bar starting\" x=\"1764\" y=\"250\" width=\"300\" height=\"140\"></rect>",
  "<text class=\"label\" x=\"2124\" y=\"360\" text-anchor=\"start\">starting</text>",
  "<text class=\"name\" x=\"0\" y=\"600\" text-anchor=\"start\">slot</text>",
  "<text class=\"name\" x=\"0\" y=\"780\" text-anchor=\"start\">tight</text>",
  "<text class=\"tick\" x=\"288\" y=\"1190\" text-anchor=\"middle\">Nov 1</text>",
  "<text class=\"tick\" x=\"2019\" y=\"1190\" text-anchor=\"middle\">00:05</text>",
  "<text class=\"tick\" x=\"228\" y=\"970\" text-anchor=\"end\">1</text>",
  "<g><title>d.long_name, full, from 2026-11-01, 60.0 s, SUCCEEDED</title><rect class=\"bar full\" x=\"288\" y=\"860\" width=\"346\" height=\"140\"></rect></g>",
  "<g><title>d.long_name, incremental, from 2026-11-01T00:03Z, 60.0 s, SUCCEEDED</title><rect class=\"bar incremental\" x=\"1327\" y=\"860\" width=\"346\" height=\"140\"></rect></g>",
  "<g><title>d.long_name, incremental, from 2026-11-01T00:06Z, not ended, RUNNING</title><rect class=\"bar incremental\" x=\"2366\" y=\"860\" width=\"346\" height=\"140\"></rect></g>",
  "<path class=\"axis\" d=\"M288 1020L2712 1020\"/>",
  "<text class=\"name\" x=\"0\" y=\"1500\" text-anchor=\"start\">a label that is too long for the pic…</text>",
  "<text class=\"tick\" x=\"288\" y=\"1910\" text-anchor=\"middle\">Nov 1</text>",
  "<text class=\"tick\" x=\"2019\" y=\"1910\" text-anchor=\"middle\">00:05</text>",
  "<path class=\"axis\" d=\"M288 1740L2712 1740\"/>",
  NULL,
};

static const char *const wide_ticks_lines[] = {
  "<svg class=\"c\" id=\"p\" viewBox=\"0 0 4000 3310\" role=\"img\" aria-labelledby=\"p-title p-desc\">",
  "<text class=\"name\" x=\"0\" y=\"120\" text-anchor=\"start\">y, things</text>",
  "<text class=\"name\" x=\"3712\" y=\"3250\" text-anchor=\"end\">x, things</text>",
  "<text class=\"tick\" x=\"132\" y=\"2880\" text-anchor=\"end\">0</text>",
  "<text class=\"tick\" x=\"132\" y=\"2360\" text-anchor=\"end\">1</text>",
  "<text class=\"tick\" x=\"132\" y=\"1840\" text-anchor=\"end\">2</text>",
  "<text class=\"tick\" x=\"132\" y=\"1320\" text-anchor=\"end\">3</text>",
  "<text class=\"tick\" x=\"132\" y=\"800\" text-anchor=\"end\">4</text>",
  "<text class=\"tick\" x=\"132\" y=\"280\" text-anchor=\"end\">5</text>",
  "<text class=\"tick\" x=\"242\" y=\"3010\" text-anchor=\"middle\">0</text>",
  "<text class=\"tick\" x=\"1110\" y=\"3010\" text-anchor=\"middle\">100,000,000,000</text>",
  "<text class=\"tick\" x=\"2845\" y=\"3010\" text-anchor=\"middle\">300,000,000,000</text>",
  "<path class=\"axis\" d=\"M242 2840L3712 2840\"/>",
  NULL,
};

/* clang-format on */

typedef struct
{
  const char *name;
  TarnLabPicture *(*make) (void);
  guint width;
  const char *const *lines;
} Row;

static const Row rows[] = {
  { "front", make_front, 740, front_lines },
  { "crowd", make_crowd, 400, crowd_lines },
  { "curves", make_curves, 400, curves_lines },
  { "calendar", make_calendar, 500, calendar_lines },
  { "slots", make_slots, 900, slots_lines },
  { "bad-slots", make_bad_slots, 300, bad_slots_lines },
  { "edges", make_edges, 400, edges_lines },
  { "two-panels", make_two_panels, 300, two_panels_lines },
  { "wide-ticks", make_wide_ticks, 400, wide_ticks_lines },
};

/* What each drawing tells readers who cannot see it. */
static const struct
{
  TarnLabPicture *(*make) (void);
  const char *text;
} descriptions[] = {
  { make_front,
    "every 10 min (on the front): 0.010 ±0.005, 80.0 ±8.0 min; every 1 h (on the front): 0.05, 40.00 min; "
    "every 1 h, phase 30 s: 0.05, 40.00 min; when &lt;n&gt; &amp; &quot;bytes&quot; wait (on the front): 0.10, "
    "10.00 min; without a number: 0.06, 50.0 ±5.0 min; without a number either: 0.070 ±0.003, 60.00 min." },
  { make_curves,
    "flat: y from 0 us to 15.00 s; a label that is far too long to have room within so narrow a picture: "
    "y from 0 us to 40.00 s." },
  { make_calendar, "only one: y from 750.00 kB to 1.50 MB." },
  { make_slots, "one: 6 runs in 2 slots." },
  { make_bad_slots, "bad: 4 runs in 2 slots." },
};

/* Returns the lines of the drawing without its texts for readers who cannot see it, and without its grid. */
static GPtrArray *
list_lines (const char *svg)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) all = g_strsplit (svg, "\n", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0' && strstr (all[i], "class=\"grid\"") == NULL
        && !g_str_has_prefix (all[i], "<title") && !g_str_has_prefix (all[i], "<desc")
        && !g_str_has_prefix (all[i], "</"))
      g_ptr_array_add (lines, g_strdup (all[i]));
  return lines;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnLabPicture) picture = row->make ();
  g_autofree char *svg = tarn_lab_picture_to_svg (picture, row->width, "c", "p");
  g_autoptr (GPtrArray) lines = list_lines (svg);

  for (guint i = 0; i < lines->len && row->lines[i] != NULL; i++)
    g_assert_cmpstr (lines->pdata[i], ==, row->lines[i]);
  g_assert_cmpuint (lines->len, ==, g_strv_length ((char **) row->lines));
}

static void
test_descriptions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autoptr (TarnLabPicture) picture = descriptions[i].make ();
      g_autofree char *svg = tarn_lab_picture_to_svg (picture, 900, "c", "p");
      g_auto (GStrv) parts = g_strsplit (svg, "<desc id=\"p-desc\">", 2);

      *strchr (parts[1], '<') = '\0';
      g_assert_cmpstr (parts[1], ==, descriptions[i].text);
    }
}

/* --- Ticks -------------------------------------------------------------------------------------- */

/* How many ticks of the horizontal axis have a number, which none has that would begin left of the picture. */
typedef struct
{
  const char *name;
  TarnLabPictureKind kind;
  gint64 low, high;
  gint64 y_high;
  guint width;
  guint n;
} TickRow;

static const TickRow tick_rows[] = {
  { "numbers-touch", TARN_LAB_PICTURE_LAG, 100000000, 104000000, 50, 401, 4 },
  { "numbers-nearly-overlap", TARN_LAB_PICTURE_LAG, 100000000, 104000000, 50, 400, 2 },
  { "two-at-least", TARN_LAB_PICTURE_LAG, 0, 2, 5, 90, 2 },
  { "forty-at-most", TARN_LAB_PICTURE_LAG, 0, 40, 5, 3000, 21 },
  { "two-at-least-of-slots", TARN_LAB_PICTURE_SLOTS, 0, 2, 5, 90, 2 },
  { "forty-at-most-of-slots", TARN_LAB_PICTURE_SLOTS, 0, 40, 5, 3000, 21 },
};

static void
test_ticks (gconstpointer data)
{
  const TickRow *row = data;
  g_autoptr (TarnLabPicture) picture
      = picture_new (row->kind, "things", row->high, "things", row->y_high);
  TarnLabPanel panel
      = { .label = "none", .runs = g_array_new (FALSE, FALSE, sizeof (TarnLabSeriesRun)) };

  picture->x.low = row->low;
  picture->x.is_from_zero = FALSE;
  g_array_append_val (picture->panels, panel);
  g_autofree char *svg = tarn_lab_picture_to_svg (picture, row->width, "c", "p");
  g_auto (GStrv) parts = g_strsplit (svg, "text-anchor=\"middle\"", -1);
  g_assert_cmpuint (g_strv_length (parts) - 1, ==, row->n);
}

/* --- Numbers ------------------------------------------------------------------------------------ */

/* Where marks leave no place that is free, each has its number all the same. */
static void
test_dense (void)
{
  g_autoptr (TarnLabPicture) picture
      = picture_new (TARN_LAB_PICTURE_FRONT, "ppm", 1000000, "1", 5000);

  for (guint i = 0; i < 20; i++)
    for (guint j = 0; j < 20; j++)
      add_mark (picture, 400000 + i * 15000, 2000 + j * 100, 0, 0, FALSE, i * 20 + j + 1, "dense");
  g_autofree char *svg = tarn_lab_picture_to_svg (picture, 400, "c", "p");
  for (guint i = 1; i <= 400; i++)
    {
      g_autofree char *number = g_strdup_printf (" text-anchor=\"start\">%u</text>", i);

      g_assert_nonnull (strstr (svg, number));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  result = simulate_trial (lake);
  bad_result = simulate_trial (bad_lake);
  tight_result = simulate_trial (NARROW ("interval 3 min"));
  idle_result = simulate_trial (NARROW ("interval 1 d, phase 1 h"));
  ADD_ROWS ("/drawings/", rows, test_row);
  g_test_add_func ("/drawings/dense", test_dense);
  ADD_ROWS ("/drawings/ticks/", tick_rows, test_ticks);
  g_test_add_func ("/drawings/descriptions", test_descriptions);
  gint status = g_test_run ();

  g_clear_pointer (&result, tarn_lab_result_unref);
  g_clear_pointer (&bad_result, tarn_lab_result_unref);
  g_clear_pointer (&tight_result, tarn_lab_result_unref);
  g_clear_pointer (&idle_result, tarn_lab_result_unref);
  return status;
}
