/* SPDX-License-Identifier: MIT */
/*
 * The accounts, catalogs, databases and tables of an engine. Hash tables find them by name; arrays keep
 * them in the order of their creation. The catalog never removes an entity from its array, so a position
 * identifies the same entity for as long as the engine exists. The entry of a deleted table keeps its position:
 * the runs of a deleted view and the views that read a deleted table refer to it. It is found by no name.
 */
#pragma once

#include "glue/table.h"
#include "kernel/codec.h"
#include "kernel/names.h"
#include "runs/start-options.h"

typedef struct
{
  TarnName *id;
  guint32 n_running; /* runs that have a slot */
  guint32 n_running_of_class[TARN_SLOT_CLASSES];
  guint64 n_dpu;     /* the largest numbers of DPU of their plans, together */
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
  GPtrArray
      *database_tables; /* for each database the GArray of the positions of its tables, in order */
  TarnNameTable table_names;
  TarnNameTable deleted_names; /* for each name the deleted table that had it last */
  GPtrArray *tables;           /* TarnTableEntry; an entry keeps its address */
  GArray *subjects;            /* the TarnTableSubject of each table */
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

/* The same for a name that is not on the stack. If it was the last one that found its table, no text is compared. */
TarnTableEntry *tarn_catalog_find_by_known_name (const TarnCatalog *catalog, const TarnName *name);

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

/* Appends a database whose name the table of names has already, and the list of its tables. */
void tarn_catalog_append_database (TarnCatalog *catalog, TarnName *name);

/*
 * Takes ownership of the entry, and sets its position, its account and its luck. No table may have its name,
 * unless the entry is deleted itself.
 */
void tarn_catalog_add_table (TarnCatalog *catalog, TarnTableEntry *table);

/* Deletes the table. Its view, if it is one, reads no source any more. */
void tarn_catalog_delete_table (TarnCatalog *catalog, TarnTableEntry *table);

/* Gives the runs of the view from @first_sequence on another definer. */
void tarn_catalog_set_definer (TarnCatalog *catalog, TarnTableEntry *view, const char *role,
                               guint64 first_sequence);

/*
 * Returns at most @max names of databases of the catalog, in the order of their creation, beginning at the position
 * @from. Sets @out_next to the position at which the next page begins, or to TARN_NO_POSITION if there is none.
 */
GPtrArray *tarn_catalog_list_databases (const TarnCatalog *catalog, const char *catalog_id,
                                        guint32 from, guint max, guint32 *out_next);

/*
 * Returns at most @max positions of tables of the database, in the order of their creation, beginning at the
 * position @from. Sets @out_next to the position at which the next page begins, or to TARN_NO_POSITION if there
 * is none.
 */
GArray *tarn_catalog_list_tables (const TarnCatalog *catalog, guint32 database, guint32 from,
                                  guint max, guint32 *out_next);
