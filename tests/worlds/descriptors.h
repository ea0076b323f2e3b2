/* SPDX-License-Identifier: MIT */
/* Sees files that the library left open. */
#pragma once

#include <fcntl.h>
#include <glib/gstdio.h>

/* A new descriptor has the lowest free number, so the number tells of one that is open. */
static inline int
find_free_descriptor (void)
{
  int descriptor = g_open (g_get_tmp_dir (), O_RDONLY, 0);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_true (g_close (descriptor, NULL));
  return descriptor;
}

/* Runs the tests, as g_test_run() does, and checks that they left no file open. */
static inline int
run_tests_of_files (void)
{
  int free_descriptor = find_free_descriptor ();
  int status = g_test_run ();

  g_assert_cmpint (find_free_descriptor (), ==, free_descriptor);
  return status;
}
