/* SPDX-License-Identifier: MIT */
/* The value of one line: read into a draft, and written in its one way. Axes stand at their first value when read. */
#pragma once

#include "lab/scenario/document.h"
#include "lab/scenario/pattern.h"
#include "lab/scenario/values.h"

/* Reads the value into the draft of its group, of any group but [cost]. */
gboolean tarn_lab_entry_parse (const TarnLabSection *section, const TarnLabEntry *entry,
                               gpointer draft, GError **error);

/* Returns the name of the option that an entry of [cost] sets. */
const char *tarn_lab_entry_get_option (const TarnLabEntry *entry);

/* Reads the value of an entry of [cost], in the unit of the option. */
gboolean tarn_lab_entry_parse_option (const TarnLabSection *section, const TarnLabEntry *entry,
                                      gint64 *out_value, GError **error);

/*
 * Returns the value as the canonical form has it, and its axes, of TarnLabPatternAxis, or NULL for none, which the
 * caller frees.
 */
char *tarn_lab_entry_canonize (const TarnLabSection *section, const TarnLabEntry *entry,
                               GArray **out_axes, GError **error);
