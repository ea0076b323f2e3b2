/* SPDX-License-Identifier: MIT */
/* These tests check the bytes of each kind of value, the messages for refused bytes, and the descriptions. */
#include "kernel/codec.h"

#include <string.h>
#include <tarn/tarn-error.h>

/* This state has a value of each kind, and code_values() walks over it like a room. */
typedef struct
{
  guint8 small;
  guint16 medium;
  guint32 large;
  guint64 huge;
  gint64 negative;
  gboolean is_so;
  gint64 time_us;
  char *text;
  char *nothing;
} Values;

static void
code_values (TarnCodec *codec, Values *values)
{
  tarn_codec_begin (codec, "values");
  tarn_codec_uint8 (codec, "small", &values->small);
  tarn_codec_uint16 (codec, "medium", &values->medium);
  tarn_codec_uint32 (codec, "large", &values->large);
  tarn_codec_uint64 (codec, "huge", &values->huge);
  tarn_codec_int64 (codec, "negative", &values->negative);
  tarn_codec_boolean (codec, "is-so", &values->is_so);
  tarn_codec_time (codec, "time", &values->time_us, TARN_CODEC_TIME_MIN_US + 1000000);
  tarn_codec_text (codec, "text", &values->text);
  tarn_codec_text (codec, "nothing", &values->nothing);
  tarn_codec_end (codec);
}

static Values
make_values (void)
{
  return (Values){
    .small = 0x01,
    .medium = 0x0203,
    .large = 0x04050607,
    .huge = G_GUINT64_CONSTANT (0x08090a0b0c0d0e0f),
    .negative = -2,
    .is_so = TRUE,
    .time_us = TARN_CODEC_TIME_MIN_US + 258,
    .text = (char *) "lake",
  };
}

static const guint8 bytes[] = {
  0x01,                                           /* small */
  0x03, 0x02,                                     /* medium */
  0x07, 0x06, 0x05, 0x04,                         /* large */
  0x0f, 0x0e, 0x0d, 0x0c, 0x0b, 0x0a, 0x09, 0x08, /* huge */
  0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, /* negative */
  0x01,                                           /* is-so */
  0x02, 0xe1, 0x37, 0x3b, 0x01, 0x5d, 0x03, 0x00, /* time */
  0x04, 0x00, 0x00, 0x00, 'l',  'a',  'k',  'e',  /* text */
  0xff, 0xff, 0xff, 0xff,                         /* nothing */
};

