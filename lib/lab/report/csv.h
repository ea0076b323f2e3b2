/* SPDX-License-Identifier: MIT */
/* The lines of comma-separated values that reports have. */
#pragma once

#include <tarn-lab/tarn-lab.h>

/* Returns what all lines of a subject begin with, without the comma. The caller frees it. */
char *tarn_lab_csv_make_begin (TarnLabScenario *scenario, guint64 replication,
                               const TarnLabResult *result, TarnLabSubject subject, guint index);
