/* SPDX-License-Identifier: MIT */
#include "lab/scenario/document.h"

#include <string.h>

#include "lab/scenario/file.h"
#include "lab/scenario/name.h"
#include "lab/scenario/options.h"

enum
{
  LINE_BYTES_MAX = 64 << 10,
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
};

static gboolean read_text (Reader *reader, const char *text, gsize length, GError **error);

/* --- Documents -------------------------------------------------------------------------------- */

static void
free_section (gpointer data)
{
  TarnLabSection *section = data;

  g_array_unref (section->entries);
  g_free (section);
}

static TarnLabDocument *
document_new (void)
{
  TarnLabDocument *self = g_new (TarnLabDocument, 1);

  self->sections = g_ptr_array_new_with_free_func (free_section);
  self->origins = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_string_chunk_new (1 << 12);
  return self;
}

void
tarn_lab_document_free (TarnLabDocument *self)
{
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->origins);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static const TarnLabOrigin *
add_origin (TarnLabDocument *self, const char *path, const char *folder)
{
  TarnLabOrigin *origin = g_new (TarnLabOrigin, 1);

  origin->path = g_string_chunk_insert (self->strings, path);
  origin->folder = g_string_chunk_insert (self->strings, folder);
  g_ptr_array_add (self->origins, origin);
  return origin;
}

TarnLabSection *
tarn_lab_document_find (const TarnLabDocument *self, const char *heading)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      TarnLabSection *section = g_ptr_array_index (self->sections, i);

      if (g_str_equal (section->heading, heading))
        return section;
    }

  return NULL;
}

const TarnLabEntry *
tarn_lab_section_find (const TarnLabSection *section, const TarnLabKey *key)
{
  for (guint i = 0; i < section->entries->len; i++)
    {
      const TarnLabEntry *entry = &g_array_index (section->entries, TarnLabEntry, i);

      if (entry->key == key)
        return entry;
    }

  return NULL;
}

TarnLabPlace
tarn_lab_section_get_place (const TarnLabSection *section, const TarnLabEntry *entry)
{
  if (entry == NULL)
    return (TarnLabPlace){ section->origin->path, section->line, section->heading, NULL };
  return (TarnLabPlace){ entry->origin->path, entry->line, section->heading, entry->name };
}

char *
tarn_lab_origin_resolve (const TarnLabOrigin *origin, const char *path)
{
  if (g_path_is_absolute (path))
    return g_strdup (path);

  g_autofree char *folder = g_path_get_dirname (origin->path);
  return g_str_equal (folder, ".") ? g_strdup (path) : g_build_filename (folder, path, NULL);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static TarnLabPlace
get_place (const Reader *reader, const char *key)
{
  return (TarnLabPlace){ reader->origin->path, reader->line,
                         reader->section != NULL ? reader->section->heading : NULL, key };
}

static gboolean
refuse_line (const Reader *reader, const char *allowed, const char *wrong, GError **error)
{
  TarnLabPlace place = { reader->origin->path, reader->line, NULL, NULL };

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed, "%s", wrong);
}

