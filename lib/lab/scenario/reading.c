/* SPDX-License-Identifier: MIT */
#include "lab/scenario/reading.h"

#include <string.h>

#include "lab/scenario/refusal.h"

static const char separators[] = " \t,;";
static const char marks[]
    = "{}#"; /* that mean something else in a file, so that they need quotes */

/* --- Splitting -------------------------------------------------------------------------------- */

/* Returns the end of a quoted text; @text is at the first quote. NULL if there is no second one. */
static const char *
find_quote_end (const char *text)
{
  for (text++; *text != '"'; text++)
    {
      if (*text == '\\' && text[1] != '\0')
        text++;
      if (*text == '\0')
        return NULL;
    }

  return text + 1;
}

static const char *
find_word_end (const char *text)
{
  if (*text == ',' || *text == ';')
    return text + 1;
  while (text != NULL && *text != '\0' && strchr (separators, *text) == NULL)
    text = *text == '"' ? find_quote_end (text) : text + 1;
  return text;
}

/* Parts a number from a mark that follows it without a space, as in 50%. */
static void
add_word (TarnLabReading *reading, const char *word, gsize length)
{
  static const char *const units[] = { "%", "USD" };
  gsize n_digits = MIN (strspn (word, "0123456789."), length);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (n_digits > 0 && length - n_digits == strlen (units[i])
        && strncmp (word + n_digits, units[i], length - n_digits) == 0)
      {
        g_ptr_array_add (reading->words, g_strndup (word, n_digits));
        word += n_digits;
        length -= n_digits;
        break;
      }
  g_ptr_array_add (reading->words, g_strndup (word, length));
}

gboolean
tarn_lab_reading_init (TarnLabReading *reading, const TarnLabKey *key, const char *text)
{
  *reading = (TarnLabReading){ key, g_ptr_array_new_with_free_func (g_free), 0, NULL, NULL };

  while (TRUE)
    {
      text += strspn (text, " \t");
      if (*text == '\0')
        return TRUE;

      const char *end = find_word_end (text);
      if (end == NULL)
        return tarn_lab_reading_refuse (reading, "a quote has no end");
      add_word (reading, text, (gsize) (end - text));
      text = end;
    }
}

void
tarn_lab_reading_clear (TarnLabReading *reading)
{
  g_clear_pointer (&reading->words, g_ptr_array_unref);
  g_clear_pointer (&reading->wrong, g_free);
  g_clear_pointer (&reading->allowed, g_free);
}

/* --- Refusing --------------------------------------------------------------------------------- */

gboolean
tarn_lab_reading_refuse (TarnLabReading *reading, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (reading->wrong);
  reading->wrong = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return FALSE;
}

void
tarn_lab_reading_set_allowed (TarnLabReading *reading, const char *allowed)
{
  g_free (reading->allowed);
  reading->allowed = g_strdup (allowed);
}

gboolean
tarn_lab_reading_refuse_word (TarnLabReading *reading, const char *what)
{
  const char *word = tarn_lab_reading_peek (reading);

  if (word == NULL)
    return tarn_lab_reading_refuse (reading, "the value ends where %s is due", what);

  g_autofree char *shown = tarn_lab_show (word);
  return tarn_lab_reading_refuse (reading, "'%s' stands where %s is due", shown, what);
}

/* --- Reading ---------------------------------------------------------------------------------- */

const char *
tarn_lab_reading_peek (const TarnLabReading *reading)
{
  return reading->at < reading->words->len ? g_ptr_array_index (reading->words, reading->at) : NULL;
}

gboolean
tarn_lab_reading_skip (TarnLabReading *reading, const char *word)
{
  const char *next = tarn_lab_reading_peek (reading);
  gboolean is_next = next != NULL && g_str_equal (next, word);

  reading->at += is_next ? 1 : 0;
  return is_next;
}

gboolean
tarn_lab_reading_expect (TarnLabReading *reading, const char *word)
{
  g_autofree char *what = g_strdup_printf ("'%s'", word);

  return tarn_lab_reading_skip (reading, word) || tarn_lab_reading_refuse_word (reading, what);
}

gboolean
tarn_lab_reading_expect_end (TarnLabReading *reading)
{
  return tarn_lab_reading_peek (reading) == NULL
         || tarn_lab_reading_refuse_word (reading, "the end of the value");
}

