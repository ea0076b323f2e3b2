/* SPDX-License-Identifier: MIT */
/* The client, and the steps that operations share. */
#pragma once

#include <tarn/tarn-datazone-client.h>

#include "admission/call.h"
#include "datazone/datazone-input.h"
#include "datazone/datazone-state.h"

struct _TarnDataZoneClient
{
  TarnClient client;

  TarnDataZone *datazone;
  /* Users are never removed, so whoever the caller was in the domain asked last is still the caller. */
  guint32 known_domain;
  guint32 known_user;
};

TarnDataZoneClient *tarn_datazone_client_new (TarnDataZone *datazone, TarnPrincipal *principal);

static inline TarnDataZoneClient *
tarn_datazone_client_of (const TarnCall *call)
{
  return (TarnDataZoneClient *) (gpointer) call->client;
}

static inline TarnDataZone *
tarn_datazone_of (const TarnCall *call)
{
  return tarn_datazone_client_of (call)->datazone;
}

/* The caller as a user of the domain, or TARN_NO_POSITION. */
guint32 tarn_datazone_call_find_user (const TarnCall *call, guint32 domain);

/* The domain of that id, in which the caller may do this. FALSE, with the exception, if not. */
gboolean tarn_datazone_call_find_domain (const TarnCall *call, const char *id, guint32 *out_domain);

/* The same where it is done to a project of the domain, whose id is good but maybe nobody's. */
gboolean tarn_datazone_call_find_domain_of (const TarnCall *call, const char *id,
                                            const char *project_id, guint32 *out_domain);

/* A project of the domain. FALSE, with ResourceNotFoundException, if there is none of that id. */
gboolean tarn_datazone_call_find_project (const TarnCall *call, guint32 domain, const char *id,
                                          guint32 *out_project);

/* Both of them, as far as the caller may do this in the domain. */
gboolean tarn_datazone_call_find_project_at (const TarnCall *call, const TarnDomainPath *path,
                                             guint32 *out_domain, guint32 *out_project);

/* An asset of the domain. NULL, with ResourceNotFoundException, if there is none of that id. */
TarnAssetEntry *tarn_datazone_call_find_asset (const TarnCall *call, guint32 domain,
                                               const char *id);

/* A revision of the asset, NULL for the newest. FALSE, with ResourceNotFoundException, if not. */
gboolean tarn_datazone_call_find_revision (const TarnCall *call, const TarnAssetEntry *asset,
                                           const char *revision, guint32 *out_revision);

/*
 * FALSE, with AccessDeniedException, when a statement does not let the caller do this to the project,
 * and with UnauthorizedException when it is no member of the project.
 */
gboolean tarn_datazone_call_check_member (const TarnCall *call, guint32 project, guint32 *out_user);
