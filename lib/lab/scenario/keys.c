/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "lab/scenario/key.h"
#include "lab/scenario/kinds.h"
#include "lab/scenario/options.h"
#include "lab/scenario/rule-values.h"
#include "lab/scenario/values.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define RANGE_OF_DURATION TARN_LAB_DURATION_MAX_US

const TarnLabGroup tarn_lab_groups[] = {
  [TARN_LAB_GROUP_LAKE] = { "lake", "[lake]", 0, TRUE },
  [TARN_LAB_GROUP_TABLE] = { "table", "[table DATABASE.NAME]", 2, FALSE },
  [TARN_LAB_GROUP_VIEW] = { "view", "[view DATABASE.NAME]", 2, FALSE },
  [TARN_LAB_GROUP_ASSETS] = { "assets", "[assets NAME]", 1, FALSE },
  [TARN_LAB_GROUP_COST] = { "cost", "[cost]", 0, TRUE },
  [TARN_LAB_GROUP_POLICY] = { "policy", "[policy] or [policy NAME]", 1, TRUE },
  [TARN_LAB_GROUP_EXPERIMENT] = { "experiment", "[experiment]", 0, TRUE },
};

/* --- The table -------------------------------------------------------------------------------- */

/* Each is what the value is, and behind its range examples or NULL. */
#define A_DURATION "a duration", "such as 90 s, 15 min, 1.5 h, 2 d or 1 w"
#define A_SIZE "a size", "such as 500 MB, 120 GB or 1.5 TiB"
#define A_RATIO "a ratio", "such as 1.5"
#define A_NUMBER "a whole number", NULL
#define AN_AMOUNT(what)                                                                            \
  what " | " what " exponential | " what " lognormal DEVIATION | empirical " what " WEIGHT; ..."

/* clang-format off */

#define ROW(...) ROW_OF (__VA_ARGS__)
#define ROW_OF(GROUP, key, kind, Draft, member, fallback, allowed, examples, min, max, meaning) \
  { TARN_LAB_GROUP_##GROUP, key, &tarn_lab_kind_##kind, G_STRUCT_OFFSET (Draft, member), fallback, allowed, \
    examples, min, max, 0, NULL, meaning }
#define LAKE(...) ROW (LAKE, __VA_ARGS__)
#define TABLE(...) ROW (TABLE, __VA_ARGS__)
#define VIEW(...) ROW (VIEW, __VA_ARGS__)
#define ASSETS(...) ROW (ASSETS, __VA_ARGS__)
#define POLICY(...) ROW (POLICY, __VA_ARGS__)
#define EXPERIMENT(...) ROW (EXPERIMENT, __VA_ARGS__)
/* A key of [cost] is an option, in other units. */
#define COST(...) COST_OF (__VA_ARGS__)
#define COST_OF(key, kind, index, allowed, examples, unit, option, meaning) \
  { TARN_LAB_GROUP_COST, key, &tarn_lab_kind_##kind, (index) * sizeof (gint64), NULL, allowed, examples, 0, 0, unit, \
    "glue.cost-" option, meaning }

