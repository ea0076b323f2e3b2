/* SPDX-License-Identifier: MIT */
#include "admission/emission.h"

/*
 * An observer that is removed keeps its place, with a NULL func, until many places are free. So a delivery
 * never reads a moved array, and removing many observers does not move the others each time.
 */
enum
{
  FREE_PLACES_MAX = 16, /* places that may be free however few observers there are */
};

typedef struct
{
  guint id;
  TarnChangeFilter *filter; /* NULL lets every change pass but commits */
  TarnObserverFunc func;
  gpointer data;
  GDestroyNotify destroy;
  TarnCopyFunc copy; /* NULL: a fork leaves the observer behind */
} Observer;

void
tarn_emission_init (TarnEmission *emission, TarnClock *clock, GObject *owner)
{
  *emission = (TarnEmission){
    .observers = g_array_new (FALSE, FALSE, sizeof (Observer)),
    .removed = g_array_new (FALSE, FALSE, sizeof (Observer)),
    .clock = clock,
    .owner = owner,
  };
  tarn_waiters_init (&emission->waiters);
}

static void
destroy_observer (const Observer *observer)
{
  tarn_change_filter_free (observer->filter);
  if (observer->destroy != NULL)
    observer->destroy (observer->data);
}

/* The results are kept because every transition of every run reads them. */
static void
update_watched (TarnEmission *emission)
{
  gboolean asks_for_all = emission->journal != NULL || emission->filter != NULL
                          || tarn_waiters_has_any (&emission->waiters);

  emission->is_watched = asks_for_all || emission->n_observers > 0;
  emission->watched_causes = asks_for_all ? G_MAXUINT64 : 0;
  for (guint i = 0; i < TARN_CAUSES_MAX; i++)
    if (emission->n_of_cause[i] > 0)
      emission->watched_causes |= G_GUINT64_CONSTANT (1) << i;
}

void
tarn_emission_set_journal (TarnEmission *emission, TarnJournal *journal)
{
  if (journal == emission->journal)
    return;

  if (emission->journal != NULL)
    tarn_journal_attach (emission->journal, NULL);
  g_set_object (&emission->journal, journal);
  if (journal != NULL)
    tarn_journal_attach (journal, emission->clock);
  update_watched (emission);
}

void
tarn_emission_set_filter (TarnEmission *emission,
                          void (*filter) (gpointer data, TarnPendingChange *pending), gpointer data)
{
  emission->filter = filter;
  emission->filter_data = data;
  update_watched (emission);
}

void
tarn_emission_set_signal (TarnEmission *emission, guint signal)
{
  emission->signal = signal;
}

gboolean
tarn_emission_find_handler (const TarnEmission *emission)
{
  return g_signal_handler_find (emission->owner, G_SIGNAL_MATCH_ID, emission->signal, 0, NULL, NULL,
                                NULL)
         != 0;
}

/*
 * A waiter makes the emission watched: then changes are added, and waiters are notified after their delivery.
 */
void
tarn_emission_add_waiter (TarnEmission *emission, TarnWaiter *waiter)
{
  tarn_waiters_add (&emission->waiters, waiter);
  update_watched (emission);
}

void
tarn_emission_remove_waiter (TarnEmission *emission, TarnWaiter *waiter)
{
  tarn_waiters_remove (&emission->waiters, waiter);
  update_watched (emission);
}

static gboolean
asks_for_commits (const TarnChangeFilter *filter)
{
  return filter != NULL && tarn_change_filter_passes_kind (filter, TARN_CHANGE_KIND_COMMIT);
}

/* Counts what an observer with this filter asks for; @difference is 1, or -1 when the observer goes. */
static void
count_filter (TarnEmission *emission, const TarnChangeFilter *filter, gint difference)
{
  guint64 causes = filter != NULL ? tarn_change_filter_get_causes (filter) : G_MAXUINT64;

  emission->n_observers += (guint) difference;
  if (asks_for_commits (filter))
    emission->n_commit_observers += (guint) difference;
  for (guint i = 0; i < TARN_CAUSES_MAX; i++)
    if (causes >> i & 1)
      emission->n_of_cause[i] += (guint) difference;
}

/* The filter of @observer becomes the emission's own. */
static void
append_observer (TarnEmission *emission, const Observer *observer)
{
  g_array_append_vals (emission->observers, observer, 1);
  count_filter (emission, observer->filter, 1);
  update_watched (emission);
}

guint
tarn_emission_add_observer (TarnEmission *emission, const TarnChangeFilter *filter,
                            TarnObserverFunc func, gpointer data, GDestroyNotify destroy)
{
  TarnChangeFilter *own = filter != NULL ? tarn_change_filter_copy (filter) : NULL;
  Observer observer = { ++emission->last_id, own, func, data, destroy, NULL };

  append_observer (emission, &observer);
  return observer.id;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  guint x = ((const Observer *) a)->id, y = ((const Observer *) b)->id;

  return x < y ? -1 : x > y;
}

