/* SPDX-License-Identifier: MIT */
#include "admission/fault-rule-reader.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "kernel/fail.h"
#include "kernel/named.h"

enum
{
  VALUE_SHOWN_MAX = 100,
};

#define TIME_MAX_US G_MAXINT64
#define MESSAGE_MAX 2048
#define DURATION_MAX_US (G_GINT64_CONSTANT (1000) * 365 * 24 * 3600 * 1000000)

/* --- The keys --------------------------------------------------------------------------------- */

typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_NTH, /* a list of numbers */
} Kind;

typedef struct
{
  const char *key;
  Kind kind;
  gsize offset; /* of the member in TarnFaultRule */
  gint64 min;
  gint64 max;
  TarnFaultActions allowed; /* actions that may have the key; 0 for all */
  TarnFaultActions required;
} Key;

/* clang-format off */

#define TEXT(key, member, allowed, required) \
  { key, KIND_TEXT, G_STRUCT_OFFSET (TarnFaultRule, member), 0, 0, allowed, required }
#define NUMBER(key, member, min, max, allowed, required) \
  { key, KIND_NUMBER, G_STRUCT_OFFSET (TarnFaultRule, member), min, max, allowed, required }
#define BIT(action) TARN_FAULT_BIT (action)
#define ALL (BIT (THROW) | BIT (LOSE_REPLY) | TARN_FAULTS_OF_RUNS | BIT (REVOKE) \
             | BIT (FILL_LIMIT) | TARN_FAULTS_OF_EVENTS)
#define OF_CALLS (ALL & ~TARN_FAULTS_OF_EVENTS)
#define OF_STARTS (OF_CALLS & ~BIT (LOSE_REPLY))

static const Key keys[] = {
  TEXT ("do", action_name, 0, ALL),
  TEXT ("service", service, 0, 0),
  TEXT ("operation", operation, OF_CALLS, 0),
  TEXT ("event", event, TARN_FAULTS_OF_EVENTS, 0),
  TEXT ("start", start, OF_STARTS, 0),
  TEXT ("principal", principal, OF_CALLS, 0),
  TEXT ("resource", resource, 0, 0),
  NUMBER ("after-us", after_us, 0, TIME_MAX_US, 0, 0),
  NUMBER ("until-us", until_us, 1, TIME_MAX_US, 0, 0),
  { "nth", KIND_NTH, G_STRUCT_OFFSET (TarnFaultRule, nth), 1, G_MAXINT64, 0, 0 },
  NUMBER ("every", every, 1, G_MAXINT64, 0, 0),
  NUMBER ("probability-ppm", probability_ppm, 0, 1000000, 0, 0),
  TEXT ("exception", exception, BIT (THROW), BIT (THROW)),
  TEXT ("message", message, BIT (THROW) | BIT (LOSE_REPLY) | BIT (FAIL_RUN), 0),
  TEXT ("type", type, BIT (FAIL_RUN), 0),
  NUMBER ("at-ppm", at_ppm, 0, 1000000, BIT (FAIL_RUN), 0),
  NUMBER ("factor-permille", factor_permille, 1, 1000000, BIT (SLOW_RUN), BIT (SLOW_RUN)),
  NUMBER ("delay-us", delay_us, 0, DURATION_MAX_US,
          BIT (IGNORE_STOP) | BIT (REVOKE) | BIT (DELAY_EVENT),
          BIT (IGNORE_STOP) | BIT (DELAY_EVENT)),
  NUMBER ("duration-us", duration_us, 1, DURATION_MAX_US, BIT (FILL_LIMIT), BIT (FILL_LIMIT)),
  TEXT ("deny-principal", deny_principal, BIT (REVOKE), BIT (REVOKE)),
  TEXT ("deny-action", deny_action, BIT (REVOKE), BIT (REVOKE)),
  TEXT ("deny-resource", deny_resource, BIT (REVOKE), BIT (REVOKE)),
};

/* clang-format on */

/* The text that is read, and the rule at which the reader is. */
typedef struct
{
  const TarnService *const *services; /* ends with NULL */
  const char *name;                   /* of the text */
  GKeyFile *file;
  TarnFaultRule *rule;
} Reader;

