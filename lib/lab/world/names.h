/* SPDX-License-Identifier: MIT */
/* These are the names of the tables and views of a world. */
#pragma once

#include <tarn/tarn.h>

/* The account that has all tables and views, and starts all runs. */
#define TARN_LAB_ACCOUNT "123456789012"

/* The name that draws have: so another table moves no other table's luck. */
static inline char *
tarn_lab_dup_full_name (const char *database_name, const char *name)
{
  return g_strdup_printf ("%s.%s", database_name, name);
}
