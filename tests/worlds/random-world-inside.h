/* SPDX-License-Identifier: MIT */
/* What the files of the random world share. All that it remembers is of fixed size, so it is copied as it is. */
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

/* A name of a table that was created; the parts are static. */
typedef struct
{
  const char *parts[3];
  guint account;
  gboolean is_view;
} RandomTable;

/* An id of something, and the position of what it belongs to. */
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

/* Where a list goes on, and how it was asked for. */
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

/* How a run of metadata generation was asked for. */
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
  guint64 kinds; /* bit by bit, those that are not left out */
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

/* Does one thing and writes down in the text of the world what was answered, but for the error. */
typedef gboolean (*RandomActFunc) (RandomWorld *world, GError **error);

typedef struct
{
  const char *service;
  const char *operation;
  guint weight;
  gboolean is_read;
  RandomActFunc act;
} RandomKind;

/* Each ends with an empty row. */
extern const RandomKind random_glue_kinds[];
extern const RandomKind random_catalog_kinds[];
extern const RandomKind random_datazone_kinds[];
extern const RandomKind random_domain_kinds[];
extern const RandomKind random_engine_kinds[];
extern const RandomKind random_clock_kinds[];

/* --- Luck ------------------------------------------------------------------------------------- */

gboolean random_world_chance (RandomWorld *world, guint permille);

/* Whether the next argument is to be a wrong one. */
gboolean random_world_errs (RandomWorld *world);

#define random_world_pick_of(world, array)                                                         \
  ((array)[random_world_pick (world, G_N_ELEMENTS (array))])

/* A text that names nothing, or that nobody takes, or NULL. */
const char *random_world_pick_wrong (RandomWorld *world);

/* A principal; in most cases one of the account. */
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

/* Where the bag is full, what was added first is forgotten, unless @is_kept. */
void random_bag_add (RandomBag *bag, const char *id, guint parent, guint owner, gboolean is_kept);

/* NULL if there is none. */
const RandomId *random_world_pick_id (RandomWorld *world, const RandomBag *bag);

/* --- Acting ----------------------------------------------------------------------------------- */

/* A call of a service from inside of another; what was answered is added to the text. */
void random_world_act_inside (RandomWorld *world);

void random_world_append (RandomWorld *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

/*
 * Adds the token of the next page to the text and, if there is a next page, remembers it for a later list.
 * When there is no room left, the page takes the place of another one.
 */
void random_world_keep_page (RandomWorld *world, RandomPages *pages, const RandomPage *page,
                             const char *next_token);

/* Databases, tables, domains and assets, so that there is something to act on. */
void random_world_found_lake (RandomWorld *world);
void random_world_found_domains (RandomWorld *world);
void random_world_draw_options (RandomWorld *world);
