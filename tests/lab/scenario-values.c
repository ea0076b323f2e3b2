/* SPDX-License-Identifier: MIT */
/*
 * Tests how each key of a .lake file takes its value, and in which one way the canonical form writes it. A row sets one
 * key of a small scenario.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "lab/scenario/key.h"
#include "lab/scenario/name.h"
#include "lab/scenario/units.h"

static const char small[] = "[lake]\n"
                            "horizon = 1 d\n"
                            "[table a.t]\n"
                            "[table a.p]\n"
                            "commits = poisson every 1 min, 1 MB\n"
                            "[table a.n_%d]\n"
                            "count = 2\n"
                            "[view a.v]\n"
                            "sources = a.t\n"
                            "refresh-seconds = 3600\n"
                            "[view a.w_%d]\n"
                            "sources = a.t\n"
                            "count = 2\n"
                            "[assets x]\n"
                            "policy = c\n"
                            "[policy]\n"
                            "trigger = interval 1 h\n"
                            "[policy p]\n"
                            "trigger = interval 1 h\n"
                            "[policy c]\n"
                            "trigger = at_arrival\n"
                            "[policy d]\n"
                            "trigger = at_arrival\n";

typedef struct
{
  const char *key;
  const char *value;
  const char *canonical; /* NULL if it is as without a line */
} Row;

#define SAME(key, value)                                                                           \
  {                                                                                                \
    key, value, value                                                                              \
  }
#define HOURS_OF_DAY "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24"

