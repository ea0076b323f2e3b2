/* SPDX-License-Identifier: MIT */
/*
 * The names of the public records. A header that only mentions one takes it from here, so that
 * headers never need each other in circles. Objects are named where they are declared: C99 allows a
 * name to be given once only.
 */
#pragma once

#include <glib-object.h>

#include <tarn/tarn-version-macros.h>

G_BEGIN_DECLS

typedef struct _TarnHold TarnHold;
typedef struct _TarnRunLimits TarnRunLimits;

typedef struct _TarnPrincipal TarnPrincipal;
typedef struct _TarnService TarnService;
typedef struct _TarnChange TarnChange;

typedef struct _TarnTableName TarnTableName;
typedef struct _TarnTableInput TarnTableInput;
typedef struct _TarnTable TarnTable;
typedef struct _TarnCommit TarnCommit;
typedef struct _TarnRefreshRun TarnRefreshRun;
typedef struct _TarnRefreshEstimate TarnRefreshEstimate;

typedef struct _TarnMetadataTarget TarnMetadataTarget;
typedef struct _TarnMetadataRun TarnMetadataRun;
typedef struct _TarnMetadataWork TarnMetadataWork;
typedef struct _TarnMetadataPlan TarnMetadataPlan;
typedef struct _TarnAssetInput TarnAssetInput;
typedef struct _TarnAsset TarnAsset;
typedef struct _TarnSuggestion TarnSuggestion;

typedef struct _TarnCostPlan TarnCostPlan;
typedef struct _TarnRefreshWork TarnRefreshWork;

G_END_DECLS
