/* SPDX-License-Identifier: MIT */
#include "driver/actions.h"
#include "driver/callbacks.h"
#include "driver/instants.h"
#include "driver/tally.h"

#define INSTANTS_MAX 4

typedef struct
{
  World *world;
  guint number;
  guint id;
  guint n_called;
  guint n_most; /* it removes itself after so many calls, so that the world may move again */
  gboolean is_removed;
} Instant;

static guint
count_live (World *world)
{
  guint n = 0;

  for (guint i = 0; i < world->instants->len; i++)
    n += !((const Instant *) world->instants->pdata[i])->is_removed;
  return n;
}

guint
instants_count (World *world)
{
  return world->instants->len;
}

/* --- What must hold --------------------------------------------------------------------------- */

static void
check_time (World *world)
{
  gint64 now = tarn_engine_get_now (world->engine);

  if (world->rounds.is_open && world->rounds.open_time != now)
    world_fail (world,
                "time moved from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                " before the end of the instant",
                world->rounds.open_time, now);
}

void
instants_happened (World *world)
{
  check_time (world);
  if (count_live (world) == 0)
    return;
  world->rounds.is_open = TRUE;
  world->rounds.open_time = tarn_engine_get_now (world->engine);
}

/* A call that fails changes nothing, unless a fault plan makes it end a run or deny something. */
void
instants_may_have_happened (World *world, guint n_failed)
{
  if (world->took_effect || (world->traits.has_faults && world->n_failed > n_failed))
    world->rounds.may_be_open = TRUE;
}

void
instants_check_over (World *world)
{
  if (world->rounds.is_open)
    world_fail (world, "the instant is not over");
  world->rounds.may_be_open = FALSE;
}

void
instants_check (World *world)
{
  check_time (world);
  for (guint i = 0; i < world->rounds.left->len; i++)
    if (!((const Instant *) world->rounds.left->pdata[i])->is_removed)
      world_fail (world, "instant %u is left out of a round",
                  ((const Instant *) world->rounds.left->pdata[i])->number);
}

gboolean
instants_are_counted (World *world)
{
  return world->rounds.has_round && world->rounds.time == tarn_engine_get_now (world->engine);
}

static gboolean
peek_event (World *world, gint64 *out_time)
{
  g_autoptr (GPtrArray) pending = tarn_engine_list_pending (world->engine, 1);

  if (pending->len == 0)
    return FALSE;
  *out_time = ((const TarnPendingEvent *) pending->pdata[0])->time_us;
  return TRUE;
}

/* The functions that are there now are called in this round, unless they are removed during it. */
static void
begin_round (World *world, guint round)
{
  gint64 now = tarn_engine_get_now (world->engine), next = 0;
  guint expected = instants_are_counted (world) ? world->rounds.round + 1 : 0;

  instants_check (world);
  if (round != expected)
    world_fail (world, "the round is %u and not %u", round, expected);
  if (peek_event (world, &next) && next <= now)
    world_fail (world, "a round begins while an event is due");
  if (!world->rounds.is_open && !world->rounds.may_be_open
      && !(world->rounds.has_next && world->rounds.next == now))
    world_fail (world, "a round begins although nothing has happened");
  world->rounds.is_open = FALSE;
  world->rounds.may_be_open = FALSE;
  world->rounds.has_round = TRUE;
  world->rounds.time = now;
  world->rounds.round = round;
  g_ptr_array_set_size (world->rounds.left, 0);
  for (guint i = 0; i < world->instants->len; i++)
    if (!((const Instant *) world->instants->pdata[i])->is_removed)
      g_ptr_array_add (world->rounds.left, world->instants->pdata[i]);
  if (!world->is_split)
    tally_add_outcome ("round", round == 0 ? "first" : round < 5 ? "second to fifth" : "later");
}

static void
take_place (Instant *instant, guint round)
{
  World *world = instant->world;
  GPtrArray *left = world->rounds.left;

  while (left->len > 0 && ((const Instant *) left->pdata[0])->is_removed)
    g_ptr_array_remove_index (left, 0);
  if (left->len == 0)
    begin_round (world, round);
  if (left->pdata[0] != instant || round != world->rounds.round
      || tarn_engine_get_now (world->engine) != world->rounds.time)
    world_fail (world, "instant %u is called out of order", instant->number);
  g_ptr_array_remove_index (left, 0);
}

/* --- Functions -------------------------------------------------------------------------------- */

static void
remove_now (Instant *instant)
{
  World *world = instant->world;

  instant->is_removed = TRUE;
  world_note (world, "instant %u is removed", instant->number);
  if (count_live (world) == 0)
    world->rounds.is_open = FALSE;
  if (!tarn_engine_remove_instant_func (world->engine, instant->id))
    world_fail (world, "a function of instants is not found");
}

static void
instant_free (gpointer data)
{
  Instant *instant = data;
  World *world = instant->world;

  world_note (world, "instant %u is gone", instant->number);
  g_ptr_array_remove (world->instants, instant);
  g_ptr_array_remove (world->rounds.left, instant);
  g_free (instant);
}

static void
on_instant (TarnEngine *engine, guint round, gpointer data)
{
  Instant *instant = data;
  World *world = instant->world;

  if (engine != world->engine || world->is_asked || instant->is_removed)
    world_fail (world, "instant %u is called by another engine or at a wrong moment",
                instant->number);
  take_place (instant, round);
  world_note (world, "instant %u, round %u at %" G_GINT64_FORMAT, instant->number, round,
              tarn_engine_get_now (engine));
  instant->n_called++;
  callbacks_act_inside (world, USE_INSTANT, instant->number, instant->n_called);
  if (!instant->is_removed && instant->n_called >= instant->n_most)
    remove_now (instant);
  world->rounds.has_next = peek_event (world, &world->rounds.next);
}

static void
add_instant (World *world, Draw *draw)
{
  if (count_live (world) >= INSTANTS_MAX)
    return;
  Instant *instant = g_new0 (Instant, 1);
  instant->world = world;
  instant->number = world->n_instants++;
  instant->n_most = 1 + draw_below (draw, 60);
  g_ptr_array_add (world->instants, instant);
  instant->id = tarn_engine_add_instant_func (world->engine, on_instant, instant, instant_free);
  if (instant->id == 0)
    world_fail (world, "a function of instants has no id");
  instants_happened (world);
  world->took_effect = TRUE;
  world_note (world, "instant %u is added", instant->number);
}

/* The one removed may be the one that is called now. */
static void
remove_instant (World *world, Draw *draw)
{
  if (tarn_engine_remove_instant_func (world->engine, G_MAXUINT))
    world_fail (world, "there was a function of instants of a made-up id");
  if (world->instants->len == 0)
    return;
  Instant *instant = world->instants->pdata[draw_below (draw, world->instants->len)];
  world->took_effect = TRUE;
  if (!instant->is_removed)
    remove_now (instant);
  else if (tarn_engine_remove_instant_func (world->engine, instant->id))
    world_fail (world, "a function of instants is removed twice");
}

const Action instant_actions[] = {
  { "add instant function", 5, 2, 2, add_instant },
  { "remove instant function", 2, 0, 2, remove_instant },
  { NULL, 0, 0, 0, NULL },
};
