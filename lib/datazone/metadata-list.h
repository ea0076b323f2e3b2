/* SPDX-License-Identifier: MIT */
/* Which metadata generation runs a listing is about. */
#pragma once

#include "admission/listing.h"
#include "datazone/datazone.h"

typedef struct
{
  guint32 domain;
  const char *status;            /* NULL for all */
  const char *type;              /* NULL for all */
  const char *target_identifier; /* NULL for all */
} TarnGenerationFilter;

typedef struct
{
  const TarnDataZone *datazone;
  const TarnGenerationFilter *filter;
  gboolean has_runs; /* FALSE when the asset that was asked for does not exist */
  TarnMetadataTypes types;
  TarnListing listing;
} TarnMetadataList;

void tarn_metadata_list_init (TarnMetadataList *list, const TarnDataZone *datazone,
                              const TarnGenerationFilter *filter);

/* FALSE when the token, which may be NULL, is not one of this listing. */
gboolean tarn_metadata_list_check (const TarnMetadataList *list, const char *next_token,
                                   TarnListPosition *ret_position, GError **error);

/* An array of TarnMetadataRun; the token of the next page, or NULL when there is none. */
GPtrArray *tarn_metadata_list_read_page (const TarnMetadataList *list, TarnListPosition position,
                                         guint max, char **ret_next_token);
