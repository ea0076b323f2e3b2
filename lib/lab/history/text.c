/* SPDX-License-Identifier: MIT */
#include "lab/history/text.h"

#include "lab/history/entry.h"

#include <gio/gio.h>
#include <string.h>

enum
{
  CHUNK_BYTES = 64 * 1024,
};

typedef struct
{
  const char *begin; /* of the file, in bytes */
  gsize size;
  const char *what;
} Signature;

#define SIGNATURE(begin, what)                                                                     \
  {                                                                                                \
    begin, sizeof begin - 1, what                                                                  \
  }

/* Other tools pack metadata in other ways, and the other files of an Iceberg table stand beside it. */
static const Signature signatures[] = {
  SIGNATURE ("\xff\xfe\0\0", "is UTF-32; convert it with: iconv -f UTF-32 -t UTF-8"),
  SIGNATURE ("\0\0\xfe\xff", "is UTF-32; convert it with: iconv -f UTF-32 -t UTF-8"),
  SIGNATURE ("{\0\0\0", "is UTF-32; convert it with: iconv -f UTF-32LE -t UTF-8"),
  SIGNATURE ("\0\0\0{", "is UTF-32; convert it with: iconv -f UTF-32BE -t UTF-8"),
  SIGNATURE ("\xff\xfe", "is UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"),
  SIGNATURE ("\xfe\xff", "is UTF-16; convert it with: iconv -f UTF-16 -t UTF-8"),
  SIGNATURE ("{\0", "is UTF-16; convert it with: iconv -f UTF-16LE -t UTF-8"),
  SIGNATURE ("\0{", "is UTF-16; convert it with: iconv -f UTF-16BE -t UTF-8"),
  SIGNATURE ("\x28\xb5\x2f\xfd", "is packed by zstd; unpack it with: zstd -d"),
  SIGNATURE ("BZh", "is packed by bzip2; unpack it with: bzip2 -d"),
  SIGNATURE ("\xfd\x37zXZ", "is packed by xz; unpack it with: xz -d"),
  SIGNATURE ("\x04\x22\x4d\x18", "is packed by lz4; unpack it with: lz4 -d"),
  SIGNATURE ("PK\x03\x04", "is a zip archive; unpack it with: unzip"),
  SIGNATURE ("Obj\x01",
             "is an Avro file, such as a list of manifests; give the metadata.json of the table"),
  SIGNATURE ("PAR1", "is a Parquet file; give the metadata.json of the table"),
  SIGNATURE ("PFA1", "is a Puffin file; give the metadata.json of the table"),
};

static gboolean
is_packed (const guint8 *data, gsize size)
{
  return size >= 2 && data[0] == 0x1f && data[1] == 0x8b;
}

static gboolean
append (GByteArray *text, const guint8 *chunk, gsize size, GError **error)
{
  if (size > (gsize) TARN_LAB_HISTORY_BYTES_MAX - text->len)
    return tarn_lab_history_fail (error, TARN_LAB_ERROR_TOO_LARGE,
                                  "it unpacks to more than %d bytes", TARN_LAB_HISTORY_BYTES_MAX);
  g_byte_array_append (text, chunk, (guint) size);
  return TRUE;
}

/* Unpacks one member, of which a file may have several. */
static gboolean
unpack_member (GConverter *gunzip, const guint8 **data, gsize *size, GByteArray *text,
               GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr (GError) cause = NULL;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize n_read = 0, n_written = 0;

      result = g_converter_convert (gunzip, *data, *size, chunk, CHUNK_BYTES,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, &cause);
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return tarn_lab_history_refuse (error, "its gzip data ends too early");
      if (result == G_CONVERTER_ERROR)
        return tarn_lab_history_refuse (error, "its gzip data is broken");
      if (!append (text, chunk, n_written, error))
        return FALSE;
      *data += n_read;
      *size -= n_read;
    }
  return TRUE;
}

static gboolean
is_padding (const guint8 *data, gsize size)
{
  gsize i = 0;

  while (i < size && data[i] == 0)
    i++;
  return i == size;
}

static GBytes *
unpack (const guint8 *data, gsize size, GError **error)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  while (is_packed (data, size))
    {
      g_converter_reset (G_CONVERTER (gunzip));
      if (!unpack_member (G_CONVERTER (gunzip), &data, &size, text, error))
        return NULL;
    }
  if (!is_padding (data, size))
    {
      tarn_lab_history_refuse (error, "its gzip data is followed by other bytes");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&text));
}

static const char *
recognise (const guint8 *data, gsize size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (size >= signatures[i].size && memcmp (data, signatures[i].begin, signatures[i].size) == 0)
      return signatures[i].what;

  return NULL;
}

static guint
count_lines (const char *begin, const char *end)
{
  guint n_lines = 1;

  for (const char *c = begin; c < end; c++)
    n_lines += *c == '\n';
  return n_lines;
}

/* GLib takes a NUL byte for an end of the text. */
static gboolean
check_utf8 (const char *text, gsize size, GError **error)
{
  const char *end;

  if (g_utf8_validate_len (text, size, &end))
    return TRUE;
  if (end < text + size && *end == '\0')
    return tarn_lab_history_refuse (error, "line %u: the text has a NUL byte",
                                    count_lines (text, end));
  return tarn_lab_history_refuse (error, "line %u: the text is not UTF-8", count_lines (text, end));
}

GBytes *
tarn_lab_history_decode (GBytes *content, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_ref (content);
  gsize size;
  const char *data = g_bytes_get_data (content, &size);
  const char *what;
  gsize mark = 0;

  if (size > TARN_LAB_HISTORY_BYTES_MAX)
    {
      tarn_lab_history_fail (error, TARN_LAB_ERROR_TOO_LARGE, "it has more than %d bytes",
                             TARN_LAB_HISTORY_BYTES_MAX);
      return NULL;
    }
  if (is_packed ((const guint8 *) data, size))
    {
      g_bytes_unref (text);
      text = unpack ((const guint8 *) data, size, error);
      if (text == NULL)
        return NULL;
      data = g_bytes_get_data (text, &size);
      if (is_packed ((const guint8 *) data, size))
        {
          tarn_lab_history_refuse (error,
                                   "it is packed by gzip twice; unpack it once with: gzip -d");
          return NULL;
        }
    }

  what = recognise ((const guint8 *) data, size);
  if (what != NULL)
    tarn_lab_history_refuse (error, "it %s", what);
  else if (size == 0)
    tarn_lab_history_refuse (error, "it is empty");
  if (what != NULL || size == 0 || !check_utf8 (data, size, error))
    return NULL;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    mark = 3;
  return g_bytes_new_from_bytes (text, mark, size - mark);
}
