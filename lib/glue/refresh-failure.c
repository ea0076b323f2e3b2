/* SPDX-License-Identifier: MIT */
#include "glue/refresh-failure.h"

#include "admission/authorization.h"

static gboolean
is_source_denied (const TarnGlue *glue, const char *role, const TarnTableEntry *source)
{
  const char *const resource[]
      = { tarn_table_name_get_part (source->name, 0), tarn_table_name_get_part (source->name, 1),
          tarn_table_name_get_part (source->name, 2), NULL };

  return tarn_admission_is_denied (&glue->admission, role, "lakeformation:SELECT", resource);
}

gboolean
tarn_refresh_is_denied (const TarnGlue *glue, const TarnTableEntry *view)
{
  if (G_LIKELY (!tarn_admission_has_statements (&glue->admission)))
    return FALSE;

  g_autofree char *root = g_strdup_printf ("arn:aws:iam::%s:root", view->subject->customer_id);
  const char *role = view->subject->role != NULL ? view->subject->role : root;

  for (guint i = 0; i < view->view->n_sources; i++)
    if (is_source_denied (glue, role,
                          tarn_catalog_get_table (&glue->catalog, view->view->sources[i].table)))
      return TRUE;

  return FALSE;
}
