/* SPDX-License-Identifier: MIT */
/*
 * Tests which calls a rule of a fault plan matches, and to which of these calls it is applied. The action is
 * always a ThrottlingException, which both services have. The answers to a row of calls are a text with an
 * `x` for each call that was throttled.
 */
#include "worlds/sample.h"

#define THROW "do=throw\nexception=ThrottlingException\n"

typedef struct
{
  const char *name;
  const char *lines; /* the lines of the only rule, without its action */
  const char *hits;  /* the answers to 12 calls */
} RowOfCalls;

typedef struct
{
  const char *name;
  const char *line;
  const char *hits; /* the answers to the calls of make_calls() */
} FitRow;

/* clang-format off */
static const RowOfCalls count_rows[] = {
  { "all", "", "xxxxxxxxxxxx" },
  { "nth-1", "nth=1\n", "x..........." },
  { "nth-3", "nth=3\n", "..x........." },
  { "nth-12", "nth=12\n", "...........x" },
  { "nth-13", "nth=13\n", "............" },
  { "nth-of-several", "nth=7,1,2\n", "xx....x....." },
  { "nth-of-32", "nth=12,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,3\n", "x.x........x" },
  { "every-1", "every=1\n", "xxxxxxxxxxxx" },
  { "every-3", "every=3\n", "..x..x..x..x" },
  { "every-and-nth", "every=3\nnth=6\n", ".....x......" },
  { "every-against-nth", "every=3\nnth=4\n", "............" },
  { "never-by-luck", "probability-ppm=0\n", "............" },
  { "always-by-luck", "probability-ppm=1000000\n", "xxxxxxxxxxxx" },
  { "nth-of-luck", "nth=2\nprobability-ppm=1000000\n", ".x.........." },
};

/*
 * The calls: GetTable of orders, GetTable of daily, the same call by a role, List, List of sales, GetAsset.
 */
static const FitRow fit_rows[] = {
  { "anything", "", "xxxxxx" },
  { "glue", "service=glue\n", "xxxxx." },
  { "datazone", "service=datazone\n", ".....x" },
  { "operation", "operation=GetTable\n", "xxx..." },
  { "operation-of-datazone", "operation=GetAsset\n", ".....x" },
  { "operation-of-its-service", "service=glue\noperation=" LIST_REFRESHES "\n", "...xx." },
  { "principal", "principal=" ROOT "\n", "xx.xxx" },
  { "principal-of-a-role", "principal=arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":role/etl\n",
    "..x..." },
  { "principal-by-prefix", "principal=arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":r*\n", "xxxxxx" },
  { "principal-by-longer-prefix", "principal=arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":role*\n",
    "..x..." },
  { "principal-without-asterisk", "principal=arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":r\n",
    "......" },
  { "resource", "resource=" ORDERS "\n", "x....." },
  { "resource-by-prefix", "resource=" TARN_SAMPLE_ACCOUNT_ID "/sales/*\n", "xxx..." },
  { "resource-up-to-its-database", "resource=" TARN_SAMPLE_ACCOUNT_ID "/sales*\n", "xxx.x." },
  { "resource-of-the-database", "resource=" TARN_SAMPLE_ACCOUNT_ID "/sales\n", "....x." },
  /* If a call gives no catalog, the catalog is that of the caller's account. */
  { "resource-without-catalog", "resource=" TARN_SAMPLE_ACCOUNT_ID "\n", "...x.." },
  { "resource-of-datazone", "resource=dzd*\n", ".....x" },
  { "resource-anything", "resource=*\n", "xxxxxx" },
  { "resource-whole-and-an-asterisk", "resource=" ORDERS "*\n", "x....." },
  { "all-at-once",
    "service=glue\noperation=GetTable\nprincipal=" ROOT "\nresource=" ORDERS "\n", "x....." },
};
/* clang-format on */

static char
mark (gboolean is_done, const GError *error)
{
  g_assert_cmpint (is_done, ==, error == NULL);
  if (error != NULL)
    assert_exception (error, "ThrottlingException", "a");

  return error != NULL ? 'x' : '.';
}

static char
call_get_table (TarnGlueClient *client, const char *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnTableName) name = sample_name (table);
  g_autoptr (TarnTable) told = tarn_glue_client_get_table (client, name, &error);

  return mark (told != NULL, error);
}

