/* SPDX-License-Identifier: MIT */
/*
 * Tests GetMetadataGenerationRun: which calls fail and in which order the service checks them, what the
 * service returns for a run and for one of its types, and how long a run is found.
 */
#include "worlds/datazone-digest.h"
#include "neighbours.h"
#include "metadata-model.h"

#define GET "GetMetadataGenerationRun"
#define NO_SUCH_TYPE(id, type) NOT_FOUND, "Metadata generation run " id " has no type " type

typedef struct
{
  const char *name;
  const char *domain; /* NULL for the right value, here and in id */
  const char *id;
  const char *type;
  const char *exception; /* NULL if the run is found */
  const char *message;
} GetRow;

/* clang-format off */
static const GetRow rows[] = {
  { "found", NULL, NULL, NULL, NULL, NULL },
  { "found-of-its-type", NULL, NULL, NAMES, NULL, NULL },
  { "found-in-another-domain", "<other>", "<other run>", NULL, NULL, NULL },
  { "domain/absent", ABSENT, NULL, NULL, VALIDATION, VIOLATION ("domainIdentifier", NOT_NULL) },
  { "domain/empty", "", NULL, NULL, VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "domain/not-of-the-form", "domain", NULL, NULL,
    VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "domain/unknown", "dzd-a", NULL, NULL, NOT_FOUND, NO_DOMAIN ("dzd-a") },
  { "domain/another-account", "<foreign>", "<foreign run>", NULL,
    DENIED, NO_ACCESS (ROOT, GET) },
  { "run/absent", NULL, ABSENT, NULL, VALIDATION, VIOLATION ("identifier", NOT_NULL) },
  { "run/empty", NULL, "", NULL, VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "run/1-character", NULL, "-", NULL, NOT_FOUND, NO_RUN ("-") },
  { "run/14-characters", NULL, "<14*0>", NULL, NOT_FOUND, NO_RUN ("<14*0>") },
  { "run/36-characters", NULL, "<36*a>", NULL, NOT_FOUND, NO_RUN ("<36*a>") },
  { "run/37-characters", NULL, "<37*a>", NULL, VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "run/dot", NULL, "a.b", NULL, VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "run/line-feed-at-the-end", NULL, "<run>\n", NULL,
    VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "run/and-more", NULL, "<run>0", NULL, NOT_FOUND, NO_RUN ("<run>0") },
  { "run/upper-case", NULL, "<RUN>", NULL, NOT_FOUND, NO_RUN ("<RUN>") },
  { "run/of-another-domain", NULL, "<other run>", NULL, NOT_FOUND, NO_RUN ("<other run>") },
  { "run/of-another-account", NULL, "<foreign run>", NULL, NOT_FOUND, NO_RUN ("<foreign run>") },
  { "run/id-of-its-asset", NULL, "<asset>", NULL, NOT_FOUND, NO_RUN ("<asset>") },
  { "type/empty", NULL, NULL, "", VALIDATION, VIOLATION ("type", A_TYPE) },
  { "type/unknown", NULL, NULL, "NAMES", VALIDATION, VIOLATION ("type", A_TYPE) },
  { "type/lower-case", NULL, NULL, "business_names", VALIDATION, VIOLATION ("type", A_TYPE) },
  { "type/not-of-the-run", NULL, NULL, GLOSSARY, NO_SUCH_TYPE ("<run>", GLOSSARY) },
  { "order/domain-before-run", "", "", NULL,
    VALIDATION, VIOLATION ("domainIdentifier", MATCH_DOMAIN) },
  { "order/run-before-type", NULL, "", "", VALIDATION, VIOLATION ("identifier", MATCH_ID) },
  { "order/type-before-domain", "dzd-a", NULL, "", VALIDATION, VIOLATION ("type", A_TYPE) },
  { "order/type-before-access", "<foreign>", NULL, "", VALIDATION, VIOLATION ("type", A_TYPE) },
  { "order/domain-before-unknown-run", "dzd-a", "none", NULL, NOT_FOUND, NO_DOMAIN ("dzd-a") },
  { "order/access-before-run", "<foreign>", "none", NULL, DENIED, NO_ACCESS (ROOT, GET) },
  { "order/run-before-its-type", NULL, "none", GLOSSARY, NOT_FOUND, NO_RUN ("none") },
};
/* clang-format on */

