/* SPDX-License-Identifier: MIT */
/*
 * The names of the public records, and the engine. A header that only mentions one takes it from here, so
 * that headers never need each other in circles. Other objects are named where they are declared: C99 allows
 * a name to be given once only.
 */
#pragma once

#include <glib-object.h>

#include <tarn/tarn-version-macros.h>

G_BEGIN_DECLS

#define TARN_TYPE_ENGINE (tarn_engine_get_type ())

/**
 * TarnEngine:
 *
 * A lake: its catalogs, tables, domains, assets and runs, its clock, and its luck. The verbs that move the
 * clock are in tarn-clock.h.
 *
 * An engine belongs to one thread at a time: the one that made it, until it is handed over with
 * tarn_engine_set_owner(). What another thread asks of it or of its clients fails with
 * %TARN_ERROR_WRONG_THREAD and changes nothing; where there is no error to return it is a programmer's
 * error. Its last reference may be dropped by any thread. Engines share nothing with each other. The same
 * seed and the same calls give the same bytes, on every machine.
 *
 * Its signal #TarnEngine::change reports what observers see.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnEngine, tarn_engine, TARN, ENGINE, GObject)

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
