/* SPDX-License-Identifier: MIT */
/* tarn options: what can be set of the services. */
#include <tarn/tarn.h>

#include "lab/command/arguments.h"
#include "lab/command/output.h"
#include "lab/command/services.h"
#include "lab/report/text-table.h"

static const TarnLabTextColumn columns[] = {
  { { "option" }, TRUE },    { { "default" }, FALSE },        { { "least" }, FALSE },
  { { "greatest" }, FALSE }, { { "what it decides" }, TRUE },
};

static char *
format_number (gint64 value)
{
  return value == G_MAXINT64 ? g_strdup ("unlimited")
                             : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static void
add_option (TarnLabTextTable *table, const TarnService *service, const char *option)
{
  gint64 initial, min, max;
  const char *decides = tarn_service_describe_option (service, option, &initial, &min, &max);

  tarn_lab_text_table_add (table, g_strdup (option));
  tarn_lab_text_table_add (table, format_number (initial));
  tarn_lab_text_table_add (table, format_number (min));
  tarn_lab_text_table_add (table, format_number (max));
  tarn_lab_text_table_add (table, g_strdup (decides));
}

static gboolean
run_options (const Arguments *arguments G_GNUC_UNUSED, GError **error)
{
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GString) text = g_string_new (NULL);
  const TarnService *services[N_SERVICES];

  services_get (services);
  for (guint i = 0; i < N_SERVICES; i++)
    {
      g_autofree const char **options = tarn_service_list_options (services[i]);

      for (guint j = 0; options[j] != NULL; j++)
        add_option (table, services[i], options[j]);
    }
  tarn_lab_text_table_append_to (table, text);
  return output_print (text->str, error);
}

const Command command_options = {
  .name = "options",
  .summary = "List the options of the services, which a scenario can set.",
  .help = "The name of an option ends with its unit. A scenario sets it in the group [cost] by"
          " its full name, as in the line `glue.cost-startup-ms = 45000`; on the command line"
          " of `tarn simulate` it is `--set cost.glue.cost-startup-ms=45000`. `tarn keys` lists the"
          " keys of [cost] that set some of them in other units.",
  .examples = { "tarn options | grep cost" },
  .run = run_options,
};
