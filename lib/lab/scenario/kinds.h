/* SPDX-License-Identifier: MIT */
/* The kinds of values. The comment at each one says what its member is. */
#pragma once

#include "lab/scenario/key.h"

extern const TarnLabKind tarn_lab_kind_number;   /* gint64, not negative */
extern const TarnLabKind tarn_lab_kind_count;    /* guint */
extern const TarnLabKind tarn_lab_kind_seed;     /* guint64 */
extern const TarnLabKind tarn_lab_kind_limit;    /* gint64; TARN_UNLIMITED for none */
extern const TarnLabKind tarn_lab_kind_seconds;  /* gint64; 0 for none */
extern const TarnLabKind tarn_lab_kind_duration; /* gint64 */
extern const TarnLabKind tarn_lab_kind_size;     /* guint64 */
extern const TarnLabKind tarn_lab_kind_rate;     /* gint64 */
extern const TarnLabKind tarn_lab_kind_ratio;    /* gint64, in thousandths */
extern const TarnLabKind tarn_lab_kind_share;    /* guint, in millionths */
extern const TarnLabKind tarn_lab_kind_boolean;  /* gboolean */
extern const TarnLabKind tarn_lab_kind_switch;   /* gint64, 0 or 1 */
extern const TarnLabKind tarn_lab_kind_time;     /* gint64 */
extern const TarnLabKind tarn_lab_kind_price;    /* gint64, in micro-USD */
extern const TarnLabKind tarn_lab_kind_spread;   /* gint64, in thousandths */
extern const TarnLabKind tarn_lab_kind_at_end;   /* gboolean */
extern const TarnLabKind tarn_lab_kind_name;     /* char * */

extern const TarnLabKind tarn_lab_kind_paths;     /* GPtrArray * of char * */
extern const TarnLabKind tarn_lab_kind_items;     /* GPtrArray * of char * */
extern const TarnLabKind tarn_lab_kind_durations; /* TarnLabAmount */
extern const TarnLabKind tarn_lab_kind_numbers;   /* TarnLabAmount */
extern const TarnLabKind tarn_lab_kind_commits;   /* TarnLabCommitsDraft */
extern const TarnLabKind tarn_lab_kind_rhythm;    /* GArray * */
extern const TarnLabKind tarn_lab_kind_sources;   /* GPtrArray * of TarnLabSourceName */
extern const TarnLabKind tarn_lab_kind_slo;       /* TarnLabSlo */
extern const TarnLabKind tarn_lab_kind_types;     /* gboolean[3] */
extern const TarnLabKind tarn_lab_kind_arrival;   /* TarnLabArrival */
extern const TarnLabKind tarn_lab_kind_preset;    /* const TarnLabPreset * */
extern const TarnLabKind tarn_lab_kind_rule;      /* TarnLabRuleSettings */
