/* SPDX-License-Identifier: MIT */
#include "kernel/codec.h"

#include <string.h>
#include <tarn/tarn-error.h>

static const guint32 no_text = G_MAXUINT32;

void
tarn_codec_init_writer (TarnCodec *codec, GByteArray *written)
{
  *codec = (TarnCodec){ .mode = TARN_CODEC_WRITE, .written = written };
}

void
tarn_codec_init_reader (TarnCodec *codec, const guint8 *data, gsize size)
{
  *codec = (TarnCodec){ .mode = TARN_CODEC_READ, .data = data, .size = size };
}

void
tarn_codec_set_listener (TarnCodec *codec, TarnCodecDescribeFunc tell, gpointer data)
{
  codec->tell = tell;
  codec->describe_data = data;
}

void
tarn_codec_init_describer (TarnCodec *codec, TarnCodecDescribeFunc tell, gpointer data)
{
  *codec = (TarnCodec){ .mode = TARN_CODEC_DESCRIBE, .tell = tell, .describe_data = data };
}

void
tarn_codec_clear (TarnCodec *codec)
{
  g_clear_error (&codec->error);
}

/* --- Failing ---------------------------------------------------------------------------------- */

void
tarn_codec_fail (TarnCodec *codec, const char *name, const char *format, ...)
{
  va_list arguments;

  if (!tarn_codec_is_ok (codec))
    return;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_autofree char *path = tarn_codec_dup_path (codec, 0, codec->n_places);
  g_set_error (&codec->error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT,
               "%s%s%s, before byte %" G_GSIZE_FORMAT ": %s", path, *path != '\0' ? "." : "", name,
               codec->offset, message);
}

gboolean
tarn_codec_check (TarnCodec *codec, gboolean is_good, const char *name, const char *message)
{
  if (G_UNLIKELY (!is_good))
    tarn_codec_fail (codec, name, "%s", message);
  return tarn_codec_is_ok (codec);
}

gboolean
tarn_codec_check_below (TarnCodec *codec, const char *name, guint64 value, guint64 bound)
{
  if (G_UNLIKELY (value >= bound))
    tarn_codec_fail (codec, name,
                     "%" G_GUINT64_FORMAT " is not below %" G_GUINT64_FORMAT
                     ", the number there is",
                     value, bound);
  return tarn_codec_is_ok (codec);
}

/* --- Places ----------------------------------------------------------------------------------- */

static void
push (TarnCodec *codec, TarnCodecPlace place)
{
  g_assert (codec->n_places < TARN_CODEC_DEPTH_MAX);
  codec->places[codec->n_places++] = place;
  codec->n_begun++;
}

void
tarn_codec_begin (TarnCodec *codec, const char *name)
{
  push (codec, (TarnCodecPlace){ name, 0, FALSE, NULL });
}

void
tarn_codec_begin_item (TarnCodec *codec, const char *name, guint64 index)
{
  push (codec, (TarnCodecPlace){ name, index, TRUE, NULL });
}

void
tarn_codec_end (TarnCodec *codec)
{
  g_assert (codec->n_places > 0);
  codec->n_places--;
  codec->n_begun++;
}

gboolean
tarn_codec_next_item (TarnCodec *codec, const char *name, guint64 index, guint64 n_items)
{
  if (index > 0)
    tarn_codec_end (codec);
  if (index == n_items || !tarn_codec_is_ok (codec))
    return FALSE;

  tarn_codec_begin_item (codec, name, index);
  return TRUE;
}

char *
tarn_codec_dup_path (const TarnCodec *codec, guint from, guint to)
{
  GString *path = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      const TarnCodecPlace *place = &codec->places[i];

      if (i > from)
        g_string_append_c (path, '.');
      g_string_append (path, place->name);
      if (place->label != NULL)
        g_string_append_printf (path, "[%s]", place->label);
      else if (place->is_item)
        g_string_append_printf (path, "[%" G_GUINT64_FORMAT "]", place->index);
    }

  return g_string_free (path, FALSE);
}

