/* SPDX-License-Identifier: MIT */
#include "admission/fault-plan.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "admission/counters.h"
#include "kernel/fail.h"
#include "kernel/file.h"
#include "kernel/named.h"

enum
{
  TEXT_MAX = 1 << 20,
  VALUE_SHOWN_MAX = 100,
};

#define TIME_MAX_US G_MAXINT64
#define DURATION_MAX_US (G_GINT64_CONSTANT (1000) * 365 * 24 * 3600 * 1000000)

G_DEFINE_FINAL_TYPE (TarnFaultPlan, tarn_fault_plan, G_TYPE_OBJECT)

typedef struct
{
  GWeakRef owner;
  const TarnClock *clock; /* a part of the owner */
  TarnRulesFunc func;
  gpointer data;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->owner);
  g_free (watch);
}

static void
tarn_fault_plan_finalize (GObject *object)
{
  TarnFaultPlan *self = TARN_FAULT_PLAN (object);

  g_ptr_array_unref (self->rules);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->watches);
  G_OBJECT_CLASS (tarn_fault_plan_parent_class)->finalize (object);
}

static void
tarn_fault_plan_class_init (TarnFaultPlanClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_fault_plan_finalize;
}

static void
tarn_fault_plan_init (TarnFaultPlan *self)
{
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_fault_rule_free);
  self->text = g_string_new (NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->watches = g_ptr_array_new_with_free_func (watch_free);
}

void
tarn_fault_plan_watch (TarnFaultPlan *plan, GObject *owner, const TarnClock *clock,
                       TarnRulesFunc func, gpointer data)
{
  Watch *watch = g_new0 (Watch, 1);

  g_weak_ref_init (&watch->owner, owner);
  watch->clock = clock;
  watch->func = func;
  watch->data = data;
  g_ptr_array_add (plan->watches, watch);
}

void
tarn_fault_plan_unwatch (TarnFaultPlan *plan, gpointer data)
{
  for (guint i = plan->watches->len; i > 0; i--)
    if (((const Watch *) plan->watches->pdata[i - 1])->data == data)
      g_ptr_array_remove_index (plan->watches, i - 1);
}

/*
 * This removes the watches of owners that were freed. An owner may be freed in another thread, from which it
 * cannot remove its watch itself.
 */
static void
notify_watches (TarnFaultPlan *self, const char *text)
{
  for (guint i = self->watches->len; i > 0; i--)
    {
      Watch *watch = self->watches->pdata[i - 1];
      g_autoptr (GObject) owner = g_weak_ref_get (&watch->owner);

      if (owner != NULL)
        watch->func (watch->data, text);
      else
        g_ptr_array_remove_index (self->watches, i - 1);
    }
}

/* Every engine that uses the plan must be one that this thread may change now. */
static gboolean
check_may_change (TarnFaultPlan *self, GError **error)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];
      g_autoptr (GObject) owner = g_weak_ref_get (&watch->owner);

      if (owner == NULL)
        continue;
      if (!tarn_ownership_check (&watch->clock->ownership, "rules cannot be added", error))
        return FALSE;
      if (watch->clock->is_asking)
        return tarn_fail (error, TARN_ERROR, TARN_ERROR_BUSY,
                          "rules cannot be added by a condition or a cost model");
    }

  return TRUE;
}

TarnFaultPlan *
tarn_fault_plan_new (const TarnService *const *services)
{
  TarnFaultPlan *self = g_object_new (TARN_TYPE_FAULT_PLAN, NULL);

  for (guint i = 0; services[i] != NULL; i++)
    {
      g_assert (i < TARN_SERVICES_MAX);
      self->services[i] = services[i];
    }

  return self;
}

/*
 * Every rule counts its matches, so that a match that an earlier rule takes does not shift the n-th of a
 * later rule.
 */
const TarnFaultRule *
tarn_fault_plan_find (TarnFaultPlan *self, const TarnOccurrence *occurrence,
                      const TarnRandom *random)
{
  TarnFaultRule *found = NULL;

  for (guint i = 0; i < self->rules->len; i++)
    {
      TarnFaultRule *rule = self->rules->pdata[i];

      if (tarn_fault_rule_is_due (rule, occurrence, random) && found == NULL)
        found = rule;
    }

  if (found != NULL)
    {
      found->n_applied++;
      TARN_COUNT_FAULT (found->action);
    }
  return found;
}