static char
call_list (TarnGlueClient *client, const char *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs
      = tarn_glue_client_list_materialized_view_refresh_task_runs (client, NULL, database, NULL, -1,
                                                                   NULL, NULL, &error);

  return mark (runs != NULL, error);
}

static char
call_get_asset (TarnSample *sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (tarn_sample_get_datazone (sample),
                                        tarn_sample_get_domain_id (sample),
                                        tarn_sample_get_asset_id (sample), NULL, &error);

  return mark (asset != NULL, error);
}

static void
make_calls (TarnSample *sample, char *out_hits)
{
  g_autoptr (TarnPrincipal) role
      = tarn_principal_new (TARN_SAMPLE_ACCOUNT_ID,
                            "arn:aws:iam::" TARN_SAMPLE_ACCOUNT_ID ":role/etl", NULL);
  g_autoptr (TarnGlueClient) other
      = tarn_engine_create_glue_client (tarn_sample_get_engine (sample), role);
  TarnGlueClient *client = tarn_sample_get_glue (sample);

  out_hits[0] = call_get_table (client, "orders");
  out_hits[1] = call_get_table (client, "daily");
  out_hits[2] = call_get_table (other, "daily");
  out_hits[3] = call_list (client, NULL);
  out_hits[4] = call_list (client, "sales");
  out_hits[5] = call_get_asset (sample);
}

static void
test_fits (gconstpointer data)
{
  const FitRow *row = data;
  g_autofree char *text = g_strconcat ("[a]\n" THROW, row->line, NULL);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  char hits[7] = "";

  tarn_sample_add_faults (sample, text);
  make_calls (sample, hits);
  g_assert_cmpstr (hits, ==, row->hits);
}

/* The resource of a call that names a run contains the id of the run, in both services. */
static void
test_fits_runs (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sample_refresh (sample, "daily", NULL);
  g_autoptr (TarnMetadataRun) run = sample_generate (sample, NULL);
  g_autofree char *text
      = g_strdup_printf ("[a]\n" THROW "operation=" GET_REFRESH "\nresource=" TARN_SAMPLE_ACCOUNT_ID
                         "/%s\n"
                         "[b]\n" THROW "operation=" CANCEL_METADATA "\nresource=%s/%s\n"
                         "[c]\n" THROW "operation=" START_METADATA "\nresource=%s/%s\n",
                         id, tarn_sample_get_domain_id (sample), tarn_metadata_run_get_id (run),
                         tarn_sample_get_domain_id (sample), tarn_sample_get_asset_id (sample));
  g_autoptr (TarnRefreshRun) told = NULL;
  g_autoptr (TarnMetadataRun) again = NULL;

  tarn_sample_add_faults (sample, text);
  told = tarn_glue_client_get_materialized_view_refresh_task_run (tarn_sample_get_glue (sample),
                                                                  NULL, id, &error);
  g_assert_null (told);
  assert_exception (error, "ThrottlingException", "a");
  g_clear_error (&error);
  g_assert_false (sample_cancel (sample, tarn_metadata_run_get_id (run), &error));
  assert_exception (error, "ThrottlingException", "b");
  g_clear_error (&error);
  again = sample_generate (sample, &error);
  g_assert_null (again);
  assert_exception (error, "ThrottlingException", "c");
}

static void
test_counts (gconstpointer data)
{
  const RowOfCalls *row = data;
  g_autofree char *text = g_strconcat ("[a]\n" THROW, row->lines, NULL);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  char hits[13] = "";

  tarn_sample_add_faults (sample, text);
  for (guint i = 0; i < 12; i++)
    hits[i] = call_get_table (tarn_sample_get_glue (sample), "orders");
  g_assert_cmpstr (hits, ==, row->hits);
}

