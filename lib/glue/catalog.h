/* SPDX-License-Identifier: MIT */
/*
 * The accounts, catalogs, databases and tables of an engine. Hash tables find them by name; arrays keep
 * them in the order of their creation. The catalog never removes an entity, so a position in an array
 * identifies the same entity for as long as the engine exists.
 */
#pragma once

#include "glue/table.h"
#include "kernel/codec.h"
#include "kernel/names.h"

typedef struct
{
  TarnName *id;
  guint32 n_running; /* runs that have a slot */
  guint32 n_waiting; /* runs that wait for a slot */
  /* The queue of runs that wait for a slot: positions of active parts; TARN_NO_RUN if no run waits. */
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

/* The members of a table that every Get operation reads, kept close together in memory. */
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
  GPtrArray *databases; /* TarnName of two parts, borrowed from database_names */
  TarnNameTable table_names;
  GPtrArray *tables; /* TarnTableEntry; an entry keeps its address */
  GArray *subjects;  /* the TarnTableSubject of each table */
} TarnCatalog;

void tarn_catalog_init (TarnCatalog *catalog);
void tarn_catalog_clear (TarnCatalog *catalog);

/* Copies @from into @catalog, which must be new and empty. */
void tarn_catalog_copy (TarnCatalog *catalog, const TarnCatalog *from);
void tarn_catalog_code (TarnCatalog *catalog, TarnCodec *codec, gint64 now_us);

/* Counts the runs that the views have ever started. */
guint64 tarn_catalog_count_started (const TarnCatalog *catalog);

/* Creates the account's own catalog if it does not exist yet. Returns the position of this catalog. */
guint32 tarn_catalog_ensure_account (TarnCatalog *catalog, const char *account_id);

static inline TarnAccount *
tarn_catalog_get_account (const TarnCatalog *catalog, guint32 account)
{
  return &g_array_index (catalog->accounts, TarnAccount, account);
}

/* Returns NULL if there is no such catalog. */
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

/* These two functions return FALSE if the catalog or the database exists already. */
gboolean tarn_catalog_add_catalog (TarnCatalog *catalog, const char *catalog_id,
                                   gboolean is_federated);
gboolean tarn_catalog_add_database (TarnCatalog *catalog, const char *catalog_id,
                                    const char *database_name);

/* Takes ownership of the entry, whose name must be new, and sets its position and account. */
void tarn_catalog_add_table (TarnCatalog *catalog, TarnTableEntry *table);