static gboolean
refuse (const Reader *reader, const char *key, const char *wrong, GError **error)
{
  g_autofree char *group = g_utf8_make_valid (reader->rule->name, -1);
  g_autofree char *shown_key = g_utf8_make_valid (key, -1);

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN, "%s: group [%s], key %s: %s",
                    reader->name, group, shown_key, wrong);
}

/* Shows @value, which may be anything, after @wrong, and then what the key takes instead. */
static gboolean
refuse_value (const Reader *reader, const char *key, const char *wrong, const char *value,
              const char *instead, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (value, (gssize) strnlen (value, VALUE_SHOWN_MAX));
  g_autofree char *escaped = g_strescape (valid, NULL);
  g_autofree char *text = instead != NULL && *instead != '\0'
                              ? g_strdup_printf ("%s: '%s'; it takes %s", wrong, escaped, instead)
                              : g_strdup_printf ("%s: '%s'", wrong, escaped);

  return refuse (reader, key, text, error);
}

static gboolean
parse_number (const Key *key, const char *text, gint64 *out_number)
{
  return g_ascii_string_to_signed (text, 10, key->min, key->max, out_number, NULL);
}

static gboolean
parse_nth (const Key *key, const char *text, TarnFaultRule *rule)
{
  g_auto (GStrv) items = g_strsplit (text, ",", TARN_FAULT_NTH_MAX + 1);

  rule->n_nth = 0;
  for (guint i = 0; items[i] != NULL; i++)
    if (i == TARN_FAULT_NTH_MAX || !parse_number (key, items[i], &rule->nth[rule->n_nth++]))
      return FALSE;

  return rule->n_nth > 0;
}

static gboolean
read_number (const Reader *reader, const Key *key, GError **error)
{
  g_autofree char *text = g_key_file_get_value (reader->file, reader->rule->name, key->key, NULL);

  if (parse_number (key, text, G_STRUCT_MEMBER_P (reader->rule, key->offset)))
    return TRUE;

  g_autofree char *wrong
      = g_strdup_printf ("takes a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, key->min,
                         key->max);
  return refuse_value (reader, key->key, wrong, text, NULL, error);
}

