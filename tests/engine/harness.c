/* SPDX-License-Identifier: MIT */
/*
 * These tests use the harness as its users do: the sample, and each assertion when it holds and when it
 * fails. A failing assertion ends its process, so each runs in a process of its own, and the test checks the
 * standard error of that process.
 */
#include <glib/gstdio.h>

#include "worlds/sample.h"

#define LAST_LINE                                                                                  \
  "* call glue:ListMaterializedViewRefreshTaskRuns by " ROOT " MaxResults=1000 -> ok\n*"

static void
list (TarnSample *sample)
{
  g_autoptr (GPtrArray) runs = sample_list_refreshes (sample);

  g_assert_nonnull (runs);
}

/* --- The sample ------------------------------------------------------------------------------- */

static void
test_sample (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 0);
  g_assert_cmpint (sample_now (sample), ==, 0);
  id = sample_refresh (sample, "daily", &error);
  g_assert_no_error (error);
  run = sample_generate (sample, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 6);
  sample_drain (sample);
  assert_refresh (sample, id, "SUCCEEDED", NULL);
  assert_metadata (sample, tarn_metadata_run_get_id (run), "SUCCEEDED", NULL);
  g_assert_cmpint (sample_now (sample), ==, DURATION_US);
}

static void
test_sample_tables (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  static const char *const names[] = { "orders", "daily", "monthly" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TarnTableName) name = sample_name (names[i]);
      g_autoptr (TarnTable) table
          = tarn_glue_client_get_table (tarn_sample_get_glue (sample), name, NULL);

      g_assert_nonnull (table);
      g_assert_cmpint (tarn_table_is_materialized_view (table), ==, i > 0);
      g_assert_cmpint (tarn_table_get_last_refresh_type (table), ==, TARN_REFRESH_TYPE_NONE);
      if (i > 0)
        g_assert_cmpstr (tarn_table_name_get_table_name (tarn_table_get_sub_object (table, 0)), ==,
                         names[i - 1]);
      else
        g_assert_cmpuint (tarn_table_get_size_bytes (table), ==, G_GUINT64_CONSTANT (100000000000));
    }
}

static void
test_sample_asset (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  static const char *const columns[] = { "ord_id", "cust_id", "ord_dt", "tot_amt" };
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (tarn_sample_get_datazone (sample),
                                        tarn_sample_get_domain_id (sample),
                                        tarn_sample_get_asset_id (sample), NULL, NULL);

  g_assert_nonnull (asset);
  g_assert_cmpstr (tarn_asset_get_name (asset), ==, "orders");
  g_assert_cmpstr (tarn_asset_get_type_identifier (asset), ==, "GlueTableAssetType");
  g_assert_cmpstr (tarn_asset_get_owning_project_id (asset), ==,
                   tarn_sample_get_project_id (sample));
  g_assert_cmpuint (tarn_asset_get_n_columns (asset), ==, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpstr (tarn_asset_get_column_name (asset, i), ==, columns[i]);
}

static void
test_sample_reference (void)
{
  TarnSample *sample = tarn_sample_new (1);
  TarnSample *again = tarn_sample_ref (sample);
  TarnSample *copy;

  g_assert_true (again == sample);
  tarn_sample_unref (sample);
  copy = g_boxed_copy (TARN_TYPE_SAMPLE, again);
  tarn_sample_unref (again);
  list (copy);
  g_boxed_free (TARN_TYPE_SAMPLE, copy);
}

/* Samples with equal seeds have equal ids, and samples with different seeds have different ids. */
static void
test_sample_seed (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (TarnSample) same = tarn_sample_new (1);
  g_autoptr (TarnSample) other = tarn_sample_new (2);
  g_autofree char *id = sample_refresh (sample, "daily", NULL);
  g_autofree char *same_id = sample_refresh (same, "daily", NULL);
  g_autofree char *other_id = sample_refresh (other, "daily", NULL);

  g_assert_cmpstr (id, ==, same_id);
  g_assert_cmpstr (id, !=, other_id);
  g_assert_cmpstr (tarn_sample_get_domain_id (sample), ==, tarn_sample_get_domain_id (same));
}

static void
test_sample_faults (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *id = NULL;

  tarn_sample_add_faults (sample, "[a]\nnth=1\ndo=throw\nexception=ThrottlingException\n");
  tarn_sample_add_faults (sample, "[b]\nnth=2\ndo=throw\nexception=AccessDeniedException\n");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (id);
      id = sample_refresh (sample, "daily", NULL);
    }
  g_assert_nonnull (id);
  tarn_assert_order (tarn_sample_get_journal (sample), "-> ThrottlingException a",
                     "-> AccessDeniedException b", "-> ok", NULL);
}

