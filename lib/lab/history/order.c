/* SPDX-License-Identifier: MIT */
/*
 * The parents tell the order, since the list of snapshots has none and the clocks of two writers may disagree. The
 * chain of parents is broken where a snapshot in its middle has expired, where a writer leaves parents out, and
 * where CREATE OR REPLACE TABLE began anew. There the newest older snapshot that may be on the main branch goes on
 * with the chain. The sequence numbers tell which is older, or in format version 1 the times.
 */
#include "lab/history/order.h"

#include <stdlib.h>
#include <string.h>

static TarnLabSnapshot *
get (GArray *snapshots, guint i)
{
  return &g_array_index (snapshots, TarnLabSnapshot, i);
}

static int
compare (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const TarnLabSnapshot *first = a, *second = b;

  return compare (first->entry.label, second->entry.label);
}

/* Snapshots without a number come before the others, because a table that was upgraded has them. */
static int
compare_ages (const TarnLabSnapshot *first, const TarnLabSnapshot *second)
{
  if (first->sequence != second->sequence)
    return compare (first->sequence, second->sequence);
  return compare (first->entry.time_us, second->entry.time_us);
}

/* The ids make the order total. */
static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const TarnLabSnapshot *first = a, *second = b;
  int order = compare (first->rank, second->rank);

  if (order == 0)
    order = compare_ages (first, second);
  return order != 0 ? order : compare_ids (a, b);
}

static gboolean
are_equal (const TarnLabSnapshot *first, const TarnLabSnapshot *second)
{
  const TarnLabHistoryEntry *a = &first->entry, *b = &second->entry;

  return first->parent == second->parent && first->sequence == second->sequence
         && a->time_us == b->time_us && a->operation == b->operation
         && a->added_bytes == b->added_bytes && a->removed_bytes == b->removed_bytes
         && a->total_bytes == b->total_bytes && a->added_records == b->added_records
         && a->removed_records == b->removed_records && a->total_records == b->total_records;
}

gboolean
tarn_lab_snapshots_sort (GArray *snapshots, guint *out_n_copies, GError **error)
{
  guint n_kept = 0;

  g_array_sort (snapshots, compare_ids);
  for (guint i = 0; i < snapshots->len; i++)
    {
      const TarnLabSnapshot *snapshot = get (snapshots, i);
      const TarnLabSnapshot *kept = n_kept > 0 ? get (snapshots, n_kept - 1) : NULL;

      if (kept == NULL || compare_ids (kept, snapshot) != 0)
        *get (snapshots, n_kept++) = *snapshot;
      else if (!are_equal (kept, snapshot))
        return tarn_lab_history_refuse (error,
                                        "snapshot %" G_GINT64_FORMAT
                                        ": the id occurs twice, with other content",
                                        snapshot->entry.label);
    }

  *out_n_copies = snapshots->len - n_kept;
  g_array_set_size (snapshots, n_kept);
  return TRUE;
}

TarnLabSnapshot *
tarn_lab_snapshots_find (GArray *snapshots, gint64 id)
{
  TarnLabSnapshot wanted = { .entry.label = id };

  if (snapshots->len == 0)
    return NULL;
  return bsearch (&wanted, snapshots->data, snapshots->len, sizeof wanted, compare_ids);
}

/* Stops where another branch has already been, so that all branches together need one step for each snapshot. */
void
tarn_lab_snapshots_mark_branch (GArray *snapshots, gint64 head)
{
  TarnLabSnapshot *snapshot = tarn_lab_snapshots_find (snapshots, head);

  while (snapshot != NULL && !snapshot->is_elsewhere)
    {
      snapshot->is_elsewhere = TRUE;
      snapshot = tarn_lab_snapshots_find (snapshots, snapshot->parent);
    }
}

/* --- Chains of parents -------------------------------------------------------------------------- */

enum
{
  VISITED = G_MAXUINT, /* the rank of a snapshot that is not on the main branch, or not yet */
};

typedef struct
{
  GArray *snapshots;  /* by id */
  GPtrArray *by_age;  /* the same, from the oldest to the newest */
  GPtrArray *chain;   /* from a snapshot to its oldest ancestor that no chain had before */
  guint rank;         /* that the next snapshot gets; it falls */
  guint n_left;       /* of @by_age, that may still be candidates */
  gboolean needs_log; /* the log tells which older snapshots were on the main branch */
} Ranking;

/* Returns the snapshot that the chain runs into, which is NULL at the end of the parents. */
static TarnLabSnapshot *
collect_chain (Ranking *ranking, TarnLabSnapshot *snapshot)
{
  g_ptr_array_set_size (ranking->chain, 0);
  while (snapshot != NULL && snapshot->rank == 0)
    {
      snapshot->rank = VISITED;
      g_ptr_array_add (ranking->chain, snapshot);
      snapshot = tarn_lab_snapshots_find (ranking->snapshots, snapshot->parent);
    }
  return snapshot;
}

static void
rank_chain (Ranking *ranking)
{
  for (guint i = 0; i < ranking->chain->len; i++)
    {
      TarnLabSnapshot *snapshot = ranking->chain->pdata[i];

      snapshot->rank = ranking->rank--;
    }
}