const TarnLabKey tarn_lab_keys[] = {
  LAKE ("start", time, TarnLabScenario, start_us, "2000-01-01",
        "a date or a time of the years 2000 to 9999, in UTC",
        "such as 2026-11-01, 2026-11-01T06:00:00Z or 2026-11-01T06:00:00+02:00", 0, 0,
        "When simulated time begins. A date is its midnight in UTC."),
  LAKE ("warm-up", duration, TarnLabScenario, warm_up_us, "0 s", A_DURATION, 0, RANGE_OF_DURATION,
        "How long is simulated before the window, so that the figures do not depend on the begin."),
  LAKE ("horizon", duration, TarnLabScenario, horizon_us, NULL, A_DURATION, 1, RANGE_OF_DURATION,
        "The length of the window, of which the figures are. It begins after the warm-up."),
  LAKE ("window", duration, TarnLabScenario, window_us, "1 h", A_DURATION, SECOND_US, RANGE_OF_DURATION,
        "A run draws its duration and its failures by its view, by the window of this length in which it starts, and by how"
        " many runs of the view started in it before."),
  LAKE ("at-end", at_end, TarnLabScenario, drains, "cut", "cut | drain", NULL, 0, 0,
        "At the end of the window, `cut` leaves what waits or runs as it is, and `drain` waits for it."),
  LAKE ("slots", limit, TarnLabScenario, n_slots, "50", "none | a whole number", NULL, 1, 1000000,
        "How many runs may have a slot at the same time."),
  LAKE ("seed", seed, TarnLabScenario, seed, "0", A_NUMBER, 0, G_MAXUINT64,
        "The seed of all random draws."),
  { TARN_LAB_GROUP_LAKE, "include", &tarn_lab_kind_paths, 0, "", "paths, parted by ;", NULL, 0, 0, 0, NULL,
    "Files whose groups are read as if they stood here. A path is sought beside the file that names it." },

  TABLE ("size", size, TarnLabTableDraft, size_bytes, "0 B", A_SIZE, 0, TARN_LAB_SIZE_MAX,
         "The size of the table at the start, unless a file of its commits has it."),
  TABLE ("commits", commits, TarnLabTableDraft, commits, "none",
         "none | every DURATION[, offset DURATION], AMOUNT[, OPERATION] | poisson every DURATION, AMOUNT[, OPERATION] |"
         " file PATH[, repeat][, offset DURATION][, stretch RATIO][, scale PERCENT | , scale RATIO][, last DURATION][, bytes-per-commit SIZE][, bytes-per-record SIZE]",
         "where AMOUNT is " AN_AMOUNT ("SIZE") " and OPERATION is append | overwrite | delete", 0, 0,
         "The commits to the table. Those of `every` begin at the start, or after the offset. An overwrite changes twice its"
         " AMOUNT: it removes as much as it adds. A delete of more than the table holds empties it."),
  TABLE ("count", count, TarnLabTableDraft, count, "", A_NUMBER, 1, TARN_LAB_TABLES_MAX,
         "How many tables the template makes. The number of each, from 1, stands for the `%d` in its name."),
  TABLE ("rhythm", rhythm, TarnLabTableDraft, rhythm, "", "24 or 168 whole numbers from 0 to 1000000, not all of them 0", NULL, 0, 0,
         "The weights of the hours of a day, or of a week from Monday on, in UTC. The rate of Poisson commits follows them,"
         " and its mean stays."),

  VIEW ("sources", sources, TarnLabViewDraft, sources, NULL, "names of tables and views, DATABASE.NAME, parted by ;", NULL, 0, 0,
        "What the view reads."),
  VIEW ("size", size, TarnLabViewDraft, size_bytes, "0 B", A_SIZE, 0, TARN_LAB_SIZE_MAX, "The size of the view."),
  VIEW ("slo", slo, TarnLabViewDraft, slo, "none", "none | age DURATION | lag DURATION", "such as lag 30 min", 0, 0,
        "How old the content of the view may be, or how long a commit may wait for the view to show it."),
  VIEW ("weight", count, TarnLabViewDraft, weight, "1", A_NUMBER, 1, 1000000,
        "How much the view counts in `age-weighted-mean` and `lag-weighted-mean`, the only figures that heed weights,"
        " and in the orders that heed them."),
  VIEW ("policy", name, TarnLabViewDraft, policy, "", "the NAME of a group [policy NAME]", NULL, 0, 0,
        "The policy that refreshes the view. Without this key it is that of the group [policy]."),
  VIEW ("group", name, TarnLabViewDraft, group, "", "a name", NULL, 0, 0,
        "The group of views in whose figures the view counts. Without this key, the views of a template are a group that has"
        " the name of the template without `%d`, and any other view is in none."),
  VIEW ("count", count, TarnLabViewDraft, count, "", A_NUMBER, 1, TARN_LAB_VIEWS_MAX,
        "How many views the template makes. The number of each, from 1, stands for the `%d` in its name and in the names of"
        " its sources."),
  VIEW ("duration", durations, TarnLabViewDraft, duration, "", AN_AMOUNT ("DURATION"), "such as 100 s lognormal 1.3", 1, RANGE_OF_DURATION,
        "How long a run of the view has its slot, on one DPU, in place of all that the cost model says, the start-up"
        " included."),
  VIEW ("failures", share, TarnLabViewDraft, failure_ppm, "0 %", "a percentage", "such as 0.5 %", 0, 1000000,
        "How many of the runs of the view fail."),
  VIEW ("incremental", boolean, TarnLabViewDraft, incremental, "yes", "no | yes", NULL, 0, 0,
        "Whether the definition of the view allows incremental refreshes."),
  VIEW ("refresh-seconds", seconds, TarnLabViewDraft, refresh_seconds, "none", "none | a whole number", NULL, 3600, 315360000,
        "RefreshSeconds of the view, for policies whose trigger is `service`."),

  ASSETS ("count", count, TarnLabAssetsDraft, count, "1", A_NUMBER, 1, TARN_LAB_ASSETS_MAX, "How many assets come."),
  ASSETS ("columns", numbers, TarnLabAssetsDraft, columns, "10", AN_AMOUNT ("NUMBER"), "such as 20 exponential", 1, 10000,
          "How many columns an asset has. What is drawn is at least 1 and at most 10000."),
  ASSETS ("types", types, TarnLabAssetsDraft, has_type, "descriptions", "descriptions, names and glossary, parted by ;", NULL, 0, 0,
          "What is generated for an asset. If a run takes fewer types, see `datazone.types-max`, then another run generates"
          " the rest."),
  ASSETS ("arrival", arrival, TarnLabAssetsDraft, arrival, "at-start", "at-start | every DURATION | poisson every DURATION", "such as poisson every 2 h",
          0, 0, "When the assets come: all at the start, or the first one after so long, and then one after the other until"
          " there are so many or the window ends."),
  ASSETS ("policy", name, TarnLabAssetsDraft, policy, "", "the NAME of a group [policy NAME]", NULL, 0, 0,
          "The policy that starts the metadata runs, whose trigger is one of assets. Without this key it is that of the group"
          " [policy]."),

  COST ("throughput", rate, 0, "a rate", "such as 40 MB/s", 0, "bytes-per-second-per-dpu", "What one DPU reads in a second."),
  COST ("startup", duration, 1, A_DURATION, 1000, "startup-ms", "The time from getting the slot to RUNNING."),
  COST ("serial", duration, 2, A_DURATION, 1000, "serial-ms", "The part of a refresh that more DPU do not shorten."),
  COST ("dpu-min", number, 3, A_NUMBER, 0, "dpu-min", "The least number of DPU of a refresh."),
  COST ("dpu-max", number, 4, A_NUMBER, 0, "dpu-max", "The greatest number of DPU of a refresh; the `dpu-min` if that is more."),
  COST ("ramp", duration, 5, A_DURATION, 1000, "ramp-ms", "The time after which the number of DPU doubles."),
  COST ("bytes-per-dpu", size, 6, A_SIZE, 0, "bytes-per-dpu", "For how many bytes a refresh takes one more DPU."),
  COST ("amplification", ratio, 7, A_RATIO, 0, "amplification-permille",
        "How many bytes an incremental refresh reads for each changed byte."),
  COST ("merge", ratio, 8, A_RATIO, 0, "merge-permille",
        "How many bytes of the view an incremental refresh rewrites for each changed byte."),
  COST ("count-writes", switch, 9, "no | yes", NULL, 0, "count-writes",
        "Whether the size of the view counts in a full refresh, besides those of the sources."),
  COST ("skip-unchanged", switch, 10, "no | yes", NULL, 0, "skip-unchanged",
        "Whether an incremental refresh that finds no changed byte takes only the time `unchanged`."),
  COST ("unchanged", duration, 11, A_DURATION, 1000, "unchanged-ms", "The time of a refresh that finds no changed byte."),
  COST ("duration-spread", spread, 12, "none | lognormal DEVIATION, with a geometric deviation from 1.001 to 10", NULL, 0,
        "duration-spread-permille", "The factor, of the mean 1, that multiplies all durations of a run."),
  COST ("billing-granularity", duration, 13, A_DURATION, 1000, "billing-granularity-ms",
        "Use, in time on one DPU, is rounded up to a multiple of this."),
  COST ("billing-minimum", duration, 14, A_DURATION, 1000, "billing-minimum-ms",
        "The least bill of a run that used anything, as time on `dpu-min` DPU."),
  COST ("price", price, 15, "a price", "such as 0.44 USD", 0, "price-micro-usd-per-dpu-hour", "The price of a DPU-hour."),

  POLICY ("preset", preset, TarnLabPolicySettings, preset, "", NULL, NULL, 0, 0,
          "A policy with a name. The other keys say what is otherwise."),
  POLICY ("trigger", rule, TarnLabPolicySettings, composition.parts[TARN_LAB_PART_TRIGGER], NULL, NULL, NULL, 0, 0,
          "When a view is to be refreshed, or when metadata of an asset is to be generated."),
  POLICY ("order", rule, TarnLabPolicySettings, composition.parts[TARN_LAB_PART_ORDER], "fifo", NULL, NULL, 0, 0,
          "Which of the waiting requests starts first."),
  POLICY ("mode", rule, TarnLabPolicySettings, composition.parts[TARN_LAB_PART_MODE], "auto", NULL, NULL, 0, 0,
          "How a run refreshes its view. A policy of assets has no mode."),
  POLICY ("admit", rule, TarnLabPolicySettings, composition.parts[TARN_LAB_PART_ADMISSION], "queue", NULL, NULL, 0, 0,
          "What becomes of a request while no slot is free, or how many metadata runs start."),

  EXPERIMENT ("policies", items, TarnLabScenario, experiment.policies, "",
              "policy, names of presets and of groups [policy NAME], and paths of modules, parted by ;", NULL, 0, 0,
              "The policies that are compared. Each stands in the place of the group [policy], which is `policy`; a view that names a"
              " policy keeps it."),
  EXPERIMENT ("replications", count, TarnLabScenario, experiment.n_replications, "10", A_NUMBER, 1, TARN_LAB_REPLICATIONS_MAX,
              "How often each variant is simulated, each time with other random draws. The nth replications of all variants have"
              " the same draws."),
  EXPERIMENT ("metrics", items, TarnLabScenario, experiment.metrics, "cost-per-day; lag-mean", "names of metrics, parted by ;",
              "see `tarn metrics`", 0, 0,
              "The metrics that are compared. The first is the cost of the Pareto front, and the second is its staleness."),
  EXPERIMENT ("baseline", items, TarnLabScenario, experiment.baseline, "", "the label of a variant", NULL, 0, 0,
              "The variant with which the others are compared; the first one without this key."),
  EXPERIMENT ("level", share, TarnLabScenario, experiment.level_ppm, "95 %", "a percentage", "such as 95 %", 500000, 999900,
              "The probability with which all intervals of a table together have what they estimate."),
  EXPERIMENT ("together", items, TarnLabScenario, experiment.together, "",
              "keys that have axes, parted by commas; several lists are parted by ;", "such as `lake.slots, policy.trigger`", 0, 0,
              "Axes that take their first values together, then their second ones, and so on, instead of each with each."),
  EXPERIMENT ("skip", items, TarnLabScenario, experiment.skip, "",
              "KEY VALUE, KEY VALUE ...; several are parted by ;", "such as `lake.slots 4, policy.trigger interval 15 min`", 0, 0,
              "Variants that are left out: those that have all of the values of one of these lists."),
  EXPERIMENT ("best", items, TarnLabScenario, experiment.best, "", "the name of a metric", "such as lag-mean", 0, 0,
              "The metric whose least mean is sought, with the probability of `level`."),
  EXPERIMENT ("indifference", share, TarnLabScenario, experiment.indifference_ppm, "1 %", "a percentage", "such as 1 %", 1, 1000000,
              "Variants whose means differ by less than this part of the mean of the baseline are as good as each other."),
  EXPERIMENT ("stop", share, TarnLabScenario, experiment.stop_ppm, "0 %", "a percentage", "such as 5 %", 0, 1000000,
              "After how many replications to stop: at the first multiple of ten after which the half-width of each metric of"
              " each variant is at most this part of its mean. 0 % for all replications."),
  { .name = NULL },
};