static void
test_sample_bad_faults (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      tarn_sample_add_faults (sample, "[a]\ndo=explode\n");
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*ERROR*group ?a?, key do: is nothing that can be done: 'explode'*");
}

/* --- Assertions that hold --------------------------------------------------------------------- */

/*
 * Returns a sample in which a refresh was tried at these seconds. All tries but the last one are throttled.
 */
static TarnSample *
sample_with_tries (const gint64 *tries_s, guint n_tries)
{
  TarnSample *sample = tarn_sample_new (1);
  g_autofree char *rules
      = g_strdup_printf ("[last]\nnth=%u\ndo=throw\nexception=AccessDeniedException\n"
                         "[throttled]\ndo=throw\nexception=ThrottlingException\n",
                         n_tries);

  tarn_sample_add_faults (sample, rules);
  for (guint i = 0; i < n_tries; i++)
    {
      sample_advance_to (sample, tries_s[i] * SECOND_US);
      g_assert_null (sample_refresh (sample, "daily", NULL));
    }
  return sample;
}

static void
test_n_calls (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  tarn_assert_n_calls (journal, NULL, NULL, 0);
  list (sample);
  list (sample);
  tarn_assert_n_calls (journal, LIST_REFRESHES, NULL, 2);
  tarn_assert_n_calls (journal, LIST_REFRESHES, "ok", 2);
  tarn_assert_n_calls (journal, START_REFRESH, NULL, 0);
}

static void
test_n_lines (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);

  tarn_assert_n_lines (journal, "", 0);
  g_free (sample_refresh (sample, "daily", NULL));
  list (sample);
  list (sample);
  tarn_assert_n_lines (journal, "", 5);
  tarn_assert_n_lines (journal, LIST_REFRESHES, 2);
  tarn_assert_n_lines (journal, "STARTING", 2);
  tarn_assert_n_lines (journal, "STARTING>STARTING", 1);
  tarn_assert_n_lines (journal, STOP_REFRESH, 0);
  tarn_journal_clear (journal);
  tarn_assert_n_lines (journal, LIST_REFRESHES, 0);
}

static void
test_order (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnJournal *journal = tarn_sample_get_journal (sample);
  g_autofree char *id = sample_refresh (sample, "daily", NULL);

  sample_drain (sample);
  tarn_assert_order (journal, NULL);
  tarn_assert_order (journal, START_REFRESH, "create", "RUNNING>SUCCEEDED", NULL);
  tarn_assert_order (journal, id, id, id, NULL);
}

static void
test_backs_off (void)
{
  static const gint64 tries_s[] = { 0, 10, 20, 40 };
  g_autoptr (TarnSample) sample = sample_with_tries (tries_s, G_N_ELEMENTS (tries_s));
  TarnJournal *journal = tarn_sample_get_journal (sample);

  tarn_assert_backs_off (journal, START_REFRESH, "ThrottlingException", 10 * SECOND_US);
  tarn_assert_backs_off (journal, START_REFRESH, "AccessDeniedException", 10 * SECOND_US);
  tarn_assert_backs_off (journal, STOP_REFRESH, "ThrottlingException", 10 * SECOND_US);
}

/* --- Assertions that fail --------------------------------------------------------------------- */

/* Runs the current test in a process of its own, and checks that it fails with @message. */
static void
expect_failure (const char *message)
{
  g_autofree char *pattern = g_strconcat ("*ERROR:*harness.c:*", message, "*", NULL);

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr (pattern);
}

static void
test_n_calls_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      list (sample);
      tarn_assert_n_calls (tarn_sample_get_journal (sample), LIST_REFRESHES, "ok", 2);
      return;
    }

  expect_failure ("test_n_calls_fails: the journal has 1 calls of " LIST_REFRESHES
                  " answered ok, not 2\n" LAST_LINE);
}

/* Rules that have applied, and rules that chance may spare, are not in the list. */
static void
test_faults_applied (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);

  tarn_sample_add_faults (sample,
                          "[hit]\noperation=" LIST_REFRESHES "\ndo=fill-limit\nduration-us=1\n"
                          "[chance]\nprobability-ppm=0\ndo=drop-event\n");
  g_auto (GStrv) before = tarn_fault_plan_list_unapplied (tarn_engine_get_fault_plan (engine));
  g_assert_cmpuint (g_strv_length (before), ==, 1);
  g_assert_cmpstr (before[0], ==, "hit");
  list (sample);
  tarn_assert_faults_applied (tarn_engine_get_fault_plan (engine));
}

