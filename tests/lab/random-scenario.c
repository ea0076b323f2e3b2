/* SPDX-License-Identifier: MIT */
#include "lab/random-scenario.h"

#include "driver/draw.h"

typedef char *(*Write) (Draw *draw);

/* --- Values ----------------------------------------------------------------------------------- */

/* Each text of an array with the same chance. */
#define ONE_OF(draw, ...)                                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    static const char *const texts[] = { __VA_ARGS__ };                                            \
                                                                                                   \
    return g_strdup (draw_of (draw, texts));                                                       \
  }                                                                                                \
  G_STMT_END

static char *
write_duration (Draw *draw)
{
  static const char *const units[] = { "s", "min", "h", "d", "w" };
  static const char *const parts[] = { "", ".5", ".25", ".0" };

  return g_strdup_printf ("%u%s %s", 1 + draw_below (draw, 99), draw_of (draw, parts),
                          draw_of (draw, units));
}

static char *
write_short_duration (Draw *draw)
{
  ONE_OF (draw, "1 s", "1500 ms", "0.5 min", "1 min", "90 s", "30 s", "1 h");
}

static char *
write_size (Draw *draw)
{
  static const char *const units[]
      = { "B", "kB", "KiB", "MB", "MiB", "GB", "GiB", "TB", "TiB", "PB", "PiB" };

  return g_strdup_printf ("%u %s", draw_below (draw, 1025), draw_of (draw, units));
}

static char *
write_amount (Draw *draw, Write write_one)
{
  g_autofree char *one = write_one (draw);
  g_autofree char *other = write_one (draw);

  switch (draw_below (draw, 5))
    {
    case 0:
      return g_strdup_printf ("%s exponential", one);
    case 1:
      return g_strdup_printf ("exponential %s", one);
    case 2:
      return g_strdup_printf ("%s lognormal 1.%u", one, 1 + draw_below (draw, 998));
    case 3:
      return g_strdup_printf ("empirical %s %u; %s %u", one, 1 + draw_below (draw, 9), other,
                              1 + draw_below (draw, 9));
    default:
      return g_steal_pointer (&one);
    }
}

static char *
write_durations (Draw *draw)
{
  return write_amount (draw, write_duration);
}

static char *
write_plain (Draw *draw)
{
  return g_strdup_printf ("%u", 1 + draw_below (draw, 100));
}

static char *
write_plains (Draw *draw)
{
  return write_amount (draw, write_plain);
}

static char *
write_time (Draw *draw)
{
  static const char *const offsets[] = { "Z", "+02:00", "-11:30" };

  if (draw_chance (draw, 50))
    return g_strdup_printf ("20%02u-%02u-%02u", draw_below (draw, 100), 1 + draw_below (draw, 12),
                            1 + draw_below (draw, 28));
  return g_strdup_printf ("2026-%02u-%02uT%02u:%02u:00%s", 1 + draw_below (draw, 12),
                          1 + draw_below (draw, 28), draw_below (draw, 24), draw_below (draw, 60),
                          draw_of (draw, offsets));
}

static char *
write_poisson (Draw *draw)
{
  g_autofree char *gap = write_duration (draw);
  g_autofree char *amount = write_amount (draw, write_size);

  return g_strdup_printf ("poisson every %s, %s", gap, amount);
}

static char *
write_commits (Draw *draw)
{
  static const char *const operations[] = { "", ", append", ", overwrite", ",delete" };
  g_autofree char *gap = write_duration (draw);
  g_autofree char *offset = write_duration (draw);
  g_autofree char *amount = write_amount (draw, write_size);

  switch (draw_below (draw, 4))
    {
    case 0:
      return g_strdup ("none");
    case 1:
      return write_poisson (draw);
    case 2:
      return g_strdup_printf ("every %s,%s%s", gap, amount, draw_of (draw, operations));
    default:
      return g_strdup_printf ("every %s, offset %s, %s%s", gap, offset, amount,
                              draw_of (draw, operations));
    }
}

static char *
write_rhythm (Draw *draw)
{
  GString *text = g_string_new ("1");
  guint n_hours = draw_chance (draw, 50) ? 24 : 168;

  for (guint i = 1; i < n_hours; i++)
    g_string_append_printf (text, " %u", draw_below (draw, 100));
  return g_string_free (text, FALSE);
}

static char *
write_slo (Draw *draw)
{
  g_autofree char *duration = write_duration (draw);

  return draw_chance (draw, 20)
             ? g_strdup ("none")
             : g_strdup_printf ("%s %s", draw_chance (draw, 50) ? "lag" : "age", duration);
}