static gboolean
read_nth (const Reader *reader, const Key *key, GError **error)
{
  g_autofree char *text = g_key_file_get_value (reader->file, reader->rule->name, key->key, NULL);

  if (parse_nth (key, text, reader->rule))
    return TRUE;

  g_autofree char *wrong
      = g_strdup_printf ("takes 1 to %d numbers from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                         TARN_FAULT_NTH_MAX, key->min, key->max);
  return refuse_value (reader, key->key, wrong, text, NULL, error);
}

/*
 * GLib warns about a lone backslash at the end if the value has a wrong escape before it. This avoids the
 * warning.
 */
static gboolean
ends_in_escape (const char *value)
{
  gsize length = strlen (value), n_escapes = 0;

  while (n_escapes < length && value[length - 1 - n_escapes] == '\\')
    n_escapes++;
  return n_escapes % 2 == 1;
}

static gboolean
read_text (const Reader *reader, const Key *key, GError **error)
{
  char **member = G_STRUCT_MEMBER_P (reader->rule, key->offset);
  g_autofree char *value = g_key_file_get_value (reader->file, reader->rule->name, key->key, NULL);

  g_clear_pointer (member, g_free);
  if (!ends_in_escape (value))
    *member = g_key_file_get_string (reader->file, reader->rule->name, key->key, NULL);
  return (*member != NULL && **member != '\0')
         || refuse (reader, key->key, "takes a text in UTF-8", error);
}

static gboolean
refuse_unknown_key (const Reader *reader, const char *key, GError **error)
{
  g_autoptr (GString) wrong = g_string_new ("is not known; the keys are");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_string_append_printf (wrong, "%s %s", i > 0 ? "," : "", keys[i].key);
  return refuse (reader, key, wrong->str, error);
}

static gboolean
read_key (const Reader *reader, const Key *key, GError **error)
{
  switch (key->kind)
    {
    case KIND_TEXT:
      return read_text (reader, key, error);
    case KIND_NUMBER:
      return read_number (reader, key, error);
    case KIND_NTH:
      return read_nth (reader, key, error);
    }

  g_assert_not_reached ();
}

static gboolean
read_keys (const Reader *reader, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (reader->file, reader->rule->name, NULL, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const Key *key = TARN_FIND_NAMED (keys, G_N_ELEMENTS (keys), names[i]);

      if (key == NULL)
        return refuse_unknown_key (reader, names[i], error);
      if (!read_key (reader, key, error))
        return FALSE;
    }

  return TRUE;
}

/* --- Checking a rule -------------------------------------------------------------------------- */

static gboolean
find_action (const Reader *reader, GError **error)
{
  TarnFaultRule *rule = reader->rule;

  g_autofree char *actions = g_strjoinv (", ", (char **) tarn_fault_action_names);
  g_autofree char *missing = g_strdup_printf ("is missing; it takes %s", actions);

  if (rule->action_name == NULL)
    return refuse (reader, "do", missing, error);
  for (guint i = 0; i < TARN_N_FAULT_ACTIONS; i++)
    if (g_str_equal (tarn_fault_action_names[i], rule->action_name))
      {
        rule->action = (TarnFaultAction) i;
        return TRUE;
      }

  return refuse_value (reader, "do", "is nothing that can be done", rule->action_name, actions,
                       error);
}

static gboolean
check_key (const Reader *reader, const Key *key, GError **error)
{
  TarnFaultActions action = (TarnFaultActions) 1 << reader->rule->action;
  gboolean is_given = g_key_file_has_key (reader->file, reader->rule->name, key->key, NULL);

  if (is_given && key->allowed != 0 && (key->allowed & action) == 0)
    return refuse_value (reader, key->key, "does not belong to what is done",
                         reader->rule->action_name, NULL, error);
  if (!is_given && (key->required & action) != 0)
    return refuse (reader, key->key, "is missing", error);

  return TRUE;
}

/* The part of a path before an asterisk may be that of any operation. */
static gboolean
may_have_resource (const TarnFaultRule *rule, const TarnService *service,
                   const TarnOperation *operation)
{
  if (service->may_match != NULL && !service->may_match (rule->resource))
    return FALSE;
  return operation == NULL || strchr (rule->resource, '*') != NULL
         || tarn_operation_may_be_about (operation, rule->resource);
}

/* Returns whether the service has the action, and the operation can be hit by it; NULL stands for any operation. */
static gboolean
can_do (const TarnService *service, const TarnOperation *operation, TarnFaultAction action)
{
  gboolean is_about_runs = (TARN_FAULTS_OF_RUNS & 1u << action) != 0;

  return (!is_about_runs || operation == NULL || operation->starts_run)
         && (action != TARN_FAULT_IGNORE_STOP || service->stops_slowly);
}

/* Returns the key of a rule that @service does not have, or NULL. */
static const char *
find_lacking (const TarnFaultRule *rule, const TarnService *service)
{
  const TarnOperation *operation
      = rule->operation != NULL ? tarn_service_find_operation (service, rule->operation) : NULL;

  if (rule->service != NULL && !g_str_equal (rule->service, service->name))
    return "service";
  if (rule->operation != NULL && operation == NULL)
    return "operation";
  if (rule->event != NULL && !g_strv_contains (service->events, rule->event))
    return "event";
  if (rule->exception != NULL
      && tarn_service_find_exception_by_name (service, rule->exception) == NULL)
    return "exception";
  if (rule->resource != NULL && !may_have_resource (rule, service, operation))
    return "resource";
  if (rule->start != NULL && !service->starts_automatically)
    return "start";
  if (!can_do (service, operation, rule->action))
    return "do";
  if (rule->type != NULL
      && (service->run_types == NULL || !g_strv_contains (service->run_types, rule->type)))
    return "type";

  return NULL;
}

static void
add_choice (GString *choices, const char *choice)
{
  g_string_append_printf (choices, "%s%s", choices->len > 0 ? ", " : "", choice);
}

static void
add_choices (GString *choices, const char *const *texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    add_choice (choices, texts[i]);
}

static void
add_resource (GString *choices, const TarnService *service, const TarnFaultRule *rule)
{
  const TarnOperation *operation
      = rule->operation != NULL ? tarn_service_find_operation (service, rule->operation) : NULL;

  if (operation == NULL)
    {
      add_choice (choices, service->resource_example);
      return;
    }
  g_autofree char *path = tarn_operation_describe_resource (operation);
  if (*path != '\0')
    add_choice (choices, path);
}

static void
add_actions (GString *choices, const TarnService *service, const TarnFaultRule *rule)
{
  const TarnOperation *operation
      = rule->operation != NULL ? tarn_service_find_operation (service, rule->operation) : NULL;
  const Key *key = TARN_FIND_NAMED (keys, G_N_ELEMENTS (keys), "operation");

  for (guint i = 0; i < TARN_N_FAULT_ACTIONS; i++)
    if (can_do (service, operation, (TarnFaultAction) i)
        && (operation == NULL || key->allowed == 0 || (key->allowed & 1u << i) != 0))
      add_choice (choices, tarn_fault_action_names[i]);
}

static void
add_choices_of (GString *choices, const TarnService *service, const TarnFaultRule *rule,
                const char *key)
{
  if (g_str_equal (key, "service"))
    add_choice (choices, service->name);
  else if (g_str_equal (key, "resource") && service->resource_example != NULL)
    add_resource (choices, service, rule);
  else if (g_str_equal (key, "do"))
    add_actions (choices, service, rule);
  else if (g_str_equal (key, "event"))
    add_choices (choices, service->events);
  else if (g_str_equal (key, "type"))
    add_choices (choices, service->run_types);
  for (guint i = 0; g_str_equal (key, "operation") && i < service->n_operations; i++)
    add_choice (choices, service->operations[i].name);
  for (guint i = 0; g_str_equal (key, "exception") && i < service->errors->n_exceptions; i++)
    add_choice (choices, service->errors->exceptions[i].name);
}

/* Returns whether the rule can be about the service, as far as the keys before @key tell. */
static gboolean
is_about (const TarnFaultRule *rule, const TarnService *service, const char *key)
{
  if (g_str_equal (key, "service"))
    return TRUE;
  if (rule->service != NULL && !g_str_equal (rule->service, service->name))
    return FALSE;
  return rule->operation == NULL || g_str_equal (key, "operation")
         || tarn_service_find_operation (service, rule->operation) != NULL;
}

/* Lists what the key takes in the services that the rule can be about. */
static char *
list_choices (const Reader *reader, const char *key)
{
  const TarnService *const *services = reader->services;
  GString *choices = g_string_new (NULL);

  for (guint i = 0; services[i] != NULL; i++)
    if (is_about (reader->rule, services[i], key))
      add_choices_of (choices, services[i], reader->rule, key);
  return g_string_free (choices, FALSE);
}

static const char *
find_wrong (const TarnFaultRule *rule, const char *key, const char *choices)
{
  if (g_str_equal (key, "resource"))
    return rule->operation != NULL ? "is none that a call of the operation can have"
                                   : "matches nothing";
  if (g_str_equal (key, "do"))
    return "cannot be done to a run of this operation or service";
  return g_str_equal (key, "type") && *choices == '\0' ? "does not belong to runs without types"
                                                       : "is none that is known";
}

static gboolean
refuse_lacking (const Reader *reader, const char *key_name, GError **error)
{
  const Key *key = TARN_FIND_NAMED (keys, G_N_ELEMENTS (keys), key_name);
  const char *value = *(char **) G_STRUCT_MEMBER_P (reader->rule, key->offset);
  g_autofree char *choices = list_choices (reader, key_name);

  return refuse_value (reader, key_name, find_wrong (reader->rule, key_name, choices), value,
                       choices, error);
}

/*
 * At least one service must have everything that the rule names. If no service has, the error names the
 * missing key of the service that matches the rule best.
 */
static gboolean
check_services (const Reader *reader, GError **error)
{
  static const char *const order[]
      = { "service", "operation", "event", "start", "exception", "resource", "do", "type" };
  guint nearest = 0;

  for (guint i = 0; reader->services[i] != NULL; i++)
    {
      const char *lacking = find_lacking (reader->rule, reader->services[i]);

      if (lacking == NULL)
        return TRUE;
      for (guint j = nearest; j < G_N_ELEMENTS (order); j++)
        if (g_str_equal (order[j], lacking))
          nearest = j;
    }

  return refuse_lacking (reader, order[nearest], error);
}

/* A pattern has its only asterisk at the end. An asterisk elsewhere would match nothing but itself. */
static gboolean
check_pattern (const Reader *reader, const char *key, const char *pattern, GError **error)
{
  const char *asterisk = pattern != NULL ? strchr (pattern, '*') : NULL;

  return asterisk == NULL || asterisk[1] == '\0'
         || refuse_value (reader, key, "takes an asterisk only at its end", pattern, NULL, error);
}

/* A rule is about calls of an operation, or about starts without a call. */
static gboolean
check_start (const Reader *reader, GError **error)
{
  const TarnFaultRule *rule = reader->rule;

  if (rule->start == NULL)
    return rule->operation != NULL || (TARN_FAULTS_OF_RUNS & 1u << rule->action) == 0
           || refuse (reader, "operation", "is missing", error);
  if (!g_str_equal (rule->start, "automatic"))
    return refuse_value (reader, "start", "is none that is known", rule->start, "automatic", error);
  if (rule->operation != NULL)
    return refuse_value (reader, "operation", "does not belong to a start without a call",
                         rule->operation, NULL, error);
  if (rule->principal != NULL)
    return refuse_value (reader, "principal", "does not belong to a start without a call",
                         rule->principal, NULL, error);

  return TRUE;
}

static gboolean
check_times (const Reader *reader, GError **error)
{
  const TarnFaultRule *rule = reader->rule;

  if (rule->until_us == G_MAXINT64 || rule->after_us < rule->until_us)
    return TRUE;

  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, rule->until_us);
  g_autofree char *instead
      = g_strdup_printf ("a time after %" G_GINT64_FORMAT ", which is after-us", rule->after_us);
  return refuse_value (reader, "until-us",
                       "is not after the time of after-us, so the rule never matches", value,
                       instead, error);
}

