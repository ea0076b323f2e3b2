/* SPDX-License-Identifier: MIT */
#include "lab/history/foreign.h"

typedef struct
{
  const char *key;
  const char *what;
} Foreign;

#define GIVE_TABLE "; give the metadata.json of a table"

/* A file that has the key, and has no format-version of a table, is of this kind. */
static const Foreign foreign[] = {
  { "view-uuid",
    "the metadata of an Iceberg view, which has no data of its own; give the metadata.json of a "
    "table that it reads" },
  { "function-uuid", "the metadata of an Iceberg function, which has no data" GIVE_TABLE },
  { "TableList", "what Glue's GetTables answers" GIVE_TABLE
                 ", which is at Parameters.metadata_location of each" },
  { "MaterializedViewRefreshTaskRuns",
    "what Glue's ListMaterializedViewRefreshTaskRuns answers, which lists runs and no commits" GIVE_TABLE },
  { "MaterializedViewRefreshTaskRun",
    "what Glue's GetMaterializedViewRefreshTaskRun answers, which is about a run and no commits" GIVE_TABLE },
  { "metadataLocation", "what S3 Tables answers" GIVE_TABLE ", which is at metadataLocation" },
};

static const json_t *
get_object (const json_t *object, const char *key)
{
  const json_t *member = json_object_get (object, key);

  return json_is_object (member) ? member : NULL;
}

/* The text stands in a message of one line. */
static char *
make_line (const char *text)
{
  char *line = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 500));

  for (char *c = line; *c != '\0'; c++)
    *c = g_ascii_iscntrl (*c) ? ' ' : *c;
  return line;
}

static gboolean
refuse_glue_table (const json_t *table, GError **error)
{
  const char *location
      = json_string_value (json_object_get (get_object (table, "Parameters"), "metadata_location"));
  g_autofree char *line = make_line (location != NULL ? location : "");

  if (location == NULL)
    return tarn_lab_history_refuse (
        error,
        "it is what Glue's GetTable answers, and names no Parameters.metadata_location, so the table "
        "is no Iceberg table");
  return tarn_lab_history_refuse (
      error,
      "it is what Glue's GetTable answers; give the metadata.json of the table, which is at %s",
      line);
}

static gboolean
check_is_table (const json_t *root, GError **error)
{
  if (!json_is_object (root))
    return tarn_lab_history_refuse (error,
                                    "it is no JSON object, so it is not the metadata of a table");
  if (get_object (root, "Table") != NULL)
    return refuse_glue_table (get_object (root, "Table"), error);

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (json_object_get (root, foreign[i].key) != NULL)
      return tarn_lab_history_refuse (error, "it is %s", foreign[i].what);
  return TRUE;
}

const json_t *
tarn_lab_history_find_table (TarnLabHistoryDraft *draft, const json_t *root, GError **error)
{
  const json_t *inside = get_object (root, "metadata");

  if (inside != NULL && json_object_get (root, "format-version") == NULL)
    {
      tarn_lab_history_note (
          draft->history, "The file is what a REST catalog answers to LoadTable; the metadata in "
                          "it is read.");
      root = inside;
    }
  return check_is_table (root, error) ? root : NULL;
}
