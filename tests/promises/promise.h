/* SPDX-License-Identifier: MIT */
/*
 * Tests of what the public headers and the pages promise, sentence by sentence. A row has a sentence and the
 * function that holds the library to it:
 *
 *   { "tarn-journal.h: dup_summary(): Moves of the clock are left out.", test_summary },
 *
 * The text before the first ": " is the header or the page. The text before the second ": " is the place in
 * it: the end of the name that a comment documents, with () after a function, or the heading of a part of a
 * page, or "chapter" for the opening comment of a header or for what stands above a page's first part. The
 * rest is the sentence or its distinctive part. The test house/promises fails if it no longer stands there,
 * so whoever rewords a promise looks at its test again.
 */
#pragma once

#include <glib.h>

typedef struct
{
  const char *text;
  GTestFunc test;
  /* Instead of @test, for a function that holds several sentences. */
  GTestDataFunc test_with;
  gconstpointer data;
} Promise;

/* Returns a path of three parts. The sign # would begin a comment in the tests' output. */
static inline char *
promise_dup_path (const Promise *promise)
{
  g_auto (GStrv) parts = g_strsplit (promise->text, ": ", 3);
  g_autofree char *path = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_strdelimit (parts[i], "/#", '|');
  path = g_strjoinv ("/", parts);
  return g_strconcat ("/", path, NULL);
}

static inline void
add_promises (const Promise *promises, gsize n_promises)
{
  for (gsize i = 0; i < n_promises; i++)
    {
      g_autofree char *path = promise_dup_path (&promises[i]);

      if (promises[i].test != NULL)
        g_test_add_func (path, promises[i].test);
      else
        g_test_add_data_func (path, promises[i].data, promises[i].test_with);
    }
}

/* A call that the library refuses as an error of the programmer. */
#define ASSERT_CRITICAL(call)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_expect_message ("Tarn", G_LOG_LEVEL_CRITICAL, "*");                                     \
    call;                                                                                          \
    g_test_assert_expected_messages ();                                                            \
  }                                                                                                \
  G_STMT_END
