/* SPDX-License-Identifier: MIT */
/* The output of the what-if: a table, the sentences around it, and the same figures as CSV. */
#pragma once

#include "what-if-lake.h"
#include "what-if-options.h"

enum
{
  AMPLIFICATION_PERMILLE_DEFAULT = 5000,
};

typedef struct
{
  gint64 interval_us;
  gint64 amplification_permille;
  Measure measure;
} Row;

void report_print_head (const Lake *lake, const Options *options);
void report_print_row (const Row *row, const Lake *lake);

/* Prints a comparison of the first two rows, if there are two. */
void report_print_comparison (const GArray *rows, const Lake *lake);
void report_print_assumptions (void);

/* Prints a row with another amplification. */
void report_print_sensitivity (const Row *row, const Lake *lake);

gboolean report_write_csv (const GArray *rows, const Lake *lake, const char *path, GError **error);
