/* SPDX-License-Identifier: MIT */
/*
 * The list that the room uses for domains, projects, users and assets. A hash table finds an entity by its
 * id, which is a code, and the list keeps the order of creation. Entities are never removed, so the position
 * of an entity never changes.
 */
#pragma once

#include "kernel/identifier-index.h"

/* The struct of each entity begins with a TarnEntity. */
typedef struct
{
  TarnIdentifier id;
  guint32 domain; /* position of the domain of the entity; a domain has its own */
} TarnEntity;

typedef struct
{
  GPtrArray *list; /* TarnEntity; the address of an entity never changes */
  TarnIdentifierIndex index;
} TarnEntities;

void tarn_entities_init (TarnEntities *entities, GDestroyNotify free_entity);
void tarn_entities_clear (TarnEntities *entities);

/* Copies the hash table. The copies of the entities must be in the list already, in the same order. */
void tarn_entities_copy_index (TarnEntities *entities, const TarnEntities *from);

/* Draws an id, which no entity has, for a new entity of that name under a parent. */
TarnIdentifier tarn_entities_draw_id (const TarnEntities *entities, const TarnRandom *random,
                                      guint16 purpose, const char *parent_id, const char *name);

/* Returns TARN_NO_POSITION if no entity has the id. */
guint32 tarn_entities_look_up (const TarnEntities *entities, const TarnIdentifier *id);

static inline gboolean
tarn_entities_has (const TarnEntities *entities, const TarnIdentifier *id)
{
  return tarn_entities_look_up (entities, id) != TARN_NO_POSITION;
}

/* Takes the entity and returns its position. No other entity may have its id. */
guint32 tarn_entities_add (TarnEntities *entities, TarnEntity *entity);

/* Returns TARN_NO_POSITION if the domain has no such entity, or if the text is not a code. */
guint32 tarn_entities_find (const TarnEntities *entities, guint32 domain, const char *id);

static inline gpointer
tarn_entities_get (const TarnEntities *entities, guint32 position)
{
  return entities->list->pdata[position];
}
