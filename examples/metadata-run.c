/* SPDX-License-Identifier: MIT */
/*
 * The program measures how long it takes to generate descriptions of 500 assets, and which limit of the
 * service causes the delay.
 *
 * The orchestrator is in metadata-orchestrator.c. This file has the set-up and the report.
 */
#include <stdio.h>

#include "metadata-orchestrator.h"

/* This is 2000-01-20T09:00:00Z, because the quota of a month that has begun is used up first. */
#define BEGIN_US (TARN_ENGINE_START_TIME + (19 * 24 + 9) * G_TIME_SPAN_HOUR)

enum
{
  N_ASSETS = 500,
  COLUMNS_MIN = 5,
  COLUMNS_MAX = 60,
  ASSETS_PER_NEW_ONE = 25,
  FAILURE_PPM = 20000,
  PRICE_INPUT_NANO_USD = 250,
  PRICE_OUTPUT_NANO_USD = 1250,
  NANO_USD_PER_CENT = 10000000,
  UNLIMITED = -1,
};

/* The limits of the service. The table at the end varies them. */
typedef struct
{
  gint64 starts_per_second;
  gint64 per_month;
  gint64 at_a_time;
} Limits;

enum
{
  ROW_SLOW,
  ROW_DEFAULT, /* the documented limits */
  ROW_FAST,
  ROW_SLOW_QUOTA,
  ROW_TOLD, /* the row that is reported in detail */
  ROW_FAST_QUOTA,
  ROW_CROWDED,
  N_ROWS,
};

/* clang-format off */
static const Limits limits[N_ROWS] = {
  [ROW_SLOW]       = {         1, 10000, UNLIMITED },
  [ROW_DEFAULT]    = {        10, 10000, UNLIMITED },
  [ROW_FAST]       = { UNLIMITED, 10000, UNLIMITED },
  [ROW_SLOW_QUOTA] = {         1,   400, UNLIMITED },
  [ROW_TOLD]       = {        10,   400, UNLIMITED },
  [ROW_FAST_QUOTA] = { UNLIMITED,   400, UNLIMITED },
  [ROW_CROWDED]    = {        10, 10000,       100 },
};
/* clang-format on */

typedef struct
{
  TarnEngine *engine;
  TarnDataZoneClient *client;
  char *domain_id;
  char *project_id;
  GPtrArray *asset_ids;
  Orchestrator *orchestrator;
} World;

static const char *const things[]
    = { "cust", "ord", "prod", "emp", "acct", "loc", "dept", "trx", "msg", "src", "org", "cat" };

/* --- The set-up ------------------------------------------------------------------------------- */

