/* SPDX-License-Identifier: MIT */
/*
 * The timeline of a trial is a Chrome trace, in the format of JSON objects that Perfetto and chrome://tracing read.
 * Each event is written when it happens, so the events are in the order of their times, and a trial of any length needs
 * no memory for them. Counters, and waits, are written when the instant is over, because only then one knows what they
 * came to.
 */
#include <tarn-lab/tarn-lab-error.h>

#include "lab/measure/json.h"
#include "lab/measure/slots.h"
#include "lab/measure/timeline.h"
#include "lab/measure/watch.h"
#include "lab/scenario/scenario.h"

/* The processes of the trace, which are its groups of tracks. */
typedef enum
{
  GROUP_LAKE = 1,
  GROUP_SLOTS,
  GROUP_WAITING,
  GROUP_COMMITS,
} Group;

/* A request that waits. */
typedef struct
{
  gint64 request_us;
  guint64 id;
  gboolean is_told; /* whether the wait has lasted longer than the instant of its begin */
} Wait;

typedef struct
{
  GQueue waits; /* Wait *; the oldest first */
  guint slot;
  gint64 peak_dpu; /* of its run */
  gboolean has_slot;
} ViewState;

typedef enum
{
  COUNTER_RUNNING,
  COUNTER_WAITING,
  COUNTER_DPU,
  N_COUNTERS,
} Counter;

typedef struct
{
  TarnLabTrial *trial;
  TarnLabLogFunc func; /* NULL in a fork */
  gpointer user_data;
  GDestroyNotify destroy;
  GString *line;
  GArray *views;          /* ViewState */
  GArray *is_track_named; /* gboolean; of the tables, then of the views */
  guint n_slots_named;
  TarnLabSlots *slots;
  gint64 now_us; /* of the newest event */
  guint n_events;
  guint64 n_requests;
  GArray *fresh; /* guint; views with waits that are not told yet */
  gint64 counters[N_COUNTERS];
  gint64 told_counters[N_COUNTERS];
  gboolean is_over;
} Timeline;

static const char *const counter_names[N_COUNTERS] = {
  [COUNTER_RUNNING] = "running refreshes",
  [COUNTER_WAITING] = "waiting requests",
  [COUNTER_DPU] = "DPU of the running refreshes at their peaks",
};

static ViewState *
get_view (const Timeline *self, guint view)
{
  return &g_array_index (self->views, ViewState, view);
}

/* --- Events ----------------------------------------------------------------------------------- */

static gint64
get_start (const Timeline *self)
{
  return tarn_lab_trial_get_scenario (self->trial)->start_us;
}

/* Begins the line of an event. Its time is that since the start of the scenario. */
static void
begin_event (Timeline *self, char phase, gint64 time_us, Group group, guint64 track,
             const char *name)
{
  g_string_printf (self->line, "%s{\"ph\":\"%c\",\"ts\":%" G_GINT64_FORMAT ",\"pid\":%u",
                   self->n_events > 0 ? "," : "", phase, time_us - get_start (self), group);
  if (track > 0)
    g_string_append_printf (self->line, ",\"tid\":%" G_GUINT64_FORMAT, track);
  if (name == NULL)
    return;
  g_string_append (self->line, ",\"name\":");
  tarn_lab_append_json_string (self->line, name);
}

static void
end_event (Timeline *self)
{
  g_string_append_c (self->line, '}');
  self->n_events++;
  if (self->n_events == TARN_LAB_TIMELINE_EVENTS_MAX + 1)
    tarn_lab_trial_take_error (
        self->trial,
        g_error_new (
            TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE,
            "the timeline has more than %d events; a shorter lake.horizon or lake.warm-up has fewer",
            TARN_LAB_TIMELINE_EVENTS_MAX));
  if (self->n_events <= TARN_LAB_TIMELINE_EVENTS_MAX)
    self->func (self->line->str, self->user_data);
}