/* --- Bytes ------------------------------------------------------------------------------------ */

static void
tell (TarnCodec *codec, const char *name, TarnCodecKind kind, guint64 number, guint n_bytes,
      const char *text)
{
  TarnCodecValue value = { kind, number, n_bytes, text };

  codec->tell (codec->describe_data, codec, name, &value);
}

/* Returns FALSE if fewer than @n_bytes are left, or if the codec has failed before. */
static gboolean
take (TarnCodec *codec, const char *name, gsize n_bytes, const guint8 **out_bytes)
{
  if (!tarn_codec_is_ok (codec))
    return FALSE;
  if (codec->size - codec->offset < n_bytes)
    {
      tarn_codec_fail (codec, name, "the data end here, %" G_GSIZE_FORMAT " bytes are missing",
                       n_bytes - (codec->size - codec->offset));
      return FALSE;
    }

  *out_bytes = codec->data + codec->offset;
  codec->offset += n_bytes;
  return TRUE;
}

/*
 * Shifts the bytes into place, so that the result is the same on every machine. Most of a snapshot passes
 * through this function.
 */
static void
put_number (TarnCodec *codec, guint64 value, guint n_bytes)
{
  guint8 bytes[8];

  for (guint i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) (value >> (8 * i));
  g_byte_array_append (codec->written, bytes, n_bytes);
}

static guint64
take_number (TarnCodec *codec, const char *name, guint n_bytes)
{
  const guint8 *bytes;
  guint64 value = 0;

  if (!take (codec, name, n_bytes, &bytes))
    return 0;

  for (guint i = 0; i < n_bytes; i++)
    value |= (guint64) bytes[i] << (8 * i);
  return value;
}

static guint64
code_number (TarnCodec *codec, const char *name, TarnCodecKind kind, guint64 value, guint n_bytes)
{
  switch (codec->mode)
    {
    case TARN_CODEC_WRITE:
      put_number (codec, value, n_bytes);
      break;
    case TARN_CODEC_READ:
      value = take_number (codec, name, n_bytes);
      if (G_UNLIKELY (codec->tell != NULL) && tarn_codec_is_ok (codec))
        tell (codec, name, kind, value, n_bytes, NULL);
      break;
    case TARN_CODEC_DESCRIBE:
      tell (codec, name, kind, value, n_bytes, NULL);
      break;
    }

  return value;
}

/* --- Numbers ---------------------------------------------------------------------------------- */

/*
 * These functions store a value only when the codec reads. When it writes or describes, they must not touch
 * the state, because forks share the parts that no longer change.
 */

#define DEFINE_NUMBER(Type, function, kind)                                                        \
  void function (TarnCodec *codec, const char *name, Type *value)                                  \
  {                                                                                                \
    guint64 coded = code_number (codec, name, kind, (guint64) *value, sizeof *value);              \
                                                                                                   \
    if (tarn_codec_is_reading (codec))                                                             \
      *value = (Type) coded;                                                                       \
  }

DEFINE_NUMBER (guint8, tarn_codec_uint8, TARN_CODEC_NUMBER)
DEFINE_NUMBER (guint16, tarn_codec_uint16, TARN_CODEC_NUMBER)
DEFINE_NUMBER (guint32, tarn_codec_uint32, TARN_CODEC_NUMBER)
DEFINE_NUMBER (guint64, tarn_codec_uint64, TARN_CODEC_NUMBER)
DEFINE_NUMBER (gint64, tarn_codec_int64, TARN_CODEC_INTEGER)

void
tarn_codec_boolean (TarnCodec *codec, const char *name, gboolean *value)
{
  guint64 read = code_number (codec, name, TARN_CODEC_BOOLEAN, *value ? 1 : 0, 1);

  if (!tarn_codec_is_reading (codec))
    return;
  tarn_codec_check (codec, read <= 1, name, "is neither 0 nor 1");
  *value = read == 1;
}