const char *
tarn_lab_reading_take (TarnLabReading *reading, const char *what)
{
  const char *word = tarn_lab_reading_peek (reading);

  if (word == NULL || g_str_equal (word, ",") || g_str_equal (word, ";"))
    {
      tarn_lab_reading_refuse_word (reading, what);
      return NULL;
    }
  reading->at++;
  return word;
}

/* --- Numbers ---------------------------------------------------------------------------------- */

/* Reads the next word, times a scale, but no bounds are checked yet. @base is what the product counts, or NULL. */
static gboolean
take_scaled (TarnLabReading *reading, const char *what, guint64 scale, const char *base,
             guint64 *out_product)
{
  const char *word = tarn_lab_reading_take (reading, what);

  if (word == NULL)
    return FALSE;
  switch (tarn_lab_decimal_scale (word, scale, out_product))
    {
    case TARN_LAB_DECIMAL_OK:
      return TRUE;
    case TARN_LAB_DECIMAL_NO_NUMBER:
      reading->at--;
      return tarn_lab_reading_refuse_word (reading, what);
    case TARN_LAB_DECIMAL_NOT_WHOLE:
      if (base != NULL)
        return tarn_lab_reading_refuse (reading, "'%s' makes no whole number of %s", word, base);
      if (scale == 1)
        return tarn_lab_reading_refuse (reading, "'%s' is no whole number", word);
      return tarn_lab_reading_refuse (reading, "'%s' has too many digits behind its point", word);
    case TARN_LAB_DECIMAL_TOO_GREAT:
      return tarn_lab_reading_refuse (reading, "'%s' is too great", word);
    }

  g_assert_not_reached ();
}

/* Writes a bound as a message has it. */
typedef struct
{
  const TarnLabUnits *units; /* NULL for a plain number */
  guint n_places;            /* of a plain number */
} Form;

/* Checks what was read from the word @first on. */
static gboolean
check_range (TarnLabReading *reading, guint first, guint64 number, guint64 min, guint64 max,
             Form form)
{
  gboolean is_small = number < min;

  if (!is_small && number <= max)
    return TRUE;

  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GString) bound = g_string_new (NULL);
  for (guint i = first; i < reading->at; i++)
    g_string_append_printf (shown, "%s%s", i > first ? " " : "",
                            (const char *) g_ptr_array_index (reading->words, i));
  if (form.units != NULL)
    tarn_lab_append_quantity (bound, is_small ? min : max, form.units);
  else
    tarn_lab_append_decimal (bound, is_small ? min : max, form.n_places);
  return tarn_lab_reading_refuse (reading, "'%s' is %s than %s", shown->str,
                                  is_small ? "less" : "more", bound->str);
}

gboolean
tarn_lab_reading_take_number (TarnLabReading *reading, guint64 min, guint64 max,
                              guint64 *out_number)
{
  return tarn_lab_reading_take_decimal (reading, "a whole number", 0, min, max, out_number);
}

gboolean
tarn_lab_reading_take_decimal (TarnLabReading *reading, const char *what, guint n_places,
                               guint64 min, guint64 max, guint64 *out_number)
{
  guint first = reading->at;
  guint64 scale = 1;

  for (guint i = 0; i < n_places; i++)
    scale *= 10;
  return take_scaled (reading, what, scale, NULL, out_number)
         && check_range (reading, first, *out_number, min, max, (Form){ NULL, n_places });
}

/* Parts a number from a unit that follows it without a space, and from what follows that, as in 1d12h. */
static void
part_unit (TarnLabReading *reading, const TarnLabUnits *units)
{
  static const char digits[] = "0123456789.";
  char *word = (char *) tarn_lab_reading_peek (reading);
  gsize length = word != NULL ? strspn (word, digits) : 0;
  gsize end = word != NULL ? length + strcspn (word + length, digits) : 0;

  if (length == 0 || length == end)
    return;

  g_autofree char *unit = g_strndup (word + length, end - length);
  if (tarn_lab_units_find (units, unit) == 0)
    return;
  g_ptr_array_insert (reading->words, (gint) reading->at, g_strndup (word, length));
  if (word[end] == '\0')
    end = length;
  else
    g_ptr_array_insert (reading->words, (gint) reading->at + 1, g_steal_pointer (&unit));
  memmove (word, word + end, strlen (word + end) + 1);
}

