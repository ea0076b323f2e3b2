/* SPDX-License-Identifier: MIT */
/*
 * Tests the constraints of the members of an input. Plain ASCII has a fast path of its own, so most rows are
 * about other texts. Words and visible texts have a pattern, which messages show to users. The library checks
 * such texts without the pattern, so the test compares its results with those of the pattern.
 */
#include "admission/constraint.h"

#include <string.h>

static const TarnConstraint single_line = { TARN_CONSTRAINT_SINGLE_LINE, 1, 255 };
static const TarnConstraint multi_line = { TARN_CONSTRAINT_MULTI_LINE, 1, 255 };

typedef struct
{
  const char *name;
  const char *unit; /* the text repeats the unit @n_units times */
  guint n_units;
  const char *wrong; /* NULL if both constraints accept the text; =TEXT if multi_line does */
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

/* The text is on the heap at its exact size, so that a read past its end is noticed. */
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

/* The test puts each ASCII character at each of three places. */
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
assert_requirement (const TarnConstraint *constraint, const TarnArgument *argument,
                    const char *expected)
{
  g_autofree char *told = tarn_constraint_describe_requirement (constraint, argument);

  g_assert_cmpstr (told, ==, expected);
}

static void
assert_integer_judged (gint64 value, const char *wrong, const char *requirement)
{
  const TarnConstraint constraint = { TARN_CONSTRAINT_INTEGER, 1, 1000 };
  TarnArgument argument = { .integer = value };

  g_assert_cmpint (tarn_constraint_is_met (&constraint, &argument), ==, wrong == NULL);
  if (wrong == NULL)
    return;

  g_autofree char *told = tarn_constraint_describe_violation (&constraint, &argument);
  g_assert_cmpstr (told, ==, wrong);
  assert_requirement (&constraint, &argument, requirement);
}

static void
test_integer (void)
{
  const char *too_small = "Member must have value greater than or equal to 1";
  const char *too_great = "Member must have value less than or equal to 1000";

  assert_integer_judged (1, NULL, NULL);
  assert_integer_judged (1000, NULL, NULL);
  assert_integer_judged (0, "is 0; it takes 1 to 1000", too_small);
  assert_integer_judged (G_MININT64, "is -9223372036854775808; it takes 1 to 1000", too_small);
  assert_integer_judged (1001, "is 1001; it takes 1 to 1000", too_great);
  assert_integer_judged (G_MAXINT64, "is 9223372036854775807; it takes 1 to 1000", too_great);
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

/* --- Texts, words and choices ----------------------------------------------------------------- */

static const char *const prefixes[] = { "dzd-", "dzd_", NULL };
static const char *const values[] = { "A", "BC", NULL };

static const TarnConstraint text = { TARN_CONSTRAINT_TEXT, 1, 8 };
static const TarnConstraint line = { TARN_CONSTRAINT_SINGLE_LINE, 2, 8, NULL, "^LINE$" };
static const TarnConstraint word = { TARN_CONSTRAINT_WORD, 1, 3, NULL, "^[a-zA-Z0-9_-]{1,3}$" };
static const TarnConstraint prefixed
    = { TARN_CONSTRAINT_WORD, 1, 3, prefixes, "^dzd[-_][a-zA-Z0-9_-]{1,3}$" };
static const TarnConstraint visible
    = { TARN_CONSTRAINT_VISIBLE, 1, 4, NULL, "^[\\x21-\\x7E]{1,4}$" };
static const TarnConstraint uuid = { TARN_CONSTRAINT_UUID, 0, 0, NULL, "^UUID$" };
static const TarnConstraint choice = { TARN_CONSTRAINT_CHOICE, 0, 0, values, NULL };
static const TarnConstraint choices = { TARN_CONSTRAINT_CHOICES, 1, 3, values, NULL };

typedef struct
{
  const char *name;
  const TarnConstraint *constraint;
  const char *text;
  const char *violation; /* NULL if the constraint accepts the text */
  const char *requirement;
} KindRow;

#define TOO_SHORT "Member must have length greater than or equal to "
#define TOO_LONG "Member must have length less than or equal to "
#define NO_UTF8 "Member must be valid UTF-8"
#define NO_MATCH "Member must satisfy regular expression pattern: "
#define NO_WORD "is not of the form ^[a-zA-Z0-9_-]{1,3}$", NO_MATCH "^[a-zA-Z0-9_-]{1,3}$"
#define NO_PREFIXED                                                                                \
  "is not of the form ^dzd[-_][a-zA-Z0-9_-]{1,3}$", NO_MATCH "^dzd[-_][a-zA-Z0-9_-]{1,3}$"
#define NOT_VISIBLE "is not of the form ^[\\x21-\\x7E]{1,4}$"
#define NO_CHOICE "is not one of A, BC", "Member must satisfy enum value set: [A, BC]"
#define NO_UUID "is not of the form 01234567-89ab-cdef-0123-456789abcdef", NO_MATCH "^UUID$"
#define E_ACUTE "\xc3\xa9"
#define SMILE "\xf0\x9f\x98\x80"
#define FOUR_SMILES SMILE SMILE SMILE SMILE

/* clang-format off */
static const KindRow kind_rows[] = {
  { "text/controls", &text, "\x01\t\n\r\x1f\x7f", NULL, NULL },
  { "text/not-characters", &text, "\xef\xbf\xbe\xef\xbf\xbf", NULL, NULL },
  { "text/longest-in-bytes", &text, FOUR_SMILES FOUR_SMILES, NULL, NULL },
  { "text/empty", &text, "", "is empty; it takes 1 to 8 characters", TOO_SHORT "1" },
  { "text/9", &text, "123456789", "has 9 characters; it takes 1 to 8 characters", TOO_LONG "8" },
  { "text/9-of-10-bytes", &text, "12345678" E_ACUTE,
    "has 9 characters; it takes 1 to 8 characters", TOO_LONG "8" },
  { "text/9-of-36-bytes", &text, FOUR_SMILES FOUR_SMILES SMILE,
    "is too long; it takes 1 to 8 characters", TOO_LONG "8" },
  { "text/not-utf8", &text, "a\xff", "is not valid UTF-8 at byte 1", NO_UTF8 },
  { "text/truncated", &text, "ab\xe2\x82", "is not valid UTF-8 at byte 2", NO_UTF8 },
  { "text/9-not-utf8", &text, "12345678\x80", "is not valid UTF-8 at byte 8", NO_UTF8 },
  { "text/33-bytes-not-utf8", &text, "\xff" FOUR_SMILES FOUR_SMILES,
    "is too long; it takes 1 to 8 characters", TOO_LONG "8" },
  { "line/good", &line, "ab", NULL, NULL },
  { "line/short", &line, "a", "has 1 characters; it takes 2 to 8 characters", TOO_SHORT "2" },
  { "line/short-in-characters", &line, E_ACUTE, "has 1 characters; it takes 2 to 8 characters",
    TOO_SHORT "2" },
  { "line/break", &line, "ab\n", "holds the character U+000A at byte 2, which is not allowed",
    NO_MATCH "^LINE$" },
  { "word/three", &word, "0Za", NULL, NULL },
  { "word/signs", &word, "-_-", NULL, NULL },
  { "word/empty", &word, "", NO_WORD },
  { "word/long", &word, "abcd", NO_WORD },
  { "word/space", &word, "a b", NO_WORD },
  { "word/line-feed-at-end", &word, "ab\n", NO_WORD },
  { "word/not-utf8", &word, "a\xff", NO_WORD },
  { "prefixed/shortest", &prefixed, "dzd-a", NULL, NULL },
  { "prefixed/longest", &prefixed, "dzd_abc", NULL, NULL },
  { "prefixed/signs", &prefixed, "dzd---_", NULL, NULL },
  { "prefixed/twice", &prefixed, "dzd-dzd", NULL, NULL },
  { "prefixed/nothing-else", &prefixed, "dzd-", NO_PREFIXED },
  { "prefixed/long", &prefixed, "dzd-abcd", NO_PREFIXED },
  { "prefixed/part-of-prefix", &prefixed, "dzd", NO_PREFIXED },
  { "prefixed/no-prefix", &prefixed, "abc", NO_PREFIXED },
  { "prefixed/capital", &prefixed, "Dzd-a", NO_PREFIXED },
  { "prefixed/not-at-first", &prefixed, "adzd-a", NO_PREFIXED },
  { "visible/first-and-last", &visible, "!~", NULL, NULL },
  { "visible/empty", &visible, "", NOT_VISIBLE, TOO_SHORT "1" },
  { "visible/long", &visible, "abcde", NOT_VISIBLE, TOO_LONG "4" },
  { "visible/space", &visible, "a b", NOT_VISIBLE, NO_MATCH "^[\\x21-\\x7E]{1,4}$" },
  { "visible/delete", &visible, "\x7f", NOT_VISIBLE, NO_MATCH "^[\\x21-\\x7E]{1,4}$" },
  { "visible/4-of-8-bytes", &visible, E_ACUTE E_ACUTE E_ACUTE E_ACUTE, NOT_VISIBLE,
    NO_MATCH "^[\\x21-\\x7E]{1,4}$" },
  { "visible/5-of-10-bytes", &visible, E_ACUTE E_ACUTE E_ACUTE E_ACUTE E_ACUTE, NOT_VISIBLE,
    TOO_LONG "4" },
  { "visible/not-utf8", &visible, "a\xff", NOT_VISIBLE, NO_UTF8 },
  { "visible/16-bytes-not-utf8", &visible, "123456789012345\xff", NOT_VISIBLE, NO_UTF8 },
  { "visible/17-bytes-not-utf8", &visible, "1234567890123456\xff", NOT_VISIBLE, TOO_LONG "4" },
  { "uuid/other", &uuid, "0123", NO_UUID },
  { "choice/first", &choice, "A", NULL, NULL },
  { "choice/last", &choice, "BC", NULL, NULL },
  { "choice/empty", &choice, "", NO_CHOICE },
  { "choice/lower-case", &choice, "a", NO_CHOICE },
  { "choice/part", &choice, "B", NO_CHOICE },
  { "choice/more", &choice, "BCD", NO_CHOICE },
  { "choice/not-utf8", &choice, "A\xff", NO_CHOICE },
};
/* clang-format on */

static void
test_kind_row (gconstpointer data)
{
  const KindRow *row = data;
  /* The text is on the heap at its exact size, so that a read past its end is noticed. */
  g_autofree char *copy = g_strdup (row->text);
  TarnArgument argument = { .text = copy };

  g_assert_cmpint (tarn_constraint_is_met (row->constraint, &argument), ==, row->violation == NULL);
  if (row->violation == NULL)
    return;

  g_autofree char *told = tarn_constraint_describe_violation (row->constraint, &argument);
  g_assert_cmpstr (told, ==, row->violation);
  assert_requirement (row->constraint, &argument, row->requirement);
}

typedef struct
{
  const char *name;
  const char *texts[5];
  guint n_texts; /* how many texts the library may read, including the NULL at the end */
  const char *requirement;
} ListRow;

#define NO_ENUM "Member must satisfy enum value set: [A, BC]"

static const ListRow list_rows[] = {
  { "one", { "BC" }, 2, NULL },
  { "three", { "A", "BC", "A" }, 4, NULL },
  { "empty", { NULL }, 1, TOO_SHORT "1" },
  { "four", { "A", "BC", "A", "BC" }, 5, TOO_LONG "3" },
  { "no-end-in-sight", { "A", "BC", "A", "BC" }, 4, TOO_LONG "3" },
  { "no-end-in-sight-and-wrong", { "X", "", "a", "X" }, 4, TOO_LONG "3" },
  { "first-is-wrong", { "X", "A", "BC" }, 4, NO_ENUM },
  { "second-is-wrong", { "A", "", "BC" }, 4, NO_ENUM },
  { "last-is-wrong", { "A", "BC", "bc" }, 4, NO_ENUM },
  { "only-one-is-wrong", { "B" }, 2, NO_ENUM },
};

static void
test_list_row (gconstpointer data)
{
  const ListRow *row = data;
  g_autofree const char **texts = g_memdup2 (row->texts, row->n_texts * sizeof (const char *));
  TarnArgument argument = { .texts = texts };

  g_assert_cmpint (tarn_constraint_is_met (&choices, &argument), ==, row->requirement == NULL);
  if (row->requirement == NULL)
    return;

  g_autofree char *told = tarn_constraint_describe_violation (&choices, &argument);
  g_assert_cmpstr (told, ==, "is not a list of 1 to 3 items, each one of A, BC");
  assert_requirement (&choices, &argument, row->requirement);
}

static void
test_absent (void)
{
  const TarnConstraint any = { TARN_CONSTRAINT_NONE, 0, 0 };
  const TarnConstraint integer = { TARN_CONSTRAINT_INTEGER, 1, 50 };
  const TarnConstraint *texts[]
      = { &single_line, &multi_line, &uuid, &text, &word, &prefixed, &visible, &choice, &any };
  const char *const empty[] = { NULL };
  const TarnArgument nothing = { .integer = TARN_ABSENT }, present_text = { .text = "" };
  const TarnArgument present_integer = { .integer = 0 }, present_list = { .texts = empty };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (tarn_constraint_is_absent (texts[i], &nothing));
      g_assert_true (tarn_constraint_is_absent (texts[i], &present_list));
      g_assert_false (tarn_constraint_is_absent (texts[i], &present_text));
    }

  g_assert_true (tarn_constraint_is_absent (&choices, &nothing));
  g_assert_true (tarn_constraint_is_absent (&choices, &present_text));
  g_assert_false (tarn_constraint_is_absent (&choices, &present_list));
  g_assert_true (tarn_constraint_is_absent (&integer, &nothing));
  g_assert_false (tarn_constraint_is_absent (&integer, &present_integer));
}

/* --- The patterns ----------------------------------------------------------------------------- */

/* The pattern matches bytes, not characters, and its $ matches only at the end of the text. */
static void
test_pattern (gconstpointer data)
{
  static const char *const units[]
      = { "dzd-", "dzd_", "dzd", "a", "z",  "Z",  "0", "9", "-", "_",    "!",     "~",
          " ",    ".",    "@",   "[", "\n", "\t", "`", "{", "/", "\x7f", E_ACUTE, "\xff" };
  const TarnConstraint *constraint = data;
  g_autoptr (GRegex) pattern
      = g_regex_new (constraint->pattern, G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  guint n_wrong_and_good[2] = { 0 };
  TarnRandom random;

  tarn_random_init (&random, 1, 0);
  for (guint32 i = 0; i < 20000; i++)
    {
      TarnDraw draw = { .ordinal = i };
      g_autoptr (GString) drawn = g_string_new (NULL);

      /* By chance alone, too few texts would begin with a prefix. */
      if (constraint->values != NULL && tarn_random_chance (&random, &draw, 500000))
        g_string_append (drawn, prefixes[tarn_random_below (&random, &draw, 2)]);
      for (guint32 n = tarn_random_below (&random, &draw, 6); n > 0; n--)
        g_string_append (drawn, units[tarn_random_below (&random, &draw, G_N_ELEMENTS (units))]);
      TarnArgument argument = { .text = drawn->str };
      gboolean is_good = g_regex_match (pattern, drawn->str, 0, NULL);
      g_assert_cmpint (tarn_constraint_is_met (constraint, &argument), ==, is_good);
      n_wrong_and_good[is_good]++;
    }
  g_assert_cmpuint (n_wrong_and_good[FALSE], >, 1000);
  g_assert_cmpuint (n_wrong_and_good[TRUE], >, 500);
}

static void
add_row (const char *table, const char *name, gconstpointer row, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/constraint/%s/%s", table, name);

  g_test_add_data_func (path, row, test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row ("rows", rows[i].name, &rows[i], test_row);
  for (gsize i = 0; i < G_N_ELEMENTS (kind_rows); i++)
    add_row ("kinds", kind_rows[i].name, &kind_rows[i], test_kind_row);
  for (gsize i = 0; i < G_N_ELEMENTS (list_rows); i++)
    add_row ("choices", list_rows[i].name, &list_rows[i], test_list_row);
  g_test_add_func ("/constraint/ascii", test_ascii);
  g_test_add_func ("/constraint/length", test_length_of_others);
  g_test_add_func ("/constraint/integer", test_integer);
  g_test_add_func ("/constraint/uuid", test_uuid);
  g_test_add_func ("/constraint/none", test_none);
  g_test_add_func ("/constraint/absent", test_absent);
  g_test_add_data_func ("/constraint/pattern/word", &word, test_pattern);
  g_test_add_data_func ("/constraint/pattern/prefixed-word", &prefixed, test_pattern);
  g_test_add_data_func ("/constraint/pattern/visible", &visible, test_pattern);

  return g_test_run ();
}
