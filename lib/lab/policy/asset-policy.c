/* SPDX-License-Identifier: MIT */
#include "lab/policy/asset-policy.h"

#include "lab/policy/date.h"

/* The service counts calls by the second. */
#define RETRY_US G_TIME_SPAN_SECOND

/* A request that waits for its start. */
typedef struct
{
  gint64 rank;
  gint64 request_us;
  guint asset;
} Waiting;

struct _TarnLabAssetPolicy
{
  const TarnLabComposition *composition;
  const TarnLabAssetTriggerClass *trigger;
  const TarnLabAssetOrderClass *order;
  const TarnLabAssetAdmissionClass *admission;
  GArray *lacking; /* TarnLabLackingAsset; in the order of their times */
  GArray *waiting; /* Waiting; a heap whose first comes first */
  GArray *held;    /* Waiting; that wait for the next month */
  TarnLabAssetUse use;
  guint exhausted; /* 1 << type of each type whose quota is used up until then */
  gint64 exhausted_until_us;
  gint64 retry_us;        /* no start is made before; TARN_LAB_ASSETS_NEVER for none */
  gboolean is_over_limit; /* no start is made before a run has ended */
};

gboolean
tarn_lab_composition_is_of_assets (const TarnLabComposition *composition)
{
  const TarnLabRule *trigger = composition->parts[TARN_LAB_PART_TRIGGER].rule;

  return trigger != NULL && trigger->asset_class != NULL;
}

static const TarnLabRuleSettings *
get_settings (const TarnLabAssetPolicy *self, TarnLabPart part)
{
  return &self->composition->parts[part];
}

/* --- The heap of requests ----------------------------------------------------------------------- */

static Waiting *
get_waiting (const TarnLabAssetPolicy *self, guint place)
{
  return &g_array_index (self->waiting, Waiting, place);
}

static gboolean
is_before (const Waiting *a, const Waiting *b)
{
  if (a->rank != b->rank)
    return a->rank < b->rank;
  if (a->request_us != b->request_us)
    return a->request_us < b->request_us;
  return a->asset < b->asset;
}

static void
push (TarnLabAssetPolicy *self, Waiting waiting)
{
  guint place = self->waiting->len;

  g_array_append_val (self->waiting, waiting);
  for (; place > 0 && is_before (&waiting, get_waiting (self, (place - 1) / 2));
       place = (place - 1) / 2)
    *get_waiting (self, place) = *get_waiting (self, (place - 1) / 2);
  *get_waiting (self, place) = waiting;
}

static Waiting
pop (TarnLabAssetPolicy *self)
{
  Waiting first = *get_waiting (self, 0), last = *get_waiting (self, self->waiting->len - 1);
  guint length = self->waiting->len - 1, place = 0;

  g_array_set_size (self->waiting, length);
  for (guint child = 1; child < length; child = 2 * place + 1)
    {
      if (child + 1 < length
          && is_before (get_waiting (self, child + 1), get_waiting (self, child)))
        child++;
      if (!is_before (get_waiting (self, child), &last))
        break;
      *get_waiting (self, place) = *get_waiting (self, child);
      place = child;
    }
  if (length > 0)
    *get_waiting (self, place) = last;
  return first;
}

/* --- Wakes -------------------------------------------------------------------------------------- */

static void
take_wake (TarnLabAssetPolicy *self, const TarnLabAssetWake *wake, gint64 now_us)
{
  TarnLabLackingAsset lacking = { wake->asset, now_us };

  switch (wake->kind)
    {
    case TARN_LAB_ASSET_WAKE_LACKS:
      g_array_append_val (self->lacking, lacking);
      break;
    case TARN_LAB_ASSET_WAKE_END:
      self->use.n_active--;
      break;
    case TARN_LAB_ASSET_WAKE_ROOM:
      self->is_over_limit = FALSE;
      break;
    case TARN_LAB_ASSET_WAKE_EXHAUSTED:
      self->exhausted |= wake->types;
      self->exhausted_until_us = tarn_lab_get_next_month (now_us);
      break;
    }
}

static void
take_wakes (TarnLabAssetPolicy *self, const TarnLabAssetLake *lake, gint64 now_us)
{
  guint n_wakes;
  const TarnLabAssetWake *wakes = tarn_lab_asset_lake_get_wakes (lake, &n_wakes);

  for (guint i = 0; i < n_wakes; i++)
    take_wake (self, &wakes[i], now_us);
}

/* On the first day of the month, what was held may start. */
static void
turn_month (TarnLabAssetPolicy *self, gint64 now_us)
{
  if (self->exhausted == 0 || now_us < self->exhausted_until_us)
    return;

  self->exhausted = 0;
  for (guint i = 0; i < self->held->len; i++)
    push (self, g_array_index (self->held, Waiting, i));
  g_array_set_size (self->held, 0);
}

/* --- Decisions ---------------------------------------------------------------------------------- */

