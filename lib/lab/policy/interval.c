/* SPDX-License-Identifier: MIT */
/*
 * Each view is asked to be refreshed once in a period. A request that finds no slot waits, first in, first out.
 * Several requests of one instant are in the order of the views.
 */
#include "lab/policy/fifo.h"
#include "lab/policy/policy-set.h"

/* After which time a start is tried again that the service refused although a slot was free. */
#define RETRY_US G_TIME_SPAN_SECOND

typedef struct
{
  gint64 offset_us; /* in the period; never falling */
  guint view;
} Tick;

/* A view whose ticks make requests while an earlier one of it waits or runs. */
typedef struct
{
  gboolean is_busy; /* a request waits among those that can start, or runs */
  guint64 n_later;  /* requests after that one */
  gint64 later_us;  /* the first of them; the others follow once in a period */
} Backlog;

/*
 * All ticks have the same period, so they come again in the same order. A ring says which is next, and no heap is
 * needed.
 */
typedef struct
{
  const TarnLabPolicySettings *settings;
  Tick *ticks;
  guint n_ticks;
  guint next;          /* of the ticks */
  gint64 period_at_us; /* when the present period began */
  gint64 retry_us;     /* TARN_LAB_NEVER for no retry */
  TarnLabFifo waiting; /* requests that can start: one of each view at most */
  Backlog *backlogs;   /* of each view up to the last of the policy; NULL if ticks are skipped */
  guint n_backlogs;
} Interval;

/* --- Ticks -------------------------------------------------------------------------------------- */

static gint64
get_offset (const TarnLabTrigger *trigger, guint place, guint n_places)
{
  gint64 offset_us = trigger->offset_us % trigger->period_us;

  if (trigger->phase == TARN_LAB_PHASE_SPREAD)
    offset_us += (gint64) ((guint64) trigger->period_us / n_places * place
                           + (guint64) trigger->period_us % n_places * place / n_places);
  return offset_us % trigger->period_us;
}

static gint
compare_ticks (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  const Tick *x = a, *y = b;

  if (x->offset_us != y->offset_us)
    return x->offset_us < y->offset_us ? -1 : 1;
  return x->view < y->view ? -1 : x->view > y->view;
}

static gint64
get_next_time (const Interval *self)
{
  return self->n_ticks > 0 ? self->period_at_us + self->ticks[self->next].offset_us
                           : TARN_LAB_NEVER;
}

static void
pass_tick (Interval *self)
{
  if (++self->next < self->n_ticks)
    return;

  self->next = 0;
  self->period_at_us += self->settings->trigger.period_us;
}

static void
push (Interval *self, guint view, gint64 request_us)
{
  tarn_lab_fifo_push (&self->waiting, (TarnLabWaiting){ view, request_us });
}

static void
tick (Interval *self, const TarnLabLake *lake, TarnLabAnswers *answers, guint view)
{
  if (tarn_lab_lake_is_active (lake, view) || tarn_lab_lake_get_n_waiting (lake, view) > 0)
    {
      tarn_lab_answers_skip (answers, view);
      return;
    }

  tarn_lab_answers_request (answers, view);
  push (self, view, tarn_lab_lake_get_now (lake));
}

/* The runs of a view are one after the other, so only its first request is among those that can start. */
static void
tick_queued (Interval *self, const TarnLabLake *lake, TarnLabAnswers *answers, guint view)
{
  Backlog *backlog = &self->backlogs[view];
  gint64 now_us = tarn_lab_lake_get_now (lake);

  tarn_lab_answers_request (answers, view);
  if (!backlog->is_busy)
    {
      backlog->is_busy = TRUE;
      push (self, view, now_us);
    }
  else if (backlog->n_later++ == 0)
    backlog->later_us = now_us;
}

static void
on_end (Interval *self, guint view)
{
  Backlog *backlog = &self->backlogs[view];

  if (backlog->n_later == 0)
    {
      backlog->is_busy = FALSE;
      return;
    }

  tarn_lab_fifo_insert (&self->waiting, (TarnLabWaiting){ view, backlog->later_us });
  backlog->n_later--;
  backlog->later_us += self->settings->trigger.period_us;
}

/* --- Decisions ---------------------------------------------------------------------------------- */

static void
take_back (Interval *self, const TarnLabLake *lake, const TarnLabWake *refusal)
{
  tarn_lab_fifo_insert (&self->waiting, (TarnLabWaiting){ refusal->view, refusal->request_us });
  self->retry_us = tarn_lab_lake_get_now (lake) + RETRY_US;
}

static void
take_wakes (Interval *self, const TarnLabLake *lake)
{
  guint n_wakes;
  const TarnLabWake *wakes = tarn_lab_lake_get_wakes (lake, &n_wakes);

  for (guint i = 0; i < n_wakes; i++)
    if (wakes[i].kind == TARN_LAB_WAKE_REFUSAL)
      take_back (self, lake, &wakes[i]);
    else if (wakes[i].kind == TARN_LAB_WAKE_END)
      on_end (self, wakes[i].view);
}