/* --- The text --------------------------------------------------------------------------------- */

typedef struct
{
  const char *key;
  gsize offset; /* of the member in TarnFaultRule */
  gboolean is_number;
  gboolean is_list; /* of numbers, for nth alone */
  gint64 min;
  gint64 max;
  TarnFaultActions allowed; /* actions that may have the key; 0 for all */
  TarnFaultActions required;
} Key;

/* clang-format off */

#define TEXT(key, member, allowed, required) \
  { key, G_STRUCT_OFFSET (TarnFaultRule, member), FALSE, FALSE, 0, 0, allowed, required }
#define NUMBER(key, member, min, max, allowed, required) \
  { key, G_STRUCT_OFFSET (TarnFaultRule, member), TRUE, FALSE, min, max, allowed, required }
#define BIT(action) TARN_FAULT_BIT (action)
#define ALL (BIT (THROW) | BIT (LOSE_REPLY) | TARN_FAULTS_OF_RUNS | BIT (REVOKE) \
             | BIT (FILL_LIMIT) | TARN_FAULTS_OF_EVENTS)
#define OF_CALLS (ALL & ~TARN_FAULTS_OF_EVENTS)

static const Key keys[] = {
  TEXT ("do", action_name, 0, ALL),
  TEXT ("service", service, 0, 0),
  TEXT ("operation", operation, OF_CALLS, TARN_FAULTS_OF_RUNS),
  TEXT ("event", event, TARN_FAULTS_OF_EVENTS, 0),
  TEXT ("principal", principal, OF_CALLS, 0),
  TEXT ("resource", resource, 0, 0),
  NUMBER ("after-us", after_us, 0, TIME_MAX_US, 0, 0),
  NUMBER ("until-us", until_us, 0, TIME_MAX_US, 0, 0),
  { "nth", G_STRUCT_OFFSET (TarnFaultRule, nth), TRUE, TRUE, 1, G_MAXINT64, 0, 0 },
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

/* The position in the text, for messages. */
typedef struct
{
  TarnFaultPlan *plan;
  const char *name;
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
parse_list (const Key *key, const char *text, TarnFaultRule *rule)
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

  if (key->is_list ? parse_list (key, text, reader->rule)
                   : parse_number (key, text, G_STRUCT_MEMBER_P (reader->rule, key->offset)))
    return TRUE;

  g_autofree char *wrong
      = g_strdup_printf ("takes %s from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                         key->is_list ? "1 to 32 numbers" : "a number", key->min, key->max);
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
read_keys (const Reader *reader, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (reader->file, reader->rule->name, NULL, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const Key *key = TARN_FIND_NAMED (keys, G_N_ELEMENTS (keys), names[i]);

      if (key == NULL)
        return refuse_unknown_key (reader, names[i], error);
      if (!(key->is_number ? read_number (reader, key, error) : read_text (reader, key, error)))
        return FALSE;
    }

  return TRUE;
}

/* --- Checking a rule -------------------------------------------------------------------------- */

static gboolean
find_action (const Reader *reader, GError **error)
{
  TarnFaultRule *rule = reader->rule;

  if (rule->action_name == NULL)
    return refuse (reader, "do", "is missing", error);
  for (guint i = 0; i < TARN_N_FAULT_ACTIONS; i++)
    if (g_str_equal (tarn_fault_action_names[i], rule->action_name))
      {
        rule->action = (TarnFaultAction) i;
        return TRUE;
      }

  g_autofree char *actions = g_strjoinv (", ", (char **) tarn_fault_action_names);
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

/* Returns the key of a rule that @service does not have, or NULL. */
static const char *
find_lacking (const TarnFaultRule *rule, const TarnService *service)
{
  const TarnOperation *operation
      = rule->operation != NULL ? tarn_service_find_operation (service, rule->operation) : NULL;
  gboolean is_about_runs = (TARN_FAULTS_OF_RUNS & 1u << rule->action) != 0;

  if (rule->service != NULL && !g_str_equal (rule->service, service->name))
    return "service";
  if (rule->operation != NULL && operation == NULL)
    return "operation";
  if (rule->event != NULL && !g_strv_contains (service->events, rule->event))
    return "event";
  if (rule->exception != NULL
      && tarn_service_find_exception_by_name (service, rule->exception) == NULL)
    return "exception";
  if (rule->resource != NULL && service->may_match != NULL && !service->may_match (rule->resource))
    return "resource";
  if ((is_about_runs && !operation->starts_run)
      || (rule->action == TARN_FAULT_IGNORE_STOP && !service->stops_slowly))
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
add_choices_of (GString *choices, const TarnService *service, const char *key)
{
  if (g_str_equal (key, "service"))
    add_choice (choices, service->name);
  else if (g_str_equal (key, "resource") && service->resource_example != NULL)
    add_choice (choices, service->resource_example);
  else if (g_str_equal (key, "event"))
    add_choices (choices, service->events);
  else if (g_str_equal (key, "type"))
    add_choices (choices, service->run_types);
  for (guint i = 0; g_str_equal (key, "operation") && i < service->n_operations; i++)
    add_choice (choices, service->operations[i].name);
  for (guint i = 0; g_str_equal (key, "exception") && i < service->errors->n_exceptions; i++)
    add_choice (choices, service->errors->exceptions[i].name);
}

/* Lists what the key takes in the service that the rule names, or in all services. */
static char *
list_choices (const Reader *reader, const char *key)
{
  const TarnService *const *services = reader->plan->services;
  GString *choices = g_string_new (NULL);

  for (guint i = 0; services[i] != NULL; i++)
    if (reader->rule->service == NULL || g_str_equal (key, "service")
        || g_str_equal (reader->rule->service, services[i]->name))
      add_choices_of (choices, services[i], key);
  return g_string_free (choices, FALSE);
}

static gboolean
refuse_lacking (const Reader *reader, const char *key_name, GError **error)
{
  const Key *key = TARN_FIND_NAMED (keys, G_N_ELEMENTS (keys), key_name);
  const char *value = *(char **) G_STRUCT_MEMBER_P (reader->rule, key->offset);
  g_autofree char *choices = list_choices (reader, key_name);

  if (g_str_equal (key_name, "do"))
    return refuse_value (reader, key_name, "cannot be done to that", value, NULL, error);
  return refuse_value (reader, key_name,
                       g_str_equal (key_name, "resource") ? "matches nothing"
                                                          : "is none that is known",
                       value, choices, error);
}

/*
 * At least one service must have everything that the rule names. If no service has, the error names the
 * missing key of the service that matches the rule best.
 */
static gboolean
check_services (const Reader *reader, GError **error)
{
  static const char *const order[]
      = { "service", "operation", "event", "exception", "resource", "do", "type" };
  guint nearest = 0;

  for (guint i = 0; reader->plan->services[i] != NULL; i++)
    {
      const char *lacking = find_lacking (reader->rule, reader->plan->services[i]);

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

static gboolean
check_rule (const Reader *reader, GError **error)
{
  if (!find_action (reader, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!check_key (reader, &keys[i], error))
      return FALSE;

  return check_pattern (reader, "principal", reader->rule->principal, error)
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
  gsize size = length >= 0 ? (gsize) length : strnlen (data, TEXT_MAX + 1);
  const char *wrong = NULL;

  if (size > TEXT_MAX)
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

gboolean
tarn_fault_plan_add_from_data (TarnFaultPlan *self, const char *data, gssize length,
                               const char *name, GError **error)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), FALSE);
  g_return_val_if_fail (data != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) rules
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_fault_rule_free);
  Reader reader = { self, name, file, NULL };

  if (!check_may_change (self, error) || !load (file, data, length, name, error)
      || !read_rules (&reader, rules, error))
    return FALSE;

  g_ptr_array_extend_and_steal (self->rules, g_steal_pointer (&rules));

  char *text = g_strndup (data, length >= 0 ? (gsize) length : strlen (data));
  g_ptr_array_add (self->texts, text);
  g_string_append (self->text, text);
  notify_watches (self, text);
  return TRUE;
}

gboolean
tarn_fault_plan_add_from_file (TarnFaultPlan *self, const char *path, GError **error)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_may_change (self, error))
    return FALSE;

  g_autoptr (GBytes) bytes = tarn_file_read (path, TEXT_MAX + 1, error);
  if (bytes == NULL)
    return FALSE;

  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  return tarn_fault_plan_add_from_data (self, data != NULL ? data : "", (gssize) size, path, error);
}

char *
tarn_fault_plan_to_string (TarnFaultPlan *self)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), NULL);

  return g_strndup (self->text->str, self->text->len);
}

