/* SPDX-License-Identifier: MIT */
#include "engine/timeouts.h"

#include "engine/engine-state.h"

/* clang-format off */
G_DEFINE_FLAGS_TYPE (TarnTimeoutFlags, tarn_timeout_flags,
                     G_DEFINE_ENUM_VALUE (TARN_TIMEOUT_NONE, "none"),
                     G_DEFINE_ENUM_VALUE (TARN_TIMEOUT_BACKGROUND, "background"))
/* clang-format on */

enum
{
  NO_SLOT = G_MAXUINT32,
  SLOTS_PER_CHUNK = 64,
  CACHE_LINE = 64,
};

/* The interval of a timeout whose function chooses each gap. */
#define CHOSEN (G_GINT64_CONSTANT (-1))

/* A slot is one cache line, so that a recurring timeout touches no other memory. */
typedef struct
{
  union
  {
    TarnTimeoutFunc func; /* NULL while the slot is free */
    TarnGapFunc gap_func; /* if the interval is CHOSEN */
  };
  gpointer data;
  GDestroyNotify destroy;
  TarnCopyFunc copy; /* NULL: a fork leaves the timeout behind */
  gint64 interval_us;
  TarnEventHandle event; /* 0 while func runs */
  guint32 generation;
  guint32 next_free;
  TarnEventFlags flags;
  gboolean is_removed; /* by its own func, which still runs */
} Slot;

G_STATIC_ASSERT (sizeof (Slot) == CACHE_LINE || sizeof (gpointer) != 8);

static inline Slot *
get_slot (const TarnTimeouts *timeouts, guint32 slot)
{
  return (Slot *) timeouts->chunks->pdata[slot / SLOTS_PER_CHUNK] + slot % SLOTS_PER_CHUNK;
}

static inline void
schedule (TarnTimeouts *timeouts, Slot *slot, guint32 index, gint64 gap_us)
{
  slot->event
      = tarn_clock_schedule (timeouts->clock, tarn_time_add (timeouts->clock->now_us, gap_us),
                             timeouts->kind, index, slot->generation, slot->flags);
}

static guint32
take_slot (TarnTimeouts *timeouts)
{
  guint32 index = timeouts->free_slot;

  if (index != NO_SLOT)
    {
      timeouts->free_slot = get_slot (timeouts, index)->next_free;
      return index;
    }

  index = timeouts->n_slots++;
  if (index % SLOTS_PER_CHUNK == 0)
    g_ptr_array_add (timeouts->chunks,
                     g_aligned_alloc0 (SLOTS_PER_CHUNK, sizeof (Slot), CACHE_LINE));
  get_slot (timeouts, index)->generation = 1;
  return index;
}

/* Frees the slot before it calls the user's function, because that function may take the slot again. */
static void
release (TarnTimeouts *timeouts, guint32 index)
{
  Slot *slot = get_slot (timeouts, index);
  Slot released = *slot;

  slot->func = NULL;
  slot->generation = slot->generation == G_MAXUINT32 ? 1 : slot->generation + 1;
  slot->next_free = timeouts->free_slot;
  timeouts->free_slot = index;

  if (released.destroy != NULL)
    released.destroy (released.data);
}

/* Calls the user's function. Returns after how long to call it again, or TARN_TIMEOUT_END. */
static gint64
call (TarnEngine *engine, Slot *slot)
{
  gint64 gap_us;

  slot->event = 0;
  if (slot->interval_us == CHOSEN)
    gap_us = slot->gap_func (engine, slot->data);
  else
    gap_us = slot->func (engine, slot->data) ? slot->interval_us : TARN_TIMEOUT_END;

  if (slot->is_removed)
    return TARN_TIMEOUT_END;
  if (gap_us >= 0 || gap_us == TARN_TIMEOUT_END)
    return gap_us;
  g_critical ("a timeout returned the gap %" G_GINT64_FORMAT " us", gap_us);
  return TARN_TIMEOUT_END;
}

/* Keeps the slot and its data until the user's function returns, even if the function removes its timeout. */
static void
on_timeout (gpointer data, const TarnEvent *event)
{
  TarnTimeouts *timeouts = data;
  Slot *slot = get_slot (timeouts, event->subject);
  gint64 gap_us = call (timeouts->engine, slot);

  /* At the end of time the timeout would recur forever at the same instant, so it is released. */
  if (gap_us != TARN_TIMEOUT_END && timeouts->clock->now_us < G_MAXINT64)
    schedule (timeouts, slot, event->subject, gap_us);
  else
    release (timeouts, event->subject);
}

static char *
describe_timeout (gpointer data G_GNUC_UNUSED, const TarnEvent *event)
{
  return g_strdup_printf ("%u", event->subject);
}

/* A timeout calls the user's code, so the class has no functions to save it. */
static const TarnEventClass timeout_class = {
  .handler = on_timeout,
  .describe_subject = describe_timeout,
};

void
tarn_timeouts_init (TarnTimeouts *timeouts, TarnEngine *engine)
{
  TarnClock *clock = &engine->core.clock;

  *timeouts = (TarnTimeouts){
    .engine = engine,
    .clock = clock,
    .chunks = g_ptr_array_new_with_free_func (g_aligned_free),
    .free_slot = NO_SLOT,
  };
  timeouts->kind = tarn_clock_add_kind (clock, "timeout", &timeout_class, timeouts);
}

void
tarn_timeouts_clear (TarnTimeouts *timeouts)
{
  for (guint32 i = 0; i < timeouts->n_slots; i++)
    if (get_slot (timeouts, i)->func != NULL)
      release (timeouts, i);
  timeouts->n_slots = 0;
  timeouts->free_slot = NO_SLOT;
  g_clear_pointer (&timeouts->chunks, g_ptr_array_unref);
}