/* Asserts that every option is valid, because all values are constants in this file. */
static void
set_options (TarnEngine *engine, const Limits *given)
{
  const struct
  {
    const char *name;
    gint64 value;
  } options[] = {
    { "datazone.start-rate-per-second", given->starts_per_second },
    { "datazone.descriptions-per-month-max", given->per_month },
    { "datazone.active-runs-max", given->at_a_time },
    { "datazone.descriptions-failure-ppm", FAILURE_PPM },
    { "datazone.cost-price-input-nano-usd", PRICE_INPUT_NANO_USD },
    { "datazone.cost-price-output-nano-usd", PRICE_OUTPUT_NANO_USD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_assert_true (tarn_engine_set_option (engine, options[i].name, options[i].value, NULL));
}

/* 12 and 5 have no common divisor, so 60 consecutive columns have different names. */
static void
add_column (TarnAssetInput *input, guint number)
{
  static const char *const traits[] = { "id", "cd", "dt", "amt", "qty" };
  static const char *const types[]
      = { "bigint", "varchar(8)", "timestamp", "decimal(18,2)", "int" };
  g_autofree char *name = g_strdup_printf ("%s_%s", things[number % G_N_ELEMENTS (things)],
                                           traits[number % G_N_ELEMENTS (traits)]);

  tarn_asset_input_add_column (input, name, types[number % G_N_ELEMENTS (types)]);
}

static void
add_asset (World *world, guint number)
{
  static const char *const kinds[] = { "daily", "history", "snapshot", "ref" };
  g_autofree char *name = g_strdup_printf ("%s_%s_%u", things[number % G_N_ELEMENTS (things)],
                                           kinds[number % G_N_ELEMENTS (kinds)], number);
  g_autoptr (TarnAssetInput) input = tarn_asset_input_new (name, "GlueTableAssetType");
  g_autoptr (GError) error = NULL;
  guint n_columns = COLUMNS_MIN + number * 37 % (COLUMNS_MAX - COLUMNS_MIN + 1);

  for (guint i = 0; i < n_columns; i++)
    add_column (input, number + i);

  /* The service generates the names of a new asset by itself, in another run. */
  tarn_asset_input_set_business_name_generation (input, number % ASSETS_PER_NEW_ONE == 0);

  char *id = tarn_datazone_client_create_asset (world->client, world->domain_id, world->project_id,
                                                input, &error);
  g_assert_no_error (error);
  g_ptr_array_add (world->asset_ids, id);
  orchestrator_add_asset (world->orchestrator, id);
}

static void
world_free (World *world)
{
  orchestrator_free (world->orchestrator);
  g_ptr_array_unref (world->asset_ids);
  g_free (world->project_id);
  g_free (world->domain_id);
  g_object_unref (world->client);
  g_object_unref (world->engine);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static World *
world_new (const Limits *given)
{
  g_autoptr (TarnPrincipal) me = tarn_principal_new ("123456789012", NULL, NULL);
  World *world = g_new0 (World, 1);

  world->engine = tarn_engine_new (0);
  world->client = tarn_engine_create_datazone_client (world->engine, me);
  world->domain_id
      = tarn_datazone_client_create_domain (world->client, "lake", TARN_DOMAIN_VERSION_2, NULL);
  world->project_id
      = tarn_datazone_client_create_project (world->client, world->domain_id, "stewards", NULL);
  world->asset_ids = g_ptr_array_new_with_free_func (g_free);
  world->orchestrator
      = orchestrator_new (world->engine, world->client, world->domain_id, world->project_id);
  g_assert_true (tarn_engine_advance_to (world->engine, BEGIN_US, NULL));
  set_options (world->engine, given);
  for (guint i = 0; i < N_ASSETS; i++)
    add_asset (world, i);
  return world;
}

/* Starts the orchestrator and drives the engine until it is idle. */
static const Tally *
world_run (World *world)
{
  const Tally *tally = orchestrator_get_tally (world->orchestrator);
  g_autoptr (GError) error = NULL;

  orchestrator_begin (world->orchestrator);
  tarn_engine_run_until_idle (world->engine, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tally->n_covered, ==, N_ASSETS);
  return tally;
}

/* --- The runs afterwards ---------------------------------------------------------------------- */

/* Sums over the runs that generate descriptions. */
typedef struct
{
  guint n_runs[TARN_METADATA_STATUS_PARTIALLY_SUCCEEDED + 1]; /* by status */
  gint64 model_calls;
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 cost_nano_usd;
} Audit;

static void
audit_run (Audit *audit, const TarnMetadataRun *run)
{
  audit->n_runs[tarn_metadata_run_get_status (run)]++;
  audit->model_calls += tarn_metadata_run_get_model_calls (run);
  audit->input_tokens += tarn_metadata_run_get_input_tokens (run);
  audit->output_tokens += tarn_metadata_run_get_output_tokens (run);
  audit->cost_nano_usd += tarn_metadata_run_get_cost_nano_usd (run);
}

/*
 * Counts the runs in the service's list, so that the report can compare them with the orchestrator's counts.
 */
static Audit
audit_runs (const World *world)
{
  g_autofree char *token = NULL;
  Audit audit = { 0 };

  do
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *page_token = g_steal_pointer (&token);
      g_autoptr (GPtrArray) page
          = tarn_datazone_client_list_metadata_generation_runs (world->client, world->domain_id,
                                                                NULL, "BUSINESS_DESCRIPTIONS", NULL,
                                                                -1, page_token, &token, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < page->len; i++)
        audit_run (&audit, page->pdata[i]);
    }
  while (token != NULL);

  return audit;
}

/* --- Texts ------------------------------------------------------------------------------------ */

/* Groups the digits by three. printf() would do so only in some locales. */
static char *
format_number (gint64 number)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%" G_GINT64_FORMAT, number);
  for (gssize i = (gssize) text->len - 3; i > 0; i -= 3)
    g_string_insert_c (text, i, ',');

  return g_string_free (text, FALSE);
}

static char *
format_limit (gint64 limit)
{
  return limit == UNLIMITED ? g_strdup ("no limit") : format_number (limit);
}

static char *
format_time (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_TIME_SPAN_SECOND);

  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
}

