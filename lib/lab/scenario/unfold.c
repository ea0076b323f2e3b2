/* SPDX-License-Identifier: MIT */
/* From drafts to the tables and the views of a scenario. */
#include <string.h>

#include "lab/scenario/draft.h"
#include "lab/scenario/load-commits.h"
#include "lab/scenario/name.h"
#include "lab/scenario/order.h"

enum
{
  SOURCES_MAX = 10000000, /* of all views together */
};

/* A table or a view under its name. */
typedef struct
{
  const char *database_name;
  const char *name;
  TarnLabSource target;
  const TarnLabSection *section;
} Known;

typedef struct
{
  TarnLabScenario *scenario;
  GArray *known; /* Known; sorted by name in the end */
  GTree *groups; /* the names of groups, with their indices and 1 */
  gsize n_sources;
} Unfolding;

/* --- Numbers ---------------------------------------------------------------------------------- */

static guint
count_of (guint count)
{
  return MAX (count, 1);
}

/* Returns the part of a name for the number, which is 0 where there is no template. */
static const char *
number_part (TarnLabScenario *scenario, const char *part, guint number)
{
  if (number == 0 || !tarn_lab_name_is_numbered (part))
    return g_string_chunk_insert_const (scenario->strings, part);

  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_autofree char *numbered = tarn_lab_name_number (part, digits);
  return g_string_chunk_insert (scenario->strings, numbered);
}

static gboolean
refuse_many (const TarnLabSection *section, const char *allowed, const char *what, GError **error)
{
  TarnLabPlace place = tarn_lab_section_get_place (section, NULL);

  return tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, &place, allowed, "there are too many %s",
                          what);
}

static void
add_known (Unfolding *unfolding, const TarnLabSection *section, guint number, gboolean is_view,
           guint index)
{
  TarnLabScenario *scenario = unfolding->scenario;
  Known known = { number_part (scenario, section->parts[0], number),
                  number_part (scenario, section->parts[1], number),
                  { is_view, index },
                  section };

  g_array_append_val (unfolding->known, known);
}

/* --- Names ------------------------------------------------------------------------------------ */

static gint
compare_known (gconstpointer a, gconstpointer b)
{
  const Known *first = a, *second = b;
  gint order = strcmp (first->database_name, second->database_name);

  return order != 0 ? order : strcmp (first->name, second->name);
}

/* Sorts the names, of which none may be there twice. */
static gboolean
sort_known (Unfolding *unfolding, GError **error)
{
  g_array_sort (unfolding->known, compare_known);
  for (guint i = 1; i < unfolding->known->len; i++)
    {
      const Known *first = &g_array_index (unfolding->known, Known, i - 1);
      const Known *second = &g_array_index (unfolding->known, Known, i);
      g_autoptr (GString) name = NULL;

      if (compare_known (first, second) != 0)
        continue;
      TarnLabPlace place = tarn_lab_section_get_place (second->section, NULL);
      name = g_string_new (NULL);
      tarn_lab_table_name_append (name, second->database_name, second->name);
      return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place, "one table or view of a name",
                              "%s is there twice, first in %s:%u", name->str,
                              first->section->origin->name, first->section->line);
    }

  return TRUE;
}

static const Known *
find_known (const Unfolding *unfolding, const char *database_name, const char *name)
{
  Known key = { database_name, name, { FALSE, 0 }, NULL };
  guint begin = 0, end = unfolding->known->len;

  while (begin < end)
    {
      guint middle = begin + (end - begin) / 2;
      const Known *known = &g_array_index (unfolding->known, Known, middle);
      gint order = compare_known (known, &key);

      if (order == 0)
        return known;
      if (order < 0)
        begin = middle + 1;
      else
        end = middle;
    }

  return NULL;
}

/* --- Tables ----------------------------------------------------------------------------------- */

static void
add_table (Unfolding *unfolding, const TarnLabDraftedTable *drafted, guint number)
{
  TarnLabScenario *scenario = unfolding->scenario;
  TarnLabCommits commits = drafted->draft.commits.commits;

  /* Each table has its own references. */
  if (commits.bytes.values != NULL)
    tarn_alias_table_ref (commits.bytes.values);
  if (commits.bytes.steps != NULL)
    g_array_ref (commits.bytes.steps);
  if (commits.trace != NULL)
    g_array_ref (commits.trace);
  if (drafted->draft.rhythm != NULL)
    commits.rhythm = g_array_ref (drafted->draft.rhythm);

  add_known (unfolding, drafted->section, number, FALSE, scenario->tables->len);
  const Known *known = &g_array_index (unfolding->known, Known, unfolding->known->len - 1);
  TarnLabTable table = { known->database_name, known->name, drafted->draft.size_bytes, commits };
  g_array_append_val (scenario->tables, table);
}

