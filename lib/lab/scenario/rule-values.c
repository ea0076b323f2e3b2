/* SPDX-License-Identifier: MIT */
/* The values of the parts of policies: the name of a rule, and then its parameters, as the rule describes them. */
#include "lab/scenario/rule-values.h"

#include "lab/scenario/calendar-values.h"
#include "lab/scenario/kinds.h"
#include "lab/scenario/values.h"

static const TarnLabParameter no_parameters[] = { { .kind = TARN_LAB_PARAMETER_NONE } };

static const TarnLabParameter *
get_parameters (const TarnLabRule *rule)
{
  return rule->parameters != NULL ? rule->parameters : no_parameters;
}

/* Each part has a member of its own. */
static TarnLabPart
get_part (const TarnLabKey *key)
{
  gsize first = G_STRUCT_OFFSET (TarnLabPolicySettings, composition.parts);

  return (TarnLabPart) ((key->offset - first) / sizeof (TarnLabRuleSettings));
}

/* Values without names stand behind the name of the rule. */
static gboolean
is_positional (const TarnLabParameter *parameter)
{
  return parameter->kind != TARN_LAB_PARAMETER_NONE && parameter->kind != TARN_LAB_PARAMETER_WORD
         && parameter->name == NULL;
}

/* --- Forms -------------------------------------------------------------------------------------- */

void
tarn_lab_parameter_append_form (const TarnLabParameter *parameter, GString *text)
{
  static const char *const values[] = {
    [TARN_LAB_PARAMETER_DURATION] = "DURATION", [TARN_LAB_PARAMETER_SIZE] = "SIZE",
    [TARN_LAB_PARAMETER_NUMBER] = "NUMBER",     [TARN_LAB_PARAMETER_PERCENT] = "PERCENT",
    [TARN_LAB_PARAMETER_CALENDAR] = "NUMBERS",  [TARN_LAB_PARAMETER_FILE] = "PATH",
    [TARN_LAB_PARAMETER_TIME_OF_DAY] = "HH:MM",
  };

  if (parameter->kind == TARN_LAB_PARAMETER_WORD)
    {
      g_autofree char *words = g_strjoinv (" | , ", (char **) parameter->words);

      g_string_append (text, words);
      return;
    }
  if (parameter->name != NULL)
    g_string_append (text, parameter->name);
  if (parameter->kind == TARN_LAB_PARAMETER_FLAG)
    return;
  if (parameter->name != NULL)
    g_string_append_c (text, ' ');
  g_string_append (text, values[parameter->kind]);
}

static gboolean
is_other_alternative (const TarnLabParameter *a, const TarnLabParameter *b)
{
  return a != b && a->alternative != 0 && a->alternative == b->alternative;
}

void
tarn_lab_rule_append_form (const TarnLabRule *rule, GString *text)
{
  const TarnLabParameter *parameter = get_parameters (rule);

  g_string_append (text, rule->name);
  while (parameter->kind != TARN_LAB_PARAMETER_NONE)
    {
      gboolean must_be_there = parameter->fallback == TARN_LAB_MUST_BE_THERE;
      gboolean is_first = parameter == get_parameters (rule);
      const char *comma = must_be_there && is_first ? "" : ", ";

      g_string_append (text, !must_be_there                          ? "[, "
                             : is_first || is_positional (parameter) ? " "
                                                                     : ", ");
      tarn_lab_parameter_append_form (parameter++, text);
      for (; is_other_alternative (parameter, parameter - 1); parameter++)
        {
          g_string_append_printf (text, " | %s", comma);
          tarn_lab_parameter_append_form (parameter, text);
        }
      if (!must_be_there)
        g_string_append_c (text, ']');
    }
}

void
tarn_lab_rules_append_names (TarnLabPart part, const char *between, const char *last, GString *text)
{
  const TarnLabRule *const *rules = tarn_lab_part_get_rules (part);

  for (guint i = 0; rules[i] != NULL; i++)
    g_string_append_printf (text, "%s%s",
                            i == 0                 ? ""
                            : rules[i + 1] != NULL ? between
                                                   : last,
                            rules[i]->name);
}

void
tarn_lab_key_append_rules (const TarnLabKey *key, GString *text)
{
  if (key->kind == &tarn_lab_kind_rule)
    tarn_lab_rules_append_names (get_part (key), " | ", " | ", text);
  else
    {
      g_autofree char *names = g_strjoinv (" | ", (char **) tarn_lab_presets_get_names ());

      g_string_append (text, names);
    }
}

/* --- Reading ------------------------------------------------------------------------------------ */

