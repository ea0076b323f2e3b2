/* SPDX-License-Identifier: MIT */
/*
 * Tests what a start of a metadata generation run with options asks for: a tag that the run shows everywhere,
 * and luck by that tag. What only a refresh has is refused.
 */
#include "datazone/metadata-model.h"

#define start_with_options tarn_datazone_client_start_metadata_generation_run_with_options

static TarnMetadataRun *
try_start (const Lake *lake, const TarnStartOptions *options, const char *token, GError **error)
{
  const TarnMetadataTarget target = { .type = "ASSET", .identifier = lake->asset };

  return start_with_options (lake->client, lake->domain, lake->project, &target, NAMES, NULL, token,
                             options, error);
}

static TarnMetadataRun *
start_tagged (const Lake *lake, guint64 tag, const char *token)
{
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autoptr (GError) error = NULL;

  tarn_start_options_set_tag (options, tag);
  TarnMetadataRun *run = try_start (lake, options, token, &error);
  g_assert_no_error (error);
  return run;
}

/* --- Tags ------------------------------------------------------------------------------------- */

static void
note_tag (TarnEngine *engine G_GNUC_UNUSED, const TarnChange *change, gpointer data)
{
  g_string_append_printf (data, "%s %" G_GUINT64_FORMAT "\n", tarn_change_get_cause (change),
                          tarn_change_get_tag (change));
}

static void
note_work (const TarnMetadataWork *work, TarnMetadataPlan *plan G_GNUC_UNUSED, gpointer data)
{
  g_string_append_printf (data, "work %" G_GUINT64_FORMAT "\n", tarn_metadata_work_get_tag (work));
}

static void
test_tag_is_shown (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = start_tagged (&lake, G_MAXUINT64, NULL);
  g_autofree char *id = g_strdup (tarn_metadata_run_get_id (run));

  g_assert_cmpuint (tarn_metadata_run_get_tag (run), ==, G_MAXUINT64);
  engine_drain (lake.engine);
  g_autoptr (TarnMetadataRun) none = try_start (&lake, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_metadata_run_get_tag (none), ==, 0);

  g_autoptr (TarnMetadataRun) got = lake_get (&lake, id);
  g_assert_cmpuint (tarn_metadata_run_get_tag (got), ==, G_MAXUINT64);
  g_autoptr (GPtrArray) runs
      = list_runs (lake.client, lake.domain, NULL, NULL, NULL, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpuint (tarn_metadata_run_get_tag (runs->pdata[0]), ==, 0);
  g_assert_cmpuint (tarn_metadata_run_get_tag (runs->pdata[1]), ==, G_MAXUINT64);
}

static void
test_tag_in_changes_and_work (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model = lake_add_seconds (&lake, 10, 10, 10);
  g_autoptr (GString) told = g_string_new (NULL);

  model->func = note_work;
  model->data = told;
  tarn_engine_add_observer (lake.engine, note_tag, told, NULL);
  g_autoptr (TarnMetadataRun) run G_GNUC_UNUSED = start_tagged (&lake, 7, NULL);
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.asset, NAMES));
  g_assert_cmpstr (told->str, ==,
                   "work 7\ncreate 7\nbegin 7\nsucceed 7\nwork 0\ncreate 0\nbegin 0\n");
  model->func = NULL;
}

/* The options are no parameters of the service, so a repeated call may have others. */
static void
test_repeated_call_keeps_the_tag (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMetadataRun) first = start_tagged (&lake, 7, "retry");
  g_autoptr (TarnMetadataRun) second = start_tagged (&lake, 8, "retry");

  g_assert_cmpstr (tarn_metadata_run_get_id (second), ==, tarn_metadata_run_get_id (first));
  g_assert_cmpuint (tarn_metadata_run_get_tag (second), ==, 7);
}

/* --- What only a refresh has ------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  TarnRefreshMode mode;
  gint threshold_percent;
  const char *message; /* NULL if the start is accepted */
} OptionRow;

#define NOT_SET "Member must not be set for a metadata generation run"