/* The ids are in order, because each new observer gets a larger one. */
static Observer *
find_observer (const TarnEmission *emission, guint id)
{
  Observer key = { .id = id };
  guint place;

  if (!g_array_binary_search (emission->observers, &key, compare_ids, &place))
    return NULL;

  Observer *observer = &g_array_index (emission->observers, Observer, place);
  return observer->func != NULL ? observer : NULL;
}

gboolean
tarn_emission_set_copy_func (TarnEmission *emission, guint id, TarnCopyFunc copy)
{
  Observer *observer = find_observer (emission, id);

  if (observer == NULL)
    return FALSE;

  observer->copy = copy;
  return TRUE;
}

/* Closes the gaps when half of the places are free, so that each removal pays for few moves. */
static void
close_gaps (TarnEmission *emission)
{
  guint n_kept = 0;

  if (emission->observers->len < 2 * emission->n_observers + FREE_PLACES_MAX)
    return;

  for (guint i = 0; i < emission->observers->len; i++)
    if (g_array_index (emission->observers, Observer, i).func != NULL)
      g_array_index (emission->observers, Observer, n_kept++)
          = g_array_index (emission->observers, Observer, i);

  /* An array that gets shorter keeps its memory, so a new one takes its place. */
  GArray *kept = g_array_sized_new (FALSE, FALSE, sizeof (Observer), n_kept);
  g_array_append_vals (kept, emission->observers->data, n_kept);
  g_array_unref (emission->observers);
  emission->observers = kept;
}

gboolean
tarn_emission_remove_observer (TarnEmission *emission, guint id)
{
  Observer *observer = find_observer (emission, id);

  if (observer == NULL)
    return FALSE;

  Observer removed = *observer;
  observer->func = NULL;
  count_filter (emission, removed.filter, -1);

  /* During a delivery the observer may be running, so its data stay until the end. */
  if (emission->clock->is_notifying)
    {
      g_array_append_val (emission->removed, removed);
      return TRUE;
    }
  close_gaps (emission);
  update_watched (emission);
  destroy_observer (&removed);
  return TRUE;
}

/* A destroy function may remove other observers, which may move the array. Then the loop starts again. */
static void
remove_all (TarnEmission *emission)
{
  for (guint i = 0; i < emission->observers->len;)
    {
      const Observer *observer = &g_array_index (emission->observers, Observer, i);
      guint n_places = emission->observers->len;

      if (observer->func != NULL)
        tarn_emission_remove_observer (emission, observer->id);
      i = emission->observers->len == n_places ? i + 1 : 0;
    }
}

void
tarn_emission_clear (TarnEmission *emission)
{
  remove_all (emission);
  g_clear_pointer (&emission->observers, g_array_unref);
  g_clear_pointer (&emission->removed, g_array_unref);
  for (guint i = 0; i < emission->pending.n_changes; i++)
    g_clear_pointer (&emission->pending.changes[i].kept, tarn_name_unref);
  g_free (emission->pending.changes);
  g_free (emission->spare.changes);
  if (emission->journal != NULL)
    tarn_journal_attach (emission->journal, NULL);
  g_clear_object (&emission->journal);
  tarn_waiters_clear (&emission->waiters);
}

/* A destroy function may remove other observers, which then go into a new array. */
static void
drop_removed (TarnEmission *emission)
{
  if (G_LIKELY (emission->removed->len == 0))
    return;

  g_autoptr (GArray) removed = emission->removed;
  emission->removed = g_array_new (FALSE, FALSE, sizeof (Observer));
  close_gaps (emission);
  update_watched (emission);
  for (guint i = 0; i < removed->len; i++)
    destroy_observer (&g_array_index (removed, Observer, i));
}

static gboolean
passes (const Observer *observer, const TarnChange *change)
{
  return observer->filter == NULL ? change->kind != TARN_CHANGE_KIND_COMMIT
                                  : tarn_change_filter_passes (observer->filter, change);
}

static void
notify (TarnEmission *emission, const TarnChange *change)
{
  TarnEngine *engine = (TarnEngine *) emission->owner;
  guint n_observers = emission->observers->len;

  /* An observer may add and remove observers, so no pointer into the array is kept across a call. */
  for (guint i = 0; i < n_observers; i++)
    {
      Observer observer = g_array_index (emission->observers, Observer, i);

      if (observer.func != NULL && passes (&observer, change))
        observer.func (engine, change, observer.data);
    }

  /* An observer may have connected the first handler. */
  if (change->kind != TARN_CHANGE_KIND_COMMIT && tarn_emission_has_handlers (emission))
    g_signal_emit (emission->owner, emission->signal,
                   g_quark_from_static_string (change->service->name), change);
}

