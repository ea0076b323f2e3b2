/* SPDX-License-Identifier: MIT */
/*
 * Tests what a scenario is in memory: templates, the order of views, groups, policies, amounts, options and
 * axes.
 */
#include <string.h>
#include <tarn-lab/tarn-lab.h>

#include "composition-text.h"
#include "scenario-text.h"
#include "worlds/rows.h"

/* --- Views in order --------------------------------------------------------------------------- */

/* Each view with its sources, such as "v<t w<v,t"; the database is left out. */
static char *
describe_views (const TarnLabScenario *scenario)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < scenario->views->len; i++)
    {
      const TarnLabView *view = tarn_lab_scenario_get_view (scenario, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", view->name);
      for (guint j = 0; j < view->sources->len; j++)
        {
          const TarnLabSource *source = &g_array_index (view->sources, TarnLabSource, j);

          g_assert_true (!source->is_view || source->index < i);
          g_string_append_printf (
              text, "%c%s", j > 0 ? ',' : '<',
              source->is_view ? tarn_lab_scenario_get_view (scenario, source->index)->name
                              : tarn_lab_scenario_get_table (scenario, source->index)->name);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *views;
} OrderRow;

#define VIEW(name, sources) "[view a." name "]\nsources = " sources "\n"
#define TEMPLATE(name, sources, count) VIEW (name, sources) "count = " count "\n"

static const OrderRow order_rows[] = {
  { "none", TABLE, "" },
  { "as-they-stand", TABLE VIEW ("b", "a.t") VIEW ("a", "a.t") POLICY, "b<t a<t" },
  { "what-is-read-first", TABLE VIEW ("b", "a.c") VIEW ("a", "a.t") VIEW ("c", "a.t") POLICY,
    "c<t b<c a<t" },
  { "chain", TABLE VIEW ("a", "a.b; a.t") VIEW ("b", "a.c") VIEW ("c", "a.t") POLICY,
    "c<t b<c a<b,t" },
  { "diamond",
    TABLE VIEW ("top", "a.left; a.right") VIEW ("right", "a.base") VIEW ("left", "a.base")
        VIEW ("base", "a.t") POLICY,
    "base<t left<base right<base top<left,right" },
  { "template", TABLE TEMPLATE ("v_%d", "a.t", "3") POLICY, "v_1<t v_2<t v_3<t" },
  { "template-of-one", TABLE TEMPLATE ("v_%d", "a.t", "1") POLICY, "v_1<t" },
  { "template-on-template",
    LAKE "[table a.t_%d]\ncount = 2\n" TEMPLATE ("w_%d", "a.v_%d; a.t_1", "2")
        TEMPLATE ("v_%d", "a.t_%d", "2") POLICY,
    "v_1<t_1 w_1<v_1,t_1 v_2<t_2 w_2<v_2,t_1" },
  { "view-on-one-of-a-template", TABLE VIEW ("x", "a.v_2") TEMPLATE ("v_%d", "a.t", "2") POLICY,
    "v_2<t x<v_2 v_1<t" },
  { "template-that-shares-its-sources",
    TABLE TEMPLATE ("w_%d", "a.v; a.t", "2") VIEW ("v", "a.t") POLICY, "v<t w_1<v,t w_2<v,t" },
};

static void
test_order (gconstpointer data)
{
  const OrderRow *row = data;
  g_autoptr (TarnLabScenario) scenario = read_text (row->text);
  g_autofree char *views = describe_views (scenario);

  g_assert_cmpstr (views, ==, row->views);
}

/* A long chain that is told from its end, which would be too deep for a recursion. */
static void
test_long_chain (void)
{
  enum
  {
    LENGTH = 60000,
  };
  g_autoptr (GString) text = g_string_new (TABLE POLICY);

  for (guint i = LENGTH; i > 1; i--)
    g_string_append_printf (text, "[view a.v%u]\nsources=a.v%u\n", i, i - 1);
  g_string_append (text, "[view a.v1]\nsources=a.t\n");
  g_autoptr (TarnLabScenario) scenario = read_text (text->str);

  g_assert_cmpuint (scenario->views->len, ==, LENGTH);
  g_assert_cmpstr (tarn_lab_scenario_get_view (scenario, 0)->name, ==, "v1");
  g_assert_cmpstr (tarn_lab_scenario_get_view (scenario, LENGTH - 1)->name, ==, "v60000");
}

static void
test_most_views (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (
      LAKE "[table a.t_%d]\ncount = 100000\n" TEMPLATE ("v_%d", "a.t_7", "1000000") POLICY);

  g_assert_cmpuint (scenario->tables->len, ==, 100000);
  g_assert_cmpuint (scenario->views->len, ==, 1000000);
  g_assert_cmpstr (tarn_lab_scenario_get_view (scenario, 999999)->name, ==, "v_1000000");
}

/* --- Groups and policies ---------------------------------------------------------------------- */

static void
test_groups (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (
      TABLE VIEW ("alone", "a.t") TEMPLATE ("v_%d", "a.t", "2")
          VIEW ("b", "a.t") "group = mine\n" TEMPLATE ("w_%d", "a.t", "1") "group = mine\n" POLICY);

  g_assert_cmpuint (scenario->groups->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (scenario->groups, 0), ==, "a.v_");
  g_assert_cmpstr (g_ptr_array_index (scenario->groups, 1), ==, "mine");
  g_assert_cmpuint (tarn_lab_scenario_get_view (scenario, 0)->group, ==, TARN_LAB_NO_GROUP);
  g_assert_cmpuint (tarn_lab_scenario_get_view (scenario, 1)->group, ==, 0);
  g_assert_cmpuint (tarn_lab_scenario_get_view (scenario, 2)->group, ==, 0);
  g_assert_cmpuint (tarn_lab_scenario_get_view (scenario, 3)->group, ==, 1);
  g_assert_cmpuint (tarn_lab_scenario_get_view (scenario, 4)->group, ==, 1);
}

static void
assert_policy (const TarnLabPolicySettings *settings, const char *expected)
{
  g_autofree char *text = composition_to_text (&settings->composition);

  g_assert_cmpstr (text, ==, expected);
}

/* Policies are sorted by name, and the one without a name is the first. */
static void
test_policies (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (TABLE VIEW ("v", "a.t") VIEW (
      "w",
      "a.t") "policy = b\n"
             "[policy b]\ntrigger = interval 2 h, phase 5 min, queue\nmode = auto, threshold 30 %\n"
             "[policy a]\ntrigger = interval 3 h, spread\nmode = incremental_strict\n" POLICY);
  const TarnLabPolicySettings *b = tarn_lab_scenario_get_policy (scenario, 2);
  const TarnLabPolicySettings *a = tarn_lab_scenario_get_policy (scenario, 1);

  g_assert_cmpuint (scenario->policies->len, ==, 3);
  g_assert_cmpstr (tarn_lab_scenario_get_policy (scenario, 0)->name, ==, "");
  g_assert_cmpstr (a->name, ==, "a");
  g_assert_cmpstr (b->name, ==, "b");
  g_assert_cmpuint (tarn_lab_scenario_get_view (scenario, 0)->policy, ==, 0);
  g_assert_cmpuint (tarn_lab_scenario_get_view (scenario, 1)->policy, ==, 2);
  assert_policy (b, "trigger=interval(7200000000 us, phase 300000000 us, queue) order=fifo "
                    "mode=auto(threshold 30 %) admit=queue");
  assert_policy (a, "trigger=interval(10800000000 us, spread) order=fifo mode=incremental_strict@2 "
                    "admit=queue");
}

typedef struct
{
  const char *name;
  const char *keys;
  const char *canonical; /* the keys of the policy */
  const char *policy;
} PresetRow;

/* A key beside a preset is left out only if the preset says the same, and none is where the preset is an axis. */
static const PresetRow preset_rows[] = {
  { "alone", "preset = edf_slo\n", "preset = edf_slo\n",
    "trigger=lag_trigger(lag 3600000000 us)@2 order=edf mode=auto admit=queue" },
  { "with-an-order", "order = fifo\npreset = edf_slo\n", "preset = edf_slo\norder = fifo\n",
    "trigger=lag_trigger(lag 3600000000 us)@2 order=fifo mode=auto admit=queue" },
  { "with-the-same-order", "order = edf\npreset = edf_slo\n", "preset = edf_slo\n",
    "trigger=lag_trigger(lag 3600000000 us)@2 order=edf mode=auto admit=queue" },
  { "with-a-trigger", "preset = spread15\ntrigger = interval 5 min\nadmit = reject\n",
    "preset = spread15\ntrigger = interval 5 min, phase 0 s, skip\nadmit = reject\n",
    "trigger=interval(300000000 us) order=fifo mode=auto admit=reject" },
  { "axis", "preset = {edf_slo; hourly}\norder = edf\n",
    "preset = {edf_slo; hourly}\norder = edf\n",
    "trigger=lag_trigger(lag 3600000000 us)@2 order=edf mode=auto admit=queue" },
};

static void
test_preset (gconstpointer data)
{
  const PresetRow *row = data;
  g_autofree char *source = g_strconcat (LAKE "[policy]\n", row->keys, NULL);
  g_autofree char *canonical = g_strconcat ("[policy]\n", row->canonical, NULL);
  g_autoptr (TarnLabScenario) scenario = read_text (source);

  g_assert_true (g_str_has_suffix (tarn_lab_scenario_get_text (scenario), canonical));
  assert_policy (tarn_lab_scenario_get_policy (scenario, 0), row->policy);
}

/* --- Values ----------------------------------------------------------------------------------- */

static void
test_lake (void)
{
  g_autoptr (TarnLabScenario) scenario
      = read_text ("[lake]\nstart = 2000-01-02\nwarm-up = 1 h\nhorizon = 2 h\nwindow = 10 min\n"
                   "at-end = drain\nslots = none\nseed = 18446744073709551615\n");
  g_autoptr (TarnLabScenario) usual = read_text (LAKE);

  g_assert_cmpint (scenario->start_us, ==, usual->start_us + G_TIME_SPAN_DAY);
  g_assert_cmpint (scenario->warm_up_us, ==, G_TIME_SPAN_HOUR);
  g_assert_cmpint (scenario->horizon_us, ==, 2 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (scenario->window_us, ==, 10 * G_TIME_SPAN_MINUTE);
  g_assert_true (scenario->drains);
  g_assert_cmpint (scenario->n_slots, ==, TARN_UNLIMITED);
  g_assert_cmpuint (scenario->seed, ==, G_MAXUINT64);
  g_assert_cmpint (usual->start_us, ==, G_GINT64_CONSTANT (946684800000000));
  g_assert_cmpint (usual->n_slots, ==, 50);
  g_assert_false (usual->drains);
}

static void
test_commits (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (
      LAKE "[table a.p]\ncommits = every 10 min, offset 30 s, 5 MB, overwrite\nsize = 1 GB\n"
           "[table a.q]\ncommits = poisson every 1 min, 20 MB lognormal 1.5\n"
           "rhythm = 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 0\n"
           "[table a.r_%d]\ncount = 2\ncommits = poisson every 1 h, empirical 10 MB 3; 30 MB 1\n");
  const TarnLabTable *p = tarn_lab_scenario_get_table (scenario, 0);
  const TarnLabCommits *q = &tarn_lab_scenario_get_table (scenario, 1)->commits;
  const TarnLabCommits *r = &tarn_lab_scenario_get_table (scenario, 3)->commits;

  g_assert_cmpuint (p->size_bytes, ==, 1000000000);
  g_assert_cmpint (p->commits.kind, ==, TARN_LAB_COMMITS_PERIODIC);
  g_assert_cmpint (p->commits.gap_us, ==, 10 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (p->commits.offset_us, ==, 30 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (p->commits.operation, ==, TARN_COMMIT_OVERWRITE);
  g_assert_cmpint (p->commits.bytes.kind, ==, TARN_LAB_AMOUNT_CONSTANT);
  g_assert_cmpint (p->commits.bytes.mean, ==, 5000000);
  g_assert_null (p->commits.rhythm);
  g_assert_cmpint (q->kind, ==, TARN_LAB_COMMITS_POISSON);
  g_assert_cmpint (q->operation, ==, TARN_COMMIT_APPEND);
  g_assert_cmpuint (q->bytes.deviation_permille, ==, 1500);
  g_assert_cmpuint (q->rhythm->len, ==, 24);
  g_assert_cmpuint (g_array_index (q->rhythm, guint32, 22), ==, 23);
  g_assert_cmpstr (tarn_lab_scenario_get_table (scenario, 3)->name, ==, "r_2");
  g_assert_cmpint (r->bytes.kind, ==, TARN_LAB_AMOUNT_EMPIRICAL);
  g_assert_cmpint (r->bytes.mean, ==, 15000000);
  g_assert_cmpuint (tarn_alias_table_get_length (r->bytes.values), ==, 2);
  g_assert_cmpint (tarn_alias_table_get_value (r->bytes.values, 1), ==, 30000000);
}

/* The product of a value and a weight does not fit into 64 bits, but the mean does. */
static void
test_empirical_mean (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (
      LAKE "[table a.t]\ncommits = every 1 h, empirical 1000 PiB 4294967295; 500 PiB 4294967295\n");

  g_assert_cmpint (tarn_lab_scenario_get_table (scenario, 0)->commits.bytes.mean, ==,
                   G_GINT64_CONSTANT (750) << 50);
}

static void
test_views (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (
      TABLE VIEW ("v", "a.t") "size = 2 kB\nslo = lag 30 min\nweight = 3\n"
                              "duration = 100 s exponential\nfailures = 0.5 %\nincremental = no\n"
                              "refresh-seconds = 7200\n" POLICY);
  const TarnLabView *view = tarn_lab_scenario_get_view (scenario, 0);

  g_assert_cmpstr (view->database_name, ==, "a");
  g_assert_cmpuint (view->size_bytes, ==, 2000);
  g_assert_cmpint (view->slo_kind, ==, TARN_LAB_SLO_LAG);
  g_assert_cmpint (view->slo_us, ==, 30 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (view->weight, ==, 3);
  g_assert_cmpint (view->duration.kind, ==, TARN_LAB_AMOUNT_EXPONENTIAL);
  g_assert_cmpint (view->duration.mean, ==, 100 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (view->failure_ppm, ==, 5000);
  g_assert_false (view->incremental);
  g_assert_cmpint (view->refresh_seconds, ==, 7200);
}

static void
test_assets (void)
{
  g_autoptr (TarnLabScenario) scenario
      = read_text (LAKE "[assets x]\ncount = 5\ncolumns = 20 exponential\ntypes = names; glossary\n"
                        "arrival = poisson every 1 h\n[policy]\ntrigger = at_arrival\n");
  const TarnLabAssets *assets = &g_array_index (scenario->assets, TarnLabAssets, 0);

  g_assert_cmpstr (assets->name, ==, "x");
  g_assert_cmpuint (assets->first, ==, 0);
  g_assert_cmpuint (assets->n_assets, ==, 5);
  g_assert_cmpint (assets->columns.mean, ==, 20);
  g_assert_false (assets->has_type[0]);
  g_assert_true (assets->has_type[1]);
  g_assert_true (assets->has_type[2]);
  g_assert_cmpint (assets->arrival_kind, ==, TARN_LAB_COMMITS_POISSON);
  g_assert_cmpint (assets->arrival_gap_us, ==, G_TIME_SPAN_HOUR);
}

static void
test_options (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (
      LAKE "[cost]\nglue.retention-runs = 7\nprice = 0.29 USD\nstartup = 30 s\nserial = 1 s\n");
  static const TarnLabOption expected[] = {
    { "glue.cost-serial-ms", 1000 },
    { "glue.cost-price-micro-usd-per-dpu-hour", 290000 },
    { "glue.retention-runs", 7 },
  };

  g_assert_cmpuint (scenario->options->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const TarnLabOption *option = &g_array_index (scenario->options, TarnLabOption, i);

      g_assert_cmpstr (option->name, ==, expected[i].name);
      g_assert_cmpint (option->value, ==, expected[i].value);
    }
}

/* --- The canonical form ----------------------------------------------------------------------- */

static void
test_canonical_order (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text (
      "[policy z]\nmode = full\ntrigger = interval 1 h\n[cost]\nserial = 1 s\nstartup = 1 min\n"
      "[view a.v]\nweight = 2\nsources = a.t\n[assets x]\npolicy = b\n[table a.t]\n[policy b]\n"
      "trigger = nightly at 01:05\n[table a.s]\nsize = 0 GB\n[lake]\nseed = 1\nhorizon = 1 d\n" POLICY);

  g_assert_cmpstr (tarn_lab_scenario_get_text (scenario), ==,
                   "[lake]\nhorizon = 1 d\nseed = 1\n\n"
                   "[table a.t]\n\n"
                   "[table a.s]\n\n"
                   "[view a.v]\nsources = a.t\nweight = 2\n\n"
                   "[assets x]\npolicy = b\n\n"
                   "[cost]\nstartup = 1 min\nserial = 1 s\n\n"
                   "[policy]\ntrigger = interval 1 h, phase 0 s, skip\n\n"
                   "[policy b]\ntrigger = nightly at 01:05\n\n"
                   "[policy z]\ntrigger = interval 1 h, phase 0 s, skip\nmode = full\n");
}

/* The digest is that of sha256sum for the canonical form, since no file is named. */
static void
test_digest (void)
{
  g_autoptr (TarnLabScenario) scenario = read_text ("[lake]\nhorizon = 1440 min\n");
  g_autofree char *expected
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "[lake]\nhorizon = 1 d\n", -1);

  g_assert_cmpstr (tarn_lab_scenario_get_digest (scenario), ==, expected);
}

/* --- Axes ------------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *key;
  const char *value;
  const char *axes;   /* the values of each, parted by bars, and the axes by slashes */
  const char *chosen; /* the value with the second of each */
} AxisRow;

#define DAY "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24"
#define NINES "9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 "
/* A week that ends with the same day. */
#define WEEK NINES NINES NINES NINES NINES NINES DAY

/* clang-format off */
static const AxisRow axis_rows[] = {
  { "end-of-another-value", "table a.p.rhythm", "{" DAY "; " WEEK "}", DAY "|" WEEK, WEEK },
  { "whole-value", "lake.horizon", "{1 d; 36 h}", "1 d|36 h", "36 h" },
  { "number-alone", "lake.horizon", "{1; 2} d", "1 d|2 d", "2 d" },
  { "unit-alone", "lake.horizon", "2 {d; h}", "2 d|2 h", "2 h" },
  { "three-values", "view a.v.weight", "{1;2;3}", "1|2|3", "2" },
  { "part-of-a-value", "policy.trigger", "interval {15 min; 1 h}, spread", "15 min|1 h", "interval 1 h, spread, skip" },
  { "part-that-is-left-out", "policy.mode", "{auto; auto, threshold 5 %}", "auto|auto, threshold 5 %", "auto, threshold 5 %" },
  { "part-of-another-order", "table a.t.commits", "{every; poisson every} 1 h, 1 MB",
    "every 1 h, offset 0 s|poisson every 1 h", "poisson every 1 h, 1 MB, append" },
  { "two-axes", "policy.trigger", "interval {1 h; 2 h}, {skip; queue}", "1 h|2 h/skip|queue",
    "interval 2 h, phase 0 s, queue" },
  { "two-axes-in-a-part", "view a.v.duration", "{10; 20} s lognormal {1.5; 2}", "10 s|20 s/1.5|2", "20 s lognormal 2" },
  { "item-of-a-list", "view a.v.sources", "a.t; {a.u; a.w}", "a.u|a.w", "a.t; a.w" },
  { "braces-in-quotes", "view a.v.group", "{\"{\"; \"a;b\"}", "\"{\"|\"a;b\"", "\"a;b\"" },
  { "words-of-the-law", "view a.v.duration", "5 s {exponential; lognormal 2}", "exponential|lognormal 2", "5 s lognormal 2" },
  { "option-that-is-usual-first", "cost.startup", "{30 s; 1 min}", "30 s|1 min", "1 min" },
  { "option", "cost.glue.cost-startup-ms", "{1000; 60000}", "1 s|1 min", "1 min" },
};
/* clang-format on */

static const char of_axes[]
    = TABLE "[table a.p]\ncommits = poisson every 1 h, 1 MB\n[table a.u]\n[table a.w]\n" VIEW (
        "v", "a.t") "size = 1 B\n" POLICY;

static char *
join_axes (TarnLabScenario *scenario)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tarn_lab_scenario_get_n_axes (scenario); i++)
    {
      g_autofree char *values
          = g_strjoinv ("|", (gpointer) tarn_lab_scenario_get_axis_values (scenario, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "/" : "", values);
    }
  return g_string_free (text, FALSE);
}

static void
test_axis (gconstpointer data)
{
  const AxisRow *row = data;
  const guint seconds[] = { 1, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) before = read_text (of_axes);
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_set (before, row->key, row->value, &error);

  g_assert_no_error (error);
  g_autofree char *axes = join_axes (scenario);
  g_assert_cmpstr (axes, ==, row->axes);
  g_autoptr (TarnLabScenario) again = read_text (tarn_lab_scenario_get_text (scenario));
  g_assert_cmpstr (tarn_lab_scenario_get_text (again), ==, tarn_lab_scenario_get_text (scenario));

  g_autoptr (TarnLabScenario) chosen
      = tarn_lab_scenario_choose (scenario, seconds, tarn_lab_scenario_get_n_axes (scenario),
                                  &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) set = tarn_lab_scenario_set (before, row->key, row->chosen, &error);
  if (set == NULL) /* the value of an option that has a key is in the unit of the key */
    {
      g_clear_error (&error);
      set = tarn_lab_scenario_set (before, "cost.startup", row->chosen, &error);
    }
  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_text (chosen), ==, tarn_lab_scenario_get_text (set));
  g_assert_cmpstr (tarn_lab_scenario_get_digest (chosen), ==, tarn_lab_scenario_get_digest (set));
}

/* The axes are counted in the order of the canonical form, wherever they stand in the file. */
static void
test_order_of_axes (void)
{
  const guint positions[] = { 0, 1, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = read_text ("[policy]\ntrigger = interval {1 h; 2 h; 3 h}\n[view a.v]\nweight = {4; 5}\n"
                   "sources = a.t\n[table a.t]\n[lake]\nhorizon = {1 d; 2 d}\n");
  g_autoptr (TarnLabScenario) chosen = tarn_lab_scenario_choose (scenario, positions, 3, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_axis_key (scenario, 0), ==, "lake.horizon");
  g_assert_cmpstr (tarn_lab_scenario_get_axis_key (scenario, 1), ==, "view a.v.weight");
  g_assert_cmpstr (tarn_lab_scenario_get_axis_key (scenario, 2), ==, "policy.trigger");
  g_assert_cmpuint (tarn_lab_scenario_get_n_axes (chosen), ==, 0);
  g_assert_cmpint (chosen->horizon_us, ==, G_TIME_SPAN_DAY);
  g_assert_cmpuint (tarn_lab_scenario_get_view (chosen, 0)->weight, ==, 5);
  assert_policy (tarn_lab_scenario_get_policy (chosen, 0),
                 "trigger=interval(10800000000 us) order=fifo mode=auto admit=queue");
}

/* Each value of an axis is good by itself, but only some of them go together with other keys. */
static void
test_choice_that_is_wrong (void)
{
  const guint positions[] = { 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario
      = read_text (TABLE "[view a.v]\nsources = {a.t; a.v}\n" POLICY);
  g_autoptr (TarnLabScenario) chosen = tarn_lab_scenario_choose (scenario, positions, 1, &error);

  g_assert_null (chosen);
  g_assert_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_SCENARIO);
  g_assert_cmpstr (error->message, ==,
                   "my.lake:5: view a.v.sources: a.v reads a.v; allowed: views that do not read"
                   " themselves");
}

static void
test_choice_without_axes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = read_text (LAKE);
  g_autoptr (TarnLabScenario) chosen = tarn_lab_scenario_choose (scenario, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tarn_lab_scenario_get_digest (chosen), ==,
                   tarn_lab_scenario_get_digest (scenario));
}

/* --- Setting ---------------------------------------------------------------------------------- */

static void
test_set (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = read_text (TABLE VIEW ("v", "a.t") "weight = 2\n" POLICY);
  g_autofree char *before = g_strdup (tarn_lab_scenario_get_text (scenario));
  g_autoptr (TarnLabScenario) first
      = tarn_lab_scenario_set (scenario, "view a.v.weight", "3", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) second = tarn_lab_scenario_set (first, "cost.serial", "1 s", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) third
      = tarn_lab_scenario_set (second, "view a.v.weight", "2", &error);
  g_assert_no_error (error);
  g_autoptr (TarnLabScenario) fourth
      = tarn_lab_scenario_set (third, "cost.glue.cost-serial-ms", "10000", &error);
  g_assert_no_error (error);

  g_assert_cmpuint (tarn_lab_scenario_get_view (first, 0)->weight, ==, 3);
  g_assert_cmpuint (tarn_lab_scenario_get_view (second, 0)->weight, ==, 3);
  g_assert_cmpuint (second->options->len, ==, 1);
  g_assert_cmpstr (tarn_lab_scenario_get_text (scenario), ==, before);
  g_assert_cmpstr (tarn_lab_scenario_get_text (fourth), ==, before);
}

static void
test_set_in_quotes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnLabScenario) scenario = read_text (LAKE "[table \"a.\\\" b\".\"c d\"]\n");
  g_autoptr (TarnLabScenario) set
      = tarn_lab_scenario_set (scenario, "table \"a.\\\" b\".\"c d\".size", "1 GB", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tarn_lab_scenario_get_table (set, 0)->size_bytes, ==, 1000000000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/scenario/order/", order_rows, test_order);
  g_test_add_func ("/scenario/order/long-chain", test_long_chain);
  g_test_add_func ("/scenario/most-views", test_most_views);
  g_test_add_func ("/scenario/groups", test_groups);
  g_test_add_func ("/scenario/policies", test_policies);
  g_test_add_func ("/scenario/lake", test_lake);
  g_test_add_func ("/scenario/commits", test_commits);
  g_test_add_func ("/scenario/empirical-mean", test_empirical_mean);
  g_test_add_func ("/scenario/views", test_views);
  g_test_add_func ("/scenario/assets", test_assets);
  g_test_add_func ("/scenario/options", test_options);
  g_test_add_func ("/scenario/canonical-order", test_canonical_order);
  g_test_add_func ("/scenario/digest", test_digest);
  ADD_ROWS ("/scenario/axis/", axis_rows, test_axis);
  g_test_add_func ("/scenario/order-of-axes", test_order_of_axes);
  g_test_add_func ("/scenario/choice-that-is-wrong", test_choice_that_is_wrong);
  g_test_add_func ("/scenario/choice-without-axes", test_choice_without_axes);
  g_test_add_func ("/scenario/set", test_set);
  g_test_add_func ("/scenario/set-a-key-of-a-name-in-quotes", test_set_in_quotes);

  ADD_ROWS ("/scenario/preset/", preset_rows, test_preset);
  return g_test_run ();
}