static void
test_writes (void)
{
  g_autoptr (GByteArray) written = g_byte_array_new ();
  Values values = make_values ();
  TarnCodec codec;

  tarn_codec_init_writer (&codec, written);
  code_values (&codec, &values);
  g_assert_cmpuint (written->len, ==, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    g_assert_cmphex (written->data[i], ==, bytes[i]);
}

static void
test_reads (void)
{
  Values values = { 0 }, expected = make_values ();
  TarnCodec codec;

  tarn_codec_init_reader (&codec, bytes, sizeof bytes);
  code_values (&codec, &values);
  g_assert_true (tarn_codec_is_ok (&codec));
  g_assert_cmpuint (codec.offset, ==, sizeof bytes);
  g_assert_cmpuint (values.small, ==, expected.small);
  g_assert_cmpuint (values.medium, ==, expected.medium);
  g_assert_cmpuint (values.large, ==, expected.large);
  g_assert_cmpuint (values.huge, ==, expected.huge);
  g_assert_cmpint (values.negative, ==, expected.negative);
  g_assert_true (values.is_so);
  g_assert_cmpint (values.time_us, ==, expected.time_us);
  g_assert_cmpstr (values.text, ==, expected.text);
  g_assert_null (values.nothing);
  g_free (values.text);
}

/* After its first error the codec reads nothing more and keeps the message. */
static void
test_truncated (void)
{
  for (gsize size = 0; size < sizeof bytes; size++)
    {
      Values values = { 0 };
      TarnCodec codec;

      tarn_codec_init_reader (&codec, bytes, size);
      code_values (&codec, &values);
      g_assert_error (codec.error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
      g_assert_nonnull (strstr (codec.error->message, "the data end here"));
      g_assert_cmpuint (codec.offset, <=, size);
      g_free (values.text);
      tarn_codec_clear (&codec);
    }
}

/* --- Refused bytes ---------------------------------------------------------------------------- */

typedef struct
{
  const char *path;
  gsize offset; /* of the byte that is changed */
  guint8 byte;
  const char *message;
} DamageRow;

static const DamageRow damage_rows[] = {
  { "boolean", 23, 2, "values.is-so, before byte 24: is neither 0 nor 1" },
  { "time-after-max", 26, 0xff,
    "values.time, before byte 32: 946684813107458 is not within 0 to 946684801000000" },
  { "time-before-0", 31, 0x80,
    "values.time, before byte 32: -9222425352054775550 is not within 0 to 946684801000000" },
  { "time-before-engines-start", 30, 0x02,
    "values.time, before byte 32: 665209823289602 is before the time at which engines start" },
  { "text-over-the-end", 33, 1,
    "values.text, before byte 36: the data end here, 252 bytes are missing" },
  { "zero-in-text", 37, 0, "values.text, before byte 40: has a zero byte within" },
  { "text-instead-of-none", 43, 0x7f,
    "values.nothing, before byte 44: the data end here, 2147483647 bytes are missing" },
};

static void
test_damage (gconstpointer data)
{
  const DamageRow *row = data;
  g_autofree guint8 *damaged = g_memdup2 (bytes, sizeof bytes);
  Values values = { 0 };
  TarnCodec codec;

  damaged[row->offset] = row->byte;
  tarn_codec_init_reader (&codec, damaged, sizeof bytes);
  code_values (&codec, &values);
  g_assert_error (codec.error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  g_assert_cmpstr (codec.error->message, ==, row->message);
  g_free (values.text);
  g_free (values.nothing);
  tarn_codec_clear (&codec);
}

/* The codec refuses a count that cannot fit into the data, before the caller allocates memory for it. */
static void
test_count (void)
{
  static const guint8 eight[] = { 2, 0, 0, 0, 1, 2, 3, 4 };
  TarnCodec codec;

  tarn_codec_init_reader (&codec, eight, sizeof eight);
  g_assert_cmpuint (tarn_codec_count (&codec, "items", 0, 2), ==, 2);
  g_assert_true (tarn_codec_is_ok (&codec));

  tarn_codec_init_reader (&codec, eight, sizeof eight);
  g_assert_cmpuint (tarn_codec_count (&codec, "items", 0, 3), ==, 0);
  g_assert_error (codec.error, TARN_ERROR, TARN_ERROR_INVALID_SNAPSHOT);
  g_assert_cmpstr (codec.error->message, ==,
                   "items, before byte 4: 2 do not fit into the 4 bytes that are left");
  tarn_codec_clear (&codec);
}

static void
test_path (void)
{
  TarnCodec codec;
  guint8 value = 0;

  tarn_codec_init_reader (&codec, (const guint8 *) "", 0);
  tarn_codec_begin (&codec, "glue");
  tarn_codec_begin_item (&codec, "table", 3);
  tarn_codec_begin_item (&codec, "source", 0);
  tarn_codec_uint8 (&codec, "kind", &value);
  tarn_codec_end (&codec);
  tarn_codec_uint8 (&codec, "name", &value);
  tarn_codec_end (&codec);
  tarn_codec_end (&codec);
  g_assert_cmpstr (codec.error->message, ==,
                   "glue.table[3].source[0].kind, before byte 0: the data end here, 1 bytes are"
                   " missing");
  tarn_codec_clear (&codec);
}

/* --- Descriptions ----------------------------------------------------------------------------- */

static void
on_tell (gpointer data, const TarnCodec *codec, const char *name, const TarnCodecValue *value)
{
  g_autofree char *path = tarn_codec_dup_path (codec, 0, codec->n_places);

  if (value->kind == TARN_CODEC_TEXT)
    g_string_append_printf (data, "%s.%s=%s ", path, name,
                            value->text != NULL ? value->text : "NULL");
  else
    g_string_append_printf (data, "%s.%s=%" G_GINT64_FORMAT " ", path, name,
                            (gint64) value->number);
}

static void
test_tells (void)
{
  g_autoptr (GString) told = g_string_new (NULL);
  Values values = make_values ();
  TarnCodec codec;

  tarn_codec_init_describer (&codec, on_tell, told);
  tarn_codec_begin_item (&codec, "item", 7);
  tarn_codec_label (&codec, "seven");
  code_values (&codec, &values);
  tarn_codec_end (&codec);
  g_assert_cmpstr (told->str, ==,
                   "item[seven].values.small=1 item[seven].values.medium=515"
                   " item[seven].values.large=67438087"
                   " item[seven].values.huge=579005069656919567"
                   " item[seven].values.negative=-2 item[seven].values.is-so=1"
                   " item[seven].values.time=946684800000258 item[seven].values.text=lake"
                   " item[seven].values.nothing=NULL ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/writes", test_writes);
  g_test_add_func ("/codec/reads", test_reads);
  g_test_add_func ("/codec/refuses/what-is-cut", test_truncated);
  for (guint i = 0; i < G_N_ELEMENTS (damage_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/refuses/", damage_rows[i].path, NULL);
      g_test_add_data_func (path, &damage_rows[i], test_damage);
    }
  g_test_add_func ("/codec/refuses/too-many-items", test_count);
  g_test_add_func ("/codec/names-the-place", test_path);
  g_test_add_func ("/codec/tells", test_tells);

  return g_test_run ();
}
