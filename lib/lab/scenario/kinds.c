/* SPDX-License-Identifier: MIT */
/* The kinds of single values. */
#include "lab/scenario/kinds.h"

#include <tarn/tarn.h>

#include "lab/scenario/calendar.h"
#include "lab/scenario/name.h"

enum
{
  PLACES_OF_RATIO = 3,
  PLACES_OF_PRICE = 6,
  PLACES_OF_SHARE = 4,
};

/* Reads a quantity in units of the key, which may be greater than the base units. */
static gboolean
parse_quantity (TarnLabReading *reading, const TarnLabUnits *units, guint64 *member)
{
  guint64 min, max, unit = MAX (reading->key->unit, 1), amount;

  tarn_lab_key_get_range (reading->key, &min, &max);
  if (!tarn_lab_reading_take_quantity (reading, units, min * unit, max * unit, &amount))
    return FALSE;
  if (amount % unit != 0)
    {
      g_autoptr (GString) shown = g_string_new (NULL);

      tarn_lab_append_quantity (shown, unit, units);
      return tarn_lab_reading_refuse (reading, "the value is no multiple of %s", shown->str);
    }

  *member = amount / unit;
  return TRUE;
}

static void
write_quantity (const TarnLabKey *key, guint64 amount, const TarnLabUnits *units, GString *text)
{
  tarn_lab_append_quantity (text, amount * MAX (key->unit, 1), units);
}

/* --- Whole numbers ---------------------------------------------------------------------------- */

static gboolean
parse_number (TarnLabReading *reading, gpointer member)
{
  guint64 min, max;

  tarn_lab_key_get_range (reading->key, &min, &max);
  return tarn_lab_reading_take_number (reading, min, max, member);
}

static void
write_number (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, *(const guint64 *) member);
}

const TarnLabKind tarn_lab_kind_number
    = { parse_number, write_number, NULL, sizeof (gint64), NULL };
const TarnLabKind tarn_lab_kind_seed = { parse_number, write_number, NULL, sizeof (guint64), NULL };

static gboolean
parse_count (TarnLabReading *reading, gpointer member)
{
  guint64 number;

  if (!parse_number (reading, &number))
    return FALSE;
  *(guint *) member = (guint) number;
  return TRUE;
}

static void
write_count (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  g_string_append_printf (text, "%u", *(const guint *) member);
}

const TarnLabKind tarn_lab_kind_count = { parse_count, write_count, NULL, sizeof (guint), NULL };

static gboolean
parse_limit (TarnLabReading *reading, gpointer member)
{
  if (!tarn_lab_reading_skip (reading, "none"))
    return parse_number (reading, member);

  *(gint64 *) member = TARN_UNLIMITED;
  return TRUE;
}

static void
write_limit (const TarnLabKey *key, gconstpointer member, GString *text)
{
  if (*(const gint64 *) member == TARN_UNLIMITED)
    g_string_append (text, "none");
  else
    write_number (key, member, text);
}

const TarnLabKind tarn_lab_kind_limit = { parse_limit, write_limit, NULL, sizeof (gint64), NULL };

static gboolean
parse_seconds (TarnLabReading *reading, gpointer member)
{
  return tarn_lab_reading_skip (reading, "none") || parse_number (reading, member);
}

static void
write_seconds (const TarnLabKey *key, gconstpointer member, GString *text)
{
  if (*(const gint64 *) member == 0)
    g_string_append (text, "none");
  else
    write_number (key, member, text);
}

const TarnLabKind tarn_lab_kind_seconds
    = { parse_seconds, write_seconds, NULL, sizeof (gint64), NULL };

/* --- Quantities ------------------------------------------------------------------------------- */

