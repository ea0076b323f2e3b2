/* SPDX-License-Identifier: MIT */
/* Which refresh runs a listing is about. */
#pragma once

#include "admission/listing.h"
#include "glue/glue.h"

typedef struct
{
  const char *catalog_id;
  const char *database_name; /* NULL for all */
  const char *table_name;    /* NULL for all */
} TarnRunFilter;

typedef struct
{
  const TarnGlue *glue;
  const TarnRunFilter *filter;
  gboolean has_runs; /* FALSE when the view that was asked for does not exist */
  TarnListing listing;
} TarnRefreshList;

void tarn_refresh_list_init (TarnRefreshList *list, const TarnGlue *glue,
                             const TarnRunFilter *filter);

/* FALSE when the filter is none, or the token, which may be NULL, is not one of this listing. */
gboolean tarn_refresh_list_check (const TarnRefreshList *list, const char *next_token,
                                  TarnListPosition *ret_position, GError **error);

/* An array of TarnRefreshRun; the token of the next page, or NULL when there is none. */
GPtrArray *tarn_refresh_list_read_page (const TarnRefreshList *list, TarnListPosition position,
                                        guint max, char **ret_next_token);
