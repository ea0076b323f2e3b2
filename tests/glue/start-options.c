/* SPDX-License-Identifier: MIT */
/*
 * Tests what a start with options asks for: the mode of the refresh, a threshold of its own, a tag that the run
 * shows everywhere, and luck by that tag.
 */
#include "worlds/glue-lake.h"

#define GB GIGABYTE
#define NONE TARN_REFRESH_TYPE_NONE
#define FULL TARN_REFRESH_TYPE_FULL
#define SERVICE TARN_REFRESH_MODE_SERVICE
#define IN_FULL TARN_REFRESH_MODE_FULL
#define INCREMENTAL TARN_REFRESH_MODE_INCREMENTAL
#define OR_FAIL TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL

#define CANNOT "The start asked for an incremental refresh, and the refresh can only be full."
#define DENIED_MESSAGE "The definer of the view is not permitted to read its sources."

#define start_with_options tarn_glue_client_start_materialized_view_refresh_task_run_with_options

static TarnStartOptions *
make_options (guint64 tag, TarnRefreshMode mode, gint threshold_percent)
{
  TarnStartOptions *options = tarn_start_options_new ();

  tarn_start_options_set_tag (options, tag);
  tarn_start_options_set_refresh_mode (options, mode);
  tarn_start_options_set_incremental_threshold_percent (options, threshold_percent);
  return options;
}

static TarnRefreshRun *
start (const Lake *lake, const TarnTableName *view, guint64 tag, TarnRefreshMode mode)
{
  g_autoptr (TarnStartOptions) options = make_options (tag, mode, -1);
  g_autoptr (GError) error = NULL;
  TarnRefreshRun *run = start_with_options (lake->client, view, FALSE, options, &error);

  g_assert_no_error (error);
  return run;
}

static void
reload (const Lake *lake, TarnRefreshRun *run)
{
  g_autoptr (GError) error = NULL;

  tarn_refresh_run_reload (run, lake->client, &error);
  g_assert_no_error (error);
}

static TarnTableName *
add_view (const Lake *lake, const char *name, gboolean is_incremental, TarnRefreshType last_type)
{
  TarnTableInput *input = tarn_table_input_new_materialized_view ();

  tarn_table_input_add_sub_object (input, lake->base);
  tarn_table_input_set_incremental (input, is_incremental);
  tarn_table_input_set_last_refresh_type (input, last_type);
  return lake_add (lake, name, input);
}

/* --- Modes and thresholds --------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  TarnRefreshMode mode;
  gint threshold_percent; /* of the start; that of the option is 20 */
  gboolean full_refresh;
  gboolean is_incremental; /* whether the definition allows incremental refreshes */
  TarnRefreshType last_type;
  gint64 added_bytes; /* to a source of 100 GB */
  const char *expected;
  const char *message; /* NULL if the run succeeds */
} ModeRow;

