/* SPDX-License-Identifier: MIT */
#include "datazone/entities.h"

#include "kernel/names.h"

static const TarnIdentifier *
get_id (gconstpointer list, guint32 position)
{
  return &((const TarnEntity *) ((const GPtrArray *) list)->pdata[position])->id;
}

void
tarn_entities_init (TarnEntities *entities, GDestroyNotify free_entity)
{
  *entities = (TarnEntities){ .list = g_ptr_array_new_with_free_func (free_entity) };
}

void
tarn_entities_clear (TarnEntities *entities)
{
  g_clear_pointer (&entities->list, g_ptr_array_unref);
  tarn_identifier_index_clear (&entities->index);
}

void
tarn_entities_copy_index (TarnEntities *entities, const TarnEntities *from)
{
  tarn_identifier_index_copy (&entities->index, &from->index);
}

/* --- Ids -------------------------------------------------------------------------------------- */

guint32
tarn_entities_look_up (const TarnEntities *entities, const TarnIdentifier *id)
{
  return tarn_identifier_index_lookup (&entities->index, id, get_id, entities->list);
}

/* The random draws from which an id comes. */
typedef struct
{
  const TarnEntities *entities;
  const TarnRandom *random;
  guint64 entity;
  guint16 purpose;
} IdSource;

/* Draws the n-th id, counted from 0, for entities of this name. Returns FALSE if an entity has the id. */
static gboolean
draw_free_id (const IdSource *source, guint64 n, TarnIdentifier *out_id)
{
  TarnDraw draw = { source->entity, (guint32) (n >> 16), source->purpose, (guint16) n };

  *out_id = tarn_identifier_draw_code (source->random, &draw);
  return !tarn_entities_has (source->entities, out_id);
}

/*
 * Finds the first id that no entity has. All ids before it are taken without a gap, so doubling n and then
 * halving the interval finds it in few draws.
 */
static TarnIdentifier
find_free_id (const IdSource *source)
{
  guint64 taken = 0, free = 1;
  TarnIdentifier id;

  if (draw_free_id (source, 0, &id))
    return id;
  while (!draw_free_id (source, free, &id))
    {
      taken = free;
      free *= 2;
    }
  while (free - taken > 1)
    {
      guint64 middle = taken + (free - taken) / 2;

      if (draw_free_id (source, middle, &id))
        free = middle;
      else
        taken = middle;
    }

  draw_free_id (source, free, &id);
  return id;
}

TarnIdentifier
tarn_entities_draw_id (const TarnEntities *entities, const TarnRandom *random, guint16 purpose,
                       const char *parent_id, const char *name)
{
  const char *parts[] = { parent_id, name };
  TarnName key;

  tarn_name_init_key (&key, parts, G_N_ELEMENTS (parts));
  IdSource source = { entities, random, key.hash, purpose };
  return find_free_id (&source);
}

/* --- Adding and finding ----------------------------------------------------------------------- */

guint32
tarn_entities_add (TarnEntities *entities, TarnEntity *entity)
{
  guint32 position = entities->list->len;

  g_ptr_array_add (entities->list, entity);
  tarn_identifier_index_insert (&entities->index, position, get_id, entities->list);
  return position;
}

guint32
tarn_entities_find (const TarnEntities *entities, guint32 domain, const char *id)
{
  TarnIdentifier identifier;

  if (!tarn_identifier_parse_code (id, &identifier))
    return TARN_NO_POSITION;

  guint32 position = tarn_entities_look_up (entities, &identifier);
  if (position == TARN_NO_POSITION
      || ((const TarnEntity *) tarn_entities_get (entities, position))->domain != domain)
    return TARN_NO_POSITION;
  return position;
}
