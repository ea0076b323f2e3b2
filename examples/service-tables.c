/* SPDX-License-Identifier: MIT */
/*
 * Prints the descriptions of the services as tables in Markdown: service-tables operations|options|edges. The
 * library checks calls against the same descriptions.
 */
#include <string.h>
#include <tarn/tarn.h>

typedef const char *(*NameOfCode) (gint code);

typedef struct
{
  const char *name;
  const char *title;
  const char *client;
  GType (*get_error_type) (void);
  NameOfCode get_exception_name;
} Room;

static const char *
name_of_glue_code (gint code)
{
  return tarn_glue_error_get_exception_name ((TarnGlueError) code);
}

static const char *
name_of_datazone_code (gint code)
{
  return tarn_datazone_error_get_exception_name ((TarnDataZoneError) code);
}

static const Room rooms[] = {
  { "glue", "AWS Glue", "tarn_glue_client", tarn_glue_error_get_type, name_of_glue_code },
  { "datazone", "Amazon DataZone", "tarn_datazone_client", tarn_datazone_error_get_type,
    name_of_datazone_code },
};

/* Returns the error that a caller gets for an exception. */
static const char *
find_code (const Room *room, const char *exception)
{
  g_autoptr (GEnumClass) codes = g_type_class_ref (room->get_error_type ());

  for (guint i = 0; i < codes->n_values; i++)
    if (g_strcmp0 (room->get_exception_name (codes->values[i].value), exception) == 0)
      return codes->values[i].value_name;
  g_assert_not_reached ();
}

static void
print_operations_with (const TarnService *service, const char *exception)
{
  g_autofree const char **operations = tarn_service_list_operations (service);
  const char *separator = "";

  for (guint i = 0; operations[i] != NULL; i++)
    {
      g_autofree const char **exceptions = tarn_service_list_exceptions (service, operations[i]);
      g_autofree char *anchor = g_ascii_strdown (operations[i], -1);

      if (!g_strv_contains (exceptions, exception))
        continue;
      g_print ("%s[%s](#%s)", separator, operations[i], anchor);
      separator = ", ";
    }
}

static void
print_exceptions (const Room *room, const TarnService *service)
{
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, NULL);

  g_print ("| exception, HTTP status and error | of |\n|---|---|\n");
  for (guint i = 0; exceptions[i] != NULL; i++)
    {
      g_print ("| `%s`, %u<br>`%s` | ", exceptions[i],
               tarn_service_get_exception_status (service, exceptions[i]),
               find_code (room, exceptions[i]));
      print_operations_with (service, exceptions[i]);
      g_print (" |\n");
    }
  g_print ("\n");
}

/* Returns the client's function for an operation, such as start_run for StartRun. */
static char *
make_function_name (const Room *room, const char *operation)
{
  GString *name = g_string_new (room->client);

  for (const char *c = operation; *c != '\0'; c++)
    {
      if (g_ascii_isupper (*c))
        g_string_append_c (name, '_');
      g_string_append_c (name, g_ascii_tolower (*c));
    }
  return g_string_free (name, FALSE);
}

static void
print_operation (const Room *room, const TarnService *service, const char *operation)
{
  g_autofree char *function = make_function_name (room, operation);
  g_autofree const char **members = tarn_service_list_members (service, operation);
  g_autofree const char **exceptions = tarn_service_list_exceptions (service, operation);

  g_print ("### %s\n\n`%s()`\n", operation, function);
  if (members[0] != NULL)
    g_print ("\n| member | required |\n|---|---|\n");
  for (guint i = 0; members[i] != NULL; i++)
    g_print ("| `%s` | %s |\n", members[i],
             tarn_service_is_member_required (service, operation, members[i]) ? "yes" : "no");
  if (exceptions[0] != NULL)
    g_print ("\n| exception and HTTP status | error |\n|---|---|\n");
  for (guint i = 0; exceptions[i] != NULL; i++)
    g_print ("| `%s`, %u | `%s` |\n", exceptions[i],
             tarn_service_get_exception_status (service, exceptions[i]),
             find_code (room, exceptions[i]));
  g_print ("\n");
}

static void
print_operations (const Room *room, const TarnService *service)
{
  g_autofree const char **operations = tarn_service_list_operations (service);

  print_exceptions (room, service);
  for (guint i = 0; operations[i] != NULL; i++)
    print_operation (room, service, operations[i]);
}

static void
print_options (const Room *room G_GNUC_UNUSED, const TarnService *service)
{
  g_autofree const char **options = tarn_service_list_options (service);

  g_print ("| option | default | least | greatest | description |\n|---|---|---|---|---|\n");
  for (guint i = 0; options[i] != NULL; i++)
    {
      gint64 value, min, max;
      const char *decides = tarn_service_describe_option (service, options[i], &value, &min, &max);
      g_print ("| `%s` | %" G_GINT64_FORMAT " | %" G_GINT64_FORMAT " | %" G_GINT64_FORMAT
               " | %s |\n",
               options[i], value, min, max, decides);
    }
}

static void
print_edges (const Room *room G_GNUC_UNUSED, const TarnService *service)
{
  g_autofree const char **edges = tarn_service_list_edges (service);
  g_autofree const char **events = tarn_service_list_detail_types (service);

  g_print ("| from | cause | to |\n|---|---|---|\n");
  for (guint i = 0; edges[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (edges[i], " ", 3);
      g_print ("| %s | `%s` | %s |\n", words[0], words[1], words[2]);
    }
  g_print ("\nEventBridge events (detail types):\n\n");
  for (guint i = 0; events[i] != NULL; i++)
    g_print ("- `%s`\n", events[i]);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*print) (const Room *room, const TarnService *service);
  } tables[] = {
    { "operations", print_operations },
    { "options", print_options },
    { "edges", print_edges },
  };
  g_autoptr (TarnEngine) lake = tarn_engine_new (0);

  for (guint i = 0; argc == 2 && i < G_N_ELEMENTS (tables); i++)
    if (strcmp (tables[i].name, argv[1]) == 0)
      {
        for (guint j = 0; j < G_N_ELEMENTS (rooms); j++)
          {
            g_print ("%s## %s\n\n", j > 0 ? "\n" : "", rooms[j].title);
            tables[i].print (&rooms[j], tarn_engine_get_service (lake, rooms[j].name));
          }
        return 0;
      }
  g_printerr ("usage: service-tables operations|options|edges\n");
  return 2;
}
