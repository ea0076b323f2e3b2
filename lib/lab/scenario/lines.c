/* SPDX-License-Identifier: MIT */
/* Reads the lines of a .lake file. */
#include <string.h>

#include "lab/scenario/document.h"
#include "lab/history/file.h"
#include "lab/scenario/name.h"
#include "lab/scenario/pattern.h"

enum
{
  DEPTH_MAX = 8,
  FILES_MAX = 256,
};

static const char a_line[] = "[GROUP], KEY = VALUE, # COMMENT, or an empty line";

/* One file while it is read. */
typedef struct _Reader Reader;
struct _Reader
{
  TarnLabDocument *document;
  GTree *headings;      /* of all sections */
  const Reader *parent; /* of the file that includes this one, or NULL */
  const TarnLabOrigin *origin;
  guint depth;
  guint line;
  TarnLabSection *section; /* NULL before the first group */
  guint lake_line;         /* 0 before the group [lake] of this file */
  guint include_line;      /* 0 before the key include of this file */
};

static gboolean read_text (Reader *reader, const char *text, gsize length, GError **error);

/* --- Lines ------------------------------------------------------------------------------------ */

static TarnLabPlace
get_place (const Reader *reader, const char *key)
{
  return (TarnLabPlace){ reader->origin->name, reader->line,
                         reader->section != NULL ? reader->section->heading : NULL, key };
}

static gboolean
refuse_line (const Reader *reader, const char *allowed, const char *wrong, GError **error)
{
  TarnLabPlace place = { reader->origin->name, reader->line, NULL, NULL };

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed, "%s", wrong);
}

/* A comment after a value would become part of it. */
const char *
tarn_lab_line_check (const char *line, const char **out_allowed)
{
  gboolean is_quoted = FALSE;

  for (; *line != '\0'; line++)
    {
      if (*line == '\\' && line[1] != '\0' && is_quoted)
        line++;
      else if (*line == '"')
        is_quoted = !is_quoted;
      if (*line == '#' && !is_quoted)
        {
          *out_allowed = "a comment on a line of its own, and # in quotes";
          return "a # stands behind something else";
        }
      if (g_ascii_iscntrl (*line) && *line != '\t')
        {
          *out_allowed = "text and tabulators";
          return "a control character is in the line";
        }
    }

  return NULL;
}

/* --- Groups ----------------------------------------------------------------------------------- */

static gboolean
refuse_group (const Reader *reader, const char *text, const char *wrong, GError **error)
{
  g_autofree char *shown = tarn_lab_show (text);
  g_autoptr (GString) forms = g_string_new (NULL);
  g_autofree char *message = g_strdup_printf ("[%s] %s", shown, wrong);

  for (guint i = 0; i < TARN_LAB_N_GROUPS; i++)
    g_string_append_printf (forms, "%s%s", i > 0 ? ", " : "", tarn_lab_groups[i].form);
  return refuse_line (reader, forms->str, message, error);
}

/* Finds the kind, of which the first word is the name. Returns what follows, or NULL. */
static const char *
find_kind (const char *text, TarnLabGroupKind *out_kind)
{
  gsize length = strcspn (text, " \t");

  for (guint i = 0; i < TARN_LAB_N_GROUPS; i++)
    if (strlen (tarn_lab_groups[i].name) == length
        && strncmp (tarn_lab_groups[i].name, text, length) == 0)
      {
        *out_kind = (TarnLabGroupKind) i;
        return text + length + strspn (text + length, " \t");
      }

  return NULL;
}

static gboolean
refuse_twice (const Reader *reader, const char *heading, const char *name, guint line,
              GError **error)
{
  TarnLabPlace place = { reader->origin->name, reader->line, heading, NULL };

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "one group of a name",
                          "the group is there twice, first in %s:%u", name, line);
}

/* The files that are read together have one group [lake], with which each of them may go on once. */
static gboolean
begin_section (Reader *reader, TarnLabGroupKind kind, char *const *parts, GError **error)
{
  g_autofree char *heading = tarn_lab_heading_make (kind, parts);
  TarnLabSection *known = g_tree_lookup (reader->headings, heading);
  gboolean is_lake = kind == TARN_LAB_GROUP_LAKE;

  if (is_lake && reader->lake_line > 0)
    return refuse_twice (reader, heading, reader->origin->name, reader->lake_line, error);
  if (known != NULL && !is_lake)
    return refuse_twice (reader, heading, known->origin->name, known->line, error);

  reader->lake_line = is_lake ? reader->line : reader->lake_line;
  reader->section = known;
  if (known == NULL)
    {
      reader->section = tarn_lab_document_add_section (reader->document, kind, parts,
                                                       reader->origin, reader->line);
      g_tree_insert (reader->headings, (gpointer) reader->section->heading, reader->section);
    }
  return TRUE;
}

