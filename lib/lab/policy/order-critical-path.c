/* SPDX-License-Identifier: MIT */
/* The views on which the longest chain of other views depends go first. */
#include "lab/policy/ranked.h"

/* By view: how many views the longest chain has that begins with it. */
static guint *
get_chain (GArray *chains, guint view)
{
  if (view >= chains->len)
    g_array_set_size (chains, view + 1);
  return &g_array_index (chains, guint, view);
}

/* Gives each view from which a view of the policy is seen a chain of 1. */
static void
mark (GArray *chains, const TarnLabLake *lake)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_views;
  const guint *views = tarn_lab_lake_get_views (lake, &n_views);

  g_array_append_vals (found, views, n_views);
  while (found->len > 0)
    {
      guint view = g_array_index (found, guint, found->len - 1), n_readers;
      const guint *readers = tarn_lab_lake_get_downstream (lake, view, &n_readers);

      g_array_set_size (found, found->len - 1);
      if (*get_chain (chains, view) > 0)
        continue;
      *get_chain (chains, view) = 1;
      g_array_append_vals (found, readers, n_readers);
    }
}

/* A view only reads views before it, so the chains of its readers are known when its own is counted. */
static gpointer
create_data (const TarnLabRuleSettings *settings G_GNUC_UNUSED, const TarnLabLake *lake)
{
  GArray *chains = g_array_new (FALSE, TRUE, sizeof (guint));

  mark (chains, lake);
  for (guint view = chains->len; view-- > 0;)
    {
      guint *chain = get_chain (chains, view), n_readers;

      if (*chain == 0)
        continue;
      const guint *readers = tarn_lab_lake_get_downstream (lake, view, &n_readers);
      for (guint i = 0; i < n_readers; i++)
        *chain = MAX (*chain, 1 + g_array_index (chains, guint, readers[i]));
    }
  return chains;
}

/* Nobody changes the chains, so forks share them. */
static gpointer
copy_data (gconstpointer data)
{
  return g_array_ref ((GArray *) data);
}

static void
free_data (gpointer data)
{
  g_array_unref (data);
}

static TarnLabRanked
rank (const TarnLabRankedOrder *self, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  TarnLabRanked item
      = tarn_lab_rank_by (G_MAXUINT - g_array_index ((GArray *) self->data, guint, waiting.view),
                          waiting);

  item.rank.rest = (guint64) tarn_lab_get_deadline (decision->lake, waiting.view);
  return item;
}

static const TarnLabRankedOrderClass class = {
  .order = TARN_LAB_RANKED_ORDER_OF_COMMITS,
  .rank = rank,
  .create_data = create_data,
  .copy_data = copy_data,
  .free_data = free_data,
};

const TarnLabRule tarn_lab_order_critical_path = {
  .name = "critical_path",
  .meaning = "The view with the longest chain of views that read it, and each other, starts first, "
             "and of equal ones that with the earliest deadline.",
  .source = "Li, Pi and Park, ICDE 2023",
  .version = 2,
  .class = &class,
};
