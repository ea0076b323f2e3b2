/* SPDX-License-Identifier: MIT */
/*
 * Finds the terms of a glossary of which a name has every word. The case of ASCII is ignored. The index is made
 * when it is first needed, and follows the glossary, to which terms are only added.
 */
#pragma once

#include <glib.h>

typedef struct
{
  GPtrArray *words; /* of each term, its words in lower case */
  GTree *
      by_word; /* from words to arrays of positions; each term is in one, that of its rarest word */
} TarnTermIndex;

void tarn_term_index_clear (TarnTermIndex *index);

/*
 * Returns the positions, below @n_terms, of the terms that are in @name, in their order. @terms are TarnName
 * of one part.
 */
GArray *tarn_term_index_find (TarnTermIndex *index, const GPtrArray *terms, guint n_terms,
                              const char *name);
