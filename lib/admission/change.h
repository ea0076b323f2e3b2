/* SPDX-License-Identifier: MIT */
/*
 * A change of a run, or a commit to a table, has a head that all services have, and a part that only one service
 * has. Tables describe the members of both, so that this code can copy, save and describe a change without knowing
 * its service. While observers are notified of a change, its texts belong to the room.
 */
#pragma once

#include <tarn/tarn-change.h>

#include "kernel/codec.h"
#include "kernel/identifier.h"
#include "kernel/names.h"

typedef enum
{
  TARN_CHANGE_TEXT,
  TARN_CHANGE_NAME, /* a pointer to a TarnName; a service has at most one */
  TARN_CHANGE_UINT8,
  TARN_CHANGE_UINT32,
  TARN_CHANGE_UINT64,
  TARN_CHANGE_INT64,
} TarnChangeMemberKind;

typedef struct
{
  const char *name;
  TarnChangeMemberKind kind;
  gsize offset;
  guint8 max; /* the largest value of a TARN_CHANGE_UINT8 */
} TarnChangeMember;

/* Describes the part of a change that only one service has. */
typedef struct _TarnChangeClass TarnChangeClass;

struct _TarnChangeClass
{
  gsize size; /* at most TARN_CHANGE_PART_SIZE */
  const TarnChangeMember *members;
  guint n_members;
};

enum
{
  TARN_CHANGE_PART_SIZE = 136,
};

struct _TarnChange
{
  gint64 time_us;
  const TarnService *service;
  const char *detail_type;
  const char *error_message;
  TarnIdentifier run_id; /* zero if there is no run */
  gint64 creation_us;
  guint64 tag; /* of the run's start; 0 for none */
  guint8 kind; /* a TarnChangeKind */
  guint8
      cause; /* the service's number of the cause; of a repeated EventBridge event, the first one's */
  guint8 from_state; /* the service's numbers of the states; 0 if there is no run */
  guint8 to_state;
  guint64 part[TARN_CHANGE_PART_SIZE / sizeof (guint64)]; /* see get_class() in change.c */
};

/* Returns the part that belongs to the service. Only the room of the service knows its type. */
static inline gpointer
tarn_change_get_part (TarnChange *change)
{
  return change->part;
}

/* Returns the same part, for observers that read a change, or NULL if the change has another class. */
gconstpointer tarn_change_peek_part (const TarnChange *change, const TarnChangeClass *class);

/* Returns the name of what the change is about, or NULL if its class has none or it names none. */
const TarnName *tarn_change_peek_name (const TarnChange *change);

/* These are for boxed types. The copy owns its members, and so stays valid after the room is freed. */
gpointer tarn_change_part_copy (const TarnChangeClass *class, gconstpointer part);
void tarn_change_part_free (const TarnChangeClass *class, gpointer part);

/* @codec writes or describes. */
void tarn_change_put (TarnChange *change, TarnCodec *codec, const TarnService *const *services);

/* Reads a change, which owns its members as a copy does. Returns NULL if the codec has failed. */
TarnChange *tarn_change_read (TarnCodec *codec, const TarnService *const *services);