static gboolean
add_tables (Unfolding *unfolding, GArray *tables, GError **error)
{
  guint n_tables = 0;

  for (guint i = 0; i < tables->len; i++)
    {
      TarnLabDraftedTable *drafted = &g_array_index (tables, TarnLabDraftedTable, i);
      guint count = count_of (drafted->draft.count);

      if (count > TARN_LAB_TABLES_MAX - n_tables)
        return refuse_many (drafted->section, "100000 tables", "tables", error);
      n_tables += count;
      if (drafted->draft.commits.commits.kind == TARN_LAB_COMMITS_TRACE
          && !tarn_lab_load_commits (unfolding->scenario, drafted->section, &drafted->draft, error))
        return FALSE;
      for (guint j = 0; j < count; j++)
        add_table (unfolding, drafted, drafted->draft.count > 0 ? j + 1 : 0);
    }

  return TRUE;
}

/* --- Groups ----------------------------------------------------------------------------------- */

static guint
find_group (Unfolding *unfolding, const char *name)
{
  TarnLabScenario *scenario = unfolding->scenario;
  guint known = GPOINTER_TO_UINT (g_tree_lookup (unfolding->groups, name));

  if (known > 0)
    return known - 1;
  char *kept = g_string_chunk_insert (scenario->strings, name);
  g_ptr_array_add (scenario->groups, kept);
  g_tree_insert (unfolding->groups, kept, GUINT_TO_POINTER (scenario->groups->len));
  return scenario->groups->len - 1;
}

/* The views of a template are a group without being told so. */
static guint
find_group_of (Unfolding *unfolding, const TarnLabDraftedView *drafted)
{
  if (drafted->draft.group != NULL)
    return find_group (unfolding, drafted->draft.group);
  if (drafted->draft.count == 0)
    return TARN_LAB_NO_GROUP;

  g_autofree char *database_name = tarn_lab_name_number (drafted->section->parts[0], NULL);
  g_autofree char *name = tarn_lab_name_number (drafted->section->parts[1], NULL);
  g_autofree char *group = g_strconcat (database_name, ".", name, NULL);
  return find_group (unfolding, group);
}

/* --- Views ------------------------------------------------------------------------------------ */

static TarnLabView
make_view (const TarnLabScenario *scenario, const TarnLabDraftedView *drafted, guint group)
{
  const TarnLabViewDraft *draft = &drafted->draft;

  return (TarnLabView){
    .group = group,
    .size_bytes = draft->size_bytes,
    .slo_kind = draft->slo.kind,
    .slo_us = draft->slo.duration_us,
    .weight = draft->weight,
    .duration = draft->duration,
    .failure_ppm = draft->failure_ppm,
    .incremental = draft->incremental,
    .refresh_seconds = draft->refresh_seconds,
    .policy = (guint) tarn_lab_find_policy (scenario, draft->policy),
  };
}

static void
add_view (Unfolding *unfolding, const TarnLabDraftedView *drafted, TarnLabView view, guint number)
{
  TarnLabScenario *scenario = unfolding->scenario;

  if (view.duration.values != NULL)
    tarn_alias_table_ref (view.duration.values);
  if (view.duration.steps != NULL)
    g_array_ref (view.duration.steps);
  add_known (unfolding, drafted->section, number, TRUE, scenario->views->len);

  const Known *known = &g_array_index (unfolding->known, Known, unfolding->known->len - 1);
  view.database_name = known->database_name;
  view.name = known->name;
  g_array_append_val (scenario->views, view);
}

static gboolean
add_views (Unfolding *unfolding, GArray *views, GError **error)
{
  guint n_views = 0;

  for (guint i = 0; i < views->len; i++)
    {
      const TarnLabDraftedView *drafted = &g_array_index (views, TarnLabDraftedView, i);
      guint count = count_of (drafted->draft.count);

      if (count > TARN_LAB_VIEWS_MAX - n_views)
        return refuse_many (drafted->section, "1000000 views", "views", error);
      n_views += count;
      unfolding->n_sources += (gsize) count * drafted->draft.sources->len;
      if (unfolding->n_sources > SOURCES_MAX)
        return refuse_many (drafted->section, "10000000 sources of all views together", "sources",
                            error);

      TarnLabView view
          = make_view (unfolding->scenario, drafted, find_group_of (unfolding, drafted));
      for (guint j = 0; j < count; j++)
        add_view (unfolding, drafted, view, drafted->draft.count > 0 ? j + 1 : 0);
    }

  return TRUE;
}

/* --- Sources ---------------------------------------------------------------------------------- */

