/* SPDX-License-Identifier: MIT */
#include "lab/scenario/order.h"

#include "lab/scenario/name.h"

enum
{
  CHAIN_SHOWN_MAX = 10, /* views */
};

/* This is where the search is. It looks at what a view reads, and at what that reads, before it takes the view. */
typedef struct
{
  guint view;
  guint n_seen; /* of its sources */
} Step;

typedef enum
{
  MARK_NONE,
  MARK_OPEN, /* among the steps */
  MARK_DONE,
} Mark;

typedef struct
{
  const TarnLabScenario *scenario;
  GArray *steps; /* Step */
  GArray *order; /* guint; the views that are done */
  guint8 *marks; /* Mark of each view */
} Search;

static void
open_view (Search *search, guint view)
{
  Step step = { view, 0 };

  g_array_append_val (search->steps, step);
  search->marks[view] = MARK_OPEN;
}

/* Does one step. Returns FALSE if it came back to an open view, which is then in @out_view. */
static gboolean
do_step (Search *search, guint *out_view)
{
  Step *step = &g_array_index (search->steps, Step, search->steps->len - 1);
  const GArray *sources = tarn_lab_scenario_get_view (search->scenario, step->view)->sources;

  while (step->n_seen < sources->len)
    {
      const TarnLabSource *source = &g_array_index (sources, TarnLabSource, step->n_seen++);

      if (!source->is_view || search->marks[source->index] == MARK_DONE)
        continue;
      *out_view = source->index;
      if (search->marks[source->index] == MARK_OPEN)
        return FALSE;
      open_view (search, source->index);
      return TRUE;
    }

  search->marks[step->view] = MARK_DONE;
  g_array_append_val (search->order, step->view);
  g_array_set_size (search->steps, search->steps->len - 1);
  return TRUE;
}

/* The chain begins with @view, which is open, goes on to what it reads, and ends with @view. */
static char *
describe_chain (const Search *search, guint view)
{
  g_autoptr (GString) chain = g_string_new (NULL);
  guint first = search->steps->len, n_shown = 0;

  do
    first--;
  while (g_array_index (search->steps, Step, first).view != view);

  for (guint i = first; i < search->steps->len && n_shown < CHAIN_SHOWN_MAX; i++, n_shown++)
    {
      const TarnLabView *open
          = tarn_lab_scenario_get_view (search->scenario,
                                        g_array_index (search->steps, Step, i).view);

      tarn_lab_table_name_append (chain, open->database_name, open->name);
      g_string_append (chain, " reads ");
    }
  if (search->steps->len - first > CHAIN_SHOWN_MAX)
    g_string_append_printf (chain, "%u more, of which the last reads ",
                            search->steps->len - first - CHAIN_SHOWN_MAX);

  const TarnLabView *last = tarn_lab_scenario_get_view (search->scenario, view);
  tarn_lab_table_name_append (chain, last->database_name, last->name);
  return g_string_free (g_steal_pointer (&chain), FALSE);
}

/* Puts the views into the order, and points their sources at the new places. */
static void
apply_order (TarnLabScenario *scenario, const GArray *order)
{
  guint n_views = order->len;
  g_autofree guint *places = g_new (guint, MAX (n_views, 1));
  g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (TarnLabView), n_views);
  const GArray *last = NULL;

  for (guint i = 0; i < n_views; i++)
    places[g_array_index (order, guint, i)] = i;
  /* Views that share their sources stand side by side before the sorting. */
  for (guint i = 0; i < n_views; i++)
    {
      GArray *sources = g_array_index (scenario->views, TarnLabView, i).sources;

      for (guint j = 0; sources != last && j < sources->len; j++)
        {
          TarnLabSource *source = &g_array_index (sources, TarnLabSource, j);

          source->index = source->is_view ? places[source->index] : source->index;
        }
      last = sources;
    }
  for (guint i = 0; i < n_views; i++)
    g_array_append_val (sorted, g_array_index (scenario->views, TarnLabView,
                                               g_array_index (order, guint, i)));

  g_array_unref (scenario->views);
  scenario->views = g_steal_pointer (&sorted);
}

char *
tarn_lab_sort_views (TarnLabScenario *scenario, guint *out_view)
{
  guint n_views = scenario->views->len;
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_views);
  g_autofree guint8 *marks = g_new0 (guint8, MAX (n_views, 1));
  Search search = { scenario, steps, order, marks };

  for (guint i = 0; i < n_views; i++)
    {
      if (marks[i] == MARK_NONE)
        open_view (&search, i);
      while (steps->len > 0)
        if (!do_step (&search, out_view))
          return describe_chain (&search, *out_view);
    }

  apply_order (scenario, order);
  return NULL;
}