static void
take_ticks (Interval *self, const TarnLabLake *lake, TarnLabAnswers *answers)
{
  gint64 now_us = tarn_lab_lake_get_now (lake);

  for (; get_next_time (self) <= now_us; pass_tick (self))
    if (self->backlogs != NULL)
      tick_queued (self, lake, answers, self->ticks[self->next].view);
    else
      tick (self, lake, answers, self->ticks[self->next].view);
}

static void
start_waiting (Interval *self, const TarnLabLake *lake, TarnLabAnswers *answers)
{
  guint n_free = tarn_lab_lake_get_n_free_slots (lake);

  for (; n_free > 0 && self->waiting.length > 0; n_free--)
    {
      TarnLabWaiting first = tarn_lab_fifo_pop (&self->waiting);

      tarn_lab_answers_start (answers, first.view, first.request_us, self->settings->mode,
                              self->settings->threshold_percent);
    }
  if (self->waiting.length > 0)
    tarn_lab_answers_wait_for_slot (answers);
}

static void
decide (gpointer state, const TarnLabLake *lake, TarnLabAnswers *answers)
{
  Interval *self = state;

  take_wakes (self, lake);
  if (tarn_lab_lake_is_draining (lake))
    self->n_ticks = 0;
  take_ticks (self, lake, answers);

  if (self->retry_us <= tarn_lab_lake_get_now (lake))
    self->retry_us = TARN_LAB_NEVER;
  if (self->retry_us == TARN_LAB_NEVER)
    start_waiting (self, lake, answers);
  tarn_lab_answers_set_next_wake (answers, MIN (get_next_time (self), self->retry_us));
}

/* --- Life --------------------------------------------------------------------------------------- */

static gpointer
create (gconstpointer settings, const TarnLabLake *lake)
{
  Interval *self = g_new0 (Interval, 1);
  const guint *views = tarn_lab_lake_get_views (lake, &self->n_ticks);

  self->settings = settings;
  self->ticks = g_new (Tick, self->n_ticks);
  self->period_at_us = tarn_lab_lake_get_start_time (lake);
  self->retry_us = TARN_LAB_NEVER;
  for (guint i = 0; i < self->n_ticks; i++)
    self->ticks[i] = (Tick){ get_offset (&self->settings->trigger, i, self->n_ticks), views[i] };
  g_qsort_with_data (self->ticks, (gint) self->n_ticks, sizeof *self->ticks, compare_ticks, NULL);

  if (self->settings->trigger.overlap == TARN_LAB_OVERLAP_QUEUE && self->n_ticks > 0)
    {
      self->n_backlogs = views[self->n_ticks - 1] + 1;
      self->backlogs = g_new0 (Backlog, self->n_backlogs);
    }
  return self;
}

static gpointer
copy (gconstpointer state)
{
  const Interval *self = state;
  Interval *copy = g_memdup2 (self, sizeof *self);

  copy->ticks = g_memdup2 (self->ticks, self->n_ticks * sizeof *self->ticks);
  copy->backlogs = g_memdup2 (self->backlogs, self->n_backlogs * sizeof *self->backlogs);
  tarn_lab_fifo_init_copy (&copy->waiting, &self->waiting);
  return copy;
}

static void
free_state (gpointer state)
{
  Interval *self = state;

  g_free (self->ticks);
  g_free (self->backlogs);
  tarn_lab_fifo_clear (&self->waiting);
  g_free (self);
}

static char *
to_text (gconstpointer data)
{
  const TarnLabPolicySettings *settings = data;
  const TarnLabTrigger *trigger = &settings->trigger;
  static const char *const modes[] = { "service", "full", "incremental", "incremental_or_fail" };
  GString *text = g_string_new (NULL);

  g_string_printf (text, "trigger=interval(%" G_GINT64_FORMAT " us", trigger->period_us);
  if (trigger->offset_us != 0)
    g_string_append_printf (text, ", offset %" G_GINT64_FORMAT " us", trigger->offset_us);
  if (trigger->phase == TARN_LAB_PHASE_SPREAD)
    g_string_append (text, ", spread");
  if (trigger->overlap == TARN_LAB_OVERLAP_QUEUE)
    g_string_append (text, ", queue");
  g_string_append (text, ") order=fifo");
  if (settings->mode != TARN_REFRESH_MODE_SERVICE)
    g_string_append_printf (text, " mode=%s", modes[settings->mode]);
  if (settings->threshold_percent >= 0)
    g_string_append_printf (text, " threshold=%d%%", settings->threshold_percent);
  g_string_append (text, " admit=queue");
  return g_string_free (text, FALSE);
}

#define INTERVAL_POLICY                                                                            \
  .name = "interval", .version = 1, .create = create, .copy = copy, .free = free_state,            \
  .decide = decide, .to_text = to_text

const TarnLabPolicyClass tarn_lab_interval_policy = { INTERVAL_POLICY };
/* The end of a run matters only where further requests of its view wait for it. */
const TarnLabPolicyClass tarn_lab_interval_queue_policy
    = { INTERVAL_POLICY, .wakes = TARN_LAB_WAKES_ENDS };
