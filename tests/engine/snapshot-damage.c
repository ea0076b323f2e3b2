/* SPDX-License-Identifier: MIT */
/*
 * These tests damage snapshots. The header detects the damage. If the test has repaired the header, the walk
 * over the state detects the damage, or the bytes must be the snapshot of a sound engine.
 *
 * With `-m slow`, the tests try every byte of every snapshot, otherwise most of them try only some bytes.
 */
#include "worlds/snapshot-exercise.h"
#include "snapshot-header.h"
#include "worlds/snapshot-worlds.h"

#include <glib/gstdio.h>
#include <tarn/tarn-error.h>

#include "worlds/rows.h"

#define WEEK_US (G_GINT64_CONSTANT (7) * 24 * 3600 * 1000000)

enum
{
  EVENTS_MAX = 1000,
  /* The step is prime, so that it meets other values in each snapshot. */
  SPARSE = 41,

  /* These offsets count from the end of the header. */
  COST_MODEL_OFFSET = 16,
  METADATA_COST_MODEL_OFFSET = 17,
};

typedef struct
{
  guint8 *data;
  gsize size;
} Bytes;

static void
bytes_clear (Bytes *bytes)
{
  g_free (bytes->data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bytes, bytes_clear)

/* Returns the bytes of a snapshot, with room for one more byte. */
static Bytes
save_world (guint world)
{
  g_autoptr (GBytes) saved = snapshot_world_save (world);
  Bytes bytes = { .size = g_bytes_get_size (saved) };

  bytes.data = g_malloc0 (bytes.size + 1);
  memcpy (bytes.data, g_bytes_get_data (saved, NULL), bytes.size);
  return bytes;
}

static TarnEngine *
restore (const Bytes *bytes, GError **error)
{
  g_autoptr (GBytes) snapshot = g_bytes_new (bytes->data, bytes->size);
  TarnEngine *engine = tarn_engine_restore (snapshot, NULL, error);

  g_assert_cmpint (engine == NULL, ==, error != NULL && *error != NULL);
  return engine;
}

static void
assert_refused (const Bytes *bytes, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine G_GNUC_UNUSED = restore (bytes, &error);

  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static guint
get_step (void)
{
  return g_test_slow () ? 1 : SPARSE;
}

/* --- Without damage ---------------------------------------------------------------------------- */

/* A restored engine goes on like the saved engine, down to each line of the journal. */
static void
test_undamaged (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = snapshot_world_new (GPOINTER_TO_UINT (data));
  g_auto (Bytes) bytes = save_world (GPOINTER_TO_UINT (data));
  g_autoptr (TarnEngine) restored = restore (&bytes, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *happened = snapshot_drive (engine, WEEK_US, EVENTS_MAX);
      g_autofree char *happened_too = snapshot_drive (restored, WEEK_US, EVENTS_MAX);
      g_autofree char *difference = tarn_engine_diff (engine, restored, 10, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (happened_too, ==, happened);
      g_assert_cmpstr (difference, ==, "");
      snapshot_exercise (engine);
      snapshot_exercise (restored);
    }
}

/* --- Damage that the header detects ----------------------------------------------------------- */

static void
test_truncations (gconstpointer data)
{
  g_auto (Bytes) bytes = save_world (GPOINTER_TO_UINT (data));

  while (bytes.size-- > 0)
    assert_refused (&bytes, NULL);
}

/* Changes every bit of the header, and as many of the other bits as there is time for. */
static void
test_bits (gconstpointer data)
{
  g_auto (Bytes) bytes = save_world (GPOINTER_TO_UINT (data));
  gsize step = g_test_slow () ? 1 : 7;

  for (gsize bit = 0; bit < bytes.size * 8; bit += bit < SNAPSHOT_HEADER_BYTES * 8 ? 1 : step)
    {
      bytes.data[bit / 8] ^= (guint8) (1u << bit % 8);
      assert_refused (&bytes, NULL);
      bytes.data[bit / 8] ^= (guint8) (1u << bit % 8);
    }
}

/* Each row changes the snapshot of an empty engine, and has the message of the error. */
typedef struct
{
  const char *name;
  gint size; /* -1 for one byte more than the snapshot has, 0 for all of its bytes */
  guint offset;
  guint8 value;
  const char *message; /* SIZE stands for the number of bytes after the header, MORE for one more */
} HeaderRow;

#define NOT_ONE "no snapshot: it does not begin with the eight bytes of one"
#define OTHER_CHECKSUM "no snapshot: its checksum is another than that of its bytes"

/* clang-format off */
static const HeaderRow header_rows[] = {
  { "magic", 0, 0, 'T', NOT_ONE },
  { "magic-of-text", 0, 6, '\r', NOT_ONE },
  { "seven-bytes", 7, 0, 0x89, NOT_ONE },
  { "eight-bytes", 8, 0, 0x89, "no snapshot: it ends after 8 of the 56 bytes of its header" },
  { "all-but-one-of-header", 55, 0, 0x89, "no snapshot: it ends after 55 of the 56 bytes of its header" },
  { "header-alone", 56, 0, 0x89, "no snapshot: 0 bytes follow its header, which says SIZE" },
  { "no-format", 0, 8, 0, "no snapshot: it is of format version 0, and this library reads version 1" },
  { "later-format", 0, 8, 2, "no snapshot: it is of format version 2, and this library reads version 1" },
  { "much-later-format", 0, 11, 255, "no snapshot: it is of format version 4278190081, and this library reads version 1" },
  { "later-draw-format", 0, 12, 2, "no snapshot: it is of draw format version 2, and this library draws by version 1" },
  { "length", 0, 23, 1, "no snapshot: SIZE bytes follow its header, which says HUGE" },
  { "trailing-byte", -1, 0, 0x89, "no snapshot: MORE bytes follow its header, which says SIZE" },
  { "checksum", 0, 24, 0, OTHER_CHECKSUM },
  { "end-of-checksum", 0, 55, 0, OTHER_CHECKSUM },
  { "first-byte", 0, 56, 0x89, OTHER_CHECKSUM },
};
/* clang-format on */

static char *
expand_message (const HeaderRow *row, gsize size)
{
  GString *message = g_string_new (row->message);
  gsize payload = size - SNAPSHOT_HEADER_BYTES;
  g_autofree char *as_it_is = g_strdup_printf ("%" G_GSIZE_FORMAT, payload);
  g_autofree char *more = g_strdup_printf ("%" G_GSIZE_FORMAT, payload + 1);
  g_autofree char *huge
      = g_strdup_printf ("%" G_GUINT64_FORMAT, (G_GUINT64_CONSTANT (1) << 56) + payload);

  g_string_replace (message, "SIZE", as_it_is, 0);
  g_string_replace (message, "MORE", more, 0);
  g_string_replace (message, "HUGE", huge, 0);
  return g_string_free (message, FALSE);
}

static void
test_header (gconstpointer data)
{
  const HeaderRow *row = data;
  g_auto (Bytes) bytes = save_world (0);
  g_autofree char *message = expand_message (row, bytes.size);

  bytes.data[row->offset] = row->value;
  if (row->size != 0)
    bytes.size = row->size > 0 ? (gsize) row->size : bytes.size + 1;
  assert_refused (&bytes, message);
}

/* --- Files ------------------------------------------------------------------------------------ */

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
place_init (Place *place)
{
  g_autoptr (GError) error = NULL;

  place->folder = g_dir_make_tmp ("tarn-snapshot-XXXXXX", &error);
  g_assert_no_error (error);
  place->path = g_build_filename (place->folder, "lake", NULL);
}

static void
place_clear (Place *place)
{
  g_remove (place->path);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->path);
  g_free (place->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
test_file (void)
{
  g_auto (Place) place = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (TarnEngine) engine = snapshot_world_new (3);
  g_autofree char *contents = NULL, *checksum = NULL;
  g_autofree char *digest = tarn_engine_dup_digest (engine, &error);
  gsize size;

  place_init (&place);
  g_assert_true (tarn_engine_save_to_file (engine, place.path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (place.path, &contents, &size, &error));
  checksum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) contents, size);
  g_assert_cmpstr (checksum, ==, digest);

  g_autoptr (TarnEngine) restored = tarn_engine_restore_from_file (place.path, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *restored_digest = tarn_engine_dup_digest (restored, &error);
  g_assert_cmpstr (restored_digest, ==, digest);
}

static void
test_no_file (void)
{
  g_auto (Place) place = { NULL };
  g_autoptr (GError) missing = NULL, folder = NULL, empty = NULL;

  place_init (&place);
  g_assert_null (tarn_engine_restore_from_file (place.path, NULL, &missing));
  g_assert_error (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (tarn_engine_restore_from_file (place.folder, NULL, &folder));
  g_assert_nonnull (folder);
  g_assert_true (folder->domain == G_FILE_ERROR);
  g_assert_true (g_file_set_contents (place.path, "", 0, NULL));
  g_assert_null (tarn_engine_restore_from_file (place.path, NULL, &empty));
  g_assert_error (empty, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  g_assert_cmpstr (empty->message, ==, NOT_ONE);
}

/*
 * A save first writes a file with a longer name. This name has the maximal length, so the save fails and must
 * keep the old file.
 */
static void
test_old_content (void)
{
  g_auto (Place) place = { NULL };
  g_autoptr (GError) error = NULL, no_folder = NULL;
  g_autoptr (TarnEngine) engine = tarn_engine_new (1);
  g_autofree char *name = g_strnfill (255, 'a'), *contents = NULL, *below = NULL;

  place_init (&place);
  g_free (place.path);
  place.path = g_build_filename (place.folder, name, NULL);
  FILE *file = g_fopen (place.path, "w");
  g_assert_nonnull (file);
  g_assert_cmpint (fputs ("old", file), >=, 0);
  fclose (file);

  g_assert_false (tarn_engine_save_to_file (engine, place.path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NAMETOOLONG);
  g_assert_true (g_file_get_contents (place.path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");

  below = g_build_filename (place.folder, "none", "lake", NULL);
  g_assert_false (tarn_engine_save_to_file (engine, below, &no_folder));
  g_assert_error (no_folder, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* --- Damage that the walk detects ------------------------------------------------------------- */

/*
 * Checks that the message names a place, such as `glue.table[2].size-bytes, before byte 512: ...`, or that it
 * says that the engine would save other bytes.
 */
static void
assert_names_place (const char *message)
{
  g_assert_true (g_regex_match_simple (
      "^([A-Za-z][A-Za-z0-9_-]*(\\[[^\n]+\\])?\\.)*[A-Za-z0-9_ -]+, before byte [0-9]+: .|"
      "^no snapshot: an engine in this state would save other bytes, from byte [0-9]+ on$",
      message, 0, 0));
}

static void
assert_sound (TarnEngine *engine, const Bytes *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wanted = g_bytes_new_static (expected->data, expected->size);
  g_autoptr (GBytes) saved = tarn_engine_save (engine, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (saved, wanted));
  g_autofree char *before G_GNUC_UNUSED = snapshot_drive (engine, WEEK_US, EVENTS_MAX);
  snapshot_exercise (engine);
  g_autofree char *after G_GNUC_UNUSED = snapshot_drive (engine, WEEK_US, EVENTS_MAX);
  snapshot_assert_restorable (engine);
}

static gboolean
is_cost_model (gsize offset)
{
  return offset - SNAPSHOT_HEADER_BYTES == COST_MODEL_OFFSET
         || offset - SNAPSHOT_HEADER_BYTES == METADATA_COST_MODEL_OFFSET;
}

/*
 * Repairs the header and restores the snapshot. Returns TRUE if the snapshot is refused. Otherwise the engine
 * must be sound.
 */
static gboolean
try_sealed (const Bytes *bytes, gsize offset)
{
  g_autoptr (GError) error = NULL;

  snapshot_seal (bytes->data, bytes->size);
  g_autoptr (TarnEngine) engine = restore (bytes, &error);
  if (engine != NULL)
    {
      assert_sound (engine, bytes);
      return FALSE;
    }
  if (error->code == TARN_ERROR_COST_MODEL && is_cost_model (offset))
    return TRUE;

  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  assert_names_place (error->message);
  return TRUE;
}

typedef enum
{
  XOR_1,
  XOR_128,
  SET_255,
  N_CHANGES,
} Change;

static guint8
change_byte (guint8 byte, Change change)
{
  return change == XOR_1 ? byte ^ 1 : change == XOR_128 ? byte ^ 128 : 255;
}

static void
test_sealed_bytes (gconstpointer data)
{
  g_auto (Bytes) bytes = save_world (GPOINTER_TO_UINT (data));
  guint step = get_step (), n_refused = 0, n_sound = 0;

  for (gsize offset = SNAPSHOT_HEADER_BYTES; offset < bytes.size; offset += step)
    for (Change change = XOR_1; change < N_CHANGES; change++)
      {
        guint8 before = bytes.data[offset];

        bytes.data[offset] = change_byte (before, change);
        if (bytes.data[offset] == before)
          continue;
        if (try_sealed (&bytes, offset))
          n_refused++;
        else
          n_sound++;
        bytes.data[offset] = before;
      }

  g_test_message ("%u refused, %u sound", n_refused, n_sound);
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_sound, >, 0);
}

/*
 * Writes a large number over each place, like a forged count or the position of an item that does not exist.
 */
static void
test_sealed_words (gconstpointer data)
{
  g_auto (Bytes) bytes = save_world (GPOINTER_TO_UINT (data));
  guint step = get_step ();

  for (gsize offset = SNAPSHOT_HEADER_BYTES; offset + 4 <= bytes.size; offset += step)
    {
      guint8 before[4];

      memcpy (before, bytes.data + offset, 4);
      memset (bytes.data + offset, 0xff, 4);
      bytes.data[offset] = 0xfe;
      try_sealed (&bytes, offset);
      memcpy (bytes.data + offset, before, 4);
    }
}

static void
test_sealed_truncations (gconstpointer data)
{
  g_auto (Bytes) bytes = save_world (GPOINTER_TO_UINT (data));
  guint step = get_step ();
  gsize size = bytes.size;

  for (gsize n_missing = 1; n_missing <= size - SNAPSHOT_HEADER_BYTES; n_missing += step)
    {
      bytes.size = size - n_missing;
      g_assert_true (try_sealed (&bytes, bytes.size));
    }
}

static void
test_sealed_rest (void)
{
  g_auto (Bytes) bytes = save_world (0);
  g_autofree char *message
      = g_strdup_printf ("end, before byte %" G_GSIZE_FORMAT ": 1 bytes are left over",
                         bytes.size - SNAPSHOT_HEADER_BYTES);

  bytes.size++;
  snapshot_seal (bytes.data, bytes.size);
  assert_refused (&bytes, message);
  bytes.size = SNAPSHOT_HEADER_BYTES;
  snapshot_seal (bytes.data, bytes.size);
  assert_refused (&bytes, "engine.seed, before byte 0: the data end here, 8 bytes are missing");
}

static void
add_world (guint world, const char *topic, void (*test) (gconstpointer data))
{
  g_autofree char *path
      = g_strdup_printf ("/snapshot/%s/%s", topic, snapshot_world_get_name (world));

  g_test_add_data_func (path, GUINT_TO_POINTER (world), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/snapshot/header/", header_rows, test_header);
  g_test_add_func ("/snapshot/file/checksum-is-digest", test_file);
  g_test_add_func ("/snapshot/file/no-snapshot-there", test_no_file);
  g_test_add_func ("/snapshot/file/old-content-stays", test_old_content);
  g_test_add_func ("/snapshot/sealed/rest", test_sealed_rest);
  for (guint world = 0; world < SNAPSHOT_N_WORLDS; world++)
    {
      add_world (world, "undamaged", test_undamaged);
      add_world (world, "truncations", test_truncations);
      add_world (world, "bits", test_bits);
      add_world (world, "sealed-bytes", test_sealed_bytes);
      add_world (world, "sealed-words", test_sealed_words);
      add_world (world, "sealed-truncations", test_sealed_truncations);
    }

  return g_test_run ();
}
