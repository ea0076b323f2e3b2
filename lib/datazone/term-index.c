/* SPDX-License-Identifier: MIT */
#include "datazone/term-index.h"

#include <string.h>

#include "datazone/readable-name.h"
#include "kernel/names.h"

void
tarn_term_index_clear (TarnTermIndex *index)
{
  g_clear_pointer (&index->by_word, g_tree_unref);
  g_clear_pointer (&index->words, g_ptr_array_unref);
}

static char **
split (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return tarn_words_new (lower);
}

/* --- Adding terms ----------------------------------------------------------------------------- */

static guint
count_terms (const TarnTermIndex *index, const char *word)
{
  const GArray *positions = g_tree_lookup (index->by_word, word);

  return positions != NULL ? positions->len : 0;
}

/* Terms often have a word in common, so a term is found by the word that the fewest terms are found by. */
static const char *
choose_word (const TarnTermIndex *index, char **words)
{
  const char *chosen = words[0];

  for (guint i = 1; words[i] != NULL; i++)
    if (count_terms (index, words[i]) < count_terms (index, chosen))
      chosen = words[i];

  return chosen;
}

/* The array of words owns the texts of both tables. */
static void
add_term (TarnTermIndex *index, const char *term)
{
  char **words = split (term);
  guint32 position = index->words->len;

  g_ptr_array_add (index->words, words);
  if (words[0] == NULL)
    return;

  const char *word = choose_word (index, words);
  GArray *positions = g_tree_lookup (index->by_word, word);
  if (positions == NULL)
    {
      positions = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_tree_insert (index->by_word, (gpointer) word, positions);
    }
  g_array_append_val (positions, position);
}

static gint
compare_words (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  return strcmp (a, b);
}

static void
follow (TarnTermIndex *index, const GPtrArray *terms)
{
  if (index->words == NULL)
    {
      index->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      index->by_word = g_tree_new_full (compare_words, NULL, NULL, (GDestroyNotify) g_array_unref);
    }
  while (index->words->len < terms->len)
    add_term (index, ((const TarnName *) terms->pdata[index->words->len])->parts[0]);
}

/* --- Finding terms ---------------------------------------------------------------------------- */

static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
is_in (const char *word, char **words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (words[i], word))
      return TRUE;

  return FALSE;
}

static gboolean
are_in (char **words, char **name_words, guint n_name_words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!is_in (words[i], name_words, n_name_words))
      return FALSE;

  return TRUE;
}

GArray *
tarn_term_index_find (TarnTermIndex *index, const GPtrArray *terms, guint n_terms, const char *name)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_auto (GStrv) name_words = split (name);
  guint n_name_words = g_strv_length (name_words);

  follow (index, terms);
  for (guint i = 0; i < n_name_words; i++)
    {
      const GArray *positions = is_in (name_words[i], name_words, i)
                                    ? NULL
                                    : g_tree_lookup (index->by_word, name_words[i]);

      for (guint j = 0; positions != NULL && j < positions->len; j++)
        {
          guint32 position = g_array_index (positions, guint32, j);

          if (position >= n_terms)
            break;
          if (are_in (index->words->pdata[position], name_words, n_name_words))
            g_array_append_val (found, position);
        }
    }

  g_array_sort (found, compare_positions);
  return found;
}
