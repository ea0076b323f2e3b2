/* SPDX-License-Identifier: MIT */
#include "lab/report/assumptions.h"

#include <string.h>

#include "lab/report/numbers.h"

#define BILLING_MINIMUM "glue.cost-billing-minimum-ms"
#define DPU_MIN "glue.cost-dpu-min"

static gint64
get_default (const char *name)
{
  g_autoptr (TarnEngine) engine = tarn_engine_new (0);
  gint64 value = 0;

  tarn_service_describe_option (tarn_engine_get_service (engine, "glue"), name, &value, NULL, NULL);
  return value;
}

gint64
tarn_lab_scenario_find_option (const TarnLabScenario *scenario, const char *name,
                               gboolean *out_is_set)
{
  for (guint i = 0; i < scenario->options->len; i++)
    {
      const TarnLabOption *option = &g_array_index (scenario->options, TarnLabOption, i);

      if (g_str_equal (option->name, name))
        {
          *out_is_set = TRUE;
          return option->value;
        }
    }
  *out_is_set = FALSE;
  return get_default (name);
}

/* --- Formats ---------------------------------------------------------------------------------- */

/* Formats a decimal with as many of six decimals as it needs, and at least @n_min. */
static char *
format_exact (gint64 value, gint64 scale, guint n_min)
{
  char *text = tarn_lab_format_decimal (value, scale, 6);
  gsize length = strlen (text), shortest = length - 6 + n_min;

  while (length > shortest && text[length - 1] == '0')
    length--;
  if (text[length - 1] == '.')
    length--;
  text[length] = '\0';
  return text;
}

static char *
format_throughput (gint64 bytes_per_second)
{
  static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };
  gint64 scale = 1;
  guint unit = 0;

  while (unit + 1 < G_N_ELEMENTS (units) && bytes_per_second / scale >= 1000)
    {
      scale *= 1000;
      unit++;
    }

  g_autofree char *number = format_exact (bytes_per_second, scale, 0);

  return g_strdup_printf ("%s %s/s per DPU", number, units[unit]);
}

static char *
format_milliseconds (gint64 milliseconds)
{
  return tarn_lab_format_duration (milliseconds * 1000);
}

static char *
format_price (gint64 micro_usd)
{
  g_autofree char *usd = format_exact (micro_usd, 1000000, 2);

  return g_strconcat (usd, " USD per DPU-hour", NULL);
}

static char *
format_amplification (gint64 permille)
{
  g_autofree char *bytes = format_exact (permille, 1000, 0);

  return g_strconcat (bytes, " bytes read for each changed byte", NULL);
}

/* --- The sentence ----------------------------------------------------------------------------- */

static const struct
{
  const char *what;
  const char *option;
  char *(*format) (gint64 value);
} assumptions[] = {
  { "throughput", "glue.cost-bytes-per-second-per-dpu", format_throughput },
  { "start-up", "glue.cost-startup-ms", format_milliseconds },
  { "price", "glue.cost-price-micro-usd-per-dpu-hour", format_price },
  { "amplification", "glue.cost-amplification-permille", format_amplification },
};

char *
tarn_lab_describe_minimum_bill (const TarnLabScenario *scenario)
{
  gboolean is_set;
  gint64 minimum_ms = tarn_lab_scenario_find_option (scenario, BILLING_MINIMUM, &is_set);
  gint64 n_dpu = tarn_lab_scenario_find_option (scenario, DPU_MIN, &is_set);
  g_autofree char *minimum = format_milliseconds (minimum_ms);

  return g_strdup_printf ("%s on %" G_GINT64_FORMAT " DPU", minimum, n_dpu);
}

static void
append_assumption (GString *text, const char *what, const char *value, gboolean is_set)
{
  g_string_append_printf (text, "%s%s %s%s", text->len > 0 ? ", " : "", what, value,
                          is_set ? "" : " (assumed)");
}

char *
tarn_lab_describe_assumptions (const TarnLabScenario *scenario)
{
  GString *text = g_string_new (NULL);
  g_autofree char *minimum = tarn_lab_describe_minimum_bill (scenario);
  gboolean is_set, is_minimum_set;

  for (guint i = 0; i < G_N_ELEMENTS (assumptions); i++)
    {
      gint64 amount = tarn_lab_scenario_find_option (scenario, assumptions[i].option, &is_set);
      g_autofree char *value = assumptions[i].format (amount);

      append_assumption (text, assumptions[i].what, value, is_set);
    }
  tarn_lab_scenario_find_option (scenario, BILLING_MINIMUM, &is_minimum_set);
  tarn_lab_scenario_find_option (scenario, DPU_MIN, &is_set);
  append_assumption (text, "smallest bill", minimum, is_set && is_minimum_set);
  g_string_append_c (text, '.');
  text->str[0] = g_ascii_toupper (text->str[0]);
  return g_string_free (text, FALSE);
}
