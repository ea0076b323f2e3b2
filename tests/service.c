/* SPDX-License-Identifier: MIT */
/*
 * The description of a service, as users read it, and the options it lists. What the documents of
 * AWS Glue say of the four operations on refresh runs stands here a second time, from them and not
 * from the library; the options are tried one and all at the edges that they tell of themselves.
 */
#include <tarn/tarn.h>

#include <string.h>

typedef struct
{
  const char *operation;
  const char *members; /* those that are required with a ! */
  const char *exceptions;
} Row;

static const Row rows[] = {
  { "StartMaterializedViewRefreshTaskRun", "!CatalogId !DatabaseName !TableName FullRefresh",
    "AccessDeniedException EntityNotFoundException MaterializedViewRefreshTaskRunningException "
    "OperationTimeoutException ResourceNumberLimitExceededException InvalidInputException" },
  { "GetMaterializedViewRefreshTaskRun", "!CatalogId !MaterializedViewRefreshTaskRunId",
    "AccessDeniedException EntityNotFoundException OperationTimeoutException "
    "InvalidInputException" },
  { "StopMaterializedViewRefreshTaskRun", "!CatalogId !DatabaseName !TableName",
    "AccessDeniedException MaterializedViewRefreshTaskNotRunningException "
    "MaterializedViewRefreshTaskStoppingException InvalidInputException "
    "OperationTimeoutException" },
  { "ListMaterializedViewRefreshTaskRuns", "!CatalogId DatabaseName TableName MaxResults NextToken",
    "AccessDeniedException InvalidInputException OperationTimeoutException" },
};

static const TarnService *
get_glue (TarnEngine *engine)
{
  const TarnService *glue = tarn_engine_get_service (engine, "glue");

  g_assert_nonnull (glue);
  return glue;
}

static char *
describe_members (const TarnService *service, const char *operation)
{
  g_autofree const char **members = tarn_service_list_members (service, operation);
  GString *text = g_string_new (NULL);

  for (guint i = 0; members[i] != NULL; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "",
                            tarn_service_is_member_required (service, operation, members[i]) ? "!"
                                                                                             : "",
                            members[i]);

  return g_string_free (text, FALSE);
}

static void
test_operations (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *glue = get_glue (engine);
  g_autofree const char **operations = tarn_service_list_operations (glue);

  g_assert_cmpstr (tarn_service_get_name (glue), ==, "glue");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree const char **exceptions = tarn_service_list_exceptions (glue, rows[i].operation);
      g_autofree char *joined = g_strjoinv (" ", (char **) exceptions);
      g_autofree char *members = describe_members (glue, rows[i].operation);

      g_assert_true (g_strv_contains (operations, rows[i].operation));
      g_assert_cmpstr (members, ==, rows[i].members);
      g_assert_cmpstr (joined, ==, rows[i].exceptions);
    }
}

/* All that one list names is known to the others, and nothing is named twice. */
static void
test_lists_agree (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *glue = get_glue (engine);
  g_autofree const char **operations = tarn_service_list_operations (glue);
  g_autofree const char **all = tarn_service_list_exceptions (glue, NULL);

  for (guint i = 0; operations[i] != NULL; i++)
    {
      g_autofree const char **members = tarn_service_list_members (glue, operations[i]);
      g_autofree const char **some = tarn_service_list_exceptions (glue, operations[i]);

      g_assert_nonnull (members);
      g_assert_nonnull (some[0]);
      g_assert_false (g_strv_contains (operations + i + 1, operations[i]));
      for (guint j = 0; some[j] != NULL; j++)
        {
          g_assert_true (g_strv_contains (all, some[j]));
          g_assert_false (g_strv_contains (some + j + 1, some[j]));
        }
    }
  for (guint i = 0; all[i] != NULL; i++)
    {
      g_assert_cmpuint (tarn_service_get_exception_status (glue, all[i]), ==, 400);
      g_assert_false (g_strv_contains (all + i + 1, all[i]));
    }
}

static void
test_unknown_names (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  const TarnService *glue = get_glue (engine);
  gint64 initial = 1, min = 2, max = 3;

  g_assert_null (tarn_engine_get_service (engine, "Glue"));
  g_assert_null (tarn_engine_get_service (engine, ""));
  g_assert_null (tarn_service_list_members (glue, "NoSuchOperation"));
  g_assert_null (tarn_service_list_exceptions (glue, "NoSuchOperation"));
  g_assert_false (tarn_service_is_member_required (glue, rows[0].operation, "NoSuchMember"));
  g_assert_false (tarn_service_is_member_required (glue, "NoSuchOperation", "CatalogId"));
  g_assert_cmpuint (tarn_service_get_exception_status (glue, "NoSuchException"), ==, 0);
  g_assert_null (tarn_service_describe_option (glue, "glue.no-such-option", &initial, &min, &max));
  g_assert_null (tarn_service_describe_option (glue, "stop-latency-us", &initial, &min, &max));
  g_assert_cmpint (initial, ==, 1);
  g_assert_cmpint (min, ==, 2);
  g_assert_cmpint (max, ==, 3);
}

static void
test_events (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autofree const char **events = tarn_service_list_events (get_glue (engine));
  g_autofree char *joined = g_strjoinv ("|", (char **) events);

  g_assert_cmpstr (joined, ==,
                   "Glue Materialized View Refresh Task Started|"
                   "Glue Materialized View Refresh Task Succeeded|"
                   "Glue Materialized View Refresh Task Failed|"
                   "Glue Materialized View Auto-Refresh Invocation Failure");
}

