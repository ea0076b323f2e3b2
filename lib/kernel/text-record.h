/* SPDX-License-Identifier: MIT */
/*
 * Public records that consist only of texts: pointers to strings, one after the other. A copy is one block of
 * memory that also holds the strings, so g_free() frees it.
 */
#pragma once

#include <glib.h>

gpointer tarn_text_record_copy (gconstpointer record, guint n_texts) G_GNUC_WARN_UNUSED_RESULT;
