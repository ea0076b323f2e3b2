/* SPDX-License-Identifier: MIT */
/*
 * All runs of a view that were started under one definer have these values in common. The values are
 * reference-counted, so that a copy of a run stays valid after its engine is freed. A copy costs only one plain
 * increment for this.
 */
#pragma once

#include "glue/table-name.h"

typedef struct _TarnRefreshSubject TarnRefreshSubject;

struct _TarnRefreshSubject
{
  /* Not atomic, because an engine and the copies that it makes belong to one thread at a time. */
  guint ref_count;
  TarnTableName *table_name;
  char *customer_id;
  char *role;
  guint64 first_sequence; /* of the runs that this subject belongs to */
  TarnRefreshSubject
      *older; /* belongs to the runs before; NULL if the definer was never replaced */
};

TarnRefreshSubject *tarn_refresh_subject_new (const TarnTableName *table_name, const char *role);

/*
 * Returns the subject of the runs from @first_sequence on, and takes over the reference to @older, the subject of
 * the runs before. If no run is before, @older is not kept.
 */
TarnRefreshSubject *tarn_refresh_subject_replace (TarnRefreshSubject *older, const char *role,
                                                  guint64 first_sequence);

/* Returns a copy for another engine. */
TarnRefreshSubject *tarn_refresh_subject_copy (const TarnRefreshSubject *subject);

void tarn_refresh_subject_unref (TarnRefreshSubject *subject);

/* Returns the subject of a run, of which @subject is the newest of the view. */
static inline TarnRefreshSubject *
tarn_refresh_subject_find (TarnRefreshSubject *subject, guint64 sequence)
{
  while (G_UNLIKELY (subject->older != NULL) && sequence < subject->first_sequence)
    subject = subject->older;

  return subject;
}

/*
 * Returns whether @subject is that of a run whose view has @newest. A copy has the newest subject only if no
 * definer came after it, so this nearly always reads no subject.
 */
static inline gboolean
tarn_refresh_subject_is_of (const TarnRefreshSubject *subject, TarnRefreshSubject *newest,
                            guint64 sequence)
{
  return G_LIKELY (subject == newest) || tarn_refresh_subject_find (newest, sequence) == subject;
}

static inline TarnRefreshSubject *
tarn_refresh_subject_ref (TarnRefreshSubject *subject)
{
  subject->ref_count++;
  return subject;
}
