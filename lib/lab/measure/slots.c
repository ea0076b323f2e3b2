/* SPDX-License-Identifier: MIT */
#include "lab/measure/slots.h"

struct _TarnLabSlots
{
  GArray *words; /* guint64; a bit for each slot that is taken */
  guint first;   /* no word before this one has a free bit */
};

TarnLabSlots *
tarn_lab_slots_new (void)
{
  TarnLabSlots *self = g_new0 (TarnLabSlots, 1);

  self->words = g_array_new (FALSE, TRUE, sizeof (guint64));
  return self;
}

TarnLabSlots *
tarn_lab_slots_copy (const TarnLabSlots *self)
{
  TarnLabSlots *copy = tarn_lab_slots_new ();

  g_array_append_vals (copy->words, self->words->data, self->words->len);
  copy->first = self->first;
  return copy;
}

void
tarn_lab_slots_free (TarnLabSlots *self)
{
  g_array_unref (self->words);
  g_free (self);
}

guint
tarn_lab_slots_take (TarnLabSlots *self)
{
  guint64 *word;
  guint bit = 0;

  while (self->first < self->words->len
         && g_array_index (self->words, guint64, self->first) == G_MAXUINT64)
    self->first++;
  if (self->first == self->words->len)
    g_array_set_size (self->words, self->first + 1);
  word = &g_array_index (self->words, guint64, self->first);
  while (*word & G_GUINT64_CONSTANT (1) << bit)
    bit++;
  *word |= G_GUINT64_CONSTANT (1) << bit;
  return self->first * 64 + bit;
}

void
tarn_lab_slots_free_one (TarnLabSlots *self, guint slot)
{
  g_array_index (self->words, guint64, slot / 64) &= ~(G_GUINT64_CONSTANT (1) << slot % 64);
  self->first = MIN (self->first, slot / 64);
}
