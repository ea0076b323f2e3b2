/* SPDX-License-Identifier: MIT */
#include "datazone/suggestions.h"

#include <string.h>

#include "datazone/readable-name.h"
#include "kernel/names.h"

typedef struct
{
  const TarnAssetRevision *revision;
  char *asset_name; /* readable */
  const GPtrArray *terms;
  guint n_terms;
  char ***term_words; /* the words of each term */
  gboolean *is_used;  /* for each term: a column uses it */
  GArray *suggestions;
} Writer;

/* Returns the text for a column, or NULL for no text. @name is the readable name of the column. */
typedef char *(*ColumnFunc) (Writer *writer, const TarnColumn *column, const char *name);

typedef struct
{
  const char *member; /* the name of the column's member in the field path */
  ColumnFunc describe_column;
  char *(*summarize) (Writer *writer);
} Rule;

/* --- Descriptions ----------------------------------------------------------------------------- */

static char *
describe_column (Writer *writer, const TarnColumn *column, const char *name)
{
  return g_strdup_printf ("%s of %s, of type %s.", name, writer->asset_name, column->data_type);
}

static char *
describe_asset (Writer *writer)
{
  guint n_columns = writer->revision->columns->len;

  return g_strdup_printf ("%s, with %u column%s.", writer->asset_name, n_columns,
                          n_columns == 1 ? "" : "s");
}

/* --- Names ------------------------------------------------------------------------------------ */

static char *
name_column (Writer *writer G_GNUC_UNUSED, const TarnColumn *column G_GNUC_UNUSED, const char *name)
{
  return g_strdup (name);
}

static char *
name_asset (Writer *writer)
{
  return g_strdup (writer->asset_name);
}

/* --- Terms of the glossary -------------------------------------------------------------------- */

static const char *
get_term (const Writer *writer, guint term)
{
  return ((const TarnName *) writer->terms->pdata[term])->parts[0];
}

static void
append_term (GString **text, const char *term)
{
  if (*text == NULL)
    *text = g_string_new (NULL);
  else
    g_string_append (*text, ", ");
  g_string_append (*text, term);
}

static char *
finish_text (GString *text)
{
  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

static char *
associate_column (Writer *writer, const TarnColumn *column G_GNUC_UNUSED, const char *name)
{
  g_auto (GStrv) name_words = tarn_words_new (name);
  GString *text = NULL;

  for (guint i = 0; i < writer->n_terms; i++)
    if (tarn_words_are_in (writer->term_words[i], name_words))
      {
        writer->is_used[i] = TRUE;
        append_term (&text, get_term (writer, i));
      }

  return finish_text (text);
}

static char *
associate_asset (Writer *writer)
{
  g_auto (GStrv) name_words = tarn_words_new (writer->asset_name);
  GString *text = NULL;

  for (guint i = 0; i < writer->n_terms; i++)
    if (writer->is_used[i] || tarn_words_are_in (writer->term_words[i], name_words))
      append_term (&text, get_term (writer, i));

  return finish_text (text);
}

/* --- All types -------------------------------------------------------------------------------- */

static const Rule rules[TARN_N_METADATA_TYPES] = {
  { "columnDescription", describe_column, describe_asset },
  { "columnName", name_column, name_asset },
  { "columnGlossaryTerms", associate_column, associate_asset },
};

static void
clear_suggestion (gpointer data)
{
  TarnSuggestion *suggestion = data;

  g_free ((char *) suggestion->field_path);
  g_free ((char *) suggestion->text);
}

static void
write_columns (Writer *writer, const Rule *rule)
{
  const GArray *columns = writer->revision->columns;

  for (guint i = 0; i < columns->len; i++)
    {
      const TarnColumn *column = &g_array_index (columns, TarnColumn, i);
      g_autofree char *name = tarn_readable_name_new (column->name);
      TarnSuggestion suggestion = { NULL, rule->describe_column (writer, column, name) };

      if (suggestion.text == NULL)
        continue;
      suggestion.field_path = g_strdup_printf ("columns[%u].%s", i, rule->member);
      g_array_append_val (writer->suggestions, suggestion);
    }
}

static char ***
split_terms (const GPtrArray *terms, guint n_terms)
{
  char ***term_words = g_new0 (char **, n_terms + 1);

  for (guint i = 0; i < n_terms; i++)
    term_words[i] = tarn_words_new (((const TarnName *) terms->pdata[i])->parts[0]);

  return term_words;
}

static void
free_terms (char ***term_words)
{
  for (guint i = 0; term_words[i] != NULL; i++)
    g_strfreev (term_words[i]);
  g_free (term_words);
}

GArray *
tarn_suggestions_new (const TarnAssetRevision *revision, guint type, const GPtrArray *terms,
                      guint n_terms)
{
  g_autofree char *asset_name = tarn_readable_name_new (revision->name);
  g_autofree gboolean *is_used = g_new0 (gboolean, n_terms);
  Writer writer = { .revision = revision,
                    .asset_name = asset_name,
                    .terms = terms,
                    .n_terms = n_terms,
                    .term_words = split_terms (terms, n_terms),
                    .is_used = is_used,
                    .suggestions = g_array_new (FALSE, FALSE, sizeof (TarnSuggestion)) };

  g_array_set_clear_func (writer.suggestions, clear_suggestion);
  write_columns (&writer, &rules[type]);

  /* The summary comes first in the array, but it is made last: it may depend on the terms of the columns. */
  TarnSuggestion summary = { NULL, rules[type].summarize (&writer) };
  if (summary.text != NULL)
    {
      summary.field_path = g_strdup ("summary");
      g_array_prepend_val (writer.suggestions, summary);
    }

  free_terms (writer.term_words);
  return writer.suggestions;
}
