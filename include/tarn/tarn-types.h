/* SPDX-License-Identifier: MIT */
/*
 * The engine, and the names of the public types that several headers mention. A header that only mentions a
 * type includes this header, so that headers never include each other in circles. The other types are named
 * where they are declared, because C99 allows a name to be given only once.
 */
#pragma once

#include <glib-object.h>

#include <tarn/tarn-version-macros.h>

G_BEGIN_DECLS

/**
 * TARN_UNLIMITED:
 *
 * The value of an option that is a rate, a quota or another limit of a service, for no limit.
 *
 * Since: 1.0
 */
#define TARN_UNLIMITED (-1)

#define TARN_TYPE_ENGINE (tarn_engine_get_type ())

/**
 * TarnEngine:
 *
 * A simulated data lake: its catalogs, tables, domains, assets and runs, its clock, and its random draws. The
 * functions that drive time are in tarn-clock.h.
 *
 * An engine belongs to one thread at a time: to the thread that made it, until that thread hands it over with
 * tarn_engine_set_owner(). A call of another thread to the engine or to its clients fails with
 * %TARN_ERROR_WRONG_THREAD and changes nothing. Where the function has no error to return, such a call is a
 * programmer error. Any thread may drop the last reference to the engine. Engines share nothing with each
 * other. The same seed and the same calls give the same bytes, on every machine.
 *
 * The signal #TarnEngine::change is emitted for the same changes that observers see.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TarnEngine, tarn_engine, TARN, ENGINE, GObject)

/**
 * TarnCopyFunc:
 * @user_data: the pointer that was given with the function that is taken along
 * @fork: the fork
 *
 * Makes what a function in @fork is given instead of @user_data. tarn_engine_fork() calls this function once for
 * each observer, each timeout and each function of instants that it takes along, in this order, after all else is in
 * the fork. The copy function may make clients of @fork, and may call its services: the observers of the fork are
 * notified after all copies are made. It may not drive @fork or drop its last reference, and may only look at the
 * engine that is being forked, as a #TarnConditionFunc may.
 *
 * Returns: the pointer for the function in @fork; its destroy function is that of the original
 *
 * Since: 1.0
 */
typedef gpointer (*TarnCopyFunc) (gpointer user_data, TarnEngine *fork);

typedef struct _TarnHold TarnHold;
typedef struct _TarnClockLimits TarnClockLimits;

typedef struct _TarnPrincipal TarnPrincipal;
typedef struct _TarnService TarnService;
typedef struct _TarnChange TarnChange;
typedef struct _TarnWaitingRuns TarnWaitingRuns;
typedef struct _TarnStartOptions TarnStartOptions;

typedef struct _TarnTableName TarnTableName;
typedef struct _TarnTableInput TarnTableInput;
typedef struct _TarnTable TarnTable;
typedef struct _TarnCommit TarnCommit;
typedef struct _TarnRefreshRun TarnRefreshRun;
typedef struct _TarnRefreshEstimate TarnRefreshEstimate;
typedef struct _TarnMeasures TarnMeasures;

typedef struct _TarnMetadataTarget TarnMetadataTarget;
typedef struct _TarnMetadataRun TarnMetadataRun;
typedef struct _TarnMetadataWork TarnMetadataWork;
typedef struct _TarnMetadataPlan TarnMetadataPlan;
typedef struct _TarnAssetInput TarnAssetInput;
typedef struct _TarnAsset TarnAsset;
typedef struct _TarnSuggestion TarnSuggestion;
typedef struct _TarnPredictionChoices TarnPredictionChoices;

typedef struct _TarnCostPlan TarnCostPlan;
typedef struct _TarnRefreshWork TarnRefreshWork;

G_END_DECLS
