/* SPDX-License-Identifier: MIT */
/*
 * Listing runs in pages, newest first. A token names the last run of a page, so runs that are
 * created between two calls shift nothing; it carries a check over the lake's seed and the
 * listing's filter, so that one of another listing or of somebody's own making is known.
 */
#pragma once

#include "runs/runs.h"

/* Runs that have expired are in no listing. */
typedef struct
{
  const TarnRuns *runs;
  const TarnRunHistory *history; /* of what the runs are about; NULL for the runs of all */
  gboolean is_empty;             /* what was asked for does not exist */
  gboolean (*is_listed) (gconstpointer data, guint32 run); /* NULL for all */
  gconstpointer data;
  guint64 filter_hash;
} TarnListing;

/* The last run of a page. */
typedef struct
{
  guint64 sequence; /* 0: before the first page */
  guint32 run;
} TarnListPosition;

/* The hash of all that the listing was asked for; NULL is an empty text. */
guint64 tarn_listing_hash_filter (const char *first, const char *second, const char *third);

/* FALSE when no call with this filter gave that token. */
gboolean tarn_listing_parse_token (const TarnListing *listing, const char *token,
                                   TarnListPosition *out_position);

/* The places of at most @max runs after the position; the token is NULL on the last page. */
GArray *tarn_listing_read_page (const TarnListing *listing, TarnListPosition position, guint max,
                                char **out_next_token);

/*
 * The same as an operation returns it: each run as @copy makes it, freed as the class says. @max_results may
 * be absent, and is @page_size then.
 */
GPtrArray *tarn_listing_copy_page (const TarnListing *listing, TarnListPosition position,
                                   gint64 max_results, guint page_size,
                                   gpointer (*copy) (TarnRoom *room, guint32 run),
                                   char **out_next_token);
