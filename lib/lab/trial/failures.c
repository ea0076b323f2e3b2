/* SPDX-License-Identifier: MIT */
#include "lab/trial/failures.h"

#include <string.h>

/* Only the message distinguishes a used-up quota from other failures. */
#define QUOTA_WORDS "has reached monthly quota"

TarnLabMetadataFailures
tarn_lab_find_failures (const TarnMetadataChange *metadata)
{
  TarnLabMetadataFailures failures = { 0, 0 };

  for (guint i = 1; i <= TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS; i++)
    {
      TarnMetadataType type = (TarnMetadataType) i;
      const char *message = tarn_metadata_change_get_type_error_message (metadata, type);

      if (tarn_metadata_change_get_type_status (metadata, type) != TARN_METADATA_STATUS_FAILED)
        continue;
      failures.failed |= 1u << i;
      if (message != NULL && strstr (message, QUOTA_WORDS) != NULL)
        failures.over_quota |= 1u << i;
    }
  return failures;
}
