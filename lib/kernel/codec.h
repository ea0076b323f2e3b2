/* SPDX-License-Identifier: MIT */
/*
 * A codec lets one description of a state serve all purposes. A room walks over its state once and passes
 * each value to the codec, which writes, reads or describes the value, depending on its mode. So what is
 * saved, what is restored and what is compared cannot differ.
 *
 * Written values are little-endian and follow each other without gaps. A text is written as its length and
 * its bytes. Data that are read come from outside. So the code that walks over the state checks every value
 * that the rest of the library relies on, and fails the codec where a value is not good. The codec keeps its
 * first error. After an error every value that is read is 0 and every count is 0, so a walk ends soon. The
 * walking code must still call tarn_codec_is_ok() before it uses a value that it has read as a position.
 */
#pragma once

#include <glib.h>

typedef enum
{
  TARN_CODEC_WRITE,
  TARN_CODEC_READ,
  TARN_CODEC_DESCRIBE,
} TarnCodecMode;

typedef enum
{
  TARN_CODEC_NUMBER,
  TARN_CODEC_INTEGER,
  TARN_CODEC_TIME,
  TARN_CODEC_BOOLEAN,
  TARN_CODEC_TEXT,
} TarnCodecKind;

/* A value that is described. */
typedef struct
{
  TarnCodecKind kind;
  guint64 number; /* the bits of the value, if it is not a text */
  guint n_bytes;  /* of the number when it is written */
  const char *text;
} TarnCodecValue;

/* A place in the state: a name and, for an item of a list, its index or its label. */
typedef struct
{
  const char *name;
  guint64 index;
  gboolean is_item;
  const char *label; /* NULL for none; set only when describing; borrowed until the place ends */
} TarnCodecPlace;

typedef struct _TarnCodec TarnCodec;

typedef void (*TarnCodecDescribeFunc) (gpointer data, const TarnCodec *codec, const char *name,
                                       const TarnCodecValue *value);

enum
{
  TARN_CODEC_DEPTH_MAX = 8,
};

struct _TarnCodec
{
  TarnCodecMode mode;

  GByteArray *written;

  const guint8 *data;
  gsize size;
  gsize offset;
  GError *error; /* the first error; NULL for none */

  TarnCodecDescribeFunc tell;
  gpointer describe_data;
  guint64 n_begun; /* counts begins and ends of places, so it changes when the place changes */

  TarnCodecPlace places[TARN_CODEC_DEPTH_MAX];
  guint n_places;
};

/* The codec borrows @written and appends to it. */
void tarn_codec_init_writer (TarnCodec *codec, GByteArray *written);
void tarn_codec_init_reader (TarnCodec *codec, const guint8 *data, gsize size);

/* Also calls @tell for each number that is read, when the offset is behind the number. */
void tarn_codec_set_listener (TarnCodec *codec, TarnCodecDescribeFunc tell, gpointer data);

void tarn_codec_init_describer (TarnCodec *codec, TarnCodecDescribeFunc tell, gpointer data);
void tarn_codec_clear (TarnCodec *codec);

static inline gboolean
tarn_codec_is_reading (const TarnCodec *codec)
{
  return codec->mode == TARN_CODEC_READ;
}

static inline gboolean
tarn_codec_is_describing (const TarnCodec *codec)
{
  return codec->mode == TARN_CODEC_DESCRIBE;
}

/* Returns whether the codec has not failed. Only reading can fail. */
static inline gboolean
tarn_codec_is_ok (const TarnCodec *codec)
{
  return codec->error == NULL;
}

/*
 * Fails the codec. The message says what is wrong with the value @name that was read last. This function adds
 * the place of the value to the message.
 */