static char *
write_failures (Draw *draw)
{
  return g_strdup_printf ("%u.%04u %%", draw_below (draw, 100), draw_below (draw, 10000));
}

static char *
write_boolean (Draw *draw)
{
  ONE_OF (draw, "yes", "no");
}

static char *
write_types (Draw *draw)
{
  ONE_OF (draw, "names", "glossary;names", "descriptions", "names; descriptions; glossary");
}

static char *
write_arrival (Draw *draw)
{
  ONE_OF (draw, "at-start", "every 1 h", "poisson every 0.5 h");
}

static char *
write_trigger (Draw *draw)
{
  static const char *const phases[] = { "", ", spread", ", phase 30 s", ", phase 0 min" };
  static const char *const overlaps[] = { "", ", skip", ",queue" };
  g_autofree char *period = write_duration (draw);

  return g_strdup_printf ("interval %s%s%s", period, draw_of (draw, phases),
                          draw_of (draw, overlaps));
}

static char *
write_mode (Draw *draw)
{
  ONE_OF (draw, "auto", "auto, threshold 25 %", "full", "incremental_fallback",
          "incremental_strict");
}

static char *
write_order (Draw *draw)
{
  ONE_OF (draw, "fifo", "sjf", "wspt", "edf_partitioned within 5 min, slots 2", "fair, quantum 30",
          "random");
}

static char *
write_asset_trigger (Draw *draw)
{
  ONE_OF (draw, "at_arrival", "batch 7", "batch 3, max-wait 90 min", "nightly at 23:59");
}

static char *
write_asset_order (Draw *draw)
{
  ONE_OF (draw, "fifo", "random", "fewest_columns", "most_columns");
}

static char *
write_asset_admission (Draw *draw)
{
  ONE_OF (draw, "queue", "queue, at-most 3", "rate 10", "rate 2, per 1 d");
}

static char *
write_end (Draw *draw)
{
  ONE_OF (draw, "cut", "drain");
}

static char *
write_slots (Draw *draw)
{
  ONE_OF (draw, "none", "50", "1", "8");
}

static char *
write_rate (Draw *draw)
{
  ONE_OF (draw, "40 MB/s", "0.05 GB/s", "64 MiB/s");
}

static char *
write_price (Draw *draw)
{
  return g_strdup_printf ("%u.%06u USD", draw_below (draw, 3), draw_below (draw, 1000000));
}

static char *
write_spread (Draw *draw)
{
  ONE_OF (draw, "none", "lognormal 1.3", "lognormal 2.50");
}

static char *
write_ratio (Draw *draw)
{
  return g_strdup_printf ("%u.%03u", draw_below (draw, 30), draw_below (draw, 1000));
}

/* --- Lines ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *key;
  Write write;
} Line;

static const Line lake_lines[] = {
  { "start", write_time },       { "warm-up", write_duration }, { "window", write_duration },
  { "at-end", write_end },       { "slots", write_slots },      { "seed", write_plain },
  { "horizon", write_duration },
};
static const Line table_lines[] = {
  { "size", write_size },
  { "commits", write_commits },
};
static const Line view_lines[] = {
  { "size", write_size },          { "slo", write_slo },           { "weight", write_plain },
  { "duration", write_durations }, { "failures", write_failures }, { "incremental", write_boolean },
};
static const Line assets_lines[] = {
  { "count", write_plain },
  { "columns", write_plains },
  { "types", write_types },
  { "arrival", write_arrival },
};
static const Line cost_lines[] = {
  { "throughput", write_rate },
  { "startup", write_short_duration },
  { "glue.cost-serial-ms", write_plain },
  { "dpu-min", write_plain },
  { "glue.cost-dpu-max", write_plain },
  { "ramp", write_short_duration },
  { "amplification", write_ratio },
  { "merge", write_ratio },
  { "count-writes", write_boolean },
  { "skip-unchanged", write_boolean },
  { "unchanged", write_short_duration },
  { "duration-spread", write_spread },
  { "billing-minimum", write_short_duration },
  { "price", write_price },
  { "glue.retention-runs", write_plain },
  { "datazone.retention-runs", write_plain },
};
static const Line asset_policy_lines[] = {
  { "trigger", write_asset_trigger },
  { "order", write_asset_order },
  { "admit", write_asset_admission },
};
static const Line policy_lines[] = {
  { "trigger", write_trigger },
  { "order", write_order },
  { "mode", write_mode },
};

/* Types of assets have parts, so two values of them may differ in more than one. */
static gboolean
may_have_axis (const Line *line)
{
  return line->write != write_types;
}

