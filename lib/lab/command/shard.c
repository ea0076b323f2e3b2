/* SPDX-License-Identifier: MIT */
#include "lab/command/shard.h"

enum
{
  SHARDS_MAX = 100000,
};

static gboolean
parse (const char *text, guint64 max, guint64 *out_number)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, max, out_number, NULL);
}

static gboolean
read_option (const char *text, Shard *shard, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  guint64 index, n_shards;

  if (!parse (parts[0], SHARDS_MAX, &index) || !parse (parts[1], SHARDS_MAX, &n_shards) || index < 1
      || index > n_shards)
    return command_fail_usage (error, "--shard: '%s' is no shard; allowed: K/N with K from 1 to N",
                               text);
  *shard = (Shard){ (guint) index - 1, (guint) n_shards };
  return TRUE;
}

/* Slurm counts tasks from SLURM_ARRAY_TASK_MIN on, and AWS Batch counts jobs from 0 on. */
static gboolean
read_slurm (Shard *shard, GError **error)
{
  guint64 task, min, n_tasks, max, step = 1;

  if (!parse (g_getenv ("SLURM_ARRAY_TASK_ID"), G_MAXUINT32, &task)
      || !parse (g_getenv ("SLURM_ARRAY_TASK_MIN"), task, &min)
      || !parse (g_getenv ("SLURM_ARRAY_TASK_MAX"), G_MAXUINT32, &max)
      || !parse (g_getenv ("SLURM_ARRAY_TASK_COUNT"), SHARDS_MAX, &n_tasks) || task > max
      || n_tasks == 0)
    return command_fail_usage (error,
                               "the variables SLURM_ARRAY_TASK_... are not those of an array;"
                               " --shard K/N says which shard this is");
  if (g_getenv ("SLURM_ARRAY_TASK_STEP") != NULL
      && (!parse (g_getenv ("SLURM_ARRAY_TASK_STEP"), G_MAXUINT32, &step) || step == 0))
    step = 1;
  if ((task - min) % step != 0 || (task - min) / step >= n_tasks)
    return command_fail_usage (
        error, "the tasks of the array have gaps; --shard K/N says which shard this is");
  *shard = (Shard){ (guint) ((task - min) / step), (guint) n_tasks };
  return TRUE;
}

static gboolean
read_batch (Shard *shard, GError **error)
{
  guint64 index, n_jobs;

  if (!parse (g_getenv ("AWS_BATCH_JOB_ARRAY_SIZE"), SHARDS_MAX, &n_jobs) || n_jobs == 0
      || !parse (g_getenv ("AWS_BATCH_JOB_ARRAY_INDEX"), n_jobs - 1, &index))
    return command_fail_usage (error,
                               "the variables AWS_BATCH_JOB_ARRAY_... are not those of an array;"
                               " --shard K/N says which shard this is");
  *shard = (Shard){ (guint) index, (guint) n_jobs };
  return TRUE;
}

gboolean
shard_read (const Arguments *arguments, Shard *shard, GError **error)
{
  const char *text;

  *shard = (Shard){ 0, 1 };
  if (!arguments_knows (arguments, "shard"))
    return TRUE;
  text = arguments_get_value (arguments, "shard");
  if (text != NULL)
    return read_option (text, shard, error);
  if (g_getenv ("SLURM_ARRAY_TASK_ID") != NULL)
    return read_slurm (shard, error);
  return g_getenv ("AWS_BATCH_JOB_ARRAY_INDEX") == NULL || read_batch (shard, error);
}

gboolean
shard_is_part (const Shard *self, const Arguments *arguments)
{
  return self->n_shards > 1
         || (arguments_knows (arguments, "range") && arguments_has (arguments, "range"));
}

/* --- Ranges ----------------------------------------------------------------------------------- */

static gboolean
read_range (const char *text, guint n_replications, Range *range, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", 2);
  guint64 first, last;

  if (!parse (parts[0], n_replications - 1, &first) || !parse (parts[1], n_replications - 1, &last)
      || first > last)
    return command_fail_usage (
        error, "--range: '%s' is no range; allowed: FIRST-LAST, replications from 0 to %u", text,
        n_replications - 1);
  *range = (Range){ (guint) first, (guint) (last - first) + 1 };
  return TRUE;
}

static guint
get_begin (const Range *whole, guint index, guint n_shards)
{
  return whole->first + (guint) ((guint64) whole->n_replications * index / n_shards);
}

gboolean
shard_get_range (const Shard *self, const Arguments *arguments, guint n_replications, Range *range,
                 GError **error)
{
  Range whole = { 0, n_replications };

  if (arguments_knows (arguments, "range") && arguments_has (arguments, "range")
      && !read_range (arguments_get_value (arguments, "range"), n_replications, &whole, error))
    return FALSE;
  range->first = get_begin (&whole, self->index, self->n_shards);
  range->n_replications = get_begin (&whole, self->index + 1, self->n_shards) - range->first;
  return TRUE;
}
