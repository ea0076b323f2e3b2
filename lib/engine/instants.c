/* SPDX-License-Identifier: MIT */
#include "engine/instants.h"

typedef struct
{
  guint id;
  TarnInstantFunc func; /* NULL: removed while functions are called, and dropped after that */
  gpointer data;
  GDestroyNotify destroy;
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

/* --- Adding and removing ---------------------------------------------------------------------- */

guint
tarn_engine_add_instant_func (TarnEngine *self, TarnInstantFunc func, gpointer user_data,
                              GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (&self->core), 0);

  TarnInstants *instants = &self->instants;
  InstantFunc added = { ++instants->last_id, func, user_data, destroy };

  g_array_append_val (instants->funcs, added);
  instants->n_funcs++;
  tarn_clock_set_finish (&self->core.clock, on_end_of_instant, instants);
  return added.id;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  guint x = ((const InstantFunc *) a)->id, y = ((const InstantFunc *) b)->id;

  return x < y ? -1 : x > y;
}

gboolean
tarn_engine_remove_instant_func (TarnEngine *self, guint id)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (&self->core), FALSE);

  TarnInstants *instants = &self->instants;
  InstantFunc key = { .id = id };
  guint place;

  /* The array is gone while the engine is freed. */
  if (instants->funcs == NULL || !g_array_binary_search (instants->funcs, &key, compare_ids, &place)
      || get_func (instants, place)->func == NULL)
    return FALSE;

  InstantFunc removed = *get_func (instants, place);
  if (--instants->n_funcs == 0)
    tarn_clock_set_finish (&self->core.clock, NULL, NULL);
  if (instants->is_calling)
    get_func (instants, place)->func = NULL;
  else
    {
      g_array_remove_index (instants->funcs, place);
      destroy_func (&removed);
    }
  return TRUE;
}