/* Each line has three words; every phase can be reached, and those that end have no way out. */
static void
test_edges (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  g_autofree const char **edges = tarn_service_list_edges (get_glue (engine));
  g_autoptr (GPtrArray) reached = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (reached, g_strdup ("none"));
  for (guint i = 0; edges[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (edges[i], " ", -1);

      g_assert_cmpuint (g_strv_length (words), ==, 3);
      g_assert_true (g_ptr_array_find_with_equal_func (reached, words[0], g_str_equal, NULL));
      g_assert_cmpstr (words[0], !=, "succeeded");
      g_assert_cmpstr (words[0], !=, "failed");
      g_assert_cmpstr (words[0], !=, "stopped");
      g_ptr_array_add (reached, g_strdup (words[2]));
      g_assert_false (g_strv_contains (edges + i + 1, edges[i]));
    }
  g_assert_true (g_ptr_array_find_with_equal_func (reached, "succeeded", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (reached, "failed", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (reached, "stopped", g_str_equal, NULL));
}

/* --- Options ---------------------------------------------------------------------------------- */

static gint64
get_option (TarnEngine *engine, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  g_assert_true (tarn_engine_get_option (engine, name, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
assert_taken (TarnEngine *engine, const char *name, gint64 value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_engine_set_option (engine, name, value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_option (engine, name), ==, value);
}

/* The message names the option and both ends of its range. */
static void
assert_out_of_range (TarnEngine *engine, const char *name, gint64 value, gint64 min, gint64 max)
{
  g_autofree char *range = g_strdup_printf ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
  gint64 before = get_option (engine, name);
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_set_option (engine, name, value, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, range));
  g_assert_cmpint (get_option (engine, name), ==, before);
}

static void
assert_range (TarnEngine *engine, const char *name, gint64 min, gint64 max)
{
  assert_taken (engine, name, max);
  assert_out_of_range (engine, name, max + 1, min, max);
  assert_out_of_range (engine, name, G_MAXINT64, min, max);
  assert_taken (engine, name, min);
  assert_out_of_range (engine, name, min - 1, min, max);
  assert_out_of_range (engine, name, G_MININT64, min, max);
}

static gboolean
ends_with_unit_or_is_switch (const char *name, gint64 min, gint64 max)
{
  static const char *const endings[]
      = { "-us",  "-ms",   "-percent", "-permille",           "-ppm",          "-max",
          "-min", "-runs", "-per-dpu", "-per-second-per-dpu", "-per-dpu-hour", NULL };

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return min == 0 && max == 1;
}

static void
test_every_option (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0), untouched = tarn_engine_new (0);
  const TarnService *glue = get_glue (engine);
  g_autofree const char **options = tarn_service_list_options (glue);

  g_assert_cmpuint (g_strv_length ((char **) options), >=, 24);
  for (guint i = 0; options[i] != NULL; i++)
    {
      gint64 initial, min, max;
      const char *decides = tarn_service_describe_option (glue, options[i], &initial, &min, &max);

      g_test_message ("%s", options[i]);
      g_assert_true (g_str_has_prefix (options[i], "glue."));
      g_assert_true (ends_with_unit_or_is_switch (options[i], min, max));
      g_assert_false (g_strv_contains (options + i + 1, options[i]));
      g_assert_true (g_str_has_suffix (decides, "."));
      g_assert_cmpint (min, <, max);
      g_assert_cmpint (initial, >=, min);
      g_assert_cmpint (initial, <=, max);
      g_assert_cmpint (get_option (engine, options[i]), ==, initial);
      assert_range (engine, options[i], min, max);
      g_assert_cmpint (get_option (untouched, options[i]), ==, initial);
      g_assert_nonnull (tarn_service_describe_option (glue, options[i], NULL, NULL, NULL));
    }
}

static void
test_option_of_the_clock (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  g_assert_cmpint (get_option (engine, "clock.same-instant-events-max"), ==, 10000);
  assert_range (engine, "clock.same-instant-events-max", 1, 1000000000);
}

static void
test_unknown_option (void)
{
  const char *const names[] = { "",
                                "glue",
                                "glue.",
                                "glue.stop-latency",
                                "glue.stop-latency-us ",
                                "stop-latency-us",
                                "Glue.stop-latency-us",
                                "gluex.stop-latency-us",
                                "clock.",
                                "glue.same-instant-events-max" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) set_error = NULL, get_error = NULL;
      gint64 value = 77;

      /* Before its value is looked at. */
      g_assert_false (tarn_engine_set_option (engine, names[i], G_MININT64, &set_error));
      g_assert_error (set_error, TARN_ERROR, TARN_ERROR_UNKNOWN_OPTION);
      g_assert_false (tarn_engine_get_option (engine, names[i], &value, &get_error));
      g_assert_error (get_error, TARN_ERROR, TARN_ERROR_UNKNOWN_OPTION);
      g_assert_cmpint (value, ==, 77);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/operations", test_operations);
  g_test_add_func ("/service/lists-agree", test_lists_agree);
  g_test_add_func ("/service/unknown-names", test_unknown_names);
  g_test_add_func ("/service/events", test_events);
  g_test_add_func ("/service/edges", test_edges);
  g_test_add_func ("/service/options/every", test_every_option);
  g_test_add_func ("/service/options/clock", test_option_of_the_clock);
  g_test_add_func ("/service/options/unknown", test_unknown_option);

  return g_test_run ();
}
