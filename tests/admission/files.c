/* SPDX-License-Identifier: MIT */
/*
 * Tests journals and fault plans in files: a file that was written can be read again, and an error of a wrong
 * file names the file.
 */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worlds/descriptors.h"
#include "worlds/every-operation.h"

/* Makes an empty file. Each test has a file of its own and removes it. */
static char *
path_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int file = g_file_open_tmp ("tarn-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (file, NULL));
  return path;
}

static void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* --- Journals --------------------------------------------------------------------------------- */

/*
 * Fills the journal with all kinds of lines, with failing calls, and with texts that look like an end of
 * line.
 */
static void
fill_journal (const World *world)
{
  TarnSample *sample = world->sample;

  for (guint i = 0; i < G_N_ELEMENTS (call_rows); i++)
    call_rows[i].call (world, NULL);
  tarn_sample_add_faults (sample, "[a \"rule\"]\ndo=lose-reply\nnth=1\n");
  g_free (sample_refresh (sample, "a -> ok b\n\"c\"", NULL));
  g_free (sample_refresh (sample, "daily", NULL));
  sample_set (sample, "glue.running-max", 7);
  tarn_engine_deny (tarn_sample_get_engine (sample), ROOT, "glue:*", "*");
  g_free (sample_refresh (sample, "monthly", NULL));
  sample_drain (sample);
}

