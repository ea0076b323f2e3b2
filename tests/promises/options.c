/* SPDX-License-Identifier: MIT */
/* Tests the sentences of the page about options, for all options of both services. */
#include "worlds/every-operation.h"

#include "promise.h"

typedef struct
{
  const char *name;
  gint64 initial;
  gint64 least;
  gint64 greatest;
} Option;

static void
foreach_option (void (*func) (TarnEngine *engine, const Option *option))
{
  static const char *const services[] = { "glue", "datazone" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      const TarnService *service = tarn_engine_get_service (engine, services[i]);
      g_autofree const char **options = tarn_service_list_options (service);

      g_assert_nonnull (options[0]);
      for (guint j = 0; options[j] != NULL; j++)
        {
          Option option = { .name = options[j] };

          g_assert_nonnull (tarn_service_describe_option (service, option.name, &option.initial,
                                                          &option.least, &option.greatest));
          func (engine, &option);
        }
    }
}

static void
assert_range (TarnEngine *engine, const Option *option)
{
  const gint64 bad[] = { option->least - 1, option->greatest + 1, G_MININT64, G_MAXINT64 };
  gint64 value;

  g_assert_true (tarn_engine_set_option (engine, option->name, option->least, NULL));
  g_assert_true (tarn_engine_set_option (engine, option->name, option->greatest, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_engine_set_option (engine, option->name, bad[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_OUT_OF_RANGE);
    }
  g_assert_true (tarn_engine_get_option (engine, option->name, &value, NULL));
  g_assert_cmpint (value, ==, option->greatest);
}

static void
test_ranges (void)
{
  foreach_option (assert_range);
}

static void
assert_default (TarnEngine *engine, const Option *option)
{
  gint64 value;

  g_assert_true (tarn_engine_get_option (engine, option->name, &value, NULL));
  g_assert_cmpint (value, ==, option->initial);
}

static void
test_defaults (void)
{
  foreach_option (assert_default);
}

static void
test_unknown_option (void)
{
  static const char *const names[] = { "",
                                       "glue",
                                       "glue.",
                                       "glue.none",
                                       "running-max",
                                       "GLUE.running-max",
                                       "datazone.running-max",
                                       "clock.none" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tarn_engine_set_option (engine, names[i], 1, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_UNKNOWN_OPTION);
    }
}

/* Each option of a service that takes -1 is a limit, and the limits of runs and rates are among them. */
static void
test_unlimited (void)
{
  static const char *const limits[]
      = { "glue.start-rate-per-second", "glue.running-max", "datazone.cancel-rate-per-second",
          "datazone.active-runs-max", "datazone.names-per-month-max" };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      gint64 value = 0;

      engine_set (engine, limits[i], TARN_UNLIMITED);
      g_assert_true (tarn_engine_get_option (engine, limits[i], &value, NULL));
      g_assert_cmpint (value, ==, -1);
    }
}

/* An option has a unit at its end, is a switch, or counts what its name says. */
static void
assert_unit (TarnEngine *engine G_GNUC_UNUSED, const Option *option)
{
  static const char *const units[]
      = { "-us",        "-ms",    "-ppm",      "-percent", "-permille", "-max",     "-runs",
          "-snapshots", "-class", "-failures", "-second",  "-dpu",      "-dpu-min", "-hour",
          "-hours",     "-call",  "-column",   "-summary", "-nano-usd" };

  if (option->least == 0 && option->greatest == 1)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_suffix (option->name, units[i]))
      return;
  g_error ("%s has no unit", option->name);
}

static void
test_units (void)
{
  foreach_option (assert_unit);
}

static void
test_options_in_forks (void)
{
  g_auto (World) world = world_new (0);
  g_autoptr (TarnEngine) fork = NULL;
  g_autoptr (GBytes) snapshot = NULL;
  g_autoptr (TarnEngine) restored = NULL;
  gint64 value;

  engine_set (get_engine (&world), "glue.stop-latency-us", 77);
  fork = tarn_engine_fork (get_engine (&world), NULL, NULL, NULL);
  snapshot = tarn_engine_save (get_engine (&world), NULL);
  restored = tarn_engine_restore (snapshot, NULL, NULL);
  g_assert_true (tarn_engine_get_option (fork, "glue.stop-latency-us", &value, NULL));
  g_assert_cmpint (value, ==, 77);
  g_assert_true (tarn_engine_get_option (restored, "glue.stop-latency-us", &value, NULL));
  g_assert_cmpint (value, ==, 77);
}

static void
test_options_in_journal (void)
{
  g_auto (World) world = world_new (0);
  g_autofree char *text = NULL;

  engine_set (get_engine (&world), "glue.stop-latency-us", 77);
  text = tarn_journal_dup_text (tarn_sample_get_journal (world.sample));
  g_assert_nonnull (strstr (text, " option glue.stop-latency-us=77\n"));
}

static void
test_clock_defaults (void)
{
  static const struct
  {
    const char *name;
    gint64 initial;
    gint64 least;
    gint64 greatest;
  } rows[] = {
    { "clock.tie-order", 0, 0, 3 },
    { "clock.tie-seed", 0, 0, G_MAXINT64 },
    { "clock.same-instant-chain-max", 10000, 1, 65534 },
  };
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 value;

      g_assert_true (tarn_engine_get_option (engine, rows[i].name, &value, NULL));
      g_assert_cmpint (value, ==, rows[i].initial);
      g_assert_true (tarn_engine_set_option (engine, rows[i].name, rows[i].least, NULL));
      g_assert_true (tarn_engine_set_option (engine, rows[i].name, rows[i].greatest, NULL));
      g_assert_false (tarn_engine_set_option (engine, rows[i].name, rows[i].least - 1, NULL));
      if (rows[i].greatest < G_MAXINT64)
        g_assert_false (tarn_engine_set_option (engine, rows[i].name, rows[i].greatest + 1, NULL));
    }
}

/* clang-format off */
static const Promise promises[] = {
  { "tarn-engine.h: tarn_engine_set_option(): An option that limits rates, quotas or runs takes %TARN_UNLIMITED.", test_unlimited },
  { "options.md: chapter: A value out of its range fails with `TARN_ERROR_OUT_OF_RANGE`",
    test_ranges },
  { "options.md: chapter: and an unknown name fails with `TARN_ERROR_UNKNOWN_OPTION`",
    test_unknown_option },
  { "options.md: chapter: reads each with `tarn_service_describe_option()`",
    test_defaults },
  { "options.md: chapter: The name ends with the unit",
    test_units },
  { "options.md: chapter: Options are part of the state of an engine: forks and snapshots have them",
    test_options_in_forks },
  { "options.md: chapter: and the journal records when they are set",
    test_options_in_journal },
  { "options.md: The clock: | `clock.same-instant-chain-max` | 10000 | 1 | 65534 |",
    test_clock_defaults },
};
/* clang-format on */

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_promises (promises, G_N_ELEMENTS (promises));
  return g_test_run ();
}
