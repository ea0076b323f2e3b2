/* SPDX-License-Identifier: MIT */
/*
 * Which run suggests, what of, and from when on: only what has succeeded does, for the revision it
 * worked on, and until a newer run of the type succeeds. How the texts are made has a file of its
 * own.
 */
#include "worlds/datazone-digest.h"
#include "metadata-model.h"

#define D TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS
#define N TARN_METADATA_TYPE_BUSINESS_NAMES
#define G TARN_METADATA_TYPE_BUSINESS_GLOSSARY_ASSOCIATIONS

/* Where a run has none to say, NULL. */
static void
assert_runs (const Lake *lake, const char *revision, const char *descriptions, const char *names,
             const char *glossary)
{
  g_autoptr (TarnAsset) asset = lake_get_asset (lake, lake->asset, revision);
  const char *expected[] = { NULL, descriptions, names, glossary };

  for (guint i = 1; i < G_N_ELEMENTS (expected); i++)
    {
      TarnMetadataType type = (TarnMetadataType) i;
      guint n_suggestions = 99;
      const TarnSuggestion *suggestions = tarn_asset_get_suggestions (asset, type, &n_suggestions);

      g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, type), ==, expected[i]);
      g_assert_cmpint (suggestions != NULL, ==, expected[i] != NULL);
      g_assert_cmpint (n_suggestions > 0, ==, expected[i] != NULL);
    }
}

/* Glossary associations need a term that fits, which is what the columns of the asset are called.
   */
static Lake
suggestion_lake_new (void)
{
  Lake lake = lake_new (1);

  tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "Col", NULL);
  lake_set (&lake, "types-max", 3);
  return lake;
}

/* --- When ------------------------------------------------------------------------------------- */

static void
test_not_before_success (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *id = NULL;

  assert_runs (&lake, NULL, NULL, NULL, NULL);
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  assert_runs (&lake, NULL, NULL, NULL, NULL);
  engine_advance (lake.engine, SECOND_US + RUN_US - 1);
  assert_runs (&lake, NULL, NULL, NULL, NULL);
  engine_advance (lake.engine, 1);
  assert_runs (&lake, NULL, id, id, id);
}

/* Each type suggests when it ends, not when its run does. */
static void
test_types_one_by_one (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 30, 10, 20);
  g_autofree char *id = lake_start (&lake, lake.asset, ALL_TYPES);

  engine_advance (lake.engine, 10 * SECOND_US);
  assert_runs (&lake, NULL, NULL, id, NULL);
  engine_advance (lake.engine, 10 * SECOND_US);
  assert_runs (&lake, NULL, NULL, id, id);
  engine_advance (lake.engine, 10 * SECOND_US);
  assert_runs (&lake, NULL, id, id, id);
}

static void
test_only_what_was_asked_for (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *id = lake_start (&lake, lake.asset, GLOSSARY);

  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, NULL, id);
}

static void
test_not_what_failed (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *id = NULL;

  lake_set (&lake, "names-per-month-max", 0);
  lake_set (&lake, "descriptions-failure-ppm", 1000000);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, NULL, id);
}

static void
test_not_what_was_canceled (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 30, 10, 20);
  g_autofree char *id = lake_start (&lake, lake.asset, ALL_TYPES);

  engine_advance (lake.engine, 15 * SECOND_US);
  lake_cancel (&lake, id);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, id, NULL);
}

/* What nobody started suggests as well. */
static void
test_system (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  TarnAssetInput *input = asset_input_new ("new", TABLE_TYPE, 1);
  g_autoptr (TarnAsset) asset = NULL;

  tarn_asset_input_set_business_name_generation (input, TRUE);
  lake_add_input (&lake, "new", input);
  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake_find (&lake, "new"), NULL);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, N, "summary"), ==, "New");
}

/* --- The newest run --------------------------------------------------------------------------- */

static void
test_newest_run (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *first = lake_start (&lake, lake.asset, ALL_TYPES);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  engine_drain (lake.engine);
  second = lake_start (&lake, lake.asset, DESCRIPTIONS " " GLOSSARY);
  assert_runs (&lake, NULL, first, first, first);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, second, first, second);
  third = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, second, third, second);
}

