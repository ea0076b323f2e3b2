/* SPDX-License-Identifier: MIT */
#include "orchestrator-view.h"

#define PAUSE_MIN_US (15 * G_TIME_SPAN_SECOND)
#define PAUSE_MAX_US (2 * G_TIME_SPAN_MINUTE)
#define RETRY_MIN_US (1 * G_TIME_SPAN_MINUTE)
#define RETRY_MAX_US (10 * G_TIME_SPAN_MINUTE)

/* The pause before the next step. */
typedef enum
{
  AT_ONCE,
  SHORTLY,
  LONGER, /* longer than the last pause */
  RETRY,  /* after a run that did not succeed, longer after each */
  NEWS,   /* until there is news */
} Pause;

/* If the step of the state has this outcome, the rule gives the next state and the pause. */
typedef struct
{
  State state;
  Outcome outcome;
  State next;
  Pause pause;
  const char *says; /* printed before the detail; NULL prints nothing */
} Rule;

/*
 * The orchestrator takes the first rule that matches, or the last rule if none matches. Stop takes no id and
 * stops any run that the view has, so after a stop without a reply the orchestrator polls its run before it
 * repeats the stop.
 */
/* clang-format off */
static const Rule rules[] = {
  { LOOK,  FRESH,      LOOK,    NEWS,    NULL },
  { LOOK,  BLOCKED,    LOOK,    NEWS,    NULL },
  { LOOK,  STALE,      START,   AT_ONCE, "stale: " },
  { START, DONE,       POLL,    SHORTLY, "started: " },
  { START, UNANSWERED, SEEK,    SHORTLY, "no answer: " },
  { START, IN_THE_WAY, SEEK,    AT_ONCE, "busy: " },
  { SEEK,  DONE,       POLL,    SHORTLY, "found: " },
  { SEEK,  ABSENT,     START,   LONGER,  "no run" },
  { POLL,  GOING,      POLL,    LONGER,  NULL },
  { POLL,  OVERDUE,    STOP,    AT_ONCE, "too long: " },
  { POLL,  SUCCEEDED,  LOOK,    AT_ONCE, "" },
  { POLL,  FAILED,     START,   RETRY,   "" },
  { POLL,  STOPPED,    START,   RETRY,   "" },
  { POLL,  HOPELESS,   GIVE_UP, NEWS,    "given up: " },
  { POLL,  ABSENT,     LOOK,    LONGER,  "forgotten: " },
  { STOP,  DONE,       POLL,    SHORTLY, "accepted" },
  { STOP,  STOPPING,   POLL,    LONGER,  "still stopping" },
  { STOP,  ENDED,      POLL,    LONGER,  "too late" },
  { STOP,  THROTTLED,  POLL,    LONGER,  "throttled: " },
  { STOP,  UNANSWERED, POLL,    LONGER,  "no answer: " },
  { ANY,   THROTTLED,  SAME,    LONGER,  "throttled: " },
  { ANY,   UNANSWERED, SAME,    LONGER,  "no answer: " },
  { ANY,   REFUSED,    GIVE_UP, NEWS,    "given up: " },
};
/* clang-format on */

struct _Orchestrator
{
  TarnEngine *engine;
  TarnGlueClient *glue;
  GPtrArray *views; /* of View, each after its sources */
  guint observer;
  gboolean is_closed;
  OrchestratorTellFunc tell;
  OrchestratorDoneFunc done;
  gpointer data;
};

static gboolean on_timeout (TarnEngine *engine, gpointer data);

/* --- Sleeping and waking ---------------------------------------------------------------------- */

static void
sleep_for (View *view, gint64 pause_us)
{
  view->timeout
      = tarn_engine_add_timeout (view->engine, pause_us, TARN_TIMEOUT_NONE, on_timeout, view, NULL);
}

/* Lets a waiting view take a look. A second call before the look changes nothing. */
static void
wake (View *view)
{
  if (view_is_waiting_for_news (view))
    sleep_for (view, 0);
}

static void
wake_those_on (View *view)
{
  for (guint i = 0; i < view->owner->views->len; i++)
    {
      View *other = view->owner->views->pdata[i];

      if (g_ptr_array_find (other->sources, view, NULL))
        wake (other);
    }
}

/* --- From step to step ------------------------------------------------------------------------ */

static const Rule *
find_rule (State state, Outcome outcome)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (rules) - 1
         && !((rules[i].state == state || rules[i].state == ANY) && rules[i].outcome == outcome))
    i++;
  return &rules[i];
}

static void
tell (const View *view, const char *step, const char *says, const char *detail)
{
  g_autofree char *news = g_strconcat (says, detail, NULL);

  view->owner->tell (tarn_table_name_get_table_name (view->name), step, news, view->owner->data);
}

static Pause
take_step (View *view)
{
  g_autoptr (GString) detail = g_string_new (NULL);
  const char *step = view_get_step_name (view);
  const Rule *rule = find_rule (view->state, view_take_step (view, detail));

  if (rule->says != NULL)
    tell (view, step, rule->says, detail->str);
  if (rule->next != SAME)
    view->state = rule->next;
  return rule->pause;
}

