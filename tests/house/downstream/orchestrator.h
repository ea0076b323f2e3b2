/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn.h>

/* Refreshes a view, once more if the first run fails, and returns the status of the last run. */
TarnRefreshStatus orchestrate (TarnEngine *lake, TarnGlueClient *glue, const char *database,
                               const char *view, GError **error);