/*
 * Calls GetTable of orders 1000 times with a rule that has a probability of 0.3, and makes @n_others calls
 * about other tables before each of these calls. Returns the answers to the calls about orders.
 */
static char *
draw_hits (guint64 seed, const char *lines, guint n_others)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (seed);
  g_autofree char *text = g_strconcat ("[a]\n" THROW "probability-ppm=300000\n", lines, NULL);
  GString *hits = g_string_new (NULL);

  tarn_sample_add_faults (sample, text);
  for (guint i = 0; i < 1000; i++)
    {
      for (guint j = 0; j < n_others; j++)
        call_get_table (tarn_sample_get_glue (sample), j % 2 == 0 ? "daily" : "monthly");
      g_string_append_c (hits, call_get_table (tarn_sample_get_glue (sample), "orders"));
    }

  return g_string_free (hits, FALSE);
}

static guint
count_hits (const char *hits)
{
  guint n_hits = 0;

  for (; *hits != '\0'; hits++)
    n_hits += *hits == 'x';

  return n_hits;
}

/* A probability of 0.3 hits 300 of 1000 calls on average. The bounds are five standard deviations away. */
static void
test_luck (void)
{
  g_autofree char *hits = draw_hits (1, "", 0);
  g_autofree char *again = draw_hits (1, "", 0);
  g_autofree char *other_seed = draw_hits (2, "", 0);

  g_assert_cmpuint (count_hits (hits), >, 225);
  g_assert_cmpuint (count_hits (hits), <, 375);
  g_assert_cmpuint (count_hits (other_seed), >, 225);
  g_assert_cmpuint (count_hits (other_seed), <, 375);
  g_assert_cmpstr (hits, ==, again);
  g_assert_cmpstr (hits, !=, other_seed);
}

static void
test_luck_of_resource (void)
{
  g_autofree char *alone = draw_hits (1, "", 0);
  g_autofree char *with_one = draw_hits (1, "", 1);
  g_autofree char *with_two = draw_hits (1, "", 2);
  g_autofree char *narrow = draw_hits (1, "resource=" ORDERS "*\n", 1);

  g_assert_cmpstr (with_one, ==, alone);
  g_assert_cmpstr (with_two, ==, alone);
  g_assert_cmpstr (narrow, ==, alone);
}

/* Another rule has random draws of its own, even about the same resource. */
static void
test_luck_of_rule (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *alone = draw_hits (1, "", 0);
  GString *hits = g_string_new (NULL);
  g_autofree char *text = NULL;

  tarn_sample_add_faults (sample, "[b]\n" THROW "message=a\nprobability-ppm=300000\n");
  for (guint i = 0; i < 1000; i++)
    g_string_append_c (hits, call_get_table (tarn_sample_get_glue (sample), "orders"));
  text = g_string_free (hits, FALSE);
  g_assert_cmpstr (text, !=, alone);
}

static void
test_window (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *text
      = g_strdup_printf ("[a]\n" THROW "after-us=%" G_GINT64_FORMAT "\nuntil-us=%" G_GINT64_FORMAT
                         "\n",
                         TARN_ENGINE_START_TIME + 10, TARN_ENGINE_START_TIME + 20);
  static const gint64 times_us[] = { 0, 9, 10, 11, 19, 20, 21 };
  char hits[G_N_ELEMENTS (times_us) + 1] = "";

  tarn_sample_add_faults (sample, text);
  for (guint i = 0; i < G_N_ELEMENTS (times_us); i++)
    {
      sample_advance_to (sample, times_us[i]);
      hits[i] = call_get_table (tarn_sample_get_glue (sample), "orders");
    }
  g_assert_cmpstr (hits, ==, "..xxx..");
}

static void
assert_counts (TarnFaultPlan *plan, const char *name, guint64 n_matched, guint64 n_applied)
{
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, name), ==, n_matched);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, name), ==, n_applied);
}