/* A comment after a value would become part of it. */
static gboolean
check_letters (const Reader *reader, const char *line, GError **error)
{
  gboolean is_quoted = FALSE;

  for (; *line != '\0'; line++)
    {
      if (*line == '\\' && line[1] != '\0')
        line++;
      else if (*line == '"')
        is_quoted = !is_quoted;
      else if (*line == '#' && !is_quoted)
        return refuse_line (reader, "a comment on a line of its own, and # in quotes",
                            "a # stands behind something else", error);
      if (g_ascii_iscntrl (*line) && *line != '\t')
        return refuse_line (reader, "text and tabulators", "a control character is in the line",
                            error);
    }

  return TRUE;
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

static char *
make_heading (TarnLabGroupKind kind, char **parts)
{
  g_autoptr (GString) heading = g_string_new (tarn_lab_groups[kind].name);

  if (parts[0] != NULL)
    g_string_append_c (heading, ' ');
  if (parts[1] != NULL)
    tarn_lab_table_name_append (heading, parts[0], parts[1]);
  else if (parts[0] != NULL)
    tarn_lab_name_append (heading, parts[0]);
  return g_string_free (g_steal_pointer (&heading), FALSE);
}

static TarnLabSection *
section_new (const Reader *reader, TarnLabGroupKind kind, char **parts)
{
  TarnLabDocument *document = reader->document;
  TarnLabSection *section = g_new (TarnLabSection, 1);
  g_autofree char *heading = make_heading (kind, parts);

  section->kind = kind;
  section->heading = g_string_chunk_insert (document->strings, heading);
  for (guint i = 0; i < 2; i++)
    section->parts[i] = parts[i] != NULL ? g_string_chunk_insert (document->strings, parts[i]) : "";
  section->origin = reader->origin;
  section->line = reader->line;
  section->entries = g_array_new (FALSE, FALSE, sizeof (TarnLabEntry));
  return section;
}

static gboolean
refuse_twice (const TarnLabSection *section, const char *path, guint line, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, NULL);

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "one group of a name",
                          "the group is there twice, first in %s:%u", path, line);
}

/* The files that are read together have one group [lake], with which each of them may go on once. */
static gboolean
add_section (Reader *reader, TarnLabSection *section, GError **error)
{
  TarnLabSection *known = g_tree_lookup (reader->headings, section->heading);
  gboolean is_lake = section->kind == TARN_LAB_GROUP_LAKE;
  gboolean is_good = TRUE;

  if (is_lake && reader->lake_line > 0)
    is_good = refuse_twice (section, reader->origin->path, reader->lake_line, error);
  else if (known != NULL && !is_lake)
    is_good = refuse_twice (section, known->origin->path, known->line, error);
  if (is_lake)
    reader->lake_line = reader->line;
  reader->section = known != NULL ? known : section;
  if (known != NULL)
    {
      free_section (section);
      return is_good;
    }

  g_tree_insert (reader->headings, (gpointer) section->heading, section);
  g_ptr_array_add (reader->document->sections, section);
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
  return wrong == NULL ? add_section (reader, section_new (reader, kind, parts), error)
                       : refuse_group (reader, inside, wrong, error);
}

/* --- Includes --------------------------------------------------------------------------------- */

static gboolean
check_include (const Reader *reader, const char *path, GError **error)
{
  TarnLabPlace place = get_place (reader, "include");

  for (const Reader *file = reader; file != NULL; file = file->parent)
    if (g_str_equal (file->origin->path, path))
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

/* Removes what changes nothing, so that one file has one path. */
static char *
simplify (const char *path)
{
  g_autoptr (GString) simple = g_string_new (g_path_is_absolute (path) ? "/" : NULL);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !g_str_equal (parts[i], "."))
      g_string_append_printf (simple, "%s%s",
                              simple->len > 0 && simple->str[simple->len - 1] != '/' ? "/" : "",
                              parts[i]);
  return g_string_free (g_steal_pointer (&simple), FALSE);
}

/* Returns the folder of a file that @origin names, as the path from that of the first file. */
static char *
find_folder (const TarnLabOrigin *origin, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_str_equal (folder, "."))
    return g_strdup (origin->folder);
  return g_strconcat (g_path_is_absolute (folder) ? "" : origin->folder, folder,
                      g_str_has_suffix (folder, "/") ? "" : "/", NULL);
}

