/* SPDX-License-Identifier: MIT */
/*
 * An operation as one row of its service's description: what it takes, what it answers, and the function
 * that performs it. What it takes is a plain struct of the room; the row says where each member is in it,
 * and so admission can check it, the journal write it and a replay keep it without knowing it.
 */
#pragma once

#include "admission/constraint.h"

enum
{
  TARN_OPERATION_EXCEPTIONS_MAX = 10,
  TARN_OPERATION_MEMBERS_MAX = 10,
};

typedef struct _TarnClient TarnClient;
typedef struct _TarnCall TarnCall;

/* The constraint says of which type the field is, see tarn_member_read(). */
typedef struct
{
  const char *name;
  gboolean is_required;
  TarnConstraint constraint;
  gsize offset; /* of its field */
  /* If not 0, the option (its index + 1) that decides at run time what is_required says. */
  guint required_by;
  gboolean names_resource; /* a part of the path of what the call is about */
  /* The service's model does not say so, but nothing works without it. */
  gboolean is_needed;
  /* If not 0, the option (its index + 1) that decides at run time what the constraint's max says. */
  guint limited_by;
} TarnMember;

/*
 * What an operation takes beside its members: a record that the user fills in, and may change after the
 * call. The journal tells of it in words, and keeps a copy so that the call can be made again.
 */
typedef struct
{
  char *(*describe) (gconstpointer record);
  gpointer (*copy) (gconstpointer record);
  GDestroyNotify free;
} TarnRecordClass;

/* What an operation returns. */
typedef struct
{
  gpointer value;
  char *next_token; /* of a list */
} TarnOutput;

typedef struct
{
  const char *name;
  gboolean is_readonly;
  TarnMember members[TARN_OPERATION_MEMBERS_MAX + 1]; /* ends with a NULL name */
  gint exceptions[TARN_OPERATION_EXCEPTIONS_MAX + 1]; /* codes, ends with 0 */

  /* Fails for what no constraint of a member can say, and may complete @input; NULL for none. */
  gboolean (*check) (TarnCall *call, gpointer input);
  gboolean (*perform) (TarnCall *call, gconstpointer input, TarnOutput *out_output);
  GDestroyNotify free_value; /* of the output; NULL where it has none */

  gsize input_size;
  const TarnRecordClass *record_class; /* NULL for none */
  gsize record_offset;                 /* of the pointer to it */

  /* If not 0, the option (its index + 1) that says how many calls per second an account has. */
  guint rated_by;
  gboolean starts_run;
  gboolean asks_cost_model; /* and so cannot be called by one, even if it only reads */
} TarnOperation;

/* The field of a member that is a UUID. */
typedef struct
{
  const char *text;
  TarnIdentifier identifier; /* once it is checked */
} TarnUuid;

/* What a member says in @input. Each argument of each call comes by here. */
static inline TarnArgument
tarn_member_read (const TarnMember *member, gconstpointer input)
{
  gconstpointer field = (const char *) input + member->offset;

  switch (member->constraint.kind)
    {
    case TARN_CONSTRAINT_INTEGER:
      return (TarnArgument){ .integer = *(const gint64 *) field };
    case TARN_CONSTRAINT_FLAG:
      return (TarnArgument){ .text = *(const gboolean *) field ? "true" : "false" };
    case TARN_CONSTRAINT_CHOICES:
      return (TarnArgument){ .texts = *(const char *const *const *) field };
    default:
      return (TarnArgument){ .text = *(const char *const *) field };
    }
}

/* The member of that name, which the operation has. */
const TarnMember *tarn_operation_find_member (const TarnOperation *operation, const char *name);

/* The record that comes with @input, or NULL. */
static inline gpointer
tarn_operation_get_record (const TarnOperation *operation, gconstpointer input)
{
  return operation->record_class != NULL
             ? G_STRUCT_MEMBER (gpointer, input, operation->record_offset)
             : NULL;
}

/* A copy that needs nothing of what it was made from. */
gpointer tarn_operation_copy_input (const TarnOperation *operation, gconstpointer input);
void tarn_operation_free_input (const TarnOperation *operation, gpointer input);
