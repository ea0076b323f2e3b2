/* SPDX-License-Identifier: MIT */
/*
 * A view is stale because something has not come yet: the next request of its policy, a slot, the end of a run, or
 * the same for a view under it. The measures know what the policy did, and the engine what it shows.
 */
#include <string.h>
#include <tarn-lab/tarn-lab-error.h>

#include "lab/measure/near.h"
#include "lab/measure/watch.h"
#include "lab/measure/words.h"
#include "lab/policy/interval.h"
#include "lab/policy/policy.h"
#include "lab/scenario/key.h"

enum
{
  VIEWS_MAX = 64, /* that are explained, so that the text stays readable */
  TABLES_MAX = 5, /* that a line lists */
};

/* This is what the measures say of a view. */
typedef struct
{
  gint64 included_us;
  gint64 lacking_since_us; /* G_MAXINT64 if it shows all commits to base tables */
  gboolean is_never;
} Shown;

typedef struct
{
  TarnLabWatch *watch;
  const TarnLabScenario *scenario;
  GString *text;
  gint64 now_us;
  Shown *shown; /* of each view */
} Explanation;

static const TarnLabLatest *
get_latest (const Explanation *self, guint view)
{
  return &g_array_index (self->watch->latest, TarnLabLatest, view);
}

static gboolean
lacks_commits (const Explanation *self, guint view)
{
  return self->shown[view].lacking_since_us <= self->now_us;
}

static gboolean
is_running (const TarnLabLatest *latest)
{
  return latest->start_us != 0 && latest->end_us == 0;
}

static void
append_view (Explanation *self, guint index)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->scenario, index);

  g_string_append_printf (self->text, "%s.%s", view->database_name, view->name);
}

/* --- What the measures say -------------------------------------------------------------------- */

static void
on_stretch (guint view, const TarnStretch *stretch, gpointer data)
{
  Shown *shown = data;

  shown[view]
      = (Shown){ tarn_stretch_get_included_time (stretch), tarn_stretch_get_lacking_since (stretch),
                 tarn_stretch_is_never_refreshed (stretch) };
}

static void
append_slo (Explanation *self, const TarnLabView *view, gint64 age_us, gint64 lag_us)
{
  gboolean is_age = view->slo_kind == TARN_LAB_SLO_AGE;
  gint64 value_us = is_age ? age_us : lag_us;

  if (view->slo_kind == TARN_LAB_SLO_NONE)
    {
      g_string_append (self->text, ", no SLO");
      return;
    }
  g_string_append (self->text, is_age ? ", SLO age " : ", SLO lag ");
  tarn_lab_append_span (self->text, view->slo_us);
  if (value_us <= view->slo_us)
    {
      g_string_append (self->text, ": within it");
      return;
    }
  g_string_append (self->text, ": over by ");
  tarn_lab_append_span (self->text, value_us - view->slo_us);
}

static void
append_measures (Explanation *self, guint index)
{
  const Shown *shown = &self->shown[index];
  gint64 age_us = self->now_us - shown->included_us;
  gint64 lag_us = lacks_commits (self, index) ? self->now_us - shown->lacking_since_us : 0;

  append_view (self, index);
  g_string_append (self->text, ": lag ");
  tarn_lab_append_span (self->text, lag_us);
  append_slo (self, tarn_lab_scenario_get_view (self->scenario, index), age_us, lag_us);
  g_string_append (self->text, "; age ");
  tarn_lab_append_span (self->text, age_us);
  g_string_append_c (self->text, '\n');
}

/* --- Where the commit is ---------------------------------------------------------------------- */

static TarnTable *
get_table (const Explanation *self, const char *database_name, const char *name, GError **error)
{
  g_autoptr (TarnTableName) full_name = tarn_table_name_new (NULL, database_name, name);

  return tarn_glue_client_get_table (tarn_lab_trial_get_glue_client (self->watch->trial), full_name,
                                     error);
}

/* Returns whether a view waits for another that it reads to show what it lacks, or to show anything younger. */
static gboolean
waits_for (const Explanation *self, guint view, const TarnLabSource *source)
{
  const Shown *shown = &self->shown[view], *of_source = &self->shown[source->index];

  if (!source->is_view)
    return FALSE;
  if (lacks_commits (self, view))
    return of_source->lacking_since_us == shown->lacking_since_us;
  return tarn_lab_scenario_get_view (self->scenario, view)->slo_kind == TARN_LAB_SLO_AGE
         && of_source->included_us == shown->included_us;
}

