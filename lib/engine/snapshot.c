/* SPDX-License-Identifier: MIT */
#include "engine/snapshot.h"

#include <string.h>
#include <tarn/tarn-error.h>

#include "kernel/fail.h"
#include "kernel/file.h"

G_STATIC_ASSERT (TARN_CODEC_TIME_MIN_US == TARN_ENGINE_START_TIME);

/*
 * The magic has a byte over 127, both characters of line ends and an end-of-file character. So the engine
 * notices a program that has changed the snapshot like a text.
 */
static const guint8 magic[8] = { 0x89, 'T', 'A', 'R', 'N', '\r', '\n', 0x1a };

enum
{
  FORMAT_VERSION = 1,
  DRAW_FORMAT_VERSION = 1,
  SHA256_BYTES = 32,
  LENGTH_OFFSET = sizeof magic + 4 + 4,
  CHECKSUM_OFFSET = LENGTH_OFFSET + 8,
  HEADER_BYTES = CHECKSUM_OFFSET + SHA256_BYTES,
};

/* --- The state -------------------------------------------------------------------------------- */

static void
check_events (TarnEngine *self, TarnCodec *codec)
{
  for (guint i = 0; self->rooms[i] != NULL; i++)
    {
      tarn_codec_begin (codec, self->core.services[i]->name);
      tarn_runs_check_events (&self->rooms[i]->runs, codec);
      tarn_codec_end (codec);
    }
}

void
tarn_engine_code (TarnEngine *self, TarnCodec *codec)
{
  tarn_clock_code (&self->core.clock, codec);
  tarn_core_code (&self->core, codec);
  for (guint i = 0; self->rooms[i] != NULL; i++)
    tarn_room_code (self->rooms[i], codec);
  tarn_clock_code_events (&self->core.clock, codec);
  if (tarn_codec_is_reading (codec))
    check_events (self, codec);
}

void
tarn_engine_code_origin (TarnEngine *self, TarnCodec *codec, TarnUserObjects *objects)
{
  TarnRandom *random = &self->core.random;

  tarn_codec_begin (codec, "engine");
  tarn_codec_uint64 (codec, "seed", &random->seed);
  tarn_codec_uint64 (codec, "replication", &random->replication);
  if (tarn_codec_is_reading (codec))
    tarn_random_init (random, random->seed, random->replication);
  for (guint i = 0; self->rooms[i] != NULL; i++)
    {
      tarn_codec_begin (codec, self->core.services[i]->name);
      tarn_codec_boolean (codec, "cost-model", &objects->has_model_of_room[i]);
      tarn_codec_end (codec);
    }
  tarn_codec_boolean (codec, "slot-chooser", &objects->has_chooser);
  tarn_codec_end (codec);
}

/* --- Saving ----------------------------------------------------------------------------------- */

static void
compute_checksum (const guint8 *data, gsize size, guint8 out_checksum[SHA256_BYTES])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = SHA256_BYTES;

  g_checksum_update (checksum, data, (gssize) size);
  g_checksum_get_digest (checksum, out_checksum, &length);
}

static void
write_header (GByteArray *bytes)
{
  TarnCodec codec;
  guint32 format_version = FORMAT_VERSION, draw_format_version = DRAW_FORMAT_VERSION;
  guint64 length = 0;

  g_byte_array_append (bytes, magic, sizeof magic);
  tarn_codec_init_writer (&codec, bytes);
  tarn_codec_uint32 (&codec, "format version", &format_version);
  tarn_codec_uint32 (&codec, "draw format version", &draw_format_version);
  tarn_codec_uint64 (&codec, "length", &length);
  g_byte_array_set_size (bytes, HEADER_BYTES);
}

/* The length and the checksum are only known after all following bytes are written. */
static void
seal_header (GByteArray *bytes)
{
  guint64 length = bytes->len - HEADER_BYTES;

  for (guint i = 0; i < 8; i++)
    bytes->data[LENGTH_OFFSET + i] = (guint8) (length >> (8 * i));
  compute_checksum (bytes->data + HEADER_BYTES, (gsize) length, bytes->data + CHECKSUM_OFFSET);
}

static GByteArray *
save (TarnEngine *self, TarnUserObjects objects)
{
  GByteArray *bytes = g_byte_array_new ();
  TarnCodec codec;

  write_header (bytes);
  tarn_codec_init_writer (&codec, bytes);
  tarn_engine_code_origin (self, &codec, &objects);
  tarn_engine_code (self, &codec);
  seal_header (bytes);
  return bytes;
}

GBytes *
tarn_engine_save (TarnEngine *self, GError **error)
{
  g_return_val_if_fail (TARN_IS_ENGINE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!tarn_core_check_quiet (&self->core, "the engine cannot be saved", error))
    return NULL;

  return g_byte_array_free_to_bytes (save (self, tarn_engine_get_user_objects (self)));
}

