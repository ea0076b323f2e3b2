/* SPDX-License-Identifier: MIT */
/* A lake with something of everything: rhythms, failures, views on views, waiting, and three policies. */
#pragma once

#include "lake-by-hand.h"

TarnLabScenario *random_lake_new (void);
void assert_same_told (const GArray *a, const GArray *b);
/* Asserts that the engines have the same state. */
void assert_same_engine (TarnLabTrial *a, TarnLabTrial *b);