/* clang-format off */
static const ModeRow mode_rows[] = {
  { "service-small", SERVICE, -1, FALSE, TRUE, FULL, 25 * GB, "INCREMENTAL", NULL },
  { "service-large", SERVICE, -1, FALSE, TRUE, FULL, 25 * GB + 1, "FULL", NULL },
  { "full-small", IN_FULL, -1, FALSE, TRUE, FULL, GB, "FULL", NULL },
  { "full-unchanged", IN_FULL, -1, FALSE, TRUE, FULL, 0, "FULL", NULL },
  { "full-twice", IN_FULL, -1, TRUE, TRUE, FULL, GB, "FULL", NULL },
  { "full-by-the-member", SERVICE, -1, TRUE, TRUE, FULL, GB, "FULL", NULL },
  { "incremental-small", INCREMENTAL, -1, FALSE, TRUE, FULL, GB, "INCREMENTAL", NULL },
  { "incremental-large", INCREMENTAL, -1, FALSE, TRUE, FULL, 900 * GB, "INCREMENTAL", NULL },
  { "incremental-by-definition-not", INCREMENTAL, -1, FALSE, FALSE, FULL, 1, "FULL", NULL },
  { "incremental-unchanged", INCREMENTAL, -1, FALSE, FALSE, FULL, 0, "INCREMENTAL", NULL },
  { "incremental-never-refreshed", INCREMENTAL, -1, FALSE, TRUE, NONE, 0, "FULL", NULL },
  { "or-fail-small", OR_FAIL, -1, FALSE, TRUE, FULL, GB, "INCREMENTAL", NULL },
  { "or-fail-large", OR_FAIL, -1, FALSE, TRUE, FULL, 900 * GB, "INCREMENTAL", NULL },
  { "or-fail-by-definition-not", OR_FAIL, -1, FALSE, FALSE, FULL, 1, "FULL", CANNOT },
  { "or-fail-unchanged", OR_FAIL, -1, FALSE, FALSE, FULL, 0, "INCREMENTAL", NULL },
  { "or-fail-never-refreshed", OR_FAIL, -1, FALSE, TRUE, NONE, 0, "FULL", CANNOT },
  { "threshold-above", SERVICE, 50, FALSE, TRUE, FULL, 100 * GB, "INCREMENTAL", NULL },
  { "threshold-above-and-a-byte", SERVICE, 50, FALSE, TRUE, FULL, 100 * GB + 1, "FULL", NULL },
  { "threshold-below", SERVICE, 1, FALSE, TRUE, FULL, 2 * GB, "FULL", NULL },
  { "threshold-0", SERVICE, 0, FALSE, TRUE, FULL, 1, "FULL", NULL },
  { "threshold-0-unchanged", SERVICE, 0, FALSE, TRUE, FULL, 0, "INCREMENTAL", NULL },
  { "threshold-largest", SERVICE, 1000000, FALSE, TRUE, FULL, 900 * GB, "INCREMENTAL", NULL },
  { "threshold-by-definition-not", SERVICE, 100, FALSE, FALSE, FULL, 1, "FULL", NULL },
};
/* clang-format on */

static void
test_mode (gconstpointer data)
{
  const ModeRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) view = add_view (&lake, "v", row->is_incremental, row->last_type);
  g_autoptr (TarnStartOptions) options = make_options (0, row->mode, row->threshold_percent);
  g_autoptr (GError) error = NULL;

  if (row->added_bytes > 0)
    lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, row->added_bytes);
  g_autoptr (TarnRefreshRun) run
      = start_with_options (lake.client, view, row->full_refresh, options, &error);
  g_assert_no_error (error);
  engine_drain (lake.engine);
  reload (&lake, run);

  g_assert_cmpstr (tarn_refresh_type_to_string (tarn_refresh_run_get_refresh_type (run)), ==,
                   row->expected);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==, row->message);
  g_assert_cmpstr (tarn_refresh_status_to_string (tarn_refresh_run_get_status (run)), ==,
                   row->message != NULL ? "FAILED" : "SUCCEEDED");
}

/* A run that cannot be incremental starts up, and then fails at the instant at which it is RUNNING. */
static void
test_fails_at_its_begin (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnRefreshRun) run = start (&lake, lake.view, 0, OR_FAIL);

  engine_advance (lake.engine, FULL_STARTUP_US - 1);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_STARTING);
  engine_advance (lake.engine, 1);
  reload (&lake, run);
  g_assert_cmpint (tarn_refresh_run_get_status (run), ==, TARN_REFRESH_STATUS_FAILED);
  g_assert_cmpint (tarn_refresh_run_get_start_time (run), ==, START_US + FULL_STARTUP_US);
  g_assert_cmpint (tarn_refresh_run_get_end_time (run), ==, START_US + FULL_STARTUP_US);
  g_assert_cmpint (tarn_refresh_run_get_dpu_milliseconds (run), ==, 0);
  g_assert_cmpint (tarn_refresh_run_get_processed_bytes (run), ==, 0);
}

static void
test_denied_definer_comes_first (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnRefreshRun) run = NULL;

  tarn_engine_deny (lake.engine, "*", "lakeformation:SELECT", "*");
  run = start (&lake, lake.view, 0, OR_FAIL);
  engine_drain (lake.engine);
  reload (&lake, run);
  g_assert_cmpstr (tarn_refresh_run_get_error_message (run), ==, DENIED_MESSAGE);
}

