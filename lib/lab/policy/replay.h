/* SPDX-License-Identifier: MIT */
/* The starts that the trigger replays. */
#pragma once

#include "lab/policy/rule.h"

typedef struct
{
  gint64 time_us;
  guint view;
} TarnLabRecordedStart;

/* Returns whether the rule wants the starts of an event log, and not its requests. */
gboolean tarn_lab_replay_wants_starts (const TarnLabRuleSettings *settings);
