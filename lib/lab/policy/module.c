/* SPDX-License-Identifier: MIT */
/* Policies from modules, which are code of the user. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gmodule.h>
#include <tarn-lab/tarn-lab-error.h>
#include <tarn-lab/tarn-lab-policy.h>

#define ENTRY "tarn_lab_policy_module"

typedef guint (*Entry) (TarnLabPolicy **out_policy);

static TarnLabPolicy *
fail (const char *path, const char *what, GError **error)
{
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_POLICY, "%s: %s", path, what);
  return NULL;
}

/* The entry of a module for another version is called for its version alone. */
static TarnLabPolicy *
create (Entry entry, const char *path, GError **error)
{
  guint version = entry (NULL);
  TarnLabPolicy *policy = NULL;

  if (version != TARN_LAB_POLICY_ABI)
    {
      g_autofree char *what
          = g_strdup_printf ("the module was made for version %u of the interface; allowed: %d",
                             version, TARN_LAB_POLICY_ABI);
      return fail (path, what, error);
    }

  entry (&policy);
  if (policy != NULL && TARN_LAB_IS_POLICY (policy))
    return policy;
  if (policy != NULL && G_IS_OBJECT (policy))
    g_object_unref (policy);
  return fail (path, "the module gave no policy", error);
}

/* The message of the loader would be one line for a file that is not there and for one that lacks a library. */
static gboolean
check_file (const char *file, const char *path, GError **error)
{
  int descriptor = g_open (file, O_RDONLY | O_CLOEXEC, 0);

  if (descriptor >= 0)
    return g_close (descriptor, NULL);

  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_FILE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static Entry
find_entry (const char *file, const char *path, GError **error)
{
  GModule *module = g_module_open (file, G_MODULE_BIND_LOCAL);
  gpointer symbol = NULL;

  if (module == NULL)
    {
      g_autofree char *what
          = g_strdup_printf ("the file cannot be loaded as a module: %s", g_module_error ());
      fail (path, what, error);
      return NULL;
    }
  if (!g_module_symbol (module, ENTRY, &symbol) || symbol == NULL)
    {
      g_module_close (module);
      fail (path, "the module has no function " ENTRY "()", error);
      return NULL;
    }

  /* Its types stay, so it must too. */
  g_module_make_resident (module);
  return (Entry) (guintptr) symbol;
}

TarnLabPolicy *
tarn_lab_policy_load (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  /* A name without a folder would be sought where the system has its libraries. */
  g_autofree char *file
      = g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (".", path, NULL);
  if (!check_file (file, path, error))
    return NULL;

  Entry entry = find_entry (file, path, error);
  return entry != NULL ? create (entry, path, error) : NULL;
}
