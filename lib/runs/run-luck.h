/* SPDX-License-Identifier: MIT */
/*
 * These are the random draws of runs. A draw depends on the subject and the run alone, so nothing else in the
 * engine changes it.
 */
#pragma once

#include "runs/runs.h"

/*
 * Returns the draw of a run that has not ended: of @purpose by the run's ordinal. If the run has a tag and the
 * room draws by tags, it is of @tag_purpose by the tag, so that no tag meets the luck of an ordinal.
 */
TarnDraw tarn_runs_get_draw (const TarnRuns *runs, guint32 run, guint16 purpose,
                             guint16 tag_purpose);

/* Returns the same draw for a run of @subject that may not exist yet. @tag is 0 for none. */
TarnDraw tarn_runs_make_draw (const TarnRuns *runs, guint32 subject, guint32 ordinal, guint64 tag,
                              guint16 purpose, guint16 tag_purpose);

/*
 * Draws the factor by which a run's durations differ from those of the built-in model, and returns its logarithm as
 * tarn_random_log_normal() does. @option is that of the spread. Returns 0, which stands for no factor, without a
 * spread and for the model of a user.
 */
gint64 tarn_runs_draw_spread (const TarnRuns *runs, guint option, guint32 subject, guint32 ordinal,
                              guint64 tag, guint16 purpose, guint16 tag_purpose);

/*
 * These two functions draw whether work of @whole_us fails, and set @out_after_us to the moment if it does. Of
 * a million works @ppm fail, each at a moment that is drawn evenly; or @rate works fail in 1000 hours, each at
 * a moment of the exponential distribution.
 */
gboolean tarn_runs_draw_failure_evenly (const TarnRuns *runs, TarnDraw draw, gint64 ppm,
                                        gint64 whole_us, gint64 *out_after_us);
gboolean tarn_runs_draw_failure_by_rate (const TarnRuns *runs, TarnDraw draw, gint64 rate,
                                         gint64 whole_us, gint64 *out_after_us);
