/* SPDX-License-Identifier: MIT */
/* Reads and writes the ARN of a table. The SDKs name the sources of a view by such ARNs. */
#pragma once

#include <tarn/tarn-table-name.h>

/* Returns a new name, or NULL with an InvalidInputException that names SubObjects. */
TarnTableName *tarn_wire_glue_arn_parse (const char *arn, GError **error);

char *tarn_wire_glue_arn_format (const TarnTableName *name, const char *region);
