/* SPDX-License-Identifier: MIT */
#include "glue/refresh-failure.h"

#include "kernel/arith.h"
#include "runs/run-luck.h"

const char *
tarn_refresh_failure_get_message (TarnRefreshFailure failure)
{
  static const char *const messages[TARN_REFRESH_N_FAILURES] = {
    [TARN_REFRESH_READ_FAILURE] = "The refresh failed while reading its sources.",
    [TARN_REFRESH_PERMISSION_FAILURE]
    = "The definer of the view is not permitted to read its sources.",
    [TARN_REFRESH_MODE_FAILURE]
    = "The start asked for an incremental refresh, and the refresh can only be full.",
    [TARN_REFRESH_WORKER_FAILURE] = "The refresh lost a worker.",
    [TARN_REFRESH_PUBLICATION_FAILURE] = "The refresh failed while publishing its result.",
    [TARN_REFRESH_SOURCE_FAILURE] = "A source of the view was deleted.",
  };

  return messages[failure];
}

/* --- Random draws ----------------------------------------------------------------------------- */

enum
{
  /* Within one purpose, the draws by rate begin here, so that they meet none of the draws by probability. */
  RATE_INDEX = 1 << 12,
  NO_RATE = -1,
};

typedef struct
{
  TarnRefreshFailure failure;
  guint ppm;        /* the option with the probability of a run */
  gint rate;        /* the option with the rate, or NO_RATE */
  gboolean is_last; /* only the end of the work can fail like this */
  guint16 purpose;
  guint16 tag_purpose;
} Kind;

/* A run publishes once, so that failure has no rate over time. */
static const Kind kinds[] = {
  { TARN_REFRESH_READ_FAILURE, TARN_GLUE_READ_FAILURE_PPM, TARN_GLUE_READ_FAILURES_PER_1000_HOURS,
    FALSE, TARN_PURPOSE_REFRESH_READ_FAILURE, TARN_PURPOSE_REFRESH_READ_FAILURE_BY_TAG },
  { TARN_REFRESH_WORKER_FAILURE, TARN_GLUE_WORKER_FAILURE_PPM,
    TARN_GLUE_WORKER_FAILURES_PER_1000_HOURS, FALSE, TARN_PURPOSE_REFRESH_WORKER_FAILURE,
    TARN_PURPOSE_REFRESH_WORKER_FAILURE_BY_TAG },
  { TARN_REFRESH_PUBLICATION_FAILURE, TARN_GLUE_PUBLICATION_FAILURE_PPM, NO_RATE, TRUE,
    TARN_PURPOSE_REFRESH_PUBLICATION_FAILURE, TARN_PURPOSE_REFRESH_PUBLICATION_FAILURE_BY_TAG },
};

/* The earliest failure wins. */
static void
consider (TarnActiveRefresh *active, TarnRefreshFailure failure, gint64 after_us)
{
  if (active->failure != TARN_REFRESH_NO_FAILURE && after_us >= active->end_after_us)
    return;

  active->failure = failure;
  active->end_after_us = after_us;
}

static gint64
get_rate (const TarnGlue *glue, const Kind *kind)
{
  return kind->rate != NO_RATE ? tarn_glue_get_option (glue, (guint) kind->rate) : 0;
}

void
tarn_refresh_draw_failure (const TarnGlue *glue, TarnActiveRefresh *active)
{
  const TarnRuns *runs = &glue->room.runs;
  gint64 running_us = active->plan.running_us, after_us;

  active->failure = TARN_REFRESH_NO_FAILURE;
  active->end_after_us = running_us;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const Kind *kind = &kinds[i];
      gint64 ppm = tarn_glue_get_option (glue, kind->ppm), rate = get_rate (glue, kind);

      if (G_LIKELY ((ppm | rate) == 0))
        continue;

      TarnDraw draw = tarn_runs_get_draw (runs, active->run.run, kind->purpose, kind->tag_purpose);
      if (tarn_runs_draw_failure_evenly (runs, draw, ppm, running_us, &after_us))
        consider (active, kind->failure, kind->is_last ? running_us : after_us);
      draw.index = RATE_INDEX;
      if (tarn_runs_draw_failure_by_rate (runs, draw, rate, running_us, &after_us))
        consider (active, kind->failure, after_us);
    }

  if (G_UNLIKELY (active->plan.failure_ppm != TARN_PLAN_NO_FAILURE))
    consider (active, TARN_REFRESH_READ_FAILURE,
              (gint64) tarn_multiply_divide ((guint64) running_us, active->plan.failure_ppm,
                                             1000000));
}