/* Names a process, or a track of it. */
static void
tell_name (Timeline *self, Group group, guint64 track, const char *name)
{
  begin_event (self, 'M', self->now_us, group, track, track > 0 ? "thread_name" : "process_name");
  g_string_append (self->line, ",\"args\":{\"name\":");
  tarn_lab_append_json_string (self->line, name);
  g_string_append_c (self->line, '}');
  end_event (self);

  begin_event (self, 'M', self->now_us, group, track,
               track > 0 ? "thread_sort_index" : "process_sort_index");
  g_string_append_printf (self->line, ",\"args\":{\"sort_index\":%" G_GUINT64_FORMAT "}",
                          track > 0 ? track : group);
  end_event (self);
}

static char *
get_view_name (const Timeline *self, guint view)
{
  const TarnLabView *described
      = tarn_lab_scenario_get_view (tarn_lab_trial_get_scenario (self->trial), view);

  return g_strconcat (described->database_name, ".", described->name, NULL);
}

/* --- Waits and counters ----------------------------------------------------------------------- */

/* Nested asynchronous events are spans that need no track of their own, because a view can wait twice at a time. */
static void
tell_wait (Timeline *self, char phase, gint64 time_us, guint view, const Wait *wait,
           const char *how)
{
  g_autofree char *name = get_view_name (self, view);

  begin_event (self, phase, time_us, GROUP_WAITING, 1, name);
  g_string_append_printf (self->line, ",\"cat\":\"waiting\",\"id\":%" G_GUINT64_FORMAT, wait->id);
  if (how != NULL)
    g_string_append_printf (self->line, ",\"args\":{\"end\":\"%s\"}", how);
  end_event (self);
}

static void
tell_fresh_waits (Timeline *self)
{
  for (guint i = 0; i < self->fresh->len; i++)
    {
      guint view = g_array_index (self->fresh, guint, i);

      for (GList *link = get_view (self, view)->waits.head; link != NULL; link = link->next)
        {
          Wait *wait = link->data;

          if (!wait->is_told)
            tell_wait (self, 'b', wait->request_us, view, wait, NULL);
          wait->is_told = TRUE;
        }
    }
  g_array_set_size (self->fresh, 0);
}

static void
tell_counters (Timeline *self)
{
  for (guint i = 0; i < N_COUNTERS; i++)
    {
      if (self->counters[i] == self->told_counters[i])
        continue;
      self->told_counters[i] = self->counters[i];
      begin_event (self, 'C', self->now_us, GROUP_LAKE, 0, counter_names[i]);
      g_string_append_printf (self->line, ",\"args\":{\"value\":%" G_GINT64_FORMAT "}",
                              self->counters[i]);
      end_event (self);
    }
}

static void
move_to (Timeline *self, gint64 time_us)
{
  if (time_us == self->now_us)
    return;
  tell_fresh_waits (self);
  tell_counters (self);
  self->now_us = time_us;
}

static void
on_request (Timeline *self, const TarnLabTrialEvent *event)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->request_us = event->time_us;
  wait->id = ++self->n_requests;
  g_array_append_val (self->fresh, event->view);
  self->counters[COUNTER_WAITING]++;
  g_queue_push_tail (&get_view (self, event->view)->waits, wait);
}

/* A wait that ends in the instant of its begin is none. */
static void
end_wait (Timeline *self, guint view, gint64 request_us, const char *how)
{
  GQueue *waits = &get_view (self, view)->waits;

  for (GList *link = waits->head; link != NULL; link = link->next)
    {
      g_autofree Wait *wait = link->data;

      if (wait->request_us != request_us)
        {
          g_steal_pointer (&wait);
          continue;
        }
      g_queue_delete_link (waits, link);
      self->counters[COUNTER_WAITING]--;
      if (wait->is_told)
        tell_wait (self, 'e', self->now_us, view, wait, how);
      return;
    }
}

/* --- Runs ------------------------------------------------------------------------------------- */

static gint64
estimate_peak (const Timeline *self, const TarnRefreshChange *refresh)
{
  g_autoptr (TarnRefreshEstimate) estimate
      = tarn_glue_client_estimate_refresh (tarn_lab_trial_get_glue_client (self->trial),
                                           tarn_refresh_change_get_table_name (refresh),
                                           tarn_refresh_change_get_refresh_type (refresh), NULL);

  return estimate != NULL ? tarn_refresh_estimate_get_peak_dpu (estimate) : 0;
}

