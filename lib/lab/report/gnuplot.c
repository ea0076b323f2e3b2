/* SPDX-License-Identifier: MIT */
/* The pictures as scripts for gnuplot, each with the comma-separated values that it plots. */
#include <tarn-lab/tarn-lab.h>

#include "lab/report/csv-field.h"
#include "lab/report/picture.h"
#include "lab/report/quantity.h"
#include "lab/report/scale.h"

enum
{
  HEIGHT = 540,
  PANEL_HEIGHT = 400,
};

/* --- Values ----------------------------------------------------------------------------------- */

static void
append_number (GString *csv, gint64 number)
{
  g_string_append_printf (csv, ",%" G_GINT64_FORMAT, number);
}

static void
append_head (GString *csv, const char *name)
{
  if (csv->len > 0)
    g_string_append_c (csv, ',');
  tarn_lab_append_csv_field (csv, name);
}

static void
end_row (GString *csv)
{
  g_string_append (csv, "\r\n");
}

static void
append_marks (GString *csv, const TarnLabPicture *picture)
{
  g_string_append (csv, "variant");
  append_head (csv, picture->x.name);
  append_head (csv, "half-width");
  append_head (csv, picture->y.name);
  append_head (csv, "half-width");
  append_head (csv, "front");
  end_row (csv);
  for (guint i = 0; i < picture->marks->len; i++)
    {
      const TarnLabMark *mark = &g_array_index (picture->marks, TarnLabMark, i);

      tarn_lab_append_csv_field (csv, mark->label);
      append_number (csv, mark->x);
      append_number (csv, mark->half_x);
      append_number (csv, mark->y);
      append_number (csv, mark->half_y);
      append_number (csv, mark->is_on_front ? 1 : 0);
      end_row (csv);
    }
}

static const TarnLabCurve *
get_curve (const TarnLabPicture *picture, guint index)
{
  return &g_array_index (picture->curves, TarnLabCurve, index);
}

/* All curves have their spots at the same places, or none. */
static void
append_curves (GString *csv, const TarnLabPicture *picture)
{
  guint n_spots = 0;

  append_head (csv, picture->x.name);
  for (guint i = 0; i < picture->curves->len; i++)
    {
      append_head (csv, get_curve (picture, i)->label);
      n_spots = MAX (n_spots, get_curve (picture, i)->spots->len);
    }
  end_row (csv);
  for (guint i = 0; i < n_spots; i++)
    {
      GString *row = g_string_new (NULL);
      gint64 x = 0;

      for (guint j = 0; j < picture->curves->len; j++)
        {
          const GArray *spots = get_curve (picture, j)->spots;

          g_string_append_c (row, ',');
          if (i >= spots->len)
            continue;
          x = g_array_index (spots, TarnLabSpot, i).x;
          g_string_append_printf (row, "%" G_GINT64_FORMAT,
                                  g_array_index (spots, TarnLabSpot, i).y);
        }
      g_string_append_printf (csv, "%" G_GINT64_FORMAT "%s", x, row->str);
      end_row (csv);
      g_string_free (row, TRUE);
    }
}

static void
append_run (GString *csv, const TarnLabPicture *picture, guint panel, const TarnLabSeriesRun *run)
{
  const TarnLabPanel *of = &g_array_index (picture->panels, TarnLabPanel, panel);

  tarn_lab_append_csv_field (csv, of->label);
  append_number (csv, panel + 1);
  append_number (csv, run->slot + 1);
  g_string_append_c (csv, ',');
  tarn_lab_append_csv_field (csv,
                             tarn_lab_result_get_subject_name (of->result, TARN_LAB_SUBJECT_VIEW,
                                                               run->view));
  g_string_append_printf (csv, ",%s,%s", tarn_refresh_type_to_string (run->type),
                          tarn_refresh_status_to_string (run->status));
  append_number (csv, run->slot_us);
  append_number (csv, run->running_us > 0 ? run->running_us : run->slot_us);
  append_number (csv, MIN (run->end_us, picture->x.high));
  end_row (csv);
}

static void
append_panels (GString *csv, const TarnLabPicture *picture)
{
  g_string_append (csv, "variant,panel,slot,view,type,status,slot_us,running_us,end_us\r\n");
  for (guint i = 0; i < picture->panels->len; i++)
    {
      const GArray *runs = g_array_index (picture->panels, TarnLabPanel, i).runs;

      for (guint j = 0; j < runs->len; j++)
        append_run (csv, picture, i, &g_array_index (runs, TarnLabSeriesRun, j));
    }
}