static gboolean
refuse_source (const TarnLabSection *section, const char *database_name, const char *name,
               GError **error)
{
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_VIEW, "sources");
  TarnLabPlace place
      = tarn_lab_section_get_place (section, tarn_lab_section_find_named (section, key, NULL));
  g_autoptr (GString) shown = g_string_new (NULL);

  tarn_lab_table_name_append (shown, database_name, name);
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place,
                          "the names of groups [table ...] and [view ...]",
                          "there is no table and no view %s", shown->str);
}

static gboolean
has_numbers (const TarnLabDraftedView *drafted)
{
  for (guint i = 0; i < drafted->draft.sources->len; i++)
    {
      const TarnLabSourceName *source = g_ptr_array_index (drafted->draft.sources, i);

      if (tarn_lab_name_is_numbered (source->database_name)
          || tarn_lab_name_is_numbered (source->name))
        return TRUE;
    }

  return FALSE;
}

/* Finds the sources of a view; @number is 0 where there is no template. */
static GArray *
find_sources (const Unfolding *unfolding, const TarnLabDraftedView *drafted, guint number,
              GError **error)
{
  const GPtrArray *names = drafted->draft.sources;
  g_autoptr (GArray) sources = g_array_sized_new (FALSE, FALSE, sizeof (TarnLabSource), names->len);
  g_autofree char *digits = number > 0 ? g_strdup_printf ("%u", number) : g_strdup ("%d");

  for (guint i = 0; i < names->len; i++)
    {
      const TarnLabSourceName *source = g_ptr_array_index (names, i);
      g_autofree char *database_name = tarn_lab_name_number (source->database_name, digits);
      g_autofree char *name = tarn_lab_name_number (source->name, digits);
      const Known *known = find_known (unfolding, database_name, name);

      if (known == NULL)
        {
          refuse_source (drafted->section, database_name, name, error);
          return NULL;
        }
      g_array_append_val (sources, known->target);
    }

  return g_steal_pointer (&sources);
}

/* Sets the sources of the views of one draft, which share them unless a number stands in a name. */
static gboolean
set_sources (Unfolding *unfolding, const TarnLabDraftedView *drafted, guint first, GError **error)
{
  TarnLabScenario *scenario = unfolding->scenario;
  gboolean differ = has_numbers (drafted);

  for (guint j = 0; j < count_of (drafted->draft.count); j++)
    {
      TarnLabView *view = &g_array_index (scenario->views, TarnLabView, first + j);

      if (j > 0 && !differ)
        {
          view->sources = g_array_ref (g_array_index (scenario->views, TarnLabView, first).sources);
          continue;
        }
      view->sources
          = find_sources (unfolding, drafted, drafted->draft.count > 0 ? j + 1 : 0, error);
      if (view->sources == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_all_sources (Unfolding *unfolding, GArray *views, GError **error)
{
  guint first = 0;

  for (guint i = 0; i < views->len; i++)
    {
      const TarnLabDraftedView *drafted = &g_array_index (views, TarnLabDraftedView, i);

      if (!set_sources (unfolding, drafted, first, error))
        return FALSE;
      first += count_of (drafted->draft.count);
    }

  return TRUE;
}

/* --- Circles ---------------------------------------------------------------------------------- */

/* Returns the draft of a view, by its index before the sorting. */
static const TarnLabDraftedView *
find_draft (const GArray *views, guint view)
{
  guint first = 0;

  for (guint i = 0; i < views->len; i++)
    {
      const TarnLabDraftedView *drafted = &g_array_index (views, TarnLabDraftedView, i);

      first += count_of (drafted->draft.count);
      if (view < first)
        return drafted;
    }

  g_assert_not_reached ();
}

static gboolean
refuse_circle (const GArray *views, const char *chain, guint view, GError **error)
{
  const TarnLabSection *section = find_draft (views, view)->section;
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_VIEW, "sources");
  TarnLabPlace place
      = tarn_lab_section_get_place (section, tarn_lab_section_find_named (section, key, NULL));

  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, &place,
                          "views that do not read themselves", "%s", chain);
}

gboolean
tarn_lab_unfold (TarnLabScenario *scenario, GArray *tables, GArray *views, GError **error)
{
  Unfolding unfolding = { scenario, g_array_new (FALSE, FALSE, sizeof (Known)),
                          g_tree_new ((GCompareFunc) strcmp), 0 };
  gboolean is_good = add_tables (&unfolding, tables, error) && add_views (&unfolding, views, error)
                     && sort_known (&unfolding, error)
                     && find_all_sources (&unfolding, views, error);

  g_array_unref (unfolding.known);
  g_tree_unref (unfolding.groups);
  if (!is_good)
    return FALSE;

  guint view;
  g_autofree char *chain = tarn_lab_sort_views (scenario, &view);
  return chain == NULL || refuse_circle (views, chain, view, error);
}
