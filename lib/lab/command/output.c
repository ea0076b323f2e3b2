/* SPDX-License-Identifier: MIT */
#include "lab/command/output.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

struct _Output
{
  FILE *file;
  char *path;      /* NULL for the standard output */
  char *temporary; /* what is renamed to the path in the end; NULL for none */
  int error;       /* the first one, as errno has it */
};

/* The texts of the system are in the language of the locale, which this program never sets. */
static gboolean
fail_writing (const char *path, int number, GError **error)
{
  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (number), "cannot write %s: %s",
               path != NULL ? path : "the standard output", g_strerror (number));
  return FALSE;
}

gboolean
output_print (const char *text, GError **error)
{
  return output_write ("-", text, error);
}

gboolean
output_write (const char *path, const char *text, GError **error)
{
  g_autoptr (Output) output = output_open (path, error);

  if (output == NULL)
    return FALSE;
  output_add (output, text);
  return output_close (output, error);
}

gboolean
output_is_file (const char *path)
{
  return !g_str_equal (path, "-")
         && (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static FILE *
open_file (Output *self)
{
  int descriptor;

  if (!output_is_file (self->path))
    return g_fopen (self->path, "wb");

  self->temporary = g_strconcat (self->path, ".XXXXXX", NULL);
  descriptor = g_mkstemp_full (self->temporary, O_WRONLY, 0666);
  if (descriptor < 0)
    {
      int number = errno;

      g_clear_pointer (&self->temporary, g_free);
      errno = number;
      return NULL;
    }
  return fdopen (descriptor, "wb");
}

Output *
output_open (const char *path, GError **error)
{
  g_autoptr (Output) self = g_new0 (Output, 1);

  if (g_str_equal (path, "-"))
    {
      self->file = stdout;
      return g_steal_pointer (&self);
    }
  self->path = g_strdup (path);
  self->file = open_file (self);
  if (self->file != NULL)
    return g_steal_pointer (&self);
  fail_writing (path, errno, error);
  return NULL;
}

void
output_add (Output *self, const char *text)
{
  errno = 0;
  if (self->error == 0 && fputs (text, self->file) == EOF)
    self->error = errno != 0 ? errno : EIO;
}

static int
close_file (Output *self)
{
  FILE *file = g_steal_pointer (&self->file);

  if (file == stdout)
    return fflush (file) == 0 ? 0 : errno;
  return fclose (file) == 0 ? 0 : errno;
}

gboolean
output_close (Output *self, GError **error)
{
  int number = close_file (self);

  if (self->error == 0)
    self->error = number;
  if (self->error == 0 && self->temporary != NULL)
    {
      if (g_rename (self->temporary, self->path) == 0)
        g_clear_pointer (&self->temporary, g_free);
      else
        self->error = errno;
    }
  return self->error == 0 || fail_writing (self->path, self->error, error);
}

void
output_free (Output *self)
{
  if (self->file != NULL)
    close_file (self);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}