/* clang-format off */
static const Row rows[] = {
  SAME ("lake.start", "2026-11-01"),
  SAME ("lake.start", "2000-01-02"),
  SAME ("lake.start", "9999-12-30T23:59:59.999999Z"),
  SAME ("lake.start", "2026-11-01T06:00:00Z"),
  SAME ("lake.start", "2028-02-29"),
  SAME ("lake.start", "2000-02-29"),
  { "lake.start", "2100-03-01T01:00:00+02:00", "2100-02-28T23:00:00Z" },
  { "lake.start", "2000-03-01T01:00:00+02:00", "2000-02-29T23:00:00Z" },
  SAME ("lake.start", "2100-03-01"),
  { "lake.start", "2000-01-01", NULL },
  { "lake.start", "2000-01-01T02:00:00+02:00", NULL },
  { "lake.start", "2026-11-01T00:00:00Z", "2026-11-01" },
  { "lake.start", "2026-11-01T06:00:00+05:30", "2026-11-01T00:30:00Z" },
  { "lake.start", "2026-11-01T20:00:00-08:00", "2026-11-02T04:00:00Z" },
  { "lake.start", "2026-11-01T06:00:00.250Z", "2026-11-01T06:00:00.25Z" },
  { "lake.start", "2026-11-01T00:00:00.000001Z", "2026-11-01T00:00:00.000001Z" },
  { "lake.warm-up", "0 s", NULL },
  { "lake.warm-up", "0 w", NULL },
  SAME ("lake.warm-up", "2 d"),
  { "lake.horizon", "14 d", "2 w" },
  { "lake.horizon", "1.5 h", "90 min" },
  { "lake.horizon", "90 s", "90 s" },
  { "lake.horizon", "3600 s", "1 h" },
  { "lake.horizon", "1500 ms", "1500 ms" },
  { "lake.horizon", "1000000 us", "1 s" },
  { "lake.horizon", "0.000001 s", "1 us" },
  { "lake.horizon", "007 d", "1 w" },
  { "lake.horizon", "1.50 d", "36 h" },
  SAME ("lake.horizon", "36500 d"),
  { "lake.horizon", "1h", "1 h" },
  { "lake.horizon", "1.5h", "90 min" },
  { "lake.horizon", "5 min 30 s", "330 s" },
  { "lake.horizon", "1d12h 30 min", "2190 min" },
  { "lake.horizon", "1 d 6h", "30 h" },
  { "table a.t.size", "200MB", "200 MB" },
  { "table a.t.size", "1 GB 500MB", "1500 MB" },
  { "cost.throughput", "50MB/s", "50 MB/s" },
  { "view a.v.duration", "empirical 1 min 30 s 3; 20s 1", "empirical 90 s 3; 20 s 1" },
  { "policy.trigger", "interval 15min, phase 1min", "interval 15 min, phase 1 min, skip" },
  { "lake.window", "1 h", NULL },
  { "lake.window", "60 min", NULL },
  SAME ("lake.window", "1 s"),
  { "lake.at-end", "cut", NULL },
  SAME ("lake.at-end", "drain"),
  SAME ("lake.slots", "none"),
  SAME ("lake.slots", "1000000"),
  { "lake.slots", "50", NULL },
  { "lake.seed", "0", NULL },
  SAME ("lake.seed", "18446744073709551615"),
  { "lake.seed", "1.0", "1" },

  SAME ("table a.t.size", "120 GB"),
  SAME ("table a.t.size", "1 B"),
  { "table a.t.size", "1.5 TiB", "1536 GiB" },
  { "table a.t.size", "1000 kB", "1 MB" },
  { "table a.t.size", "1024 KiB", "1 MiB" },
  { "table a.t.size", "2147483648 B", "2 GiB" },
  { "table a.t.size", "0.5 PB", "500 TB" },
  { "table a.t.size", "1000 PiB", "1000 PiB" },
  { "table a.t.size", "1024 PiB", "1024 PiB" },
  { "table a.t.size", "0 TB", NULL },
  { "table a.t.commits", "none", NULL },
  { "table a.t.commits", "every 36 s, 10 MB", "every 36 s, offset 0 s, 10 MB, append" },
  { "table a.t.commits", "every 1 h, offset 1800 s, 0 B, delete", "every 1 h, offset 30 min, 0 B, delete" },
  { "table a.t.commits", "poisson every 2 min, 20 MB lognormal 2.0", "poisson every 2 min, 20 MB lognormal 2, append" },
  { "table a.t.commits", "poisson every 2 min, exponential 20 MB, overwrite",
    "poisson every 2 min, 20 MB exponential, overwrite" },
  { "table a.t.commits", "every 1 d, empirical 10 MB 3; 0.02 GB 1, append",
    "every 1 d, offset 0 s, empirical 10 MB 3; 20 MB 1, append" },
  { "table a.t.commits", "  every   1 d ,10 MB,append", "every 1 d, offset 0 s, 10 MB, append" },
  SAME ("table a.n_%d.count", "3"),
  { "table a.p.rhythm", HOURS_OF_DAY, HOURS_OF_DAY },
  { "table a.p.rhythm", HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY
    " " HOURS_OF_DAY, HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY " " HOURS_OF_DAY
    " " HOURS_OF_DAY },

  { "view a.v.sources", "A.T;a.p", "a.t; a.p" },
  { "view a.v.sources", "\"a\".\"t\"", "a.t" },
  SAME ("view a.v.sources", "a.p; a.t"),
  SAME ("view a.v.size", "5 GB"),
  SAME ("view a.v.slo", "lag 30 min"),
  { "view a.v.slo", "age 60 min", "age 1 h" },
  { "view a.v.slo", "none", NULL },
  { "view a.v.weight", "1", NULL },
  SAME ("view a.v.weight", "1000000"),
  SAME ("view a.v.policy", "p"),
  { "view a.v.policy", "\"p\"", "p" },
  SAME ("view a.v.group", "my.group"),
  SAME ("view a.v.group", "\"my group\""),
  SAME ("view a.v.group", "\"a \\\" and a \\\\\""),
  { "view a.w_%d.group", "a.w_", NULL },
  SAME ("view a.v.group", "a.w_"),
  SAME ("view a.w_%d.count", "3"),
  { "view a.v.duration", "300 s", "5 min" },
  { "view a.v.duration", "exponential 100 s", "100 s exponential" },
  { "view a.v.duration", "100 s lognormal 1.300", "100 s lognormal 1.3" },
  { "view a.v.duration", "empirical 1 min 1;120 s 4294967295", "empirical 1 min 1; 2 min 4294967295" },
  { "view a.v.failures", "0 %", NULL },
  { "view a.v.failures", "0.5 %", "0.5 %" },
  { "view a.v.failures", "0.0001 %", "0.0001 %" },
  { "view a.v.failures", "100 %", "100 %" },
  { "view a.v.incremental", "yes", NULL },
  SAME ("view a.v.incremental", "no"),
  SAME ("view a.v.refresh-seconds", "7200"),
  { "view a.v.refresh-seconds", "none", NULL },

  { "assets x.count", "1", NULL },
  SAME ("assets x.count", "500"),
  { "assets x.columns", "10", NULL },
  { "assets x.columns", "exponential 20", "20 exponential" },
  SAME ("assets x.columns", "20 lognormal 1.5"),
  SAME ("assets x.columns", "empirical 5 3; 50 1"),
  { "assets x.types", "descriptions", NULL },
  { "assets x.types", "glossary; descriptions;names", "descriptions; names; glossary" },
  { "assets x.arrival", "at-start", NULL },
  SAME ("assets x.arrival", "every 1 h"),
  { "assets x.arrival", "poisson every 120 min", "poisson every 2 h" },
  SAME ("assets x.policy", "d"),

  { "cost.throughput", "40 MB/s", NULL },
  { "cost.throughput", "0.05 GB/s", "50 MB/s" },
  SAME ("cost.throughput", "50 MiB/s"),
  { "cost.startup", "0.5 min", NULL },
  SAME ("cost.startup", "1 min"),
  SAME ("cost.serial", "1 ms"),
  SAME ("cost.dpu-min", "4"),
  SAME ("cost.dpu-max", "100"),
  SAME ("cost.ramp", "20 s"),
  { "cost.bytes-per-dpu", "2 GiB", NULL },
  SAME ("cost.bytes-per-dpu", "1 GB"),
  { "cost.amplification", "5.000", NULL },
  SAME ("cost.amplification", "1.5"),
  SAME ("cost.merge", "0.001"),
  { "cost.count-writes", "no", NULL },
  SAME ("cost.count-writes", "yes"),
  { "cost.skip-unchanged", "yes", NULL },
  SAME ("cost.skip-unchanged", "no"),
  SAME ("cost.unchanged", "0 s"),
  { "cost.duration-spread", "none", NULL },
  SAME ("cost.duration-spread", "lognormal 1.3"),
  SAME ("cost.billing-granularity", "100 ms"),
  { "cost.billing-minimum", "60 s", NULL },
  { "cost.billing-minimum", "600 s", "10 min" },
  { "cost.price", "0.44 USD", NULL },
  { "cost.price", "0.290000 USD", "0.29 USD" },
  SAME ("cost.price", "0.000001 USD"),
  { "cost.price", "0.5USD", "0.5 USD" },
  { "view a.v.failures", "0.5%", "0.5 %" },
  SAME ("cost.glue.retention-snapshots", "3"),
  SAME ("cost.glue.start-rate-per-second", "5"),
  { "cost.glue.start-rate-per-second", "-1", NULL },
  SAME ("cost.datazone.names-per-month-max", "-1"),

  SAME ("policy.preset", "spread15"),
  { "policy.trigger", "interval 15 min", "interval 15 min, phase 0 s, skip" },
  { "policy.trigger", "interval 15 min, queue", "interval 15 min, phase 0 s, queue" },
  { "policy.trigger", "interval 900 s, spread", "interval 15 min, spread, skip" },
  { "policy.trigger", "interval 15 min, phase 60 s, queue", "interval 15 min, phase 1 min, queue" },
  { "policy.trigger", "interval 2 h, skip, jitter 60 s, align", "interval 2 h, phase 0 s, align, jitter 1 min, skip" },
  { "policy.trigger", "interval 2 h, cancel", "interval 2 h, phase 0 s, cancel" },
  { "policy.trigger", "cron 0,15,30,45 6-8 1,2 * 1-5, queue", "cron */15 6-8 1,2 * 1-5, queue" },
  { "policy.trigger", "cron 5 10-20/5 */31 1-12 0-7", "cron 5 10,15,20 1 * *, skip" },
  { "policy.trigger", "on_commit", "on_commit, debounce 0 s" },
  { "policy.trigger", "threshold max-wait 1 h, bytes 5 GB", "threshold bytes 5 GB, max-wait 1 h" },
  { "policy.trigger", "threshold percent 5%, max-wait 1h", "threshold percent 5 %, max-wait 1 h" },
  { "policy.trigger", "target_lag 20 min", "target_lag 20 min, base 48 s" },
  SAME ("policy c.trigger", "at_arrival"),
  { "policy c.trigger", "batch 10,max-wait 60 min", "batch 10, max-wait 1 h" },
  SAME ("policy c.trigger", "batch 1000000"),
  SAME ("policy c.trigger", "nightly at 00:00"),
  SAME ("policy c.trigger", "nightly at 23:59"),
  { "policy.order", "fifo", NULL },
  SAME ("policy c.order", "random"),
  SAME ("policy c.order", "fewest_columns"),
  SAME ("policy c.order", "most_columns"),
  SAME ("policy.order", "max_weighted_lag"),
  { "policy.order", "fair", "fair, quantum 60" },
  { "policy.order", "edf_partitioned within 90 s, slots 2", "edf_partitioned slots 2, within 90 s" },
  SAME ("policy.order", "proportional_partition, classes 8"),
  { "policy.mode", "auto", NULL },
  { "policy.mode", "auto, threshold 25 %", "auto, threshold 25 %" },
  SAME ("policy.mode", "full"),
  SAME ("policy.mode", "incremental_fallback"),
  SAME ("policy.mode", "incremental_strict"),
  SAME ("policy.mode", "full_every 7"),
  { "policy.admit", "queue", NULL },
  SAME ("policy.admit", "queue, at-most 3"),
  { "policy.admit", "reject_backoff", "reject_backoff, backoff 1 min, max 30 min" },
  { "policy.admit", "dpu_budget dpu-seconds 5000", "dpu_budget dpu-seconds 5000, per 1 d" },
  { "policy.admit", "token_bucket every 90 s", "token_bucket every 90 s, burst 1" },
  SAME ("policy.admit", "upstream_first"),
  { "policy c.admit", "rate 100", "rate 100, per 1 h" },
  { "policy c.admit", "rate 7, per 1440 min", "rate 7, per 1 d" },
  SAME ("policy c.admit", "queue, at-most 3"),
  { "experiment.policies", "hourly;edf_slo ; ./mine.so", "hourly; edf_slo; ./mine.so" },
  { "experiment.replications", "10", NULL },
  SAME ("experiment.replications", "100000"),
  { "experiment.metrics", "cost-per-day; lag-mean", NULL },
  SAME ("experiment.metrics", "lag-p95"),
  SAME ("experiment.baseline", "hourly, 15 min"),
  { "experiment.level", "95 %", NULL },
  SAME ("experiment.level", "99.5 %"),
  { "experiment.together", "lake.slots,policy.trigger ; lake.seed, lake.window", "lake.slots, policy.trigger; lake.seed, lake.window" },
  SAME ("experiment.skip", "lake.slots 4, policy.trigger 15 min; lake.slots 8"),
  SAME ("experiment.best", "lag-mean"),
  { "experiment.indifference", "1 %", NULL },
  SAME ("experiment.indifference", "0.5 %"),
  SAME ("experiment.stop", "5 %"),
  { "experiment.stop", "0 %", NULL },
};
/* clang-format on */

