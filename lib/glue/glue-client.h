/* SPDX-License-Identifier: MIT */
/* TarnGlueClient, and the steps that the operations of this room share. */
#pragma once

#include <tarn/tarn-glue-client.h>

#include "admission/call.h"
#include "glue/glue-input.h"
#include "glue/glue-state.h"

struct _TarnGlueClient
{
  TarnClient client;

  TarnGlue *glue;
  guint32 own_catalog;
  guint32 own_account; /* of the catalog */
};

TarnGlueClient *tarn_glue_client_new (TarnGlue *glue, TarnPrincipal *principal);

static inline TarnGlueClient *
tarn_glue_client_of (const TarnCall *call)
{
  return (TarnGlueClient *) (gpointer) call->client;
}

/* Converts a name into the path that an operation takes as input. The path borrows the parts of the name. */
static inline TarnTablePath
tarn_table_name_get_path (const TarnTableName *name)
{
  return (TarnTablePath){ name->name.parts[0], name->name.parts[1], name->name.parts[2] };
}

/* Returns @catalog_id, or the id of the caller's own catalog if @catalog_id is NULL. */
static inline const char *
tarn_glue_client_resolve_catalog (TarnGlueClient *self, const char *catalog_id)
{
  return catalog_id != NULL ? catalog_id : self->client.principal->account_id;
}

/* Calls an operation of which the path of a table is the whole input, and which returns nothing. */
gboolean tarn_glue_client_do_to_table (TarnGlueClient *self, guint operation,
                                       const TarnTableName *table_name, GError **error);

/* Returns @part in lower case, which may stand in @lower, if the option fold-lookups says so. */
const char *tarn_glue_client_fold_lookup (TarnGlueClient *self, const char *part,
                                          char lower[TARN_TABLE_NAME_PART_BYTES]);

/*
 * Returns the name of the table at @path. If the client passed a name that can be used as it is, this function
 * returns that name. Otherwise it makes the name in @key.
 */
const TarnName *tarn_glue_call_resolve_name (const TarnCall *call, const TarnTablePath *path,
                                             TarnTableKey *key);

/*
 * Returns the name of the table that a call creates at @path. Its database is looked up like that of any call, but
 * the name of the table is always in lower case.
 */
const TarnName *tarn_glue_call_make_name (const TarnCall *call, const TarnTablePath *path,
                                          TarnTableKey *key);

/*
 * Returns FALSE, with AccessDeniedException, if the caller may not call this operation on @resource.
 * @resource lists the catalog, the database and the table, as far as they are known, and ends with NULL.
 */
gboolean tarn_glue_call_authorize (const TarnCall *call, const char *const *resource);

/*
 * The same for an operation on a run of @view. The service documents that the caller also needs the right to
 * get the view (glue:GetTable).
 */
gboolean tarn_glue_call_authorize_run (const TarnCall *call, const TarnName *view);

/* Sets FromFederationSource of the call's error, if the catalog @catalog_id is federated. */
void tarn_glue_call_mark_federated (const TarnCall *call, const char *catalog_id);

/* Fails the call with EntityNotFoundException about an entity in @catalog_id. Always returns FALSE. */
gboolean tarn_glue_call_not_found (const TarnCall *call, const char *catalog_id, const char *format,
                                   ...) G_GNUC_PRINTF (3, 4);

/* Returns the table @name, or NULL with EntityNotFoundException if there is no such table. */
TarnTableEntry *tarn_glue_call_find_table (const TarnCall *call, const TarnName *name);

/* The same, but only for a materialized view: a base table is not found either. */
TarnTableEntry *tarn_glue_call_find_view (const TarnCall *call, const TarnName *name);

/*
 * These two functions check that the caller may call the operation on @path, and return the table or the
 * view. They return NULL, with the exception, if the caller may not or if there is no such table or view.
 */
TarnTableEntry *tarn_glue_call_reach_table (const TarnCall *call, const TarnTablePath *path);
TarnTableEntry *tarn_glue_call_reach_view (const TarnCall *call, const TarnTablePath *path);

/*
 * Returns the view at @path for an operation on its runs, or NULL with the exception if the caller may not call
 * the operation or if there is no such view.
 */
TarnTableEntry *tarn_glue_call_reach_view_of_run (const TarnCall *call, const TarnTablePath *path);