#define QUANTITY_KIND(name, units)                                                                 \
  static gboolean parse_##name (TarnLabReading *reading, gpointer member)                          \
  {                                                                                                \
    return parse_quantity (reading, &units, member);                                               \
  }                                                                                                \
                                                                                                   \
  static void write_##name (const TarnLabKey *key, gconstpointer member, GString *text)            \
  {                                                                                                \
    write_quantity (key, *(const guint64 *) member, &units, text);                                 \
  }                                                                                                \
                                                                                                   \
  const TarnLabKind tarn_lab_kind_##name                                                           \
      = { parse_##name, write_##name, NULL, sizeof (guint64), NULL }

QUANTITY_KIND (duration, tarn_lab_durations);
QUANTITY_KIND (size, tarn_lab_sizes);
QUANTITY_KIND (rate, tarn_lab_rates);

/* --- Decimal numbers -------------------------------------------------------------------------- */

static gboolean
parse_ratio (TarnLabReading *reading, gpointer member)
{
  guint64 min, max;

  tarn_lab_key_get_range (reading->key, &min, &max);
  return tarn_lab_reading_take_decimal (reading, "a ratio", PLACES_OF_RATIO, min, max, member);
}

static void
write_ratio (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  tarn_lab_append_decimal (text, *(const guint64 *) member, PLACES_OF_RATIO);
}

const TarnLabKind tarn_lab_kind_ratio = { parse_ratio, write_ratio, NULL, sizeof (gint64), NULL };

static gboolean
parse_share (TarnLabReading *reading, gpointer member)
{
  guint64 ppm;

  if (!tarn_lab_reading_take_decimal (reading, "a percentage", PLACES_OF_SHARE, reading->key->min,
                                      reading->key->max, &ppm)
      || !tarn_lab_reading_expect (reading, "%"))
    return FALSE;
  *(guint *) member = (guint) ppm;
  return TRUE;
}

static void
write_share (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  tarn_lab_append_decimal (text, *(const guint *) member, PLACES_OF_SHARE);
  g_string_append (text, " %");
}

const TarnLabKind tarn_lab_kind_share = { parse_share, write_share, NULL, sizeof (guint), NULL };

static gboolean
parse_price (TarnLabReading *reading, gpointer member)
{
  guint64 min, max;

  tarn_lab_key_get_range (reading->key, &min, &max);
  return tarn_lab_reading_take_decimal (reading, "a price", PLACES_OF_PRICE, min, max, member)
         && tarn_lab_reading_expect (reading, "USD");
}

static void
write_price (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  tarn_lab_append_decimal (text, *(const guint64 *) member, PLACES_OF_PRICE);
  g_string_append (text, " USD");
}

const TarnLabKind tarn_lab_kind_price = { parse_price, write_price, NULL, sizeof (gint64), NULL };

static gboolean
parse_spread (TarnLabReading *reading, gpointer member)
{
  *(gint64 *) member = 1000;
  if (tarn_lab_reading_skip (reading, "none"))
    return TRUE;
  if (!tarn_lab_reading_skip (reading, "lognormal"))
    return tarn_lab_reading_refuse_word (reading, "none or lognormal");
  return tarn_lab_reading_take_decimal (reading, "a deviation", PLACES_OF_RATIO, 1001,
                                        TARN_LOG_NORMAL_DEVIATION_MAX, member);
}

static void
write_spread (const TarnLabKey *key, gconstpointer member, GString *text)
{
  if (*(const gint64 *) member == 1000)
    {
      g_string_append (text, "none");
      return;
    }
  g_string_append (text, "lognormal ");
  write_ratio (key, member, text);
}

const TarnLabKind tarn_lab_kind_spread = { parse_spread, write_spread, NULL, 0, NULL };

/* --- Times ------------------------------------------------------------------------------------ */

static gboolean
parse_time (TarnLabReading *reading, gpointer member)
{
  const char *word = tarn_lab_reading_take (reading, "a time");
  gint64 time_us;

  if (word == NULL)
    return FALSE;
  if (tarn_lab_time_parse (word, &time_us) && time_us >= TARN_ENGINE_START_TIME)
    {
      *(gint64 *) member = time_us;
      return TRUE;
    }

  reading->at--;
  return tarn_lab_reading_refuse_word (reading, "a time from 2000 to 9999");
}

static void
write_time (const TarnLabKey *key, gconstpointer member, GString *text)
{
  (void) key;
  tarn_lab_time_append (text, *(const gint64 *) member);
}

const TarnLabKind tarn_lab_kind_time = { parse_time, write_time, NULL, 0, NULL };

/* --- Choices ---------------------------------------------------------------------------------- */

static gboolean
parse_choice (TarnLabReading *reading, gpointer member)
{
  return tarn_lab_reading_take_choice (reading, reading->key->kind->names, member);
}

static void
write_choice (const TarnLabKey *key, gconstpointer member, GString *text)
{
  g_string_append (text, key->kind->names[*(const guint *) member]);
}

static const char *const booleans[] = { "no", "yes", NULL };
static const char *const ends[] = { "cut", "drain", NULL };

const TarnLabKind tarn_lab_kind_boolean = { parse_choice, write_choice, NULL, 0, booleans };
const TarnLabKind tarn_lab_kind_at_end = { parse_choice, write_choice, NULL, 0, ends };

static gboolean
parse_switch (TarnLabReading *reading, gpointer member)
{
  guint value;

  if (!parse_choice (reading, &value))
    return FALSE;
  *(gint64 *) member = value;
  return TRUE;
}

static void
write_switch (const TarnLabKey *key, gconstpointer member, GString *text)
{
  g_string_append (text, key->kind->names[*(const gint64 *) member]);
}

const TarnLabKind tarn_lab_kind_switch = { parse_switch, write_switch, NULL, 0, booleans };

/* --- Names ------------------------------------------------------------------------------------ */

static gboolean
parse_name (TarnLabReading *reading, gpointer member)
{
  const char *word = tarn_lab_reading_take (reading, "a name");
  const char *wrong = word != NULL ? tarn_lab_name_parse (word, 1, member) : NULL;

  if (wrong == NULL)
    return word != NULL;

  g_autofree char *shown = tarn_lab_show (word);
  return tarn_lab_reading_refuse (reading, "'%s' %s", shown, wrong);
}

static void
write_name (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const char *name = *(char *const *) member;

  (void) key;
  if (name != NULL)
    tarn_lab_name_append (text, name);
}

static void
clear_name (gpointer member)
{
  g_clear_pointer ((char **) member, g_free);
}

const TarnLabKind tarn_lab_kind_name = { parse_name, write_name, clear_name, 0, NULL };

/* --- Paths ------------------------------------------------------------------------------------ */

static gboolean
parse_paths (TarnLabReading *reading, gpointer member)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  *(GPtrArray **) member = paths;
  do
    {
      char *path = tarn_lab_reading_take_path (reading);

      if (path == NULL)
        return FALSE;
      g_ptr_array_add (paths, path);
    }
  while (tarn_lab_reading_skip (reading, ";"));

  return TRUE;
}

