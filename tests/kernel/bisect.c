/* SPDX-License-Identifier: MIT */
/* These tests are about the binary search for a place: it is where a search from the beginning would end. */
#include "kernel/bisect.h"

static gboolean
is_before (gconstpointer items, guint index, gconstpointer key)
{
  return ((const guint32 *) items)[index] < *(const guint32 *) key;
}

static guint
find_from_beginning (const guint32 *items, guint n_items, guint32 key)
{
  guint place = 0;

  while (place < n_items && items[place] < key)
    place++;
  return place;
}

static void
test_place (void)
{
  static const guint32 items[] = { 1, 3, 3, 4, 8, 8, 8, 9 };

  for (guint n_items = 0; n_items <= G_N_ELEMENTS (items); n_items++)
    for (guint32 key = 0; key <= 10; key++)
      g_assert_cmpuint (tarn_bisect (items, n_items, is_before, &key), ==,
                        find_from_beginning (items, n_items, key));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bisect/place", test_place);

  return g_test_run ();
}
