/* SPDX-License-Identifier: MIT */
#include "glue/glue-client.h"

#include "admission/authorization.h"
#include "glue/glue-error.h"

G_DEFINE_FINAL_TYPE (TarnGlueClient, tarn_glue_client, G_TYPE_OBJECT)

static void
tarn_glue_client_class_init (TarnGlueClientClass *class)
{
  tarn_client_class_init (G_OBJECT_CLASS (class));
}

static void
tarn_glue_client_init (TarnGlueClient *self G_GNUC_UNUSED)
{
}

TarnGlueClient *
tarn_glue_client_new (TarnGlue *glue, TarnPrincipal *principal)
{
  TarnGlueClient *self = g_object_new (TARN_TYPE_GLUE_CLIENT, NULL);

  tarn_client_init (&self->client, &glue->room.admission, principal);
  self->glue = glue;
  self->own_catalog = tarn_catalog_ensure_account (&glue->catalog, principal->account_id);
  self->own_account
      = g_array_index (glue->catalog.catalogs, TarnCatalogEntry, self->own_catalog).account;
  return self;
}

TarnEngine *
tarn_glue_client_get_engine (TarnGlueClient *self)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return TARN_ENGINE (self->client.owner);
}

TarnPrincipal *
tarn_glue_client_get_principal (TarnGlueClient *self)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), NULL);

  return self->client.principal;
}

TarnGlueClient *
tarn_engine_create_glue_client (TarnEngine *self, TarnPrincipal *principal)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (principal != NULL, NULL);

  TarnCore *core = (TarnCore *) self;
  g_return_val_if_fail (tarn_core_may_change (core), NULL);

  TarnRoom *room = tarn_room_find (core, &tarn_glue_service);
  return (TarnGlueClient *) (gpointer) tarn_room_create_client (room, principal);
}

gboolean
tarn_glue_client_do_to_table (TarnGlueClient *self, guint operation,
                              const TarnTableName *table_name, GError **error)
{
  TarnTablePath input = tarn_table_name_get_path (table_name);
  TarnOutput output;

  return tarn_client_call_known (&self->client, operation, &input,
                                 tarn_table_name_get_known (table_name), &output, error);
}

/* --- Stretches -------------------------------------------------------------------------------- */

guint
tarn_glue_client_add_stretch_func (TarnGlueClient *self, TarnStretchFunc func, gpointer user_data,
                                   GDestroyNotify destroy)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), 0);
  g_return_val_if_fail (func != NULL, 0);
  g_return_val_if_fail (tarn_core_may_change (self->glue->room.core), 0);

  const GArray *catalogs = self->glue->catalog.catalogs;
  guint32 account = g_array_index (catalogs, TarnCatalogEntry, self->own_catalog).account;
  return tarn_stretch_funcs_add (&self->glue->stretch_funcs, self->glue->room.core, account, func,
                                 user_data, destroy);
}

gboolean
tarn_glue_client_remove_stretch_func (TarnGlueClient *self, guint id)
{
  g_return_val_if_fail (TARN_IS_GLUE_CLIENT (self), FALSE);
  g_return_val_if_fail (tarn_core_may_change (self->glue->room.core), FALSE);

  return tarn_stretch_funcs_remove (&self->glue->stretch_funcs, self->glue->room.core, id);
}

/* --- Names ------------------------------------------------------------------------------------ */

const char *
tarn_glue_client_fold_lookup (TarnGlueClient *self, const char *part,
                              char lower[TARN_TABLE_NAME_PART_BYTES])
{
  return tarn_glue_get_option (self->glue, TARN_GLUE_FOLD_LOOKUPS)
             ? tarn_table_name_fold (part, lower)
             : part;
}

static void
init_key (const TarnCall *call, const TarnTablePath *path, const char *table_name,
          TarnTableKey *key)
{
  TarnGlueClient *self = tarn_glue_client_of (call);
  const char *parts[]
      = { tarn_glue_client_resolve_catalog (self, path->catalog_id),
          tarn_glue_client_fold_lookup (self, path->database_name, key->lower[0]), table_name };

  tarn_name_init_key (&key->name, parts, G_N_ELEMENTS (parts));
}

const TarnName *
tarn_glue_call_resolve_name (const TarnCall *call, const TarnTablePath *path, TarnTableKey *key)
{
  if (call->known != NULL)
    return call->known;

  init_key (call, path,
            tarn_glue_client_fold_lookup (tarn_glue_client_of (call), path->table_name,
                                          key->lower[1]),
            key);
  return &key->name;
}

const TarnName *
tarn_glue_call_make_name (const TarnCall *call, const TarnTablePath *path, TarnTableKey *key)
{
  init_key (call, path, tarn_table_name_fold (path->table_name, key->lower[1]), key);
  return &key->name;
}

/* --- Access ----------------------------------------------------------------------------------- */

/*
 * If a call names no catalog, its catalog id is the account id of the principal, the same pointer. Then the
 * catalog is the caller's own, and no texts need to be compared.
 */
static inline gboolean
is_own_by_default (const TarnCall *call, const char *catalog_id)
{
  return catalog_id == call->client->principal->account_id
         && !tarn_admission_has_statements (call->client->admission);
}

