/* SPDX-License-Identifier: MIT */
#include "engine/description.h"

#include "engine/snapshot.h"
#include "kernel/calendar.h"

void
tarn_description_walk (TarnEngine *engine, TarnCodecDescribeFunc func, gpointer data)
{
  TarnUserObjects objects = tarn_engine_get_user_objects (engine);
  TarnCodec codec;

  tarn_codec_init_describer (&codec, func, data);
  tarn_engine_code_origin (engine, &codec, &objects);
  tarn_engine_code (engine, &codec);
}

guint
tarn_description_count_places (const TarnCodec *codec)
{
  for (guint i = codec->n_places; i > 0; i--)
    if (codec->places[i - 1].label != NULL)
      return i;

  return codec->n_places;
}

char *
tarn_description_dup_name (const TarnCodec *codec, guint n_places, const char *name)
{
  g_autofree char *path = tarn_codec_dup_path (codec, n_places, codec->n_places);

  return *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
}

char *
tarn_description_dup_value (const TarnCodecValue *value)
{
  GString *text;

  switch (value->kind)
    {
    case TARN_CODEC_NUMBER:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, value->number);
    case TARN_CODEC_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value->number);
    case TARN_CODEC_BOOLEAN:
      return g_strdup (value->number != 0 ? "yes" : "no");
    case TARN_CODEC_TEXT:
      return value->text != NULL ? g_strescape (value->text, NULL) : g_strdup ("none");
    case TARN_CODEC_TIME:
      if (value->number == 0)
        return g_strdup ("none");
      text = g_string_new (NULL);
      tarn_calendar_append_time (text, (gint64) value->number);
      return g_string_free (text, FALSE);
    }

  g_assert_not_reached ();
}
