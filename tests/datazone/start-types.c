/* SPDX-License-Identifier: MIT */
/*
 * The types of StartMetadataGenerationRun, which are said in two ways that are folded into one, and
 * of which there may be as many as an option says.
 */
#include "datazone/metadata-type.h"
#include "worlds/datazone-digest.h"

typedef struct
{
  const char *name;
  gint64 types_max;
  const char *type;
  const char *types; /* words */
  const char *told;  /* those of the run, or NULL where none is started */
  const char *message;
} TypesRow;

#define NOT_UNIQUE "Member must have unique items"
#define NOT_AGREED "Member must agree with type"
#define TYPE(requirement) VIOLATION ("type", requirement)
#define TYPES(requirement) VIOLATION ("types", requirement)

/* clang-format off */
static const TypesRow types_rows[] = {
  /* Said in one way. */
  { "type/descriptions", 2, DESCRIPTIONS, NULL, DESCRIPTIONS, NULL },
  { "type/names", 2, NAMES, NULL, NAMES, NULL },
  { "type/glossary", 2, GLOSSARY, NULL, GLOSSARY, NULL },
  { "type/descriptions-of-1", 1, DESCRIPTIONS, NULL, DESCRIPTIONS, NULL },
  { "type/empty", 2, "", NULL, NULL, TYPE (A_TYPE) },
  { "type/lower-case", 2, "business_names", NULL, NULL, TYPE (A_TYPE) },
  { "type/cut", 2, "BUSINESS_NAME", NULL, NULL, TYPE (A_TYPE) },
  { "type/and-more", 2, NAMES " ", NULL, NULL, TYPE (A_TYPE) },
  { "type/unknown", 2, "NAMES", NULL, NULL, TYPE (A_TYPE) },
  { "type/two-in-one", 3, NAMES "," GLOSSARY, NULL, NULL, TYPE (A_TYPE) },
  { "types/none", 2, NULL, ABSENT, NULL, TYPES (NOT_NULL) },
  { "types/none-of-3", 3, NULL, ABSENT, NULL, TYPES (NOT_NULL) },
  { "types/empty", 2, NULL, "", NULL, TYPES (AT_LEAST (1)) },
  { "types/descriptions", 2, NULL, DESCRIPTIONS, DESCRIPTIONS, NULL },
  { "types/names", 2, NULL, NAMES, NAMES, NULL },
  { "types/glossary", 2, NULL, GLOSSARY, GLOSSARY, NULL },
  { "types/unknown", 2, NULL, "NAMES", NULL, TYPES (A_TYPE) },
  { "types/lower-case", 2, NULL, "business_names", NULL, TYPES (A_TYPE) },
  { "types/unknown-first", 2, NULL, "NONE " NAMES, NULL, TYPES (A_TYPE) },
  { "types/unknown-second", 2, NULL, NAMES " NONE", NULL, TYPES (A_TYPE) },
  { "types/unknown-third", 3, NULL, NAMES " " GLOSSARY " NONE", NULL, TYPES (A_TYPE) },
  { "types/nothing-between-two", 3, NULL, NAMES "  " GLOSSARY, NULL, TYPES (A_TYPE) },

  /* How many, in which order. */
  { "max-1/one", 1, NULL, GLOSSARY, GLOSSARY, NULL },
  { "max-1/two", 1, NULL, NAMES " " GLOSSARY, NULL, TYPES (AT_MOST (1)) },
  { "max-1/three", 1, NULL, ALL_TYPES, NULL, TYPES (AT_MOST (1)) },
  { "max-1/same-twice", 1, NULL, NAMES " " NAMES, NULL, TYPES (AT_MOST (1)) },
  { "max-2/one", 2, NULL, GLOSSARY, GLOSSARY, NULL },
  { "max-2/first-two", 2, NULL, DESCRIPTIONS " " NAMES, DESCRIPTIONS " " NAMES, NULL },
  { "max-2/last-two", 2, NULL, NAMES " " GLOSSARY, NAMES " " GLOSSARY, NULL },
  { "max-2/outer-two", 2, NULL, DESCRIPTIONS " " GLOSSARY, DESCRIPTIONS " " GLOSSARY, NULL },
  { "max-2/two-in-another-order", 2, NULL, GLOSSARY " " DESCRIPTIONS,
    DESCRIPTIONS " " GLOSSARY, NULL },
  { "max-2/three", 2, NULL, ALL_TYPES, NULL, TYPES (AT_MOST (2)) },
  { "max-2/same-twice", 2, NULL, NAMES " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "max-2/same-thrice", 2, NULL, NAMES " " NAMES " " NAMES, NULL, TYPES (AT_MOST (2)) },
  { "max-3/one", 3, NULL, NAMES, NAMES, NULL },
  { "max-3/two", 3, NULL, NAMES " " DESCRIPTIONS, DESCRIPTIONS " " NAMES, NULL },
  { "max-3/three", 3, NULL, ALL_TYPES, ALL_TYPES, NULL },
  { "max-3/three-in-another-order", 3, NULL, GLOSSARY " " NAMES " " DESCRIPTIONS, ALL_TYPES, NULL },
  { "max-3/first-again", 3, NULL, NAMES " " GLOSSARY " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/last-two-the-same", 3, NULL, NAMES " " GLOSSARY " " GLOSSARY, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/first-two-the-same", 3, NULL, NAMES " " NAMES " " GLOSSARY, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/same-thrice", 3, NULL, NAMES " " NAMES " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "max-3/four", 3, NULL, ALL_TYPES " " NAMES, NULL, TYPES (AT_MOST (3)) },

  /* Said in both ways. */
  { "both/agree", 2, NAMES, NAMES, NAMES, NULL },
  { "both/agree-of-1", 1, NAMES, NAMES, NAMES, NULL },
  { "both/other", 2, NAMES, GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/first-of-two", 2, NAMES, NAMES " " GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/last-of-two", 2, GLOSSARY, NAMES " " GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/none-of-two", 2, DESCRIPTIONS, NAMES " " GLOSSARY, NULL, TYPES (NOT_AGREED) },
  { "both/empty-types", 2, NAMES, "", NULL, TYPES (AT_LEAST (1)) },
  { "both/unknown-types", 2, NAMES, "NONE", NULL, TYPES (A_TYPE) },
  { "both/unknown-type", 2, "NONE", NAMES, NULL, TYPE (A_TYPE) },
  { "both/empty-type", 2, "", NAMES, NULL, TYPE (A_TYPE) },
  { "both/unknown-type-before-too-many", 2, "NONE", ALL_TYPES, NULL, TYPE (A_TYPE) },
  { "both/unknown-and-the-same", 2, "NONE", "NONE", NULL, TYPE (A_TYPE) },
  { "both/same-twice-before-disagreeing", 2, NAMES, NAMES " " NAMES, NULL, TYPES (NOT_UNIQUE) },
  { "both/too-many-before-disagreeing", 2, NAMES, ALL_TYPES, NULL, TYPES (AT_MOST (2)) },

  /* A list is longer than what the option allows, whatever the greatest value of the option is. */
  { "max-1/four", 1, NULL, ALL_TYPES " " NAMES, NULL, TYPES (AT_MOST (1)) },
  { "max-2/unknown-third", 2, NULL, NAMES " " GLOSSARY " NONE", NULL, TYPES (AT_MOST (2)) },
  { "max-2/three-unknown", 2, NULL, "NONE NONE NONE", NULL, TYPES (AT_MOST (2)) },
  { "max-2/four", 2, NULL, ALL_TYPES " " NAMES, NULL, TYPES (AT_MOST (2)) },
};
/* clang-format on */

static void
assert_refused (const Lake *lake, const TypesRow *row, const StartCall *call)
{
  g_autofree char *before = lake_to_string (lake);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnMetadataRun) run = lake_call_start (lake, lake->client, call, &error);

  g_assert_null (run);
  assert_exception (lake, error, VALIDATION, row->message);
  after = lake_to_string (lake);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_types (const TarnMetadataRun *run, const char *expected)
{
  g_autofree char *types = g_strjoinv (" ", (char **) tarn_metadata_run_get_types (run));
  TarnMetadataType type = tarn_metadata_run_get_metadata_type (run);
  gboolean is_single = strchr (expected, ' ') == NULL;

  g_assert_cmpstr (types, ==, expected);
  g_assert_cmpstr (tarn_metadata_type_to_string (type), ==, is_single ? expected : NULL);
}

/* Only those that were asked for have a status. */
static void
assert_type_stats (const TarnMetadataRun *run, const char *expected)
{
  for (guint i = 1; i <= TARN_N_METADATA_TYPES; i++)
    {
      const char *type = tarn_metadata_type_to_string ((TarnMetadataType) i);

      g_assert_cmpint (tarn_metadata_run_get_type_status (run, (TarnMetadataType) i), ==,
                       strstr (expected, type) != NULL ? TARN_METADATA_STATUS_IN_PROGRESS : 0);
    }
}

static void
test_types (gconstpointer data)
{
  const TypesRow *row = data;
  const StartCall call = { .type = row->type, .types = row->types };
  g_auto (Lake) lake = lake_new (1);
  g_autoptr (TarnMetadataRun) started = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;
  g_autoptr (GError) error = NULL;

  lake_set (&lake, "types-max", row->types_max);
  if (row->told == NULL)
    {
      assert_refused (&lake, row, &call);
      return;
    }

  started = lake_call_start (&lake, lake.client, &call, &error);
  g_assert_no_error (error);
  assert_types (started, row->told);
  run = lake_get (&lake, tarn_metadata_run_get_id (started));
  assert_types (run, row->told);
  assert_type_stats (run, row->told);
}

/* The option holds for starts: a run that has more types goes on. */
static void
test_lowered (void)
{
  g_auto (Lake) lake = lake_new (1);
  g_autofree char *id = NULL;
  g_autoptr (TarnMetadataRun) run = NULL;

  lake_set (&lake, "types-max", 3);
  id = lake_start (&lake, lake.asset, ALL_TYPES);
  lake_set (&lake, "types-max", 1);
  engine_drain (lake.engine);

  run = lake_get (&lake, id);
  assert_types (run, ALL_TYPES);
  g_assert_cmpint (tarn_metadata_run_get_status (run), ==, TARN_METADATA_STATUS_SUCCEEDED);
}

/* However long a list is, what it is told is the limit that holds. */
static void
test_long (void)
{
  static const guint lengths[] = { 4, 999, 1000, 1001, 100000 };
  g_auto (Lake) lake = lake_new (1);
  const TarnMetadataTarget target = { "ASSET", lake.asset, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (gint64 max = 1; max <= 3; max++)
      {
        g_autofree const char **types = g_new0 (const char *, lengths[i] + 1);
        g_autofree char *message
            = g_strdup_printf (TYPES ("Member must have length less than or equal to %d"),
                               (gint) max);
        g_autoptr (GError) error = NULL;

        for (guint j = 0; j < lengths[i]; j++)
          types[j] = NAMES;
        lake_set (&lake, "types-max", max);
        g_assert_null (
            start_run (lake.client, lake.domain, lake.project, &target, NULL, types, NULL, &error));
        assert_exception (&lake, error, VALIDATION, message);
      }
}

/* No further than to see that there are too many: what comes after that may be anything. */
static void
test_not_read_to_the_end (void)
{
  const char *const types[] = { NAMES, GLOSSARY, NAMES, GUINT_TO_POINTER (1), NULL };
  g_auto (Lake) lake = lake_new (1);
  const TarnMetadataTarget target = { "ASSET", lake.asset, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (
      start_run (lake.client, lake.domain, lake.project, &target, NULL, types, NULL, &error));
  assert_exception (&lake, error, VALIDATION, TYPES (AT_MOST (2)));
}

static void
test_names (void)
{
  static const char *const names[] = { NULL, DESCRIPTIONS, NAMES, GLOSSARY, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (tarn_metadata_type_to_string ((TarnMetadataType) i), ==, names[i]);
  g_assert_null (tarn_metadata_type_to_string ((TarnMetadataType) -1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (types_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/generation/start/types/", types_rows[i].name, NULL);

      g_test_add_data_func (path, &types_rows[i], test_types);
    }
  g_test_add_func ("/generation/start/types/lowered", test_lowered);
  g_test_add_func ("/generation/start/types/long", test_long);
  g_test_add_func ("/generation/start/types/not-read-to-the-end", test_not_read_to_the_end);
  g_test_add_func ("/generation/start/types/names", test_names);
  return g_test_run ();
}