static char *
format_duration (gint64 seconds)
{
  gint64 hours = seconds / 3600 % 24, minutes = seconds / 60 % 60;

  return g_strdup_printf ("%d d %02d:%02d:%02d", (gint) (seconds / 86400), (gint) hours,
                          (gint) minutes, (gint) (seconds % 60));
}

/* Rounds to whole seconds first, so that the printed figures add up. */
static gint64
get_seconds (const Tally *tally, MomentKind kind)
{
  return (tally->moments[kind].time_us - BEGIN_US) / G_TIME_SPAN_SECOND;
}

/* --- One set of limits in detail -------------------------------------------------------------- */

static void
print_head (const Limits *given)
{
  printf (
      "%d tables of %d to %d columns are assets of an Amazon DataZone domain and are to get\n"
      "business descriptions, each by a metadata generation run. The account may start %d\n"
      "runs per second, as the service has it, and generate %d descriptions per calendar\n"
      "month, where the service's own quota is 10,000. %d of 100 runs FAIL at random, and %d\n"
      "tables are so new that the service is still making up their names. All time is virtual.\n\n",
      N_ASSETS, COLUMNS_MIN, COLUMNS_MAX, (gint) given->starts_per_second, (gint) given->per_month,
      FAILURE_PPM / 10000, N_ASSETS / ASSETS_PER_NEW_ONE);
}

static void
print_moment (const Tally *tally, MomentKind kind, const char *what)
{
  const Moment *moment = &tally->moments[kind];
  g_autofree char *time = format_time (moment->time_us);
  g_autofree char *after = format_duration (get_seconds (tally, kind));

  printf ("%-38s %s %16s %9u %9u\n", what, time, after, moment->n_started, moment->n_covered);
}

static void
print_moments (const Tally *tally, const char *quota_message)
{
  printf ("%-38s %-19s %16s %9s %9s\n", "what happened", "when (UTC)", "after", "started",
          "covered");
  print_moment (tally, MOMENT_BEGIN, "the orchestrator begins");
  print_moment (tally, MOMENT_QUOTA_USED_UP, "it hears that the quota is used up");
  print_moment (tally, MOMENT_HALF_COVERED, "50 % of the tables are covered");
  print_moment (tally, MOMENT_MONTH_TURNED, "the month turns, and it goes on");
  print_moment (tally, MOMENT_MOST_COVERED, "90 % of the tables are covered");
  print_moment (tally, MOMENT_ALL_COVERED, "100 % of the tables are covered");

  printf ("\nNo start is refused for want of quota. The run is started, and ends FAILED with\n"
          "\"%s\". When the first did,\n"
          "%u had been started in vain; no more were until the month turned.\n\n",
          quota_message, tally->n_quota_failures);
}

static void
print_count (const char *what, gint64 count)
{
  g_autofree char *number = format_number (count);

  printf ("%-85s %9s\n", what, number);
}

static void
print_calls (const Tally *tally)
{
  print_count ("calls of StartMetadataGenerationRun",
               tally->n_started + tally->n_throttled + tally->n_conflicts + tally->n_refused);
  print_count ("  that started a run", tally->n_started);
  print_count ("    for a table whose run before had FAILED", tally->n_retries);
  print_count ("  ThrottlingException: repeated after 200, 400, ... ms", tally->n_throttled);
  print_count ("  ConflictException: repeated when the table's other run had ended",
               tally->n_conflicts);
  print_count ("  ServiceQuotaExceededException: repeated when any run had ended",
               tally->n_refused);
}

