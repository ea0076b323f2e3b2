/* SPDX-License-Identifier: MIT */
#include "engine/wakeup.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

struct _TarnWakeup
{
  gint fds[2]; /* to read from, and to write to; -1 without a pipe */
};

TarnWakeup *
tarn_wakeup_new (void)
{
  TarnWakeup *wakeup = g_atomic_rc_box_new0 (TarnWakeup);

  if (!g_unix_open_pipe (wakeup->fds, FD_CLOEXEC, NULL))
    {
      wakeup->fds[0] = wakeup->fds[1] = -1;
      return wakeup;
    }
  g_unix_set_fd_nonblocking (wakeup->fds[0], TRUE, NULL);
  g_unix_set_fd_nonblocking (wakeup->fds[1], TRUE, NULL);
  return wakeup;
}

static void
clear_wakeup (gpointer data)
{
  const TarnWakeup *wakeup = data;

  for (guint i = 0; i < G_N_ELEMENTS (wakeup->fds); i++)
    if (wakeup->fds[i] >= 0)
      close (wakeup->fds[i]);
}

void
tarn_wakeup_unref (TarnWakeup *wakeup)
{
  g_atomic_rc_box_release_full (wakeup, clear_wakeup);
}

/* Ignores a full pipe, because it already wakes the main loop. */
void
tarn_wakeup_signal (const TarnWakeup *wakeup)
{
  while (wakeup->fds[1] >= 0 && write (wakeup->fds[1], "", 1) < 0 && errno == EINTR)
    ;
}

gint
tarn_wakeup_get_fd (const TarnWakeup *wakeup)
{
  return wakeup->fds[0];
}

void
tarn_wakeup_acknowledge (const TarnWakeup *wakeup)
{
  char rings[64];

  while (wakeup->fds[0] >= 0 && read (wakeup->fds[0], rings, sizeof rings) > 0)
    ;
}
