/* SPDX-License-Identifier: MIT */
#include "lab/policy/ranked.h"

enum
{
  THE_HEAP = 0,
};

static const TarnLabRankedOrderClass *
get_class (const TarnLabRankedOrder *self)
{
  return self->settings->rule->class;
}

gpointer
tarn_lab_ranked_order_create (const TarnLabRuleSettings *settings, const TarnLabLake *lake)
{
  TarnLabRankedOrder *self = g_new0 (TarnLabRankedOrder, 1);

  self->settings = settings;
  tarn_lab_ranking_init (&self->ranking, lake, 1);
  if (get_class (self)->create_data != NULL)
    self->data = get_class (self)->create_data (settings, lake);
  return self;
}

gpointer
tarn_lab_ranked_order_copy (gconstpointer state)
{
  const TarnLabRankedOrder *self = state;
  TarnLabRankedOrder *copy = g_memdup2 (self, sizeof *self);

  tarn_lab_ranking_init_copy (&copy->ranking, &self->ranking);
  if (self->data != NULL)
    copy->data = get_class (self)->copy_data (self->data);
  return copy;
}

void
tarn_lab_ranked_order_free (gpointer state)
{
  TarnLabRankedOrder *self = state;

  if (self->data != NULL)
    get_class (self)->free_data (self->data);
  tarn_lab_ranking_clear (&self->ranking);
  g_free (self);
}

void
tarn_lab_ranked_order_add (gpointer state, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  TarnLabRankedOrder *self = state;

  tarn_lab_ranking_set (&self->ranking, THE_HEAP, get_class (self)->rank (self, decision, waiting));
}

void
tarn_lab_ranked_order_on_wake (gpointer state, const TarnLabDecision *decision,
                               const TarnLabWake *wake)
{
  TarnLabRankedOrder *self = state;
  const TarnLabRanked *item = wake->kind == TARN_LAB_WAKE_COMMIT
                                  ? tarn_lab_ranking_get (&self->ranking, wake->view)
                                  : NULL;

  if (item != NULL)
    tarn_lab_ranked_order_add (self, decision, item->waiting);
}

gboolean
tarn_lab_ranked_order_take (gpointer state, const TarnLabDecision *decision G_GNUC_UNUSED,
                            TarnLabWaiting *out_waiting)
{
  TarnLabRankedOrder *self = state;
  const TarnLabRanked *first = tarn_lab_ranking_peek (&self->ranking, THE_HEAP);

  if (first == NULL)
    return FALSE;

  if (get_class (self)->on_take != NULL)
    get_class (self)->on_take (self->data, first);
  *out_waiting = tarn_lab_ranking_take (&self->ranking, first->waiting.view);
  return TRUE;
}

gboolean
tarn_lab_ranked_order_drop (gpointer state, TarnLabWaiting *out_waiting)
{
  return tarn_lab_ranking_drop (&((TarnLabRankedOrder *) state)->ranking, out_waiting);
}

guint
tarn_lab_ranked_order_get_n_waiting (gconstpointer state)
{
  return ((const TarnLabRankedOrder *) state)->ranking.n_waiting;
}