/* The services document that a message of a run is no longer, and has lines of text. */
static gboolean
check_message (const Reader *reader, GError **error)
{
  const TarnFaultRule *rule = reader->rule;
  const char *message = rule->message != NULL ? rule->message : rule->name;

  if (rule->action != TARN_FAULT_FAIL_RUN)
    return TRUE;
  if (g_utf8_strlen (message, -1) > MESSAGE_MAX)
    return refuse (reader, "message", "has more than 2048 characters", error);
  for (const char *c = message; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && strchr ("\t\r\n", *c) == NULL)
      return refuse_value (reader, "message", "has a control character", message, NULL, error);
  return TRUE;
}

static gboolean
check_rule (const Reader *reader, GError **error)
{
  if (!find_action (reader, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!check_key (reader, &keys[i], error))
      return FALSE;

  return check_start (reader, error) && check_times (reader, error) && check_message (reader, error)
         && check_pattern (reader, "principal", reader->rule->principal, error)
         && check_pattern (reader, "resource", reader->rule->resource, error)
         && check_services (reader, error);
}

static gboolean
refuse_name (const Reader *reader, GError **error)
{
  return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN,
                    "%s: the name of a group is not valid UTF-8", reader->name);
}

static gboolean
read_rules (Reader *reader, GPtrArray *rules, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (!g_utf8_validate (groups[i], -1, NULL))
        return refuse_name (reader, error);

      reader->rule = tarn_fault_rule_new (groups[i]);
      g_ptr_array_add (rules, reader->rule);
      if (!read_keys (reader, error) || !check_rule (reader, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * The error does not contain GLib's own messages, because they depend on the locale. Translations of keys are
 * kept, because GLib would otherwise drop some of them depending on the locale.
 */
static gboolean
load (GKeyFile *file, const char *data, gssize length, const char *name, GError **error)
{
  gsize size = length >= 0 ? (gsize) length : strnlen (data, TARN_FAULT_TEXT_MAX + 1);
  const char *wrong = NULL;

  if (size > TARN_FAULT_TEXT_MAX)
    wrong = "is over a megabyte";
  else if (memchr (data, '\0', size) != NULL)
    wrong = "holds a zero byte";
  else if (!g_key_file_load_from_data (file, data, size, G_KEY_FILE_KEEP_TRANSLATIONS, NULL)
           && size > 0)
    wrong = "is no key file: it takes lines [group], key=value and # comments";
  if (wrong == NULL)
    return TRUE;

  return tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_FAULT_PLAN, "%s: %s", name, wrong);
}

GPtrArray *
tarn_fault_rules_read (const char *data, gssize length, const char *name,
                       const TarnService *const *services, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) rules
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_fault_rule_free);
  Reader reader = { services, name, file, NULL };

  if (!load (file, data, length, name, error) || !read_rules (&reader, rules, error))
    return NULL;

  return g_steal_pointer (&rules);
}
