/* SPDX-License-Identifier: MIT */
/*
 * The functions that a random fixture calls on the engine itself, for options, statements, clients and fault
 * plans.
 */
#include "random-world-inside.h"

/* --- Options ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  gint64 values[5];
  gboolean is_rate;
} Option;

#define S G_TIME_SPAN_SECOND
#define H G_TIME_SPAN_HOUR
#define BIG G_GINT64_CONSTANT (1000000000000)

/*
 * A fork starts to count the events of an instant again, so the values of the limit are too high to be
 * reached. No function of instants is added, so there are no rounds to be limited.
 */
/* clang-format off */
static const Option options[] = {
  { "clock.same-instant-chain-max", { 5000, 10000, 10000, 20000, 65534 }, FALSE },
  { "clock.instant-rounds-max", { 1, 5, 1000, 1000, G_MAXINT32 }, FALSE },
  { "glue.draw-by-tag", { 0, 0, 1, 1, 1 }, FALSE },
  { "datazone.draw-by-tag", { 0, 0, 1, 1, 1 }, FALSE },
  { "glue.start-rate-per-second", { -1, -1, 1, 3, 1000000 }, TRUE },
  { "glue.get-rate-per-second", { -1, -1, 0, 2, 7 }, TRUE },
  { "glue.stop-rate-per-second", { -1, -1, 1, 2, 7 }, TRUE },
  { "glue.list-rate-per-second", { -1, -1, 1, 2, 7 }, TRUE },
  { "glue.catalog-id-required", { 0, 0, 0, 0, 1 }, FALSE },
  { "glue.fold-lookups", { 1, 1, 1, 1, 0 }, FALSE },
  { "glue.stop-latency-us", { 0, 1, 5 * S, 5 * S, 600 * S }, FALSE },
  { "glue.incremental-threshold-percent", { 0, 20, 20, 100, 1000000 }, FALSE },
  { "glue.running-max", { 0, 1, 1, 2, 50 }, FALSE },
  { "glue.queue-at-limit", { 0, 0, 1, 1, 1 }, FALSE },
  { "glue.class-1-running-max", { -1, 0, 1, 1, 2 }, FALSE },
  { "glue.automatic-slot-class", { 0, 0, 1, 1, 2 }, FALSE },
  { "glue.dpu-max", { -1, -1, 4, 10, 100 }, FALSE },
  { "glue.retention-runs", { 1, 1, 2, 3, 5 }, FALSE },
  { "glue.retention-age-us", { 0, 0, 1, H, 24 * H }, FALSE },
  { "glue.retention-snapshots", { 0, 0, 1, 2, 5 }, FALSE },
  { "glue.retention-snapshot-age-us", { 0, 0, 1, H, 24 * H }, FALSE },
  { "glue.incremental-appends-only", { 0, 0, 0, 1, 1 }, FALSE },
  { "glue.interval-from-end", { 0, 0, 0, 1, 1 }, FALSE },
  { "glue.suspend-after-failures", { 0, 0, 1, 2, 5 }, FALSE },
  { "glue.views-on-views", { 0, 1, 1, 1, 1 }, FALSE },
  { "glue.read-failure-ppm", { 0, 0, 100000, 500000, 1000000 }, FALSE },
  { "glue.read-failures-per-1000-hours", { 0, 0, 0, 10000, 1000000000 }, FALSE },
  { "glue.worker-failure-ppm", { 0, 0, 0, 300000, 1000000 }, FALSE },
  { "glue.worker-failures-per-1000-hours", { 0, 0, 0, 10000, 1000000 }, FALSE },
  { "glue.publication-failure-ppm", { 0, 0, 0, 300000, 1000000 }, FALSE },
  { "glue.measures", { 0, 1, 1, 1, 1 }, FALSE },
  { "glue.measure-percentiles", { 0, 0, 1, 1, 1 }, FALSE },
  { "glue.cost-bytes-per-second-per-dpu", { 1000000, 40000000, 40000000, 40000001, BIG }, FALSE },
  { "glue.cost-startup-ms", { 0, 1, 30000, 30000, 3600000 }, FALSE },
  { "glue.cost-serial-ms", { 0, 1, 10000, 10000, 60000 }, FALSE },
  { "glue.cost-dpu-min", { 1, 2, 2, 7, 100 }, FALSE },
  { "glue.cost-dpu-max", { 1, 10, 10, 11, 10000 }, FALSE },
  { "glue.cost-ramp-ms", { 1, 7, 15000, 15000, 3600000 }, FALSE },
  { "glue.cost-amplification-permille", { 0, 1, 5000, 5000, 1000000 }, FALSE },
  { "glue.cost-merge-permille", { 0, 0, 1, 500, 1000000 }, FALSE },
  { "glue.cost-count-writes", { 0, 0, 0, 1, 1 }, FALSE },
  { "glue.cost-skip-unchanged", { 0, 1, 1, 1, 1 }, FALSE },
  { "glue.cost-unchanged-ms", { 0, 1, 2000, 2000, 60000 }, FALSE },
  { "glue.cost-duration-spread-permille", { 1000, 1000, 1001, 1300, 10000 }, FALSE },
  { "glue.cost-billing-granularity-ms", { 1, 1000, 1000, 1001, 3600000 }, FALSE },
  { "glue.cost-billing-minimum-ms", { 0, 0, 60000, 60000, 3600000 }, FALSE },
  { "datazone.types-max", { 1, 2, 2, 3, 3 }, FALSE },
  { "datazone.submitted-duration-us", { 0, 0, 1, 5 * S, 600 * S }, FALSE },
  { "datazone.start-rate-per-second", { -1, 0, 1, 10, 10 }, TRUE },
  { "datazone.get-rate-per-second", { -1, -1, 1, 2, 7 }, TRUE },
  { "datazone.cancel-rate-per-second", { -1, 1, 2, 20, 20 }, TRUE },
  { "datazone.list-rate-per-second", { -1, -1, 1, 2, 7 }, TRUE },
  { "datazone.accept-rate-per-second", { -1, 0, 0, 1, 20 }, TRUE },
  { "datazone.reject-rate-per-second", { -1, 0, 0, 1, 20 }, TRUE },
  { "datazone.descriptions-per-month-max", { -1, 0, 1, 5, 10000 }, FALSE },
  { "datazone.names-per-month-max", { -1, 0, 1, 5, 50000 }, FALSE },
  { "datazone.glossary-associations-per-month-max", { -1, -1, 0, 1, 5 }, FALSE },
  { "datazone.active-runs-max", { -1, -1, 0, 1, 2 }, FALSE },
  { "datazone.client-token-lifetime-us", { 0, 1, 60 * S, 24 * H, 24 * H }, FALSE },
  { "datazone.retention-runs", { 1, 1, 2, 3, 5 }, FALSE },
  { "datazone.retention-age-us", { 0, 0, 1, H, 24 * H }, FALSE },
  { "datazone.descriptions-failure-ppm", { 0, 0, 0, 500000, 1000000 }, FALSE },
  { "datazone.names-failure-ppm", { 0, 0, 0, 500000, 1000000 }, FALSE },
  { "datazone.glossary-associations-failure-ppm", { 0, 0, 0, 500000, 1000000 }, FALSE },
  { "datazone.descriptions-failures-per-1000-hours", { 0, 0, 0, 60000, 1000000000 }, FALSE },
  { "datazone.names-failures-per-1000-hours", { 0, 0, 0, 60000, 1000000000 }, FALSE },
  { "datazone.cost-base-ms", { 0, 1, 5000, 5000, 600000 }, FALSE },
  { "datazone.cost-columns-per-call", { 1, 2, 10, 10, 10000 }, FALSE },
  { "datazone.cost-tokens-per-second", { 1, 65, 65, 66, 1000000 }, FALSE },
  { "datazone.cost-duration-spread-permille", { 1000, 1000, 1001, 1300, 10000 }, FALSE },
  { "datazone.cost-price-input-nano-usd", { 0, 0, 1, 3000, 1000000000 }, FALSE },
};
/* clang-format on */

