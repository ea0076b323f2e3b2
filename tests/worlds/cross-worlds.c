/* SPDX-License-Identifier: MIT */
/*
 * Saves the engines of snapshot-worlds.h into a folder, or restores the saved engines and drives them, and
 * prints their digests. The output must be equal on every machine, and must not depend on the machine that
 * saved the files.
 */
#include <stdio.h>

#include "set-up.h"
#include "snapshot-exercise.h"
#include "snapshot-worlds.h"

enum
{
  EVENTS_MAX = 1000,
};

static char *
build_path (const char *folder, guint world)
{
  g_autofree char *name = g_strconcat (snapshot_world_get_name (world), ".tarn", NULL);

  return g_build_filename (folder, name, NULL);
}

static void
print_digest (const char *label, TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = tarn_engine_dup_digest (engine, &error);

  g_assert_no_error (error);
  printf (" %s %s", label, digest);
}

static void
save (const char *path, guint world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = snapshot_world_new (world);

  tarn_engine_save_to_file (engine, path, &error);
  g_assert_no_error (error);
  print_digest ("saved", engine);
}

/*
 * Prints a checksum of the changes before and after all operations are called, and then the digest of the
 * engine.
 */
static void
go_on (const char *label, TarnEngine *engine)
{
  g_autofree char *before = snapshot_drive (engine, DAY_US, EVENTS_MAX);
  snapshot_exercise (engine);
  g_autofree char *after = snapshot_drive (engine, DAY_US, EVENTS_MAX);
  g_autofree char *all = g_strconcat (before, after, NULL);
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

  printf (" happened %s", checksum);
  print_digest (label, engine);
}

static void
restore (const char *path, guint world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_restore_from_file (path, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TarnEngine) made_here = snapshot_world_new (world);
  g_autofree char *difference = tarn_engine_diff (engine, made_here, 10, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (difference, ==, "");
  print_digest ("restored", engine);
  print_digest ("fork", fork);
  go_on ("went-on", engine);
  go_on ("fork-went-on", fork);

  g_autofree char *since = tarn_engine_diff (made_here, fork, 1000, &error);
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, since, -1);
  g_assert_no_error (error);
  printf (" diff %s", checksum);
}

int
main (int argc, char **argv)
{
  gboolean saves = argc == 3 && g_str_equal (argv[1], "save");

  if (!saves && !(argc == 3 && g_str_equal (argv[1], "restore")))
    {
      g_printerr ("usage: cross-worlds save|restore FOLDER\n");
      return 2;
    }

  for (guint world = 0; world < SNAPSHOT_N_WORLDS; world++)
    {
      g_autofree char *path = build_path (argv[2], world);

      printf ("%s", snapshot_world_get_name (world));
      (saves ? save : restore) (path, world);
      printf ("\n");
    }

  return 0;
}
