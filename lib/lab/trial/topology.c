/* SPDX-License-Identifier: MIT */
#include "lab/trial/topology.h"

typedef void (*VisitFunc) (gpointer data, TarnLabNumbers *numbers, guint item);

/* Visits each number of each list, in the order in which the lists have them. */
static void
visit_all (TarnLabTopology *self, const TarnLabScenario *scenario, VisitFunc visit, gpointer data)
{
  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);

      visit (data, &self->views[view->policy], i);
      for (guint j = 0; j < view->sources->len; j++)
        {
          TarnLabSource source = g_array_index (view->sources, TarnLabSource, j);

          if (source.is_view)
            {
              visit (data, &self->upstream[i], source.index);
              visit (data, &self->downstream[source.index], i);
            }
          else
            visit (data, &self->readers[source.index], i);
        }
    }
}

static void
count (gpointer data, TarnLabNumbers *numbers, guint item G_GNUC_UNUSED)
{
  gsize *n_numbers = data;

  numbers->n_items++;
  (*n_numbers)++;
}

static void
append (gpointer data G_GNUC_UNUSED, TarnLabNumbers *numbers, guint item)
{
  ((guint *) numbers->items)[numbers->n_items++] = item;
}

/* Gives each list its part of the memory for all, and makes it empty. */
static guint *
place (TarnLabNumbers *lists, guint n_lists, guint *next)
{
  for (guint i = 0; i < n_lists; i++)
    {
      lists[i].items = next;
      next += lists[i].n_items;
      lists[i].n_items = 0;
    }

  return next;
}

TarnLabTopology *
tarn_lab_topology_new (const TarnLabScenario *scenario)
{
  TarnLabTopology *self = g_new0 (TarnLabTopology, 1);
  gsize n_numbers = 0;

  g_atomic_ref_count_init (&self->ref_count);
  self->n_views = scenario->views->len;
  self->readers = g_new0 (TarnLabNumbers, scenario->tables->len);
  self->upstream = g_new0 (TarnLabNumbers, self->n_views);
  self->downstream = g_new0 (TarnLabNumbers, self->n_views);
  self->views = g_new0 (TarnLabNumbers, scenario->policies->len);

  visit_all (self, scenario, count, &n_numbers);
  self->numbers = g_new (guint, n_numbers);

  guint *next = place (self->readers, scenario->tables->len, self->numbers);
  next = place (self->upstream, self->n_views, next);
  next = place (self->downstream, self->n_views, next);
  place (self->views, scenario->policies->len, next);
  visit_all (self, scenario, append, NULL);
  return self;
}

TarnLabTopology *
tarn_lab_topology_ref (TarnLabTopology *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_topology_unref (TarnLabTopology *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->readers);
  g_free (self->upstream);
  g_free (self->downstream);
  g_free (self->views);
  g_free (self->numbers);
  g_free (self);
}
