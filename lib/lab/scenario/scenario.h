/* SPDX-License-Identifier: MIT */
/*
 * TarnLabScenario is what a .lake file says, with templates unfolded, units converted and names resolved. Nothing
 * changes it after it was read, so any number of trials in any threads may use one.
 */
#pragma once

#include <tarn-lab/tarn-lab-scenario.h>
#include <tarn/tarn.h>

#include "lab/history/history.h"
#include "lab/policy/policy.h"
#include "lab/policy/preset.h"
#include "lab/policy/rule.h"

typedef struct _TarnLabDocument TarnLabDocument;

/* --- Amounts ------------------------------------------------------------------------------------ */

typedef enum
{
  TARN_LAB_AMOUNT_NONE,
  TARN_LAB_AMOUNT_CONSTANT,
  TARN_LAB_AMOUNT_EXPONENTIAL,
  TARN_LAB_AMOUNT_LOG_NORMAL,
  TARN_LAB_AMOUNT_EMPIRICAL,
} TarnLabAmountKind;

typedef struct
{
  gint64 value;
  guint32 weight;
} TarnLabStep;

/* Microseconds, bytes or plain numbers that are drawn anew each time. */
typedef struct
{
  TarnLabAmountKind kind;
  gint64 mean;
  guint deviation_permille; /* the geometric deviation of a lognormal amount */
  TarnAliasTable *values;   /* of an empirical amount */
  GArray *steps;            /* TarnLabStep; from which the values are made */
} TarnLabAmount;

/* --- Tables ------------------------------------------------------------------------------------- */

typedef enum
{
  TARN_LAB_COMMITS_NONE,
  TARN_LAB_COMMITS_PERIODIC,
  TARN_LAB_COMMITS_POISSON,
  TARN_LAB_COMMITS_TRACE,
} TarnLabCommitsKind;

typedef struct
{
  TarnLabCommitsKind kind;
  TarnCommitOperation operation; /* of periodic and Poisson commits */
  gint64 gap_us;                 /* the period, or the mean gap */
  gint64 offset_us;              /* the first periodic commit after the start of the world */
  TarnLabAmount bytes;
  GArray
      *rhythm;   /* guint32; weights of the 24 hours of a day or the 168 of a week; NULL for none */
  GArray *trace; /* TarnLabTraceCommit */
  gint64 trace_length_us; /* after so long the trace begins anew; 0 if it does not repeat */
  guint load_permille;    /* the commits per commit of the trace, by keyed thinning; 1000 for all */
} TarnLabCommits;

typedef struct
{
  const char *database_name;
  const char *name;
  guint64 size_bytes;
  TarnLabCommits commits;
} TarnLabTable;

/* --- Views -------------------------------------------------------------------------------------- */

typedef struct
{
  gboolean is_view;
  guint index; /* among the tables, or among the views; a view only reads views before it */
} TarnLabSource;

typedef enum
{
  TARN_LAB_SLO_NONE,
  TARN_LAB_SLO_AGE,
  TARN_LAB_SLO_LAG,
} TarnLabSloKind;

#define TARN_LAB_NO_GROUP G_MAXUINT

typedef struct
{
  const char *database_name;
  const char *name;
  guint group;     /* among the groups; TARN_LAB_NO_GROUP for none */
  GArray *sources; /* TarnLabSource */
  guint64 size_bytes;
  TarnLabSloKind slo_kind;
  gint64 slo_us;
  guint weight; /* at least 1 */
  TarnLabAmount
      duration; /* RUNNING time on one DPU in place of the cost model; NONE for the cost model */
  guint failure_ppm;      /* of the runs of this view */
  gboolean incremental;   /* whether the definition allows incremental refreshes */
  gint64 refresh_seconds; /* of the service's own schedule; 0 for none */
  guint policy;           /* among the policies */
} TarnLabView;

/* --- Assets ------------------------------------------------------------------------------------- */

/* Assets are numbered: those of a group are one after the other. */
typedef struct
{
  const char *name;
  guint first;    /* the number of the first one */
  guint n_assets; /* at least 1 */
  TarnLabAmount columns;
  gboolean has_type[3];            /* in the order of TarnMetadataType, without its first */
  TarnLabCommitsKind arrival_kind; /* NONE if all are there at the start */
  gint64 arrival_gap_us;
  guint policy;
} TarnLabAssets;

