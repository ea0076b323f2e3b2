/* SPDX-License-Identifier: MIT */
#include "datazone/asset-input.h"

#include "admission/service.h"
#include "kernel/accessors.h"
#include "kernel/annotation.h"
#include "kernel/fail.h"
#include "kernel/quoting.h"

static const TarnConstraint column_constraint = { .kind = TARN_CONSTRAINT_SINGLE_LINE,
                                                  .min = 1,
                                                  .max = 256,
                                                  .pattern = "^[\\t\\x{20}-\\x{FFFD}\\x{10000}-"
                                                             "\\x{10FFFF}]+$" };

void
tarn_column_clear (gpointer data)
{
  TarnColumn *column = data;

  g_free (column->name);
  g_free (column->data_type);
}

TarnAssetInput *
tarn_asset_input_new (const char *name, const char *type_identifier)
{
  TarnAssetInput *self = g_new0 (TarnAssetInput, 1);

  self->ref_count = 1;
  self->name = g_strdup (name);
  self->type_identifier = g_strdup (type_identifier);
  self->columns = g_array_new (FALSE, FALSE, sizeof (TarnColumn));
  g_array_set_clear_func (self->columns, tarn_column_clear);
  self->row_count = 1;

  return self;
}

static void
free_asset_input (TarnAssetInput *self)
{
  tarn_annotation_unref (self->annotation);
  g_free (self->name);
  g_free (self->type_identifier);
  g_array_unref (self->columns);
  g_free (self);
}

TARN_COUNTED_TYPE (TarnAssetInput, tarn_asset_input, free_asset_input)

void
tarn_asset_input_add_column (TarnAssetInput *self, const char *name, const char *data_type)
{
  g_return_if_fail (self != NULL);

  TarnColumn column = { g_strdup (name), g_strdup (data_type) };
  g_array_append_val (self->columns, column);
}

TARN_SETTER (tarn_asset_input_set_row_count, TarnAssetInput, guint64, row_count)
TARN_SETTER (tarn_asset_input_set_business_name_generation, TarnAssetInput, gboolean,
             generates_names)

void
tarn_asset_input_set_annotation (TarnAssetInput *self, const char *annotation)
{
  g_return_if_fail (self != NULL);

  tarn_annotation_unref (self->annotation);
  self->annotation = tarn_annotation_new (annotation);
}

/* --- Checking --------------------------------------------------------------------------------- */

static gboolean
refuse (const char *path, const char *requirement, GError **error)
{
  return tarn_fail (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_VALIDATION,
                    TARN_VALIDATION_FORMAT, path, requirement);
}

gboolean
tarn_column_text_is_good (const char *text)
{
  TarnArgument argument = { .text = text };

  return text != NULL && tarn_constraint_is_met (&column_constraint, &argument);
}

static gboolean
check_column_text (guint column, const char *member, const char *text, GError **error)
{
  TarnArgument argument = { .text = text };

  if (tarn_column_text_is_good (text))
    return TRUE;

  g_autofree char *path = g_strdup_printf ("columns[%u].%s", column, member);
  g_autofree char *requirement
      = text == NULL ? g_strdup ("Member must not be null")
                     : tarn_constraint_describe_requirement (&column_constraint, &argument);
  return refuse (path, requirement, error);
}

gboolean
tarn_asset_input_check (const TarnAssetInput *self, GError **error)
{
  if (self->columns->len > TARN_COLUMNS_MAX)
    return refuse ("columns", "Member must have length less than or equal to 10000", error);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const TarnColumn *column = &g_array_index (self->columns, TarnColumn, i);

      if (!check_column_text (i, "columnName", column->name, error)
          || !check_column_text (i, "dataType", column->data_type, error))
        return FALSE;
    }

  if (self->row_count > TARN_ROWS_MAX)
    return refuse ("rowCount", "Member must have value less than or equal to 1152921504606846976",
                   error);
  if (!tarn_annotation_is_good (self->annotation))
    return refuse ("annotation", "Member must be " TARN_ANNOTATION_REQUIREMENT, error);
  return TRUE;
}

static char *
describe_input (gconstpointer input)
{
  const TarnAssetInput *self = input;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "RowCount=%" G_GUINT64_FORMAT " BusinessNameGeneration=%s",
                          self->row_count, self->generates_names ? "true" : "false");
  for (guint i = 0; i < self->columns->len; i++)
    {
      const TarnColumn *column = &g_array_index (self->columns, TarnColumn, i);

      g_string_append (text, " Column=");
      tarn_append_quoted (text, column->name != NULL ? column->name : "");
      g_string_append_c (text, ':');
      tarn_append_quoted (text, column->data_type != NULL ? column->data_type : "");
    }

  if (self->annotation != NULL)
    {
      g_string_append (text, " Annotation=");
      tarn_append_quoted (text, self->annotation);
    }

  return g_string_free (text, FALSE);
}

static gpointer
copy_input (gconstpointer input)
{
  const TarnAssetInput *self = input;
  TarnAssetInput *copy = tarn_asset_input_new (self->name, self->type_identifier);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const TarnColumn *column = &g_array_index (self->columns, TarnColumn, i);

      tarn_asset_input_add_column (copy, column->name, column->data_type);
    }
  copy->row_count = self->row_count;
  copy->generates_names = self->generates_names;
  copy->annotation = tarn_annotation_ref (self->annotation);

  return copy;
}

const TarnRecordClass tarn_asset_input_class
    = { describe_input, copy_input, (GDestroyNotify) tarn_asset_input_unref };
