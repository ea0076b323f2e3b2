/* SPDX-License-Identifier: MIT */
/* Sets one value in place of the one in the file. */
#include <string.h>

#include "lab/scenario/document.h"
#include "lab/scenario/name.h"

static const char setting[] = "--set"; /* what messages call the place of the value */

enum
{
  LISTED_MAX = 10, /* groups in a message */
};

/* This is what a text such as view sales.daily.weight names. */
typedef struct
{
  TarnLabGroupKind kind;
  char *parts[3];
  char *key;
} Target;

static void
target_clear (Target *target)
{
  g_free (target->parts[0]);
  g_free (target->parts[1]);
  g_free (target->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
refuse_text (const char *text, const char *wrong, GError **error)
{
  TarnLabPlace place = { setting, 0, NULL, NULL };
  g_autofree char *shown = tarn_lab_show (text);

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place,
                          "GROUP.KEY, such as policy.trigger or view sales.daily.weight", "'%s' %s",
                          shown, wrong);
}

/* Returns the last point that stands outside of quotes, or NULL. */
static const char *
find_last_point (const char *text)
{
  const char *point = NULL;
  gboolean is_quoted = FALSE;

  for (; *text != '\0'; text++)
    {
      if (*text == '\\' && text[1] != '\0' && is_quoted)
        text++;
      else if (*text == '"')
        is_quoted = !is_quoted;
      else if (*text == '.' && !is_quoted)
        point = text;
    }

  return point;
}

/* Of the groups that may lack a name, no two have a key of the same name. */
static gboolean
find_lone_key (const char *text, Target *target)
{
  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (tarn_lab_groups[key->group].may_lack_name && g_str_equal (key->name, text))
      {
        target->kind = key->group;
        target->key = g_strdup (text);
        return TRUE;
      }
  return FALSE;
}

/* Where the group has a name, its keys have no points; where it has none, the key is the rest, or stands alone. */
static gboolean
read_target (const char *text, Target *target, GError **error)
{
  if (find_lone_key (text, target))
    return TRUE;

  gsize length = strcspn (text, " .");
  guint kind = 0;

  while (kind < TARN_LAB_N_GROUPS
         && (strlen (tarn_lab_groups[kind].name) != length
             || strncmp (tarn_lab_groups[kind].name, text, length) != 0))
    kind++;
  if (kind == TARN_LAB_N_GROUPS)
    return refuse_text (text, "begins with no group", error);
  target->kind = (TarnLabGroupKind) kind;

  const TarnLabGroup *group = &tarn_lab_groups[kind];
  const char *point = text[length] == ' ' ? find_last_point (text) : text + length;
  if (point == NULL || *point == '\0' || point[1] == '\0')
    return refuse_text (text, "has no key", error);
  target->key = g_strdup (point + 1);
  if (point == text + length)
    return group->may_lack_name || refuse_text (text, "lacks the name of the group", error);
  if (group->n_parts == 0)
    return refuse_text (text, "has a name for a group without one", error);

  g_autofree char *name = g_strndup (text + length, (gsize) (point - text) - length);
  const char *wrong = tarn_lab_name_parse (g_strstrip (name), group->n_parts, target->parts);
  return wrong == NULL || refuse_text (text, wrong, error);
}

/* Returns whether a template of this name makes the other name. */
static gboolean
makes (const char *template, const char *name)
{
  const char *mark = strstr (template, TARN_LAB_NUMBER_MARK);

  if (mark == NULL)
    return g_str_equal (template, name);

  gsize before = (gsize) (mark - template);
  const char *behind = mark + strlen (TARN_LAB_NUMBER_MARK);
  if (strncmp (template, name, before) != 0 || !g_str_has_suffix (name, behind)
      || strlen (name) <= before + strlen (behind))
    return FALSE;
  return strspn (name + before, "0123456789") >= strlen (name) - before - strlen (behind);
}

static const TarnLabSection *
find_template (const TarnLabDocument *self, const Target *target)
{
  for (guint i = 0; i < self->sections->len && target->parts[1] != NULL; i++)
    {
      const TarnLabSection *section = g_ptr_array_index (self->sections, i);

      if (section->kind == target->kind && makes (section->parts[0], target->parts[0])
          && makes (section->parts[1], target->parts[1]))
        return section;
    }
  return NULL;
}

/* Lists the groups of the kind that the scenario has. */
static char *
list_groups (const TarnLabDocument *self, const Target *target)
{
  GString *list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->sections->len; i++)
    {
      const TarnLabSection *section = g_ptr_array_index (self->sections, i);

      if (section->kind == target->kind && n++ < LISTED_MAX)
        g_string_append_printf (list, "%s[%s]", n > 1 ? ", " : "", section->heading);
    }
  if (n > LISTED_MAX)
    g_string_append_printf (list, " and %u more", n - LISTED_MAX);
  if (n == 0)
    g_string_append (list, "a group of the scenario");
  return g_string_free (list, FALSE);
}