/* Pauses without jitter, which only helps if several callers compete. */
static gint64
find_pause (View *view, Pause pause)
{
  if (pause == RETRY)
    return MIN (RETRY_MIN_US << (view->n_failures - 1), RETRY_MAX_US);

  view->pause_us
      = pause == SHORTLY ? PAUSE_MIN_US : CLAMP (view->pause_us * 2, PAUSE_MIN_US, PAUSE_MAX_US);
  return view->pause_us;
}

static void
check_done (Orchestrator *self)
{
  guint n_given_up = 0;

  for (guint i = 0; i < self->views->len; i++)
    {
      const View *view = self->views->pdata[i];

      if (view->timeout != 0)
        return;
      n_given_up += view->state == GIVE_UP;
    }
  if (self->is_closed)
    self->done (n_given_up, self->data);
}

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data)
{
  View *view = data;
  Pause pause;

  view->timeout = 0;
  while ((pause = take_step (view)) == AT_ONCE)
    ;

  if (pause != NEWS)
    sleep_for (view, find_pause (view, pause));
  else
    {
      view->pause_us = 0;
      wake_those_on (view);
      check_done (view->owner);
    }
  return G_SOURCE_REMOVE;
}

/* --- News ------------------------------------------------------------------------------------- */

void
orchestrator_notify (Orchestrator *self)
{
  for (guint i = 0; i < self->views->len; i++)
    wake (self->views->pdata[i]);
}

static View *
find_view (Orchestrator *self, const TarnTableName *name)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      View *view = self->views->pdata[i];

      if (g_str_equal (tarn_table_name_get_table_name (view->name),
                       tarn_table_name_get_table_name (name))
          && g_str_equal (tarn_table_name_get_database_name (view->name),
                          tarn_table_name_get_database_name (name))
          && g_str_equal (tarn_table_name_get_catalog_id (view->name),
                          tarn_table_name_get_catalog_id (name)))
        return view;
    }
  return NULL;
}

/*
 * Ignores a change without a detail type, because the service has no event for it. Ignores it too if the view
 * does not wait for news, because then the view polls a run, and the event brings no news.
 */
static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  const TarnRefreshChange *part = tarn_change_get_refresh (change);
  Orchestrator *self = data;

  if (tarn_change_get_detail_type (change) == NULL
      || tarn_refresh_change_get_table_name (part) == NULL
      || g_strcmp0 (tarn_change_get_to_status (change), "RUNNING") == 0)
    return;

  View *view = find_view (self, tarn_refresh_change_get_table_name (part));
  if (view == NULL || !view_is_waiting_for_news (view))
    return;
  tell (view, "event", tarn_change_get_detail_type (change), "");
  orchestrator_notify (self);
}

/* --- Creating and freeing --------------------------------------------------------------------- */

static void
view_free (gpointer data)
{
  View *view = data;

  if (view->timeout != 0)
    tarn_engine_remove_timeout (view->engine, view->timeout);
  tarn_table_name_unref (view->name);
  g_ptr_array_unref (view->sources);
  g_free (view->run_id);
  g_free (view);
}

Orchestrator *
orchestrator_new (TarnEngine *engine, TarnGlueClient *glue, OrchestratorTellFunc tell_func,
                  OrchestratorDoneFunc done, gpointer data)
{
  Orchestrator *self = g_new0 (Orchestrator, 1);

  self->engine = g_object_ref (engine);
  self->glue = g_object_ref (glue);
  self->views = g_ptr_array_new_with_free_func (view_free);
  self->observer = tarn_engine_add_observer (engine, on_change, self, NULL);
  self->tell = tell_func;
  self->done = done;
  self->data = data;
  return self;
}

void
orchestrator_free (Orchestrator *self)
{
  tarn_engine_remove_observer (self->engine, self->observer);
  g_ptr_array_unref (self->views);
  g_object_unref (self->glue);
  g_object_unref (self->engine);
  g_free (self);
}

gboolean
orchestrator_add_view (Orchestrator *self, const TarnTableName *name, GError **error)
{
  g_autoptr (TarnTable) table = tarn_glue_client_get_table (self->glue, name, error);

  if (table == NULL)
    return FALSE;

  View *view = g_new0 (View, 1);
  view->owner = self;
  view->engine = self->engine;
  view->glue = self->glue;
  view->name = tarn_table_name_ref (name);
  view->sources = g_ptr_array_new ();
  for (guint i = 0; i < tarn_table_get_n_sub_objects (table); i++)
    {
      View *source = find_view (self, tarn_table_get_sub_object (table, i));

      if (source != NULL)
        g_ptr_array_add (view->sources, source);
    }
  g_ptr_array_add (self->views, view);
  return TRUE;
}

void
orchestrator_close (Orchestrator *self)
{
  self->is_closed = TRUE;
  check_done (self);
}
