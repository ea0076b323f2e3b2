/* SPDX-License-Identifier: MIT */
#include "datazone/suggestions.h"

#include <string.h>

#include "datazone/readable-name.h"
#include "kernel/names.h"

typedef struct
{
  const TarnAssetRevision *revision;
  char *asset_name; /* readable */
  TarnDomain *domain;
  guint n_terms;
  GArray *
      used; /* the positions of the terms that columns use; in any order, and some more than once */
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

static GArray *
find_terms (const Writer *writer, const char *name)
{
  return tarn_term_index_find (&writer->domain->term_index, writer->domain->terms, writer->n_terms,
                               name);
}

/* Joins the terms at the positions, each of them once. Equal positions must follow each other. */
static char *
join_terms (const Writer *writer, const GArray *positions)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < positions->len; i++)
    {
      guint32 position = g_array_index (positions, guint32, i);

      if (i > 0 && position == g_array_index (positions, guint32, i - 1))
        continue;
      g_string_append_printf (
          text, "%s%s", text->len > 0 ? ", " : "",
          ((const TarnName *) writer->domain->terms->pdata[position])->parts[0]);
    }

  return g_string_free (text, text->len == 0);
}

static char *
associate_column (Writer *writer, const TarnColumn *column G_GNUC_UNUSED, const char *name)
{
  g_autoptr (GArray) positions = find_terms (writer, name);

  g_array_append_vals (writer->used, positions->data, positions->len);
  return join_terms (writer, positions);
}

static gint
compare_positions (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static char *
associate_asset (Writer *writer)
{
  g_autoptr (GArray) positions = find_terms (writer, writer->asset_name);

  g_array_append_vals (writer->used, positions->data, positions->len);
  g_array_sort (writer->used, compare_positions);
  return join_terms (writer, writer->used);
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

GArray *
tarn_suggestions_new (const TarnAssetRevision *revision, guint type, TarnDomain *domain,
                      guint n_terms)
{
  g_autofree char *asset_name = tarn_readable_name_new (revision->name);
  g_autoptr (GArray) used = g_array_new (FALSE, FALSE, sizeof (guint32));
  Writer writer = { .revision = revision,
                    .asset_name = asset_name,
                    .domain = domain,
                    .n_terms = n_terms,
                    .used = used,
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

  return writer.suggestions;
}