gboolean
tarn_fault_plan_save_to_file (TarnFaultPlan *self, const char *path, GError **error)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return g_file_set_contents_full (path, self->text->str, (gssize) self->text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
}

/* --- Chaos ------------------------------------------------------------------------------------ */

/* The rules are text, so that chaos can do nothing that a plan of the user cannot do. */
static const char *const chaos_of_calls[] = {
  "[chaos: throttled]\ndo=throw\nexception=ThrottlingException\nmessage=Rate exceeded\n",
  "[chaos: no reply]\ndo=lose-reply\n",
  NULL,
};

static const char *const chaos_of_events[] = {
  "[chaos: event is lost]\ndo=drop-event\n",
  "[chaos: event comes twice]\ndo=duplicate-event\n",
  "[chaos: event is late]\ndo=delay-event\ndelay-us=60000000\n",
  NULL,
};

static void
append_chaos (GString *text, const char *const *rules, guint rate_ppm)
{
  for (guint i = 0; rules[i] != NULL; i++)
    g_string_append_printf (text, "%sprobability-ppm=%u\n", rules[i], rate_ppm);
}

void
tarn_fault_plan_add_chaos (TarnFaultPlan *self, guint rate_ppm)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_if_fail (TARN_IS_FAULT_PLAN (self));
  g_return_if_fail (rate_ppm <= 1000000);
  g_return_if_fail (check_may_change (self, NULL));

  append_chaos (text, chaos_of_calls, rate_ppm);
  for (guint i = 0; self->services[i] != NULL; i++)
    append_chaos (text, self->services[i]->chaos, rate_ppm);
  append_chaos (text, chaos_of_events, rate_ppm);

  gboolean is_good = tarn_fault_plan_add_from_data (self, text->str, -1, "chaos", NULL);
  g_assert (is_good);
}

