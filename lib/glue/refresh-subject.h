/* SPDX-License-Identifier: MIT */
/*
 * The values that all runs of a view have in common. They are reference-counted, so that a copy of a run
 * stays valid after its engine is freed. A copy costs only one plain increment for this.
 */
#pragma once

#include "glue/table-name.h"

typedef struct
{
  /* Not atomic, because an engine and the copies that it makes belong to one thread at a time. */
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
