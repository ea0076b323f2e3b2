/* SPDX-License-Identifier: MIT */
/* The client, and the steps that operations share. */
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
};

TarnGlueClient *tarn_glue_client_new (TarnGlue *glue, TarnPrincipal *principal);

static inline TarnGlueClient *
tarn_glue_client_of (const TarnCall *call)
{
  return (TarnGlueClient *) (gpointer) call->client;
}

/* The parts of a name, as an operation is given them. */
static inline TarnTablePath
tarn_table_name_get_path (const TarnTableName *name)
{
  return (TarnTablePath){ name->name.parts[0], name->name.parts[1], name->name.parts[2] };
}

/* The caller's own catalog where none is named. */
static inline const char *
tarn_glue_client_resolve_catalog (TarnGlueClient *self, const char *catalog_id)
{
  return catalog_id != NULL ? catalog_id : self->client.principal->account_id;
}

/* The name that the path says, which is known if it was checked before; else it is made in @key. */
const TarnName *tarn_glue_call_resolve_name (const TarnCall *call, const TarnTablePath *path,
                                             TarnName *key);

/*
 * FALSE when the caller may not do this to what @resource names: catalog, database and table, as far
 * as they are known, ending with NULL.
 */
gboolean tarn_glue_call_authorize (const TarnCall *call, const char *const *resource);

/* The same for a run of a view, for which one needs the right to get the view, as documented. */
gboolean tarn_glue_call_authorize_run (const TarnCall *call, const TarnName *view);

/* Sets FromFederationSource of an error about something in @catalog_id, if that is federated. */
void tarn_glue_call_mark_federated (const TarnCall *call, const char *catalog_id);

/* EntityNotFoundException about something in @catalog_id. Always FALSE. */
gboolean tarn_glue_call_not_found (const TarnCall *call, const char *catalog_id, const char *format,
                                   ...) G_GNUC_PRINTF (3, 4);

/* The table of that name. NULL, with EntityNotFoundException, if there is none. */
TarnTableEntry *tarn_glue_call_find_table (const TarnCall *call, const TarnName *name);

/* The same for a materialized view. */
TarnTableEntry *tarn_glue_call_find_view (const TarnCall *call, const TarnName *name);

/* The table or the view of the path, if the caller may do this to it; NULL with the exception if not. */
TarnTableEntry *tarn_glue_call_reach_table (const TarnCall *call, const TarnTablePath *path);
TarnTableEntry *tarn_glue_call_reach_view (const TarnCall *call, const TarnTablePath *path);
