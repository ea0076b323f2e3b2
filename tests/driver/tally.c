/* SPDX-License-Identifier: MIT */
#include "driver/tally.h"

#include <gio/gio.h>
#include <tarn/tarn.h>

static GTree *counts; /* from `ACTION\tOUTCOME` to a guint64 */

static gint
compare (gconstpointer a, gconstpointer b, G_GNUC_UNUSED gpointer data)
{
  return g_strcmp0 (a, b);
}

static const char *
name_of_library (gint code)
{
  static GEnumClass *class;

  if (class == NULL)
    class = g_type_class_ref (TARN_TYPE_ERROR);
  GEnumValue *value = g_enum_get_value (class, code);
  return value != NULL ? value->value_nick : "unknown";
}

const char *
tally_name_error (const GError *error)
{
  static char text[128];

  if (error->domain == TARN_GLUE_ERROR)
    g_snprintf (text, sizeof text, "glue:%s%s",
                tarn_glue_error_get_exception_name ((TarnGlueError) error->code),
                tarn_glue_error_is_reply_lost (error) ? "(reply lost)" : "");
  else if (error->domain == TARN_DATAZONE_ERROR)
    g_snprintf (text, sizeof text, "datazone:%s%s",
                tarn_datazone_error_get_exception_name ((TarnDataZoneError) error->code),
                tarn_datazone_error_is_reply_lost (error) ? "(reply lost)" : "");
  else if (error->domain == TARN_ERROR)
    g_snprintf (text, sizeof text, "%s", name_of_library (error->code));
  else
    g_snprintf (text, sizeof text, "%s-%d", g_quark_to_string (error->domain), error->code);
  return text;
}

void
tally_add_outcome (const char *action, const char *outcome)
{
  g_autofree char *key = g_strconcat (action, "\t", outcome, NULL);

  if (counts == NULL)
    counts = g_tree_new_full (compare, NULL, g_free, g_free);
  guint64 *count = g_tree_lookup (counts, key);
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_tree_insert (counts, g_steal_pointer (&key), count);
    }
  ++*count;
}

void
tally_add (const char *action, const GError *error)
{
  tally_add_outcome (action, error != NULL ? tally_name_error (error) : "ok");
}

static gboolean
print_count (gpointer key, gpointer value, G_GNUC_UNUSED gpointer data)
{
  g_print ("# %s\t%" G_GUINT64_FORMAT "\n", (const char *) key, *(const guint64 *) value);
  return FALSE;
}

void
tally_print (void)
{
  if (counts != NULL)
    g_tree_foreach (counts, print_count, NULL);
}

void
tally_clear (void)
{
  g_clear_pointer (&counts, g_tree_unref);
}
