/* SPDX-License-Identifier: MIT */
/*
 * An operation as one row of its service's description: its input members, its exceptions, and the function
 * that performs it. The input is a plain struct of the room. The row has the offset of each member, so that
 * admission can check the input, the journal can write it, and a replay can keep it, without knowing the
 * struct.
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

/* The kind of the constraint decides the C type of the field, see tarn_member_read(). */
typedef struct
{
  const char *name;
  gboolean is_required;
  TarnConstraint constraint;
  gsize offset; /* of the field in the input */
  /* If not 0, the index + 1 of the option that decides at run time, instead of is_required. */
  guint required_by;
  gboolean names_resource; /* it is a part of the path of the call's resource */
  /* The call needs this member, although the service's model does not say that it is required. */
  gboolean is_needed;
  /* If not 0, the index + 1 of the option that gives the constraint's max at run time. */
  guint limited_by;
  /* The member that messages name instead, because the service folds this one into it; NULL for none. */
  const char *reported_as;
  gboolean is_folded; /* lower case in the path of the resource, as the service stores it */
} TarnMember;

/*
 * An operation may take a record besides its members. The user fills in the record, and may change it after
 * the call. The journal describes the record in words, and keeps a copy so that a replay can make the call
 * again.
 */
typedef struct
{
  char *(*describe) (gconstpointer record); /* NULL if there is nothing to say */
  gpointer (*copy) (gconstpointer record);
  GDestroyNotify free;
} TarnRecordClass;

typedef struct
{
  gpointer value;
  char *next_token; /* of a page of a list; or NULL */
} TarnOutput;

typedef struct
{
  const char *name;
  gboolean is_readonly;
  TarnMember members[TARN_OPERATION_MEMBERS_MAX + 1]; /* ends with a NULL name */
  gint exceptions[TARN_OPERATION_EXCEPTIONS_MAX + 1]; /* codes of the service; ends with 0 */

  /* Checks what the constraints of the members cannot express, and may complete @input; NULL for none. */
  gboolean (*check) (TarnCall *call, gpointer input);
  gboolean (*perform) (TarnCall *call, gconstpointer input, TarnOutput *out_output);
  GDestroyNotify free_value; /* frees the value of the output; NULL if there is no value */

  gsize input_size;
  const TarnRecordClass *record_class; /* NULL for none */
  gsize record_offset;                 /* of the pointer to the record in the input */

  /* If not 0, the index + 1 of the option that limits the calls of an account per second. */
  guint rated_by;
  gboolean starts_run;
  gboolean asks_cost_model; /* a cost model cannot call it, even if it only reads */
} TarnOperation;

/* The type of the field of a member that is a UUID. */
typedef struct
{
  const char *text;
  TarnIdentifier identifier; /* set when the text is checked */
} TarnUuid;

/* Returns the value of @member in @input. It is inline because it runs for each argument of each call. */
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

/* Returns the member called @name, or NULL if the operation has no such member. */
const TarnMember *tarn_operation_find_member (const TarnOperation *operation, const char *name);

/* Returns the record in @input, or NULL. */
static inline gpointer
tarn_operation_get_record (const TarnOperation *operation, gconstpointer input)
{
  return operation->record_class != NULL
             ? G_STRUCT_MEMBER (gpointer, input, operation->record_offset)
             : NULL;
}

/*
 * Returns whether a call of the operation may have the resource: a path of the members that name it, as far as they are
 * given.
 */
gboolean tarn_operation_may_be_about (const TarnOperation *operation, const char *resource);

/* Returns the names of the members that name the resource, such as "CatalogId/DatabaseName"; empty for none. */
char *tarn_operation_describe_resource (const TarnOperation *operation);

/* The copy owns everything that it points at. */
gpointer tarn_operation_copy_input (const TarnOperation *operation, gconstpointer input);
void tarn_operation_free_input (const TarnOperation *operation, gpointer input);
