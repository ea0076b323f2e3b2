/* SPDX-License-Identifier: MIT */
/*
 * A stretch is a time in which a materialized view showed the same content. The engine adds up the measures of
 * tarn-measures.h from stretches. A program that needs another figure, for example the share of the time within a
 * target, or the measures of a group of views, gets each stretch as it ends, and computes the figure from it.
 *
 * A stretch ends when the view publishes a refresh and when the measures of its account begin anew. It also ends when
 * the view is deleted, or when the sources of the view, or of a view that it reads, change. Then the next stretch of
 * the view begins. So the stretches of a view have neither gaps nor overlaps, and a stretch may have no length.
 *
 * The option `glue.measures` switches the measures on. Without it there are no stretches. If it is set to 0, then
 * all stretches end.
 *
 * In a stretch, the age of the view rises from its begin to its end by one in each microsecond, and so does its lag
 * from the time since which the view lacked a commit. Everything that the first seven measures of #TarnMeasure say
 * about this time follows from the stretch. The sum over all stretches of an account since its measures began, up to
 * the moment when they begin anew, is exactly what its measures were then.
 */
#pragma once

#include <tarn/tarn-glue-client.h>
#include <tarn/tarn-wide.h>

G_BEGIN_DECLS

#define TARN_TYPE_STRETCH (tarn_stretch_get_type ())

/**
 * TarnStretch:
 *
 * A time in which a view showed the same content. A stretch belongs to the library, and is valid during the call
 * of a #TarnStretchFunc. Use tarn_stretch_copy() to keep one for longer.
 *
 * Since: 1.0
 */
typedef struct _TarnStretch TarnStretch;

TARN_AVAILABLE_IN_1_0
GType tarn_stretch_get_type (void) G_GNUC_CONST;

/**
 * tarn_stretch_copy:
 * @self: a stretch
 *
 * Returns: (transfer full): a copy, which stays valid after the engine is gone
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnStretch *tarn_stretch_copy (const TarnStretch *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_stretch_free:
 * @self: (transfer full): a copy of a stretch
 *
 * Frees the copy. A #TarnStretchFunc must not free the stretch that it is given.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_stretch_free (TarnStretch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnStretch, tarn_stretch_free)

/* --- The view and the time -------------------------------------------------------------------- */

/**
 * tarn_stretch_get_table_name:
 * @self: a stretch
 *
 * Returns the name of the view. All stretches of a view, and the changes of its runs, have the same pointer, as long
 * as the view is not deleted.
 *
 * Returns: (transfer none): the name
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
const TarnTableName *tarn_stretch_get_table_name (const TarnStretch *self);

/**
 * tarn_stretch_get_begin_time:
 * @self: a stretch
 *
 * Returns: when the stretch began: the end of the stretch before, or the time when the view was created or the
 *   measures began
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_stretch_get_begin_time (const TarnStretch *self);

/**
 * tarn_stretch_get_end_time:
 * @self: a stretch
 *
 * Returns: when the stretch ended, which is now when a #TarnStretchFunc is called
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_stretch_get_end_time (const TarnStretch *self);

/**
 * tarn_stretch_is_publication:
 * @self: a stretch
 *
 * Returns: %TRUE if the stretch ended because the view published a refresh, as tarn_measures_get_n_publications()
 *   counts them; %FALSE if anything else ended it
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_stretch_is_publication (const TarnStretch *self);

/* --- What the view showed --------------------------------------------------------------------- */

/**
 * tarn_stretch_get_included_time:
 * @self: a stretch
 *
 * Returns the time when the oldest base table was read into what the view showed. The age of the view was the time
 * since then. For a view that counted as never refreshed, this can be the time since which it counted so, see
 * #TarnMeasure.
 *
 * Returns: the time, which is not after the begin of the stretch
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_stretch_get_included_time (const TarnStretch *self);

/**
 * tarn_stretch_get_newest_time:
 * @self: a stretch
 *
 * Returns: when the newest base table was read into what the view showed; the skew is the difference between this
 *   time and that of the oldest
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_stretch_get_newest_time (const TarnStretch *self);

/**
 * tarn_stretch_get_lacking_since:
 * @self: a stretch
 *
 * Returns the time of the first commit to a base table that the view did not show. The lag of the view was the time
 * since then, and 0 before. The time can be before the begin of the stretch.
 *
 * Returns: the time; %G_MAXINT64 if the view showed all commits up to the end of the stretch
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_stretch_get_lacking_since (const TarnStretch *self);

/**
 * tarn_stretch_is_never_refreshed:
 * @self: a stretch
 *
 * Returns: whether the view counted as never refreshed, see %TARN_MEASURE_NEVER_REFRESHED
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_stretch_is_never_refreshed (const TarnStretch *self);

/**
 * tarn_stretch_get_pending_commits_area:
 * @self: a stretch
 * @out_area: (out caller-allocates): the integral
 *
 * Returns in @out_area the integral over the stretch of the number of commits that the view did not show: the sum of
 * this number in each microsecond. If it could be 2^128 or more, it is 2^128 - 1.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_stretch_get_pending_commits_area (const TarnStretch *self, TarnWide *out_area);

/**
 * tarn_stretch_get_pending_bytes_area:
 * @self: a stretch
 * @out_area: (out caller-allocates): the integral
 *
 * Returns in @out_area the same integral of the bytes that these commits changed.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_stretch_get_pending_bytes_area (const TarnStretch *self, TarnWide *out_area);

/* --- Functions -------------------------------------------------------------------------------- */

/**
 * TarnStretchFunc:
 * @engine: the engine
 * @stretch: the stretch
 * @user_data: the pointer that was given to tarn_glue_client_add_stretch_func()
 *
 * Called when a stretch ends, in the middle of the work of the engine: before the run has ended that publishes, or
 * before the measures begin anew. The function may only look, as a #TarnConditionFunc may: an operation that would
 * change something fails with %TARN_ERROR_BUSY.
 *
 * Since: 1.0
 */
typedef void (*TarnStretchFunc) (TarnEngine *engine, const TarnStretch *stretch,
                                 gpointer user_data);

/**
 * tarn_glue_client_add_stretch_func:
 * @self: a client
 * @func: (scope notified): called when a stretch ends
 * @user_data: given to @func
 * @destroy: (nullable): called with @user_data when the function is removed or the engine is freed
 *
 * Adds a function that is called with each stretch of the views in the client's account, while the option
 * `glue.measures` is on. The functions of an engine are called in the order in which they were added, before the
 * observers are notified about what ended the stretch. To get the open stretches at the end of an observation too,
 * call tarn_glue_client_reset_measures(), which ends them.
 *
 * The function belongs to the engine and not to the client, so it stays when the client is freed. A fork and a
 * restored engine have no functions. A call from inside a condition, a cost model or a #TarnStretchFunc is a
 * programmer error.
 *
 * Returns: an id for tarn_glue_client_remove_stretch_func(), never 0 except after a programmer error
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_glue_client_add_stretch_func (TarnGlueClient *self, TarnStretchFunc func,
                                         gpointer user_data, GDestroyNotify destroy);

/**
 * tarn_glue_client_remove_stretch_func:
 * @self: a client of the same engine
 * @id: the id of a function
 *
 * Removes a function. A call from inside a condition, a cost model or a #TarnStretchFunc is a programmer error.
 *
 * Returns: whether there was such a function
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_glue_client_remove_stretch_func (TarnGlueClient *self, guint id);

G_END_DECLS
