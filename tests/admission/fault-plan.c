/* SPDX-License-Identifier: MIT */
/*
 * Tests the text form of fault plans: which texts a plan accepts, which texts it refuses, and with which
 * messages. The tables below list by hand which keys belong to which action, so that the test does not rely
 * on the library's own table.
 */
#include "worlds/sample.h"

#define STARTED "Glue Materialized View Refresh Task Started"
#define DURATION_MAX "31536000000000000"
#define INT64_MAX_TEXT "9223372036854775807"
#define NOT_A_KEY_FILE "is no key file: it takes lines [group], key=value and # comments"

enum
{
  MEBIBYTE = 1 << 20,
};

typedef struct
{
  const char *action;
  const char *required[5]; /* the plan refuses the action without these lines */
} ActionRow;

typedef struct
{
  const char *key;
  const char *value;
  const char *actions; /* those that the key belongs to, each between blanks; NULL for all */
} KeyRow;

typedef struct
{
  const char *name;
  const char *text;
  const char *message;
} RefusedRow;

typedef struct
{
  const char *key;
  const char *min;
  const char *max;
  const char *below; /* NULL if min is 0, because the plan refuses a minus sign anyway */
  const char *above;
  const char *lines; /* the other lines that the key needs */
} NumberRow;

/* clang-format off */
static const ActionRow action_rows[] = {
  { "throw", { "exception=ThrottlingException" } },
  { "lose-reply", { NULL } },
  { "fail-run", { "operation=" START_REFRESH } },
  { "hang-run", { "operation=" START_REFRESH } },
  { "slow-run", { "operation=" START_REFRESH, "factor-permille=2000" } },
  { "ignore-stop", { "operation=" START_REFRESH, "delay-us=1" } },
  { "end-at-stop", { "operation=" START_REFRESH } },
  { "revoke", { "deny-principal=*", "deny-action=*", "deny-resource=*" } },
  { "fill-limit", { "duration-us=1" } },
  { "drop-event", { NULL } },
  { "duplicate-event", { NULL } },
  { "delay-event", { "delay-us=1" } },
};

#define OF_RUNS " fail-run hang-run slow-run ignore-stop end-at-stop "
#define OF_CALLS " throw lose-reply" OF_RUNS "revoke fill-limit "
#define OF_EVENTS " drop-event duplicate-event delay-event "

static const KeyRow key_rows[] = {
  { "service", "glue", NULL },
  { "operation", START_REFRESH, OF_CALLS },
  { "event", STARTED, OF_EVENTS },
  { "principal", "*", OF_CALLS },
  { "resource", "*", NULL },
  { "after-us", "1", NULL },
  { "until-us", "1", NULL },
  { "nth", "1", NULL },
  { "every", "1", NULL },
  { "probability-ppm", "1", NULL },
  { "exception", "ThrottlingException", " throw " },
  { "message", "x", " throw lose-reply fail-run " },
  { "at-ppm", "1", " fail-run " },
  { "factor-permille", "1", " slow-run " },
  { "delay-us", "1", " ignore-stop revoke delay-event " },
  { "duration-us", "1", " fill-limit " },
  { "deny-principal", "x", " revoke " },
  { "deny-action", "x", " revoke " },
  { "deny-resource", "x", " revoke " },
};

#define KEY(key, wrong) "rules: group [a], key " key ": " wrong
#define UNKNOWN "is none that is known"
#define CANNOT "cannot be done to a run of this operation or service"

