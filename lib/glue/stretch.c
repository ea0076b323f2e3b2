/* SPDX-License-Identifier: MIT */
#include "glue/stretch.h"

#include "kernel/accessors.h"

G_DEFINE_BOXED_TYPE (TarnStretch, tarn_stretch, tarn_stretch_copy, tarn_stretch_free)

TarnStretch *
tarn_stretch_copy (const TarnStretch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnStretch *copy = g_memdup2 (self, sizeof *self);
  tarn_table_name_ref (copy->table);
  return copy;
}

void
tarn_stretch_free (TarnStretch *self)
{
  if (self == NULL)
    return;

  tarn_table_name_unref (self->table);
  g_free (self);
}

const TarnTableName *
tarn_stretch_get_table_name (const TarnStretch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->table;
}

TARN_GETTER (gint64, tarn_stretch_get_begin_time, const TarnStretch, from_us)
TARN_GETTER (gint64, tarn_stretch_get_end_time, const TarnStretch, to_us)
TARN_GETTER (gboolean, tarn_stretch_is_publication, const TarnStretch, is_publication)
TARN_GETTER (gint64, tarn_stretch_get_included_time, const TarnStretch, included_us)
TARN_GETTER (gint64, tarn_stretch_get_newest_time, const TarnStretch, newest_us)
TARN_GETTER (gint64, tarn_stretch_get_lacking_since, const TarnStretch, lacking_since_us)
TARN_GETTER (gboolean, tarn_stretch_is_never_refreshed, const TarnStretch, is_never)

void
tarn_stretch_get_pending_commits_area (const TarnStretch *self, TarnWide *out_area)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (out_area != NULL);

  *out_area = self->pending_commits;
}

void
tarn_stretch_get_pending_bytes_area (const TarnStretch *self, TarnWide *out_area)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (out_area != NULL);

  *out_area = self->pending_bytes;
}