/* Returns the value that a key has in the canonical form, or NULL. */
static char *
find_line (TarnLabScenario *scenario, const char *heading, const char *key)
{
  g_auto (GStrv) lines = g_strsplit (tarn_lab_scenario_get_text (scenario), "\n", -1);
  g_autofree char *group = g_strdup_printf ("[%s]", heading);
  g_autofree char *begin = g_strdup_printf ("%s = ", key);
  gboolean is_inside = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '[')
        is_inside = g_str_equal (lines[i], group);
      else if (is_inside && g_str_has_prefix (lines[i], begin))
        return g_strdup (lines[i] + strlen (begin));
    }

  return NULL;
}

static TarnLabScenario *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  TarnLabScenario *scenario = tarn_lab_scenario_new_from_text (text, -1, "small.lake", &error);

  g_assert_no_error (error);
  return scenario;
}

/* A scenario in its canonical form is read as itself. */
static void
assert_same_again (TarnLabScenario *scenario)
{
  g_autoptr (TarnLabScenario) again = read_text (tarn_lab_scenario_get_text (scenario));

  g_assert_cmpstr (tarn_lab_scenario_get_text (again), ==, tarn_lab_scenario_get_text (scenario));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (again), ==,
                   tarn_lab_scenario_get_digest (scenario));
}

