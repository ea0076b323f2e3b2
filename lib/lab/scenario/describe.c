/* SPDX-License-Identifier: MIT */
/* The table of keys for whoever writes a scenario. */
#include <tarn-lab/tarn-lab-scenario.h>

#include "lab/scenario/key.h"

/* The texts of a key that the table does not have ready. */
typedef struct
{
  const TarnLabKey *key;
  char *fallback;
  char *allowed;
} Description;

typedef struct
{
  const char **names; /* ends with NULL */
  Description *descriptions;
} Descriptions;

static gpointer
describe_all (gpointer data G_GNUC_UNUSED)
{
  Descriptions *all = g_new0 (Descriptions, 1);
  guint n = 0;

  while (tarn_lab_keys[n].name != NULL)
    n++;
  all->names = g_new0 (const char *, n + 1);
  all->descriptions = g_new0 (Description, n);
  for (guint i = 0; i < n; i++)
    {
      const TarnLabKey *key = &tarn_lab_keys[i];

      all->names[i] = g_strconcat (tarn_lab_groups[key->group].name, ".", key->name, NULL);
      all->descriptions[i]
          = (Description){ key, tarn_lab_key_get_fallback (key), tarn_lab_key_get_allowed (key) };
    }
  return all;
}

/* They are made once, and stay as long as the library. */
static const Descriptions *
get_descriptions (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, describe_all, NULL);
}

const char *const *
tarn_lab_scenario_list_keys (void)
{
  return get_descriptions ()->names;
}

static void
give (const char **out_text, const char *text)
{
  if (out_text != NULL)
    *out_text = text;
}

const char *
tarn_lab_scenario_describe_key (const char *key, const char **out_heading, const char **out_default,
                                const char **out_allowed)
{
  static const Description none = { NULL, NULL, NULL };
  const Descriptions *all = get_descriptions ();
  const Description *found = &none;

  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; all->names[i] != NULL; i++)
    if (g_str_equal (all->names[i], key))
      found = &all->descriptions[i];
  give (out_heading, found->key != NULL ? tarn_lab_groups[found->key->group].form : NULL);
  give (out_default, found->fallback);
  give (out_allowed, found->allowed);
  return found->key != NULL ? found->key->meaning : NULL;
}
