/* SPDX-License-Identifier: MIT */
/*
 * A change of a run: a head that all services have, and a part of the service's own. Tables say which
 * members both have, so a change can be kept, saved and told of without knowing the service. While it is
 * told, its texts belong to the room.
 */
#pragma once

#include <tarn/tarn-change.h>

#include "kernel/codec.h"
#include "kernel/identifier.h"
#include "kernel/names.h"

typedef enum
{
  TARN_CHANGE_TEXT,
  TARN_CHANGE_NAME, /* of the kernel: a pointer to a TarnName; at most one */
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
  guint8 max; /* of a TARN_CHANGE_UINT8 */
} TarnChangeMember;

/* What the changes of a service have of their own. */
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
  const char *from;
  const char *to;
  const char *cause;
  const char *error_message;
  TarnIdentifier run_id; /* zero if there is no run */
  gint64 creation_us;
  guint64 part[TARN_CHANGE_PART_SIZE / sizeof (guint64)]; /* as the service's class says */
};

/* The part of the service's own, of which it knows the type. */
static inline gpointer
tarn_change_get_part (TarnChange *change)
{
  return change->part;
}

/* The same of a change that is told, or NULL if it is of another class. */
gconstpointer tarn_change_peek_part (const TarnChange *change, const TarnChangeClass *class);

/* For boxed types: a part that stays valid when the room is gone. */
gpointer tarn_change_part_copy (const TarnChangeClass *class, gconstpointer part);
void tarn_change_part_free (const TarnChangeClass *class, gpointer part);

/*
 * The texts of the change no longer belong to any room. Returns the name it refers to, of which it has a
 * reference then, or NULL.
 */
TarnName *tarn_change_intern (TarnChange *change);

/* @out_kept is what the change needs as long as it lives, where something is read; it may be NULL then. */
void tarn_change_code (TarnChange *change, TarnCodec *codec, const TarnService *const *services,
                       TarnName **out_kept);
