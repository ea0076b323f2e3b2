/* SPDX-License-Identifier: MIT */
/* What the operations of the room take; datazone-service.c says how each member is called. */
#pragma once

#include <tarn/tarn-metadata-run.h>

#include "admission/operation.h"
#include "datazone/asset-input.h"
#include "datazone/metadata-type.h"

/* An entity of a domain, as a call names it. Most inputs begin with the domain. */
typedef struct
{
  const char *domain_identifier;
  const char *identifier;
} TarnDomainPath;

typedef struct
{
  const char *domain_identifier;
  const char *owning_project_identifier;
  const TarnMetadataTarget *target;
  const char *target_type;
  const char *target_identifier;
  const char *target_revision;
  const char *type;
  const char *const *type_names; /* with the deprecated one folded in */
  const char *client_token;
  TarnMetadataTypes types; /* that the names say, once they are checked */
} TarnStartGenerationInput;

typedef struct
{
  TarnDomainPath run;
  const char *type; /* NULL for all */
} TarnGetGenerationInput;

typedef struct
{
  const char *domain_identifier;
  const char *status;            /* NULL for all */
  const char *type;              /* NULL for all */
  const char *target_identifier; /* NULL for all */
  gint64 max_results;
  const char *next_token;
} TarnListGenerationsInput;

typedef struct
{
  const char *name;
  const char *version;
} TarnCreateDomainInput;

/* A user by ARN, a project or a term by name. */
typedef struct
{
  const char *domain_identifier;
  const char *name;
} TarnCreateInDomainInput;

typedef struct
{
  TarnDomainPath project;
  const char *user_identifier;
} TarnCreateMembershipInput;

typedef struct
{
  TarnDomainPath project;
  gboolean is_enabled;
} TarnSetNameGenerationInput;

/* Of an asset the project is named, of a revision the asset. Name and type are those of the record. */
typedef struct
{
  TarnDomainPath path;
  const char *name;
  const char *type_identifier;
  const TarnAssetInput *asset;
} TarnCreateAssetInput;

typedef struct
{
  TarnDomainPath asset;
  const char *revision; /* NULL for the newest */
} TarnGetAssetInput;
