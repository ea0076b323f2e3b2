/* SPDX-License-Identifier: MIT */
/*
 * What the members of an input may be. Most names are plain ASCII and take a short way, so the
 * rows are about everything that is not.
 */
#include "admission/constraint.h"

#include <string.h>

static const TarnConstraint single_line = { TARN_CONSTRAINT_SINGLE_LINE, 1, 255 };
static const TarnConstraint multi_line = { TARN_CONSTRAINT_MULTI_LINE, 1, 255 };

typedef struct
{
  const char *name;
  const char *unit; /* the text is this, @n_units times */
  guint n_units;
  const char *wrong; /* NULL if the text is good for both; begins with = if good for many lines */
} Row;

static const Row rows[] = {
  { "empty", "", 1, "is empty; it takes 1 to 255 characters" },
  { "one", "a", 1, NULL },
  { "ascii-255", "a", 255, NULL },
  { "ascii-256", "a", 256, "has 256 characters; it takes 1 to 255 characters" },
  { "ascii-1020", "a", 1020, "has 1020 characters; it takes 1 to 255 characters" },
  { "ascii-1021", "a", 1021, "is too long; it takes 1 to 255 characters" },
  { "two-bytes-255", "\xc3\xa9", 255, NULL },
  { "two-bytes-256", "\xc3\xa9", 256, "has 256 characters; it takes 1 to 255 characters" },
  { "four-bytes-255", "\xf0\x9f\x98\x80", 255, NULL },
  { "four-bytes-256", "\xf0\x9f\x98\x80", 256, "is too long; it takes 1 to 255 characters" },
  { "huge", "a", 10000000, "is too long; it takes 1 to 255 characters" },
  { "huge-not-utf8", "\xff", 10000000, "is too long; it takes 1 to 255 characters" },
  { "printable", " !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~", 2, NULL },
  { "tab", "a\tb", 1, NULL },
  { "line-feed", "a\nb", 1, "=holds the character U+000A at byte 1, which is not allowed" },
  { "carriage-return", "ab\r", 1, "=holds the character U+000D at byte 2, which is not allowed" },
  { "vertical-tab", "a\x0b", 1, "holds the character U+000B at byte 1, which is not allowed" },
  { "u+0001", "\x01", 1, "holds the character U+0001 at byte 0, which is not allowed" },
  { "u+001f", "a\x1f", 1, "holds the character U+001F at byte 1, which is not allowed" },
  { "space", " ", 1, NULL },
  { "delete", "a\x7f", 1, NULL },
  { "c1-u+0080", "a\xc2\x80", 1, NULL },
  { "c1-u+0085", "\xc2\x85", 1, NULL },
  { "u+d7ff", "\xed\x9f\xbf", 1, NULL },
  { "u+e000", "\xee\x80\x80", 1, NULL },
  { "u+fffd", "\xef\xbf\xbd", 1, NULL },
  { "u+fffe", "\xc3\xa9\xef\xbf\xbe", 1,
    "holds the character U+FFFE at byte 2, which is not allowed" },
  { "u+ffff", "a\xef\xbf\xbf", 1, "holds the character U+FFFF at byte 1, which is not allowed" },
  { "u+1f600", "\xf0\x9f\x98\x80", 1, NULL },
  { "u+10ffff", "\xf4\x8f\xbf\xbf", 1, NULL },
  { "overlong-2", "a\xc0\x80", 1, "is not valid UTF-8 at byte 1" },
  { "overlong-2-a", "\xc1\xa1", 1, "is not valid UTF-8 at byte 0" },
  { "overlong-3", "ab\xe0\x80\x80", 1, "is not valid UTF-8 at byte 2" },
  { "overlong-4", "\xf0\x80\x80\x80", 1, "is not valid UTF-8 at byte 0" },
  { "truncated-2", "abc\xc3", 1, "is not valid UTF-8 at byte 3" },
  { "truncated-3", "\xe2\x82", 1, "is not valid UTF-8 at byte 0" },
  { "truncated-4", "a\xf0\x9f\x98", 1, "is not valid UTF-8 at byte 1" },
  { "continuation", "a\x80", 1, "is not valid UTF-8 at byte 1" },
  { "surrogate-high", "\xed\xa0\x80", 1, "is not valid UTF-8 at byte 0" },
  { "surrogate-low", "a\xed\xbf\xbf", 1, "is not valid UTF-8 at byte 1" },
  { "surrogate-pair", "\xed\xa0\xbd\xed\xb8\x80", 1, "is not valid UTF-8 at byte 0" },
  { "past-unicode", "\xf4\x90\x80\x80", 1, "is not valid UTF-8 at byte 0" },
  { "latin-1", "caf\xe9", 1, "is not valid UTF-8 at byte 3" },
  { "not-utf8-before-control", "\xff\x01", 1, "is not valid UTF-8 at byte 0" },
};

