/* SPDX-License-Identifier: MIT */
#include "lab/measure/words.h"

void
tarn_lab_append_moment (GString *text, gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_TIME_SPAN_SECOND);
  g_autofree char *words = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append (text, words);
}

void
tarn_lab_append_span (GString *text, gint64 span_us)
{
  static const struct
  {
    const char *unit;
    gint64 us;
  } units[] = {
    { "d", G_TIME_SPAN_DAY },
    { "h", G_TIME_SPAN_HOUR },
    { "min", G_TIME_SPAN_MINUTE },
    { "s", G_TIME_SPAN_SECOND },
  };
  const char *space = "";
  gboolean is_zero = span_us == 0;

  if (span_us > 0 && span_us < G_TIME_SPAN_SECOND)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT " us", span_us);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (span_us >= units[i].us || (is_zero && units[i].us == G_TIME_SPAN_SECOND))
      {
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", space, span_us / units[i].us,
                                units[i].unit);
        span_us %= units[i].us;
        space = " ";
      }
}

void
tarn_lab_append_count (GString *text, guint64 n, const char *what)
{
  g_string_append_printf (text, "%" G_GUINT64_FORMAT " %s%s", n, what, n == 1 ? "" : "s");
}
