/* SPDX-License-Identifier: MIT */
/*
 * Lists runs in pages, newest first. A token names the last run of a page, so runs that are created between
 * two calls do not shift the pages. A token also has a check over the engine's seed and the listing's filter,
 * so that a token of another listing, or one that the user made up, is detected.
 */
#pragma once

#include "runs/runs.h"

/* Describes a listing. Runs that have expired are in no listing. */
typedef struct
{
  const TarnRuns *runs;
  const TarnRunHistory *history; /* of the subject of the runs; NULL for all subjects of a group */
  guint level;                   /* of the group: TARN_RUN_GROUP or TARN_RUN_SMALL_GROUP */
  guint32 group;
  gboolean is_empty; /* the filter names something that does not exist */
  gboolean (*is_listed) (gconstpointer data, guint32 run); /* NULL lists all runs */
  gconstpointer data;
  guint64 filter_hash;
} TarnListing;

/* A position in a listing: the last run of a page. */
typedef struct
{
  guint64 sequence; /* 0 before the first page */
  guint32 run;
} TarnListPosition;

/* Returns the hash of all parts of the listing's filter; NULL counts as an empty text. */
guint64 tarn_listing_hash_filter (const char *first, const char *second, const char *third);

/*
 * Returns the token of the position. Rooms that list other things than runs make tokens of their own positions.
 */
char *tarn_listing_make_token (const TarnListing *listing, const TarnListPosition *position);

/* Returns FALSE if no call with this filter returned that token. */
gboolean tarn_listing_parse_token (const TarnListing *listing, const char *token,
                                   TarnListPosition *out_position);

/* The same for a token of runs. It refuses one of a run that there has not been yet, which another engine gave. */
gboolean tarn_listing_parse_run_token (const TarnListing *listing, const char *token,
                                       TarnListPosition *out_position);

/* Returns the places of at most @max runs after the position. The token is NULL on the last page. */
GArray *tarn_listing_read_page (const TarnListing *listing, TarnListPosition position, guint max,
                                char **out_next_token);

/*
 * Returns a page as an operation returns it: @copy makes each run, and the run class says how to free it. If
 * @max_results is absent, a page has at most @page_size runs.
 */
GPtrArray *tarn_listing_copy_page (const TarnListing *listing, TarnListPosition position,
                                   gint64 max_results, guint page_size,
                                   gpointer (*copy) (TarnRoom *room, guint32 run),
                                   char **out_next_token);
