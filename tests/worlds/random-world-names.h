/* SPDX-License-Identifier: MIT */
/* How the things of a random world are named in calls: rightly, or so that it fails. */
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

/* An account's own catalog is the one of the same position. */
extern const RandomCatalog random_catalogs[RANDOM_CATALOGS];

const char *random_world_pick_database (RandomWorld *world);
const char *random_world_pick_table (RandomWorld *world, gboolean is_view);

typedef struct
{
  const char *parts[3];
  guint account; /* of the caller */
  TarnGlueClient *client;
} RandomNamed;

/* A table or view that was created, for the most part; a caller may leave out its own catalog. */
RandomNamed random_world_name_table (RandomWorld *world, gboolean is_view);

/* Names of tables stand for themselves, so they have a catalog in any case. */
TarnTableName *random_world_pick_table_name (RandomWorld *world, gboolean is_view,
                                             TarnGlueClient **out_client);

/* --- DataZone --------------------------------------------------------------------------------- */

/* Who asks, and in which domain. */
typedef struct
{
  TarnDataZoneClient *client;
  guint caller;
  guint domain;
  const char *domain_id;
} RandomAsked;

RandomAsked random_world_ask_domain (RandomWorld *world, guint domain);

/* As a member of the project, for the most part. */
RandomAsked random_world_ask_project (RandomWorld *world, const RandomId *project);

const RandomId *random_world_get_project_of (RandomWorld *world, const RandomId *asset);

/* The id, or that of nobody for none. */
const char *random_id_get_text (const RandomId *id);

/* The id, but for every so often. */
const char *random_world_err_id (RandomWorld *world, const char *id);
