/* SPDX-License-Identifier: MIT */
#include "engine/bell.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

struct _TarnBell
{
  gint fds[2]; /* to listen at, and to ring */
};

TarnBell *
tarn_bell_new (void)
{
  TarnBell *bell = g_atomic_rc_box_new0 (TarnBell);

  if (!g_unix_open_pipe (bell->fds, FD_CLOEXEC, NULL))
    {
      bell->fds[0] = bell->fds[1] = -1;
      return bell;
    }
  g_unix_set_fd_nonblocking (bell->fds[0], TRUE, NULL);
  g_unix_set_fd_nonblocking (bell->fds[1], TRUE, NULL);
  return bell;
}

static void
clear_bell (gpointer data)
{
  const TarnBell *bell = data;

  for (guint i = 0; i < G_N_ELEMENTS (bell->fds); i++)
    if (bell->fds[i] >= 0)
      close (bell->fds[i]);
}

void
tarn_bell_unref (TarnBell *bell)
{
  g_atomic_rc_box_release_full (bell, clear_bell);
}

/* A pipe that is full has been heard already. */
void
tarn_bell_ring (const TarnBell *bell)
{
  while (bell->fds[1] >= 0 && write (bell->fds[1], "", 1) < 0 && errno == EINTR)
    ;
}

gint
tarn_bell_get_fd (const TarnBell *bell)
{
  return bell->fds[0];
}

void
tarn_bell_silence (const TarnBell *bell)
{
  char rings[64];

  while (bell->fds[0] >= 0 && read (bell->fds[0], rings, sizeof rings) > 0)
    ;
}
