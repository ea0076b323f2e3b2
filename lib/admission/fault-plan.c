/* SPDX-License-Identifier: MIT */
#include "admission/fault-plan.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "admission/counters.h"
#include "admission/fault-rule-reader.h"
#include "kernel/fail.h"
#include "kernel/file.h"

G_DEFINE_FINAL_TYPE (TarnFaultPlan, tarn_fault_plan, G_TYPE_OBJECT)

enum
{
  WATCHES_MIN = 16,
};

typedef struct _TarnRulesWatch Watch;

struct _TarnRulesWatch
{
  GList link;
  GWeakRef owner;
  const TarnClock *clock; /* a part of the owner */
  TarnRulesFunc func;
  gpointer data;
};

static void
tarn_fault_plan_finalize (GObject *object)
{
  TarnFaultPlan *self = TARN_FAULT_PLAN (object);

  g_ptr_array_unref (self->broad);
  g_ptr_array_unref (self->narrow);
  tarn_name_table_clear (&self->by_resource);
  g_ptr_array_unref (self->due);
  g_ptr_array_unref (self->rules);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->texts);
  while (self->watches.head != NULL)
    tarn_fault_plan_unwatch (self, self->watches.head->data);
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
  self->due = g_ptr_array_new ();
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_fault_rule_free);
  self->broad = g_ptr_array_new ();
  self->narrow = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  tarn_name_table_init (&self->by_resource);
  self->text = g_string_new (NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->watches);
  self->max_watches = WATCHES_MIN;
}

/*
 * Removes the watches of owners that were freed. An owner may be freed in another thread, from which it cannot
 * remove its watch itself.
 */
static void
drop_dead_watches (TarnFaultPlan *self)
{
  for (GList *link = self->watches.head, *next; link != NULL; link = next)
    {
      Watch *watch = link->data;
      g_autoptr (GObject) owner = g_weak_ref_get (&watch->owner);

      next = link->next;
      if (owner == NULL)
        tarn_fault_plan_unwatch (self, watch);
    }
}

TarnRulesWatch *
tarn_fault_plan_watch (TarnFaultPlan *plan, GObject *owner, const TarnClock *clock,
                       TarnRulesFunc func, gpointer data)
{
  Watch *watch = g_new0 (Watch, 1);

  /* So many watches may all be in use. The number doubles, so that each new one pays for few others. */
  if (plan->watches.length >= plan->max_watches)
    {
      drop_dead_watches (plan);
      plan->max_watches = 2 * plan->watches.length + WATCHES_MIN;
    }

  g_weak_ref_init (&watch->owner, owner);
  watch->clock = clock;
  watch->func = func;
  watch->data = data;
  watch->link.data = watch;
  g_queue_push_tail_link (&plan->watches, &watch->link);
  return watch;
}

void
tarn_fault_plan_unwatch (TarnFaultPlan *plan, TarnRulesWatch *watch)
{
  g_queue_unlink (&plan->watches, &watch->link);
  g_weak_ref_clear (&watch->owner);
  g_free (watch);
}

static void
notify_watches (TarnFaultPlan *self, const char *text)
{
  drop_dead_watches (self);
  for (const GList *link = self->watches.head; link != NULL; link = link->next)
    {
      const Watch *watch = link->data;

      watch->func (watch->data, text);
    }
}

static gboolean
check_watch (const Watch *watch, gboolean is_about_thread, GError **error)
{
  if (is_about_thread)
    return tarn_ownership_check (&watch->clock->ownership, "rules cannot be added", error);

  return !watch->clock->is_asking
         || tarn_fail (error, TARN_ERROR, TARN_ERROR_BUSY,
                       "rules cannot be added by a condition or a cost model");
}

static gboolean
check_watches (TarnFaultPlan *self, gboolean is_about_thread, GError **error)
{
  for (const GList *link = self->watches.head; link != NULL; link = link->next)
    {
      Watch *watch = link->data;
      g_autoptr (GObject) owner = g_weak_ref_get (&watch->owner);

      if (owner != NULL && !check_watch (watch, is_about_thread, error))
        return FALSE;
    }

  return TRUE;
}

