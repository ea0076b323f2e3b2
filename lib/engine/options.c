/* SPDX-License-Identifier: MIT */
/* Sets and gets the options of each room, as its service describes them, and the options of the clock. */
#include "engine/engine-state.h"

#include <string.h>
#include <tarn/tarn-engine.h>
#include <tarn/tarn-error.h>

#include "kernel/fail.h"
#include "kernel/named.h"

#define SHOWN_BYTES_MAX 200

static gboolean
fail_unknown_option (const char *name, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (name, (gssize) strnlen (name, SHOWN_BYTES_MAX));

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_UNKNOWN_OPTION, "there is no option '%s'", shown);
}

/* --- The options of the clock ----------------------------------------------------------------- */

static gint64
get_same_instant_max (const TarnClock *clock)
{
  return clock->same_instant_max;
}

/* An event that is pending may be at the end of a chain that a lower limit does not allow. */
static void
set_same_instant_max (TarnClock *clock, gint64 value)
{
  clock->same_instant_max = (guint16) value;
  clock->is_chain_long = TRUE;
}

static gint64
get_rounds_max (const TarnClock *clock)
{
  return clock->rounds_max;
}

static void
set_rounds_max (TarnClock *clock, gint64 value)
{
  clock->rounds_max = (guint) value;
}

static gint64
get_tie_order (const TarnClock *clock)
{
  return tarn_event_queue_get_ties (clock->queue);
}

static void
set_tie_order (TarnClock *clock, gint64 value)
{
  tarn_event_queue_set_ties (clock->queue, (TarnTies) value, (guint64) clock->tie_seed);
}

static gint64
get_tie_seed (const TarnClock *clock)
{
  return clock->tie_seed;
}

/* A shuffle starts again with the new seed. */
static void
set_tie_seed (TarnClock *clock, gint64 value)
{
  clock->tie_seed = value;
  set_tie_order (clock, get_tie_order (clock));
}

typedef struct
{
  const char *name;
  gint64 min;
  gint64 max;
  gint64 (*get) (const TarnClock *clock);
  void (*set) (TarnClock *clock, gint64 value);
} ClockOption;

static const ClockOption clock_options[] = {
  { "clock.same-instant-chain-max", 1, TARN_SAME_INSTANT_MAX, get_same_instant_max,
    set_same_instant_max },
  { "clock.instant-rounds-max", 1, TARN_ROUNDS_MAX, get_rounds_max, set_rounds_max },
  { "clock.tie-order", 0, TARN_N_TIES - 1, get_tie_order, set_tie_order },
  { "clock.tie-seed", 0, G_MAXINT64, get_tie_seed, set_tie_seed },
};

static const ClockOption *
find_clock_option (const char *name)
{
  return TARN_FIND_NAMED (clock_options, G_N_ELEMENTS (clock_options), name);
}

static gboolean
set_clock_option (TarnEngine *self, const ClockOption *option, gint64 value, GError **error)
{
  if (value < option->min || value > option->max)
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE,
                      "%s takes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                      ", not %" G_GINT64_FORMAT,
                      option->name, option->min, option->max, value);

  option->set (&self->core.clock, value);
  tarn_clock_touch (&self->core.clock);
  tarn_journal_add_option (self->core.emission.journal, option->name, value);
  return TRUE;
}

/* --- All options ------------------------------------------------------------------------------ */

/* Returns the room that has the option, or NULL if no room has it. */
static TarnRoom *
find_option (TarnEngine *self, const char *name, gint *out_option)
{
  for (guint i = 0; self->rooms[i] != NULL; i++)
    {
      *out_option = tarn_service_find_option (self->core.services[i], name);
      if (*out_option >= 0)
        return self->rooms[i];
    }

  return NULL;
}

static gboolean
check_thread (TarnEngine *self, const char *option, const char *verb, GError **error)
{
  if (tarn_ownership_is_mine (&self->core.clock.ownership))
    return TRUE;

  g_autofree char *what = g_strdup_printf ("the option %s cannot be %s", option, verb);
  return tarn_ownership_check (&self->core.clock.ownership, what, error);
}

gboolean
tarn_engine_set_option (TarnEngine *self, const char *name, gint64 value, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, name, "set", error))
    return FALSE;
  if (self->core.clock.is_asking)
    return tarn_fail (error, TARN_ERROR, TARN_ERROR_BUSY,
                      "%s cannot be set by a condition or a cost model", name);

  const ClockOption *clock_option = find_clock_option (name);
  if (clock_option != NULL)
    return set_clock_option (self, clock_option, value, error);

  gint option;
  TarnRoom *room = find_option (self, name, &option);
  if (room == NULL)
    return fail_unknown_option (name, error);
  if (!tarn_admission_set_option (&room->admission, option, value, error))
    return FALSE;

  tarn_clock_touch (&self->core.clock);
  tarn_journal_add_option (self->core.emission.journal, name, value);
  /* A waiting run may get a slot now, and the cost model that plans it may drop the user's last reference. */
  g_autoptr (TarnEngine) kept G_GNUC_UNUSED = g_object_ref (self);
  if (room->class->change_options != NULL)
    room->class->change_options (room);
  tarn_emission_deliver (&self->core.emission);
  return TRUE;
}

gboolean
tarn_engine_get_option (TarnEngine *self, const char *name, gint64 *out_value, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (out_value != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_thread (self, name, "read", error))
    return FALSE;

  const ClockOption *clock_option = find_clock_option (name);
  if (clock_option != NULL)
    {
      *out_value = clock_option->get (&self->core.clock);
      return TRUE;
    }

  gint option;
  TarnRoom *room = find_option (self, name, &option);
  if (room == NULL)
    return fail_unknown_option (name, error);

  *out_value = tarn_admission_get_option (&room->admission, (guint) option);
  return TRUE;
}