static void
refuse_group (const TarnLabDocument *self, const Target *target, const TarnLabPlace *place,
              GError **error)
{
  const TarnLabSection *template = find_template (self, target);
  g_autofree char *allowed = template != NULL
                                 ? g_strdup_printf ("the template [%s]", template->heading)
                                 : list_groups (self, target);

  tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, allowed,
                   template != NULL ? "a template makes [%s]" : "there is no group [%s]",
                   place->group);
}

/* Groups that every scenario may have without being told so are made where they lack. */
static TarnLabSection *
find_section (TarnLabDocument *self, const Target *target, const TarnLabOrigin *origin,
              GError **error)
{
  g_autofree char *heading = tarn_lab_heading_make (target->kind, target->parts);
  TarnLabSection *section = tarn_lab_document_find (self, heading);
  TarnLabPlace place = { setting, 0, heading, target->key };

  if (section == NULL && target->parts[0] == NULL)
    section = tarn_lab_document_add_section (self, target->kind, target->parts, origin, 0);
  if (section == NULL)
    refuse_group (self, target, &place, error);
  return section;
}

static gboolean
check_value (const TarnLabPlace *place, const TarnLabKey *key, const char *value, GError **error)
{
  const char *allowed = "text in UTF-8";
  const char *wrong = g_utf8_validate (value, -1, NULL) ? tarn_lab_line_check (value, &allowed)
                                                        : "the value has bytes that are no text";

  if (key != NULL && tarn_lab_key_is_of_lines (key))
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, "any other key",
                            "the key belongs to a file");
  if (wrong == NULL && value[strspn (value, " \t")] == '\0')
    return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, "KEY = VALUE",
                            "the value is missing");
  if (strlen (value) > TARN_LAB_LINE_MAX)
    return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, place, "at most 64 KiB",
                            "the value is too long");
  return wrong == NULL
         || tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, allowed, "%s", wrong);
}

gboolean
tarn_lab_section_set (TarnLabDocument *self, TarnLabSection *section, const TarnLabOrigin *origin,
                      const char *key, const char *value, GError **error)
{
  TarnLabPlace place = { origin->name, 0, section->heading, key };
  const TarnLabKey *known;

  if (!tarn_lab_section_find_key (section, &place, &known, error)
      || !check_value (&place, known, value, error))
    return FALSE;

  g_autofree char *stripped = g_strstrip (g_strdup (value));
  TarnLabEntry entry = { known, g_string_chunk_insert_const (self->strings, key),
                         g_string_chunk_insert (self->strings, stripped), origin, 0 };
  TarnLabEntry *old = tarn_lab_section_find_named (section, known, key);
  if (old != NULL)
    *old = entry;
  else
    g_array_append_val (section->entries, entry);
  return TRUE;
}

gboolean
tarn_lab_document_set (TarnLabDocument *self, const char *key, const char *value, GError **error)
{
  const TarnLabOrigin *first = g_ptr_array_index (self->origins, 0);
  g_auto (Target) target = { 0 };

  if (!g_utf8_validate (key, -1, NULL))
    return refuse_text (key, "is no text in UTF-8", error);
  if (!read_target (key, &target, error))
    return FALSE;

  const TarnLabOrigin *origin = tarn_lab_document_add_origin (self, setting, first->directory, "");
  TarnLabSection *section = find_section (self, &target, origin, error);
  return section != NULL && tarn_lab_section_set (self, section, origin, target.key, value, error);
}
