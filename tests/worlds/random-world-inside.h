/* SPDX-License-Identifier: MIT */
/* The private types of the random fixture. Its memory has a fixed size, so an assignment copies it. */
#pragma once

#include "random-world.h"

enum
{
  RANDOM_PRINCIPALS = 6,
  RANDOM_IDS_MAX = 16,
  RANDOM_ID_BYTES = 44,
  RANDOM_TABLES_MAX = 32,
  RANDOM_PAGES_MAX = 4,
  RANDOM_STARTS_MAX = 4,
  RANDOM_STATEMENTS_MAX = 5,
};

/* The name of a created table. The parts are static. */
typedef struct
{
  const char *parts[3];
  guint account;
  gboolean is_view;
} RandomTable;

/* The id of a thing, and the position of the thing that it belongs to. */
typedef struct
{
  guint parent;
  guint owner; /* a principal */
  char text[RANDOM_ID_BYTES];
} RandomId;

typedef struct
{
  guint n_added;
  guint n_ids;
  RandomId ids[RANDOM_IDS_MAX];
} RandomBag;

/* The token of a next page, and the other arguments of the list. */
typedef struct
{
  const char *filters[4]; /* static, or NULL */
  guint place;            /* the catalog or the domain */
  guint asset;            /* one more than its position, or 0 */
  char token[RANDOM_ID_BYTES];
} RandomPage;

typedef struct
{
  guint n_pages;
  RandomPage pages[RANDOM_PAGES_MAX];
} RandomPages;

/* The arguments of a start of a metadata run. */
typedef struct
{
  guint asset;
  guint caller;
  guint types;
  const char *token;
} RandomStart;

typedef struct
{
  guint64 luck;
  RandomWorldFlags flags;
  guint64 kinds; /* one bit for each kind that is included */
  guint wrong_permille;
  gboolean has_faults;

  guint n_tables;
  RandomTable tables[RANDOM_TABLES_MAX];
  RandomBag refresh_runs;
  RandomPages refresh_pages;

  RandomBag domains; /* of an owner */
  RandomBag projects;
  RandomBag users;
  RandomBag assets; /* of a project */
  RandomBag metadata_runs;
  RandomPages metadata_pages;
  guint n_starts;
  RandomStart starts[RANDOM_STARTS_MAX];

  guint n_statements;
  guint statements[RANDOM_STATEMENTS_MAX];
} RandomMemory;

struct _RandomWorld
{
  TarnEngine *engine;
  TarnGlueClient *glue[RANDOM_PRINCIPALS];
  TarnDataZoneClient *datazone[RANDOM_PRINCIPALS];
  RandomMemory memory;
  GString *text;
  RandomAnswer answer;
};

/* Makes one call, and appends the answer to the text of the fixture, except for an error. */
typedef gboolean (*RandomActFunc) (RandomWorld *world, GError **error);

typedef struct
{
  const char *service;
  const char *operation;
  guint weight;
  gboolean is_read;
  RandomActFunc act;
} RandomKind;

/* Each array ends with an empty row. */
extern const RandomKind random_glue_kinds[];
extern const RandomKind random_catalog_kinds[];
extern const RandomKind random_datazone_kinds[];
extern const RandomKind random_domain_kinds[];
extern const RandomKind random_engine_kinds[];
extern const RandomKind random_clock_kinds[];

/* --- Random numbers --------------------------------------------------------------------------- */

gboolean random_world_chance (RandomWorld *world, guint permille);

/* Returns TRUE if the next argument is to be a wrong one. */
gboolean random_world_errs (RandomWorld *world);

#define random_world_pick_of(world, array)                                                         \
  ((array)[random_world_pick (world, G_N_ELEMENTS (array))])

/* Returns a text that names nothing, or that no operation accepts, or NULL. */
const char *random_world_pick_wrong (RandomWorld *world);

/* Returns options of a start. Only a refresh run may have a mode and a threshold, so others rarely have one. */
TarnStartOptions *random_world_pick_start_options (RandomWorld *world, gboolean is_of_refresh);

/* Returns a principal, in most cases one of the account. */
guint random_world_pick_caller (RandomWorld *world, guint account);

/* --- Principals ------------------------------------------------------------------------------- */

enum
{
  RANDOM_ACCOUNTS = 3,
};

extern const char *const random_accounts[RANDOM_ACCOUNTS];

TarnPrincipal *random_principal_new (guint principal);
const char *random_principal_get_arn (guint principal);
guint random_principal_get_account (guint principal);
void random_world_create_clients (RandomWorld *world, guint principal);

/* --- Memory ----------------------------------------------------------------------------------- */

/* If the bag is full, the new id replaces the oldest one, or is dropped if @is_kept. */
void random_bag_add (RandomBag *bag, const char *id, guint parent, guint owner, gboolean is_kept);

/* Returns NULL if the bag is empty. */
const RandomId *random_world_pick_id (RandomWorld *world, const RandomBag *bag);

/* --- Acting ----------------------------------------------------------------------------------- */

/* Calls an operation of a service inside of another call, and appends its answer to the text. */
void random_world_act_inside (RandomWorld *world);

void random_world_append (RandomWorld *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

/*
 * Adds the token of the next page to the text and, if there is a next page, remembers it for a later list.
 * When there is no room left, the page takes the place of another one.
 */
void random_world_keep_page (RandomWorld *world, RandomPages *pages, const RandomPage *page,
                             const char *next_token);

/* Create databases, tables, domains and assets, so that later calls have something to act on. */
void random_world_found_lake (RandomWorld *world);
void random_world_found_domains (RandomWorld *world);
void random_world_draw_options (RandomWorld *world);
