/* SPDX-License-Identifier: MIT */
/*
 * The denials of a fault plan that come into force later. Only one waits for each name, because a second one
 * would say the same. A denial is forgotten as soon as it is in force.
 */
#pragma once

#include "kernel/event.h"
#include "kernel/names.h"
#include "kernel/numbered.h"

typedef struct
{
  guint32 number;  /* the subject of the event */
  TarnName *about; /* principal, action and resource */
  gint64 due_us;
  TarnEventHandle event;
} TarnDenial;

typedef struct
{
  TarnNumbered by_number; /* TarnDenial */
  GTree *by_name;         /* from names to the same denials */
} TarnDenials;

void tarn_denials_init (TarnDenials *denials);
void tarn_denials_clear (TarnDenials *denials);

/* @denials must be new. The copies have the same numbers and events. */
void tarn_denials_copy (TarnDenials *denials, const TarnDenials *from);

/* Adds a denial. The caller sets the event. */
TarnDenial *tarn_denials_add (TarnDenials *denials, const TarnName *about, gint64 due_us);

static inline TarnDenial *
tarn_denials_get (const TarnDenials *denials, guint32 number)
{
  return tarn_numbered_get (&denials->by_number, number);
}

/* Returns the denial that comes into force first, or NULL if there is none of this name. */
TarnDenial *tarn_denials_find (const TarnDenials *denials, const TarnName *about);

void tarn_denials_remove (TarnDenials *denials, guint32 number);
