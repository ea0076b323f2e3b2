/* SPDX-License-Identifier: MIT */
#include "driver/stretches.h"

#define I64 "%" G_GINT64_FORMAT

/* The first principal of each account. */
static const guint users[STRETCH_FUNCS] = { 0, 2 };

static void
on_stretch (TarnEngine *engine, const TarnStretch *stretch, gpointer data)
{
  World *world = data;
  g_autofree char *view = tarn_table_name_to_string (tarn_stretch_get_table_name (stretch));
  gint64 begin = tarn_stretch_get_begin_time (stretch), end = tarn_stretch_get_end_time (stretch);
  gint64 included = tarn_stretch_get_included_time (stretch);
  TarnWide commits, bytes;

  tarn_stretch_get_pending_commits_area (stretch, &commits);
  tarn_stretch_get_pending_bytes_area (stretch, &bytes);
  world_note (world,
              "stretch of %s " I64 " to " I64 " of " I64 " to " I64 " lacks " I64
              "%s%s, %" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT " commits, %" G_GUINT64_FORMAT
              ":%" G_GUINT64_FORMAT " bytes",
              view, begin, end, included, tarn_stretch_get_newest_time (stretch),
              tarn_stretch_get_lacking_since (stretch),
              tarn_stretch_is_never_refreshed (stretch) ? " never" : "",
              tarn_stretch_is_publication (stretch) ? " published" : "", commits.high, commits.low,
              bytes.high, bytes.low);
  if (begin > end || end != tarn_engine_get_now (engine) || included > begin
      || tarn_stretch_get_newest_time (stretch) < included
      || tarn_stretch_get_newest_time (stretch) > end
      || tarn_stretch_get_lacking_since (stretch) < included)
    world_fail (world, "the stretch does not fit");
  if (tarn_engine_step (engine, NULL, NULL))
    world_fail (world, "a function of stretches drives time");
}

void
stretches_enter (World *world)
{
  for (guint i = 0; i < STRETCH_FUNCS; i++)
    tarn_glue_client_add_stretch_func (world->glue[users[i]], on_stretch, world, NULL);
}
