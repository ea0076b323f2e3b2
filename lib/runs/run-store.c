/* SPDX-License-Identifier: MIT */
#include "runs/run-store.h"

#include <string.h>

void
tarn_run_store_init (TarnRunStore *store, gsize record_size, gsize active_size, gsize cleared_size)
{
  *store = (TarnRunStore){
    .record_size = record_size,
    .chunks = g_ptr_array_new_with_free_func (g_free),
    .free_place = TARN_NO_RUN,
    .newest = { g_array_new (FALSE, FALSE, sizeof (guint32)),
                g_array_new (FALSE, FALSE, sizeof (guint32)) },
    .next_sequence = 1,
    .active_size = active_size,
    .cleared_size = cleared_size,
    .active = g_array_new (FALSE, TRUE, (guint) active_size),
    .free_active = TARN_NO_RUN,
  };
}

void
tarn_run_store_clear (TarnRunStore *store)
{
  g_clear_pointer (&store->chunks, g_ptr_array_unref);
  g_clear_pointer (&store->active, g_array_unref);
  for (guint level = 0; level < TARN_N_RUN_GROUPS; level++)
    g_clear_pointer (&store->newest[level], g_array_unref);
  tarn_identifier_index_clear (&store->index);
  g_clear_pointer (&store->tags, g_ptr_array_unref);
}

/* --- Tags ------------------------------------------------------------------------------------- */

G_GNUC_NO_INLINE guint64
tarn_run_store_find_tag (const TarnRunStore *store, guint32 place)
{
  guint chunk = place >> TARN_RUNS_PER_CHUNK_BITS;

  if (chunk >= store->tags->len || store->tags->pdata[chunk] == NULL)
    return 0;

  return ((const guint64 *) store->tags->pdata[chunk])[place & (TARN_RUNS_PER_CHUNK - 1)];
}

G_GNUC_NO_INLINE void
tarn_run_store_set_tag (TarnRunStore *store, guint32 place, guint64 tag)
{
  guint chunk = place >> TARN_RUNS_PER_CHUNK_BITS;

  if (tag == tarn_run_store_get_tag (store, place))
    return;

  if (store->tags == NULL)
    store->tags = g_ptr_array_new_with_free_func (g_free);
  if (chunk >= store->tags->len)
    g_ptr_array_set_size (store->tags, (gint) chunk + 1);
  if (store->tags->pdata[chunk] == NULL)
    store->tags->pdata[chunk] = g_new0 (guint64, TARN_RUNS_PER_CHUNK);
  ((guint64 *) store->tags->pdata[chunk])[place & (TARN_RUNS_PER_CHUNK - 1)] = tag;
}

static GPtrArray *
copy_tags (const GPtrArray *tags)
{
  GPtrArray *copy = g_ptr_array_new_full (tags->len, g_free);

  for (guint i = 0; i < tags->len; i++)
    g_ptr_array_add (copy, g_memdup2 (tags->pdata[i], TARN_RUNS_PER_CHUNK * sizeof (guint64)));
  return copy;
}

/* --- Copies ----------------------------------------------------------------------------------- */

void
tarn_run_store_copy (TarnRunStore *store, const TarnRunStore *from)
{
  GPtrArray *chunks = store->chunks;
  GArray *active = store->active, *newest[TARN_N_RUN_GROUPS];

  memcpy (newest, store->newest, sizeof newest);
  *store = *from;
  store->chunks = chunks;
  store->active = active;
  memcpy (store->newest, newest, sizeof newest);
  for (guint level = 0; level < TARN_N_RUN_GROUPS; level++)
    g_array_append_vals (newest[level], from->newest[level]->data, from->newest[level]->len);
  for (guint32 place = 0; place < from->n_places; place += TARN_RUNS_PER_CHUNK)
    {
      gpointer chunk = g_malloc_n (TARN_RUNS_PER_CHUNK, from->record_size);
      guint32 n_used = MIN (from->n_places - place, (guint32) TARN_RUNS_PER_CHUNK);

      memcpy (chunk, tarn_run_store_get (from, place), n_used * from->record_size);
      g_ptr_array_add (chunks, chunk);
    }
  g_array_append_vals (active, from->active->data, from->active->len);
  store->tags = from->tags != NULL ? copy_tags (from->tags) : NULL;
  tarn_identifier_index_copy (&store->index, &from->index);
}

static const TarnIdentifier *
get_identifier (gconstpointer store, guint32 place)
{
  return &tarn_run_store_get (store, place)->id;
}

guint32
tarn_run_store_lookup (const TarnRunStore *store, const TarnIdentifier *id)
{
  return tarn_identifier_index_lookup (&store->index, id, get_identifier, store);
}

static guint32
take_place (TarnRunStore *store)
{
  guint32 place = store->free_place;

  if (place != TARN_NO_RUN)
    {
      store->free_place = tarn_run_store_get (store, place)->group.older;
      return place;
    }

  g_assert (store->n_places < TARN_NO_RUN);
  if (store->n_places % TARN_RUNS_PER_CHUNK == 0)
    g_ptr_array_add (store->chunks, g_malloc_n (TARN_RUNS_PER_CHUNK, store->record_size));

  return store->n_places++;
}

