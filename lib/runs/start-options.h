/* SPDX-License-Identifier: MIT */
/*
 * A start in the simulation can ask for more than the services' own operations can. These options are a record
 * of the operations, so that the journal writes them and a replay gives them again.
 */
#pragma once

#include <tarn/tarn-start-options.h>

#include "admission/operation.h"

enum
{
  TARN_NO_THRESHOLD = -1, /* the option of the engine counts */
  TARN_THRESHOLD_PERCENT_MAX = 1000000,
  TARN_SLOT_CLASSES = TARN_SLOT_CLASS_MAX + 1,
  TARN_N_REFRESH_MODES = TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL + 1,
};

struct _TarnStartOptions
{
  guint64 tag; /* 0 for none */
  TarnRefreshMode refresh_mode;
  gint threshold_percent; /* or TARN_NO_THRESHOLD */
  guint slot_class;
};

/* The words for the modes in the journal, in messages and in descriptions; ends with NULL. */
extern const char *const tarn_refresh_mode_names[TARN_N_REFRESH_MODES + 1];

/* The options of a start that has none. */
extern const TarnStartOptions tarn_no_start_options;

/* The record may be NULL. */
extern const TarnRecordClass tarn_start_options_class;
