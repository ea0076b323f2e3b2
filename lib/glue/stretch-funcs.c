/* SPDX-License-Identifier: MIT */
#include "glue/stretch-funcs.h"

typedef struct
{
  guint id;
  guint32 account;
  TarnStretchFunc func;
  gpointer data;
  GDestroyNotify destroy;
} StretchFunc;

static StretchFunc *
get_func (const TarnStretchFuncs *self, guint place)
{
  return &g_array_index (self->funcs, StretchFunc, place);
}

/* A destroy function may remove others, so the function is taken out before it is destroyed. */
static void
remove_at (TarnStretchFuncs *self, TarnCore *core, guint place)
{
  StretchFunc removed = *get_func (self, place);

  g_array_remove_index (self->funcs, place);
  core->n_stretch_funcs--;
  if (self->funcs->len == 0)
    g_clear_pointer (&self->funcs, g_array_unref);
  if (removed.destroy != NULL)
    removed.destroy (removed.data);
}

void
tarn_stretch_funcs_clear (TarnStretchFuncs *self, TarnCore *core)
{
  while (self->funcs != NULL)
    remove_at (self, core, self->funcs->len - 1);
}

/* The functions cannot add or remove any, because the engine refuses every change. */
void
tarn_stretch_funcs_call (const TarnStretchFuncs *self, TarnCore *core, guint32 account,
                         const TarnStretch *stretch)
{
  gboolean was_asking = tarn_core_begin_asking (core);

  for (guint i = 0; i < self->funcs->len; i++)
    {
      const StretchFunc *func = get_func (self, i);

      if (func->account == account)
        func->func ((TarnEngine *) core->emission.owner, stretch, func->data);
    }
  tarn_core_end_asking (core, was_asking);
}

/* --- Adding and removing ---------------------------------------------------------------------- */

guint
tarn_stretch_funcs_add (TarnStretchFuncs *self, TarnCore *core, guint32 account,
                        TarnStretchFunc func, gpointer data, GDestroyNotify destroy)
{
  StretchFunc added = { ++self->last_id, account, func, data, destroy };

  if (self->funcs == NULL)
    self->funcs = g_array_new (FALSE, FALSE, sizeof (StretchFunc));
  g_array_append_val (self->funcs, added);
  core->n_stretch_funcs++;
  return added.id;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  guint x = ((const StretchFunc *) a)->id, y = ((const StretchFunc *) b)->id;

  return x < y ? -1 : x > y;
}

gboolean
tarn_stretch_funcs_remove (TarnStretchFuncs *self, TarnCore *core, guint id)
{
  StretchFunc key = { .id = id };
  guint place;

  if (self->funcs == NULL || !g_array_binary_search (self->funcs, &key, compare_ids, &place))
    return FALSE;

  remove_at (self, core, place);
  return TRUE;
}