static gboolean
set_option (RandomWorld *world, GError **error)
{
  const Option *option = &random_world_pick_of (world, options);
  const char *name = random_world_errs (world) ? "glue.luck" : option->name;
  gint64 value = random_world_pick_of (world, option->values);

  if (option->is_rate && (world->memory.flags & RANDOM_WORLD_WITHOUT_RATES))
    value = -1;
  if (random_world_errs (world))
    value = random_world_chance (world, 500) ? -2 : G_MAXINT64;
  random_world_append (world, " %s=%" G_GINT64_FORMAT, name, value);
  return tarn_engine_set_option (world->engine, name, value, error);
}

/* Always sets how many ended runs are kept. Otherwise a long test would become slower and slower. */
void
random_world_draw_options (RandomWorld *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value = random_world_pick_of (world, options[i].values);
      gboolean is_unlimited
          = options[i].is_rate && (world->memory.flags & RANDOM_WORLD_WITHOUT_RATES);

      if (is_unlimited || random_world_chance (world, 300)
          || g_str_has_suffix (options[i].name, "retention-runs"))
        tarn_engine_set_option (world->engine, options[i].name, is_unlimited ? -1 : value, &error);
      g_assert_no_error (error);
    }
}

static gboolean
get_option (RandomWorld *world, GError **error)
{
  const char *name
      = random_world_errs (world) ? "luck" : random_world_pick_of (world, options).name;
  gint64 value = 0;
  gboolean is_told = tarn_engine_get_option (world->engine, name, &value, error);

  random_world_append (world, " %s %" G_GINT64_FORMAT, name, value);
  return is_told;
}

