/* SPDX-License-Identifier: MIT */
/*
 * Texts that users keep beside an entity. The library gives them back and never reads them. They are GRefStrings,
 * so that forks share them; NULL is no annotation.
 */
#pragma once

#include "kernel/codec.h"

enum
{
  TARN_ANNOTATION_BYTES_MAX = 1024 * 1024,
};

#define TARN_ANNOTATION_REQUIREMENT "at most 1048576 bytes of valid UTF-8"

/* Returns whether a user may set the text. NULL is good. */
gboolean tarn_annotation_is_good (const char *annotation);

/* Returns a new annotation with this text. */
char *tarn_annotation_new (const char *text);

char *tarn_annotation_ref (char *annotation);
void tarn_annotation_unref (char *annotation);

/* Replaces *@annotation by a new reference to @other. */
void tarn_annotation_set (char **annotation, char *other);

void tarn_annotation_code (TarnCodec *codec, char **annotation);
