/* SPDX-License-Identifier: MIT */
/* tarn keys: what a scenario may say. */
#include <tarn-lab/tarn-lab.h>

#include "lab/command/arguments.h"
#include "lab/command/output.h"
#include "lab/report/text-table.h"

enum
{
  WIDTH = 100,
  INDENT = 4,
};

static void
append_paragraph (GString *text, const char *words)
{
  g_string_append_printf (text, "%*s", INDENT, "");
  tarn_lab_append_wrapped (text, words, INDENT, WIDTH);
}

/* Appends the line of a group before the first of its keys. */
static void
append_heading (GString *text, const char *heading, const char **last)
{
  if (*last != NULL)
    g_string_append_c (text, '\n');
  if (g_strcmp0 (*last, heading) != 0)
    g_string_append_printf (text, "%s\n\n", heading);
  *last = heading;
}

static void
append_key (GString *text, const char *key, const char **last)
{
  const char *heading, *initial, *allowed;
  const char *meaning = tarn_lab_scenario_describe_key (key, &heading, &initial, &allowed);

  append_heading (text, heading, last);
  if (initial == NULL)
    g_string_append_printf (text, "%s must be there\n", key);
  else
    g_string_append_printf (text, "%s default: %s\n", key, *initial != '\0' ? initial : "none");

  g_autofree char *takes = g_strconcat ("takes ", allowed, NULL);
  append_paragraph (text, takes);
  append_paragraph (text, meaning);
}

static gboolean
run_keys (const Arguments *arguments G_GNUC_UNUSED, GError **error)
{
  const char *const *keys = tarn_lab_scenario_list_keys ();
  g_autoptr (GString) text = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; keys[i] != NULL; i++)
    append_key (text, keys[i], &last);
  return output_print (text->str, error);
}

const Command command_keys = {
  .name = "keys",
  .summary = "List the groups and keys of a scenario, with what they take and mean.",
  .help = "A file has the line of a group, and below it lines such as `slots = 50`. `--set` takes a"
          " key with its group, as `lake.slots`; where the group has a name, as"
          " `policy NAME.trigger` or `view DATABASE.NAME.slo`. The group [cost] also takes each"
          " option that `tarn options` lists, by its full name.",
  .examples = { "tarn keys | grep -A 4 slo" },
  .run = run_keys,
};