/* Changes that observers cause during the delivery go into the other buffer, and are delivered next. */
void
tarn_emission_deliver_all (TarnEmission *emission)
{
  emission->clock->is_notifying = TRUE;
  while (emission->pending.n_changes > 0)
    {
      TarnChangeBuffer delivered = emission->pending;

      emission->pending = emission->spare;
      emission->n_journaled = 0;
      for (guint i = 0; i < delivered.n_changes; i++)
        {
          notify (emission, &delivered.changes[i].change);
          g_clear_pointer (&delivered.changes[i].kept, tarn_name_unref);
        }
      delivered.n_changes = 0;
      emission->spare = delivered;
    }
  emission->clock->is_notifying = FALSE;

  drop_removed (emission);
  if (tarn_waiters_has_ended (&emission->waiters))
    {
      tarn_waiters_settle (&emission->waiters);
      update_watched (emission);
    }
}

/*
 * An observer may drop the user's last reference to the engine, so this function keeps one. While time is
 * driven, the function that drives time already has a reference.
 */
static void
deliver_kept (TarnEmission *emission)
{
  g_autoptr (GObject) kept G_GNUC_UNUSED = g_object_ref (emission->owner);

  tarn_emission_deliver_all (emission);
}

/*
 * This runs at the end of each operation and event, also nested ones, so the journal has the true order. The
 * journal has the call or the run that committed, so it needs no commits.
 */
static void
write_journal (TarnEmission *emission)
{
  const TarnChangeBuffer *pending = &emission->pending;

  for (; emission->n_journaled < pending->n_changes; emission->n_journaled++)
    {
      /* The filter may add changes and so move the array, so the next lines read it again. */
      if (emission->filter != NULL)
        emission->filter (emission->filter_data, &pending->changes[emission->n_journaled]);
      if (emission->journal != NULL
          && pending->changes[emission->n_journaled].change.kind != TARN_CHANGE_KIND_COMMIT)
        tarn_journal_add_change (emission->journal,
                                 &pending->changes[emission->n_journaled].change);
    }
}

/* --- Forking ---------------------------------------------------------------------------------- */

static gboolean
is_carried (const Observer *observer)
{
  return observer->func != NULL && observer->copy != NULL;
}

guint
tarn_emission_count_left (const TarnEmission *emission)
{
  guint n_observers = emission->n_observers;

  for (guint i = 0; i < emission->observers->len; i++)
    n_observers -= (guint) is_carried (&g_array_index (emission->observers, Observer, i));

  return n_observers;
}

void
tarn_emission_take_observers (TarnEmission *fork, const TarnEmission *from)
{
  for (guint i = 0; i < from->observers->len; i++)
    {
      Observer observer = g_array_index (from->observers, Observer, i);

      if (!is_carried (&observer))
        continue;
      observer.filter = observer.filter != NULL ? tarn_change_filter_copy (observer.filter) : NULL;
      observer.data = NULL;
      observer.destroy = NULL;
      append_observer (fork, &observer);
    }
  fork->last_id = from->last_id;
}

/* A copy function may remove observers of the fork, its own among them. Then nobody takes its copy. */
static void
copy_data (TarnEmission *fork, const Observer *original)
{
  if (find_observer (fork, original->id) == NULL)
    return;

  gpointer data = original->copy (original->data, (TarnEngine *) fork->owner);
  Observer *observer = find_observer (fork, original->id);
  if (observer != NULL)
    {
      observer->data = data;
      observer->destroy = original->destroy;
    }
  else if (original->destroy != NULL)
    original->destroy (data);
}

void
tarn_emission_copy_data (TarnEmission *fork, const TarnEmission *from)
{
  for (guint i = 0; i < from->observers->len; i++)
    if (is_carried (&g_array_index (from->observers, Observer, i)))
      copy_data (fork, &g_array_index (from->observers, Observer, i));
}

void
tarn_emission_deliver_pending (TarnEmission *emission)
{
  write_journal (emission);

  /* A cost model is called in the middle of an operation, which delivers the changes when it is done. */
  if (emission->clock->is_notifying || emission->clock->is_asking)
    return;

  if (emission->clock->is_driving)
    tarn_emission_deliver_all (emission);
  else
    deliver_kept (emission);
}

TarnChange *
tarn_emission_add (TarnEmission *emission)
{
  TarnChangeBuffer *pending = &emission->pending;

  if (pending->n_changes == pending->n_allocated)
    {
      pending->n_allocated = MAX (16, pending->n_allocated * 2);
      pending->changes = g_renew (TarnPendingChange, pending->changes, pending->n_allocated);
    }

  TarnPendingChange *added = &pending->changes[pending->n_changes++];
  added->kept = NULL;
  return &added->change;
}

void
tarn_emission_add_copy (TarnEmission *emission, const TarnPendingChange *copy)
{
  if (!tarn_emission_is_watched (emission))
    {
      if (copy->kept != NULL)
        tarn_name_unref (copy->kept);
      return;
    }

  tarn_emission_add (emission);
  emission->pending.changes[emission->pending.n_changes - 1] = *copy;
}

void
tarn_emission_keep (TarnEmission *emission, const TarnName *name)
{
  emission->pending.changes[emission->pending.n_changes - 1].kept = tarn_name_ref (name);
}