static Lake
get_lake_new (void)
{
  Lake lake = lake_new (1);
  g_autoptr (TarnDataZoneClient) foreigner = datazone_client_new (lake.engine, FOREIGN, NULL);
  const char *id = lake_note (&lake, "run", lake_start (&lake, lake.asset, DESCRIPTIONS " " NAMES));

  lake_note (&lake, "RUN", g_ascii_strup (id, -1));
  lake_add_domain_with_run (&lake, lake.client, "other");
  lake_add_domain_with_run (&lake, foreigner, "foreign");
  engine_advance (lake.engine, 10 * SECOND_US);
  return lake;
}

static TarnMetadataRun *
get_row (const Lake *lake, const GetRow *row, GError **error)
{
  g_autofree char *domain = lake_choose (lake, row->domain, lake->domain);
  g_autofree char *id = lake_choose (lake, row->id, "<run>");

  return get_run (lake->client, domain, id, row->type, error);
}

static void
test_row (gconstpointer data)
{
  const GetRow *row = data;
  g_auto (Lake) lake = get_lake_new ();
  g_autofree char *before = lake_to_string (&lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = get_row (&lake, row, &error);

  assert_outcome (&lake, run != NULL, error, row->exception, row->message);
  after = lake_to_string (&lake);
  g_assert_cmpstr (after, ==, before);
}

/* Any caller from the account of the domain may get a run, even if the caller is no member of the project. */
static void
test_no_member (void)
{
  g_auto (Lake) lake = get_lake_new ();
  g_autoptr (TarnDataZoneClient) steward = datazone_client_new (lake.engine, ACCOUNT, STEWARD);
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (GError) error = NULL;

  run = get_run (steward, lake.domain, lake_find (&lake, "run"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_metadata_run_get_id (run), ==, lake_find (&lake, "run"));
}

/* --- What Get returns ------------------------------------------------------------------------- */

/* Descriptions take 10 seconds and the glossary 30. Names have no quota, so they fail after one second. */
static const struct
{
  const char *name;
  gint64 at_ms;
  const char *type;
  const char *told;
} told_rows[] = {
  { "submitted", 0, NULL,
    "SUBMITTED <me> [" ALL_TYPES "] - of ASSET <asset>@1 D=SUBMITTED N=SUBMITTED G=SUBMITTED"
    " created 0 ended never calls 0 in 0 out 0 cost 0\n" },
  { "submitted/names", 999, NAMES,
    "SUBMITTED <me> [" NAMES "] " NAMES " of ASSET <asset>@1 N=SUBMITTED"
    " created 0 ended never calls 0 in 0 out 0 cost 0\n" },
  { "begun", 1000, NULL,
    "IN_PROGRESS <me> [" ALL_TYPES "] - of ASSET <asset>@1 D=IN_PROGRESS N=IN_PROGRESS"
    " G=IN_PROGRESS created 0 ended never calls 0 in 0 out 0 cost 0\n" },
  { "first-failed", 2000, NULL,
    "IN_PROGRESS <me> [" ALL_TYPES "] - of ASSET <asset>@1 D=IN_PROGRESS N=FAILED"
    " (business name generation has reached monthly quota) G=IN_PROGRESS"
    " created 0 ended never calls 0 in 0 out 0 cost 0\n" },
  { "first-failed/names", 2000, NAMES,
    "IN_PROGRESS <me> [" NAMES "] " NAMES " of ASSET <asset>@1 N=FAILED"
    " (business name generation has reached monthly quota)"
    " created 0 ended never calls 0 in 0 out 0 cost 0\n" },
  { "on-the-way", 6500, NULL,
    "IN_PROGRESS <me> [" ALL_TYPES "] - of ASSET <asset>@1 D=IN_PROGRESS N=FAILED"
    " (business name generation has reached monthly quota) G=IN_PROGRESS"
    " created 0 ended never calls 9 in 965 out 96 cost 0\n" },
  { "on-the-way/descriptions", 6500, DESCRIPTIONS,
    "IN_PROGRESS <me> [" DESCRIPTIONS "] " DESCRIPTIONS " of ASSET <asset>@1 D=IN_PROGRESS"
    " created 0 ended never calls 9 in 965 out 96 cost 0\n" },
  { "second-succeeded", 11000, NULL,
    "IN_PROGRESS <me> [" ALL_TYPES "] - of ASSET <asset>@1 D=SUCCEEDED N=FAILED"
    " (business name generation has reached monthly quota) G=IN_PROGRESS"
    " created 0 ended never calls 19 in 1931 out 193 cost 0\n" },
  { "second-succeeded/glossary", 11000, GLOSSARY,
    "IN_PROGRESS <me> [" GLOSSARY "] " GLOSSARY " of ASSET <asset>@1 G=IN_PROGRESS"
    " created 0 ended never calls 19 in 1931 out 193 cost 0\n" },
  { "ended", 31000, NULL,
    "PARTIALLY_SUCCEEDED <me> [" ALL_TYPES "] - of ASSET <asset>@1 D=SUCCEEDED N=FAILED"
    " (business name generation has reached monthly quota) G=SUCCEEDED"
    " created 0 ended 31000000 calls 40 in 4000 out 400 cost 0\n" },
  { "long-ended/descriptions", 86400000, DESCRIPTIONS,
    "PARTIALLY_SUCCEEDED <me> [" DESCRIPTIONS "] " DESCRIPTIONS " of ASSET <asset>@1 D=SUCCEEDED"
    " created 0 ended 31000000 calls 40 in 4000 out 400 cost 0\n" },
  { "long-ended/names", 86400000, NAMES,
    "PARTIALLY_SUCCEEDED <me> [" NAMES "] " NAMES " of ASSET <asset>@1 N=FAILED"
    " (business name generation has reached monthly quota)"
    " created 0 ended 31000000 calls 40 in 4000 out 400 cost 0\n" },
};

static void
assert_told (const Lake *lake, const char *type, const char *told)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run
      = get_run (lake->client, lake->domain, lake_find (lake, "run"), type, &error);
  g_autofree char *format = g_strconcat ("<domain> <project> <run> ", told, NULL);
  g_autofree char *expected = lake_expand (lake, format);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = run_to_string (run);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_told (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (OwnModel) model G_GNUC_UNUSED = lake_add_seconds (&lake, 10, 20, 30);
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "types-max", 3);
  lake_set (&lake, "names-per-month-max", 0);
  lake_set (&lake, "submitted-duration-us", SECOND_US);
  run = lake_get (&lake, lake_note (&lake, "run", lake_start (&lake, lake.asset, ALL_TYPES)));
  lake_note (&lake, "me", g_strdup (tarn_metadata_run_get_created_by (run)));
  engine_advance (lake.engine, told_rows[row].at_ms * MS_US);

  assert_told (&lake, told_rows[row].type, told_rows[row].told);
}

/* A copy of a run does not change, and it outlives the engine. */
static void
test_told_does_not_change (void)
{
  Lake lake = lake_new (1);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
  g_autoptr (TarnMetadataRun) held = tarn_metadata_run_ref (run);
  g_autofree char *before = run_to_string (run);
  g_autofree char *later = NULL;
  g_autofree char *at_last = NULL;

  g_assert_true (held == run);
  lake_set (&lake, "cost-price-input-nano-usd", 1);
  engine_drain (lake.engine);
  later = run_to_string (run);
  g_assert_cmpstr (later, ==, before);
  lake_clear (&lake);
  g_clear_pointer (&run, tarn_metadata_run_unref);
  at_last = run_to_string (held);
  g_assert_cmpstr (at_last, ==, before);
}

/* --- How long a run is found ------------------------------------------------------------------ */

static gboolean
is_found (const Lake *lake, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = get_run (lake->client, lake->domain, id, NULL, &error);

  if (run == NULL)
    g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND);
  return run != NULL;
}