/* No struct has a member for paths, and the canonical form has what the files contain. */
const TarnLabKind tarn_lab_kind_paths = { parse_paths, NULL, NULL, 0, NULL };

/* --- Items ------------------------------------------------------------------------------------ */

/* An item is one or more words. A comma among them stays one. */
static gboolean
parse_item (TarnLabReading *reading, GPtrArray *items)
{
  g_autoptr (GString) item = g_string_new (NULL);
  const char *word;

  while ((word = tarn_lab_reading_peek (reading)) != NULL && !g_str_equal (word, ";"))
    {
      if (item->len > 0 && !g_str_equal (word, ","))
        g_string_append_c (item, ' ');
      g_string_append (item, word);
      tarn_lab_reading_skip (reading, word);
    }
  if (item->len == 0)
    return tarn_lab_reading_refuse_word (reading, "a word");
  g_ptr_array_add (items, g_string_free (g_steal_pointer (&item), FALSE));
  return TRUE;
}

static gboolean
parse_items (TarnLabReading *reading, gpointer member)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  *(GPtrArray **) member = items;
  do
    {
      if (!parse_item (reading, items))
        return FALSE;
    }
  while (tarn_lab_reading_skip (reading, ";"));

  return TRUE;
}

static void
write_items (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const GPtrArray *items = *(GPtrArray *const *) member;

  (void) key;
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            (const char *) g_ptr_array_index (items, i));
}

static void
clear_items (gpointer member)
{
  g_clear_pointer ((GPtrArray **) member, g_ptr_array_unref);
}

const TarnLabKind tarn_lab_kind_items = { parse_items, write_items, clear_items, 0, NULL };
