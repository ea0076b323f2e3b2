/* SPDX-License-Identifier: MIT */
/*
 * Tests a fault plan that lets one type of a metadata run fail: what happens to that type, to the other
 * types, and to the run.
 */
#include "worlds/sample.h"

#define DESCRIPTIONS "BUSINESS_DESCRIPTIONS"
#define NAMES "BUSINESS_NAMES"
#define ALL DESCRIPTIONS " " NAMES " BUSINESS_GLOSSARY_ASSOCIATIONS"
#define OF_NAMES "type=" NAMES "\n"

typedef struct
{
  const char *name;
  const char *types; /* separated by blanks */
  const char *lines; /* the other lines of the rule */
  const char *option;
  const char *status;      /* the status of the run */
  const char *statuses[3]; /* the status of each type; NULL if the run does not generate it */
  const char *names_message;
} TypeRow;

/* clang-format off */
static const TypeRow type_rows[] = {
  { "one-of-two", DESCRIPTIONS " " NAMES, OF_NAMES, NULL,
    "PARTIALLY_SUCCEEDED", { "SUCCEEDED", "FAILED", NULL }, "rule" },
  { "one-of-three", ALL, OF_NAMES "message=No names today\n", NULL,
    "PARTIALLY_SUCCEEDED", { "SUCCEEDED", "FAILED", "SUCCEEDED" }, "No names today" },
  { "first-of-three", ALL, "type=" DESCRIPTIONS "\n", NULL,
    "PARTIALLY_SUCCEEDED", { "FAILED", "SUCCEEDED", "SUCCEEDED" }, NULL },
  { "last-of-three", ALL, "type=BUSINESS_GLOSSARY_ASSOCIATIONS\n", NULL,
    "PARTIALLY_SUCCEEDED", { "SUCCEEDED", "SUCCEEDED", "FAILED" }, NULL },
  { "the-only-one", NAMES, OF_NAMES, NULL, "FAILED", { NULL, "FAILED", NULL }, "rule" },
  { "not-asked-for", DESCRIPTIONS, OF_NAMES, NULL, "SUCCEEDED", { "SUCCEEDED", NULL, NULL }, NULL },
  { "unsaid", ALL, "", NULL, "FAILED", { "FAILED", "FAILED", "FAILED" }, "rule" },
  { "beside-bad-luck", DESCRIPTIONS " " NAMES, OF_NAMES, "datazone.descriptions-failure-ppm",
    "FAILED", { "FAILED", "FAILED", NULL }, "rule" },
  { "instead-of-bad-luck", DESCRIPTIONS " " NAMES, OF_NAMES, "datazone.names-failure-ppm",
    "PARTIALLY_SUCCEEDED", { "SUCCEEDED", "FAILED", NULL }, "rule" },
};
/* clang-format on */

static TarnSample *
sample_with (const char *lines)
{
  TarnSample *sample = tarn_sample_new (1);
  g_autofree char *text
      = g_strconcat ("[rule]\ndo=fail-run\noperation=" START_METADATA "\n", lines, NULL);

  sample_set (sample, "datazone.types-max", 3);
  tarn_sample_add_faults (sample, text);
  return sample;
}

static char *
generate (TarnSample *sample, const char *words)
{
  g_auto (GStrv) types = g_strsplit (words, " ", -1);
  TarnMetadataTarget target = { .type = "ASSET", .identifier = tarn_sample_get_asset_id (sample) };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = tarn_datazone_client_start_metadata_generation_run (
      tarn_sample_get_datazone (sample), tarn_sample_get_domain_id (sample),
      tarn_sample_get_project_id (sample), &target, NULL, (const char *const *) types, NULL,
      &error);

  g_assert_no_error (error);
  return g_strdup (tarn_metadata_run_get_id (run));
}

static const char *
get_type_status (const TarnMetadataRun *run, TarnMetadataType type)
{
  return tarn_metadata_status_to_string (tarn_metadata_run_get_type_status (run, type));
}

static void
test_type (gconstpointer data)
{
  const TypeRow *row = data;
  g_autoptr (TarnSample) sample = sample_with (row->lines);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (TarnAsset) asset = NULL;

  if (row->option != NULL)
    sample_set (sample, row->option, 1000000);
  id = generate (sample, row->types);
  sample_drain (sample);
  assert_metadata (sample, id, row->status, row->names_message);
  run = sample_get_metadata (sample, id);
  asset = tarn_datazone_client_get_asset (tarn_sample_get_datazone (sample),
                                          tarn_sample_get_domain_id (sample),
                                          tarn_sample_get_asset_id (sample), NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (row->statuses); i++)
    {
      TarnMetadataType type = (TarnMetadataType) (i + 1);
      gboolean is_done = g_strcmp0 (row->statuses[i], "SUCCEEDED") == 0;

      g_assert_cmpstr (get_type_status (run, type), ==, row->statuses[i]);
      g_assert_cmpstr (tarn_asset_get_suggestion_run_id (asset, type), ==, is_done ? id : NULL);
    }
}

/* A type whose monthly quota is used up fails with the message of the quota, even if a rule lets it fail. */
static void
test_quota (void)
{
  g_autoptr (TarnSample) sample = sample_with (OF_NAMES);
  g_autofree char *id = NULL;

  sample_set (sample, "datazone.names-per-month-max", 0);
  id = generate (sample, DESCRIPTIONS " " NAMES);
  sample_drain (sample);
  assert_metadata (sample, id, "PARTIALLY_SUCCEEDED",
                   "business name generation has reached monthly quota");
}

/* The type fails in its own time. The other type goes on to its own end, which is the end of the run. */
static void
test_time (void)
{
  g_autoptr (TarnSample) natural = tarn_sample_new (1);
  g_autoptr (TarnSample) sample = sample_with (OF_NAMES "at-ppm=500000\n");
  g_autofree char *natural_id G_GNUC_UNUSED = generate (natural, NAMES);
  g_autofree char *id = generate (sample, DESCRIPTIONS " " NAMES);
  g_autoptr (TarnMetadataRun) before = NULL;
  g_autoptr (TarnMetadataRun) after = NULL;
  gint64 half_us;

  sample_drain (natural);
  half_us = sample_now (natural) / 2;
  sample_advance_to (sample, half_us - 1);
  before = sample_get_metadata (sample, id);
  g_assert_cmpstr (get_type_status (before, TARN_METADATA_TYPE_BUSINESS_NAMES), ==, "IN_PROGRESS");
  sample_advance_to (sample, half_us);
  after = sample_get_metadata (sample, id);
  g_assert_cmpstr (get_type_status (after, TARN_METADATA_TYPE_BUSINESS_NAMES), ==, "FAILED");
  assert_metadata (sample, id, "IN_PROGRESS", "rule");
  sample_drain (sample);
  g_assert_cmpint (sample_now (sample), ==, sample_now (natural));
  assert_metadata (sample, id, "PARTIALLY_SUCCEEDED", "rule");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/faults-on-types/", type_rows, test_type);
  g_test_add_func ("/faults-on-types/quota", test_quota);
  g_test_add_func ("/faults-on-types/time", test_time);

  return g_test_run ();
}
