/* SPDX-License-Identifier: MIT */
/*
 * Simulates cells, in the thread of the caller or in others. The thread of the caller alone changes the outcome, and tells
 * of the progress. A cell is a trial of its own, so it does not matter which thread simulates which cell.
 */
#include <gio/gio.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/experiment/outcome.h"

enum
{
  SLICES = 100, /* of a trial, between which it can be given up */
};

typedef struct _Work Work;

/* A cell that a thread has simulated: a row of figures, or an error. */
typedef struct
{
  guint cell;
  gint64 *row;
  GError *error;
} Done;

struct _Work
{
  TarnLabOutcome *outcome;
  GArray *cells;       /* guint; what is to do */
  guint n_there;       /* of the cells that were asked for, those that were there before */
  guint n_done_before; /* of all cells of the outcome */
  TarnLabProgressFunc func;
  gpointer user_data;

  gint next;   /* atomic; among the cells */
  gint limit;  /* atomic; cells from this one on are given up */
  GMutex lock; /* of the rest */
  GCond cond;  /* a slice or a cell is over */
  GQueue done; /* Done * */
  guint n_running;
};

/* --- One cell --------------------------------------------------------------------------------- */

/* Is called after each slice; returns whether to go on. */
typedef gboolean (*SliceFunc) (Work *work, guint cell);

/* Returns NULL with an error, or without one if the cell was given up. */
static gint64 *
simulate_cell (Work *work, guint cell, SliceFunc after_slice, GError **error)
{
  const TarnLabHead *head = work->outcome->head;
  guint n_variants = head->labels->len;
  TarnLabScenario *scenario
      = tarn_lab_experiment_get (work->outcome->experiment, cell % n_variants)->scenario;
  g_autoptr (TarnLabTrial) trial = tarn_lab_trial_new (scenario, cell / n_variants, error);

  if (trial == NULL)
    return NULL;

  gint64 begin_us = scenario->start_us;
  gint64 length_us = tarn_lab_trial_get_end_time (trial) - begin_us;
  for (gint64 i = 1; i < SLICES; i++)
    {
      if (!tarn_lab_trial_advance_to (trial, begin_us + length_us / SLICES * i, error))
        return NULL;
      if (!after_slice (work, cell))
        return NULL;
    }

  g_autoptr (TarnLabResult) result = tarn_lab_trial_finish (trial, error);
  return result != NULL ? tarn_lab_outcome_make_row (work->outcome, result) : NULL;
}

static void
prefix_error (const TarnLabOutcome *outcome, guint cell, GError **error)
{
  guint n_variants = outcome->head->labels->len;

  g_prefix_error (error, "%s, replication %u: ",
                  (const char *) outcome->head->labels->pdata[cell % n_variants],
                  cell / n_variants);
}

/* --- Progress --------------------------------------------------------------------------------- */

static gboolean
tell_progress (Work *work)
{
  guint n_new = work->outcome->n_done - work->n_done_before;
  guint n_cells = work->n_there + work->cells->len;

  if (work->func == NULL || work->func (work->n_there + n_new, n_cells, work->user_data))
    return TRUE;
  g_atomic_int_set (&work->limit, 0);
  return FALSE;
}

static gboolean
tell_slice (Work *work, guint cell)
{
  (void) cell;
  return tell_progress (work);
}

static gboolean
set_cancelled (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
  return FALSE;
}

/* --- In the thread of the caller -------------------------------------------------------------- */

static gboolean
run_here (Work *work, GError **error)
{
  for (guint i = 0; i < work->cells->len; i++)
    {
      guint cell = g_array_index (work->cells, guint, i);
      GError *inner = NULL;

      if (!tell_progress (work))
        return set_cancelled (error);

      gint64 *row = simulate_cell (work, cell, tell_slice, &inner);
      if (inner != NULL)
        {
          prefix_error (work->outcome, cell, &inner);
          g_propagate_error (error, inner);
          return FALSE;
        }
      if (row == NULL)
        return set_cancelled (error);
      if (!tarn_lab_outcome_take_row (work->outcome, cell, row, error))
        return FALSE;
    }
  return tell_progress (work) || set_cancelled (error);
}

/* --- In other threads ------------------------------------------------------------------------- */