/* Checks which runs are found. @expected has a letter for each run, in upper case if the run is found. */
static void
assert_found (const Lake *lake, char *const *ids, guint n_ids, const char *expected)
{
  g_autoptr (GString) found = g_string_new ("");

  for (guint i = 0; i < n_ids; i++)
    g_string_append_c (found, (char) ((is_found (lake, ids[i]) ? 'A' : 'a') + i));
  g_assert_cmpstr (found->str, ==, expected);
}

/* The limit applies to the ended runs of each asset, from the next end of a run on. */
static void
test_retention_runs (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 1);
  char *ids[7];

  ids[0] = lake_start (&lake, other, NAMES);
  for (guint i = 1; i < 5; i++)
    {
      ids[i] = lake_start (&lake, lake.asset, NAMES);
      engine_drain (lake.engine);
    }
  lake_set (&lake, "retention-runs", 2);
  assert_found (&lake, ids, 5, "ABCDE");
  ids[5] = lake_start (&lake, lake.asset, NAMES);
  assert_found (&lake, ids, 6, "ABCDEF");
  engine_drain (lake.engine);
  assert_found (&lake, ids, 6, "AbcdEF");
  ids[6] = lake_start (&lake, lake.asset, NAMES);
  lake_cancel (&lake, ids[6]);
  assert_found (&lake, ids, 7, "AbcdeFG");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

