/* SPDX-License-Identifier: MIT */
/* A filter of an observer as the driver remembers it, which says by itself what passes. */
#pragma once

#include "driver/world.h"

typedef struct
{
  guint kinds; /* a bit for each, as with the causes; 0 for none added */
  guint refresh_causes;
  guint metadata_causes;
  GPtrArray *names; /* of TarnTableName */
} Filter;

Filter *filter_draw (World *world, Draw *draw);
void filter_free (Filter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Filter, filter_free)

/* The same for the library. */
TarnChangeFilter *filter_make (const Filter *filter);
/* FILTER may be NULL for an observer without one. */
gboolean filter_passes (const Filter *filter, const TarnChange *change);
void filter_note (World *world, const Filter *filter);