/* Two values of an axis must differ, so both are drawn until they do. */
static char *
write_value (Draw *draw, const Line *line, guint axis_percent)
{
  g_autofree char *value = line->write (draw);

  if (g_strstr_len (value, -1, ";") != NULL || !may_have_axis (line)
      || !draw_chance (draw, axis_percent))
    return g_steal_pointer (&value);
  if (line->write == write_plain)
    return g_strdup_printf ("{%s; 101}", value);
  if (line->write == write_duration)
    return g_strdup_printf ("{%s; 1001 ms}", value);
  return g_steal_pointer (&value);
}

static void
write_lines (GString *text, Draw *draw, const Line *lines, guint n_lines, guint chance,
             guint axis_percent)
{
  guint first = draw_below (draw, n_lines);

  for (guint i = 0; i < n_lines; i++)
    {
      const Line *line = &lines[(first + i) % n_lines];

      if (!draw_chance (draw, chance) && !g_str_equal (line->key, "horizon")
          && !g_str_equal (line->key, "trigger"))
        continue;
      g_autofree char *value = write_value (draw, line, axis_percent);
      g_string_append_printf (text, "%s%s = %s\n", draw_chance (draw, 5) ? "# a comment\n  " : "",
                              line->key, value);
    }
}

#define WRITE_LINES(text, draw, lines, chance, axis_percent)                                       \
  write_lines (text, draw, lines, G_N_ELEMENTS (lines), chance, axis_percent)

/* --- Groups ----------------------------------------------------------------------------------- */

static void
write_tables (GString *text, Draw *draw, guint n_tables)
{
  for (guint i = 0; i < n_tables; i++)
    {
      g_string_append_printf (text, "\n[table %s.t%u]\n",
                              draw_chance (draw, 50) ? "Sales" : "sales", i);
      if (draw_chance (draw, 30))
        {
          g_autofree char *commits = write_poisson (draw);
          g_autofree char *rhythm = write_rhythm (draw);

          g_string_append_printf (text, "commits = %s\nrhythm = %s\n", commits, rhythm);
        }
      else
        WRITE_LINES (text, draw, table_lines, 60, 0);
    }
}

/* A view reads a table, and mostly another view or a table of a template. Views may stand before what they read. */
static void
write_views (GString *text, Draw *draw, guint n_views, guint n_tables)
{
  for (guint i = 0; i < n_views; i++)
    {
      guint view = n_views - 1 - i;

      g_string_append_printf (text, "\n[view sales.\"view %u\"]\n", view);
      g_string_append_printf (text, "sources = sales.t%u", draw_below (draw, n_tables));
      if (view > 0 && draw_chance (draw, 70))
        g_string_append_printf (text, ";sales.\"view %u\"", draw_below (draw, view));
      if (draw_chance (draw, 30))
        g_string_append (text, "; sales.shard_2");
      g_string_append (text, "\n");
      if (draw_chance (draw, 30))
        g_string_append (text, "policy = \"a policy\"\n");
      if (draw_chance (draw, 30))
        g_string_append (text, "group = a.group\n");
      WRITE_LINES (text, draw, view_lines, 40, 5);
    }

  g_string_append_printf (text, "\n[view sales.shard_%%d]\nsources = sales.base_%%d\ncount = %u\n",
                          2 + draw_below (draw, 4));
  WRITE_LINES (text, draw, view_lines, 40, 5);
  g_string_append (text, "\n[table sales.base_%d]\ncount = 5\n");
}

char *
random_scenario_write (guint64 number)
{
  Draw draw = draw_new (20261101, 1, number);
  GString *text = g_string_new (draw_chance (&draw, 5) ? "\xEF\xBB\xBF" : "");
  guint n_tables = 1 + draw_below (&draw, 4), n_views = draw_below (&draw, 6);

  g_string_append (text, "[policy \"a policy\"]\ntrigger = {interval 1 h; interval 2 h, queue}\n");
  g_string_append (text, "[lake]\n");
  WRITE_LINES (text, &draw, lake_lines, 50, 10);
  write_views (text, &draw, n_views, n_tables);
  if (draw_chance (&draw, 50))
    {
      g_string_append (text, "[policy catalog]\n");
      WRITE_LINES (text, &draw, asset_policy_lines, 60, 0);
      g_string_append (text, "[assets all]\npolicy = catalog\n");
      WRITE_LINES (text, &draw, assets_lines, 60, 10);
    }
  if (draw_chance (&draw, 70))
    {
      g_string_append (text, "[cost]\n");
      WRITE_LINES (text, &draw, cost_lines, 40, 5);
    }
  write_tables (text, &draw, n_tables);
  g_string_append (text, "[policy]\n");
  WRITE_LINES (text, &draw, policy_lines, 60, 0);
  return g_string_free (text, FALSE);
}
