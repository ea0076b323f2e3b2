/* SPDX-License-Identifier: MIT */
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

/* Whether it can be the name or the type of a column; NULL cannot. */
gboolean tarn_column_text_is_good (const char *text);

struct _TarnAssetInput
{
  guint ref_count;
  char *name;
  char *type_identifier;
  GArray *columns; /* TarnColumn */
  guint64 row_count;
  gboolean generates_names;
};

/* FALSE, with ValidationException, when the columns or the rows are not as they should be. */
gboolean tarn_asset_input_check (const TarnAssetInput *self, GError **error);

/* What admission does not check of it. */
extern const TarnRecordClass tarn_asset_input_class;
