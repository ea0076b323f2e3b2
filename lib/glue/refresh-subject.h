/* SPDX-License-Identifier: MIT */
/*
 * What all runs of a view have in common: counted, so that a run that was told stays valid after
 * the engine is gone, at the price of one plain increment.
 */
#pragma once

#include "glue/table-name.h"

typedef struct
{
  /* A plain number: an engine and what it tells belong to one thread at a time. */
  guint ref_count;
  TarnTableName *table_name;
  char *customer_id;
  char *role;
} TarnRefreshSubject;

TarnRefreshSubject *tarn_refresh_subject_new (const TarnTableName *table_name, const char *role);
void tarn_refresh_subject_unref (TarnRefreshSubject *subject);

static inline TarnRefreshSubject *
tarn_refresh_subject_ref (TarnRefreshSubject *subject)
{
  subject->ref_count++;
  return subject;
}
