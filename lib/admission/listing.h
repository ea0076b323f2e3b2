/* SPDX-License-Identifier: MIT */
/*
 * Listing runs in pages, newest first. A token names the last run of a page, so runs that are
 * created between two calls shift nothing; it carries a check over the lake's seed and the
 * listing's filter, so that one of another listing or of somebody's own making is known.
 */
#pragma once

#include "kernel/record-store.h"

typedef gboolean (*TarnListedFunc) (gconstpointer data, guint32 run);

typedef struct
{
  const TarnRecordStore *records;
  const TarnRecordChain *subject; /* NULL for the runs of all subjects */
  TarnListedFunc is_listed;
  gconstpointer data;
  const TarnRandom *random;
  guint64 filter_hash;
} TarnListing;

/* The last run of a page. */
typedef struct
{
  guint64 sequence; /* 0: before the first page */
  guint32 run;
} TarnListPosition;

/* FALSE when no call with this filter gave that token. */
gboolean tarn_listing_parse_token (const TarnListing *listing, const char *token,
                                   TarnListPosition *ret_position);

/* The places of at most @max runs after the position; the token is NULL on the last page. */
GArray *tarn_listing_read_page (const TarnListing *listing, TarnListPosition position, guint max,
                                char **ret_next_token);