static void
name_slots (Timeline *self, guint n_slots)
{
  for (; self->n_slots_named < n_slots; self->n_slots_named++)
    {
      g_autofree char *name = g_strdup_printf ("slot %u", self->n_slots_named + 1);

      tell_name (self, GROUP_SLOTS, self->n_slots_named + 1, name);
    }
}

static void
tell_phase (Timeline *self, char phase, const ViewState *view, const char *name)
{
  begin_event (self, phase, self->now_us, GROUP_SLOTS, view->slot + 1, name);
  g_string_append (self->line, ",\"cat\":\"status\"");
  end_event (self);
}

static void
on_slot (Timeline *self, const TarnLabTrialEvent *event, const TarnRefreshChange *refresh)
{
  ViewState *view = get_view (self, event->view);
  g_autofree char *name = get_view_name (self, event->view);

  view->has_slot = TRUE;
  view->slot = tarn_lab_slots_take (self->slots);
  view->peak_dpu = estimate_peak (self, refresh);
  self->counters[COUNTER_RUNNING]++;
  self->counters[COUNTER_DPU] += view->peak_dpu;
  name_slots (self, view->slot + 1);
  begin_event (self, 'B', self->now_us, GROUP_SLOTS, view->slot + 1, name);
  g_string_append_printf (
      self->line,
      ",\"cat\":\"run\",\"args\":{\"type\":\"%s\",\"wait_us\":%" G_GINT64_FORMAT
      ",\"pending_commits\":%" G_GUINT64_FORMAT ",\"pending_bytes\":%" G_GUINT64_FORMAT "}",
      tarn_refresh_type_to_string (tarn_refresh_change_get_refresh_type (refresh)),
      self->now_us - event->request_us, tarn_refresh_change_get_pending_commits (refresh),
      tarn_refresh_change_get_pending_bytes (refresh));
  end_event (self);
  tell_phase (self, 'B', view, tarn_change_get_to_status (event->change));
}

static void
leave_slot (Timeline *self, ViewState *view)
{
  view->has_slot = FALSE;
  self->counters[COUNTER_RUNNING]--;
  self->counters[COUNTER_DPU] -= view->peak_dpu;
  tarn_lab_slots_free_one (self->slots, view->slot);
}

static void
on_end (Timeline *self, const TarnLabTrialEvent *event, const TarnRefreshChange *refresh)
{
  ViewState *view = get_view (self, event->view);
  g_autofree char *name = get_view_name (self, event->view);

  if (!view->has_slot)
    {
      end_wait (self, event->view, event->request_us, "stopped");
      return;
    }
  tell_phase (self, 'E', view, NULL);
  begin_event (self, 'E', self->now_us, GROUP_SLOTS, view->slot + 1, name);
  g_string_append_printf (
      self->line,
      ",\"cat\":\"run\",\"args\":{\"status\":\"%s\",\"dpu_ms\":%" G_GINT64_FORMAT
      ",\"billed_dpu_ms\":%" G_GINT64_FORMAT ",\"processed_bytes\":%" G_GINT64_FORMAT "}",
      tarn_change_get_to_status (event->change), tarn_refresh_change_get_dpu_milliseconds (refresh),
      tarn_refresh_change_get_billed_dpu_milliseconds (refresh),
      tarn_refresh_change_get_processed_bytes (refresh));
  end_event (self);
  leave_slot (self, view);
}

static void
on_run (Timeline *self, const TarnLabTrialEvent *event)
{
  const TarnRefreshChange *refresh = tarn_change_get_refresh (event->change);
  const ViewState *view = get_view (self, event->view);

  switch (tarn_change_get_refresh_cause (event->change))
    {
    case TARN_REFRESH_CAUSE_TAKE_SLOT:
      on_slot (self, event, refresh);
      break;
    case TARN_REFRESH_CAUSE_BEGIN:
      tell_phase (self, 'E', view, NULL);
      tell_phase (self, 'B', view, tarn_change_get_to_status (event->change));
      break;
    case TARN_REFRESH_CAUSE_SUCCEED:
    case TARN_REFRESH_CAUSE_FAIL:
    case TARN_REFRESH_CAUSE_STOP_DONE:
      on_end (self, event, refresh);
      break;
    case TARN_REFRESH_CAUSE_NONE:
    case TARN_REFRESH_CAUSE_CREATE:
    case TARN_REFRESH_CAUSE_STOP:
      break;
    }
}