static gboolean
include (Reader *reader, const char *path, GError **error)
{
  g_autofree char *simple = simplify (path);
  g_autofree char *opened = tarn_lab_origin_resolve (reader->origin, simple);
  g_autofree char *folder = find_folder (reader->origin, simple);

  if (!check_include (reader, opened, error))
    return FALSE;
  g_autoptr (GBytes) bytes = tarn_lab_file_read (opened, TARN_LAB_TEXT_MAX, error);
  if (bytes == NULL)
    return FALSE;

  Reader inner = { .document = reader->document,
                   .headings = reader->headings,
                   .parent = reader,
                   .origin = add_origin (reader->document, opened, folder),
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
  gboolean is_good = tarn_lab_key_parse (key, &place, value, &paths, error);

  for (guint i = 0; is_good && i < paths->len; i++)
    is_good = include (reader, g_ptr_array_index (paths, i), error);
  g_clear_pointer (&paths, g_ptr_array_unref);
  return is_good;
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* Finds the key of a name, which stays NULL for an option of the engine that has none. */
static gboolean
find_key (const Reader *reader, const char *name, const TarnLabKey **out_key, GError **error)
{
  TarnLabGroupKind kind = reader->section->kind;
  TarnLabPlace place = get_place (reader, name);
  gint64 unused;

  *out_key = tarn_lab_key_find (kind, name);
  if (*out_key != NULL)
    return TRUE;

  g_autofree char *allowed = tarn_lab_key_list (kind);
  if (kind != TARN_LAB_GROUP_COST || !tarn_lab_option_describe (name, &unused, &unused, &unused))
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed,
                            "there is no such key");
  if (tarn_lab_option_get_owner (name) != NULL)
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed, "%s sets this option",
                            tarn_lab_option_get_owner (name));

  return TRUE;
}

/* A key and the option that it stands for are one key. */
static gboolean
check_unique (const Reader *reader, const TarnLabKey *key, const char *name, GError **error)
{
  const GArray *entries = reader->section->entries;
  TarnLabPlace place = get_place (reader, name);

  for (guint i = 0; i < entries->len; i++)
    {
      const TarnLabEntry *entry = &g_array_index (entries, TarnLabEntry, i);

      if (entry->key != NULL ? entry->key == key : g_str_equal (entry->name, name))
        return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "one value for a key",
                                "the key is there twice, first in %s:%u", entry->origin->path,
                                entry->line);
    }

  return TRUE;
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
  if (!find_key (reader, name, &key, error) || !check_unique (reader, key, name, error))
    return FALSE;
  if (*value == '\0')
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "KEY = VALUE",
                            "the value is missing");

  TarnLabEntry entry
      = { key, g_string_chunk_insert_const (reader->document->strings, name),
          g_string_chunk_insert (reader->document->strings, value), reader->origin, reader->line };
  g_array_append_val (reader->section->entries, entry);
  return key == NULL || !tarn_lab_key_is_of_lines (key)
         || read_includes (reader, key, value, error);
}

/* --- Texts ------------------------------------------------------------------------------------ */

static gboolean
read_line (Reader *reader, char *line, GError **error)
{
  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return TRUE;
  if (!check_letters (reader, line, error))
    return FALSE;
  return *line == '[' ? read_heading (reader, line, error) : read_key (reader, line, error);
}

static gboolean
check_text (Reader *reader, const char *text, gsize length, GError **error)
{
  const char *end;

  if (length > TARN_LAB_TEXT_MAX)
    {
      TarnLabPlace place = { reader->origin->path, 0, NULL, NULL };
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
      if (line_length > LINE_BYTES_MAX)
        {
          TarnLabPlace place = { reader->origin->path, reader->line, NULL, NULL };
          return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 64 KiB",
                                  "the line is too long");
        }
      line = g_strndup (text, line_length);
      if (!read_line (reader, line, error))
        return FALSE;
      text += line_length + 1;
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
  g_autoptr (TarnLabDocument) self = document_new ();
  g_autoptr (GTree) headings = g_tree_new_full (compare_headings, NULL, NULL, NULL);
  Reader reader = { .document = self, .headings = headings, .origin = add_origin (self, path, "") };

  return read_text (&reader, text, length, error) ? g_steal_pointer (&self) : NULL;
}
