/* SPDX-License-Identifier: MIT */
#pragma once

#include <tarn/tarn-domain.h>

#include "admission/call-input.h"

typedef struct
{
  char *name;
  char *data_type;
} TarnColumn;

void tarn_column_clear (gpointer column);

struct _TarnAssetInput
{
  grefcount ref_count;
  char *name;
  char *type_identifier;
  GArray *columns; /* TarnColumn */
  guint64 row_count;
  gboolean generates_names;
};

/* FALSE, with ValidationException, when the columns or the rows are not as they should be. */
gboolean tarn_asset_input_check (const TarnAssetInput *self, GError **error);

/* What the gate does not see of it. */
extern const TarnInputClass tarn_asset_input_class;
