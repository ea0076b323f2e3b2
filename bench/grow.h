/* SPDX-License-Identifier: MIT */
/*
 * The kinds of things that a user can have many of, for the measure of growth. A kind says how to prepare an
 * engine, and how to make, use or end n things in it. Only the second is measured.
 *
 * The functions below fail the program if a call fails, so that a measure cannot be of calls that did nothing.
 */
#pragma once

#include <string.h>
#include <tarn/tarn.h>

#define GROW_ACCOUNT "123456789012"
#define GROW_SECOND_US G_GINT64_CONSTANT (1000000)
#define GROW_DAY_US (86400 * GROW_SECOND_US)

typedef struct
{
  guint n; /* how many things there are */

  TarnEngine *engine;
  TarnPrincipal *me;
  TarnGlueClient *glue;
  TarnDataZoneClient *datazone;

  GPtrArray *names; /* TarnTableName of views or tables */
  GPtrArray *runs;  /* TarnRefreshRun */
  GPtrArray *texts; /* ids of assets or of runs */
  GPtrArray *kept;  /* GObjects that must last */
  GArray *ids;      /* guint64, of statements or timeouts */
  char *domain;
  char *project;
  TarnJournal *journal;
  GBytes *bytes;
  guint n_done; /* by callbacks */
} GrowWorld;

typedef struct
{
  const char *name;
  const char *what; /* what the n things are, and what is done to them */
  void (*prepare) (GrowWorld *world);
  void (*measure) (GrowWorld *world);
  gboolean leaves_nothing; /* when it has been measured, all things are over */
  guint max;               /* the largest n; 0 for no limit */
} GrowKind;

extern const GrowKind grow_glue_kinds[];
extern const GrowKind grow_datazone_kinds[];
extern const GrowKind grow_engine_kinds[];
extern const GrowKind grow_wire_kinds[];

/* --- Checks ----------------------------------------------------------------------------------- */

#define grow_check(is_good)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(is_good))                                                                                \
      g_error ("%s: %s", G_STRLOC, #is_good);                                                      \
  }                                                                                                \
  G_STMT_END

#define GROW_PRINTED(buffer, ...)                                                                  \
  char buffer[128];                                                                                \
  g_snprintf (buffer, sizeof buffer, __VA_ARGS__)

/* --- Set-ups ---------------------------------------------------------------------------------- */

void grow_create_nothing (GrowWorld *world);

/* Creates a database with a table of 1 GB. */
void grow_create_lake (GrowWorld *world);

/* Adds a view of the table to @names. */
void grow_add_view (GrowWorld *world, const char *catalog, const char *database, const char *name,
                    gint64 refresh_seconds);
void grow_create_views (GrowWorld *world, guint n_views);

/* The lake has n views, or one view. */
void grow_create_n_views (GrowWorld *world);
void grow_create_one_view (GrowWorld *world);

TarnTable *grow_get_table (GrowWorld *world, guint index);
void grow_start (GrowWorld *world, guint index);
void grow_drain (GrowWorld *world);
void grow_advance (GrowWorld *world, gint64 duration_us);
void grow_set (GrowWorld *world, const char *option, gint64 value);
void grow_add_rules (GrowWorld *world, const char *text);