typedef struct
{
  TarnLabReading *reading;
  TarnLabRuleSettings *settings;
  const TarnLabParameter *parameters;
  guint given; /* 1 << index of each parameter that was read */
} RuleReading;

static gboolean
read_value (RuleReading *rule, const TarnLabParameter *parameter, guint64 *out_value)
{
  TarnLabReading *reading = rule->reading;

  switch (parameter->kind)
    {
    case TARN_LAB_PARAMETER_DURATION:
      return tarn_lab_reading_take_quantity (reading, &tarn_lab_durations, parameter->min,
                                             parameter->max, out_value);
    case TARN_LAB_PARAMETER_SIZE:
      return tarn_lab_reading_take_quantity (reading, &tarn_lab_sizes, parameter->min,
                                             parameter->max, out_value);
    case TARN_LAB_PARAMETER_NUMBER:
      return tarn_lab_reading_take_number (reading, parameter->min, parameter->max, out_value);
    case TARN_LAB_PARAMETER_PERCENT:
      return tarn_lab_reading_take_number (reading, parameter->min, parameter->max, out_value)
             && tarn_lab_reading_expect (reading, "%");
    case TARN_LAB_PARAMETER_FLAG:
      *out_value = 1;
      return TRUE;
    case TARN_LAB_PARAMETER_CALENDAR:
      return tarn_lab_calendar_read (reading, (guint) parameter->min, (guint) parameter->max,
                                     out_value);
    case TARN_LAB_PARAMETER_FILE:
      rule->settings->path = tarn_lab_reading_take_path (reading);
      *out_value = 1;
      return rule->settings->path != NULL;
    case TARN_LAB_PARAMETER_TIME_OF_DAY:
      return tarn_lab_time_of_day_read (reading, out_value);
    case TARN_LAB_PARAMETER_WORD:
    case TARN_LAB_PARAMETER_NONE:
      break;
    }

  g_assert_not_reached ();
}

static gboolean
read_parameter (RuleReading *rule, guint index)
{
  guint64 value;

  if (!read_value (rule, &rule->parameters[index], &value))
    return FALSE;

  rule->settings->values[index] = (gint64) value;
  rule->given |= 1u << index;
  return TRUE;
}