/* --- Policies ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;            /* "" for the group [policy] */
  const TarnLabPreset *preset; /* NULL for none */
  TarnLabComposition composition;
  const char *text; /* the keys, parted by "; " */
  TarnLabPolicy *
      policy; /* that decides in place of the composition, which then has no rules; NULL for none */
} TarnLabPolicySettings;

/* --- Experiments -------------------------------------------------------------------------------- */

#define TARN_LAB_REPLICATIONS_MAX 100000

/* The settings of [experiment]; lists are of char *, and NULL for none. */
typedef struct
{
  GPtrArray *policies;
  guint n_replications;
  GPtrArray *metrics;
  GPtrArray *baseline;
  guint level_ppm;
  GPtrArray *together;
  GPtrArray *skip;
  GPtrArray *best;
  guint indifference_ppm;
  guint stop_ppm;
} TarnLabExperimentSettings;

/* --- The whole ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name; /* of an engine's option */
  gint64 value;
} TarnLabOption;

typedef struct
{
  char *path;
  char *sha256;
} TarnLabFile;

typedef struct
{
  char *key; /* group.key */
  guint line;
  GStrv values;
  gconstpointer entry; /* of the document, whose value has the axis */
  guint place;         /* among the axes of the value as it stands in the file */
} TarnLabAxis;

struct _TarnLabScenario
{
  gatomicrefcount ref_count;
  gint64 start_us;
  gint64 warm_up_us;
  gint64 horizon_us; /* from the end of the warm-up; the window */
  gint64 window_us;  /* luck of runs is drawn by view, window of so long, and nth start in it */
  gboolean drains;   /* whether the runs that wait or run at the end are awaited */
  gint64 n_slots;    /* TARN_UNLIMITED for no limit */
  guint64 seed;
  GArray *options;   /* TarnLabOption */
  GArray *tables;    /* TarnLabTable */
  GArray *views;     /* TarnLabView; each after those that it reads */
  GArray *assets;    /* TarnLabAssets */
  GPtrArray *groups; /* const char *; the names of the groups of views */
  GArray *policies;  /* TarnLabPolicySettings */
  GArray *files;     /* TarnLabFile; that the scenario names */
  GArray *axes;      /* TarnLabAxis */
  TarnLabExperimentSettings experiment;
  GPtrArray *notes;          /* char *; what a reader of the figures must know of files and keys */
  char *text;                /* the canonical form */
  char *digest;              /* SHA-256 of the canonical form and of the files */
  GStringChunk *strings;     /* the names above */
  TarnLabDocument *document; /* what was read, from which other scenarios are made */
};

static inline const TarnLabTable *
tarn_lab_scenario_get_table (const TarnLabScenario *self, guint index)
{
  return &g_array_index (self->tables, TarnLabTable, index);
}

static inline const TarnLabView *
tarn_lab_scenario_get_view (const TarnLabScenario *self, guint index)
{
  return &g_array_index (self->views, TarnLabView, index);
}

static inline const TarnLabAssets *
tarn_lab_scenario_get_assets (const TarnLabScenario *self, guint group)
{
  return &g_array_index (self->assets, TarnLabAssets, group);
}

static inline guint
tarn_lab_scenario_count_assets (const TarnLabScenario *self)
{
  const TarnLabAssets *last
      = self->assets->len > 0 ? tarn_lab_scenario_get_assets (self, self->assets->len - 1) : NULL;

  return last != NULL ? last->first + last->n_assets : 0;
}

/* Returns the group of an asset. */
guint tarn_lab_scenario_find_assets_of (const TarnLabScenario *self, guint asset);

static inline const TarnLabPolicySettings *
tarn_lab_scenario_get_policy (const TarnLabScenario *self, guint index)
{
  return &g_array_index (self->policies, TarnLabPolicySettings, index);
}

/* Makes the policy at the place, or adds a reference to the one that a program has given. */
TarnLabPolicy *tarn_lab_scenario_make_policy (const TarnLabScenario *self, guint index);

/* Returns whether the service starts the runs of the policy by itself. */
static inline gboolean
tarn_lab_policy_settings_is_of_service (const TarnLabPolicySettings *self)
{
  return self->composition.parts[TARN_LAB_PART_TRIGGER].rule == &tarn_lab_trigger_service;
}
