/* SPDX-License-Identifier: MIT */
/* The DataZone client, and the steps that several operations share. */
#pragma once

#include <tarn/tarn-datazone-client.h>

#include "admission/call.h"
#include "datazone/datazone-input.h"
#include "datazone/datazone-state.h"

struct _TarnDataZoneClient
{
  TarnClient client;

  TarnDataZone *datazone;
  /* The last domain of a lookup and the caller as its user. They stay valid: users are never removed. */
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

/* Returns the position of the caller as a user of the domain, or TARN_NO_POSITION. */
guint32 tarn_datazone_call_find_user (const TarnCall *call, guint32 domain);

/* Finds the domain of that id. Returns FALSE with the exception if there is none or access is denied. */
gboolean tarn_datazone_call_find_domain (const TarnCall *call, const char *id, guint32 *out_domain);

/* The same for a call about a project of the domain. The project id is well-formed, but may not exist. */
gboolean tarn_datazone_call_find_domain_of (const TarnCall *call, const char *id,
                                            const char *project_id, guint32 *out_domain);

/* Finds a project of the domain. Returns FALSE with ResourceNotFoundException if there is none. */
gboolean tarn_datazone_call_find_project (const TarnCall *call, guint32 domain, const char *id,
                                          guint32 *out_project);

/* Finds the domain, checks that the caller has access to it, and finds the project. */
gboolean tarn_datazone_call_find_project_at (const TarnCall *call, const TarnDomainPath *path,
                                             guint32 *out_domain, guint32 *out_project);

/*
 * Returns at most 64 bytes of an id for a message, because the service does not limit the length of an asset's id. The
 * caller frees it.
 */
char *tarn_datazone_shorten_id (const char *id);

/* Finds an asset of the domain. Returns NULL with ResourceNotFoundException if there is none. */
TarnAssetEntry *tarn_datazone_call_find_asset (const TarnCall *call, guint32 domain,
                                               const char *id);

/*
 * Finds a revision of the asset; NULL stands for the newest. Returns FALSE with ResourceNotFoundException if
 * there is none.
 */
gboolean tarn_datazone_call_find_revision (const TarnCall *call, const TarnAssetEntry *asset,
                                           const char *revision, guint32 *out_revision);

/*
 * Returns FALSE with AccessDeniedException if the policy statements do not allow the caller to do this to the
 * project, and with UnauthorizedException if the caller is not a member of the project.
 */
gboolean tarn_datazone_call_check_member (const TarnCall *call, guint32 project, guint32 *out_user);
