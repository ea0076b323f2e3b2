/* SPDX-License-Identifier: MIT */
/* Sorts views so that each comes after those that it reads. */
#pragma once

#include "lab/scenario/scenario.h"

/*
 * Sorts the views, and otherwise leaves them in their order. Returns NULL, or the chain of views that read each other
 * in a circle, which the caller frees, and one of them.
 */
char *tarn_lab_sort_views (TarnLabScenario *scenario, guint *out_view);