static const RefusedRow refused_rows[] = {
  { "unknown-key", "[a]\ndo=lose-reply\nwhen=1\n", KEY ("when", "is not known") },
  { "key-in-another-case", "[a]\ndo=lose-reply\nNth=1\n", KEY ("Nth", "is not known") },
  { "translated-key", "[a]\ndo=lose-reply\nmessage[de]=x\n", KEY ("message[de]", "is not known") },
  { "nothing", "[a]\n", KEY ("do", "is missing") },
  { "no-do", "[a]\nnth=1\n", KEY ("do", "is missing; it takes throw, ") },
  { "empty-do", "[a]\ndo=\n", KEY ("do", "takes a text in UTF-8") },
  { "unknown-do", "[a]\ndo=explode\n", KEY ("do", "is nothing that can be done") },
  { "do-in-another-case", "[a]\ndo=Throw\n", KEY ("do", "is nothing that can be done") },
  { "empty-pattern", "[a]\ndo=lose-reply\nresource=\n", KEY ("resource", "takes a text in UTF-8") },
  { "text-that-is-not-utf-8", "[a]\ndo=lose-reply\nmessage=\xff\n",
    KEY ("message", "takes a text in UTF-8") },
  { "text-that-ends-in-an-escape", "[a]\ndo=lose-reply\nmessage=\\q\\\n",
    KEY ("message", "takes a text in UTF-8") },
  { "until-that-is-not-after", "[a]\ndo=lose-reply\nafter-us=7\nuntil-us=7\n",
    KEY ("until-us", "is not after the time of after-us, so the rule never matches: '7'; it takes a time after 7, which is"
         " after-us") },
  { "message-with-a-control-character", "[a]\ndo=fail-run\noperation=" START_REFRESH "\nmessage=a\x01\n",
    KEY ("message", "has a control character") },
  { "unknown-service", "[a]\ndo=lose-reply\nservice=s3\n", KEY ("service", UNKNOWN) },
  { "unknown-operation", "[a]\ndo=lose-reply\noperation=StartRun\n", KEY ("operation", UNKNOWN) },
  { "operation-of-the-other-service",
    "[a]\ndo=lose-reply\nservice=glue\noperation=" START_METADATA "\n",
    KEY ("operation", UNKNOWN) },
  { "unknown-event", "[a]\ndo=drop-event\nevent=Refreshed\n", KEY ("event", UNKNOWN) },
  { "event-of-the-other-service", "[a]\ndo=drop-event\nservice=datazone\nevent=" STARTED "\n",
    KEY ("event", UNKNOWN) },
  { "unknown-exception", "[a]\ndo=throw\nexception=Oops\n", KEY ("exception", UNKNOWN) },
  { "exception-of-datazone-by-glue",
    "[a]\ndo=throw\nservice=glue\nexception=ConflictException\n", KEY ("exception", UNKNOWN) },
  { "exception-of-glue-by-datazone",
    "[a]\ndo=throw\noperation=" GET_METADATA "\nexception=EntityNotFoundException\n",
    KEY ("exception", UNKNOWN) },
  { "run-that-get-does-not-start", "[a]\ndo=hang-run\noperation=" GET_REFRESH "\n",
    KEY ("do", CANNOT ": 'hang-run'; it takes throw, ") },
  { "run-that-stop-does-not-start", "[a]\ndo=fail-run\noperation=" STOP_REFRESH "\n",
    KEY ("do", CANNOT) },
  { "run-that-cancel-does-not-start", "[a]\ndo=end-at-stop\noperation=" CANCEL_METADATA "\n",
    KEY ("do", CANNOT) },
  { "ignore-stop-of-datazone",
    "[a]\ndo=ignore-stop\ndelay-us=1\noperation=" START_METADATA "\n", KEY ("do", CANNOT) },
  { "unknown-type", "[a]\ndo=fail-run\noperation=" START_METADATA "\ntype=NAMES\n",
    KEY ("type", UNKNOWN) },
  { "type-of-a-refresh", "[a]\ndo=fail-run\noperation=" START_REFRESH "\ntype=BUSINESS_NAMES\n",
    KEY ("type", "does not belong to runs without types") },
  { "type-of-a-run-that-get-does-not-start",
    "[a]\ndo=fail-run\noperation=" GET_METADATA "\ntype=BUSINESS_NAMES\n", KEY ("do", CANNOT) },
  { "empty-type", "[a]\ndo=fail-run\noperation=" START_METADATA "\ntype=\n",
    KEY ("type", "takes a text in UTF-8") },
  { "no-operation-and-no-start", "[a]\ndo=hang-run\n", KEY ("operation", "is missing") },
  { "unknown-start", "[a]\ndo=hang-run\nstart=manual\n", KEY ("start", UNKNOWN) },
  { "operation-of-a-start", "[a]\ndo=hang-run\nstart=automatic\noperation=" START_REFRESH "\n",
    KEY ("operation", "does not belong to a start without a call") },
  { "principal-of-a-start", "[a]\ndo=hang-run\nstart=automatic\nprincipal=*\n",
    KEY ("principal", "does not belong to a start without a call") },
  { "reply-of-a-start", "[a]\ndo=lose-reply\nstart=automatic\n",
    KEY ("start", "does not belong to what is done") },
  { "event-of-a-start", "[a]\ndo=drop-event\nstart=automatic\n",
    KEY ("start", "does not belong to what is done") },
  { "slow-stop-of-a-start-of-datazone",
    "[a]\ndo=ignore-stop\ndelay-us=1\nservice=datazone\nstart=automatic\n", KEY ("do", CANNOT) },
  { "type-of-a-start-of-glue",
    "[a]\ndo=fail-run\nservice=glue\nstart=automatic\ntype=BUSINESS_NAMES\n",
    KEY ("type", "does not belong to runs without types") },
  { "second-rule", "[b]\ndo=lose-reply\n[a]\ndo=drop-event\nevery=x\n",
    KEY ("every", "takes a number from 1 to " INT64_MAX_TEXT) },
  { "later-key-of-a-group-that-is-told-twice", "[a]\ndo=lose-reply\n[a]\nevery=0\n",
    KEY ("every", "takes a number from 1 to " INT64_MAX_TEXT) },
  { "no-group", "do=lose-reply\n", "rules: " NOT_A_KEY_FILE },
  { "no-key-file", "throw everything\n", "rules: " NOT_A_KEY_FILE },
  { "open-group", "[a\ndo=lose-reply\n", "rules: " NOT_A_KEY_FILE },
};

