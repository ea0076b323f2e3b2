/* SPDX-License-Identifier: MIT */
#include "engine/instants.h"

typedef struct
{
  guint id;
  TarnInstantFunc func; /* NULL: removed while functions are called, and dropped after that */
  gpointer data;
  GDestroyNotify destroy;
  TarnCopyFunc copy; /* NULL: a fork leaves the function behind */
} InstantFunc;

static InstantFunc *
get_func (const TarnInstants *instants, guint place)
{
  return &g_array_index (instants->funcs, InstantFunc, place);
}

void
tarn_instants_init (TarnInstants *instants, TarnEngine *engine)
{
  *instants = (TarnInstants){
    .engine = engine,
    .funcs = g_array_new (FALSE, FALSE, sizeof (InstantFunc)),
  };
}

static void
destroy_func (const InstantFunc *func)
{
  if (func->destroy != NULL)
    func->destroy (func->data);
}

/* A destroy function may remove others, so each is taken out before it is destroyed. */
void
tarn_instants_clear (TarnInstants *instants)
{
  while (instants->funcs->len > 0)
    {
      InstantFunc func = *get_func (instants, instants->funcs->len - 1);

      g_array_set_size (instants->funcs, instants->funcs->len - 1);
      destroy_func (&func);
    }
  g_clear_pointer (&instants->funcs, g_array_unref);
}

/* --- Calling ---------------------------------------------------------------------------------- */

static void
drop_removed (TarnInstants *instants)
{
  for (guint i = instants->funcs->len; i > 0; i--)
    {
      InstantFunc func = *get_func (instants, i - 1);

      if (func.func != NULL)
        continue;
      g_array_remove_index (instants->funcs, i - 1);
      destroy_func (&func);
      /* The destroy function may have removed others, so the places are looked at again. */
      i = instants->funcs->len + 1;
    }
}

/* The functions may add and remove functions, so no pointer into the array is kept across a call. */
static void
on_end_of_instant (gpointer data, guint round)
{
  TarnInstants *instants = data;
  guint n_funcs = instants->funcs->len;

  instants->is_calling = TRUE;
  for (guint i = 0; i < n_funcs; i++)
    {
      InstantFunc func = *get_func (instants, i);

      if (func.func != NULL)
        func.func (instants->engine, round, func.data);
    }
  instants->is_calling = FALSE;
  if (G_UNLIKELY (instants->n_funcs < instants->funcs->len))
    drop_removed (instants);
}

/* --- Looking up ------------------------------------------------------------------------------- */

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  guint x = ((const InstantFunc *) a)->id, y = ((const InstantFunc *) b)->id;

  return x < y ? -1 : x > y;
}

/* Returns NULL if there is no such function, or if it was removed. */
static InstantFunc *
find (const TarnInstants *instants, guint id)
{
  InstantFunc key = { .id = id };
  guint place;

  /* The array is gone while the engine is freed. */
  if (instants->funcs == NULL
      || !g_array_binary_search (instants->funcs, &key, compare_ids, &place))
    return NULL;

  InstantFunc *func = get_func (instants, place);
  return func->func != NULL ? func : NULL;
}

/* --- Forking ---------------------------------------------------------------------------------- */

guint
tarn_instants_count_left (const TarnInstants *instants)
{
  guint n_funcs = 0;

  for (guint i = 0; i < instants->funcs->len; i++)
    n_funcs += get_func (instants, i)->copy == NULL ? 1 : 0;

  return n_funcs;
}

void
tarn_instants_take (TarnInstants *fork, const TarnInstants *from)
{
  for (guint i = 0; i < from->funcs->len; i++)
    {
      InstantFunc func = *get_func (from, i);

      func.data = NULL;
      func.destroy = NULL;
      if (func.copy != NULL)
        g_array_append_val (fork->funcs, func);
    }
  fork->n_funcs = fork->funcs->len;
  fork->last_id = from->last_id;
  if (fork->n_funcs > 0)
    tarn_clock_copy_instant (&fork->engine->core.clock, &from->engine->core.clock,
                             on_end_of_instant, fork);
}

/* A copy function may remove functions of the fork, its own among them. Then nobody takes its copy. */
static void
copy_data (TarnInstants *fork, const InstantFunc *original)
{
  if (find (fork, original->id) == NULL)
    return;

  gpointer data = original->copy (original->data, fork->engine);
  InstantFunc *func = find (fork, original->id);
  if (func != NULL)
    {
      func->data = data;
      func->destroy = original->destroy;
    }
  else if (original->destroy != NULL)
    original->destroy (data);
}

void
tarn_instants_copy_data (TarnInstants *fork, const TarnInstants *from)
{
  for (guint i = 0; i < from->funcs->len; i++)
    if (get_func (from, i)->copy != NULL)
      copy_data (fork, get_func (from, i));
}

/* --- Adding and removing ---------------------------------------------------------------------- */

guint
tarn_engine_add_instant_func (TarnEngine *self, TarnInstantFunc func, gpointer user_data,
                              GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (&self->core), 0);

  TarnInstants *instants = &self->instants;
  InstantFunc added = { ++instants->last_id, func, user_data, destroy, NULL };

  g_array_append_val (instants->funcs, added);
  instants->n_funcs++;
  tarn_clock_set_finish (&self->core.clock, on_end_of_instant, instants);
  return added.id;
}

gboolean
tarn_engine_set_instant_copy_func (TarnEngine *self, guint id, TarnCopyFunc copy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  InstantFunc *func = find (&self->instants, id);

  if (func == NULL)
    return FALSE;
  func->copy = copy;
  return TRUE;
}

gboolean
tarn_engine_remove_instant_func (TarnEngine *self, guint id)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  TarnInstants *instants = &self->instants;
  InstantFunc *func = find (instants, id);

  if (func == NULL)
    return FALSE;

  InstantFunc removed = *func;
  if (--instants->n_funcs == 0)
    tarn_clock_set_finish (&self->core.clock, NULL, NULL);
  if (instants->is_calling)
    func->func = NULL;
  else
    {
      g_array_remove_index (instants->funcs, (guint) (func - get_func (instants, 0)));
      destroy_func (&removed);
    }
  return TRUE;
}
