/* SPDX-License-Identifier: MIT */
/* Reads a file of the user. The file is not mapped, because its memory would vanish if the file were cut. */
#pragma once

#include <glib.h>

/*
 * Returns at most @max_bytes of the file, or NULL with a GFileError. Only a regular file is read, because a
 * device or a pipe may have no end.
 */
GBytes *tarn_file_read (const char *path, gsize max_bytes, GError **error);