/*
 * A rule that matches a call but is not due leaves the call to the next rule. A rule that is applied does
 * not.
 */
static void
test_order (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnFaultPlan *plan = engine_add_faults (tarn_sample_get_engine (sample),
                                           "[z]\n" THROW "message=z\nevery=2\n"
                                           "[a]\n" THROW "message=a\nresource=" ORDERS "\n"
                                           "[b]\n" THROW "message=b\n");
  GString *messages = g_string_new (NULL);

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnTableName) name = sample_name (i < 4 ? "orders" : "daily");
      g_autoptr (TarnTable) told
          = tarn_glue_client_get_table (tarn_sample_get_glue (sample), name, &error);

      g_assert_null (told);
      g_string_append (messages, error->message);
    }
  g_assert_cmpstr (messages->str, ==, "azazbz");
  g_string_free (messages, TRUE);

  assert_counts (plan, "z", 6, 3);
  assert_counts (plan, "a", 4, 2);
  assert_counts (plan, "b", 6, 1);
}

/* Rules that are added later come after the existing rules, also while the plan is in use. */
static void
test_added_later (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnFaultPlan *plan
      = engine_add_faults (tarn_sample_get_engine (sample), "[z]\n" THROW "message=a\nnth=2\n");

  g_assert_cmpint (call_get_table (tarn_sample_get_glue (sample), "orders"), ==, '.');
  tarn_fault_plan_add_from_data (plan, "[a]\n" THROW, -1, "more", NULL);
  g_assert_cmpint (call_get_table (tarn_sample_get_glue (sample), "orders"), ==, 'x');
  assert_counts (plan, "z", 2, 1);
  assert_counts (plan, "a", 1, 0);
  g_assert_cmpint (call_get_table (tarn_sample_get_glue (sample), "orders"), ==, 'x');
  assert_counts (plan, "a", 2, 1);
}

static void
test_taken_away (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnSample) other = tarn_sample_new (1);
  g_autoptr (TarnFaultPlan) plan
      = g_object_ref (engine_add_faults (tarn_sample_get_engine (sample), "[a]\n" THROW));

  g_assert_cmpint (call_get_table (tarn_sample_get_glue (sample), "orders"), ==, 'x');
  tarn_engine_set_fault_plan (tarn_sample_get_engine (sample), NULL);
  g_assert_cmpint (call_get_table (tarn_sample_get_glue (sample), "orders"), ==, '.');
  assert_counts (plan, "a", 1, 1);

  /* The plan can be given to another engine, and its counts go on. */
  tarn_engine_set_fault_plan (tarn_sample_get_engine (other), plan);
  g_assert_cmpint (call_get_table (tarn_sample_get_glue (other), "orders"), ==, 'x');
  assert_counts (plan, "a", 2, 2);
}

/* A call with a wrong argument fails before the engine compares the call with the rules. */
static void
test_bad_argument (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnFaultPlan *plan = engine_add_faults (tarn_sample_get_engine (sample), "[a]\n" THROW);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sample_refresh (sample, "", &error);

  g_assert_null (id);
  assert_exception (error, "InvalidInputException", NULL);
  assert_counts (plan, "a", 0, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/fault-hits/count/", count_rows, test_counts);
  ADD_ROWS ("/fault-hits/fits/", fit_rows, test_fits);
  g_test_add_func ("/fault-hits/fits-runs", test_fits_runs);
  g_test_add_func ("/fault-hits/luck", test_luck);
  g_test_add_func ("/fault-hits/luck-of-resource", test_luck_of_resource);
  g_test_add_func ("/fault-hits/luck-of-rule", test_luck_of_rule);
  g_test_add_func ("/fault-hits/window", test_window);
  g_test_add_func ("/fault-hits/order", test_order);
  g_test_add_func ("/fault-hits/added-later", test_added_later);
  g_test_add_func ("/fault-hits/taken-away", test_taken_away);
  g_test_add_func ("/fault-hits/bad-argument", test_bad_argument);

  return g_test_run ();
}
