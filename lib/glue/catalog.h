/* SPDX-License-Identifier: MIT */
/*
 * Accounts, catalogs, databases and tables: looked up in hash tables by name, kept in arrays in the
 * order of their creation. Nothing is ever taken out, so a position names an entity for good.
 */
#pragma once

#include "glue/table.h"
#include "kernel/codec.h"
#include "kernel/names.h"

typedef struct
{
  TarnName *id;
  guint32 n_running; /* runs that have a slot */
  /* Positions in the array of active runs, TARN_NO_RUN when nobody waits. */
  guint32 first_waiting;
  guint32 last_waiting;
} TarnAccount;

typedef struct
{
  TarnName *name;
  guint32 position;
  guint32 account;
  gboolean is_federated;
} TarnCatalogEntry;

/* What every Get needs of a table, close together. */
typedef struct
{
  TarnRefreshSubject *subject; /* borrowed from the entry */
  guint32 catalog;
} TarnTableSubject;

typedef struct
{
  TarnNameTable account_names;
  GArray *accounts; /* TarnAccount */
  TarnNameTable catalog_names;
  GArray *catalogs; /* TarnCatalogEntry */
  TarnNameTable database_names;
  GPtrArray *databases; /* TarnName of two parts */
  TarnNameTable table_names;
  GPtrArray *tables; /* TarnTableEntry, which stays where it is */
  GArray *subjects;  /* TarnTableSubject of each table */
} TarnCatalog;

void tarn_catalog_init (TarnCatalog *catalog);
void tarn_catalog_clear (TarnCatalog *catalog);

/* @catalog is new. */
void tarn_catalog_copy (TarnCatalog *catalog, const TarnCatalog *from);
void tarn_catalog_code (TarnCatalog *catalog, TarnCodec *codec, gint64 now_us);

/* Makes the account's own catalog if it is new, and tells its position. */
guint32 tarn_catalog_ensure_account (TarnCatalog *catalog, const char *account_id);

static inline TarnAccount *
tarn_catalog_get_account (const TarnCatalog *catalog, guint32 account)
{
  return &g_array_index (catalog->accounts, TarnAccount, account);
}

/* NULL if there is none. */
const TarnCatalogEntry *tarn_catalog_find_catalog (const TarnCatalog *catalog,
                                                   const char *catalog_id);
gboolean tarn_catalog_has_database (const TarnCatalog *catalog, const char *catalog_id,
                                    const char *database_name);
gboolean tarn_catalog_find_database (const TarnCatalog *catalog, const char *catalog_id,
                                     const char *database_name, guint32 *out_database);
TarnTableEntry *tarn_catalog_find_table (const TarnCatalog *catalog, const TarnName *name);

static inline TarnTableEntry *
tarn_catalog_get_table (const TarnCatalog *catalog, guint32 table)
{
  return catalog->tables->pdata[table];
}

static inline const TarnTableSubject *
tarn_catalog_get_subject (const TarnCatalog *catalog, guint32 table)
{
  return &g_array_index (catalog->subjects, TarnTableSubject, table);
}

/* FALSE when it is there already. */
gboolean tarn_catalog_add_catalog (TarnCatalog *catalog, const char *catalog_id,
                                   gboolean is_federated);
gboolean tarn_catalog_add_database (TarnCatalog *catalog, const char *catalog_id,
                                    const char *database_name);

/* Takes the entry, whose name is new, and sets its position and account. */
void tarn_catalog_add_table (TarnCatalog *catalog, TarnTableEntry *table);
