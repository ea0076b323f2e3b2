/* SPDX-License-Identifier: MIT */
#include "lab/experiment/head.h"

#include <string.h>
#include <tarn-lab/tarn-lab-error.h>
#include <tarn-lab/tarn-lab-policy.h>

#include "lab/measure/metrics.h"

#define FIRST_LINE "tarn-lab-outcome 1"
#define LAST_LINE "cells"

/* --- Life ------------------------------------------------------------------------------------- */

static TarnLabHead *
new_empty (void)
{
  TarnLabHead *self = g_new0 (TarnLabHead, 1);

  self->scenario = g_string_new (NULL);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->policies = g_ptr_array_new_with_free_func (g_free);
  self->metrics = g_ptr_array_new_with_free_func (g_free);
  self->units = g_ptr_array_new_with_free_func (g_free);
  self->compared = g_array_new (FALSE, FALSE, sizeof (guint));
  self->best = G_MAXUINT;
  return self;
}

void
tarn_lab_head_free (TarnLabHead *self)
{
  g_free (self->text);
  g_free (self->library);
  g_free (self->digest);
  g_string_free (self->scenario, TRUE);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->policies);
  g_ptr_array_unref (self->metrics);
  g_ptr_array_unref (self->units);
  g_array_unref (self->compared);
  g_free (self);
}

guint
tarn_lab_head_find_metric (const TarnLabHead *self, const char *name)
{
  for (guint i = 0; i < self->metrics->len; i++)
    if (g_str_equal (self->metrics->pdata[i], name))
      return i;

  return G_MAXUINT;
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* Each reads what follows the first word of a line, and returns FALSE if it is wrong. */
typedef gboolean (*Read) (TarnLabHead *self, const char *rest);

static gboolean
read_number (const char *rest, guint64 max, guint *out_number)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (rest, 10, 0, max, &number, NULL))
    return FALSE;
  *out_number = (guint) number;
  return TRUE;
}

static gboolean
read_library (TarnLabHead *self, const char *rest)
{
  g_free (self->library);
  self->library = g_strdup (rest);
  return TRUE;
}

static gboolean
read_scenario (TarnLabHead *self, const char *rest)
{
  g_free (self->digest);
  self->digest = g_strdup (rest);
  return TRUE;
}

static gboolean
read_text (TarnLabHead *self, const char *rest)
{
  g_string_append_printf (self->scenario, "%s\n", rest);
  return TRUE;
}

static gboolean
read_variant (TarnLabHead *self, const char *rest)
{
  if (self->labels->len == TARN_LAB_VARIANTS_MAX)
    return FALSE;
  g_ptr_array_add (self->labels, g_strdup (rest));
  g_ptr_array_add (self->policies, g_strdup (""));
  return TRUE;
}

static gboolean
read_policy (TarnLabHead *self, const char *rest)
{
  char **last;

  if (self->policies->len == 0)
    return FALSE;
  last = (char **) &self->policies->pdata[self->policies->len - 1];
  g_autofree char *before = *last;
  *last = g_strconcat (before, *before != '\0' ? "\n" : "", rest, NULL);
  return TRUE;
}

static gboolean
read_metric (TarnLabHead *self, const char *rest)
{
  const char *space = strchr (rest, ' ');

  if (space == NULL)
    return FALSE;
  g_ptr_array_add (self->metrics, g_strndup (rest, (gsize) (space - rest)));
  g_ptr_array_add (self->units, g_strdup (space + 1));
  return TRUE;
}

static gboolean
read_compare (TarnLabHead *self, const char *rest)
{
  guint metric = tarn_lab_head_find_metric (self, rest);

  g_array_append_val (self->compared, metric);
  return metric != G_MAXUINT;
}

static gboolean
read_best (TarnLabHead *self, const char *rest)
{
  self->best = tarn_lab_head_find_metric (self, rest);
  return self->best != G_MAXUINT;
}

static gboolean
read_replications (TarnLabHead *self, const char *rest)
{
  return read_number (rest, TARN_LAB_REPLICATIONS_MAX, &self->n_replications);
}

static gboolean
read_baseline (TarnLabHead *self, const char *rest)
{
  return read_number (rest, TARN_LAB_VARIANTS_MAX, &self->baseline);
}

static gboolean
read_level (TarnLabHead *self, const char *rest)
{
  return read_number (rest, 999999, &self->level_ppm);
}

static gboolean
read_indifference (TarnLabHead *self, const char *rest)
{
  return read_number (rest, 1000000, &self->indifference_ppm);
}

static gboolean
read_stop (TarnLabHead *self, const char *rest)
{
  return read_number (rest, 1000000, &self->stop_ppm);
}

static gboolean
read_nothing (TarnLabHead *self, const char *rest)
{
  (void) self;
  (void) rest;
  return TRUE;
}

static const struct
{
  const char *word;
  Read read;
} lines_of_head[] = {
  { "library", read_library },
  { "scenario", read_scenario },
  { "text", read_text },
  { "file", read_nothing }, /* its digest is part of that of the scenario */
  { "metric", read_metric },
  { "variant", read_variant },
  { "policy", read_policy },
  { "replications", read_replications },
  { "compare", read_compare },
  { "baseline", read_baseline },
  { "level", read_level },
  { "best", read_best },
  { "indifference", read_indifference },
  { "stop", read_stop },
};

static gboolean
read_line (TarnLabHead *self, const char *line)
{
  gsize length = strcspn (line, " ");
  const char *rest = line + length + (line[length] == ' ' ? 1 : 0);

  for (guint i = 0; i < G_N_ELEMENTS (lines_of_head); i++)
    if (strlen (lines_of_head[i].word) == length
        && strncmp (line, lines_of_head[i].word, length) == 0)
      return lines_of_head[i].read (self, rest);

  return FALSE;
}

