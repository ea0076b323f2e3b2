/* SPDX-License-Identifier: MIT */
#include "lab/scenario/build.h"

#include <string.h>

#include "lab/scenario/draft.h"
#include "lab/scenario/entry.h"
#include "lab/scenario/kinds.h"
#include "lab/scenario/load-starts.h"
#include "lab/scenario/name.h"
#include "lab/scenario/options.h"
#include "lab/scenario/pattern.h"
#include "lab/scenario/rule-values.h"
#include "lab/scenario/subjects.h"

/* The begin of the year 10000, which no text of a time can have. */
#define TIME_END_US (G_GINT64_CONSTANT (253402300800) * G_TIME_SPAN_SECOND)

typedef struct
{
  const TarnLabSection *section;
  TarnLabAssetsDraft draft;
} DraftedAssets;

typedef struct
{
  TarnLabScenario *scenario;
  GString *text;  /* the canonical form so far */
  GArray *tables; /* TarnLabDraftedTable */
  GArray *views;  /* TarnLabDraftedView */
  GArray *assets; /* DraftedAssets */
} Builder;

/* --- Groups in general ------------------------------------------------------------------------ */

static gboolean
refuse_missing (const TarnLabSection *section, const TarnLabKey *key, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, NULL);
  g_autofree char *allowed = tarn_lab_key_get_allowed (key);

  place.key = key->name;
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed, "the key is missing");
}

/* The service refreshes no view by itself that has no schedule. */
static gboolean
refuse_unscheduled (const TarnLabSection *section, GError **error)
{
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_VIEW, "refresh-seconds");
  TarnLabPlace place
      = tarn_lab_section_get_place (section, tarn_lab_section_find_named (section, key, key->name));
  g_autofree char *allowed = tarn_lab_key_get_allowed (key);

  place.key = key->name;
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed + strlen ("none | "),
                          "the view has none, and the trigger of its policy, `service`, needs it");
}

/* Returns the preset of a group of policies, or NULL. What is wrong with it, the reading of its key says. */
static const TarnLabPreset *
find_preset (const TarnLabSection *section, gboolean *out_is_axis)
{
  const TarnLabKey *key = section->kind == TARN_LAB_GROUP_POLICY
                              ? tarn_lab_key_find (TARN_LAB_GROUP_POLICY, "preset")
                              : NULL;
  const TarnLabEntry *entry = key != NULL ? tarn_lab_section_find_named (section, key, NULL) : NULL;
  TarnLabPolicySettings settings = { 0 };

  *out_is_axis = entry != NULL && tarn_lab_pattern_is_needed (entry->value);
  return entry != NULL && tarn_lab_entry_parse (section, entry, &settings, NULL) ? settings.preset
                                                                                 : NULL;
}

/* Reads the value that a key has in a group, or the one that it has otherwise. */
static gboolean
parse_key (const TarnLabSection *section, const TarnLabKey *key, gpointer draft, GError **error)
{
  const TarnLabEntry *entry = tarn_lab_section_find_named (section, key, NULL);
  TarnLabPlace place = tarn_lab_section_get_place (section, NULL);

  if (entry != NULL)
    return tarn_lab_entry_parse (section, entry, draft, error);

  gboolean is_axis;
  const char *fallback = tarn_lab_preset_get_value (find_preset (section, &is_axis), key);
  if (fallback == NULL)
    return refuse_missing (section, key, error);
  return *fallback == '\0' || tarn_lab_key_parse (key, &place, fallback, draft, error);
}

static gboolean
parse_section (const TarnLabSection *section, gpointer draft, GError **error)
{
  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (key->group == section->kind && !tarn_lab_key_is_of_lines (key)
        && !parse_key (section, key, draft, error))
      return FALSE;

  return TRUE;
}

static void
append_heading (Builder *builder, const TarnLabSection *section)
{
  g_string_append_printf (builder->text, "%s[%s]\n", builder->text->len > 0 ? "\n" : "",
                          section->heading);
}

static gboolean
add_axes (TarnLabScenario *scenario, const TarnLabSection *section, const TarnLabEntry *entry,
          const GArray *axes, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, entry);

  if (scenario->axes->len + axes->len > TARN_LAB_AXES_MAX)
    return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 64 axes",
                            "there are too many axes");
  for (guint i = 0; i < axes->len; i++)
    {
      const TarnLabPatternAxis *found = &g_array_index (axes, TarnLabPatternAxis, i);
      TarnLabAxis axis = {
        .key = g_strconcat (section->heading, ".",
                            entry->key != NULL ? entry->key->name : entry->name, NULL),
        .line = entry->line,
        .values = g_strdupv (found->values),
        .entry = entry,
        .place = found->axis,
      };

      g_array_append_val (scenario->axes, axis);
    }

  return TRUE;
}

