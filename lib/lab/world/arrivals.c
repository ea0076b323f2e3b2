/* SPDX-License-Identifier: MIT */
#include "lab/world/arrivals.h"

#include "lab/world/amount.h"

enum
{
  HOURS_OF_WEEK = 168,
  /* 1970-01-01 was a Thursday, and a week begins on Monday. */
  HOURS_FROM_MONDAY = 3 * 24,
  ONE_PERMILLE = 1000,
};

static void
init_rhythm (TarnLabArrivals *arrivals)
{
  const GArray *rhythm = arrivals->commits->rhythm;
  guint64 sum = 0;

  for (guint i = 0; i < rhythm->len; i++)
    {
      guint32 weight = g_array_index (rhythm, guint32, i);

      sum += weight;
      arrivals->peak = MAX (arrivals->peak, weight);
    }
  /* At the peak of the rate, the gaps are shorter by the factor of the mean weight to the greatest. */
  arrivals->mean_gap_us
      = (gint64) ((guint64) arrivals->mean_gap_us / arrivals->peak * sum / rhythm->len
                  + (guint64) arrivals->mean_gap_us % arrivals->peak * sum
                        / ((guint64) arrivals->peak * rhythm->len));
}

void
tarn_lab_arrivals_init (TarnLabArrivals *arrivals, TarnEngine *engine, const char *name,
                        const TarnLabCommits *commits, gint64 start_us, gint64 end_us)
{
  *arrivals = (TarnLabArrivals){
    .commits = commits,
    .start_us = start_us,
    .end_us = end_us,
    .gaps = tarn_engine_create_random_stream (engine, name, "gap"),
    .hours = tarn_engine_create_random_stream (engine, name, "rhythm"),
    .bytes = tarn_engine_create_random_stream (engine, name, "bytes"),
    .copies = tarn_engine_create_random_stream (engine, name, "load"),
    .mean_gap_us = commits->gap_us,
  };
  if (commits->kind == TARN_LAB_COMMITS_POISSON && commits->rhythm != NULL)
    init_rhythm (arrivals);
}

void
tarn_lab_arrivals_clear (TarnLabArrivals *arrivals)
{
  g_clear_pointer (&arrivals->gaps, tarn_random_stream_free);
  g_clear_pointer (&arrivals->hours, tarn_random_stream_free);
  g_clear_pointer (&arrivals->bytes, tarn_random_stream_free);
  g_clear_pointer (&arrivals->copies, tarn_random_stream_free);
}

/* --- When --------------------------------------------------------------------------------------- */

static gint64
get_periodic_time (const TarnLabArrivals *arrivals, TarnLabCursor *cursor, gint64 now_us)
{
  return cursor->ordinal++ == 0 ? arrivals->start_us + arrivals->commits->offset_us
                                : now_us + arrivals->commits->gap_us;
}

static guint32
get_weight (const TarnLabArrivals *arrivals, gint64 time_us)
{
  const GArray *rhythm = arrivals->commits->rhythm;
  gint64 hour = time_us / G_TIME_SPAN_HOUR;

  if (rhythm->len == HOURS_OF_WEEK)
    hour += HOURS_FROM_MONDAY;
  return g_array_index (rhythm, guint32, (guint) (hour % rhythm->len));
}

/* Thins arrivals at the peak of the rate: of the candidates of an hour, as many stay as its weight says. */
static gint64
draw_poisson_time (const TarnLabArrivals *arrivals, TarnLabCursor *cursor, gint64 now_us)
{
  gint64 time_us = now_us;

  for (;;)
    {
      guint64 place = cursor->ordinal++;

      time_us
          += tarn_random_stream_draw_exponential (arrivals->gaps, place, 0, arrivals->mean_gap_us);
      if (arrivals->peak == 0 || time_us >= arrivals->end_us
          || tarn_random_stream_draw_uniform (arrivals->hours, place, 0, arrivals->peak)
                 < get_weight (arrivals, time_us))
        return time_us;
    }
}

/* Draws how many commits a commit of the trace stands for. A greater load keeps the commits of a smaller one. */
static guint
draw_n_copies (const TarnLabArrivals *arrivals, guint64 place)
{
  guint load = arrivals->commits->load_permille;
  guint rest = load % ONE_PERMILLE;

  if (rest == 0)
    return load / ONE_PERMILLE;
  return load / ONE_PERMILLE
         + (tarn_random_stream_draw_uniform (arrivals->copies, place, 0, ONE_PERMILLE) < rest);
}

