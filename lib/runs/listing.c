/* SPDX-License-Identifier: MIT */
#include "runs/listing.h"

#include <string.h>

enum
{
  TOKEN_LENGTH = 40, /* digits: sequence 16, place 8, check 16 */
};

guint64
tarn_listing_hash_filter (const char *first, const char *second, const char *third)
{
  const char *parts[]
      = { first != NULL ? first : "", second != NULL ? second : "", third != NULL ? third : "" };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  return key.hash;
}

/* --- Tokens ----------------------------------------------------------------------------------- */

/*
 * Computes the check of a token. The sequence is mixed with a draw that depends on the filter and the seed.
 * Otherwise a sequence could stand for a filter, or a filter for a sequence.
 */
static guint64
compute_check (const TarnListing *listing, const TarnListPosition *position)
{
  guint32 block[4];
  TarnDraw filter = { listing->filter_hash, position->run, TARN_PURPOSE_PAGE_TOKEN, 0 };

  tarn_random_block (&listing->runs->core->random, &filter, block);
  TarnDraw check = { ((guint64) block[0] << 32 | block[1]) ^ position->sequence, position->run,
                     TARN_PURPOSE_PAGE_TOKEN, 1 };
  tarn_random_block (&listing->runs->core->random, &check, block);

  return (guint64) block[0] << 32 | block[1];
}

char *
tarn_listing_make_token (const TarnListing *listing, const TarnListPosition *position)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%08x%016" G_GINT64_MODIFIER "x",
                          position->sequence, position->run, compute_check (listing, position));
}

static gboolean
parse_hexadecimal (const char *text, guint n_digits, guint64 *out_value)
{
  guint64 value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      /* Upper case is refused, because the library makes no token with it. */
      if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
      value = value << 4 | (guint64) g_ascii_xdigit_value (text[i]);
    }

  *out_value = value;
  return TRUE;
}

gboolean
tarn_listing_parse_token (const TarnListing *listing, const char *token,
                          TarnListPosition *out_position)
{
  TarnListPosition position;
  guint64 run, check;

  if (strnlen (token, TOKEN_LENGTH + 1) != TOKEN_LENGTH
      || !parse_hexadecimal (token, 16, &position.sequence)
      || !parse_hexadecimal (token + 16, 8, &run) || !parse_hexadecimal (token + 24, 16, &check))
    return FALSE;

  position.run = (guint32) run;
  if (check != compute_check (listing, &position))
    return FALSE;

  *out_position = position;
  return TRUE;
}

gboolean
tarn_listing_parse_run_token (const TarnListing *listing, const char *token,
                              TarnListPosition *out_position)
{
  TarnListPosition position;

  if (!tarn_listing_parse_token (listing, token, &position)
      || position.sequence >= listing->runs->store.next_sequence)
    return FALSE;

  *out_position = position;
  return TRUE;
}

/* --- Walking ---------------------------------------------------------------------------------- */

static guint32
get_newest (const TarnListing *listing)
{
  return listing->history != NULL
             ? listing->history->newest
             : tarn_run_store_get_newest (&listing->runs->store, listing->level, listing->group);
}

/*
 * The runs of one subject, and those of one group, have a chain of their own, so the runs of others do not slow
 * down the listing.
 */
static guint32
get_older (const TarnListing *listing, guint32 run)
{
  TarnRun *record = tarn_runs_get (listing->runs, run);

  return listing->history != NULL
             ? record->own.older
             : tarn_run_store_get_links (&listing->runs->store, record, listing->level)->older;
}

static gboolean
is_listed (const TarnListing *listing, guint32 run)
{
  return !tarn_runs_has_expired (listing->runs, tarn_runs_get (listing->runs, run))
         && (listing->is_listed == NULL || listing->is_listed (listing->data, run));
}

static guint32
skip_to_listed (const TarnListing *listing, guint32 run)
{
  while (run != TARN_NO_RUN && !is_listed (listing, run))
    run = get_older (listing, run);

  return run;
}

/* A token of a view that was deleted since names a run that is not one of the new view of the same name. */
static gboolean
has_run (const TarnListing *listing, guint32 run)
{
  const TarnRuns *runs = listing->runs;

  return listing->history == NULL
         || runs->class->get_history (runs->room, tarn_runs_get (runs, run)->subject)
                == listing->history;
}

/*
 * Finds the first run after the position. If the run of the position has been forgotten, the older runs are
 * still in order, so the function searches by sequence.
 */
static guint32
find_after (const TarnListing *listing, TarnListPosition position)
{
  const TarnRunStore *store = &listing->runs->store;
  guint32 run = get_newest (listing);

  if (position.sequence == 0)
    return run;
  if (position.run < store->n_places
      && tarn_run_store_get (store, position.run)->sequence == position.sequence
      && has_run (listing, position.run))
    return get_older (listing, position.run);

  /* A subject forgets its oldest runs, so all runs that it has are newer. */
  if (listing->history != NULL)
    return TARN_NO_RUN;

  while (run != TARN_NO_RUN && tarn_run_store_get (store, run)->sequence >= position.sequence)
    run = get_older (listing, run);
  return run;
}

GArray *
tarn_listing_read_page (const TarnListing *listing, TarnListPosition position, guint max,
                        char **out_next_token)
{
  GArray *page = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 run = TARN_NO_RUN;

  if (!listing->is_empty)
    run = skip_to_listed (listing, find_after (listing, position));
  while (run != TARN_NO_RUN && page->len < max)
    {
      position.run = run;
      position.sequence = tarn_runs_get (listing->runs, run)->sequence;
      g_array_append_val (page, run);
      run = skip_to_listed (listing, get_older (listing, run));
    }

  *out_next_token = run != TARN_NO_RUN ? tarn_listing_make_token (listing, &position) : NULL;
  return page;
}

GPtrArray *
tarn_listing_copy_page (const TarnListing *listing, TarnListPosition position, gint64 max_results,
                        guint page_size, gpointer (*copy) (TarnRoom *room, guint32 run),
                        char **out_next_token)
{
  const TarnRuns *runs = listing->runs;
  guint max = max_results == TARN_ABSENT ? page_size : (guint) max_results;
  g_autoptr (GArray) page = tarn_listing_read_page (listing, position, max, out_next_token);
  GPtrArray *copies = g_ptr_array_new_full (page->len, runs->class->free_copy);

  for (guint i = 0; i < page->len; i++)
    g_ptr_array_add (copies, copy (runs->room, g_array_index (page, guint32, i)));
  return copies;
}
