/* SPDX-License-Identifier: MIT */
/* The sentences below the tables of a report, which its figures need. */
#pragma once

#include "lab/report/blocks.h"
#include "lab/report/row.h"

/* This is what stands in place of a mean that says nothing. */
#define TARN_LAB_UNSTABLE "UNSTABLE"

/* Appends the notes of a scenario: what was read of its files, left out and assumed, and which keys have no effect. */
void tarn_lab_append_notes (TarnLabBlocks *blocks, const TarnLabScenario *scenario);

void tarn_lab_append_sentences (TarnLabBlocks *blocks, const TarnLabScenario *scenario,
                                const GArray *rows);
