/* SPDX-License-Identifier: MIT */
#include "what-if-options.h"

#include <string.h>

enum
{
  INTERVALS_MAX = 100,
};

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define DAY_US (24 * 3600 * SECOND_US)
#define INTERVAL_US_MAX (366 * DAY_US)
#define SIZE_BYTES_MAX (G_GUINT64_CONSTANT (1) << 60)

static const char *const default_intervals[] = { "15m", "30m", "1h", "4h", "24h", NULL };

static const struct
{
  const char *name;
  gint64 factor;
} duration_units[]
    = { { "s", SECOND_US }, { "m", 60 * SECOND_US }, { "h", 3600 * SECOND_US }, { "d", DAY_US } },
    size_units[] = { { "", 1 },
                     { "B", 1 },
                     { "kB", G_GINT64_CONSTANT (1000) },
                     { "MB", G_GINT64_CONSTANT (1000000) },
                     { "GB", G_GINT64_CONSTANT (1000000000) },
                     { "TB", G_GINT64_CONSTANT (1000000000000) },
                     { "PB", G_GINT64_CONSTANT (1000000000000000) } };

static gboolean
refuse (GError **error, const char *option, const char *text, const char *expected)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s %s: expected %s", option, text,
               expected);
  return FALSE;
}

/*
 * Splits a number from the unit that follows it. Returns FALSE if there is no number, or if it is too large.
 */
static gboolean
split_quantity (const char *text, guint64 *out_number, const char **out_unit)
{
  guint64 number = 0;
  const char *at = text;

  for (; g_ascii_isdigit (*at); at++)
    if (!g_uint64_checked_mul (&number, number, 10)
        || !g_uint64_checked_add (&number, number, (guint64) (*at - '0')))
      return FALSE;

  *out_number = number;
  *out_unit = at;
  return at != text;
}

static gboolean
parse_interval (const char *text, gint64 *out_interval_us, GError **error)
{
  guint64 number, interval_us;
  const char *unit;

  if (split_quantity (text, &number, &unit))
    for (guint i = 0; i < G_N_ELEMENTS (duration_units); i++)
      if (g_str_equal (unit, duration_units[i].name)
          && g_uint64_checked_mul (&interval_us, number, (guint64) duration_units[i].factor)
          && interval_us > 0 && interval_us <= INTERVAL_US_MAX)
        {
          *out_interval_us = (gint64) interval_us;
          return TRUE;
        }

  return refuse (error, "--interval", text, "a duration such as 90s, 15m, 1h or 7d, up to 366d");
}

static gboolean
parse_size (const char *text, guint64 *out_size_bytes, GError **error)
{
  guint64 number, size_bytes;
  const char *unit;

  if (split_quantity (text, &number, &unit))
    for (guint i = 0; i < G_N_ELEMENTS (size_units); i++)
      if (g_str_equal (unit, size_units[i].name)
          && g_uint64_checked_mul (&size_bytes, number, (guint64) size_units[i].factor)
          && size_bytes > 0 && size_bytes <= SIZE_BYTES_MAX)
        {
          *out_size_bytes = size_bytes;
          return TRUE;
        }

  return refuse (error, "--source-size", text, "a size such as 500MB or 100GB, up to 2^60 bytes");
}

static gboolean
parse_count (const char *option, const char *text, guint64 min, guint64 max, guint64 *out_count,
             GError **error)
{
  guint64 count;
  const char *rest;

  if (split_quantity (text, &count, &rest) && *rest == '\0' && count >= min && count <= max)
    {
      *out_count = count;
      return TRUE;
    }

  g_autofree char *expected
      = g_strdup_printf ("a whole number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, min,
                         max);
  return refuse (error, option, text, expected);
}

/* Parses intervals, of which each text may have several, separated by commas or spaces. */
static gboolean
parse_intervals (GArray *intervals, const char *const *texts, GError **error)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (texts[i], ", ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        {
          gint64 interval_us;

          if (words[j][0] == '\0')
            continue;
          if (!parse_interval (words[j], &interval_us, error))
            return FALSE;
          if (intervals->len == INTERVALS_MAX)
            return refuse (error, "--interval", words[j], "no more than 100 intervals");
          g_array_append_val (intervals, interval_us);
        }
    }

  return intervals->len > 0 || refuse (error, "--interval", "''", "at least one duration");
}

