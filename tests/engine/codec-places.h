/* SPDX-License-Identifier: MIT */
/* Where the numbers of an engine are in the bytes that it writes. Tests forge numbers there. */
#pragma once

#include "codec-engine.h"

typedef struct
{
  char *path;
  guint offset;
  guint n_bytes;
} Place;

static inline void
clear_place (gpointer place)
{
  g_free (((Place *) place)->path);
}

static inline void
add_place (gpointer data, const TarnCodec *codec, const char *name, const TarnCodecValue *value)
{
  g_autofree char *path = tarn_codec_dup_path (codec, 0, codec->n_places);
  Place place = { g_strconcat (path, ".", name, NULL), (guint) codec->offset - value->n_bytes,
                  value->n_bytes };

  g_array_append_val ((GArray *) data, place);
}

static inline GArray *
list_numbers (const GByteArray *bytes)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (TarnEngine) engine = tarn_engine_new (engine_seed);
  TarnCodec codec;

  g_array_set_clear_func (places, clear_place);
  tarn_codec_init_reader (&codec, bytes->data, bytes->len);
  tarn_codec_set_listener (&codec, add_place, places);
  code_engine (engine, &codec);
  g_assert_no_error (codec.error);
  tarn_codec_clear (&codec);
  return places;
}

static inline guint64
get_number (const GByteArray *bytes, Place place)
{
  guint64 number = 0;

  for (guint i = 0; i < place.n_bytes; i++)
    number |= (guint64) bytes->data[place.offset + i] << (8 * i);
  return number;
}

static inline void
set_number (GByteArray *bytes, Place place, guint64 number)
{
  for (guint i = 0; i < place.n_bytes; i++)
    bytes->data[place.offset + i] = (guint8) (number >> (8 * i));
}

/* @places are those of the bytes before anything was forged. */
static inline Place
find_place (const GArray *places, const char *path)
{
  guint i = 0;

  while (!g_str_equal (g_array_index (places, Place, i).path, path))
    g_assert_cmpuint (++i, <, places->len);
  return g_array_index (places, Place, i);
}
