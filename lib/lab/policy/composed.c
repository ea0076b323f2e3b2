/* SPDX-License-Identifier: MIT */
#include "lab/policy/composed.h"

#include "lab/policy/backlog.h"
#include "lab/policy/part.h"

/* After which time a start is tried again that the service refused although a slot was free. */
#define RETRY_US G_TIME_SPAN_SECOND

typedef struct
{
  gatomicrefcount ref_count;
  char *name;
  char *text;
  TarnLabComposition composition;
} Settings;

/* The object that a program has is made of the settings alone; one that decides has the rest too. */
struct _TarnLabComposed
{
  GObject parent_instance;

  Settings *settings; /* that all objects of trials share */
  const TarnLabComposition *composition;
  const TarnLabTriggerClass *trigger;
  const TarnLabOrderClass *order;
  const TarnLabModeClass *mode;
  const TarnLabAdmissionClass *admission;
  gpointer states[TARN_LAB_N_PARTS];
  TarnLabOverlap overlap;
  TarnLabBacklog backlog; /* empty if the overlap is skipped */
  GArray *held;           /* TarnLabWaiting; that may not start yet; NULL if none ever is */
  guint64 *asked; /* by view: at which asking it was requested last; NULL if nobody wants it */
  guint n_asked;
  guint64 n_decisions;
  guint n_active;  /* runs; known if the policy is woken by their ends */
  gint64 retry_us; /* TARN_LAB_NEVER for no retry */
};

typedef TarnLabComposed Composed;

static void tarn_lab_composed_policy_init (TarnLabPolicyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnLabComposed, tarn_lab_composed, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_LAB_TYPE_POLICY,
                                                      tarn_lab_composed_policy_init))

static const TarnLabRuleSettings *
get_settings (const TarnLabComposition *composition, guint part)
{
  return &composition->parts[part];
}

/* Each class begins with what all parts have. */
static const TarnLabPartClass *
get_class (const TarnLabComposition *composition, guint part)
{
  return get_settings (composition, part)->rule->class;
}

const char *const tarn_lab_overlaps[] = {
  [TARN_LAB_OVERLAP_SKIP] = "skip",
  [TARN_LAB_OVERLAP_QUEUE] = "queue",
  [TARN_LAB_OVERLAP_CANCEL] = "cancel",
  NULL,
};

/* --- Requests ----------------------------------------------------------------------------------- */

static void
add (Composed *self, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  if (self->held != NULL
      && self->admission->holds (self->states[TARN_LAB_PART_ADMISSION], decision, waiting.view))
    g_array_append_val (self->held, waiting);
  else
    self->order->add (self->states[TARN_LAB_PART_ORDER], decision, waiting);
}

static void
request_or_skip (Composed *self, const TarnLabDecision *decision, guint view, gboolean was_asked)
{
  if (was_asked || tarn_lab_lake_is_active (decision->lake, view)
      || tarn_lab_lake_get_n_waiting (decision->lake, view) > 0)
    {
      tarn_lab_answers_skip (decision->answers, view);
      return;
    }

  tarn_lab_answers_request (decision->answers, view);
  add (self, decision, (TarnLabWaiting){ view, decision->now_us });
}

/* The runs of a view are one after the other, so only its first request is among those that can start. */
static void
request_behind (Composed *self, const TarnLabDecision *decision, guint view)
{
  tarn_lab_answers_request (decision->answers, view);
  if (tarn_lab_backlog_push (&self->backlog, view, decision->now_us))
    add (self, decision, (TarnLabWaiting){ view, decision->now_us });
}

gboolean
tarn_lab_decision_was_requested (const TarnLabDecision *decision, guint view)
{
  const Composed *self = decision->policy;

  return view < self->n_asked && self->asked[view] == self->n_decisions;
}

/* A trigger that asks may not know yet what became of an earlier request of the same asking. */
static void
note_request (Composed *self, guint view)
{
  if (self->asked != NULL && view < self->n_asked)
    self->asked[view] = self->n_decisions;
}

void
tarn_lab_decision_request (const TarnLabDecision *decision, guint view)
{
  Composed *self = decision->policy;
  gboolean was_asked = tarn_lab_decision_was_requested (decision, view);

  note_request (self, view);
  if (self->overlap == TARN_LAB_OVERLAP_SKIP)
    request_or_skip (self, decision, view, was_asked);
  else if (self->overlap == TARN_LAB_OVERLAP_CANCEL
           && (was_asked || tarn_lab_lake_get_n_waiting (decision->lake, view) > 0))
    tarn_lab_answers_skip (decision->answers, view);
  else
    {
      if (self->overlap == TARN_LAB_OVERLAP_CANCEL)
        tarn_lab_answers_stop (decision->answers, view);
      request_behind (self, decision, view);
    }
}