static void
check_range (TarnCodec *codec, const char *name, gint64 *value, gint64 min, gint64 max)
{
  if (!tarn_codec_is_reading (codec) || (*value >= min && *value <= max))
    return;

  tarn_codec_fail (codec, name,
                   "%" G_GINT64_FORMAT " is not within %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                   *value, min, max);
  *value = min;
}

void
tarn_codec_int64_within (TarnCodec *codec, const char *name, gint64 *value, gint64 min, gint64 max)
{
  tarn_codec_int64 (codec, name, value);
  check_range (codec, name, value, min, max);
}

void
tarn_codec_uint64_within (TarnCodec *codec, const char *name, guint64 *value, guint64 max)
{
  tarn_codec_uint64 (codec, name, value);
  if (!tarn_codec_is_reading (codec) || *value <= max)
    return;

  tarn_codec_fail (codec, name, "%" G_GUINT64_FORMAT " is above %" G_GUINT64_FORMAT, *value, max);
  *value = 0;
}

void
tarn_codec_time (TarnCodec *codec, const char *name, gint64 *value_us, gint64 max_us)
{
  guint64 coded = code_number (codec, name, TARN_CODEC_TIME, (guint64) *value_us, 8);

  if (tarn_codec_is_reading (codec))
    *value_us = (gint64) coded;
  check_range (codec, name, value_us, 0, max_us);
  if (!tarn_codec_is_reading (codec) || *value_us == 0 || *value_us >= TARN_CODEC_TIME_MIN_US)
    return;

  tarn_codec_fail (codec, name, "%" G_GINT64_FORMAT " is before the time at which engines start",
                   *value_us);
  *value_us = 0;
}

/* --- Texts and counts ------------------------------------------------------------------------- */

void
tarn_codec_put_text (TarnCodec *codec, const char *name, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  g_assert (!tarn_codec_is_reading (codec));
  if (tarn_codec_is_describing (codec))
    {
      tell (codec, name, TARN_CODEC_TEXT, 0, 0, text);
      return;
    }

  put_number (codec, text != NULL ? length : no_text, 4);
  if (length > 0)
    g_byte_array_append (codec->written, (const guint8 *) text, (guint) length);
}

static char *
take_text (TarnCodec *codec, const char *name)
{
  const guint8 *bytes;
  guint64 length = take_number (codec, name, 4);

  if (!tarn_codec_is_ok (codec) || length == no_text)
    return NULL;
  if (!take (codec, name, (gsize) length, &bytes))
    return NULL;
  if (!tarn_codec_check (codec, memchr (bytes, 0, (gsize) length) == NULL, name,
                         "has a zero byte within"))
    return NULL;

  return g_strndup ((const char *) bytes, (gsize) length);
}

void
tarn_codec_text (TarnCodec *codec, const char *name, char **text)
{
  if (tarn_codec_is_reading (codec))
    *text = take_text (codec, name);
  else
    tarn_codec_put_text (codec, name, *text);
}

void
tarn_codec_interned (TarnCodec *codec, const char *name, const char **text)
{
  if (!tarn_codec_is_reading (codec))
    {
      tarn_codec_put_text (codec, name, *text);
      return;
    }

  g_autofree char *read = take_text (codec, name);
  *text = g_intern_string (read);
}

void
tarn_codec_kept_text (TarnCodec *codec, const char *name, const char *text, char **out_read)
{
  if (tarn_codec_is_reading (codec))
    tarn_codec_text (codec, name, out_read);
  else
    tarn_codec_put_text (codec, name, text);
}

guint32
tarn_codec_count (TarnCodec *codec, const char *name, guint64 n_items, gsize item_bytes)
{
  guint32 count = (guint32) n_items;

  g_assert (n_items < G_MAXUINT32);
  tarn_codec_uint32 (codec, name, &count);
  if (!tarn_codec_is_reading (codec))
    return count;

  if (tarn_codec_is_ok (codec) && count > (codec->size - codec->offset) / item_bytes)
    tarn_codec_fail (codec, name, "%u do not fit into the %" G_GSIZE_FORMAT " bytes that are left",
                     count, codec->size - codec->offset);
  return tarn_codec_is_ok (codec) ? count : 0;
}
