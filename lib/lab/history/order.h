/* SPDX-License-Identifier: MIT */
/* Tells which snapshots of an Iceberg table are on its main branch, and in which order. */
#pragma once

#include "lab/history/entry.h"

enum
{
  TARN_LAB_NO_MAIN = -2, /* in place of the newest snapshot of an empty main branch */
};

typedef struct
{
  TarnLabHistoryEntry entry; /* the id is its label */
  gint64 parent;             /* TARN_LAB_HISTORY_UNKNOWN for none */
  gint64 sequence;           /* 0 for none, as in format version 1 */
  gboolean is_logged;    /* in the snapshot-log, so that it was on the main branch at some time */
  gboolean is_elsewhere; /* on another branch, as far as is known */
  gboolean is_detached;  /* on the main branch, but too much is lost between it and the newest */
  guint rank;            /* the place on the main branch, from 1; 0 for none */
} TarnLabSnapshot;

/*
 * Sorts the snapshots by id and removes copies. Fails if two snapshots that differ have one id. Sorts instead of
 * hashing, because a file could choose ids that collide.
 */
gboolean tarn_lab_snapshots_sort (GArray *snapshots, guint *out_n_copies, GError **error);

/* The snapshots are sorted by id. Returns NULL if there is none. */
TarnLabSnapshot *tarn_lab_snapshots_find (GArray *snapshots, gint64 id);

/* Notes that a branch other than the main one begins at @head. */
void tarn_lab_snapshots_mark_branch (GArray *snapshots, gint64 head);

/*
 * Ranks the snapshots of the main branch, whose newest is @head; all are on it if @head is
 * TARN_LAB_HISTORY_UNKNOWN, and none if it is TARN_LAB_NO_MAIN. Detaches those that are older than a gap in which more
 * snapshots are lost than there are. Then sorts all by rank.
 */
gboolean tarn_lab_snapshots_rank (GArray *snapshots, gint64 head, GError **error);
