/* SPDX-License-Identifier: MIT */
/*
 * Loads each library twice, as a plug-in or a worker of another language does: reload [LIBRARY FUNCTION]...
 * The function registers a type with GObject, which would fail the second time if the library had gone.
 */
#include <dlfcn.h>
#include <glib-object.h>
#include <stdio.h>

typedef GType (*GetType) (void);

static GType
load (const char *path, const char *function)
{
  void *library = dlopen (path, RTLD_NOW);

  if (library == NULL)
    g_error ("%s", dlerror ());

  GetType get_type = (GetType) (gintptr) dlsym (library, function);
  GType type = get_type ();
  g_type_class_unref (g_type_class_ref (type));
  g_assert_cmpint (dlclose (library), ==, 0);
  return type;
}

int
main (int argc, char **argv)
{
  printf ("1..%d\n", (argc - 1) / 2);
  for (int i = 1; i + 1 < argc; i += 2)
    {
      gboolean is_same = load (argv[i], argv[i + 1]) == load (argv[i], argv[i + 1]);

      printf ("%s %d the library of %s is loaded twice\n", is_same ? "ok" : "not ok", (i + 1) / 2,
              argv[i + 1]);
    }
  return 0;
}
