/* SPDX-License-Identifier: MIT */
/*
 * Walker's alias method, in integers. There are as many columns as weights, and each is as high as the sum of
 * the weights, so each weight fills exactly as many cells as it is great, times the number of columns. A column
 * has cells of at most two positions: its own at the bottom, and one other above.
 */
#include "kernel/random-stream.h"

typedef struct
{
  guint64 own; /* how many cells of the column are its own position's */
  guint other;
} Column;

struct _TarnAliasTable
{
  gatomicrefcount ref_count; /* atomic, because threads may share the table */
  guint n_columns;
  guint64 height;
  gint64 *values; /* NULL if the values are the positions */
  Column columns[];
};

G_DEFINE_BOXED_TYPE (TarnAliasTable, tarn_alias_table, tarn_alias_table_ref, tarn_alias_table_unref)

/*
 * Fills each column that has too few cells of its own from one that has enough. The low columns wait at the
 * front of the array, and the high ones at its end. The order depends on the weights alone.
 */
static void
fill_columns (TarnAliasTable *self)
{
  g_autofree guint *waiting = g_new (guint, self->n_columns);
  guint n_low = 0, first_high = self->n_columns;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].own < self->height)
      waiting[n_low++] = i;
    else
      waiting[--first_high] = i;

  while (n_low > 0)
    {
      Column *low = &self->columns[waiting[--n_low]];
      guint other = waiting[first_high];
      Column *high = &self->columns[other];

      low->other = other;
      high->own -= self->height - low->own;
      /* There is always a next high column, because the cells that are left fill the columns that are left. */
      if (high->own < self->height)
        {
          first_high++;
          waiting[n_low++] = other;
        }
    }
}

static TarnAliasTable *
make_table (const guint32 *weights, guint n_weights)
{
  TarnAliasTable *self = g_malloc0 (sizeof (TarnAliasTable) + n_weights * sizeof (Column));

  g_atomic_ref_count_init (&self->ref_count);
  self->n_columns = n_weights;
  for (guint i = 0; i < n_weights; i++)
    {
      self->height += weights[i];
      self->columns[i].own = (guint64) weights[i] * n_weights;
    }
  fill_columns (self);
  return self;
}

static gboolean
has_weight (const guint32 *weights, guint n_weights)
{
  for (guint i = 0; i < n_weights; i++)
    if (weights[i] > 0)
      return TRUE;

  return FALSE;
}

TarnAliasTable *
tarn_alias_table_new (const guint32 *weights, guint n_weights)
{
  g_return_val_if_fail (weights != NULL, NULL);
  g_return_val_if_fail (n_weights <= TARN_ALIAS_TABLE_LENGTH_MAX, NULL);
  g_return_val_if_fail (has_weight (weights, n_weights), NULL);

  return make_table (weights, n_weights);
}

TarnAliasTable *
tarn_alias_table_new_with_values (const gint64 *values, const guint32 *weights, guint n_weights)
{
  g_return_val_if_fail (values != NULL, NULL);
  g_return_val_if_fail (weights != NULL, NULL);
  g_return_val_if_fail (n_weights <= TARN_ALIAS_TABLE_LENGTH_MAX, NULL);
  g_return_val_if_fail (has_weight (weights, n_weights), NULL);

  TarnAliasTable *self = make_table (weights, n_weights);
  self->values = g_memdup2 (values, n_weights * sizeof *values);
  return self;
}

TarnAliasTable *
tarn_alias_table_ref (TarnAliasTable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tarn_alias_table_unref (TarnAliasTable *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->values);
  g_free (self);
}

guint
tarn_alias_table_get_length (const TarnAliasTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

gint64
tarn_alias_table_get_value (const TarnAliasTable *self, guint position)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (position < self->n_columns, 0);

  return self->values != NULL ? self->values[position] : (gint64) position;
}

guint64
tarn_alias_table_get_range (const TarnAliasTable *self)
{
  return self->height * self->n_columns;
}

guint
tarn_alias_table_look_up (const TarnAliasTable *self, guint64 number)
{
  guint position = (guint) (number / self->height);

  return number % self->height < self->columns[position].own ? position
                                                             : self->columns[position].other;
}
