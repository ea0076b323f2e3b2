/* SPDX-License-Identifier: MIT */
/*
 * Public records that consist only of texts: pointers to strings, one after the other, and then padding. A
 * copy is one block of memory that also holds the strings, so g_free() frees it. The padding of a copy is NULL.
 */
#pragma once

#include <glib.h>

gpointer tarn_text_record_copy (gconstpointer record, guint n_texts,
                                guint n_padding) G_GNUC_WARN_UNUSED_RESULT;
