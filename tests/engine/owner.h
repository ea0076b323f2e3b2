/* SPDX-License-Identifier: MIT */
/* What tests of whose an engine is begin with: another thread, and all that could be left behind. */
#pragma once

#include "worlds/every-operation.h"
#include "worlds/helper-thread.h"

/* All that somebody could see, the journal included. */
static inline char *
describe (const World *world)
{
  g_autofree char *digest = tarn_engine_get_digest (tarn_sample_get_engine (world->sample), NULL);
  g_autofree char *journal = tarn_journal_dup_text (tarn_sample_get_journal (world->sample));

  return g_strconcat (digest, "\n", journal, NULL);
}