static void
test_faults_applied_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      tarn_sample_add_faults (sample, "[a]\nnth=2\noperation=" LIST_REFRESHES "\ndo=lose-reply\n"
                                      "[b]\noperation=GetTable\ndo=lose-reply\n");
      list (sample);
      tarn_assert_faults_applied (tarn_engine_get_fault_plan (tarn_sample_get_engine (sample)));
      return;
    }

  expect_failure (
      "test_faults_applied_fails: these rules have not been applied: ?a?, ?b?\n" LAST_LINE);
}

static void
test_n_calls_of_anything_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      tarn_assert_n_calls (tarn_sample_get_journal (sample), NULL, NULL, 1);
      return;
    }

  expect_failure ("the journal has 0 calls of anything answered in any way, not 1");
}

static void
test_n_lines_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      list (sample);
      tarn_assert_n_lines (tarn_sample_get_journal (sample), LIST_REFRESHES, 2);
      return;
    }

  expect_failure ("test_n_lines_fails: the journal has 1 lines with '" LIST_REFRESHES
                  "', not 2\n" LAST_LINE);
}

/* The assertion also fails if there are lines although it expects none. */
static void
test_n_lines_of_none_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      list (sample);
      list (sample);
      tarn_assert_n_lines (tarn_sample_get_journal (sample), "-> ok", 0);
      return;
    }

  expect_failure ("the journal has 2 lines with '-> ok', not 0\n"
                  "* call glue:ListMaterializedViewRefreshTaskRuns * -> ok, 2 times until *\n*");
}

static void
test_order_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);
      g_autofree char *id G_GNUC_UNUSED = sample_refresh (sample, "daily", NULL);

      list (sample);
      tarn_assert_order (tarn_sample_get_journal (sample), "create", START_REFRESH, NULL);
      return;
    }

  expect_failure ("test_order_fails: the journal has no '" START_REFRESH "' after that\n"
                  "*create >STARTING\n" LAST_LINE);
}

static const struct
{
  const char *name;
  gint64 tries_s[4];
  guint n_tries;
  const char *message;
} backs_off_rows[] = {
  { "too-soon", { 0, 9 }, 2, "9000000 us after ThrottlingException, not 10000000 us or more" },
  { "less-and-less",
    { 0, 20, 35, 60 },
    4,
    "15000000 us after ThrottlingException, not 20000000 us or more" },
  /* A call in the same instant does not back off at all. */
  { "not-at-all", { 5, 5 }, 2, "0 us after ThrottlingException, not 10000000 us or more" },
};

static void
test_backs_off_fails (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autofree char *message
      = g_strconcat (START_REFRESH " was called ", backs_off_rows[row].message, NULL);

  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample
          = sample_with_tries (backs_off_rows[row].tries_s, backs_off_rows[row].n_tries);

      tarn_assert_backs_off (tarn_sample_get_journal (sample), START_REFRESH, "ThrottlingException",
                             10 * SECOND_US);
      return;
    }

  expect_failure (message);
}

/*
 * After any failure the harness prints the last lines of the journal, and no more than the test has asked
 * for.
 */
static void
test_print_on_failure (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      g_free (sample_refresh (sample, "daily", NULL));
      list (sample);
      tarn_harness_print_on_failure (tarn_sample_get_journal (sample), 1);
      g_assert_cmpint (tarn_journal_get_length (tarn_sample_get_journal (sample)), ==, 99);
      return;
    }

  expect_failure ("assertion failed*== 99*" LAST_LINE);
  g_test_trap_assert_stderr_unmatched ("*create >STARTING*");
}

/* The child process gets the file by its environment, because a subprocess takes no arguments. */
static void
test_save_on_failure (void)
{
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      tarn_harness_save_on_failure (tarn_sample_get_engine (sample), g_getenv ("TARN_FAILURE"));
      g_assert_cmpint (sample_now (sample), ==, 99);
      return;
    }

  g_autofree char *folder = g_dir_make_tmp ("tarn-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "failure", NULL);
  g_setenv ("TARN_FAILURE", path, TRUE);
  expect_failure ("assertion failed*== 99*the engine is saved in */failure\n");
  g_autoptr (TarnEngine) engine = tarn_engine_restore_from_file (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tarn_engine_get_now (engine), ==, START_US);
  g_remove (path);
  g_rmdir (folder);
}

