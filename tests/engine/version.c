/* SPDX-License-Identifier: MIT */
/* The version numbers in the header are written by hand, so they must agree with those of the build. */
#include <tarn/tarn.h>

static void
test_numbers (void)
{
  g_autofree char *version
      = g_strdup_printf ("%d.%d.%d", TARN_MAJOR_VERSION, TARN_MINOR_VERSION, TARN_MICRO_VERSION);

  g_assert_cmpstr (version, ==, TARN_PROJECT_VERSION);
}

static void
test_check (void)
{
  const int major = TARN_MAJOR_VERSION, minor = TARN_MINOR_VERSION, micro = TARN_MICRO_VERSION;

  g_assert_true (TARN_CHECK_VERSION (major, minor, micro));
  g_assert_true (TARN_CHECK_VERSION (major, minor, micro - 1));
  g_assert_true (TARN_CHECK_VERSION (major, minor - 1, micro + 1));
  g_assert_true (TARN_CHECK_VERSION (major - 1, minor + 1, micro + 1));
  g_assert_false (TARN_CHECK_VERSION (major, minor, micro + 1));
  g_assert_false (TARN_CHECK_VERSION (major, minor + 1, micro));
  g_assert_false (TARN_CHECK_VERSION (major + 1, minor, micro));
  g_assert_false (TARN_CHECK_VERSION (major + 1, minor - 1, micro - 1));
  g_assert_false (TARN_CHECK_VERSION (major, minor + 1, micro - 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/version/numbers", test_numbers);
  g_test_add_func ("/version/check", test_check);

  return g_test_run ();
}
