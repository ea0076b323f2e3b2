/* SPDX-License-Identifier: MIT */
/*
 * Changes that are kept longer than they are told. Here and not where changes are made, because a
 * change refers to a name of Glue.
 */
#include <tarn/tarn-change.h>
#include <tarn/tarn-table.h>

G_DEFINE_BOXED_TYPE (TarnChange, tarn_change, tarn_change_copy, tarn_change_free)

#define TYPE_STAT(i, member)                                                                       \
  (G_STRUCT_OFFSET (TarnChange, type_stats) + (i) * sizeof (TarnTypeStat)                          \
   + G_STRUCT_OFFSET (TarnTypeStat, member))

static const gsize text_offsets[] = {
  G_STRUCT_OFFSET (TarnChange, detail_type),
  G_STRUCT_OFFSET (TarnChange, from),
  G_STRUCT_OFFSET (TarnChange, to),
  G_STRUCT_OFFSET (TarnChange, cause),
  G_STRUCT_OFFSET (TarnChange, refresh_type),
  G_STRUCT_OFFSET (TarnChange, error_message),
  G_STRUCT_OFFSET (TarnChange, domain_id),
  G_STRUCT_OFFSET (TarnChange, owning_project_id),
  G_STRUCT_OFFSET (TarnChange, asset_id),
  G_STRUCT_OFFSET (TarnChange, created_by),
  G_STRUCT_OFFSET (TarnChange, client_token),
  TYPE_STAT (0, type),
  TYPE_STAT (0, status),
  TYPE_STAT (0, error_message),
  TYPE_STAT (1, type),
  TYPE_STAT (1, status),
  TYPE_STAT (1, error_message),
  TYPE_STAT (2, type),
  TYPE_STAT (2, status),
  TYPE_STAT (2, error_message),
};

G_STATIC_ASSERT (TARN_TYPE_STATS_MAX == 3);

TarnChange *
tarn_change_copy (const TarnChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  TarnChange *copy = g_memdup2 (self, sizeof *self);

  if (copy->table != NULL)
    copy->table = tarn_table_name_ref (copy->table);
  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    {
      char **text = &G_STRUCT_MEMBER (char *, copy, text_offsets[i]);

      *text = g_strdup (*text);
    }
  return copy;
}

void
tarn_change_free (TarnChange *self)
{
  if (self == NULL)
    return;

  if (self->table != NULL)
    tarn_table_name_unref ((TarnTableName *) self->table);
  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    g_free (G_STRUCT_MEMBER (char *, self, text_offsets[i]));
  g_free (self);
}