/* clang-format on */

gboolean
tarn_lab_key_is_of_lines (const TarnLabKey *key)
{
  return key->kind == &tarn_lab_kind_paths;
}

/* --- Finding ---------------------------------------------------------------------------------- */

const TarnLabKey *
tarn_lab_key_find (TarnLabGroupKind group, const char *name)
{
  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (key->group == group
        && (g_str_equal (key->name, name)
            || (key->option != NULL && g_str_equal (key->option, name))))
      return key;

  return NULL;
}

char *
tarn_lab_key_list (TarnLabGroupKind group)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (key->group == group)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", key->name);
  if (group == TARN_LAB_GROUP_COST)
    g_string_append (list, ", or an option of the engine such as glue.retention-runs");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* --- Ranges ----------------------------------------------------------------------------------- */

void
tarn_lab_key_get_range (const TarnLabKey *key, guint64 *out_min, guint64 *out_max)
{
  gint64 unused, min, max;

  *out_min = key->min;
  *out_max = key->max;
  if (key->option == NULL || !tarn_lab_option_describe (key->option, &unused, &min, &max))
    return;
  *out_min = (guint64) min;
  *out_max = (guint64) max;
}

char *
tarn_lab_key_get_fallback (const TarnLabKey *key)
{
  gint64 value, min, max;

  if (key->option == NULL || !tarn_lab_option_describe (key->option, &value, &min, &max))
    return g_strdup (key->fallback);

  g_autoptr (GString) text = g_string_new (NULL);
  key->kind->write (key, &value, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
write_bound (const TarnLabKey *key, guint64 bound, GString *text)
{
  guint number = (guint) bound;

  key->kind->write (key, key->kind->size == sizeof (guint) ? (gconstpointer) &number : &bound,
                    text);
}

char *
tarn_lab_key_get_allowed (const TarnLabKey *key)
{
  g_autoptr (GString) text = g_string_new (key->allowed);
  guint64 min, max;

  if (key->allowed == NULL)
    tarn_lab_key_append_rules (key, text);
  tarn_lab_key_get_range (key, &min, &max);
  if (key->kind->size > 0)
    {
      g_string_append (text, " from ");
      write_bound (key, min, text);
      g_string_append (text, " to ");
      write_bound (key, max, text);
    }
  if (key->examples != NULL)
    g_string_append_printf (text, ", %s", key->examples);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Values ----------------------------------------------------------------------------------- */

gboolean
tarn_lab_key_parse (const TarnLabKey *key, const TarnLabPlace *place, const char *text,
                    gpointer draft, GError **error)
{
  TarnLabReading reading;
  gboolean is_good = tarn_lab_reading_init (&reading, key, text)
                     && key->kind->parse (&reading, G_STRUCT_MEMBER_P (draft, key->offset))
                     && tarn_lab_reading_expect_end (&reading);

  if (!is_good)
    {
      g_autofree char *allowed = tarn_lab_key_get_allowed (key);

      tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place,
                       reading.allowed != NULL ? reading.allowed : allowed, "%s", reading.wrong);
    }
  tarn_lab_reading_clear (&reading);
  return is_good;
}

void
tarn_lab_keys_clear (TarnLabGroupKind group, gpointer draft)
{
  for (const TarnLabKey *key = tarn_lab_keys; key->name != NULL; key++)
    if (key->group == group && key->kind->clear != NULL && !tarn_lab_key_is_of_lines (key))
      key->kind->clear (G_STRUCT_MEMBER_P (draft, key->offset));
}