/* Returns whether the parameter may still be given. */
static gboolean
is_open (const RuleReading *rule, guint index)
{
  const TarnLabParameter *parameter = &rule->parameters[index];

  if (rule->given & 1u << index)
    return FALSE;
  for (guint i = 0; rule->parameters[i].kind != TARN_LAB_PARAMETER_NONE; i++)
    if ((rule->given & 1u << i) && is_other_alternative (parameter, &rule->parameters[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_open (const RuleReading *rule)
{
  for (guint i = 0; rule->parameters[i].kind != TARN_LAB_PARAMETER_NONE; i++)
    if (is_open (rule, i))
      return TRUE;

  return FALSE;
}

/* Reads the next word if it is one of the parameter. */
static gboolean
skip_word (RuleReading *rule, guint index)
{
  const TarnLabParameter *parameter = &rule->parameters[index];

  for (guint i = 0; parameter->words[i] != NULL; i++)
    if (tarn_lab_reading_skip (rule->reading, parameter->words[i]))
      {
        rule->settings->values[index] = i;
        rule->given |= 1u << index;
        return TRUE;
      }

  return FALSE;
}

/* Says which words could stand where the next one does. */
static gboolean
refuse_open (const RuleReading *rule)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; rule->parameters[i].kind != TARN_LAB_PARAMETER_NONE; i++)
    if (is_open (rule, i) && rule->parameters[i].name != NULL)
      g_ptr_array_add (names, (gpointer) rule->parameters[i].name);
    else if (is_open (rule, i))
      for (const char *const *word = rule->parameters[i].words; *word != NULL; word++)
        g_ptr_array_add (names, (gpointer) *word);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s",
                            i == 0               ? ""
                            : i + 1 < names->len ? ", "
                                                 : " or ",
                            (const char *) g_ptr_array_index (names, i));
  return tarn_lab_reading_refuse_word (rule->reading, text->str);
}

static gboolean
read_open (RuleReading *rule)
{
  for (guint i = 0; rule->parameters[i].kind != TARN_LAB_PARAMETER_NONE; i++)
    {
      const TarnLabParameter *parameter = &rule->parameters[i];

      if (!is_open (rule, i))
        continue;
      if (parameter->kind == TARN_LAB_PARAMETER_WORD && skip_word (rule, i))
        return TRUE;
      if (parameter->name != NULL && tarn_lab_reading_skip (rule->reading, parameter->name))
        return read_parameter (rule, i);
    }

  return refuse_open (rule);
}

/* Returns whether the parameter was given, or another that can stand in its place. */
static gboolean
has_it (const RuleReading *rule, guint index)
{
  return rule->parameters[index].fallback != TARN_LAB_MUST_BE_THERE || !is_open (rule, index);
}

static gboolean
check_all (const RuleReading *rule)
{
  for (guint i = 0; rule->parameters[i].kind != TARN_LAB_PARAMETER_NONE; i++)
    if (!has_it (rule, i))
      {
        g_autoptr (GString) form = g_string_new ("', ");

        tarn_lab_parameter_append_form (&rule->parameters[i], form);
        g_string_append_c (form, '\'');
        return tarn_lab_reading_refuse_word (rule->reading, form->str);
      }

  return TRUE;
}

/* A value that must be there comes first, without a comma. The rest may stand in any order. */
static gboolean
read_parameters (RuleReading *rule)
{
  const TarnLabParameter *first = rule->parameters;

  for (guint i = 0; is_positional (&first[i]); i++)
    if (!read_parameter (rule, i))
      return FALSE;
  if (first->name != NULL && first->fallback == TARN_LAB_MUST_BE_THERE && !read_open (rule))
    return FALSE;
  while (has_open (rule) && tarn_lab_reading_skip (rule->reading, ","))
    if (!read_open (rule))
      return FALSE;

  return check_all (rule);
}

static gboolean
parse_rule (TarnLabReading *reading, gpointer member)
{
  TarnLabPart part = get_part (reading->key);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const TarnLabRule *const *rule = tarn_lab_part_get_rules (part); *rule != NULL; rule++)
    if (tarn_lab_reading_skip (reading, (*rule)->name))
      {
        RuleReading reading_of_rule = { reading, member, get_parameters (*rule), 0 };

        tarn_lab_rule_settings_init (member, *rule);
        tarn_lab_rule_append_form (*rule, text);
        tarn_lab_reading_set_allowed (reading, text->str);
        return read_parameters (&reading_of_rule);
      }

  if (part == TARN_LAB_PART_TRIGGER && tarn_lab_reading_skip (reading, "on_query"))
    return tarn_lab_reading_refuse (reading, "'on_query' needs queries, and a scenario has none");
  tarn_lab_rules_append_names (part, ", ", " or ", text);
  return tarn_lab_reading_refuse_word (reading, text->str);
}

/* --- Writing ------------------------------------------------------------------------------------ */

/* A value that lacks is not written, and neither is one in whose place an alternative stands. */
static gboolean
is_written (const TarnLabRuleSettings *settings, guint index)
{
  const TarnLabParameter *parameters = get_parameters (settings->rule);
  gint64 value = settings->values[index];

  if (value < 0 || (parameters[index].kind == TARN_LAB_PARAMETER_FLAG && value == 0))
    return FALSE;
  for (guint i = 0; parameters[i].kind != TARN_LAB_PARAMETER_NONE; i++)
    if (is_other_alternative (&parameters[index], &parameters[i])
        && settings->values[i] != parameters[i].fallback)
      return FALSE;
  return TRUE;
}

static void
append_value (const TarnLabParameter *parameter, guint64 value, const char *path, GString *text)
{
  if (parameter->name != NULL)
    g_string_append (text, parameter->name);
  if (parameter->name != NULL && parameter->kind != TARN_LAB_PARAMETER_FLAG)
    g_string_append_c (text, ' ');

  switch (parameter->kind)
    {
    case TARN_LAB_PARAMETER_DURATION:
      tarn_lab_append_quantity (text, value, &tarn_lab_durations);
      break;
    case TARN_LAB_PARAMETER_SIZE:
      tarn_lab_append_quantity (text, value, &tarn_lab_sizes);
      break;
    case TARN_LAB_PARAMETER_WORD:
      g_string_append (text, parameter->words[value]);
      break;
    case TARN_LAB_PARAMETER_CALENDAR:
      tarn_lab_calendar_append (value, (guint) parameter->min, (guint) parameter->max, text);
      break;
    case TARN_LAB_PARAMETER_TIME_OF_DAY:
      tarn_lab_time_of_day_append (value, text);
      break;
    case TARN_LAB_PARAMETER_NUMBER:
      g_string_append_printf (text, "%" G_GUINT64_FORMAT, value);
      break;
    case TARN_LAB_PARAMETER_PERCENT:
      g_string_append_printf (text, "%" G_GUINT64_FORMAT " %%", value);
      break;
    case TARN_LAB_PARAMETER_FILE:
      tarn_lab_append_quoted (text, path);
      break;
    case TARN_LAB_PARAMETER_FLAG:
    case TARN_LAB_PARAMETER_NONE:
      break;
    }
}