/* --- Modes -------------------------------------------------------------------------------------- */

static TarnLabStartMode
choose_mode (const Composed *self, const TarnLabDecision *decision, guint view)
{
  return self->mode->choose (self->states[TARN_LAB_PART_MODE],
                             get_settings (self->composition, TARN_LAB_PART_MODE), decision, view);
}

TarnLabEstimate
tarn_lab_decision_estimate (const TarnLabDecision *decision, guint view)
{
  static const TarnRefreshType types[] = {
    [TARN_REFRESH_MODE_SERVICE] = TARN_REFRESH_TYPE_NONE,
    [TARN_REFRESH_MODE_FULL] = TARN_REFRESH_TYPE_FULL,
    [TARN_REFRESH_MODE_INCREMENTAL] = TARN_REFRESH_TYPE_INCREMENTAL,
    [TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL] = TARN_REFRESH_TYPE_INCREMENTAL,
  };
  TarnRefreshType type = types[choose_mode (decision->policy, decision, view).mode];

  return tarn_lab_lake_get_estimate (decision->lake, view, type);
}

/* --- Wakes -------------------------------------------------------------------------------------- */

static void
take_back (Composed *self, const TarnLabDecision *decision, const TarnLabWake *refusal)
{
  add (self, decision, (TarnLabWaiting){ refusal->view, refusal->request_us });
  self->retry_us = decision->now_us + RETRY_US;
  self->n_active--;
}

/* Adds what may start by now. */
static void
release (Composed *self, const TarnLabDecision *decision)
{
  g_autoptr (GArray) held = g_steal_pointer (&self->held);

  self->held = g_array_new (FALSE, FALSE, sizeof (TarnLabWaiting));
  for (guint i = 0; i < held->len; i++)
    add (self, decision, g_array_index (held, TarnLabWaiting, i));
}

static void
take_end (Composed *self, const TarnLabDecision *decision, guint view)
{
  gint64 request_us;

  self->n_active--;
  if (tarn_lab_backlog_pop (&self->backlog, view, &request_us))
    add (self, decision, (TarnLabWaiting){ view, request_us });
}

static void
tell_parts (Composed *self, const TarnLabDecision *decision, const TarnLabWake *wake)
{
  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    {
      const TarnLabPartClass *class = get_class (self->composition, i);

      if (class->on_wake != NULL)
        class->on_wake (self->states[i], decision, wake);
    }
}

static void
take_wakes (Composed *self, const TarnLabDecision *decision)
{
  guint n_wakes;
  const TarnLabWake *wakes = tarn_lab_lake_get_wakes (decision->lake, &n_wakes);

  for (guint i = 0; i < n_wakes; i++)
    {
      const TarnLabWake *wake = &wakes[i];

      if (wake->kind == TARN_LAB_WAKE_REFUSAL)
        take_back (self, decision, wake);
      else if (wake->kind == TARN_LAB_WAKE_COMMIT || wake->kind == TARN_LAB_WAKE_END)
        tell_parts (self, decision, wake);
      if (wake->kind == TARN_LAB_WAKE_END)
        take_end (self, decision, wake->view);
    }
  if (self->held != NULL && self->held->len > 0)
    release (self, decision);
}

/* --- Decisions ---------------------------------------------------------------------------------- */

static gboolean
has_room (const Composed *self, const TarnLabDecision *decision)
{
  return self->admission->has_room == NULL
         || self->admission->has_room (self->states[TARN_LAB_PART_ADMISSION],
                                       get_settings (self->composition, TARN_LAB_PART_ADMISSION),
                                       decision, self->n_active);
}

static void
start (Composed *self, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  TarnLabStartMode mode = choose_mode (self, decision, waiting.view);

  tarn_lab_answers_start (decision->answers, waiting.view, waiting.request_us, mode.mode,
                          mode.threshold_percent);
  self->n_active++;
  if (self->mode->on_start != NULL)
    self->mode->on_start (self->states[TARN_LAB_PART_MODE], decision, waiting.view);
  if (self->admission->on_start != NULL)
    self->admission->on_start (self->states[TARN_LAB_PART_ADMISSION], decision, waiting.view);
}