static const OptionRow option_rows[] = {
  { "none", TARN_REFRESH_MODE_SERVICE, -1, NULL },
  { "full", TARN_REFRESH_MODE_FULL, -1, VIOLATION ("refreshMode", NOT_SET) },
  { "incremental", TARN_REFRESH_MODE_INCREMENTAL, -1, VIOLATION ("refreshMode", NOT_SET) },
  { "or-fail", TARN_REFRESH_MODE_INCREMENTAL_OR_FAIL, -1, VIOLATION ("refreshMode", NOT_SET) },
  { "threshold", TARN_REFRESH_MODE_SERVICE, 20,
    VIOLATION ("incrementalThresholdPercent", NOT_SET) },
  { "both", TARN_REFRESH_MODE_FULL, 0, VIOLATION ("refreshMode", NOT_SET) },
};

static void
test_option (gconstpointer data)
{
  const OptionRow *row = data;
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnStartOptions) options = tarn_start_options_new ();
  g_autofree char *before = get_digest (lake.engine);
  g_autoptr (GError) error = NULL;

  tarn_start_options_set_refresh_mode (options, row->mode);
  tarn_start_options_set_incremental_threshold_percent (options, row->threshold_percent);
  g_autoptr (TarnMetadataRun) run = try_start (&lake, options, NULL, &error);
  g_autofree char *after = get_digest (lake.engine);
  if (row->message == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (run);
      return;
    }

  g_assert_null (run);
  assert_exception (&lake, error, VALIDATION, row->message);
  g_assert_cmpstr (after, ==, before);
}

/* --- Luck ------------------------------------------------------------------------------------- */

enum
{
  N_STARTS = 64,
};

/* Starts runs of the tags from @first on, after others without a tag, and returns which failed. */
static char *
run_tags (gboolean draws_by_tag, guint n_before, guint64 first)
{
  g_auto (Lake) lake = lake_new (3);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < n_before; i++)
    {
      g_free (lake_start (&lake, lake.asset, NAMES));
      engine_drain (lake.engine);
    }
  lake_set (&lake, "names-failure-ppm", 500000);
  lake_set (&lake, "draw-by-tag", draws_by_tag);
  for (guint i = 0; i < N_STARTS; i++)
    {
      g_autoptr (TarnMetadataRun) run = start_tagged (&lake, first + i, NULL);

      engine_drain (lake.engine);
      g_autoptr (TarnMetadataRun) ended = lake_get (&lake, tarn_metadata_run_get_id (run));
      g_string_append_c (told, tarn_metadata_run_get_status (ended) == TARN_METADATA_STATUS_FAILED
                                   ? 'x'
                                   : '.');
    }
  return g_string_free (told, FALSE);
}

static void
test_luck_by_tag (void)
{
  g_autofree char *first = run_tags (TRUE, 0, 1);
  g_autofree char *later = run_tags (TRUE, 9, 1);
  g_autofree char *other = run_tags (TRUE, 0, G_GUINT64_CONSTANT (1) << 32 | 1);

  g_assert_nonnull (strchr (first, 'x'));
  g_assert_nonnull (strchr (first, '.'));
  g_assert_cmpstr (later, ==, first);
  g_assert_cmpstr (other, !=, first);
}

static void
test_luck_by_ordinal (void)
{
  g_autofree char *first = run_tags (FALSE, 0, 1);
  g_autofree char *later = run_tags (FALSE, 9, 1001);
  g_autofree char *by_tag = run_tags (TRUE, 0, 1);

  later[N_STARTS - 9] = '\0';
  g_assert_cmpstr (later, ==, first + 9);
  g_assert_cmpstr (by_tag, !=, first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metadata/start-options/tag-is-shown", test_tag_is_shown);
  g_test_add_func ("/metadata/start-options/tag-in-changes-and-work", test_tag_in_changes_and_work);
  g_test_add_func ("/metadata/start-options/repeated-call", test_repeated_call_keeps_the_tag);
  ADD_ROWS ("/metadata/start-options/option/", option_rows, test_option);
  g_test_add_func ("/metadata/start-options/luck-by-tag", test_luck_by_tag);
  g_test_add_func ("/metadata/start-options/luck-by-ordinal", test_luck_by_ordinal);
  return g_test_run ();
}