/* --- Commits ---------------------------------------------------------------------------------- */

/* The commits of each table, and the publications of each view, have a track. */
static guint
name_track (Timeline *self, const TarnLabTrialEvent *event)
{
  const TarnLabScenario *scenario = tarn_lab_trial_get_scenario (self->trial);
  gboolean is_view = event->view != TARN_LAB_NO_VIEW;
  guint track = is_view ? scenario->tables->len + event->view : event->table;

  if (g_array_index (self->is_track_named, gboolean, track))
    return track + 1;

  g_array_index (self->is_track_named, gboolean, track) = TRUE;
  if (is_view)
    {
      g_autofree char *name = get_view_name (self, event->view);
      tell_name (self, GROUP_COMMITS, track + 1, name);
    }
  else
    {
      const TarnLabTable *table = tarn_lab_scenario_get_table (scenario, event->table);
      g_autofree char *name = g_strconcat (table->database_name, ".", table->name, NULL);
      tell_name (self, GROUP_COMMITS, track + 1, name);
    }
  return track + 1;
}

static void
on_commit (Timeline *self, const TarnLabTrialEvent *event)
{
  guint track = name_track (self, event);
  const TarnCommitChange *commit = tarn_change_get_commit (event->change);

  begin_event (self, 'i', self->now_us, GROUP_COMMITS, track,
               event->view != TARN_LAB_NO_VIEW ? "publication" : "commit");
  g_string_append_printf (
      self->line,
      ",\"s\":\"t\",\"cat\":\"commit\",\"args\":{\"changed_bytes\":%" G_GUINT64_FORMAT
      ",\"size_bytes\":%" G_GUINT64_FORMAT "}",
      commit != NULL ? tarn_commit_change_get_changed_bytes (commit) : 0,
      commit != NULL ? tarn_commit_change_get_size_bytes (commit) : 0);
  end_event (self);
}

/* --- The watcher ------------------------------------------------------------------------------ */

static void
tell_of_window (Timeline *self, const char *name)
{
  begin_event (self, 'i', self->now_us, GROUP_LAKE, 1, name);
  g_string_append (self->line, ",\"s\":\"g\",\"cat\":\"window\"");
  end_event (self);
}

static void
watch (gpointer state, const TarnLabTrialEvent *event)
{
  Timeline *self = state;

  if (self->func == NULL || self->is_over)
    return;
  move_to (self, event->time_us);
  switch (event->kind)
    {
    case TARN_LAB_TRIAL_EVENT_BEGIN:
      tell_of_window (self, "the window begins");
      break;
    case TARN_LAB_TRIAL_EVENT_END:
      tell_of_window (self, "the window ends");
      break;
    case TARN_LAB_TRIAL_EVENT_REQUEST:
      on_request (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_REJECT:
      end_wait (self, event->view, event->request_us, "rejected");
      break;
    case TARN_LAB_TRIAL_EVENT_START:
      end_wait (self, event->view, event->request_us, "started");
      break;
    case TARN_LAB_TRIAL_EVENT_RUN:
      on_run (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_COMMIT:
      on_commit (self, event);
      break;
    case TARN_LAB_TRIAL_EVENT_SKIP:
    case TARN_LAB_TRIAL_EVENT_STRETCH:
    case TARN_LAB_TRIAL_EVENT_ASSET_ARRIVAL: /* a timeline is of views */
    case TARN_LAB_TRIAL_EVENT_ASSET_REQUEST:
    case TARN_LAB_TRIAL_EVENT_ASSET_REFUSAL:
    case TARN_LAB_TRIAL_EVENT_ASSET_START:
    case TARN_LAB_TRIAL_EVENT_ASSET_RUN:
      break;
    }
}

static void
clear_view (gpointer data)
{
  g_queue_clear_full (&((ViewState *) data)->waits, g_free);
}

static Timeline *
new_timeline (TarnLabTrial *trial)
{
  const TarnLabScenario *scenario = tarn_lab_trial_get_scenario (trial);
  Timeline *self = g_new0 (Timeline, 1);
  guint n_views = scenario->views->len, n_tables = scenario->tables->len;

  self->trial = trial;
  self->line = g_string_new (NULL);
  self->fresh = g_array_new (FALSE, FALSE, sizeof (guint));
  self->slots = tarn_lab_slots_new ();
  self->now_us = scenario->start_us;
  self->views = g_array_sized_new (FALSE, TRUE, sizeof (ViewState), n_views);
  g_array_set_clear_func (self->views, clear_view);
  g_array_set_size (self->views, n_views);
  self->is_track_named = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), n_views + n_tables);
  g_array_set_size (self->is_track_named, n_views + n_tables);
  return self;
}