/* The line must be one that can be read again. */
static gboolean
append_line (GString *text, const TarnLabSection *section, const TarnLabEntry *entry,
             const char *value, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, entry);
  gsize begin = text->len;

  g_string_append_printf (text, "%s = %s\n", entry->key != NULL ? entry->key->name : entry->name,
                          value);
  return text->len - begin <= TARN_LAB_LINE_MAX
         || tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 64 KiB",
                             "the line is too long when its value is written in full");
}

/* Returns the value that the key of the entry would have without it, or NULL if that depends on an axis. */
static char *
get_fallback (const TarnLabSection *section, const TarnLabEntry *entry)
{
  gboolean is_axis;
  const TarnLabPreset *preset = find_preset (section, &is_axis);

  if (entry->key == NULL || (is_axis && entry->key->kind == &tarn_lab_kind_rule))
    return NULL;
  return preset != NULL ? g_strdup (tarn_lab_preset_get_value (preset, entry->key))
                        : tarn_lab_key_get_fallback (entry->key);
}

/* Appends the value that the entry of a key has, unless the key has it without a line. */
static gboolean
append_entry (Builder *builder, const TarnLabSection *section, const TarnLabEntry *entry,
              GString *text, GError **error)
{
  g_autoptr (GArray) axes = NULL;
  g_autofree char *value = tarn_lab_entry_canonize (section, entry, &axes, error);
  g_autofree char *fallback = get_fallback (section, entry);

  if (value == NULL || (axes != NULL && !add_axes (builder->scenario, section, entry, axes, error)))
    return FALSE;
  return (axes == NULL && fallback != NULL && g_str_equal (fallback, value))
         || append_line (text, section, entry, value, error);
}

