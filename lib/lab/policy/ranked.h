/* SPDX-License-Identifier: MIT */
/* An order that is one heap: a rule only says what the rank of a request is. */
#pragma once

#include "lab/policy/ranking.h"

typedef struct
{
  TarnLabRanking ranking;
  const TarnLabRuleSettings *settings;
  gpointer data; /* of the rule */
} TarnLabRankedOrder;

typedef struct
{
  TarnLabOrderClass order; /* TARN_LAB_RANKED_ORDER or TARN_LAB_RANKED_ORDER_OF_COMMITS */
  TarnLabRanked (*rank) (const TarnLabRankedOrder *self, const TarnLabDecision *decision,
                         TarnLabWaiting waiting);
  /* These may be NULL. */
  gpointer (*create_data) (const TarnLabRuleSettings *settings, const TarnLabLake *lake);
  gpointer (*copy_data) (gconstpointer data);
  void (*free_data) (gpointer data);
  void (*on_take) (gpointer data, const TarnLabRanked *first);
} TarnLabRankedOrderClass;

gpointer tarn_lab_ranked_order_create (const TarnLabRuleSettings *settings,
                                       const TarnLabLake *lake);
gpointer tarn_lab_ranked_order_copy (gconstpointer state);
void tarn_lab_ranked_order_free (gpointer state);
void tarn_lab_ranked_order_on_wake (gpointer state, const TarnLabDecision *decision,
                                    const TarnLabWake *wake);
void tarn_lab_ranked_order_add (gpointer state, const TarnLabDecision *decision,
                                TarnLabWaiting waiting);
gboolean tarn_lab_ranked_order_take (gpointer state, const TarnLabDecision *decision,
                                     TarnLabWaiting *out_waiting);
gboolean tarn_lab_ranked_order_drop (gpointer state, TarnLabWaiting *out_waiting);
guint tarn_lab_ranked_order_get_n_waiting (gconstpointer state);

#define TARN_LAB_RANKED_ORDER_WITH(...)                                                            \
  {                                                                                                \
    .part = { .create = tarn_lab_ranked_order_create,                                              \
              .copy = tarn_lab_ranked_order_copy,                                                  \
              .free = tarn_lab_ranked_order_free,                                                  \
              __VA_ARGS__ },                                                                       \
    .add = tarn_lab_ranked_order_add, .take = tarn_lab_ranked_order_take,                          \
    .drop = tarn_lab_ranked_order_drop, .get_n_waiting = tarn_lab_ranked_order_get_n_waiting,      \
  }
/* The rank stays as it was when the request was made. */
#define TARN_LAB_RANKED_ORDER TARN_LAB_RANKED_ORDER_WITH (.wakes = TARN_LAB_WAKES_NONE)
/* The rank is made again with each commit that the view lacks. */
#define TARN_LAB_RANKED_ORDER_OF_COMMITS                                                           \
  TARN_LAB_RANKED_ORDER_WITH (.wakes = TARN_LAB_WAKES_COMMITS,                                     \
                              .on_wake = tarn_lab_ranked_order_on_wake)