/* --- Scripts ---------------------------------------------------------------------------------- */

#define TIME_AXIS(clock) "set xdata time\nset timefmt '%s'\nset format x \"%b %d\\n" clock "\"\n"

/* The values are whole numbers of the unit of the metric, and the axes have a unit that suits them. */
static TarnLabScale
append_axis (GString *script, const char *letter, const TarnLabPictureAxis *axis)
{
  TarnLabScale scale = tarn_lab_scale_new (axis, 10, 0, 1);
  g_autofree char *title = tarn_lab_scale_get_title (&scale, axis);

  g_string_append_printf (script, "set %slabel '%s'\n", letter, title);
  return scale;
}

static void
append_front_script (GString *script, const TarnLabPicture *picture)
{
  gint64 x = append_axis (script, "x", &picture->x).size;
  gint64 y = append_axis (script, "y", &picture->y).size;

  g_string_append_printf (script,
                          "set key off\nset offsets graph 0.05, graph 0.2, graph 0.1, graph 0.1\n"
                          "plot 'front.csv' skip 1 using ($2 / %" G_GINT64_FORMAT
                          ".0):($4 / %" G_GINT64_FORMAT ".0):($3 / %" G_GINT64_FORMAT
                          ".0):($5 / %" G_GINT64_FORMAT
                          ".0) with xyerrorbars lc 'gray40' pt 0, \\\n"
                          "  '' skip 1 using ($6 == 1 ? $2 / %" G_GINT64_FORMAT
                          ".0 : NaN):($4 / %" G_GINT64_FORMAT
                          ".0) with points pt 7 lc 'black', \\\n"
                          "  '' skip 1 using ($6 == 0 ? $2 / %" G_GINT64_FORMAT
                          ".0 : NaN):($4 / %" G_GINT64_FORMAT
                          ".0) with points pt 6 lc 'black', \\\n"
                          "  '' skip 1 using ($2 / %" G_GINT64_FORMAT ".0):($4 / %" G_GINT64_FORMAT
                          ".0):1 with labels left offset 1,0.5 noenhanced\n",
                          x, y, x, y, x, y, x, y, x, y);
}

static void
append_curves_script (GString *script, const TarnLabPicture *picture)
{
  const char *name = tarn_lab_picture_get_name (picture->kind);
  gboolean is_calendar = picture->x.kind == TARN_LAB_AXIS_TIME;
  gint64 x = 1000000, y;

  if (is_calendar)
    g_string_append (script, TIME_AXIS ("%H:%M"));
  else
    x = append_axis (script, "x", &picture->x).size;
  y = append_axis (script, "y", &picture->y).size;
  g_string_append_printf (script,
                          "set yrange [0:*]\nset key autotitle columnhead noenhanced\n"
                          "plot for [i=2:%u] '%s.csv' using ($1 / %" G_GINT64_FORMAT
                          ".0):(column (i) / %" G_GINT64_FORMAT ".0) with lines dt i - 1 lw 2\n",
                          picture->curves->len + 1, name, x, y);
}

/* In a string in single quotes only these have a meaning, which two of them do not have. */
static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *inner = g_strjoinv ("''", parts);

  return g_strconcat ("'", inner, "'", NULL);
}

static void
append_panel_script (GString *script, const TarnLabPanel *panel, guint number)
{
  g_autofree char *title = quote (panel->label);

  g_string_append_printf (
      script,
      "set title %s noenhanced\nset yrange [%u.5:0.5]\n"
      "plot 'slots.csv' skip 1 using ($7 / 1e6):($2 == %u ? $3 : NaN):($7 / 1e6):($8 / 1e6):"
      "($3 - 0.4):($3 + 0.4) with boxxyerror lc 'gray70', \\\n"
      "  '' skip 1 using ($8 / 1e6):($2 == %u ? $3 : NaN):($8 / 1e6):($9 / 1e6):"
      "($3 - 0.4):($3 + 0.4) with boxxyerror lc 'blue'\n",
      title, MAX (panel->n_slots, 1), number, number);
}

static void
append_slots_script (GString *script, const TarnLabPicture *picture)
{
  g_string_append (script, TIME_AXIS ("%H:%M:%S"));
  g_string_append_printf (script,
                          "set key off\nset ylabel 'slot'\nset ytics 1\n"
                          "set style fill solid 0.4 border\n"
                          "set xrange ['%" G_GINT64_FORMAT "':'%" G_GINT64_FORMAT "']\n"
                          "set multiplot layout %u,1\n",
                          picture->x.low / 1000000, picture->x.high / 1000000,
                          picture->panels->len);
  for (guint i = 0; i < picture->panels->len; i++)
    append_panel_script (script, &g_array_index (picture->panels, TarnLabPanel, i), i + 1);
  g_string_append (script, "unset multiplot\n");
}

