/* SPDX-License-Identifier: MIT */
#include "kernel/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static GBytes *
fail (const char *path, int number, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (number), "%s: %s", name,
               g_strerror (number));
  return NULL;
}

/* Returns how many bytes were read. These are fewer than @size if the file was cut meanwhile; -1 on an error. */
static gssize
read_bytes (gint descriptor, char *data, gsize size)
{
  gsize n_read = 0;

  while (n_read < size)
    {
      gssize n_more = read (descriptor, data + n_read, size - n_read);

      if (n_more < 0 && errno != EINTR)
        return -1;
      if (n_more == 0)
        break;
      n_read += (gsize) MAX (n_more, 0);
    }

  return (gssize) n_read;
}

static GBytes *
read_open (gint descriptor, const char *path, gsize max_bytes, GError **error)
{
  struct stat status;

  if (fstat (descriptor, &status) != 0)
    return fail (path, errno, error);
  if (!S_ISREG (status.st_mode))
    return fail (path, S_ISDIR (status.st_mode) ? EISDIR : EINVAL, error);

  gsize size = (gsize) MIN ((guint64) status.st_size, max_bytes);
  g_autofree char *data = g_try_malloc (MAX (size, 1));
  if (data == NULL)
    return fail (path, ENOMEM, error);

  gssize n_read = read_bytes (descriptor, data, size);
  if (n_read < 0)
    return fail (path, errno, error);

  return g_bytes_new_take (g_steal_pointer (&data), (gsize) n_read);
}

GBytes *
tarn_file_read (const char *path, gsize max_bytes, GError **error)
{
  /* Otherwise the call would wait until another process writes into a pipe. */
  gint descriptor = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (descriptor < 0)
    return fail (path, errno, error);

  GBytes *bytes = read_open (descriptor, path, max_bytes, error);
  g_close (descriptor, NULL);
  return bytes;
}

gboolean
tarn_file_write (const char *path, const char *data, gsize size, GFileSetContentsFlags flags,
                 GError **error)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return g_file_set_contents_full (path, data, (gssize) size, flags, 0666, error);
  if (!S_ISREG (status.st_mode))
    {
      fail (path, S_ISDIR (status.st_mode) ? EISDIR : EINVAL, error);
      return FALSE;
    }

  char *target = realpath (path, NULL);
  gboolean is_written = g_file_set_contents_full (target != NULL ? target : path, data,
                                                  (gssize) size, flags, 0666, error);
  free (target);
  return is_written;
}
