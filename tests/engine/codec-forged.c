/* SPDX-License-Identifier: MIT */
/*
 * No engine has written the bytes of these tests: they are cut off somewhere, or one byte is changed. The
 * reader refuses them, or it makes an engine that can be used and saved like any other engine.
 *
 * With `-m slow`, the tests change every byte and every number, otherwise every 17th, and the first number of each
 * kind. They cut the bytes off everywhere in both cases.
 */
#include "codec-places.h"
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

/* Returns whether the engine was refused. */
static gboolean
forge_number (GByteArray *bytes, Place place, guint64 number)
{
  g_autoptr (GError) error = NULL;

  set_number (bytes, place, number);
  g_test_message ("%s: %" G_GUINT64_FORMAT, place.path, number);
  g_autoptr (TarnEngine) read = read_engine (bytes->data, bytes->len, &error);
  if (read != NULL)
    use_forged (read, bytes);
  else
    assert_refused (error);
  return read == NULL;
}

/* Paths (char *) without the numbers of items, of all engines. */
static GHashTable *taken;

/* Returns whether no path that differs from this one in the numbers of items alone was taken before, and takes it. */
static gboolean
take_kind (const char *path)
{
  g_autoptr (GRegex) numbers = g_regex_new ("\\[[0-9]+\\]", 0, 0, NULL);

  return g_hash_table_add (taken, g_regex_replace_literal (numbers, path, -1, 0, "[]", 0, NULL));
}

/* Forges each number to the ends of the ranges, where a count or a sequence would soon overflow. */
static void
test_numbers (gconstpointer data)
{
  g_autoptr (TarnEngine) engine = ((const World *) data)->build ();
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (GArray) places = list_numbers (bytes);
  guint n_refused = 0, n_used = 0;

  for (guint i = 0; i < places->len; i++)
    {
      if (!take_kind (g_array_index (places, Place, i).path) && i % get_step () != 0)
        continue;

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

/* --- The ends of counts ----------------------------------------------------------------------- */

static TarnEngine *
read_forged (const GByteArray *bytes)
{
  g_autoptr (GError) error = NULL;
  TarnEngine *engine = read_engine (bytes->data, bytes->len, &error);

  g_assert_no_error (error);
  return engine;
}

static void
assert_can_be_read_again (TarnEngine *engine)
{
  g_autoptr (GByteArray) bytes = write_engine (engine);
  g_autoptr (TarnEngine) again = read_forged (bytes);

  assert_bytes_of (again, bytes);
}

static TarnGlueClient *
create_sample_client (TarnEngine *engine)
{
  return glue_client_new (engine, TARN_SAMPLE_ACCOUNT_ID, NULL);
}

/* A view has started as many runs but one as it may. It starts one more, and no other. */
static void
test_last_run (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (engine_seed);
  g_autoptr (GByteArray) bytes = write_engine (tarn_sample_get_engine (sample));
  g_autoptr (GArray) places = list_numbers (bytes);
  g_autoptr (GError) error = NULL;

  set_number (bytes, find_place (places, "glue.table[1].runs-started"), G_MAXUINT32 - 1);
  set_number (bytes, find_place (places, "glue.runs.next-sequence"), G_MAXUINT32);
  g_autoptr (TarnEngine) engine = read_forged (bytes);
  g_autoptr (TarnGlueClient) glue = create_sample_client (engine);
  const char *views[] = { "daily", "monthly" };
  guint n_refused = 0;

  tarn_engine_set_journal (engine, NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = start_refresh (glue, NULL, "sales", views[i % 2], FALSE, &error);

      if (id == NULL)
        {
          g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_RESOURCE_NUMBER_LIMIT_EXCEEDED);
          g_assert_nonnull (strstr (error->message, "has had 4294967295 refresh task runs"));
          g_clear_error (&error);
          n_refused++;
        }
      assert_can_be_read_again (engine);
      tarn_engine_advance_by (engine, DAY_US, NULL);
      assert_can_be_read_again (engine);
    }
  g_assert_cmpuint (n_refused, ==, 1);
}

/* A table has had as many commits but one as it may. */
static void
test_last_commit (void)
{
  g_autoptr (TarnSample) sample = tarn_sample_new (engine_seed);
  g_autoptr (GByteArray) bytes = write_engine (tarn_sample_get_engine (sample));
  g_autoptr (GArray) places = list_numbers (bytes);
  g_autoptr (TarnTableName) orders = tarn_table_name_new (NULL, "sales", "orders");
  g_autoptr (TarnCommit) commit = tarn_commit_new (TARN_COMMIT_APPEND);
  g_autoptr (GError) error = NULL;

  set_number (bytes, find_place (places, "glue.table[0].current.commits"), G_MAXINT64 - 1);
  g_autoptr (TarnEngine) engine = read_forged (bytes);
  g_autoptr (TarnGlueClient) glue = create_sample_client (engine);

  g_assert_true (tarn_glue_client_commit (glue, orders, commit, NULL));
  assert_can_be_read_again (engine);
  g_assert_false (tarn_glue_client_commit (glue, orders, commit, &error));
  g_assert_error (error, TARN_GLUE_ERROR, TARN_GLUE_ERROR_INVALID_INPUT);
  g_assert_nonnull (strstr (error->message, "2^63 - 1"));
  assert_can_be_read_again (engine);
}

/* All ids of statements but one have been given. */
static void
test_last_statement (void)
{
  g_autoptr (TarnEngine) built = tarn_engine_new (engine_seed);
  g_autoptr (GByteArray) bytes = write_engine (built);
  g_autoptr (GArray) places = list_numbers (bytes);

  set_number (bytes, find_place (places, "access.last-id"), G_MAXUINT32 - 1);
  g_autoptr (TarnEngine) engine = read_forged (bytes);

  g_assert_cmpuint (tarn_engine_deny (engine, "*", "glue:*", "*"), ==, G_MAXUINT32);
  assert_can_be_read_again (engine);
  g_assert_cmpuint (tarn_engine_grant (engine, "*", "glue:*", "*"), ==, 0);
  assert_can_be_read_again (engine);
  g_assert_true (tarn_engine_revoke (engine, G_MAXUINT32));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_world_tests ("/codec-forged/cut-off", test_cut_off);
  add_world_tests ("/codec-forged/changed", test_changed);
  add_world_tests ("/codec-forged/numbers", test_numbers);
  g_test_add_func ("/codec-forged/last-run", test_last_run);
  g_test_add_func ("/codec-forged/last-commit", test_last_commit);
  g_test_add_func ("/codec-forged/last-statement", test_last_statement);

  int status = g_test_run ();

  g_hash_table_unref (taken);
  return status;
}
