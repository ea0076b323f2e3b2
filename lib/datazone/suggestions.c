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
  GPtrArray *texts; /* for each field */
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

static GArray *
array_new (void)
{
  GArray *suggestions = g_array_new (FALSE, FALSE, sizeof (TarnSuggestion));

  g_array_set_clear_func (suggestions, clear_suggestion);
  return suggestions;
}

static void
write_columns (const Rule *rule, Writer *writer)
{
  const GArray *columns = writer->revision->columns;

  for (guint i = 0; i < columns->len; i++)
    {
      const TarnColumn *column = &g_array_index (columns, TarnColumn, i);
      g_autofree char *name = tarn_readable_name_new (column->name);

      g_ptr_array_add (writer->texts, rule->describe_column (writer, column, name));
    }
}

static GPtrArray *
list_texts (const TarnAssetRevision *revision, guint type, TarnDomain *domain, guint n_terms)
{
  g_autofree char *asset_name = tarn_readable_name_new (revision->name);
  g_autoptr (GArray) used = g_array_new (FALSE, FALSE, sizeof (guint32));
  Writer writer = { .revision = revision,
                    .asset_name = asset_name,
                    .domain = domain,
                    .n_terms = n_terms,
                    .used = used,
                    .texts = g_ptr_array_new_full (revision->columns->len + 1, g_free) };

  /* The summary comes first in the array, but it is made last: it may depend on the terms of the columns. */
  g_ptr_array_add (writer.texts, NULL);
  write_columns (&rules[type], &writer);
  writer.texts->pdata[0] = rules[type].summarize (&writer);
  return writer.texts;
}

GPtrArray *
tarn_suggestions_list_texts (const TarnAssetRevision *revision, guint type, TarnDomain *domain)
{
  return list_texts (revision, type, domain, revision->suggested_by[type].n_terms);
}

GArray *
tarn_suggestions_new (const TarnAssetRevision *revision, guint type, TarnDomain *domain,
                      guint n_terms)
{
  g_autoptr (GPtrArray) texts = list_texts (revision, type, domain, n_terms);
  GArray *suggestions = array_new ();

  for (guint i = 0; i < texts->len; i++)
    {
      const TarnVerdict *verdict = tarn_asset_revision_peek_verdict (revision, type, i);

      if (texts->pdata[i] == NULL || (verdict != NULL && verdict->decision != TARN_UNDECIDED))
        continue;

      TarnSuggestion suggestion = { .field_path = tarn_suggestions_make_path (type, i),
                                    .text = g_steal_pointer (&texts->pdata[i]) };
      g_array_append_val (suggestions, suggestion);
    }
  return suggestions;
}

GArray *
tarn_suggestions_list_accepted (const TarnAssetRevision *revision, guint type)
{
  const GArray *verdicts = revision->verdicts[type];

  if (verdicts == NULL)
    return NULL;

  GArray *accepted = array_new ();

  for (guint i = 0; i < verdicts->len; i++)
    {
      const char *text = g_array_index (verdicts, TarnVerdict, i).text;
      TarnSuggestion suggestion
          = { .field_path = text != NULL ? tarn_suggestions_make_path (type, i) : NULL,
              .text = g_strdup (text) };

      if (text != NULL)
        g_array_append_val (accepted, suggestion);
    }
  return accepted;
}

/* --- Paths ------------------------------------------------------------------------------------ */

#define SUMMARY "summary"
#define COLUMN_BEGINS "columns["

char *
tarn_suggestions_make_path (guint type, guint field)
{
  return field == 0 ? g_strdup (SUMMARY)
                    : g_strdup_printf (COLUMN_BEGINS "%u].%s", field - 1, rules[type].member);
}

/* Accepts a path only in the form in which the suggestions have it. */
gboolean
tarn_suggestions_parse_path (guint type, const char *path, guint *out_field)
{
  *out_field = 0;
  if (g_str_has_prefix (path, COLUMN_BEGINS))
    *out_field
        = (guint) MIN (g_ascii_strtoull (path + strlen (COLUMN_BEGINS), NULL, 10), TARN_COLUMNS_MAX)
          + 1;

  g_autofree char *made = tarn_suggestions_make_path (type, *out_field);
  return g_str_equal (path, made);
}
