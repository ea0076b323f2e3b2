/* SPDX-License-Identifier: MIT */
/* Reads the files that a user names. */
#pragma once

#include <glib.h>

/*
 * Returns the content of @path, which may be a pipe. Fails with TARN_LAB_ERROR_FILE if the file cannot be read, and
 * with TARN_LAB_ERROR_TOO_LARGE if it has more than @max_bytes bytes. The message begins with the path.
 */
GBytes *tarn_lab_file_read (const char *path, gsize max_bytes, GError **error);
