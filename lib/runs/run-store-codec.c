/* SPDX-License-Identifier: MIT */
/*
 * Saves and restores runs: each at its place, with its sequence number and its id. The links follow from the
 * sequence numbers, so they are not saved.
 */
#include "runs/run-store.h"

enum
{
  PLACE_BYTES_MIN = 8 + 4, /* of a free place */
};

static void
take_places (TarnRunStore *store, guint32 n_places)
{
  for (guint32 place = 0; place < n_places; place += TARN_RUNS_PER_CHUNK)
    g_ptr_array_add (store->chunks, g_malloc0_n (TARN_RUNS_PER_CHUNK, store->record_size));
  store->n_places = n_places;
}

/* Returns whether a run that is kept has a tag. The tag of a free place does not count. */
static gboolean
has_tags (const TarnRunStore *store)
{
  if (store->tags == NULL)
    return FALSE;

  for (guint32 place = 0; place < store->n_places; place++)
    if (tarn_run_store_get (store, place)->sequence != 0
        && tarn_run_store_get_tag (store, place) != 0)
      return TRUE;

  return FALSE;
}

/* Only an engine that has tags saves them. When tags are read, the array is there before the first one. */
static void
code_is_tagged (TarnRunStore *store, TarnCodec *codec)
{
  gboolean is_tagged = has_tags (store);

  tarn_codec_boolean (codec, "tagged", &is_tagged);
  if (tarn_codec_is_reading (codec) && is_tagged)
    store->tags = g_ptr_array_new_with_free_func (g_free);
  store->is_saved_tagged = is_tagged;
}

static void
code_tag (TarnRunStore *store, TarnCodec *codec, guint32 place)
{
  guint64 tag = tarn_run_store_get_tag (store, place);

  tarn_codec_uint64 (codec, "tag", &tag);
  if (tarn_codec_is_reading (codec))
    tarn_run_store_set_tag (store, place, tag);
}

guint32
tarn_run_store_code (TarnRunStore *store, TarnCodec *codec)
{
  tarn_codec_uint64 (codec, "next-sequence", &store->next_sequence);
  if (tarn_codec_is_describing (codec))
    return store->n_places;

  tarn_codec_uint32 (codec, "free-place", &store->free_place);
  code_is_tagged (store, codec);
  guint32 n_places = tarn_codec_count (codec, "places", store->n_places, PLACE_BYTES_MIN);
  if (tarn_codec_is_reading (codec))
    take_places (store, n_places);
  return n_places;
}

gboolean
tarn_run_store_code_place (TarnRunStore *store, TarnCodec *codec, guint32 place)
{
  TarnRun *record = tarn_run_store_get (store, place);

  if (tarn_codec_is_describing (codec))
    {
      if (record->sequence != 0)
        code_tag (store, codec, place);
      return record->sequence != 0;
    }

  tarn_codec_uint64 (codec, "sequence", &record->sequence);
  if (record->sequence == 0)
    {
      tarn_codec_uint32 (codec, "next-free", &record->group.older);
      return FALSE;
    }
  tarn_codec_uint64 (codec, "id-high", &record->id.high);
  tarn_codec_uint64 (codec, "id-low", &record->id.low);
  if (store->is_saved_tagged)
    code_tag (store, codec, place);
  if (!tarn_codec_is_reading (codec))
    return TRUE;

  record->active = TARN_NO_RUN;
  return tarn_codec_check_below (codec, "sequence", record->sequence, store->next_sequence);
}

/* --- Links ------------------------------------------------------------------------------------ */

/*
 * Checks that each free place is on the free list exactly once. The list must have as many places as are
 * free.
 */
static gboolean
check_free_places (TarnRunStore *store, TarnCodec *codec, guint32 n_free)
{
  guint32 place = store->free_place;

  for (; n_free > 0 && place < store->n_places; n_free--)
    {
      TarnRun *record = tarn_run_store_get (store, place);

      if (record->sequence != 0 || record->group.newer != 0)
        break;
      record->group.newer = TARN_NO_RUN; /* marks the place as seen */
      place = record->group.older;
    }

  return tarn_codec_check (codec, n_free == 0 && place == TARN_NO_RUN, "free-place",
                           "does not lead through all free places");
}

static gint
compare_sequences (gconstpointer a, gconstpointer b, gpointer store)
{
  guint64 x = tarn_run_store_get (store, *(const guint32 *) a)->sequence;
  guint64 y = tarn_run_store_get (store, *(const guint32 *) b)->sequence;

  return x < y ? -1 : x > y ? 1 : 0;
}

/* Lists the used places from the oldest run to the newest. In most cases this is the order of the places. */
static GArray *
list_used (TarnRunStore *store)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint64 last = 0;
  gboolean is_sorted = TRUE;

  for (guint32 place = 0; place < store->n_places; place++)
    {
      guint64 sequence = tarn_run_store_get (store, place)->sequence;

      if (sequence == 0)
        continue;
      is_sorted = is_sorted && sequence > last;
      last = sequence;
      g_array_append_val (places, place);
    }

  if (!is_sorted)
    g_array_sort_with_data (places, compare_sequences, store);
  return places;
}

static gboolean
check_record (const TarnRunStore *store, TarnCodec *codec, guint32 place, guint64 last_sequence)
{
  const TarnRun *record = tarn_run_store_get (store, place);

  return tarn_codec_check (codec, last_sequence < record->sequence, "sequence",
                           "is that of another record too")
         && tarn_codec_check (codec, tarn_run_store_lookup (store, &record->id) == TARN_NO_RUN,
                              "id", "is that of another record too");
}

void
tarn_run_store_link (TarnRunStore *store, TarnCodec *codec, TarnRunHistoryFunc get_history,
                     gpointer data)
{
  if (!tarn_codec_is_ok (codec))
    return;

  g_autoptr (GArray) places = list_used (store);
  if (!check_free_places (store, codec, store->n_places - places->len)
      || !tarn_codec_check (codec, store->tags == NULL || has_tags (store), "tagged",
                            "is set, and no run has a tag"))
    return;

  guint64 last_sequence = 0;
  for (guint i = 0; i < places->len; i++)
    {
      guint32 place = g_array_index (places, guint32, i);

      if (!check_record (store, codec, place, last_sequence))
        return;
      last_sequence = tarn_run_store_get (store, place)->sequence;
      tarn_run_store_link_newest (store, place, get_history (data, place));
    }
}
