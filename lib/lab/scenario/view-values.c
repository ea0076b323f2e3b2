/* SPDX-License-Identifier: MIT */
/* The values of views and of assets: sources, objectives, types and arrivals. */
#include <string.h>

#include "lab/scenario/kinds.h"
#include "lab/scenario/name.h"
#include "lab/scenario/values.h"

/* --- Sources ---------------------------------------------------------------------------------- */

static void
free_source (gpointer data)
{
  TarnLabSourceName *source = data;

  g_free (source->database_name);
  g_free (source->name);
  g_free (source);
}

static gboolean
parse_source (TarnLabReading *reading, GPtrArray *sources)
{
  const char *word = tarn_lab_reading_take (reading, "a source");
  char *parts[2];

  if (word == NULL)
    return FALSE;
  const char *wrong = tarn_lab_name_parse (word, 2, parts);
  if (wrong != NULL)
    {
      g_autofree char *shown = tarn_lab_show (word);
      return tarn_lab_reading_refuse (reading, "'%s' %s", shown, wrong);
    }

  TarnLabSourceName *source = g_new (TarnLabSourceName, 1);
  *source = (TarnLabSourceName){ parts[0], parts[1] };
  g_ptr_array_add (sources, source);
  return TRUE;
}

static gint
compare_sources (gconstpointer a, gconstpointer b)
{
  const TarnLabSourceName *first = *(TarnLabSourceName *const *) a;
  const TarnLabSourceName *second = *(TarnLabSourceName *const *) b;
  gint order = strcmp (first->database_name, second->database_name);

  return order != 0 ? order : strcmp (first->name, second->name);
}

static gboolean
check_sources (TarnLabReading *reading, GPtrArray *sources)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (sources->len);

  for (guint i = 0; i < sources->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (sources, i));
  g_ptr_array_sort (sorted, compare_sources);
  for (guint i = 1; i < sorted->len; i++)
    if (compare_sources (&sorted->pdata[i - 1], &sorted->pdata[i]) == 0)
      {
        const TarnLabSourceName *source = g_ptr_array_index (sorted, i);
        g_autoptr (GString) shown = g_string_new (NULL);

        tarn_lab_table_name_append (shown, source->database_name, source->name);
        return tarn_lab_reading_refuse (reading, "%s is there twice", shown->str);
      }

  return TRUE;
}

static gboolean
parse_sources (TarnLabReading *reading, gpointer member)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (free_source);

  *(GPtrArray **) member = sources;
  do
    {
      if (!parse_source (reading, sources))
        return FALSE;
    }
  while (tarn_lab_reading_skip (reading, ";"));

  return check_sources (reading, sources);
}

static void
write_sources (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const GPtrArray *sources = *(GPtrArray *const *) member;

  (void) key;
  for (guint i = 0; i < sources->len; i++)
    {
      const TarnLabSourceName *source = g_ptr_array_index (sources, i);

      g_string_append (text, i > 0 ? "; " : "");
      tarn_lab_table_name_append (text, source->database_name, source->name);
    }
}

static void
clear_sources (gpointer member)
{
  g_clear_pointer ((GPtrArray **) member, g_ptr_array_unref);
}

const TarnLabKind tarn_lab_kind_sources = { parse_sources, write_sources, clear_sources, 0, NULL };

/* --- Objectives ------------------------------------------------------------------------------- */

static const char *const slos[] = {
  [TARN_LAB_SLO_NONE] = "none",
  [TARN_LAB_SLO_AGE] = "age",
  [TARN_LAB_SLO_LAG] = "lag",
  NULL,
};

static gboolean
parse_slo (TarnLabReading *reading, gpointer member)
{
  TarnLabSlo *slo = member;
  guint kind;
  guint64 duration;

  if (!tarn_lab_reading_take_choice (reading, slos, &kind))
    return FALSE;
  slo->kind = (TarnLabSloKind) kind;
  if (slo->kind == TARN_LAB_SLO_NONE)
    return TRUE;
  if (!tarn_lab_reading_take_quantity (reading, &tarn_lab_durations, 1, TARN_LAB_DURATION_MAX_US,
                                       &duration))
    return FALSE;

  slo->duration_us = (gint64) duration;
  return TRUE;
}

static void
write_slo (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const TarnLabSlo *slo = member;

  (void) key;
  g_string_append (text, slos[slo->kind]);
  if (slo->kind == TARN_LAB_SLO_NONE)
    return;
  g_string_append_c (text, ' ');
  tarn_lab_append_quantity (text, (guint64) slo->duration_us, &tarn_lab_durations);
}

const TarnLabKind tarn_lab_kind_slo = { parse_slo, write_slo, NULL, 0, NULL };

/* --- Assets ----------------------------------------------------------------------------------- */

/* In the order of TarnMetadataType, without its first. */
static const char *const types[] = { "descriptions", "names", "glossary", NULL };

static gboolean
parse_types (TarnLabReading *reading, gpointer member)
{
  gboolean *has_type = member;

  do
    {
      guint type;

      if (!tarn_lab_reading_take_choice (reading, types, &type))
        return FALSE;
      if (has_type[type])
        return tarn_lab_reading_refuse (reading, "%s is there twice", types[type]);
      has_type[type] = TRUE;
    }
  while (tarn_lab_reading_skip (reading, ";"));

  return TRUE;
}

static void
write_types (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const gboolean *has_type = member;
  const char *between = "";

  (void) key;
  for (guint i = 0; types[i] != NULL; i++)
    if (has_type[i])
      {
        g_string_append_printf (text, "%s%s", between, types[i]);
        between = "; ";
      }
}

const TarnLabKind tarn_lab_kind_types = { parse_types, write_types, NULL, 0, NULL };

static gboolean
parse_arrival (TarnLabReading *reading, gpointer member)
{
  TarnLabArrival *arrival = member;
  guint64 gap;

  if (tarn_lab_reading_skip (reading, "at-start"))
    return TRUE;
  arrival->kind = tarn_lab_reading_skip (reading, "poisson") ? TARN_LAB_COMMITS_POISSON
                                                             : TARN_LAB_COMMITS_PERIODIC;
  if (!tarn_lab_reading_skip (reading, "every"))
    return tarn_lab_reading_refuse_word (reading, arrival->kind == TARN_LAB_COMMITS_POISSON
                                                      ? "every"
                                                      : "at-start, every or poisson");
  if (!tarn_lab_reading_take_quantity (reading, &tarn_lab_durations, 1, TARN_LAB_DURATION_MAX_US,
                                       &gap))
    return FALSE;

  arrival->gap_us = (gint64) gap;
  return TRUE;
}

static void
write_arrival (const TarnLabKey *key, gconstpointer member, GString *text)
{
  const TarnLabArrival *arrival = member;

  (void) key;
  if (arrival->kind == TARN_LAB_COMMITS_NONE)
    {
      g_string_append (text, "at-start");
      return;
    }
  g_string_append (text, arrival->kind == TARN_LAB_COMMITS_POISSON ? "poisson every " : "every ");
  tarn_lab_append_quantity (text, (guint64) arrival->gap_us, &tarn_lab_durations);
}

const TarnLabKind tarn_lab_kind_arrival = { parse_arrival, write_arrival, NULL, 0, NULL };
