/* SPDX-License-Identifier: MIT */
#include "admission/denials.h"

static void
free_denial (gpointer data)
{
  tarn_name_unref (((TarnDenial *) data)->about);
  g_free (data);
}

void
tarn_denials_init (TarnDenials *denials)
{
  tarn_numbered_init (&denials->by_number, free_denial);
  denials->by_name = g_tree_new_full (tarn_name_compare, NULL, NULL, NULL);
}

void
tarn_denials_clear (TarnDenials *denials)
{
  g_clear_pointer (&denials->by_name, g_tree_unref);
  tarn_numbered_clear (&denials->by_number);
}

/* A snapshot may have more than one denial of a name. They are read in the order in which they are due. */
static void
index_by_name (TarnDenials *denials, TarnDenial *denial)
{
  const TarnDenial *first = tarn_denials_find (denials, denial->about);

  if (first == NULL || denial->due_us < first->due_us)
    g_tree_replace (denials->by_name, denial->about, denial);
}

void
tarn_denials_copy (TarnDenials *denials, const TarnDenials *from)
{
  for (GTreeNode *node = g_tree_node_first (from->by_number.things); node != NULL;
       node = g_tree_node_next (node))
    {
      TarnDenial *copy = g_memdup2 (g_tree_node_value (node), sizeof *copy);

      tarn_name_ref (copy->about);
      tarn_numbered_put (&denials->by_number, copy->number, copy);
      index_by_name (denials, copy);
    }
  denials->by_number.last_number = from->by_number.last_number;
}

TarnDenial *
tarn_denials_find (const TarnDenials *denials, const TarnName *about)
{
  return g_tree_lookup (denials->by_name, about);
}

TarnDenial *
tarn_denials_add (TarnDenials *denials, const TarnName *about, gint64 due_us)
{
  TarnDenial *denial = g_new0 (TarnDenial, 1);

  denial->about = tarn_name_new (about->parts, about->n_parts);
  denial->due_us = due_us;
  denial->number = tarn_numbered_add (&denials->by_number, denial);
  index_by_name (denials, denial);
  return denial;
}

void
tarn_denials_remove (TarnDenials *denials, guint32 number)
{
  const TarnDenial *denial = tarn_denials_get (denials, number);

  if (tarn_denials_find (denials, denial->about) == denial)
    g_tree_remove (denials->by_name, denial->about);
  tarn_numbered_remove (&denials->by_number, number);
}