static const NumberRow number_rows[] = {
  { "after-us", "0", INT64_MAX_TEXT, NULL, "9223372036854775808", "do=lose-reply" },
  { "until-us", "1", INT64_MAX_TEXT, "0", "9223372036854775808", "do=lose-reply" },
  { "every", "1", INT64_MAX_TEXT, "0", "9223372036854775808", "do=lose-reply" },
  { "probability-ppm", "0", "1000000", NULL, "1000001", "do=lose-reply" },
  { "at-ppm", "0", "1000000", NULL, "1000001", "do=fail-run\noperation=" START_REFRESH },
  { "factor-permille", "1", "1000000", "0", "1000001", "do=slow-run\noperation=" START_REFRESH },
  { "delay-us", "0", DURATION_MAX, NULL, "31536000000000001", "do=delay-event" },
  { "duration-us", "1", DURATION_MAX, "0", "31536000000000001", "do=fill-limit" },
};
/* clang-format on */

static TarnFaultPlan *
plan_new (void)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);

  return tarn_engine_create_fault_plan (engine);
}

static void
assert_taken (const char *text, guint n_rules)
{
  g_autoptr (TarnFaultPlan) plan = plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_fault_plan_add_from_data (plan, text, -1, "rules", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, n_rules);
}

/*
 * Checks that the plan refuses the text and then has the same rules as before. The message begins with @message;
 * the value and what the key takes may follow.
 */
