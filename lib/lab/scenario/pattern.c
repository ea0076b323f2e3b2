/* SPDX-License-Identifier: MIT */
#include "lab/scenario/pattern.h"

#include <string.h>

static const char braces[] = "values in braces, parted by ;, such as {15 min; 1 h}";

/* --- Reading ---------------------------------------------------------------------------------- */

/* Moves over a letter, or over all of a quoted text. */
static const char *
skip_letter (const char *text)
{
  if (*text != '"')
    return text + 1;
  for (text++; *text != '"' && *text != '\0'; text++)
    if (*text == '\\' && text[1] != '\0')
      text++;
  return *text == '"' ? text + 1 : text;
}

/* Returns the first of @marks that stands outside of quotes, or the end. */
static const char *
find_mark (const char *text, const char *marks)
{
  while (*text != '\0' && strchr (marks, *text) == NULL)
    text = skip_letter (text);
  return text;
}

gboolean
tarn_lab_pattern_is_needed (const char *text)
{
  return *find_mark (text, "{}") != '\0';
}

static gboolean
refuse (const TarnLabPlace *place, const char *wrong, GError **error)
{
  return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, braces, "%s", wrong);
}

/* Reads the values of an axis; @text is behind its first brace. Returns what follows the axis, or NULL. */
static const char *
read_axis (const char *text, GPtrArray *values, const TarnLabPlace *place, GError **error)
{
  gboolean is_open = TRUE;

  while (is_open)
    {
      const char *end = find_mark (text, "{};");

      if (*end == '\0' || *end == '{')
        {
          refuse (place,
                  *end == '{' ? "an axis is inside of an axis" : "an axis has no } at its end",
                  error);
          return NULL;
        }
      g_ptr_array_add (values, g_strstrip (g_strndup (text, (gsize) (end - text))));
      if (*(char *) g_ptr_array_index (values, values->len - 1) == '\0')
        {
          refuse (place, "an axis has an empty value", error);
          return NULL;
        }
      is_open = *end == ';';
      text = end + 1;
    }

  if (values->len == 1)
    {
      refuse (place, "an axis has only one value", error);
      return NULL;
    }
  if (values->len > TARN_LAB_AXIS_VALUES_MAX)
    {
      tarn_lab_refuse (error, TARN_LAB_ERROR_TOO_LARGE, place, "at most 10000 values",
                       "an axis has %u values", values->len);
      return NULL;
    }
  return text;
}

static TarnLabPattern *
pattern_new (void)
{
  TarnLabPattern *self = g_new (TarnLabPattern, 1);

  self->literals = g_ptr_array_new_with_free_func (g_free);
  self->axes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

TarnLabPattern *
tarn_lab_pattern_new (const char *text, const TarnLabPlace *place, GError **error)
{
  g_autoptr (TarnLabPattern) self = pattern_new ();

  while (TRUE)
    {
      const char *mark = find_mark (text, "{}");

      g_ptr_array_add (self->literals, g_strndup (text, (gsize) (mark - text)));
      if (*mark == '\0')
        return g_steal_pointer (&self);
      if (*mark == '}')
        {
          refuse (place, "a } ends no axis", error);
          return NULL;
        }

      GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->axes, values);
      text = read_axis (mark + 1, values, place, error);
      if (text == NULL)
        return NULL;
    }
}

void
tarn_lab_pattern_free (TarnLabPattern *self)
{
  g_ptr_array_unref (self->literals);
  g_ptr_array_unref (self->axes);
  g_free (self);
}

