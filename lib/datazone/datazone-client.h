/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-datazone-client.h>

#include "datazone/datazone.h"

/* @owner is what keeps the room alive. */
TarnDataZoneClient *tarn_datazone_client_new (GObject *owner, TarnDataZone *datazone,
                                              TarnPrincipal *principal);

TarnDataZone *tarn_datazone_client_get_datazone (TarnDataZoneClient *self);
const TarnCaller *tarn_datazone_client_get_caller (TarnDataZoneClient *self);

/* The caller as a user of the domain, or TARN_NO_POSITION. */
guint32 tarn_datazone_client_find_user (TarnDataZoneClient *self, guint32 domain);

/*
 * Admits the call, and finds the domain of that id, in which the caller may do this. FALSE, with the
 * exception, if not.
 */
gboolean tarn_datazone_client_find_domain (TarnDataZoneClient *self, TarnCall *call, const char *id,
                                           guint32 *ret_domain);

/* The same where it is done to a project of the domain, whose id is good but maybe nobody's. */
gboolean tarn_datazone_client_find_domain_of (TarnDataZoneClient *self, TarnCall *call,
                                              const char *id, const char *project_id,
                                              guint32 *ret_domain);

/* A project of the domain. FALSE, with ResourceNotFoundException, if there is none of that id. */
gboolean tarn_datazone_client_find_project (TarnDataZoneClient *self, guint32 domain,
                                            const char *id, guint32 *ret_project, GError **error);

/* An asset of the domain. NULL, with ResourceNotFoundException, if there is none of that id. */
TarnAssetEntry *tarn_datazone_client_find_asset (TarnDataZoneClient *self, guint32 domain,
                                                 const char *id, GError **error);

/* A revision of the asset, NULL for the newest. FALSE, with ResourceNotFoundException, if not. */
gboolean tarn_datazone_client_find_revision (const TarnAssetEntry *asset, const char *revision,
                                             guint32 *ret_revision, GError **error);

/*
 * FALSE, with AccessDeniedException, when a statement does not let the caller do this to the project,
 * and with UnauthorizedException when it is no member of the project.
 */
gboolean tarn_datazone_client_check_member (TarnDataZoneClient *self, const TarnCall *call,
                                            guint32 project, guint32 *ret_user);

/*
 * Finds a run as Get would, without being a call of it. What has ended is told; of what has not,
 * @ret_ended is NULL.
 */
gboolean tarn_datazone_client_look_at_run (TarnDataZoneClient *self, const char *domain_identifier,
                                           const char *identifier, TarnIdentifier *ret_id,
                                           TarnMetadataRun **ret_ended, GError **error);

/* Calls the operation again. */
void tarn_datazone_client_replay (TarnDataZoneClient *self, const TarnDeed *deed);
