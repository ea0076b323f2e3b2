/* SPDX-License-Identifier: MIT */
/* The digest of an engine that has one, as every engine does outside of callbacks. */
#pragma once

#include <tarn/tarn-snapshot.h>

static inline char *
get_digest (TarnEngine *engine)
{
  g_autoptr (GError) error = NULL;
  char *digest = tarn_engine_get_digest (engine, &error);

  g_assert_no_error (error);
  return digest;
}