/* The prices are assumptions, because the service does not document whether it bills tokens. */
static void
print_runs (const Tally *tally, const Audit *audit)
{
  g_autofree char *price = g_strdup_printf (
      "US cents, if a million tokens read cost %d and a million written %d (assumptions)",
      PRICE_INPUT_NANO_USD * 1000000 / NANO_USD_PER_CENT,
      PRICE_OUTPUT_NANO_USD * 1000000 / NANO_USD_PER_CENT);

  print_count ("runs that SUCCEEDED", audit->n_runs[TARN_METADATA_STATUS_SUCCEEDED]);
  print_count ("runs that FAILED", audit->n_runs[TARN_METADATA_STATUS_FAILED]);
  print_count ("  by the quota: repeated when the month had turned", tally->n_quota_failures);
  print_count ("  at random: repeated when all had been tried", tally->n_other_failures);
  print_count ("runs that were CANCELED", audit->n_runs[TARN_METADATA_STATUS_CANCELED]);
  putchar ('\n');
  print_count ("calls of the language model", audit->model_calls);
  print_count ("tokens read", audit->input_tokens);
  print_count ("tokens written", audit->output_tokens);
  print_count (price, (audit->cost_nano_usd + NANO_USD_PER_CENT / 2) / NANO_USD_PER_CENT);
}

static void
print_suggestion (const World *world, guint asset_number, guint column)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("columns[%u].columnDescription", column);
  g_autoptr (TarnAsset) asset
      = tarn_datazone_client_get_asset (world->client, world->domain_id,
                                        world->asset_ids->pdata[asset_number], NULL, &error);

  g_assert_no_error (error);
  printf ("  %-14s %-7s -> %s\n", tarn_asset_get_name (asset),
          tarn_asset_get_column_name (asset, column),
          tarn_asset_find_suggestion (asset, TARN_METADATA_TYPE_BUSINESS_DESCRIPTIONS, path));
}

static void
tell_world (const Limits *given)
{
  g_autoptr (World) world = world_new (given);
  const Tally *tally = world_run (world);
  Audit audit = audit_runs (world);

  print_head (given);
  print_moments (tally, orchestrator_get_quota_message (world->orchestrator));
  print_calls (tally);
  putchar ('\n');
  print_runs (tally, &audit);

  printf ("\nThree of the descriptions:\n");
  print_suggestion (world, 0, 0);
  print_suggestion (world, 123, 4);
  print_suggestion (world, 499, 1);
}

/* --- Other limits ----------------------------------------------------------------------------- */

static void
print_row (const Limits *given, const Tally *tally)
{
  g_autofree char *rate = format_limit (given->starts_per_second);
  g_autofree char *quota = format_limit (given->per_month);
  g_autofree char *at_a_time = format_limit (given->at_a_time);
  g_autofree char *throttled = format_number (tally->n_throttled);
  g_autofree char *duration = format_duration (get_seconds (tally, MOMENT_ALL_COVERED));

  printf ("%10s %12s %9s %9s %7u %9u %7u %14s\n", rate, quota, at_a_time, throttled,
          tally->n_refused, tally->n_quota_failures, tally->n_other_failures, duration);
}

static void
print_lesson (const Tally *tallies)
{
  gint64 seconds = get_seconds (&tallies[ROW_DEFAULT], MOMENT_ALL_COVERED);
  g_autofree char *by_quota
      = format_duration (get_seconds (&tallies[ROW_TOLD], MOMENT_ALL_COVERED) - seconds);
  g_autofree char *by_rate
      = format_duration (get_seconds (&tallies[ROW_SLOW], MOMENT_ALL_COVERED) - seconds);

  printf ("\nThe quota is what matters: the small one takes %s longer, the lowest rate\n"
          "%s longer. While the quota binds, a higher rate saves minutes of days, and makes\n"
          "more runs FAIL: %u, %u, and %u.\n",
          by_quota, by_rate, tallies[ROW_SLOW_QUOTA].n_quota_failures,
          tallies[ROW_TOLD].n_quota_failures, tallies[ROW_FAST_QUOTA].n_quota_failures);
}

static void
tell_limits (void)
{
  Tally tallies[N_ROWS];

  printf ("\nThe same tables under other limits. None of runs at a time is documented; were there\n"
          "one, starts above it would be refused with ServiceQuotaExceededException.\n\n");
  printf ("starts per descriptions   runs at throttled refused FAILED by  FAILED      until all\n"
          "    second    per month    a time    starts  starts the quota  random    are covered\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (World) world = world_new (&limits[i]);

      tallies[i] = *world_run (world);
      print_row (&limits[i], &tallies[i]);
    }
  print_lesson (tallies);
}

int
main (void)
{
  tell_world (&limits[ROW_TOLD]);
  tell_limits ();
}
