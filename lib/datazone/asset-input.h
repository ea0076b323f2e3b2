/* SPDX-License-Identifier: MIT */
/*
 * The input of CreateAsset and CreateAssetRevision that the user fills in: the columns, the number of rows,
 * and whether the service generates business names.
 */
#pragma once

#include <tarn/tarn-domain.h>

#include "admission/operation.h"

enum
{
  TARN_COLUMNS_MAX = 10000,
};

#define TARN_ROWS_MAX (G_GUINT64_CONSTANT (1) << 60)

typedef struct
{
  char *name;
  char *data_type;
} TarnColumn;

void tarn_column_clear (gpointer column);

/* Returns whether @text can be the name or the type of a column. NULL cannot. */
gboolean tarn_column_text_is_good (const char *text);

struct _TarnAssetInput
{
  guint ref_count;
  char *name;
  char *type_identifier;
  GArray *columns; /* TarnColumn */
  guint64 row_count;
  gboolean generates_names;
  char *annotation; /* see kernel/annotation.h */
};

/* Returns FALSE with ValidationException if the columns or the row count are not valid. */
gboolean tarn_asset_input_check (const TarnAssetInput *self, GError **error);

/* Describes and copies the parts of the input that are not members, which admission does not check. */
extern const TarnRecordClass tarn_asset_input_class;
