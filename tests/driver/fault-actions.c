/* SPDX-License-Identifier: MIT */
/* Fault plans: rules in every form, plans that come and go. */
#include "driver/actions.h"
#include "driver/arguments.h"
#include "driver/show.h"
#include "driver/tally.h"

typedef enum
{
  START_REFRESH,
  START_METADATA,
  STARTS,
  ANY_CALL,
  ANY_EVENT,
} Fits;

/* What a rule does, what it can do this to, and the keys that belong to it, each with its values. */
static const struct
{
  const char *action;
  Fits fits;
  const char *keys[4];
} action_rows[] = {
  { "throw", ANY_CALL, { "exception=ThrottlingException", "message=Rate\\nexceeded" } },
  { "throw", ANY_CALL, { "exception=AccessDeniedException", NULL } },
  { "throw", START_REFRESH, { "exception=EntityNotFoundException", "message=gone" } },
  { "lose-reply", ANY_CALL, { NULL } },
  { "fail-run", STARTS, { "message=boom", NULL } },
  { "fail-run", START_REFRESH, { "at-ppm=0", NULL } },
  { "fail-run", STARTS, { "at-ppm=1000000", NULL } },
  { "fail-run", START_METADATA, { "type=BUSINESS_NAMES", "message=no names" } },
  { "hang-run", STARTS, { NULL } },
  { "slow-run", STARTS, { "factor-permille=2500", NULL } },
  { "slow-run", STARTS, { "factor-permille=0", NULL } },
  { "slow-run", STARTS, { "factor-permille=1000000", NULL } },
  { "ignore-stop", START_REFRESH, { "delay-us=20000000", NULL } },
  { "end-at-stop", STARTS, { NULL } },
  { "revoke",
    ANY_CALL,
    { "delay-us=30000000", "deny-principal=arn:aws:iam::123456789012:role/etl",
      "deny-action=lakeformation:SELECT", "deny-resource=123456789012/sales/*" } },
  { "revoke",
    ANY_CALL,
    { "delay-us=0", "deny-principal=arn:aws:iam::123456789012:role/etl", "deny-action=*",
      "deny-resource=*" } },
  { "fill-limit", ANY_CALL, { "duration-us=60000000", NULL } },
  { "fill-limit", STARTS, { "duration-us=1", NULL } },
  { "drop-event", ANY_EVENT, { NULL } },
  { "duplicate-event", ANY_EVENT, { NULL } },
  { "delay-event", ANY_EVENT, { "delay-us=5000000", NULL } },
  { "delay-event", ANY_EVENT, { "delay-us=0", NULL } },
};

static const char *
draw_operation (World *world, Draw *draw, Fits fits)
{
  static const char *const starts[]
      = { "StartMaterializedViewRefreshTaskRun", "StartMetadataGenerationRun" };

  static const char *const usual[] = { "Commit",
                                       "GetTable",
                                       "GetMaterializedViewRefreshTaskRun",
                                       "StopMaterializedViewRefreshTaskRun",
                                       "StartMaterializedViewRefreshTaskRun",
                                       "StartMetadataGenerationRun",
                                       "CreateAsset",
                                       "GetMetadataGenerationRun",
                                       "CancelMetadataGenerationRun" };

  if (fits == ANY_CALL && draw_chance (draw, 70))
    return draw_of (draw, usual);
  if (fits != ANY_CALL)
    return starts[fits == START_REFRESH ? 0 : fits == START_METADATA ? 1 : draw_below (draw, 2)];
  const TarnService *service
      = tarn_engine_get_service (world->engine, draw_chance (draw, 50) ? "glue" : "datazone");
  g_autofree const char **operations = tarn_service_list_operations (service);
  return operations[draw_below (draw, g_strv_length ((char **) operations))];
}

static const char *
draw_detail_type (World *world, Draw *draw)
{
  const TarnService *service
      = tarn_engine_get_service (world->engine, draw_chance (draw, 60) ? "glue" : "datazone");
  g_autofree const char **types = tarn_service_list_detail_types (service);

  return types[draw_below (draw, g_strv_length ((char **) types))];
}

static void
append_when (World *world, Draw *draw, GString *text)
{
  static const char *const nths[] = { "nth=1",
                                      "nth=2,4",
                                      "every=2",
                                      "every=3",
                                      "probability-ppm=300000",
                                      "probability-ppm=0",
                                      "probability-ppm=1000000" };
  static const char *const wheres[]
      = { "resource=123456789012/sales/daily", "resource=123456789012/*", "resource=*",
          "principal=*", "principal=arn:aws:iam::1*" };
  gint64 now = tarn_engine_get_now (world->engine);

  if (draw_chance (draw, 85))
    g_string_append_printf (text, "%s\n", draw_of (draw, nths));
  if (draw_chance (draw, 15))
    g_string_append_printf (text, "%s\n", draw_of (draw, wheres));
  if (draw_chance (draw, 10))
    g_string_append_printf (text, "after-us=%" G_GINT64_FORMAT "\n",
                            MIN (now, G_MAXINT64 - G_TIME_SPAN_DAY) + G_TIME_SPAN_MINUTE);
  if (draw_chance (draw, 10))
    g_string_append_printf (text, "until-us=%" G_GINT64_FORMAT "\n",
                            MIN (now, G_MAXINT64 - G_TIME_SPAN_DAY) + G_TIME_SPAN_HOUR);
}

static void
append_mistake (Draw *draw, GString *text)
{
  static const char *const mistakes[] = {
    "nth=0\n",
    "every=-1\n",
    "colour=red\n",
    "probability-ppm=1000001\n",
    "do=nothing\n",
    "[\n",
    "operation=Nothing\n",
    "resource=daily\n",
    "resource=a*b\n",
    "message=\xff\n",
    "type=NAMES\n",
    "nth=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33\n",
    "after-us=9223372036854775808\n",
    "service=s3\n",
    "exception=NothingException\n"
  };

  g_string_append (text, draw_of (draw, mistakes));
}

