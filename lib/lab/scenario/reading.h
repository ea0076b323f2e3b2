/* SPDX-License-Identifier: MIT */
/*
 * Reads a value word by word. Spaces part words, and a comma and a semicolon are words by themselves; quotes keep them
 * inside of a word. Each function that finds something wrong says so in the reading and returns FALSE.
 */
#pragma once

#include <glib.h>

#include "lab/scenario/units.h"

typedef struct _TarnLabKey TarnLabKey;
typedef struct _TarnLabKind TarnLabKind;

typedef struct
{
  const TarnLabKey *key;
  GPtrArray *words; /* char * */
  guint at;
  char *wrong;   /* what is wrong; NULL for nothing */
  char *allowed; /* what is allowed; NULL for what the key says */
} TarnLabReading;

/* Splits the text. */
gboolean tarn_lab_reading_init (TarnLabReading *reading, const TarnLabKey *key, const char *text);
void tarn_lab_reading_clear (TarnLabReading *reading);

/* Says what is wrong, and returns FALSE. */
gboolean tarn_lab_reading_refuse (TarnLabReading *reading, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* Says what is allowed by what was read so far, in place of what the key says. */
void tarn_lab_reading_set_allowed (TarnLabReading *reading, const char *allowed);

/* Says that @what is due where the next word stands, and returns FALSE. */
gboolean tarn_lab_reading_refuse_word (TarnLabReading *reading, const char *what);

/* Returns the next word without reading it, or NULL at the end. */
const char *tarn_lab_reading_peek (const TarnLabReading *reading);

/* Reads the word if it is the next one, and returns whether it is. */
gboolean tarn_lab_reading_skip (TarnLabReading *reading, const char *word);

/* Reads a word that must be there. */
gboolean tarn_lab_reading_expect (TarnLabReading *reading, const char *word);
gboolean tarn_lab_reading_expect_end (TarnLabReading *reading);

/* Returns the next word, which may be no comma and no semicolon, or NULL where @what is due and there is none. */
const char *tarn_lab_reading_take (TarnLabReading *reading, const char *what);

/* Reads a whole number. */
gboolean tarn_lab_reading_take_number (TarnLabReading *reading, guint64 min, guint64 max,
                                       guint64 *out_number);

/* Reads a decimal number times 10^n_places, such as a ratio in thousandths. */
gboolean tarn_lab_reading_take_decimal (TarnLabReading *reading, const char *what, guint n_places,
                                        guint64 min, guint64 max, guint64 *out_number);

/* Reads a quantity such as 1 h, 1h or 5 min 30 s. The bounds are in base units. */
gboolean tarn_lab_reading_take_quantity (TarnLabReading *reading, const TarnLabUnits *units,
                                         guint64 min, guint64 max, guint64 *out_amount);

/* Reads one of the names, which end with NULL, as its index. */
gboolean tarn_lab_reading_take_choice (TarnLabReading *reading, const char *const *names,
                                       guint *out_index);

/* Reads a path, which may stand in quotes. The caller frees it. */
char *tarn_lab_reading_take_path (TarnLabReading *reading);

/* Appends a text in quotes if it needs them to be one word. */
void tarn_lab_append_quoted (GString *text, const char *word);
