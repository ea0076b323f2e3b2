/* SPDX-License-Identifier: MIT */
#include "lab/scenario/entry.h"

#include "lab/scenario/kinds.h"
#include "lab/scenario/options.h"

/* A draft of any group. */
typedef union
{
  TarnLabScenario lake;
  TarnLabTableDraft table;
  TarnLabViewDraft view;
  TarnLabAssetsDraft assets;
  TarnLabCostDraft cost;
  TarnLabPolicySettings policy;
} AnyDraft;

typedef struct
{
  const TarnLabSection *section;
  const TarnLabEntry *entry;
} Line;

/* Returns the value with the first value of each axis, or NULL with an error. */
static char *
choose_first (const TarnLabSection *section, const TarnLabEntry *entry, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, entry);

  if (!tarn_lab_pattern_is_needed (entry->value))
    return g_strdup (entry->value);
  g_autoptr (TarnLabPattern) pattern = tarn_lab_pattern_new (entry->value, &place, error);
  return pattern != NULL ? tarn_lab_pattern_choose (pattern, NULL) : NULL;
}

/* --- Ordinary keys ---------------------------------------------------------------------------- */

/* Returns where the value has the path of a file; NULL if it never has one. */
static char **
find_path (const TarnLabKey *key, gpointer draft)
{
  gpointer member = G_STRUCT_MEMBER_P (draft, key->offset);

  if (key->kind == &tarn_lab_kind_commits)
    return &((TarnLabCommitsDraft *) member)->path;
  return key->kind == &tarn_lab_kind_rule ? &((TarnLabRuleSettings *) member)->path : NULL;
}

/* Reads a text, which stands where @entry does. A file is sought beside the file of the entry. */
static gboolean
parse_text (const TarnLabSection *section, const TarnLabEntry *entry, const char *text,
            gpointer draft, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, entry);

  if (!tarn_lab_key_parse (entry->key, &place, text, draft, error))
    return FALSE;

  char **path = find_path (entry->key, draft);
  if (path != NULL && *path != NULL)
    {
      g_autofree char *written = *path;

      *path = tarn_lab_origin_place (entry->origin, written);
    }
  return TRUE;
}

gboolean
tarn_lab_entry_parse (const TarnLabSection *section, const TarnLabEntry *entry, gpointer draft,
                      GError **error)
{
  g_autofree char *text = choose_first (section, entry, error);

  return text != NULL && parse_text (section, entry, text, draft, error);
}

/* --- Options of the engine -------------------------------------------------------------------- */

const char *
tarn_lab_entry_get_option (const TarnLabEntry *entry)
{
  return entry->key != NULL ? entry->key->option : entry->name;
}

/* Reads an option under its own name: a whole number, in the unit of the option. */
static gboolean
parse_plain (const TarnLabPlace *place, const char *text, gint64 *out_value, GError **error)
{
  gint64 unused, min, max;

  tarn_lab_option_describe (place->key, &unused, &min, &max);
  if (g_ascii_string_to_signed (text, 10, min, max, out_value, NULL))
    return TRUE;

  g_autofree char *allowed
      = g_strdup_printf ("a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
  g_autofree char *shown = tarn_lab_show (text);
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, allowed,
                          "'%s' stands where a whole number is due", shown);
}

/* A value under the name of the option is in its unit, and one under the name of the key is in that of the key. */
static gboolean
parse_option (const TarnLabSection *section, const TarnLabEntry *entry, const char *text,
              gint64 *out_value, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, entry);
  TarnLabCostDraft draft = { 0 };

  if (g_str_equal (entry->name, tarn_lab_entry_get_option (entry)))
    return parse_plain (&place, text, out_value, error);
  if (!tarn_lab_key_parse (entry->key, &place, text, &draft, error))
    return FALSE;

  *out_value = G_STRUCT_MEMBER (gint64, &draft, entry->key->offset);
  return TRUE;
}

gboolean
tarn_lab_entry_parse_option (const TarnLabSection *section, const TarnLabEntry *entry,
                             gint64 *out_value, GError **error)
{
  g_autofree char *text = choose_first (section, entry, error);

  return text != NULL && parse_option (section, entry, text, out_value, error);
}

/* --- The canonical form ----------------------------------------------------------------------- */

static gboolean
write_option (const Line *line, const char *text, GString *value, GError **error)
{
  const TarnLabKey *key = line->entry->key;
  gint64 number;

  if (!parse_option (line->section, line->entry, text, &number, error))
    return FALSE;
  if (key != NULL)
    key->kind->write (key, &number, value);
  else
    g_string_append_printf (value, "%" G_GINT64_FORMAT, number);
  return TRUE;
}

static gboolean
write_key (const Line *line, const char *text, GString *value, GError **error)
{
  const TarnLabKey *key = line->entry->key;
  AnyDraft draft = { 0 };
  gpointer member = G_STRUCT_MEMBER_P (&draft, key->offset);
  gboolean is_good = parse_text (line->section, line->entry, text, &draft, error);

  if (is_good)
    key->kind->write (key, member, value);
  if (key->kind->clear != NULL)
    key->kind->clear (member);
  return is_good;
}

static char *
canonize (gconstpointer data, const char *text, GError **error)
{
  const Line *line = data;
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean is_good
      = (line->section->kind == TARN_LAB_GROUP_COST ? write_option : write_key) (line, text, value,
                                                                                 error);

  return is_good ? g_string_free (g_steal_pointer (&value), FALSE) : NULL;
}

char *
tarn_lab_entry_canonize (const TarnLabSection *section, const TarnLabEntry *entry,
                         GArray **out_axes, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, entry);
  Line line = { section, entry };

  *out_axes = NULL;
  if (!tarn_lab_pattern_is_needed (entry->value))
    return canonize (&line, entry->value, error);

  g_autoptr (TarnLabPattern) pattern = tarn_lab_pattern_new (entry->value, &place, error);
  return pattern != NULL
             ? tarn_lab_pattern_canonize (pattern, &place, canonize, &line, out_axes, error)
             : NULL;
}