char *
tarn_lab_pattern_choose (const TarnLabPattern *self, const guint *positions)
{
  g_autoptr (GString) text = g_string_new (g_ptr_array_index (self->literals, 0));

  for (guint i = 0; i < self->axes->len; i++)
    {
      const GPtrArray *values = g_ptr_array_index (self->axes, i);

      g_string_append (text, g_ptr_array_index (values, positions != NULL ? positions[i] : 0));
      g_string_append (text, g_ptr_array_index (self->literals, i + 1));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Words of a canonical value ----------------------------------------------------------------- */

/* The words of a value in its one way to be written. A number and its unit are one word. */
typedef struct
{
  char *text;
  GArray
      *ends; /* gsize; each word begins behind the end of the word before it, and behind a space */
} Words;

static gboolean
is_quantity (const char *number, const char *end)
{
  static const char *const units[]
      = { "us", "ms", "s", "min", "h", "d", "w", "%", "USD", "B", "kB", "KiB", NULL };
  gsize length = strspn (number, "0123456789.");
  g_autofree char *unit = NULL;

  if (length == 0 || number + length != end || *end != ' ')
    return FALSE;
  unit = g_strndup (end + 1, strcspn (end + 1, " ,;"));
  if (g_strv_contains (units, unit))
    return TRUE;
  length = strlen (unit);
  length -= g_str_has_suffix (unit, "/s") ? 2 : 0;
  return length >= 1 && length <= 3 && unit[length - 1] == 'B';
}

static gsize
begin_of (const Words *words, guint index)
{
  gsize begin = index > 0 ? g_array_index (words->ends, gsize, index - 1) : 0;

  return begin + (words->text[begin] == ' ' ? 1 : 0);
}

static Words
words_new (char *text)
{
  Words words = { text, g_array_new (FALSE, FALSE, sizeof (gsize)) };
  const char *at = text;

  while (*at != '\0')
    {
      const char *begin = at + (*at == ' ' ? 1 : 0);
      const char *end = *begin == ',' || *begin == ';' ? begin + 1 : find_mark (begin, " ,;");
      gsize offset;

      if (is_quantity (begin, end))
        end = find_mark (end + 1, " ,;");
      offset = (gsize) (end - text);
      g_array_append_val (words.ends, offset);
      at = end;
    }

  return words;
}

static void
clear_words (gpointer data)
{
  Words *words = data;

  g_free (words->text);
  g_array_unref (words->ends);
}

static gboolean
are_equal (const Words *a, guint i, const Words *b, guint j)
{
  gsize length = g_array_index (a->ends, gsize, i) - begin_of (a, i);

  return length == g_array_index (b->ends, gsize, j) - begin_of (b, j)
         && memcmp (a->text + begin_of (a, i), b->text + begin_of (b, j), length) == 0;
}

static gboolean
is_separator (const Words *words, guint index)
{
  char letter = words->text[begin_of (words, index)];

  return letter == ',' || letter == ';';
}

/* --- What differs ----------------------------------------------------------------------------- */

/* This is what an axis changes: all but the first @n_before and the last @n_behind words of a value. */
typedef struct
{
  guint axis;
  guint n_before;
  guint n_behind;
  GArray *values; /* Words; the whole value for each value of the axis */
} Difference;

static void
clear_difference (gpointer data)
{
  Difference *difference = data;

  g_array_unref (difference->values);
}

static const Words *
get_words (const Difference *difference, guint index)
{
  return &g_array_index (difference->values, Words, index);
}

static void
find_before (Difference *difference)
{
  const Words *first = get_words (difference, 0);

  difference->n_before = first->ends->len;
  for (guint i = 1; i < difference->values->len; i++)
    {
      const Words *other = get_words (difference, i);
      guint n = 0;

      while (n < MIN (difference->n_before, other->ends->len) && are_equal (first, n, other, n))
        n++;
      difference->n_before = n;
    }
}

/* Finds the most words at the end that leave those before alone. */
static void
find_behind (Difference *difference)
{
  const Words *first = get_words (difference, 0);

  difference->n_behind = first->ends->len - difference->n_before;
  for (guint i = 1; i < difference->values->len; i++)
    {
      const Words *other = get_words (difference, i);
      guint max = MIN (difference->n_behind, other->ends->len - difference->n_before), n = 0;

      while (n < max
             && are_equal (first, first->ends->len - 1 - n, other, other->ends->len - 1 - n))
        n++;
      difference->n_behind = n;
    }
}

/* No value of an axis may be empty or begin with a comma or a semicolon. */
static gboolean
has_good_begin (const Difference *difference)
{
  for (guint i = 0; i < difference->values->len; i++)
    {
      const Words *words = get_words (difference, i);

      if (difference->n_before + difference->n_behind == words->ends->len
          || is_separator (words, difference->n_before))
        return FALSE;
    }

  return TRUE;
}

/* At the begin of the whole value every begin is good, because no value begins with a comma. */
static void
find_bounds (Difference *difference)
{
  find_before (difference);
  find_behind (difference);
  while (difference->n_before > 0 && !has_good_begin (difference))
    {
      difference->n_before--;
      find_behind (difference);
    }
  if (!has_good_begin (difference))
    difference->n_behind = 0;
}

/* Returns the words that one value of the axis has there. */
static char *
cut (const Difference *difference, guint index)
{
  const Words *words = get_words (difference, index);
  gsize begin = begin_of (words, difference->n_before);
  guint last = words->ends->len - difference->n_behind - 1;

  return g_strndup (words->text + begin, g_array_index (words->ends, gsize, last) - begin);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* All values must differ, and none may have a semicolon, which would part it. */
static gboolean
check_values (const Difference *difference, const TarnLabPlace *place, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < difference->values->len; i++)
    g_ptr_array_add (sorted, get_words (difference, i)->text);
  g_ptr_array_sort (sorted, compare_texts);
  for (guint i = 1; i < sorted->len; i++)
    if (g_str_equal (sorted->pdata[i - 1], sorted->pdata[i]))
      {
        g_autofree char *shown = tarn_lab_show (sorted->pdata[i]);

        return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, "values that differ",
                                "an axis makes the value '%s' twice", shown);
      }
  return TRUE;
}

static gboolean
check_cuts (char *const *cuts, const TarnLabPlace *place, GError **error)
{
  for (guint i = 0; cuts[i] != NULL; i++)
    if (*find_mark (cuts[i], ";") != '\0')
      return tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place,
                              "an axis that changes one of the parts between ;",
                              "an axis changes several parts of the value");

  return TRUE;
}

