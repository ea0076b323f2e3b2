/* SPDX-License-Identifier: MIT */
#include "driver/filter.h"

#include "driver/arguments.h"

/* --- Drawing ---------------------------------------------------------------------------------- */

/* Some of the bits from FIRST to LAST. */
static guint
draw_bits (Draw *draw, gint first, gint last)
{
  guint bits = 0;

  for (guint i = 1 + draw_below (draw, 3); i > 0; i--)
    bits |= 1u << draw_between (draw, first, last);
  return bits;
}

/* A known name with or without its catalog and in any case, or one that no table has. */
static TarnTableName *
draw_name (World *world, Draw *draw)
{
  GPtrArray *names = draw_chance (draw, 65) ? world->views : world->tables;

  if (names->len == 0 || draw_chance (draw, 10))
    return tarn_table_name_new (draw_chance (draw, 50) ? "222222222222" : NULL, "sales", "absent");
  const TarnTableName *name = names->pdata[draw_below (draw, names->len)];
  g_autofree char *database = draw_chance (draw, 30)
                                  ? g_ascii_strup (tarn_table_name_get_database_name (name), -1)
                                  : g_strdup (tarn_table_name_get_database_name (name));
  g_autofree char *table = draw_chance (draw, 30)
                               ? g_ascii_strup (tarn_table_name_get_table_name (name), -1)
                               : g_strdup (tarn_table_name_get_table_name (name));
  return tarn_table_name_new (draw_chance (draw, 50) ? NULL : tarn_table_name_get_catalog_id (name),
                              database, table);
}

Filter *
filter_draw (World *world, Draw *draw)
{
  Filter *filter = g_new0 (Filter, 1);

  filter->names = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_name_unref);
  if (draw_chance (draw, 60))
    filter->kinds = draw_bits (draw, TARN_CHANGE_KIND_RUN, TARN_CHANGE_KIND_COMMIT);
  if (draw_chance (draw, 40))
    filter->refresh_causes
        = draw_bits (draw, TARN_REFRESH_CAUSE_CREATE, TARN_REFRESH_CAUSE_STOP_DONE);
  if (draw_chance (draw, 30))
    filter->metadata_causes
        = draw_bits (draw, TARN_METADATA_CAUSE_CREATE, TARN_METADATA_CAUSE_CANCEL);
  if (draw_chance (draw, 40))
    for (guint i = 1 + draw_below (draw, 4); i > 0; i--)
      g_ptr_array_add (filter->names, draw_name (world, draw));
  return filter;
}

void
filter_free (Filter *filter)
{
  g_ptr_array_unref (filter->names);
  g_free (filter);
}

void
filter_note (World *world, const Filter *filter)
{
  world_note (world, "  of kinds %x, causes %x %x, %u names", filter->kinds, filter->refresh_causes,
              filter->metadata_causes, filter->names->len);
}

TarnChangeFilter *
filter_make (const Filter *filter)
{
  TarnChangeFilter *made = tarn_change_filter_new ();

  for (gint i = 0; i < 32; i++)
    {
      if ((filter->kinds >> i & 1) != 0)
        tarn_change_filter_add_kind (made, (TarnChangeKind) i);
      if ((filter->refresh_causes >> i & 1) != 0)
        tarn_change_filter_add_refresh_cause (made, (TarnRefreshCause) i);
      if ((filter->metadata_causes >> i & 1) != 0)
        tarn_change_filter_add_metadata_cause (made, (TarnMetadataCause) i);
    }
  for (guint i = 0; i < filter->names->len; i++)
    tarn_change_filter_add_table (made, filter->names->pdata[i]);
  return made;
}

/* --- Passing ---------------------------------------------------------------------------------- */

static gboolean
passes_kind (const Filter *filter, const TarnChange *change)
{
  TarnChangeKind kind = tarn_change_get_kind (change);

  return filter->kinds == 0 ? kind != TARN_CHANGE_KIND_COMMIT : (filter->kinds >> kind & 1) != 0;
}

static gboolean
passes_cause (const Filter *filter, const TarnChange *change)
{
  TarnRefreshCause refresh = tarn_change_get_refresh_cause (change);
  TarnMetadataCause metadata = tarn_change_get_metadata_cause (change);

  if (filter->refresh_causes == 0 && filter->metadata_causes == 0)
    return TRUE;
  if (refresh == TARN_REFRESH_CAUSE_NONE && metadata == TARN_METADATA_CAUSE_NONE)
    return TRUE;
  return refresh != TARN_REFRESH_CAUSE_NONE ? (filter->refresh_causes >> refresh & 1) != 0
                                            : (filter->metadata_causes >> metadata & 1) != 0;
}

static const TarnTableName *
get_name (const TarnChange *change)
{
  if (tarn_change_get_commit (change) != NULL)
    return tarn_commit_change_get_table_name (tarn_change_get_commit (change));
  if (tarn_change_get_refresh (change) != NULL)
    return tarn_refresh_change_get_table_name (tarn_change_get_refresh (change));
  return NULL;
}

static gboolean
is_same (const TarnTableName *asked, const TarnTableName *name)
{
  const char *catalog = tarn_table_name_get_catalog_id (asked);

  return (catalog == NULL || strcmp (catalog, tarn_table_name_get_catalog_id (name)) == 0)
         && g_ascii_strcasecmp (tarn_table_name_get_database_name (asked),
                                tarn_table_name_get_database_name (name))
                == 0
         && g_ascii_strcasecmp (tarn_table_name_get_table_name (asked),
                                tarn_table_name_get_table_name (name))
                == 0;
}

static gboolean
passes_name (const Filter *filter, const TarnChange *change)
{
  const TarnTableName *name = get_name (change);

  if (filter->names->len == 0)
    return TRUE;
  for (guint i = 0; name != NULL && i < filter->names->len; i++)
    if (is_same (filter->names->pdata[i], name))
      return TRUE;
  return FALSE;
}

gboolean
filter_passes (const Filter *filter, const TarnChange *change)
{
  if (filter == NULL)
    return tarn_change_get_kind (change) != TARN_CHANGE_KIND_COMMIT;
  return passes_kind (filter, change) && passes_cause (filter, change)
         && passes_name (filter, change);
}
