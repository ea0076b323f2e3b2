/* SPDX-License-Identifier: MIT */
/*
 * The ids that all runs of an asset share. The struct has a reference count, so that a copy of a run stays
 * valid after the engine is freed. The copy only costs one plain increment.
 */
#pragma once

#include <glib.h>

#include "kernel/identifier.h"

enum
{
  TARN_DOMAIN_ID_LENGTH = 4 + TARN_CODE_LENGTH, /* dzd_ and a code */
};

typedef struct
{
  /* Not atomic, because an engine and the copies that it returns belong to one thread at a time. */
  guint ref_count;
  char domain_id[TARN_DOMAIN_ID_LENGTH + 1];
  char project_id[TARN_CODE_LENGTH + 1];
  char asset_id[TARN_CODE_LENGTH + 1];
} TarnMetadataSubject;

static inline TarnMetadataSubject *
tarn_metadata_subject_ref (TarnMetadataSubject *subject)
{
  subject->ref_count++;
  return subject;
}

static inline void
tarn_metadata_subject_unref (TarnMetadataSubject *subject)
{
  if (--subject->ref_count == 0)
    g_free (subject);
}
