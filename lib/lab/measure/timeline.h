/* SPDX-License-Identifier: MIT */
#pragma once

#include "lab/trial/trial.h"

/* Ends the timeline of a trial that is over, if it has one. */
void tarn_lab_timeline_finish (TarnLabTrial *trial);
