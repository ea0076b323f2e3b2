/* SPDX-License-Identifier: MIT */
#include "lab/experiment/head.h"

#include <string.h>
#include <tarn-lab/tarn-lab-error.h>
#include <tarn-lab/tarn-lab-policy.h>

#include "lab/measure/metrics.h"

#define FIRST_LINE "tarn-lab-outcome 1"

enum
{
  METRICS_MAX = 1000, /* which no version of the library has */
  SHOWN_MAX = 60,     /* characters of a line in an error */
  DIGEST_LENGTH = 64,
};

/* --- Life ------------------------------------------------------------------------------------- */

static TarnLabHead *
new_empty (void)
{
  TarnLabHead *self = g_new0 (TarnLabHead, 1);

  self->scenario = g_string_new (NULL);
  self->files = g_string_new (NULL);
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
  g_string_free (self->files, TRUE);
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

char *
tarn_lab_shorten_line (const char *line)
{
  return g_utf8_strlen (line, -1) <= SHOWN_MAX ? g_strdup (line)
                                               : g_utf8_substring (line, 0, SHOWN_MAX);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* Each reads what follows the first word of a line, and returns FALSE if it is wrong. */
typedef gboolean (*Read) (TarnLabHead *self, const char *rest);

static gboolean
read_number (const char *rest, guint64 min, guint64 max, guint *out_number)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (rest, 10, min, max, &number, NULL))
    return FALSE;
  *out_number = (guint) number;
  return TRUE;
}

static gboolean
read_library (TarnLabHead *self, const char *rest)
{
  self->library = g_strdup (rest);
  return *rest != '\0';
}

static gboolean
begins_with_digest (const char *text)
{
  return strspn (text, "0123456789abcdef") == DIGEST_LENGTH;
}

static gboolean
read_scenario (TarnLabHead *self, const char *rest)
{
  self->digest = g_strdup (rest);
  return begins_with_digest (rest) && rest[DIGEST_LENGTH] == '\0';
}

static gboolean
read_text (TarnLabHead *self, const char *rest)
{
  g_string_append_printf (self->scenario, "%s\n", rest);
  return TRUE;
}

static gboolean
read_file (TarnLabHead *self, const char *rest)
{
  if (!begins_with_digest (rest) || rest[DIGEST_LENGTH] != ' ')
    return FALSE;
  g_string_append_len (self->files, rest, DIGEST_LENGTH);
  return TRUE;
}

static gboolean
read_variant (TarnLabHead *self, const char *rest)
{
  if (self->labels->len == TARN_LAB_VARIANTS_MAX || *rest == '\0')
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
  g_autofree char *name = space != NULL ? g_strndup (rest, (gsize) (space - rest)) : NULL;

  if (name == NULL || *name == '\0' || space[1] == '\0' || self->metrics->len == METRICS_MAX
      || tarn_lab_head_find_metric (self, name) != G_MAXUINT)
    return FALSE;
  g_ptr_array_add (self->metrics, g_steal_pointer (&name));
  g_ptr_array_add (self->units, g_strdup (space + 1));
  return TRUE;
}

static gboolean
read_compare (TarnLabHead *self, const char *rest)
{
  guint metric = tarn_lab_head_find_metric (self, rest);

  for (guint i = 0; i < self->compared->len; i++)
    if (g_array_index (self->compared, guint, i) == metric)
      return FALSE;
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
  return read_number (rest, 1, TARN_LAB_REPLICATIONS_MAX, &self->n_replications)
         && (guint64) self->labels->len * self->n_replications <= TARN_LAB_CELLS_MAX;
}

static gboolean
read_baseline (TarnLabHead *self, const char *rest)
{
  return read_number (rest, 0, self->labels->len - 1, &self->baseline);
}

static gboolean
read_level (TarnLabHead *self, const char *rest)
{
  return read_number (rest, 500000, 999900, &self->level_ppm);
}

static gboolean
read_indifference (TarnLabHead *self, const char *rest)
{
  return read_number (rest, 1, 1000000, &self->indifference_ppm);
}

static gboolean
read_stop (TarnLabHead *self, const char *rest)
{
  return read_number (rest, 0, 1000000, &self->stop_ppm);
}

/* A line may be there so often. */
typedef enum
{
  ONCE,
  AT_MOST_ONCE,
  ONCE_OR_MORE,
  ANY,
} Often;

/* In their order. Lines with the same place may be mixed. */
static const struct
{
  const char *word;
  guint place;
  Often often;
  Read read;
  const char *allowed;
} lines_of_head[] = {
  { "library", 1, ONCE, read_library, "a version" },
  { "scenario", 2, ONCE, read_scenario, "a digest of 64 hexadecimal digits" },
  { "text", 3, ANY, read_text, NULL },
  { "file", 4, ANY, read_file, "a digest of 64 hexadecimal digits, and a path" },
  { "metric", 5, ONCE_OR_MORE, read_metric, "a name that was not there before, and a unit" },
  { "variant", 6, ONCE_OR_MORE, read_variant, "a label, for at most 10000 variants" },
  { "policy", 6, ANY, read_policy, "policies after their variant" },
  { "replications", 7, ONCE, read_replications, "1 to 100000, for at most 1000000 cells" },
  { "compare", 8, ONCE_OR_MORE, read_compare, "a metric of the outcome, once" },
  { "baseline", 9, ONCE, read_baseline, "the number of a variant" },
  { "level", 10, ONCE, read_level, "500000 to 999900" },
  { "best", 11, AT_MOST_ONCE, read_best, "a metric of the outcome" },
  { "indifference", 12, ONCE, read_indifference, "1 to 1000000" },
  { "stop", 13, ONCE, read_stop, "0 to 1000000" },
};