/*
 * A catalog id that begins with no account id belongs to no other account, so the caller's account is used
 * here. The operation does not find such a catalog later.
 */
static const char *
get_account_id (const TarnCall *call, const char *catalog_id)
{
  return tarn_account_id_is_prefix_of (catalog_id) ? catalog_id
                                                   : call->client->principal->account_id;
}

gboolean
tarn_glue_call_authorize (const TarnCall *call, const char *const *resource)
{
  return G_LIKELY (is_own_by_default (call, resource[0]))
         || tarn_call_authorize (call, get_account_id (call, resource[0]), resource,
                                 TARN_GLUE_ERROR_ACCESS_DENIED);
}

gboolean
tarn_glue_call_authorize_run (const TarnCall *call, const TarnName *view)
{
  const char *const resource[] = { view->parts[0], view->parts[1], view->parts[2], NULL };

  if (G_LIKELY (is_own_by_default (call, view->parts[0])))
    return TRUE;
  if (!tarn_glue_call_authorize (call, resource))
    return FALSE;

  return !tarn_admission_has_statements (call->client->admission)
         || tarn_call_authorize_action (call, "glue:GetTable", get_account_id (call, resource[0]),
                                        resource, TARN_GLUE_ERROR_ACCESS_DENIED);
}

/* --- Finding ---------------------------------------------------------------------------------- */

void
tarn_glue_call_mark_federated (const TarnCall *call, const char *catalog_id)
{
  const TarnCatalogEntry *catalog
      = tarn_catalog_find_catalog (&tarn_glue_client_of (call)->glue->catalog, catalog_id);

  if (catalog != NULL && catalog->is_federated)
    tarn_glue_error_mark_federated (call->error);
}

gboolean
tarn_glue_call_not_found (const TarnCall *call, const char *catalog_id, const char *format, ...)
{
  va_list arguments;

  if (call->error == NULL)
    return FALSE;

  va_start (arguments, format);
  *call->error
      = g_error_new_valist (TARN_GLUE_ERROR, TARN_GLUE_ERROR_ENTITY_NOT_FOUND, format, arguments);
  va_end (arguments);

  tarn_glue_call_mark_federated (call, catalog_id);
  return FALSE;
}

TarnTableEntry *
tarn_glue_call_find_table (const TarnCall *call, const TarnName *name)
{
  const TarnCatalog *catalog = &tarn_glue_client_of (call)->glue->catalog;
  TarnTableEntry *table = tarn_catalog_find_table (catalog, name);

  if (G_LIKELY (table != NULL))
    return table;

  if (tarn_catalog_find_catalog (catalog, name->parts[0]) == NULL)
    tarn_glue_call_not_found (call, name->parts[0], "there is no catalog %s", name->parts[0]);
  else if (!tarn_catalog_has_database (catalog, name->parts[0], name->parts[1]))
    tarn_glue_call_not_found (call, name->parts[0], "there is no database %s.%s", name->parts[0],
                              name->parts[1]);
  else
    tarn_glue_call_not_found (call, name->parts[0], "there is no table %s.%s.%s", name->parts[0],
                              name->parts[1], name->parts[2]);
  return NULL;
}

TarnTableEntry *
tarn_glue_call_find_view (const TarnCall *call, const TarnName *name)
{
  TarnTableEntry *table = tarn_glue_call_find_table (call, name);

  if (table == NULL || table->view != NULL)
    return table;

  tarn_glue_call_not_found (call, name->parts[0],
                            "%s.%s.%s is a base table, not a materialized view", name->parts[0],
                            name->parts[1], name->parts[2]);
  return NULL;
}

static TarnTableEntry *
reach (const TarnCall *call, const TarnTablePath *path,
       TarnTableEntry *(*find) (const TarnCall *call, const TarnName *name))
{
  TarnTableKey key;
  const TarnName *name = tarn_glue_call_resolve_name (call, path, &key);
  const char *const resource[] = { name->parts[0], name->parts[1], name->parts[2], NULL };

  return tarn_glue_call_authorize (call, resource) ? find (call, name) : NULL;
}

TarnTableEntry *
tarn_glue_call_reach_table (const TarnCall *call, const TarnTablePath *path)
{
  return reach (call, path, tarn_glue_call_find_table);
}

TarnTableEntry *
tarn_glue_call_reach_view (const TarnCall *call, const TarnTablePath *path)
{
  return reach (call, path, tarn_glue_call_find_view);
}

/*
 * Usually the caller gives the same name again and again, and the view is in its own account. Then no text needs
 * to be compared.
 */
TarnTableEntry *
tarn_glue_call_reach_view_of_run (const TarnCall *call, const TarnTablePath *path)
{
  TarnGlueClient *self = tarn_glue_client_of (call);
  TarnTableKey key;

  if (G_LIKELY (call->known != NULL && !tarn_admission_has_statements (call->client->admission)))
    {
      TarnTableEntry *table = tarn_catalog_find_by_known_name (&self->glue->catalog, call->known);

      if (G_LIKELY (table != NULL && table->view != NULL && table->account == self->own_account))
        return table;
    }

  const TarnName *name = tarn_glue_call_resolve_name (call, path, &key);
  return tarn_glue_call_authorize_run (call, name) ? tarn_glue_call_find_view (call, name) : NULL;
}
