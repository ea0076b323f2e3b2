/* SPDX-License-Identifier: MIT */
#include "lab/scenario/scenario.h"

TarnLabScenario *
tarn_lab_scenario_ref (TarnLabScenario *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_lab_scenario_unref (TarnLabScenario *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->options, g_array_unref);
  g_clear_pointer (&self->tables, g_array_unref);
  g_clear_pointer (&self->views, g_array_unref);
  g_clear_pointer (&self->assets, g_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->policies, g_array_unref);
  g_clear_pointer (&self->files, g_array_unref);
  g_clear_pointer (&self->axes, g_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self->text);
  g_free (self->digest);
  g_free (self);
}
