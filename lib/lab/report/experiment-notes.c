/* SPDX-License-Identifier: MIT */
/* The notes on the variants of an experiment. Most notes are on all variants, and such a note is told once. */
#include <tarn-lab/tarn-lab.h>

#include "lab/report/sentences.h"
#include "lab/scenario/scenario.h"

typedef struct
{
  const char *text;
  guint first_variant;
  guint n_variants;
} Note;

typedef struct
{
  GArray *notes;      /* Note; in the order in which the variants have them */
  GHashTable *places; /* from their texts to their places */
} Notes;

static void
take_note (Notes *self, const char *text, guint variant)
{
  gpointer place;

  if (g_hash_table_lookup_extended (self->places, text, NULL, &place))
    {
      g_array_index (self->notes, Note, GPOINTER_TO_UINT (place)).n_variants++;
      return;
    }

  Note note = { text, variant, 1 };
  g_hash_table_insert (self->places, (gpointer) text, GUINT_TO_POINTER (self->notes->len));
  g_array_append_val (self->notes, note);
}

static void
append_note (TarnLabBlocks *blocks, TarnLabExperiment *experiment, const Note *note)
{
  guint n_variants = tarn_lab_experiment_get_n_variants (experiment);
  const char *label = tarn_lab_experiment_get_label (experiment, note->first_variant);

  if (note->n_variants == n_variants)
    tarn_lab_add_sentence (blocks, "Note: %s", note->text);
  else if (note->n_variants == 1)
    tarn_lab_add_sentence (blocks, "Note on %s: %s", label, note->text);
  else
    tarn_lab_add_sentence (blocks, "Note on %s and %u other%s: %s", label, note->n_variants - 1,
                           note->n_variants == 2 ? "" : "s", note->text);
}

char *
tarn_lab_report_experiment_notes_to_text (TarnLabExperiment *experiment)
{
  g_return_val_if_fail (experiment != NULL, NULL);

  g_autoptr (TarnLabBlocks) blocks = tarn_lab_blocks_new ();
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (Note));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Notes all = { notes, places };

  for (guint i = 0; i < tarn_lab_experiment_get_n_variants (experiment); i++)
    {
      const TarnLabScenario *variant = tarn_lab_experiment_get_variant (experiment, i);

      for (guint j = 0; j < variant->notes->len; j++)
        take_note (&all, variant->notes->pdata[j], i);
    }
  for (guint i = 0; i < notes->len; i++)
    append_note (blocks, experiment, &g_array_index (notes, Note, i));
  return tarn_lab_blocks_to_text (blocks);
}
