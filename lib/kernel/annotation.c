/* SPDX-License-Identifier: MIT */
#include "kernel/annotation.h"

#include <string.h>

gboolean
tarn_annotation_is_good (const char *annotation)
{
  return annotation == NULL
         || (strlen (annotation) <= TARN_ANNOTATION_BYTES_MAX
             && g_utf8_validate (annotation, -1, NULL));
}

char *
tarn_annotation_new (const char *text)
{
  return text != NULL ? g_ref_string_new (text) : NULL;
}

char *
tarn_annotation_ref (char *annotation)
{
  return annotation != NULL ? g_ref_string_acquire (annotation) : NULL;
}

void
tarn_annotation_unref (char *annotation)
{
  if (annotation != NULL)
    g_ref_string_release (annotation);
}

void
tarn_annotation_set (char **annotation, char *other)
{
  char *before = *annotation;

  *annotation = tarn_annotation_ref (other);
  tarn_annotation_unref (before);
}

void
tarn_annotation_code (TarnCodec *codec, char **annotation)
{
  g_autofree char *read = NULL;

  tarn_codec_kept_text (codec, "annotation", *annotation, &read);
  if (!tarn_codec_is_reading (codec))
    return;

  if (tarn_codec_check (codec, tarn_annotation_is_good (read), "annotation",
                        "is not " TARN_ANNOTATION_REQUIREMENT))
    *annotation = tarn_annotation_new (read);
}
