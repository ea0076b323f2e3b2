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

void
tarn_refresh_subject_unref (TarnRefreshSubject *subject)
{
  if (--subject->ref_count > 0)
    return;

  tarn_table_name_unref (subject->table_name);
  g_free (subject->customer_id);
  g_free (subject->role);
  g_free (subject);
}
