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
  { "quota-without-a-use", build_domains, "datazone.monthly-use[0].BUSINESS_NAMES", 0, NULL, NULL,
    "datazone.monthly-use[0].account", "has used nothing" },
  { "statement-after-the-last", build_faults, "access.last-id", 0, NULL, NULL,
    "access.statement[0].id", "is not in order, or after the last id" },
  { "column-without-a-name", build_domains, "datazone.asset[0].revision[1].columns", 21, NULL, NULL,
    "datazone.asset[0].revision[1].column[20].name", "is no name of a column" },
  { "verdict-without-a-suggestion", build_domains, "datazone.asset[0].revision[1].BUSINESS_NAMES.verdicts", 1, NULL, NULL,
    "datazone.asset[0].revision[1].BUSINESS_NAMES.verdict[0].decision", "is there, but nothing is suggested" },
  { "token-of-an-earlier-run", build_tokens, "datazone.run[0].sequence", 3, NULL, NULL,
    "datazone.client-token[1].run", "is none, or is not after that of the token before" },
  { "token-that-is-over", build_tokens, "clock.now", 1893376982000000, NULL, NULL,
    "datazone.client-token[1].stands", "is so, but its time is over" },
  { "member-of-another-domain", build_domains, "datazone.project[0].domain", 1, NULL, NULL,
    "datazone.membership[0].user", "is of another domain than the project" },
  { "member-twice", build_domains, "datazone.memberships", 5, NULL, NULL,
    "datazone.membership[4].user", "is a member twice" },
  { "fault-of-no-such-type", build_domains, "datazone.run[0].BUSINESS_NAMES.planned-failure", 3, NULL, NULL,
    "datazone.run[0].faults", "make no such type fail" },
  { "metadata-run-ends-before-its-creation", build_assets, "datazone.run[0].end-time", 0, NULL, NULL,
    "datazone.run[0].end-time", "is before the run was created" },
  { "starter-of-another-domain", build_rates, "datazone.asset[0].project", 1, NULL, NULL,
    "datazone.run[0].user", "is of another domain than the asset" },
  { "types-in-other-states", build_domains, "datazone.run[0].state", 1, NULL, NULL,
    "datazone.run[0].types", "are in states that do not make that of the run" },
  { "revision-without-a-name", build_assets, "datazone.asset[0].revisions", 2, NULL, NULL,
    "datazone.asset[0].revision[2].name", "is nothing that the service would have taken" },
  { "source-with-more-changes", build_glue, "glue.table[0].current.time", 0, NULL, NULL,
    "glue.table[1].source[0].changes", "are not in order, or are more than the source has" },
  { "oldest-without-a-change", build_tags, "glue.table[1].source[0].table", 1, NULL, NULL,
    "glue.table[1].source[0].oldest", "is there without a change, or is missing" },
  { "view-that-reads-itself", build_glue, "glue.table[1].source[0].table", 1, NULL, NULL,
    "glue.tables", "have a view that reads itself" },
  { "offset-without-an-interval", build_glue, "glue.table[1].refresh-offset-seconds", 1, NULL, NULL,
    "glue.table[1].refresh-offset-seconds", "is not below the interval" },
  { "jitter-without-an-interval", build_glue, "glue.table[1].refresh-jitter-seconds", 1, NULL, NULL,
    "glue.table[1].refresh-jitter-seconds", "is not below the interval" },
  { "paused-without-an-interval", build_glue, "glue.table[1].paused", 1, NULL, NULL,
    "glue.table[1].paused", "or suspended, and has no interval" },
  { "view-without-a-schedule", build_glue, "glue.table[0].view", 1, NULL, NULL,
    "glue.table[0].refresh-seconds", "is out of range" },
  { "definer-twice", build_glue, "glue.table[1].definers", 2, NULL, NULL,
    "glue.table[1].definer[1].first-sequence", "is not after that of the definer before" },
  { "changes-above-commits", build_glue, "glue.table[0].current.changes", 1, NULL, NULL,
    "glue.table[0].changes", "are more than the commits" },
  { "rewrites-above-changes", build_glue, "glue.table[0].current.rewrites", 1, NULL, NULL,
    "glue.table[0].rewrites", "are more than the changes" },
  { "bytes-above-changes", build_glue, "glue.table[0].current.bytes-high", 1, NULL, NULL,
    "glue.table[0].bytes", "are more than so many changes can change" },
  { "commits-above-runs", build_glue, "glue.table[1].current.commits", 3, NULL, NULL,
    "glue.table[1].runs-started", "are fewer than the commits" },
  { "sources-of-a-deleted-view", build_glue, "glue.table[1].deleted", 1, NULL, NULL,
    "glue.table[1].sources", "are those of a deleted view" },
  { "area-above-its-value", build_measures, "glue.measures.table[1].running.area-high", 1, NULL, NULL,
    "glue.measures.table[1].running.area", "is more than the largest value for all of the time" },
  { "time-above-all-time", build_measures, "glue.measures.table[1].time-us-high", G_MAXUINT64, NULL, NULL,
    "glue.measures.table[1].time-us", "is more than that of 2^32 views for all of time" },
  { "fresh-above-all-time", build_measures, "glue.measures.table[1].fresh-us-high", 1, NULL, NULL,
    "glue.measures.table[1].fresh-us", "is, with the time without a refresh, more than all time" },
  { "age-below-lag", build_measures, "glue.measures.table[1].lag-max", 1, NULL, NULL,
    "glue.measures.table[1].age-max", "is less than the largest lag or skew" },
  { "ages-above-the-largest", build_measures, "glue.measures.table[1].twice-age-high", 1, NULL, NULL,
    "glue.measures.table[1].twice-age", "is more than the largest age for all of the time" },
  { "lags-above-the-largest", build_measures, "glue.measures.table[1].twice-lag-high", 1, NULL, NULL,
    "glue.measures.table[1].twice-lag", "is more than the largest lag for all of the time" },
  { "skews-above-the-largest", build_measures, "glue.measures.table[1].skew-high", 1, NULL, NULL,
    "glue.measures.table[1].skew", "is more than the largest skew for all of the time" },
  { "mark-above-its-table", build_measures, "glue.table[0].current.bytes", 3001, NULL, NULL,
    "glue.measures.table[0].mark[2].changes", "are more than the table has" },
  { "mark-without-a-next", build_measures, "glue.measures.table[0].mark[0].next", 0, NULL, NULL,
    "glue.measures.table[0].mark[0].next", "is there without a change, or is missing" },
  { "marks-out-of-order", build_measures, "glue.measures.table[0].mark[0].changes", 2, NULL, NULL,
    "glue.measures.table[0].mark[1].changes", "are not in order" },
  { "shown-without-a-mark", build_measures, "glue.measures.table[0].mark[0].changes", 1, NULL, NULL,
    "glue.measures.table[2].base[0].shown.changes", "have no mark" },
  { "measured-for-another-time", build_measures, "glue.measures.table[1].since", 0, NULL, NULL,
    "glue.measures.table[1].time-us", "is not that between the two times" },
  { "publications-above-runs", build_measures, "glue.measures.table[1].publications", 5, NULL, NULL,
    "glue.measures.table[1].publications", "are more than the runs" },
  { "two-runs-of-a-view", build_measures, "glue.measures.table[1].running.max", 2, NULL, NULL,
    "glue.measures.table[1].max", "is more than one run" },
  { "mark-of-no-view", build_measures, "glue.measures.table[1].base[0].shown.changes", 0, NULL, NULL,
    "glue.measures.marks", "are there that no view uses" },
  { "accounts-without-views", build_measures, "glue.measures.accounts", 0, NULL, NULL,
    "glue.measures.accounts", "are fewer than have views, or more than there are" },
  { "start-before-the-creation", build_glue, "glue.run[0].start-time", 0, NULL, NULL,
    "glue.run[0].start-time", "does not fit the phase, or is before the creation" },
  { "end-before-the-start", build_glue, "glue.run[0].end-time", 0, NULL, NULL,
    "glue.run[0].end-time", "does not fit the phase, or is before the start" },
  { "ordinal-of-another-view", build_glue, "glue.run[1].view", 2, NULL, NULL,
    "glue.run[1].ordinal", "is not that of the last run of the view" },
  { "slot-not-held", build_glue, "glue.run[1].has-slot", 0, NULL, NULL,
    "glue.run[1].has-slot", "does not fit the phase or the type" },
  { "end-after-the-plan", build_glue, "glue.run[1].end-after-us", 284000001, NULL, NULL,
    "glue.run[1].end-after-us", "is after the end of the plan" },
  { "commits-of-unended-runs", build_glue, "glue.table[1].current.commits", 2, NULL, NULL,
    "glue.run[1].ordinal", "leaves the view more commits than runs" },
  { "phase-out-of-range", build_glue, "glue.run[1].plan.phases", 6, NULL, NULL,
    "glue.run[1].plan.phase[5].dpu", "or another number of the phase is out of range" },
  { "run-of-a-deleted-view", build_tables, "glue.run[3].view", 2, NULL, NULL,
    "glue.run[3].view", "is deleted, and the run was not stopped" },
  { "automatic-refresh-twice", build_tables, "pending.event[1].view", 1, NULL, NULL,
    "pending.event[2].view", "waits for another automatic refresh already" },
  { "automatic-refresh-off-its-schedule", build_glue, "glue.table[3].due", 0, NULL, NULL,
    "pending.event[3].view", "has an automatic refresh at another time than that of its schedule" },
  { "now-before-the-beginning", build_empty, "clock.now", 0, NULL, NULL,
    "clock.now", "is before the clock began" },
  { "event-of-no-kind", build_domains, "pending.event[0].kind", 2, NULL, NULL,
    "pending.event[0].kind", "is of no kind that is saved" },
  { "event-in-the-past", build_domains, "clock.now", 1893369600000000, NULL, NULL,
    "pending.event[0].due", "is before the event before it" },
  { "bucket-without-a-time", build_measures, "glue.measures.table[4].ages.bucket[0].time-us", 0, NULL, NULL,
    "glue.measures.table[4].ages.bucket[0].covering", "is 0, and so is the time" },
  { "free-place-of-no-run", build_empty, "glue.runs.free-place", 0, NULL, NULL,
    "glue.free-place", "does not lead through all free places" },
  { "sequence-twice", build_assets, "datazone.run[0].sequence", 2, NULL, NULL,
    "datazone.sequence", "is that of another record too" },
  { "tagged-without-a-tag", build_empty, "glue.runs.tagged", 1, NULL, NULL,
    "glue.tagged", "is set, and no run has a tag" },
  { "next-sequence-of-fewer-runs", build_empty, "glue.runs.next-sequence", 0, NULL, NULL,
    "glue.runs.next-sequence", "does not follow from the runs that were started" },
  { "active-run-before-a-newer-one", build_tokens, "datazone.run[0].asset", 3, NULL, NULL,
    "datazone.run[0].state", "has not ended, and there is a newer run of the asset" },
  { "active-refresh-before-a-newer-one", build_tags, "glue.run[1].sequence", 1, NULL, NULL,
    "glue.run[1].state", "has not ended, and there is a newer run of the view" },
  { "event-of-another-state", build_domains, "pending.event[0].kind", 8, NULL, NULL,
    "pending.event[0].run", "is in no state that waits for this" },
  { "run-that-waits-twice", build_phases, "pending.event[0].run", 5, NULL, NULL,
    "pending.event[1].run", "waits for something else already" },
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
