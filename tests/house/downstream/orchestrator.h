/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn.h>

/* Refreshes a view, once more if the first run fails, and tells how the last run ended. */
TarnRefreshStatus orchestrate (TarnEngine *lake, TarnGlueClient *glue, const char *database,
                               const char *view, GError **error);
