/* SPDX-License-Identifier: MIT */
/* The drafts of all groups of tables and views, and how they become those of the scenario. */
#pragma once

#include "lab/scenario/document.h"
#include "lab/scenario/values.h"

typedef struct
{
  const TarnLabSection *section;
  TarnLabTableDraft draft;
} TarnLabDraftedTable;

typedef struct
{
  const TarnLabSection *section;
  TarnLabViewDraft draft;
} TarnLabDraftedView;

/*
 * Makes the tables of the scenario from @tables, of TarnLabDraftedTable, and its views from @views, of
 * TarnLabDraftedView: unfolds the templates, finds the sources, and sorts the views so that each comes after those that
 * it reads, and otherwise as they were. Sets the groups too. Amounts move from the drafts to the scenario.
 */
gboolean tarn_lab_unfold (TarnLabScenario *scenario, GArray *tables, GArray *views, GError **error);

/* Returns the index of the policy, or -1; NULL is the one without a name. */
gint tarn_lab_find_policy (const TarnLabScenario *scenario, const char *name);