static void
assert_judged (const TarnConstraint *constraint, const char *text, const char *wrong)
{
  TarnArgument argument = { .text = text };

  g_assert_cmpint (tarn_constraint_is_met (constraint, &argument), ==, wrong == NULL);
  g_autofree char *told = tarn_constraint_describe_violation (constraint, &argument);
  g_assert_cmpstr (told, ==, wrong);
}

/* On the heap at its exact size, so that reading past the end is noticed. */
static void
test_row (gconstpointer data)
{
  const Row *row = data;
  gsize n_bytes = strlen (row->unit);
  g_autofree char *text = g_malloc (n_bytes * row->n_units + 1);

  for (guint i = 0; i < row->n_units; i++)
    memcpy (text + i * n_bytes, row->unit, n_bytes);
  text[n_bytes * row->n_units] = '\0';

  if (row->wrong != NULL && row->wrong[0] == '=')
    {
      assert_judged (&single_line, text, row->wrong + 1);
      assert_judged (&multi_line, text, NULL);
      return;
    }
  assert_judged (&single_line, text, row->wrong);
  assert_judged (&multi_line, text, row->wrong);
}

/* Each ASCII character, at each of three places. */
static void
test_ascii (void)
{
  for (guint c = 1; c < 128; c++)
    for (guint place = 0; place < 3; place++)
      {
        char text[] = "abc";
        TarnArgument argument = { .text = text };
        gboolean is_good = c == '\t' || c >= ' ', is_break = c == '\n' || c == '\r';

        text[place] = (char) c;
        g_assert_cmpint (tarn_constraint_is_met (&single_line, &argument), ==, is_good);
        g_assert_cmpint (tarn_constraint_is_met (&multi_line, &argument), ==, is_good || is_break);
      }
}

static void
test_length_of_others (void)
{
  const TarnConstraint none = { TARN_CONSTRAINT_SINGLE_LINE, 0, 3 };
  const TarnConstraint exact = { TARN_CONSTRAINT_SINGLE_LINE, 2, 2 };

  assert_judged (&none, "", NULL);
  assert_judged (&none, "abc", NULL);
  assert_judged (&none, "abcd", "has 4 characters; it takes 0 to 3 characters");
  assert_judged (&exact, "a", "has 1 characters; it takes 2 to 2 characters");
  assert_judged (&exact,
                 "\xc3\xa9"
                 "b",
                 NULL);
  assert_judged (&exact, "abc", "has 3 characters; it takes 2 to 2 characters");
}

static void
assert_integer_judged (gint64 value, const char *wrong)
{
  const TarnConstraint constraint = { TARN_CONSTRAINT_INTEGER, 1, 1000 };
  TarnArgument argument = { .integer = value };

  g_assert_cmpint (tarn_constraint_is_met (&constraint, &argument), ==, wrong == NULL);
  if (wrong == NULL)
    return;

  g_autofree char *told = tarn_constraint_describe_violation (&constraint, &argument);
  g_assert_cmpstr (told, ==, wrong);
}

static void
test_integer (void)
{
  assert_integer_judged (1, NULL);
  assert_integer_judged (1000, NULL);
  assert_integer_judged (0, "is 0; it takes 1 to 1000");
  assert_integer_judged (1001, "is 1001; it takes 1 to 1000");
  assert_integer_judged (G_MININT64, "is -9223372036854775808; it takes 1 to 1000");
}

static void
test_uuid (void)
{
  const TarnConstraint constraint = { TARN_CONSTRAINT_UUID, 0, 0 };
  TarnArgument argument = { .text = "01234567-89ab-cdef-0123-456789ABCDEF" };

  g_assert_true (tarn_constraint_is_met (&constraint, &argument));
  g_assert_cmphex (argument.identifier.high, ==, G_GUINT64_CONSTANT (0x0123456789abcdef));
  g_assert_cmphex (argument.identifier.low, ==, G_GUINT64_CONSTANT (0x0123456789abcdef));

  argument.text = "01234567-89ab-cdef-0123-456789ABCDEG";
  g_assert_false (tarn_constraint_is_met (&constraint, &argument));
  g_autofree char *told = tarn_constraint_describe_violation (&constraint, &argument);
  g_assert_cmpstr (told, ==, "is not of the form 01234567-89ab-cdef-0123-456789abcdef");
  argument.text = "";
  g_assert_false (tarn_constraint_is_met (&constraint, &argument));
}

static void
test_none (void)
{
  const TarnConstraint constraint = { TARN_CONSTRAINT_NONE, 0, 0 };

  assert_judged (&constraint, "", NULL);
  assert_judged (&constraint, "\xff\x01", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/constraint/rows/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/constraint/ascii", test_ascii);
  g_test_add_func ("/constraint/length", test_length_of_others);
  g_test_add_func ("/constraint/integer", test_integer);
  g_test_add_func ("/constraint/uuid", test_uuid);
  g_test_add_func ("/constraint/none", test_none);

  return g_test_run ();
}
