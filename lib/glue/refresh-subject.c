/* SPDX-License-Identifier: MIT */
#include "glue/refresh-subject.h"

#include "admission/principal.h"

TarnRefreshSubject *
tarn_refresh_subject_new (const TarnTableName *table_name, const char *role)
{
  TarnRefreshSubject *subject = g_new0 (TarnRefreshSubject, 1);

  subject->ref_count = 1;
  subject->table_name = tarn_table_name_ref (table_name);
  subject->customer_id
      = g_strndup (tarn_table_name_get_part (table_name, 0), TARN_ACCOUNT_ID_LENGTH);
  subject->role = g_strdup (role);

  return subject;
}

TarnRefreshSubject *
tarn_refresh_subject_replace (TarnRefreshSubject *older, const char *role, guint64 first_sequence)
{
  TarnRefreshSubject *subject = tarn_refresh_subject_new (older->table_name, role);

  while (older != NULL && older->first_sequence >= first_sequence)
    {
      TarnRefreshSubject *needless = older;

      older = needless->older != NULL ? tarn_refresh_subject_ref (needless->older) : NULL;
      tarn_refresh_subject_unref (needless);
    }
  subject->first_sequence = first_sequence;
  subject->older = older;
  return subject;
}

TarnRefreshSubject *
tarn_refresh_subject_copy (const TarnRefreshSubject *subject)
{
  TarnRefreshSubject *newest = NULL;
  TarnRefreshSubject **place = &newest;

  for (const TarnRefreshSubject *from = subject; from != NULL; from = from->older)
    {
      *place = tarn_refresh_subject_new (from->table_name, from->role);
      (*place)->first_sequence = from->first_sequence;
      place = &(*place)->older;
    }

  return newest;
}

/* The subjects can be many, so this function does not call itself. */
void
tarn_refresh_subject_unref (TarnRefreshSubject *subject)
{
  while (subject != NULL && --subject->ref_count == 0)
    {
      TarnRefreshSubject *older = subject->older;

      tarn_table_name_unref (subject->table_name);
      g_free (subject->customer_id);
      g_free (subject->role);
      g_free (subject);
      subject = older;
    }
}