/* --- Statements and clients ------------------------------------------------------------------- */

static const char *const actions[] = {
  "glue:*",
  "glue:GetTable",
  "glue:StartMaterializedViewRefreshTaskRun",
  "glue:Stop*",
  "lakeformation:SELECT",
  "datazone:*",
  "datazone:StartMetadataGenerationRun",
  "datazone:Get*",
};

static const char *const resources[] = {
  "*", "123456789012*", "210987654321/sales*", "123456789012/sales/orders", "dzd*",
};

static gboolean
change_statement (RandomWorld *world, gboolean is_grant)
{
  RandomMemory *memory = &world->memory;
  guint who = random_world_pick (world, RANDOM_PRINCIPALS + 1);
  const char *principal = who < RANDOM_PRINCIPALS ? random_principal_get_arn (who) : "*";
  const char *action = random_world_pick_of (world, actions);
  const char *resource = random_world_pick_of (world, resources);

  if (memory->n_statements == RANDOM_STATEMENTS_MAX)
    return FALSE;

  guint id = is_grant ? tarn_engine_grant (world->engine, principal, action, resource)
                      : tarn_engine_deny (world->engine, principal, action, resource);
  memory->statements[memory->n_statements++] = id;
  random_world_append (world, " %s %s %s as %u", principal, action, resource, id);
  return TRUE;
}

static gboolean
grant (RandomWorld *world, GError **error G_GNUC_UNUSED)
{
  change_statement (world, TRUE);
  return TRUE;
}

static gboolean
deny (RandomWorld *world, GError **error G_GNUC_UNUSED)
{
  change_statement (world, FALSE);
  return TRUE;
}

static gboolean
revoke_statement (RandomWorld *world, GError **error G_GNUC_UNUSED)
{
  RandomMemory *memory = &world->memory;
  guint id = 4711;

  if (memory->n_statements > 0 && !random_world_errs (world))
    {
      guint place = random_world_pick (world, memory->n_statements);

      id = memory->statements[place];
      memory->statements[place] = memory->statements[--memory->n_statements];
    }
  random_world_append (world, " %u %d", id, tarn_engine_revoke (world->engine, id));
  return TRUE;
}

static gboolean
create_clients (RandomWorld *world, GError **error)
{
  g_autoptr (TarnPrincipal) nobody = NULL;

  if (random_world_errs (world))
    {
      nobody = tarn_principal_new ("12345", NULL, error);
      return nobody != NULL;
    }
  random_world_create_clients (world, random_world_pick (world, RANDOM_PRINCIPALS));
  return TRUE;
}

static gboolean
look (RandomWorld *world, GError **error G_GNUC_UNUSED)
{
  gint64 next_us = -1;

  tarn_engine_peek_next (world->engine, &next_us);
  random_world_append (world, " next %" G_GINT64_FORMAT, next_us);
  return TRUE;
}

/* --- Fault plans ------------------------------------------------------------------------------ */

#define START_REFRESH "operation=StartMaterializedViewRefreshTaskRun\n"
#define START_METADATA "operation=StartMetadataGenerationRun\n"

static const char *const lost_replies[] = {
  "do=lose-reply\n",
  "do=lose-reply\nresource=123456789012/sales/*\nmessage=gone\n",
};

static const char *const faults[] = {
  "do=throw\nexception=ThrottlingException\nmessage=Rate exceeded\n",
  "do=throw\nservice=datazone\nexception=InternalServerException\n",
  "do=throw\nservice=glue\nexception=OperationTimeoutException\nprincipal=arn:aws:iam::1*\n",
  "do=throw\nservice=datazone\nexception=UnauthorizedException\nmessage=who\n",
  START_REFRESH "do=fail-run\nmessage=planned\n",
  START_METADATA "do=fail-run\nat-ppm=250000\n",
  START_REFRESH "do=hang-run\n",
  START_METADATA "do=hang-run\n",
  START_REFRESH "do=slow-run\nfactor-permille=4000\n",
  START_METADATA "do=slow-run\nfactor-permille=1\n",
  START_REFRESH "do=ignore-stop\ndelay-us=7000000\n",
  START_REFRESH "do=end-at-stop\n",
  START_METADATA "do=end-at-stop\n",
  "start=automatic\ndo=fail-run\n",
  "start=automatic\ndo=hang-run\n",
  "start=automatic\ndo=throw\nservice=glue\nexception=InternalServiceException\n",
  "start=automatic\ndo=throw\nservice=datazone\nexception=ServiceUnavailable\n",
  ("do=revoke\ndeny-principal=arn:aws:iam::123456789012:role/etl\ndeny-action=glue:Start*\n"
   "deny-resource=*\ndelay-us=60000000\n"),
  "do=revoke\ndeny-principal=*:user/ana\ndeny-action=datazone:*\ndeny-resource=dzd*\n",
  "service=glue\ndo=fill-limit\nduration-us=90000000\n",
  "service=datazone\ndo=fill-limit\nduration-us=1\n",
  "do=drop-event\n",
  "do=duplicate-event\nservice=glue\n",
  "event=Metadata Generation Succeeded\ndo=duplicate-event\n",
  "do=delay-event\ndelay-us=60000000\n",
  "event=Glue Materialized View Refresh Task Started\ndo=delay-event\ndelay-us=1\n",
};

