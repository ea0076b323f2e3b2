/* SPDX-License-Identifier: MIT */
#include "glue/catalog-order.h"

typedef enum
{
  UNSEEN,
  OPEN, /* its sources are being walked */
  DONE,
} Mark;

typedef struct
{
  guint32 table;
  guint source; /* the next source to walk */
} Step;

typedef struct
{
  const TarnCatalog *catalog;
  guint8 *marks;
  GArray *steps; /* Step */
  GArray *done;  /* guint32; the tables that are done, each after its sources */
} Walk;

static Walk
walk_new (const TarnCatalog *catalog)
{
  return (Walk){
    .catalog = catalog,
    .marks = g_new0 (guint8, catalog->tables->len),
    .steps = g_array_new (FALSE, FALSE, sizeof (Step)),
    .done = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
}

static void
walk_clear (Walk *walk)
{
  g_free (walk->marks);
  g_array_unref (walk->steps);
  g_clear_pointer (&walk->done, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static void
open_table (Walk *walk, guint32 table)
{
  Step step = { table, 0 };

  walk->marks[table] = OPEN;
  g_array_append_val (walk->steps, step);
}

static void
close_table (Walk *walk, guint32 table)
{
  walk->marks[table] = DONE;
  g_array_append_val (walk->done, table);
  g_array_set_size (walk->steps, walk->steps->len - 1);
}

/*
 * Walks from the table over its sources, and over theirs. Returns TRUE if the walk finds @sought, or a table
 * that is open, which reads itself. The walk keeps its own stack, because views can stand on views as deep as
 * there are views.
 */
static gboolean
walk_from (Walk *walk, guint32 table, guint32 sought)
{
  open_table (walk, table);
  while (walk->steps->len > 0)
    {
      Step *last = &g_array_index (walk->steps, Step, walk->steps->len - 1);
      const TarnView *view = tarn_catalog_get_table (walk->catalog, last->table)->view;

      if (last->table == sought)
        return TRUE;
      if (view == NULL || last->source == view->n_sources)
        {
          close_table (walk, last->table);
          continue;
        }

      guint32 source = view->sources[last->source++].table;
      if (walk->marks[source] == OPEN)
        return TRUE;
      if (walk->marks[source] == UNSEEN)
        open_table (walk, source);
    }

  return FALSE;
}

/* Returns TRUE if a view reads itself. */
static gboolean
walk_all (Walk *walk)
{
  for (guint32 i = 0; i < walk->catalog->tables->len; i++)
    if (walk->marks[i] == UNSEEN && walk_from (walk, i, TARN_NO_POSITION))
      return TRUE;

  return FALSE;
}

gboolean
tarn_catalog_depends_on (const TarnCatalog *catalog, guint32 table, guint32 other)
{
  g_auto (Walk) walk = walk_new (catalog);

  return walk_from (&walk, table, other);
}

gboolean
tarn_catalog_has_cycle (const TarnCatalog *catalog)
{
  g_auto (Walk) walk = walk_new (catalog);

  return walk_all (&walk);
}

GArray *
tarn_catalog_list_in_order (const TarnCatalog *catalog)
{
  g_auto (Walk) walk = walk_new (catalog);

  walk_all (&walk);
  return g_steal_pointer (&walk.done);
}
