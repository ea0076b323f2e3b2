/* SPDX-License-Identifier: MIT */
/* The functions pick the names that a random fixture passes to calls, correct ones and wrong ones. */
#pragma once

#include "random-world-inside.h"

/* --- Glue ------------------------------------------------------------------------------------- */

enum
{
  RANDOM_CATALOGS = 5,
};

typedef struct
{
  const char *id;
  guint account;
  gboolean is_federated;
} RandomCatalog;

/* The own catalog of an account has the position of the account. */
extern const RandomCatalog random_catalogs[RANDOM_CATALOGS];

const char *random_world_pick_database (RandomWorld *world);
const char *random_world_pick_table (RandomWorld *world, gboolean is_view);

typedef struct
{
  const char *parts[3];
  guint account; /* of the caller */
  TarnGlueClient *client;
} RandomNamed;

/* Picks a created table or view in most cases. A caller may leave out its own catalog. */
RandomNamed random_world_name_table (RandomWorld *world, gboolean is_view);

/* Always includes the catalog, because a `TarnTableName` does not depend on a caller. */
TarnTableName *random_world_pick_table_name (RandomWorld *world, gboolean is_view,
                                             TarnGlueClient **out_client);

/* --- DataZone --------------------------------------------------------------------------------- */

/* The caller of an operation, and its domain. */
typedef struct
{
  TarnDataZoneClient *client;
  guint caller;
  guint domain;
  const char *domain_id;
} RandomAsked;

RandomAsked random_world_ask_domain (RandomWorld *world, guint domain);

/* Picks a member of the project as the caller, in most cases. */
RandomAsked random_world_ask_project (RandomWorld *world, const RandomId *project);

const RandomId *random_world_get_project_of (RandomWorld *world, const RandomId *asset);

/* Returns the text of the id, or an id that does not exist for NULL. */
const char *random_id_get_text (const RandomId *id);

/* Returns the id, or sometimes a wrong one. */
const char *random_world_err_id (RandomWorld *world, const char *id);
