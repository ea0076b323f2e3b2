/* SPDX-License-Identifier: MIT */
#include "lab/history/history.h"

#include "lab/history/file.h"
#include "lab/history/build.h"
#include "lab/history/from-csv.h"
#include "lab/history/from-iceberg.h"
#include "lab/history/text.h"

void
tarn_lab_history_free (TarnLabHistory *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->commits);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static TarnLabHistory *
new_history (void)
{
  TarnLabHistory *self = g_new0 (TarnLabHistory, 1);

  self->commits = g_array_new (FALSE, FALSE, sizeof (TarnLabTraceCommit));
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* --- Options ------------------------------------------------------------------------------------ */

static gboolean
check_option (const char *name, guint64 value, guint64 max, GError **error)
{
  if (value <= max)
    return TRUE;
  return tarn_lab_history_refuse (error, "%s %" G_GUINT64_FORMAT " is more than %" G_GUINT64_FORMAT,
                                  name, value, max);
}

static gboolean
check_options (const TarnLabHistoryOptions *options, GError **error)
{
  const guint64 size_max = G_GUINT64_CONSTANT (1) << 60;

  return check_option ("the number of last days", options->last_days, 36500, error)
         && check_option ("the stretch in permille", options->stretch_permille, 1000000, error)
         && check_option ("the load in permille", options->load_permille, 1000000, error)
         && check_option ("the size", options->size_bytes, size_max, error)
         && check_option ("the bytes of a commit", options->bytes_per_commit, size_max, error)
         && check_option ("the bytes of a record", options->bytes_per_record, 1 << 30, error);
}

/* The product of the longest history and the largest stretch would not fit. */
static gboolean
check_stretch (const TarnLabHistory *self, const TarnLabHistoryOptions *options, GError **error)
{
  const gint64 max_us = G_GINT64_CONSTANT (3652500) * G_TIME_SPAN_DAY;
  gint64 permille = options->stretch_permille > 0 ? options->stretch_permille : 1000;
  gint64 span_us = self->length_us;

  if (self->commits->len > 0)
    span_us
        = MAX (span_us,
               g_array_index (self->commits, TarnLabTraceCommit, self->commits->len - 1).offset_us);
  if (span_us / 1000 <= max_us / permille)
    return TRUE;
  return tarn_lab_history_refuse (error, "a pass, when stretched, lasts over 10,000 years");
}

/* --- Content ------------------------------------------------------------------------------------ */

/* A name that ends in .json is a promise. In any other file the first character tells. */
static gboolean
is_json (const char *name, const char *text, gsize size)
{
  gsize i = 0;

  if (g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".json.gz"))
    return TRUE;
  while (i < size && g_ascii_isspace (text[i]))
    i++;
  return i < size && (text[i] == '{' || text[i] == '[');
}

static gboolean
read_content (TarnLabHistory *self, GBytes *content, const char *name,
              const TarnLabHistoryOptions *options, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (TarnLabHistoryEntry));
  TarnLabHistoryDraft draft = { .noun = "entry", .entries = entries, .history = self };
  g_autoptr (GBytes) decoded = tarn_lab_history_decode (content, error);
  const char *text;
  gsize size;

  if (decoded == NULL)
    return FALSE;

  text = g_bytes_get_data (decoded, &size);
  return (is_json (name, text, size) ? tarn_lab_history_read_iceberg
                                     : tarn_lab_history_read_csv) (&draft, text, size, error)
         && tarn_lab_history_build (&draft, options, error) && check_stretch (self, options, error);
}

TarnLabHistory *
tarn_lab_history_parse (GBytes *content, const char *name, const TarnLabHistoryOptions *options,
                        GError **error)
{
  static const TarnLabHistoryOptions defaults = { 0 };
  g_autoptr (TarnLabHistory) self = new_history ();

  g_return_val_if_fail (content != NULL && name != NULL, NULL);

  if (options == NULL)
    options = &defaults;
  if (check_options (options, error) && read_content (self, content, name, options, error))
    return g_steal_pointer (&self);

  g_prefix_error (error, "%s: ", name);
  return NULL;
}

TarnLabHistory *
tarn_lab_history_load (const char *path, const TarnLabHistoryOptions *options, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) content = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  content = tarn_lab_file_read (path, TARN_LAB_HISTORY_BYTES_MAX, error);
  if (content == NULL)
    return NULL;

  name = g_filename_display_name (path);
  return tarn_lab_history_parse (content, name, options, error);
}