static const char *
point_of (const char *key)
{
  const char *option = strstr (key, ".glue.");

  if (option == NULL)
    option = strstr (key, ".datazone.");
  return option != NULL ? option : strrchr (key, '.');
}

/* A key of a group without a name may stand alone. Options of the engine do not. */
static void
assert_same_alone (TarnLabScenario *before, const Row *row, TarnLabScenario *scenario)
{
  const char *point = strchr (row->key, '.');
  gboolean has_name = strchr (row->key, ' ') != NULL;
  g_autoptr (GError) error = NULL;

  if (has_name || strchr (point + 1, '.') != NULL)
    return;

  g_autoptr (TarnLabScenario) alone = tarn_lab_scenario_set (before, point + 1, row->value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (alone), ==,
                   tarn_lab_scenario_get_digest (scenario));
}

static void
test_value (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) before = read_text (small);
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_set (before, row->key, row->value, &error);
  g_autofree char *heading = g_strndup (row->key, (gsize) (point_of (row->key) - row->key));

  g_assert_no_error (error);
  g_autofree char *line = find_line (scenario, heading, point_of (row->key) + 1);
  g_assert_cmpstr (line, ==, row->canonical);
  assert_same_again (scenario);
  assert_same_alone (before, row, scenario);
}

/* --- All keys --------------------------------------------------------------------------------- */

