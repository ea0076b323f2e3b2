/* SPDX-License-Identifier: MIT */
#include "glue/refresh-list.h"

#include <stdio.h>
#include <string.h>

#include "glue/refresh-retention.h"
#include "glue/refresh-tell.h"

enum
{
  TOKEN_LENGTH = 40, /* sequence 16, place 8, check 16 */
};

/* --- Tokens ----------------------------------------------------------------------------------- */

static guint64
compute_check (const TarnGlue *glue, const TarnRunFilter *filter, const TarnRunPosition *position)
{
  const char *parts[]
      = { filter->catalog_id, filter->database_name != NULL ? filter->database_name : "",
          filter->table_name != NULL ? filter->table_name : "" };
  TarnName key;
  guint32 block[4];

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  TarnDraw draw = { key.hash ^ position->sequence * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15),
                    position->run, TARN_PURPOSE_PAGE_TOKEN, 0 };
  tarn_random_block (glue->random, &draw, block);

  return (guint64) block[0] << 32 | block[1];
}

static char *
make_token (const TarnGlue *glue, const TarnRunFilter *filter, const TarnRunPosition *position)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%08x%016" G_GINT64_MODIFIER "x",
                          position->sequence, position->run,
                          compute_check (glue, filter, position));
}

static gboolean
parse_hexadecimal (const char *text, guint n_digits, guint64 *ret_value)
{
  guint64 value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      /* Upper case is refused: no token of ours has it. */
      if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
      value = value << 4 | (guint64) g_ascii_xdigit_value (text[i]);
    }

  *ret_value = value;
  return TRUE;
}

gboolean
tarn_refresh_list_parse_token (const TarnGlue *glue, const TarnRunFilter *filter, const char *token,
                               TarnRunPosition *ret_position)
{
  TarnRunPosition position;
  guint64 run, check;

  if (strnlen (token, TOKEN_LENGTH + 1) != TOKEN_LENGTH
      || !parse_hexadecimal (token, 16, &position.sequence)
      || !parse_hexadecimal (token + 16, 8, &run) || !parse_hexadecimal (token + 24, 16, &check))
    return FALSE;

  position.run = (guint32) run;
  if (check != compute_check (glue, filter, &position))
    return FALSE;

  *ret_position = position;
  return TRUE;
}

/* --- Walking ---------------------------------------------------------------------------------- */

/* The runs of one view have a chain of their own, so a busy neighbour does not slow them. */
typedef struct
{
  const TarnGlue *glue;
  const TarnRunFilter *filter;
  const TarnTableEntry *table; /* NULL to walk over all runs */
} Walk;

static guint32
get_older (const Walk *walk, guint32 run)
{
  const TarnRunRecord *record = tarn_refresh_store_get (&walk->glue->runs, run);

  return walk->table != NULL ? record->view_older : record->older;
}

static gboolean
is_listed (const Walk *walk, guint32 run)
{
  const TarnRunRecord *record = tarn_refresh_store_get (&walk->glue->runs, run);
  const TarnTableName *name = tarn_catalog_get_table (&walk->glue->catalog, record->view)->name;

  if (tarn_refresh_has_expired (walk->glue, record))
    return FALSE;
  if (walk->table != NULL)
    return TRUE;
  if (strcmp (tarn_table_name_get_part (name, 0), walk->filter->catalog_id) != 0)
    return FALSE;

  return walk->filter->database_name == NULL
         || strcmp (tarn_table_name_get_part (name, 1), walk->filter->database_name) == 0;
}

static guint32
skip_to_listed (const Walk *walk, guint32 run)
{
  while (run != TARN_NO_RUN && !is_listed (walk, run))
    run = get_older (walk, run);

  return run;
}

static guint32
find_newest (const Walk *walk)
{
  return walk->table != NULL ? walk->table->view->newest_run : walk->glue->runs.newest;
}

/* Where the run of the position is forgotten by now, those that are older are still in order. */
static guint32
find_after (const Walk *walk, TarnRunPosition position)
{
  const TarnRefreshStore *runs = &walk->glue->runs;
  guint32 run = find_newest (walk);

  if (position.sequence == 0)
    return run;
  if (position.run < runs->n_places
      && tarn_refresh_store_get (runs, position.run)->sequence == position.sequence)
    return get_older (walk, position.run);

  while (run != TARN_NO_RUN && tarn_refresh_store_get (runs, run)->sequence >= position.sequence)
    run = get_older (walk, run);
  return run;
}

static gboolean
init_walk (Walk *walk, const TarnGlue *glue, const TarnRunFilter *filter)
{
  const char *parts[] = { filter->catalog_id, filter->database_name, filter->table_name };
  TarnName key;

  *walk = (Walk){ glue, filter, NULL };
  if (filter->table_name == NULL)
    return TRUE;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  walk->table = tarn_catalog_find_table (&glue->catalog, &key);
  return walk->table != NULL && walk->table->view != NULL;
}

GPtrArray *
tarn_refresh_list (const TarnGlue *glue, const TarnRunFilter *filter, TarnRunPosition position,
                   guint max, char **ret_next_token)
{
  GPtrArray *page = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_refresh_run_unref);
  Walk walk;

  *ret_next_token = NULL;
  if (!init_walk (&walk, glue, filter))
    return page;

  guint32 run = skip_to_listed (&walk, find_after (&walk, position));
  while (run != TARN_NO_RUN && page->len < max)
    {
      position.run = run;
      position.sequence = tarn_refresh_store_get (&glue->runs, run)->sequence;
      g_ptr_array_add (page, tarn_refresh_tell (glue, run, NULL));
      run = skip_to_listed (&walk, get_older (&walk, run));
    }

  if (run != TARN_NO_RUN)
    *ret_next_token = make_token (glue, filter, &position);
  return page;
}
