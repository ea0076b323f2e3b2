/* SPDX-License-Identifier: MIT */
/* For how long, and how many, ended runs are kept. */
#pragma once

#include "glue/glue.h"

/* Whether a run has ended too long ago to be told of. */
gboolean tarn_refresh_has_expired (const TarnGlue *glue, const TarnRunRecord *record);

/* A run of the view has ended: those beyond what is kept are forgotten, oldest first. */
void tarn_refresh_forget_old_runs (TarnGlue *glue, TarnView *view);
