/* SPDX-License-Identifier: MIT */
/*
 * Deficit round robin. In each round, each view whose request waits is given a quantum for each unit of its weight, and
 * starts when it has been given what its run takes. A view has one request at most that can start, so the round in
 * which it starts is known when the request is made, and nobody has to go round.
 */
#include "lab/policy/ranked.h"

enum
{
  QUANTUM, /* DPU-seconds */
};

/* This is the view that started last, and its round. */
typedef struct
{
  guint64 round;
  guint view;
} Turn;

static gpointer
create_data (const TarnLabRuleSettings *settings G_GNUC_UNUSED,
             const TarnLabLake *lake G_GNUC_UNUSED)
{
  return g_new0 (Turn, 1);
}

static gpointer
copy_data (gconstpointer data)
{
  return g_memdup2 (data, sizeof (Turn));
}

/* A view that is passed already in this round is first given something in the next one. */
static TarnLabRanked
rank (const TarnLabRankedOrder *self, const TarnLabDecision *decision, TarnLabWaiting waiting)
{
  const Turn *turn = self->data;
  guint64 dpu_milliseconds
      = (guint64) tarn_lab_decision_estimate (decision, waiting.view).dpu_milliseconds;
  guint64 quantum = (guint64) self->settings->values[QUANTUM] * 1000
                    * tarn_lab_lake_get_weight (decision->lake, waiting.view);
  guint64 n_rounds = MAX (1, dpu_milliseconds / quantum + (dpu_milliseconds % quantum > 0));
  guint first = waiting.view <= turn->view && turn->round > 0 ? 1 : 0;

  /* The turns of a round are in the order of the views. */
  return (TarnLabRanked){ { MAX (turn->round, 1) + first + n_rounds - 1, 1, waiting.view },
                          waiting };
}

static void
on_take (gpointer data, const TarnLabRanked *first)
{
  *(Turn *) data = (Turn){ first->rank.over, first->waiting.view };
}

static const TarnLabRankedOrderClass class = {
  .order = TARN_LAB_RANKED_ORDER,
  .rank = rank,
  .create_data = create_data,
  .copy_data = copy_data,
  .free_data = g_free,
  .on_take = on_take,
};

static const TarnLabParameter parameters[] = {
  [QUANTUM]
  = { .name = "quantum",
      .kind = TARN_LAB_PARAMETER_NUMBER,
      .fallback = 60,
      .min = 1,
      .max = 1000000000,
      .meaning
      = "The DPU-seconds that a view of the weight 1 is given in a round. What a run does not use of them is lost,"
        " so weights count only where a round gives less than a run uses." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_order_fair = {
  .name = "fair",
  .meaning = "The views take turns, and a run of many DPU-seconds waits for more turns.",
  .source = "Shreedhar and Varghese, SIGCOMM 1995, deficit round robin",
  .version = 1,
  .parameters = parameters,
  .class = &class,
};