static gboolean
has_row (const TarnLabKey *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (rows[i].key, tarn_lab_groups[key->group].name)
        && g_str_equal (point_of (rows[i].key) + 1, key->name))
      return TRUE;

  return FALSE;
}

static void
test_every_key_has_a_row (void)
{
  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (!has_row (key) && !tarn_lab_key_is_of_lines (key))
      {
        g_test_message ("[%s] %s", tarn_lab_groups[key->group].name, key->name);
        g_test_fail ();
      }
}

/* The value that a key has without a line is written in the table as the canonical form would write it. */
static void
test_defaults_are_canonical (void)
{
  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    {
      g_autofree char *fallback = tarn_lab_key_get_fallback (key);
      g_autofree gpointer draft = g_malloc0 (1 << 12);
      g_autoptr (GString) again = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      TarnLabPlace place = { "small.lake", 1, "group", key->name };

      if (fallback == NULL || *fallback == '\0')
        continue;
      tarn_lab_key_parse (key, &place, fallback, draft, &error);
      g_assert_no_error (error);
      key->kind->write (key, (char *) draft + key->offset, again);
      g_assert_cmpstr (again->str, ==, fallback);
      if (key->kind->clear != NULL)
        key->kind->clear ((char *) draft + key->offset);
    }
}

/* --- Options under both names ----------------------------------------------------------------- */

typedef struct
{
  const char *option;
  const char *value;
  const char *key;
  const char *canonical;
} OptionRow;

static const OptionRow option_rows[] = {
  { "glue.cost-startup-ms", "90000", "startup", "90 s" },
  { "glue.cost-bytes-per-second-per-dpu", "50000000", "throughput", "50 MB/s" },
  { "glue.cost-price-micro-usd-per-dpu-hour", "290000", "price", "0.29 USD" },
  { "glue.cost-duration-spread-permille", "1300", "duration-spread", "lognormal 1.3" },
  { "glue.cost-count-writes", "1", "count-writes", "yes" },
  { "glue.cost-startup-ms", "30000", "startup", NULL },
};

static void
test_option (gconstpointer data)
{
  const OptionRow *row = data;
  g_autoptr (TarnLabScenario) before = read_text (small);
  g_autofree char *key = g_strconcat ("cost.", row->option, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = tarn_lab_scenario_set (before, key, row->value, &error);

  g_assert_no_error (error);
  g_autofree char *line = find_line (scenario, "cost", row->key);
  g_assert_cmpstr (line, ==, row->canonical);
}

/* --- Numbers ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *text;
  guint64 scale;
  TarnLabDecimal result;
  guint64 product;
} DecimalRow;

static const DecimalRow decimal_rows[] = {
  { "0", 1, TARN_LAB_DECIMAL_OK, 0 },
  { "1.5", 1000, TARN_LAB_DECIMAL_OK, 1500 },
  { "0.1", 10, TARN_LAB_DECIMAL_OK, 1 },
  { "0.125", 1 << 10, TARN_LAB_DECIMAL_OK, 128 },
  { "2.000000000000000000000000", 3, TARN_LAB_DECIMAL_OK, 6 },
  { "0.000000000000000001", 1, TARN_LAB_DECIMAL_NOT_WHOLE, 0 },
  { "0.0000019073486328125", G_GUINT64_CONSTANT (1) << 50, TARN_LAB_DECIMAL_OK,
    G_GUINT64_CONSTANT (1) << 31 },
  { "0.0000000000000000001", 1, TARN_LAB_DECIMAL_NOT_WHOLE, 0 },
  { "0.00000095367431640625", G_GUINT64_CONSTANT (1) << 50, TARN_LAB_DECIMAL_NOT_WHOLE, 0 },
  { "0.1", 1 << 10, TARN_LAB_DECIMAL_NOT_WHOLE, 0 },
  { "18446744073709551615", 1, TARN_LAB_DECIMAL_OK, G_MAXUINT64 },
  { "18446744073709551616", 1, TARN_LAB_DECIMAL_TOO_GREAT, 0 },
  { "18446744073709551615", 2, TARN_LAB_DECIMAL_TOO_GREAT, 0 },
  { "9223372036854775807.5", 2, TARN_LAB_DECIMAL_OK, G_MAXUINT64 },
  { "9223372036854775808.5", 2, TARN_LAB_DECIMAL_TOO_GREAT, 0 },
  { "", 1, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { ".5", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { "5.", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { "-1", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { "+1", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { "1e3", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { "0x10", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { "1,5", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
  { "1.5.5", 2, TARN_LAB_DECIMAL_NO_NUMBER, 0 },
};

static void
test_decimal (gconstpointer data)
{
  const DecimalRow *row = data;
  guint64 product = 0;
  TarnLabDecimal result = tarn_lab_decimal_scale (row->text, row->scale, &product);

  g_assert_cmpint (result, ==, row->result);
  if (result == TARN_LAB_DECIMAL_OK)
    g_assert_cmpuint (product, ==, row->product);
}

/* --- Names ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *text;
  const char *canonical; /* NULL if it is no name */
} NameRow;

