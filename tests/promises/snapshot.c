/* SPDX-License-Identifier: MIT */
/* What tarn-snapshot.h, tarn-fork-options.h and the page of snapshots promise. */
#include <glib/gstdio.h>

#include "places.h"
#include "promise.h"

enum
{
  HEADER_SIZE = 56,
};

static TarnEngine *
fork_of (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *fork = tarn_engine_fork (engine, NULL, NULL, &error);

  g_assert_no_error (error);
  return fork;
}

static GBytes *
save (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = tarn_engine_save (engine, &error);

  g_assert_no_error (error);
  return bytes;
}

static guint64
read_number (const guint8 *bytes, guint size)
{
  guint64 number = 0;

  for (guint i = size; i > 0; i--)
    number = number << 8 | bytes[i - 1];
  return number;
}

/* --- Bytes ------------------------------------------------------------------------------------ */

static void
test_header (void)
{
  static const guint8 magic[] = { 0x89, 0x54, 0x41, 0x52, 0x4e, 0x0d, 0x0a, 0x1a };
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GBytes) snapshot = save (tarn_sample_get_engine (sample));
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (snapshot, &size);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize digest_size = sizeof digest;

  g_assert_cmpuint (size, >, HEADER_SIZE);
  g_assert_cmpint (memcmp (bytes, magic, sizeof magic), ==, 0);
  g_assert_cmpuint (read_number (bytes + 8, 4), ==, 1);
  g_assert_cmpuint (read_number (bytes + 12, 4), ==, 1);
  g_assert_cmpuint (read_number (bytes + 16, 8), ==, size - HEADER_SIZE);
  g_checksum_update (checksum, bytes + HEADER_SIZE, (gssize) (size - HEADER_SIZE));
  g_checksum_get_digest (checksum, digest, &digest_size);
  g_assert_cmpint (memcmp (bytes + 24, digest, sizeof digest), ==, 0);
}

static void
test_digest (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autoptr (GBytes) snapshot = save (tarn_sample_get_engine (sample));
  g_autofree char *digest = get_digest (tarn_sample_get_engine (sample));
  g_autofree char *expected = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, snapshot);

  g_assert_cmpstr (digest, ==, expected);
}

static GBytes *
change_byte (GBytes *snapshot, gsize at, gsize size)
{
  gsize old_size = 0;
  const guint8 *bytes = g_bytes_get_data (snapshot, &old_size);
  guint8 *copy = g_memdup2 (bytes, MAX (size, 1));

  if (at < size)
    copy[at]++;
  return g_bytes_new_take (copy, size);
}

static void
assert_refused (GBytes *bytes, const TarnForkOptions *options, gint code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_restore (bytes, options, &error);

  g_assert_null (engine);
  g_assert_error (error, TARN_ERROR, code);
}

/* The engine had a model of the user, and no options are given. */
static void
test_damage_before_model (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnCostModel) model = visit_model_new (NULL);
  g_autoptr (GBytes) snapshot = NULL;
  gsize size;

  tarn_engine_set_cost_model (engine, model);
  snapshot = save (engine);
  size = g_bytes_get_size (snapshot);
  for (gsize at = 0; at < size; at += at < HEADER_SIZE ? 1 : 97)
    {
      g_autoptr (GBytes) damaged = change_byte (snapshot, at, size);
      g_autoptr (GBytes) cut = change_byte (snapshot, G_MAXSIZE, at);

      assert_refused (damaged, NULL, TARN_ERROR_INVALID_SNAPSHOT);
      assert_refused (cut, NULL, TARN_ERROR_INVALID_SNAPSHOT);
    }
  assert_refused (snapshot, NULL, TARN_ERROR_COST_MODEL);
}

