/* SPDX-License-Identifier: MIT */
/* The admissions that are a line each. */
#include "lab/policy/admission.h"
#include "lab/policy/asset-part.h"
#include "lab/policy/part.h"

enum
{
  AT_MOST,
};

static gboolean
has_room (gpointer state G_GNUC_UNUSED, const TarnLabRuleSettings *settings,
          const TarnLabDecision *decision G_GNUC_UNUSED, guint n_active)
{
  return settings->values[AT_MOST] < 0 || n_active < settings->values[AT_MOST];
}

/* Returns NULL for a policy of a program's own, and for a rule that only policies of assets have. */
static const TarnLabAdmissionClass *
get_class (const TarnLabRuleSettings *settings)
{
  return settings->rule != NULL ? settings->rule->class : NULL;
}

gboolean
tarn_lab_admission_rejects (const TarnLabRuleSettings *settings)
{
  const TarnLabAdmissionClass *class = get_class (settings);

  return class != NULL && class->rejects;
}

gboolean
tarn_lab_admission_limits (const TarnLabRuleSettings *settings, gint64 n_slots)
{
  const TarnLabAdmissionClass *class = get_class (settings);

  if (class == NULL || class->rejects || (class->has_room == NULL && class->holds == NULL))
    return FALSE;
  if (class->part.wakes_if == 0)
    return TRUE;

  gint64 at_most = settings->values[class->part.wakes_if - 1];
  return at_most >= 0 && (n_slots < 0 || at_most < n_slots);
}

/* A policy without a limit need not know when runs end. */
static const TarnLabAdmissionClass unlimited = { .rejects = FALSE };
static const TarnLabAdmissionClass queue
    = { .part = { .wakes_if = AT_MOST + 1 }, .has_room = has_room };
static const TarnLabAdmissionClass reject
    = { .part = { .wakes_if = AT_MOST + 1 }, .has_room = has_room, .rejects = TRUE };

static const TarnLabParameter parameters[] = {
  [AT_MOST] = { .name = "at-most",
                .kind = TARN_LAB_PARAMETER_NUMBER,
                .fallback = TARN_LAB_LACKS,
                .min = 1,
                .max = 1000000,
                .meaning = "How many runs of the policy may run at the same time, besides the "
                           "slots." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

const TarnLabRule tarn_lab_admission_queue = {
  .name = "queue",
  .meaning = "The request waits for a slot.",
  .source = "AWS Glue, for runs that it starts by itself",
  .version = 1,
  .parameters = parameters,
  .class = &queue,
  .asset_class = &tarn_lab_asset_admission_queue,
};

const TarnLabRule tarn_lab_admission_unlimited = {
  .name = "unlimited",
  .meaning = "The policy sets no limit, so that a request only waits if the slots are limited.",
  .source = "a baseline",
  .version = 1,
  .class = &unlimited,
};

const TarnLabRule tarn_lab_admission_reject = {
  .name = "reject",
  .meaning = "The request is given up.",
  .source = "Erlang's loss system; AWS Glue, ConcurrentRunsExceededException",
  .version = 1,
  .parameters = parameters,
  .class = &reject,
};
