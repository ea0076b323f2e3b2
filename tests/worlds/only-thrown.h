/* SPDX-License-Identifier: MIT */
/*
 * The exceptions that only a fault plan causes, and no simulated call by itself. counter-table.c checks the
 * list, and counters.py reads it from this file and checks it for the whole test run.
 */
#pragma once

#include <glib.h>

/* clang-format off */
static const char *const only_thrown[] = {
  "StartMaterializedViewRefreshTaskRun OperationTimeoutException",
  "GetMaterializedViewRefreshTaskRun OperationTimeoutException",
  "StopMaterializedViewRefreshTaskRun OperationTimeoutException",
  "ListMaterializedViewRefreshTaskRuns OperationTimeoutException",
  "StartMetadataGenerationRun InternalServerException",
  "GetMetadataGenerationRun InternalServerException",
  "GetMetadataGenerationRun UnauthorizedException",
  "CancelMetadataGenerationRun ConflictException",
  "CancelMetadataGenerationRun InternalServerException",
  "ListMetadataGenerationRuns InternalServerException",
  "ListMetadataGenerationRuns UnauthorizedException",
  NULL,
};
/* clang-format on */
