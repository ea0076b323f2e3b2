/* SPDX-License-Identifier: MIT */
/* A filter of changes can ask for the causes of metadata generation runs. */
#include <tarn/tarn-metadata-change.h>

#include "admission/change-filter.h"
#include "datazone/datazone-service.h"

void
tarn_change_filter_add_metadata_cause (TarnChangeFilter *self, TarnMetadataCause cause)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cause > TARN_METADATA_CAUSE_NONE && cause <= TARN_METADATA_CAUSE_CANCEL);

  tarn_change_filter_add_cause (self, &tarn_datazone_service, cause);
}