static gboolean
signal_slice (Work *work, guint cell)
{
  g_mutex_lock (&work->lock);
  g_cond_signal (&work->cond);
  g_mutex_unlock (&work->lock);
  return (gint) cell < g_atomic_int_get (&work->limit);
}

static gpointer
run_thread (gpointer data)
{
  Work *work = data;

  for (;;)
    {
      guint place = (guint) g_atomic_int_add (&work->next, 1);
      if (place >= work->cells->len
          || (gint) g_array_index (work->cells, guint, place) >= g_atomic_int_get (&work->limit))
        break;

      Done *done = g_new0 (Done, 1);
      done->cell = g_array_index (work->cells, guint, place);
      done->row = simulate_cell (work, done->cell, signal_slice, &done->error);
      g_mutex_lock (&work->lock);
      g_queue_push_tail (&work->done, done);
      g_cond_signal (&work->cond);
      g_mutex_unlock (&work->lock);
    }

  g_mutex_lock (&work->lock);
  work->n_running--;
  g_cond_signal (&work->cond);
  g_mutex_unlock (&work->lock);
  return NULL;
}

/*
 * Takes over what a thread has done. Of several errors, the one of the first cell is kept, in @failed. The cells before it go
 * on, so that the same error comes with any number of threads.
 */
static void
take_done (Work *work, Done *done, Done *failed)
{
  if (done->error == NULL && done->row != NULL)
    tarn_lab_outcome_take_row (work->outcome, done->cell, done->row, &done->error);
  else if (done->error != NULL)
    prefix_error (work->outcome, done->cell, &done->error);
  if (done->error != NULL)
    {
      g_atomic_int_set (&work->limit, MIN (g_atomic_int_get (&work->limit), (gint) done->cell));
      if (failed->error == NULL || done->cell < failed->cell)
        {
          GError *other = failed->error;

          failed->cell = done->cell;
          failed->error = g_steal_pointer (&done->error);
          done->error = other;
        }
    }
  g_clear_error (&done->error);
  g_free (done);
}

static void
watch_threads (Work *work, Done *failed)
{
  g_mutex_lock (&work->lock);
  while (work->n_running > 0 || !g_queue_is_empty (&work->done))
    {
      Done *done = g_queue_pop_head (&work->done);

      g_mutex_unlock (&work->lock);
      if (done != NULL)
        take_done (work, done, failed);
      tell_progress (work);
      g_mutex_lock (&work->lock);
      if (work->n_running > 0 && g_queue_is_empty (&work->done))
        g_cond_wait (&work->cond, &work->lock);
    }
  g_mutex_unlock (&work->lock);
}

static gboolean
run_in_threads (Work *work, guint n_threads, GError **error)
{
  g_autofree GThread **threads = g_new (GThread *, n_threads);
  Done failed = { 0 };

  g_mutex_init (&work->lock);
  g_cond_init (&work->cond);
  work->n_running = n_threads;
  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("tarn-lab", run_thread, work);
  watch_threads (work, &failed);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
  g_cond_clear (&work->cond);
  g_mutex_clear (&work->lock);

  if (failed.error != NULL)
    {
      g_propagate_error (error, failed.error);
      return FALSE;
    }
  return g_atomic_int_get (&work->limit) > 0 || set_cancelled (error);
}

/* --- All cells -------------------------------------------------------------------------------- */

gboolean
tarn_lab_outcome_run (TarnLabOutcome *self, guint first, guint n_replications, guint n_threads,
                      TarnLabProgressFunc func, gpointer user_data, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->experiment != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  guint n_variants = self->head->labels->len;
  guint from = MIN (first, self->head->n_replications);
  guint to = from + MIN (n_replications, self->head->n_replications - from);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint));
  Work work = {
    .outcome = self, .cells = cells, .func = func, .user_data = user_data, .limit = G_MAXINT
  };

  for (guint i = from * n_variants; i < to * n_variants; i++)
    if (self->rows[i] == NULL)
      g_array_append_val (cells, i);
  work.n_there = (to - from) * n_variants - cells->len;
  work.n_done_before = self->n_done;
  return n_threads > 1 ? run_in_threads (&work, MIN (n_threads, MAX (cells->len, 1)), error)
                       : run_here (&work, error);
}