gboolean
tarn_engine_save_to_file (TarnEngine *self, const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  g_autoptr (GBytes) bytes = tarn_engine_save (self, error);
  if (bytes == NULL)
    return FALSE;

  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  return tarn_file_write (path, data, size,
                          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, error);
}

char *
tarn_engine_dup_digest (TarnEngine *self, GError **error)
{
  g_autoptr (GBytes) bytes = tarn_engine_save (self, error);

  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

/* --- Restoring -------------------------------------------------------------------------------- */

#define refuse(error, ...)                                                                         \
  tarn_fail (error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT, "no snapshot: " __VA_ARGS__)

static gboolean
check_versions (guint32 format_version, guint32 draw_format_version, GError **error)
{
  if (format_version != FORMAT_VERSION)
    return refuse (error, "it is of format version %u, and this library reads version %u",
                   format_version, FORMAT_VERSION);
  if (draw_format_version != DRAW_FORMAT_VERSION)
    return refuse (error, "it is of draw format version %u, and this library draws by version %u",
                   draw_format_version, DRAW_FORMAT_VERSION);

  return TRUE;
}

static gboolean
check_header (const guint8 *data, gsize size, GError **error)
{
  TarnCodec codec;
  guint32 format_version, draw_format_version;
  guint64 length;
  guint8 checksum[SHA256_BYTES];

  if (size < sizeof magic || memcmp (data, magic, sizeof magic) != 0)
    return refuse (error, "it does not begin with the eight bytes of one");
  if (size < HEADER_BYTES)
    return refuse (error, "it ends after %" G_GSIZE_FORMAT " of the %d bytes of its header", size,
                   HEADER_BYTES);

  tarn_codec_init_reader (&codec, data + sizeof magic, HEADER_BYTES - sizeof magic);
  tarn_codec_uint32 (&codec, "format version", &format_version);
  tarn_codec_uint32 (&codec, "draw format version", &draw_format_version);
  tarn_codec_uint64 (&codec, "length", &length);
  if (!check_versions (format_version, draw_format_version, error))
    return FALSE;
  if (length != size - HEADER_BYTES)
    return refuse (error,
                   "%" G_GSIZE_FORMAT " bytes follow its header, which says %" G_GUINT64_FORMAT,
                   size - HEADER_BYTES, length);

  compute_checksum (data + HEADER_BYTES, size - HEADER_BYTES, checksum);
  if (memcmp (checksum, data + CHECKSUM_OFFSET, SHA256_BYTES) != 0)
    return refuse (error, "its checksum is another than that of its bytes");
  return TRUE;
}

/* Refuses bytes that no engine would save, even if the bytes can be read. */
static gboolean
check_canonical (TarnEngine *self, TarnUserObjects objects, GBytes *snapshot, GError **error)
{
  g_autoptr (GByteArray) saved = save (self, objects);
  gsize size;
  const guint8 *data = g_bytes_get_data (snapshot, &size);
  gsize offset = HEADER_BYTES;

  if (saved->len == size && memcmp (saved->data, data, size) == 0)
    return TRUE;

  while (offset < size && offset < saved->len && saved->data[offset] == data[offset])
    offset++;
  return refuse (error,
                 "an engine in this state would save other bytes, from byte %" G_GSIZE_FORMAT " on",
                 offset);
}

static gboolean
read_engine (TarnEngine *self, TarnCodec *codec, const TarnForkOptions *options,
             TarnUserObjects *out_objects, GError **error)
{
  *out_objects = (TarnUserObjects){ { FALSE }, FALSE };
  tarn_engine_code_origin (self, codec, out_objects);
  if (tarn_codec_is_ok (codec)
      && !tarn_engine_take_user_objects (self, options, out_objects, error))
    return FALSE;

  tarn_engine_code (self, codec);
  if (tarn_codec_is_ok (codec) && codec->offset != codec->size)
    tarn_codec_fail (codec, "end", "%" G_GSIZE_FORMAT " bytes are left over",
                     codec->size - codec->offset);
  if (tarn_codec_is_ok (codec))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&codec->error));
  return FALSE;
}

TarnEngine *
tarn_engine_restore (GBytes *snapshot, const TarnForkOptions *options, GError **error)
{
  TarnCodec codec;
  TarnUserObjects objects;
  gsize size;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const guint8 *data = g_bytes_get_data (snapshot, &size);
  if (!check_header (data, size, error))
    return NULL;

  g_autoptr (TarnEngine) self = g_object_new (TARN_TYPE_ENGINE, NULL);
  tarn_codec_init_reader (&codec, data + HEADER_BYTES, size - HEADER_BYTES);
  if (!read_engine (self, &codec, options, &objects, error)
      || !check_canonical (self, objects, snapshot, error))
    return NULL;

  return g_steal_pointer (&self);
}

TarnEngine *
tarn_engine_restore_from_file (const char *path, const TarnForkOptions *options, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (GBytes) bytes = tarn_file_read (path, G_MAXSIZE, error);
  return bytes != NULL ? tarn_engine_restore (bytes, options, error) : NULL;
}
