/* SPDX-License-Identifier: MIT */
/*
 * What all runs of an asset have in common: counted, so that a run that was told stays valid after
 * the engine is gone, at the price of one plain increment.
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
  /* A plain number: an engine and what it tells belong to one thread at a time. */
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