static void
test_later_version (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GBytes) snapshot = save (engine);
  g_autoptr (GBytes) later = change_byte (snapshot, 8, g_bytes_get_size (snapshot));
  g_autoptr (GError) error = NULL;

  g_assert_null (tarn_engine_restore (later, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  g_assert_nonnull (strstr (error->message, "version"));
  g_assert_nonnull (strstr (error->message, "2"));
}

static void
test_files (void)
{
  g_autofree char *name = g_strdup_printf ("tarn-promises-snapshot-%p", (gconstpointer) &name);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  g_autofree char *digest = get_digest (tarn_sample_get_engine (sample));
  g_autofree char *same = NULL;
  g_autoptr (TarnEngine) restored = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_null (tarn_engine_restore_from_file (path, NULL, &missing));
  g_assert_error (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (tarn_engine_restore_from_file (g_get_tmp_dir (), NULL, &folder));
  g_assert_true (folder->domain == G_FILE_ERROR);
  g_assert_true (tarn_engine_save_to_file (tarn_sample_get_engine (sample), path, NULL));
  restored = tarn_engine_restore_from_file (path, NULL, NULL);
  same = get_digest (restored);
  g_assert_cmpstr (digest, ==, same);
  g_unlink (path);
}

/* --- Forks ------------------------------------------------------------------------------------ */

static gboolean
on_timeout (TarnEngine *engine G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static void
on_change (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change G_GNUC_UNUSED,
           gpointer data G_GNUC_UNUSED)
{
}

static void
test_left_behind (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (GSource) source = tarn_engine_create_source (engine);
  g_autoptr (TarnHold) hold = tarn_engine_hold (engine, "work");
  g_autofree char *id = sample_start_refresh (sample, "daily");
  TarnLeftBehind left = { .n_waits = 77 };
  g_autoptr (TarnEngine) fork = NULL;

  for (guint i = 0; i < 2; i++)
    tarn_engine_add_observer (engine, on_change, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  g_source_attach (source, NULL);
  for (guint i = 0; i < 4; i++)
    tarn_glue_client_wait_for_materialized_view_refresh_task_run_async (tarn_sample_get_glue (
                                                                            sample),
                                                                        NULL, id, NULL, NULL, NULL);
  fork = tarn_engine_fork (engine, NULL, &left, NULL);
  g_assert_cmpuint (left.n_observers, ==, 2);
  g_assert_cmpuint (left.n_timeouts, ==, 3);
  g_assert_cmpuint (left.n_sources, ==, 1);
  g_assert_cmpuint (left.n_journals, ==, 1);
  g_assert_cmpuint (left.n_waits, ==, 4);
  g_assert_cmpuint (left.n_holds, ==, 1);
  g_clear_object (&fork);
  tarn_hold_release (hold);
  sample_drain (sample);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_source_destroy (source);
}

static void
test_fork_has_no_timeouts (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) all = NULL;

  tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  all = tarn_engine_list_pending (engine, 9);
  fork = fork_of (engine);
  pending = tarn_engine_list_pending (fork, 9);
  g_assert_cmpuint (pending->len, ==, all->len - 1);
  g_assert_null (tarn_engine_get_journal (fork));
}

static void
test_fork_changes_nothing (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *before = get_digest (engine);
  g_autoptr (TarnEngine) fork = fork_of (engine);
  g_autofree char *after = get_digest (engine);
  g_autofree char *same = get_digest (fork);

  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (before, ==, same);
  engine_drain (fork);
  g_free (after);
  after = get_digest (engine);
  g_assert_cmpstr (before, ==, after);
  engine_drain (engine);
  g_free (after);
  g_free (same);
  after = get_digest (engine);
  same = get_digest (fork);
  g_assert_cmpstr (after, ==, same);
}

/* A page token and a client token of the original are used in the fork. */
static void
test_tokens_stay_valid (void)
{
  static const char *const types[] = { "BUSINESS_NAMES", NULL };
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  const char *domain = tarn_sample_get_domain_id (sample);
  const char *project = tarn_sample_get_project_id (sample);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_start_metadata_generation_run (tarn_sample_get_datazone (sample),
                                                            domain, project, &target, NULL, types,
                                                            "token", NULL);
  g_autofree char *first G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *second G_GNUC_UNUSED = sample_start_refresh (sample, "monthly");
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) page
      = tarn_glue_client_list_materialized_view_refresh_task_runs (tarn_sample_get_glue (sample),
                                                                   NULL, NULL, NULL, 1, NULL, &next,
                                                                   NULL);
  g_autoptr (TarnEngine) fork = fork_of (engine);
  g_autoptr (TarnGlueClient) glue = glue_client_new (fork, ACCOUNT, NULL);
  g_autoptr (TarnDataZoneClient) datazone = datazone_client_new (fork, ACCOUNT, NULL);
  g_autoptr (TarnMetadataRun) again
      = tarn_datazone_client_start_metadata_generation_run (datazone, domain, project, &target,
                                                            NULL, types, "token", NULL);
  g_autoptr (GPtrArray) rest
      = tarn_glue_client_list_materialized_view_refresh_task_runs (glue, NULL, NULL, NULL, 1, next,
                                                                   NULL, NULL);

  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpstr (tarn_refresh_run_get_id (page->pdata[0]), !=,
                   tarn_refresh_run_get_id (rest->pdata[0]));
  g_assert_cmpstr (tarn_metadata_run_get_id (again), ==, tarn_metadata_run_get_id (run));
}

/* The engine is one event away from its limit of one instant, and the fork is not. */
static void
test_count_of_instant_starts_anew (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnEngine) fork = NULL;

  engine_set (engine, "clock.same-instant-chain-max", 1);
  for (guint i = 0; i < 2; i++)
    {
      tarn_engine_add_timeout (engine, 0, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
      g_assert_true (tarn_engine_step (engine, NULL, NULL));
    }
  fork = fork_of (engine);
  tarn_engine_add_timeout (fork, 0, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  g_assert_true (tarn_engine_step (fork, NULL, NULL));
}

/* The queue gives the fork to the thread after it has been handed over. */
static gpointer
drain_in_thread (gpointer queue)
{
  g_autoptr (TarnEngine) engine = g_async_queue_pop (queue);

  engine_drain (engine);
  return get_digest (engine);
}

static void
test_forks_in_threads (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autofree char *id G_GNUC_UNUSED = sample_start_refresh (sample, "daily");
  g_autofree char *expected = NULL;
  GThread *threads[3];
  GAsyncQueue *queues[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      TarnEngine *fork = fork_of (engine);

      queues[i] = g_async_queue_new ();
      threads[i] = g_thread_new ("fork", drain_in_thread, queues[i]);
      tarn_engine_set_owner (fork, threads[i]);
      g_async_queue_push (queues[i], fork);
    }
  engine_drain (engine);
  expected = get_digest (engine);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *digest = g_thread_join (threads[i]);

      g_assert_cmpstr (digest, ==, expected);
      g_async_queue_unref (queues[i]);
    }
}

static gpointer
restore_in_thread (gpointer snapshot)
{
  TarnEngine *engine = tarn_engine_restore (snapshot, NULL, NULL);

  engine_advance (engine, 1);
  return engine;
}

static void
test_restored_belongs_to_thread (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (GBytes) snapshot = save (engine);
  g_autoptr (TarnEngine) restored
      = g_thread_join (g_thread_new ("restorer", restore_in_thread, snapshot));
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_engine_advance_by (restored, 1, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_WRONG_THREAD);
}

static gpointer
drop_in_thread (gpointer engine)
{
  g_object_unref (engine);
  return NULL;
}

static void
test_any_thread_drops (void)
{
  TarnEngine *engine = tarn_engine_new (1);

  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &engine);
  tarn_engine_add_observer (engine, on_change, NULL, NULL);
  tarn_engine_add_timeout (engine, 5, TARN_TIMEOUT_NONE, on_timeout, NULL, NULL);
  g_thread_join (g_thread_new ("dropper", drop_in_thread, engine));
  g_assert_null (engine);
}

/* --- Options ---------------------------------------------------------------------------------- */

static void
test_options (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();
  g_autoptr (TarnForkOptions) copy = NULL;
  TarnCostModel *model = visit_model_new (NULL);
  TarnCostModel *weak = model;
  g_autoptr (TarnEngine) none = NULL;
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (GBytes) snapshot = save (engine);
  g_autoptr (TarnEngine) restored = NULL;

  g_object_add_weak_pointer (G_OBJECT (model), (gpointer *) &weak);
  none = tarn_engine_fork (engine, options, NULL, NULL);
  g_assert_null (tarn_engine_get_cost_model (none));
  tarn_fork_options_set_cost_model (options, model);
  g_object_unref (model);
  g_assert_nonnull (weak);
  copy = tarn_fork_options_copy (options);
  tarn_fork_options_set_cost_model (options, NULL);
  g_assert_nonnull (weak);
  fork = tarn_engine_fork (engine, copy, NULL, NULL);
  restored = tarn_engine_restore (snapshot, copy, NULL);
  g_assert_true (tarn_engine_get_cost_model (fork) == weak);
  g_assert_true (tarn_engine_get_cost_model (restored) == weak);
  g_clear_object (&fork);
  g_clear_object (&restored);
  g_clear_pointer (&copy, tarn_fork_options_free);
  g_assert_null (weak);
}

static void
test_model_has_its_place (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autoptr (TarnCostModel) model = visit_model_new (NULL);
  g_autoptr (TarnCostModel) other = visit_model_new (NULL);
  g_autoptr (TarnForkOptions) options = tarn_fork_options_new ();
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (GError) error = NULL;

  tarn_engine_set_cost_model (engine, model);
  g_assert_null (tarn_engine_fork (engine, options, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_COST_MODEL);
  tarn_fork_options_set_cost_model (options, other);
  fork = tarn_engine_fork (engine, options, NULL, NULL);
  g_assert_true (tarn_engine_get_cost_model (fork) == other);
}

/* --- Diff ------------------------------------------------------------------------------------- */

static void
assert_diff (TarnEngine *first, TarnEngine *second, guint max_lines, const char *expected)
{
  g_autofree char *lines = tarn_engine_diff (first, second, max_lines, NULL);

  g_assert_cmpstr (lines, ==, expected);
}

static void
test_diff (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnEngine) fork = fork_of (engine);

  assert_diff (engine, fork, 5, "");
  assert_diff (engine, engine, 5, "");
  engine_set (fork, "glue.running-max", 100);
  assert_diff (engine, fork, 5, "glue.options: running-max 50 -> 100\n");
  assert_diff (fork, engine, 5, "glue.options: running-max 100 -> 50\n");
  engine_advance (fork, HOUR_US);
  assert_diff (engine, fork, 5,
               "clock: now 2000-01-01T00:00:00.000000Z -> 2000-01-01T01:00:00.000000Z\n"
               "glue.options: running-max 50 -> 100\n");
  assert_diff (engine, fork, 1,
               "clock: now 2000-01-01T00:00:00.000000Z -> 2000-01-01T01:00:00.000000Z\n"
               "and 1 more\n");
  assert_diff (engine, fork, 0, "and 2 more\n");
}

static void
test_diff_names_run (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnEngine) before = fork_of (engine);
  g_autofree char *id = sample_start_refresh (sample, "daily");
  g_autofree char *line
      = g_strdup_printf ("glue.run[%s of 123456789012.sales.daily]: only in the second\n", id);
  g_autofree char *lines = tarn_engine_diff (before, engine, 99, NULL);

  g_assert_nonnull (strstr (lines, line));
}