/* What changes while a run waits for its slot counts: the mode and the threshold are of the run. */
static void
test_decided_with_the_slot (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) strict = add_view (&lake, "strict", FALSE, FULL);
  g_autoptr (TarnTableName) own = add_view (&lake, "own", TRUE, FULL);
  g_autoptr (TarnStartOptions) options = make_options (0, SERVICE, 1);

  engine_set (lake.engine, "glue.running-max", 1);
  engine_set (lake.engine, "glue.queue-at-limit", 1);
  g_free (lake_start (&lake, lake.view));
  g_autoptr (TarnRefreshRun) failing = start (&lake, strict, 0, OR_FAIL);
  g_autoptr (TarnRefreshRun) full = start_with_options (lake.client, own, FALSE, options, NULL);
  tarn_start_options_set_incremental_threshold_percent (options, 100);
  lake_commit (&lake, lake.base, TARN_COMMIT_APPEND, 10 * GB);
  engine_drain (lake.engine);
  reload (&lake, failing);
  reload (&lake, full);

  g_assert_cmpstr (tarn_refresh_run_get_error_message (failing), ==, CANNOT);
  g_assert_cmpint (tarn_refresh_run_get_refresh_type (full), ==, FULL);
}

typedef struct
{
  const char *name;
  TarnRefreshMode mode;
  gint threshold_percent;
  gboolean full_refresh;
  const char *message;
} RefusedRow;

#define CONTRADICTS "RefreshMode is incremental, and FullRefresh is true"
#define NO_CHOICE                                                                                  \
  "IncrementalThresholdPercent is set, and the service does not choose the type of this refresh"

static const RefusedRow refused_rows[] = {
  { "incremental-and-full", INCREMENTAL, -1, TRUE, CONTRADICTS },
  { "or-fail-and-full", OR_FAIL, -1, TRUE, CONTRADICTS },
  { "incremental-and-full-and-threshold", INCREMENTAL, 5, TRUE, CONTRADICTS },
  { "threshold-and-full", SERVICE, 0, TRUE, NO_CHOICE },
  { "threshold-and-mode-full", IN_FULL, 20, FALSE, NO_CHOICE },
  { "threshold-and-incremental", INCREMENTAL, 20, FALSE, NO_CHOICE },
  { "threshold-and-or-fail", OR_FAIL, 20, FALSE, NO_CHOICE },
};

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnStartOptions) options = make_options (7, row->mode, row->threshold_percent);
  g_autofree char *before = get_digest (lake.engine);
  g_autoptr (GError) error = NULL;

  g_assert_null (start_with_options (lake.client, lake.view, row->full_refresh, options, &error));
  assert_exception (error, INVALID, row->message);
  g_assert_cmpstr (error->message, ==, row->message);
  g_autofree char *after = get_digest (lake.engine);
  g_assert_cmpstr (after, ==, before);
}

/* --- Tags ------------------------------------------------------------------------------------- */

static void
note_tag (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_string_append_printf (data, "%s %" G_GUINT64_FORMAT "\n", tarn_change_get_cause (change),
                          tarn_change_get_tag (change));
}

static void
assert_listed (const Lake *lake, const guint64 *tags, guint n_tags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = list_runs (lake->client, NULL, NULL, NULL, -1, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, n_tags);
  for (guint i = 0; i < n_tags; i++)
    g_assert_cmpuint (tarn_refresh_run_get_tag (runs->pdata[i]), ==, tags[i]);
}

static void
test_tag_is_shown (void)
{
  static const guint64 newest_first[] = { G_MAXUINT64, 0, 0, 7 };
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = add_view (&lake, "other", TRUE, FULL);
  g_autoptr (TarnTableName) third = add_view (&lake, "third", TRUE, FULL);
  g_autoptr (TarnTableName) fourth = add_view (&lake, "fourth", TRUE, FULL);
  g_autoptr (TarnRefreshRun) run = start (&lake, lake.view, 7, SERVICE);
  g_autoptr (TarnRefreshRun) none = start (&lake, other, 0, SERVICE);
  g_autofree char *plain = lake_start (&lake, third);
  g_autoptr (TarnRefreshRun) largest = start (&lake, fourth, G_MAXUINT64, SERVICE);

  g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, 7);
  g_assert_cmpuint (tarn_refresh_run_get_tag (none), ==, 0);
  g_assert_cmpuint (tarn_refresh_run_get_tag (largest), ==, G_MAXUINT64);
  assert_listed (&lake, newest_first, G_N_ELEMENTS (newest_first));
  engine_drain (lake.engine);
  assert_listed (&lake, newest_first, G_N_ELEMENTS (newest_first));
  reload (&lake, run);
  g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, 7);
  g_autoptr (TarnRefreshRun) got = lake_get (&lake, plain);
  g_assert_cmpuint (tarn_refresh_run_get_tag (got), ==, 0);
}