/* --- Chains ----------------------------------------------------------------------------------- */

guint32
tarn_run_store_get_newest (const TarnRunStore *store, guint level, guint32 group)
{
  const GArray *newest = store->newest[level];

  return group < newest->len ? g_array_index (newest, guint32, group) : TARN_NO_RUN;
}

/* The array grows with the number of the last group that has had a run. */
static guint32 *
get_newest (TarnRunStore *store, guint level, guint32 group)
{
  GArray *newest = store->newest[level];
  guint32 none = TARN_NO_RUN;

  while (newest->len <= group)
    g_array_append_val (newest, none);
  return &g_array_index (newest, guint32, group);
}

static guint
count_levels (const TarnRunStore *store)
{
  return store->small_group_offset != 0 ? TARN_N_RUN_GROUPS : TARN_RUN_GROUP + 1;
}

static void
link_in_group (TarnRunStore *store, guint32 place, guint level, guint32 group)
{
  guint32 *newest = get_newest (store, level, group);
  TarnRunLinks *links = tarn_run_store_get_links (store, tarn_run_store_get (store, place), level);

  *links = (TarnRunLinks){ TARN_NO_RUN, *newest };
  if (*newest != TARN_NO_RUN)
    tarn_run_store_get_links (store, tarn_run_store_get (store, *newest), level)->newer = place;
  *newest = place;
}

static void
unlink_from_group (TarnRunStore *store, TarnRun *record, guint level, guint32 group)
{
  const TarnRunLinks *links = tarn_run_store_get_links (store, record, level);

  if (links->newer != TARN_NO_RUN)
    tarn_run_store_get_links (store, tarn_run_store_get (store, links->newer), level)->older
        = links->older;
  else
    *get_newest (store, level, group) = links->older;
  if (links->older != TARN_NO_RUN)
    tarn_run_store_get_links (store, tarn_run_store_get (store, links->older), level)->newer
        = links->newer;
}

void
tarn_run_store_link_newest (TarnRunStore *store, guint32 place, TarnRunHistory *history)
{
  TarnRun *record = tarn_run_store_get (store, place);

  for (guint level = 0; level < count_levels (store); level++)
    link_in_group (store, place, level, history->groups[level]);
  record->own = (TarnRunLinks){ TARN_NO_RUN, history->newest };
  if (history->newest != TARN_NO_RUN)
    tarn_run_store_get (store, history->newest)->own.newer = place;
  else
    history->oldest = place;
  history->newest = place;

  tarn_identifier_index_insert (&store->index, place, get_identifier, store);
}

/* --- Runs ------------------------------------------------------------------------------------- */

/* The generation keeps counting, so that an event of the previous run is detected as stale. */
guint32
tarn_run_store_take_active (TarnRunStore *store, guint32 run)
{
  guint32 active = store->free_active;

  if (active == TARN_NO_RUN)
    {
      active = store->active->len;
      g_array_set_size (store->active, active + 1);
    }
  else
    store->free_active = tarn_run_store_get_active (store, active)->next_free;

  TarnActiveRun *taken = tarn_run_store_get_active (store, active);
  guint32 generation = taken->generation + 1;
  memset (taken, 0, store->cleared_size);
  taken->run = run;
  taken->generation = generation;
  return active;
}

void
tarn_run_store_release_active (TarnRunStore *store, guint32 run)
{
  TarnRun *record = tarn_run_store_get (store, run);
  TarnActiveRun *active = tarn_run_store_get_active (store, record->active);

  active->generation++;
  active->next_free = store->free_active;
  store->free_active = record->active;
  record->active = TARN_NO_RUN;
}

guint32
tarn_run_store_add (TarnRunStore *store, const TarnIdentifier *id, guint32 subject,
                    TarnRunHistory *history)
{
  guint32 run = take_place (store);
  TarnRun *record = tarn_run_store_get (store, run);

  memset (record, 0, store->record_size);
  record->id = *id;
  record->sequence = store->next_sequence++;
  record->subject = subject;
  record->active = tarn_run_store_take_active (store, run);
  tarn_run_store_link_newest (store, run, history);

  return run;
}

void
tarn_run_store_remove_oldest (TarnRunStore *store, TarnRunHistory *history)
{
  guint32 place = history->oldest;
  TarnRun *record = tarn_run_store_get (store, place);

  tarn_identifier_index_remove (&store->index, place, get_identifier, store);
  for (guint level = 0; level < count_levels (store); level++)
    unlink_from_group (store, record, level, history->groups[level]);

  history->oldest = record->own.newer;
  if (history->oldest == TARN_NO_RUN)
    history->newest = TARN_NO_RUN;
  else
    tarn_run_store_get (store, history->oldest)->own.older = TARN_NO_RUN;

  /* A page token may still name this place, and it must not match a later run there. */
  record->sequence = 0;
  record->group.older = store->free_place;
  store->free_place = place;
}
