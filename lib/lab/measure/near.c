/* SPDX-License-Identifier: MIT */
#include "lab/measure/near.h"

#include <string.h>
#include <tarn-lab/tarn-lab-error.h>

enum
{
  NEAREST_MAX = 5,
  COMPARED_MAX = 100, /* bytes of a name */
};

/* Counts the letters to insert, delete or replace so that one text becomes the other. */
static guint
get_distance (const char *a, const char *b)
{
  guint row[COMPARED_MAX + 1];
  guint length_a = (guint) MIN (strlen (a), COMPARED_MAX);
  guint length_b = (guint) MIN (strlen (b), COMPARED_MAX);

  for (guint j = 0; j <= length_b; j++)
    row[j] = j;
  for (guint i = 1; i <= length_a; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= length_b; j++)
        {
          guint replaced = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);

          diagonal = row[j];
          row[j] = MIN (replaced, MIN (row[j - 1], row[j]) + 1);
        }
    }
  return row[length_b];
}

static gboolean
is_table (const TarnLabScenario *scenario, const char *name)
{
  for (guint i = 0; i < scenario->tables->len; i++)
    {
      const TarnLabTable *table = tarn_lab_scenario_get_table (scenario, i);
      g_autofree char *full_name = g_strconcat (table->database_name, ".", table->name, NULL);

      if (g_str_equal (full_name, name))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  char *name;
  guint distance;
} Near;

/* Keeps the nearest names in their order, of which there is room for one more. */
static void
insert (Near *nearest, guint *n, char *name, guint distance)
{
  guint place = *n;

  for (; place > 0 && nearest[place - 1].distance > distance; place--)
    nearest[place] = nearest[place - 1];
  nearest[place] = (Near){ name, distance };
  if (*n < NEAREST_MAX)
    ++*n;
  else
    g_free (nearest[NEAREST_MAX].name);
}

static char *
list_nearest (const TarnLabScenario *scenario, const char *name)
{
  GString *list = g_string_new (NULL);
  Near nearest[NEAREST_MAX + 1];
  guint n = 0;

  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);
      char *full_name = g_strconcat (view->database_name, ".", view->name, NULL);

      insert (nearest, &n, full_name, get_distance (name, full_name));
    }
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", nearest[i].name);
      g_free (nearest[i].name);
    }
  return g_string_free (list, FALSE);
}

void
tarn_lab_refuse_view (const TarnLabScenario *scenario, const char *name, GError **error)
{
  g_autofree char *nearest = list_nearest (scenario, name);

  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO,
               is_table (scenario, name)
                   ? "%s is a table and no view; allowed: a view such as %s"
                   : "the scenario has no view %s; allowed: a view such as %s",
               name, nearest);
}
