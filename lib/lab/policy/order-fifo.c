/* SPDX-License-Identifier: MIT */
/* First in, first out. */
#include "lab/policy/asset-part.h"
#include "lab/policy/fifo.h"

static gpointer
create (const TarnLabRuleSettings *settings G_GNUC_UNUSED, const TarnLabLake *lake G_GNUC_UNUSED)
{
  return g_new0 (TarnLabFifo, 1);
}

static gpointer
copy (gconstpointer state)
{
  TarnLabFifo *copy = g_new (TarnLabFifo, 1);

  tarn_lab_fifo_init_copy (copy, state);
  return copy;
}

static void
free_state (gpointer state)
{
  tarn_lab_fifo_clear (state);
  g_free (state);
}

/* A new request is behind all others; one that comes back, or has waited for its view, is among the oldest. */
static void
add (gpointer state, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  if (waiting.request_us == decision->now_us)
    tarn_lab_fifo_push (state, waiting);
  else
    tarn_lab_fifo_insert (state, waiting);
}

static gboolean
drop (gpointer state, TarnLabWaiting *out_waiting)
{
  TarnLabFifo *fifo = state;

  if (fifo->length == 0)
    return FALSE;

  *out_waiting = tarn_lab_fifo_pop (fifo);
  return TRUE;
}

static gboolean
take (gpointer state, const TarnLabDecision *decision G_GNUC_UNUSED, TarnLabWaiting *out_waiting)
{
  return drop (state, out_waiting);
}

static guint
get_n_waiting (gconstpointer state)
{
  return ((const TarnLabFifo *) state)->length;
}

static const TarnLabOrderClass class = {
  .part = { .create = create, .copy = copy, .free = free_state },
  .add = add,
  .take = take,
  .drop = drop,
  .get_n_waiting = get_n_waiting,
};

const TarnLabRule tarn_lab_order_fifo = {
  .name = "fifo",
  .meaning = "The request that was made first starts first.",
  .source = "AWS Glue, which starts its own runs in the order in which they were made",
  .version = 1,
  .class = &class,
  .asset_class = &tarn_lab_asset_order_fifo,
};
