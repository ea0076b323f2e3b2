/* SPDX-License-Identifier: MIT */
/* Views are refreshed when a file says that they were. */
#include "lab/policy/part.h"
#include "lab/policy/replay.h"

enum
{
  PATH,
  KIND,
  OVERLAP,
};

typedef struct
{
  const GArray *starts; /* TarnLabRecordedStart; in the order of time */
  guint next;
} Replay;

gboolean
tarn_lab_replay_wants_starts (const TarnLabRuleSettings *settings)
{
  return settings->values[KIND] == 1;
}

static gint64
get_next_time (gconstpointer state)
{
  const Replay *self = state;

  return self->next < self->starts->len
             ? g_array_index (self->starts, TarnLabRecordedStart, self->next).time_us
             : TARN_LAB_NEVER;
}

static void
fire (gpointer state, const TarnLabDecision *decision)
{
  Replay *self = state;

  for (; get_next_time (self) <= decision->now_us; self->next++)
    tarn_lab_decision_request (decision,
                               g_array_index (self->starts, TarnLabRecordedStart, self->next).view);
}

static TarnLabOverlap
get_overlap (const TarnLabRuleSettings *settings)
{
  return (TarnLabOverlap) settings->values[OVERLAP];
}

static gpointer
create (const TarnLabRuleSettings *settings, const TarnLabLake *lake G_GNUC_UNUSED)
{
  Replay *self = g_new (Replay, 1);

  *self = (Replay){ settings->starts, 0 };
  return self;
}

static gpointer
copy (gconstpointer state)
{
  return g_memdup2 (state, sizeof (Replay));
}

/* --- The rule ----------------------------------------------------------------------------------- */

static const char *const kinds[] = { "requests", "starts", NULL };

static const TarnLabParameter parameters[] = {
  [PATH] = { .kind = TARN_LAB_PARAMETER_FILE,
             .fallback = TARN_LAB_MUST_BE_THERE,
             .meaning = "A CSV file with the columns `view` and `time`, or the event log of a "
                        "trial." },
  [KIND] = { .kind = TARN_LAB_PARAMETER_WORD,
             .words = kinds,
             .meaning = "Which rows of an event log are replayed. A file without the column `kind` "
                        "is replayed as a whole." },
  [OVERLAP] = { .kind = TARN_LAB_PARAMETER_WORD,
                .words = tarn_lab_overlaps,
                .meaning = "As for `interval`." },
  { .kind = TARN_LAB_PARAMETER_NONE },
};

static const TarnLabTriggerClass class = {
  .part = { .create = create, .copy = copy, .free = g_free, .get_next_time = get_next_time },
  .fire = fire,
  .may_repeat = TRUE,
  .get_overlap = get_overlap,
};

const TarnLabRule tarn_lab_trigger_replay = {
  .name = "replay",
  .meaning = "Each view is refreshed when a file says that it was.",
  .source = "the replay of traces, as in Batsim and SimGrid",
  .version = 2,
  .parameters = parameters,
  .class = &class,
};
