/* SPDX-License-Identifier: MIT */
/* TarnStretch: a time in which a view showed the same content. */
#pragma once

#include <tarn/tarn-stretch.h>

struct _TarnStretch
{
  TarnTableName *table; /* borrowed, but that of a copy is its own */
  gint64 from_us;
  gint64 to_us;
  gint64 included_us; /* the time of the oldest content */
  gint64 newest_us;   /* that of the newest */
  /* The time of the first change that the view lacked; G_MAXINT64 for none. */
  gint64 lacking_since_us;
  gboolean is_never; /* one of the base tables was never included */
  gboolean is_publication;
  /* The integral of the commits that the view lacked, and of their bytes. */
  TarnWide pending_commits;
  TarnWide pending_bytes;
};
