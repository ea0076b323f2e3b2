/* SPDX-License-Identifier: MIT */
/*
 * Each row forges one value of an engine that was saved, and says how the reader refuses it: the place of the
 * wrong value, and what is wrong with it.
 */
#include "codec-places.h"
#include "codec-worlds.h"
#include "worlds/rows.h"

typedef struct
{
  const char *name;
  TarnEngine *(*build) (void);
  const char *number; /* the place of the number that is forged, or of a number before the text */
  guint64 forged;
  const char *text, *forged_text; /* of one length; or NULL, and the number is forged */
  const char *place;
  const char *message;
} Row;

/* clang-format off */
static const Row rows[] = {
  { "table-in-upper-case", build_glue, "glue.table[1].database", 0, "daily", "Daily",
    "glue.table[1].name", "is not in lower case" },
  { "table-twice", build_glue, "glue.table[2].database", 0, "monthly", "ticking",
    "glue.table[3].name", "is there twice" },
  { "table-without-a-line", build_glue, "glue.table[1].database", 0, "daily", "dai\ny",
    "glue.table[1].name", "TableName" },
  { "table-of-no-database", build_glue, "glue.table[1].database", 1, NULL, NULL,
    "glue.table[1].database", "1 is not below 1, the number there is" },
  { "annotation-of-no-characters", build_assets,
    "datazone.asset[1].revision[4].row-count", 0, "noted", "not\xff\xff",
    "datazone.asset[1].revision[4].annotation", "is not at most 1048576 bytes of valid UTF-8" },
  { "verdict-on-no-column", build_assets,
    "datazone.asset[1].revision[2].BUSINESS_NAMES.verdict[0].field", 4, NULL, NULL,
    "datazone.asset[1].revision[2].BUSINESS_NAMES.verdict[0].field", "4 is not below 4, the number there is" },
  { "verdict-twice", build_assets,
    "datazone.asset[1].revision[2].BUSINESS_NAMES.verdict[1].field", 2, NULL, NULL,
    "datazone.asset[1].revision[2].BUSINESS_NAMES.verdict[1].field", "is not after the one before" },
  { "verdict-of-nothing", build_assets,
    "datazone.asset[1].revision[2].BUSINESS_NAMES.verdict[1].decision", 1, NULL, NULL,
    "datazone.asset[1].revision[2].BUSINESS_NAMES.verdict[1].accepted", "is nothing, and nothing was rejected" },
  { "account-before-the-last", build_rates, "datazone.rates[0].ListMetadataGenerationRuns.level", 0,
    FOREIGN, "012345678901",
    "datazone.rates[1].account", "is not after the account before it" },
  { "no-account", build_rates, "datazone.rates[0].ListMetadataGenerationRuns.level", 0,
    FOREIGN, "21098765432x",
    "datazone.rates[1].account", "is no account id" },
  { "at-ppm-above-a-million", build_faults, "datazone.run[1].faults.at-ppm", 1000001, NULL, NULL,
    "datazone.run[1].faults.at-ppm", "1000001" },
  { "faults-without-an-action", build_faults, "datazone.run[2].faults.hang-run", 0, NULL, NULL,
    "datazone.run[2].faults.set", "is true without an action" },
  { "slot-before-the-creation", build_glue, "glue.run[1].slot-time", 946685199999999, NULL, NULL,
    "glue.run[1].slot-time", "does not fit the phase, or the other times" },
  { "slot-after-the-start", build_glue, "glue.run[1].slot-time", 946685230000001, NULL, NULL,
    "glue.run[1].slot-time", "does not fit the phase, or the other times" },
  { "use-before-the-end", build_glue, "glue.run[1].dpu-milliseconds", 1, NULL, NULL,
    "glue.run[1].dpu-milliseconds", "or the bytes are there before the end" },
  { "no-slot-time", build_glue, "glue.run[1].slot-time", 0, NULL, NULL,
    "glue.run[1].slot-time", "does not fit the phase, or the other times" },
  { "cause-of-a-late-event", build_glue, "pending.event[2].cause", 77, NULL, NULL,
    "pending.event[2].cause", "77 is not below " },
  { "state-of-a-late-event", build_glue, "pending.event[2].state", 200, NULL, NULL,
    "pending.event[2].state", "200 is not below " },
  { "automatic-refresh-without-a-schedule", build_glue, "pending.event[3].view", 1, NULL, NULL,
    "pending.event[3].view", "is not refreshed by itself" },
  { "automatic-refresh-of-a-base-table", build_glue, "pending.event[3].view", 0, NULL, NULL,
    "pending.event[3].view", "is not refreshed by itself" },
  { "token-of-an-ended-run", build_tokens, "datazone.client-token[3].stands", 0, NULL, NULL,
    "datazone.client-token[3].stands", "is not so, and the run has ended" },
};
/* clang-format on */

/* Forges the first such text behind the number. */
static void
forge_text (GByteArray *bytes, Place behind, const char *text, const char *forged)
{
  gsize length = strlen (text);
  guint at = behind.offset + behind.n_bytes;

  g_assert_cmpuint (strlen (forged), ==, length);
  while (memcmp (bytes->data + at, text, length) != 0)
    g_assert_cmpuint (++at + length, <=, bytes->len);
  memcpy (bytes->data + at, forged, length);
}

static void
test_refusal (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TarnEngine) engine = row->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (GArray) places = list_numbers (bytes);
  Place place = find_place (places, row->number);
  g_autoptr (GError) error = NULL;

  if (row->text != NULL)
    forge_text (bytes, place, row->text, row->forged_text);
  else
    set_number (bytes, place, row->forged);

  g_assert_null (read_engine (bytes->data, bytes->len, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  g_auto (GStrv) parts = g_strsplit (error->message, ", before byte ", 2);
  g_assert_cmpstr (parts[0], ==, row->place);
  const char *message = strstr (parts[1], ": ");
  g_assert_nonnull (message);
  g_autofree char *begin = g_strndup (message + 2, strlen (row->message));
  g_assert_cmpstr (begin, ==, row->message);
}

static void
get_bytes_of_id (const char *text, guint64 bytes[2])
{
  TarnIdentifier id;

  g_assert_true (tarn_identifier_parse_code (text, &id));
  bytes[0] = GUINT64_TO_LE (id.high);
  bytes[1] = GUINT64_TO_LE (id.low);
}

/* An id is two numbers, so no row can forge one. */
static void
test_asset_twice (void)
{
  g_auto (Lake) lake = lake_new (engine_seed);
  g_autofree char *one = g_strdup (lake_add_asset (&lake, "one", 1));
  g_autofree char *other = g_strdup (lake_add_asset (&lake, "other", 1));
  g_autoptr (TarnEngine) engine = take_engine (&lake);
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (GError) error = NULL;
  guint64 id[2], other_id[2];
  guint at = 0;

  get_bytes_of_id (one, id);
  get_bytes_of_id (other, other_id);
  while (memcmp (bytes->data + at, other_id, sizeof other_id) != 0)
    g_assert_cmpuint (++at + sizeof other_id, <=, bytes->len);
  memcpy (bytes->data + at, id, sizeof id);
  g_assert_null (read_engine (bytes->data, bytes->len, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  g_assert_true (g_str_has_prefix (error->message, "datazone.asset[2].id, before byte "));
  g_assert_nonnull (strstr (error->message, ": is there twice"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec-refusals/asset-twice", test_asset_twice);
  ADD_ROWS ("/codec-refusals/", rows, test_refusal);

  return g_test_run ();
}
