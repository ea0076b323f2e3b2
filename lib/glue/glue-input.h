/* SPDX-License-Identifier: MIT */
/* The inputs of the operations of this room. The table in glue-service.c gives each member its name. */
#pragma once

#include "admission/operation.h"
#include "glue/table-input.h"
#include "runs/listing.h"
#include "runs/start-options.h"

/* The table that a call names. The input of each operation on one table begins with this struct. */
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
  const TarnStartOptions *options; /* NULL for none */
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
  TarnListPosition position; /* read from the token when the call is checked */
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
} TarnDatabasePath;

typedef struct
{
  const char *catalog_id;
  gint64 max_results;
  const char *next_token;
  TarnListPosition position; /* read from the token when the call is checked */
} TarnGetDatabasesInput;

typedef struct
{
  const char *catalog_id;
  const char *database_name;
  gint64 max_results;
  const char *next_token;
  TarnListPosition position; /* read from the token when the call is checked */
} TarnGetTablesInput;

/*
 * The path and the definer belong to the new table, or to the table that is changed. The definer is a copy of
 * the pointer in @table, so that admission checks it and the journal writes it like any other member.
 */
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
  const char *refresh_type; /* NULL for the type that the service would choose */
} TarnEstimateInput;

typedef struct
{
  const char *catalog_id; /* NULL for the caller's own */
} TarnMeasuresInput;
