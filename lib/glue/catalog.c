/* SPDX-License-Identifier: MIT */
#include "glue/catalog.h"

#include "admission/principal.h"
#include "kernel/bisect.h"

#include <string.h>

void
tarn_catalog_init (TarnCatalog *catalog)
{
  tarn_name_table_init (&catalog->account_names);
  tarn_name_table_init (&catalog->catalog_names);
  tarn_name_table_init (&catalog->database_names);
  tarn_name_table_init (&catalog->table_names);
  tarn_name_table_init (&catalog->deleted_names);
  catalog->accounts = g_array_new (FALSE, FALSE, sizeof (TarnAccount));
  catalog->catalogs = g_array_new (FALSE, FALSE, sizeof (TarnCatalogEntry));
  catalog->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_entry_free);
  catalog->subjects = g_array_new (FALSE, FALSE, sizeof (TarnTableSubject));
  /* The name table owns the names in this array. */
  catalog->databases = g_ptr_array_new ();
  catalog->database_tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

void
tarn_catalog_clear (TarnCatalog *catalog)
{
  tarn_name_table_clear (&catalog->account_names);
  tarn_name_table_clear (&catalog->catalog_names);
  tarn_name_table_clear (&catalog->database_names);
  tarn_name_table_clear (&catalog->table_names);
  tarn_name_table_clear (&catalog->deleted_names);
  g_clear_pointer (&catalog->accounts, g_array_unref);
  g_clear_pointer (&catalog->catalogs, g_array_unref);
  g_clear_pointer (&catalog->databases, g_ptr_array_unref);
  g_clear_pointer (&catalog->database_tables, g_ptr_array_unref);
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

void
tarn_catalog_append_database (TarnCatalog *catalog, TarnName *name)
{
  g_ptr_array_add (catalog->databases, name);
  g_ptr_array_add (catalog->database_tables, g_array_new (FALSE, FALSE, sizeof (guint32)));
}

gboolean
tarn_catalog_add_database (TarnCatalog *catalog, const char *catalog_id, const char *database_name)
{
  const char *parts[] = { catalog_id, database_name };

  TarnName *name
      = add_name (&catalog->database_names, parts, G_N_ELEMENTS (parts), catalog->databases->len);

  if (name == NULL)
    return FALSE;

  tarn_catalog_append_database (catalog, name);
  return TRUE;
}

/* --- Tables ----------------------------------------------------------------------------------- */

static guint32
get_database (const TarnCatalog *catalog, const TarnTableEntry *table)
{
  guint32 database = 0;

  tarn_catalog_find_database (catalog, tarn_table_name_get_part (table->name, 0),
                              tarn_table_name_get_part (table->name, 1), &database);
  return database;
}

/*
 * A table draws by its name. A table that has the name of a deleted one gets another luck, by an odd factor that
 * no other draw uses. Otherwise the ids of its runs would be those of the runs of the deleted view.
 */
static void
set_luck (const TarnCatalog *catalog, TarnTableEntry *table)
{
  guint32 deleted;

  if (!tarn_name_table_lookup (&catalog->deleted_names, &table->name->name, &deleted))
    return;

  table->n_before = tarn_catalog_get_table (catalog, deleted)->n_before + 1;
  table->hash = table->name->name.hash ^ table->n_before * G_GUINT64_CONSTANT (0xD1B54A32D192ED03);
  if (table->view != NULL)
    table->view->runs.hash = table->hash;
}

static void
note_deleted (TarnCatalog *catalog, const TarnTableEntry *table)
{
  tarn_name_table_remove (&catalog->deleted_names, &table->name->name);
  tarn_name_table_insert (&catalog->deleted_names, &table->name->name, table->position);
}

void
tarn_catalog_add_table (TarnCatalog *catalog, TarnTableEntry *table)
{
  const TarnCatalogEntry *entry
      = tarn_catalog_find_catalog (catalog, tarn_table_name_get_part (table->name, 0));
  guint32 database = get_database (catalog, table);

  TarnTableSubject subject = { table->subject, entry->position };

  table->position = catalog->tables->len;
  table->account = entry->account;
  if (table->view != NULL)
    {
      table->view->runs.groups[TARN_RUN_GROUP] = entry->position;
      table->view->runs.groups[TARN_RUN_SMALL_GROUP] = database;
    }
  set_luck (catalog, table);
  g_ptr_array_add (catalog->tables, table);
  g_array_append_val (catalog->subjects, subject);
  if (table->is_deleted)
    {
      note_deleted (catalog, table);
      return;
    }

  tarn_name_table_insert (&catalog->table_names, &table->name->name, table->position);
  g_array_append_val (catalog->database_tables->pdata[database], table->position);
}

static gboolean
is_before (gconstpointer positions, guint index, gconstpointer position)
{
  return ((const guint32 *) positions)[index] < *(const guint32 *) position;
}

/* Returns the index of the first position in the list that is not below @position. */
static guint
find_in_order (const GArray *positions, guint32 position)
{
  return tarn_bisect (positions->data, positions->len, is_before, &position);
}

void
tarn_catalog_delete_table (TarnCatalog *catalog, TarnTableEntry *table)
{
  GArray *positions = catalog->database_tables->pdata[get_database (catalog, table)];

  if (table->view != NULL)
    tarn_table_entry_remove_sources (table, catalog->tables);
  table->is_deleted = TRUE;
  tarn_name_table_remove (&catalog->table_names, &table->name->name);
  g_array_remove_index (positions, find_in_order (positions, table->position));
  note_deleted (catalog, table);
}

GArray *
tarn_catalog_list_tables (const TarnCatalog *catalog, guint32 database, guint32 from, guint max,
                          guint32 *out_next)
{
  const GArray *positions = catalog->database_tables->pdata[database];
  GArray *page = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint first = find_in_order (positions, from);
  guint n = MIN (max, positions->len - first);

  if (n > 0)
    g_array_append_vals (page, &g_array_index (positions, guint32, first), n);
  *out_next = first + n < positions->len ? g_array_index (positions, guint32, first + n)
                                         : TARN_NO_POSITION;
  return page;
}

GPtrArray *
tarn_catalog_list_databases (const TarnCatalog *catalog, const char *catalog_id, guint32 from,
                             guint max, guint32 *out_next)
{
  GPtrArray *page = g_ptr_array_new_with_free_func (g_free);

  *out_next = TARN_NO_POSITION;
  for (guint32 i = from; i < catalog->databases->len; i++)
    {
      const TarnName *database = catalog->databases->pdata[i];

      if (strcmp (database->parts[0], catalog_id) != 0)
        continue;
      if (page->len == max)
        {
          *out_next = i;
          break;
        }
      g_ptr_array_add (page, g_strdup (database->parts[1]));
    }
  return page;
}

void
tarn_catalog_set_definer (TarnCatalog *catalog, TarnTableEntry *view, const char *role,
                          guint64 first_sequence)
{
  view->subject = tarn_refresh_subject_replace (view->subject, role, first_sequence);
  g_array_index (catalog->subjects, TarnTableSubject, view->position).subject = view->subject;
}

/* --- Finding ---------------------------------------------------------------------------------- */

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

static void
keep_alias (TarnTableEntry *table, const TarnName *name)
{
  tarn_name_set_hint (name, table->position);
  if (&table->name->name == name)
    return;

  const TarnName *before = table->alias;
  table->alias = tarn_name_ref (name);
  if (before != NULL)
    tarn_name_unref ((TarnName *) before);
}

TarnTableEntry *
tarn_catalog_find_by_known_name (const TarnCatalog *catalog, const TarnName *name)
{
  guint32 hint = tarn_name_get_hint (name);
  TarnTableEntry *table = hint < catalog->tables->len ? catalog->tables->pdata[hint] : NULL;

  if (G_LIKELY (table != NULL && (table->alias == name || &table->name->name == name)
                && !table->is_deleted))
    return table;

  table = tarn_catalog_find_table (catalog, name);
  if (table != NULL)
    keep_alias (table, name);
  return table;
}
