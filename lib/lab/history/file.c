/* SPDX-License-Identifier: MIT */
#include "lab/history/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <tarn-lab/tarn-lab-error.h>
#include <unistd.h>

enum
{
  CHUNK_BYTES = 64 * 1024,
};

static gboolean
fail (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE, "%s: %s", name, g_strerror (number));
  return FALSE;
}

static gboolean
fail_too_large (const char *path, gsize max_bytes, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE,
               "%s: the file has more than %" G_GSIZE_FORMAT " bytes", name, max_bytes);
  return FALSE;
}

/* Checks the limit while it reads, because a pipe has no size and a device may have no end. */
static gboolean
read_open (int descriptor, const char *path, gsize max_bytes, GByteArray *content, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize n_read;

  do
    {
      n_read = read (descriptor, chunk, CHUNK_BYTES);
      if (n_read < 0 && errno != EINTR)
        return fail (path, errno, error);
      if (n_read > 0 && (gsize) n_read > max_bytes - content->len)
        return fail_too_large (path, max_bytes, error);
      if (n_read > 0)
        g_byte_array_append (content, chunk, (guint) n_read);
    }
  while (n_read != 0);

  return TRUE;
}

GBytes *
tarn_lab_file_read (const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  g_return_val_if_fail (max_bytes <= G_MAXINT32, NULL);

  if (descriptor < 0)
    {
      fail (path, errno, error);
      return NULL;
    }

  gboolean is_read = read_open (descriptor, path, max_bytes, content, error);
  g_close (descriptor, NULL);
  return is_read ? g_byte_array_free_to_bytes (g_steal_pointer (&content)) : NULL;
}