void tarn_codec_fail (TarnCodec *codec, const char *name, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Fails the codec unless @is_good. Returns tarn_codec_is_ok(). */
gboolean tarn_codec_check (TarnCodec *codec, gboolean is_good, const char *name,
                           const char *message);

/* Fails the codec unless @value, for example a position, is below @bound. Returns tarn_codec_is_ok(). */
gboolean tarn_codec_check_below (TarnCodec *codec, const char *name, guint64 value, guint64 bound);

/* --- Places ----------------------------------------------------------------------------------- */

void tarn_codec_begin (TarnCodec *codec, const char *name);
void tarn_codec_begin_item (TarnCodec *codec, const char *name, guint64 index);

/*
 * Sets the label of the current item, for a codec that describes. The label is borrowed until the end of the
 * item.
 */
static inline void
tarn_codec_label (TarnCodec *codec, const char *label)
{
  codec->places[codec->n_places - 1].label = label;
}

void tarn_codec_end (TarnCodec *codec);

/*
 * For a loop over the items of a list: ends the previous item, if there is one, and begins the item @index.
 * Returns FALSE, and begins nothing, after the last item or when the codec has failed.
 */
gboolean tarn_codec_next_item (TarnCodec *codec, const char *name, guint64 index, guint64 n_items);

/*
 * Returns a path such as room.list[3].item[0]. It has the places of the stack from @from up to, but not
 * including, @to.
 */
char *tarn_codec_dup_path (const TarnCodec *codec, guint from, guint to);

/* --- Values ----------------------------------------------------------------------------------- */

void tarn_codec_uint8 (TarnCodec *codec, const char *name, guint8 *value);
void tarn_codec_uint16 (TarnCodec *codec, const char *name, guint16 *value);
void tarn_codec_uint32 (TarnCodec *codec, const char *name, guint32 *value);
void tarn_codec_uint64 (TarnCodec *codec, const char *name, guint64 *value);
void tarn_codec_int64 (TarnCodec *codec, const char *name, gint64 *value);

/* Reading refuses every value but 0 and 1. */
void tarn_codec_boolean (TarnCodec *codec, const char *name, gboolean *value);

/* Reading refuses a value below @min or above @max; @min and @max themselves are valid. */
void tarn_codec_int64_within (TarnCodec *codec, const char *name, gint64 *value, gint64 min,
                              gint64 max);
void tarn_codec_uint64_within (TarnCodec *codec, const char *name, guint64 *value, guint64 max);

/* Codes an enumeration by its value. Reading refuses a value that is not below @bound. */
#define tarn_codec_enum(codec, name, value, bound)                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint8 as_byte_ = (guint8) * (value);                                                          \
    tarn_codec_uint8 (codec, name, &as_byte_);                                                     \
    if (tarn_codec_is_reading (codec))                                                             \
      {                                                                                            \
        tarn_codec_check_below (codec, name, as_byte_, bound);                                     \
        if (tarn_codec_is_ok (codec))                                                              \
          *(value) = as_byte_;                                                                     \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

/* Codes an enumeration as tarn_codec_enum() does, but describes it by the name of its value. */
#define tarn_codec_named_enum(codec, name, value, bound, names)                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (tarn_codec_is_describing (codec))                                                          \
      tarn_codec_put_text (codec, name, (names)[*(value)]);                                        \
    else                                                                                           \
      tarn_codec_enum (codec, name, value, bound);                                                 \
  }                                                                                                \
  G_STMT_END

/* Engines start then. */
#define TARN_CODEC_TIME_MIN_US G_GINT64_CONSTANT (946684800000000)

/*
 * Codes a time from the start of engines to @max_us, both included, or 0, which stands for none. Reading refuses any
 * other time.
 */
void tarn_codec_time (TarnCodec *codec, const char *name, gint64 *value_us, gint64 max_us);

/* Codes a text; NULL stays NULL. Reading makes a new text, which replaces the old one without freeing it. */
void tarn_codec_text (TarnCodec *codec, const char *name, char **text);

/* Writes or describes a text that the caller does not own. The codec must not be reading. */
void tarn_codec_put_text (TarnCodec *codec, const char *name, const char *text);

/*
 * Codes a text that the state keeps in another form: writes or describes @text, or reads a new text into
 * @out_read.
 */
void tarn_codec_kept_text (TarnCodec *codec, const char *name, const char *text, char **out_read);

/* Codes a text. Reading interns the text, so the caller need not own it. */
void tarn_codec_interned (TarnCodec *codec, const char *name, const char **text);

/*
 * Codes the number of items that follow, each of at least @item_bytes. Reading refuses a number of items that
 * do not fit into the bytes that are left, before the caller allocates memory for them.
 */
guint32 tarn_codec_count (TarnCodec *codec, const char *name, guint64 n_items, gsize item_bytes);

/*
 * Loops over the items of a list. Each item has a place @name, and @list is the name of the number of items.
 */
#define tarn_codec_for_each(codec, i, list, name, n_items, item_bytes)                             \
  for (guint32 i = 0, n_##i = tarn_codec_count (codec, list, n_items, item_bytes);                 \
       tarn_codec_next_item (codec, name, i, n_##i); i++)
