/* SPDX-License-Identifier: MIT */
/* A user's own measures of a trial. */
#include "lab/measure/metrics.h"
#include "lab/measure/result.h"
#include "lab/measure/series.h"
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
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_END, "end"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_ASSET_ARRIVAL, "asset-arrival"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_ASSET_REQUEST, "asset-request"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_ASSET_REFUSAL, "asset-refusal"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_ASSET_START, "asset-start"),
                    G_DEFINE_ENUM_VALUE (TARN_LAB_EVENT_KIND_ASSET_RUN, "asset-run"))
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
G_STATIC_ASSERT ((guint) TARN_LAB_EVENT_KIND_ASSET_RUN == (guint) TARN_LAB_TRIAL_EVENT_ASSET_RUN);

struct _TarnLabEvent
{
  TarnLabTrialEvent event;
  TarnLabAssetEvent of_asset; /* of a copy */
};

G_DEFINE_BOXED_TYPE (TarnLabEvent, tarn_lab_event, tarn_lab_event_copy, tarn_lab_event_free)

static gboolean
is_of_asset (const TarnLabEvent *self)
{
  return (1u << self->event.kind & TARN_LAB_ASSET_EVENTS) != 0;
}

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
  if (is_of_asset (self))
    {
      copy->of_asset = *self->event.of_asset;
      copy->event.of_asset = &copy->of_asset;
    }
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

guint
tarn_lab_event_get_asset (const TarnLabEvent *self)
{
  g_return_val_if_fail (self != NULL, TARN_LAB_NO_ASSET);

  return is_of_asset (self) ? self->event.of_asset->asset : TARN_LAB_NO_ASSET;
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

/* --- What is kept of a measure ---------------------------------------------------------------- */

/* Forks may be in other threads. */
typedef struct
{
  gatomicrefcount ref_count;
  TarnLabMeasureFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} Func;

typedef struct
{
  char *name;
  gint64 value;
  Func *func; /* that forks share */
} Own;

static void
clear_own (gpointer data)
{
  Own *own = data;
  Func *func = own->func;

  g_free (own->name);
  if (!g_atomic_ref_count_dec (&func->ref_count))
    return;

  if (func->destroy != NULL)
    func->destroy (func->user_data);
  g_free (func);
}

/* --- The watcher ------------------------------------------------------------------------------ */

typedef struct
{
  GArray *all; /* Own */
  gboolean has_begun;
} Owns;

static void
watch_own (gpointer state, const TarnLabTrialEvent *event)
{
  Owns *self = state;
  TarnLabEvent public_event = { .event = *event };

  self->has_begun |= event->kind == TARN_LAB_TRIAL_EVENT_BEGIN;
  for (guint i = 0; i < self->all->len && self->has_begun; i++)
    {
      Own *own = &g_array_index (self->all, Own, i);

      own->value = own->func->func (own->value, &public_event, own->func->user_data);
    }
}

static Owns *
new_owns (void)
{
  Owns *self = g_new0 (Owns, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (Own));
  g_array_set_clear_func (self->all, clear_own);
  return self;
}

static gpointer
copy_owns (gconstpointer state, TarnLabTrial *fork G_GNUC_UNUSED)
{
  const Owns *from = state;
  Owns *copy = new_owns ();

  copy->has_begun = from->has_begun;
  g_array_append_vals (copy->all, from->all->data, from->all->len);
  for (guint i = 0; i < copy->all->len; i++)
    {
      Own *own = &g_array_index (copy->all, Own, i);

      own->name = g_strdup (own->name);
      g_atomic_ref_count_inc (&own->func->ref_count);
    }
  return copy;
}

static void
free_owns (gpointer state)
{
  Owns *self = state;

  g_array_unref (self->all);
  g_free (self);
}

static const TarnLabWatcherClass own_class
    = { .name = "own", .watch = watch_own, .copy = copy_owns, .free = free_owns };

/* --- Adding and reading ----------------------------------------------------------------------- */

static void
clear_figure (gpointer figure)
{
  g_free (((TarnLabOwnFigure *) figure)->name);
}

GArray *
tarn_lab_own_get_figures (TarnLabTrial *trial)
{
  const Owns *owns = tarn_lab_trial_get_watcher (trial, &own_class);
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (TarnLabOwnFigure));

  g_array_set_clear_func (figures, clear_figure);
  for (guint i = 0; owns != NULL && i < owns->all->len; i++)
    {
      const Own *own = &g_array_index (owns->all, Own, i);
      TarnLabOwnFigure figure = { g_strdup (own->name), own->value };

      g_array_append_val (figures, figure);
    }
  return figures;
}

static Owns *
get_owns (TarnLabTrial *trial)
{
  Owns *owns = tarn_lab_trial_get_watcher (trial, &own_class);

  if (owns == NULL)
    {
      owns = new_owns ();
      tarn_lab_trial_add_watcher (trial, &own_class, owns);
    }
  return owns;
}

static gboolean
is_own (const Owns *owns, const char *name)
{
  for (guint i = 0; i < owns->all->len; i++)
    if (g_str_equal (g_array_index (owns->all, Own, i).name, name))
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

  g_return_if_fail (!tarn_lab_watch_get (self)->has_begun);

  Owns *owns = get_owns (self);
  g_return_if_fail (!is_own (owns, name));

  Own own = { .name = g_strdup (name), .func = g_new0 (Func, 1) };
  g_atomic_ref_count_init (&own.func->ref_count);
  own.func->func = func;
  own.func->user_data = user_data;
  own.func->destroy = destroy;
  g_array_append_val (owns->all, own);
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
tarn_lab_trial_keep_series (TarnLabTrial *self)
{
  g_return_if_fail (TARN_LAB_IS_TRIAL (self));
  g_return_if_fail (!tarn_lab_watch_get (self)->has_begun);

  if (tarn_lab_series_get (self) == NULL)
    tarn_lab_series_begin (self);
}

void
tarn_lab_trial_set_mode_regret (TarnLabTrial *self, gboolean has_mode_regret)
{
  g_return_if_fail (TARN_LAB_IS_TRIAL (self));

  TarnLabWatch *watch = tarn_lab_watch_get (self);
  g_return_if_fail (!watch->has_begun);

  watch->has_mode_regret = has_mode_regret != FALSE;
}
