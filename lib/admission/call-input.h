/* SPDX-License-Identifier: MIT */
/*
 * What a call takes beside its arguments: a record that the user fills in, and may change after the
 * call. The journal tells of it in words, and keeps a copy so that the call can be made again.
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *(*describe) (gconstpointer record);
  gpointer (*copy) (gconstpointer record);
  GDestroyNotify free;
} TarnInputClass;

typedef struct
{
  const TarnInputClass *class; /* NULL for none */
  gconstpointer record;
} TarnCallInput;

#define TARN_NO_INPUT ((TarnCallInput){ NULL, NULL })
