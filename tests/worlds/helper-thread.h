/* SPDX-License-Identifier: MIT */
/*
 * A thread that executes tasks for a test, one after the other. It is a POSIX thread, and uses a POSIX mutex
 * and condition instead of GLib's, so that a thread sanitizer sees how the threads synchronize.
 */
#pragma once

#include <glib.h>
#include <pthread.h>

typedef void (*HelperTask) (gpointer data);

typedef struct
{
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  GThread *self; /* the thread in GLib */
  HelperTask task;
  gpointer data;
  gboolean is_over;
} HelperThread;

static inline void
helper_thread_set (HelperThread *helper, HelperTask task, gpointer data)
{
  pthread_mutex_lock (&helper->mutex);
  helper->task = task;
  helper->data = data;
  pthread_cond_broadcast (&helper->changed);
  pthread_mutex_unlock (&helper->mutex);
}

static inline void *
helper_thread_main (void *data)
{
  HelperThread *helper = data;

  pthread_mutex_lock (&helper->mutex);
  helper->self = g_thread_self ();
  pthread_cond_broadcast (&helper->changed);
  while (!helper->is_over)
    {
      if (helper->task == NULL)
        {
          pthread_cond_wait (&helper->changed, &helper->mutex);
          continue;
        }

      HelperTask task = helper->task;
      gpointer task_data = helper->data;
      pthread_mutex_unlock (&helper->mutex);
      task (task_data);
      pthread_mutex_lock (&helper->mutex);
      helper->task = NULL;
      pthread_cond_broadcast (&helper->changed);
    }
  pthread_mutex_unlock (&helper->mutex);
  return NULL;
}

/* Returns after the thread has begun to run, so that a test can hand over a client or an engine to it. */
static inline void
helper_thread_start (HelperThread *helper)
{
  *helper = (HelperThread){ .self = NULL };
  pthread_mutex_init (&helper->mutex, NULL);
  pthread_cond_init (&helper->changed, NULL);
  g_assert_cmpint (pthread_create (&helper->thread, NULL, helper_thread_main, helper), ==, 0);

  pthread_mutex_lock (&helper->mutex);
  while (helper->self == NULL)
    pthread_cond_wait (&helper->changed, &helper->mutex);
  pthread_mutex_unlock (&helper->mutex);
}

static inline void
helper_thread_wait (HelperThread *helper)
{
  pthread_mutex_lock (&helper->mutex);
  while (helper->task != NULL)
    pthread_cond_wait (&helper->changed, &helper->mutex);
  pthread_mutex_unlock (&helper->mutex);
}

static inline void
helper_thread_run (HelperThread *helper, HelperTask task, gpointer data)
{
  helper_thread_set (helper, task, data);
  helper_thread_wait (helper);
}

static inline void
helper_thread_stop (HelperThread *helper)
{
  pthread_mutex_lock (&helper->mutex);
  helper->is_over = TRUE;
  pthread_cond_broadcast (&helper->changed);
  pthread_mutex_unlock (&helper->mutex);
  pthread_join (helper->thread, NULL);
  pthread_cond_destroy (&helper->changed);
  pthread_mutex_destroy (&helper->mutex);
}
