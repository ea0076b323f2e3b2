/* SPDX-License-Identifier: MIT */
#include "admission/constraint.h"

#include <string.h>

enum
{
  UTF8_BYTES_MAX = 4, /* per character */
};

static gboolean
is_allowed (gunichar c, TarnConstraintKind kind)
{
  if (kind == TARN_CONSTRAINT_TEXT)
    return TRUE;
  if (c == '\t')
    return TRUE;
  if (c == '\r' || c == '\n')
    return kind == TARN_CONSTRAINT_MULTI_LINE;

  return c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
}

static char *
describe_length (const TarnConstraint *constraint, gint64 length)
{
  g_autofree char *allowed
      = g_strdup_printf ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " characters", constraint->min,
                         constraint->max);

  if (length == 0)
    return g_strdup_printf ("is empty; it takes %s", allowed);
  if (length < 0)
    return g_strdup_printf ("is too long; it takes %s", allowed);
  return g_strdup_printf ("has %" G_GINT64_FORMAT " characters; it takes %s", length, allowed);
}

/* Returns NULL when the text meets the constraint. */
static char *
describe_characters (const TarnConstraint *constraint, const char *text, gsize n_bytes)
{
  gint64 length = 0;
  const char *invalid;

  if (!g_utf8_validate_len (text, n_bytes, &invalid))
    return g_strdup_printf ("is not valid UTF-8 at byte %" G_GSIZE_FORMAT,
                            (gsize) (invalid - text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at), length++)
    if (!is_allowed (g_utf8_get_char (at), constraint->kind))
      return g_strdup_printf ("holds the character U+%04X at byte %" G_GSIZE_FORMAT
                              ", which is not allowed",
                              g_utf8_get_char (at), (gsize) (at - text));

  if (length < constraint->min || length > constraint->max)
    return describe_length (constraint, length);
  return NULL;
}

static char *
describe_text (const TarnConstraint *constraint, const char *text)
{
  /* A text may be very long, so this limits the length before it reads the text. */
  gsize n_bytes_max = (gsize) constraint->max * UTF8_BYTES_MAX;
  gsize n_bytes = strnlen (text, n_bytes_max + 1);

  if (n_bytes > n_bytes_max)
    return describe_length (constraint, -1);

  return describe_characters (constraint, text, n_bytes);
}

/* This is a fast check for every call, because nearly every name is plain ASCII of allowed length. */
static gboolean
is_plain_text (const TarnConstraint *constraint, const char *text)
{
  gint64 n = 0;

  while (n <= constraint->max && text[n] >= 0x20 && text[n] < 0x7f)
    n++;

  return text[n] == '\0' && n >= constraint->min && n <= constraint->max;
}

/* --- Words and choices ------------------------------------------------------------------------ */

static gboolean
is_word_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static gboolean
is_visible (char c)
{
  return c >= 0x21 && c <= 0x7e;
}

static gboolean
consists_of (const TarnConstraint *constraint, const char *text, gboolean (*is_good) (char c))
{
  gint64 n = 0;

  while (n <= constraint->max && is_good (text[n]))
    n++;

  return text[n] == '\0' && n >= constraint->min && n <= constraint->max;
}

static gboolean
is_word (const TarnConstraint *constraint, const char *text)
{
  if (constraint->values == NULL)
    return consists_of (constraint, text, is_word_character);

  for (guint i = 0; constraint->values[i] != NULL; i++)
    if (g_str_has_prefix (text, constraint->values[i]))
      return consists_of (constraint, text + strlen (constraint->values[i]), is_word_character);

  return FALSE;
}

static gboolean
is_choice (const TarnConstraint *constraint, const char *text)
{
  return g_strv_contains (constraint->values, text);
}

/* Counts only up to one item more than allowed, because a list may be very long. */
static gint64
count_items (const TarnConstraint *constraint, const TarnArgument *argument)
{
  gint64 n_items = 0;

  while (n_items <= constraint->max && argument->texts[n_items] != NULL)
    n_items++;

  return n_items;
}

static gboolean
are_choices (const TarnConstraint *constraint, const TarnArgument *argument)
{
  gint64 n_items = count_items (constraint, argument);

  if (n_items < constraint->min || n_items > constraint->max)
    return FALSE;
  for (gint64 i = 0; i < n_items; i++)
    if (!is_choice (constraint, argument->texts[i]))
      return FALSE;

  return TRUE;
}

/* --- All kinds -------------------------------------------------------------------------------- */

gboolean
tarn_constraint_is_absent (const TarnConstraint *constraint, const TarnArgument *argument)
{
  switch (constraint->kind)
    {
    case TARN_CONSTRAINT_INTEGER:
      return argument->integer == TARN_ABSENT;
    case TARN_CONSTRAINT_CHOICES:
      return argument->texts == NULL;
    default:
      return argument->text == NULL;
    }
}

static gboolean
is_good_text (const TarnConstraint *constraint, const char *text)
{
  if (is_plain_text (constraint, text))
    return TRUE;

  g_autofree char *wrong = describe_text (constraint, text);
  return wrong == NULL;
}