/* @line begins with a bracket. */
static gboolean
read_heading (Reader *reader, const char *line, GError **error)
{
  gsize length = strlen (line);
  TarnLabGroupKind kind;
  g_auto (GStrv) parts = g_new0 (char *, 3);

  if (line[length - 1] != ']')
    return refuse_line (reader, a_line, "the line of a group has no ] at its end", error);
  g_autofree char *inside = g_strndup (line + 1, length - 2);
  g_strstrip (inside);

  const char *name = find_kind (inside, &kind);
  if (name == NULL)
    return refuse_group (reader, inside, "is no group", error);
  guint n_parts = tarn_lab_groups[kind].n_parts;
  if (*name == '\0' && !tarn_lab_groups[kind].may_lack_name)
    return refuse_group (reader, inside, "has no name", error);
  if (*name != '\0' && n_parts == 0)
    return refuse_group (reader, inside, "has a name", error);

  const char *wrong = *name != '\0' ? tarn_lab_name_parse (name, n_parts, parts) : NULL;
  return wrong == NULL ? begin_section (reader, kind, parts, error)
                       : refuse_group (reader, inside, wrong, error);
}

/* --- Includes --------------------------------------------------------------------------------- */

/* Returns the part of a path up to its last slash. */
static char *
get_directory (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? g_strndup (path, (gsize) (slash - path) + 1) : g_strdup ("");
}

static gboolean
check_include (const Reader *reader, const char *path, GError **error)
{
  TarnLabPlace place = get_place (reader, "include");

  for (const Reader *file = reader; file != NULL; file = file->parent)
    if (g_str_equal (file->origin->name, path))
      return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place,
                              "files that do not include each other", "%s includes itself", path);
  if (reader->depth == DEPTH_MAX)
    return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place,
                            "includes at most 8 files deep", "%s is included too deep", path);
  if (reader->document->origins->len == FILES_MAX)
    return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 256 files",
                            "%s is one file too many", path);

  return TRUE;
}

static GBytes *
read_included (const Reader *reader, const char *path, GError **error)
{
  TarnLabPlace place = get_place (reader, "include");
  g_autoptr (GError) wrong = NULL;
  GBytes *bytes = tarn_lab_file_read (path, TARN_LAB_TEXT_MAX, &wrong);

  if (bytes == NULL)
    tarn_lab_refuse (error, (TarnLabError) wrong->code, &place, "files that can be read", "%s",
                     wrong->message);
  return bytes;
}

static gboolean
include (Reader *reader, const char *path, GError **error)
{
  const TarnLabOrigin *first = g_ptr_array_index (reader->document->origins, 0);
  g_autofree char *placed = tarn_lab_origin_place (reader->origin, path);
  g_autofree char *opened = g_path_is_absolute (placed)
                                ? g_strdup (placed)
                                : g_strconcat (first->directory, placed, NULL);
  g_autofree char *directory = get_directory (opened);
  g_autofree char *folder = get_directory (placed);

  if (!check_include (reader, opened, error))
    return FALSE;
  g_autoptr (GBytes) bytes = read_included (reader, opened, error);
  if (bytes == NULL)
    return FALSE;

  Reader inner
      = { .document = reader->document,
          .headings = reader->headings,
          .parent = reader,
          .origin = tarn_lab_document_add_origin (reader->document, opened, directory, folder),
          .depth = reader->depth + 1 };
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  return read_text (&inner, text, length, error);
}

static gboolean
read_includes (Reader *reader, const TarnLabKey *key, const char *value, GError **error)
{
  TarnLabPlace place = get_place (reader, key->name);
  GPtrArray *paths = NULL;

  if (tarn_lab_pattern_is_needed (value))
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place,
                            "axes in the values of other keys", "a brace is in the path");
  gboolean is_good = tarn_lab_key_parse (key, &place, value, &paths, error);

  for (guint i = 0; is_good && i < paths->len; i++)
    is_good = include (reader, g_ptr_array_index (paths, i), error);
  g_clear_pointer (&paths, g_ptr_array_unref);
  return is_good;
}

/* --- Keys ------------------------------------------------------------------------------------- */

static gboolean
refuse_key_twice (const TarnLabPlace *place, const char *name, guint line, GError **error)
{
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, "one value for a key",
                          "the key is there twice, first in %s:%u", name, line);
}

