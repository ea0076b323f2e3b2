/* SPDX-License-Identifier: MIT */
#include "engine/deadlock.h"

#include <tarn/tarn-error.h>

#include "engine/engine-state.h"
#include "kernel/fail.h"

enum
{
  NAMED_MAX = 10, /* waiters in a message; a message about pending events has the same limit */
};

/* Returns NULL if no waiter is stuck. */
static char *
describe_stuck (TarnEngine *self, gboolean only_unreported)
{
  GTreeNode *node = g_tree_node_first (self->core.emission.waiters.waiting);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_named = 0;

  for (; node != NULL && n_named < NAMED_MAX; node = g_tree_node_next (node))
    {
      TarnWaiter *waiter = g_tree_node_value (node);

      if ((only_unreported && waiter->is_reported)
          || !tarn_core_is_stuck (&self->core, waiter->service))
        continue;
      g_autofree char *described = tarn_waiter_describe (waiter);
      g_string_append_printf (text, "%s%s", n_named > 0 ? ", " : "", described);
      waiter->is_reported |= only_unreported;
      n_named++;
    }

  return n_named > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static gboolean
may_be_stuck (const TarnEngine *self)
{
  return tarn_waiters_count (&self->core.emission.waiters) > 0
         && !tarn_clock_has_foreground (&self->core.clock);
}

gboolean
tarn_engine_check_deadlock (TarnEngine *self, GError **error)
{
  g_autofree char *stuck = may_be_stuck (self) ? describe_stuck (self, FALSE) : NULL;

  if (stuck == NULL)
    return TRUE;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_DEADLOCK,
                    "nothing is left to happen that could end what is waited for: %s", stuck);
}

void
tarn_engine_report_deadlock (TarnEngine *self)
{
  if (G_LIKELY (!may_be_stuck (self)))
    return;

  g_autofree char *stuck = describe_stuck (self, TRUE);
  if (stuck != NULL)
    g_message ("nothing is left to happen that could end what is waited for: %s", stuck);
}

char **
tarn_engine_list_waits (TarnEngine *self)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (tarn_ownership_is_mine (&self->core.clock.ownership), NULL);

  const TarnWaiters *waiters = &self->core.emission.waiters;
  GTreeNode *node = g_tree_node_first (waiters->waiting);
  char **waits = g_new0 (char *, tarn_waiters_count (waiters) + 1);

  for (guint i = 0; node != NULL; node = g_tree_node_next (node))
    waits[i++] = tarn_waiter_describe (g_tree_node_value (node));
  return waits;
}
