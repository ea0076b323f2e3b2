/* SPDX-License-Identifier: MIT */
/* A filter of changes asks this of refresh runs and of tables. */
#include <tarn/tarn-commit-change.h>
#include <tarn/tarn-refresh-change.h>

#include "admission/change-filter.h"
#include "glue/glue-service.h"
#include "glue/table-name.h"

void
tarn_change_filter_add_refresh_cause (TarnChangeFilter *self, TarnRefreshCause cause)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cause > TARN_REFRESH_CAUSE_NONE && cause <= TARN_REFRESH_CAUSE_STOP_DONE);

  tarn_change_filter_add_cause (self, &tarn_glue_service, cause);
}

void
tarn_change_filter_add_table (TarnChangeFilter *self, const TarnTableName *table_name)
{
  char lower[2][TARN_TABLE_NAME_PART_BYTES];

  g_return_if_fail (self != NULL);
  g_return_if_fail (table_name != NULL);
  g_return_if_fail (tarn_table_name_check (table_name, NULL));

  const char *const parts[] = {
    tarn_table_name_get_part (table_name, 0),
    tarn_table_name_fold (tarn_table_name_get_part (table_name, 1), lower[0]),
    tarn_table_name_fold (tarn_table_name_get_part (table_name, 2), lower[1]),
  };
  tarn_change_filter_add_name (self, parts);
}