static void
test_tag_in_changes (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnTableName) other = add_view (&lake, "other", TRUE, FULL);
  g_autoptr (GString) told = g_string_new (NULL);

  tarn_engine_add_observer (lake.engine, note_tag, told, NULL);
  g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED = start (&lake, other, 7, SERVICE);
  engine_drain (lake.engine);
  g_free (lake_start (&lake, other));
  g_assert_cmpstr (told->str, ==,
                   "create 7\ntake-slot 7\nbegin 7\nsucceed 7\ncreate 0\ntake-slot 0\n");
}

static void
test_explained (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnRefreshRun) run = start (&lake, lake.view, 7, OR_FAIL);
  g_autoptr (GError) error = NULL;

  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.view));
  g_autofree char *text = tarn_glue_client_explain (lake.client, lake.view, &error);
  g_assert_no_error (error);
  g_autofree char *tagged
      = g_strdup_printf ("run %s with tag 7 of ", tarn_refresh_run_get_id (run));
  g_assert_nonnull (strstr (text, tagged));
  g_assert_nonnull (strstr (text, " is FAILED: " CANNOT "\n"));
  g_auto (GStrv) parts = g_strsplit (text, " with tag ", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
}

/* A run that is no longer kept leaves its tag to none of the runs that take its place. */
static void
test_tag_goes_with_its_run (void)
{
  static const guint64 tags[] = { 5, 0, 0, 6, 0 };
  g_auto (Lake) lake = lake_new (1);

  engine_set (lake.engine, "glue.retention-runs", 1);
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (TarnRefreshRun) run = start (&lake, lake.view, tags[i], SERVICE);

      g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, tags[i]);
      engine_drain (lake.engine);
      assert_listed (&lake, &tags[i], 1);
    }
}

/* The tags of many runs are apart, also where only some of them have one. */
static void
test_many_tags (void)
{
  enum
  {
    N_RUNS = 10000,
  };
  g_auto (Lake) lake = lake_new (1);

  engine_set (lake.engine, "glue.cost-unchanged-ms", 1);
  g_autoptr (TarnTableName) view = add_view (&lake, "v", TRUE, FULL);
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (TarnRefreshRun) run G_GNUC_UNUSED
          = start (&lake, view, i % 3 == 0 && i > 5000 ? i : 0, SERVICE);

      engine_drain (lake.engine);
    }

  g_autoptr (TarnRefreshRunIter) iter = tarn_refresh_run_iter_new (lake.client, NULL, NULL, NULL);
  for (guint i = N_RUNS; i-- > 0;)
    {
      g_autoptr (TarnRefreshRun) run = tarn_refresh_run_iter_next (iter, NULL);

      g_assert_nonnull (run);
      g_assert_cmpuint (tarn_refresh_run_get_tag (run), ==, i % 3 == 0 && i > 5000 ? i : 0);
    }
}

/* --- Luck ------------------------------------------------------------------------------------- */

enum
{
  N_STARTS = 64,
};

/* Starts a run of each tag, one after the other, and returns for each whether it failed: 'x' or '.'. */
static char *
run_tags (gboolean draws_by_tag, guint n_before, const guint64 *tags)
{
  g_auto (Lake) lake = lake_new (3);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < n_before; i++)
    {
      g_free (lake_start (&lake, lake.view));
      engine_drain (lake.engine);
    }
  engine_set (lake.engine, "glue.read-failure-ppm", 500000);
  engine_set (lake.engine, "glue.draw-by-tag", draws_by_tag);
  for (guint i = 0; i < N_STARTS; i++)
    {
      g_autoptr (TarnRefreshRun) run = start (&lake, lake.view, tags[i], SERVICE);

      engine_drain (lake.engine);
      reload (&lake, run);
      g_string_append_c (told, tarn_refresh_run_get_status (run) == TARN_REFRESH_STATUS_FAILED
                                   ? 'x'
                                   : '.');
    }
  return g_string_free (told, FALSE);
}

typedef enum
{
  EQUAL,
  REVERSED,
  LATER,
  OTHER,
} Relation;

typedef struct
{
  const char *name;
  gboolean draws_by_tag;
  guint64 first[2]; /* the first tag and the step of the first series */
  guint n_before;   /* runs before the second series */
  guint64 second[2];
  Relation relation; /* of the second series' luck to that of the first one */
} LuckRow;

