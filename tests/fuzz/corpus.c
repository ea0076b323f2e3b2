/* SPDX-License-Identifier: MIT */
/* Writes the snapshots of the fixtures into a folder, one file each, without their headers. */
#include "engine/snapshot-header.h"
#include "worlds/snapshot-worlds.h"

static gboolean
write_world (const char *folder, guint world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) snapshot = snapshot_world_save (world);
  g_autofree char *path = g_build_filename (folder, snapshot_world_get_name (world), NULL);
  gsize size;
  const char *data = g_bytes_get_data (snapshot, &size);

  if (g_file_set_contents (path, data + SNAPSHOT_HEADER_BYTES,
                           (gssize) (size - SNAPSHOT_HEADER_BYTES), &error))
    return TRUE;

  g_printerr ("corpus: %s\n", error->message);
  return FALSE;
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("usage: corpus FOLDER\n");
      return 2;
    }

  for (guint world = 0; world < SNAPSHOT_N_WORLDS; world++)
    if (!write_world (argv[1], world))
      return 1;
  return 0;
}
