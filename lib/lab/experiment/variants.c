/* SPDX-License-Identifier: MIT */
#include "lab/experiment/variants.h"

#include <string.h>
#include <tarn-lab/tarn-lab-error.h>
#include <tarn-lab/tarn-lab-experiment.h>
#include <tarn-lab/tarn-lab-policy.h>

#include "lab/experiment/refusal.h"

#define ONLY_LABEL "as it is"

/*
 * A dial is an axis, or several that go together. A variant has a position of each dial; the last one turns first. A
 * position of the scenario's axes comes from that of their dial.
 */
typedef struct
{
  guint *dials; /* of each axis */
  guint *sizes; /* of each dial */
  guint n_dials;
} Dials;

static void
dials_clear (Dials *self)
{
  g_free (self->dials);
  g_free (self->sizes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dials, dials_clear)

static const TarnLabAxis *
get_axis (const TarnLabScenario *scenario, guint axis)
{
  return &g_array_index (scenario->axes, TarnLabAxis, axis);
}

static char *
list_axes (const TarnLabScenario *scenario)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < scenario->axes->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", get_axis (scenario, i)->key);
  if (list->len == 0)
    g_string_append (list, "no axis is there");
  return g_string_free (list, FALSE);
}

/* Returns the axis of a key. Where a value has several axes, this is the first one. */
static gboolean
find_axis (const TarnLabScenario *scenario, const char *of, const char *key, guint *out_axis,
           GError **error)
{
  g_autofree char *list = NULL;

  for (guint i = 0; i < scenario->axes->len; i++)
    if (g_str_equal (get_axis (scenario, i)->key, key))
      {
        *out_axis = i;
        return TRUE;
      }
  list = list_axes (scenario);
  return tarn_lab_experiment_refuse (scenario, TARN_LAB_ERROR_AXES, of, error,
                                     "'%s' is no axis; allowed: %s", key, list);
}

/* --- Axes that go together -------------------------------------------------------------------- */

/* All axes of one dial go over to another one. */
static void
unite (Dials *dials, guint from, guint to)
{
  for (guint i = 0; i < dials->n_dials; i++)
    if (dials->dials[i] == from)
      dials->dials[i] = to;
}

static gboolean
join (const TarnLabScenario *scenario, const char *item, Dials *dials, GError **error)
{
  g_auto (GStrv) keys = g_strsplit (item, ", ", -1);
  guint first = 0, axis = 0;

  if (!find_axis (scenario, "together", keys[0], &first, error))
    return FALSE;
  for (guint i = 1; keys[i] != NULL; i++)
    {
      guint n_first = g_strv_length (get_axis (scenario, first)->values);

      if (!find_axis (scenario, "together", keys[i], &axis, error))
        return FALSE;
      if (g_strv_length (get_axis (scenario, axis)->values) != n_first)
        return tarn_lab_experiment_refuse (scenario, TARN_LAB_ERROR_AXES, "together", error,
                                           "%s has %u values, and %s has %u", keys[0], n_first,
                                           keys[i],
                                           g_strv_length (get_axis (scenario, axis)->values));
      unite (dials, MAX (dials->dials[axis], dials->dials[first]),
             MIN (dials->dials[axis], dials->dials[first]));
    }
  return TRUE;
}

static gboolean
dials_init (Dials *self, const TarnLabScenario *scenario, GError **error)
{
  const GPtrArray *together = scenario->experiment.together;

  self->n_dials = scenario->axes->len;
  self->dials = g_new (guint, self->n_dials + 1);
  self->sizes = g_new (guint, self->n_dials + 1);
  for (guint i = 0; i < self->n_dials; i++)
    self->dials[i] = i;
  for (guint i = 0; together != NULL && i < together->len; i++)
    if (!join (scenario, together->pdata[i], self, error))
      return FALSE;

  /* A dial that no axis is left on has one position. */
  for (guint i = 0; i < self->n_dials; i++)
    self->sizes[i] = self->dials[i] == i ? g_strv_length (get_axis (scenario, i)->values) : 1;
  return TRUE;
}

/* --- What is left out ------------------------------------------------------------------------- */

