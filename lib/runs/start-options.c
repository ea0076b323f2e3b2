/* SPDX-License-Identifier: MIT */
#include "runs/start-options.h"

#include "kernel/accessors.h"

/* clang-format off */
G_DEFINE_ENUM_TYPE (TarnRefreshMode, tarn_refresh_mode,
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_MODE_SERVICE, "service"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_MODE_FULL, "full"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_MODE_INCREMENTAL, "incremental"),
                    G_DEFINE_ENUM_VALUE (TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL,
                                         "incremental-or-fail"))
/* clang-format on */

const char *const tarn_refresh_mode_names[TARN_N_REFRESH_MODES + 1] = {
  [TARN_REFRESH_MODE_SERVICE] = "service",
  [TARN_REFRESH_MODE_FULL] = "full",
  [TARN_REFRESH_MODE_INCREMENTAL] = "incremental",
  [TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL] = "incremental-or-fail",
  NULL,
};

const TarnStartOptions tarn_no_start_options = { .threshold_percent = TARN_NO_THRESHOLD };

TARN_PLAIN_PUBLIC_TYPE (TarnStartOptions, tarn_start_options)

TarnStartOptions *
tarn_start_options_new (void)
{
  return g_memdup2 (&tarn_no_start_options, sizeof tarn_no_start_options);
}

void
tarn_start_options_set_tag (TarnStartOptions *self, guint64 tag)
{
  g_return_if_fail (self != NULL);

  self->tag = tag;
}

void
tarn_start_options_set_refresh_mode (TarnStartOptions *self, TarnRefreshMode mode)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) mode < TARN_N_REFRESH_MODES);

  self->refresh_mode = mode;
}

void
tarn_start_options_set_incremental_threshold_percent (TarnStartOptions *self, gint percent)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (percent >= TARN_NO_THRESHOLD && percent <= TARN_THRESHOLD_PERCENT_MAX);

  self->threshold_percent = percent;
}

void
tarn_start_options_set_slot_class (TarnStartOptions *self, guint slot_class)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (slot_class <= TARN_SLOT_CLASS_MAX);

  self->slot_class = slot_class;
}

/* --- The record of an operation ---------------------------------------------------------------- */

/* The journal has no word for what the caller did not ask for, and none at all for no options. */
static char *
describe (gconstpointer record)
{
  const TarnStartOptions *self = record;

  if (self == NULL)
    return NULL;

  GString *text = g_string_new (NULL);
  if (self->tag != 0)
    g_string_append_printf (text, " Tag=%" G_GUINT64_FORMAT, self->tag);
  if (self->refresh_mode != TARN_REFRESH_MODE_SERVICE)
    g_string_append_printf (text, " RefreshMode=\"%s\"",
                            tarn_refresh_mode_names[self->refresh_mode]);
  if (self->threshold_percent != TARN_NO_THRESHOLD)
    g_string_append_printf (text, " IncrementalThresholdPercent=%d", self->threshold_percent);
  if (self->slot_class != 0)
    g_string_append_printf (text, " SlotClass=%u", self->slot_class);
  if (text->len > 0)
    g_string_erase (text, 0, 1);
  return g_string_free (text, text->len == 0);
}

static gpointer
copy (gconstpointer record)
{
  return record != NULL ? tarn_start_options_copy (record) : NULL;
}

const TarnRecordClass tarn_start_options_class
    = { describe, copy, (GDestroyNotify) tarn_start_options_free };
