/* SPDX-License-Identifier: MIT */
/* A module with a policy that refreshes each view once, at the start. */
#include "../own-policy.h"

static gboolean
decide_once (OwnPolicy *self, const TarnLabLake *lake, TarnLabAnswers *answers,
             GError **error G_GNUC_UNUSED)
{
  guint n_views;
  const guint *views = tarn_lab_lake_get_views (lake, &n_views);

  for (guint i = 0; i < n_views && self->n_asked == 0; i++)
    tarn_lab_answers_start (answers, views[i], tarn_lab_lake_get_now (lake),
                            TARN_REFRESH_MODE_SERVICE, -1);
  return TRUE;
}

TARN_LAB_POLICY_MODULE (own_new (decide_once))
