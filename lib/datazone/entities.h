/* SPDX-License-Identifier: MIT */
/*
 * Domains, projects, users and assets are all kept in this way: looked up in a hash table by an id that is
 * a code, listed in the order of their creation. Nothing is ever taken out, so a position names an entity
 * for good.
 */
#pragma once

#include "kernel/identifier-index.h"

/* Each entity begins with it. */
typedef struct
{
  TarnIdentifier id;
  guint32 domain; /* in which it is, by position; of a domain its own */
} TarnEntity;

typedef struct
{
  GPtrArray *list; /* of TarnEntity, which stays where it is */
  TarnIdentifierIndex index;
} TarnEntities;

void tarn_entities_init (TarnEntities *entities, GDestroyNotify free_entity);
void tarn_entities_clear (TarnEntities *entities);

/* The ids of entities whose copies were added to the list one by one are found as before. */
void tarn_entities_copy_index (TarnEntities *entities, const TarnEntities *from);

/* An id for a new entity of that name under a parent, one that none has. */
TarnIdentifier tarn_entities_draw_id (const TarnEntities *entities, const TarnRandom *random,
                                      guint16 purpose, const char *parent_id, const char *name);

/* TARN_NO_POSITION if there is none. */
guint32 tarn_entities_look_up (const TarnEntities *entities, const TarnIdentifier *id);

static inline gboolean
tarn_entities_has (const TarnEntities *entities, const TarnIdentifier *id)
{
  return tarn_entities_look_up (entities, id) != TARN_NO_POSITION;
}

/* Takes the entity, whose id none has, and returns its position. */
guint32 tarn_entities_add (TarnEntities *entities, TarnEntity *entity);

/* TARN_NO_POSITION if there is none in the domain, or the text is no code. */
guint32 tarn_entities_find (const TarnEntities *entities, guint32 domain, const char *id);

static inline gpointer
tarn_entities_get (const TarnEntities *entities, guint32 position)
{
  return entities->list->pdata[position];
}