/* A condition is the key of an axis, a space, and one of its values. */
static gboolean
find_condition (const TarnLabScenario *scenario, const char *condition, guint *out_axis,
                guint *out_position, GError **error)
{
  for (guint i = 0; i < scenario->axes->len; i++)
    {
      const TarnLabAxis *axis = get_axis (scenario, i);
      gsize length = strlen (axis->key);

      if (strncmp (condition, axis->key, length) != 0 || condition[length] != ' ')
        continue;
      for (guint j = 0; axis->values[j] != NULL; j++)
        if (g_str_equal (axis->values[j], condition + length + 1))
          {
            *out_axis = i;
            *out_position = j;
            return TRUE;
          }
      g_autofree char *values = g_strjoinv ("; ", axis->values);
      return tarn_lab_experiment_refuse (scenario, TARN_LAB_ERROR_AXES, "skip", error,
                                         "'%s' is no value of %s; allowed: %s",
                                         condition + length + 1, axis->key, values);
    }

  g_autofree char *list = list_axes (scenario);
  return tarn_lab_experiment_refuse (scenario, TARN_LAB_ERROR_AXES, "skip", error,
                                     "'%s' does not begin with an axis; allowed: %s", condition,
                                     list);
}

/*
 * Returns whether a variant has all values of an item. A value may have commas too, so a part that begins with no axis
 * belongs to the condition before it.
 */
static gboolean
has_all (const TarnLabScenario *scenario, const char *item, const guint *positions,
         gboolean *out_has, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (item, ", ", -1);
  g_autoptr (GString) condition = g_string_new (parts[0]);
  guint axis = 0, position = 0;

  *out_has = TRUE;
  for (guint i = 1;; i++)
    {
      gboolean goes_on
          = parts[i] != NULL && !find_condition (scenario, condition->str, &axis, &position, NULL);

      if (goes_on)
        {
          g_string_append_printf (condition, ", %s", parts[i]);
          continue;
        }
      if (!find_condition (scenario, condition->str, &axis, &position, error))
        return FALSE;
      *out_has = *out_has && positions[axis] == position;
      if (parts[i] == NULL)
        return TRUE;
      g_string_assign (condition, parts[i]);
    }
}

static gboolean
is_skipped (const TarnLabScenario *scenario, const guint *positions, gboolean *out_is_skipped,
            GError **error)
{
  const GPtrArray *skip = scenario->experiment.skip;

  *out_is_skipped = FALSE;
  for (guint i = 0; skip != NULL && i < skip->len; i++)
    {
      gboolean has;

      if (!has_all (scenario, skip->pdata[i], positions, &has, error))
        return FALSE;
      *out_is_skipped = *out_is_skipped || has;
    }
  return TRUE;
}

/* --- Labels ----------------------------------------------------------------------------------- */

/* Returns the key without its group, if no other axis has the same. */
static const char *
get_short_key (const TarnLabScenario *scenario, guint axis)
{
  const char *key = get_axis (scenario, axis)->key;
  const char *own = strrchr (key, '.');

  for (guint i = 0; i < scenario->axes->len; i++)
    if (i != axis && g_str_equal (strrchr (get_axis (scenario, i)->key, '.'), own))
      return key;
  return own + 1;
}

/* A number without a unit does not say what it is of. */
static gboolean
has_bare_number (const TarnLabAxis *axis)
{
  for (guint i = 0; axis->values[i] != NULL; i++)
    if (axis->values[i][strspn (axis->values[i], "0123456789.")] == '\0')
      return TRUE;

  return FALSE;
}

static char *
make_label (const TarnLabScenario *scenario, const char *policy, const guint *positions)
{
  GString *label = g_string_new (policy);

  for (guint i = 0; i < scenario->axes->len; i++)
    {
      const char *value = get_axis (scenario, i)->values[positions[i]];

      if (label->len > 0)
        g_string_append (label, ", ");
      if (scenario->axes->len > 1 || has_bare_number (get_axis (scenario, i)))
        g_string_append_printf (label, "%s ", get_short_key (scenario, i));
      g_string_append (label, value);
    }
  if (label->len == 0)
    g_string_append (label, ONLY_LABEL);
  return g_string_free (label, FALSE);
}

/* --- Variants --------------------------------------------------------------------------------- */

static void
clear_variant (gpointer data)
{
  TarnLabVariant *self = data;

  g_free (self->label);
  g_free (self->policy);
  g_free (self->positions);
  g_clear_pointer (&self->scenario, tarn_lab_scenario_unref);
}

