/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Appends a field of comma-separated values, in quotes if it needs them. */
void tarn_lab_append_csv_field (GString *csv, const char *field);
