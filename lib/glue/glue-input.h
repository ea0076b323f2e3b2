/* SPDX-License-Identifier: MIT */
/* What the operations of the room take; glue-service.c says how each member is called. */
#pragma once

#include "admission/operation.h"
#include "glue/table-input.h"
#include "runs/listing.h"

/* A table as a call names it. Those that are about one table begin with it. */
typedef struct
{
  const char *catalog_id; /* NULL for the caller's own */
  const char *database_name;
  const char *table_name;
} TarnTablePath;

typedef struct
{
  TarnTablePath view;
  gboolean full_refresh;
} TarnStartRunInput;

typedef struct
{
  const char *catalog_id;
  TarnUuid run_id;
} TarnGetRunInput;

typedef struct
{
  const char *catalog_id;
  const char *database_name; /* NULL for all */
  const char *table_name;    /* NULL for all */
  gint64 max_results;
  const char *next_token;
  TarnListPosition position; /* that the token says, once it is checked */
} TarnListRunsInput;

typedef struct
{
  const char *catalog_id;
  gboolean is_federated;
} TarnCreateCatalogInput;

typedef struct
{
  const char *catalog_id;
  const char *database_name;
} TarnCreateDatabaseInput;

/* The name and the definer are those of the table. */
typedef struct
{
  TarnTablePath path;
  const char *definer;
  const TarnTableInput *table;
} TarnCreateTableInput;

typedef struct
{
  TarnTablePath path;
  const TarnCommit *commit;
} TarnCommitInput;

typedef struct
{
  TarnTablePath view;
  const char *refresh_type; /* NULL for what the service would choose */
} TarnEstimateInput;
