/* SPDX-License-Identifier: MIT */
/* Makes text from the bytes of a history: unpacks it, and recognises what is no such text. */
#pragma once

#include <glib.h>

enum
{
  TARN_LAB_HISTORY_BYTES_MAX = 64 * 1024 * 1024, /* packed and unpacked */
};

/* Returns UTF-8 without a byte order mark. */
GBytes *tarn_lab_history_decode (GBytes *content, GError **error);