/* Every engine that uses the plan must be one that this thread may change now. */
static gboolean
check_may_change (TarnFaultPlan *self, GError **error)
{
  return check_watches (self, TRUE, error) && check_watches (self, FALSE, error);
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

/* --- Finding the rules that may match --------------------------------------------------------- */

/* Returns the rules about just this resource, or NULL. */
static GPtrArray *
find_narrow (const TarnFaultPlan *self, const char *resource)
{
  TarnName key;
  guint32 position;

  if (resource == NULL || self->narrow->len == 0)
    return NULL;

  tarn_name_init_key (&key, &resource, 1);
  return tarn_name_table_lookup (&self->by_resource, &key, &position)
             ? self->narrow->pdata[position]
             : NULL;
}

static GPtrArray *
ensure_narrow (TarnFaultPlan *self, const char *resource)
{
  GPtrArray *rules = find_narrow (self, resource);

  if (rules != NULL)
    return rules;

  TarnName *name = tarn_name_new (&resource, 1);
  tarn_name_table_insert (&self->by_resource, name, self->narrow->len);
  tarn_name_unref (name);
  rules = g_ptr_array_new ();
  g_ptr_array_add (self->narrow, rules);
  return rules;
}

static void
add_rule (TarnFaultPlan *self, TarnFaultRule *rule)
{
  gboolean is_broad = rule->resource == NULL || g_str_has_suffix (rule->resource, "*");

  rule->position = self->rules->len;
  g_ptr_array_add (self->rules, rule);
  g_ptr_array_add (is_broad ? self->broad : ensure_narrow (self, rule->resource), rule);
}

/* Takes the next rule of two arrays, in the order of the plan. Returns NULL at the end. @narrow may be NULL. */
static TarnFaultRule *
take_next (const GPtrArray *broad, const GPtrArray *narrow, guint *n_broad, guint *n_narrow)
{
  TarnFaultRule *first = *n_broad < broad->len ? broad->pdata[*n_broad] : NULL;
  TarnFaultRule *other
      = narrow != NULL && *n_narrow < narrow->len ? narrow->pdata[*n_narrow] : NULL;

  if (other == NULL || (first != NULL && first->position < other->position))
    {
      ++*n_broad;
      return first;
    }
  ++*n_narrow;
  return other;
}

/*
 * Every rule counts its matches, so that a match that an earlier rule takes does not shift the n-th of a
 * later rule.
 */
gboolean
tarn_fault_plan_find (TarnFaultPlan *self, const TarnOccurrence *occurrence,
                      const TarnRandom *random)
{
  const GPtrArray *narrow = find_narrow (self, occurrence->resource);
  TarnFaultRule *rule;
  guint n_broad = 0, n_narrow = 0;

  g_ptr_array_set_size (self->due, 0);
  while ((rule = take_next (self->broad, narrow, &n_broad, &n_narrow)) != NULL)
    if (tarn_fault_rule_is_due (rule, occurrence, random))
      g_ptr_array_add (self->due, rule);

  return self->due->len > 0;
}

TarnFaultRule *
tarn_fault_plan_get_first (TarnFaultPlan *self, TarnFaultActions actions)
{
  for (guint i = 0; i < self->due->len; i++)
    {
      TarnFaultRule *rule = self->due->pdata[i];

      if ((actions & (TarnFaultActions) 1 << rule->action) != 0)
        return rule;
    }

  return NULL;
}

void
tarn_fault_plan_count (TarnFaultRule *rule)
{
  if (rule->n_applied < rule->n_matched)
    rule->n_applied++;
  TARN_COUNT_FAULT (rule->action);
}

/* --- Adding rules ----------------------------------------------------------------------------- */

gboolean
tarn_fault_plan_add_from_data (TarnFaultPlan *self, const char *data, gssize length,
                               const char *name, GError **error)
{
  g_return_val_if_fail (TARN_IS_FAULT_PLAN (self), FALSE);
  g_return_val_if_fail (data != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!check_may_change (self, error))
    return FALSE;

  GPtrArray *rules = tarn_fault_rules_read (data, length, name, self->services, error);
  if (rules == NULL)
    return FALSE;

  for (guint i = 0; i < rules->len; i++)
    add_rule (self, rules->pdata[i]);
  g_ptr_array_set_free_func (rules, NULL);
  g_ptr_array_unref (rules);

  char *text = g_strndup (data, length >= 0 ? (gsize) length : strlen (data));
  g_ptr_array_add (self->texts, text);
  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, '\n');
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

  g_autoptr (GBytes) bytes = tarn_file_read (path, TARN_FAULT_TEXT_MAX + 1, error);
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

  return tarn_file_write (path, self->text->str, self->text->len, G_FILE_SET_CONTENTS_CONSISTENT,
                          error);
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