static void
request (TarnLabAssetPolicy *self, TarnLabAssetLake *lake, gint64 now_us)
{
  guint n_due = self->trigger->count_due (get_settings (self, TARN_LAB_PART_TRIGGER),
                                          (const TarnLabLackingAsset *) self->lacking->data,
                                          self->lacking->len, now_us);

  for (guint i = 0; i < n_due; i++)
    {
      guint asset = g_array_index (self->lacking, TarnLabLackingAsset, i).asset;

      if (tarn_lab_asset_lake_request (lake, asset))
        push (self, (Waiting){ self->order->rank (lake, asset), now_us, asset });
    }
  if (n_due > 0)
    g_array_remove_range (self->lacking, 0, n_due);
}

static gboolean
has_room (TarnLabAssetPolicy *self, gint64 now_us)
{
  return self->admission->has_room (get_settings (self, TARN_LAB_PART_ADMISSION), &self->use,
                                    now_us);
}

/* Starts one request. Returns whether the next one can be tried now. */
static gboolean
start (TarnLabAssetPolicy *self, TarnLabAssetLake *lake, Waiting waiting, gint64 now_us)
{
  TarnLabAssetOutcome outcome = tarn_lab_asset_lake_start (lake, waiting.asset);

  if (outcome == TARN_LAB_ASSET_STARTED)
    {
      self->use.n_started++;
      self->use.n_active++;
      return TRUE;
    }

  push (self, waiting);
  if (outcome == TARN_LAB_ASSET_OVER_LIMIT)
    self->is_over_limit = TRUE;
  else
    self->retry_us = now_us + RETRY_US;
  return FALSE;
}

static void
start_waiting (TarnLabAssetPolicy *self, TarnLabAssetLake *lake, gint64 now_us)
{
  gboolean can_start = TRUE;

  while (can_start && self->waiting->len > 0 && has_room (self, now_us))
    {
      Waiting waiting = pop (self);

      if (tarn_lab_asset_lake_get_types (lake, waiting.asset) & self->exhausted)
        g_array_append_val (self->held, waiting);
      else
        can_start = start (self, lake, waiting, now_us);
    }
}

static gint64
get_next_time (TarnLabAssetPolicy *self, const TarnLabAssetLake *lake, gint64 now_us)
{
  gint64 next_us = self->retry_us;

  if (self->trigger->get_next_time != NULL && !tarn_lab_asset_lake_is_draining (lake))
    next_us = MIN (next_us,
                   self->trigger->get_next_time (get_settings (self, TARN_LAB_PART_TRIGGER),
                                                 (const TarnLabLackingAsset *) self->lacking->data,
                                                 self->lacking->len, now_us));
  if (self->waiting->len > 0 && self->admission->get_next_time != NULL && !has_room (self, now_us))
    next_us = MIN (next_us,
                   self->admission->get_next_time (get_settings (self, TARN_LAB_PART_ADMISSION),
                                                   &self->use));
  if (self->held->len > 0)
    next_us = MIN (next_us, self->exhausted_until_us);
  return next_us;
}

gint64
tarn_lab_asset_policy_decide (TarnLabAssetPolicy *self, TarnLabAssetLake *lake)
{
  gint64 now_us = tarn_lab_asset_lake_get_now (lake);

  take_wakes (self, lake, now_us);
  turn_month (self, now_us);
  if (!tarn_lab_asset_lake_is_draining (lake))
    request (self, lake, now_us);

  if (self->retry_us <= now_us)
    self->retry_us = TARN_LAB_ASSETS_NEVER;
  if (self->retry_us == TARN_LAB_ASSETS_NEVER && !self->is_over_limit)
    start_waiting (self, lake, now_us);
  return get_next_time (self, lake, now_us);
}

/* --- Life --------------------------------------------------------------------------------------- */

TarnLabAssetPolicy *
tarn_lab_asset_policy_new (const TarnLabComposition *composition, const TarnLabAssetLake *lake)
{
  TarnLabAssetPolicy *self = g_new0 (TarnLabAssetPolicy, 1);

  self->composition = composition;
  self->trigger = get_settings (self, TARN_LAB_PART_TRIGGER)->rule->asset_class;
  self->order = get_settings (self, TARN_LAB_PART_ORDER)->rule->asset_class;
  self->admission = get_settings (self, TARN_LAB_PART_ADMISSION)->rule->asset_class;
  self->lacking = g_array_new (FALSE, FALSE, sizeof (TarnLabLackingAsset));
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  self->held = g_array_new (FALSE, FALSE, sizeof (Waiting));
  self->use.since_us = tarn_lab_asset_lake_get_start_time (lake);
  self->retry_us = TARN_LAB_ASSETS_NEVER;
  return self;
}

TarnLabAssetPolicy *
tarn_lab_asset_policy_copy (const TarnLabAssetPolicy *self)
{
  TarnLabAssetPolicy *copy = g_memdup2 (self, sizeof *self);

  copy->lacking = g_array_copy (self->lacking);
  copy->waiting = g_array_copy (self->waiting);
  copy->held = g_array_copy (self->held);
  return copy;
}

void
tarn_lab_asset_policy_free (TarnLabAssetPolicy *self)
{
  g_array_unref (self->lacking);
  g_array_unref (self->waiting);
  g_array_unref (self->held);
  g_free (self);
}