/* Appends the base tables that the commit may be of: those with a commit since then. */
static gboolean
append_tables (Explanation *self, guint index, GError **error)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->scenario, index);
  guint n = 0;

  for (guint i = 0; i < view->sources->len; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);

      if (source->is_view)
        continue;

      const TarnLabTable *named = tarn_lab_scenario_get_table (self->scenario, source->index);
      g_autoptr (TarnTable) table = get_table (self, named->database_name, named->name, error);
      if (table == NULL)
        return FALSE;
      if (tarn_table_get_last_commit_time (table) < self->shown[index].lacking_since_us
          || n++ >= TABLES_MAX)
        continue;
      g_string_append_printf (self->text, "%s%s.%s", n == 1 ? ", of the base table " : " or ",
                              named->database_name, named->name);
    }
  if (n == 0)
    g_string_append (self->text, ", which its sources show by now");
  if (n > TABLES_MAX)
    g_string_append_printf (self->text, " or %u more", n - TABLES_MAX);
  return TRUE;
}

static gboolean
append_lacking (Explanation *self, guint index, gboolean is_upstream, GError **error)
{
  if (!lacks_commits (self, index))
    {
      g_string_append (self->text, "  shows all commits to its base tables\n");
      return TRUE;
    }

  g_string_append (self->text, self->shown[index].is_never
                                   ? "  has never shown one of its base tables, which counts from "
                                   : "  lacks commits to its base tables, the oldest of ");
  tarn_lab_append_moment (self->text, self->shown[index].lacking_since_us);
  if (!is_upstream && !self->shown[index].is_never && !append_tables (self, index, error))
    return FALSE;
  g_string_append_c (self->text, '\n');
  return TRUE;
}

static gboolean
append_upstream (Explanation *self, guint index, gboolean is_to_be_said)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->scenario, index);
  gboolean is_any = FALSE;

  for (guint i = 0; i < view->sources->len; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);

      if (!waits_for (self, index, source))
        continue;
      is_any = TRUE;
      if (!is_to_be_said)
        continue;
      g_string_append (self->text, "  waits for the view ");
      append_view (self, source->index);
      g_string_append (self->text, lacks_commits (self, index) ? ", which lacks that too\n"
                                                               : ", whose content is as old\n");
    }
  return is_any;
}

/* --- What the view waits for ------------------------------------------------------------------ */

static void
append_active (Explanation *self, guint index)
{
  const TarnLabLatest *latest = get_latest (self, index);

  g_string_append_printf (self->text, "  waits for the end of its run (%s) that was asked for at ",
                          tarn_refresh_type_to_string (latest->type));
  tarn_lab_append_moment (self->text, latest->start_request_us);
  g_string_append (self->text, ", waited ");
  tarn_lab_append_span (self->text, latest->start_us - latest->start_request_us);
  g_string_append (self->text, " for its slot, has had it for ");
  tarn_lab_append_span (self->text, self->now_us - latest->start_us);
  g_string_append (self->text, ", and reads as of ");
  tarn_lab_append_moment (self->text, latest->snapshot_us);
  if (lacks_commits (self, index) && self->shown[index].lacking_since_us > latest->snapshot_us)
    g_string_append (self->text, ", before that");
  g_string_append_c (self->text, '\n');
}

typedef struct
{
  gint64 n_runs;
  gint64 first_us, last_us; /* when the first and the last of them got their slots */
} Holders;

static Holders
find_holders (const Explanation *self)
{
  Holders holders = { 0, G_MAXINT64, 0 };

  for (guint i = 0; i < self->scenario->views->len; i++)
    {
      const TarnLabLatest *latest = get_latest (self, i);

      if (!is_running (latest))
        continue;
      holders.n_runs++;
      holders.first_us = MIN (holders.first_us, latest->start_us);
      holders.last_us = MAX (holders.last_us, latest->start_us);
    }
  return holders;
}

static void
append_holders (Explanation *self, const Holders *holders)
{
  if (holders->n_runs == 1)
    g_string_append (self->text, "; a run of another view has the only slot since ");
  else
    g_string_append_printf (self->text,
                            "; %" G_GINT64_FORMAT " runs have all the slots, the first since ",
                            holders->n_runs);
  tarn_lab_append_moment (self->text, holders->first_us);
  if (holders->n_runs > 1)
    {
      g_string_append (self->text, ", the last since ");
      tarn_lab_append_moment (self->text, holders->last_us);
    }
}

static void
append_key (Explanation *self, const TarnLabPolicySettings *policy, const char *name)
{
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_POLICY, name);

  key->kind->write (key, G_STRUCT_MEMBER_P (policy, key->offset), self->text);
}

/* Names what keeps the request although a slot is free. */
static void
append_keeper (Explanation *self, guint index)
{
  guint policy = tarn_lab_scenario_get_view (self->scenario, index)->policy;
  const TarnLabPolicySettings *settings = tarn_lab_scenario_get_policy (self->scenario, policy);

  g_string_append_printf (self->text,
                          "; a slot is free, but [policy%s%s] starts no run of the view yet",
                          settings->name[0] != '\0' ? " " : "", settings->name);
  if (settings->policy != NULL)
    return;
  g_string_append (self->text, ": its `admit` is ");
  append_key (self, settings, "admit");
  g_string_append (self->text, ", and its `order` ");
  append_key (self, settings, "order");
}