static void
write_rule (const TarnLabKey *key G_GNUC_UNUSED, gconstpointer member, GString *text)
{
  const TarnLabRuleSettings *settings = member;
  const TarnLabParameter *parameters = get_parameters (settings->rule);
  const char *before = parameters[0].fallback == TARN_LAB_MUST_BE_THERE ? " " : ", ";

  g_string_append (text, settings->rule->name);
  for (guint i = 0; parameters[i].kind != TARN_LAB_PARAMETER_NONE; i++)
    if (is_written (settings, i))
      {
        g_string_append (text, before);
        append_value (&parameters[i], (guint64) settings->values[i], settings->path, text);
        before = is_positional (&parameters[i + 1]) ? " " : ", ";
      }
}

void
tarn_lab_parameter_append_fallback (const TarnLabParameter *parameter, GString *text)
{
  if (parameter->fallback == TARN_LAB_MUST_BE_THERE)
    g_string_append (text, "must be there");
  else if (parameter->fallback == TARN_LAB_LACKS || parameter->kind == TARN_LAB_PARAMETER_FLAG)
    g_string_append (text, "none");
  else
    append_value (parameter, (guint64) parameter->fallback, NULL, text);
}

/* Durations and sizes go up to what any of them may be, unless the parameter says less. */
static void
append_range (const TarnLabParameter *parameter, const TarnLabUnits *units, GString *text)
{
  tarn_lab_append_quantity (text, parameter->min, units);
  g_string_append (text, " to ");
  tarn_lab_append_quantity (text, parameter->max, units);
}

void
tarn_lab_parameter_append_allowed (const TarnLabParameter *parameter, GString *text)
{
  const char *unit = parameter->kind == TARN_LAB_PARAMETER_PERCENT ? " %" : "";
  g_autofree char *words = NULL;

  switch (parameter->kind)
    {
    case TARN_LAB_PARAMETER_DURATION:
      append_range (parameter, &tarn_lab_durations, text);
      break;
    case TARN_LAB_PARAMETER_SIZE:
      append_range (parameter, &tarn_lab_sizes, text);
      break;
    case TARN_LAB_PARAMETER_WORD:
      words = g_strjoinv (" | ", (char **) parameter->words);
      g_string_append (text, words);
      break;
    case TARN_LAB_PARAMETER_FLAG:
      g_string_append (text, parameter->name);
      break;
    case TARN_LAB_PARAMETER_FILE:
      g_string_append (text, "a path");
      break;
    case TARN_LAB_PARAMETER_TIME_OF_DAY:
      g_string_append (text, "00:00 to 23:59");
      break;
    case TARN_LAB_PARAMETER_NUMBER:
    case TARN_LAB_PARAMETER_PERCENT:
    case TARN_LAB_PARAMETER_CALENDAR:
    case TARN_LAB_PARAMETER_NONE:
      g_string_append_printf (text, "%" G_GUINT64_FORMAT "%s to %" G_GUINT64_FORMAT "%s",
                              parameter->min, unit, parameter->max, unit);
      break;
    }
}

static void
clear_rule (gpointer member)
{
  TarnLabRuleSettings *settings = member;

  g_clear_pointer (&settings->path, g_free);
  g_clear_pointer (&settings->starts, g_array_unref);
}

const TarnLabKind tarn_lab_kind_rule = { parse_rule, write_rule, clear_rule, 0, NULL };

/* --- Presets ------------------------------------------------------------------------------------ */

static gboolean
parse_preset (TarnLabReading *reading, gpointer member)
{
  guint index;

  if (!tarn_lab_reading_take_choice (reading, tarn_lab_presets_get_names (), &index))
    return FALSE;
  *(const TarnLabPreset **) member = &tarn_lab_presets[index];
  return TRUE;
}

static void
write_preset (const TarnLabKey *key G_GNUC_UNUSED, gconstpointer member, GString *text)
{
  g_string_append (text, (*(const TarnLabPreset *const *) member)->name);
}

const TarnLabKind tarn_lab_kind_preset = { parse_preset, write_preset, NULL, 0, NULL };

const char *
tarn_lab_preset_get_value (const TarnLabPreset *preset, const TarnLabKey *key)
{
  const char *value
      = preset != NULL && key->kind == &tarn_lab_kind_rule ? preset->parts[get_part (key)] : NULL;

  return value != NULL ? value : key->fallback;
}