/* Appends the group with its keys in the order of the table. */
static gboolean
append_section (Builder *builder, const TarnLabSection *section, const TarnLabKey *left_out,
                GError **error)
{
  append_heading (builder, section);
  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    {
      const TarnLabEntry *entry
          = key->group == section->kind && !tarn_lab_key_is_of_lines (key) && key != left_out
                ? tarn_lab_section_find_named (section, key, NULL)
                : NULL;

      if (entry != NULL && !append_entry (builder, section, entry, builder->text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
refuse_name (const TarnLabSection *section, const char *allowed, const char *wrong, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, NULL);

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed, "%s", wrong);
}

/* A template has one %d in its name, and nothing else has one. */
static gboolean
check_numbers (const TarnLabSection *section, gboolean is_template, GError **error)
{
  g_autofree char *joined = g_strconcat (section->parts[0], ".", section->parts[1], NULL);
  const char *mark = strstr (joined, TARN_LAB_NUMBER_MARK);
  gboolean has_two = mark != NULL && strstr (mark + 1, TARN_LAB_NUMBER_MARK) != NULL;

  if (is_template && (mark == NULL || has_two))
    return refuse_name (section, "one %d, which stands for the number",
                        has_two ? "the template has more than one %d in its name"
                                : "the template has no %d in its name",
                        error);
  if (!is_template && mark != NULL)
    return refuse_name (section, "%d together with the key count",
                        "the name has %d without a count", error);

  return TRUE;
}

/* --- [lake] ----------------------------------------------------------------------------------- */

static gboolean
read_lake (Builder *builder, const TarnLabSection *section, GError **error)
{
  TarnLabScenario *scenario = builder->scenario;

  if (!parse_section (section, scenario, error))
    return FALSE;
  if (scenario->warm_up_us + scenario->horizon_us > TARN_LAB_DURATION_MAX_US)
    return refuse_name (section, "at most 36500 d",
                        "the warm-up and the horizon together are too long", error);
  if (scenario->start_us > TIME_END_US - scenario->warm_up_us - scenario->horizon_us)
    return refuse_name (section, "an end in the year 9999 or before",
                        "the window ends after the year 9999", error);

  return append_section (builder, section, NULL, error);
}

/* --- [table] ---------------------------------------------------------------------------------- */

static const TarnLabKey *
find_key (TarnLabGroupKind group, const char *name)
{
  const TarnLabKey *key = tarn_lab_key_find (group, name);

  g_assert (key != NULL);
  return key;
}

static gboolean
check_table (const TarnLabSection *section, const TarnLabTableDraft *draft, GError **error)
{
  const TarnLabEntry *rhythm
      = tarn_lab_section_find_named (section, find_key (section->kind, "rhythm"), NULL);
  TarnLabPlace place = tarn_lab_section_get_place (section, rhythm);

  if (!check_numbers (section, draft->count > 0, error))
    return FALSE;
  return draft->rhythm == NULL || draft->commits.commits.kind == TARN_LAB_COMMITS_POISSON
         || tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "commits = poisson ...",
                             "a rhythm is only for Poisson commits");
}

static gboolean
read_table (Builder *builder, const TarnLabSection *section, GError **error)
{
  TarnLabDraftedTable table = { section, { 0 } };
  gboolean is_good = parse_section (section, &table.draft, error);

  g_array_append_val (builder->tables, table);
  if (!is_good || !check_table (section, &table.draft, error))
    return FALSE;

  return append_section (builder, section, NULL, error);
}

/* --- [view] ----------------------------------------------------------------------------------- */

/* Returns whether the key of the group only says what it is without the key, the name of the template. */
static gboolean
has_usual_group (const TarnLabSection *section, const TarnLabViewDraft *draft)
{
  const TarnLabEntry *entry
      = tarn_lab_section_find_named (section, find_key (section->kind, "group"), NULL);
  g_autofree char *database_name = tarn_lab_name_number (section->parts[0], NULL);
  g_autofree char *name = tarn_lab_name_number (section->parts[1], NULL);
  g_autofree char *usual = g_strconcat (database_name, ".", name, NULL);

  return draft->count > 0 && draft->group != NULL && g_str_equal (draft->group, usual)
         && !tarn_lab_pattern_is_needed (entry->value);
}

static gboolean
read_view (Builder *builder, const TarnLabSection *section, GError **error)
{
  TarnLabDraftedView view = { section, { 0 } };
  gboolean is_good = parse_section (section, &view.draft, error);

  g_array_append_val (builder->views, view);
  if (!is_good || !check_numbers (section, view.draft.count > 0, error))
    return FALSE;

  const TarnLabKey *group = find_key (section->kind, "group");
  return append_section (builder, section, has_usual_group (section, &view.draft) ? group : NULL,
                         error);
}

/* --- [assets] --------------------------------------------------------------------------------- */

static gboolean
read_assets (Builder *builder, const TarnLabSection *section, GError **error)
{
  DraftedAssets assets = { section, { 0 } };
  gboolean is_good = parse_section (section, &assets.draft, error);

  g_array_append_val (builder->assets, assets);
  if (!is_good)
    return FALSE;

  return append_section (builder, section, NULL, error);
}

/* The numbers of assets must be small enough for every array. */
static gboolean
check_count (const TarnLabScenario *scenario, const DraftedAssets *drafted, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (
      drafted->section,
      tarn_lab_section_find_named (drafted->section, find_key (TARN_LAB_GROUP_ASSETS, "count"),
                                   NULL));

  return drafted->draft.count <= TARN_LAB_ASSETS_MAX - tarn_lab_scenario_count_assets (scenario)
         || tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 1000000 assets",
                             "there are too many assets");
}

static void
add_assets (TarnLabScenario *scenario, DraftedAssets *drafted, guint policy)
{
  TarnLabAssets assets = {
    .name = g_string_chunk_insert (scenario->strings, drafted->section->parts[0]),
    .first = tarn_lab_scenario_count_assets (scenario),
    .n_assets = drafted->draft.count,
    .columns = drafted->draft.columns,
    .arrival_kind = drafted->draft.arrival.kind,
    .arrival_gap_us = drafted->draft.arrival.gap_us,
    .policy = policy,
  };

  memcpy (assets.has_type, drafted->draft.has_type, sizeof assets.has_type);
  drafted->draft.columns = (TarnLabAmount){ 0 };
  g_array_append_val (scenario->assets, assets);
}

/* --- [cost] ----------------------------------------------------------------------------------- */

static const TarnLabEntry *
find_option (const TarnLabSection *section, const char *option)
{
  for (guint i = 0; i < section->entries->len; i++)
    {
      const TarnLabEntry *entry = &g_array_index (section->entries, TarnLabEntry, i);

      if (g_str_equal (tarn_lab_entry_get_option (entry), option))
        return entry;
    }

  return NULL;
}