#define HIGH (G_GUINT64_CONSTANT (1) << 32)
#define BACK (G_GUINT64_CONSTANT (0) - 1)

static const LuckRow luck_rows[] = {
  { "tags-later", TRUE, { 1, 1 }, 9, { 1, 1 }, EQUAL },
  { "tags-in-another-order", TRUE, { 1, 1 }, 0, { N_STARTS, BACK }, REVERSED },
  { "other-tags", TRUE, { 1, 1 }, 0, { 1001, 1 }, OTHER },
  { "tags-like-ordinals", TRUE, { 0, 0 }, 0, { HIGH, 1 }, OTHER },
  { "upper-half", TRUE, { 1, 1 }, 0, { HIGH + 1, 1 }, OTHER },
  { "upper-half-alone", TRUE, { HIGH, HIGH }, 0, { HIGH * N_STARTS, HIGH *BACK }, REVERSED },
  { "no-tag", TRUE, { 0, 0 }, 9, { 0, 0 }, LATER },
  { "no-tag-as-without", FALSE, { 0, 0 }, 0, { 1, 1 }, EQUAL },
  { "tags-without", FALSE, { 1, 1 }, 9, { 1, 1 }, LATER },
};

static void
fill_series (guint64 *tags, const guint64 series[2])
{
  for (guint i = 0; i < N_STARTS; i++)
    tags[i] = series[0] + i * series[1];
}

static void
test_luck (gconstpointer data)
{
  const LuckRow *row = data;
  guint64 tags[N_STARTS];

  fill_series (tags, row->first);
  g_autofree char *first = run_tags (row->draws_by_tag, 0, tags);
  fill_series (tags, row->second);
  g_autofree char *second = run_tags (row->draws_by_tag, row->n_before, tags);

  g_assert_nonnull (strchr (first, 'x'));
  g_assert_nonnull (strchr (first, '.'));
  if (row->relation == REVERSED)
    g_strreverse (second);
  if (row->relation == OTHER)
    g_assert_cmpstr (second, !=, first);
  else if (row->relation == LATER)
    {
      second[N_STARTS - row->n_before] = '\0';
      g_assert_cmpstr (second, ==, first + row->n_before);
    }
  else
    g_assert_cmpstr (second, ==, first);
}

/* The same tag meets the same luck again, and another luck in another view. */
static void
test_same_tag (void)
{
  guint64 tags[N_STARTS];

  for (guint i = 0; i < N_STARTS; i++)
    tags[i] = i / 2 + 1;
  g_autofree char *told = run_tags (TRUE, 0, tags);
  for (guint i = 0; i < N_STARTS; i += 2)
    g_assert_cmpint (told[i], ==, told[i + 1]);
}

static void
test_ids_stay (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_auto (Lake) tagged = lake_new (1);

  engine_set (tagged.engine, "glue.draw-by-tag", 1);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = lake_start (&lake, lake.view);
      g_autoptr (TarnRefreshRun) run = start (&tagged, tagged.view, 100 - i, SERVICE);

      g_assert_cmpstr (tarn_refresh_run_get_id (run), ==, id);
      engine_drain (lake.engine);
      engine_drain (tagged.engine);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/refresh/start-options/mode/", mode_rows, test_mode);
  g_test_add_func ("/refresh/start-options/fails-at-its-begin", test_fails_at_its_begin);
  g_test_add_func ("/refresh/start-options/denied-comes-first", test_denied_definer_comes_first);
  g_test_add_func ("/refresh/start-options/decided-with-the-slot", test_decided_with_the_slot);
  ADD_ROWS ("/refresh/start-options/refused/", refused_rows, test_refused);
  g_test_add_func ("/refresh/start-options/tag-is-shown", test_tag_is_shown);
  g_test_add_func ("/refresh/start-options/tag-in-changes", test_tag_in_changes);
  g_test_add_func ("/refresh/start-options/explained", test_explained);
  g_test_add_func ("/refresh/start-options/tag-goes-with-its-run", test_tag_goes_with_its_run);
  g_test_add_func ("/refresh/start-options/many-tags", test_many_tags);
  ADD_ROWS ("/refresh/start-options/luck/", luck_rows, test_luck);
  g_test_add_func ("/refresh/start-options/same-tag", test_same_tag);
  g_test_add_func ("/refresh/start-options/ids-stay", test_ids_stay);
  return g_test_run ();
}