static void
test_retention_of_one_and_all (void)
{
  g_auto (Lake) lake = lake_new (1);
  char *ids[4];

  lake_set (&lake, "retention-runs", 1);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      if (i == 2)
        lake_set (&lake, "retention-runs", 0);
      ids[i] = lake_start (&lake, lake.asset, NAMES);
      engine_drain (lake.engine);
    }
  assert_found (&lake, ids, G_N_ELEMENTS (ids), "aBCD");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

/* The age counts from the end of the run, to the microsecond. A run that has not ended does not expire. */
static void
test_retention_age (void)
{
  g_auto (Lake) lake = lake_new (1);
  const char *other = lake_add_asset (&lake, "other", 10000);
  char *ids[3];

  lake_set (&lake, "retention-age-us", HOUR_US);
  ids[0] = lake_start (&lake, lake.asset, NAMES);
  ids[1] = lake_start (&lake, other, NAMES);
  engine_advance (lake.engine, RUN_US);
  ids[2] = lake_start (&lake, lake.asset, NAMES);
  engine_advance (lake.engine, HOUR_US - 1);
  assert_found (&lake, ids, 3, "ABC");
  assert_status (&lake, ids[1], "IN_PROGRESS");
  engine_advance (lake.engine, 1);
  assert_found (&lake, ids, 3, "aBC");
  engine_advance (lake.engine, RUN_US - 1);
  assert_found (&lake, ids, 3, "aBC");
  engine_advance (lake.engine, 1);
  assert_found (&lake, ids, 3, "aBc");
  lake_set (&lake, "retention-age-us", 1);
  assert_status (&lake, ids[1], "IN_PROGRESS");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

/* --- Reloading -------------------------------------------------------------------------------- */

/* A reload writes the new answer into the copy, also for those who hold a reference to it. */
static void
test_reload (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);
  g_autoptr (TarnMetadataRun) held = tarn_metadata_run_ref (run);

  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  engine_drain (lake.engine);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  g_assert_true (tarn_metadata_run_reload (run, lake.client, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tarn_metadata_run_get_status (held), ==, TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpstr (tarn_metadata_run_get_id (held), ==, id);
}

/* A copy of one type of a run keeps to this type. */
static void
test_reload_of_a_type (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES " " DESCRIPTIONS);
  g_autoptr (TarnMetadataRun) run
      = tarn_datazone_client_get_metadata_generation_run (lake.client, lake.domain, id, NAMES,
                                                          &error);

  g_assert_no_error (error);
  engine_drain (lake.engine);
  g_assert_true (tarn_metadata_run_reload (run, lake.client, &error));
  g_assert_cmpint (tarn_metadata_run_get_type_status (run, TARN_METADATA_TYPE_BUSINESS_NAMES), ==,
                   TARN_METADATA_STATUS_SUCCEEDED);
  g_assert_cmpint (tarn_metadata_run_get_type_status (run,
                                                      TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS),
                   ==, 0);
}

/* A reload that fails leaves the copy as it was. */
static void
test_reload_that_fails (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) other = tarn_engine_new (2);
  g_autoptr (TarnDataZoneClient) elsewhere = datazone_client_new (other, ACCOUNT, NULL);
  g_autofree char *id = lake_start (&lake, lake.asset, NAMES);
  g_autoptr (TarnMetadataRun) run = lake_get (&lake, id);

  engine_drain (lake.engine);
  g_assert_false (tarn_metadata_run_reload (run, elsewhere, &error));
  g_assert_error (error, TARN_DATAZONE_ERROR, TARN_DATAZONE_ERROR_RESOURCE_NOT_FOUND);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_IN_PROGRESS);
  g_assert_cmpstr (tarn_metadata_run_get_id (run), ==, id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/generation/get/", rows, test_row);
  for (guint i = 0; i < G_N_ELEMENTS (told_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/get/told/", told_rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_told);
    }
  g_test_add_func ("/generation/get/no-member", test_no_member);
  g_test_add_func ("/generation/get/told/does-not-change", test_told_does_not_change);
  g_test_add_func ("/generation/get/retention/runs", test_retention_runs);
  g_test_add_func ("/generation/get/retention/one-and-all", test_retention_of_one_and_all);
  g_test_add_func ("/generation/get/retention/age", test_retention_age);
  g_test_add_func ("/generation/get/reload/new-answer", test_reload);
  g_test_add_func ("/generation/get/reload/of-a-type", test_reload_of_a_type);
  g_test_add_func ("/generation/get/reload/fails", test_reload_that_fails);
  return g_test_run ();
}
