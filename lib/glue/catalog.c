/* SPDX-License-Identifier: MIT */
#include "glue/catalog.h"

#include "admission/principal.h"

#include <string.h>

void
tarn_catalog_init (TarnCatalog *catalog)
{
  tarn_name_table_init (&catalog->account_names);
  tarn_name_table_init (&catalog->catalog_names);
  tarn_name_table_init (&catalog->database_names);
  tarn_name_table_init (&catalog->table_names);
  catalog->accounts = g_array_new (FALSE, FALSE, sizeof (TarnAccount));
  catalog->catalogs = g_array_new (FALSE, FALSE, sizeof (TarnCatalogEntry));
  catalog->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_entry_free);
  catalog->subjects = g_array_new (FALSE, FALSE, sizeof (TarnTableSubject));
  /* The name table owns the names in this array. */
  catalog->databases = g_ptr_array_new ();
}

void
tarn_catalog_clear (TarnCatalog *catalog)
{
  tarn_name_table_clear (&catalog->account_names);
  tarn_name_table_clear (&catalog->catalog_names);
  tarn_name_table_clear (&catalog->database_names);
  tarn_name_table_clear (&catalog->table_names);
  g_clear_pointer (&catalog->accounts, g_array_unref);
  g_clear_pointer (&catalog->catalogs, g_array_unref);
  g_clear_pointer (&catalog->databases, g_ptr_array_unref);
  g_clear_pointer (&catalog->tables, g_ptr_array_unref);
  g_clear_pointer (&catalog->subjects, g_array_unref);
}

/* Adds a new name to the table, which then owns the name. Returns NULL if the table has this name already. */
static TarnName *
add_name (TarnNameTable *table, const char *const *parts, guint n_parts, guint32 position)
{
  TarnName key;
  guint32 found;

  tarn_name_init_key (&key, parts, n_parts);
  if (tarn_name_table_lookup (table, &key, &found))
    return NULL;

  TarnName *name = tarn_name_new (parts, n_parts);
  tarn_name_table_insert (table, name, position);
  tarn_name_unref (name);

  return name;
}

static guint32
ensure_account (TarnCatalog *catalog, const char *account_id)
{
  TarnName key;
  guint32 position;

  tarn_name_init_key (&key, &account_id, 1);
  if (tarn_name_table_lookup (&catalog->account_names, &key, &position))
    return position;

  TarnAccount account = { .first_waiting = TARN_NO_RUN, .last_waiting = TARN_NO_RUN };
  position = catalog->accounts->len;
  account.id = add_name (&catalog->account_names, &account_id, 1, position);
  g_array_append_val (catalog->accounts, account);

  return position;
}

guint32
tarn_catalog_ensure_account (TarnCatalog *catalog, const char *account_id)
{
  tarn_catalog_add_catalog (catalog, account_id, FALSE);
  return tarn_catalog_find_catalog (catalog, account_id)->position;
}

gboolean
tarn_catalog_add_catalog (TarnCatalog *catalog, const char *catalog_id, gboolean is_federated)
{
  guint32 position = catalog->catalogs->len;
  char account_id[TARN_ACCOUNT_ID_LENGTH + 1] = { 0 };
  TarnCatalogEntry entry = { .position = position, .is_federated = is_federated };

  entry.name = add_name (&catalog->catalog_names, &catalog_id, 1, position);
  if (entry.name == NULL)
    return FALSE;

  memcpy (account_id, catalog_id, TARN_ACCOUNT_ID_LENGTH);
  entry.account = ensure_account (catalog, account_id);
  g_array_append_val (catalog->catalogs, entry);

  return TRUE;
}

gboolean
tarn_catalog_add_database (TarnCatalog *catalog, const char *catalog_id, const char *database_name)
{
  const char *parts[] = { catalog_id, database_name };

  TarnName *name
      = add_name (&catalog->database_names, parts, G_N_ELEMENTS (parts), catalog->databases->len);

  if (name == NULL)
    return FALSE;

  g_ptr_array_add (catalog->databases, name);
  return TRUE;
}

void
tarn_catalog_add_table (TarnCatalog *catalog, TarnTableEntry *table)
{
  const TarnCatalogEntry *entry
      = tarn_catalog_find_catalog (catalog, tarn_table_name_get_part (table->name, 0));

  TarnTableSubject subject = { table->subject, entry->position };

  table->position = catalog->tables->len;
  table->account = entry->account;
  if (table->view != NULL)
    {
      table->view->runs.groups[TARN_RUN_GROUP] = entry->position;
      tarn_catalog_find_database (catalog, tarn_table_name_get_part (table->name, 0),
                                  tarn_table_name_get_part (table->name, 1),
                                  &table->view->runs.groups[TARN_RUN_SMALL_GROUP]);
    }
  tarn_name_table_insert (&catalog->table_names, &table->name->name, table->position);
  g_ptr_array_add (catalog->tables, table);
  g_array_append_val (catalog->subjects, subject);
}

const TarnCatalogEntry *
tarn_catalog_find_catalog (const TarnCatalog *catalog, const char *catalog_id)
{
  TarnName key;
  guint32 position;

  tarn_name_init_key (&key, &catalog_id, 1);
  if (!tarn_name_table_lookup (&catalog->catalog_names, &key, &position))
    return NULL;

  return &g_array_index (catalog->catalogs, TarnCatalogEntry, position);
}

gboolean
tarn_catalog_find_database (const TarnCatalog *catalog, const char *catalog_id,
                            const char *database_name, guint32 *out_database)
{
  const char *parts[] = { catalog_id, database_name };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  return tarn_name_table_lookup (&catalog->database_names, &key, out_database);
}

gboolean
tarn_catalog_has_database (const TarnCatalog *catalog, const char *catalog_id,
                           const char *database_name)
{
  guint32 database;

  return tarn_catalog_find_database (catalog, catalog_id, database_name, &database);
}

TarnTableEntry *
tarn_catalog_find_table (const TarnCatalog *catalog, const TarnName *name)
{
  guint32 position;

  if (!tarn_name_table_lookup (&catalog->table_names, name, &position))
    return NULL;

  return catalog->tables->pdata[position];
}
