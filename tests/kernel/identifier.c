/* SPDX-License-Identifier: MIT */
/*
 * These tests are about identifiers as text. The parser of UUIDs reads eight digits at a time by arithmetic
 * on whole words, where a carry into the neighbor would be the classic mistake. So the tests try every wrong
 * byte at every place. Codes have two halves, which must not run into each other. The fixed codes come from
 * another program that was written from the definition of the draw.
 */
#include "datazone/datazone-service.h"
#include "glue/glue-service.h"
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

/* Checks that the parser refuses the text and writes nothing. */
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
        /* The text has its exact length on the heap, so that a sanitizer notices a read past its end. */
        g_autofree char *text = g_strdup (good);
        TarnIdentifier identifier;

        text[place] = (char) byte;
        if (good[place] == '-' ? byte == '-' : byte < 128 && g_ascii_isxdigit ((char) byte))
          g_assert_true (tarn_identifier_parse (text, &identifier));
        else
          assert_refused (text);
      }
}

/* The parser puts each digit in its place, whatever its neighbors are. */
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

      /* The UUID has version 4 and variant 1. */
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

/* --- Codes ------------------------------------------------------------------------------------ */

static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";

typedef struct
{
  const char *text;
  guint64 high; /* before it is shifted */
  guint64 low;
} Code;

#define GREATEST_HALF G_GUINT64_CONSTANT (78364164095) /* 36^7 - 1 */

static const Code codes[] = {
  { "00000000000000", 0, 0 },
  { "00000000000001", 0, 1 },
  { "00000010000000", 1, 0 },
  { "0000000zzzzzzz", 0, GREATEST_HALF },
  { "zzzzzzz0000000", GREATEST_HALF, 0 },
  { "zzzzzzzzzzzzzz", GREATEST_HALF, GREATEST_HALF },
  { "0000009000000a", 9, 10 },
  { "000000z0000010", 35, 36 },
  { "10000000100000", G_GUINT64_CONSTANT (2176782336), 60466176 },
};

static void
test_code_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      char text[TARN_CODE_LENGTH + 1];
      TarnIdentifier identifier;

      g_assert_true (tarn_identifier_parse_code (codes[i].text, &identifier));
      g_assert_cmphex (identifier.high, ==, codes[i].high << 27);
      g_assert_cmphex (identifier.low, ==, codes[i].low);
      tarn_identifier_format_code (&identifier, text);
      g_assert_cmpstr (text, ==, codes[i].text);
    }
}

/* Every letter occurs at every place, so the codes use the whole width of both halves. */
static void
test_code_round_trip (void)
{
  gboolean is_seen[TARN_CODE_LENGTH][G_N_ELEMENTS (letters) - 1] = { { FALSE } };
  TarnRandom random;

  tarn_random_init (&random, 1, 2);
  for (guint32 i = 0; i < 10000; i++)
    {
      TarnDraw draw = { 0, i, TARN_PURPOSE_METADATA_RUN_ID, 0 };
      TarnIdentifier identifier = tarn_identifier_draw_code (&random, &draw), parsed;
      char text[TARN_CODE_LENGTH + 1];

      memset (text, 'x', sizeof text);
      tarn_identifier_format_code (&identifier, text);
      g_assert_cmpuint (strlen (text), ==, TARN_CODE_LENGTH);
      g_assert_cmpuint (strspn (text, letters), ==, TARN_CODE_LENGTH);
      g_assert_true (tarn_identifier_parse_code (text, &parsed));
      g_assert_true (tarn_identifier_equal (&identifier, &parsed));
      g_assert_cmpuint (draw.index, ==, 1);
      for (guint place = 0; place < TARN_CODE_LENGTH; place++)
        is_seen[place][strchr (letters, text[place]) - letters] = TRUE;
    }

  for (guint place = 0; place < TARN_CODE_LENGTH; place++)
    for (gsize i = 0; i < G_N_ELEMENTS (letters) - 1; i++)
      g_assert_true (is_seen[place][i]);
}

