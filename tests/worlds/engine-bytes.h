/* SPDX-License-Identifier: MIT */
/*
 * Returns the state of an engine as a snapshot holds it, but without the checksum, which takes most of the
 * time.
 */
#pragma once

#include "engine/snapshot.h"

static inline GBytes *
engine_get_bytes (TarnEngine *engine)
{
  GByteArray *bytes = g_byte_array_new ();
  TarnCodec codec;
  TarnUserObjects objects = { { FALSE }, FALSE };

  tarn_codec_init_writer (&codec, bytes);
  tarn_engine_code_origin (engine, &codec, &objects);
  tarn_engine_code (engine, &codec);
  return g_byte_array_free_to_bytes (bytes);
}