static TarnEngine *
with_databases (const char *first, const char *second)
{
  TarnEngine *engine = tarn_engine_new (1);
  g_autoptr (TarnGlueClient) glue = glue_client_new (engine, ACCOUNT, NULL);

  g_assert_true (tarn_glue_client_create_database (glue, NULL, first, NULL));
  g_assert_true (tarn_glue_client_create_database (glue, NULL, second, NULL));
  return engine;
}

static void
test_diff_of_order (void)
{
  g_autoptr (TarnEngine) one = with_databases ("a", "b");
  g_autoptr (TarnEngine) other = with_databases ("b", "a");
  g_autofree char *lines = tarn_engine_diff (one, other, 99, NULL);
  g_auto (GStrv) parts = g_strsplit (lines, "\n", -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_nonnull (strstr (parts[0], "after"));
}

/* --- The state as text ------------------------------------------------------------------------ */

static void
test_state_text (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (1);
  TarnEngine *engine = tarn_sample_get_engine (sample);
  g_autoptr (TarnEngine) fork = tarn_engine_fork (engine, NULL, NULL, NULL);

  engine_set (fork, "glue.running-max", 51);
  g_autofree char *text = tarn_engine_to_text (fork, NULL);
  g_autofree char *diff = tarn_engine_diff (engine, fork, 10, NULL);
  g_assert_cmpstr (diff, ==, "glue.options: running-max 50 -> 51\n");
  g_assert_nonnull (strstr (text, "\nglue.options: running-max 51\n"));
  g_assert_nonnull (strstr (text, "\nclock: now 2000-01-01T00:00:00.000000Z\n"));
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-snapshot.h: to_text(): The paths and names are those of tarn_engine_diff().", test_state_text },
  { "tarn-snapshot.h: to_text(): clock: now 2000-01-01T00:00:00.000000Z glue.options: running-max 50", test_state_text },
  { "tarn-snapshot.h: chapter: A snapshot begins with the eight bytes 89 54 41 52 4e 0d 0a 1a, the version of the format, which is 1, the version of the draw format, which is 1, the number of bytes that follow the header, and the SHA-256 of these bytes.", test_header },
  { "tarn-snapshot.h: chapter: Numbers are little-endian.", test_header },
  { "tarn-snapshot.h: chapter: The digest of an engine is the SHA-256 of its snapshot.", test_digest },
  { "tarn-snapshot.h: dup_digest(): the digest in hexadecimal digits, as sha256sum prints it for a file", test_digest },
  { "tarn-snapshot.h: engine_restore(): Errors, in the order they are checked: - %TARN_ERROR_INVALID_SNAPSHOT: the bytes are no snapshot or a snapshot of a later version, or they are damaged or incomplete", test_damage_before_model },
  { "tarn-error.h: TarnError: the bytes are no snapshot, or a damaged one, or one of a later version; no engine was made", test_later_version },
  { "compatibility.md: What stays: A snapshot says which version of the format it has, and a release that cannot read it says so.", test_later_version },
  { "tarn-snapshot.h: restore_from_file(): a #GFileError: the file cannot be read, or is no regular file", test_files },
  { "tarn-snapshot.h: TarnLeftBehind: The number of the user's own things that the engine has and its fork does not.", test_left_behind },
  { "snapshots.md: Continuing in a fork: It leaves behind some other things of yours, and `tarn_engine_fork()` counts these in a `TarnLeftBehind`", test_left_behind },
  { "tarn-snapshot.h: engine_fork(): The events of timeouts are not in the fork", test_fork_has_no_timeouts },
  { "tarn-snapshot.h: engine_fork(): In the fork, chains of events within one instant start anew.", test_count_of_instant_starts_anew },
  { "tarn-snapshot.h: chapter: The same things happen in both engines, to the byte, until a caller does something to one of them.", test_fork_changes_nothing },
  { "tarn-snapshot.h: chapter: Run ids, page tokens and client tokens stay valid.", test_tokens_stay_valid },
  { "tarn-snapshot.h: engine_fork(): The engine and its fork share nothing that can change, so they may go on in two threads.", test_forks_in_threads },
  { "tarn-snapshot.h: engine_restore(): It belongs to the calling thread.", test_restored_belongs_to_thread },
  { "tarn-types.h: TarnEngine: Any thread may drop the last reference to the engine.", test_any_thread_drops },
  { "threads.md: chapter: Any thread may drop the last reference.", test_any_thread_drops },
  { "tarn-fork-options.h: options_new(): Makes options that give nothing to the new engine.", test_options },
  { "tarn-fork-options.h: options_copy(): a copy", test_options },
  { "tarn-fork-options.h: set_cost_model(): The options keep a reference to it.", test_options },
  { "tarn-snapshot.h: chapter: can only be forked or restored with #TarnForkOptions that name what to use in its place", test_model_has_its_place },
  { "tarn-error.h: TarnError: and no model was given in its place; no engine was made", test_model_has_its_place },
  { "tarn-snapshot.h: engine_diff(): If there are more differences, one more line says how many.", test_diff },
  { "tarn-snapshot.h: engine_diff(): how many differences to list at most", test_diff },
  { "tarn-snapshot.h: engine_diff(): the lines, each with its line break, an empty text if there is no difference", test_diff },
  { "tarn-snapshot.h: engine_diff(): glue.options: running-max 50 -> 100", test_diff },
  { "tarn-snapshot.h: engine_diff(): What is the same in both engines is not listed.", test_diff },
  { "tarn-snapshot.h: engine_diff(): glue.run[1f6e... of 123456789012.sales.daily]: only in the second", test_diff_names_run },
  { "tarn-snapshot.h: engine_diff(): If the two engines differ only in the order in which things were made, one line says which comes after which.", test_diff_of_order },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
