/* SPDX-License-Identifier: MIT */
#include "lab/statistics/front.h"

static gint
compare (gconstpointer a, gconstpointer b, gpointer points)
{
  guint i = *(const guint *) a, j = *(const guint *) b;
  const TarnLabPoint *x = (const TarnLabPoint *) points + i;
  const TarnLabPoint *y = (const TarnLabPoint *) points + j;

  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  if (x->staleness != y->staleness)
    return x->staleness < y->staleness ? -1 : 1;
  return i < j ? -1 : 1;
}

GArray *
tarn_lab_list_front (const TarnLabPoint *points, guint n_points)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *front = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < n_points; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare, (gpointer) points);
  for (guint i = 0; i < n_points; i++)
    {
      guint point = g_array_index (order, guint, i);

      if (front->len > 0 && points[point].staleness >= least)
        continue;
      least = points[point].staleness;
      g_array_append_val (front, point);
    }
  return front;
}
