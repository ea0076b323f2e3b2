/* SPDX-License-Identifier: MIT */
#include "lab/command/scenario.h"

#include <string.h>

/* The first equals sign that is not between quotes, as in `view "a=b".weight=3`, parts the key from the value. */
static const char *
find_equals_sign (const char *setting)
{
  gboolean is_quoted = FALSE;

  for (const char *at = setting; *at != '\0'; at++)
    {
      if (*at == '"')
        is_quoted = !is_quoted;
      if (*at == '=' && !is_quoted)
        return at;
    }
  return NULL;
}

static gboolean
set (TarnLabScenario **scenario, const char *setting, GError **error)
{
  const char *equals_sign = find_equals_sign (setting);

  if (equals_sign == NULL || equals_sign == setting)
    return command_fail_usage (error, "--set: '%s' is not of the form KEY=VALUE", setting);

  g_autofree char *key = g_strndup (setting, (gsize) (equals_sign - setting));
  g_autoptr (TarnLabScenario) before = g_steal_pointer (scenario);

  *scenario = tarn_lab_scenario_set (before, g_strstrip (key), equals_sign + 1, error);
  return *scenario != NULL;
}

static gboolean
apply_settings (const Arguments *arguments, TarnLabScenario **scenario, GError **error)
{
  const GPtrArray *settings = arguments_get_values (arguments, "set");

  for (guint i = 0; i < settings->len; i++)
    if (!set (scenario, settings->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Returns whether the text begins with a key of a group, and not with the name of one. */
static gboolean
begins_with_key (const char *name)
{
  g_autofree char *key = g_strconcat ("policy.", name, NULL);

  return g_strv_contains (tarn_lab_scenario_list_keys (), key);
}

static gboolean
set_policy (TarnLabScenario **scenario, const char *setting, GError **error)
{
  const char *equals_sign = strchr (setting, '=');
  g_autofree char *group = equals_sign != NULL
                               ? g_strstrip (g_strndup (setting, (gsize) (equals_sign - setting)))
                               : NULL;

  if (group == NULL || begins_with_key (group))
    g_clear_pointer (&group, g_free);
  else
    setting = equals_sign + 1;

  g_autofree char *word = g_strstrip (g_strdup (setting));
  g_autoptr (TarnLabScenario) before = g_steal_pointer (scenario);
  g_autoptr (TarnLabPolicy) policy = tarn_lab_scenario_find_policy (before, word, error);

  if (policy != NULL)
    *scenario = tarn_lab_scenario_set_policy (before, group, policy, error);
  return *scenario != NULL;
}

static gboolean
apply_policies (const Arguments *arguments, TarnLabScenario **scenario, GError **error)
{
  const GPtrArray *settings = arguments_get_values (arguments, "policy");

  for (guint i = 0; i < settings->len; i++)
    if (!set_policy (scenario, settings->pdata[i], error))
      return FALSE;
  return TRUE;
}

TarnLabScenario *
scenario_read (const Arguments *arguments, GError **error)
{
  g_autoptr (TarnLabScenario) scenario
      = tarn_lab_scenario_new_from_file (arguments_get_operand (arguments, 0), error);

  if (scenario == NULL || !apply_settings (arguments, &scenario, error))
    return NULL;
  return g_steal_pointer (&scenario);
}

void
scenario_prefix_error (const Arguments *arguments, GError **error)
{
  const char *path = arguments_get_operand (arguments, 0);

  if (strstr ((*error)->message, path) == NULL)
    g_prefix_error (error, "%s: ", path);
}

TarnLabTrial *
scenario_make_trial (const Arguments *arguments, TarnLabScenario **out_scenario,
                     guint64 *out_replication, GError **error)
{
  guint64 replication = 0;

  if (!arguments_get_number (arguments, "replication", &replication, error))
    return NULL;

  g_autoptr (TarnLabScenario) scenario = scenario_read (arguments, error);
  if (scenario == NULL || !apply_policies (arguments, &scenario, error))
    return NULL;

  TarnLabTrial *trial = tarn_lab_trial_new (scenario, replication, error);
  if (trial == NULL)
    {
      scenario_prefix_error (arguments, error);
      return NULL;
    }
  *out_scenario = g_steal_pointer (&scenario);
  *out_replication = replication;
  return trial;
}