/* What there was stays when a newer run fails or is canceled. */
static void
test_newer_run_without_success (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *first = lake_start (&lake, lake.asset, NAMES);
  g_autofree char *canceled = NULL;

  engine_drain (lake.engine);
  canceled = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, SECOND_US);
  lake_cancel (&lake, canceled);
  assert_runs (&lake, NULL, NULL, first, NULL);
  lake_set (&lake, "names-per-month-max", 0);
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  assert_runs (&lake, NULL, NULL, first, NULL);
}

/* What a run has suggested stays when the run itself is forgotten. */
static void
test_forgotten_run (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autofree char *first = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnAsset) asset = NULL;

  engine_drain (lake.engine);
  lake_set (&lake, "retention-runs", 1);
  g_free (lake_start (&lake, lake.asset, DESCRIPTIONS));
  engine_drain (lake.engine);
  g_free (lake_start (&lake, lake.asset, DESCRIPTIONS));
  lake_set (&lake, "retention-age-us", 1);

  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, N), ==, first);
  g_assert_cmpstr (tarn_asset_find_suggestion (asset, N, "columns[19].columnName"), ==, "Col 19");
}

/* --- Revisions -------------------------------------------------------------------------------- */

static void
test_revision (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  const StartCall call = { .revision = "1", .types = NAMES };
  g_autofree char *newest = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lake_add_revision (&lake, lake.asset, asset_input_new ("renamed", TABLE_TYPE, 3));
  newest = lake_start (&lake, lake.asset, NAMES);
  /* The next revision begins without any, and is not what the run works on. */
  lake_add_revision (&lake, lake.asset, asset_input_new ("again", TABLE_TYPE, 4));
  engine_drain (lake.engine);
  assert_runs (&lake, "1", NULL, NULL, NULL);
  assert_runs (&lake, "2", NULL, newest, NULL);
  assert_runs (&lake, NULL, NULL, NULL, NULL);

  first = lake_try (&lake, lake.client, &call, NULL);
  engine_drain (lake.engine);
  assert_runs (&lake, "1", NULL, first, NULL);
  assert_runs (&lake, "2", NULL, newest, NULL);
  second = lake_start (&lake, lake.asset, NAMES);
  engine_drain (lake.engine);
  assert_runs (&lake, "2", NULL, newest, NULL);
  assert_runs (&lake, "3", NULL, second, NULL);
}

/* The texts are of the name and the columns of the revision. */
static void
test_texts_of_the_revision (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (TarnAsset) first = NULL;
  g_autoptr (TarnAsset) second = NULL;
  guint n_suggestions;

  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  lake_add_revision (&lake, lake.asset, asset_input_new ("cust", TABLE_TYPE, 3));
  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  first = lake_get_asset (&lake, lake.asset, "1");
  second = lake_get_asset (&lake, lake.asset, "2");

  g_assert_nonnull (tarn_asset_get_suggestions (first, N, &n_suggestions));
  g_assert_cmpuint (n_suggestions, ==, 21);
  g_assert_cmpstr (tarn_asset_find_suggestion (first, N, "summary"), ==, "Asset");
  g_assert_nonnull (tarn_asset_get_suggestions (second, N, &n_suggestions));
  g_assert_cmpuint (n_suggestions, ==, 4);
  g_assert_cmpstr (tarn_asset_find_suggestion (second, N, "summary"), ==, "Customer");
}

/* --- The glossary of the moment --------------------------------------------------------------- */

static void
assert_terms (const Lake *lake, const char *expected)
{
  g_autoptr (TarnAsset) asset = lake_get_asset (lake, lake->asset, NULL);

  g_assert_cmpstr (tarn_asset_find_suggestion (asset, G, "columns[7].columnGlossaryTerms"), ==,
                   expected);
}

/* Terms count that are there when the type succeeds; those that come later wait for the next run.
   */
static void
test_glossary (void)
{
  g_auto (Lake) lake = suggestion_lake_new ();

  g_free (lake_start (&lake, lake.asset, GLOSSARY));
  engine_advance (lake.engine, RUN_US - 1);
  tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "7", NULL);
  engine_advance (lake.engine, 1);
  tarn_datazone_client_create_glossary_term (lake.client, lake.domain, "Col 7", NULL);
  assert_terms (&lake, "Col, 7");
  g_free (lake_start (&lake, lake.asset, GLOSSARY));
  assert_terms (&lake, "Col, 7");
  engine_drain (lake.engine);
  assert_terms (&lake, "Col, 7, Col 7");
}

