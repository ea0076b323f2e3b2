/* SPDX-License-Identifier: MIT */
/*
 * A policy in a module. A view waits from the oldest commit that it lacks, the shorter the more it weighs: with four times
 * the weight, half as long. The weights of the views that read it, and so lag behind it, count as its own. If commits
 * never stop and all refreshes cost the same, no other waits have less weighted lag for the money. But views of little
 * weight miss their objectives, of which the policy knows nothing, more often than with `edf_slo`.
 *
 *     tarn simulate examples/lakes/retail.lake --policy build/examples/own-policies/square-root.so
 */
#include <math.h>
#include <tarn-lab/tarn-lab.h>

#define WAIT_US (75.0 * G_TIME_SPAN_MINUTE) /* of a view with the weight 1 */

static double
get_weight (const TarnLabLake *lake, guint view)
{
  double weight = tarn_lab_lake_get_weight (lake, view);
  guint n_readers;
  const guint *readers = tarn_lab_lake_get_downstream (lake, view, &n_readers);

  for (guint i = 0; i < n_readers; i++)
    weight += get_weight (lake, readers[i]);
  return weight;
}

static gboolean
decide (TarnLabPolicy *self G_GNUC_UNUSED, const TarnLabLake *lake, TarnLabAnswers *answers,
        GError **error G_GNUC_UNUSED)
{
  gint64 now_us = tarn_lab_lake_get_now (lake);
  guint n_views, n_free = tarn_lab_lake_get_n_free_slots (lake);
  const guint *views = tarn_lab_lake_get_views (lake, &n_views);

  for (guint i = 0; i < n_views && n_free > 0; i++)
    {
      gint64 lag_us = now_us - tarn_lab_lake_get_oldest_pending_time (lake, views[i]);

      if ((double) lag_us < WAIT_US / sqrt (get_weight (lake, views[i]))
          || tarn_lab_lake_is_active (lake, views[i]))
        continue;
      tarn_lab_answers_start (answers, views[i], now_us, TARN_REFRESH_MODE_SERVICE, -1);
      n_free--;
    }
  tarn_lab_answers_set_next_wake (answers, now_us + G_TIME_SPAN_MINUTE);
  return TRUE;
}

/* The policy keeps nothing, so it is its own copy. */
static TarnLabPolicy *
copy (TarnLabPolicy *self)
{
  return g_object_ref (self);
}

static void
policy_init (TarnLabPolicyInterface *iface)
{
  iface->copy = copy;
  iface->decide = decide;
}

typedef GObject SquareRoot;
typedef GObjectClass SquareRootClass;
GType square_root_get_type (void);
G_DEFINE_TYPE_WITH_CODE (SquareRoot, square_root, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (TARN_LAB_TYPE_POLICY, policy_init))

static void
square_root_init (SquareRoot *self G_GNUC_UNUSED)
{
}

static void
square_root_class_init (SquareRootClass *class G_GNUC_UNUSED)
{
}

TARN_LAB_POLICY_MODULE (g_object_new (square_root_get_type (), NULL))