/* Adds the variant with the given number of those with a policy, unless it is left out. */
static gboolean
add_variant (GArray *variants, const TarnLabScenario *scenario, const Dials *dials,
             const char *policy, guint64 number, GError **error)
{
  g_autofree guint *turned = g_new0 (guint, dials->n_dials + 1);
  g_autofree guint *positions = g_new0 (guint, dials->n_dials + 1);
  gboolean skips;

  for (guint i = dials->n_dials; i-- > 0;)
    {
      turned[i] = (guint) (number % dials->sizes[i]);
      number /= dials->sizes[i];
    }
  for (guint i = 0; i < dials->n_dials; i++)
    positions[i] = turned[dials->dials[i]];
  if (!is_skipped (scenario, positions, &skips, error))
    return FALSE;
  if (skips)
    return TRUE;

  TarnLabVariant variant = { make_label (scenario, policy, positions), g_strdup (policy),
                             g_steal_pointer (&positions), NULL };
  g_array_append_val (variants, variant);
  return TRUE;
}

static gboolean
check_axes (const TarnLabScenario *scenario, GError **error)
{
  for (guint i = 0; i < scenario->axes->len; i++)
    if (g_str_has_prefix (get_axis (scenario, i)->key, "experiment."))
      return tarn_lab_experiment_refuse (scenario, TARN_LAB_ERROR_AXES,
                                         get_axis (scenario, i)->key + strlen ("experiment."),
                                         error, "this key may have no axis");
  return TRUE;
}

static gboolean
check_policies (const TarnLabScenario *scenario, GError **error)
{
  const GPtrArray *policies = scenario->experiment.policies;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; policies != NULL && i < policies->len; i++)
    if (!g_hash_table_add (names, policies->pdata[i]))
      {
        return tarn_lab_experiment_refuse (scenario, TARN_LAB_ERROR_SCENARIO, "policies", error,
                                           "'%s' is there twice", (char *) policies->pdata[i]);
      }
  return TRUE;
}

static gboolean
count_combinations (const TarnLabScenario *scenario, const Dials *dials, guint n_policies,
                    guint64 *out_n, GError **error)
{
  guint64 n = 1;

  for (guint i = 0; i < dials->n_dials && n * n_policies <= TARN_LAB_VARIANTS_MAX; i++)
    n *= dials->sizes[i];
  *out_n = n;
  if (n * n_policies > TARN_LAB_VARIANTS_MAX
      || n * n_policies * scenario->experiment.n_replications > TARN_LAB_CELLS_MAX)
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_TOO_LARGE,
                   "experiment: the axes, policies and replications make too many cells; allowed: "
                   "at most %d variants and %d cells",
                   TARN_LAB_VARIANTS_MAX, TARN_LAB_CELLS_MAX);
      return FALSE;
    }
  return TRUE;
}

GArray *
tarn_lab_list_variants (TarnLabScenario *scenario, GError **error)
{
  const GPtrArray *policies = scenario->experiment.policies;
  guint n_policies = policies != NULL ? policies->len : 1;
  g_autoptr (GArray) variants = g_array_new (FALSE, TRUE, sizeof (TarnLabVariant));
  g_auto (Dials) dials = { 0 };
  guint64 n;

  g_array_set_clear_func (variants, clear_variant);
  if (!check_axes (scenario, error) || !check_policies (scenario, error)
      || !dials_init (&dials, scenario, error)
      || !count_combinations (scenario, &dials, n_policies, &n, error))
    return NULL;
  for (guint i = 0; i < n_policies; i++)
    for (guint64 j = 0; j < n; j++)
      if (!add_variant (variants, scenario, &dials, policies != NULL ? policies->pdata[i] : NULL, j,
                        error))
        return NULL;
  if (variants->len == 0)
    {
      tarn_lab_experiment_refuse (scenario, TARN_LAB_ERROR_AXES, "skip", error,
                                  "no variant is left");
      return NULL;
    }
  return g_steal_pointer (&variants);
}

TarnLabScenario *
tarn_lab_variant_make_scenario (const TarnLabVariant *self, TarnLabScenario *scenario,
                                GError **error)
{
  g_autoptr (TarnLabScenario) chosen
      = tarn_lab_scenario_choose (scenario, self->positions, scenario->axes->len, error);

  if (chosen == NULL || self->policy == NULL)
    return g_steal_pointer (&chosen);

  g_autoptr (TarnLabPolicy) policy = tarn_lab_scenario_find_policy (chosen, self->policy, error);
  return policy != NULL ? tarn_lab_scenario_set_policy (chosen, NULL, policy, error) : NULL;
}
