/* SPDX-License-Identifier: MIT */
/* The inputs of the room's operations. datazone-service.c has the service's name of each member. */
#pragma once

#include <tarn/tarn-metadata-run.h>

#include "admission/operation.h"
#include "datazone/asset-input.h"
#include "datazone/metadata-type.h"
#include "datazone/prediction-choices.h"
#include "runs/start-options.h"

/* The path of an entity in a domain, as a call gives it. Most inputs begin with the domain. */
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
  const char *const *type_names; /* the types, or the deprecated type as a list of one */
  const char *client_token;
  const TarnStartOptions *options; /* NULL for none */
  TarnMetadataTypes types;         /* the set of type_names; filled in by the check */
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

/* The name is the ARN of a user, or the name of a project or of a glossary term. */
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

/*
 * For a new asset, the path names the project. For a new revision, the path names the asset. The name and the
 * type identifier are copied from the TarnAssetInput.
 */
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

typedef struct
{
  TarnDomainPath asset;
  const char *revision; /* NULL for the newest */
  const TarnPredictionChoices *choices;
} TarnPredictionsInput;