/* --- Getters ---------------------------------------------------------------------------------- */

static const TarnFaultRule *
find_rule (TarnFaultPlan *self, const char *name)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const TarnFaultRule *rule = self->rules->pdata[i];

      if (g_str_equal (rule->name, name))
        return rule;
    }

  return NULL;
}

guint
tarn_fault_plan_get_n_rules (TarnFaultPlan *self)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), 0);

  return self->rules->len;
}

const char *
tarn_fault_plan_get_rule_name (TarnFaultPlan *self, guint index)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), NULL);

  return index < self->rules->len ? ((const TarnFaultRule *) self->rules->pdata[index])->name
                                  : NULL;
}

guint64
tarn_fault_plan_get_n_matched (TarnFaultPlan *self, const char *name)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), 0);
  g_return_val_if_fail (name != NULL, 0);

  const TarnFaultRule *rule = find_rule (self, name);
  return rule != NULL ? rule->n_matched : 0;
}

guint64
tarn_fault_plan_get_n_applied (TarnFaultPlan *self, const char *name)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), 0);
  g_return_val_if_fail (name != NULL, 0);

  const TarnFaultRule *rule = find_rule (self, name);
  return rule != NULL ? rule->n_applied : 0;
}

char **
tarn_fault_plan_list_unapplied (TarnFaultPlan *self)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), NULL);

  GPtrArray *names = g_ptr_array_new ();
  for (guint i = 0; i < self->rules->len; i++)
    {
      const TarnFaultRule *rule = self->rules->pdata[i];

      if (rule->n_applied == 0 && rule->probability_ppm < 0)
        g_ptr_array_add (names, g_strdup (rule->name));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