static const NameRow name_rows[] = {
  { "sales.orders", "sales.orders" },
  { "Sales.ORDERS", "sales.orders" },
  { "\"sales\".orders", "sales.orders" },
  { "\"my sales\".\"a.b\"", "\"my sales\".\"a.b\"" },
  { "\"a\\\"b\".c", "\"a\\\"b\".c" },
  { "a_b-c%d.x", "a_b-c%d.x" },
  { "\"\xc3\x84\".x", "\"\xc3\x84\".x" },
  { "\"{a}\".\"#\"", "\"{a}\".\"#\"" },
  { "sales", NULL },
  { "sales.", NULL },
  { ".orders", NULL },
  { "a.b.c", NULL },
  { "a.\"b", NULL },
  { "a.\"\"", NULL },
  { "a.\"b\"c", NULL },
  { "a.\"\\n\"", NULL },
  { "a b.c", NULL },
  { "\xc3\x84.x", NULL },
};

static void
test_name (gconstpointer data)
{
  const NameRow *row = data;
  char *parts[2] = { NULL, NULL };
  const char *wrong = tarn_lab_name_parse (row->text, 2, parts);

  g_assert_true ((wrong == NULL) == (row->canonical != NULL));
  if (wrong == NULL)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      tarn_lab_table_name_append (text, parts[0], parts[1]);
      g_assert_cmpstr (text->str, ==, row->canonical);
    }
  g_free (parts[0]);
  g_free (parts[1]);
}

static void
test_name_of_255_characters (void)
{
  g_autofree char *longest = g_strnfill (TARN_LAB_NAME_MAX, 'a');
  g_autofree char *longer = g_strnfill (TARN_LAB_NAME_MAX + 1, 'a');
  g_autofree char *name = NULL;

  g_assert_null (tarn_lab_name_parse (longest, 1, &name));
  g_assert_nonnull (tarn_lab_name_parse (longer, 1, &name));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scenario/value/%u %s", i, rows[i].key);
      g_test_add_data_func (path, &rows[i], test_value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (option_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scenario/option/%u %s", i, option_rows[i].option);
      g_test_add_data_func (path, &option_rows[i], test_option);
    }
  for (guint i = 0; i < G_N_ELEMENTS (decimal_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scenario/decimal/%u %s", i, decimal_rows[i].text);
      g_test_add_data_func (path, &decimal_rows[i], test_decimal);
    }
  for (guint i = 0; i < G_N_ELEMENTS (name_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scenario/name/%u", i);
      g_test_add_data_func (path, &name_rows[i], test_name);
    }
  g_test_add_func ("/scenario/name/of-255-characters", test_name_of_255_characters);
  g_test_add_func ("/scenario/every-key-has-a-row", test_every_key_has_a_row);
  g_test_add_func ("/scenario/defaults-are-canonical", test_defaults_are_canonical);

  return g_test_run ();
}