/* Reads one option, if it is there, and keeps it if it is not as it is without a line. */
static gboolean
read_option (Builder *builder, const TarnLabSection *section, const char *option, GString *text,
             GError **error)
{
  const TarnLabEntry *entry = find_option (section, option);
  gint64 value, usual, min, max;

  if (entry == NULL)
    return TRUE;
  if (!tarn_lab_entry_parse_option (section, entry, &value, error))
    return FALSE;
  tarn_lab_option_describe (option, &usual, &min, &max);
  if (value == usual && !tarn_lab_pattern_is_needed (entry->value))
    return TRUE;

  TarnLabOption kept = { option, value };
  g_array_append_val (builder->scenario->options, kept);
  return append_entry (builder, section, entry, text, error);
}

static gboolean
read_cost (Builder *builder, const TarnLabSection *section, GError **error)
{
  const char *const *options = tarn_lab_option_list ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (key->group == TARN_LAB_GROUP_COST
        && !read_option (builder, section, key->option, text, error))
      return FALSE;
  for (guint i = 0; options[i] != NULL; i++)
    if (tarn_lab_key_find (TARN_LAB_GROUP_COST, options[i]) == NULL
        && !read_option (builder, section, options[i], text, error))
      return FALSE;

  if (text->len > 0)
    {
      append_heading (builder, section);
      g_string_append (builder->text, text->str);
    }
  return TRUE;
}

/* --- [policy] --------------------------------------------------------------------------------- */

/* Keeps the lines behind the heading that was appended at @begin, as one line. */
static const char *
keep_keys (Builder *builder, gsize begin)
{
  g_autofree char *lines
      = g_strdup (strchr (builder->text->str + begin + (begin > 0 ? 1 : 0), '\n') + 1);
  g_auto (GStrv) keys = g_strsplit (g_strchomp (lines), "\n", -1);
  g_autofree char *line = g_strjoinv ("; ", keys);

  return g_string_chunk_insert (builder->scenario->strings, line);
}

/* The text shows which policy it is, and cannot be read without it. */
static gboolean
read_own_policy (Builder *builder, const TarnLabSection *section, GError **error)
{
  TarnLabScenario *scenario = builder->scenario;
  TarnLabPolicySettings settings = {
    .name = g_string_chunk_insert (scenario->strings, section->parts[0]),
    .policy = section->policy,
    .text = "",
  };

  if (section->entries->len > 0)
    {
      const TarnLabEntry *entry = &g_array_index (section->entries, TarnLabEntry, 0);
      TarnLabPlace place = tarn_lab_section_get_place (section, entry);

      return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "a key of another group",
                              "the group has a policy of its own, which has no keys");
    }
  append_heading (builder, section);
  g_string_append (builder->text, "# ");
  tarn_lab_policy_append_title (section->policy, builder->text);
  g_string_append_c (builder->text, '\n');
  g_array_append_val (scenario->policies, settings);
  return TRUE;
}

static gboolean
read_policy (Builder *builder, const TarnLabSection *section, GError **error)
{
  TarnLabScenario *scenario = builder->scenario;
  TarnLabPolicySettings settings = { 0 };
  gsize begin = builder->text->len;

  if (section->policy != NULL)
    return read_own_policy (builder, section, error);
  if (!parse_section (section, &settings, error)
      || !tarn_lab_policy_check_rules (section, &settings, error)
      || !append_section (builder, section, NULL, error))
    {
      tarn_lab_keys_clear (TARN_LAB_GROUP_POLICY, &settings);
      return FALSE;
    }

  tarn_lab_policy_note_unused (section, &settings, scenario->notes);
  settings.text = keep_keys (builder, begin);
  settings.name = g_string_chunk_insert (scenario->strings, section->parts[0]);
  g_array_append_val (scenario->policies, settings);
  return TRUE;
}

gint
tarn_lab_find_policy (const TarnLabScenario *scenario, const char *name)
{
  guint begin = 0, end = scenario->policies->len;

  while (begin < end)
    {
      guint middle = begin + (end - begin) / 2;
      gint order = strcmp (tarn_lab_scenario_get_policy (scenario, middle)->name,
                           name != NULL ? name : "");

      if (order == 0)
        return (gint) middle;
      if (order < 0)
        begin = middle + 1;
      else
        end = middle;
    }

  return -1;
}

/* --- [experiment] ----------------------------------------------------------------------------- */

