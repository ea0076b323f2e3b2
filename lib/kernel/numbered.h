/* SPDX-License-Identifier: MIT */
/*
 * Things that wait for an event of the clock. The number of a thing is the subject of its event. A thing that
 * is removed leaves nothing behind, so the set is as large as what it holds now.
 */
#pragma once

#include <glib.h>

typedef struct
{
  GTree *things; /* from numbers to things */
  guint32 last_number;
} TarnNumbered;

/* @free_thing frees a thing that is removed. */
void tarn_numbered_init (TarnNumbered *set, GDestroyNotify free_thing);
void tarn_numbered_clear (TarnNumbered *set);

/* Takes the thing and returns its number. */
guint32 tarn_numbered_add (TarnNumbered *set, gpointer thing);

/* Takes the thing, with a number that no other thing has. */
void tarn_numbered_put (TarnNumbered *set, guint32 number, gpointer thing);

/* Returns NULL if there is none. */
gpointer tarn_numbered_get (const TarnNumbered *set, guint32 number);
void tarn_numbered_remove (TarnNumbered *set, guint32 number);