/* A request behind one that is rejected finds no room either. */
static void
reject (Composed *self, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  gint64 request_us;

  tarn_lab_answers_reject (decision->answers, waiting.view, waiting.request_us);
  while (tarn_lab_backlog_pop (&self->backlog, waiting.view, &request_us))
    tarn_lab_answers_reject (decision->answers, waiting.view, request_us);
  if (self->admission->on_reject != NULL)
    self->admission->on_reject (self->states[TARN_LAB_PART_ADMISSION], decision, waiting.view);
}

static void
start_waiting (Composed *self, const TarnLabDecision *decision)
{
  gpointer order = self->states[TARN_LAB_PART_ORDER];
  guint n_free = tarn_lab_lake_get_n_free_slots (decision->lake);
  TarnLabWaiting waiting;

  for (; n_free > 0 && has_room (self, decision) && self->order->take (order, decision, &waiting);
       n_free--)
    start (self, decision, waiting);
  while (self->admission->rejects && self->order->drop (order, &waiting))
    reject (self, decision, waiting);
  if (self->order->get_n_waiting (order) > 0)
    tarn_lab_answers_wait_for_slot (decision->answers);
}

static gint64
get_next_time (const Composed *self, const TarnLabDecision *decision)
{
  guint first
      = tarn_lab_lake_is_draining (decision->lake) ? TARN_LAB_PART_ORDER : TARN_LAB_PART_TRIGGER;
  gint64 next_us = self->retry_us;

  for (guint i = first; i < TARN_LAB_N_PARTS; i++)
    {
      const TarnLabPartClass *class = get_class (self->composition, i);

      if (class->get_next_time != NULL)
        next_us = MIN (next_us, class->get_next_time (self->states[i]));
    }
  return next_us;
}

static gboolean
decide (TarnLabPolicy *policy, const TarnLabLake *lake, TarnLabAnswers *answers,
        GError **error G_GNUC_UNUSED)
{
  Composed *self = (Composed *) policy;
  TarnLabDecision decision = { lake, answers, tarn_lab_lake_get_now (lake), self };

  self->n_decisions++;
  take_wakes (self, &decision);
  if (self->trigger->fire != NULL && !tarn_lab_lake_is_draining (lake))
    self->trigger->fire (self->states[TARN_LAB_PART_TRIGGER], &decision);
  if (self->admission->fire != NULL)
    self->admission->fire (self->states[TARN_LAB_PART_ADMISSION], &decision);

  if (self->retry_us <= decision.now_us)
    self->retry_us = TARN_LAB_NEVER;
  if (self->retry_us == TARN_LAB_NEVER)
    start_waiting (self, &decision);
  tarn_lab_answers_set_next_wake (answers, get_next_time (self, &decision));
  return TRUE;
}

/* --- Life --------------------------------------------------------------------------------------- */

static TarnLabOverlap
get_overlap (const TarnLabComposition *composition)
{
  const TarnLabRuleSettings *settings = get_settings (composition, TARN_LAB_PART_TRIGGER);
  const TarnLabTriggerClass *trigger = settings->rule->class;

  return trigger->get_overlap != NULL ? trigger->get_overlap (settings) : TARN_LAB_OVERLAP_SKIP;
}

static void
init_asked (Composed *self, const TarnLabLake *lake)
{
  self->n_asked = tarn_lab_count_places (lake);
  self->asked = g_new0 (guint64, self->n_asked);
}

static Settings *
settings_ref (Settings *settings)
{
  g_atomic_ref_count_inc (&settings->ref_count);
  return settings;
}

static void
settings_unref (Settings *settings)
{
  if (!g_atomic_ref_count_dec (&settings->ref_count))
    return;

  g_free (settings->name);
  g_free (settings->text);
  g_free (settings);
}

static Composed *
composed_new (Settings *settings)
{
  Composed *self = g_object_new (TARN_LAB_TYPE_COMPOSED, NULL);

  self->settings = settings;
  self->composition = &settings->composition;
  self->trigger = get_settings (self->composition, TARN_LAB_PART_TRIGGER)->rule->class;
  self->order = get_settings (self->composition, TARN_LAB_PART_ORDER)->rule->class;
  self->mode = get_settings (self->composition, TARN_LAB_PART_MODE)->rule->class;
  self->admission = get_settings (self->composition, TARN_LAB_PART_ADMISSION)->rule->class;
  self->overlap = get_overlap (self->composition);
  self->retry_us = TARN_LAB_NEVER;
  return self;
}

