/* SPDX-License-Identifier: MIT */
/* The values of policies that are more than one word: triggers and modes. */
#include "lab/scenario/kinds.h"
#include "lab/scenario/values.h"

/* --- Triggers --------------------------------------------------------------------------------- */

static const char *const overlaps[] = {
  [TARN_LAB_OVERLAP_SKIP] = "skip",
  [TARN_LAB_OVERLAP_QUEUE] = "queue",
  NULL,
};

/* Reads what may follow the comma: where in the period a view begins, and then what happens to a tick too many. */
static gboolean
parse_phase (TarnLabReading *reading, TarnLabTrigger *trigger, gboolean *out_is_there)
{
  guint64 offset;

  *out_is_there = TRUE;
  if (tarn_lab_reading_skip (reading, "spread"))
    {
      trigger->phase = TARN_LAB_PHASE_SPREAD;
      return TRUE;
    }
  if (!tarn_lab_reading_skip (reading, "phase"))
    {
      *out_is_there = FALSE;
      return TRUE;
    }
  if (!tarn_lab_reading_take_quantity (reading, &tarn_lab_durations, 0, TARN_LAB_DURATION_MAX_US,
                                       &offset))
    return FALSE;

  trigger->offset_us = (gint64) offset;
  return TRUE;
}

static gboolean
parse_interval (TarnLabReading *reading, TarnLabTrigger *trigger)
{
  guint64 period;
  guint overlap;
  gboolean has_phase;

  if (!tarn_lab_reading_take_quantity (reading, &tarn_lab_durations, 1, TARN_LAB_DURATION_MAX_US,
                                       &period))
    return FALSE;
  trigger->period_us = (gint64) period;
  if (!tarn_lab_reading_skip (reading, ","))
    return TRUE;
  if (!parse_phase (reading, trigger, &has_phase))
    return FALSE;
  if (has_phase && !tarn_lab_reading_skip (reading, ","))
    return TRUE;
  if (!tarn_lab_reading_take_choice (reading, overlaps, &overlap))
    return FALSE;

  trigger->overlap = (TarnLabOverlap) overlap;
  return TRUE;
}

static void
write_interval (const TarnLabTrigger *trigger, GString *text)
{
  g_string_append_c (text, ' ');
  tarn_lab_append_quantity (text, (guint64) trigger->period_us, &tarn_lab_durations);
  if (trigger->phase == TARN_LAB_PHASE_SPREAD)
    g_string_append (text, ", spread");
  else
    {
      g_string_append (text, ", phase ");
      tarn_lab_append_quantity (text, (guint64) trigger->offset_us, &tarn_lab_durations);
    }
  g_string_append_printf (text, ", %s", overlaps[trigger->overlap]);
}

/* A trigger begins with its name; the rest is its own. */
typedef struct
{
  const char *name;
  gboolean (*parse) (TarnLabReading *reading, TarnLabTrigger *trigger); /* NULL for no rest */
  void (*write) (const TarnLabTrigger *trigger, GString *text);
} Trigger;

static const Trigger triggers[] = {
  [TARN_LAB_TRIGGER_INTERVAL] = { "interval", parse_interval, write_interval },
  [TARN_LAB_TRIGGER_SERVICE] = { "service", NULL, NULL },
};

static gboolean
parse_trigger (TarnLabReading *reading, gpointer member)
{
  TarnLabTrigger *trigger = member;

  for (guint i = 0; i < G_N_ELEMENTS (triggers); i++)
    if (tarn_lab_reading_skip (reading, triggers[i].name))
      {
        trigger->kind = (TarnLabTriggerKind) i;
        return triggers[i].parse == NULL || triggers[i].parse (reading, trigger);
      }

  g_autoptr (GString) names = g_string_new (triggers[0].name);
  for (guint i = 1; i < G_N_ELEMENTS (triggers); i++)
    g_string_append_printf (names, "%s%s", i + 1 < G_N_ELEMENTS (triggers) ? ", " : " or ",
                            triggers[i].name);
  return tarn_lab_reading_refuse_word (reading, names->str);
}

static void
write_trigger (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const TarnLabTrigger *trigger = member;

  (void) key;
  g_string_append (text, triggers[trigger->kind].name);
  if (triggers[trigger->kind].write != NULL)
    triggers[trigger->kind].write (trigger, text);
}

const TarnLabKind tarn_lab_kind_trigger = { parse_trigger, write_trigger, NULL, 0, NULL };

/* --- Modes ------------------------------------------------------------------------------------ */

static const char *const modes[] = {
  [TARN_REFRESH_MODE_SERVICE] = "auto",
  [TARN_REFRESH_MODE_FULL] = "full",
  [TARN_REFRESH_MODE_INCREMENTAL] = "incremental",
  [TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL] = "incremental-or-fail",
  NULL,
};

static gboolean
parse_mode (TarnLabReading *reading, gpointer member)
{
  TarnLabPolicySettings *settings = member;
  guint64 threshold;
  guint mode;

  settings->threshold_percent = -1;
  if (!tarn_lab_reading_take_choice (reading, modes, &mode))
    return FALSE;
  settings->mode = (TarnRefreshMode) mode;
  if (settings->mode != TARN_REFRESH_MODE_SERVICE || !tarn_lab_reading_skip (reading, ","))
    return TRUE;
  if (!tarn_lab_reading_expect (reading, "threshold")
      || !tarn_lab_reading_take_number (reading, 0, 1000000, &threshold)
      || !tarn_lab_reading_expect (reading, "%"))
    return FALSE;

  settings->threshold_percent = (gint) threshold;
  return TRUE;
}

static void
write_mode (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const TarnLabPolicySettings *settings = member;

  (void) key;
  g_string_append (text, modes[settings->mode]);
  if (settings->threshold_percent >= 0)
    g_string_append_printf (text, ", threshold %d %%", settings->threshold_percent);
}

const TarnLabKind tarn_lab_kind_mode = { parse_mode, write_mode, NULL, 0, NULL };