/* --- The canonical form ------------------------------------------------------------------------- */

static gboolean
find_difference (const TarnLabPattern *self, guint axis, const TarnLabPlace *place,
                 TarnLabCanonize canonize, gconstpointer data, Difference *difference,
                 GError **error)
{
  const GPtrArray *values = g_ptr_array_index (self->axes, axis);
  g_autofree guint *positions = g_new0 (guint, self->axes->len);

  difference->axis = axis;
  difference->values = g_array_new (FALSE, FALSE, sizeof (Words));
  g_array_set_clear_func (difference->values, clear_words);
  for (guint i = 0; i < values->len; i++)
    {
      positions[axis] = i;
      g_autofree char *text = tarn_lab_pattern_choose (self, positions);
      char *canonical = canonize (data, text, error);

      if (canonical == NULL)
        return FALSE;
      Words words = words_new (canonical);
      g_array_append_val (difference->values, words);
    }

  if (!check_values (difference, place, error))
    return FALSE;
  find_bounds (difference);
  return TRUE;
}

static gint
compare_differences (gconstpointer a, gconstpointer b)
{
  const Difference *first = a, *second = b;

  return (first->n_before > second->n_before) - (first->n_before < second->n_before);
}

static gboolean
are_apart (const GArray *differences)
{
  for (guint i = 1; i < differences->len; i++)
    {
      const Difference *before = &g_array_index (differences, Difference, i - 1);
      const Difference *after = &g_array_index (differences, Difference, i);

      if (get_words (before, 0)->ends->len - before->n_behind > after->n_before)
        return FALSE;
    }

  return TRUE;
}

static void
clear_axis (gpointer data)
{
  TarnLabPatternAxis *axis = data;

  g_strfreev (axis->values);
}

/* Writes the first value of each axis, with all values of an axis in braces where it differs. */
static char *
write_differences (const GArray *differences, const TarnLabPlace *place, GArray *axes,
                   GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const Words *base = get_words (&g_array_index (differences, Difference, 0), 0);
  gsize done = 0;

  for (guint i = 0; i < differences->len; i++)
    {
      const Difference *difference = &g_array_index (differences, Difference, i);
      gsize begin = begin_of (base, difference->n_before);
      guint n_values = difference->values->len;
      TarnLabPatternAxis axis = { difference->axis, g_new0 (char *, n_values + 1) };

      g_array_append_val (axes, axis);
      for (guint j = 0; j < n_values; j++)
        axis.values[j] = cut (difference, j);
      if (!check_cuts (axis.values, place, error))
        return NULL;

      g_autofree char *joined = g_strjoinv ("; ", axis.values);
      g_string_append_len (text, base->text + done, (gssize) (begin - done));
      g_string_append_printf (text, "{%s}", joined);
      done = g_array_index (base->ends, gsize, base->ends->len - difference->n_behind - 1);
    }

  g_string_append (text, base->text + done);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
tarn_lab_pattern_canonize (const TarnLabPattern *self, const TarnLabPlace *place,
                           TarnLabCanonize canonize, gconstpointer data, GArray **out_axes,
                           GError **error)
{
  g_autoptr (GArray) differences = g_array_new (FALSE, TRUE, sizeof (Difference));

  *out_axes = g_array_new (FALSE, FALSE, sizeof (TarnLabPatternAxis));
  g_array_set_clear_func (*out_axes, clear_axis);
  g_array_set_clear_func (differences, clear_difference);
  for (guint i = 0; i < self->axes->len; i++)
    {
      g_array_set_size (differences, i + 1);
      if (!find_difference (self, i, place, canonize, data,
                            &g_array_index (differences, Difference, i), error))
        return NULL;
    }

  g_array_sort (differences, compare_differences);
  if (are_apart (differences))
    return write_differences (differences, place, *out_axes, error);

  tarn_lab_refuse (error, TARN_LAB_ERROR_SCENARIO, place, "axes that change different words",
                   "two axes change the same words of the value");
  return NULL;
}
