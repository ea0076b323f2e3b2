/* SPDX-License-Identifier: MIT */
/* A user's own measures of a trial. */
#include "lab/measure/metrics.h"
#include "lab/measure/result.h"
#include "lab/measure/watch.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnLabEventKind, tarn_lab_event_kind,
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_BEGIN, "begin"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_REQUEST, "request"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_SKIP, "skip"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_REJECT, "reject"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_START, "start"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_RUN, "run"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_COMMIT, "commit"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_STRETCH, "stretch"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_END, "end"))
/* clang-format on */

/* The public kinds are those of the trial. */
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_BEGIN == (guint) TARN_LAB_TRIAL_EVENT_BEGIN);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_REQUEST == (guint) TARN_LAB_TRIAL_EVENT_REQUEST);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_SKIP == (guint) TARN_LAB_TRIAL_EVENT_SKIP);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_REJECT == (guint) TARN_LAB_TRIAL_EVENT_REJECT);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_START == (guint) TARN_LAB_TRIAL_EVENT_START);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_RUN == (guint) TARN_LAB_TRIAL_EVENT_RUN);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_COMMIT == (guint) TARN_LAB_TRIAL_EVENT_COMMIT);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_STRETCH == (guint) TARN_LAB_TRIAL_EVENT_STRETCH);
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_END == (guint) TARN_LAB_TRIAL_EVENT_END);

struct _TarnLabEvent
{
  TarnLabTrialEvent event;
};

G_DEFINE_BOXED_TYPE (TarnLabEvent, tarn_lab_event, tarn_lab_event_copy, tarn_lab_event_free)

TarnLabEvent *
tarn_lab_event_copy (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnLabEvent *copy = g_memdup2 (self, sizeof *self);
  if (copy->event.change != NULL)
    copy->event.change = tarn_change_copy (copy->event.change);
  if (copy->event.stretch != NULL)
    copy->event.stretch = tarn_stretch_copy (copy->event.stretch);
  copy->event.account = NULL;
  return copy;
}

void
tarn_lab_event_free (TarnLabEvent *self)
{
  if (self == NULL)
    return;

  tarn_change_free ((TarnChange *) self->event.change);
  tarn_stretch_free ((TarnStretch *) self->event.stretch);
  g_free (self);
}

TarnLabEventKind
tarn_lab_event_get_kind (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, TARN_LAB_EVENT_KIND_BEGIN);

  return (TarnLabEventKind) self->event.kind;
}

gint64
tarn_lab_event_get_time (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->event.time_us;
}

guint
tarn_lab_event_get_view (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, TARN_LAB_NO_VIEW);

  return self->event.view;
}

gint64
tarn_lab_event_get_request_time (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->event.request_us;
}

gint64
tarn_lab_event_get_start_time (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->event.start_us;
}

const TarnChange *
tarn_lab_event_get_change (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->event.change;
}

const TarnStretch *
tarn_lab_event_get_stretch (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->event.stretch;
}

/* --- Functions -------------------------------------------------------------------------------- */

/* Forks may be in other threads. */
typedef struct _TarnLabOwnFunc
{
  gatomicrefcount ref_count;
  TarnLabMeasureFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} TarnLabOwnFunc;

static void
clear_own (gpointer data)
{
  TarnLabOwnMeasure *own = data;
  TarnLabOwnFunc *func = own->func;

  g_free (own->name);
  if (!g_atomic_ref_count_dec (&func->ref_count))
    return;

  if (func->destroy != NULL)
    func->destroy (func->user_data);
  g_free (func);
}

GArray *
tarn_lab_own_new (void)
{
  GArray *own = g_array_new (FALSE, FALSE, sizeof (TarnLabOwnMeasure));

  g_array_set_clear_func (own, clear_own);
  return own;
}

GArray *
tarn_lab_own_copy (const GArray *own)
{
  GArray *copy = tarn_lab_own_new ();

  g_array_append_vals (copy, own->data, own->len);
  for (guint i = 0; i < copy->len; i++)
    {
      TarnLabOwnMeasure *measure = &g_array_index (copy, TarnLabOwnMeasure, i);

      measure->name = g_strdup (measure->name);
      g_atomic_ref_count_inc (&measure->func->ref_count);
    }
  return copy;
}

void
tarn_lab_own_watch (TarnLabWatch *watch, const TarnLabTrialEvent *event)
{
  TarnLabEvent public_event = { *event };

  for (guint i = 0; i < watch->own->len; i++)
    {
      TarnLabOwnMeasure *own = &g_array_index (watch->own, TarnLabOwnMeasure, i);

      own->value = own->func->func (own->value, &public_event, own->func->user_data);
    }
}

static void
clear_figure (gpointer figure)
{
  g_free (((TarnLabOwnFigure *) figure)->name);
}

GArray *
tarn_lab_own_get_figures (const GArray *own)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (TarnLabOwnFigure));

  g_array_set_clear_func (figures, clear_figure);
  for (guint i = 0; i < own->len; i++)
    {
      const TarnLabOwnMeasure *measure = &g_array_index (own, TarnLabOwnMeasure, i);
      TarnLabOwnFigure figure = { g_strdup (measure->name), measure->value };

      g_array_append_val (figures, figure);
    }
  return figures;
}

static gboolean
is_own (const GArray *own, const char *name)
{
  for (guint i = 0; i < own->len; i++)
    if (g_str_equal (g_array_index (own, TarnLabOwnMeasure, i).name, name))
      return TRUE;

  return FALSE;
}

void
tarn_lab_trial_add_measure (TarnLabTrial *self, const char *name, TarnLabMeasureFunc func,
                            gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (TARN_LAB_IS_TRIAL (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (tarn_lab_metric_find (name) == NULL);
  g_return_if_fail (func != NULL);

  TarnLabWatch *watch = tarn_lab_watch_get (self);
  g_return_if_fail (!watch->has_begun);
  g_return_if_fail (!is_own (watch->own, name));

  TarnLabOwnMeasure own = { .name = g_strdup (name), .func = g_new0 (TarnLabOwnFunc, 1) };
  g_atomic_ref_count_init (&own.func->ref_count);
  own.func->func = func;
  own.func->user_data = user_data;
  own.func->destroy = destroy;
  g_array_append_val (watch->own, own);
}

/* --- What costs more than the others ---------------------------------------------------------- */

void
tarn_lab_trial_set_view_percentiles (TarnLabTrial *self, gboolean has_percentiles)
{
  g_return_if_fail (TARN_LAB_IS_TRIAL (self));

  TarnLabWatch *watch = tarn_lab_watch_get (self);
  g_return_if_fail (!watch->has_begun);

  tarn_lab_measures_set_view_percentiles (watch->measures, has_percentiles);
}

void
tarn_lab_trial_set_mode_regret (TarnLabTrial *self, gboolean has_mode_regret)
{
  g_return_if_fail (TARN_LAB_IS_TRIAL (self));

  TarnLabWatch *watch = tarn_lab_watch_get (self);
  g_return_if_fail (!watch->has_begun);

  watch->has_mode_regret = has_mode_regret != FALSE;
}