static void
append_waiting (Explanation *self, guint index, guint n_waiting)
{
  const TarnLabLatest *latest = get_latest (self, index);
  Holders holders = find_holders (self);
  gboolean is_slot_free
      = self->scenario->n_slots == TARN_UNLIMITED || holders.n_runs < self->scenario->n_slots;

  g_string_append (self->text, is_slot_free ? "  waits with " : "  waits for a slot with ");
  tarn_lab_append_count (self->text, n_waiting, "request");
  g_string_append (self->text, n_waiting == 1 ? ", of " : ", the last of ");
  tarn_lab_append_moment (self->text, latest->request_us);
  g_string_append (self->text, ", which is ");
  tarn_lab_append_span (self->text, self->now_us - latest->request_us);
  g_string_append (self->text, " ago");
  if (is_slot_free)
    append_keeper (self, index);
  else
    append_holders (self, &holders);
  g_string_append_c (self->text, '\n');
}

static void
append_policy (Explanation *self, const TarnLabPolicySettings *policy)
{
  g_string_append_printf (self->text, "[policy%s%s], ", policy->name[0] != '\0' ? " " : "",
                          policy->name);
  if (policy->policy != NULL)
    tarn_lab_policy_append_title (policy->policy, self->text);
  else
    append_key (self, policy, "trigger");
}

/* Counts the views of a policy up to one of them, and all. */
static guint
get_place (const TarnLabScenario *scenario, guint index, guint *out_n_places)
{
  guint policy = tarn_lab_scenario_get_view (scenario, index)->policy, place = 0;

  *out_n_places = 0;
  for (guint i = 0; i < scenario->views->len; i++)
    if (tarn_lab_scenario_get_view (scenario, i)->policy == policy)
      {
        place += i < index ? 1 : 0;
        ++*out_n_places;
      }
  return place;
}

static void
append_next_tick (Explanation *self, guint index, const TarnLabRuleSettings *trigger)
{
  guint n_places, place = get_place (self->scenario, index, &n_places);
  gint64 next_us = tarn_lab_interval_get_next (trigger, place, n_places, self->scenario->start_us,
                                               self->now_us);

  if (next_us == TARN_LAB_NEVER)
    return;
  g_string_append (self->text, ": due at ");
  tarn_lab_append_moment (self->text, next_us);
  g_string_append (self->text, ", in ");
  tarn_lab_append_span (self->text, next_us - self->now_us);
}

static void
append_next_request (Explanation *self, guint index)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->scenario, index);
  const TarnLabPolicySettings *policy = tarn_lab_scenario_get_policy (self->scenario, view->policy);
  const TarnLabRuleSettings *trigger = &policy->composition.parts[TARN_LAB_PART_TRIGGER];

  g_string_append (self->text, lacks_commits (self, index) ? "  waits for the next request of "
                                                           : "  the next request is of ");
  append_policy (self, policy);
  if (trigger->rule != &tarn_lab_trigger_service)
    append_next_tick (self, index, trigger);
  else
    {
      g_string_append (self->text, ": the service makes one every ");
      tarn_lab_append_span (self->text, view->refresh_seconds * G_TIME_SPAN_SECOND);
    }
  g_string_append_c (self->text, '\n');
}

static void
append_cause (Explanation *self, guint index)
{
  guint n_waiting = tarn_lab_measures_get_view (self->watch->measures, index)->n_waiting;
  gboolean has_run = is_running (get_latest (self, index));

  if (has_run)
    append_active (self, index);
  else if (n_waiting > 0)
    append_waiting (self, index, n_waiting);
  if (!has_run && n_waiting == 0)
    append_next_request (self, index);
}

/* --- What came before ------------------------------------------------------------------------- */

/* The direct sources may be views, whose commits are not those to base tables. */
static void
append_pending (Explanation *self, const TarnTable *table)
{
  guint64 n = tarn_table_get_pending_commits (table);

  if (n == 0)
    {
      g_string_append (self->text, "; no commit to them since");
      return;
    }
  g_string_append (self->text, "; ");
  tarn_lab_append_count (self->text, n, "commit");
  g_string_append (self->text, " to them since, ");
  tarn_lab_append_quantity (self->text, tarn_table_get_pending_bytes (table), &tarn_lab_sizes);
}

