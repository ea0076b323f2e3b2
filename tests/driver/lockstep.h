/* SPDX-License-Identifier: MIT */
/* Two worlds take the same steps, and must be the same after each. */
#pragma once

#include <glib.h>

/* Takes the steps of SEED below N_STEPS. ONLY has a byte for each step, 0 to leave it out; or NULL for all. */
guint lockstep_run (guint64 seed, guint n_steps, const guint8 *only, gboolean is_verbose);
