/* SPDX-License-Identifier: MIT */
/* tarn operations: what the services can be asked. */
#include <tarn/tarn.h>

#include "lab/command/arguments.h"
#include "lab/command/output.h"
#include "lab/command/services.h"
#include "lab/report/text-table.h"

static const TarnLabTextColumn columns[] = {
  { { "service" }, TRUE },
  { { "operation" }, TRUE },
  { { "members (* is required)" }, TRUE },
  { { "exceptions" }, TRUE },
};

static char *
format_members (const TarnService *service, const char *operation)
{
  g_autofree const char **members = tarn_service_list_members (service, operation);
  GString *text = g_string_new (NULL);

  for (guint i = 0; members[i] != NULL; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", members[i],
                            tarn_service_is_member_required (service, operation, members[i]) ? "*"
                                                                                             : "");
  return g_string_free (text, FALSE);
}

static char *
format_exceptions (const TarnService *service, const char *operation)
{
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, operation);

  return g_strjoinv (" ", (char **) exceptions);
}

static void
add_operation (TarnLabTextTable *table, const TarnService *service, const char *operation)
{
  tarn_lab_text_table_add (table, g_strdup (tarn_service_get_name (service)));
  tarn_lab_text_table_add (table, g_strdup (operation));
  tarn_lab_text_table_add (table, format_members (service, operation));
  tarn_lab_text_table_add (table, format_exceptions (service, operation));
}

static gboolean
run_operations (const Arguments *arguments G_GNUC_UNUSED, GError **error)
{
  g_autoptr (TarnLabTextTable) table = tarn_lab_text_table_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GString) text = g_string_new (NULL);
  const TarnService *services[N_SERVICES];

  services_get (services);
  for (guint i = 0; i < N_SERVICES; i++)
    {
      g_autofree const char **operations = tarn_service_list_operations (services[i]);

      for (guint j = 0; operations[j] != NULL; j++)
        add_operation (table, services[i], operations[j]);
    }
  tarn_lab_text_table_append_to (table, text);
  return output_print (text->str, error);
}

const Command command_operations = {
  .name = "operations",
  .summary = "List the operations of the services, with their members and exceptions.",
  .examples = { "tarn operations | grep MetadataGeneration" },
  .run = run_operations,
};
