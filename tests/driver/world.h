/* SPDX-License-Identifier: MIT */
/*
 * A world of the driver: an engine, what its user has given to it, and what its user knows about it. Two
 * worlds that do the same steps must write the same log.
 */
#pragma once

#include <tarn/tarn.h>

#include "driver/draw.h"

#define PRINCIPALS_MAX 5
#define ACCOUNTS_MAX 2

/* What a draw is for. */
enum
{
  USE_TRAITS = 1,
  USE_STEP,
  USE_SPLIT,
  USE_TIMEOUT,
  USE_OBSERVER,
  USE_COST_MODEL,
  USE_AUDIT,
  USE_INSTANT,
};

/* What is decided once for a whole world. */
typedef struct
{
  gboolean has_journal;
  gboolean is_at_the_end; /* the world goes on in the last days of time */
  gboolean is_automatic;  /* views may refresh by themselves */
  gboolean has_callbacks; /* observers and timeouts may call the engine */
  gboolean has_faults;
  gboolean has_measures;
  gboolean has_witness; /* an observer is told of everything, and others are checked by it */
  guint64 engine_seed;
  guint64 replication;
} Traits;

typedef struct
{
  char *domain_id;
  char *id;    /* of a project, an asset or a user; NULL for a domain */
  char *owner; /* the project of an asset */
  guint user;  /* the number of the principal that made it, or that made its project */
} Entity;

/* What the last round of the functions of instants says about the next one. */
typedef struct
{
  gboolean is_open;     /* something has happened since the last round, at the open time */
  gboolean may_be_open; /* something may have happened since the last round */
  gint64 open_time;
  gboolean has_round; /* there was a round, at the time and with the number */
  gint64 time;
  guint round;
  gboolean has_next; /* an event was pending after the round, first at the next time */
  gint64 next;
  GPtrArray *left; /* the functions that are still to be called in this round */
} Rounds;

typedef struct
{
  guint64 seed;
  Traits traits;
  gboolean is_split; /* whether this world comes to the same point in time in another way */
  guint step;
  Draw splits;

  TarnEngine *engine;
  TarnPrincipal *principals[PRINCIPALS_MAX];
  TarnGlueClient *glue[PRINCIPALS_MAX];
  TarnDataZoneClient *datazone[PRINCIPALS_MAX];

  /* What the user knows. */
  GPtrArray *databases; /* of TarnTableName, without a table */
  GPtrArray *tables;
  GPtrArray *views;
  GPtrArray *refresh_runs;  /* of TarnRefreshRun */
  GPtrArray *metadata_runs; /* of TarnMetadataRun */
  GPtrArray *domains;       /* of Entity, and so on */
  GPtrArray *projects;
  GPtrArray *assets;
  GPtrArray *users;
  GPtrArray *tokens; /* of lists of either service */
  GArray *statements;
  GHashTable *seen; /* what runs have used, by id */

  /* What the user has given to the engine. */
  GPtrArray *observers;
  guint witness;     /* the id of the witness, or 0 */
  GPtrArray *untold; /* the observers that must still be told of the change that the witness saw */
  GHashTable *commits; /* how many the witness has seen of each table */
  GPtrArray *instants; /* functions of instants */
  Rounds rounds;
  GPtrArray *timeouts;
  GPtrArray *waits;
  GPtrArray *holds;
  GPtrArray *plans; /* fault plans that were taken away */
  TarnCostModel *model;
  guint n_observers;
  guint n_timeouts;
  guint n_instants;
  guint n_waits;
  guint n_rules;
  guint n_models;

  /* The journal that is compared, from which entry on, and where a replay of it begins. */
  TarnJournal *journal;
  guint journal_from;
  GBytes *replay_base;
  TarnCostModel *replay_model;

  guint depth;          /* how many callbacks of the engine this is inside of */
  guint quiet;          /* above 0 while another engine is driven, whose callbacks only look */
  gboolean is_moving;   /* while the observers go to another engine */
  gboolean is_asked;    /* while a condition or a cost model is called */
  gboolean took_effect; /* in this step something succeeded, or time was driven */
  gboolean only_moved;  /* in this step nothing was done but to let time pass up to an instant */
  guint n_failed;       /* how many calls of this step failed */
  guint budget;         /* how many actions callbacks may still take in this step */
  GString *log;         /* of this step */
} World;

World *world_new (guint64 seed, gboolean is_split);
void world_free (World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Ends the process: prints the message with the seed and the step. */
void world_fail (World *world, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;
void world_note (World *world, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Notes and counts how a call ended, and returns whether the call took effect. */
gboolean world_outcome (World *world, const char *action, const GError *error);

/* The next N logs of GLib are expected; then unexpected ones end the process again, and missing ones too. */
void world_expect_logs (World *world, guint n_logs);
void world_end_logs (World *world);

void world_make_clients (World *world);
/* Goes on in another engine in the same state, and takes along what belongs to the user. */
gboolean world_may_move (World *world);
void world_move (World *world, TarnEngine *engine);

Entity *world_know (GPtrArray *entities, const char *domain_id, const char *id, guint user);
void world_know_name (GPtrArray *names, const TarnTableName *name, const char *account);
void world_know_token (World *world, const char *token);
/* How often the rules of the engine's fault plan were applied. */
guint64 world_count_faults (World *world);
