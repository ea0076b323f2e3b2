/* SPDX-License-Identifier: MIT */
#include "lab/scenario/load-commits.h"

#include "lab/scenario/trace.h"

static char *
make_key (const TarnLabKey *commits, const TarnLabTableDraft *draft)
{
  g_autoptr (GString) key = g_string_new (NULL);

  commits->kind->write (commits, &draft->commits, key);
  g_string_append_printf (key, " / %" G_GUINT64_FORMAT, draft->size_bytes);
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static TarnLabTrace *
find_trace (const TarnLabDocument *document, const char *key)
{
  for (guint i = 0; i < document->traces->len; i++)
    {
      TarnLabTrace *trace = g_ptr_array_index (document->traces, i);

      if (g_str_equal (trace->key, key))
        return trace;
    }

  return NULL;
}

/* The message of the file says where in it and what is wrong. */
static TarnLabTrace *
read_trace (TarnLabDocument *document, const TarnLabPlace *place, const TarnLabTableDraft *draft,
            GError **error)
{
  const TarnLabOrigin *first = g_ptr_array_index (document->origins, 0);
  const char *path = draft->commits.path;
  g_autofree char *opened
      = g_path_is_absolute (path) ? g_strdup (path) : g_strconcat (first->directory, path, NULL);
  g_autoptr (GError) wrong = NULL;
  TarnLabTrace *trace = tarn_lab_trace_read (opened, &draft->commits, draft->size_bytes, &wrong);

  if (trace == NULL)
    tarn_lab_refuse (error, (TarnLabError) wrong->code, place,
                     "the metadata of an Iceberg table, or a CSV file of commits", "%s",
                     wrong->message);
  if (trace == NULL || !draft->commits.repeats || trace->length_us > 0 || trace->commits->len == 0)
    return trace;

  g_autofree char *name = g_filename_display_name (opened);
  tarn_lab_refuse (error, TARN_LAB_ERROR_HISTORY, place, "the file without repeat",
                   "%s: the history cannot repeat, because it does not tell how long it is", name);
  tarn_lab_trace_unref (trace);
  return NULL;
}

void
tarn_lab_scenario_add_file (TarnLabScenario *scenario, const char *path, const char *sha256)
{
  for (guint i = 0; i < scenario->files->len; i++)
    if (g_str_equal (g_array_index (scenario->files, TarnLabFile, i).path, path))
      return;

  TarnLabFile file = { g_strdup (path), g_strdup (sha256) };
  g_array_append_val (scenario->files, file);
}

/* The history is said to have so many commits and bytes, and the window may have few of them. */
static void
note_window (TarnLabScenario *scenario, const TarnLabSection *section,
             const TarnLabCommitsDraft *draft, const TarnLabTrace *trace)
{
  gint64 begin_us = scenario->warm_up_us - draft->commits.offset_us;
  gint64 end_us = scenario->warm_up_us + scenario->horizon_us - draft->commits.offset_us;
  guint n = 0;

  while (n < trace->commits->len
         && g_array_index (trace->commits, TarnLabTraceCommit, n).offset_us < end_us)
    n++;
  if (n < trace->commits->len)
    g_ptr_array_add (
        scenario->notes,
        g_strdup_printf (
            "%s: The trial ends before the history does, after %u of its %u commits, so the changed bytes"
            " a day may be others than those of the file.",
            section->heading, n, trace->commits->len));
  else if (n > 0 && trace->length_us == 0
           && g_array_index (trace->commits, TarnLabTraceCommit, n - 1).offset_us < begin_us)
    g_ptr_array_add (
        scenario->notes,
        g_strdup_printf (
            "%s: All commits of the history come in the warm-up, so none comes in the window.",
            section->heading));
}

gboolean
tarn_lab_load_commits (TarnLabScenario *scenario, const TarnLabSection *section,
                       TarnLabTableDraft *draft, GError **error)
{
  const TarnLabKey *key = tarn_lab_key_find (TARN_LAB_GROUP_TABLE, "commits");
  TarnLabPlace place
      = tarn_lab_section_get_place (section, tarn_lab_section_find_named (section, key, NULL));
  g_autofree char *name = make_key (key, draft);
  TarnLabTrace *trace = find_trace (scenario->document, name);

  if (trace == NULL)
    {
      trace = read_trace (scenario->document, &place, draft, error);
      if (trace == NULL)
        return FALSE;
      trace->key = g_steal_pointer (&name);
      g_ptr_array_add (scenario->document->traces, trace);
    }

  tarn_lab_scenario_add_file (scenario, trace->path, trace->sha256);
  for (guint i = 0; i < trace->notes->len; i++)
    g_ptr_array_add (scenario->notes,
                     g_strdup_printf ("%s: %s", section->heading,
                                      (const char *) g_ptr_array_index (trace->notes, i)));
  note_window (scenario, section, &draft->commits, trace);
  draft->size_bytes = trace->size_bytes;
  draft->commits.commits.kind
      = trace->commits->len > 0 ? TARN_LAB_COMMITS_TRACE : TARN_LAB_COMMITS_NONE;
  draft->commits.commits.trace = g_array_ref (trace->commits);
  draft->commits.commits.trace_length_us = trace->length_us;
  draft->commits.commits.load_permille = (guint) draft->commits.load_permille;
  return TRUE;
}
