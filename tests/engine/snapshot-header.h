/* SPDX-License-Identifier: MIT */
/*
 * This is a second implementation of the documented header of a snapshot. A test that damages the bytes after
 * the header repairs the header, so that the checksum does not detect the damage.
 */
#pragma once

#include <glib.h>

#include <string.h>

enum
{
  SNAPSHOT_VERSION_OFFSET = 8,
  SNAPSHOT_DRAW_VERSION_OFFSET = 12,
  SNAPSHOT_LENGTH_OFFSET = 16,
  SNAPSHOT_CHECKSUM_OFFSET = 24,
  SNAPSHOT_HEADER_BYTES = 56,
};

/* Writes the header into the first bytes of @data, which must have room for it. */
static inline void
snapshot_seal (guint8 *data, gsize size)
{
  static const guint8 magic[] = { 0x89, 0x54, 0x41, 0x52, 0x4e, 0x0d, 0x0a, 0x1a };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize checksum_bytes = SNAPSHOT_HEADER_BYTES - SNAPSHOT_CHECKSUM_OFFSET;

  memset (data, 0, SNAPSHOT_HEADER_BYTES);
  memcpy (data, magic, sizeof magic);
  data[SNAPSHOT_VERSION_OFFSET] = data[SNAPSHOT_DRAW_VERSION_OFFSET] = 1;
  for (guint i = 0; i < 8; i++)
    data[SNAPSHOT_LENGTH_OFFSET + i]
        = (guint8) ((guint64) (size - SNAPSHOT_HEADER_BYTES) >> (8 * i));
  g_checksum_update (checksum, data + SNAPSHOT_HEADER_BYTES,
                     (gssize) (size - SNAPSHOT_HEADER_BYTES));
  g_checksum_get_digest (checksum, data + SNAPSHOT_CHECKSUM_OFFSET, &checksum_bytes);
}
