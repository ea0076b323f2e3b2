/* SPDX-License-Identifier: MIT */
/*
 * Listing runs page by page, newest first. A page token says after which run the next page begins,
 * so pages do not shift; it carries a check over the names that were asked for, keyed by the
 * engine's seed, so a forged one, or one of another listing, is known.
 */
#pragma once

#include "glue/glue.h"

typedef struct
{
  const char *catalog_id;
  const char *database_name; /* NULL for all */
  const char *table_name;    /* NULL for all */
} TarnRunFilter;

typedef struct
{
  guint64 sequence; /* of the last run told; 0 at the beginning */
  guint32 run;      /* where it is, if it is still there */
} TarnRunPosition;

/* FALSE when the token was not made for this filter. */
gboolean tarn_refresh_list_parse_token (const TarnGlue *glue, const TarnRunFilter *filter,
                                        const char *token, TarnRunPosition *ret_position);

/* An array of TarnRefreshRun; the token of the next page, or NULL when there is none. */
GPtrArray *tarn_refresh_list (const TarnGlue *glue, const TarnRunFilter *filter,
                              TarnRunPosition position, guint max, char **ret_next_token);