static const TarnLabTraceCommit *
get_trace_commit (const TarnLabArrivals *arrivals, guint64 place)
{
  const GArray *trace = arrivals->commits->trace;

  return &g_array_index (trace, TarnLabTraceCommit, (guint) (place % trace->len));
}

static gint64
get_trace_time (const TarnLabArrivals *arrivals, TarnLabCursor *cursor, gint64 now_us)
{
  const TarnLabCommits *commits = arrivals->commits;

  if (cursor->n_copies > 0)
    {
      cursor->n_copies--;
      return now_us;
    }

  for (;;)
    {
      guint64 place = cursor->ordinal++;
      gint64 n_repeats = (gint64) (place / commits->trace->len);
      gint64 time_us;

      if (n_repeats > 0 && commits->trace_length_us == 0)
        return G_MAXINT64;
      /* A trace that is longer than its repetition would go back in time. */
      time_us = arrivals->start_us + commits->offset_us + n_repeats * commits->trace_length_us
                + get_trace_commit (arrivals, place)->offset_us;
      guint n_copies = draw_n_copies (arrivals, place);
      if (n_copies == 0 && time_us < arrivals->end_us)
        continue;
      cursor->n_copies = n_copies > 0 ? n_copies - 1 : 0;
      return MAX (now_us, time_us);
    }
}

static gint64
find_next_time (const TarnLabArrivals *arrivals, TarnLabCursor *cursor, gint64 now_us)
{
  switch (arrivals->commits->kind)
    {
    case TARN_LAB_COMMITS_PERIODIC:
      return get_periodic_time (arrivals, cursor, now_us);
    case TARN_LAB_COMMITS_POISSON:
      return draw_poisson_time (arrivals, cursor, now_us);
    case TARN_LAB_COMMITS_TRACE:
      return get_trace_time (arrivals, cursor, now_us);
    case TARN_LAB_COMMITS_NONE:
      break;
    }

  return G_MAXINT64;
}

gint64
tarn_lab_arrivals_move_on (const TarnLabArrivals *arrivals, TarnLabCursor *cursor, gint64 now_us)
{
  gint64 time_us = find_next_time (arrivals, cursor, now_us);

  return time_us < arrivals->end_us ? time_us - now_us : TARN_TIMEOUT_END;
}

/* --- What --------------------------------------------------------------------------------------- */

TarnLabTraceCommit
tarn_lab_arrivals_get_commit (const TarnLabArrivals *arrivals, const TarnLabCursor *cursor)
{
  const TarnLabCommits *commits = arrivals->commits;
  guint64 place = cursor->ordinal - 1;

  if (commits->kind == TARN_LAB_COMMITS_TRACE)
    {
      TarnLabTraceCommit commit = *get_trace_commit (arrivals, place);

      /* The sizes of the trace are not those of a table with other commits. */
      if (commits->load_permille != ONE_PERMILLE)
        commit.total_bytes = -1;
      return commit;
    }

  guint64 bytes = (guint64) tarn_lab_amount_draw (&commits->bytes, arrivals->bytes, place);
  return (TarnLabTraceCommit){
    .operation = commits->operation,
    .added_bytes = commits->operation != TARN_COMMIT_DELETE ? bytes : 0,
    .removed_bytes = commits->operation != TARN_COMMIT_APPEND ? bytes : 0,
    .total_bytes = -1,
  };
}

/*
 * A trace of which the scenario drops or repeats commits, or whose table has no known size, may remove more than there
 * is, and so may an amount that is drawn. Such a commit empties the table.
 */
void
tarn_lab_arrivals_limit_removal (TarnLabTraceCommit *commit, guint64 *size_bytes)
{
  guint64 bytes = *size_bytes + commit->added_bytes;

  if (commit->total_bytes < 0)
    commit->removed_bytes = MIN (commit->removed_bytes, bytes);
  *size_bytes
      = commit->total_bytes >= 0 ? (guint64) commit->total_bytes : bytes - commit->removed_bytes;
}