static gboolean
may_go_on (const Ranking *ranking, const TarnLabSnapshot *snapshot, const TarnLabSnapshot *end)
{
  return snapshot->rank == 0 && compare_ages (snapshot, end) <= 0
         && (snapshot->is_logged || (!snapshot->is_elsewhere && !ranking->needs_log));
}

/*
 * Tags keep single old snapshots. A pass from there on would spread the few commits that are known over a time of
 * which nearly nothing is known.
 */
static gboolean
loses_most (const Ranking *ranking, const TarnLabSnapshot *candidate, const TarnLabSnapshot *end)
{
  return end->sequence - candidate->sequence > (gint64) ranking->snapshots->len + 1;
}

static void
detach (Ranking *ranking, const TarnLabSnapshot *end)
{
  for (guint i = 0; i < ranking->n_left; i++)
    {
      TarnLabSnapshot *candidate = ranking->by_age->pdata[i];

      candidate->is_detached = may_go_on (ranking, candidate, end);
    }
}

/* A candidate whose ancestors include a snapshot of a newer chain is on a branch that began there. */
static gboolean
go_on (Ranking *ranking, TarnLabSnapshot *end)
{
  for (; ranking->n_left > 0; ranking->n_left--)
    {
      TarnLabSnapshot *candidate = ranking->by_age->pdata[ranking->n_left - 1];

      if (!may_go_on (ranking, candidate, end))
        continue;
      if (loses_most (ranking, candidate, end))
        {
          detach (ranking, end);
          return FALSE;
        }
      if (collect_chain (ranking, candidate) != NULL)
        continue;
      end->entry.has_no_parent = end->parent == TARN_LAB_HISTORY_UNKNOWN;
      end->entry.misses_parent = !end->entry.has_no_parent;
      rank_chain (ranking);
      return TRUE;
    }
  return FALSE;
}

static int
compare_pointed_ages (gconstpointer a, gconstpointer b)
{
  const TarnLabSnapshot *first = *(const TarnLabSnapshot *const *) a;
  const TarnLabSnapshot *second = *(const TarnLabSnapshot *const *) b;
  int order = compare_ages (first, second);

  return order != 0 ? order : compare_ids (first, second);
}

/* Expiry removes snapshots from the log, and CREATE OR REPLACE TABLE empties it; then it tells nothing. */
static gboolean
logs_older (const Ranking *ranking, const TarnLabSnapshot *end)
{
  for (guint i = 0; i < ranking->by_age->len; i++)
    {
      const TarnLabSnapshot *snapshot = ranking->by_age->pdata[i];

      if (snapshot->is_logged && snapshot->rank == 0 && compare_ages (snapshot, end) <= 0)
        return TRUE;
    }
  return FALSE;
}

static void
rank_older (Ranking *ranking)
{
  TarnLabSnapshot *end = ranking->chain->pdata[ranking->chain->len - 1];

  for (guint i = 0; i < ranking->snapshots->len; i++)
    g_ptr_array_add (ranking->by_age, get (ranking->snapshots, i));
  g_ptr_array_sort (ranking->by_age, compare_pointed_ages);
  ranking->n_left = ranking->by_age->len;
  ranking->needs_log = logs_older (ranking, end);

  while (go_on (ranking, end))
    end = ranking->chain->pdata[ranking->chain->len - 1];

  end->entry.has_lost_past = end->parent != TARN_LAB_HISTORY_UNKNOWN;
  end->entry.is_first = !end->entry.has_lost_past && end->sequence <= 1;
}

static gboolean
rank_from (GArray *snapshots, gint64 head, GError **error)
{
  g_autoptr (GPtrArray) by_age = g_ptr_array_new ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  Ranking ranking = { snapshots, by_age, chain, snapshots->len, 0, FALSE };
  TarnLabSnapshot *newest = tarn_lab_snapshots_find (snapshots, head);
  const TarnLabSnapshot *meeting;

  if (newest == NULL)
    return tarn_lab_history_refuse (error,
                                    "snapshot %" G_GINT64_FORMAT
                                    ": main points to it, but it is missing",
                                    head);

  meeting = collect_chain (&ranking, newest);
  if (meeting != NULL)
    return tarn_lab_history_refuse (error,
                                    "snapshot %" G_GINT64_FORMAT ": its parents run in a cycle",
                                    meeting->entry.label);

  rank_chain (&ranking);
  rank_older (&ranking);
  return TRUE;
}

gboolean
tarn_lab_snapshots_rank (GArray *snapshots, gint64 head, GError **error)
{
  if (head >= 0 && !rank_from (snapshots, head, error))
    return FALSE;

  for (guint i = 0; i < snapshots->len; i++)
    {
      TarnLabSnapshot *snapshot = get (snapshots, i);

      if (head == TARN_LAB_HISTORY_UNKNOWN)
        snapshot->rank = 1;
      else if (snapshot->rank == VISITED)
        snapshot->rank = 0;
    }
  g_array_sort (snapshots, compare_ranks);
  return TRUE;
}