gboolean
tarn_constraint_is_met (const TarnConstraint *constraint, TarnArgument *argument)
{
  switch (constraint->kind)
    {
    case TARN_CONSTRAINT_SINGLE_LINE:
    case TARN_CONSTRAINT_MULTI_LINE:
    case TARN_CONSTRAINT_TEXT:
      return is_good_text (constraint, argument->text);
    case TARN_CONSTRAINT_UUID:
      return tarn_identifier_parse (argument->text, &argument->identifier);
    case TARN_CONSTRAINT_INTEGER:
      return argument->integer >= constraint->min && argument->integer <= constraint->max;
    case TARN_CONSTRAINT_WORD:
      return is_word (constraint, argument->text);
    case TARN_CONSTRAINT_VISIBLE:
      return consists_of (constraint, argument->text, is_visible);
    case TARN_CONSTRAINT_CHOICE:
      return is_choice (constraint, argument->text);
    case TARN_CONSTRAINT_CHOICES:
      return are_choices (constraint, argument);
    case TARN_CONSTRAINT_FLAG:
    case TARN_CONSTRAINT_STRUCTURE:
    case TARN_CONSTRAINT_NONE:
      return TRUE;
    }

  g_assert_not_reached ();
}

static char *
join_values (const TarnConstraint *constraint)
{
  return g_strjoinv (", ", (char **) constraint->values);
}

char *
tarn_constraint_describe_violation (const TarnConstraint *constraint, const TarnArgument *argument)
{
  g_autofree char *choices = NULL;

  switch (constraint->kind)
    {
    case TARN_CONSTRAINT_SINGLE_LINE:
    case TARN_CONSTRAINT_MULTI_LINE:
    case TARN_CONSTRAINT_TEXT:
      return describe_text (constraint, argument->text);
    case TARN_CONSTRAINT_UUID:
      return g_strdup ("is not of the form 01234567-89ab-cdef-0123-456789abcdef");
    case TARN_CONSTRAINT_INTEGER:
      return g_strdup_printf ("is %" G_GINT64_FORMAT "; it takes %" G_GINT64_FORMAT
                              " to %" G_GINT64_FORMAT,
                              argument->integer, constraint->min, constraint->max);
    case TARN_CONSTRAINT_WORD:
    case TARN_CONSTRAINT_VISIBLE:
      return g_strdup_printf ("is not of the form %s", constraint->pattern);
    case TARN_CONSTRAINT_CHOICE:
      choices = join_values (constraint);
      return g_strdup_printf ("is not one of %s", choices);
    case TARN_CONSTRAINT_CHOICES:
      choices = join_values (constraint);
      return g_strdup_printf ("is not a list of %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                              " items, each one of %s",
                              constraint->min, constraint->max, choices);
    case TARN_CONSTRAINT_FLAG:
    case TARN_CONSTRAINT_STRUCTURE:
    case TARN_CONSTRAINT_NONE:
      return NULL;
    }

  g_assert_not_reached ();
}

static char *
require_range (const TarnConstraint *constraint, const char *what, gint64 value)
{
  if (value < constraint->min)
    return g_strdup_printf ("Member must have %s greater than or equal to %" G_GINT64_FORMAT, what,
                            constraint->min);

  return g_strdup_printf ("Member must have %s less than or equal to %" G_GINT64_FORMAT, what,
                          constraint->max);
}

static char *
require_choice (const TarnConstraint *constraint)
{
  g_autofree char *values = join_values (constraint);

  return g_strdup_printf ("Member must satisfy enum value set: [%s]", values);
}

static char *
require_text (const TarnConstraint *constraint, const char *text)
{
  gsize n_bytes_max = (gsize) constraint->max * UTF8_BYTES_MAX;
  gsize n_bytes = strnlen (text, n_bytes_max + 1);

  if (n_bytes > n_bytes_max)
    return require_range (constraint, "length", G_MAXINT64);
  if (!g_utf8_validate_len (text, n_bytes, NULL))
    return g_strdup ("Member must be valid UTF-8");

  gint64 length = g_utf8_strlen (text, (gssize) n_bytes);
  if (length < constraint->min || length > constraint->max)
    return require_range (constraint, "length", length);

  return g_strdup_printf ("Member must satisfy regular expression pattern: %s",
                          constraint->pattern);
}

char *
tarn_constraint_describe_requirement (const TarnConstraint *constraint,
                                      const TarnArgument *argument)
{
  switch (constraint->kind)
    {
    case TARN_CONSTRAINT_INTEGER:
      return require_range (constraint, "value", argument->integer);
    case TARN_CONSTRAINT_WORD:
    case TARN_CONSTRAINT_UUID:
      return g_strdup_printf ("Member must satisfy regular expression pattern: %s",
                              constraint->pattern);
    case TARN_CONSTRAINT_CHOICE:
      return require_choice (constraint);
    case TARN_CONSTRAINT_CHOICES:
      {
        gint64 n_items = count_items (constraint, argument);

        if (n_items >= constraint->min && n_items <= constraint->max)
          return require_choice (constraint);
        return require_range (constraint, "length", n_items);
      }
    default:
      return require_text (constraint, argument->text);
    }
}
