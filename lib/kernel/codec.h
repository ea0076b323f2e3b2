/* SPDX-License-Identifier: MIT */
/*
 * One description of a state for all that is done with it: a room walks over what it holds once, and
 * each value is written, read or told, whichever the codec is made for. So what is saved, what is
 * restored and what is compared cannot come apart.
 *
 * Written values are little-endian and stand one after the other without gaps; a text is its length
 * and its bytes. What is read comes from outside: the walker checks every value that the rest of the
 * library relies on and fails the codec where it is not good. The first failure stays. After it
 * everything that is read is 0 and every count is 0, so a walk ends soon; what was read must still not
 * be used as a position before tarn_codec_is_ok() was asked.
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

/* A value that is told. */
typedef struct
{
  TarnCodecKind kind;
  guint64 number; /* bits of all but a text */
  const char *text;
} TarnCodecValue;

/* Where in the state the walk is: a name, and which of several, by number or by what it is called. */
typedef struct
{
  const char *name;
  guint64 index;
  gboolean is_item;
  const char *label; /* NULL for none; only when telling, borrowed until the place is left */
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
  GError *error; /* the first */

  TarnCodecDescribeFunc tell;
  gpointer describe_data;
  guint64 n_begun; /* places, so that a listener knows one from the next */

  TarnCodecPlace places[TARN_CODEC_DEPTH_MAX];
  guint n_places;
};

/* @written is borrowed, and appended to. */
void tarn_codec_init_writer (TarnCodec *codec, GByteArray *written);
void tarn_codec_init_reader (TarnCodec *codec, const guint8 *data, gsize size);
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

/* Only reading can fail. */
static inline gboolean
tarn_codec_is_ok (const TarnCodec *codec)
{
  return codec->error == NULL;
}

/* @message says what is wrong with the value @name that was read last; where it stands is added. */
void tarn_codec_fail (TarnCodec *codec, const char *name, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Fails unless @is_good. Returns tarn_codec_is_ok(). */
gboolean tarn_codec_check (TarnCodec *codec, gboolean is_good, const char *name,
                           const char *message);

/* The same for a number that is to be below @bound, such as a position. */
gboolean tarn_codec_check_below (TarnCodec *codec, const char *name, guint64 value, guint64 bound);

/* --- Places ----------------------------------------------------------------------------------- */

void tarn_codec_begin (TarnCodec *codec, const char *name);
void tarn_codec_begin_item (TarnCodec *codec, const char *name, guint64 index);

/* What the item is called, if it is told; borrowed until its end. */
static inline void
tarn_codec_label (TarnCodec *codec, const char *label)
{
  codec->places[codec->n_places - 1].label = label;
}

void tarn_codec_end (TarnCodec *codec);

/*
 * For a loop over the items of a list: ends the item before, if there is one, and begins that of @index.
 * FALSE, with nothing begun, after the last of them or when something has failed.
 */
gboolean tarn_codec_next_item (TarnCodec *codec, const char *name, guint64 index, guint64 n_items);

/* Such as room.list[3].item[0]; @from is the first place of the stack that counts. */
char *tarn_codec_dup_path (const TarnCodec *codec, guint from, guint to);

/* --- Values ----------------------------------------------------------------------------------- */

void tarn_codec_uint8 (TarnCodec *codec, const char *name, guint8 *value);
void tarn_codec_uint16 (TarnCodec *codec, const char *name, guint16 *value);
void tarn_codec_uint32 (TarnCodec *codec, const char *name, guint32 *value);
void tarn_codec_uint64 (TarnCodec *codec, const char *name, guint64 *value);
void tarn_codec_int64 (TarnCodec *codec, const char *name, gint64 *value);

/* Refuses anything but 0 and 1. */
void tarn_codec_boolean (TarnCodec *codec, const char *name, gboolean *value);

/* Refuses what is below @min or above @max, both included. */
void tarn_codec_int64_within (TarnCodec *codec, const char *name, gint64 *value, gint64 min,
                              gint64 max);
void tarn_codec_uint64_within (TarnCodec *codec, const char *name, guint64 *value, guint64 max);

/* An enumeration, by value; refuses what is not below @bound. */
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

/* The same, told by the names of the values. */
#define tarn_codec_named_enum(codec, name, value, bound, names)                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (tarn_codec_is_describing (codec))                                                          \
      tarn_codec_put_text (codec, name, (names)[*(value)]);                                        \
    else                                                                                           \
      tarn_codec_enum (codec, name, value, bound);                                                 \
  }                                                                                                \
  G_STMT_END

/* A time from 0 to @max_us, both included. */
void tarn_codec_time (TarnCodec *codec, const char *name, gint64 *value_us, gint64 max_us);

/* NULL stays NULL. What is read is new, and replaces what was there without freeing it. */
void tarn_codec_text (TarnCodec *codec, const char *name, char **text);

/* The same for a text that somebody else owns: only for writing and telling. */
void tarn_codec_put_text (TarnCodec *codec, const char *name, const char *text);

/* A text that is kept in another form than it is read in: puts @text, or reads a new one. */
void tarn_codec_kept_text (TarnCodec *codec, const char *name, const char *text, char **out_read);

/* What is read is interned, so whoever has it need not keep it. */
void tarn_codec_interned (TarnCodec *codec, const char *name, const char **text);

/*
 * How many items follow, each of at least @item_bytes: what does not fit into what is left is refused
 * before anybody takes memory for it.
 */
guint32 tarn_codec_count (TarnCodec *codec, const char *name, guint64 n_items, gsize item_bytes);

/* A loop over items each of which has a place @name; how many of them there are is @list's value. */
#define tarn_codec_for_each(codec, i, list, name, n_items, item_bytes)                             \
  for (guint32 i = 0, n_##i = tarn_codec_count (codec, list, n_items, item_bytes);                 \
       tarn_codec_next_item (codec, name, i, n_##i); i++)