/* Reads a number and a unit. */
static gboolean
take_part (TarnLabReading *reading, const TarnLabUnits *units, guint64 *out_amount,
           guint64 *out_size)
{
  g_autofree char *a_number = g_strdup_printf ("the number of a %s", units->what);
  g_autofree char *a_unit = g_strdup_printf ("the unit of a %s", units->what);
  guint first = reading->at;
  guint64 size;

  /* The unit is read before the number, because it says what the number may be. */
  part_unit (reading, units);
  const char *number = tarn_lab_reading_take (reading, a_number);
  if (number == NULL)
    return FALSE;
  if (tarn_lab_decimal_scale (number, 1, &size) == TARN_LAB_DECIMAL_NO_NUMBER)
    {
      reading->at--;
      return tarn_lab_reading_refuse_word (reading, a_number);
    }
  const char *unit = tarn_lab_reading_take (reading, a_unit);
  size = unit != NULL ? tarn_lab_units_find (units, unit) : 0;
  if (unit != NULL && size == 0)
    {
      reading->at--;
      tarn_lab_reading_refuse_word (reading, a_unit);
    }
  if (size == 0)
    return FALSE;

  reading->at = first;
  if (!take_scaled (reading, a_number, size, units->base, out_amount))
    return FALSE;
  reading->at++;
  *out_size = size;
  return TRUE;
}

/* Returns whether a number and a smaller unit follow, as in 5 min 30 s. */
static gboolean
has_further_part (TarnLabReading *reading, const TarnLabUnits *units, guint64 size)
{
  guint64 unused;

  part_unit (reading, units);
  if (reading->at + 2 > reading->words->len
      || tarn_lab_decimal_scale (tarn_lab_reading_peek (reading), 1, &unused)
             == TARN_LAB_DECIMAL_NO_NUMBER)
    return FALSE;

  guint64 further
      = tarn_lab_units_find (units, g_ptr_array_index (reading->words, reading->at + 1));
  return further > 0 && further < size;
}

gboolean
tarn_lab_reading_take_quantity (TarnLabReading *reading, const TarnLabUnits *units, guint64 min,
                                guint64 max, guint64 *out_amount)
{
  guint first = reading->at;
  guint64 size, part;

  if (!take_part (reading, units, out_amount, &size))
    return FALSE;
  while (has_further_part (reading, units, size))
    {
      if (!take_part (reading, units, &part, &size))
        return FALSE;
      if (!g_uint64_checked_add (out_amount, *out_amount, part))
        return tarn_lab_reading_refuse (reading, "the sum of the %ss is too great", units->what);
    }
  return check_range (reading, first, *out_amount, min, max, (Form){ units, 0 });
}

/* --- Words ------------------------------------------------------------------------------------ */

gboolean
tarn_lab_reading_take_choice (TarnLabReading *reading, const char *const *names, guint *out_index)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (tarn_lab_reading_skip (reading, names[i]))
      {
        *out_index = i;
        return TRUE;
      }

  g_autoptr (GString) what = g_string_new (names[0]);
  for (guint i = 1; names[i] != NULL; i++)
    g_string_append_printf (what, "%s%s", names[i + 1] != NULL ? ", " : " or ", names[i]);
  return tarn_lab_reading_refuse_word (reading, what->str);
}

/* Returns a word without its quotes, or NULL if they are wrong. */
static char *
unquote (const char *word)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*word != '"')
    return strpbrk (word, "\"") == NULL ? g_strdup (word) : NULL;
  for (word++; *word != '"'; word++)
    {
      if (*word == '\\' && word[1] != '\0')
        word++;
      if (*word == '\0')
        return NULL;
      g_string_append_c (text, *word);
    }

  return word[1] == '\0' ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
tarn_lab_reading_take_path (TarnLabReading *reading)
{
  const char *word = tarn_lab_reading_take (reading, "a path");
  g_autofree char *path = word != NULL ? unquote (word) : NULL;

  if (word == NULL || (path != NULL && *path != '\0'))
    return g_steal_pointer (&path);
  reading->at--;
  tarn_lab_reading_refuse_word (reading, "a path");
  return NULL;
}

void
tarn_lab_append_quoted (GString *text, const char *word)
{
  if (*word != '\0' && strpbrk (word, separators) == NULL && strpbrk (word, marks) == NULL
      && strpbrk (word, "\"\\") == NULL)
    {
      g_string_append (text, word);
      return;
    }

  g_string_append_c (text, '"');
  for (; *word != '\0'; word++)
    {
      if (*word == '"' || *word == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *word);
    }
  g_string_append_c (text, '"');
}
