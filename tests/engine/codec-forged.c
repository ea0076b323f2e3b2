/* SPDX-License-Identifier: MIT */
/*
 * No engine has written the bytes of these tests: they are cut off somewhere, or one byte is changed. The
 * reader refuses them, or it makes an engine that can be used and saved like any other engine.
 *
 * With `-m slow`, the tests change every byte, otherwise every 17th. They cut the bytes off everywhere in
 * both cases.
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_world_tests ("/codec-forged/cut-off", test_cut_off);
  add_world_tests ("/codec-forged/changed", test_changed);

  return g_test_run ();
}
