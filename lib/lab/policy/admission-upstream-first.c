/* SPDX-License-Identifier: MIT */
/* A request waits while a view that its view reads waits or runs, so that it reads what that will show. */
#include "lab/policy/part.h"

static gboolean
is_busy (const TarnLabDecision *decision, guint view)
{
  return tarn_lab_decision_was_requested (decision, view)
         || tarn_lab_lake_get_n_waiting (decision->lake, view) > 0
         || tarn_lab_lake_is_active (decision->lake, view);
}

static gboolean
holds (gpointer state G_GNUC_UNUSED, const TarnLabDecision *decision, guint view)
{
  guint n_sources;
  const guint *sources = tarn_lab_lake_get_upstream (decision->lake, view, &n_sources);

  for (guint i = 0; i < n_sources; i++)
    if (is_busy (decision, sources[i]))
      return TRUE;

  return FALSE;
}

/* A view may read one of another policy, so commits tell too that the run of that one is over. */
static const TarnLabAdmissionClass class = {
  .part = { .wakes = TARN_LAB_WAKES_ENDS | TARN_LAB_WAKES_COMMITS },
  .holds = holds,
};

const TarnLabRule tarn_lab_admission_upstream_first = {
  .name = "upstream_first",
  .meaning = "The request waits until no view that its view reads waits or runs.",
  .source = "Redshift, whose cascades are refreshed from below",
  .version = 1,
  .class = &class,
};
