/* SPDX-License-Identifier: MIT */
/*
 * The keys of a group are read into these. A draft still has names where the scenario has indices, and a template is
 * one draft.
 */
#pragma once

#include "lab/scenario/reading.h"
#include "lab/scenario/scenario.h"

enum
{
  TARN_LAB_VIEWS_MAX = 1000000,
  TARN_LAB_TABLES_MAX = 100000,
  TARN_LAB_ASSETS_MAX = 1000000,
  TARN_LAB_COST_KEYS_MAX = 32,
  TARN_LAB_RATIO_MAX = 1000000, /* thousandths */
};

typedef struct
{
  char *database_name;
  char *name;
} TarnLabSourceName;

typedef struct
{
  TarnLabCommits commits; /* without the trace and the rhythm */
  char *path;             /* of a file of commits, as the scenario writes it */
  gboolean repeats;
  guint64 stretch_permille; /* of the gaps of the file */
  guint64 load_permille;    /* of the commits of the file */
  gint64 last_us;           /* only what is this near to the end of the file; 0 for all */
  guint64 bytes_per_commit; /* where the file tells no sizes; 0 for none */
  guint64 bytes_per_record; /* where the file counts records; 0 to find out */
} TarnLabCommitsDraft;

typedef struct
{
  guint count; /* 0 if it is no template */
  guint64 size_bytes;
  TarnLabCommitsDraft commits;
  GArray *rhythm;
} TarnLabTableDraft;

typedef struct
{
  TarnLabSloKind kind;
  gint64 duration_us;
} TarnLabSlo;

typedef struct
{
  guint count; /* 0 if it is no template */
  GPtrArray *sources;
  guint64 size_bytes;
  TarnLabSlo slo;
  guint weight;
  char *policy; /* NULL for the one without a name */
  char *group;
  TarnLabAmount duration;
  guint failure_ppm;
  gboolean incremental;
  gint64 refresh_seconds;
} TarnLabViewDraft;

typedef struct
{
  TarnLabCommitsKind kind;
  gint64 gap_us;
} TarnLabArrival;

typedef struct
{
  guint count;
  TarnLabAmount columns;
  gboolean has_type[3];
  TarnLabArrival arrival;
  char *policy;
} TarnLabAssetsDraft;

typedef struct
{
  gint64 values[TARN_LAB_COST_KEYS_MAX];
} TarnLabCostDraft;

/* --- Amounts ---------------------------------------------------------------------------------- */

/* Reads an amount of quantities, or of plain numbers if @units is NULL. */
gboolean tarn_lab_amount_parse (TarnLabReading *reading, const TarnLabUnits *units, guint64 min,
                                guint64 max, TarnLabAmount *amount);
void tarn_lab_amount_write (const TarnLabAmount *amount, const TarnLabUnits *units, GString *text);
void tarn_lab_amount_clear (TarnLabAmount *amount);

/* Frees what the draft of a table's commits has. */
void tarn_lab_commits_draft_clear (TarnLabCommitsDraft *draft);