/* --- The command line ------------------------------------------------------------------------- */

typedef struct
{
  char **intervals;
  char *days;
  char *views;
  char *slots;
  char *seed;
  char *source_size;
  char *iceberg;
  char *csv;
} Texts;

static void
texts_clear (Texts *texts)
{
  g_strfreev (texts->intervals);
  g_free (texts->days);
  g_free (texts->views);
  g_free (texts->slots);
  g_free (texts->seed);
  g_free (texts->source_size);
  g_free (texts->iceberg);
  g_free (texts->csv);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Texts, texts_clear)

/* Reads all numbers as texts, so that the program can report a wrong one in its own words. */
static gboolean
read_command_line (Texts *texts, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "interval", 'i', 0, G_OPTION_ARG_STRING_ARRAY, &texts->intervals,
      "How often every view is started: 90s, 15m, 1h, 7d; repeat it, or put commas"
      " (default: 15m 30m 1h 4h 24h)",
      "DURATION" },
    { "days", 'd', 0, G_OPTION_ARG_STRING, &texts->days, "Virtual days to simulate (10)", "N" },
    { "views", 'v', 0, G_OPTION_ARG_STRING, &texts->views, "Number of views (100)", "N" },
    { "slots", 's', 0, G_OPTION_ARG_STRING, &texts->slots,
      "How many refreshes run at the same time (50)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &texts->seed, "Seed of the random draws (0)", "N" },
    { "source-size", 0, 0, G_OPTION_ARG_STRING, &texts->source_size,
      "Size of each source, unless the Iceberg table has it (100GB)", "SIZE" },
    { "iceberg", 0, 0, G_OPTION_ARG_FILENAME, &texts->iceberg,
      "Take the commits of the sources from an Iceberg table's metadata.json", "FILE" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &texts->csv,
      "Write the figures as whole numbers to FILE, - for the standard output", "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context
      = g_option_context_new ("- what do cost and staleness become if views are refreshed this"
                              " often?");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                   "%s: takes options only, see --help", (*argv)[1]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_optional_count (const char *option, const char *text, guint64 initial, guint64 min,
                      guint64 max, guint64 *out_count, GError **error)
{
  *out_count = initial;
  return text == NULL || parse_count (option, text, min, max, out_count, error);
}

gboolean
options_parse (Options *options, int argc, char **argv, GError **error)
{
  g_auto (Texts) texts = { NULL };
  guint64 n_days, n_views, n_slots;

  if (!read_command_line (&texts, &argc, &argv, error)
      || !parse_optional_count ("--days", texts.days, 10, 1, 3660, &n_days, error)
      || !parse_optional_count ("--views", texts.views, 100, 1, 10000, &n_views, error)
      || !parse_optional_count ("--slots", texts.slots, 50, 1, 1000000, &n_slots, error)
      || !parse_optional_count ("--seed", texts.seed, 0, 0, G_MAXUINT64, &options->seed, error))
    return FALSE;

  options->n_days = (guint) n_days;
  options->n_views = (guint) n_views;
  options->n_slots = (guint) n_slots;
  options->intervals = g_array_new (FALSE, FALSE, sizeof (gint64));
  options->source_bytes = G_GUINT64_CONSTANT (100000000000);
  if (texts.source_size != NULL && !parse_size (texts.source_size, &options->source_bytes, error))
    return FALSE;
  if (!parse_intervals (options->intervals,
                        texts.intervals != NULL ? (const char *const *) texts.intervals
                                                : default_intervals,
                        error))
    return FALSE;

  options->iceberg_path = g_steal_pointer (&texts.iceberg);
  options->csv_path = g_steal_pointer (&texts.csv);
  return TRUE;
}

void
options_clear (Options *options)
{
  g_clear_pointer (&options->intervals, g_array_unref);
  g_free (options->iceberg_path);
  g_free (options->csv_path);
}
