/* SPDX-License-Identifier: MIT */
/* The types of metadata: the service's names, sets of types, and the messages for each type. */
#pragma once

#include <tarn/tarn-metadata-run.h>

enum
{
  TARN_N_METADATA_TYPES
  = 3, /* inside the library, counted from 0 in the order of TarnMetadataType */
};

/* A set of types: bit n is the n-th type. */
typedef guint8 TarnMetadataTypes;

extern const char *const tarn_metadata_type_names[TARN_N_METADATA_TYPES + 1]; /* ends with NULL */

/* Returns the type of that name, counted from 0, or TARN_N_METADATA_TYPES if there is none. */
guint tarn_metadata_type_find (const char *name);

/* Returns the names of the types of a set. The array is static and ends with NULL. */
const char *const *tarn_metadata_types_get_names (TarnMetadataTypes types);

/* Returns the service's name for generating the n-th type in its message that it is not supported. */
const char *tarn_metadata_type_get_title (guint type);

/* The cause for which a type of a run failed. */
typedef enum
{
  TARN_METADATA_NO_FAILURE,
  TARN_METADATA_QUOTA_FAILURE,
  TARN_METADATA_MODEL_FAILURE,
  TARN_METADATA_PLANNED_FAILURE, /* by the fault plan, with a message of its own */
  TARN_METADATA_N_FAILURES,
} TarnMetadataFailure;

/* Returns NULL for TARN_METADATA_NO_FAILURE. @planned is the message of a planned failure. */
const char *tarn_metadata_failure_get_message (TarnMetadataFailure failure, guint type,
                                               const char *planned);
