/* SPDX-License-Identifier: MIT */
/* The types of metadata: as the service spells them, as sets, and what is said about each. */
#pragma once

#include <tarn/tarn-metadata-run.h>

enum
{
  TARN_N_METADATA_TYPES = 3, /* counted from 0 inside, in the order of TarnMetadataType */
};

/* A set of types: bit n is the n-th type. */
typedef guint8 TarnMetadataTypes;

extern const char *const tarn_metadata_type_names[TARN_N_METADATA_TYPES + 1]; /* ends with NULL */

/* The n-th type of that name, or TARN_N_METADATA_TYPES if it is none. */
guint tarn_metadata_type_find (const char *name);

/* The names of a set's types, ending with NULL; static. */
const char *const *tarn_metadata_types_get_names (TarnMetadataTypes types);

/* How the service names the generation of the n-th type when it does not support it. */
const char *tarn_metadata_type_get_title (guint type);

/* Why the n-th type of a run failed. */
typedef enum
{
  TARN_METADATA_NO_FAILURE,
  TARN_METADATA_QUOTA_FAILURE,
  TARN_METADATA_MODEL_FAILURE,
  TARN_METADATA_PLANNED_FAILURE, /* by the fault plan, with a message of its own */
  TARN_METADATA_N_FAILURES,
} TarnMetadataFailure;

/* NULL for TARN_METADATA_NO_FAILURE. @planned is the message of a planned one. */
const char *tarn_metadata_failure_get_message (TarnMetadataFailure failure, guint type,
                                               const char *planned);
