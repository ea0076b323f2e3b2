/* SPDX-License-Identifier: MIT */
#include "lab/scenario/load-starts.h"

#include <string.h>

#include "lab/policy/replay.h"
#include "lab/scenario/draft.h"
#include "lab/scenario/load-commits.h"
#include "lab/scenario/starts.h"

/* In place of a view, where two are called the same. */
#define AMBIGUOUS G_MAXUINT

typedef struct
{
  TarnLabScenario *scenario;
  GHashTable *places; /* char * -> the place of the view plus one; NULL until it is needed */
} Loader;

/* --- Files -------------------------------------------------------------------------------------- */

static TarnLabStarts *
find_read (const TarnLabDocument *document, const char *path)
{
  for (guint i = 0; i < document->starts->len; i++)
    {
      TarnLabStarts *starts = g_ptr_array_index (document->starts, i);

      if (g_str_equal (starts->path, path))
        return starts;
    }

  return NULL;
}

static gboolean
refuse (GError **error, guint code, const TarnLabPlace *place, const char *message)
{
  return tarn_lab_refuse (error, (TarnLabError) code, place,
                          "a CSV file of starts, with the columns view and time", "%s", message);
}

static TarnLabStarts *
read_file (TarnLabDocument *document, const TarnLabPlace *place, const char *path, GError **error)
{
  const TarnLabOrigin *first = g_ptr_array_index (document->origins, 0);
  TarnLabStarts *starts = find_read (document, path);
  g_autofree char *opened
      = g_path_is_absolute (path) ? g_strdup (path) : g_strconcat (first->directory, path, NULL);
  g_autoptr (GError) wrong = NULL;

  if (starts != NULL)
    return starts;
  starts = tarn_lab_starts_read (opened, path, &wrong);
  if (starts == NULL)
    refuse (error, (guint) wrong->code, place, wrong->message);
  else
    g_ptr_array_add (document->starts, starts);
  return starts;
}

/* --- Views -------------------------------------------------------------------------------------- */

/* A name in a file has no quotes, so two views may be called the same there. */
static GHashTable *
list_views (const TarnLabScenario *scenario)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);
      char *name = g_strconcat (view->database_name, ".", view->name, NULL);
      guint place = g_hash_table_contains (places, name) ? AMBIGUOUS : i + 1;

      g_hash_table_insert (places, name, GUINT_TO_POINTER (place));
    }
  return places;
}

/* Returns the views of the names of the file, or NULL with an error. */
static guint *
find_views (Loader *loader, const TarnLabStarts *starts, const TarnLabPlace *place, GError **error)
{
  g_autofree guint *views = g_new (guint, starts->names->len + 1);

  if (loader->places == NULL)
    loader->places = list_views (loader->scenario);
  for (guint i = 0; i < starts->rows->len; i++)
    {
      const TarnLabStartsRow *row = &g_array_index (starts->rows, TarnLabStartsRow, i);
      const char *name = g_ptr_array_index (starts->names, row->view);
      guint view = GPOINTER_TO_UINT (g_hash_table_lookup (loader->places, name));
      g_autofree char *message = NULL;

      views[row->view] = view - 1;
      if (view != 0 && view != AMBIGUOUS)
        continue;
      message = g_strdup_printf ("%s: line %d: %s%s", starts->path, row->line,
                                 view == 0 ? "there is no view " : "two views are called ", name);
      refuse (error, TARN_LAB_ERROR_SCENARIO, place, message);
      return NULL;
    }
  return g_steal_pointer (&views);
}

/* --- Policies ----------------------------------------------------------------------------------- */

static void
note_left_out (TarnLabScenario *scenario, const TarnLabSection *section, guint n, const char *where)
{
  if (n > 0)
    g_ptr_array_add (
        scenario->notes,
        g_strdup_printf ("%s: %u start%s of the file %s %s of the scenario and left out",
                         section->heading, n, n == 1 ? "" : "s", n == 1 ? "is" : "are", where));
}

/* Each policy replays the starts of its own views. */
static void
set_starts (TarnLabScenario *scenario, const TarnLabSection *section, guint policy,
            const TarnLabStarts *starts, const guint *views)
{
  TarnLabRuleSettings *settings = &g_array_index (scenario->policies, TarnLabPolicySettings, policy)
                                       .composition.parts[TARN_LAB_PART_TRIGGER];
  gint64 end_us = scenario->start_us + scenario->warm_up_us + scenario->horizon_us;
  guint n_before = 0, n_after = 0;

  settings->starts = g_array_new (FALSE, FALSE, sizeof (TarnLabRecordedStart));
  for (guint i = 0; i < starts->rows->len; i++)
    {
      const TarnLabStartsRow *row = &g_array_index (starts->rows, TarnLabStartsRow, i);
      TarnLabRecordedStart start = { row->time_us, views[row->view] };

      if (tarn_lab_scenario_get_view (scenario, start.view)->policy != policy
          || (starts->has_kinds && row->is_start != tarn_lab_replay_wants_starts (settings)))
        continue;
      start.time_us += starts->has_offsets ? scenario->start_us : 0;
      n_before += start.time_us < scenario->start_us;
      n_after += start.time_us >= end_us;
      if (start.time_us >= scenario->start_us && start.time_us < end_us)
        g_array_append_val (settings->starts, start);
    }
  note_left_out (scenario, section, n_before, "before the start");
  note_left_out (scenario, section, n_after, "after the end");
}

static gboolean
load (Loader *loader, const TarnLabSection *section, GError **error)
{
  TarnLabScenario *scenario = loader->scenario;
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_POLICY, "trigger");
  TarnLabPlace place
      = tarn_lab_section_get_place (section, tarn_lab_section_find_named (section, key, NULL));
  guint policy = (guint) tarn_lab_find_policy (scenario, section->parts[0]);
  const char *path = tarn_lab_scenario_get_policy (scenario, policy)
                         ->composition.parts[TARN_LAB_PART_TRIGGER]
                         .path;

  if (path == NULL)
    return TRUE;
  const TarnLabStarts *starts = read_file (scenario->document, &place, path, error);
  g_autofree guint *views = starts != NULL ? find_views (loader, starts, &place, error) : NULL;
  if (views == NULL)
    return FALSE;

  tarn_lab_scenario_add_file (scenario, starts->path, starts->sha256);
  set_starts (scenario, section, policy, starts, views);
  return TRUE;
}

gboolean
tarn_lab_load_starts (TarnLabScenario *scenario, GError **error)
{
  Loader loader = { scenario, NULL };
  const GPtrArray *sections = scenario->document->sections;
  gboolean is_good = TRUE;

  for (guint i = 0; i < sections->len && is_good; i++)
    if (((TarnLabSection *) g_ptr_array_index (sections, i))->kind == TARN_LAB_GROUP_POLICY)
      is_good = load (&loader, g_ptr_array_index (sections, i), error);
  g_clear_pointer (&loader.places, g_hash_table_unref);
  return is_good;
}
