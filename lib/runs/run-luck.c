/* SPDX-License-Identifier: MIT */
#include "runs/run-luck.h"

#include "kernel/arith.h"

#define RATE_TIME_US (G_GUINT64_CONSTANT (1000) * 3600 * 1000000)

/*
 * A draw has room for the lower half of a tag. The upper half changes the entity, which is a hash already: an
 * odd factor keeps all halves apart, and 0 keeps the entity.
 */
TarnDraw
tarn_runs_make_draw (const TarnRuns *runs, guint32 subject, guint32 ordinal, guint64 tag,
                     guint16 purpose, guint16 tag_purpose)
{
  const TarnRunClass *class = runs->class;
  guint64 entity = class->get_history (runs->room, subject)->hash;

  if (tag == 0 || tarn_admission_get_option (runs->admission, class->draw_by_tag) == 0)
    return (TarnDraw){ entity, ordinal, purpose, 0 };

  return (TarnDraw){ entity ^ (tag >> 32) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15), (guint32) tag,
                     tag_purpose, 0 };
}

TarnDraw
tarn_runs_get_draw (const TarnRuns *runs, guint32 run, guint16 purpose, guint16 tag_purpose)
{
  return tarn_runs_make_draw (runs, tarn_runs_get (runs, run)->subject,
                              tarn_runs_get_active (runs, run)->ordinal,
                              tarn_run_store_get_tag (&runs->store, run), purpose, tag_purpose);
}

gint64
tarn_runs_draw_spread (const TarnRuns *runs, guint option, guint32 subject, guint32 ordinal,
                       guint64 tag, guint16 purpose, guint16 tag_purpose)
{
  guint permille = (guint) tarn_admission_get_option (runs->admission, option);

  if (G_LIKELY (permille == TARN_NO_SPREAD))
    return 0;

  TarnDraw draw = tarn_runs_make_draw (runs, subject, ordinal, tag, purpose, tag_purpose);
  return tarn_random_log_normal (&runs->core->random, &draw, permille);
}

gboolean
tarn_runs_draw_failure_evenly (const TarnRuns *runs, TarnDraw draw, gint64 ppm, gint64 whole_us,
                               gint64 *out_after_us)
{
  const TarnRandom *random = &runs->core->random;

  if (!tarn_random_chance (random, &draw, (guint32) ppm))
    return FALSE;

  *out_after_us
      = (gint64) tarn_multiply_divide ((guint64) whole_us,
                                       tarn_random_below (random, &draw, 1000000), 1000000);
  return TRUE;
}

gboolean
tarn_runs_draw_failure_by_rate (const TarnRuns *runs, TarnDraw draw, gint64 rate, gint64 whole_us,
                                gint64 *out_after_us)
{
  if (rate == 0)
    return FALSE;

  *out_after_us = (gint64) tarn_random_exponential (&runs->core->random, &draw,
                                                    RATE_TIME_US / (guint64) rate);
  return *out_after_us < whole_us;
}
