/* SPDX-License-Identifier: MIT */
#include "lab/scenario/trace.h"

#include <tarn-lab/tarn-lab-error.h>

#include "lab/history/file.h"
#include "lab/history/text.h"
#include "lab/history/history.h"

static void
clear_trace (gpointer data)
{
  TarnLabTrace *self = data;

  g_free (self->key);
  g_free (self->path);
  g_free (self->sha256);
  g_array_unref (self->commits);
  g_ptr_array_unref (self->notes);
}

void
tarn_lab_trace_unref (TarnLabTrace *self)
{
  g_atomic_rc_box_release_full (self, clear_trace);
}

/* --- Making ----------------------------------------------------------------------------------- */

/* Stretches without a product that is longer than 64 bits; the history is known to fit. */
static gint64
stretch (gint64 time_us, guint64 permille)
{
  gint64 factor = (gint64) permille;

  return time_us / 1000 * factor + time_us % 1000 * factor / 1000;
}

static TarnLabTrace *
trace_new (const TarnLabHistory *history, const TarnLabCommitsDraft *draft, GBytes *content)
{
  TarnLabTrace *self = g_atomic_rc_box_new0 (TarnLabTrace);

  self->path = g_strdup (draft->path);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  self->commits = g_array_ref (history->commits);
  self->length_us = draft->repeats ? stretch (history->length_us, draft->stretch_permille) : 0;
  self->size_bytes = history->size_bytes;
  self->notes = g_ptr_array_ref (history->notes);
  for (guint i = 0; i < self->commits->len; i++)
    {
      TarnLabTraceCommit *commit = &g_array_index (self->commits, TarnLabTraceCommit, i);

      commit->offset_us = stretch (commit->offset_us, draft->stretch_permille);
    }
  return self;
}

TarnLabTrace *
tarn_lab_trace_read (const char *path, const TarnLabCommitsDraft *draft, guint64 size_bytes,
                     GError **error)
{
  TarnLabHistoryOptions options = {
    .last_days = (guint) (draft->last_us / G_TIME_SPAN_DAY),
    .repeats = draft->repeats,
    .stretch_permille = (guint) draft->stretch_permille,
    .load_permille = (guint) draft->load_permille,
    .size_bytes = size_bytes,
    .bytes_per_commit = draft->bytes_per_commit,
    .bytes_per_record = draft->bytes_per_record,
    .has_time_of_day = draft->commits.offset_us > 0,
  };
  g_autoptr (GBytes) content = tarn_lab_file_read (path, TARN_LAB_HISTORY_BYTES_MAX, error);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (TarnLabHistory) history
      = content != NULL ? tarn_lab_history_parse (content, name, &options, error) : NULL;

  if (history == NULL)
    return NULL;

  return trace_new (history, draft, content);
}
