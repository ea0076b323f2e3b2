/* SPDX-License-Identifier: MIT */
#include "kernel/numbered.h"

static gint
compare_numbers (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  guint32 x = GPOINTER_TO_UINT (a), y = GPOINTER_TO_UINT (b);

  return x < y ? -1 : x > y;
}

void
tarn_numbered_init (TarnNumbered *set, GDestroyNotify free_thing)
{
  set->things = g_tree_new_full (compare_numbers, NULL, NULL, free_thing);
  set->last_number = 0;
}

void
tarn_numbered_clear (TarnNumbered *set)
{
  g_clear_pointer (&set->things, g_tree_unref);
}

void
tarn_numbered_put (TarnNumbered *set, guint32 number, gpointer thing)
{
  g_tree_insert (set->things, GUINT_TO_POINTER (number), thing);
}

guint32
tarn_numbered_add (TarnNumbered *set, gpointer thing)
{
  /* The numbers begin again after the largest one. */
  do
    set->last_number++;
  while (tarn_numbered_get (set, set->last_number) != NULL);

  tarn_numbered_put (set, set->last_number, thing);
  return set->last_number;
}

gpointer
tarn_numbered_get (const TarnNumbered *set, guint32 number)
{
  return g_tree_lookup (set->things, GUINT_TO_POINTER (number));
}

void
tarn_numbered_remove (TarnNumbered *set, guint32 number)
{
  g_tree_remove (set->things, GUINT_TO_POINTER (number));
}