typedef struct
{
  guint place; /* of the line before */
  guint n[G_N_ELEMENTS (lines_of_head)];
} Progress;

/* Returns the row of a line, or -1 if it does not belong here. */
static gint
find_row (const char *line, gsize length, const Progress *progress)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines_of_head); i++)
    if (strlen (lines_of_head[i].word) == length
        && strncmp (line, lines_of_head[i].word, length) == 0)
      {
        gboolean is_repeated = progress->n[i] > 0 && lines_of_head[i].often <= AT_MOST_ONCE;

        return lines_of_head[i].place < progress->place || is_repeated ? -1 : (gint) i;
      }

  return -1;
}

static gboolean
check_all_there (const Progress *progress, guint place, guint number, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines_of_head); i++)
    {
      Often often = lines_of_head[i].often;

      if (lines_of_head[i].place >= place || progress->n[i] > 0 || often == ANY
          || often == AT_MOST_ONCE)
        continue;
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                   "line %u: the head lacks the line '%s' here", number, lines_of_head[i].word);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_line (TarnLabHead *self, const char *line, guint number, Progress *progress, GError **error)
{
  gsize length = strcspn (line, " ");
  const char *rest = line + length + (line[length] == ' ' ? 1 : 0);
  gint row = find_row (line, length, progress);
  g_autofree char *shown = tarn_lab_shorten_line (line);

  if (row < 0)
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                   "line %u: the line '%s' does not belong here", number, shown);
      return FALSE;
    }
  if (!check_all_there (progress, lines_of_head[row].place, number, error))
    return FALSE;
  progress->place = lines_of_head[row].place;
  progress->n[row]++;
  if (lines_of_head[row].read (self, rest))
    return TRUE;
  g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
               "line %u: the line '%s' is wrong; allowed: %s", number, shown,
               lines_of_head[row].allowed);
  return FALSE;
}

/* Each line may be as it was written, and one of them may lack. */
static gboolean
check_digest (const TarnLabHead *self, guint number, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) self->scenario->str, (gssize) self->scenario->len);
  g_checksum_update (checksum, (const guchar *) self->files->str, (gssize) self->files->len);
  if (g_str_equal (g_checksum_get_string (checksum), self->digest))
    return TRUE;
  g_set_error (
      error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
      "line %u: the lines 'text' and 'file' of the head are not all those of the line 'scenario'",
      number);
  return FALSE;
}

TarnLabHead *
tarn_lab_head_parse (char *const *lines, GError **error)
{
  g_autoptr (TarnLabHead) self = new_empty ();
  g_autoptr (GString) text = g_string_new (FIRST_LINE "\n");
  Progress progress = { 0 };
  guint i = 1;

  if (lines[0] == NULL || !g_str_equal (lines[0], FIRST_LINE))
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                   "line 1: this is no outcome of an experiment; allowed: %s", FIRST_LINE);
      return NULL;
    }
  for (; lines[i] != NULL && !g_str_equal (lines[i], TARN_LAB_LAST_LINE_OF_HEAD); i++)
    {
      if (!read_line (self, lines[i], i + 1, &progress, error))
        return NULL;
      g_string_append_printf (text, "%s\n", lines[i]);
    }
  if (lines[i] == NULL)
    {
      g_set_error (error, TARN_LAB_ERROR, TARN_LAB_ERROR_OUTCOME,
                   "line %u: the file ends before its first cell", i);
      return NULL;
    }
  if (!check_all_there (&progress, G_MAXUINT, i + 1, error) || !check_digest (self, i + 1, error))
    return NULL;
  g_string_append (text, TARN_LAB_LAST_LINE_OF_HEAD "\n");
  self->text = g_string_free (g_steal_pointer (&text), FALSE);
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

/* Only what the scenario has takes a place in each cell. */
static void
append_metrics (GString *text, const TarnLabScenario *scenario)
{
  const char *const *names = tarn_lab_list_metrics ();
  gboolean has_assets = scenario->assets->len > 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (tarn_lab_metric_has_subject (names[i], TARN_LAB_SUBJECT_ALL)
        || (has_assets && tarn_lab_metric_has_subject (names[i], TARN_LAB_SUBJECT_ALL_ASSETS)))
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

  g_string_append_printf (text, "library %d.%d.%d\n", TARN_MAJOR_VERSION, TARN_MINOR_VERSION,
                          TARN_MICRO_VERSION);
  append_scenario (text, experiment->scenario);
  append_metrics (text, experiment->scenario);
  for (guint i = 0; i < experiment->variants->len; i++)
    append_variant (text, tarn_lab_experiment_get (experiment, i));
  append_questions (text, experiment);
  g_string_append (text, TARN_LAB_LAST_LINE_OF_HEAD);

  g_auto (GStrv) lines = g_strsplit (text->str, "\n", -1);
  TarnLabHead *self = tarn_lab_head_parse (lines, NULL);
  g_assert (self != NULL);
  return self;
}
