/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-glue-client.h>

#include "admission/principal.h"
#include "glue/glue.h"

/* @owner is what keeps the room alive. */
TarnGlueClient *tarn_glue_client_new (GObject *owner, TarnGlue *glue, TarnPrincipal *principal);

TarnGlue *tarn_glue_client_get_glue (TarnGlueClient *self);

const TarnCaller *tarn_glue_client_get_caller (TarnGlueClient *self);

/* Enters the gate with a name that was checked before; @last is the member after it, or NULL. */
gboolean tarn_glue_client_enter_of (TarnGlueClient *self, TarnCall *call,
                                    TarnGlueOperation operation, const TarnTableName *name,
                                    const char *last, TarnCallInput input, GError **error);

/* The caller's own catalog where none is named. */
const char *tarn_glue_client_resolve_catalog (TarnGlueClient *self, const char *catalog_id);

/*
 * FALSE when the caller may not do this to what @resource names: catalog, database and table, as far
 * as they are known, ending with NULL.
 */
gboolean tarn_glue_client_authorize (TarnGlueClient *self, const TarnCall *call,
                                     const char *const *resource);

/* Sets FromFederationSource of an error about something in @catalog_id, if that is federated. */
void tarn_glue_client_mark_federated (TarnGlueClient *self, const char *catalog_id, GError **error);

/* EntityNotFoundException about @what in @catalog_id. Always FALSE. */
gboolean tarn_glue_client_not_found (TarnGlueClient *self, const char *catalog_id, GError **error,
                                     const char *format, ...) G_GNUC_PRINTF (4, 5);

/* The table of that name. NULL, with EntityNotFoundException, if there is none. */
TarnTableEntry *tarn_glue_client_find_table (TarnGlueClient *self, const TarnName *name,
                                             GError **error);

/* The same for a materialized view. */
TarnTableEntry *tarn_glue_client_find_view (TarnGlueClient *self, const TarnName *name,
                                            GError **error);

/*
 * Finds a run as Get would, without being a call of it. What has ended is told; of what has not,
 * @ret_ended is NULL.
 */
gboolean tarn_glue_client_look_at_run (TarnGlueClient *self, const char *catalog_id,
                                       const char *run_id, TarnIdentifier *ret_id,
                                       TarnRefreshRun **ret_ended, GError **error);

/* Calls the operation again. */
void tarn_glue_client_replay (TarnGlueClient *self, const TarnDeed *deed);
