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

/* NULL when the text is as it should be. */
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
  /* The length is capped before anything is done with the text. */
  gsize n_bytes_max = (gsize) constraint->max * UTF8_BYTES_MAX;
  gsize n_bytes = strnlen (text, n_bytes_max + 1);

  if (n_bytes > n_bytes_max)
    return describe_length (constraint, -1);

  return describe_characters (constraint, text, n_bytes);
}

/* Nearly every name is plain ASCII of ordinary length, and this is on the way of every call. */
static gboolean
is_plain_text (const TarnConstraint *constraint, const char *text)
{
  gint64 n = 0;

  while (n <= constraint->max && text[n] >= 0x20 && text[n] < 0x7f)
    n++;

  return text[n] == '\0' && n >= constraint->min && n <= constraint->max;
}

gboolean
tarn_constraint_is_met (const TarnConstraint *constraint, TarnArgument *argument)
{
  switch (constraint->kind)
    {
    case TARN_CONSTRAINT_SINGLE_LINE:
    case TARN_CONSTRAINT_MULTI_LINE:
      if (!is_plain_text (constraint, argument->text))
        {
          g_autofree char *wrong = describe_text (constraint, argument->text);

          return wrong == NULL;
        }
      return TRUE;
    case TARN_CONSTRAINT_UUID:
      return tarn_identifier_parse (argument->text, &argument->identifier);
    case TARN_CONSTRAINT_INTEGER:
      return argument->integer >= constraint->min && argument->integer <= constraint->max;
    case TARN_CONSTRAINT_NONE:
      return TRUE;
    }

  g_assert_not_reached ();
}

char *
tarn_constraint_describe_violation (const TarnConstraint *constraint, const TarnArgument *argument)
{
  switch (constraint->kind)
    {
    case TARN_CONSTRAINT_SINGLE_LINE:
    case TARN_CONSTRAINT_MULTI_LINE:
      return describe_text (constraint, argument->text);
    case TARN_CONSTRAINT_UUID:
      return g_strdup ("is not of the form 01234567-89ab-cdef-0123-456789abcdef");
    case TARN_CONSTRAINT_INTEGER:
      return g_strdup_printf ("is %" G_GINT64_FORMAT "; it takes %" G_GINT64_FORMAT
                              " to %" G_GINT64_FORMAT,
                              argument->integer, constraint->min, constraint->max);
    case TARN_CONSTRAINT_NONE:
      return NULL;
    }

  g_assert_not_reached ();
}
