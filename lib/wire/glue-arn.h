/* SPDX-License-Identifier: MIT */
/* The ARN of a table, in which the SDKs name the sources of a view. */
#pragma once

#include <tarn/tarn-table-name.h>

/* Returns a new name, or NULL with InvalidInputException that names SubObjects. */
TarnTableName *tarn_wire_glue_arn_parse (const char *arn, GError **error);

char *tarn_wire_glue_arn_format (const TarnTableName *name, const char *region);