static char *
draw_rules (World *world, Draw *draw)
{
  GString *text = g_string_new (NULL);

  for (guint n = 1 + draw_below (draw, 3); n > 0; n--)
    {
      guint row = draw_below (draw, G_N_ELEMENTS (action_rows));

      g_string_append_printf (text,
                              draw_chance (draw, 95) ? "[rule %u]\ndo=%s\n"
                                                     : "[a \303\274 = %u %%n]\ndo=%s\n",
                              world->n_rules++, action_rows[row].action);
      if (action_rows[row].fits == ANY_EVENT)
        g_string_append_printf (text, "event=%s\n", draw_detail_type (world, draw));
      else
        g_string_append_printf (text, "operation=%s\n",
                                draw_operation (world, draw, action_rows[row].fits));
      for (guint i = 0;
           i < G_N_ELEMENTS (action_rows[row].keys) && action_rows[row].keys[i] != NULL; i++)
        g_string_append_printf (text, "%s\n", action_rows[row].keys[i]);
      append_when (world, draw, text);
    }
  if (draw_chance (draw, 8))
    append_mistake (draw, text);
  return g_string_free (text, FALSE);
}

static TarnFaultPlan *
need_plan (World *world)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);

  if (plan != NULL)
    return plan;
  g_autoptr (TarnFaultPlan) made = tarn_engine_create_fault_plan (world->engine);
  tarn_engine_set_fault_plan (world->engine, made);
  world->took_effect = TRUE;
  return tarn_engine_get_fault_plan (world->engine);
}

static void
add_rules (World *world, Draw *draw)
{
  g_autoptr (GError) error = NULL;

  if (!world->traits.has_faults)
    return;
  TarnFaultPlan *plan = need_plan (world);
  g_autofree char *text = draw_rules (world, draw);
  guint before = tarn_fault_plan_get_n_rules (plan);
  tarn_fault_plan_add_from_data (plan, text, -1, "drawn", &error);
  world_outcome (world, "add rules", error);
  if (error != NULL && tarn_fault_plan_get_n_rules (plan) != before)
    world_fail (world, "rules were added in spite of an error");
}

static void
add_chaos (World *world, Draw *draw)
{
  static const guint rates[] = { 0, 10000, 50000, 200000 };

  if (!world->traits.has_faults)
    return;
  tarn_fault_plan_add_chaos (need_plan (world), draw_of (draw, rates));
  world->took_effect = TRUE;
}

static void
set_plan (World *world, Draw *draw)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);
  guint kind = draw_below (draw, 10);

  world->took_effect = TRUE;
  if (plan != NULL && world->plans->len < 3)
    g_ptr_array_add (world->plans, g_object_ref (plan));
  if (kind < 6)
    tarn_engine_set_fault_plan (world->engine, NULL);
  else if (kind < 8 && world->plans->len > 0)
    {
      tarn_engine_set_fault_plan (world->engine,
                                  world->plans->pdata[draw_below (draw, world->plans->len)]);
      /* A plan may have been changed while the engine did not have it. */
      if (draw_chance (draw, 50))
        tarn_fault_plan_add_from_data (
            world->plans->pdata[0], "[later]\ndo=throw\nexception=ThrottlingException\nevery=5\n",
            -1, "later", NULL);
    }
}

/* Counts what the rules do, by the action in the text of each group. */
static void
count_applied (TarnFaultPlan *plan, const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return;
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *action = g_key_file_get_string (file, groups[i], "do", NULL);
      g_autofree char *outcome
          = g_strconcat (action,
                         tarn_fault_plan_get_n_applied (plan, groups[i]) > 0 ? "" : ", not yet",
                         NULL);
      tally_add_outcome ("rule applied", outcome);
    }
}

static void
read_plan (World *world, G_GNUC_UNUSED Draw *draw)
{
  TarnFaultPlan *plan = tarn_engine_get_fault_plan (world->engine);
  g_autoptr (GError) error = NULL;

  if (plan == NULL)
    return;
  g_autofree char *text = tarn_fault_plan_to_string (plan);
  g_auto (GStrv) unapplied = tarn_fault_plan_list_unapplied (plan);
  world_note (world, "%s", text);
  show_strv (world, "unapplied", unapplied);
  for (guint i = 0; i < tarn_fault_plan_get_n_rules (plan); i++)
    {
      const char *name = tarn_fault_plan_get_rule_name (plan, i);
      guint64 n_matched = tarn_fault_plan_get_n_matched (plan, name);
      guint64 n_applied = tarn_fault_plan_get_n_applied (plan, name);

      world_note (world, "rule %s: %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, name, n_matched,
                  n_applied);
      if (n_applied > n_matched)
        world_fail (world, "rule %s was applied more often than it matched", name);
    }
  g_autoptr (TarnFaultPlan) other = tarn_engine_create_fault_plan (world->engine);
  if (!tarn_fault_plan_add_from_data (other, text, -1, "again", &error))
    world_fail (world, "the text of a plan is not read again: %s", error->message);
  if (!world->is_split)
    count_applied (plan, text);
  g_autofree char *again = tarn_fault_plan_to_string (other);
  if (strcmp (text, again) != 0)
    world_fail (world, "the text of a plan is another after it was read again");
}

const Action fault_actions[] = {
  { "add rules", 26, 4, 4, add_rules },
  { "add chaos", 1, 0, 0, add_chaos },
  { "set plan", 6, 0, 1, set_plan },
  { "read plan", 5, 0, 1, read_plan },
  { NULL, 0, 0, 0, NULL },
};
