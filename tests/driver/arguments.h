/* SPDX-License-Identifier: MIT */
/* Draws arguments: mostly what exists, sometimes what does not, and sometimes what is not allowed. */
#pragma once

#include "driver/world.h"

guint draw_user (Draw *draw);
/* Mostly somebody of the account that the catalog belongs to; NULL for any catalog. */
guint draw_user_of (World *world, Draw *draw, const char *catalog);
guint draw_user_of_name (World *world, Draw *draw, const TarnTableName *name);
guint draw_user_or (Draw *draw, guint usual);
const char *draw_catalog (Draw *draw); /* may be NULL */
const char *draw_text (Draw *draw);    /* a name that may be wrong in any way, also NULL */
TarnTableName *draw_new_name (World *world, Draw *draw);
TarnTableName *draw_table (World *world, Draw *draw);
TarnTableName *draw_view (World *world, Draw *draw);
guint64 draw_size (Draw *draw);
const char *draw_principal_pattern (Draw *draw);
const char *draw_action_pattern (Draw *draw);
const char *draw_resource_pattern (World *world, Draw *draw);
/* One of ENTITIES, or one that does not exist if there is none. Borrowed. */
const Entity *draw_entity (GPtrArray *entities, Draw *draw);
/* One of the newest items, because old runs have ended, or NULL. Runs are never forgotten, so it stays valid. */
gpointer draw_newest (GPtrArray *items, Draw *draw);
const char *draw_domain_id (World *world, Draw *draw);
guint draw_user_of_domain (World *world, Draw *draw, const char *domain);
/* The one that made the project, who is a member. */
guint draw_user_of_project (World *world, Draw *draw, const char *project);
const char *draw_id (Draw *draw, const char *usual);
const char *draw_type (Draw *draw);
gint64 draw_duration (Draw *draw);
guint64 draw_tag (Draw *draw); /* mostly one of few, which may be 0 */
gint draw_percent (Draw *draw);