static void
assert_refused_bytes (const char *text, gssize length, const char *message)
{
  g_autoptr (TarnFaultPlan) plan = plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (tarn_fault_plan_add_from_data (plan, "[kept]\ndo=lose-reply\n", -1, "x", NULL));
  g_assert_false (tarn_fault_plan_add_from_data (plan, text, length, "rules", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
  g_autofree char *beginning = g_strndup (error->message, strlen (message));
  g_assert_cmpstr (beginning, ==, message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_false (tarn_fault_plan_add_from_data (plan, text, length, "rules", NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 1);
  g_assert_cmpstr (tarn_fault_plan_get_rule_name (plan, 0), ==, "kept");
}

static void
assert_refused (const char *text, const char *message)
{
  assert_refused_bytes (text, -1, message);
}

static char *
join_action (const ActionRow *row, gint without)
{
  GString *text = g_string_new ("[a]\n");

  g_string_append_printf (text, "do=%s\n", row->action);
  for (gint i = 0; row->required[i] != NULL; i++)
    if (i != without)
      g_string_append_printf (text, "%s\n", row->required[i]);
  return g_string_free (text, FALSE);
}

static void
test_required (gconstpointer data)
{
  const ActionRow *row = data;
  g_autofree char *whole = join_action (row, -1);

  assert_taken (whole, 1);
  for (gint i = 0; row->required[i] != NULL; i++)
    {
      g_autofree char *text = join_action (row, i);
      g_autofree char *key = g_strndup (row->required[i], strcspn (row->required[i], "="));
      g_autofree char *message = g_strdup_printf (KEY ("%s", "is missing"), key);

      assert_refused (text, message);
    }
}

static void
test_belongs (gconstpointer data)
{
  const KeyRow *row = data;
  g_autofree char *line = g_strdup_printf ("%s=%s\n", row->key, row->value);
  g_autofree char *message
      = g_strdup_printf (KEY ("%s", "does not belong to what is done"), row->key);

  for (guint i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      g_autofree char *base = join_action (&action_rows[i], -1);
      g_autofree char *text = g_strconcat (base, line, NULL);
      g_autofree char *word = g_strdup_printf (" %s ", action_rows[i].action);
      g_autofree char *start = g_strdup_printf ("\n%s=", row->key);

      /* If the action requires the key, test_required() shows that the plan accepts the key. */
      if (strstr (base, start) != NULL)
        continue;
      if (row->actions == NULL || strstr (row->actions, word) != NULL)
        assert_taken (text, 1);
      else
        assert_refused (text, message);
    }
}

/* The key `type` belongs only to `fail-run`, and only metadata runs have types. */
static void
test_type_belongs (void)
{
  static const char *const types[]
      = { "BUSINESS_DESCRIPTIONS", "BUSINESS_NAMES", "BUSINESS_GLOSSARY_ASSOCIATIONS" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("[a]\ndo=fail-run\noperation=" START_METADATA "\ntype=%s\n", types[i]);

      assert_taken (text, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      g_autofree char *base = join_action (&action_rows[i], -1);
      g_autofree char *text = g_strconcat (base, "type=BUSINESS_NAMES\n", NULL);

      if (!g_str_equal (action_rows[i].action, "fail-run"))
        assert_refused (text, KEY ("type", "does not belong to what is done"));
    }
}

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;

  assert_refused (row->text, row->message);
}

static void
assert_number_refused (const NumberRow *row, const char *value)
{
  g_autofree char *text = g_strdup_printf ("[a]\n%s\n%s=%s\n", row->lines, row->key, value);
  g_autofree char *message
      = g_strdup_printf (KEY ("%s", "takes a number from %s to %s"), row->key, row->min, row->max);

  assert_refused (text, message);
}

static void
test_number (gconstpointer data)
{
  static const char *const bad[]
      = { "", "-1", "x", "1x", "1 2", "1,000", "0x10", "1.5", "-", "99999999999999999999", "\xff" };
  const NumberRow *row = data;
  const char *good[] = { row->min, row->max };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_number_refused (row, bad[i]);
  if (row->below != NULL)
    assert_number_refused (row, row->below);
  assert_number_refused (row, row->above);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = g_strdup_printf ("[a]\n%s\n%s=%s\n", row->lines, row->key, good[i]);

      assert_taken (text, 1);
    }
}

typedef struct
{
  const char *name;
  const char *lines;
  const char *message;
} WholeRow;

#define WHOLE(key, rest) "rules: group [a], key " key ": " rest
#define PATHS "it takes a path such as 123456789012/sales/daily, a path such as dzd-1a2b3c/asset"

/* clang-format off */
static const WholeRow whole_rows[] = {
  { "action", "do=throww\n",
    WHOLE ("do", "is nothing that can be done: 'throww'; it takes throw, lose-reply, fail-run, hang-run,"
           " slow-run, ignore-stop, end-at-stop, revoke, fill-limit, drop-event, duplicate-event, delay-event") },
  { "number", "do=lose-reply\nevery=x\n", WHOLE ("every", "takes a number from 1 to " INT64_MAX_TEXT ": 'x'") },
  { "list", "do=lose-reply\nnth=1,,2\n",
    WHOLE ("nth", "takes 1 to 32 numbers from 1 to " INT64_MAX_TEXT ": '1,,2'") },
  { "list-with-zero", "do=lose-reply\nnth=1,0\n",
    WHOLE ("nth", "takes 1 to 32 numbers from 1 to " INT64_MAX_TEXT ": '1,0'") },
  { "empty-list", "do=lose-reply\nnth=\n",
    WHOLE ("nth", "takes 1 to 32 numbers from 1 to " INT64_MAX_TEXT ": ''") },
  { "list-of-33", "do=lose-reply\nnth=1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1\n",
    WHOLE ("nth", "takes 1 to 32 numbers from 1 to " INT64_MAX_TEXT
           ": '1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1'") },
  { "service", "do=lose-reply\nservice=s3\n",
    WHOLE ("service", "is none that is known: 's3'; it takes glue, datazone") },
  { "type", "do=fail-run\noperation=" START_METADATA "\ntype=NAMES\n",
    WHOLE ("type", "is none that is known: 'NAMES'; it takes BUSINESS_DESCRIPTIONS, BUSINESS_NAMES,"
           " BUSINESS_GLOSSARY_ASSOCIATIONS") },
  { "start", "do=hang-run\nstart=manual\n",
    WHOLE ("start", "is none that is known: 'manual'; it takes automatic") },
  { "event", "do=drop-event\nservice=glue\nevent=Started\n",
    WHOLE ("event", "is none that is known: 'Started'; it takes " STARTED ", Glue Materialized View Refresh Task"
           " Succeeded, Glue Materialized View Refresh Task Failed, Glue Materialized View Auto-Refresh Invocation"
           " Failure") },
  { "table-alone", "do=lose-reply\nresource=daily\n", WHOLE ("resource", "matches nothing: 'daily'; " PATHS) },
  { "database-and-table", "do=lose-reply\nresource=sales/daily\n",
    WHOLE ("resource", "matches nothing: 'sales/daily'; " PATHS) },
  { "short-account", "do=lose-reply\nresource=12345678901/sales/daily\n",
    WHOLE ("resource", "matches nothing: '12345678901/sales/daily'; " PATHS) },
  { "upper-case", "do=lose-reply\nservice=glue\nresource=123456789012/Sales/daily\n",
    WHOLE ("resource", "matches nothing: '123456789012/Sales/daily'; it takes a path such as"
           " 123456789012/sales/daily") },
  { "view-for-an-operation-on-runs",
    "do=lose-reply\noperation=GetMaterializedViewRefreshTaskRun\nresource=123456789012/sales/daily\n",
    WHOLE ("resource", "is none that a call of the operation can have: '123456789012/sales/daily'; it takes"
           " CatalogId/MaterializedViewRefreshTaskRunId") },
  { "account-for-an-operation-on-views",
    "do=hang-run\noperation=StartMaterializedViewRefreshTaskRun\nresource=123456789012\n",
    WHOLE ("resource", "is none that a call of the operation can have: '123456789012'; it takes"
           " CatalogId/DatabaseName/TableName") },
  { "database-for-an-operation-on-tables", "do=lose-reply\noperation=GetTable\nresource=123456789012/sales\n",
    WHOLE ("resource", "is none that a call of the operation can have: '123456789012/sales'; it takes"
           " CatalogId/DatabaseName/TableName") },
  { "three-parts-for-an-operation-on-runs",
    "do=lose-reply\noperation=GetMetadataGenerationRun\nresource=dzd-a/run/x\n",
    WHOLE ("resource", "is none that a call of the operation can have: 'dzd-a/run/x'; it takes"
           " domainIdentifier/identifier") },
  { "view-for-an-operation-on-assets",
    "do=lose-reply\noperation=StartMetadataGenerationRun\nresource=123456789012/sales/daily\n",
    WHOLE ("resource", "is none that a call of the operation can have: '123456789012/sales/daily'; it takes"
           " domainIdentifier/target.identifier") },
  { "type-of-a-run-without-types", "do=fail-run\noperation=StartMaterializedViewRefreshTaskRun\ntype=BUSINESS_NAMES\n",
    WHOLE ("type", "does not belong to runs without types: 'BUSINESS_NAMES'") },
  { "asset-of-glue", "do=lose-reply\nservice=glue\nresource=dzd-1/a\n",
    WHOLE ("resource", "matches nothing: 'dzd-1/a'; it takes a path such as 123456789012/sales/daily") },
  { "asterisk-within", "do=lose-reply\nresource=123456789012/*/orders\n",
    WHOLE ("resource", "takes an asterisk only at its end: '123456789012/*/orders'") },
  { "asterisk-within-a-principal", "do=lose-reply\nprincipal=arn:*:role/etl\n",
    WHOLE ("principal", "takes an asterisk only at its end: 'arn:*:role/etl'") },
  { "no-utf-8", "do=\xff\x01\n", WHOLE ("do", "takes a text in UTF-8") },
};
/* clang-format on */

/* A message quotes the value, and lists what the key takes. */
static void
test_whole (gconstpointer data)
{
  const WholeRow *row = data;
  g_autofree char *text = g_strconcat ("[a]\n", row->lines, NULL);
  g_autoptr (TarnFaultPlan) plan = plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_fault_plan_add_from_data (plan, text, -1, "rules", &error));
  g_assert_cmpstr (error->message, ==, row->message);
}

/* A value of any length is cut in the message. */
static void
test_long_value (void)
{
  g_autofree char *value = g_strnfill (100000, 'x');
  g_autofree char *text = g_strconcat ("[a]\ndo=", value, "\n", NULL);
  g_autoptr (TarnFaultPlan) plan = plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (tarn_fault_plan_add_from_data (plan, text, -1, "rules", &error));
  g_assert_cmpuint (strlen (error->message), <, 400);
}

static void
test_resources_that_match (void)
{
  const char *const resources[] = { "*",
                                    "1*",
                                    "123456789012",
                                    "123456789012*",
                                    "123456789012/*",
                                    "123456789012/sales/daily",
                                    "123456789012:s3tablescatalog/bucket/sales/daily",
                                    "123456789012/A1B2",
                                    "d*",
                                    "dzd-x/y" };

  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *text = g_strdup_printf ("[a]\ndo=lose-reply\nresource=%s\n", resources[i]);

      assert_taken (text, 1);
    }
}

static void
test_without_rules (void)
{
  assert_taken ("", 0);
  assert_taken ("\n\n", 0);
  assert_taken ("# nothing goes wrong\n", 0);
}

static void
test_zero_bytes (void)
{
  static const char in_value[] = "[a]\ndo=lose-reply\nmessage=x\0y\n";
  static const char in_key[] = "[a]\ndo=lose-reply\nn\0th=1\n";
  g_autoptr (TarnFaultPlan) plan = plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      tarn_fault_plan_add_from_data (plan, in_value, sizeof in_value - 1, "rules", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
  g_clear_error (&error);
  g_assert_false (tarn_fault_plan_add_from_data (plan, in_key, sizeof in_key - 1, "rules", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);

  /* A text of no bytes has no rule, whatever follows it. */
  g_assert_true (tarn_fault_plan_add_from_data (plan, "[a]\ndo=lose-reply\n", 0, "rules", NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);

  /* If the length is -1, the text ends at its first zero byte. */
  g_assert_true (
      tarn_fault_plan_add_from_data (plan, "[a]\ndo=lose-reply\n\0[b]\n", -1, "rules", NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 1);
}

/* The error message is valid UTF-8 even if the name of the group is not. */
static void
test_group_that_is_not_utf_8 (void)
{
  g_autoptr (TarnFaultPlan) plan = plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      tarn_fault_plan_add_from_data (plan, "[a\xff]\ndo=lose-reply\n", -1, "rules", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);
}

static char *
text_of_size (gsize size)
{
  static const char rule[] = "[a]\ndo=lose-reply\n#";
  GString *text = g_string_new (rule);

  while (text->len < size)
    g_string_append_c (text, 'x');
  return g_string_free (text, FALSE);
}

static void
test_size (void)
{
  g_autofree char *largest = text_of_size (MEBIBYTE);
  g_autofree char *larger = text_of_size (MEBIBYTE + 1);

  assert_taken (largest, 1);
  assert_refused (larger, "rules: is over a megabyte");
  assert_refused_bytes (larger, MEBIBYTE + 1, "rules: is over a megabyte");
}

/* GKeyFile merges groups that have the same name. If a key occurs twice in a group, its last value counts. */
static void
test_group_told_twice (void)
{
  assert_taken ("[a]\ndo=lose-reply\n[b]\ndo=drop-event\n[a]\nnth=2\n", 2);
  assert_taken ("[a]\ndo=lose-reply\ndo=drop-event\nevent=" STARTED "\n", 1);
}

static void
test_names (void)
{
  g_autoptr (TarnFaultPlan) plan = plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 0);
  g_assert_null (tarn_fault_plan_get_rule_name (plan, 0));
  tarn_fault_plan_add_from_data (plan, "[b]\ndo=drop-event\n[a b]\ndo=lose-reply\n", -1, "x",
                                 &error);
  tarn_fault_plan_add_from_data (plan, "[\xc3\xa9]\ndo=lose-reply\n", -1, "x", &error);
  g_assert_no_error (error);

  g_assert_cmpuint (tarn_fault_plan_get_n_rules (plan), ==, 3);
  g_assert_cmpstr (tarn_fault_plan_get_rule_name (plan, 0), ==, "b");
  g_assert_cmpstr (tarn_fault_plan_get_rule_name (plan, 1), ==, "a b");
  g_assert_cmpstr (tarn_fault_plan_get_rule_name (plan, 2), ==, "\xc3\xa9");
  g_assert_null (tarn_fault_plan_get_rule_name (plan, 3));
  g_assert_cmpuint (tarn_fault_plan_get_n_matched (plan, "none"), ==, 0);
  g_assert_cmpuint (tarn_fault_plan_get_n_applied (plan, "none"), ==, 0);
}

#define ADD_ROWS_BY(path, rows, member, test)                                                      \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)                                                  \
    {                                                                                              \
      g_autofree char *full = g_strconcat (path, rows[i].member, NULL);                            \
      g_test_add_data_func (full, &rows[i], test);                                                 \
    }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS_BY ("/fault-plan/required/", action_rows, action, test_required);
  ADD_ROWS_BY ("/fault-plan/belongs/", key_rows, key, test_belongs);
  g_test_add_func ("/fault-plan/type-belongs", test_type_belongs);
  ADD_ROWS_BY ("/fault-plan/refused/", refused_rows, name, test_refused);
  ADD_ROWS_BY ("/fault-plan/number/", number_rows, key, test_number);
  g_test_add_func ("/fault-plan/without-rules", test_without_rules);
  g_test_add_func ("/fault-plan/zero-bytes", test_zero_bytes);
  g_test_add_func ("/fault-plan/group-that-is-not-utf-8", test_group_that_is_not_utf_8);
  g_test_add_func ("/fault-plan/size", test_size);
  g_test_add_func ("/fault-plan/group-told-twice", test_group_told_twice);
  g_test_add_func ("/fault-plan/names", test_names);
  ADD_ROWS ("/fault-plan/message/", whole_rows, test_whole);
  g_test_add_func ("/fault-plan/long-value", test_long_value);
  g_test_add_func ("/fault-plan/resources-that-match", test_resources_that_match);

  return g_test_run ();
}