/* A run that found nothing to suggest has succeeded all the same. */
static void
test_nothing_to_suggest (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.asset, GLOSSARY);
  g_autoptr (TarnAsset) asset = NULL;
  guint n_suggestions = 99;

  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, G), ==, id);
  g_assert_null (tarn_asset_get_suggestions (asset, G, &n_suggestions));
  g_assert_cmpuint (n_suggestions, ==, 0);
  g_assert_null (tarn_asset_find_suggestion (asset, G, "summary"));
}

/* --- The record ------------------------------------------------------------------------------- */

/* What was told neither changes with the lake nor goes with it. */
static void
test_told_does_not_change (void)
{
  Lake lake = suggestion_lake_new ();
  g_autoptr (TarnAsset) without = lake_get_asset (&lake, lake.asset, NULL);
  g_autofree char *without_text = asset_to_string (without);
  g_autofree char *unchanged = NULL;
  g_autoptr (TarnAsset) with = NULL;
  g_autoptr (TarnAsset) held = NULL;
  g_autofree char *with_text = NULL;
  g_autofree char *kept = NULL;

  g_free (lake_start (&lake, lake.asset, ALL_TYPES));
  engine_drain (lake.engine);
  unchanged = asset_to_string (without);
  g_assert_cmpstr (unchanged, ==, without_text);

  with = lake_get_asset (&lake, lake.asset, NULL);
  held = tarn_asset_ref (with);
  with_text = asset_to_string (with);
  g_assert_cmpstr (with_text, !=, without_text);
  for (guint i = 0; i < 100; i++)
    lake_add_revision (&lake, lake.asset, asset_input_new ("other", TABLE_TYPE, 1));
  g_free (lake_start (&lake, lake.asset, ALL_TYPES));
  engine_drain (lake.engine);
  lake_clear (&lake);
  g_clear_pointer (&with, tarn_asset_unref);
  kept = asset_to_string (held);
  g_assert_cmpstr (kept, ==, with_text);
}

/* What is no type and no path has no suggestions. */
static void
test_no_such_suggestion (void)
{
  static const gint types[] = { 0, 4, -1 };
  static const char *const paths[]
      = { "", "Summary", "columns[20].columnName", "columns[0].columnDescription", "columns[0]" };
  g_auto (Lake) lake = suggestion_lake_new ();
  g_autoptr (TarnAsset) asset = NULL;

  g_free (lake_start (&lake, lake.asset, NAMES));
  engine_drain (lake.engine);
  asset = lake_get_asset (&lake, lake.asset, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      TarnMetadataType type = (TarnMetadataType) types[i];
      guint n_suggestions = 99;

      g_assert_null (tarn_asset_get_suggestions (asset, type, &n_suggestions));
      g_assert_cmpuint (n_suggestions, ==, 0);
      g_assert_null (tarn_asset_find_suggestion (asset, type, "summary"));
      g_assert_null (tarn_asset_get_suggestion_run_id (asset, type));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_null (tarn_asset_find_suggestion (asset, N, paths[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/suggestions/when/not-before-success", test_not_before_success);
  g_test_add_func ("/suggestions/when/types-one-by-one", test_types_one_by_one);
  g_test_add_func ("/suggestions/when/only-what-was-asked-for", test_only_what_was_asked_for);
  g_test_add_func ("/suggestions/when/not-what-failed", test_not_what_failed);
  g_test_add_func ("/suggestions/when/not-what-was-canceled", test_not_what_was_canceled);
  g_test_add_func ("/suggestions/when/system", test_system);
  g_test_add_func ("/suggestions/newest-run/succeeded", test_newest_run);
  g_test_add_func ("/suggestions/newest-run/without-success", test_newer_run_without_success);
  g_test_add_func ("/suggestions/newest-run/forgotten", test_forgotten_run);
  g_test_add_func ("/suggestions/revision/runs", test_revision);
  g_test_add_func ("/suggestions/revision/texts", test_texts_of_the_revision);
  g_test_add_func ("/suggestions/glossary/of-the-moment", test_glossary);
  g_test_add_func ("/suggestions/glossary/nothing-to-suggest", test_nothing_to_suggest);
  g_test_add_func ("/suggestions/told/does-not-change", test_told_does_not_change);
  g_test_add_func ("/suggestions/told/no-such-suggestion", test_no_such_suggestion);
  return g_test_run ();
}