/* --- Files ------------------------------------------------------------------------------------ */

static char *
make_script (const TarnLabPicture *picture, char **out_csv)
{
  const char *name = tarn_lab_picture_get_name (picture->kind);
  GString *script = g_string_new (NULL), *csv = g_string_new (NULL);
  gint height = picture->panels->len > 1 ? (gint) picture->panels->len * PANEL_HEIGHT : HEIGHT;

  g_string_append_printf (script,
                          "# gnuplot %s.gnuplot draws %s.svg out of %s.csv.\n"
                          "set terminal svg size 960,%d dynamic background 'white'\n"
                          "set output '%s.svg'\nset datafile separator ','\n"
                          "set key above left reverse Left\nset rmargin 6\nset grid\n",
                          name, name, name, height, name);
  if (picture->kind == TARN_LAB_PICTURE_FRONT)
    {
      append_marks (csv, picture);
      append_front_script (script, picture);
    }
  else if (picture->kind == TARN_LAB_PICTURE_SLOTS)
    {
      append_panels (csv, picture);
      append_slots_script (script, picture);
    }
  else
    {
      append_curves (csv, picture);
      append_curves_script (script, picture);
    }
  *out_csv = g_string_free (csv, FALSE);
  return g_string_free (script, FALSE);
}

const char *const *
tarn_lab_report_list_pictures (void)
{
  static gsize is_ready = 0;
  static const char *list[TARN_LAB_N_PICTURES + 1];

  if (g_once_init_enter (&is_ready))
    {
      for (guint i = 0; i < TARN_LAB_N_PICTURES; i++)
        list[i] = tarn_lab_picture_get_name ((TarnLabPictureKind) i);
      g_once_init_leave (&is_ready, 1);
    }
  return list;
}

/* Returns TARN_LAB_N_PICTURES if there is no such picture. */
static TarnLabPictureKind
find_kind (const char *name)
{
  guint kind = 0;

  while (kind < TARN_LAB_N_PICTURES
         && !g_str_equal (name, tarn_lab_picture_get_name ((TarnLabPictureKind) kind)))
    kind++;
  return (TarnLabPictureKind) kind;
}

static char *
make_script_of_series (TarnLabPictureKind kind, const GArray *shown, char **out_csv)
{
  if (shown->len == 0)
    return NULL;

  g_autoptr (TarnLabPicture) picture = tarn_lab_picture_new_of_series (kind, shown);
  return picture != NULL ? make_script (picture, out_csv) : NULL;
}

char *
tarn_lab_report_to_gnuplot (const TarnLabResult *result, const char *name, const char *picture,
                            char **out_csv)
{
  g_return_val_if_fail (result != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (picture != NULL, NULL);
  g_return_val_if_fail (out_csv != NULL, NULL);

  TarnLabPictureKind kind = find_kind (picture);
  TarnLabShown shown = { name, result };
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (TarnLabShown));

  *out_csv = NULL;
  g_return_val_if_fail (kind != TARN_LAB_N_PICTURES, NULL);
  if (tarn_lab_result_get_series (result) != NULL)
    g_array_append_val (list, shown);
  return make_script_of_series (kind, list, out_csv);
}

char *
tarn_lab_report_outcome_to_gnuplot (const TarnLabOutcome *outcome, const char *picture,
                                    char **out_csv)
{
  g_return_val_if_fail (outcome != NULL, NULL);
  g_return_val_if_fail (picture != NULL, NULL);
  g_return_val_if_fail (out_csv != NULL, NULL);

  TarnLabPictureKind kind = find_kind (picture);
  g_autoptr (GArray) shown = tarn_lab_list_shown (outcome);

  *out_csv = NULL;
  g_return_val_if_fail (kind != TARN_LAB_N_PICTURES, NULL);
  if (kind != TARN_LAB_PICTURE_FRONT)
    return make_script_of_series (kind, shown, out_csv);

  g_autoptr (TarnLabComparison) comparison = tarn_lab_comparison_new (outcome);
  g_autoptr (TarnLabPicture) front = tarn_lab_picture_new_of_front (comparison);
  return front != NULL ? make_script (front, out_csv) : NULL;
}