/* What the reports take for granted. */
static const char *
find_missing (const TarnLabHead *self)
{
  if (self->library == NULL || self->digest == NULL)
    return "the scenario";
  if (self->labels->len == 0 || self->baseline >= self->labels->len)
    return "a variant";
  if (self->metrics->len == 0 || self->compared->len == 0)
    return "a metric";
  if (self->n_replications == 0 || self->level_ppm == 0
      || (guint64) self->labels->len * self->n_replications > TARN_LAB_CELLS_MAX)
    return "a number that is in its range";
  return NULL;
}

TarnLabHead *
tarn_lab_head_parse (char *const *lines, guint *out_n_lines, GError **error)
{
  g_autoptr (TarnLabHead) self = new_empty ();
  g_autoptr (GString) text = g_string_new (NULL);
  const char *missing;
  guint i = 1;

  if (lines[0] == NULL || !g_str_equal (lines[0], FIRST_LINE))
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                   "line 1: this is no outcome of an experiment; allowed: %s", FIRST_LINE);
      return NULL;
    }
  g_string_append (text, FIRST_LINE "\n");
  for (; lines[i] != NULL && !g_str_equal (lines[i], LAST_LINE); i++)
    {
      if (!read_line (self, lines[i]))
        {
          g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                       "line %u: the line '%.60s' does not belong here", i + 1, lines[i]);
          return NULL;
        }
      g_string_append_printf (text, "%s\n", lines[i]);
    }
  missing = lines[i] == NULL ? "the line " LAST_LINE : find_missing (self);
  if (missing != NULL)
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME, "the head lacks %s", missing);
      return NULL;
    }
  g_string_append (text, LAST_LINE "\n");
  self->text = g_string_free (g_steal_pointer (&text), FALSE);
  *out_n_lines = i + 1;
  return g_steal_pointer (&self);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static void
append_scenario (GString *text, TarnLabScenario *scenario)
{
  g_auto (GStrv) lines = g_strsplit (scenario->text, "\n", -1);

  g_string_append_printf (text, "scenario %s\n", scenario->digest);
  for (guint i = 0; lines[i] != NULL && (*lines[i] != '\0' || lines[i + 1] != NULL); i++)
    g_string_append_printf (text, "text%s%s\n", *lines[i] != '\0' ? " " : "", lines[i]);
  for (guint i = 0; i < scenario->files->len; i++)
    {
      const TarnLabFile *file = &g_array_index (scenario->files, TarnLabFile, i);

      g_string_append_printf (text, "file %s %s\n", file->sha256, file->path);
    }
}

static void
append_metrics (GString *text)
{
  const char *const *names = tarn_lab_list_metrics ();

  for (guint i = 0; names[i] != NULL; i++)
    if (tarn_lab_metric_has_subject (names[i], TARN_LAB_SUBJECT_ALL))
      g_string_append_printf (text, "metric %s %s\n", names[i],
                              tarn_lab_metric_get_unit (names[i]));
}

static void
append_variant (GString *text, const TarnLabVariant *variant)
{
  const TarnLabScenario *scenario = variant->scenario;

  g_string_append_printf (text, "variant %s\n", variant->label);
  for (guint i = 0; i < scenario->policies->len; i++)
    {
      const char *group = tarn_lab_scenario_get_policy (scenario, i)->name;
      g_autoptr (TarnLabPolicy) policy = tarn_lab_scenario_make_policy (scenario, i);
      g_autofree char *name = tarn_lab_policy_dup_name (policy);
      g_autofree char *settings = tarn_lab_policy_dup_text (policy);

      g_string_append_printf (text, "policy [policy%s%s] %s %u %s\n", *group != '\0' ? " " : "",
                              group, name, tarn_lab_policy_get_version (policy), settings);
    }
}

static void
append_questions (GString *text, const TarnLabExperiment *experiment)
{
  const TarnLabExperimentSettings *settings = tarn_lab_experiment_get_settings (experiment);

  g_string_append_printf (text, "replications %u\n", settings->n_replications);
  for (guint i = 0; i < experiment->metrics->len; i++)
    g_string_append_printf (text, "compare %s\n", (const char *) experiment->metrics->pdata[i]);
  g_string_append_printf (text, "baseline %u\nlevel %u\n", experiment->baseline,
                          settings->level_ppm);
  if (experiment->best != NULL)
    g_string_append_printf (text, "best %s\n", experiment->best);
  g_string_append_printf (text, "indifference %u\nstop %u\n", settings->indifference_ppm,
                          settings->stop_ppm);
}

/* The head is read back from its own lines, so that one that comes from a file is the same. */
TarnLabHead *
tarn_lab_head_new (const TarnLabExperiment *experiment)
{
  g_autoptr (GString) text = g_string_new (FIRST_LINE "\n");
  guint n_lines;

  g_string_append_printf (text, "library %d.%d.%d\n", TARN_MAJOR_VERSION, TARN_MINOR_VERSION,
                          TARN_MICRO_VERSION);
  append_scenario (text, experiment->scenario);
  append_metrics (text);
  for (guint i = 0; i < experiment->variants->len; i++)
    append_variant (text, tarn_lab_experiment_get (experiment, i));
  append_questions (text, experiment);
  g_string_append (text, LAST_LINE);

  g_auto (GStrv) lines = g_strsplit (text->str, "\n", -1);
  TarnLabHead *self = tarn_lab_head_parse (lines, &n_lines, NULL);
  g_assert (self != NULL);
  return self;
}