static gboolean
append_shown (Explanation *self, guint index, GError **error)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->scenario, index);
  g_autoptr (TarnTable) table = get_table (self, view->database_name, view->name, error);

  if (table == NULL)
    return FALSE;
  if (tarn_table_get_publication_time (table) == 0)
    return TRUE;

  g_string_append (self->text, "  shows its direct sources as of ");
  tarn_lab_append_moment (self->text, tarn_table_get_snapshot_time (table));
  g_string_append (self->text, ", published ");
  tarn_lab_append_moment (self->text, tarn_table_get_publication_time (table));
  append_pending (self, table);
  g_string_append_c (self->text, '\n');
  return TRUE;
}

static void
append_troubles (Explanation *self, const TarnLabLatest *latest)
{
  if (latest->n_skips > 0)
    {
      g_string_append (self->text, "  has made no request at ");
      tarn_lab_append_count (self->text, latest->n_skips, "tick");
      g_string_append (
          self->text,
          " since its last success, because a request waited or a run went on, the last at ");
      tarn_lab_append_moment (self->text, latest->skip_us);
      g_string_append_c (self->text, '\n');
    }
  if (latest->n_bad_ends > 0)
    {
      g_string_append (self->text, "  has had ");
      tarn_lab_append_count (self->text, latest->n_bad_ends, "run");
      g_string_append (self->text, " since its last success that published nothing\n");
    }
}

static void
append_last_run (Explanation *self, const TarnLabLatest *latest)
{
  if (latest->start_us == 0 || latest->end_us == 0)
    return;

  g_string_append_printf (self->text, "  had a run (%s) that was asked for at ",
                          tarn_refresh_type_to_string (latest->type));
  tarn_lab_append_moment (self->text, latest->start_request_us);
  g_string_append (self->text, ", waited ");
  tarn_lab_append_span (self->text, latest->start_us - latest->start_request_us);
  g_string_append (self->text, " for its slot, had it for ");
  tarn_lab_append_span (self->text, latest->end_us - latest->start_us);
  g_string_append_printf (self->text, ": %s\n", tarn_refresh_status_to_string (latest->status));
}

static gboolean
append_chain (Explanation *self, guint index, GError **error)
{
  gboolean is_upstream = append_upstream (self, index, FALSE);

  append_measures (self, index);
  if (!append_lacking (self, index, is_upstream, error))
    return FALSE;
  append_upstream (self, index, TRUE);
  append_cause (self, index);
  if (!append_shown (self, index, error))
    return FALSE;
  append_troubles (self, get_latest (self, index));
  append_last_run (self, get_latest (self, index));
  return TRUE;
}

/* --- All chains ------------------------------------------------------------------------------- */

static gboolean
find_view (const TarnLabScenario *scenario, const char *name, guint *out_view)
{
  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);
      gsize length = strlen (view->database_name);

      if (strncmp (name, view->database_name, length) == 0 && name[length] == '.'
          && strcmp (name + length + 1, view->name) == 0)
        {
          *out_view = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
add_upstream (const Explanation *self, GArray *views, guint index, gboolean *is_known)
{
  const TarnLabView *view = tarn_lab_scenario_get_view (self->scenario, index);

  for (guint i = 0; i < view->sources->len; i++)
    {
      const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, i);

      if (waits_for (self, index, source) && !is_known[source->index])
        {
          is_known[source->index] = TRUE;
          g_array_append_val (views, source->index);
        }
    }
}

static gboolean
append_chains (Explanation *self, guint first, GError **error)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *is_known = g_new0 (gboolean, self->scenario->views->len);

  is_known[first] = TRUE;
  g_array_append_val (views, first);
  for (guint i = 0; i < views->len && i < VIEWS_MAX; i++)
    {
      guint index = g_array_index (views, guint, i);

      if (!append_chain (self, index, error))
        return FALSE;
      add_upstream (self, views, index, is_known);
    }
  if (views->len > VIEWS_MAX)
    g_string_append_printf (self->text, "%u more view%s under this one\n", views->len - VIEWS_MAX,
                            views->len == VIEWS_MAX + 1 ? "" : "s");
  return TRUE;
}

char *
tarn_lab_trial_explain (TarnLabTrial *self, const char *view, GError **error)
{
  guint first;

  g_return_val_if_fail (TARN_LAB_IS_TRIAL (self), NULL);
  g_return_val_if_fail (view != NULL, NULL);

  TarnLabScenario *scenario = tarn_lab_trial_get_scenario (self);
  if (!find_view (scenario, view, &first))
    {
      tarn_lab_refuse_view (scenario, view, error);
      return NULL;
    }

  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree Shown *shown = g_new0 (Shown, scenario->views->len);
  Explanation explanation = { tarn_lab_watch_get (self), scenario, text,
                              tarn_engine_get_now (tarn_lab_trial_get_engine (self)), shown };

  if (!tarn_lab_trial_peek_stretches (self, on_stretch, shown, error)
      || !append_chains (&explanation, first, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}
