/* SPDX-License-Identifier: MIT */
/* Reads and writes a file of the user. It is not mapped, because its memory would vanish if the file were cut. */
#pragma once

#include <glib.h>

/*
 * Returns at most @max_bytes of the file, or NULL with a GFileError. Only a regular file is read, because a
 * device or a pipe may have no end.
 */
GBytes *tarn_file_read (const char *path, gsize max_bytes, GError **error);

/*
 * Writes the file anew. The old content stays until the new one is written as a whole. Only a regular file is
 * replaced, because a file in place of a device or a pipe would harm others. A link to a file goes on leading to it.
 */
gboolean tarn_file_write (const char *path, const char *data, gsize size,
                          GFileSetContentsFlags flags, GError **error);