static void
assert_code_refused (const char *text)
{
  TarnIdentifier identifier = { 1, 2 };

  g_assert_false (tarn_identifier_parse_code (text, &identifier));
  g_assert_cmpuint (identifier.high, ==, 1);
  g_assert_cmpuint (identifier.low, ==, 2);
}

static void
test_code_every_byte_at_every_place (void)
{
  for (guint place = 0; place < TARN_CODE_LENGTH; place++)
    for (guint byte = 0; byte < 256; byte++)
      {
        g_autofree char *text = g_strdup ("0a9z5k0zzz0a1b");
        char again[TARN_CODE_LENGTH + 1];
        TarnIdentifier identifier;

        text[place] = (char) byte;
        if (byte == '\0' || strchr (letters, (char) byte) == NULL)
          {
            assert_code_refused (text);
            continue;
          }
        g_assert_true (tarn_identifier_parse_code (text, &identifier));
        tarn_identifier_format_code (&identifier, again);
        g_assert_cmpstr (again, ==, text);
      }
}

static void
test_code_refused (void)
{
  for (guint length = 0; length < TARN_CODE_LENGTH; length++)
    {
      g_autofree char *text = g_strnfill (length, '0');

      assert_code_refused (text);
    }

  g_autofree char *longer = g_strnfill (TARN_CODE_LENGTH + 1, '0');
  assert_code_refused (longer);
  g_autofree char *huge = g_strnfill (100000, '0');
  assert_code_refused (huge);
  assert_code_refused (good);
  assert_code_refused ("ABCDEFGHIJKLMN");
  assert_code_refused ("abcdefghijklmN");
  assert_code_refused ("abcdefg-ijklmn");
  assert_code_refused ("abcdefg_ijklmn");
  assert_code_refused ("abcdefghijklm ");
}

static void
test_code_draws_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  TarnRandom random;

  tarn_random_init (&random, 1, 0);
  for (guint64 entity = 0; entity < 100; entity++)
    for (guint32 ordinal = 0; ordinal < 100; ordinal++)
      {
        TarnDraw draw = { entity, ordinal, TARN_PURPOSE_METADATA_RUN_ID, 0 };
        TarnIdentifier identifier = tarn_identifier_draw_code (&random, &draw);
        char *text = g_malloc (TARN_CODE_LENGTH + 1);

        tarn_identifier_format_code (&identifier, text);
        g_assert_true (g_hash_table_add (seen, text));
      }
}

typedef struct
{
  guint64 seed;
  guint64 replication;
  TarnDraw draw;
  const char *text;
} GoldenCode;

static void
test_code_golden (void)
{
  const GoldenCode rows[] = {
    { 0, 0, { G_GUINT64_CONSTANT (0x0123456789abcdef), 7, 2, 3 }, "7707dbq004e5im" },
    { 0, 0, { G_GUINT64_CONSTANT (0x0123456789abcdef), 7, 9, 0 }, "nuzzdqfx8j8woy" },
    { 42, 1, { 1, 0, 9, 0 }, "sipkc9sqdk1q80" },
    { 42, 1, { 0, 1, 9, 0 }, "octpt4my0vd06d" },
    { 42, 1, { 0, 0, 5, 0 }, "hysfafa8j8m0h7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      TarnDraw draw = rows[i].draw;
      char text[TARN_CODE_LENGTH + 1];
      TarnRandom random;

      tarn_random_init (&random, rows[i].seed, rows[i].replication);
      TarnIdentifier identifier = tarn_identifier_draw_code (&random, &draw);
      tarn_identifier_format_code (&identifier, text);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
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
  g_test_add_func ("/identifier/code/rows", test_code_rows);
  g_test_add_func ("/identifier/code/round-trip", test_code_round_trip);
  g_test_add_func ("/identifier/code/every-byte-at-every-place",
                   test_code_every_byte_at_every_place);
  g_test_add_func ("/identifier/code/refused", test_code_refused);
  g_test_add_func ("/identifier/code/draws-differ", test_code_draws_differ);
  g_test_add_func ("/identifier/code/golden", test_code_golden);

  return g_test_run ();
}