static const char *const wrong_faults[] = {
  "do=nothing\n",       "do=throw\nexception=NoException\n",
  "do=hang-run\n",      "every=0\ndo=drop-event\n",
  "no key file at all",
};

static char *
write_rule (RandomWorld *world)
{
  gboolean loses_reply = !(world->memory.flags & RANDOM_WORLD_WITHOUT_LOST_REPLIES)
                         && random_world_chance (world, 100);
  const char *rule = loses_reply ? random_world_pick_of (world, lost_replies)
                                 : random_world_pick_of (world, faults);
  guint number = random_world_pick (world, 100);
  guint when = random_world_pick (world, 4);
  guint n = 1 + random_world_pick (world, 6);

  if (random_world_errs (world))
    rule = random_world_pick_of (world, wrong_faults);
  switch (when)
    {
    case 0:
      return g_strdup_printf ("[rule %u]\n%snth=%u\n", number, rule, n);
    case 1:
      return g_strdup_printf ("[rule %u]\n%severy=%u\n", number, rule, n + 1);
    default:
      return g_strdup_printf ("[rule %u]\n%sprobability-ppm=%u\n", number, rule, n * 40000);
    }
}

static gboolean
add_rules (RandomWorld *world, TarnFaultPlan *plan, GError **error)
{
  guint n_rules = 1 + random_world_pick (world, 4);
  gboolean is_good = TRUE;

  for (guint i = 0; i < n_rules && is_good; i++)
    {
      g_autofree char *text = write_rule (world);
      is_good = tarn_fault_plan_add_from_data (plan, text, -1, "rules", error);
    }

  return is_good;
}

/* A fixture without faults makes a plan too, but does not set it on the engine. */
static gboolean
set_fault_plan (RandomWorld *world, GError **error)
{
  g_autoptr (TarnFaultPlan) plan = tarn_engine_create_fault_plan (world->engine);
  gboolean has_plan = world->memory.has_faults && !random_world_chance (world, 150);
  gboolean is_good = TRUE;

  if (random_world_chance (world, 200)
      && !(world->memory.flags & RANDOM_WORLD_WITHOUT_LOST_REPLIES))
    tarn_fault_plan_add_chaos (plan, 10000 * (1 + random_world_pick (world, 10)));
  else
    is_good = add_rules (world, plan, error);

  if (is_good)
    tarn_engine_set_fault_plan (world->engine, has_plan ? plan : NULL);
  return is_good;
}

static gboolean
extend_fault_plan (RandomWorld *world, GError **error)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);

  if (plan == NULL || tarn_fault_plan_get_n_rules (plan) > 8)
    return set_fault_plan (world, error);

  g_autofree char *text = write_rule (world);
  return tarn_fault_plan_add_from_data (plan, text, -1, "rules", error);
}

static gboolean
look_at_faults (RandomWorld *world, GError **error G_GNUC_UNUSED)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);
  guint n_rules = plan != NULL ? tarn_fault_plan_get_n_rules (plan) : 0;

  for (guint i = 0; i < n_rules; i++)
    {
      const char *name = tarn_fault_plan_get_rule_name (plan, i);

      random_world_append (world, " %s %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, name,
                           tarn_fault_plan_get_n_applied (plan, name),
                           tarn_fault_plan_get_n_matched (plan, name));
    }
  return TRUE;
}

/* --- The table -------------------------------------------------------------------------------- */

/* clang-format off */
const RandomKind random_engine_kinds[] = {
  { NULL, "set option", 4, FALSE, set_option },
  { NULL, "get option", 1, TRUE, get_option },
  { NULL, "grant", 1, FALSE, grant },
  { NULL, "deny", 1, FALSE, deny },
  { NULL, "revoke", 2, FALSE, revoke_statement },
  { NULL, "create clients", 1, TRUE, create_clients },
  { NULL, "look", 1, TRUE, look },
  { NULL, "set fault plan", 2, FALSE, set_fault_plan },
  { NULL, "extend fault plan", 1, FALSE, extend_fault_plan },
  { NULL, "look at faults", 1, TRUE, look_at_faults },
  { NULL, NULL, 0, FALSE, NULL },
};
/* clang-format on */
