/* SPDX-License-Identifier: MIT */
/*
 * Identifiers as text. The parser takes eight digits at a time by arithmetic on whole words, where
 * a carry into the neighbour would be the classic mistake, so every wrong byte is tried at every
 * place.
 */
#include "kernel/identifier.h"

#include <string.h>

static const char good[] = "01234567-89ab-cdef-fedc-ba9876543210";

static void
test_parse (void)
{
  TarnIdentifier identifier;

  g_assert_true (tarn_identifier_parse (good, &identifier));
  g_assert_cmphex (identifier.high, ==, G_GUINT64_CONSTANT (0x0123456789abcdef));
  g_assert_cmphex (identifier.low, ==, G_GUINT64_CONSTANT (0xfedcba9876543210));

  g_assert_true (tarn_identifier_parse ("00000000-0000-0000-0000-000000000000", &identifier));
  g_assert_cmphex (identifier.high | identifier.low, ==, 0);
  g_assert_true (tarn_identifier_parse ("FFFFFFFF-ffff-FfFf-fFfF-ffffffffffff", &identifier));
  g_assert_cmphex (identifier.high & identifier.low, ==, G_MAXUINT64);
}

static void
test_either_case (void)
{
  g_autofree char *upper = g_ascii_strup (good, -1);
  TarnIdentifier a, b;
  char text[TARN_UUID_LENGTH + 1];

  g_assert_true (tarn_identifier_parse (good, &a));
  g_assert_true (tarn_identifier_parse (upper, &b));
  g_assert_true (tarn_identifier_equal (&a, &b));
  tarn_identifier_format (&b, text);
  g_assert_cmpstr (text, ==, good);
}

/* Nothing is written when the text is wrong. */
static void
assert_refused (const char *text)
{
  TarnIdentifier identifier = { 1, 2 };

  g_assert_false (tarn_identifier_parse (text, &identifier));
  g_assert_cmpuint (identifier.high, ==, 1);
  g_assert_cmpuint (identifier.low, ==, 2);
}

static void
test_every_byte_at_every_place (void)
{
  for (guint place = 0; place < TARN_UUID_LENGTH; place++)
    for (guint byte = 0; byte < 256; byte++)
      {
        /* On the heap at its exact length, so that reading past the end is noticed. */
        g_autofree char *text = g_strdup (good);
        TarnIdentifier identifier;

        text[place] = (char) byte;
        if (good[place] == '-' ? byte == '-' : byte < 128 && g_ascii_isxdigit ((char) byte))
          g_assert_true (tarn_identifier_parse (text, &identifier));
        else
          assert_refused (text);
      }
}

/* Each digit lands where it belongs, whatever its neighbours are. */
static void
test_every_digit_at_every_place (void)
{
  for (guint place = 0; place < TARN_UUID_LENGTH; place++)
    for (guint digit = 0; good[place] != '-' && digit < 16; digit++)
      {
        char text[] = "ffffffff-ffff-ffff-ffff-ffffffffffff", again[TARN_UUID_LENGTH + 1];
        TarnIdentifier identifier;

        text[place] = "0123456789abcdef"[digit];
        g_assert_true (tarn_identifier_parse (text, &identifier));
        tarn_identifier_format (&identifier, again);
        g_assert_cmpstr (again, ==, text);
      }
}

static void
test_length (void)
{
  for (guint length = 0; length < TARN_UUID_LENGTH; length++)
    {
      g_autofree char *text = g_strndup (good, length);

      assert_refused (text);
    }

  g_autofree char *longer = g_strconcat (good, "0", NULL);
  assert_refused (longer);
  g_autofree char *digits = g_strnfill (TARN_UUID_LENGTH, '0');
  assert_refused (digits);
  g_autofree char *huge = g_strnfill (100000, '0');
  assert_refused (huge);
  assert_refused ("{1234567-89ab-cdef-fedc-ba987654321}");
  assert_refused ("0123456-789ab-cdef-fedc-ba9876543210");
}

static void
test_round_trip (void)
{
  TarnRandom random;

  tarn_random_init (&random, 1, 2);
  for (guint32 i = 0; i < 2000; i++)
    {
      TarnDraw draw = { 0, i, TARN_PURPOSE_REFRESH_RUN_ID, 0 };
      TarnIdentifier identifier = tarn_identifier_draw (&random, &draw), parsed;
      char text[TARN_UUID_LENGTH + 1];

      memset (text, 'x', sizeof text);
      tarn_identifier_format (&identifier, text);
      g_assert_cmpuint (strlen (text), ==, TARN_UUID_LENGTH);
      g_assert_true (tarn_identifier_parse (text, &parsed));
      g_assert_true (tarn_identifier_equal (&identifier, &parsed));

      /* Version 4, variant 1. */
      g_assert_cmpint (text[14], ==, '4');
      g_assert_nonnull (strchr ("89ab", text[19]));
      g_assert_cmpuint (draw.index, ==, 1);
    }
}

/* Run ids are part of the draw format. */
static void
test_golden (void)
{
  TarnDraw draw = { G_GUINT64_CONSTANT (0x0123456789abcdef), 7, 2, 3 };
  char text[TARN_UUID_LENGTH + 1];
  TarnRandom random;

  tarn_random_init (&random, 0, 0);
  TarnIdentifier identifier = tarn_identifier_draw (&random, &draw);
  tarn_identifier_format (&identifier, text);
  g_assert_cmpstr (text, ==, "33295fbd-f1aa-4875-8006-2bbfb5331c54");
}

static void
test_equal (void)
{
  const TarnIdentifier a = { 1, 2 }, same = { 1, 2 }, high = { 3, 2 }, low = { 1, 3 };

  g_assert_true (tarn_identifier_equal (&a, &same));
  g_assert_false (tarn_identifier_equal (&a, &high));
  g_assert_false (tarn_identifier_equal (&a, &low));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identifier/parse", test_parse);
  g_test_add_func ("/identifier/either-case", test_either_case);
  g_test_add_func ("/identifier/every-byte-at-every-place", test_every_byte_at_every_place);
  g_test_add_func ("/identifier/every-digit-at-every-place", test_every_digit_at_every_place);
  g_test_add_func ("/identifier/length", test_length);
  g_test_add_func ("/identifier/round-trip", test_round_trip);
  g_test_add_func ("/identifier/golden", test_golden);
  g_test_add_func ("/identifier/equal", test_equal);

  return g_test_run ();
}