/* --- Forking ---------------------------------------------------------------------------------- */

static inline gboolean
stays_behind (const Slot *slot)
{
  return slot->func != NULL && slot->copy == NULL;
}

static inline gboolean
is_carried (const Slot *slot)
{
  return slot->func != NULL && slot->copy != NULL;
}

guint
tarn_timeouts_count_left (const TarnTimeouts *timeouts)
{
  guint n_timeouts = 0;

  for (guint32 i = 0; i < timeouts->n_slots; i++)
    n_timeouts += (guint) stays_behind (get_slot (timeouts, i));

  return n_timeouts;
}

/*
 * Takes the slots over at the same indexes, so that ids and events point at the same ones. A slot has none of
 * the user's data yet.
 */
static void
take_slots (TarnTimeouts *fork, const TarnTimeouts *from)
{
  for (guint32 i = 0; i < from->n_slots; i++)
    {
      const Slot *original = get_slot (from, i);
      Slot *slot = get_slot (fork, take_slot (fork));

      slot->generation = original->generation;
      if (is_carried (original))
        {
          *slot = *original;
          slot->data = NULL;
          slot->destroy = NULL;
        }
    }

  for (guint32 i = from->n_slots; i > 0; i--)
    if (get_slot (fork, i - 1)->func == NULL)
      release (fork, i - 1);
}

/* A copy function may remove timeouts of the fork, its own among them. Then nobody takes its copy. */
void
tarn_timeouts_copy_data (TarnTimeouts *fork, const TarnTimeouts *from)
{
  for (guint32 i = 0; i < from->n_slots; i++)
    {
      const Slot *original = get_slot (from, i);

      if (!is_carried (original))
        continue;
      Slot *slot = get_slot (fork, i);
      if (slot->func == NULL || slot->generation != original->generation)
        continue;

      gpointer copy = original->copy (original->data, fork->engine);
      if (slot->func != NULL && slot->generation == original->generation)
        {
          slot->data = copy;
          slot->destroy = original->destroy;
        }
      else if (original->destroy != NULL)
        original->destroy (copy);
    }
}

void
tarn_timeouts_take (TarnTimeouts *fork, const TarnTimeouts *from)
{
  gboolean has_copies = FALSE;

  for (guint32 i = 0; i < from->n_slots; i++)
    {
      const Slot *slot = get_slot (from, i);

      has_copies |= is_carried (slot);
      if (stays_behind (slot))
        tarn_clock_cancel (fork->clock, slot->event);
    }
  if (has_copies)
    take_slots (fork, from);
  else
    tarn_clock_restart_count (fork->clock);
}

/* --- Adding and removing ---------------------------------------------------------------------- */

/* Fills a free slot except for its function and its interval, and returns the slot. */
static Slot *
add (TarnTimeouts *timeouts, gint64 gap_us, TarnTimeoutFlags flags, gpointer user_data,
     GDestroyNotify destroy, guint64 *out_id)
{
  guint32 index = take_slot (timeouts);
  Slot *slot = get_slot (timeouts, index);

  slot->data = user_data;
  slot->destroy = destroy;
  slot->copy = NULL;
  slot->is_removed = FALSE;
  slot->flags = flags & TARN_TIMEOUT_BACKGROUND ? TARN_EVENT_BACKGROUND : 0;
  schedule (timeouts, slot, index, gap_us);

  *out_id = (guint64) slot->generation << 32 | index;
  return slot;
}

guint64
tarn_engine_add_timeout (TarnEngine *self, gint64 interval_us, TarnTimeoutFlags flags,
                         TarnTimeoutFunc func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (interval_us >= 0, 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (&self->core), 0);

  guint64 id;
  Slot *slot = add (&self->timeouts, interval_us, flags, user_data, destroy, &id);

  slot->func = func;
  slot->interval_us = interval_us;
  return id;
}

guint64
tarn_engine_add_gap_timeout (TarnEngine *self, gint64 gap_us, TarnTimeoutFlags flags,
                             TarnGapFunc func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (gap_us >= 0, 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (&self->core), 0);

  guint64 id;
  Slot *slot = add (&self->timeouts, gap_us, flags, user_data, destroy, &id);

  slot->gap_func = func;
  slot->interval_us = CHOSEN;
  return id;
}

/* Returns NULL if there is no such timeout. */
static Slot *
find (const TarnTimeouts *timeouts, guint64 id)
{
  guint32 index = (guint32) id;

  if (index >= timeouts->n_slots)
    return NULL;

  Slot *slot = get_slot (timeouts, index);
  if (slot->func == NULL || slot->generation != id >> 32 || slot->is_removed)
    return NULL;
  return slot;
}

gboolean
tarn_engine_set_timeout_copy_func (TarnEngine *self, guint64 id, TarnCopyFunc copy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  Slot *slot = find (&self->timeouts, id);

  if (slot == NULL)
    return FALSE;
  slot->copy = copy;
  return TRUE;
}

gboolean
tarn_engine_remove_timeout (TarnEngine *self, guint64 id)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  TarnTimeouts *timeouts = &self->timeouts;
  Slot *slot = find (timeouts, id);

  if (slot == NULL)
    return FALSE;
  if (slot->event == 0)
    {
      slot->is_removed = TRUE;
      return TRUE;
    }
  tarn_clock_cancel (timeouts->clock, slot->event);
  release (timeouts, (guint32) id);
  return TRUE;
}
