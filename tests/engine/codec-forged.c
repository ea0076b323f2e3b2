/* SPDX-License-Identifier: MIT */
/*
 * No engine has written the bytes of these tests: they are cut off somewhere, or one byte is changed. The
 * reader refuses them, or it makes an engine that can be used and saved like any other engine.
 *
 * With `-m slow`, the tests change every byte and every number, otherwise every 17th. They cut the bytes off
 * everywhere in both cases.
 */
#include "codec-worlds.h"

static const guint8 masks[] = { 0x01, 0x80, 0xff };

enum
{
  /* The step is prime, so that no field of a record is always left out. */
  SPARSE = 17,
};

static guint
get_step (void)
{
  return g_test_slow () ? 1 : SPARSE;
}

/* Checks that the error names the place of the wrong value. Only a name that a user chose may have spaces. */
static void
assert_refused (const GError *error)
{
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);

  const char *end = strstr (error->message, ", before byte ");
  g_assert_nonnull (end);
  g_autofree char *place = g_strndup (error->message, (gsize) (end - error->message));
  const char *name = strrchr (place, '.');
  g_assert_true (
      g_regex_match_simple ("^[\\w-]+(\\[[^]]*\\])?$", name != NULL ? name + 1 : place, 0, 0));
}

static void
test_cut_off (gconstpointer data)
{
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);

  for (guint size = 0; size < bytes->len; size++)
    {
      /* The copy has exactly @size bytes, so that a sanitizer notices a read behind its end. */
      g_autofree guint8 *cut = g_memdup2 (bytes->data, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (TarnEngine) read = read_engine (cut, size, &error);

      assert_refused (error);
      g_assert_null (read);
    }
}

/* Checks that an engine that was read writes the same bytes, and can be used and saved again. */
static void
use_forged (TarnEngine *engine, const GByteArray *forged)
{
  g_autoptr (GError) error = NULL;

  assert_bytes_of (engine, forged);
  g_autofree char *told G_GNUC_UNUSED = log_engine (engine);
  use_engine (engine);
  g_autoptr (GByteArray) used = write_engine (engine);
  g_autoptr (TarnEngine) again = read_engine (used->data, used->len, &error);
  g_assert_no_error (error);
  assert_bytes_of (again, used);
}

static void
test_changed (gconstpointer data)
{
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  guint n_refused = 0, n_used = 0;

  for (guint at = 0; at < bytes->len; at += get_step ())
    for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
      {
        g_autoptr (GError) error = NULL;

        bytes->data[at] ^= masks[i];
        g_autoptr (TarnEngine) read = read_engine (bytes->data, bytes->len, &error);
        if (read != NULL)
          use_forged (read, bytes);
        else
          assert_refused (error);
        n_used += read != NULL;
        n_refused += read == NULL;
        bytes->data[at] ^= masks[i];
      }

  g_test_message ("%u bytes: %u refused, %u used", bytes->len, n_refused, n_used);
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_used, >, 0);
}

/* --- Numbers ---------------------------------------------------------------------------------- */

/* Where a number, or a short text, is in the bytes. */
typedef struct
{
  guint offset;
  guint n_bytes;
} Place;

/*
 * Finds the value that begins at @offset: the reader tells how many of its bytes are missing if the data end
 * there.
 */
static Place
find_place (const GByteArray *bytes, guint offset)
{
  g_autofree guint8 *cut = g_memdup2 (bytes->data, offset);
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) read = read_engine (cut, offset, &error);
  Place place = { offset, 0 };

  assert_refused (error);
  g_assert_null (read);
  const char *missing = strstr (error->message, "the data end here, ");
  if (missing != NULL)
    place.n_bytes = (guint) g_ascii_strtoull (missing + strlen ("the data end here, "), NULL, 10);
  return place;
}

/* Lists the numbers of 1, 2, 4 or 8 bytes. A text of such a length is in the list too, which does no harm. */
static GArray *
list_numbers (const GByteArray *bytes)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  Place place = { 0, 0 };

  for (guint at = 0; at < bytes->len; at += MAX (place.n_bytes, 1))
    {
      place = find_place (bytes, at);
      if (place.n_bytes == 1 || place.n_bytes == 2 || place.n_bytes == 4 || place.n_bytes == 8)
        g_array_append_val (places, place);
    }

  return places;
}

static guint64
get_number (const GByteArray *bytes, Place place)
{
  guint64 number = 0;

  for (guint i = 0; i < place.n_bytes; i++)
    number |= (guint64) bytes->data[place.offset + i] << (8 * i);
  return number;
}

static void
set_number (GByteArray *bytes, Place place, guint64 number)
{
  for (guint i = 0; i < place.n_bytes; i++)
    bytes->data[place.offset + i] = (guint8) (number >> (8 * i));
}

/* Returns whether the engine was refused. */
static gboolean
forge_number (GByteArray *bytes, Place place, guint64 number)
{
  g_autoptr (GError) error = NULL;

  set_number (bytes, place, number);
  g_test_message ("byte %u: %u bytes, %" G_GUINT64_FORMAT, place.offset, place.n_bytes, number);
  g_autoptr (TarnEngine) read = read_engine (bytes->data, bytes->len, &error);
  if (read != NULL)
    use_forged (read, bytes);
  else
    assert_refused (error);
  return read == NULL;
}

/* Forges each number to the ends of the ranges, where a count or a sequence would soon overflow. */
static void
test_numbers (gconstpointer data)
{
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (GArray) places = list_numbers (bytes);
  guint n_refused = 0, n_used = 0;

  for (guint i = 0; i < places->len; i += get_step ())
    {
      Place place = g_array_index (places, Place, i);
      guint64 old = get_number (bytes, place);
      const guint64 values[] = {
        0,
        1,
        old + 1,
        old - 1,
        G_GUINT64_CONSTANT (1) << 31,
        G_MAXUINT32 - 1,
        G_GUINT64_CONSTANT (1) << 32,
        G_GUINT64_CONSTANT (1) << 62,
        G_MAXINT64,
        G_MAXUINT64 - 1,
        G_MAXUINT64,
      };

      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        if (forge_number (bytes, place, values[j]))
          n_refused++;
        else
          n_used++;
      set_number (bytes, place, old);
    }

  g_test_message ("%u numbers: %u refused, %u used", places->len, n_refused, n_used);
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_used, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_world_tests ("/codec-forged/cut-off", test_cut_off);
  add_world_tests ("/codec-forged/changed", test_changed);
  add_world_tests ("/codec-forged/numbers", test_numbers);

  return g_test_run ();
}