static gboolean
read_experiment (Builder *builder, const TarnLabSection *section, GError **error)
{
  return parse_section (section, builder->scenario, error)
         && append_section (builder, section, NULL, error);
}

/* Without the group, all of its keys are as if they lacked in it. */
static void
set_experiment (TarnLabScenario *scenario)
{
  TarnLabPlace place = { "", 0, NULL, NULL };

  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (key->group == TARN_LAB_GROUP_EXPERIMENT && *key->fallback != '\0'
        && !tarn_lab_key_parse (key, &place, key->fallback, scenario, NULL))
      g_assert_not_reached ();
}

/* --- All groups ------------------------------------------------------------------------------- */

static gboolean (*const readers[TARN_LAB_N_GROUPS]) (Builder *, const TarnLabSection *, GError **)
    = {
        [TARN_LAB_GROUP_LAKE] = read_lake,
        [TARN_LAB_GROUP_TABLE] = read_table,
        [TARN_LAB_GROUP_VIEW] = read_view,
        [TARN_LAB_GROUP_ASSETS] = read_assets,
        [TARN_LAB_GROUP_COST] = read_cost,
        [TARN_LAB_GROUP_POLICY] = read_policy,
        [TARN_LAB_GROUP_EXPERIMENT] = read_experiment,
      };

static gint
compare_policies (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(TarnLabSection *const *) a)->parts[0],
                 (*(TarnLabSection *const *) b)->parts[0]);
}

static gboolean
read_groups (Builder *builder, TarnLabGroupKind kind, GError **error)
{
  const GPtrArray *sections = builder->scenario->document->sections;
  g_autoptr (GPtrArray) of_kind = g_ptr_array_new ();

  for (guint i = 0; i < sections->len; i++)
    if (((TarnLabSection *) g_ptr_array_index (sections, i))->kind == kind)
      g_ptr_array_add (of_kind, g_ptr_array_index (sections, i));
  if (kind == TARN_LAB_GROUP_POLICY)
    g_ptr_array_sort (of_kind, compare_policies);
  for (guint i = 0; i < of_kind->len; i++)
    if (!readers[kind](builder, g_ptr_array_index (of_kind, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
refuse_policy (const TarnLabScenario *scenario, const TarnLabSection *section, const char *name,
               GError **error)
{
  const TarnLabEntry *entry
      = tarn_lab_section_find_named (section, find_key (section->kind, "policy"), NULL);
  TarnLabPlace place = tarn_lab_section_get_place (section, entry);
  g_autoptr (GString) allowed = g_string_new (NULL);
  g_autoptr (GString) group = g_string_new ("policy");

  if (name != NULL)
    {
      g_string_append_c (group, ' ');
      tarn_lab_name_append (group, name);
    }
  for (guint i = 0; i < scenario->policies->len && allowed->len < 200; i++)
    if (*tarn_lab_scenario_get_policy (scenario, i)->name != '\0')
      {
        g_string_append (allowed, allowed->len > 0 ? ", " : "");
        tarn_lab_name_append (allowed, tarn_lab_scenario_get_policy (scenario, i)->name);
      }
  if (name == NULL)
    g_string_assign (allowed, "a group [policy], or the key policy");
  if (allowed->len == 0)
    g_string_append (allowed, "the NAME of a group [policy NAME]");
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, allowed->str,
                          "there is no group [%s]", group->str);
}

/* Returns the index of a policy that a group names, or -1 with an error. */
static gint
find_policy_of (const TarnLabScenario *scenario, const TarnLabSection *section, const char *name,
                GError **error)
{
  gint policy = tarn_lab_find_policy (scenario, name);

  if (policy < 0)
    refuse_policy (scenario, section, name, error);
  return policy;
}

static gboolean
find_policies_of_views (Builder *builder, GError **error)
{
  const TarnLabScenario *scenario = builder->scenario;

  for (guint i = 0; i < builder->views->len; i++)
    {
      const TarnLabDraftedView *view = &g_array_index (builder->views, TarnLabDraftedView, i);
      gint policy = find_policy_of (scenario, view->section, view->draft.policy, error);

      if (policy < 0
          || !tarn_lab_section_check_policy (
              view->section, tarn_lab_scenario_get_policy (scenario, (guint) policy), error))
        return FALSE;
      if (tarn_lab_policy_settings_is_of_service (
              tarn_lab_scenario_get_policy (scenario, (guint) policy))
          && view->draft.refresh_seconds == 0)
        return refuse_unscheduled (view->section, error);
    }

  return TRUE;
}

static gboolean
find_policies_of_assets (Builder *builder, GError **error)
{
  TarnLabScenario *scenario = builder->scenario;

  for (guint i = 0; i < builder->assets->len; i++)
    {
      DraftedAssets *assets = &g_array_index (builder->assets, DraftedAssets, i);
      gint policy = find_policy_of (scenario, assets->section, assets->draft.policy, error);

      if (policy < 0
          || !tarn_lab_section_check_policy (
              assets->section, tarn_lab_scenario_get_policy (scenario, (guint) policy), error)
          || !check_count (scenario, assets, error))
        return FALSE;
      add_assets (scenario, assets, (guint) policy);
    }

  return TRUE;
}

/* The digests of the files stand behind the text, in the order in which it names them. */
static char *
compute_digest (const TarnLabScenario *scenario)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) scenario->text, (gssize) strlen (scenario->text));
  for (guint i = 0; i < scenario->files->len; i++)
    {
      const char *sha256 = g_array_index (scenario->files, TarnLabFile, i).sha256;

      g_checksum_update (checksum, (const guchar *) sha256, (gssize) strlen (sha256));
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* Returns the name of the file that was read, for messages. */
static const char *
get_first_name (const TarnLabScenario *scenario)
{
  return ((const TarnLabOrigin *) g_ptr_array_index (scenario->document->origins, 0))->name;
}

static gboolean
build (Builder *builder, GError **error)
{
  TarnLabScenario *scenario = builder->scenario;

  if (tarn_lab_document_find (scenario->document, "lake") == NULL)
    {
      TarnLabPlace place = { get_first_name (scenario), 0, NULL, NULL };

      return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "one group [lake]",
                              "there is no group [lake]");
    }
  for (guint i = 0; i < TARN_LAB_N_GROUPS; i++)
    if (!read_groups (builder, (TarnLabGroupKind) i, error))
      return FALSE;
  if (tarn_lab_document_find (scenario->document, "experiment") == NULL)
    set_experiment (scenario);
  if (!find_policies_of_views (builder, error) || !find_policies_of_assets (builder, error)
      || !tarn_lab_unfold (scenario, builder->tables, builder->views, error)
      || !tarn_lab_load_starts (scenario, error))
    return FALSE;

  if (builder->text->len > TARN_LAB_TEXT_MAX)
    {
      TarnLabPlace place = { get_first_name (scenario), 0, NULL, NULL };
      return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, "at most 4 MiB",
                              "all files together are too long when they are written in full");
    }
  scenario->text = g_strdup (builder->text->str);
  scenario->digest = compute_digest (scenario);
  return TRUE;
}