/* A key and the option that it stands for are one key. Each file may include others. */
static gboolean
check_unique (const Reader *reader, const TarnLabKey *key, const char *name, GError **error)
{
  const TarnLabEntry *entry = tarn_lab_section_find_named (reader->section, key, name);
  TarnLabPlace place = get_place (reader, name);

  if (key != NULL && tarn_lab_key_is_of_lines (key))
    return reader->include_line == 0
           || refuse_key_twice (&place, reader->origin->name, reader->include_line, error);
  return entry == NULL || refuse_key_twice (&place, entry->origin->name, entry->line, error);
}

static gboolean
refuse_empty (const TarnLabKey *key, const TarnLabPlace *place, GError **error)
{
  g_autofree char *allowed
      = key != NULL ? tarn_lab_key_get_allowed (key) : g_strdup ("a whole number");

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, allowed, "the value is missing");
}

static gboolean
read_key (Reader *reader, char *line, GError **error)
{
  char *sign = strchr (line, '=');
  const TarnLabKey *key;

  if (sign == NULL)
    return refuse_line (reader, a_line, "the line has no =", error);
  if (reader->section == NULL)
    return refuse_line (reader, "[GROUP] before the first KEY = VALUE", "a key is in no group",
                        error);
  *sign = '\0';
  const char *name = g_strchomp (line);
  const char *value = g_strchug (sign + 1);
  TarnLabPlace place = get_place (reader, name);
  if (!tarn_lab_section_find_key (reader->section, &place, &key, error)
      || !check_unique (reader, key, name, error))
    return FALSE;
  if (*value == '\0')
    return refuse_empty (key, &place, error);

  TarnLabEntry entry
      = { key, g_string_chunk_insert_const (reader->document->strings, name),
          g_string_chunk_insert (reader->document->strings, value), reader->origin, reader->line };
  g_array_append_val (reader->section->entries, entry);
  if (key == NULL || !tarn_lab_key_is_of_lines (key))
    return TRUE;
  reader->include_line = reader->line;
  return read_includes (reader, key, value, error);
}

/* --- Texts ------------------------------------------------------------------------------------ */

static gboolean
read_line (Reader *reader, char *line, GError **error)
{
  const char *allowed;

  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return TRUE;
  const char *wrong = tarn_lab_line_check (line, &allowed);
  if (wrong != NULL)
    return refuse_line (reader, allowed, wrong, error);
  return *line == '[' ? read_heading (reader, line, error) : read_key (reader, line, error);
}

static gboolean
check_text (Reader *reader, const char *text, gsize length, GError **error)
{
  const char *end;

  if (length > TARN_LAB_TEXT_MAX)
    {
      TarnLabPlace place = { reader->origin->name, 0, NULL, NULL };
      return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 4 MiB",
                              "the text is too long");
    }
  if (g_utf8_validate_len (text, length, &end))
    return TRUE;

  for (reader->line = 1; text < end; text++)
    reader->line += *text == '\n' ? 1 : 0;
  return refuse_line (reader, "text in UTF-8", "the line has bytes that are no text", error);
}

static gboolean
read_text (Reader *reader, const char *text, gsize length, GError **error)
{
  /* An empty file is no text at all, and nothing can be added to its address. */
  if (length == 0)
    return TRUE;

  const char *end = text + length;

  if (!check_text (reader, text, length, error))
    return FALSE;
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    text += 3;
  while (text < end)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));
      gsize line_length = (gsize) ((line_end != NULL ? line_end : end) - text);
      g_autofree char *line = NULL;

      reader->line++;
      if (line_length > TARN_LAB_LINE_MAX)
        {
          TarnLabPlace place = { reader->origin->name, reader->line, NULL, NULL };
          return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 64 KiB",
                                  "the line is too long");
        }
      line = g_strndup (text, line_length);
      if (!read_line (reader, line, error))
        return FALSE;
      text = line_end != NULL ? line_end + 1 : end;
    }

  return TRUE;
}

static gint
compare_headings (gconstpointer a, gconstpointer b, gpointer data)
{
  (void) data;
  return strcmp (a, b);
}

TarnLabDocument *
tarn_lab_document_read (const char *text, gsize length, const char *path, GError **error)
{
  g_autoptr (TarnLabDocument) self = tarn_lab_document_new ();
  g_autoptr (GTree) headings = g_tree_new_full (compare_headings, NULL, NULL, NULL);
  g_autofree char *directory = get_directory (path);
  Reader reader = { .document = self,
                    .headings = headings,
                    .origin = tarn_lab_document_add_origin (self, path, directory, "") };

  return read_text (&reader, text, length, error) ? g_steal_pointer (&self) : NULL;
}
