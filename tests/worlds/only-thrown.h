/* SPDX-License-Identifier: MIT */
/*
 * What nothing in a simulation gives rise to, only a fault plan. Held against what happens twice: by
 * counter-table.c, and by counters.py, which reads the texts here, for the whole run.
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