TarnLabScenario *
tarn_lab_scenario_build (TarnLabDocument *document, GError **error)
{
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_empty (document);
  Builder builder = {
    .scenario = scenario,
    .text = g_string_new (NULL),
    .tables = g_array_new (FALSE, FALSE, sizeof (TarnLabDraftedTable)),
    .views = g_array_new (FALSE, FALSE, sizeof (TarnLabDraftedView)),
    .assets = g_array_new (FALSE, FALSE, sizeof (DraftedAssets)),
  };
  gboolean is_good = build (&builder, error);

  for (guint i = 0; i < builder.tables->len; i++)
    tarn_lab_keys_clear (TARN_LAB_GROUP_TABLE,
                         &g_array_index (builder.tables, TarnLabDraftedTable, i).draft);
  for (guint i = 0; i < builder.views->len; i++)
    tarn_lab_keys_clear (TARN_LAB_GROUP_VIEW,
                         &g_array_index (builder.views, TarnLabDraftedView, i).draft);
  for (guint i = 0; i < builder.assets->len; i++)
    tarn_lab_keys_clear (TARN_LAB_GROUP_ASSETS,
                         &g_array_index (builder.assets, DraftedAssets, i).draft);
  g_array_unref (builder.assets);
  g_array_unref (builder.tables);
  g_array_unref (builder.views);
  g_string_free (builder.text, TRUE);
  return is_good ? g_steal_pointer (&scenario) : NULL;
}

TarnLabScenario *
tarn_lab_scenario_build_policies (TarnLabDocument *document, GError **error)
{
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_new_empty (document);
  g_autoptr (GString) text = g_string_new (NULL);
  Builder builder = { .scenario = scenario, .text = text };

  return read_groups (&builder, TARN_LAB_GROUP_POLICY, error) ? g_steal_pointer (&scenario) : NULL;
}