TarnLabPolicy *
tarn_lab_composed_new (const char *name, const char *text, const TarnLabComposition *composition)
{
  Settings *settings = g_new0 (Settings, 1);

  g_atomic_ref_count_init (&settings->ref_count);
  settings->name = g_strdup (name);
  settings->text = g_strdup (text);
  settings->composition = *composition;
  return TARN_LAB_POLICY (composed_new (settings));
}

static TarnLabPolicy *
create (TarnLabPolicy *policy, const TarnLabLake *lake)
{
  Composed *self = composed_new (settings_ref (((Composed *) policy)->settings));

  if (self->admission->holds != NULL)
    self->held = g_array_new (FALSE, FALSE, sizeof (TarnLabWaiting));
  if (self->admission->holds != NULL || self->admission->fire != NULL || self->trigger->may_repeat)
    init_asked (self, lake);
  if (self->overlap != TARN_LAB_OVERLAP_SKIP)
    tarn_lab_backlog_init (&self->backlog, lake);
  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    if (get_class (self->composition, i)->create != NULL)
      self->states[i]
          = get_class (self->composition, i)->create (get_settings (self->composition, i), lake);
  return (TarnLabPolicy *) self;
}

static TarnLabPolicy *
copy (TarnLabPolicy *policy)
{
  const Composed *self = (Composed *) policy;
  Composed *copy = composed_new (settings_ref (self->settings));

  copy->n_asked = self->n_asked;
  copy->n_decisions = self->n_decisions;
  copy->n_active = self->n_active;
  copy->retry_us = self->retry_us;
  tarn_lab_backlog_init_copy (&copy->backlog, &self->backlog);
  copy->asked = g_memdup2 (self->asked, self->n_asked * sizeof *self->asked);
  copy->held = self->held != NULL ? g_array_copy (self->held) : NULL;
  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    if (self->states[i] != NULL)
      copy->states[i] = get_class (self->composition, i)->copy (self->states[i]);
  return (TarnLabPolicy *) copy;
}

static void
tarn_lab_composed_finalize (GObject *object)
{
  Composed *self = (Composed *) object;

  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    if (self->states[i] != NULL)
      get_class (self->composition, i)->free (self->states[i]);
  tarn_lab_backlog_clear (&self->backlog);
  g_clear_pointer (&self->held, g_array_unref);
  g_free (self->asked);
  settings_unref (self->settings);
  G_OBJECT_CLASS (tarn_lab_composed_parent_class)->finalize (object);
}

/* --- What it says of itself --------------------------------------------------------------------- */

static char *
dup_name (TarnLabPolicy *policy)
{
  return g_strdup (((Composed *) policy)->settings->name);
}

static char *
dup_text (TarnLabPolicy *policy)
{
  return g_strdup (((Composed *) policy)->settings->text);
}

/*
 * The parts of a policy decide what wakes it, and what does not wake it costs nothing. The end of a run matters to the
 * requests of its view that wait for it.
 */
static TarnLabWakes
get_wakes (TarnLabPolicy *policy)
{
  const Composed *self = (Composed *) policy;
  guint wakes = self->overlap != TARN_LAB_OVERLAP_SKIP ? TARN_LAB_WAKES_ENDS : TARN_LAB_WAKES_NONE;

  for (guint i = 0; i < TARN_LAB_N_PARTS; i++)
    {
      const TarnLabPartClass *class = get_class (self->composition, i);

      wakes |= class->wakes;
      if (class->wakes_if > 0
          && get_settings (self->composition, i)->values[class->wakes_if - 1] >= 0)
        wakes |= TARN_LAB_WAKES_ENDS;
    }
  return (TarnLabWakes) wakes;
}

/* --- The class ---------------------------------------------------------------------------------- */

static void
tarn_lab_composed_init (TarnLabComposed *self G_GNUC_UNUSED)
{
}

static void
tarn_lab_composed_class_init (TarnLabComposedClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_lab_composed_finalize;
}

static void
tarn_lab_composed_policy_init (TarnLabPolicyInterface *iface)
{
  iface->dup_name = dup_name;
  iface->dup_text = dup_text;
  iface->get_wakes = get_wakes;
  iface->create = create;
  iface->copy = copy;
  iface->decide = decide;
}