static void
test_journal (void)
{
  g_auto (World) world = world_new (1);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  g_autofree char *path = path_new ();
  g_autoptr (GError) error = NULL;

  fill_journal (&world);
  g_assert_true (tarn_journal_save_to_file (journal, path, &error));
  g_autoptr (TarnJournal) read = tarn_journal_new_from_file (path, &error);
  g_assert_no_error (error);
  g_autofree char *expected = tarn_journal_dup_sha256 (journal);
  g_autofree char *digest = tarn_journal_dup_sha256 (read);

  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpuint (tarn_journal_get_length (read), ==, tarn_journal_get_length (journal));
  for (guint i = 0; i < tarn_journal_get_length (journal); i++)
    {
      g_assert_cmpint (tarn_journal_get_kind (read, i), ==, tarn_journal_get_kind (journal, i));
      g_assert_cmpint (tarn_journal_get_time (read, i), ==, tarn_journal_get_time (journal, i));
    }
  const char *const answers[]
      = { NULL, "ok", "AccessDeniedException", "OperationTimeoutException" };
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    g_assert_cmpuint (tarn_journal_count_calls (read, START_REFRESH, answers[i]), ==,
                      tarn_journal_count_calls (journal, START_REFRESH, answers[i]));
  g_assert_cmpuint (tarn_journal_count_calls (read, START_REFRESH, NULL), >, 2);

  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_assert_false (tarn_engine_replay (engine, read, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_REPLAY);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Not all names of exceptions end in the same word. */
static void
test_every_exception (void)
{
  g_auto (World) world = world_new (1);
  TarnJournal *journal = tarn_sample_get_journal (world.sample);
  TarnEngine *engine = tarn_sample_get_engine (world.sample);
  g_autofree const char **of_glue
      = tarn_service_list_exceptions (tarn_engine_get_service (engine, "glue"), NULL);
  g_autofree char *path = path_new ();
  g_autoptr (GError) error = NULL;

  g_autoptr (GString) rules = g_string_new (NULL);
  for (guint i = 0; of_glue[i] != NULL; i++)
    g_string_append_printf (rules,
                            "[%u]\noperation=StartMaterializedViewRefreshTaskRun\ndo=throw\n"
                            "exception=%s\nnth=%u\n",
                            i, of_glue[i], i + 1);
  tarn_sample_add_faults (world.sample, rules->str);
  for (guint i = 0; of_glue[i] != NULL; i++)
    g_assert_null (sample_refresh (world.sample, "daily", NULL));
  g_assert_true (tarn_journal_save_to_file (journal, path, &error));
  g_autoptr (TarnJournal) read = tarn_journal_new_from_file (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; of_glue[i] != NULL; i++)
    g_assert_cmpuint (tarn_journal_count_calls (read, START_REFRESH, of_glue[i]), ==, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

typedef struct
{
  const char *name;
  const char *text;
  guint line; /* the number of the first wrong line */
} WrongRow;

#define MIDNIGHT "2000-01-01T00:00:00.000000Z "
#define GOOD MIDNIGHT "option glue.running-max=7\n"

/* clang-format off */
static const WrongRow wrong_rows[] = {
  { "empty-line", GOOD "\n" GOOD, 2 },
  { "no-line-break-at-the-end", GOOD MIDNIGHT "option a=1", 2 },
  { "no-time", "option a=1\n", 1 },
  { "time-alone", GOOD "2000-01-01T00:00:00.000000Z\n", 2 },
  { "wrong-time", "2000-13-01T00:00:00.000000Z option a=1\n", 1 },
  { "unknown-kind", MIDNIGHT "deed a=1\n", 1 },
  { "not-utf-8", "\xff\xfe\n", 1 },
  { "call-without-answer", MIDNIGHT "call glue:GetTable by root\n", 1 },
  { "answer-that-is-no-name", MIDNIGHT "call glue:GetTable by root -> Timeout2\n", 1 },
  { "answer-in-small-letters", MIDNIGHT "call glue:GetTable by root -> timeout\n", 1 },
  { "no-answer-behind-the-arrow", MIDNIGHT "call glue:GetTable by root -> \n", 1 },
  { "call-without-service", MIDNIGHT "call GetTable -> ok\n", 1 },
  { "answer-in-quotes", MIDNIGHT "call glue:GetTable by root TableName=\" -> ok\"\n", 1 },
};
/* clang-format on */

static void
test_wrong_journal (gconstpointer data)
{
  const WrongRow *row = data;
  g_autofree char *path = path_new ();
  g_autofree char *begins = g_strdup_printf ("%s:%u: '", path, row->line);
  g_autoptr (GError) error = NULL;

  write_file (path, row->text);
  g_assert_null (tarn_journal_new_from_file (path, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_JOURNAL);
  g_assert_true (g_str_has_prefix (error->message, begins));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_empty_journal (void)
{
  g_autofree char *path = path_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnJournal) journal = tarn_journal_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_journal_get_length (journal), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* --- Fault plans ------------------------------------------------------------------------------ */

#define RULES "[first]\ndo=lose-reply\nnth=1\n[second]\ndo=throw\nexception=ThrottlingException\n"

static void
test_fault_plan (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (TarnFaultPlan) read = tarn_engine_create_fault_plan (engine);
  g_autofree char *path = path_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_fault_plan_add_from_data (plan, RULES, -1, "rules", &error));
  tarn_fault_plan_add_chaos (plan, 1000);
  g_assert_true (tarn_fault_plan_save_to_file (plan, path, &error));
  g_assert_true (tarn_fault_plan_add_from_file (read, path, &error));
  g_assert_no_error (error);
  g_autofree char *expected = tarn_fault_plan_to_string (plan);
  g_autofree char *text = tarn_fault_plan_to_string (read);

  g_assert_true (g_str_has_prefix (expected, RULES));
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (read), ==, tarn_fault_plan_get_n_rules (plan));
  for (guint i = 0; i < tarn_fault_plan_get_n_rules (plan); i++)
    g_assert_cmpstr (tarn_fault_plan_get_rule_name (read, i), ==,
                     tarn_fault_plan_get_rule_name (plan, i));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* The error message begins with the path of the file. */
static void
test_wrong_fault_plan (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autofree char *path = path_new ();
  g_autoptr (GError) error = NULL;

  write_file (path, "[first]\ndo=nothing\n");
  g_assert_false (tarn_fault_plan_add_from_file (plan, path, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* --- Texts that look like lines --------------------------------------------------------------- */

#define FORGED "x\n2000-01-01T00:00:00.000000Z change glue forged"
#define FORGED_VIEW "v run 00000000-0000-4000-8000-000000000000 succeed running>succeeded\t\"\\"

/* Nothing that a user names can end an entry or look like another part of it, and a file keeps it. */
static void
test_forged (void)
{
  g_autofree char *path = path_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnPrincipal) principal
      = principal_new ("123456789012", "arn:aws:iam::123456789012:role/" FORGED);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (TarnTableInput) table = tarn_table_input_new ();
  g_autoptr (TarnTableInput) view = tarn_table_input_new_materialized_view ();
  g_autoptr (TarnTableName) source = table_name_new (NULL, "d", "a b");

  tarn_engine_set_journal (engine, journal);
  tarn_engine_grant (engine, FORGED, "a b", "");
  g_autoptr (TarnGlueClient) glue = tarn_engine_create_glue_client (engine, principal);
  tarn_glue_client_create_database (glue, NULL, "d", NULL);
  glue_create_table (glue, NULL, "d", "a b", table, NULL);
  tarn_table_input_add_sub_object (view, source);
  glue_create_table (glue, NULL, "d", FORGED_VIEW, view, &error);
  g_assert_no_error (error);
  g_autofree char *id G_GNUC_UNUSED = start_refresh (glue, NULL, "d", FORGED_VIEW, FALSE, &error);
  g_assert_no_error (error);

  g_autofree char *text = tarn_journal_dup_text (journal);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, tarn_journal_get_length (journal) + 1);
  tarn_assert_n_lines (journal, " change glue forged", 6);
  g_assert_nonnull (strstr (lines[0], " access grant \"x\\n2000-01-01T00:00:00.000000Z change glue"
                                      " forged\" \"a b\" \"\""));
  g_assert_nonnull (strstr (text, " change glue \"123456789012.d.v run "));
  g_assert_nonnull (strstr (text, "succeed running>succeeded\\t\\\"\\\\\" run "));
  g_assert_nonnull (strstr (text, " SubObject=\"d.a b\" "));

  g_assert_true (tarn_journal_save_to_file (journal, path, &error));
  g_autoptr (TarnJournal) read = tarn_journal_new_from_file (path, &error);
  g_assert_no_error (error);
  g_autofree char *read_text = tarn_journal_dup_text (read);
  g_assert_cmpstr (read_text, ==, text);
  g_unlink (path);
}

/* --- Without a file --------------------------------------------------------------------------- */

static void
test_no_file (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  const char *const path = "/nowhere/at-all";
  GError *error = NULL;

  g_assert_null (tarn_journal_new_from_file (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_false (tarn_journal_save_to_file (journal, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_false (tarn_fault_plan_add_from_file (plan, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_false (tarn_fault_plan_save_to_file (plan, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
}

/* All three readers refuse the path with that error, and return at once. */
static void
assert_not_read (const char *path, gint code)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (GError) of_journal = NULL, of_plan = NULL, of_engine = NULL;

  g_assert_null (tarn_journal_new_from_file (path, &of_journal));
  g_assert_error (of_journal, G_FILE_ERROR, code);
  g_assert_false (tarn_fault_plan_add_from_file (plan, path, &of_plan));
  g_assert_error (of_plan, G_FILE_ERROR, code);
  g_assert_null (tarn_engine_restore_from_file (path, NULL, &of_engine));
  g_assert_error (of_engine, G_FILE_ERROR, code);
  g_assert_true (g_str_has_prefix (of_engine->message, path));
}

/* A device and a pipe may have no end, so only regular files are read. */
static void
test_no_regular_file (void)
{
  g_autofree char *path = path_new ();

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_not_read (path, G_FILE_ERROR_INVAL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_not_read ("/dev/zero", G_FILE_ERROR_INVAL);
  assert_not_read (g_get_tmp_dir (), G_FILE_ERROR_ISDIR);
}

static void
assert_not_written (const char *path, gint code)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (engine);
  g_autoptr (TarnJournal) journal = tarn_journal_new ();
  g_autoptr (GError) of_journal = NULL, of_plan = NULL, of_engine = NULL;

  g_assert_false (tarn_journal_save_to_file (journal, path, &of_journal));
  g_assert_error (of_journal, G_FILE_ERROR, code);
  g_assert_false (tarn_fault_plan_save_to_file (plan, path, &of_plan));
  g_assert_error (of_plan, G_FILE_ERROR, code);
  g_assert_false (tarn_engine_save_to_file (engine, path, &of_engine));
  g_assert_error (of_engine, G_FILE_ERROR, code);
}

/* A device or a pipe stays what it is. */
static void
test_no_regular_file_is_replaced (void)
{
  g_autofree char *path = path_new ();

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_not_written (path, G_FILE_ERROR_INVAL);
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_not_written (g_get_tmp_dir (), G_FILE_ERROR_ISDIR);
}

/* A link goes on leading to the file, which has the new content. */
static void
test_link (void)
{
  g_autofree char *path = path_new (), *link = g_strconcat (path, ".link", NULL);
  g_autoptr (TarnSample) sample = tarn_sample_new (0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_true (tarn_engine_save_to_file (tarn_sample_get_engine (sample), link, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_autoptr (TarnEngine) restored = tarn_engine_restore_from_file (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (restored);
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/files/journal", test_journal);
  g_test_add_func ("/files/every-exception", test_every_exception);
  ADD_ROWS ("/files/wrong-journal/", wrong_rows, test_wrong_journal);
  g_test_add_func ("/files/empty-journal", test_empty_journal);
  g_test_add_func ("/files/fault-plan", test_fault_plan);
  g_test_add_func ("/files/wrong-fault-plan", test_wrong_fault_plan);
  g_test_add_func ("/files/forged", test_forged);
  g_test_add_func ("/files/no-file", test_no_file);
  g_test_add_func ("/files/no-regular-file", test_no_regular_file);
  g_test_add_func ("/files/no-regular-file-is-replaced", test_no_regular_file_is_replaced);
  g_test_add_func ("/files/link", test_link);

  return run_tests_of_files ();
}
