/* SPDX-License-Identifier: MIT */
/* The user's functions that are called with each stretch that ends. */
#pragma once

#include "admission/core-state.h"
#include "glue/stretch.h"

typedef struct
{
  GArray *funcs; /* in the order of their ids; NULL for none */
  guint last_id;
} TarnStretchFuncs;

/* Returns the id of the function, which is called with the stretches of the account. */
guint tarn_stretch_funcs_add (TarnStretchFuncs *self, TarnCore *core, guint32 account,
                              TarnStretchFunc func, gpointer data, GDestroyNotify destroy);

/* Returns whether there was such a function. */
gboolean tarn_stretch_funcs_remove (TarnStretchFuncs *self, TarnCore *core, guint id);
void tarn_stretch_funcs_clear (TarnStretchFuncs *self, TarnCore *core);

/* Calls the functions of the account, which may not change anything. */
void tarn_stretch_funcs_call (const TarnStretchFuncs *self, TarnCore *core, guint32 account,
                              const TarnStretch *stretch);