static void
fail_in_observer (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
                  gpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint (G_N_ELEMENTS ("abc"), ==, 99);
}

static void
test_save_in_a_callback (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      tarn_harness_save_on_failure (tarn_sample_get_engine (sample), "/nowhere/at/all");
      tarn_engine_add_observer (tarn_sample_get_engine (sample), fail_in_observer, NULL, NULL);
      g_free (sample_refresh (sample, "daily", NULL));
      return;
    }

  expect_failure ("assertion failed*== 99*the engine is not saved: *callback*");
}

/* This handler of the user was there before the harness. It marks each text, so that a test can find it. */
static void
print_marked (const char *text)
{
  fprintf (stderr, "user: %s", text);
}

static void
test_print_by_the_handler_before (void)
{
  if (g_test_subprocess ())
    {
      g_set_printerr_handler (print_marked);
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      list (sample);
      g_assert_cmpint (sample_now (sample), ==, 99);
      return;
    }

  expect_failure ("assertion failed*== 99*");
  g_test_trap_assert_stderr ("*user: *assertion failed*user: *call glue:*");
}

static void
test_print_only_on_failure (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      list (sample);
      g_printerr ("no failure\n");
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*no failure\n*");
  g_test_trap_assert_stderr_unmatched ("*call glue:*");
}

static void
test_print_nothing (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (TarnSample) sample = tarn_sample_new (1);

      list (sample);
      tarn_harness_print_on_failure (NULL, 20);
      g_assert_cmpint (sample_now (sample), ==, 99);
      return;
    }

  expect_failure ("assertion failed*== 99*");
  g_test_trap_assert_stderr_unmatched ("*call glue:*");
}

/* The harness does not keep the journal alive, so it prints nothing after the sample is freed. */
static void
test_print_after_the_end (void)
{
  if (g_test_subprocess ())
    {
      TarnSample *sample = tarn_sample_new (1);

      list (sample);
      tarn_sample_unref (sample);
      g_assert_cmpint (G_N_ELEMENTS ("abc"), ==, 99);
      return;
    }

  expect_failure ("assertion failed*== 99*");
  g_test_trap_assert_stderr_unmatched ("*call glue:*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/harness/sample", test_sample);
  g_test_add_func ("/harness/sample-tables", test_sample_tables);
  g_test_add_func ("/harness/sample-asset", test_sample_asset);
  g_test_add_func ("/harness/sample-reference", test_sample_reference);
  g_test_add_func ("/harness/sample-seed", test_sample_seed);
  g_test_add_func ("/harness/sample-faults", test_sample_faults);
  g_test_add_func ("/harness/sample-bad-faults", test_sample_bad_faults);
  g_test_add_func ("/harness/n-calls", test_n_calls);
  g_test_add_func ("/harness/n-lines", test_n_lines);
  g_test_add_func ("/harness/order", test_order);
  g_test_add_func ("/harness/backs-off/enough", test_backs_off);
  g_test_add_func ("/harness/faults-applied", test_faults_applied);
  g_test_add_func ("/harness/faults-applied-fails", test_faults_applied_fails);
  g_test_add_func ("/harness/n-calls-fails", test_n_calls_fails);
  g_test_add_func ("/harness/n-calls-of-anything-fails", test_n_calls_of_anything_fails);
  g_test_add_func ("/harness/n-lines-fails", test_n_lines_fails);
  g_test_add_func ("/harness/n-lines-of-none-fails", test_n_lines_of_none_fails);
  g_test_add_func ("/harness/order-fails", test_order_fails);
  for (guint i = 0; i < G_N_ELEMENTS (backs_off_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/harness/backs-off/", backs_off_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_backs_off_fails);
    }
  g_test_add_func ("/harness/print/on-failure", test_print_on_failure);
  g_test_add_func ("/harness/save/on-failure", test_save_on_failure);
  g_test_add_func ("/harness/save/in-a-callback", test_save_in_a_callback);
  g_test_add_func ("/harness/print/by-the-handler-before", test_print_by_the_handler_before);
  g_test_add_func ("/harness/print/only-on-failure", test_print_only_on_failure);
  g_test_add_func ("/harness/print/nothing", test_print_nothing);
  g_test_add_func ("/harness/print/after-the-end", test_print_after_the_end);

  return g_test_run ();
}