/* A fork has no timeline, as it has no log. */
static gpointer
copy_timeline (gconstpointer state G_GNUC_UNUSED, TarnLabTrial *fork)
{
  return new_timeline (fork);
}

static void
free_timeline (gpointer state)
{
  Timeline *self = state;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_string_free (self->line, TRUE);
  tarn_lab_slots_free (self->slots);
  g_array_unref (self->fresh);
  g_array_unref (self->views);
  g_array_unref (self->is_track_named);
  g_free (self);
}

static const TarnLabWatcherClass timeline_class = {
  .name = "timeline",
  .watch = watch,
  .copy = copy_timeline,
  .free = free_timeline,
  .ignored = 1u << TARN_LAB_TRIAL_EVENT_SKIP | 1u << TARN_LAB_TRIAL_EVENT_STRETCH,
  .ignored_causes = 1u << TARN_REFRESH_CAUSE_CREATE | 1u << TARN_REFRESH_CAUSE_STOP,
};

/* --- The begin and the end -------------------------------------------------------------------- */

static void
tell_begin (Timeline *self)
{
  const TarnLabScenario *scenario = tarn_lab_trial_get_scenario (self->trial);
  g_autofree char *head = g_strdup_printf (
      "{\"displayTimeUnit\":\"ms\",\"otherData\":{\"scenario\":\"%s\",\"start_us\":\"%" G_GINT64_FORMAT
      "\"},\"traceEvents\":[",
      scenario->digest, scenario->start_us);

  self->func (head, self->user_data);
  tell_name (self, GROUP_LAKE, 0, "lake");
  tell_name (self, GROUP_SLOTS, 0, "slots");
  tell_name (self, GROUP_WAITING, 0, "waiting");
  tell_name (self, GROUP_COMMITS, 0, "commits");
}

void
tarn_lab_trial_set_timeline_func (TarnLabTrial *self, TarnLabLogFunc func, gpointer user_data,
                                  GDestroyNotify destroy)
{
  g_return_if_fail (TARN_LAB_IS_TRIAL (self));
  g_return_if_fail (func != NULL);
  g_return_if_fail (tarn_lab_trial_get_watcher (self, &timeline_class) == NULL);

  Timeline *timeline = new_timeline (self);
  timeline->func = func;
  timeline->user_data = user_data;
  timeline->destroy = destroy;
  tarn_lab_trial_add_watcher (self, &timeline_class, timeline);
  tell_begin (timeline);
}

/* Spans that have not ended are closed at the end, so that all are whole. */
static void
close_view (Timeline *self, guint index)
{
  ViewState *view = get_view (self, index);

  while (!g_queue_is_empty (&view->waits))
    end_wait (self, index, ((Wait *) g_queue_peek_head (&view->waits))->request_us, "open");
  if (!view->has_slot)
    return;

  g_autofree char *name = get_view_name (self, index);
  tell_phase (self, 'E', view, NULL);
  begin_event (self, 'E', self->now_us, GROUP_SLOTS, view->slot + 1, name);
  g_string_append (self->line, ",\"cat\":\"run\",\"args\":{\"status\":\"open\"}");
  end_event (self);
  leave_slot (self, view);
}

void
tarn_lab_timeline_finish (TarnLabTrial *trial)
{
  Timeline *self = tarn_lab_trial_get_watcher (trial, &timeline_class);

  if (self == NULL || self->func == NULL || self->is_over)
    return;
  move_to (self, tarn_engine_get_now (tarn_lab_trial_get_engine (trial)));
  tell_fresh_waits (self);
  for (guint i = 0; i < self->views->len; i++)
    close_view (self, i);
  tell_counters (self);
  self->is_over = TRUE;
  self->func ("]}", self->user_data);
}
